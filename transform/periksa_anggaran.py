"""Rules on money: remainder, percentage, sentences against tables, amounts in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extract.laporan_angka import Nilai
from extract.laporan_model import Tempat, potong, rapat
from extract.laporan_pemahaman import Pemahaman
from transform.periksa_dasar import Derajat, Temuan, aturan, place_of, tulis
from transform.periksa_uang import BarisUang, money_rows, rupiah


@aturan("anggaran", ANG_SISA="Sisa tidak sama dengan pagu dikurangi realisasi", ANG_PERSEN="Persentase penyerapan keliru",  # noqa: E501
        ANG_TARGET="Serapan per indikator keliru")  # fmt: skip
def check_rows(paham: Pemahaman) -> Iterator[Temuan]:
    """sisa = pagu - realisasi (negative when overspent), persen = realisasi / pagu; each line of a budget table."""
    for row in money_rows(paham):
        if row.realisasi is None:
            continue
        yield from _sisa(row)
        yield from _persen(row)


def _sisa(row: BarisUang) -> Iterator[Temuan]:
    column = row.cari("sisa")
    sisa = row.paham.nilai(row.baris, column)
    if (
        sisa is None
        or column is None
        or row.realisasi is None
        or max(row.pagu.desimal, row.realisasi.desimal, sisa.desimal) > 2
    ):
        return
    should = row.pagu.nilai - row.realisasi.nilai
    if abs(sisa.nilai - should) < 1:
        return
    sign = abs(sisa.nilai + should) < 1
    text = row.paham.tabel.teks(row.baris, column)
    if sign and re.search(r"^\s*\(.*\)\s*$", text):
        return
    reason = (
        "tanda minusnya hilang: realisasi melebihi pagu"
        if sign
        else "angka sisa, pagu, atau realisasi tertukar atau salah ketik"
    )
    yield Temuan(
        "ANG-SISA", Derajat.MUNGKIN if row.paham.tabel.ocr else Derajat.PASTI,
        f"Sisa “{potong(row.nama, 70)}” tercetak {sisa.teks}, padahal pagu {row.pagu.teks} dikurangi realisasi {row.realisasi.teks} "  # noqa: E501
        f"= {rupiah(should)}; {reason}.",
        (row.paham.tempat(row.baris, column, row.nama),), sisa.teks, rupiah(should), "",
        (sisa.nilai, row.pagu.nilai, row.realisasi.nilai),
    )  # fmt: skip


def _persen(row: BarisUang) -> Iterator[Temuan]:
    column = row.cari("persen")
    persen = row.paham.nilai(row.baris, column)
    if persen is None or column is None or row.realisasi is None or row.pagu.nilai == 0:
        return
    should = row.realisasi.nilai / row.pagu.nilai * 100
    if persen.memuat(should, should) or Nilai(persen.nilai * 100, max(persen.desimal - 2, 0), "", "").memuat(
        should, should
    ):
        return
    near = abs(persen.nilai - should) <= persen.ulp
    yield Temuan(
        "ANG-PERSEN", Derajat.MUNGKIN if near or row.paham.tabel.ocr else Derajat.PASTI,
        f"Persentase “{potong(row.nama, 70)}” tercetak {persen.teks}, padahal {row.realisasi.teks} dari {row.pagu.teks} = "  # noqa: E501
        f"{tulis(should)}%." + (" Selisihnya satu angka terakhir (dibulatkan ke atas)." if near else " Hitung ulang."),  # noqa: E501
        (row.paham.tempat(row.baris, column, row.nama),), persen.teks, f"{tulis(should)}%", "",
        (rapat(row.nama), persen.nilai, row.pagu.nilai),
    )  # fmt: skip


@aturan(
    "anggaran",
    ANG_PROSA="Angka anggaran di kalimat tidak cocok",
    ANG_SAMA="Pagu atau realisasi tercetak berbeda",
)
def check_prose(paham: Pemahaman) -> Iterator[Temuan]:
    """Pagu, realisasi and percentage of one sentence tie together, and with the table's totals."""
    rows = [r for r in money_rows(paham) if r.realisasi is not None]
    for claim in paham.klaim:
        if claim.jenis != "anggaran":
            continue
        pagu, real, percent = (claim.angka.get(k) for k in ("pagu", "realisasi", "persen"))
        place = place_of(claim)
        if pagu and real and percent and pagu.nilai:
            should = real.nilai / pagu.nilai * 100
            if not percent.memuat(should, should):
                near = abs(percent.nilai - should) <= percent.ulp
                yield Temuan(
                    "ANG-PROSA", Derajat.MUNGKIN if near else Derajat.PASTI,
                    f"Kalimat menyebut {percent.teks}, padahal realisasi {real.teks} dari pagu {pagu.teks} = {tulis(should)}%.",  # noqa: E501
                    (place,), percent.teks, f"{tulis(should)}%", "", (claim.urut, percent.nilai),
                )  # fmt: skip
        rest = claim.angka.get("sisa")
        if pagu and real and rest and abs(pagu.nilai - real.nilai - rest.nilai) >= 1:
            yield Temuan(
                "ANG-PROSA", Derajat.PASTI,
                f"Kalimat menyebut sisa {rest.teks}, padahal pagu {pagu.teks} dikurangi realisasi {real.teks} = {rupiah(pagu.nilai - real.nilai)}.",  # noqa: E501
                (place,), rest.teks, rupiah(pagu.nilai - real.nilai), "", (claim.urut, rest.nilai),
            )  # fmt: skip
        if pagu and real:
            yield from _against_tables(pagu, real, rows, place)


