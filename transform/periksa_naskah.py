"""Rules on the text: sentences of another indicator, another year or office, open placeholders, empty parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz import fuzz

from extract.laporan_model import Paragraf, Tabel, Tempat, potong, rapat
from extract.laporan_paham import Pemahaman, quoted_names
from extract.laporan_prosa import sentences
from extract.laporan_struktur import SATKER
from transform.periksa_dasar import Derajat, Temuan, aturan, index_figures

_TENTANG_INI = re.compile(
    r"standar\s+nasional|berdasarkan\s+indi[ck]ator|indikator\s+(?:kinerja\s+)?ini|keberhasilan\s+(?:dalam\s+)?indikator|realisasi|capaian|hasil",
    re.I,
)


def _place(p: Paragraf, start: int, end: int) -> Tempat:
    place = p.tempat(start, end)
    return replace(place, uraian=f"kalimat “{potong(p.teks[start:end], 70)}”")


PENGANTAR = re.compile(
    r"(?:terdiri(?:\s+(?:dari|atas))?|sebagai\s+berikut|berikut\s+ini|antara\s+lain)\s*:\s*$", re.I
)


@aturan("tempelan", IND_TEMPEL="Kalimat tentang indikator lain")
def check_pasted(paham: Pemahaman) -> Iterator[Temuan]:
    """A sentence under one indicator speaks of that indicator; another's full name is last year's or a neighbour's text."""  # noqa: E501
    keys = {i.id: i.kunci for i in paham.register.semua if len(i.kunci) >= 18}
    for block in paham.dokumen.paragraf():
        context = paham.konteks.get(block.urut)
        if context is None or block.urut in paham.kepala or len(block.teks) < 30 or _is_caption(paham, block.urut):
            continue
        own = paham.register.semua[context].kunci
        for start, end in sentences(block.teks):
            text = block.teks[start:end]
            if re.match(r"\W*[A-Z]\s*=", text) or re.search(
                r"rata-rata|penjumlahan|merupakan\s+gabungan", text, re.I
            ):
                continue  # the definition of a compound index
            other = _other(paham, text, own, keys, context)
            if other is not None:
                name = paham.nama(other)
                sure = bool(_TENTANG_INI.search(text))
                yield Temuan(
                    "IND-TEMPEL", Derajat.PASTI if sure else Derajat.MUNGKIN,
                    f"Di bawah indikator “{potong(paham.nama(context), 70)}” kalimat ini menyebut indikator lain, “{potong(name, 70)}”: "  # noqa: E501
                    f"“{potong(text.strip(), 110)}”. Ganti nama atau kalimatnya.",
                    (_place(block, start, end),), potong(name, 60), potong(paham.nama(context), 60), paham.nama(context),  # noqa: E501
                    (context, other, "std" if "standar" in text.lower() else block.urut),
                )  # fmt: skip


def _is_caption(paham: Pemahaman, urut: int) -> bool:
    return any(k.urut in (urut, urut - 1) for k in paham.struktur.keterangan)


def _other(paham: Pemahaman, text: str, own: str, keys: dict[int, str], context: int) -> int | None:
    """Return the indicator a sentence names in full when it is not the one at hand."""
    key = rapat(text)
    if fuzz.partial_ratio(own, key) >= 80 if len(key) >= len(own) else fuzz.ratio(own, key) >= 80:
        return None
    for name in quoted_names(text):
        found = paham.register.cocok(name, paham.sasaran.get(context, ""), batas=88)
        other = found and context not in found and paham.register.semua[found[0]].kunci != own
        if other and fuzz.ratio(rapat(name), own) < 75 and fuzz.partial_ratio(rapat(name), own) < 90:
            return found[0]
    if not re.search(r"pengukuran|indi[ck]ator|persentase|indeks|tersusunnya|terpenuhinya", text, re.I):
        return None
    best, score = None, 0.0
    for item, name in keys.items():
        if item == context or len(name) > len(key) or fuzz.ratio(name, own) > 82:
            continue
        value = fuzz.partial_ratio(name, key)
        if value >= 93 and value > score and len(name) >= 24:
            best, score = item, value
    if best is None or fuzz.partial_ratio(own, keys[best]) >= 85:
        return None
    return best


