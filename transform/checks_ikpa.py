"""Rules about IKPA, SMART, staff counts and supporting tables."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extract.finding import Tingkat
from transform.anggaran import TOTAL
from transform.aritmetika import HUNDRED, agrees, decimals_of
from transform.checks import Perkara, aturan
from transform.ikpa import ROUNDING, subtract_of, with_data
from transform.konteks import Konteks, printed, show
from transform.laporan import BarisIkpa, Laporan
from transform.normalize import Row, plain_name

COLUMNS = {
    "revisi_dipa": "Revisi DIPA", "deviasi_hal3": "Deviasi Halaman III DIPA", "penyerapan": "Penyerapan Anggaran",
    "kontraktual": "Belanja Kontraktual", "tagihan": "Penyelesaian Tagihan", "up_tup": "Pengelolaan UP dan TUP",
    "dispensasi_spm": "Dispensasi SPM", "capaian_output": "Capaian Output",
}  # fmt: skip


def _close(tercetak: Decimal, exact: Decimal, slack: Decimal = Decimal(0)) -> bool:
    return agrees(tercetak, exact, decimals_of(tercetak), slack)


@aturan("IKPA-SEL", Tingkat.GALAT)
def ikpa_sel(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """PER-5/PB/2022: Nilai Akhir of an indicator = nilai x bobot / 100."""
    for row in laporan.ikpa:
        for column, end in row.nilai_akhir.items():
            nilai, bobot = row.nilai.get(column), row.bobot.get(column)
            if nilai is None or bobot is None or end.number is None:
                continue
            if nilai.number is None or bobot.number is None:
                continue
            exact = nilai.number * bobot.number / HUNDRED
            if not _close(end.number, exact):
                yield Perkara(
                    f"IKPA {row.satker}, {COLUMNS.get(column, column)}: nilai akhir tercetak {printed(end)}, nilai "
                    f"x bobot {show(exact)}.",
                    (end, nilai, bobot), printed(end), show(exact),
                )  # fmt: skip


@aturan("IKPA-TOTAL", Tingkat.GALAT)
def ikpa_total(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """PER-5/PB/2022: Nilai Total is the sum of nilai x bobot / 100."""
    for row in laporan.ikpa:
        total = row.total
        if total is None or total.source is None or total.number is None:
            continue
        ends = [f.number for f in row.nilai_akhir.values() if f.number is not None]
        exact = _weighted(row)
        candidates = [x for x in (sum(ends, Decimal(0)) if ends else None, exact) if x is not None]
        if candidates and not any(_close(total.number, x, ROUNDING) for x in candidates):
            yield Perkara(
                f"IKPA {row.satker}: nilai total tercetak {printed(total)}, penjumlahan {show(candidates[-1])}.",
                (total, *row.nilai_akhir.values()), printed(total), show(candidates[-1]), tingkat=_level(k),
            )  # fmt: skip


def _level(k: Konteks) -> Tingkat | None:
    """Before the weights of a year are known its set may hold indicators that no column of ours takes."""
    return None if k.hitung.bobot_ikpa(k.periode.tahun) else Tingkat.PERINGATAN


def _weighted(row: BarisIkpa) -> Decimal | None:
    terms = []
    for column, nilai in row.nilai.items():
        bobot = row.bobot.get(column)
        if nilai.number is None:
            continue
        if bobot is None or bobot.number is None:
            return None
        terms.append(nilai.number * bobot.number / HUNDRED)
    return sum(terms, Decimal(0)) if terms else None


@aturan("IKPA-KONVERSI", Tingkat.GALAT)
def ikpa_konversi(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """PER-5/PB/2022: konversi bobot is the sum of the weights of the indicators that have data."""
    for row in laporan.ikpa:
        base = row.konversi_bobot
        if base is None or base.source is None or base.number is None or not row.bobot:
            continue
        if with_data(row.nilai, row.bobot, base, row.akhir, subtract_of(k, row.nilai)):
            continue
        added = sum((f.number for f in row.bobot.values() if f.number is not None), Decimal(0))
        yield Perkara(
            f"IKPA {row.satker}: konversi bobot tercetak {printed(base)} tidak dapat disusun dari bobot indikator "
            f"(jumlah bobot tercetak {show(added)}).",
            (base, *row.bobot.values()), printed(base), show(added), tingkat=_level(k),
        )  # fmt: skip


@aturan("IKPA-AKHIR", Tingkat.GALAT)
def ikpa_akhir(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """PER-5/PB/2022: Nilai Akhir = Nilai Total / Konversi Bobot (from 2024 less the dispensasi)."""
    for row in laporan.ikpa:
        end, total, base = row.akhir, row.total, row.konversi_bobot
        if end is None or end.source is None or end.number is None:
            continue
        if total is None or base is None or total.number is None or not base.number:
            if row.nilai:
                yield Perkara(
                    f"IKPA {row.satker}: nilai akhir tercetak {printed(end)} tidak dapat dihitung ulang dari "
                    "nilai indikator dengan bobot yang berlaku. Periksa nilai dan indikator tanpa data.",
                    (end, *row.nilai.values()), printed(end),
                    tingkat=None if k.hitung.bobot_ikpa(k.periode.tahun) else Tingkat.INFO,
                )  # fmt: skip
            continue
        exact = total.number / base.number * HUNDRED - subtract_of(k, row.nilai)
        if not _close(end.number, exact, ROUNDING):
            yield Perkara(
                f"IKPA {row.satker}: nilai akhir tercetak {printed(end)}, nilai total / konversi "
                f"bobot {show(exact)}.",
                (end, total, base), printed(end), show(exact),
            )  # fmt: skip


@aturan("IKPA-ASPEK", Tingkat.GALAT)
def ikpa_aspek(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Nilai Aspek is the mean of the indicators of the aspect that have data."""
    for row in laporan.ikpa:
        counted = with_data(row.nilai, row.bobot, row.konversi_bobot, row.akhir) if row.bobot else ()
        for aspect, columns in k.hitung.ikpa_aspek.items():
            value = row.nilai_aspek.get(aspect)
            members = [row.nilai[c].number for c in columns if c in counted]
            known = [m for m in members if m is not None]
            if value is None or value.source is None or value.number is None or not known:
                continue
            exact = sum(known, Decimal(0)) / len(known)
            if not _close(value.number, exact):
                yield Perkara(
                    f"IKPA {row.satker}: nilai aspek {aspect} tercetak {printed(value)}, rata-rata {len(known)} "
                    f"indikatornya {show(exact)}.",
                    (value, *(row.nilai[c] for c in columns if c in counted)), printed(value), show(exact),
                )  # fmt: skip


