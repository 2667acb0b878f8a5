"""The skeleton of a report: chapters, captions with their numbers, lists of tables and figures, year and satker."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from extract.laporan_angka import parse_roman
from extract.laporan_model import DokLaporan, Paragraf, Tabel, Tempat, rapat, ringkas

BAB = re.compile(r"^\W*bab\s+([ivx]{1,4}|\d)\b\s*[.:–-]?\s*(.*)$", re.I)
CAPTION = re.compile(
    r"^\W{0,3}(tabel|gambar|grafik|bagan|diagram)\s*(?:\.(?!\s?\d))?\s*"
    r"((?:[ivx]{1,5}|\d{1,2}|L(?=\s?[.\-]\s?\d))(?:\s?[.\-]\s?\d{1,3})*\.?|\.\s?\d{1,3})(?=[\s.:)–-]|$)\s*[.:–)-]*\s*(.*)$",
    re.I | re.S,
)
_DOTS = re.compile(r"[.…·_]{3,}\s*(?:\d{1,3}|[ivxlc]{1,6})?\s*$", re.I)
_HALAMAN = re.compile(r"(?:^|[\s.…])(\d{1,3}|[ivxl]{1,6})\s*$", re.I)
JUDUL_BAB = {1: "PENDAHULUAN", 2: "PERENCANAAN KINERJA", 3: "AKUNTABILITAS KINERJA", 4: "PENUTUP"}
_JENIS = (
    r"balai pem\w*an|lembaga pem\w*an(?: perempuan)?|lembaga pembinaan khusus anak|rumah tahanan negara|cabang rumah tahanan"  # noqa: E501
    r"|kantor imigrasi|rumah detensi imigrasi|rumah penyimpanan benda sitaan(?: negara)?|bapas|lapas|lpka|rutan|rupbasan|kanim|rudenim"  # noqa: E501
)
SATKER = re.compile(
    rf"\b({_JENIS})\s+(?:k(?:e)?las)\s+(i{{1,3}}\s?[ab]?|iv|[ab])\b\s*((?:non\s+)?tpi\s+)?((?:[A-Z][\w.]+\s?){{1,2}})",
    re.I,
)


@dataclass(slots=True)
class Keterangan:
    """A caption: kind (tabel, gambar, ...), number as printed, title, place; the table it belongs to."""

    jenis: str
    nomor: str
    judul: str
    tempat: Tempat
    urut: int
    tabel: Tabel | None = None

    @property
    def angka(self) -> tuple[str, ...]:
        return number_parts(self.nomor)


@dataclass(slots=True)
class ButirDaftar:
    """One line of the list of tables or figures."""

    jenis: str
    nomor: str
    judul: str
    halaman: str
    tempat: Tempat

    @property
    def angka(self) -> tuple[str, ...]:
        return number_parts(self.nomor)


@dataclass(slots=True)
class Bab:
    """A mention of a chapter as a heading of its own."""

    nomor: int
    judul: str
    urut: int
    tempat: Tempat
    utama: bool = False  # the mention that really opens the chapter


@dataclass(slots=True)
class Struktur:
    bab: list[Bab] = field(default_factory=list)
    keterangan: list[Keterangan] = field(default_factory=list)
    daftar: list[ButirDaftar] = field(default_factory=list)
    tahun: int | None = None
    satker: str = ""
    kelas: str = ""
    tempat_satker: str = ""
    akhir_depan: int = 0  # first block of Bab I

    def bab_dari(self, urut: int) -> int:
        """Return the chapter a block stands in, 0 in front of Bab I."""
        current = 0
        for bab in self.bab:
            if bab.utama and bab.urut <= urut:
                current = bab.nomor
        return current


def number_parts(text: str) -> tuple[str, ...]:
    """Return a caption number's parts as comparable text: III.2 and 3.2 are the same."""
    parts = [p for p in re.split(r"[.\-\s]+", text) if p]
    return tuple(str(parse_roman(p) or p.lower()) for p in parts)


def read_structure(document: DokLaporan) -> Struktur:
    """Return chapters, captions, lists, year and satker of a report."""
    out = Struktur()
    _chapters(document, out)
    _lists(document, out)
    _captions(document, out)
    _attach(document, out)
    out.tahun = _year(document)
    _satker(document, out)
    return out


