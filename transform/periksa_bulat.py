"""The report's own rounding: learnt from its quotients, named once, never counted as a slip."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from extract.laporan_angka import Nilai
from extract.laporan_model import Tempat
from extract.laporan_pemahaman import Pemahaman
from transform.periksa_dasar import Derajat, Temuan, aturan, tulis
from transform.periksa_uang import money_rows


@aturan("pembulatan", PEMBULATAN="Cara membulatkan laporan ini")
def check_rounding(paham: Pemahaman) -> Iterator[Temuan]:
    """Rounding half up and cutting off both print a quotient truthfully; a report should use one of them."""
    cut: list[tuple[Tempat, Nilai, Decimal]] = []
    rounded = 0
    for printed, exact, place in _quotients(paham):
        up = exact.quantize(printed.ulp, rounding=ROUND_HALF_UP)
        down = exact.quantize(printed.ulp, rounding=ROUND_DOWN)
        if up == down:
            continue
        if printed.nilai == up:
            rounded += 1
        elif printed.nilai == down:
            cut.append((place, printed, exact))
    if len(cut) < 2:
        return
    place, printed, exact = cut[0]
    habit = (
        "memotong angka di belakang koma, bukan membulatkannya"
        if not rounded
        else f"kadang memotong ({len(cut)} kali), kadang membulatkan ({rounded} kali)"
    )
    yield Temuan(
        "PEMBULATAN", Derajat.INFO,
        f"Laporan ini {habit}; misalnya {printed.teks} untuk {tulis(exact, printed.desimal + 2)}%. Keduanya diterima dan tidak "  # noqa: E501
        "dihitung sebagai kesalahan; sebaiknya pakai satu cara.",
        tuple(p for p, _, _ in cut[:10]), printed.teks, f"{tulis(exact, printed.desimal)}%", "", ("pembulatan",),
    )  # fmt: skip


def _quotients(paham: Pemahaman) -> Iterator[tuple[Nilai, Decimal, Tempat]]:
    """Return printed percentages with the exact quotient of the figures beside them."""
    for row in paham.baris:
        if not {"target", "realisasi", "capaian"} <= set(row.angka):
            continue
        target, real, capaian = (row.angka[k].nilai for k in ("target", "realisasi", "capaian"))
        if target.nilai and capaian.satuan in ("%", "") and not (target.ragu or real.ragu or capaian.ragu):
            yield capaian, real.nilai / target.nilai * 100, row.angka["capaian"].tempat
    for money in money_rows(paham):
        column = money.cari("persen")
        share = money.paham.nilai(money.baris, column)
        if share is not None and column is not None and money.realisasi is not None and money.pagu.nilai:
            exact = money.realisasi.nilai / money.pagu.nilai * 100
            yield share, exact, money.paham.tempat(money.baris, column, money.nama)
