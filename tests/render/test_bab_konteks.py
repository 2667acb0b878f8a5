"""Chapter contexts: only plain data, every number traced, tasks for what is missing, seven analyses."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from render import marks
from render.objek import ChartSpec, EquationSpec, Konteks, Suku, Teks
from tests.render.contoh import SAMPEL, contexts, read_sample, texts, unmarked
from tests.transform.fakta import Terbaca, bapas
from tests.transform.test_klaim_properti import BELANJA, CONTOH, Contoh, write
from transform.aturan import load_hitung
from transform.build import build_laporan
from transform.laporan import Laporan, Narasi, Periode

# places that hold no figures: names, dates, numbers of rows and of laws, texts of law
NOT_FIGURES = re.compile(
    r"^(teks|satker|kepala|tempat_tanggal|tanggal_akhir|bulan_akhir|periode|periode_kalimat|tahun\w*|tugas)\b"
    r"|\.(no|kode|tahun|judul|sebutan|nama|sasaran|indikator|kolom|uraian|label|ref|unit|jenis|tingkat|target_kinerja)(\[|$)"
    r"|^surat\.|^target_kinerja\.tabel\[\d+\]\.baris\[\d+\]\.target$"
)
ALLOWED = re.compile(
    r"\b(?:19|20)\d\d\b"  # years
    r"|\b(?:IKU|IKP|IKK|IK) \d+\.\d+"  # codes of indicators
    r"|\b(?=\w*[A-Za-z])\w*\d\w*\b"  # codes: B12, 3AS
    r"|\b\d{1,2} (?:Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember)\b"
)


@pytest.fixture(scope="module", params=sorted(SAMPEL))
def satker(request: pytest.FixtureRequest) -> tuple[Laporan, dict[str, Konteks]]:
    laporan = read_sample(request.param)
    return laporan, contexts(laporan)


def test_every_number_is_a_printed_figure(satker: tuple[Laporan, dict[str, Konteks]]) -> None:
    laporan, chapters = satker
    names = {item.nama for item in laporan.indikator} | {item.sasaran for item in laporan.indikator}
    for bab, konteks in chapters.items():
        for path, text in texts(konteks.data):
            if NOT_FIGURES.search(path):
                continue
            bare = unmarked(text)
            for name in names:
                bare = bare.replace(name, "")
            assert not re.search(r"\d", ALLOWED.sub("", bare)), f"{bab} {path}: {marks.plain(text)}"


def test_entries_are_what_was_printed_and_have_a_chain(satker: tuple[Laporan, dict[str, Konteks]]) -> None:
    laporan, chapters = satker
    for konteks in chapters.values():
        ids = [entry.id for entry in konteks.entries]
        assert len(ids) == len(set(ids))
        assert all(
            len(i) <= 64 and i.startswith(e.figure_id + "@" + konteks.bab)
            for i, e in zip(ids, konteks.entries, strict=True)
        )
        printed = "".join(text for _, text in texts(konteks.data))
        objects = repr([o for o in konteks.objek.values()])
        for entry in konteks.entries:
            figure = laporan.ledger[entry.figure_id]
            assert figure.source is not None or figure.formula
            assert f"{entry.id}{marks.FIGURE_MID}{entry.text}" in printed or entry.id in objects


def test_contexts_hold_plain_data_only(satker: tuple[Laporan, dict[str, Konteks]]) -> None:
    for konteks in satker[1].values():
        assert all(isinstance(text, str) for _, text in texts(konteks.data))
        assert all(isinstance(o, (ChartSpec, EquationSpec)) and o.alt for o in konteks.objek.values())


def test_labels_are_unique_in_a_report(satker: tuple[Laporan, dict[str, Konteks]]) -> None:
    found = [
        name
        for konteks in satker[1].values()
        for _, text in texts(konteks.data)
        for name in re.findall(f"{marks.LABEL_OPEN}([^{marks.LABEL_CLOSE}]*)", text)
    ]
    assert len(found) == len(set(found))
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in found)


def test_every_indicator_has_the_seven_analyses(satker: tuple[Laporan, dict[str, Konteks]]) -> None:
    laporan, chapters = satker
    groups: Any = chapters["3"].data["kelompok"]
    items = [item for group in groups for goal in group["sasaran"] for item in goal["indikator"]]
    assert len(items) == len(laporan.indikator)
    for item in items:
        assert item["analisis1"]["kalimat"] and item["analisis2"]["kalimat"], item["nama"]
        assert item["analisis3"]["kalimat"] and item["analisis4"]["paragraf"], item["nama"]
        assert item["analisis5"]["penyebab"] and item["analisis5"]["tindak_lanjut"], item["nama"]
        assert item["analisis6"]["kalimat"] and item["analisis7"]["paragraf"], item["nama"]


def test_measured_indicators_show_their_formula_with_its_numbers(
    satker: tuple[Laporan, dict[str, Konteks]],
) -> None:
    laporan, chapters = satker
    formulas = [o for name, o in chapters["3"].objek.items() if name.startswith("capaian-")]
    measured = [i for i in laporan.indikator if i.capaian.number is not None and i.arah is not None]
    shown = {tuple(sorted(_figures(o))) for o in formulas if isinstance(o, EquationSpec)}
    assert len(formulas) == len(measured)
    assert shown == {tuple(sorted({i.target.id, i.realisasi.id, i.capaian.id})) for i in measured}


def _figures(spec: EquationSpec) -> set[str]:
    def inside(part: Suku) -> str:
        return part.text if isinstance(part, Teks) else "".join(inside(p) for p in (*part.atas, *part.bawah))

    text = "".join(inside(part) for row in spec.baris for part in row)
    return {found.split("@")[0] for found in re.findall(f"{marks.FIGURE_OPEN}([^{marks.FIGURE_MID}]*)", text)}


def test_empty_forms_become_visible_tasks_and_nothing_is_invented() -> None:
    laporan = build_laporan(bapas().bacaan(), Periode(2023), load_hitung(), satker_id="uji")
    chapters = contexts(laporan)
    codes = {task.kode for task in chapters["3"].tugas}
    for item in laporan.indikator:
        assert {
            f"indikator.{item.kunci.teks}.{part}" for part in ("penyebab", "tindak_lanjut", "program_penunjang")
        } <= codes
    shown = [text for _, text in texts(chapters["3"].data) if marks.TASK_OPEN in text]
    assert shown and all("[PERLU DIISI: " in text for text in shown)
    assert "isu_strategis" in {task.kode for task in chapters["1"].tugas}


def test_a_persons_text_stays_as_written_and_its_numbers_point_to_the_form() -> None:
    laporan = read_sample("bapas-polewali")
    words = "Baris satu dengan 12 kasus.\nBaris dua R&D < 5%."
    figure = replace(next(iter(laporan.ledger)), id="isian_teks.saran", value=words)
    laporan.ledger.add(figure)
    changed = replace(laporan, narasi=Narasi({"saran": words}, {}, {"saran": figure}))
    konteks = contexts(changed)["4"]
    assert [marks.plain(str(t)) for t in konteks.data["saran"]] == words.split("\n")
    quoted = {e.text for e in konteks.entries if laporan.ledger[e.figure_id].inputs == ("isian_teks.saran",)}
    assert quoted == {"12", "5%"}


def test_same_report_gives_the_same_context(satker: tuple[Laporan, dict[str, Konteks]]) -> None:
    laporan, chapters = satker
    assert contexts(laporan) == chapters


def test_one_changed_digit_changes_what_depends_on_it_and_nothing_else() -> None:
    before, after = (_report(value) for value in (Decimal("67.42"), Decimal("67.52")))
    changed = {
        (bab, path)
        for bab, konteks in before.items()
        for (path, old), (_, new) in zip(texts(konteks.data), texts(after[bab].data), strict=True)
        if old != new
    }
    own = re.compile(
        r"kelompok\[0\]\.(baris\[0\]\.(realisasi|capaian|capaian_dibatasi)$"  # its row of the summary tables
        r"|sasaran\[0\]\.(kalimat|indikator\[0\]\.analisis[1236]\.))"  # its analyses, its sasaran's mean
        r"|^(ikhtisar_kinerja|ikhtisar_anggaran|kalimat_ringkasan|kalimat_efisiensi|kesimpulan_\w+)\["
    )
    assert all(own.search(path) for _, path in changed), sorted(changed)
    assert {bab for bab, _ in changed} == {"d", "3", "4"}
    drawn = {name for name, o in before["3"].objek.items() if o != after["3"].objek[name]}
    assert drawn == {
        "bagan-capaian-kegiatan", "bagan-tren-kegiatan-1-1", "capaian-kegiatan-1-1",
    }  # fmt: skip


def _report(realisasi: Decimal) -> dict[str, Konteks]:
    """Return the contexts of Bapas with this realisasi for its first indicator."""
    facts = tuple(
        replace(fact, nilai=realisasi, teks_asli=str(realisasi))
        if (fact.tabel, fact.kolom, fact.nilai) == ("capaian", "realisasi", Decimal("67.42"))
        else fact
        for fact in bapas().bacaan().facts
    )
    return contexts(build_laporan(Terbaca(facts), Periode(2023), load_hitung(), satker_id="uji"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(CONTOH, min_size=1, max_size=4), BELANJA)
def test_generated_reports_compose_and_trace_every_number(
    examples: list[Contoh], money: tuple[tuple[int, int], ...]
) -> None:
    laporan = write(examples, money)
    for bab, konteks in contexts(laporan).items():
        for path, text in texts(konteks.data):
            if not NOT_FIGURES.search(path):
                assert not re.search(r"\d", ALLOWED.sub("", unmarked(text))), f"{bab} {path}: {marks.plain(text)}"
        assert all(entry.figure_id in laporan.ledger for entry in konteks.entries)
