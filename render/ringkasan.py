"""The summary of a batch as text, workbook and HTML page, and a message to forward to each satker."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from msgspec import Struct, field

from render.buku import Lembar, write_workbook

KOLOM = (
    "Satker",
    "Hasil",
    "Galat",
    "Peringatan",
    "Info",
    "Perlu diisi",
    "Rekap yang belum ada",
    "Keterangan",
)


class BarisRingkasan(Struct, frozen=True):
    """One satker of a batch."""

    satker: str
    hasil: str
    temuan: dict[str, int] = field(default_factory=dict)
    tugas: tuple[str, ...] = ()
    rekap_kurang: tuple[str, ...] = ()
    galat: tuple[str, ...] = ()
    laporan: tuple[str, ...] = ()
    gagal: bool = False

    def cells(self) -> tuple[str | int, ...]:
        levels = (self.temuan.get(level, 0) for level in ("GALAT", "PERINGATAN", "INFO"))
        return (
            self.satker,
            self.hasil,
            *levels,
            len(self.tugas),
            "; ".join(self.rekap_kurang),
            "\n".join(self.galat),
        )


def write_ringkasan(folder: Path, masa: str, rows: Sequence[BarisRingkasan]) -> None:
    """Write `_ringkasan.txt`, `.xlsx`, `.html` and `_pesan/<satker>.txt` into the period's folder."""
    rows = sorted(rows, key=lambda r: (not r.gagal, -r.temuan.get("GALAT", 0), r.satker))
    (folder / "_ringkasan.txt").write_text(ringkasan_text(masa, rows), encoding="utf-8")
    sheet = Lembar("ringkasan", KOLOM, [r.cells() for r in rows], lebar=(30, 16, 8, 12, 8, 12, 50, 90))
    write_workbook(folder / "_ringkasan.xlsx", [sheet])
    (folder / "_ringkasan.html").write_text(_html(masa, rows), encoding="utf-8")
    messages = folder / "_pesan"
    messages.mkdir(exist_ok=True)
    for row in rows:
        (messages / f"{row.satker}.txt").write_text(pesan(masa, row), encoding="utf-8")


def ringkasan_text(masa: str, rows: Sequence[BarisRingkasan]) -> str:
    """Return the summary as plain text: counts, then failures, then what is missing from whom."""
    failed = [r for r in rows if r.gagal]
    found = [r for r in rows if not r.gagal and r.temuan.get("GALAT")]
    lines = [
        f"Ringkasan LKjIP {masa}: {len(rows)} satker",
        f"  laporan ada : {len(rows) - len(failed)}",
        f"  bergalat    : {len(found)} (laporan ada, bertanda)",
        f"  gagal       : {len(failed)}",
    ]
    if failed:
        lines += ["", "Gagal dan sebabnya:"]
        lines += [f"  {r.satker}: {' | '.join(r.galat) or 'tanpa keterangan'}" for r in failed]
    if found:
        lines += ["", "Bergalat (rinciannya di temuan.xlsx satker itu):"]
        lines += [f"  {r.satker}: {r.temuan['GALAT']} galat" for r in found]
    missing = [r for r in rows if r.rekap_kurang or r.tugas]
    if missing:
        lines += ["", "Yang masih kurang:"]
        for row in missing:
            parts = [f"rekap: {', '.join(row.rekap_kurang)}"] if row.rekap_kurang else []
            parts += [f"{len(row.tugas)} isian [PERLU DIISI]"] if row.tugas else []
            lines.append(f"  {row.satker}: {'; '.join(parts)}")
    return "\n".join(lines) + "\n"


def pesan(masa: str, row: BarisRingkasan) -> str:
    """Return the message an operator can forward to one satker."""
    lines = [f"Kepada pengelola laporan {row.satker},", ""]
    if row.gagal:
        lines += [f"LKjIP {masa} satker Saudara belum dapat disusun karena:", *(f"- {g}" for g in row.galat)]
    else:
        lines += [f"LKjIP {masa} satker Saudara sudah tersusun."]
        counts = ", ".join(f"{n} {level.lower()}" for level, n in row.temuan.items() if n)
        lines += [f"Hasil pemeriksaan: {counts}." if counts else "Pemeriksaan tidak menemukan masalah."]
        lines += [f"- {g}" for g in row.galat]
    if row.rekap_kurang:
        lines += ["", "Rekap yang belum kami terima:", *(f"- {r}" for r in row.rekap_kurang)]
    if row.tugas:
        lines += ["", "Isian yang masih kosong:", *(f"- {t}" for t in row.tugas)]
    if row.gagal or row.rekap_kurang or row.tugas or row.temuan.get("GALAT"):
        lines += ["", "Mohon dilengkapi atau diperbaiki, lalu kirimkan kembali. Terima kasih."]
    return "\n".join(lines) + "\n"


_STYLE = (
    "body{font:14px/1.4 Arial,sans-serif;margin:2em;color:#222}table{border-collapse:collapse}"
    "th,td{border:1px solid #bbb;padding:4px 8px;text-align:left;vertical-align:top;white-space:pre-line}"
    "th{background:#d9e2f3}tr.gagal td{background:#fbe3e1}tr.galat td{background:#fff3d6}"
)
CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def html_page(title: str, body: str, style: str = _STYLE) -> str:
    """Return a self-contained page that loads nothing and runs nothing."""
    return (
        '<!DOCTYPE html>\n<html lang="id"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{CSP}">'
        f"<title>{escape(title)}</title><style>{style}</style></head>\n<body><h1>{escape(title)}</h1>\n"
        f"{body}\n</body></html>\n"
    )


def html_table(columns: Sequence[str], rows: Sequence[Sequence[object]], classes: Sequence[str] = ()) -> str:
    head = "".join(f"<th>{escape(c)}</th>" for c in columns)
    lines = []
    for index, row in enumerate(rows):
        mark = f' class="{classes[index]}"' if classes and classes[index] else ""
        cells = "".join(f"<td>{escape('' if v is None else str(v))}</td>" for v in row)
        lines.append(f"<tr{mark}>{cells}</tr>")
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n" + "\n".join(lines) + "\n</tbody></table>"


def _html(masa: str, rows: Sequence[BarisRingkasan]) -> str:
    classes = ["gagal" if r.gagal else "galat" if r.temuan.get("GALAT") else "" for r in rows]
    failed = sum(r.gagal for r in rows)
    intro = f"<p>{len(rows)} satker, {len(rows) - failed} laporan ada, {failed} gagal.</p>"
    return html_page(f"Ringkasan LKjIP {masa}", intro + html_table(KOLOM, [r.cells() for r in rows], classes))
