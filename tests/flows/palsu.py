"""A made-up line for the flow tests: reads text files, computes a sum, writes files with these values."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from extract.bacaan import Bacaan, FileReport
from extract.figure import Fact, SourceRef
from extract.finding import Finding, Tingkat
from flows.kunci import file_sha256
from flows.langkah import Langkah
from flows.pekerjaan import Pekerjaan


@dataclass
class HasilPalsu:
    tugas: tuple[str, ...] = ()
    angka: tuple[dict[str, Any], ...] = ()
    temuan: tuple[Finding, ...] = ()


@dataclass
class LaporanPalsu:
    jumlah: Decimal
    temuan: tuple[Finding, ...] = field(default=())


def baca(kerja: Pekerjaan) -> Bacaan:
    files, facts = [], []
    for path in sorted(p for p in kerja.masukan.iterdir() if p.is_file()):
        source = SourceRef(path.name, file_sha256(path), "baris 1")
        files.append(FileReport(path.name, source.sha256, ("capaian",)))
        text = path.read_text(encoding="utf-8").strip()
        facts.append(Fact("capaian", (("no", path.name),), "nilai", Decimal(text), "", text, source))
    return Bacaan(kerja.masukan, kerja.masa.tahun, kerja.satker, tuple(files), tuple(facts))


def hitung(kerja: Pekerjaan, bacaan: Bacaan) -> LaporanPalsu:
    total = sum((f.nilai for f in bacaan.facts if isinstance(f.nilai, Decimal)), Decimal(0))
    bad = (Finding("CONTOH", Tingkat.GALAT, "jumlah negatif"),) if total < 0 else ()
    return LaporanPalsu(total, bad)


def tulis(kerja: Pekerjaan, bacaan: Bacaan, laporan: LaporanPalsu, folder: Path) -> HasilPalsu:
    (folder / "bab").mkdir()
    (folder / "bab" / "bab1.docx").write_text(f"bab {laporan.jumlah}", encoding="utf-8")
    (folder / f"LKjIP_{kerja.satker}_{kerja.masa.tahun}.docx").write_text(f"{laporan.jumlah}", encoding="utf-8")
    return HasilPalsu(tugas=("[PERLU DIISI: contoh]",), angka=tuple(_angka(f) for f in bacaan.facts))


def _angka(fact: Fact) -> dict[str, Any]:
    source = fact.source
    place = {"berkas": source.file, "sha256": source.sha256, "lokasi": source.locator}
    return {"id": f"{fact.id}@3", "tercetak": fact.teks_asli, "masukan": [], "sumber": place}


def simpan(
    kerja: Pekerjaan, bacaan: Bacaan, laporan: LaporanPalsu, hasil: HasilPalsu, folder: Path
) -> list[Finding]:
    (folder / "angka.json").write_text(json.dumps(hasil.angka), encoding="utf-8")
    return list(laporan.temuan)


LANGKAH: Any = Langkah(baca=baca, hitung=hitung, tulis=tulis, simpan=simpan)  # type: ignore[arg-type]


def make_input(root: Path, satker: str = "satker-a", **values: str) -> Path:
    """Write `input/2023/<satker>/<name>.txt` files with these values and return the folder."""
    folder = root / "input" / "2023" / satker
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in (values or {"a": "1", "b": "2"}).items():
        (folder / f"{name}.txt").write_text(value, encoding="utf-8")
    return folder


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return relative name -> bytes of every file below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
