"""Rules about the budget in one source: sisa, percentages, totals over kinds, satker and codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extract.figure import Figure
from extract.finding import Tingkat
from transform.anggaran import is_total, parent_code
from transform.aritmetika import agrees, decimals_of, percent
from transform.checks import Perkara, aturan
from transform.konteks import Konteks, printed, show
from transform.laporan import Laporan
from transform.normalize import Row, plain_name

TABLES = ("belanja", "belanja_lalu", "satker_belanja", "fa_detail")
NAMES = {"belanja": "Belanja", "belanja_lalu": "Belanja tahun lalu", "satker_belanja": "Belanja satker",
         "fa_detail": "Rincian"}  # fmt: skip
MONEY = ("pagu", "realisasi", "sisa")


def _lines(k: Konteks) -> Iterator[tuple[str, Row]]:
    for tabel in TABLES:
        for row in k.tables.rows(tabel):
            words = row.text("satker", "uraian") or " ".join(str(v) for v in row.kunci.values())
            yield f"{NAMES[tabel]} '{words}'", row


@aturan("SISA-BEDA", Tingkat.GALAT)
def sisa_beda(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """sisa = pagu - realisasi."""
    for words, row in _lines(k):
        pagu, spent, left = (row.number(column) for column in MONEY)
        if pagu is None or spent is None or left is None or left == pagu - spent:
            continue
        figures = tuple(row.figure(k.ledger, column) for column in ("sisa", "pagu", "realisasi"))
        yield Perkara(
            f"{words}: sisa tercetak {text_of(figures[0])}, pagu dikurangi realisasi {show(pagu - spent)} "
            f"(selisih {show(abs(left - pagu + spent))}). Dipakai hasil hitungan.",
            figures, text_of(figures[0]), show(pagu - spent),
        )  # fmt: skip


@aturan("PERSEN-BEDA", Tingkat.GALAT)
def persen_beda(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """persen = realisasi / pagu x 100; a pagu of 0 has none."""
    for words, row in _lines(k):
        pagu, spent, share = (row.number(column) for column in ("pagu", "realisasi", "persen"))
        if not pagu or spent is None or share is None:
            continue
        exact = percent(spent, pagu)
        if not agrees(share, exact, decimals_of(share)):
            figures = tuple(row.figure(k.ledger, column) for column in ("persen", "realisasi", "pagu"))
            yield Perkara(
                f"{words}: persentase tercetak {text_of(figures[0])}, realisasi / pagu {show(exact)} %. "
                "Dipakai hasil hitungan.",
                figures, text_of(figures[0]), show(exact),
            )  # fmt: skip


def text_of(figure: Figure | None) -> str:
    return "-" if figure is None else printed(figure)


def _tie(k: Konteks, words: str, total: Row, parts: Sequence[Row]) -> Iterator[Perkara]:
    """Yield a case for each money column whose parts do not add up to the printed total."""
    for column in MONEY:
        whole = total.number(column)
        values = [row.number(column) for row in parts]
        if whole is None or not values or any(value is None for value in values):
            continue
        added = sum((value for value in values if value is not None), Decimal(0))
        if added != whole:
            figure = total.figure(k.ledger, column)
            yield Perkara(
                f"{words}: jumlah {column} tercetak {text_of(figure)}, penjumlahan {len(parts)} baris "
                f"{show(added)} (selisih {show(abs(added - whole))}). Periksa baris yang kurang atau salah.",
                (figure, *(row.figure(k.ledger, column) for row in parts)), text_of(figure), show(added),
            )  # fmt: skip


@aturan("JUMLAH-BELANJA", Tingkat.GALAT)
def jumlah_belanja(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """The total is the sum over kinds of expenditure."""
    for tabel in ("belanja", "belanja_lalu"):
        years: dict[int, list[Row]] = {}
        for row in k.tables.rows(tabel):
            years.setdefault(row.integer("tahun"), []).append(row)
        for year, rows in years.items():
            total = [row for row in rows if row.kunci.get("jenis") == "total"]
            parts = [row for row in rows if row.kunci.get("jenis") != "total"]
            if total and parts:
                yield from _tie(k, f"Belanja per jenis {year}", total[0], parts)


@aturan("JUMLAH-SATKER", Tingkat.GALAT)
def jumlah_satker(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """The total is the sum over satker; a satker's total the sum over its kinds of expenditure."""
    rows = k.tables.rows("satker_belanja")
    for jenis in {row.kunci.get("jenis") for row in rows}:
        own = [row for row in rows if row.kunci.get("jenis") == jenis]
        total = [row for row in own if is_total(row, "kode_satker", "satker")]
        parts = [row for row in own if not is_total(row, "kode_satker", "satker")]
        if total:
            suffix = f" ({jenis})" if jenis else ""
            yield from _tie(k, f"Belanja seluruh satker{suffix}", total[0], parts)
    by_code: dict[str, list[Row]] = {}
    for row in rows:
        by_code.setdefault(str(row.kunci.get("kode_satker", "")), []).append(row)
    for code, own in by_code.items():
        total = [row for row in own if row.kunci.get("jenis") in (None, "total")]
        parts = [row for row in own if row.kunci.get("jenis") not in (None, "total")]
        if total and len(parts) > 1:
            yield from _tie(k, f"Belanja satker {code}", total[0], parts)


@aturan("JUMLAH-RINCIAN", Tingkat.GALAT)
def jumlah_rincian(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """A code's amount is the sum of the codes right below it; JUMLAH is the sum of the topmost."""
    rows = [row for row in k.tables.rows("fa_detail") if not is_total(row, "kode", "uraian")]
    codes = {str(row.kunci["kode"]): row for row in rows if "kode" in row.kunci}
    names = {plain_name(row.text("uraian")): row for row in rows if "kode" not in row.kunci}
    below: dict[int, list[Row]] = {}
    topmost = []
    for row in rows:
        if "kode" in row.kunci:
            parent = codes.get(parent_code(str(row.kunci["kode"]), set(codes)))
        else:
            parent = names.get(plain_name(str(row.kunci.get("induk", ""))))
        if parent is None or parent is row:
            topmost.append(row)
        else:
            below.setdefault(id(parent), []).append(row)
    for row in rows:
        if parts := below.get(id(row)):
            yield from _tie(k, f"Rincian {row.kunci.get('kode') or row.text('uraian')}", row, parts)
    total = next((row for row in k.tables.rows("fa_detail") if is_total(row, "kode", "uraian")), None)
    if total is not None and topmost:
        yield from _tie(k, "Rincian anggaran", total, _roots(topmost, total))


def _roots(rows: list[Row], total: Row) -> list[Row]:
    """Return the rows that a total adds up: all of them, or those that others are printed under.

    A program row may precede its kegiatan without a common code; where the plain sum does not tie, a
    row whose amount is the sum of the rows right after it is taken as their heading.
    """
    values = [row.number("pagu") or Decimal(0) for row in rows]
    whole = total.number("pagu")
    if whole is None or sum(values, Decimal(0)) == whole:
        return rows
    roots, i = [], 0
    while i < len(rows):
        roots.append(i)
        i = _after(values, i)
    added = sum((values[n] for n in roots), Decimal(0))
    return [rows[n] for n in roots] if added == whole else rows


def _after(values: list[Decimal], i: int) -> int:
    """Return the position after the rows that add up to the i-th, or right after it where none do."""
    added, j = Decimal(0), i + 1
    while j < len(values) and added < values[i]:
        added += values[j]
        j = _after(values, j)
    return j if added == values[i] and j > i + 1 else i + 1
