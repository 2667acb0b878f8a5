"""What a run leaves in Prefect's pages: its outputs as links and paths, its findings, a batch as one table."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.pekerjaan import Akhir, HasilSatker, Pekerjaan
from flows.tampilan import findings_text, outcome

PALING_BANYAK = 50  # findings on one page; all of them are in temuan.xlsx
_TANDA = re.compile(r"([\\`*\[\]<>|!#])")


def leave_satker(kerja: Pekerjaan, hasil: HasilSatker) -> None:
    """Leave one satker's page: how it ended, where its files are, its graver findings."""
    failed = hasil.akhir is Akhir.GAGAL
    create_markdown_artifact(
        "\n".join(_failure(kerja, hasil) if failed else _report(kerja, hasil)),
        key=_key(f"laporan-{kerja.masa.folder}-{hasil.satker}"),
        description="laporan tidak dibuat" if failed else findings_text(hasil.temuan),
    )


def leave_batch(masa: str, results: Sequence[HasilSatker]) -> None:
    """Leave the table of a batch, failed satker first."""
    rows = [
        {
            "satker": hasil.satker,
            "hasil": hasil.akhir.value,
            "temuan": "" if hasil.akhir is Akhir.GAGAL else findings_text(hasil.temuan).removeprefix("temuan: "),
            "laporan": str(Path(hasil.laporan[0]).resolve()) if hasil.laporan else "tidak dibuat",
            "keterangan": _first_line(hasil),
        }
        for hasil in sorted(results, key=lambda h: (h.akhir is not Akhir.GAGAL, h.satker))
    ]
    create_table_artifact(rows, key=_key(f"ringkasan-{masa}"), description=f"LKjIP {masa}")


def _first_line(hasil: HasilSatker) -> str:
    return plain(hasil.galat[0].splitlines()[0]) if hasil.galat and hasil.galat[0] else ""


def _failure(kerja: Pekerjaan, hasil: HasilSatker) -> list[str]:
    reasons = [f"- {plain(line)}" for message in hasil.galat for line in message.splitlines()]
    kept = (
        f"Laporan yang sudah ada di `{kerja.keluaran.resolve()}` tidak berubah." if kerja.keluaran.is_dir() else ""
    )
    return [f"# {plain(hasil.satker)} {kerja.masa.folder}", "Laporan **tidak dibuat**. Sebabnya:", "", *reasons,
            "", kept]  # fmt: skip


def _report(kerja: Pekerjaan, hasil: HasilSatker) -> list[str]:
    lines = [f"# {plain(hasil.satker)} {kerja.masa.folder}", plain(outcome(hasil)), "", "## Berkas", ""]
    names = [*hasil.laporan, *(str(Path(hasil.folder) / n) for n in ("temuan.xlsx", "jejak.html") if hasil.folder)]
    for path in (Path(name).resolve() for name in names):
        lines.append(f"- [{plain(path.name)}]({path.as_uri()}): `{path}`")
    lines += ["", "Bila peramban tidak mau membuka tautan berkas dari halaman ini, salin jalurnya.", ""]
    return [*lines, *_findings(Path(hasil.folder))]


def _findings(folder: Path) -> list[str]:
    """Return the GALAT and PERINGATAN one per line (Prefect cuts the cells of tables off), the gravest first."""
    try:
        entries: list[dict[str, Any]] = json.loads((folder / "temuan.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    grave = [e for e in entries if e.get("tingkat") in ("GALAT", "PERINGATAN")]
    if not grave:
        return []
    shown = [f"- **{e['tingkat']}** {plain(e.get('kode', ''))}: {plain(e.get('pesan', ''))}" for e in grave]
    more = len(grave) - PALING_BANYAK
    return ["## Temuan", "", *shown[:PALING_BANYAK], *([f"- dan {more} lagi di temuan.xlsx"] if more > 0 else [])]


def plain(text: object) -> str:
    """Return text from a file as it is: no links, pictures or markup of its own in Prefect's page."""
    return _TANDA.sub(r"\\\1", " ".join(str(text).split()))


def _key(text: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c == "-") else "-" for c in text.lower())
