"""The formulas of an indicator with its own numbers in them, as equations."""

from __future__ import annotations

from render.format_id import Printer
from render.objek import EquationSpec, Pecahan, Suku, Teks
from transform.laporan import Arah, Indikator

TIMES_100 = Teks(" × 100%")
EQUALS = Teks(" = ")


def formula_realisasi(cetak: Printer, item: Indikator, name: str) -> EquationSpec | None:
    """Return realisasi as numerator over denominator, where a claim says that it is just that."""
    if not any(k.jenis == "realisasi.dari_populasi" for k in item.klaim):
        return None
    part, whole = item.pembilang, item.penyebut
    if part is None or whole is None:
        return None
    top = Teks(item.uraian_pembilang or "Pembilang")
    bottom = Teks(item.uraian_penyebut or "Penyebut")
    scale: tuple[Suku, ...] = (TIMES_100,) if item.realisasi.unit == "%" else ()
    words: tuple[Suku, ...] = (Teks("Realisasi"), EQUALS, Pecahan((top,), (bottom,)), *scale)
    numbers: tuple[Suku, ...] = (
        Teks("Realisasi"),
        EQUALS,
        Pecahan((Teks(cetak.angka(part)),), (Teks(cetak.angka(whole)),)),
        *scale,
        EQUALS,
        Teks(cetak.nilai(item.realisasi)),
    )
    alt = f"Realisasi sama dengan {top.text} dibagi {bottom.text}"
    return EquationSpec(name, (words, numbers), alt + (" dikali seratus persen." if scale else "."))


def formula_capaian(cetak: Printer, item: Indikator, name: str) -> EquationSpec | None:
    """Return capaian from target and realisasi in the indicator's own direction; None for N/A."""
    if item.capaian.number is None or item.target.number is None or item.realisasi.number is None:
        return None
    target, value = cetak.angka(item.target), cetak.angka(item.realisasi)
    if item.arah is Arah.TURUN:
        words = Pecahan((Teks("Target − (Realisasi − Target)"),), (Teks("Target"),))
        numbers = Pecahan((Teks(f"{target} − ({value} − {target})"),), (Teks(target),))
        alt = "Capaian sama dengan target dikurangi selisih realisasi dan target, dibagi target"
    elif item.arah is Arah.NAIK:
        words = Pecahan((Teks("Realisasi"),), (Teks("Target"),))
        numbers = Pecahan((Teks(value),), (Teks(target),))
        alt = "Capaian sama dengan realisasi dibagi target"
    else:
        return None
    floor = Teks(" (hasil negatif dihitung nol)") if item.capaian.number == 0 and _below_zero(item) else None
    result: tuple[Suku, ...] = (EQUALS, Teks(cetak.nilai(item.capaian)))
    return EquationSpec(
        name,
        (
            (Teks("Capaian"), EQUALS, words, TIMES_100),
            (Teks("Capaian"), EQUALS, numbers, TIMES_100, *result, *((floor,) if floor else ())),
        ),
        f"{alt}, dikali seratus persen.",
    )


def _below_zero(item: Indikator) -> bool:
    """Tell whether the formula of direction turun gives less than nothing (realisasi above twice the "
    "target)."""
    target, value = item.target.number, item.realisasi.number
    return item.arah is Arah.TURUN and target is not None and value is not None and value > target + target


def formula_examples() -> dict[str, EquationSpec]:
    """Return the two formulas in words, for the section that explains how capaian is measured."""
    up = Pecahan((Teks("Realisasi"),), (Teks("Target"),))
    down = Pecahan((Teks("Target − (Realisasi − Target)"),), (Teks("Target"),))
    made = {}
    for name, part, alt in (
        ("rumus-naik", up, "Capaian sama dengan realisasi dibagi target, dikali seratus persen."),
        (
            "rumus-turun",
            down,
            "Capaian sama dengan target dikurangi selisih realisasi dan target, dibagi target, dikali "
            "seratus persen.",
        ),
    ):
        made[name] = EquationSpec(name, ((Teks("Capaian"), EQUALS, part, TIMES_100),), alt)
    return made
