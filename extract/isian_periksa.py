"""Checks the forms against the recaps they belong to: same year, same satker, same indicator, told once."""

from __future__ import annotations

from collections.abc import Sequence

from extract.bacaan import FileReport
from extract.figure import Fact
from extract.finding import Finding, Tingkat
from extract.headings import ratio
from extract.isian_kepala import normalize
from extract.rekap_isian import TABEL_NARASI, TABEL_TEKS

SAME_NAME = 75.0  # likeness from which a form's indicator may be the recap's, spelt otherwise
Kunci = tuple[str, ...]


def settle_forms(
    reports: Sequence[FileReport], forms: Sequence[Fact], facts: Sequence[Fact], tahun: int
) -> tuple[list[Fact], list[Finding]]:
    """Return the answers that may be used, and what is wrong with the rest.

    Not used: answers under a number that is another indicator's in the recap, and second answers to the
    same question in another file.
    """
    findings = [*_check_year(reports, tahun), *_check_satker(reports, facts)]
    kept, renamed = _drop_renamed(forms, facts)
    kept, doubles = _drop_doubles(kept)
    return kept, [*findings, *renamed, *doubles]


def _is_form(report: FileReport) -> bool:
    return TABEL_NARASI in report.jenis or TABEL_TEKS in report.jenis


def _check_year(reports: Sequence[FileReport], tahun: int) -> list[Finding]:
    return [
        Finding(
            "ISIAN-TAHUN",
            Tingkat.GALAT,
            f"{report.file}: formulir isian tahun {report.tahun}, laporan tahun {tahun}. Perbarui isinya dan "
            f"ganti tahunnya menjadi {tahun}, atau keluarkan berkas itu dari folder.",
            (report.file,),
            str(report.tahun),
            str(tahun),
        )
        for report in reports
        if _is_form(report) and report.tahun is not None and report.tahun != tahun
    ]


def _check_satker(reports: Sequence[FileReport], facts: Sequence[Fact]) -> list[Finding]:
    from extract.rekap_periksa import same_satker

    name = next((str(f.nilai) for f in facts if f.tabel == "profil" and f.kolom == "nama" and f.nilai), "")
    return [
        Finding(
            "ISIAN-SATKER",
            Tingkat.GALAT,
            f"{report.file}: formulir isian milik '{report.satker}', profil menyebut '{name}'. Keluarkan berkas "
            "itu dari folder, atau betulkan nama satker pada formulir.",
            (report.file,),
            report.satker,
            name,
        )
        for report in reports
        if _is_form(report)
        and report.satker
        and name
        and " " in report.satker
        and not same_satker(name, report.satker)
    ]


def _key(fact: Fact) -> Kunci:
    names = ("divisi", "tingkat", "sasaran_no", "indikator_no", "kode")
    return (fact.tabel, *(normalize(str(fact.key(name) or "")) for name in names))


def _drop_renamed(forms: Sequence[Fact], facts: Sequence[Fact]) -> tuple[list[Fact], list[Finding]]:
    known = {_key(f)[1:]: f for f in facts if f.tabel == "capaian" and f.kolom == "indikator" and f.nilai}
    wrong: set[tuple[str, Kunci]] = set()
    findings = []
    answered = {(f.source.file, _key(f)) for f in forms if f.kolom != "indikator"}
    for fact in forms:
        other = known.get(_key(fact)[1:])
        place = (fact.source.file, _key(fact))
        if fact.tabel != TABEL_NARASI or fact.kolom != "indikator" or other is None or place not in answered:
            continue
        if ratio(normalize(str(fact.nilai)), normalize(str(other.nilai))) < SAME_NAME:
            wrong.add(place)
            findings.append(_renamed(fact, other))
    return [f for f in forms if (f.source.file, _key(f)) not in wrong], findings


def _renamed(fact: Fact, other: Fact) -> Finding:
    return Finding(
        "ISIAN-NAMA",
        Tingkat.GALAT,
        f"{fact.source.file}: baris '{fact.nilai}' ({fact.source.locator}) bernomor sama dengan indikator lain di "
        f"rekap, '{other.nilai}' ({other.source.file}: {other.source.locator}). Isiannya tidak dipakai. Jalankan "
        "'lkjip baru' untuk formulir dengan nomor yang benar; jawaban lama ikut dipindahkan.",
        (f"{fact.source.file}: {fact.source.locator}", f"{other.source.file}: {other.source.locator}"),
        str(fact.nilai),
        str(other.nilai),
    )


def _drop_doubles(forms: Sequence[Fact]) -> tuple[list[Fact], list[Finding]]:
    first: dict[tuple[Kunci, str], Fact] = {}
    kept, findings = [], []
    for fact in forms:
        before = first.setdefault((_key(fact), fact.kolom), fact)
        if before is fact:
            kept.append(fact)
        elif before.nilai != fact.nilai and fact.kolom != "indikator":
            places = tuple(f"{f.source.file}: {f.source.locator}" for f in (before, fact))
            pesan = (
                f"{fact.source.file}: sel {fact.source.locator} menjawab hal yang sudah dijawab lain di "
                f"{before.source.file} ({before.source.locator}); yang dipakai {before.source.file}. Sisakan satu."
            )
            findings.append(Finding("ISIAN-GANDA", Tingkat.GALAT, pesan, places))
    return kept, findings
