"""Rules about budget linked to indicators against the budget lines it must be part of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from extract.figure import Figure
from extract.finding import Tingkat
from transform.anggaran import parent_code
from transform.checks import Perkara, aturan
from transform.konteks import Konteks, printed, show
from transform.laporan import BarisAnggaran, Indikator, Laporan

ROUND = Decimal(1_000_000)  # amounts in whole millions agree by chance


class Rentang(Struct, frozen=True):
    """Neighbouring indicators of one divisi with the sums of their distinct budgets."""

    indikator: tuple[Indikator, ...]
    pagu: Decimal
    realisasi: Decimal


@aturan("ANGGARAN-INDIKATOR-BEDA", Tingkat.PERINGATAN)
def anggaran_indikator_beda(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Budget linked to indicators adds up to the RO or unit it comes from, pagu and realisasi alike.

    The link is exact: where neighbouring indicators add up to a line's pagu to the rupiah, their
    realisasi must add up to its realisasi, and the other way round. A line that ties fully is no case.
    """
    runs = list(_runs(laporan.indikator))
    by_both = {(run.pagu, run.realisasi) for run in runs}
    by_pagu = {run.pagu: run for run in reversed(runs)}
    by_spent = {run.realisasi: run for run in reversed(runs)}
    for line in _lines(laporan):
        pagu, spent = line.pagu.number, line.realisasi.number
        if pagu is None or spent is None or (pagu, spent) in by_both:
            continue
        run = by_pagu.get(pagu) if pagu % ROUND else None
        if run is not None:
            yield _case("realisasi", run, line, run.realisasi, line.realisasi)
            continue
        run = by_spent.get(spent) if spent % ROUND else None
        if run is not None:
            yield _case("pagu", run, line, run.pagu, line.pagu)


def _case(what: str, run: Rentang, line: BarisAnggaran, added: Decimal, figure: Figure) -> Perkara:
    other = "pagu" if what == "realisasi" else "realisasi"
    keys = [one.kunci.teks for one in run.indikator]
    names = keys[0] if len(keys) == 1 else f"{keys[0]} sampai {keys[-1]}"
    parts = [one.realisasi_anggaran if what == "realisasi" else one.pagu for one in run.indikator]
    return Perkara(
        f"Anggaran indikator {names} dan baris '{line.nama}' {line.kode} sama {other}nya, tetapi {what} indikator "
        f"berjumlah {show(added)} dan {what} baris itu {printed(figure)} (selisih "
        f"{show(abs(added - (figure.number or Decimal(0))))}). Periksa rekap capaian dan OMSPAN.",
        (*parts, figure), show(added), printed(figure),
    )  # fmt: skip


def _runs(indikator: Sequence[Indikator]) -> Iterator[Rentang]:
    """Yield the runs of neighbours of one divisi and level; a budget shared by several counts once."""
    linked = [one for one in indikator if _budget(one) is not None]
    for start, first in enumerate(linked):
        seen: set[tuple[Decimal, Decimal]] = set()
        members: list[Indikator] = []
        for one in linked[start:]:
            if (one.kunci.divisi, one.kunci.tingkat) != (first.kunci.divisi, first.kunci.tingkat):
                break
            members.append(one)
            amounts = _budget(one)
            if amounts is None or amounts in seen:
                continue
            seen.add(amounts)
            pagu, spent = (sum((pair[i] for pair in seen), Decimal(0)) for i in (0, 1))
            yield Rentang(tuple(members), pagu, spent)


def _budget(one: Indikator) -> tuple[Decimal, Decimal] | None:
    if one.pagu is None or one.realisasi_anggaran is None:
        return None
    pagu, spent = one.pagu.number, one.realisasi_anggaran.number
    return (pagu, spent) if pagu and spent is not None else None


def _lines(laporan: Laporan) -> Iterator[BarisAnggaran]:
    """Yield the units and the topmost lines of the detail; components agree by chance too easily."""
    yield from laporan.anggaran.per_satker
    codes = {line.kode for line in laporan.anggaran.rincian}
    for line in laporan.anggaran.rincian:
        if line.kode and line.kode != "total" and not parent_code(line.kode, codes):
            yield line
