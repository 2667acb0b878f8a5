"""Rules on one figure printed in several places: tables, formulas and sentences about an indicator."""

from __future__ import annotations

from collections.abc import Iterator

from extract.laporan_indikator import AngkaDok
from extract.laporan_kalimat import years_in
from extract.laporan_model import potong
from extract.laporan_pemahaman import Pemahaman
from transform.periksa_capaian import wrong_places
from transform.periksa_dasar import BIASA, Derajat, Temuan, aturan, index_figures, place_of
from transform.periksa_nama import swapped_names


def all_figures(paham: Pemahaman) -> list[AngkaDok]:
    """Return the figures of tables, of formulas and of sentences about an indicator."""
    out = list(paham.angka)
    for formula in paham.rumus:
        if formula.indikator is None or formula.hasil is None or not formula.ukuran or formula.bawah is None:
            continue
        if (
            formula.ukuran == "realisasi"
            and formula.label.strip().upper()[-1:] in ("A", "B")
            and "realisasi" not in formula.label.lower()
        ):
            continue
        if formula.dari_sel:
            continue  # the cell's own figure is read from the table
        if not formula.hasil.memuat(formula.bawah, formula.atas or formula.bawah):
            continue  # RUMUS-HASIL reports it
        out.append(AngkaDok(formula.indikator, formula.ukuran, paham.tahun, formula.hasil, formula.tempat, "rumus"))
    swapped = swapped_names(paham)
    for claim in paham.klaim:
        if claim.indikator is None or not claim.jenis.startswith("angka.") or (claim.urut, claim.teks) in swapped:
            continue
        measure = claim.jenis.split(".")[1]
        if measure == "hasil":
            continue
        mentioned = years_in(claim.teks)
        if not claim.tahun and len(mentioned) > 1:
            continue  # which year the figure belongs to cannot be told
        year = claim.tahun[0] if claim.tahun else mentioned[0] if mentioned else paham.tahun
        place = place_of(claim, 60)
        out.append(AngkaDok(claim.indikator, measure, year, claim.angka["nilai"], place, "kalimat"))
    return out


def agree(a: AngkaDok, b: AngkaDok) -> bool:
    if a.nilai.sama(b.nilai):
        return True
    return a.nilai.nilai * 100 == b.nilai.nilai or b.nilai.nilai * 100 == a.nilai.nilai


def comparable(a: AngkaDok, b: AngkaDok) -> bool:
    return (a.nilai.satuan in BIASA) == (b.nilai.satuan in BIASA) or "" in (a.nilai.satuan, b.nilai.satuan)


def group_equal(figures: list[AngkaDok]) -> list[list[AngkaDok]]:
    """Return the figures in groups that can be one value, largest group first."""
    groups: list[list[AngkaDok]] = []
    for figure in sorted(figures, key=lambda f: -f.nilai.desimal):
        for group in groups:
            if agree(group[0], figure) or not comparable(group[0], figure):
                group.append(figure)
                break
        else:
            groups.append([figure])
    return sorted(groups, key=lambda g: -sum(3 if f.sumber in ("pk", "capaian") else 2 for f in g))


@aturan(
    "angka berbeda",
    SAMA_TARGET="Target yang sama tercetak berbeda",
    SAMA_REALISASI="Realisasi yang sama tercetak berbeda",
    SAMA_CAPAIAN="Capaian yang sama tercetak berbeda",
    PK_TARGET="Target di Perjanjian Kinerja berbeda dari tabel capaian",
)
def check_same(paham: Pemahaman) -> Iterator[Temuan]:
    """One indicator has one target, realisasi and capaian a year, wherever the report prints them."""
    index = index_figures(paham, all_figures(paham))
    disproved = wrong_places(paham)
    for (indikator, measure, year), figures in index.peta.items():
        if measure not in ("target", "realisasi", "capaian") or year is None:
            continue
        usable = [f for f in figures if f.sumber != "renstra" and not f.nilai.ragu]
        if measure == "capaian":
            usable = [f for f in usable if f.nilai.satuan in ("%", "") and f.tempat not in disproved]
        if measure == "target":
            renstra = [f for f in figures if f.sumber == "renstra"]
            usable = [f for f in usable if f.sumber != "kalimat" or not any(agree(f, r) for r in renstra)]
        groups = group_equal(usable)
        if len(groups) < 2:
            continue
        yield difference_finding(paham, indikator, measure, year, groups)


def difference_finding(
    paham: Pemahaman, indikator: int, measure: str, year: int, groups: list[list[AngkaDok]]
) -> Temuan:
    kinds = [{f.sumber for f in g} for g in groups]
    code = f"SAMA-{measure.upper()}"
    if measure == "target" and any(k == {"pk"} for k in kinds) and any("capaian" in k for k in kinds):
        code = "PK-TARGET"
    parts = []
    for group in groups[:4]:
        shown = group[0]
        more = f" (dan {len(group) - 1} tempat lain)" if len(group) > 1 else ""
        parts.append(f"{shown.nilai.teks} di {shown.tempat.teks.split(', “')[0]}{more}")
    ocr = any(f.ocr for g in groups for f in g)
    units = (
        sum(1 for t in paham.tabel if t.jenis == "pk" and t.tingkat == paham.register.semua[indikator].tingkat) > 3
    )
    many = units and all(f.sumber == "pk" for g in groups for f in g)  # several agreements, several targets
    name = paham.nama(indikator)
    places = tuple(f.tempat for g in [*groups[1:], groups[0]] for f in g)
    return Temuan(
        code, Derajat.MUNGKIN if ocr or many else Derajat.PASTI,
        f"{measure.capitalize()} tahun {year} “{potong(name, 80)}” tercetak berbeda: {'; '.join(parts)}. Tentukan angka "  # noqa: E501
        "yang benar, lalu samakan di semua tempat.",
        places, groups[1][0].nilai.teks, groups[0][0].nilai.teks, name, (indikator, measure, year),
    )  # fmt: skip


@aturan("angka berbeda", SAMA_HASIL="Hasil yang disebut kalimat tidak ada di tabelnya")
def check_result(paham: Pemahaman) -> Iterator[Temuan]:
    """`hasil yang diperoleh adalah X` must be the realisasi or the capaian the table prints."""
    index = index_figures(paham, paham.angka)
    for claim in paham.klaim:
        if claim.jenis != "angka.hasil" or claim.indikator is None or paham.tahun is None:
            continue
        year = claim.tahun[0] if claim.tahun else paham.tahun
        known = [
            *index.semua(claim.indikator, "capaian", year),
            *index.semua(claim.indikator, "realisasi", year),
        ]
        value = claim.angka["nilai"]
        if not known or any(k.nilai.sama(value) for k in known):
            continue
        shown = known[0]
        yield Temuan(
            "SAMA-HASIL", Derajat.PASTI,
            f"Kalimat menyebut hasil {value.teks} untuk “{potong(paham.nama(claim.indikator), 80)}”, sedangkan tabel mencetak "  # noqa: E501
            f"{' dan '.join(sorted({k.ukuran + ' ' + k.nilai.teks for k in known}))}. Samakan kalimat dengan tabel.",  # noqa: E501
            (place_of(claim, 60), shown.tempat), value.teks, shown.nilai.teks,
            paham.nama(claim.indikator), (claim.indikator, value.nilai),
        )  # fmt: skip
