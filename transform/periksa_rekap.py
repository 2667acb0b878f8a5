"""The report against the satker's recaps beside it: indicators, Renstra, belanja, IKPA, SMART, NKA."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from extract.figure import Fact
from extract.laporan_angka import Nilai
from extract.laporan_model import Tempat, potong
from extract.laporan_pemahaman import Pemahaman
from transform.periksa_dasar import KODE, Derajat, Temuan, index_figures, place_of, tulis
from transform.periksa_ikpa_tabel import weights
from transform.periksa_sama import all_figures
from transform.periksa_uang import money_rows

KODE["REKAP-ANGKA"] = ("rekap", "Angka laporan berbeda dari rekapnya")
_TABEL = {
    "capaian": ("target", "realisasi", "capaian"),
    "capaian_lalu": ("target", "realisasi", "capaian"),
    "renstra": ("target",),
}


def check_against_recaps(paham: Pemahaman, folder: Path) -> list[Temuan]:
    """Return what the report prints otherwise than the recaps in the folder."""
    from extract.collect import read_folder

    if paham.tahun is None:
        return []
    return list(compare(paham, read_folder(folder, paham.tahun).facts))


def compare(paham: Pemahaman, facts: Sequence[Fact]) -> Iterator[Temuan]:
    """Yield a finding for each figure whose printing excludes the recap's value."""
    yield from _indicators(paham, facts)
    yield from _money(paham, facts)
    yield from _scores(paham, facts)


def _finding(
    what: str, fact: Fact, shown: Nilai, places: tuple[Tempat, ...], value: Decimal, name: str, key: object
) -> Temuan:
    decimals = (
        max(shown.desimal, 2) if shown.satuan != "rupiah" and value != value.to_integral_value() else shown.desimal
    )
    place = f"{fact.source.file}: {fact.source.locator}"
    return Temuan(
        "REKAP-ANGKA", Derajat.PASTI,
        f"{what} “{potong(name, 80)}” di laporan {shown.teks}, di rekap {tulis(value, decimals)} ({place}). Samakan laporan dengan rekap, "  # noqa: E501
        "atau pakai rekap yang terbaru.",
        places, shown.teks, tulis(value, decimals), name, (key, shown.nilai),
    )  # fmt: skip


def _indicators(paham: Pemahaman, facts: Sequence[Fact]) -> Iterator[Temuan]:
    index = index_figures(paham, all_figures(paham))
    names = {(f.tabel, _key(f)): f.nilai for f in facts if f.kolom == "indikator" and isinstance(f.nilai, str)}
    for fact in facts:
        if fact.tabel not in _TABEL or fact.kolom not in _TABEL[fact.tabel] or not isinstance(fact.nilai, Decimal):
            continue
        name = fact.key("indikator") or names.get((fact.tabel, _key(fact)))
        year = fact.key("tahun") or paham.tahun
        if not isinstance(name, str) or not isinstance(year, int):
            continue
        found = paham.register.cocok(name, str(fact.key("sasaran") or ""), str(fact.key("tingkat") or ""), 86)
        if len(found) != 1:
            continue
        wrong = []
        for figure in index.peta.get((found[0], fact.kolom, year), []):
            if (figure.sumber == "renstra") != (fact.tabel == "renstra") or figure.nilai.ragu:
                continue
            half = _half(fact.nilai)
            if not figure.nilai.memuat(fact.nilai - half, fact.nilai + half) and not _share(
                figure.nilai, fact.nilai
            ):
                wrong.append(figure)
        if wrong:
            what = f"{fact.kolom.capitalize()} {year}" + (" Renstra" if fact.tabel == "renstra" else "")
            yield _finding(
                what,
                fact,
                wrong[0].nilai,
                tuple(w.tempat for w in wrong),
                fact.nilai,
                name,
                (found[0], fact.kolom, year, fact.tabel),
            )


def _key(fact: Fact) -> tuple[tuple[str, str | int], ...]:
    return fact.kunci


def _half(value: Decimal) -> Decimal:
    """Return half a unit of the recap's last decimal: a recap rounds too."""
    exponent = value.as_tuple().exponent
    return Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) and exponent < 0 else Decimal(0)


def _share(shown: Nilai, value: Decimal) -> bool:
    return shown.nilai == value * 100 or shown.nilai * 100 == value


def _money(paham: Pemahaman, facts: Sequence[Fact]) -> Iterator[Temuan]:
    rows = money_rows(paham)
    for fact in facts:
        if (
            fact.tabel not in ("belanja", "belanja_lalu")
            or fact.kolom not in ("pagu", "realisasi")
            or not isinstance(fact.nilai, Decimal)
        ):
            continue
        kind, year = fact.key("jenis"), fact.key("tahun")
        for row in rows:
            if row.tahun != year or not _is_kind(row.nama, str(kind), row.total):
                continue
            shown = row.pagu if fact.kolom == "pagu" else row.realisasi
            if shown is not None and abs(shown.nilai - fact.nilai) >= 1:
                column = "pagu" if fact.kolom == "pagu" else "realisasi_anggaran"
                yield _finding(f"{fact.kolom.capitalize()} belanja {kind} {year}", fact, replace(shown, satuan="rupiah"), (row.tempat(column),),  # noqa: E501
                               fact.nilai, row.nama, (kind, year, fact.kolom))  # fmt: skip


def _is_kind(name: str, kind: str, total: bool) -> bool:
    return (kind == "total" and total) or (not total and f"belanja {kind}" in name.lower())


def _scores(paham: Pemahaman, facts: Sequence[Fact]) -> Iterator[Temuan]:
    ikpa = [f for f in facts if f.tabel == "ikpa" and f.kolom == "nilai_akhir" and isinstance(f.nilai, Decimal)]
    smart = [f for f in facts if f.tabel == "smart" and f.kolom == "nilai" and isinstance(f.nilai, Decimal)]
    law = weights("nka", paham.tahun)
    for claim in paham.klaim:
        if claim.jenis != "nilai" or (claim.tahun and paham.tahun not in claim.tahun):
            continue
        shown, kind = claim.angka["nilai"], claim.kata["apa"]
        place = place_of(claim)
        source = {"ikpa": ikpa, "smart": smart}.get(kind, [])
        if (
            len(source) == 1
            and isinstance(source[0].nilai, Decimal)
            and not shown.memuat(source[0].nilai, source[0].nilai)
        ):
            yield _finding(
                f"Nilai {kind.upper()}", source[0], shown, (place,), source[0].nilai, kind.upper(), (kind,)
            )
        if kind == "nka" and law and len(ikpa) == 1 and len(smart) == 1:
            a, b = smart[0].nilai, ikpa[0].nilai
            if isinstance(a, Decimal) and isinstance(b, Decimal):
                value = (a * law["smart"] + b * law["ikpa"]) / 100
                if abs(shown.nilai - value) > Decimal("0.02"):
                    yield _finding("Nilai Kinerja Anggaran", smart[0], shown, (place,), value, "NKA", ("nka",))
