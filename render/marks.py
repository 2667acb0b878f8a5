"""Marks: what our text carries through docxtpl into the document, to be made into Word XML afterwards.

Private-use characters survive Jinja and Word's XML untouched. `format_id` wraps every printed figure
in a figure mark; the pass in `render/document.py` turns marks into content controls, merged cells,
fields, charts and equations. A mark left over after that pass is an error.

Rules that templates and engine share
- Caption: a paragraph of style `Caption` whose text is `Tabel ` or `Gambar `, one label mark, then
  `. Title`. The engine replaces the label mark by chapter number + `.` + a SEQ field of that word, in
  the bookmark `_Ref_<name>`; the style setting decides between `3.1` and `III.1`. Templates write the
  label mark as `{{ label_<name> }}` or, inside a loop, `{{ row.label }}`. Names are unique per report.
- Reference: `Tabel ` or `Gambar ` typed in the text, then a ref mark: a REF field to that number.
- Object: `{{ bagan_... }}` / `{{ rumus_... }}` alone in its paragraph holds `obj("chart", name)` or
  `obj("equation", name)`; `Konteks.objek[name]` is the `ChartSpec` or `EquationSpec`. The lists of the
  front matter are `obj("toc", "isi")`, `obj("toc", "tabel")`, `obj("toc", "gambar")`; a picture the
  office supplies is `obj("image", name)`.
- Merge: a cell whose whole text is `MERGE_UP` continues the cell above it (w:vMerge).
- Task: `task("[PERLU DIISI: ...]")` shows its text as it stands, brackets included, highlighted.
- Heading numbers are automatic (a multilevel list tied to Heading 1-5 in every template, the same in
  all); Heading 1 counts chapters without showing its number, `BAB III` is typed before its title.
  `Judul Depan` (front matter, lampiran) has outline level 1 and no number.
"""

from __future__ import annotations

import re

FIGURE_OPEN = "\ue000"  # FIGURE_OPEN id FIGURE_MID printed text FIGURE_CLOSE
FIGURE_MID = "\ue001"
FIGURE_CLOSE = "\ue002"
OBJECT_OPEN = "\ue003"  # OBJECT_OPEN kind:name OBJECT_CLOSE alone in its paragraph (chart, equation, table)
OBJECT_CLOSE = "\ue004"
MERGE_UP = "\ue005"  # alone in a table cell: continue the cell above
LABEL_OPEN = "\ue006"  # LABEL_OPEN name LABEL_CLOSE in a caption: bookmark the caption's number
LABEL_CLOSE = "\ue007"
REF_OPEN = "\ue008"  # REF_OPEN name REF_CLOSE in text: a REF field to that caption
REF_CLOSE = "\ue009"
TASK_OPEN = "\ue00a"  # TASK_OPEN text TASK_CLOSE: a highlighted task "[PERLU DIISI: ...]"
TASK_CLOSE = "\ue00b"

ALL_MARKS = "".join(chr(c) for c in range(0xE000, 0xE010))
ANY_MARK = re.compile(f"[{ALL_MARKS}]")
_FIGURE_ID = re.compile(f"{FIGURE_OPEN}[^{FIGURE_MID}]*{FIGURE_MID}")
_CLOSERS = OBJECT_CLOSE + LABEL_CLOSE + REF_CLOSE
_HIDDEN = re.compile(f"[{OBJECT_OPEN}{LABEL_OPEN}{REF_OPEN}][^{_CLOSERS}]*[{_CLOSERS}]")


def figure(figure_id: str, text: str) -> str:
    return f"{FIGURE_OPEN}{figure_id}{FIGURE_MID}{text}{FIGURE_CLOSE}"


def obj(kind: str, name: str) -> str:
    return f"{OBJECT_OPEN}{kind}:{name}{OBJECT_CLOSE}"


def label(name: str) -> str:
    return f"{LABEL_OPEN}{name}{LABEL_CLOSE}"


def ref(name: str) -> str:
    return f"{REF_OPEN}{name}{REF_CLOSE}"


def task(text: str) -> str:
    return f"{TASK_OPEN}{text}{TASK_CLOSE}"


def plain(text: str) -> str:
    """Return the text as a reader sees it: figure and task marks opened, others removed."""
    if ANY_MARK.search(text) is None:
        return text
    return ANY_MARK.sub("", _HIDDEN.sub("", _FIGURE_ID.sub("", text)))
