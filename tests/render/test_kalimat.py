"""Sentences: every claim has one, each is well formed, and its verb agrees with its figures."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import force_setattr

from extract.finding import LkjipError
from render import marks
from render.format_id import Printer
from render.gaya import Gaya
from render.kalimat import load_kalimat, say
from tests.render.contoh import contexts, unmarked
from tests.transform.fakta import bapas, lpka
from tests.transform.test_klaim_properti import BELANJA, CONTOH, Contoh, write
from transform.aritmetika import round_half_up
from transform.aturan import load_hitung
from transform.build import build_laporan
from transform.klaim import Klaim
from transform.klaim_jenis import JENIS_KLAIM
from transform.laporan import Laporan, Periode

DOUBLED = re.compile(r"\b(\w+) \1\b", re.I)
REDUPLICATED = {"satu satu"}
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
CODE = re.compile(r"\b(?:IKU|IKP|IKK|IK) \d+\.\d+\b")


def all_claims(laporan: Laporan) -> Iterator[Klaim]:
    yield from laporan.klaim
    for item in laporan.indikator:
        yield from item.klaim


def speak(laporan: Laporan) -> Iterator[tuple[Klaim, str, str]]:
    """Yield each claim with its marked sentence and the sentence as a reader sees it."""
    printer = Printer(laporan.ledger, "3", Gaya())
    for claim in all_claims(laporan):
        marked = say(claim, printer, "tahun 2023")
        yield claim, marked, marks.plain(marked)


def assert_well_formed(marked: str, plain: str, names: str) -> None:
    assert plain.endswith("."), plain
    assert plain[0] == plain[0].upper(), plain
    assert "  " not in plain and " ." not in plain and " ," not in plain, plain
    assert "None" not in plain and "{" not in plain, plain
    assert plain.count("“") == plain.count("”"), plain
    assert plain.count("(") == plain.count(")"), plain
    found = {m[0].lower() for m in DOUBLED.finditer(plain) if m[0].lower() not in names.lower()} - REDUPLICATED
    assert not found, plain
    bare = CODE.sub("", YEAR.sub("", unmarked(marked)))
    for word in names.split():
        bare = bare.replace(word, "")
    assert not re.search(r"\d", re.sub(r"\b\d{1,2} \w+ (?= |$|\)|,)", "", bare)), bare


@pytest.fixture(scope="module", params=[bapas, lpka], ids=["bapas", "lpka"])
def sample(request: pytest.FixtureRequest) -> Laporan:
    return build_laporan(request.param().bacaan(), Periode(2023), load_hitung(), satker_id="uji")


def test_every_kind_of_claim_has_a_sentence_and_none_is_left_over() -> None:
    assert set(load_kalimat()) == set(JENIS_KLAIM)


def test_unknown_kind_is_an_error(sample: Laporan) -> None:
    claim = next(all_claims(sample))
    stranger = copy.copy(claim)
    force_setattr(stranger, "jenis", "capaian.luar_biasa")
    with pytest.raises(LkjipError, match="luar_biasa"):
        say(stranger, Printer(sample.ledger, "3", Gaya()), "tahun 2023")


def test_sentences_are_well_formed(sample: Laporan) -> None:
    spoken = list(speak(sample))
    assert len(spoken) > 60
    for claim, marked, plain in spoken:
        assert_well_formed(marked, plain, " ".join(claim.kata.values()))


def test_the_same_report_speaks_the_same_words(sample: Laporan) -> None:
    assert [text for *_, text in speak(sample)] == [text for *_, text in speak(sample)]


def test_direction_turun_is_explained_and_points_are_not_percent() -> None:
    laporan = build_laporan(bapas().bacaan(), Periode(2023), load_hitung(), satker_id="uji")
    said = {(k.subjek, k.jenis): plain for k, _, plain in speak(laporan)}
    lower = said["kegiatan.1.2", "capaian.di_atas_target"]
    assert "lebih rendah berarti lebih baik" in lower and "46,93 poin persen" in lower and "185,33%" in lower
    moved = said["kegiatan.1.1", "tren.capaian_turun"]
    assert "27,35 poin persen" in moved and "secara relatif turun 19,57%" in moved
    kept = said["kegiatan.2.1", "capaian.tepat_target"]
    assert "1 Layanan" in kept and "poin" not in kept


def test_not_measurable_says_why() -> None:
    laporan = build_laporan(lpka().bacaan(), Periode(2023), load_hitung(), satker_id="uji")
    said = {(k.subjek, k.jenis): plain for k, _, plain in speak(laporan)}
    missing = next(text for (_, kind), text in said.items() if kind == "capaian.tidak_terukur")
    assert "N/A" in missing and "tidak ada populasi" in missing and "rata-rata" in missing


VERBS = {
    "naik": ({"naik", "meningkat", "tinggi"}, {"turun", "menurun"}),
    "turun": ({"turun", "menurun", "rendah"}, {"naik", "meningkat"}),
}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(CONTOH, min_size=1, max_size=4), BELANJA)
def test_generated_sentences_agree_with_their_figures(
    examples: list[Contoh], money: tuple[tuple[int, int], ...]
) -> None:
    for claim, marked, plain in speak(write(examples, money)):
        assert_well_formed(marked, plain, " ".join(claim.kata.values()))
        first = set(re.findall(r"[a-z]+", plain.split(". ")[0].lower()))
        if {"lalu", "kini", "selisih"} <= set(claim.angka):
            before, now = claim.angka["lalu"].number, claim.angka["kini"].number
            assert before is not None and now is not None
            if round_half_up(now) != round_half_up(before):  # as they print
                right, wrong = VERBS["naik" if now > before else "turun"]
                assert first & right and not first & wrong, plain
        if "persen" in claim.angka and re.fullmatch(r"tren\.(realisasi|capaian)_(naik|turun)", claim.jenis):
            assert "secara relatif" in plain, plain
        for figure in claim.angka.values():
            if figure.unit == "poin" and "selisih" in claim.angka and claim.angka["selisih"] is figure:
                shown = re.search(r"(\d[\d.,]*) poin persen", plain)
                assert shown or figure.number == 0, plain


def test_sources_of_one_day_are_named_in_one_sentence() -> None:
    laporan = build_laporan(bapas().bacaan(), Periode(2023, 1), load_hitung(), satker_id="uji")
    said = [marks.plain(str(text)) for text in contexts(laporan)["d"].data["kalimat_sumber"]]
    assert said == [
        "Sumber realisasi belanja (OMSPAN) dan FA detail (OMSPAN) menyajikan keadaan per 31 Desember 2023, sesudah "
        "akhir periode laporan (30 Juni 2023)."
    ]
