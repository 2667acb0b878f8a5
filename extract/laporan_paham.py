"""Understands a report: structure, tables, indicators with their figures, formulas and claims, linked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from extract.laporan_indikator import (
    AngkaDok,
    BarisKinerja,
    Register,
    clean_name,
    name_column,
    rows_of,
    sasaran_at,
    split_items,
)
from extract.laporan_model import DokLaporan, Paragraf, Tabel, Tempat, rapat, ringkas
from extract.laporan_prosa import Klaim, read_claims, sentences
from extract.laporan_rumus import Rumus, normalise, read_formulas
from extract.laporan_struktur import Struktur, read_structure
from extract.laporan_tabel import JUMLAH, TabelPaham, understand_table

KEPALA_INDIKATOR = re.compile(
    r"^\W*(?:\d{1,2}[.)]\s*|[a-z][.)]\s*)?(?:indikator(?:\s+kinerja)?(?:\s+(?:kegiatan|program|utama|sasaran|keluaran))?|ik(?:k|p|u|o|sk|sp|ss)?)\b"
    r"\s*(?:\((?:ikk|ikp|iku|ik)\))?\s*(?:ke[- ]?)?(?P<no>\d+(?:\.\d+)*|[IVX]+\b)?\s*[:.–-]?\s*(?P<nama>.*)$",
    re.I | re.S,
)
KEPALA_SASARAN = re.compile(
    r"^\W*sasaran\s+(?:kegiatan|program|strategis)\s*(?:ke[- ]?)?(?:\d+|[IVX]+)\b\s*[:.–-]?\s*[“\"]?(?P<nama>.*)$",
    re.I | re.S,
)
AKHIR = re.compile(
    r"^\W*(?:[A-Z\d]{1,2}[.)]\s*)?(?:\d\.\d\.?\s*)?(?:realisasi anggaran|analisis\s+(?:atas\s+)?efisiensi|capaian kinerja anggaran|capaian kinerja lainnya|sasaran (?:kegiatan|program)"  # noqa: E501
    r"|akuntabilitas keuangan|divisi\s+\w+|bab\s+[ivx]+)\b",
    re.I,
)


_KEPALA_SAJA = re.compile(
    r"^(?:sasaran|indikator)\s+kinerja(?:\s+(?:kegiatan|utama|program))?$|^\(?[a-z]*\)?$", re.I
)


@dataclass(frozen=True, slots=True)
class Kalimat:
    """One sentence of running text with a number in it, the indicator and chapter it stands under."""

    teks: str
    paragraf: str
    tempat: Tempat
    urut: int
    indikator: int | None
    bab: int


@dataclass(slots=True)
class Pemahaman:
    """All that was understood of one report."""

    dokumen: DokLaporan
    struktur: Struktur
    tabel: list[TabelPaham]
    register: Register
    baris: list[BarisKinerja] = field(default_factory=list)
    angka: list[AngkaDok] = field(default_factory=list)
    rumus: list[Rumus] = field(default_factory=list)
    klaim: list[Klaim] = field(default_factory=list)
    konteks: dict[int, int | None] = field(default_factory=dict)  # block -> indicator it is about
    kalimat: list[Kalimat] = field(default_factory=list)
    kepala: set[int] = field(default_factory=set)  # blocks that are headings of indicators
    sasaran: dict[int, str] = field(default_factory=dict)

    @property
    def tahun(self) -> int | None:
        return self.struktur.tahun

    def nama(self, indikator: int | None) -> str:
        return self.register.semua[indikator].nama if indikator is not None else ""


def understand(document: DokLaporan) -> Pemahaman:
    """Return the report's structure, tables, indicators, figures, formulas and claims."""
    structure = read_structure(document)
    tables = [understand_table(t) for t in document.tabel()]
    for paham in tables:
        years = set(re.findall(r"20[0-4]\d", paham.tabel.keterangan))
        paham.tahun = int(years.pop()) if len(years) == 1 else None
        paham.bab = structure.bab_dari(paham.tabel.urut)
        level = re.search(r"(?:kinerja|sasaran)\s+(utama|strategis|program|kegiatan)", paham.tabel.keterangan, re.I)
        if not paham.tingkat and level:
            paham.tingkat = {"utama": "strategis"}.get(level.group(1).lower(), level.group(1).lower())
    out = Pemahaman(document, structure, tables, Register())
    _register(out)
    _contexts(out)
    _figures(out)
    _formulas(out)
    _claims(out)
    return out


