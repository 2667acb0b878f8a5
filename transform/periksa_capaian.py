"""Rules on capaian: against target and realisasi of its row, units, direction, a target printed elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extract.laporan_angka import Nilai
from extract.laporan_indikator import BarisKinerja
from extract.laporan_model import Tempat, potong
from extract.laporan_pemahaman import Pemahaman
from transform.periksa_dasar import (
    BIASA,
    Derajat,
    Temuan,
    arah,
    aturan,
    hitung_capaian,
    index_figures,
    proven_way,
    tulis,
    tulis_seperti,
)

BATAS_UMUM = (Decimal(100), Decimal(110), Decimal(120), Decimal(150))


@aturan("capaian", CAP_HITUNG="Capaian tidak sama dengan realisasi terhadap target")
def check_capaian(paham: Pemahaman) -> Iterator[Temuan]:
    """capaian = R/T x 100 (naik) or (2T - R)/T x 100 (turun): Permenpan RB 53/2014, pedoman LKjIP Bab III.

    Rounding and cutting off at the printed precision are accepted, and so is a cap the report itself uses.
    """
    caps = _caps(paham)
    for row in paham.baris:
        yield from _row_finding(paham, row, caps)


def _complete(row: BarisKinerja) -> bool:
    if not {"target", "realisasi", "capaian"} <= set(row.angka):
        return False
    capaian = row.angka["capaian"].nilai
    return capaian.satuan in ("%", "") and not any(
        row.angka[k].nilai.ragu for k in ("target", "realisasi", "capaian")
    )


def _caps(paham: Pemahaman) -> set[Decimal]:
    """Return the caps the report applies: one value printed again and again where the computed one is higher."""
    counts: dict[Decimal, int] = {}
    above: dict[Decimal, int] = {}
    for row in paham.baris:
        if not _complete(row):
            continue
        bounds = hitung_capaian(row.angka["target"].nilai, row.angka["realisasi"].nilai)
        printed = row.angka["capaian"].nilai.nilai
        if bounds is None:
            continue
        for cap in BATAS_UMUM:
            if printed == cap and max(b for _, b in bounds.values()) > cap + 1 and bounds["naik"][0] > cap:
                counts[cap] = counts.get(cap, 0) + 1
            if printed > cap:
                above[cap] = above.get(cap, 0) + 1
    return {c for c, n in counts.items() if (n >= 2 or c == 120) and not above.get(c)}


def _row_finding(paham: Pemahaman, row: BarisKinerja, caps: set[Decimal]) -> Iterator[Temuan]:
    if not _complete(row):
        return
    target, realisasi, capaian = (row.angka[k] for k in ("target", "realisasi", "capaian"))
    bounds = hitung_capaian(target.nilai, realisasi.nilai)
    if bounds is None or _units_clash(target.nilai, realisasi.nilai):
        return
    if any(capaian.nilai.memuat(a, b) for a, b in bounds.values()):
        return
    if capaian.nilai.nilai in caps and bounds["naik"][1] > capaian.nilai.nilai:
        return
    if any(
        Nilai(capaian.nilai.nilai * 100, max(0, capaian.nilai.desimal - 2), "", "").memuat(a, b)
        for a, b in bounds.values()
    ):
        return  # a ratio: 1,12 for 112 %
    way = "turun" if row.indikator is not None and arah(paham, row.indikator) == "turun" else "naik"
    t, r = target.nilai.nilai, realisasi.nilai.nilai
    right = r / t * 100 if way == "naik" else max(Decimal(0), (2 * t - r) / t * 100)
    formula = "realisasi / target × 100%" if way == "naik" else "(2 × target − realisasi) / target × 100%"
    near = abs(capaian.nilai.nilai - right) <= capaian.nilai.ulp
    year = f" tahun {row.tahun}" if row.tahun else ""
    yield Temuan(
        "CAP-HITUNG",
        Derajat.MUNGKIN if near or target.ocr else Derajat.PASTI,
        f"Capaian{year} “{potong(row.nama or paham.nama(row.indikator), 80)}” tercetak {capaian.nilai.teks}, padahal target "  # noqa: E501
        f"{target.nilai.teks} dan realisasi {realisasi.nilai.teks} memberi {tulis(right, max(capaian.nilai.desimal, 2))}% "  # noqa: E501
        f"({formula}). " + ("Selisihnya hanya satu angka terakhir: dibulatkan ke atas?" if near else
                            "Perbaiki capaian, atau target/realisasi bila itu yang keliru."),
        (capaian.tempat,),
        capaian.nilai.teks,
        tulis_seperti(right, capaian.nilai),
        row.nama or paham.nama(row.indikator),
        (row.indikator if row.indikator is not None else row.nama, row.tahun, capaian.nilai.nilai),
    )  # fmt: skip


def _units_clash(a: Nilai, b: Nilai) -> bool:
    return a.satuan not in BIASA and b.satuan not in BIASA and a.satuan[:4] != b.satuan[:4]


def wrong_places(paham: Pemahaman) -> set[Tempat]:
    """Return the places of capaian that their own row disproves."""
    caps = _caps(paham)
    return {place for row in paham.baris for finding in _row_finding(paham, row, caps) for place in finding.tempat}


@aturan("capaian", CAP_SATUAN="Satuan target, realisasi, atau capaian tidak cocok")
def check_units(paham: Pemahaman) -> Iterator[Temuan]:
    """Target and realisasi of one indicator count the same thing; otherwise capaian has no meaning."""
    for row in paham.baris:
        if {"target", "realisasi"} <= set(row.angka):
            target, realisasi = row.angka["target"], row.angka["realisasi"]
            if _units_clash(target.nilai, realisasi.nilai):
                yield Temuan(
                    "CAP-SATUAN", Derajat.MUNGKIN,
                    f"Target “{potong(row.nama, 70)}” {target.nilai.teks}, realisasinya {realisasi.nilai.teks}: satuannya "  # noqa: E501
                    "berbeda. Samakan satuannya.",
                    (target.tempat, realisasi.tempat), realisasi.nilai.teks, f"satuan {target.nilai.satuan}", row.nama,  # noqa: E501
                    (row.indikator, row.tahun, realisasi.nilai.satuan),
                )  # fmt: skip
        capaian = row.angka.get("capaian")
        if capaian is not None and capaian.nilai.satuan not in ("%", "", "persen", "indeks", "poin", "nilai"):
            yield Temuan(
                "CAP-SATUAN", Derajat.MUNGKIN,
                f"Capaian “{potong(row.nama or paham.nama(row.indikator), 70)}” tercetak {capaian.nilai.teks}: capaian adalah persentase "  # noqa: E501
                "realisasi terhadap target, bukan jumlah.",
                (capaian.tempat,), capaian.nilai.teks, "persentase", row.nama or paham.nama(row.indikator),
                (row.paham.tabel.kisi[0][0].teks, row.tahun, capaian.nilai.teks),
            )  # fmt: skip


@aturan("capaian", CAP_ARAH="Rumus capaian berganti arah")
def check_direction(paham: Pemahaman) -> Iterator[Temuan]:
    """One indicator has one polarity: its capaian may not use R/T in one year and (2T-R)/T in another."""
    seen: dict[int, dict[str, BarisKinerja]] = {}
    for row in paham.baris:
        if row.indikator is None or not _complete(row):
            continue
        way = proven_way(row)
        if way:
            seen.setdefault(row.indikator, {}).setdefault(way, row)
    for indikator, ways in seen.items():
        if len(ways) == 2:
            up, down = ways["naik"], ways["turun"]
            yield Temuan(
                "CAP-ARAH", Derajat.MUNGKIN,
                f"Capaian “{potong(paham.nama(indikator), 80)}” dihitung dengan dua rumus: {up.angka['capaian'].nilai.teks} "  # noqa: E501
                f"= realisasi/target, {down.angka['capaian'].nilai.teks} = (2 × target − realisasi)/target. Pakai satu arah.",  # noqa: E501
                (up.angka["capaian"].tempat, down.angka["capaian"].tempat), "", "", paham.nama(indikator), (indikator,),  # noqa: E501
            )  # fmt: skip


@aturan("capaian", CAP_RENSTRA="Capaian tidak sama dengan realisasi terhadap target tahun itu")
def check_without_target(paham: Pemahaman) -> Iterator[Temuan]:
    """Where a table prints realisasi and capaian without the target, the year's target printed elsewhere is used."""  # noqa: E501
    index = index_figures(paham, paham.angka)
    for row in paham.baris:
        if (
            row.indikator is None
            or row.tahun is None
            or "target" in row.angka
            or not {"realisasi", "capaian"} <= set(row.angka)
        ):
            continue
        real, capaian = row.angka["realisasi"], row.angka["capaian"]
        targets = [a for a in index.peta.get((row.indikator, "target", row.tahun), []) if not a.nilai.ragu]
        if not targets or capaian.nilai.satuan not in ("%", "") or real.nilai.nilai == 0:
            continue
        good = False
        for target in targets:
            bounds = hitung_capaian(target.nilai, real.nilai)
            if (
                bounds is None
                or _units_clash(target.nilai, real.nilai)
                or any(capaian.nilai.memuat(a, b) for a, b in bounds.values())
            ):
                good = True
        if good:
            continue
        target = targets[0]
        right = real.nilai.nilai / target.nilai.nilai * 100
        yield Temuan(
            "CAP-RENSTRA", Derajat.PASTI if row.tahun == paham.tahun else Derajat.MUNGKIN,
            f"Capaian {row.tahun} “{potong(paham.nama(row.indikator), 80)}” tercetak {capaian.nilai.teks}, padahal realisasi {real.nilai.teks} "  # noqa: E501
            f"terhadap target {row.tahun} {target.nilai.teks} memberi {tulis(right)}%. Periksa target yang dipakai.",  # noqa: E501
            (capaian.tempat, target.tempat), capaian.nilai.teks, tulis_seperti(right, capaian.nilai), paham.nama(row.indikator),  # noqa: E501
            (row.indikator, row.tahun, capaian.nilai.nilai),
        )  # fmt: skip