@aturan("tempelan", IND_TERTUKAR="Kalimat memakai nama indikator lain")
def check_swapped(paham: Pemahaman) -> Iterator[Temuan]:
    """A sentence with target, realisasi and capaian names the indicator they belong to."""
    for key, (named, right, claims) in swapped_names(paham).items():
        first = claims[0]
        values = ", ".join(f"{c.jenis.split('.')[1]} {c.angka['nilai'].teks}" for c in claims)
        yield Temuan(
            "IND-TERTUKAR", Derajat.PASTI,
            f"Kalimat menyebut {values} untuk “{potong(paham.nama(named), 70)}”, padahal itu angka “{potong(paham.nama(right), 70)}”. "  # noqa: E501
            "Perbaiki nama indikatornya (dan angkanya bila masih berbeda).",
            (replace(first.tempat, uraian=f"kalimat “{potong(first.teks, 70)}”"),), potong(paham.nama(named), 60), potong(paham.nama(right), 60),  # noqa: E501
            paham.nama(named), key,
        )  # fmt: skip


def swapped_names(paham: Pemahaman) -> dict[tuple[int, str], tuple[int, int, list]]:  # type: ignore[type-arg]
    """Return the sentences whose figures belong to another indicator than the one they name."""
    index = index_figures(paham, paham.angka)
    groups: dict[tuple[int, str], list] = {}  # type: ignore[type-arg]
    for claim in paham.klaim:
        if claim.jenis in ("angka.target", "angka.realisasi") and claim.indikator is not None and not claim.tahun:
            groups.setdefault((claim.urut, claim.teks), []).append(claim)
    out = {}
    for key, claims in groups.items():
        if len(claims) < 2:
            continue
        named = claims[0].indikator

        def fits(item: int, claims: list = claims) -> int:  # type: ignore[type-arg]
            return sum(
                1 for c in claims
                if any(a.nilai.sama(c.angka["nilai"]) for a in index.semua(item, c.jenis.split(".")[1], paham.tahun))  # noqa: E501
            )  # fmt: skip

        if fits(named):
            continue
        right = [i.id for i in paham.register.semua if fits(i.id) == len(claims)]
        if len(right) == 1:
            out[key] = (named, right[0], claims)
    return out


@aturan("tahun", TAHUN_LAIN="Tahun lain tertulis sebagai tahun laporan")
def check_years(paham: Pemahaman) -> Iterator[Temuan]:
    """A report of one year does not call another year its own: `tahun 2018 ini`, `penggunaan anggaran tahun 2020`."""  # noqa: E501
    year = paham.tahun
    if year is None:
        return
    near = r"(?P<t>20[0-4]\d)(?!\s*[-–/]\s*20)(?!\.?\d)"
    patterns = (
        (Derajat.PASTI, rf"\b(?:pada\s+)?(?:tahun|ta)\s+{near}\s+ini\b", {year, year + 1}),
        (
            Derajat.PASTI,
            rf"(?:LKjIP|LKIP|LAKIP|Laporan\s+(?:Akuntabilitas\s+)?Kinerja(?:\s+Instansi\s+Pemerintah)?)\b[^.;\n]{{0,110}}?\btahun\s+(?:anggaran\s+)?{near}",
            {year},
        ),
        (
            Derajat.MUNGKIN,
            rf"(?:penggunaan|pelaksanaan|alokasi)\s+anggaran\s+(?:pada\s+)?tahun\s+{near}",
            {year, year - 1},
        ),
        (
            Derajat.PASTI,
            rf"\b(?:TA|tahun\s+anggaran)\s+{near}\s+per\s+(?:tgl|tanggal)\s+31\s+Desember\s+{year}",
            {year},
        ),
    )
    for block in paham.dokumen.paragraf():
        for level, pattern, good in patterns:
            for match in re.finditer(pattern, block.teks, re.I):
                found = int(match.group("t"))
                before = block.teks[max(0, match.start() - 90) : match.end() + 40]
                inside = match.group()
                if found in good or re.search(
                    r"\b(nomor|no\.|peraturan|keputusan|undang|pedoman|permen|perpres|inpres|sebelumnya|yang\s+lalu|renstra|rpjm|semester)\b",
                    inside,
                    re.I,
                ):
                    continue
                if level is Derajat.PASTI and re.search(
                    r"tahun\s+sebelum|tahun\s+lalu|dibanding|pengha?rgaan|kategori|terbaik|evaluasi|akip|nomor\s*:?\s*\S*$",
                    before,
                    re.I,
                ):
                    continue
                if found > year + 1 or (found == year + 1 and level is not Derajat.PASTI):
                    continue
                yield Temuan(
                    "TAHUN-LAIN", level,
                    f"Laporan ini tentang tahun {year}, tetapi tertulis “{potong(inside, 90)}”. Periksa apakah kalimat tahun lalu belum diganti.",  # noqa: E501
                    (_place(block, match.start(), match.end()),), str(found), str(year), "", (found, rapat(inside)[:60]),  # noqa: E501
                )  # fmt: skip
    titles = " ".join(p.teks for p in list(paham.dokumen.paragraf())[:60])
    half = re.search(r"laporan\s+kinerja[^.]{0,40}\bsemester\s+(i{1,2})\b", titles, re.I)
    if half and not re.search(r"semester\s+i\b.*semester\s+ii\b", titles, re.I):
        block = next(p for p in paham.dokumen.paragraf() if re.search(r"semester\s+i{1,2}\b", p.teks, re.I))
        others = sum(
            1 for p in paham.dokumen.paragraf() if re.search(rf"tahun\s+(?:anggaran\s+)?{year}", p.teks, re.I)
        )
        if others > 10:
            yield Temuan(
                "TAHUN-LAIN", Derajat.MUNGKIN, f"Judul menyebut “{potong(half.group(), 70)}”, isi laporan membahas satu tahun {year} penuh.",  # noqa: E501
                (block.tempat(uraian="judul"),), half.group(), f"Tahun {year}", "", ("semester",),
            )  # fmt: skip


