"""Understands a report: structure, tables, indicators with their figures, formulas and claims, linked."""

from __future__ import annotations

import re

from msgspec.structs import replace

from extract.laporan_indikator import (
    BarisKinerja,
    Register,
    clean_name,
    name_column,
    rows_of,
    sasaran_at,
    split_items,
)
from extract.laporan_klaim import read_prose
from extract.laporan_konteks import find_contexts
from extract.laporan_model import DokLaporan, Paragraf, Tabel, Tempat, rapat
from extract.laporan_pemahaman import Pemahaman
from extract.laporan_rumus import Rumus, normalise, read_formulas
from extract.laporan_struktur import read_structure
from extract.laporan_tabel import JUMLAH, TabelPaham, understand_table

_KEPALA_SAJA = re.compile(
    r"^(?:sasaran|indikator)\s+kinerja(?:\s+(?:kegiatan|utama|program))?$|^\(?[a-z]*\)?$", re.I
)


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
    find_contexts(out)
    _figures(out)
    _formulas(out)
    read_prose(out)
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
