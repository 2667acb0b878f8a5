"""Rules on tables of IKPA: value times weight, totals, the end value, the mean of an aspect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extract.laporan_angka import Nilai
from extract.laporan_kepala import IKPA_KOLOM
from extract.laporan_pemahaman import Pemahaman
from extract.laporan_tabel import TabelPaham
from transform.periksa_dasar import Derajat, Temuan, aturan, tulis
from transform.periksa_ikpa_tabel import NAMA, cell_finding, columns_of, row_kinds, weights

ASPEK = {"perencanaan": ("revisi_dipa", "deviasi_hal3"),
         "pelaksanaan": ("penyerapan", "kontraktual", "tagihan", "up_tup", "dispensasi_spm"), "hasil": ("capaian_output",)}  # fmt: skip  # noqa: E501


@aturan("IKPA/SMART", IKPA_AKHIR="Nilai akhir IKPA tidak sama dengan hitungannya", IKPA_BARIS="Nilai akhir indikator IKPA keliru",  # noqa: E501
        IKPA_ASPEK="Nilai aspek IKPA keliru", IKPA_TOTAL="Nilai total IKPA keliru", IKPA_BOBOT="Bobot IKPA keliru")  # fmt: skip  # noqa: E501
def check_ikpa(paham: Pemahaman) -> Iterator[Temuan]:
    """Nilai akhir_i = nilai x bobot / 100; total = their sum; akhir = total / konversi bobot; aspek = mean (PER DJPb)."""  # noqa: E501
    for table in paham.tabel:
        if table.jenis != "ikpa":
            yield from _upright(table)
            continue
        columns = columns_of(table, IKPA_KOLOM)
        kinds = row_kinds(table)
        if {"nilai", "bobot", "nilai_akhir"} <= set(kinds):
            for nilai, bobot, akhir in zip(kinds["nilai"], kinds["bobot"], kinds["nilai_akhir"], strict=False):
                aspek = next((r for r in kinds.get("aspek", []) if r > akhir), None)
                yield from _block(table, columns, nilai, bobot, akhir, aspek)
        elif not kinds.get("bobot"):
            yield from _flat(paham, table, columns)


def _upright(table: TabelPaham) -> Iterator[Temuan]:
    """Check an IKPA table that prints one indicator a row: nilai x bobot / 100 = nilai akhir."""
    heads = {k.label.split("|")[-1]: i for i, k in enumerate(table.kolom)}
    n, b, a = (heads.get(name) for name in ("nilai", "bobot", "nilaiakhir"))
    if n is None or b is None or a is None:
        return
    for r in table.data():
        value, weight, end = table.nilai(r, n), table.nilai(r, b), table.nilai(r, a)
        if (
            value is None
            or weight is None
            or end is None
            or re.match(r"\s*(jumlah|total|nilai\s+akhir)", table.tabel.teks(r, 0), re.I)
        ):
            continue
        low, high = value.bawah * weight.nilai / 100, value.atas * weight.nilai / 100
        if not end.memuat(low, high):
            yield cell_finding(
                "IKPA-BARIS",
                table,
                r,
                a,
                end,
                value.nilai * weight.nilai / 100,
                f"Nilai akhir: {value.teks} × {weight.teks}",
            )


def _block(
    table: TabelPaham, columns: dict[str, int], nilai: int, bobot: int, akhir: int, aspek: int | None
) -> Iterator[Temuan]:
    short = _short_weights(table, columns, nilai, bobot)
    if short is not None:
        yield short
        return
    ends: list[tuple[Decimal, Decimal]] = []
    used = Decimal(0)
    present: dict[str, Nilai] = {}
    complete = True
    for name in (n for n, _ in IKPA_KOLOM[:8]):
        c = columns.get(name)
        if c is None:
            complete = False
            continue
        n, b, a = (table.nilai(r, c) for r in (nilai, bobot, akhir))
        if n is None or b is None:
            continue
        if n.nilai or (a and a.nilai):
            used += b.nilai
            present[name] = n
        low, high = n.bawah * b.nilai / 100, n.atas * b.nilai / 100
        if n.nilai in (0, 100):
            low = high = n.nilai * b.nilai / 100
        if a is not None:
            ends.append((a.nilai - a.ulp / 2, a.nilai + a.ulp / 2))
            if not a.memuat(low, high):
                yield cell_finding("IKPA-BARIS", table, akhir, c, a, n.nilai * b.nilai / 100,
                               f"Nilai akhir {NAMA[name]}: {n.teks} × {b.teks}%")  # fmt: skip
        else:
            ends.append((low, high))
    yield from _totals(table, columns, nilai, ends, used, complete)
    if aspek is not None:
        yield from _aspects(table, columns, aspek, present)


def _short_weights(table: TabelPaham, columns: dict[str, int], nilai: int, bobot: int) -> Temuan | None:
    """Return the finding that the row of weights has lost a value, so that the rest stand in wrong columns."""
    names = [n for n, _ in IKPA_KOLOM[:8] if n in columns]
    have = [n for n in names if table.nilai(nilai, columns[n]) is not None]
    given = [v for n in names if (v := table.nilai(bobot, columns[n])) is not None]
    if len(names) < 8 or len(have) < 8 or len(given) >= len(have) or not given:
        return None
    total = sum((v.nilai for v in given), Decimal(0))
    missing = ", ".join(NAMA[n] for n in names if table.nilai(bobot, columns[n]) is None)
    return Temuan(
        "IKPA-BOBOT", Derajat.MUNGKIN if table.tabel.ocr else Derajat.PASTI,
        f"Baris bobot IKPA hanya memuat {len(given)} dari {len(have)} bobot (kosong: {missing}) dan berjumlah {tulis(total, 0)}, bukan 100; "  # noqa: E501
        "bobot di sebelahnya tampaknya bergeser kolom. Isi ulang baris bobot.",
        (table.tempat(bobot, columns[names[-1]]),), " · ".join(v.teks for v in given), "jumlah 100", "", (table.tabel.nomor, bobot),  # noqa: E501
    )  # fmt: skip


def _totals(
    table: TabelPaham,
    columns: dict[str, int],
    r: int,
    ends: list[tuple[Decimal, Decimal]],
    used: Decimal,
    complete: bool,
) -> Iterator[Temuan]:
    low, high = sum((e[0] for e in ends), Decimal(0)), sum((e[1] for e in ends), Decimal(0))
    c = columns.get("nilai_total")
    total = table.nilai(r, c)
    if complete and total is not None and c is not None and not total.memuat(low, high):
        yield cell_finding("IKPA-TOTAL", table, r, c, total, (low + high) / 2, "Jumlah nilai akhir semua indikator")
    k = columns.get("konversi_bobot")
    conversion = table.nilai(r, k)
    share = conversion.nilai if conversion else Decimal(100)
    if complete and conversion is not None and k is not None and used and conversion.nilai != used:
        yield cell_finding(
            "IKPA-BOBOT", table, r, k, conversion, used, "Jumlah bobot indikator yang mempunyai data"
        )
    f = columns.get("nilai_akhir")
    final = table.nilai(r, f)
    if final is not None and f is not None and total is not None and share:
        should = total.nilai / share * 100
        margin = total.ulp / share * 50
        if not final.memuat(should - margin, should + margin):
            yield cell_finding(
                "IKPA-AKHIR",
                table,
                r,
                f,
                final,
                should,
                f"Nilai total {total.teks} / konversi bobot {tulis(share, 0)}%",
            )


def _aspects(table: TabelPaham, columns: dict[str, int], r: int, present: dict[str, Nilai]) -> Iterator[Temuan]:
    for aspect, names in ASPEK.items():
        values = [present[n] for n in names if n in present]
        c = next((columns[n] for n in names if n in columns), None)
        if not values or c is None:
            continue
        printed = next((v for n in names if n in columns and (v := table.nilai(r, columns[n]))), None)
        if printed is None:
            continue
        mean = sum((v.nilai for v in values), Decimal(0)) / len(values)
        margin = sum((v.ulp / 2 for v in values if v.nilai != 100), Decimal(0)) / len(values)
        if not printed.memuat(mean - margin, mean + margin):
            yield cell_finding(
                "IKPA-ASPEK",
                table,
                r,
                c,
                printed,
                mean,
                f"Nilai aspek {aspect}: rata-rata {', '.join(v.teks for v in values)}",
            )


def _flat(paham: Pemahaman, table: TabelPaham, columns: dict[str, int]) -> Iterator[Temuan]:
    """Check rows that print only the values per satker and the end value, with the year's weights."""
    law = weights("ikpa", paham.tahun)
    f = columns.get("nilai_akhir") or columns.get("nilai_total")
    if law is None or f is None or not all(n in columns for n in law if n not in ("dari", "sampai", "dasar")):
        return
    rows = []
    for r in table.data():
        if re.match(r"rata|jumlah|total", "".join(c.teks for c in table.tabel.kisi[r][:2]).replace(" ", ""), re.I):
            continue
        values = {n: table.nilai(r, c) for n, c in columns.items() if n in law}
        final = table.nilai(r, f)
        if final is None or any(v is None or v.nilai > 100 for v in values.values()):
            continue
        use = {n: v for n, v in values.items() if v is not None and v.nilai}
        base = sum((law[n] for n in use), Decimal(0))
        if base:
            should = sum((v.nilai * law[n] for n, v in use.items()), Decimal(0)) / base
            rows.append((r, final, should))
    good = sum(1 for _, final, should in rows if abs(final.nilai - should) <= Decimal("0.02"))
    if good * 2 < len(rows):
        return  # this table follows other weights
    for r, final, should in rows:
        if abs(final.nilai - should) > Decimal("0.02"):
            yield cell_finding(
                "IKPA-AKHIR", table, r, f, final, should, f"Nilai akhir IKPA menurut bobot {law['dasar']}"
            )
