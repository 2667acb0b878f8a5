"""Rules on change between two years: the word, the amount and the share that a sentence states."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extract.laporan_angka import Nilai
from extract.laporan_kalimat import Klaim
from extract.laporan_model import Tempat, potong
from extract.laporan_pemahaman import Pemahaman
from transform.periksa_dasar import BIASA, Angka, Derajat, Temuan, arah, aturan, index_figures, place_of, tulis


def _pair(index: Angka, indikator: int, measure: str, years: tuple[int, int]) -> tuple[Nilai, Nilai] | None:
    a, b = index.satu(indikator, measure, years[0]), index.satu(indikator, measure, years[1])
    return (a.nilai, b.nilai) if a and b else None


def _sign(a: Nilai, b: Nilai) -> str:
    if a.sama(b):
        return "tetap"
    return "naik" if b.nilai > a.nilai else "turun"


@aturan(
    "perbandingan tahun",
    TREN_KATA="Kata naik/turun/tetap bertentangan dengan tabel",
    TREN_BEDA="Besar perubahan tidak sama dengan selisih di tabel",
    TREN_POIN="Selisih poin disebut persen",
)
def check_trend(paham: Pemahaman) -> Iterator[Temuan]:
    """Year-on-year words and amounts follow from the two years' figures; poin persen and persen differ."""
    index = index_figures(paham, paham.angka)
    for claim in paham.klaim:
        if claim.jenis != "tren" or claim.indikator is None or paham.tahun is None or claim.kata.get("renstra"):
            continue
        pairs = {}
        years = _claim_years(claim, paham.tahun)
        for measure in ("realisasi", "capaian"):
            pair = _pair(index, claim.indikator, measure, years)
            if pair:
                pairs[measure] = pair
        subject = claim.kata["subjek"]
        if not pairs:
            continue
        yield from _trend_finding(paham, claim, pairs, subject, years)


def _claim_years(claim: Klaim, year: int) -> tuple[int, int]:
    years = sorted(y for y in claim.tahun if y <= year)
    if len(years) >= 2:
        return years[-2], years[-1]
    return year - 1, year


def _trend_finding(
    paham: Pemahaman,
    claim: Klaim,
    pairs: dict[str, tuple[Nilai, Nilai]],
    subject: str,
    years: tuple[int, int],
) -> Iterator[Temuan]:
    place = place_of(claim)
    name = paham.nama(claim.indikator)
    stated = pairs.get(subject) or next(iter(pairs.values()))
    measure = subject if subject in pairs else next(iter(pairs))
    signs = {m: _sign(*p) for m, p in pairs.items()}
    said = claim.kata["arah"]
    facts = f"{measure} {years[0]} {stated[0].teks} dan {years[1]} {stated[1].teks}"
    where = tuple(
        a.tempat
        for y in years
        for a in index_figures(paham, paham.angka).semua(claim.indikator or 0, measure, y)[:1]
    )
    level = claim.angka.get("tingkat")
    wrong_level = (
        level is not None
        and not all(p.sama(level) for p in stated)
        and not any(all(v.sama(level) for v in p) for p in pairs.values())
    )
    if signs[measure] != said or wrong_level:
        agrees = any(s == said for s in signs.values()) and not wrong_level
        agrees = agrees or (
            arah(paham, claim.indikator or 0) == "turun" and not wrong_level
        )  # "meningkat" may mean better
        yield Temuan(
            "TREN-KATA", Derajat.MUNGKIN if agrees else Derajat.PASTI,
            f"Kalimat menyebut {subject} “{potong(name, 70)}” {_kata(said)}{f' di {level.teks}' if level else ''}, padahal {facts} "  # noqa: E501
            f"({_kata(signs[measure])}). Perbaiki kalimatnya.",
            (place, *where), _kata(said), _kata(signs[measure]), name, (claim.indikator, said, years),
        )  # fmt: skip
        return
    yield from _amount(claim, pairs, place, where, name, facts, stated)


