"""Rules on conclusions: statements over all indicators, and how many lie above, at and below 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extract.laporan_indikator import AngkaDok
from extract.laporan_kalimat import Klaim
from extract.laporan_model import Tempat, potong
from extract.laporan_pemahaman import Pemahaman
from transform.periksa_dasar import Derajat, Temuan, aturan, index_figures, place_of, tulis


@aturan(
    "kesimpulan",
    SIMPUL_SEMUA="Pernyataan “semua tercapai” bertentangan dengan tabel",
    SIMPUL_SEBARAN="Sebaran capaian keliru",
)
def check_conclusions(paham: Pemahaman) -> Iterator[Temuan]:
    """A statement over all indicators holds only if the table's capaian bear it out."""
    lowest: dict[int, AngkaDok] = {}
    for figure in paham.angka:
        if (
            figure.ukuran != "capaian"
            or figure.sumber != "capaian"
            or figure.tahun != paham.tahun
            or figure.indikator is None
        ):
            continue
        if figure.nilai.satuan in ("%", "") and not figure.nilai.ragu:
            known = lowest.get(figure.indikator)
            if known is None or figure.nilai.nilai < known.nilai.nilai:
                lowest[figure.indikator] = figure
    if not lowest:
        return
    below = [a for a in lowest.values() if a.nilai.atas <= 100]
    for claim in paham.klaim:
        place = place_of(claim)
        if claim.jenis == "semua" and claim.indikator is None:
            wrong = [a for a in lowest.values() if a.nilai.nilai <= 100] if claim.kata["lampau"] else below
            if wrong and (claim.bab in (0, 4) or not paham.sasaran.get(claim.urut)):
                names = "; ".join(f"“{potong(paham.nama(a.indikator), 50)}” {a.nilai.teks}" for a in wrong[:3])
                more = f" dan {len(wrong) - 3} indikator lain" if len(wrong) > 3 else ""
                yield Temuan(
                    "SIMPUL-SEMUA", Derajat.PASTI, f"Kalimat “{potong(claim.teks, 100)}” bertentangan dengan tabel: {names}{more}.",  # noqa: E501
                    (place, *(a.tempat for a in wrong)), "semua tercapai", f"{len(wrong)} indikator belum", "", (claim.urut,),  # noqa: E501
                )  # fmt: skip
        elif claim.jenis == "sebaran":
            yield from _spread(paham, claim, place)


def _spread(paham: Pemahaman, claim: Klaim, place: Tempat) -> Iterator[Temuan]:
    """Report parts that do not add up to the number named, else parts that the tables contradict."""
    kind = re.search(r"kinerja\s+(kegiatan|utama|program)", claim.teks, re.I)
    level = {"kegiatan": "kegiatan", "utama": "strategis", "program": "program"}.get(
        kind.group(1).lower() if kind else "", ""
    )
    index = index_figures(paham, paham.angka)
    items = [i for i in paham.register.semua if not level or i.tingkat in (level, "")]
    total = claim.angka.get("semua")
    counted = _count(paham, level, [index.satu(i.id, "capaian", paham.tahun) for i in items])
    if counted is None:
        return
    facts, listed = counted
    sizes = (listed, facts["semua"])
    if total is not None and total.nilai == listed:
        facts["semua"] = listed
    parts = [claim.angka[k].nilai for k in ("lebih", "pas", "kurang", "na") if k in claim.angka]
    if total is not None and len(parts) >= 2 and sum(parts) != total.nilai:
        yield Temuan(
            "SIMPUL-SEBARAN",
            Derajat.PASTI,
            f"Kalimat “{potong(claim.teks, 110)}”: bagian-bagiannya berjumlah {tulis(sum(parts, Decimal(0)), 0)}, bukan {total.teks}.",  # noqa: E501
            (place,),
            total.teks,
            tulis(sum(parts, Decimal(0)), 0),
            "",
            (claim.urut,),
        )
        return
    if total is not None and total.nilai not in sizes:
        return  # a part of the indicators; HIT-JUMLAH checks the number
    wrong = [k for k, v in claim.angka.items() if v.nilai != facts[k]]
    contradicted = any(
        index.satu(i.id, "capaian", paham.tahun) is None for i in items if index.semua(i.id, "capaian", paham.tahun)
    )
    if wrong and contradicted:
        return  # the capaian themselves are printed differently; SAMA-CAPAIAN reports that
    if wrong:
        text = f"dari {facts['semua']} indikator, {facts['lebih']} di atas 100%, {facts['pas']} tepat 100%, {facts['semua'] - facts['lebih'] - facts['pas']} di bawahnya"  # noqa: E501
        yield Temuan(
            "SIMPUL-SEBARAN",
            Derajat.PASTI,
            f"Kalimat “{potong(claim.teks, 110)}” tidak cocok dengan tabel: {text}.",
            (place,),
            ", ".join(claim.angka[k].teks for k in wrong),
            text,
            "",
            (claim.urut,),
        )


def _count(paham: Pemahaman, level: str, found: list[AngkaDok | None]) -> tuple[dict[str, int], int] | None:
    """Return how many capaian lie above, at and below 100 % and are missing, and how many indicators are listed."""
    values = [a.nilai for a in found if a and a.sumber == "capaian" and a.nilai.satuan in ("%", "")]
    if not values:
        return None
    targets = (a for a in paham.angka if a.sumber == "capaian" and a.ukuran == "target" and a.tahun == paham.tahun)
    named = {a.indikator for a in targets if a.indikator is not None}
    size = sum(1 for i in named if not level or paham.register.semua[i].tingkat in (level, ""))
    facts = {
        "semua": len(values),
        "lebih": sum(1 for v in values if v.nilai > 100),
        "pas": sum(1 for v in values if v.nilai == 100),
        "kurang": sum(1 for v in values if v.nilai < 100),
        "na": max(0, size - len(values)),
    }
    return facts, size
