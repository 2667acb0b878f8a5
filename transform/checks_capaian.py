"""Rules about indicators: capaian, realisasi, targets against Perjanjian Kinerja and Renstra."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extract.figure import Figure
from extract.finding import Tingkat
from transform.arah import DITJENPAS_CAP
from transform.aritmetika import HUNDRED, agrees, decimals_of
from transform.capaian import NO_POPULATION, NOT_NUMERIC, UNKNOWN_ARAH, ZERO_TARGET, evaluate
from transform.checks import Perkara, aturan
from transform.konteks import Konteks, printed, show
from transform.laporan import Arah, Indikator, Laporan, TahunKinerja
from transform.normalize import Row, plain_name


def label(one: Indikator) -> str:
    """Return an indicator for a finding's text: its number and name."""
    where = f"{one.kunci.divisi} " if one.kunci.divisi else ""
    return f"{where}{one.kunci.tingkat} {one.kunci.sasaran_no}.{one.kunci.indikator_no} '{one.nama}'"


def printed_of(k: Konteks, one: Indikator, column: str) -> Figure | None:
    """Return what the recap prints in a column of the indicator's row."""
    row = _row(k, one)
    return row.figure(k.ledger, column) if row else None


def _row(k: Konteks, one: Indikator) -> Row | None:
    """Return the indicator's row in the capaian recap, None where it comes from the PK alone."""
    baris = k.baris.get(one.kunci.teks)
    return baris.capaian if baris is not None and baris.capaian.tabel == "capaian" else None


