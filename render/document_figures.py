"""Figure marks made into content controls while the rendered part is still text.

A figure nearly always stands whole in one run, so the run can be divided without a tree: one search over
the text instead of a dozen new elements per figure. Whatever is not plainly so (a mark cut over runs, a
line break inside, an odd property) is left for `document_marks`, which also names what is broken.
"""

from __future__ import annotations

import re

from lxml import etree

from render import marks
from render.document_xml import NS, element

TAG_LIMIT = 64
_INSIDE = r"[^<\n\r\t]*"
_RUN = re.compile(
    r"<w:r(?: [^<>]*)?>(<w:rPr/>|<w:rPr>(?:<w:[^<>]*/>)*</w:rPr>)?<w:t(?: [^<>]*)?>"
    f"({_INSIDE}{marks.FIGURE_OPEN}{_INSIDE})</w:t></w:r>"
)
_FIGURE = re.compile(
    f'{marks.FIGURE_OPEN}([^{marks.ALL_MARKS}&"]{{1,{TAG_LIMIT}}}){marks.FIGURE_MID}'
    f"([^{marks.ALL_MARKS}]+){marks.FIGURE_CLOSE}"
)
_OWN = re.compile(f"[{marks.FIGURE_OPEN}{marks.FIGURE_MID}{marks.FIGURE_CLOSE}]")
_HIDDEN = re.compile(rf'xmlns:(\w+)="{re.escape(NS["w15"])}"')
_WORD = f'xmlns:w="{NS["w"]}"'


def control_figures(xml: str) -> str:
    """Return the part with every whole figure mark as a hidden run-level content control."""
    if marks.FIGURE_OPEN not in xml:
        return xml
    root = xml[: xml.find(">", xml.find(_WORD)) + 1] if _WORD in xml else ""
    known = _HIDDEN.search(root)
    prefix = known.group(1) if known else "w15"
    declared = "" if known else f' xmlns:w15="{NS["w15"]}"'
    hidden = f'<{prefix}:appearance{declared} {prefix}:val="hidden"/>'
    return _RUN.sub(lambda found: _divided(found, hidden), xml)


def _divided(found: re.Match[str], hidden: str) -> str:
    settings, pieces = found.group(1) or "", _FIGURE.split(found.group(2))
    if _OWN.search("".join(pieces[::3])):
        return found.group()  # a mark without its partner, or one that needs a closer look
    out = []
    for number in range(0, len(pieces), 3):
        if pieces[number]:
            out.append(_run(settings, pieces[number]))
        if number + 1 < len(pieces):
            out.append(
                f'<w:sdt><w:sdtPr><w:tag w:val="{pieces[number + 1]}"/><w:id w:val="0"/>{hidden}</w:sdtPr>'
                f"<w:sdtContent>{_run(settings, pieces[number + 2])}</w:sdtContent></w:sdt>"
            )
    return "".join(out)


def _run(settings: str, text: str) -> str:
    return f'<w:r>{settings}<w:t xml:space="preserve">{text}</w:t></w:r>'


def content_control(tag: str, runs: list[etree._Element]) -> etree._Element:
    """Return an invisible run-level content control around the runs."""
    control = element("sdt")
    settings = element("sdtPr")
    settings.append(element("tag", val=tag))
    settings.append(element("id", val="0"))
    appearance = etree.SubElement(settings, f"{{{NS['w15']}}}appearance", nsmap={"w15": NS["w15"]})
    appearance.set(f"{{{NS['w15']}}}val", "hidden")
    control.append(settings)
    content = element("sdtContent")
    for item in runs:
        content.append(item)
    control.append(content)
    return control