def _register(out: Pemahaman) -> None:
    """Enter the indicators of the tables that list several, then of those that have one."""
    for least in (2, 1):
        for paham in out.tabel:
            if paham.jenis not in ("capaian", "pk", "renstra") or (column := name_column(paham)) is None:
                continue
            if paham.jenis == "renstra" and least == 2:
                continue
            names = _names(paham, column)
            if len(names) < least or (least == 1 and len(names) > 1 and paham.jenis != "renstra"):
                continue
            used: set[int] = set()
            for name, sasaran in names:
                _enter(out, paham, name, sasaran, used)


def _enter(out: Pemahaman, paham: TabelPaham, name: str, sasaran: str, used: set[int]) -> None:
    limit = 84 if paham.semua("sasaran") else 78
    found = [i for i in out.register.cocok(name, sasaran, paham.tingkat, limit) if _same_level(out, i, paham)]
    free = [i for i in found if i not in used]
    if found and (free or not paham.semua("sasaran")):
        used.add((free or found)[0])
        item = out.register.semua[(free or found)[0]]
        item.tingkat = item.tingkat or paham.tingkat
        item.sasaran = item.sasaran or sasaran
        return
    if len(rapat(name)) >= 8 and not re.search(r"^(rumus|capaian|target|tabel)\b", name, re.I):
        used.add(out.register.tambah(name, paham.tingkat if paham.semua("sasaran") else "", sasaran).id)


def _same_level(out: Pemahaman, item: int, paham: TabelPaham) -> bool:
    level = out.register.semua[item].tingkat
    return not level or not paham.tingkat or level == paham.tingkat or not paham.semua("sasaran")


def _names(paham: TabelPaham, column: int) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    last = None
    for r in paham.data():
        cell = paham.tabel.kisi[r][column]
        if cell is last or not cell.teks.strip() or JUMLAH.match(cell.teks):
            continue
        if all(c is cell for c in paham.tabel.kisi[r]):
            continue
        last = cell
        for item in split_items(cell.teks):
            name = clean_name(item)
            if len(re.sub(r"[^A-Za-z]", "", name)) >= 8 and not _KEPALA_SAJA.match(name):
                out.append((name, sasaran_at(paham, r)))
    return out


def _contexts(out: Pemahaman) -> None:
    """Find the indicator each block of the analysis is about."""
    blocks = out.dokumen.blok
    current: int | None = None
    sasaran = ""
    skip_until = -1
    for i, block in enumerate(blocks):
        if isinstance(block, Paragraf) and i > skip_until and i >= out.struktur.akhir_depan:
            if (match := KEPALA_SASARAN.match(block.teks)) and len(block.teks) < 260:
                sasaran = _heading_name(match.group("nama"), blocks, i)
                skip_until = i + (len(clean_name(match.group("nama"))) < 12)
                current = None
            elif (found := _heading(out, blocks, i, sasaran)) is not None:
                current, number, skip_until = found
                out.kepala.update(range(i, skip_until + 1))
                item = out.register.semua[current]
                item.sub_bab.append(block.tempat(uraian=f"judul “{ringkas(block.teks)[:60]}”"))
                item.nomor_sub.append(number)
                item.urut_sub.append(i)
            elif (len(block.teks) < 110 and AKHIR.match(block.teks)) or _known_sasaran(out, block.teks):
                current = None
                if _known_sasaran(out, block.teks):
                    sasaran = clean_name(block.teks)
        out.konteks[i] = current
        out.sasaran[i] = sasaran


def _known_sasaran(out: Pemahaman, text: str) -> bool:
    if not 20 < len(text) < 220 or not re.match(r"\W*(?:\d+[.)]\s*)?[A-Z]", text):
        return False
    key = rapat(clean_name(text))
    return any(
        abs(len(key) - len(k)) <= 0.2 * len(k) and fuzz.ratio(key, k, score_cutoff=90)
        for k in out.register.sasaran()
    )


def _heading_name(text: str, blocks: list[Paragraf | Tabel], i: int) -> str:
    text = clean_name(text)
    following = blocks[i + 1] if i + 1 < len(blocks) else None
    if len(text) < 12 and isinstance(following, Paragraf):
        return clean_name(following.teks)
    return text


