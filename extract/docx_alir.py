"""The text of one part of a Word document as its reader sees it, as a small tree.

Nine nodes of ten in a report are formatting. The stylesheet `docx_alir.xsl`, which names what is kept, goes
through them once, in C; whoever reads the report walks over what is left: paragraphs, tables, controls, fields.
"""

from __future__ import annotations

import functools
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
SHEET = Path(__file__).with_name("docx_alir.xsl")


def read_flow(part: etree._Element) -> etree._Element:
    """Return what a part (document, header, notes) says, in reading order; the part itself is not changed."""
    return _sheet()(part).getroot()


@functools.cache
def _sheet() -> etree.XSLT:
    return etree.XSLT(etree.parse(SHEET))
