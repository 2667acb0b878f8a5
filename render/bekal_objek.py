"""Which figure stands where in the formulas and charts of a finished report.

Word has no content controls inside equations and charts. So the paragraphs and chart values that were
read back from the finished document are matched with the specs they were made from; what does not match
is an error, for a figure would go without its origin.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from extract.docx_angka import AngkaBerlabel, ParagrafDocx
from extract.docx_bagan import NilaiBagan
from extract.finding import LkjipError
from render import marks
from render.equations import FIGURE, equation_tag
from render.objek import ChartSpec, EquationSpec, Objek, Pecahan, Suku


def name_formula_figures(paragraphs: Sequence[ParagrafDocx], objek: Iterable[Objek]) -> list[ParagrafDocx]:
    """Return the paragraphs; those of formulas name their figures with their places."""
    lines: dict[str, list[str]] = defaultdict(list)
    for spec in objek:
        if isinstance(spec, EquationSpec):
            for number, line in enumerate(spec.baris):
                tag = equation_tag(spec.name if number == 0 else f"{spec.name}.{number + 1}")
                lines[tag].append(_flat(line))
    return [_named(p, lines[p.kendali]) if lines.get(p.kendali) else p for p in paragraphs]


def _named(paragraph: ParagrafDocx, candidates: list[str]) -> ParagrafDocx:
    """Return the paragraph with the figures of the candidate line that says the same (taken off the list)."""
    for marked in candidates:
        offset = paragraph.teks.find(marks.plain(marked))
        if offset >= 0:
            if len(candidates) > 1:  # the same formula may stand in several chapters, each with its own ids
                candidates.remove(marked)
            return replace(paragraph, angka=tuple(_spans(marked, offset)))
    raise LkjipError(
        f"Rumus {paragraph.kendali} di laporan tidak sama dengan yang dihitung: {paragraph.teks}",
        kode="RUMUS-BERUBAH",
    )


def _flat(parts: tuple[Suku, ...]) -> str:
    """Return a line with its marks, as `extract.docx_angka` reads it: a fraction's bar is ` / `."""
    return "".join(_flat(p.atas) + " / " + _flat(p.bawah) if isinstance(p, Pecahan) else p.text for p in parts)


def _spans(marked: str, offset: int) -> Iterable[AngkaBerlabel]:
    for match in FIGURE.finditer(marked):
        start = offset + len(marks.plain(re.sub(FIGURE, lambda m: m.group(2), marked[: match.start()])))
        text = match.group(2)
        yield AngkaBerlabel(match.group(1), text, start, start + len(text))


def name_chart_values(values: Sequence[NilaiBagan], objek: Iterable[Objek]) -> list[NilaiBagan]:
    """Return the chart values with the printed ids they show."""
    shown: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for spec in objek:
        if isinstance(spec, ChartSpec):
            for series in spec.series:
                for category, point in zip(spec.categories, series.titik, strict=True):
                    if point is not None and point.value is not None:
                        shown[spec.name, series.nama, category, f"{point.value:f}"].append(point.figure_id)
    named = []
    for value in values:
        ids = shown.get((value.bagan, value.seri, value.kategori, value.teks))
        if objek and not ids:
            raise LkjipError(
                f"Bagan {value.bagan}: nilai {value.teks} ({value.seri}, {value.kategori}) tanpa asal",
                kode="BAGAN-BERUBAH",
            )
        named.append(replace(value, id=(ids.pop(0) if len(ids) > 1 else ids[0]) if ids else ""))
    return named
