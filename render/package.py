"""Word files as zip packages: parts, content types, relationships, and bytes that never vary.

A part that several steps change is parsed once (`Package.tree`), changed in place and serialised once,
when the package is written. Until then `parts` holds its old bytes; `data` and `xml` see the changes.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from lxml import etree

from extract.finding import LkjipError
from render.package_zip import zip_parts

NS_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
NS_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "[Content_Types].xml"
OFFICE_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
MAX_PART = 200_000_000  # bytes unpacked; more is not a Word template or report


@dataclass(frozen=True, slots=True)
class Rel:
    """One relationship of a part; `target` is a part name unless external."""

    type: str
    target: str
    external: bool = False


def parse_xml(data: bytes) -> etree._Element:
    """Parse a part without resolving entities or touching the network."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(data, parser)


def to_xml(root: etree._Element) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def rels_name(part: str) -> str:
    """Return the name of the relationship part that belongs to `part` ('' for the package)."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


@dataclass
class Package:
    """The parts of one Office file by name (without a leading slash)."""

    parts: dict[str, bytes]
    _types: etree._Element | None = field(default=None, repr=False)
    _trees: dict[str, etree._Element] = field(default_factory=dict, repr=False)
    _rels: dict[str, tuple[bytes, dict[str, Rel]]] = field(default_factory=dict, repr=False)
    _new_rels: dict[str, tuple[str, dict[str, Rel]]] = field(default_factory=dict, repr=False)  # not yet bytes

    @classmethod
    def read(cls, source: bytes | Path) -> Package:
        """Read a package; a file that is not one is refused by name."""
        name = source.name if isinstance(source, Path) else "berkas Word"
        data = source.read_bytes() if isinstance(source, Path) else source
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                infos = [i for i in archive.infolist() if not i.is_dir()]
                if sum(i.file_size for i in infos) > MAX_PART:
                    raise LkjipError(f"{name}: isi berkas terlalu besar untuk dokumen Word", kode="DOCX-BESAR")
                parts = {i.filename.lstrip("/"): archive.read(i) for i in infos}
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, NotImplementedError) as exc:
            raise LkjipError(
                f"{name}: bukan berkas Word (.docx) yang utuh. Simpan ulang dari Word sebagai .docx.",
                kode="DOCX-RUSAK",
            ) from exc
        if TYPES not in parts:
            raise LkjipError(f"{name}: bukan berkas Office ([Content_Types].xml tidak ada)", kode="DOCX-RUSAK")
        return cls(parts)

    def copy(self, *, written: bool = False) -> Package:
        """Return a package of its own: changing one does not change the other; its trees `written` down or kept."""
        if self._types is not None:
            self.parts[TYPES] = to_xml(self._types)
        if written:
            return Package({name: self.data(name) for name in self.parts}, _rels=dict(self._rels))
        trees = {name: deepcopy(root) for name, root in self._trees.items()}
        return Package(dict(self.parts), _trees=trees, _rels=dict(self._rels), _new_rels=dict(self._new_rels))

    def kept(self, name: str) -> bool:
        """Say whether the part is kept as a tree: it may have changed since it was read."""
        return name in self._trees

    def to_bytes(self, *, packed: bool = True) -> bytes:
        """Return the zip; the same parts always give the same bytes. Not `packed`: for a file soon gone."""
        if self._types is not None:
            self.parts[TYPES] = to_xml(self._types)
        return zip_parts({name: self.data(name) for name in self.parts}, packed=packed)

    def data(self, name: str) -> bytes:
        """Return a part's bytes as they are now, a kept tree's changes included."""
        if name in self._new_rels:
            return _rels_xml(*self._new_rels[name])
        root = self._trees.get(name)
        return self.parts[name] if root is None else to_xml(root)

    def xml(self, name: str) -> etree._Element:
        """Return a fresh tree of the part: changing it does not change the package."""
        return parse_xml(self.data(name))

    def tree(self, name: str) -> etree._Element:
        """Return the part's own tree: what is changed in it is written."""
        root = self._trees.get(name)
        if root is None:
            root = self._trees[name] = parse_xml(self.parts[name])
        return root

    def put(self, name: str, content: bytes | etree._Element) -> None:
        """Make bytes, or a tree that may still change, the content of a part."""
        self._trees.pop(name, None)
        self._new_rels.pop(name, None)
        if isinstance(content, bytes):
            self.parts[name] = content
        else:
            self.parts[name] = b""
            self._trees[name] = content

    # content types
    @property
    def types(self) -> etree._Element:
        if self._types is None:
            self._types = self.xml(TYPES)
        return self._types

    def content_type(self, name: str) -> str | None:
        """Return the declared content type of a part, None where the file forgot it."""
        extension = name.rpartition(".")[2].lower()
        default = None
        for item in self.types:
            if item.get("PartName") == f"/{name}":
                return item.get("ContentType")
            if (item.get("Extension") or "").lower() == extension and item.tag.endswith("}Default"):
                default = item.get("ContentType")
        return default

    def add_part(self, name: str, data: bytes, content_type: str) -> None:
        """Add or replace a part, declared with its content type."""
        self.put(name, data)
        if self.content_type(name) != content_type:
            for item in [i for i in self.types if i.get("PartName") == f"/{name}"]:
                self.types.remove(item)
            etree.SubElement(self.types, f"{{{NS_TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)

    def remove_part(self, name: str) -> None:
        self.parts.pop(name, None)
        self._trees.pop(name, None)
        self.parts.pop(rels_name(name), None)
        self._new_rels.pop(rels_name(name), None)
        for item in [i for i in self.types if i.get("PartName") == f"/{name}"]:
            self.types.remove(item)

    def free_name(self, stem: str, extension: str) -> str:
        """Return the first part name `stem<N>.extension` not yet used."""
        number = 1
        while f"{stem}{number}.{extension}" in self.parts:
            number += 1
        return f"{stem}{number}.{extension}"

    # relationships
    def rels(self, part: str) -> dict[str, Rel]:
        """Return a part's relationships by id, targets as part names."""
        name = rels_name(part)
        if name in self._new_rels:
            return dict(self._new_rels[name][1])
        data = self.parts.get(name)
        if data is None:
            return {}
        known = self._rels.get(part)
        if known is not None and known[0] is data:
            return dict(known[1])
        found: dict[str, Rel] = {}
        for item in parse_xml(data):
            external = item.get("TargetMode") == "External"
            target = item.get("Target", "")
            if not external:
                target = _resolve(part, target)
            found[item.get("Id", "")] = Rel(item.get("Type", ""), target, external)
        self._rels[part] = (data, found)
        return dict(found)

    def set_rels(self, part: str, rels: dict[str, Rel]) -> None:
        name = rels_name(part)
        self.parts.setdefault(name, b"")
        self._new_rels[name] = part, dict(rels)

    def add_rel(self, part: str, rel: Rel) -> str:
        """Return the id of the relationship, an existing one where it is the same."""
        rels = self.rels(part)
        for rel_id, known in rels.items():
            if known == rel:
                return rel_id
        number = 1
        while f"rId{number}" in rels:
            number += 1
        rels[f"rId{number}"] = rel
        self.set_rels(part, rels)
        return f"rId{number}"

    def main_part(self) -> str:
        """Return the name of the main document part."""
        for rel in self.rels("").values():
            if rel.type == f"{OFFICE_REL}officeDocument":
                return rel.target
        raise LkjipError("Berkas Word tanpa bagian dokumen utama", kode="DOCX-RUSAK")

    def related(self, part: str, kind: str) -> str | None:
        """Return the part related as `kind` (`styles`, `numbering`, ...), None where there is none."""
        for rel in self.rels(part).values():
            if rel.type == f"{OFFICE_REL}{kind}" and not rel.external:
                return rel.target
        return None


def _rels_xml(part: str, rels: Mapping[str, Rel]) -> bytes:
    root = etree.Element(f"{{{NS_RELS}}}Relationships", nsmap=cast(dict[str, str], {None: NS_RELS}))
    for rel_id, rel in rels.items():
        item = etree.SubElement(root, f"{{{NS_RELS}}}Relationship", Id=rel_id, Type=rel.type)
        item.set("Target", rel.target if rel.external else _relative(part, rel.target))
        if rel.external:
            item.set("TargetMode", "External")
    return to_xml(root)


def _resolve(part: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def _relative(part: str, target: str) -> str:
    return posixpath.relpath(target, posixpath.dirname(part) or ".") if part else target
