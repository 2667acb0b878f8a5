"""`lkjip kenali`: what each file is, what it holds and what is wrong with it. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extract.finding import Finding, Tingkat, UnreadableInput

if TYPE_CHECKING:
    from extract.bacaan import FileReport


def run(paths: Sequence[Path], *, jelaskan: bool = False) -> int:
    """Print one block per file; return 2 when a file cannot be read, 1 on findings of level GALAT, else 0."""
    from flows.pembaca import read_isolated, reader

    reader().start()  # starts beside the imports below
    from extract.kenali import recognise
    from extract.read import name_file

    codes = [0]
    for base, path in _files(paths):
        try:
            report = recognise(read_isolated(path, base))
        except UnreadableInput as error:
            print(f"{name_file(path, base)}\n  TIDAK TERBACA: {error}")
            codes.append(2)
            continue
        print("\n".join(lines(report, jelaskan=jelaskan)))
        codes.append(code(report))
    return max(codes)


def code(report: FileReport) -> int:
    """Return the exit code one file asks for."""
    from flows.langkah import broken_findings

    if broken_findings(report):
        return 2
    return 1 if any(f.tingkat is Tingkat.GALAT for f in report.findings) else 0


def lines(report: FileReport, *, jelaskan: bool) -> list[str]:
    """Return what is known about one file, for a terminal."""
    kinds = ", ".join(report.jenis) if report.jenis else "tidak dikenali"
    result = [report.file, f"  Jenis       : {kinds if report.terbaca else 'tidak terbaca'}"]
    if report.satker or report.kode_satker:
        code_text = f" (kode {report.kode_satker})" if report.kode_satker else ""
        result.append(f"  Satker      : {report.satker or '-'}{code_text}")
    if report.tahun:
        result.append(f"  Tahun       : {report.tahun}")
    if report.per_tanggal:
        result.append(f"  Per tanggal : {report.per_tanggal.isoformat()}")
    for name, rows, columns in report.tabel:
        result.append(f"  Tabel       : {name}, {rows} baris, {columns} kolom")
    result += [f"  {_label(f)}: {f.pesan}" for f in report.findings]
    if jelaskan:
        result += [f"    {line}" for line in report.penjelasan]
    return result


def _label(finding: Finding) -> str:
    return f"{finding.tingkat.value} {finding.kode}"


def _files(paths: Sequence[Path]) -> Iterable[tuple[Path, Path]]:
    """Yield (base folder, file) for every file named, folders opened."""
    from extract.berkas import list_files

    for path in paths:
        if path.is_dir():
            found = list_files(path)
            if not found:
                raise UnreadableInput(f"Folder {path} kosong: tidak ada berkas untuk dikenali.")
            yield from ((path, p) for p in found)
        elif path.is_file():
            yield path.parent, path
        else:
            raise UnreadableInput(f"{path} tidak ada. Periksa nama berkas atau foldernya.")