def _relative_fits(share: Nilai, a: Nilai, b: Nilai) -> bool:
    if a.nilai == 0:
        return True
    change = abs(b.nilai - a.nilai) / a.nilai * 100
    margin = (a.ulp + b.ulp) / 2 / a.nilai * 100 * (1 + change / 100)
    return share.memuat(change - margin, change + margin)


def _kata(word: str) -> str:
    return {"naik": "meningkat", "turun": "menurun", "tetap": "tetap"}[word]


def _amount(
    claim: Klaim, pairs: dict[str, tuple[Nilai, Nilai]], place: Tempat, where: tuple[Tempat, ...], name: str, facts: str,  # noqa: E501
    stated: tuple[Nilai, Nilai],
) -> Iterator[Temuan]:  # fmt: skip
    places = (place, *where)
    start, end = claim.angka.get("dari"), claim.angka.get("ke")
    if end and not start and not any(end.sama(b) for _, b in pairs.values()):
        yield Temuan(
            "TREN-BEDA",
            Derajat.PASTI,
            f"Kalimat menyebut perubahan menjadi {end.teks}, padahal {facts} untuk “{potong(name, 70)}”. Samakan kalimat dengan tabel.",  # noqa: E501
            places,
            end.teks,
            stated[1].teks,
            name,
            (claim.indikator, end.nilai),
        )
        return
    if start and end and not any(start.sama(a) and end.sama(b) for a, b in pairs.values()):
        yield Temuan(
            "TREN-BEDA",
            Derajat.PASTI,
            f"Kalimat menyebut perubahan dari {start.teks} menjadi {end.teks}, padahal {facts} untuk “{potong(name, 70)}”. "  # noqa: E501
            "Samakan kalimat dengan tabel.",
            places,
            f"{start.teks} → {end.teks}",
            f"{stated[0].teks} → {stated[1].teks}",
            name,
            (claim.indikator, start.nilai),
        )
        return
    share = claim.angka.get("relatif")
    if share is not None and not any(_relative_fits(share, a, b) for a, b in pairs.values()):
        yield Temuan(
            "TREN-BEDA",
            Derajat.PASTI,
            f"Kalimat menyebut perubahan relatif {share.teks}, padahal {facts} untuk “{potong(name, 70)}”.",
            places,
            share.teks,
            "",
            name,
            (claim.indikator, "relatif", share.nilai),
        )
        return
    said = claim.angka.get("beda")
    if said is None:
        return
    points, relative = [], []
    for a, b in pairs.values():
        spread = (a.ulp + b.ulp) / 2
        points.append((abs(b.nilai - a.nilai) - spread, abs(b.nilai - a.nilai) + spread))
        if a.nilai:
            change = abs(b.nilai - a.nilai) / a.nilai * 100
            margin = spread / a.nilai * 100
            relative.append((change - margin, change + margin))
    as_points = any(said.memuat(x, y) for x, y in points)
    as_relative = any(said.memuat(x, y) for x, y in relative)
    difference = abs(stated[1].nilai - stated[0].nilai)
    percent = difference / stated[0].nilai * 100 if stated[0].nilai else Decimal(0)
    unit = "poin" if stated[0].satuan in BIASA else stated[0].satuan
    should = f"{tulis(difference, max(stated[0].desimal, stated[1].desimal))} {unit} atau {tulis(percent)}%"
    if not as_points and not as_relative:
        yield Temuan(
            "TREN-BEDA",
            Derajat.PASTI,
            f"Kalimat menyebut perubahan {said.teks}, padahal {facts} untuk “{potong(name, 70)}”: selisihnya {should}.",  # noqa: E501
            places,
            said.teks,
            should,
            name,
            (claim.indikator, said.nilai),
        )
    elif (
        as_points
        and not as_relative
        and said.satuan == "%"
        and "poin" not in claim.teks.lower()
        and stated[0].satuan == "%"
    ):
        yield Temuan(
            "TREN-POIN",
            Derajat.MUNGKIN,
            f"Selisih {said.teks} adalah poin persen, bukan persen: {facts} berarti {should} (“{potong(name, 60)}”).",  # noqa: E501
            places,
            said.teks,
            f"{tulis(difference)} poin persen",
            name,
            (claim.indikator, said.nilai),
        )