def _against_tables(pagu: Nilai, real: Nilai, rows: list[BarisUang], place: Tempat) -> Iterator[Temuan]:
    """Report a pagu whose realisasi the table pairs with another pagu, or the other way round."""
    exact = [r for r in rows if r.realisasi and r.pagu.nilai == pagu.nilai and r.realisasi.nilai == real.nilai]
    if exact:
        return
    totals = [r for r in rows if r.total] or rows
    for r in totals:
        if r.realisasi is None:
            continue
        same_pagu, same_real = r.pagu.nilai == pagu.nilai, r.realisasi.nilai == real.nilai
        if same_pagu == same_real:
            continue
        wrong, right, role = (real, r.realisasi, "realisasi") if same_pagu else (pagu, r.pagu, "pagu")
        column = "realisasi_anggaran" if same_pagu else "pagu"
        yield Temuan(
            "ANG-SAMA", Derajat.PASTI,
            f"Kalimat menyebut {role} {wrong.teks}, tabel mencetak {role} {right.teks} untuk "
            f"{'pagu ' + pagu.teks if same_pagu else 'realisasi ' + real.teks} yang sama. Samakan keduanya.",
            (place, r.tempat(column)), wrong.teks, right.teks, "", (role, wrong.nilai, right.nilai),
        )  # fmt: skip
        return


@aturan("anggaran", ANG_TERBILANG="Terbilang tidak sama dengan angkanya", EJAAN_ANGKA="Angka dan hurufnya berbeda")
def check_words(paham: Pemahaman) -> Iterator[Temuan]:
    """An amount and its words say the same number."""
    for claim in paham.klaim:
        if claim.jenis not in ("terbilang", "ejaan") or not claim.kata.get("bilangan"):
            continue
        value, words = claim.angka["nilai"], Decimal(claim.kata["bilangan"])
        if value.nilai == words or value.desimal:
            continue
        money = claim.jenis == "terbilang"
        if not money and value.nilai > 100000:
            continue  # an amount: read as terbilang
        yield Temuan(
            "ANG-TERBILANG" if money else "EJAAN-ANGKA", Derajat.PASTI,
            f"Angka {value.teks} ditulis dengan huruf “{claim.kata['kata']}” ({tulis(words, 0)}). Samakan angka dan hurufnya.",  # noqa: E501
            (place_of(claim),), claim.kata["kata"], value.teks, "",
            (claim.urut, value.nilai, words),
        )  # fmt: skip
