"""What a rendered chapter really shows: the printed ids in its content controls, charts and formulas.

A template may drop a section, and a filter such as `|upper` may spoil an id: so the figures that count
as printed are those found in the document, and every one found must be one the printer recorded.
"""

from __future__ import annotations

from lxml import etree

from extract.finding import LkjipError
from render.document_faults import name_bab
from render.document_xml import NS, RUN, VALUE, W, parent_of, run_text
from render.equations import tags_in
from render.objek import ChartSpec, EquationSpec, Konteks, Tercetak
from render.package import Package

TAG, SETTINGS = f"{W}tag", f"{W}sdtPr"
DOCPR = f"{{{NS['wp']}}}docPr"
CHART_PREFIX, FORMULA_PREFIX = "bagan:", "rumus:"


def printed_entries(package: Package, konteks: Konteks) -> tuple[Tercetak, ...]:
    """Return the entries that the chapter shows; a tag without its entry is an error."""
    main = package.main_part()
    shown: dict[str, str | None] = {}
    formulas = _controls(package.tree(main), shown)
    for rel in package.rels(main).values():
        if ("/header" in rel.type or "/footer" in rel.type) and _may_hold_controls(package, rel.target):
            _controls(package.tree(rel.target), shown)
    _objects(package.tree(main), konteks, formulas, shown)
    known = {e.id: e for e in konteks.entries}
    for tag, text in shown.items():
        if tag not in known or (text is not None and known[tag].text != text):
            raise LkjipError(
                f"{name_bab(konteks.bab)}: angka «{text}» (id {tag}) tercetak lain dari yang dicatat; "
                "jangan memakai filter Jinja pada angka",
                kode="ANGKA-BERUBAH",
            )
    return tuple(e for e in konteks.entries if e.id in shown)


def _may_hold_controls(package: Package, name: str) -> bool:
    return package.kept(name) or b"sdtPr" in package.parts.get(name, b"")


def _controls(root: etree._Element, shown: dict[str, str | None]) -> set[str]:
    """Add the figures in the part's content controls with their texts; return the tags of its formulas."""
    formulas = set()
    for tag in root.iter(TAG):
        name = tag.get(VALUE, "")
        if name.startswith(FORMULA_PREFIX):
            formulas.add(name)
        elif "@" in name and (settings := parent_of(tag)).tag == SETTINGS:
            shown[name] = "".join([run_text(r) for r in parent_of(settings).iter(RUN)])
    return formulas


def _objects(root: etree._Element, konteks: Konteks, formulas: set[str], shown: dict[str, str | None]) -> None:
    charts = {n.get("name", "").removeprefix(CHART_PREFIX) for n in root.iter(DOCPR)}
    for spec in konteks.objek.values():
        if isinstance(spec, ChartSpec) and spec.name in charts:
            for series in spec.series:
                shown.update((p.figure_id, p.text) for p in series.titik if p is not None)
        elif isinstance(spec, EquationSpec):
            for tag, figures in tags_in(spec):
                if tag in formulas:
                    shown.update(figures)
