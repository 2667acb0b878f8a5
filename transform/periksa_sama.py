"""Rules on one figure printed in several places, and on words about change and about the Renstra."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extract.laporan_angka import Nilai, find_numbers, is_year
from extract.laporan_indikator import AngkaDok
from extract.laporan_model import Tempat, potong
from extract.laporan_paham import Pemahaman
from extract.laporan_prosa import Klaim, years_in
from transform.periksa_capaian import wrong_places
from transform.periksa_dasar import Angka, Derajat, Temuan, arah, aturan, index_figures, tulis
from transform.periksa_naskah import swapped_names

_BIASA = {"", "%", "indeks", "nilai", "poin", "skor"}


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
        place = replace(claim.tempat, uraian=f"kalimat “{potong(claim.teks, 60)}”")
        out.append(AngkaDok(claim.indikator, measure, year, claim.angka["nilai"], place, "kalimat"))
    return out


def _agree(a: AngkaDok, b: AngkaDok) -> bool:
    if a.nilai.sama(b.nilai):
        return True
    return a.nilai.nilai * 100 == b.nilai.nilai or b.nilai.nilai * 100 == a.nilai.nilai


def _comparable(a: AngkaDok, b: AngkaDok) -> bool:
    return (a.nilai.satuan in _BIASA) == (b.nilai.satuan in _BIASA) or "" in (a.nilai.satuan, b.nilai.satuan)


def _groups(figures: list[AngkaDok]) -> list[list[AngkaDok]]:
    """Return the figures in groups that can be one value, largest group first."""
    groups: list[list[AngkaDok]] = []
    for figure in sorted(figures, key=lambda f: -f.nilai.desimal):
        for group in groups:
            if _agree(group[0], figure) or not _comparable(group[0], figure):
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
            usable = [f for f in usable if f.sumber != "kalimat" or not any(_agree(f, r) for r in renstra)]
        groups = _groups(usable)
        if len(groups) < 2:
            continue
        yield _difference(paham, indikator, measure, year, groups)


def _difference(paham: Pemahaman, indikator: int, measure: str, year: int, groups: list[list[AngkaDok]]) -> Temuan:
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
            (replace(claim.tempat, uraian=f"kalimat “{potong(claim.teks, 60)}”"), shown.tempat), value.teks, shown.nilai.teks,  # noqa: E501
            paham.nama(claim.indikator), (claim.indikator, value.nilai),
        )  # fmt: skip


@aturan("angka berbeda", SAMA_RENSTRA="Target Renstra yang sama tercetak berbeda")
def check_same_renstra(paham: Pemahaman) -> Iterator[Temuan]:
    """The Renstra has one target an indicator and year, in Bab II, Bab III and in prose."""
    index = index_figures(paham, paham.angka)
    for (indikator, measure, year), figures in index.peta.items():
        renstra = [f for f in figures if f.sumber == "renstra" and not f.nilai.ragu]
        if measure != "target" or year is None or len(renstra) < 2:
            continue
        groups = _groups(renstra)
        if len(groups) > 1:
            yield replace(
                _difference(paham, indikator, "target", year, groups),
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
            or any(_agree(a, b) for a in renstra for b in others)
            or not _comparable(renstra[0], others[0])
        ):
            continue
        yield Temuan(
            "RENSTRA-TARGET", Derajat.MUNGKIN,
            f"Target {year} “{potong(paham.nama(indikator), 80)}” di tabel Renstra {renstra[0].nilai.teks}, di Perjanjian "  # noqa: E501
            f"Kinerja/capaian {others[0].nilai.teks}. Samakan, atau jelaskan perubahannya.",
            (renstra[0].tempat, *(o.tempat for o in others)), renstra[0].nilai.teks, others[0].nilai.teks, paham.nama(indikator),  # noqa: E501
            (indikator, year),
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


@aturan("perbandingan target", TARGET_SELISIH="Selisih terhadap target tidak sama dengan angkanya")
def check_gap(paham: Pemahaman) -> Iterator[Temuan]:
    """`realisasi 67,42% lebih tinggi 7,42 poin daripada target 60%`: the gap is the difference of the two."""
    for claim in paham.klaim:
        if claim.jenis != "selisih":
            continue
        gap = claim.angka["beda"]
        values = [
            v
            for _, _, v in find_numbers(claim.teks)
            if v.teks != gap.teks and not is_year(v) and v.satuan != "rupiah"
        ]
        pairs = [
            (a, b)
            for i, a in enumerate(values)
            for b in values[i + 1 :]
            if (a.satuan in _BIASA) == (b.satuan in _BIASA)
        ]
        if not pairs or any(
            gap.memuat(abs(a.nilai - b.nilai) - (a.ulp + b.ulp) / 2, abs(a.nilai - b.nilai) + (a.ulp + b.ulp) / 2)
            for a, b in pairs
        ):
            continue
        a, b = pairs[0]
        right = abs(a.nilai - b.nilai)
        yield Temuan(
            "TARGET-SELISIH", Derajat.PASTI if len(pairs) == 1 else Derajat.MUNGKIN,
            f"Kalimat menyebut selisih {gap.teks}, padahal {a.teks} dan {b.teks} berselisih {tulis(right, max(a.desimal, b.desimal))}.",  # noqa: E501
            (replace(claim.tempat, uraian=f"kalimat “{potong(claim.teks, 70)}”"),), gap.teks, tulis(right, max(a.desimal, b.desimal)),  # noqa: E501
            paham.nama(claim.indikator), (claim.urut, gap.nilai),
        )  # fmt: skip


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
    place = replace(claim.tempat, uraian=f"kalimat “{potong(claim.teks, 70)}”")
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
    unit = "poin" if stated[0].satuan in _BIASA else stated[0].satuan
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
        if target is None or real is None or not _comparable(target, real):
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
        (replace(claim.tempat, uraian=f"kalimat “{potong(claim.teks, 70)}”"), target.tempat, real.tempat), said, state, name,  # noqa: E501
        (claim.indikator, year, said),
    )  # fmt: skip
