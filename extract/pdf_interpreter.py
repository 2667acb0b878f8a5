"""A page's commands are run: pdfminer's interpreter, without looking each operator up and copying each state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter, PDFTextState
from pdfminer.pdftypes import stream_value
from pdfminer.psparser import PSEOF, PSKeyword, keyword_name
from pdfminer.utils import mult_matrix

from extract.pdf_clip import Clip, narrowed
from extract.pdf_commands import Command, read_commands
from extract.pdf_device import Device
from extract.pdf_tokens import LARGEST, NotPlain, read_objects

_REPLACED = str.maketrans({"*": "_a", '"': "_w", "'": "_q"})
_QUICK = frozenset(("q", "Q", "cm", "m", "l", "TL", "Td", "Tm"))


class Interpreter(PDFPageInterpreter):
    """Runs a page's commands; operators are looked up once, and states are not copied for every string."""

    operators: dict[PSKeyword, tuple[str, int] | None]
    device: Device

    def __init__(self, rsrcmgr: Any, device: Any) -> None:
        super().__init__(rsrcmgr, device)
        self.operators = {}
        self.clips: list[Clip | None] = []

    def do_W(self) -> None:
        """Clip what follows by the path."""
        self.device.clip = narrowed(self.device.clip, self.curpath, self.device.ctm)

    do_W_a = do_W

    def do_q(self) -> None:
        """Keep the state, and how it is clipped."""
        super().do_q()
        self.clips.append(self.device.clip)

    def do_Q(self) -> None:
        """Return to the state kept last."""
        super().do_Q()
        if self.clips:
            self.device.clip = self.clips.pop()

    def do_Do(self, xobjid: Any) -> None:
        """Draw a form, which clips only itself."""
        clip = self.device.clip
        super().do_Do(xobjid)
        self.device.clip = clip

    def execute(self, streams: Sequence[object]) -> None:
        """Run the commands of streams that are not being run already."""
        self.stream_ids.clear()
        own = []
        for stream in map(stream_value, streams):
            if stream.objid is not None and stream.objid not in self.parent_stream_ids:
                own.append(stream)
                self.stream_ids.add(stream.objid)
        data = [stream.get_data() for stream in own]
        small = sum(map(len, data)) <= LARGEST
        if small:
            with suppress(NotPlain):
                return self._follow(read_commands(data))
        for item in _objects(own, data, small):
            if item.__class__ is PSKeyword:
                self._run(item)
            else:
                self.argstack.append(item)
        return None

    def _follow(self, commands: Sequence[Command]) -> None:
        """Run whole commands, each with its operands."""
        known: dict[str, Any] = {}
        for name, operands in commands:
            method = known.get(name)
            if method is None:
                own = f"quick_{name}" if name in _QUICK else f"do_{name.translate(_REPLACED)}"
                method = known[name] = getattr(self, own)
            method(*operands)

    def _run(self, item: PSKeyword) -> None:
        found = self.operators.get(item, self)
        if found is self:
            found = self.operators[item] = self._operator(item)
        if found is None:
            return
        name, count = found  # type: ignore[misc]
        if not count:
            getattr(self, name)()
            return
        arguments = self.pop(count)
        if len(arguments) == count:
            getattr(self, name)(*arguments)

    def _operator(self, item: PSKeyword) -> tuple[str, int] | None:
        name = "do_" + keyword_name(item).translate(_REPLACED)
        method = getattr(self, name, None)
        return None if method is None else (name, method.__code__.co_argcount - 1)

    def do_TJ(self, seq: Any) -> None:
        """Show text."""
        if self.textstate.font is not None:
            self.device.render_string(self.textstate, seq, self.graphicstate.ncs, self.graphicstate)

    def do_line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Stroke a straight line."""
        if self.curpath:
            self.curpath += [("m", x0, y0), ("l", x1, y1)]
            self.do_S()
            return
        a, b, c, d, e, f = self.device.ctm
        self.device.lines.append([(a * x0 + c * y0 + e, b * x0 + d * y0 + f),
                                  (a * x1 + c * y1 + e, b * x1 + d * y1 + f)])  # fmt: skip

    def do_fresh(self, *ends: float) -> None:
        """Drop the path begun and stroke a straight line."""
        self.curpath = []
        self.do_line(*ends)

    def do_box(self, x: float, y: float, width: float, height: float, stroke: bool, fill: bool) -> None:
        """Paint a rectangle."""
        a, b, c, d, e, f = self.device.ctm
        start, end = (a * x + e, d * y + f), (a * (x + width) + e, d * (y + height) + f)
        if not self.curpath and not b and not c and start[1] != end[1]:
            self.device.rects.append((start, end, stroke, fill))
            return
        self.do_re(x, y, width, height)
        self.device.paint_path(self.graphicstate, stroke, fill, False, self.curpath)
        self.curpath = []

    # what follows do `do_` of the same name, for operands known to be numbers

    def quick_q(self) -> None:
        kept = PDFTextState.__new__(PDFTextState)
        kept.__dict__.update(self.textstate.__dict__)
        self.gstack.append((self.ctm, kept, self.graphicstate))
        self.clips.append(self.device.clip)

    def quick_Q(self) -> None:
        if self.gstack:
            self.ctm, self.textstate, self.graphicstate = self.gstack.pop()
            self.device.ctm = self.ctm
        if self.clips:
            self.device.clip = self.clips.pop()

    def quick_cm(self, *matrix: float) -> None:
        self.ctm = self.device.ctm = mult_matrix(matrix, self.ctm)  # type: ignore[arg-type]

    def quick_m(self, x: float, y: float) -> None:
        self.curpath.append(("m", x, y))

    def quick_l(self, x: float, y: float) -> None:
        self.curpath.append(("l", x, y))

    def quick_TL(self, leading: float) -> None:
        self.textstate.leading = -leading

    def quick_Td(self, x: float, y: float) -> None:
        state = self.textstate
        a, b, c, d, e, f = state.matrix
        state.matrix = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)
        state.linematrix = (0, 0)

    def quick_Tm(self, *matrix: float) -> None:
        self.textstate.matrix = matrix  # type: ignore[assignment]
        self.textstate.linematrix = (0, 0)


def _objects(streams: Sequence[Any], data: Sequence[bytes], small: bool) -> Iterable[Any]:
    """Return operands and operators: cut in one pass where they are plain, else from pdfminer's parser."""
    if small:
        with suppress(NotPlain):
            return read_objects(data)
    return _parsed(streams)


def _parsed(streams: Sequence[Any]) -> Iterator[Any]:
    try:
        parser = PDFContentParser(streams)
    except PSEOF:
        return
    while True:
        try:
            _, item = parser.nextobject()
        except PSEOF:
            return
        yield item