def _heading(out: Pemahaman, blocks: list[Paragraf | Tabel], i: int, sasaran: str) -> tuple[int, str, int] | None:
    """Return indicator, number and last block of a heading that opens an indicator's own part."""
    block = blocks[i]
    if not isinstance(block, Paragraf) or len(block.teks) > 330:
        return None
    match = KEPALA_INDIKATOR.match(block.teks)
    if match:
        name = match.group("nama").strip()
        last = i
        if len(rapat(name)) < 8:
            name, last = _following_name(blocks, i)
        marked = match.group("no") or ":" in block.teks[: match.start("nama") + 1] or "“" in block.teks[:60]
        if not marked or re.search(r"\b(ini|berikut|memiliki|dengan target|tidak)\b", name[:40], re.I):
            return None
        found = out.register.cocok(name, sasaran, batas=72)
        if found:
            return found[0], match.group("no") or "", last
        return None
    if out.struktur.bab_dari(block.urut) in (0, 3) and re.match(
        r"\W*(?:\d+(?:\.\d+)*[.)]?|[a-z][.)])?\s*[A-Z]", block.teks
    ):
        found = out.register.cocok(block.teks, sasaran, batas=93)
        if found and not _in_list(out, blocks, i) and not re.search(r"[;:]$", block.teks):
            return found[0], "", i
    return None


def _following_name(blocks: list[Paragraf | Tabel], i: int) -> tuple[str, int]:
    parts, last = [], i
    for j in range(i + 1, min(i + 3, len(blocks))):
        block = blocks[j]
        if not isinstance(block, Paragraf) or re.match(
            r"\W*(?:indikator kinerja\b.*ini|\d+[.)]\s)", block.teks, re.I
        ):
            break
        parts.append(block.teks)
        last = j
        if len(block.teks) < 95 and (j + 1 >= len(blocks) or not _goes_on(blocks[j + 1])):
            break
    return " ".join(parts), last


def _goes_on(block: Paragraf | Tabel) -> bool:
    return (
        isinstance(block, Paragraf)
        and len(block.teks) < 60
        and not re.match(r"\W*(indikator|sasaran|\d|[a-z]\)|target)", block.teks, re.I)
    )


def _in_list(out: Pemahaman, blocks: list[Paragraf | Tabel], i: int) -> bool:
    """Whether neighbours are indicators too: a list of names, not a heading."""
    for j in (i - 1, i + 1):
        if 0 <= j < len(blocks):
            block = blocks[j]
            if isinstance(block, Paragraf) and out.register.cocok(block.teks, batas=88):
                return True
    return False


def _figures(out: Pemahaman) -> None:
    for paham in out.tabel:
        if paham.jenis not in ("capaian", "pk", "renstra"):
            continue
        context = out.konteks.get(paham.tabel.urut)
        paham.konteks = context
        year = out.tahun if paham.tahun is None or paham.jenis == "pk" else paham.tahun
        if paham.jenis == "pk":
            year = _pk_year(out, paham) or year
        taken: set[tuple[int, int | None]] = set()
        for row in rows_of(paham, year):
            row.indikator = _link(out, paham, row, context, taken)
            if row.indikator is None:
                row_angka = row.angka
            else:
                taken.add((row.indikator, row.tahun))
                row_angka = {k: replace(a, indikator=row.indikator) for k, a in row.angka.items()}
            row.angka = row_angka
            out.baris.append(row)
            out.angka.extend(row_angka.values())


def _pk_year(out: Pemahaman, paham: TabelPaham) -> int | None:
    """Return the year a Perjanjian Kinerja table belongs to, from the title above it."""
    blocks = out.dokumen.blok
    for block in reversed(blocks[max(0, paham.tabel.urut - 14) : paham.tabel.urut]):
        if isinstance(block, Paragraf) and (
            m := re.search(r"perjanjian kinerja\D{0,40}tahun\s*(20[0-4]\d)", block.teks, re.I)
        ):
            return int(m.group(1))
    return None


def _link(
    out: Pemahaman,
    paham: TabelPaham,
    row: BarisKinerja,
    context: int | None,
    taken: set[tuple[int, int | None]],
) -> int | None:
    if len(rapat(row.nama)) < 6:
        return context
    level = paham.tingkat if paham.semua("sasaran") else ""
    sasaran = sasaran_at(paham, row.baris) or out.sasaran.get(paham.tabel.urut, "")
    found = out.register.cocok(row.nama, sasaran, level, 78)
    found = [i for i in found if not level or out.register.semua[i].tingkat in ("", level)] or found
    if context is not None:
        best = max((out.register.nilai(row.nama, i) for i in found), default=0.0)
        own = out.register.nilai(row.nama, context)
        if context in found or (own >= 78 and own >= best - 6):
            return context
    free = [i for i in found if (i, row.tahun) not in taken]
    if len(free) > 1 and not paham.semua("sasaran"):
        return None
    return free[0] if free else None


