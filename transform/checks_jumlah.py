"""Rules about totals of columns: staff, supporting tables."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extract.finding import Tingkat
from transform.anggaran import TOTAL
from transform.checks import Perkara, aturan
from transform.konteks import Konteks, show
from transform.laporan import Laporan
from transform.normalize import Row, plain_name


@aturan("PEGAWAI-JUMLAH", Tingkat.GALAT)
def pegawai_jumlah(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Men and women add up to a row's number, rows to the table's total."""
    groups: dict[str, list[Row]] = {}
    for row in k.tables.rows("pegawai"):
        groups.setdefault(str(row.kunci.get("kelompok", "")), []).append(row)
        men, women, both = (row.number(c) for c in ("laki", "perempuan", "jumlah"))
        if men is not None and women is not None and both is not None and men + women != both:
            figures = tuple(row.figure(k.ledger, c) for c in ("jumlah", "laki", "perempuan"))
            yield Perkara(
                f"Pegawai {row.kunci.get('kelompok')} '{row.kunci.get('label')}': jumlah tercetak {show(both)}, "
                f"laki-laki + perempuan {show(men + women)}.",
                figures, show(both), show(men + women),
            )  # fmt: skip
    for name, rows in groups.items():
        yield from _column_totals(k, f"Pegawai {name}", rows, "label", ("laki", "perempuan", "jumlah"))


def _column_totals(
    k: Konteks, words: str, rows: list[Row], label: str, columns: tuple[str, ...]
) -> Iterator[Perkara]:
    total = [row for row in rows if TOTAL.match(plain_name(row.text(label)))]
    parts = [row for row in rows if row not in total]
    for column in columns if len(total) == 1 and parts else ():
        whole = total[0].number(column)
        known = [value for value in (row.number(column) for row in parts) if value is not None]
        if whole is not None and known and sum(known, Decimal(0)) != whole:
            added = sum(known, Decimal(0))
            yield Perkara(
                f"{words}: jumlah {column} tercetak {show(whole)}, penjumlahan barisnya {show(added)} "
                f"(selisih {show(abs(added - whole))}).",
                (total[0].figure(k.ledger, column), *(row.figure(k.ledger, column) for row in parts)),
                show(whole), show(added),
            )  # fmt: skip


@aturan("DUKUNG-JUMLAH", Tingkat.PERINGATAN)
def dukung_jumlah(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """The total row of a supporting table is the sum of its rows."""
    tables: dict[tuple[str, str], list[Row]] = {}
    for row in k.tables.rows("data_dukung"):
        tables.setdefault((str(row.kunci.get("indikator", "")), str(row.kunci.get("judul", ""))), []).append(row)
    for (_, title), rows in tables.items():
        first = next((c for c in rows[0].cells), "")
        columns = tuple(dict.fromkeys(c for row in rows for c in row.cells if c != first))
        yield from _column_totals(k, f"Data dukung '{title}'", rows, first, columns)