@aturan("CAPAIAN-BEDA", Tingkat.GALAT)
def capaian_beda(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Permenpan RB 53/2014: capaian follows from realisasi and target; the printed one must be it."""
    for one in laporan.indikator:
        tercetak = printed_of(k, one, "capaian")
        if tercetak is None or tercetak.number is None or one.capaian.number is None:
            continue
        if one.capaian is tercetak or _explained(k, one, tercetak.number):
            continue
        hint = ""
        if one.arah and _agrees(tercetak.number, evaluate(_other(one), _n(one.target), _n(one.realisasi))):
            hint = f" Yang tercetak mengikuti arah sebaliknya dari '{one.arah}'."
        yield Perkara(
            f"Capaian {label(one)} tercetak {printed(tercetak)}, dari realisasi {printed(one.realisasi)} dan "
            f"target {printed(one.target)} seharusnya {show(one.capaian.number)}.{hint} Dipakai hasil hitungan; "
            "betulkan rekapnya.",
            (tercetak, one.realisasi, one.target), printed(tercetak), show(one.capaian.number),
        )  # fmt: skip


def _explained(k: Konteks, one: Indikator, tercetak: Decimal) -> bool:
    """Tell whether the printed capaian is the computed one, rounded, cut, capped, or from exact counts."""
    value = _n(one.capaian)
    if _agrees(tercetak, value):
        return True
    cap = k.hitung.batas_capaian or DITJENPAS_CAP
    if value > cap and tercetak == cap:
        return True
    exact = _from_counts(one)
    if exact is None or one.target.number in (None, 0) or one.arah is None:
        return False
    fine = one.realisasi.number is not None and _agrees(one.realisasi.number, exact)
    return fine and _agrees(tercetak, evaluate(one.arah, _n(one.target), exact))


def _agrees(tercetak: Decimal, exact: Decimal) -> bool:
    return agrees(tercetak, exact, decimals_of(tercetak))


def _from_counts(one: Indikator) -> Decimal | None:
    if one.pembilang is None or one.penyebut is None:
        return None
    a, b = one.pembilang.number, one.penyebut.number
    if a is None or not b:
        return None
    return a / b * (HUNDRED if one.satuan == "%" else 1)


def _other(one: Indikator) -> Arah:
    return Arah.NAIK if one.arah is Arah.TURUN else Arah.TURUN


def _n(figure: Figure) -> Decimal:
    return figure.number if figure.number is not None else Decimal(0)


@aturan("CAPAIAN-DIBATASI-SUMBER", Tingkat.INFO)
def capaian_dibatasi_sumber(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Ditjenpas caps capaian at 120: a recap that prints the cap hides the capaian itself."""
    cap = k.hitung.batas_capaian or DITJENPAS_CAP
    for one in laporan.indikator:
        tercetak = printed_of(k, one, "capaian")
        if tercetak is None or one.capaian.number is None or tercetak.number != cap:
            continue
        if one.capaian.number > cap and not _agrees(cap, one.capaian.number):
            yield Perkara(
                f"Capaian {label(one)} tercetak dibatasi {show(cap)}; tanpa batas {show(one.capaian.number)}.",
                (tercetak, one.realisasi, one.target), printed(tercetak), show(one.capaian.number),
            )  # fmt: skip


@aturan("CAPAIAN-LALU-BEDA", Tingkat.PERINGATAN)
def capaian_lalu_beda(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """The same arithmetic holds for the recaps of earlier years."""
    cap = k.hitung.batas_capaian or DITJENPAS_CAP
    for one in laporan.indikator:
        old = dict(k.baris[one.kunci.teks].lalu)
        for year in one.riwayat:
            tercetak = old[year.tahun].figure(k.ledger, "capaian") if year.tahun in old else None
            if tercetak is None or tercetak.number is None or _fits(year, tercetak.number, cap):
                continue
            exact = year.capaian.number if year.capaian else None
            yield Perkara(
                f"Capaian {label(one)} tahun {year.tahun} tercetak {printed(tercetak)}, dari realisasi dan "
                f"targetnya seharusnya {show(exact)}. Dipakai hasil hitungan.",
                (tercetak, year.realisasi, year.target), printed(tercetak), show(exact),
            )  # fmt: skip


def _fits(year: TahunKinerja, tercetak: Decimal, cap: Decimal) -> bool:
    exact = year.capaian.number if year.capaian is not None else None
    return exact is None or _agrees(tercetak, exact) or (exact > cap and tercetak == cap)


@aturan("REALISASI-BEDA", Tingkat.GALAT)
def realisasi_beda(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Realisasi of a share is its numerator over its denominator."""
    for one in laporan.indikator:
        tercetak, exact = printed_of(k, one, "realisasi"), _from_counts(one)
        if tercetak is None or tercetak.number is None or exact is None:
            continue
        if not _agrees(tercetak.number, exact):
            yield Perkara(
                f"Realisasi {label(one)} tercetak {printed(tercetak)}, dari pembilang {printed_or(one.pembilang)} "
                f"dan penyebut {printed_or(one.penyebut)} seharusnya {show(exact)}. Betulkan salah satunya.",
                (tercetak, one.pembilang, one.penyebut), printed(tercetak), show(exact),
            )  # fmt: skip


def printed_or(figure: Figure | None) -> str:
    return "-" if figure is None else printed(figure)


@aturan("POPULASI-NOL", Tingkat.PERINGATAN)
def populasi_nol(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """0/0 has no value: printing 0 % or 100 % for it claims a result that nobody had."""
    for one in laporan.indikator:
        tercetak = printed_of(k, one, "realisasi")
        empty = one.realisasi.reason == NO_POPULATION
        if empty and tercetak is not None and tercetak.number is not None:
            yield Perkara(
                f"{label(one)}: pembilang dan penyebut 0, tetapi realisasi tercetak {printed(tercetak)}. "
                "Dilaporkan tidak ada populasi, di luar rata-rata.",
                (tercetak, one.pembilang, one.penyebut), printed(tercetak), "tidak ada populasi",
            )  # fmt: skip


@aturan("PORSI-LEBIH", Tingkat.PERINGATAN)
def porsi_lebih(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """A share of a population cannot exceed the population; growth rates are excepted."""
    for one in laporan.indikator:
        value = one.realisasi.number
        words = plain_name(f"{one.nama} {one.keterangan}")
        growth = any(plain_name(word) in words for word in k.hitung.kata_bukan_porsi)
        if one.satuan == "%" and value is not None and value > HUNDRED and not growth:
            yield Perkara(
                f"Realisasi {label(one)} {printed(one.realisasi)} melebihi 100 % populasinya. "
                "Periksa pembilang dan penyebut.",
                (one.realisasi, one.pembilang, one.penyebut), printed(one.realisasi), "paling tinggi 100",
            )  # fmt: skip


@aturan("CAPAIAN-TANPA-NILAI", Tingkat.GALAT)
def capaian_tanpa_nilai(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Every indicator needs a capaian (Permenpan RB 53/2014); why one has none must be known."""
    advice = {
        UNKNOWN_ARAH: "Isi arah (naik/turun) pada isian narasi.",
        ZERO_TARGET: "Target nol tidak dapat dibagi; periksa targetnya.",
        NOT_NUMERIC: "Target atau realisasi bukan angka.",
    }
    for one in laporan.indikator:
        reason = one.capaian.reason
        if one.capaian.value is not None or reason == NO_POPULATION or reason is None:
            continue
        explicit = reason not in (UNKNOWN_ARAH,) and one.realisasi.value is None and _said(k, one, "realisasi")
        yield Perkara(
            f"Capaian {label(one)} tidak dapat dihitung: {reason}. "
            f"{advice.get(reason, 'Lengkapi rekap, atau tulis keterangan bila memang tidak ada populasi.')}",
            (one.target, one.realisasi),
            tingkat=Tingkat.PERINGATAN if explicit or reason in (ZERO_TARGET, NOT_NUMERIC) else None,
        )
    yield from _earlier_without(laporan, advice[UNKNOWN_ARAH])


def _earlier_without(laporan: Laporan, advice: str) -> Iterator[Perkara]:
    """Yield the earlier years whose capaian the report prints as N/A because nothing tells the polarity."""
    for one in laporan.indikator:
        years = [old for old in one.riwayat if old.capaian is not None and old.capaian.reason == UNKNOWN_ARAH]
        if years and one.capaian.reason != UNKNOWN_ARAH:
            named = ", ".join(str(old.tahun) for old in years)
            yield Perkara(
                f"Capaian {label(one)} tahun {named} tidak dapat dihitung: {UNKNOWN_ARAH}, sebab realisasi "
                f"tahun ini tepat sama dengan targetnya. {advice}",
                tuple(figure for old in years for figure in (old.target, old.realisasi)),
                tingkat=Tingkat.PERINGATAN,
            )


def _said(k: Konteks, one: Indikator, column: str) -> bool:
    """Tell whether the source states that there is no value, rather than leaving it out."""
    row = _row(k, one)
    return row is not None and column in row.cells and bool(row.cells[column].teks_asli.strip())


@aturan("CAPAIAN-HANYA-TERCETAK", Tingkat.PERINGATAN)
def capaian_hanya_tercetak(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """A capaian taken over as printed could not be checked by anyone."""
    for one in laporan.indikator:
        if one.capaian.source is not None:
            yield Perkara(
                f"Capaian {label(one)} diambil seperti tercetak ({printed(one.capaian)}): target atau realisasi "
                "tidak tersedia sebagai angka, sehingga tidak dapat dihitung ulang.",
                (one.capaian, one.target, one.realisasi), printed(one.capaian),
            )  # fmt: skip
