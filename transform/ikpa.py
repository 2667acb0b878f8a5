"""IKPA, SMART and NKA: rows as read, what can be recomputed from their components beside it.

IKPA: Nilai Akhir per indicator = nilai x bobot / 100; total = their sum; konversi bobot = the weights of
the indicators that have data; Nilai Akhir = total / konversi bobot (PER-5/PB/2022). Where nothing is
printed for a value it is computed; where something is printed that stays, and checks compare.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extract.figure import Figure
from transform.aritmetika import HUNDRED, agrees, decimals_of, number
from transform.aturan import category
from transform.konteks import Konteks, computed_id
from transform.laporan import BarisIkpa, BarisSmart
from transform.normalize import Row

NAMA = {
    "revisi_dipa": "Revisi DIPA", "deviasi_hal3": "Deviasi Halaman III DIPA", "penyerapan": "Penyerapan Anggaran",
    "kontraktual": "Belanja Kontraktual", "tagihan": "Penyelesaian Tagihan", "up_tup": "Pengelolaan UP dan TUP",
    "dispensasi_spm": "Dispensasi SPM", "capaian_output": "Capaian Output",
}  # fmt: skip
KOMPONEN = tuple(NAMA)
SMART = ("penyerapan", "konsistensi", "cro", "efisiensi", "nilai_efisiensi")
AKHIR_COLUMNS = ("nilai_total", "konversi_bobot", "nilai_akhir")


def build_ikpa(k: Konteks) -> tuple[BarisIkpa, ...]:
    """Return one row per satker or unit, in source order."""
    grouped: dict[str, dict[str, Row]] = {}
    for row in k.tables.rows("ikpa"):
        grouped.setdefault(str(row.kunci.get("satker", "")), {})[str(row.kunci.get("baris", "nilai"))] = row
    return tuple(_row(k, satker, rows) for satker, rows in grouped.items())


def _row(k: Konteks, satker: str, rows: dict[str, Row]) -> BarisIkpa:
    nilai = _columns(k, rows.get("nilai"), KOMPONEN)
    bobot = _columns(k, rows.get("bobot"), KOMPONEN)
    total = _first(k, rows, "nilai_total")
    konversi = _first(k, rows, "konversi_bobot")
    akhir = _first(k, rows, "nilai_akhir")
    weights = bobot or _legal_weights(k)
    options = list(readings(nilai, weights, konversi, akhir, subtract_of(k, nilai)))
    counted = options[0] if options else ()
    printed_end = {c: f for c, f in _columns(k, rows.get("nilai_akhir"), KOMPONEN).items() if f.value is not None}
    if total is None and counted:
        total = _total(k, satker, nilai, weights, counted)
    if konversi is None and counted:
        konversi = k.total(
            computed_id("ikpa", satker, "konversi_bobot"), tuple(weights[c] for c in counted), "%",
            "jumlah bobot indikator yang memiliki data",
        )  # fmt: skip
    if akhir is None and total is not None and konversi is not None and konversi.number:
        akhir = _end(k, satker, nilai, total, konversi)
    value = akhir.number if akhir is not None else None
    aspects = _printed_aspects(k, rows.get("nilai_aspek")) or _aspects(k, satker, nilai, counted)
    name = "" if value is None else category(value, k.hitung.ikpa_kategori)
    absent = tuple(c for c in nilai if all(c not in kept for kept in options)) if options else ()
    return BarisIkpa(satker, nilai, bobot, printed_end, aspects, total, konversi, akhir, name, absent)


def subtract_of(k: Konteks, nilai: dict[str, Figure]) -> Decimal:
    """Return what is taken off the final value: from 2024 the dispensasi SPM (PER-5/PB/2024)."""
    deducted = [c for year, columns in k.hitung.ikpa_pengurang.items() if year <= k.periode.tahun for c in columns]
    values = [nilai[c].number for c in deducted if c in nilai]
    return sum((value for value in values if value is not None), Decimal(0))


def _end(k: Konteks, satker: str, nilai: dict[str, Figure], total: Figure, konversi: Figure) -> Figure:
    taken = subtract_of(k, nilai)
    value = number(total) / number(konversi) * HUNDRED - taken
    formula = "nilai total / konversi bobot x 100" + (" - dispensasi SPM" if taken else "")
    inputs = (total, konversi, *((nilai["dispensasi_spm"],) if taken else ()))
    name = computed_id("ikpa", satker, "nilai_akhir")
    return k.ledger.compute(name, value, unit="nilai", formula=formula, inputs=inputs)


def _first(k: Konteks, rows: dict[str, Row], column: str) -> Figure | None:
    """Return a satker-level value from whichever of its rows carries it."""
    for row in rows.values():
        figure = row.figure(k.ledger, column)
        if figure is not None and figure.number is not None:
            return figure
    return None


def _columns(k: Konteks, row: Row | None, columns: tuple[str, ...]) -> dict[str, Figure]:
    if row is None:
        return {}
    figures = {column: row.figure(k.ledger, column) for column in columns}
    return {column: figure for column, figure in figures.items() if figure is not None}


def _printed_aspects(k: Konteks, row: Row | None) -> dict[str, Figure]:
    """Return the printed aspect values; a merged cell stands under the first column of its aspect."""
    found = {}
    for aspect, columns in k.hitung.ikpa_aspek.items():
        figures = _columns(k, row, (aspect, *columns)).values()
        value = next((figure for figure in figures if figure.number is not None), None)
        if value is not None:
            found[aspect] = value
    return found


def _legal_weights(k: Konteks) -> dict[str, Figure]:
    year = str(k.periode.tahun)
    return {
        column: k.constant(computed_id("bobot_ikpa", year, column), weight, "%", f"bobot IKPA {year}")
        for column, weight in k.hitung.bobot_ikpa(k.periode.tahun).items()
    }


def with_data(
    nilai: dict[str, Figure],
    weights: dict[str, Figure],
    konversi: Figure | None,
    akhir: Figure | None,
    taken: Decimal = Decimal(0),
) -> tuple[str, ...]:
    """Return the indicators that have data, empty where that cannot be told; `taken` is the deduction."""
    return next(readings(nilai, weights, konversi, akhir, taken), ())


def readings(
    nilai: dict[str, Figure],
    weights: dict[str, Figure],
    konversi: Figure | None,
    akhir: Figure | None,
    taken: Decimal = Decimal(0),
) -> Iterator[tuple[str, ...]]:
    """Yield every set of indicators with data that explains what is printed.

    A printed 0 is either a value or 'no data': the konversi bobot, or failing that the printed nilai
    akhir, tells which; an explicit blank is never data.
    """
    known = [c for c, f in nilai.items() if f.number is not None and (weights_of(weights, c) or f.number)]
    zeros = [c for c in known if nilai[c].number == 0]
    if any(c not in weights for c in known):
        return
    for dropped in _subsets(zeros):
        kept = [c for c in known if c not in dropped]
        if _fits(nilai, weights, kept, konversi, akhir, taken):
            yield tuple(kept)


def weights_of(weights: dict[str, Figure], column: str) -> Decimal:
    figure = weights.get(column)
    return (figure.number if figure is not None else None) or Decimal(0)


def _subsets(zeros: list[str]) -> list[set[str]]:
    """Return what may be absent among the zeros: all of them first, then fewer."""
    subsets = [{c for i, c in enumerate(zeros) if bits >> i & 1} for bits in range(1 << len(zeros))]
    return sorted(subsets, key=len, reverse=True)


def _fits(nilai: dict[str, Figure], weights: dict[str, Figure], kept: list[str], konversi: Figure | None,
          akhir: Figure | None, taken: Decimal) -> bool:  # fmt: skip
    base = sum((weights_of(weights, c) for c in kept), Decimal(0))
    if konversi is not None and konversi.number is not None:
        return base == konversi.number
    if akhir is None or akhir.number is None or base == 0:
        zeros = any(figure.number == 0 and weights_of(weights, c) for c, figure in nilai.items())
        return base != 0 and akhir is None and not zeros  # a 0 without any total stays undecided
    exact = sum(((nilai[c].number or Decimal(0)) * weights_of(weights, c) for c in kept), Decimal(0)) / base
    return agrees(akhir.number, exact - taken, decimals_of(akhir.number), ROUNDING)


ROUNDING = Decimal("0.01")  # what eight terms rounded at two decimals may move the result


def _total(k: Konteks, satker: str, nilai: dict[str, Figure], weights: dict[str, Figure],
           counted: tuple[str, ...]) -> Figure:  # fmt: skip
    value = sum(((nilai[c].number or Decimal(0)) * weights_of(weights, c) for c in counted), Decimal(0)) / HUNDRED
    inputs = tuple(nilai[c] for c in counted) + tuple(weights[c] for c in counted)
    return k.ledger.compute(
        computed_id("ikpa", satker, "nilai_total"), value, unit="nilai",
        formula="jumlah nilai x bobot / 100", inputs=inputs,
    )  # fmt: skip


def _aspects(k: Konteks, satker: str, nilai: dict[str, Figure], counted: tuple[str, ...]) -> dict[str, Figure]:
    found = {}
    for aspect, columns in k.hitung.ikpa_aspek.items():
        members = tuple(nilai[c] for c in columns if c in counted)
        if members:
            found[aspect] = k.mean(computed_id("ikpa", satker, "aspek", aspect), members, "nilai", "indikator")
    return found


def build_smart(k: Konteks) -> tuple[BarisSmart, ...]:
    """Return one row per satker or unit; the nilai is the printed one, or computed where none is printed."""
    found = []
    for row in k.tables.rows("smart"):
        satker = str(row.kunci.get("satker", ""))
        parts = _columns(k, row, SMART)
        nilai = row.figure(k.ledger, "nilai")
        if nilai is None or nilai.value is None:
            nilai = recompute_smart(k, satker, parts) or nilai
        found.append(BarisSmart(satker, parts, nilai))
    return tuple(found)


def recompute_smart(k: Konteks, satker: str, parts: dict[str, Figure]) -> Figure | None:
    """Return the weighted SMART value, None where a component or the year's weights are missing."""
    weights = k.hitung.bobot_smart(k.periode.tahun)
    if not weights or any(c not in parts or parts[c].number is None for c in weights):
        return None
    value = sum((weight * (parts[c].number or Decimal(0)) for c, weight in weights.items()), Decimal(0))
    formula = " + ".join(f"{weight} x {c}" for c, weight in weights.items())
    inputs = tuple(parts[c] for c in weights)
    return k.ledger.compute(
        computed_id("smart", satker, "nilai"), value, unit="nilai", formula=formula, inputs=inputs
    )


def compute_nka(k: Konteks, smart: tuple[BarisSmart, ...], ikpa: tuple[BarisIkpa, ...]) -> Figure | None:
    """Return the year's NKA for a satker with one SMART and one IKPA value; None otherwise."""
    weights = k.hitung.bobot_nka(k.periode.tahun)
    if len(smart) != 1 or len(ikpa) != 1 or set(weights) != {"smart", "ikpa"}:
        return None
    a, b = smart[0].nilai, ikpa[0].akhir
    if a is None or a.number is None or b is None or b.number is None:
        return None
    value = weights["smart"] * a.number + weights["ikpa"] * b.number
    formula = f"{weights['smart']} x SMART + {weights['ikpa']} x IKPA"
    return k.ledger.compute(computed_id("nka"), value, unit="nilai", formula=formula, inputs=(a, b))