@aturan("satker", SATKER_LAIN="Nama atau kelas satker lain", SATKER_EJA="Nama satker ditulis berbeda-beda")
def check_office(paham: Pemahaman) -> Iterator[Temuan]:
    """One report bears one office: the same kind and place with another class, or another place, is a foreign text."""  # noqa: E501
    structure = paham.struktur
    if not structure.satker:
        return
    spelled: Counter[str] = Counter()
    where: dict[str, Tempat] = {}
    for block in paham.dokumen.paragraf():
        for match in SATKER.finditer(block.teks):
            kind = re.sub(r"pem\w*an$", "pemasyarakatan", match.group(1).lower())
            place = match.group(4).split()[0].strip(".,()“”")
            if kind != structure.satker:
                continue
            similar = fuzz.ratio(rapat(place), rapat(structure.tempat_satker))
            if similar >= 70:
                spelled[place.title()] += 1
                where.setdefault(place.title(), _place(block, match.start(), match.end()))
            if rapat(match.group(2)) != structure.kelas and similar >= 70:
                yield Temuan(
                    "SATKER-LAIN", Derajat.PASTI,
                    f"Tertulis “{potong(match.group().strip(), 70)}”, padahal satker laporan ini Kelas {structure.kelas.upper()}.",  # noqa: E501
                    (_place(block, match.start(), match.end()),), match.group().strip(), f"Kelas {structure.kelas.upper()}", "",  # noqa: E501
                    (rapat(match.group(2)), rapat(place)),
                )  # fmt: skip
            elif similar < 55 and not re.search(
                r"kepala|pindah|mutasi|lama|batas|sebelah|sebelumnya|gedung",
                block.teks[max(0, match.start() - 40) : match.start()],
                re.I,
            ):
                yield Temuan(
                    "SATKER-LAIN", Derajat.MUNGKIN, f"Tertulis satker lain, “{potong(match.group().strip(), 70)}”. Apakah kalimat ini salinan laporan lain?",  # noqa: E501
                    (_place(block, match.start(), match.end()),), match.group().strip(), structure.tempat_satker.title(), "", (rapat(place),),  # noqa: E501
                )  # fmt: skip
    names = [n for n, c in spelled.items() if n.lower() not in ("pangkal",)]
    if len(names) > 1:
        shown = ", ".join(f"{n} ({spelled[n]}×)" for n in sorted(names, key=lambda n: -spelled[n]))
        yield Temuan("SATKER-EJA", Derajat.MUNGKIN, f"Nama satker ditulis berbeda-beda: {shown}. Pakai satu ejaan.",
                     tuple(where[n] for n in names), "", "", "", ("eja",))  # fmt: skip


