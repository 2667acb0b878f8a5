"""Rules on sums: totals over rows, columns and levels of any table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from extract.laporan_angka import KOSONG, Nilai, parse_cell
from extract.laporan_model import Sel, potong
from extract.laporan_pemahaman import Pemahaman
from extract.laporan_tabel import JUMLAH, TabelPaham
from transform.periksa_dasar import Derajat, Temuan, aturan, tulis
from transform.periksa_uang import row_name

_KODE = re.compile(r"^[\dA-Z]{2,6}(?:\.[\dA-Z]+)*$")
_GRUP = re.compile(r"tahun|20[0-4]\d|divisi|bagian|kelompok|^[A-Z]\.", re.I)


def group_rows(table: TabelPaham) -> Iterator[tuple[int, list[int]]]:
    """Yield each total row with the rows it sums."""
    start: list[int] = []
    for r in table.data():
        row = table.tabel.kisi[r]
        texts = {c.teks.strip() for c in row if c.teks.strip()}
        if len(texts) <= 1 and not any(parse_cell(t) for t in texts) and not _is_total(row):
            if any(_GRUP.search(t) for t in texts):
                start = []
            continue
        if _is_total(row):
            if start:
                yield r, start
            if not re.match(r"\s*sub", row[0].teks, re.I):
                start = []
            continue
        start = [*start, r]


def _is_total(row: list[Sel]) -> bool:
    return any(
        JUMLAH.match(c.teks) or re.match(r"^grandtotal$|^total$|^jumlah$", re.sub(r"\s", "", c.teks), re.I)
        for c in row[:3]
    )


@aturan("jumlah", JML_TOTAL="Jumlah tidak sama dengan penjumlahan barisnya", JML_KOSONG="Baris jumlah kosong")
def check_totals(paham: Pemahaman) -> Iterator[Temuan]:
    """A total is the sum of its rows; in a hierarchy, of the rows of its level."""
    for table in paham.tabel:
        if table.jenis in ("ikpa", "smart", "renstra", "capaian", "pk"):
            continue
        for total, rows in group_rows(table):
            if len(rows) < 2:
                continue
            found = list(_total_row(table, total, rows))
            if len(found) > 1:  # one row of totals, one slip
                text = " ".join(f.pesan.split(" Periksa baris")[0] for f in found)
                yield replace(found[0], pesan=f"{text} Periksa baris dan jumlahnya.", tempat=tuple(p for f in found for p in f.tempat),  # noqa: E501
                              tercetak="; ".join(f.tercetak for f in found), seharusnya="; ".join(f.seharusnya for f in found),  # noqa: E501
                              kunci=(table.tabel.nomor, total))  # fmt: skip
            else:
                yield from found


def _total_row(table: TabelPaham, total: int, rows: list[int]) -> Iterator[Temuan]:
    checked = filled = 0
    for c, kolom in enumerate(table.kolom):
        cell = table.tabel.kisi[total][c]
        merged = bool(c) and table.tabel.kisi[total][c - 1] is cell
        if kolom.peran in ("persen", "no", "capaian") or re.search(r"%|persen|kode|^no", kolom.label):
            continue
        values = [(r, parse_cell(table.tabel.teks(r, c))) for r in rows]
        numbers = [(r, v) for r, v in values if v is not None]
        if len(numbers) < 2 or len(numbers) * 2 < len(
            [r for r in rows if not KOSONG.match(table.tabel.teks(r, c))]
        ):
            continue
        if any(v.satuan == "%" for _, v in numbers) or _is_code(table, rows, c):
            continue
        checked += 1
        printed = None if merged else parse_cell(cell.teks)
        if printed is None:
            continue
        filled += 1
        finding = _compare(table, total, c, printed, numbers)
        if finding:
            yield finding
    if checked and not filled and table.jenis in ("anggaran", "pegawai"):
        c = next((i for i, k in enumerate(table.kolom) if k.peran in ("pagu", "laki")), 0)
        sums = sum((v.nilai for r in rows if (v := table.nilai(r, c))), Decimal(0))
        yield Temuan(
            "JML-KOSONG", Derajat.PASTI,
            f"Baris “{potong(row_name(table, total) or 'jumlah', 40)}” di {table.tabel.label} kosong; jumlah kolom "
            f"{table.judul_kolom(c)} semestinya {tulis(sums, 0)}.",
            (table.tempat(total, c),), "(kosong)", tulis(sums, 0), "", (table.tabel.nomor, total),
        )  # fmt: skip


def _is_code(table: TabelPaham, rows: list[int], c: int) -> bool:
    """Whether a column only numbers its rows or holds codes."""
    values = [parse_cell(table.tabel.teks(r, c)) for r in rows]
    plain = [int(v.nilai) for v in values if v and v.desimal == 0]
    return c == 0 and len(plain) > 2 and all(b - a == 1 for a, b in zip(plain, plain[1:], strict=False))


def _levels(table: TabelPaham, numbers: list[tuple[int, Nilai]]) -> list[list[tuple[int, Nilai]]]:
    """Return the ways to choose addends: all rows, or the rows of one level of codes or of bare numbering."""
    out = [numbers]
    seen: dict[str, tuple[int, Nilai]] = {}
    for r, v in numbers:  # rows repeated after a page end count once
        seen.setdefault("|".join(cell.teks for cell in table.tabel.kisi[r]), (r, v))
    if len(seen) < len(numbers):
        numbers = list(seen.values())
        out.append(numbers)
    keys = []
    if _is_code(table, [r for r, _ in numbers], 0):
        return out
    for r, _ in numbers:
        text = table.tabel.teks(r, 0).replace(" ", "")
        keys.append(text.count(".") + (10 if "." in text else 0) if _KODE.match(text) else (1 if text else 0))
    for level in sorted(set(keys)):
        chosen = [n for n, k in zip(numbers, keys, strict=True) if k == level]
        if 0 < len(chosen) < len(numbers):
            out.append(chosen)
    return out


def _compare(
    table: TabelPaham, total: int, c: int, printed: Nilai, numbers: list[tuple[int, Nilai]]
) -> Temuan | None:
    sets = _levels(table, numbers)
    for chosen in sets:
        low = sum((v.bawah if v.desimal else v.nilai for _, v in chosen), Decimal(0))
        high = sum((v.atas if v.desimal else v.nilai for _, v in chosen), Decimal(0))
        if printed.memuat(low, high) if printed.desimal else low <= printed.nilai <= high:
            return None
    sums = [sum((v.nilai for _, v in chosen), Decimal(0)) for chosen in sets]
    best = min(sums, key=lambda s: abs(s - printed.nilai))
    if table.kolom[c].peran == "sisa" and _sisa_of_total(table, total, printed):
        return None  # the total ties with its own pagu and realisasi; ANG-SISA reports the row that does not
    if _average(printed, numbers) or any(abs(s - 2 * printed.nilai) < 1 for s in sums[:1]):
        return None
    flat = len(sets) == 1
    near = best and abs(best - printed.nilai) < abs(best) / 2
    name = row_name(table, total) or "Jumlah"
    where = f" ({table.tabel.keterangan or table.tabel.label})"
    level = Derajat.PASTI if flat or near else Derajat.MUNGKIN
    return Temuan(
        "JML-TOTAL", Derajat.MUNGKIN if table.tabel.ocr else level,
        f"“{potong(name, 40)}” kolom {table.judul_kolom(c) or c + 1} tercetak {printed.teks}, penjumlahan barisnya {tulis(best, printed.desimal)} "  # noqa: E501
        f"(selisih {tulis(printed.nilai - best, printed.desimal)}){potong(where, 90)}. Periksa baris dan jumlahnya.",  # noqa: E501
        (table.tempat(total, c, name),), printed.teks, tulis(best, printed.desimal), "", (table.tabel.nomor, total, c),  # noqa: E501
    )  # fmt: skip


def _sisa_of_total(table: TabelPaham, total: int, printed: Nilai) -> bool:
    pagu, real = table.nilai(total, table.cari("pagu")), table.nilai(total, table.cari("realisasi_anggaran"))
    return bool(pagu and real and abs(pagu.nilai - real.nilai - printed.nilai) < 1)


def _average(printed: Nilai, numbers: list[tuple[int, Nilai]]) -> bool:
    mean = sum((v.nilai for _, v in numbers), Decimal(0)) / len(numbers)
    return bool(printed.desimal) and printed.memuat(mean, mean)


@aturan("jumlah", JML_BARIS="Jumlah ke samping keliru")
def check_across(paham: Pemahaman) -> Iterator[Temuan]:
    """laki-laki + perempuan = jumlah in every row of a staff table; likewise two counts and their sum."""
    for table in paham.tabel:
        first, second, total = table.cari("laki"), table.cari("perempuan"), table.cari("jumlah")
        if first is None or second is None or total is None:
            continue
        for r in table.data():
            a, b, t = (table.nilai(r, c) for c in (first, second, total))
            if t is None or (a is None and b is None):
                continue
            should = (a.nilai if a else Decimal(0)) + (b.nilai if b else Decimal(0))
            if should != t.nilai:
                name = row_name(table, r)
                yield Temuan(
                    "JML-BARIS", Derajat.PASTI,
                    f"“{potong(name, 60)}”: {a.teks if a else 0} + {b.teks if b else 0} = {tulis(should, 0)}, tercetak {t.teks}.",  # noqa: E501
                    (table.tempat(r, total, name),), t.teks, tulis(should, 0), "", (table.tabel.nomor, r),
                )  # fmt: skip


@aturan("jumlah", JML_TINGKAT="Baris induk tidak sama dengan jumlah rinciannya")
def check_levels(paham: Pemahaman) -> Iterator[Temuan]:
    """A RO is the sum of its komponen (rows under a longer code down to the next code of its own level)."""
    for table in paham.tabel:
        if table.jenis != "anggaran" or not table.kolom or "kode" not in table.kolom[0].label:
            continue
        for column in (table.cari("pagu"), table.cari("realisasi_anggaran"), table.cari("sisa")):
            if column is not None:
                yield from _parents(table, column)


def _parents(table: TabelPaham, column: int) -> Iterator[Temuan]:
    parent: tuple[int, Nilai] | None = None
    children: list[Nilai] = []
    rows = [(r, table.tabel.teks(r, 0).replace(" ", ""), table.nilai(r, column)) for r in table.data()]
    for r, code, value in [*rows, (-1, "x.x", None)]:
        if "." in code or (r >= 0 and _is_total(table.tabel.kisi[r])):
            if parent and children:
                total = sum((v.nilai for v in children), Decimal(0))
                if total != parent[1].nilai:
                    name = row_name(table, parent[0])
                    yield Temuan(
                        "JML-TINGKAT", Derajat.PASTI,
                        f"{table.judul_kolom(column)} “{potong(name, 70)}” tercetak {parent[1].teks}, jumlah rinciannya {tulis(total, 0)}.",  # noqa: E501
                        (table.tempat(parent[0], column, name),), parent[1].teks, tulis(total, 0), "", (table.tabel.nomor, parent[0], column),  # noqa: E501
                    )  # fmt: skip
            parent, children = ((r, value) if value is not None and "." in code else None), []
        elif re.fullmatch(r"\d{3}", code) and value is not None:
            children.append(value)
        elif re.fullmatch(r"\d{3}", code) and KOSONG.match(table.tabel.teks(r, column)):
            continue
        elif code or value is not None:
            parent, children = (None, []) if value is not None else (parent, children)
