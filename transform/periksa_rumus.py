"""Rules on formulas written out with numbers: their result, 0/0, their inputs, shares above the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extract.laporan_indikator import AngkaDok
from extract.laporan_model import potong
from extract.laporan_pemahaman import Pemahaman
from extract.laporan_rumus import Rumus
from transform.periksa_dasar import (
    Derajat,
    Temuan,
    aturan,
    index_figures,
    tulis,
    tulis_seperti,
)

_TUMBUH = re.compile(r"peningkatan|penurunan|kenaikan|pertumbuhan|capaian|pnbp", re.I)  # these may exceed 100 %


@aturan("rumus", RUMUS_HASIL="Hasil rumus tidak sama dengan hitungannya")
def check_formulas(paham: Pemahaman) -> Iterator[Temuan]:
    """A formula written out with numbers must give the result printed behind it."""
    for formula in paham.rumus:
        if formula.hasil is None or formula.bawah is None or formula.atas is None:
            continue
        if formula.dari_sel and formula.pembilang is not None and formula.indikator is not None:
            continue  # the row's own target, realisasi and capaian are checked by CAP-HITUNG and RUMUS-MASUK
        low, high, printed = formula.bawah, formula.atas, formula.hasil
        scaled = ((low, high), (low / 100, high / 100), (low * 100, high * 100))
        allowed: tuple[tuple[Decimal, Decimal], ...] = (
            scaled if "100" in formula.teks or printed.satuan == "%" else scaled[:1]
        )
        if formula.pembilang is not None:
            allowed = (scaled[0],) if "100" in formula.teks else (scaled[0], scaled[2])
        if any(printed.memuat(a, b) for a, b in allowed):
            continue
        value = (low + high) / 2
        if len(allowed) > 1 and abs(value / 100 - printed.nilai) < abs(value - printed.nilai):
            value = value / 100
        near = abs(printed.nilai - value) <= printed.ulp
        yield Temuan(
            "RUMUS-HASIL", Derajat.MUNGKIN if near else Derajat.PASTI,
            f"Rumus “{potong(formula.teks, 110)}” menghasilkan {tulis(value)}{'%' if printed.satuan == '%' else ''}, bukan "  # noqa: E501
            f"{printed.teks}. Periksa angka di dalam rumus dan hasilnya.",
            (formula.tempat,), printed.teks, tulis_seperti(value, printed), paham.nama(formula.indikator),
            (formula.indikator, formula.teks[-60:], formula.tempat.hlm),
        )  # fmt: skip


@aturan("rumus", CAP_NOLNOL="0/0 ditulis sebagai 0% atau 100%")
def check_zero(paham: Pemahaman) -> Iterator[Temuan]:
    """0/0 has no value: without a population the indicator is N/A, out of every average, never 0 % or 100 %."""
    for formula in paham.rumus:
        if formula.bawah is None and formula.hasil is not None:
            yield Temuan(
                "CAP-NOLNOL", Derajat.PASTI,
                f"“{potong(formula.teks, 90)}”: 0 dibagi 0 tidak mempunyai nilai, jadi bukan {formula.hasil.teks}. Tulis "  # noqa: E501
                "N/A (tidak ada populasi) dengan penjelasan, dan keluarkan dari rata-rata.",
                (formula.tempat,), formula.hasil.teks, "N/A (tidak ada populasi)", paham.nama(formula.indikator),
                (formula.indikator if formula.indikator is not None else formula.teks,),
            )  # fmt: skip


@aturan("rumus", RUMUS_MASUK="Angka di dalam rumus berbeda dari tabelnya")
def check_inputs(paham: Pemahaman) -> Iterator[Temuan]:
    """A formula for capaian uses the indicator's own realisasi and target of the year."""
    figures = index_figures(paham, paham.angka)
    for formula in paham.rumus:
        if (
            formula.indikator is None
            or formula.ukuran != "capaian"
            or formula.penyebut is None
            or formula.pembilang is None
        ):
            continue
        for value, measure in ((formula.penyebut, "target"), (formula.pembilang, "realisasi")):
            known = figures.semua(formula.indikator, measure, paham.tahun)
            known = [k for k in known if k.sumber == "capaian"]
            if not known or any(k.nilai.sama(value) for k in known):
                continue
            where = _nearest(formula, known)
            yield Temuan(
                "RUMUS-MASUK", Derajat.PASTI,
                f"Rumus “{potong(formula.teks, 90)}” memakai {measure} {value.teks}, sedangkan tabel mencetak {measure} "  # noqa: E501
                f"{where.nilai.teks} untuk “{potong(paham.nama(formula.indikator), 70)}”. Samakan keduanya.",
                (formula.tempat, where.tempat), value.teks, where.nilai.teks, paham.nama(formula.indikator),
                (formula.indikator, measure, value.nilai),
            )  # fmt: skip


def _nearest(formula: Rumus, known: list[AngkaDok]) -> AngkaDok:
    return min(known, key=lambda k: abs(k.tempat.hlm - formula.tempat.hlm))


@aturan("rumus", CAP_LEBIH100="Bagian lebih besar dari seluruhnya")
def check_share(paham: Pemahaman) -> Iterator[Temuan]:
    """A share of a population cannot exceed 100 %: numerator above denominator, or a share above 100 %."""
    yield from _share_of_formula(paham)
    yield from _share_printed(paham)


def _is_share(name: str) -> bool:
    return name.lower().startswith("persentase") and not _TUMBUH.search(name)


def _share_of_formula(paham: Pemahaman) -> Iterator[Temuan]:
    for formula in paham.rumus:
        if (
            formula.indikator is None
            or formula.ukuran == "capaian"
            or formula.pembilang is None
            or formula.penyebut is None
        ):
            continue
        name = paham.nama(formula.indikator)
        if formula.penyebut.nilai and formula.pembilang.nilai > formula.penyebut.nilai and _is_share(name):
            yield Temuan(
                "CAP-LEBIH100", Derajat.MUNGKIN,
                f"Pada “{potong(name, 80)}” pembilang {formula.pembilang.teks} lebih besar dari penyebut "
                f"{formula.penyebut.teks}: bagian tidak dapat melebihi seluruhnya. Periksa kedua jumlah itu.",
                (formula.tempat,), formula.pembilang.teks, f"paling banyak {formula.penyebut.teks}", name, (formula.indikator,),  # noqa: E501
            )  # fmt: skip


def _share_printed(paham: Pemahaman) -> Iterator[Temuan]:
    for figure in paham.angka:
        if (
            figure.indikator is None
            or figure.ukuran != "realisasi"
            or figure.nilai.satuan != "%"
            or figure.nilai.nilai <= 100
        ):
            continue
        name = paham.nama(figure.indikator)
        if _is_share(name):
            yield Temuan(
                "CAP-LEBIH100", Derajat.MUNGKIN,
                f"Realisasi “{potong(name, 80)}” tercetak {figure.nilai.teks}: persentase dari suatu jumlah tidak dapat "  # noqa: E501
                "melebihi 100%. Apakah capaian tertulis sebagai realisasi?",
                (figure.tempat,), figure.nilai.teks, "paling besar 100%", name, (figure.indikator, figure.nilai.nilai),  # noqa: E501
            )  # fmt: skip
