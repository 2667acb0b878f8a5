"""The audit: all rules over one understood report, one finding per slip, and a scorecard."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from extract.laporan_baca import read_report
from extract.laporan_model import DokLaporan, Tempat
from extract.laporan_paham import understand
from extract.laporan_pemahaman import Pemahaman
from transform import (  # noqa: F401  (rules register themselves)
    periksa_analisis,
    periksa_anggaran,
    periksa_baris,
    periksa_bentuk,
    periksa_bobot,
    periksa_bulat,
    periksa_capaian,
    periksa_hitung,
    periksa_ikpa,
    periksa_isian,
    periksa_jumlah,
    periksa_kalimat,
    periksa_nama,
    periksa_naskah,
    periksa_pegawai,
    periksa_pk,
    periksa_renstra,
    periksa_rumus,
    periksa_sama,
    periksa_selisih,
    periksa_simpul,
    periksa_smart,
    periksa_tren,
)
from transform.periksa_analisis import BarisRapor, scorecard
from transform.periksa_dasar import ATURAN, KODE, Derajat, Temuan

URUTAN = {Derajat.PASTI: 0, Derajat.MUNGKIN: 1, Derajat.INFO: 2}


class HasilPeriksa(Struct):
    """The result for one report."""

    berkas: str
    path: Path
    jenis: str
    halaman: int
    tahun: int | None
    satker: str
    temuan: list[Temuan]
    paham: Pemahaman
    rapor: list[BarisRapor] = field(default_factory=list)

    def jumlah(self, derajat: Derajat) -> int:
        return sum(1 for t in self.temuan if t.derajat == derajat)


def check_file(path: Path, rekap: Path | None = None) -> HasilPeriksa:
    """Return the audit of one file, with the satker's recaps in a folder beside it where given."""
    return check_report(read_report(path), rekap)


def check_report(document: DokLaporan, rekap: Path | None = None) -> HasilPeriksa:
    """Return the audit of a report: findings grouped, `pasti` first, in reading order."""
    paham = understand(document)
    found: list[Temuan] = []
    if rekap is not None:
        from transform.periksa_rekap import check_against_recaps

        found.extend(check_against_recaps(paham, rekap))
    for rule in ATURAN:
        found.extend(rule.periksa(paham))
    if document.ocr:
        found = [replace(t, derajat=Derajat.MUNGKIN) if t.derajat == Derajat.PASTI else t for t in found]
    found = [replace(t, derajat=Derajat.MUNGKIN) if _unsure(t, document) else t for t in found]
    findings = group(drop_echoes(found))
    structure = paham.struktur
    satker = " ".join(x for x in (structure.satker, structure.kelas.upper(), structure.tempat_satker) if x)
    return HasilPeriksa(
        document.berkas,
        document.path,
        document.jenis,
        len(document.ukuran),
        structure.tahun,
        satker,
        findings,
        paham,
        scorecard(paham),
    )


LINTAS = (
    "SAMA-",
    "PK-",
    "IND-",
    "KAL-",
    "TREN-",
    "RENSTRA-",
    "TARGET-",
    "SIMPUL-",
    "RUMUS-MASUK",
    "TAB-BARIS",
    "HIT-",
)


def _unsure(finding: Temuan, document: DokLaporan) -> bool:
    """Whether it compares places of a report whose tables have no rules at all: rows there are guessed."""
    if finding.derajat is not Derajat.PASTI or not finding.kode.startswith(LINTAS):
        return False
    tables = [t.metode for t in document.tabel()]
    return tables.count("polos") * 2 > len(tables)


GEMA = {
    "TREN-KATA",
    "TREN-BEDA",
    "TREN-POIN",
    "KAL-POIN",
    "TARGET-SELISIH",
    "RENSTRA-KLAIM",
    "TARGET-KLAIM",
    "KAL-ANGKA",
}
PENYEBAB = {
    "KAL-ARAH",
    "KAL-SELISIH",
    "KAL-TARGET",
    "IND-TERTUKAR",
    "SAMA-TARGET",
    "SAMA-REALISASI",
    "SAMA-CAPAIAN",
}


def drop_echoes(findings: list[Temuan]) -> list[Temuan]:
    """Return the findings without those that repeat, for the same sentence, a slip another rule proves."""
    proven = {
        (p.hlm, p.kotak, p.uraian)
        for t in findings
        if t.kode in PENYEBAB
        for p in t.tempat
        if p.uraian.startswith("kalimat")
    }
    proven_short = {(h, k, u[:60]) for h, k, u in proven}
    return [
        t for t in findings
        if t.kode not in GEMA or not t.tempat or (t.tempat[0].hlm, t.tempat[0].kotak, t.tempat[0].uraian[:60]) not in proven_short  # noqa: E501
    ]  # fmt: skip


def group(findings: list[Temuan]) -> list[Temuan]:
    """Return one finding per slip, with all its places, ordered by level and place."""
    merged: dict[tuple[object, ...], Temuan] = {}
    for finding in findings:
        key = (finding.kode, *(finding.kunci or (finding.pesan,)))
        known = merged.get(key)
        if known is None:
            merged[key] = finding
            continue
        level = min(known.derajat, finding.derajat, key=lambda d: URUTAN[d])
        merged[key] = replace(known, derajat=level, tempat=_unique((*known.tempat, *finding.tempat)))
    out = [replace(t, tempat=_unique(t.tempat)) for t in merged.values()]
    return sorted(out, key=lambda t: (URUTAN[t.derajat], _first(t), t.kode))


def _unique(places: tuple[Tempat, ...]) -> tuple[Tempat, ...]:
    return tuple(dict.fromkeys(places))


def _first(finding: Temuan) -> tuple[int, float]:
    if not finding.tempat:
        return (10**6, 0.0)
    place = finding.tempat[0]
    return (place.hlm, place.kotak[1] if place.kotak else 0.0)


def titles() -> dict[str, tuple[str, str]]:
    """Return kind and title of every code."""
    return dict(KODE)
