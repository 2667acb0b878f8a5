"""Rules on the Renstra: its targets wherever they are printed, and sentences on targets reached or passed."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from extract.laporan_indikator import AngkaDok
from extract.laporan_kalimat import Klaim
from extract.laporan_model import potong
from extract.laporan_pemahaman import Pemahaman
from transform.periksa_dasar import Derajat, Temuan, arah, aturan, index_figures, place_of
from transform.periksa_sama import agree, all_figures, comparable, difference_finding, group_equal


@aturan("angka berbeda", SAMA_RENSTRA="Target Renstra yang sama tercetak berbeda")
def check_same_renstra(paham: Pemahaman) -> Iterator[Temuan]:
    """The Renstra has one target an indicator and year, in Bab II, Bab III and in prose."""
    index = index_figures(paham, paham.angka)
    for (indikator, measure, year), figures in index.peta.items():
        renstra = [f for f in figures if f.sumber == "renstra" and not f.nilai.ragu]
        if measure != "target" or year is None or len(renstra) < 2:
            continue
        groups = group_equal(renstra)
        if len(groups) > 1:
            yield replace(
                difference_finding(paham, indikator, "target", year, groups),
                kode="SAMA-RENSTRA",
                kunci=(indikator, year),
            )


@aturan("Renstra", RENSTRA_TARGET="Target tahun berjalan berbeda dari target Renstra")
def check_renstra_target(paham: Pemahaman) -> Iterator[Temuan]:
    """The yearly target comes from the Renstra; a different one needs a word of explanation."""
    index = index_figures(paham, all_figures(paham))
    for (indikator, measure, year), figures in index.peta.items():
        if measure != "target":
            continue
        renstra = [f for f in figures if f.sumber == "renstra" and not f.nilai.ragu]
        others = [f for f in figures if f.sumber in ("pk", "capaian") and not f.nilai.ragu]
        if (
            not renstra
            or not others
            or any(agree(a, b) for a in renstra for b in others)
            or not comparable(renstra[0], others[0])
        ):
            continue
        yield Temuan(
            "RENSTRA-TARGET", Derajat.MUNGKIN,
            f"Target {year} “{potong(paham.nama(indikator), 80)}” di tabel Renstra {renstra[0].nilai.teks}, di Perjanjian "  # noqa: E501
            f"Kinerja/capaian {others[0].nilai.teks}. Samakan, atau jelaskan perubahannya.",
            (renstra[0].tempat, *(o.tempat for o in others)), renstra[0].nilai.teks, others[0].nilai.teks, paham.nama(indikator),  # noqa: E501
            (indikator, year),
        )  # fmt: skip


@aturan(
    "Renstra",
    RENSTRA_KLAIM="Pernyataan tentang target Renstra bertentangan dengan angkanya",
    TARGET_KLAIM="Pernyataan melampaui target bertentangan dengan angkanya",
)
def check_renstra_claims(paham: Pemahaman) -> Iterator[Temuan]:
    """`target tahun 2024 sudah terlampaui` holds only if this year's realisasi passes that year's target."""
    index = index_figures(paham, paham.angka)
    for claim in paham.klaim:
        if claim.indikator is None or paham.tahun is None or claim.jenis not in ("renstra", "lampaui"):
            continue
        year = claim.tahun[0] if claim.jenis == "renstra" else paham.tahun
        target = (
            index.target_renstra(claim.indikator, year)
            if claim.jenis == "renstra"
            else index.satu(claim.indikator, "target", year)
        )
        real = index.satu(claim.indikator, "realisasi", paham.tahun)
        if target is None or real is None or not comparable(target, real):
            continue
        if claim.jenis == "lampaui" and any(v.satuan != "rupiah" for v in claim.angka.values()):
            continue
        way = arah(paham, claim.indikator)
        if not way:
            way = "" if "menurun" in paham.nama(claim.indikator).lower() else "naik"
        yield from _renstra_finding(paham, claim, target, real, way, year)


def _renstra_finding(
    paham: Pemahaman, claim: Klaim, target: AngkaDok, real: AngkaDok, way: str, year: int
) -> Iterator[Temuan]:
    equal = real.nilai.nilai == target.nilai.nilai
    over = (real.nilai.nilai > target.nilai.nilai) == (way != "turun") and not equal
    done = claim.kata.get("keadaan", "sudah") == "sudah"
    passed = claim.kata.get("hal", "lampau") == "lampau"
    truth = over if passed else over or equal
    if truth == done:
        return
    close = real.nilai.sama(target.nilai) and not equal
    level = Derajat.PASTI if way and not (passed and equal) and not close else Derajat.MUNGKIN
    state = "terlampaui" if over else "tercapai (sama dengan target)" if equal else "belum tercapai"
    said = ("sudah " if done else "belum ") + ("terlampaui" if passed else "tercapai")
    name = paham.nama(claim.indikator)
    yield Temuan(
        "RENSTRA-KLAIM" if claim.jenis == "renstra" else "TARGET-KLAIM", level,
        f"Kalimat menyebut target {year} “{potong(name, 70)}” {said}, padahal targetnya {target.nilai.teks} dan realisasi "  # noqa: E501
        f"{paham.tahun} {real.nilai.teks}: {state}. Perbaiki kalimatnya.",
        (place_of(claim), target.tempat, real.tempat), said, state, name,
        (claim.indikator, year, said),
    )  # fmt: skip
