"""The region as a workbook and one self-contained page with simple charts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from pathlib import Path

from render.buku import Lembar, write_workbook
from render.format_id import number_text
from render.ringkasan import html_page, html_table
from transform.rollup import Sel, TabelWilayah

_STYLE = (
    "body{font:14px/1.4 Arial,sans-serif;margin:2em;color:#222}table{border-collapse:collapse;margin:0 0 2em}"
    "th,td{border:1px solid #bbb;padding:4px 8px;text-align:left;vertical-align:top}th{background:#d9e2f3}"
    "svg text{font:12px Arial,sans-serif}nav a{margin-right:1em}"
)
_BARS = {"kinerja_anggaran": ("unit", ("ikpa", "smart")), "capaian_per_jenis": ("jenis", ("rata_rata",))}
_COLOURS = ("#2f5597", "#c55a11", "#548235")


def write_wilayah(folder: Path, masa: str, tables: Sequence[TabelWilayah]) -> None:
    """Write `wilayah.xlsx` and `wilayah.html`."""
    folder.mkdir(parents=True, exist_ok=True)
    write_workbook(folder / "wilayah.xlsx", [Lembar(t.nama, t.kolom, t.baris) for t in tables])
    parts = ["<nav>" + "".join(f'<a href="#{t.nama}">{escape(t.judul)}</a>' for t in tables) + "</nav>"]
    for table in tables:
        parts.append(f'<h2 id="{table.nama}">{escape(table.judul)}</h2>')
        parts.append(_chart(table))
        rows = [[_text(v) for v in row] for row in table.baris]
        parts.append(html_table(table.kolom, rows) if rows else "<p>Tidak ada.</p>")
    page = html_page(f"Perbandingan wilayah {masa}", "\n".join(parts), _STYLE)
    (folder / "wilayah.html").write_text(page, encoding="utf-8")


def _text(value: Sel) -> str:
    if value is None:
        return "-"
    return number_text(value, 2) if isinstance(value, Decimal) else str(value)


def _chart(table: TabelWilayah) -> str:
    """Return the table's bar chart as SVG, empty where it has none."""
    if table.nama == "anggaran":
        rows = [r for r in table.baris if r[1] == "total" and not str(r[0]).startswith("JUMLAH")]
        return bars([(str(r[0]), [_number(r[5])]) for r in rows], ("serapan (%)",))
    if table.nama not in _BARS:
        return ""
    label, measures = _BARS[table.nama]
    columns = [table.kolom.index(m) for m in measures]
    name = table.kolom.index(label)
    return bars([(str(r[name]), [_number(r[c]) for c in columns]) for r in table.baris], measures)


def _number(value: Sel) -> Decimal | None:
    return Decimal(value) if isinstance(value, (int, Decimal)) else None


def bars(rows: Sequence[tuple[str, Sequence[Decimal | None]]], names: Sequence[str]) -> str:
    """Return horizontal bars, one group per row; a missing value has no bar and says so."""
    values = [v for _, group in rows for v in group if v is not None]
    if not values:
        return ""
    top = max(max(values), Decimal(1))
    parts = []
    y = 18 * len(names) + 6
    for index, name in enumerate(names):
        parts.append(f'<rect x="0" y="{18 * index}" width="12" height="12" fill="{_COLOURS[index % 3]}"/>')
        parts.append(f'<text x="18" y="{18 * index + 11}">{escape(name)}</text>')
    for label, group in rows:
        parts.append(f'<text x="0" y="{y + 12}">{escape(label[:48])}</text>')
        for index, value in enumerate(group):
            width = 0 if value is None else int(max(value, Decimal(0)) / top * 400)
            shown = "tidak ada data" if value is None else number_text(value, 2)
            parts.append(
                f'<rect x="340" y="{y + 2}" width="{width}" height="12" fill="{_COLOURS[index % 3]}"/>'
                f'<text x="{346 + width}" y="{y + 12}">{shown}</text>'
            )
            y += 16
        y += 4
    return f'<svg width="860" height="{y + 6}" role="img" aria-label="bagan batang">{"".join(parts)}</svg>'