_ISIAN = (
    r"(?<![.\w])\.{3,}\s*(?:orang|persen|%|layanan|dokumen|kegiatan|unit|indikator|sasaran|pegawai|satker|rupiah)(?!\w)", r"…{2,}(?!\s*\d{0,3}\s*$)", r"(?i)\bRp\.?\s*(?:\.{3,}|…|_{2,})",  # noqa: E501
    r"\[\s*(?i:isi|diisi|perlu|nama|tahun|jumlah|xx|\.\.\.|…)[^\]]*\]", r"\{\{.*?\}\}", r"(?i)#(?:REF|DIV/0|N/A|VALUE|NAME)[!?]?", r"(?i)error!\s*(?:reference|bookmark)",  # noqa: E501
    r"(?i)\blorem ipsum\b", r"\bX{3,}\b(?!\w)", r"_{4,}", r"(?i)\b(?:tuliskan|isi(?:kan)?)\s+(?:di\s*sini|disini)\b", r"(?i)<\s*(?:isi|nama|tahun)[^>]*>",  # noqa: E501
    r"(?i)\bxx+\s*(?:%|orang|persen)",
)  # fmt: skip


@aturan("isian", ISIAN_TERBUKA="Isian belum dilengkapi")
def check_placeholders(paham: Pemahaman) -> Iterator[Temuan]:
    """Dots, brackets and field errors left in the text are data that somebody still had to fill in."""
    pattern = re.compile(
        "|".join(
            f"(?:{p.replace('(?i)', '')})" if "(?i)" not in p else f"(?i:{p.replace('(?i)', '')})" for p in _ISIAN
        )
    )
    for block in paham.dokumen.blok:
        if isinstance(block, Tabel):
            seen: set[int] = set()
            for row in block.kisi:
                for cell in row:
                    if id(cell) in seen or re.search(r"[.…]{3,}\s*\d{0,3}\s*$", cell.teks):
                        continue
                    seen.add(id(cell))
                    if match := pattern.search(cell.teks):
                        yield _open(cell.teks, match, Tempat(cell.hlm, cell.kotak, block.label))
            continue
        if re.search(r"[.…]{3,}\s*\d{0,3}\s*$", block.teks) and block.urut < paham.struktur.akhir_depan:
            continue
        for match in pattern.finditer(block.teks):
            yield _open(block.teks, match, _place(block, match.start(), match.end()))


def _open(text: str, match: re.Match[str], place: Tempat) -> Temuan:
    around = potong(text[max(0, match.start() - 40) : match.end() + 40], 100)
    return Temuan("ISIAN-TERBUKA", Derajat.PASTI, f"Isian belum dilengkapi: “{around}”.", (place,), match.group(), "isi sebenarnya", "",  # noqa: E501
                  (rapat(around), place.hlm))  # fmt: skip


@aturan("isian", ISIAN_HILANG="Pengantar daftar tanpa isi", SEL_KOSONG="Realisasi atau capaian kosong")
def check_empty(paham: Pemahaman) -> Iterator[Temuan]:
    """`sebagai berikut :` is followed by something; a row with a target has a realisasi and a capaian."""
    blocks = paham.dokumen.blok
    for i, block in enumerate(blocks[:-1]):
        following = blocks[i + 1]
        if (
            not isinstance(block, Paragraf)
            or not isinstance(following, Paragraf)
            or block.urut < paham.struktur.akhir_depan
        ):
            continue
        opens = len(block.teks) > 40 and PENGANTAR.search(block.teks)
        if opens and len(following.teks) < 60 and re.match(r"^[A-F]\.\s+[A-Z]", following.teks):
            yield Temuan(
                    "ISIAN-HILANG", Derajat.MUNGKIN, f"Kalimat “{potong(block.teks[-90:], 90)}” tidak diikuti daftar atau tabel, langsung “{potong(following.teks, 40)}”.",  # noqa: E501
                    (_place(block, 0, len(block.teks)),), "", "daftar atau tabelnya", "", (block.urut,),
                )  # fmt: skip
    for table in paham.tabel:
        columns = [(c, k) for c, k in enumerate(table.kolom) if k.peran in ("realisasi", "capaian")]
        if not table.semua("indikator"):
            continue
        if table.jenis != "capaian" or not columns or len(list(table.data())) < 3 or not table.semua("target"):
            continue
        for row in [b for b in paham.baris if b.paham is table and "target" in b.angka]:
            blank = [c for c, _ in columns if not table.tabel.teks(row.baris, c).strip()]
            if blank and len(blank) == len(columns) and row.nama:
                yield Temuan(
                    "SEL-KOSONG", Derajat.PASTI, f"“{potong(row.nama, 80)}” mempunyai target {row.angka['target'].nilai.teks} tetapi realisasi/capaiannya kosong.",  # noqa: E501
                    tuple(table.tempat(row.baris, c, row.nama) for c in blank), "(kosong)", "realisasi dan capaian, atau N/A", row.nama,  # noqa: E501
                    (row.indikator, row.tahun),
                )  # fmt: skip
