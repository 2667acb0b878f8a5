"""One chapter: a Word template rendered strictly, its marks made into Word XML.

The template is compiled once per process and file content. After Jinja, `document_marks` makes the
figures into content controls, `document_objects` the charts, equations and lists; `document_tables`
repairs grids and merges cells. Nothing that looks like a mark may be left.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from types import CodeType

from jinja2 import Template, TemplateError
from lxml import etree
from msgspec import Struct

from extract.finding import LkjipError
from render import document_cache
from render.document_faults import TemplateFault, locate_line, make_fault, name_bab
from render.document_figures import control_figures
from render.document_gaya import apply_gaya
from render.document_lists import restart_lists, single_lists
from render.document_marks import MarkPass, check_leftover, marked_paragraphs
from render.document_objects import insert_objects
from render.document_tables import repair_tables
from render.document_xml import NS, W, element, replace, text_element, value
from render.environment import UnformattedValue, compile_text, render_text, template_of
from render.gaya import Gaya
from render.objek import Isi, Objek
from render.package import OFFICE_REL, Package, parse_xml

__all__ = ["TemplateFault", "compile_template", "render_chapter", "render_package"]

TAG = re.compile(r"\{[{%#]")
PARAGRAPH = re.compile(r"<w:p(?=[ >])")
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
RENDERED_KINDS = ("header", "footer")


class RenderedPart(Struct, frozen=True):
    """A part with Jinja in it: its compiled template, and its source for naming places."""

    name: str
    template: Template
    source: str


class Compiled(Struct, frozen=True):
    """A template ready to be rendered many times."""

    file: str
    package: Package
    main: str
    parts: tuple[RenderedPart, ...]
    single: frozenset[str]  # lists that stand once in the template


Code = tuple[str, str, CodeType]  # of one part: its name, its source, the template's code
_compiled: dict[tuple[str, str], Compiled] = {}


def render_chapter(
    template: Path, data: Mapping[str, Isi], objek: Mapping[str, Objek], gaya: Gaya, *, bab: str
) -> bytes:
    """Return the chapter as a whole Word document; a fault of the template names its place."""
    return render_package(template, data, objek, gaya, bab=bab).to_bytes()


def render_package(
    template: Path, data: Mapping[str, Isi], objek: Mapping[str, Objek], gaya: Gaya, *, bab: str
) -> Package:
    """Return the chapter as a package, its rendered parts kept as trees for the steps that follow."""
    compiled = compile_template(template, bab)
    package = compiled.package.copy()
    for part in compiled.parts:
        root = _render_part(part, data, compiled.file, bab)
        if part.name == compiled.main:
            _finish_body(root, package, compiled, objek, gaya, bab)
        else:
            _split_lines(root)
            MarkPass(bab, gaya).run(marked_paragraphs(root))
        check_leftover(root, compiled.file, bab)
        package.put(part.name, root)
    if compiled.main not in {p.name for p in compiled.parts}:
        _finish_body(package.tree(compiled.main), package, compiled, objek, gaya, bab)
    set_chapter_start(package, compiled.main, bab)
    return package


def _finish_body(
    root: etree._Element,
    package: Package,
    compiled: Compiled,
    objek: Mapping[str, Objek],
    gaya: Gaya,
    bab: str,
) -> None:
    from render.document_ids import number_ids
    from render.fields import fill_references

    _split_lines(root)
    repair_tables(root)
    restart_lists(root, package, compiled.main, compiled.single)
    apply_gaya(package, compiled.main, root, gaya)
    marks = MarkPass(bab, gaya)
    marks.run(insert_objects(marked_paragraphs(root), package, compiled.main, objek, gaya, bab))
    fill_references(root, marks.numbers)
    number_ids([root])


def compile_template(template: Path, bab: str) -> Compiled:
    """Return the compiled template, from memory where this content was compiled before."""
    try:
        content = template.read_bytes()
    except OSError as exc:
        raise LkjipError(
            f"Templat {template.name} untuk {name_bab(bab)} tidak dapat dibaca: {exc.strerror}",
            kode="TEMPLAT-HILANG",
        ) from exc
    key = (template.name, hashlib.sha256(content).hexdigest())
    if key not in _compiled:
        package = Package.read(content)
        main = package.main_part()
        parts = [main] + sorted(
            rel.target
            for rel in package.rels(main).values()
            if any(rel.type == OFFICE_REL + kind for kind in RENDERED_KINDS)
        )
        sources, single = _compiled_parts(content, package, main, parts, template.name, bab)
        rendered = tuple(RenderedPart(name, template_of(code), source) for name, source, code in sources)
        _compiled[key] = Compiled(template.name, package, main, rendered, frozenset(single))
    return _compiled[key]


def _compiled_parts(
    content: bytes, package: Package, main: str, parts: list[str], file: str, bab: str
) -> tuple[list[Code], list[str]]:
    """Return the parts with Jinja in them and the lists that stand once, from an earlier run where it kept them."""
    kept: tuple[list[Code], list[str]] | None = document_cache.load(content)
    if kept is None:
        found = [_compile_part(package, name, file, bab) for name in parts]
        kept = [part for part in found if part is not None], sorted(single_lists(package.xml(main)))
        document_cache.store(content, kept)
    return kept


def _compile_part(package: Package, name: str, file: str, bab: str) -> Code | None:
    from docxtpl import DocxTemplate

    text = XML_DECLARATION.sub("", package.parts[name].decode("utf-8")).replace("\n", " ")
    if not TAG.search(re.sub(r"<[^>]+>", "", text)):
        return None
    # line n + 1 of the Jinja source is paragraph n of the template, whatever docxtpl makes of it
    source = PARAGRAPH.sub("\n<w:p", text)
    patched = DocxTemplate(file).patch_xml(source)
    try:
        return name, source, compile_text(patched)
    except (TemplateError, LkjipError, RecursionError, MemoryError) as exc:
        raise make_fault(exc, source, getattr(exc, "lineno", None), file, bab) from exc


def _render_part(part: RenderedPart, data: Mapping[str, Isi], file: str, bab: str) -> etree._Element:
    try:
        text = render_text(part.template, data)
    except (
        TemplateError,
        UnformattedValue,
        TypeError,
        ValueError,
        KeyError,
        AttributeError,
        OverflowError,
        RecursionError,
        MemoryError,
    ) as exc:
        raise make_fault(exc, part.source, locate_line(exc), file, bab) from exc
    try:
        return parse_xml(control_figures(text).encode("utf-8"))
    except etree.XMLSyntaxError as exc:
        raise make_fault(exc, part.source, None, file, bab) from exc


def _split_lines(root: etree._Element) -> None:
    """Line ends and tabs inside values become Word's own breaks and tabs."""
    for node in list(root.iter(f"{W}t")):
        text = node.text or ""
        if "\n" not in text and "\t" not in text:
            continue
        pieces = re.split(r"([\n\t])", text.replace("\r\n", "\n").replace("\r", "\n"))
        replace(node, [_piece(p) for p in pieces if p])


def _piece(text: str) -> etree._Element:
    if text == "\n":
        return element("br")
    return element("tab") if text == "\t" else text_element(text)


def set_chapter_start(package: Package, main: str, bab: str) -> None:
    """A numbered chapter alone counts its Heading 1 from its own number: `3.1`, not `1.1`."""
    name = package.related(main, "numbering")
    styles = package.related(main, "styles")
    if name is None or styles is None or not bab.isdigit():
        return
    numbering, headings = package.tree(name), _heading_styles(package.data(styles))
    for level in numbering.iterfind(f"{W}abstractNum/{W}lvl[@{W}ilvl='0']"):
        linked = level.find(f"{W}pStyle")
        start = level.find(f"{W}start")
        if linked is not None and linked.get(f"{W}val") in headings and start is not None:
            start.set(f"{W}val", bab)


@functools.lru_cache(maxsize=16)
def _heading_styles(styles: bytes) -> frozenset[str]:
    """Return the ids of the style Word calls `heading 1`, whatever language made the template."""
    return frozenset(
        style.get(f"{W}styleId", "")
        for style in parse_xml(styles).iterfind("w:style[w:name]", NS)
        if (value(style, "w:name") or "").lower() == "heading 1"
    )