def _formulas(out: Pemahaman) -> None:
    blocks = out.dokumen.blok
    for i, block in enumerate(blocks):
        if isinstance(block, Paragraf):
            if "=" not in block.teks:
                continue
            found = read_formulas(block.teks, block.tempat(uraian="rumus"), i)
            if all(f.hasil is None for f in found):
                found = _with_next(blocks, i, block) or found
        else:
            found = _table_formulas(block, i)
        for formula in found:
            formula.indikator = out.konteks.get(i)
            formula.ukuran = _measure(formula.label, formula.dari_sel)
            out.rumus.append(formula)


def _with_next(blocks: list[Paragraf | Tabel], i: int, block: Paragraf) -> list[Rumus]:
    """Read a formula whose result stands in the next paragraph under the same label."""
    following = blocks[i + 1] if i + 1 < len(blocks) else None
    if not isinstance(following, Paragraf) or not re.search(r"\d\s*[)*×/÷+]", normalise(block.teks)):
        return []
    match = re.match(r"\s*[A-Za-z %]*=\s*(\(?\d[\d.,]*\s*%?\)?)\s*$", following.teks)
    if not match:
        return []
    return read_formulas(f"{block.teks} = {match.group(1)}", block.tempat(uraian="rumus"), i)


def _table_formulas(table: Tabel, i: int) -> list[Rumus]:
    out: list[Rumus] = []
    seen: set[int] = set()
    from extract.laporan_model import Tempat

    for row in table.kisi:
        for cell in row:
            if id(cell) in seen or not re.search(r"\d.*[×*/÷:].*\d", cell.teks) or len(cell.teks) > 300:
                continue
            seen.add(id(cell))
            if not re.search(r"×|÷|\*|=|-{3,}|\d\s*x\s*\d|\)\s*/\s*\(", cell.teks):
                continue
            for formula in read_formulas(
                cell.teks, Tempat(cell.hlm, cell.kotak, f"{table.label}, rumus di sel"), i
            ):
                formula.dari_sel = True
                out.append(formula)
    return out


def _measure(label: str, in_cell: bool) -> str:
    text = label.lower()
    if re.search(r"capaian|kinerja\s*=?$", text) or (in_cell and not text.strip()):
        return "capaian"
    if re.search(r"realisasi|%|persentase|indeks", text):
        return "realisasi"
    return ""


def _claims(out: Pemahaman) -> None:
    captions = {
        k.urut + step for k in out.struktur.keterangan for step in (0, 1) if step == 0 or _title_of(out, k.urut)
    }
    for block in out.dokumen.blok:
        if not isinstance(block, Paragraf) or block.urut in out.kepala or block.urut in captions:
            continue
        bab = out.struktur.bab_dari(block.urut)
        if any(c.isdigit() for c in block.teks):
            for start, end in sentences(block.teks):
                text = block.teks[start:end].strip()
                if re.search(r"\d", text) and "=" not in text:
                    out.kalimat.append(
                        Kalimat(
                            text,
                            block.teks,
                            block.tempat(start, end),
                            block.urut,
                            out.konteks.get(block.urut),
                            bab,
                        )
                    )
        for claim in read_claims(block):
            named = named_indicator(out, claim.teks, block.urut)
            context = out.konteks.get(block.urut)
            out.klaim.append(replace(claim, indikator=named if named is not None else context, bab=bab))


def _title_of(out: Pemahaman, urut: int) -> bool:
    """Whether a caption's title stands in the paragraph after its number."""
    block = out.dokumen.blok[urut]
    return isinstance(block, Paragraf) and len(block.teks) < 18


def quoted_names(text: str) -> list[str]:
    """Return the names a sentence puts in quotes or after the word indikator."""
    names = re.findall(r"[“\"]([^”\"]{12,260})[”\"]", text)
    for match in re.finditer(
        r"indi[ck]ator\s+(?:kinerja\s+)?((?:persentase|indeks|jumlah|ter\w+nya|nilai|tersedianya)\b.{8,220}?)(?=,?\s+(?:hasil|dengan|adalah|tahun 20|dapat|di ?karenakan|karena|sebesar|telah|yang diperoleh)|[.:]|$)",  # noqa: E501
        text,
        re.I,
    ):
        names.append(match.group(1))
    return names


def named_indicator(out: Pemahaman, text: str, urut: int) -> int | None:
    """Return the indicator a sentence names, None where it names none or more than one."""
    found: set[int] = set()
    for name in quoted_names(text):
        ids = out.register.cocok(name, out.sasaran.get(urut, ""), batas=80)
        context = out.konteks.get(urut)
        if context is not None and context in ids:
            found.add(context)
        elif len(ids) == 1:
            found.add(ids[0])
    return found.pop() if len(found) == 1 else None
