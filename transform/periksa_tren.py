"""Rules on change between two years: the word, the amount and the share that a sentence states."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from extract.laporan_angka import Nilai
from extract.laporan_kalimat import Klaim
from extract.laporan_model import Tempat, potong
from extract.laporan_pemahaman import Pemahaman
from transform.periksa_dasar import BIASA, Angka, Derajat, Temuan, arah, aturan, index_figures, place_of, tulis


class _Tren(Struct, frozen=True):
    """A claim about change beside the tables' figures of the two years, and the words that tell them."""

    claim: Klaim
    pairs: dict[str, tuple[Nilai, Nilai]]
    places: tuple[Tempat, ...]
    name: str
    facts: str
    stated: tuple[Nilai, Nilai]

    def finding(self, pesan: str, tercetak: str, seharusnya: str, *key: object) -> Temuan:
        return Temuan(
            "TREN-BEDA", Derajat.PASTI, pesan, self.places, tercetak, seharusnya, self.name,
            (self.claim.indikator, *key),
        )  # fmt: skip


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
    tren = _Tren(claim, pairs, (place, *where), name, facts, stated)
    if wrong := _wrong_ends(tren) or _wrong_share(tren) or _wrong_size(tren):
        yield wrong


def _relative_fits(share: Nilai, a: Nilai, b: Nilai) -> bool:
    if a.nilai == 0:
        return True
    change = abs(b.nilai - a.nilai) / a.nilai * 100
    margin = (a.ulp + b.ulp) / 2 / a.nilai * 100 * (1 + change / 100)
    return share.memuat(change - margin, change + margin)


def _kata(word: str) -> str:
    return {"naik": "meningkat", "turun": "menurun", "tetap": "tetap"}[word]


def _wrong_ends(tren: _Tren) -> Temuan | None:
    """`dari A menjadi B`: A and B are the figures of the two years."""
    start, end = tren.claim.angka.get("dari"), tren.claim.angka.get("ke")
    if end and not start and not any(end.sama(b) for _, b in tren.pairs.values()):
        return tren.finding(
            f"Kalimat menyebut perubahan menjadi {end.teks}, padahal {tren.facts} untuk “{potong(tren.name, 70)}”. Samakan kalimat dengan tabel.",  # noqa: E501
            end.teks, tren.stated[1].teks, end.nilai,
        )  # fmt: skip
    if start and end and not any(start.sama(a) and end.sama(b) for a, b in tren.pairs.values()):
        return tren.finding(
            f"Kalimat menyebut perubahan dari {start.teks} menjadi {end.teks}, padahal {tren.facts} untuk “{potong(tren.name, 70)}”. "  # noqa: E501
            "Samakan kalimat dengan tabel.",
            f"{start.teks} → {end.teks}", f"{tren.stated[0].teks} → {tren.stated[1].teks}", start.nilai,
        )  # fmt: skip
    return None


def _wrong_share(tren: _Tren) -> Temuan | None:
    """`relatif naik P%`: P is the change as a share of the first year."""
    share = tren.claim.angka.get("relatif")
    if share is None or any(_relative_fits(share, a, b) for a, b in tren.pairs.values()):
        return None
    return tren.finding(
        f"Kalimat menyebut perubahan relatif {share.teks}, padahal {tren.facts} untuk “{potong(tren.name, 70)}”.",
        share.teks, "", "relatif", share.nilai,
    )  # fmt: skip


def _wrong_size(tren: _Tren) -> Temuan | None:
    """`sebesar N`: N is the difference of the two years in points, or its share of the first year in percent."""
    said, stated = tren.claim.angka.get("beda"), tren.stated
    if said is None:
        return None
    points, relative = [], []
    for a, b in tren.pairs.values():
        spread = (a.ulp + b.ulp) / 2
        points.append((abs(b.nilai - a.nilai) - spread, abs(b.nilai - a.nilai) + spread))
        if a.nilai:
            change = abs(b.nilai - a.nilai) / a.nilai * 100
            margin = spread / a.nilai * 100
            relative.append((change - margin, change + margin))
    if any(said.memuat(x, y) for x, y in relative):
        return None
    difference = abs(stated[1].nilai - stated[0].nilai)
    percent = difference / stated[0].nilai * 100 if stated[0].nilai else Decimal(0)
    unit = "poin" if stated[0].satuan in BIASA else stated[0].satuan
    should = f"{tulis(difference, max(stated[0].desimal, stated[1].desimal))} {unit} atau {tulis(percent)}%"
    if not any(said.memuat(x, y) for x, y in points):
        return tren.finding(
            f"Kalimat menyebut perubahan {said.teks}, padahal {tren.facts} untuk “{potong(tren.name, 70)}”: selisihnya {should}.",  # noqa: E501
            said.teks, should, said.nilai,
        )  # fmt: skip
    if said.satuan != "%" or "poin" in tren.claim.teks.lower() or stated[0].satuan != "%":
        return None
    return Temuan(
        "TREN-POIN", Derajat.MUNGKIN,
        f"Selisih {said.teks} adalah poin persen, bukan persen: {tren.facts} berarti {should} (“{potong(tren.name, 60)}”).",  # noqa: E501
        tren.places, said.teks, f"{tulis(difference)} poin persen", tren.name, (tren.claim.indikator, said.nilai),
    )  # fmt: skip
