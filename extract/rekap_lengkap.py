"""What a folder's recaps leave open together: years between, rows nobody uses, staff counts that differ."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from extract.figure import Fact
from extract.finding import Finding, Tingkat
from extract.headings import normal
from extract.rekap_tabel import is_total

_SEMUA = re.compile(
    r"^(?:seluruh|semua|jumlah|total|banyaknya)(?: (?:seluruh|semua))? (?:pegawai|asn|personil|sdm)\b"
)
_UTUH = re.compile(r"\b(?:jenis kelamin|gender|golongan|pangkat|pendidikan|agama|usia)\b")  # everyone has one


def check_years(facts: list[Fact], folder: Path, tahun: int) -> list[Finding]:
    """Name the years that are missing between those a folder holds, and a Renstra that ends before the report."""
    found: list[Finding] = []
    for tabel, nama in (("capaian_lalu", "capaian kinerja"), ("belanja_lalu", "realisasi belanja")):
        years = {int(str(y)) for f in facts if f.tabel == tabel and (y := f.key("tahun")) is not None}
        gaps = [y for y in range(min(years, default=tahun), tahun) if y not in years]
        if gaps:
            found.append(_missing(folder, f"{nama} tahun {_list(gaps)}",
                                  f"padahal ada tahun {_list(sorted(years))}"))  # fmt: skip
    years = {int(str(y)) for f in facts if f.tabel == "renstra" and (y := f.key("tahun")) is not None}
    if years and tahun not in years:
        found.append(_missing(folder, f"target Renstra tahun {tahun}",
                              f"Renstra yang ada memuat tahun {_list(sorted(years))}"))  # fmt: skip
    return found


def _missing(folder: Path, what: str, why: str) -> Finding:
    return Finding("SUMBER-TAHUN", Tingkat.PERINGATAN,
                   f"Tidak ada {what} di folder {folder.name}, {why}. Tambahkan lembar atau berkasnya, lalu "
                   "jalankan lagi.", (folder.name,))  # fmt: skip


def _list(years: list[int]) -> str:
    return ", ".join(map(str, years))


def take_out_last_year(facts: list[Fact], taken: list[Fact]) -> tuple[list[Fact], list[Finding]]:
    """Take out the table over satker of an earlier year, of which a report uses its own satker's row; say so."""
    old = [f for f in facts if f.tabel == "satker_belanja_lalu"]
    rest = [f for f in facts if f.tabel != "satker_belanja_lalu"]
    used = {f.source.locator for f in taken if f.tabel == "belanja_lalu"}
    findings = []
    for file in dict.fromkeys(f.source.file for f in old):
        own = [f for f in old if f.source.file == file]
        rows = len({f.key("kode_satker") for f in own})
        places = tuple(dict.fromkeys(f"{file}: {f.source.locator}" for f in own))[:2]
        if any(f.source.locator in used for f in own):
            if rows > 1:
                findings.append(Finding("SATKER-TAHUN-LALU", Tingkat.INFO,
                    f"{file}: realisasi belanja per satker tahun lalu: dipakai baris satker ini saja, {rows - 1} "
                    "baris lain tidak dipakai.", places))  # fmt: skip
            continue
        findings.append(Finding("SATKER-TAHUN-LALU", Tingkat.PERINGATAN,
            f"{file}: realisasi belanja per satker tahun lalu ({rows} baris) tidak dipakai, karena baris satker "
            "ini tidak ditemukan di dalamnya atau realisasi tahun lalu sudah ada dari rekap lain. Bila diperlukan, "
            "tambahkan rekap per jenis belanja tahun lalu.", places))  # fmt: skip
    return rest, findings


def check_staff(facts: list[Fact]) -> list[Finding]:
    """Compare the number of staff that the groupings of the staff recap come to."""
    counts: dict[str, tuple[Decimal, Fact]] = {}
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.tabel == "pegawai":
            groups.setdefault(str(fact.key("kelompok")), []).append(fact)
    for name, own in groups.items():
        whole = _whole(name, own)
        if whole is not None:
            counts[name] = whole
    if len({n for n, _ in counts.values()}) < 2:
        return []
    said = ", ".join(f"{name} {n}" for name, (n, _) in counts.items())
    places = tuple(f"{f.source.file}: {f.source.locator}" for _, f in counts.values())
    close = any(a != b and min(a, b) * 5 >= max(a, b) * 4 for a, _ in counts.values() for b, _ in counts.values())
    level, why = (
        (Tingkat.PERINGATAN, "periksa tabel yang tidak lengkap")
        if close
        else (Tingkat.INFO, "tampaknya cakupannya berbeda (seluruh wilayah dan kantor sendiri)")
    )
    return [Finding("PEGAWAI-BEDA", level,
                    f"Jumlah pegawai berbeda menurut pengelompokannya: {said}. Angka dibaca apa adanya; {why}.",
                    places)]  # fmt: skip


def _whole(name: str, facts: list[Fact]) -> tuple[Decimal, Fact] | None:
    """Return the number of all staff a grouping gives: its printed total, else the sum of groups all belong to."""
    rows: dict[str, dict[str, Fact]] = {}
    for fact in facts:
        rows.setdefault(str(fact.key("label")), {})[fact.kolom] = fact
    whole = {
        label: row for label, row in rows.items() if is_total(label, persis=True) or _SEMUA.match(normal(label))
    }
    if len(whole) > 1 or (not whole and not _UTUH.search(normal(name))):
        return None
    counted = [n for row in (whole or rows).values() if (n := _count(row)) is not None]
    return (sum((n for n, _ in counted), Decimal(0)), counted[0][1]) if counted else None


def _count(row: dict[str, Fact]) -> tuple[Decimal, Fact] | None:
    both = row.get("jumlah")
    if both is not None and isinstance(both.nilai, Decimal):
        return both.nilai, both
    parts = [f for k in ("laki", "perempuan") if (f := row.get(k)) is not None]
    values = [f.nilai for f in parts if isinstance(f.nilai, Decimal)]
    return (sum(values, Decimal(0)), parts[0]) if values else None