@aturan("IKPA-BOBOT", Tingkat.PERINGATAN)
def ikpa_bobot(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """PER-5/PB/2022 fixes the weights of a year; 0 is printed for an indicator without data."""
    law = k.hitung.bobot_ikpa(k.periode.tahun)
    for row in laporan.ikpa:
        for column, bobot in row.bobot.items():
            expected = law.get(column)
            if expected is not None and bobot.number not in (None, Decimal(0), expected):
                yield Perkara(
                    f"IKPA {row.satker}: bobot {COLUMNS.get(column, column)} tercetak {printed(bobot)}, menurut "
                    f"ketentuan {k.periode.tahun} {show(expected)}.",
                    (bobot,), printed(bobot), show(expected),
                )  # fmt: skip


@aturan("SMART-NE", Tingkat.GALAT)
def smart_ne(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """PMK 22/2021: NE = 50 + E / 20 x 50, with E kept within -20 and 20."""
    for row in laporan.smart:
        e, ne = row.komponen.get("efisiensi"), row.komponen.get("nilai_efisiensi")
        if e is None or ne is None or e.number is None or ne.number is None:
            continue
        bounded = max(Decimal(-20), min(Decimal(20), e.number))
        exact = 50 + bounded / 20 * 50
        if not _close(ne.number, exact, Decimal("0.0125")):  # E is itself rounded at two decimals
            yield Perkara(
                f"SMART {row.satker}: nilai efisiensi tercetak {printed(ne)}, dari efisiensi {printed(e)} "
                f"seharusnya {show(exact)}.",
                (ne, e), printed(ne), show(exact),
            )  # fmt: skip


@aturan("SMART-NILAI", Tingkat.GALAT)
def smart_nilai(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """PMK 22/2021: nilai = 0.435 CRO + 0.286 NE + 0.182 konsistensi + 0.097 penyerapan."""
    weights = k.hitung.bobot_smart(k.periode.tahun)
    for row in laporan.smart:
        value = row.nilai
        parts = {c: row.komponen[c].number for c in weights if c in row.komponen}
        known = {c: n for c, n in parts.items() if n is not None}
        if value is None or value.source is None or value.number is None or not weights:
            continue
        if len(known) < len(weights):
            continue
        exact = sum((weight * known[c] for c, weight in weights.items()), Decimal(0))
        if not _close(value.number, exact, Decimal("0.005")):
            yield Perkara(
                f"SMART {row.satker}: nilai tercetak {printed(value)}, dari komponennya {show(exact)}.",
                (value, *(row.komponen[c] for c in weights)), printed(value), show(exact),
            )  # fmt: skip


@aturan("SMART-RENTANG", Tingkat.GALAT)
def smart_rentang(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """A SMART value lies between 0 and 100; anything else is a lost or shifted decimal sign."""
    for row in laporan.smart:
        value = row.nilai
        if value is not None and value.number is not None and not 0 <= value.number <= 100:
            yield Perkara(
                f"SMART {row.satker}: nilai {printed(value)} di luar 0 sampai 100. "
                "Periksa tanda desimalnya di sumber.",
                (value,),
            )


@aturan("SMART-TANPA-KOMPONEN", Tingkat.INFO)
def smart_tanpa_komponen(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Without its components a SMART value cannot be recomputed by anyone."""
    weights = k.hitung.bobot_smart(k.periode.tahun)
    for row in laporan.smart:
        missing = [c for c in weights if c not in row.komponen or row.komponen[c].number is None]
        if missing and row.nilai is not None and row.nilai.number is not None:
            yield Perkara(
                f"SMART {row.satker}: nilai {printed(row.nilai)} tanpa komponen {', '.join(missing)}; dicetak "
                "seperti sumbernya, tidak dapat dihitung ulang.",
                (row.nilai,),
            )


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
