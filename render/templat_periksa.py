"""Faults of the form of a template: tags, styles, captions, tables, places where tags are not filled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finding import Tingkat
from render.document_grid import cells_of, rows_of
from render.document_xml import NS, W, paragraph_style
from render.templat_berkas import BerkasTemplat, Cacat, Paragraf, find_tags, foreign_inside

TYPED_CAPTION = re.compile(
    r"^\s*(tabel|gambar|grafik|bagan)\s+([0-9IVX]+[.\-][0-9]+|[0-9]+)\b", re.IGNORECASE
)
CAPTION_START = re.compile(r"^\s*(Tabel|Gambar) \{\{[^}]*\}\}")
REPEATING_STYLES = ("heading 1", "caption")
UNFILLED = {
    "footnotes": "catatan kaki",
    "endnotes": "catatan akhir",
    "comments": "komentar",
}
LONG_TABLE = 12  # rows from which a table may reach over a page


def check_form(berkas: BerkasTemplat) -> list[Cacat]:
    """Return the faults that can be seen without knowing the names."""
    found: list[Cacat] = []
    for paragraph in berkas.paragraf:
        found += _tags(berkas, paragraph)
        found += _style(berkas, paragraph)
        found += _caption(berkas, paragraph)
    found += _tables(berkas)
    found += _unfilled(berkas)
    return found


def _tags(berkas: BerkasTemplat, p: Paragraf) -> Iterator[Cacat]:
    rest = p.teks
    for tag in reversed(p.tags):
        rest = rest[: tag.awal] + "\0" + rest[tag.akhir :]
    for opening, closing in (("{{", "}}"), ("{%", "%}"), ("{#", "#}")):
        if opening in rest:
            yield berkas.cacat(
                "TEMPLAT-TAG",
                f"tag dibuka dengan {opening} tetapi tidak ditutup {closing} dalam paragraf ini",
                p,
            )
        if closing in rest and opening not in rest:
            yield berkas.cacat("TEMPLAT-TAG", f"ada {closing} tanpa {opening} di depannya", p)
    for broken in re.findall(r"\{ +[{%]|[}%] +\}|(?<!\{)\{[A-Za-z_][\w.]*\}(?!\})", rest):
        yield berkas.cacat(
            "TEMPLAT-TAG", f"'{broken}' mirip tag tetapi tidak terbaca; tulis rapat: {{{{ nama }}}}", p
        )
    for tag in p.tags:
        inside = foreign_inside(p.elemen, tag)
        if inside:
            what = ", ".join(sorted(inside))
            yield berkas.cacat(
                "TEMPLAT-TERPOTONG",
                f"tag {{{{ {tag.isi} }}}} terpotong oleh {what}; hapus dan ketik ulang tag ini sekaligus",
                p,
            )
        if tag.untuk in ("tr", "tc") and not p.dalam_tabel:
            yield berkas.cacat("TEMPLAT-TAG", f"{{%{tag.untuk} … %}} hanya boleh di dalam tabel", p)
        if tag.untuk == "p" and rest.replace("\0", "").strip():
            yield berkas.cacat(
                "TEMPLAT-TAG", "{%p … %} harus sendirian dalam paragrafnya; teks lain di sini akan hilang", p
            )


def _style(berkas: BerkasTemplat, p: Paragraf) -> Iterator[Cacat]:
    wanted = paragraph_style(p.elemen)
    if wanted and wanted not in berkas.style_ids:
        yield berkas.cacat("TEMPLAT-GAYA", f"gaya paragraf '{wanted}' tidak ada dalam templat", p)
    for node in p.elemen.iter(f"{W}rStyle"):
        if node.get(f"{W}val") not in berkas.style_ids:
            yield berkas.cacat(
                "TEMPLAT-GAYA", f"gaya huruf '{node.get(f'{W}val')}' tidak ada dalam templat", p
            )


def _caption(berkas: BerkasTemplat, p: Paragraf) -> Iterator[Cacat]:
    typed = TYPED_CAPTION.match(p.teks)
    has_field = any("SEQ" in (n.text or "") for n in p.elemen.iter(f"{W}instrText")) or any(
        "SEQ" in (n.get(f"{W}instr") or "") for n in p.elemen.iter(f"{W}fldSimple")
    )
    if p.gaya.lower() == "caption" and p.teks.strip():
        labels = [t for t in p.tags if t.jenis == "{" and "label" in t.isi]
        if not labels and not has_field:
            yield berkas.cacat(
                "TEMPLAT-CAPTION",
                "judul tabel atau gambar tanpa nomor otomatis; tulis 'Tabel {{ ….label }}. Judul'",
                p,
            )
        elif labels and not CAPTION_START.match(p.teks):
            yield berkas.cacat(
                "TEMPLAT-CAPTION", "judul harus diawali 'Tabel ' atau 'Gambar ', lalu tanda nomornya", p
            )
    elif typed and not has_field:
        yield berkas.cacat(
            "TEMPLAT-CAPTION",
            f"nomor '{typed.group(0).strip()}' diketik tangan; pakai gaya Caption dan 'Tabel {{{{ ….label }}}}'",
            p,
            Tingkat.PERINGATAN,
        )


def _tables(berkas: BerkasTemplat) -> Iterator[Cacat]:
    by_element = {p.elemen: p for p in berkas.paragraf}
    for root in berkas.roots.values():
        for table in root.iter(f"{W}tbl"):
            rows = rows_of(table)
            if not rows:
                continue
            first = next((by_element[x] for x in table.iter(f"{W}p") if x in by_element), None)
            loops = any(t.untuk == "tr" and t.kata == "for" for x in table.iter(f"{W}p")
                        for t in find_tags(by_element[x].teks if x in by_element else ""))  # fmt: skip
            style = table.find("w:tblPr/w:tblStyle", NS)
            if style is not None and style.get(f"{W}val") not in berkas.style_ids:
                yield berkas.cacat(
                    "TEMPLAT-GAYA", f"gaya tabel '{style.get(f'{W}val')}' tidak ada dalam templat", first
                )
            header = rows[0].find("w:trPr/w:tblHeader", NS)
            repeats = header is not None and header.get(f"{W}val") not in ("0", "false")
            if (loops or len(rows) >= LONG_TABLE) and not repeats and len(cells_of(rows[0])) > 1:
                yield berkas.cacat(
                    "TEMPLAT-TABEL",
                    "tabel tidak mengulang baris judulnya di halaman berikut "
                    "(Word: Tata Letak Tabel > Ulangi Baris Judul)",
                    first,
                    Tingkat.PERINGATAN,
                )


def _unfilled(berkas: BerkasTemplat) -> Iterator[Cacat]:
    for kind, where in UNFILLED.items():
        name = berkas.package.related(berkas.main, kind)
        if name is None:
            continue
        root = berkas.package.xml(name)
        for paragraph in root.iter(f"{W}p"):
            text = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
            if find_tags(text):
                yield berkas.cacat("TEMPLAT-TEMPAT", f"tag di {where} tidak akan diisi: «{text[:90]}»")
    for name, data in sorted(berkas.package.parts.items()):
        if name.startswith("docProps/") and name.endswith(".xml"):
            for found in find_tags(re.sub(r"<[^>]+>", " ", data.decode("utf-8", "replace"))):
                yield berkas.cacat("TEMPLAT-TEMPAT", f"tag di properti dokumen tidak akan diisi: {found.isi}")
