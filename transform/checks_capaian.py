"""Rules about indicators: capaian, realisasi, targets against Perjanjian Kinerja and Renstra."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extract.figure import Figure
from extract.finding import Tingkat
from transform.arah import DITJENPAS_CAP
from transform.aritmetika import HUNDRED, agrees, decimals_of
from transform.baris import pk_rows
from transform.capaian import NO_POPULATION, NOT_NUMERIC, UNKNOWN_ARAH, ZERO_TARGET, evaluate
from transform.checks import Perkara, aturan
from transform.cocok import name_of
from transform.klaim_indikator import same_unit
from transform.konteks import Konteks, printed, show
from transform.laporan import Arah, Indikator, Laporan, TahunKinerja
from transform.normalize import Row, plain_name


def label(one: Indikator) -> str:
    """Return an indicator for a finding's text: its number and name."""
    where = f"{one.kunci.divisi} " if one.kunci.divisi else ""
    return f"{where}{one.kunci.tingkat} {one.kunci.sasaran_no}.{one.kunci.indikator_no} '{one.nama}'"


def _printed(k: Konteks, one: Indikator, column: str) -> Figure | None:
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
        tercetak = _printed(k, one, "capaian")
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
        tercetak = _printed(k, one, "capaian")
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
        tercetak, exact = _printed(k, one, "realisasi"), _from_counts(one)
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
        tercetak = _printed(k, one, "realisasi")
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


@aturan("PK-BEDA-TARGET", Tingkat.GALAT)
def pk_beda_target(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Capaian is measured against the target of the Perjanjian Kinerja (Permenpan RB 53/2014)."""
    for one in laporan.indikator:
        row = k.baris[one.kunci.teks].pk
        promised, target = row.figure(k.ledger, "target") if row else None, _printed(k, one, "target")
        if promised is None or target is None or promised.value is None or target.value is None:
            continue
        if promised.value != target.value:
            yield Perkara(
                f"Target {label(one)} pada rekap capaian {printed(target)}, pada Perjanjian Kinerja "
                f"{printed(promised)}. Samakan, atau sertakan Perjanjian Kinerja revisi.",
                (target, promised), printed(target), printed(promised),
            )  # fmt: skip


@aturan("PK-TANPA-CAPAIAN", Tingkat.PERINGATAN)
def pk_tanpa_capaian(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """What was promised must be accounted for, on every level the recap covers."""
    levels = {one.kunci.tingkat.value for one in laporan.indikator}
    if "capaian" not in k.tables:
        return
    found = {id(baris.pk) for baris in k.baris.values()}
    left_out: dict[str, int] = {}
    for row in pk_rows(k):
        level = str(row.kunci.get("tingkat", ""))
        if id(row) in found:
            continue
        if level in levels:
            yield Perkara(
                f"Indikator Perjanjian Kinerja '{name_of(row)}' ({level} {row.integer('sasaran_no')}."
                f"{row.integer('indikator_no')}) tidak ada pada rekap capaian.",
                (row.figure(k.ledger, "target"),),
            )
        else:
            left_out[level] = left_out.get(level, 0) + 1
    for level, count in left_out.items():
        yield Perkara(
            f"Rekap capaian tidak memuat tingkat {level}: {count} indikator Perjanjian Kinerja tingkat itu "
            "dilaporkan tanpa capaian.",
            tingkat=Tingkat.INFO,
        )


@aturan("CAPAIAN-TANPA-PK", Tingkat.PERINGATAN)
def capaian_tanpa_pk(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """An indicator that was never promised needs an explanation."""
    levels = {str(row.kunci.get("tingkat", "")) for row in pk_rows(k)}
    for one in laporan.indikator:
        if k.baris[one.kunci.teks].pk is None and one.kunci.tingkat.value in levels:
            yield Perkara(f"{label(one)} ada pada rekap capaian, tidak ada pada Perjanjian Kinerja.", (one.target,))


@aturan("RENSTRA-BEDA-TARGET", Tingkat.INFO)
def renstra_beda_target(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Perjanjian Kinerja may raise or lower the Renstra target of the year, and then says so."""
    for one in laporan.indikator:
        plan = next((r.target for r in one.renstra if r.tahun == k.periode.tahun), None)
        if plan is None or plan.number is None or one.target.number is None or plan.value == one.target.value:
            continue
        yield Perkara(
            f"Target {label(one)} tahun {k.periode.tahun} {printed(one.target)}, pada Renstra {printed(plan)}.",
            (one.target, plan), printed(one.target), printed(plan),
        )  # fmt: skip


@aturan("SATUAN-BEDA", Tingkat.PERINGATAN)
def satuan_beda(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Only quantities of one unit can be compared."""
    for one in laporan.indikator:
        a, b = one.target.unit, one.realisasi.unit
        if not same_unit(a, b) and one.realisasi.value is not None:
            yield Perkara(
                f"{label(one)}: satuan target '{a}', satuan realisasi '{b}'. Samakan pada rekap.",
                (one.target, one.realisasi), b, a,
            )  # fmt: skip