def _chapters(document: DokLaporan, out: Struktur) -> None:
    paragraphs = list(document.paragraf())
    for i, p in enumerate(paragraphs):
        match = BAB.match(p.teks)
        if not match or len(p.teks) > 90 or _DOTS.search(p.teks) or re.search(r"\s\d{1,3}$", p.teks) or _listed(p):
            continue
        number = parse_roman(match.group(1))
        title = ringkas(match.group(2))
        if not title and i + 1 < len(paragraphs):
            title = _title_below(paragraphs[i + 1 : i + 3])
        if number and number <= 6 and (not title or title.upper() == title or len(title) < 60):
            out.bab.append(Bab(number, title, p.urut, p.tempat(uraian=f"judul BAB {match.group(1)}")))
    ends = [b.urut for b in out.bab[1:]] + [len(document.blok)]
    for number in {b.nomor for b in out.bab}:
        length, best = max(
            ((end - b.urut), i) for i, (b, end) in enumerate(zip(out.bab, ends, strict=True)) if b.nomor == number
        )
        if length >= 3 or number == max(b.nomor for b in out.bab):
            out.bab[best].utama = True
    first = [b.urut for b in out.bab if b.utama]
    out.akhir_depan = min(first) if first else 0


def _listed(p: Paragraf) -> bool:
    """Whether Word's style says that a paragraph belongs to a table of contents or a list of captions."""
    return p.gaya.startswith(("toc", "table of figures", "daftar"))


def _title_below(paragraphs: list[Paragraf]) -> str:
    parts = []
    for p in paragraphs:
        if p.teks.upper() != p.teks or len(p.teks) > 60 or BAB.match(p.teks) or re.match(r"\W*[A-Z]\.\s", p.teks):
            break
        parts.append(p.teks)
    return ringkas(" ".join(parts))


def _lists(document: DokLaporan, out: Struktur) -> None:
    """Read the lists of tables and figures, printed as tables or as lines with dots."""
    for block in document.blok:
        if isinstance(block, Tabel):
            entries = [_row_entry(block, r) for r in range(len(block.kisi))]
            found = [e for e in entries if e]
            if len(found) >= 2 and len(found) * 2 >= len(entries):
                out.daftar.extend(found)
        elif (match := CAPTION.match(block.teks)) and (
            _DOTS.search(block.teks) or _before_body(block, out) or _listed(block)
        ):
            page = _HALAMAN.search(block.teks)
            if page or _DOTS.search(block.teks):
                title = re.sub(r"[.…·\s]*(?:\d{1,3}|[\s.…][ivxl]{1,6})?\s*$", "", match.group(3))
                out.daftar.append(
                    ButirDaftar(
                        match.group(1).lower(),
                        match.group(2),
                        ringkas(title),
                        page.group(1) if page else "",
                        block.tempat(uraian="daftar tabel/gambar"),
                    )
                )


def _before_body(block: Paragraf, out: Struktur) -> bool:
    return bool(out.akhir_depan) and block.urut < out.akhir_depan and bool(re.search(r"\s\d{1,3}$", block.teks))


def _row_entry(table: Tabel, row: int) -> ButirDaftar | None:
    cells = list({id(c): c for c in table.kisi[row]}.values())
    texts = [c.teks for c in cells if c.teks.strip()]
    if len(texts) < 2 or not re.fullmatch(r"\d{1,3}|[ivxl]+|-", texts[-1].strip(), re.I):
        return None
    joined = re.sub(r"[.…]{3,}.*$", "", " ".join(texts[:-1]))
    match = CAPTION.match(joined)
    if not match:
        return None
    place = Tempat(cells[0].hlm, cells[0].kotak, f"daftar {match.group(1).lower()}")
    return ButirDaftar(
        match.group(1).lower(), match.group(2), ringkas(match.group(3)).lstrip(": "), texts[-1].strip(), place
    )


def _zones(document: DokLaporan, out: Struktur) -> set[int]:
    """Return the blocks of lists set in lines: entries whose dots stand on a second line are there too."""
    lines = [b.urut for b in document.paragraf() if CAPTION.match(b.teks) and (_DOTS.search(b.teks) or _listed(b))]
    zone: set[int] = set()
    for a, b in zip(lines, lines[1:], strict=False):
        if b - a <= 5:
            zone.update(range(a, b + 1))
    if lines:
        zone.update(range(lines[0] - 2, lines[0]))
    return zone


