"""`lkjip periksa`: audits finished reports, prints what a person needs, writes pages, lists and JSON."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from extract.finding import LkjipError
from render.periksa_output import write, write_json
from transform.periksa import HasilPeriksa, check_file
from transform.periksa_dasar import Derajat

SELESAI, GALAT, TIDAK_TERBACA = 0, 1, 2


def run(
    paths: Sequence[Path],
    json_path: Path | None = None,
    out_dir: Path | None = None,
    rekap_dir: Path | None = None,
    out: TextIO | None = None,
) -> int:
    """Audit each report and return the exit code: 0 nothing provable, 1 `pasti` findings, 2 a file was unreadable."""  # noqa: E501
    out = out or sys.stdout
    results: list[HasilPeriksa] = []
    unreadable = 0
    used: set[str] = set()
    for path in paths:
        try:
            result = check_file(Path(path), rekap_dir)
        except LkjipError as error:
            unreadable += 1
            print(f"{path}: {error}", file=sys.stderr)
            continue
        results.append(result)
        _show(result, out)
        if out_dir is not None:
            folder = out_dir if len(paths) == 1 else out_dir / _folder(Path(path), used)
            written = write(result, folder)
            print(f"  Halaman pemeriksaan: {written[0]}", file=out)
    if json_path is not None:
        write_json(results, json_path)
    if unreadable:
        return TIDAK_TERBACA
    return GALAT if any(r.jumlah(Derajat.PASTI) for r in results) else SELESAI


def _folder(path: Path, used: set[str]) -> str:
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", path.stem).strip("-.") or "laporan"
    chosen, n = name, 1
    while chosen.lower() in used:
        n += 1
        chosen = f"{name}-{n}"
    used.add(chosen.lower())
    return chosen


def _show(result: HasilPeriksa, out: TextIO) -> None:
    year = f"tahun {result.tahun}" if result.tahun else "tahun tidak dikenali"
    size = f"{result.halaman} halaman, " if result.halaman else ""
    print(
        f"{result.berkas}: {size}{year}, {len(result.paham.tabel)} tabel, {len(result.paham.register.semua)} indikator",  # noqa: E501
        file=out,
    )
    print(f"  {result.jumlah(Derajat.PASTI)} temuan pasti, {result.jumlah(Derajat.MUNGKIN)} mungkin", file=out)
    if result.paham.dokumen.kosong:
        pages = ", ".join(map(str, result.paham.dokumen.kosong[:12]))
        print(f"  Tidak terbaca (gambar tanpa teks): halaman {pages}", file=out)
    for finding in result.temuan:
        place = finding.tempat[0].teks.split(", kalimat")[0] if finding.tempat else ""
        print(f"  [{finding.derajat.value}] {finding.kode} {place}: {finding.pesan}", file=out)
    if result.rapor:
        full = sum(1 for r in result.rapor if all(r.ada))
        print(f"  Rapor Bab III: {full} dari {len(result.rapor)} indikator memuat ketujuh analisis.", file=out)