def _captions(document: DokLaporan, out: Struktur) -> None:
    zone = _zones(document, out)
    listed = {(e.tempat.hlm, e.tempat.kotak) for e in out.daftar}
    blocks = document.blok
    for i, block in enumerate(blocks):
        if not isinstance(block, Paragraf) or len(block.teks) > 330:
            continue
        match = CAPTION.match(block.teks)
        if match and i in zone and not _DOTS.search(block.teks) and not _listed(block):
            out.daftar.append(
                ButirDaftar(
                    match.group(1).lower(),
                    match.group(2),
                    ringkas(match.group(3)),
                    "",
                    block.tempat(uraian="daftar"),
                )
            )
            continue
        if not match or _DOTS.search(block.teks) or _listed(block):
            continue
        if document.jenis == "pdf" and (block.hlm, block.tempat().kotak) in listed:
            continue
        kind, number, title = match.group(1).lower(), match.group(2), ringkas(match.group(3))
        if re.match(r"(?:di ?atas|di ?bawah|berikut|tersebut|dapat|menunjukkan|menggambarkan|ini\b)", title, re.I):
            continue
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        before = blocks[i - 1] if i else None
        if isinstance(before, Paragraf) and re.search(
            r"\b(?:pada|dalam|di|lihat|dan|oleh|dengan|melalui)\s*$", before.teks
        ):
            continue  # the end of a sentence that refers to the table
        if (
            not title
            and isinstance(following, Paragraf)
            and len(following.teks) < 250
            and not CAPTION.match(following.teks)
        ):
            title = ringkas(following.teks)
        out.keterangan.append(
            Keterangan(kind, number.strip(), title, block.tempat(uraian="keterangan"), block.urut)
        )


def _attach(document: DokLaporan, out: Struktur) -> None:
    """Give each table its caption; whether captions stand above or below is learnt from the report."""
    above: dict[int, Keterangan] = {}
    below: dict[int, Keterangan] = {}
    captions = [k for k in out.keterangan if k.jenis == "tabel"]
    by_place = {k.urut: k for k in captions}
    for table in document.tabel():
        for step in range(1, 4):
            before, after = by_place.get(table.urut - step), by_place.get(table.urut + step)
            if before and id(table) not in above and _only_text(document, table.urut - step, table.urut):
                above[id(table)] = before
            if (
                after
                and step < 3
                and id(table) not in below
                and _only_text(document, table.urut, table.urut + step)
            ):
                below[id(table)] = after
    use = above if len(above) >= len(below) else below
    for table in document.tabel():
        caption = use.get(id(table))
        if caption and caption.tabel is None:
            caption.tabel = table
            table.keterangan = f"Tabel {caption.nomor} {caption.judul}"
            table.label = f"Tabel {caption.nomor.rstrip('.')}"


def _only_text(document: DokLaporan, start: int, end: int) -> bool:
    return all(isinstance(b, Paragraf) and len(b.teks) < 260 for b in document.blok[start + 1 : end])


def _year(document: DokLaporan) -> int | None:
    votes: Counter[int] = Counter()
    for i, p in enumerate(document.paragraf()):
        text = p.teks.lower()
        for match in re.finditer(r"tahun\s*(?:anggaran\s*)?(20[0-4]\d)(?!\s*[-–])", text):
            weight = 6 if i < 60 and re.search(r"laporan kinerja|lkjip|perjanjian kinerja", text) else 1
            votes[int(match.group(1))] += weight
        for match in re.finditer(r"(?:laporan kinerja|lkjip|lakip)\D{0,80}(20[0-4]\d)(?!\s*[-–])", text):
            votes[int(match.group(1))] += 3
    return votes.most_common(1)[0][0] if votes else None


def _satker(document: DokLaporan, out: Struktur) -> None:
    votes: Counter[tuple[str, str, str]] = Counter()
    for p in document.paragraf():
        for match in SATKER.finditer(p.teks):
            kind = re.sub(r"pem\w*an$", "pemasyarakatan", match.group(1).lower())
            place = match.group(4).split()[0].strip(".,").lower()
            votes[(kind, rapat(match.group(2)), place)] += 1
    if votes:
        (kind, kelas, place), count = votes.most_common(1)[0]
        if count >= 3:
            out.satker, out.kelas, out.tempat_satker = kind, kelas, place
