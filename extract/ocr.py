"""Pages without text: rendered by pdfium, read by tesseract, laid out by the same table model.

Every cell read this way carries `ocr=True`. Without the engine or its Indonesian language pack the page
stays unreadable, and a finding names it.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from extract.limits import Limits
from extract.pdf_ruled import assign_words, find_grids
from extract.pdf_words import Box, PageContent, Rule, Word

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 300
SECONDS = 60
SURE = 30.0  # words below this confidence are noise
DOUBT = 70.0  # numbers below this confidence are named in a finding
_SIGN = re.compile(r"^(?:Yo|Y0|yo|0/0|°/o|9/0|o/o)\.?$")  # a percent sign that heads a column
_PERCENT = re.compile(r"^(\d[\d.,]*)(Yo|Y0|yo|Ye|0/0|°/o|[”\"'“]{1,2})$")
RULE_LENGTH = 0.35  # inches of unbroken dark that make a rule


@lru_cache(maxsize=1)
def engine_available() -> bool:
    """Say whether tesseract with the Indonesian language pack is installed."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return b"ind" in listed.stdout.split()


def read_scanned(second: Any, number: int, limits: Limits) -> tuple[PageContent, list[Word]] | None:
    """Return the content of an image-only page and its doubtful numbers; None where nothing could be read.

    `second` is the file opened by pdfium, `number` counts pages from 1.
    """
    if not engine_available():
        return None
    page = second[number - 1]
    width, height = page.get_size()
    scale = min(DPI / 72, (limits.pixels / (width * height)) ** 0.5)
    image = page.render(scale=scale, grayscale=True).to_pil()
    page.close()
    image, turn = _upright(image)
    dark = _dark(image)
    rules = _find_rules(dark, scale)
    cleaned = _without_rules(image, rules, scale)
    words, doubtful = _recognise(cleaned, scale)
    if not words:
        return None
    words, doubtful = _reread(cleaned, dark, words, doubtful, rules, scale)
    size = (image.width / scale, image.height / scale)
    return PageContent(number, size[0], size[1], tuple(words), tuple(rules), turn=turn), doubtful


def _upright(image: Image) -> tuple[Image, int]:
    """Return the image turned so that its text can be read, and by how many degrees clockwise."""
    best, found = (-1.0, 0), image
    small = image.reduce(2)
    for turn in (0, 90, 270, 180):
        turned = small.rotate(-turn, expand=True) if turn else small
        words = _tesseract(turned, 6)
        long = [float(w["conf"]) for w in words if len(w["text"]) > 3]
        score = sum(max(0.0, conf - 50) for conf in long)
        if score > best[0]:
            best, found = (score, turn), image.rotate(-turn, expand=True) if turn else image
        if turn == 0 and len(long) > 10 and sum(c > 70 for c in long) > 0.6 * len(long):
            break
    return found, best[1]


def _dark(image: Image) -> Any:
    import numpy

    return numpy.asarray(image) < 150


def _find_rules(dark: Any, scale: float) -> list[Rule]:
    """Return the straight dark lines of a page image, in points."""
    length = int(RULE_LENGTH * 72 * scale)
    rules = [Rule(x0 / scale, y0 / scale, x1 / scale, y1 / scale) for x0, y0, x1, y1 in _runs(dark, length)]
    rules += [Rule(y0 / scale, x0 / scale, y1 / scale, x1 / scale) for x0, y0, x1, y1 in _runs(dark.T, length)]
    return rules


def _runs(dark: Any, length: int) -> list[tuple[int, int, int, int]]:
    """Return boxes (x0, y0, x1, y1) of long thin dark runs along the rows of a bitmap."""
    import numpy

    if dark.shape[1] <= length:
        return []
    sums = numpy.cumsum(dark, axis=1, dtype=numpy.int32)
    full = (sums[:, length:] - sums[:, :-length]) >= 0.96 * length
    open_boxes: list[list[int]] = []
    closed: list[list[int]] = []
    for y in numpy.flatnonzero(full.any(axis=1)).tolist():
        edges = numpy.diff(numpy.concatenate(([0], full[y].astype(numpy.int8), [0])))
        starts, ends = numpy.flatnonzero(edges == 1).tolist(), numpy.flatnonzero(edges == -1).tolist()
        for start, end in zip(starts, ends, strict=True):
            x0, x1 = start + 1, end + length
            for box in open_boxes:
                if y - box[3] <= 2 and x0 <= box[2] and box[0] <= x1:
                    box[0], box[2], box[3] = min(box[0], x0), max(box[2], x1), y
                    break
            else:
                open_boxes.append([x0, y, x1, y])
        closed += [box for box in open_boxes if y - box[3] > 2]
        open_boxes = [box for box in open_boxes if y - box[3] <= 2]
    thick = max(6, length // 12)
    return [(b[0], b[1], b[2], b[3] + 1) for b in [*closed, *open_boxes] if b[3] - b[1] < thick]


def _without_rules(image: Image, rules: list[Rule], scale: float) -> Image:
    from PIL import ImageDraw

    cleaned = image.copy()
    draw = ImageDraw.Draw(cleaned)
    for rule in rules:
        box = (rule.x0 * scale - 1, rule.top * scale - 1, rule.x1 * scale + 1, rule.bottom * scale + 1)
        draw.rectangle(box, fill=255)
    return cleaned


def _recognise(image: Image, scale: float) -> tuple[list[Word], list[Word]]:
    """Return the words of an image, and the numbers among them that the engine is not sure of."""
    words, doubtful = [], []
    for row in _tesseract(image, 11):
        x, y, w, h = (int(row[k]) / scale for k in ("left", "top", "width", "height"))
        text = mend_percent(row["text"].strip())
        if float(row["conf"]) < SURE or not (set(text) - set("|_—~.") or text == "-"):
            continue
        # tesseract's boxes hug the letters; fonts are higher
        words.append(Word(x, y - 0.15 * h, x + w, y + 1.2 * h, text, size=1.35 * h, ocr=True))
        sure = float(row["conf"]) >= DOUBT and text == row["text"].strip()
        if not sure and any(char.isdigit() for char in text):
            doubtful.append(words[-1])
    return words, doubtful


def mend_percent(text: str) -> str:
    """Return a number whose percent sign was taken for letters with its sign; the caller marks it doubtful."""
    return "%" if _SIGN.match(text) else _PERCENT.sub(r"\1%", text)


def _reread(
    image: Image, dark: Any, words: list[Word], doubtful: list[Word], rules: list[Rule], scale: float
) -> tuple[list[Word], list[Word]]:
    """Read every number, and every inked cell without a word, once more on its own; differences are doubts."""
    spots: list[tuple[Box, Word | None]] = [(w, w) for w in words if any(c.isdigit() for c in w.text)]
    for grid in find_grids(rules, words):
        for cell, inside in zip(grid.boxes, assign_words(grid.boxes, words), strict=True):
            ink = None if inside else _ink(dark, cell, scale)
            if ink is not None:
                spots.append((ink, None))
    texts = _read_strips(image, [box for box, _ in spots], scale)
    kept = list(words)
    for (box, word), text in zip(spots, texts, strict=True):
        if word is None and text:
            found = Word(box.x0, box.top - 1, box.x1, box.bottom + 1, text, size=box.height * 1.35, ocr=True)
            kept.append(found)
            doubtful.append(found)
        elif word is not None and text and text != word.text and word not in doubtful:
            doubtful.append(word)
    return kept, doubtful


def _ink(dark: Any, cell: Box, scale: float) -> Box | None:
    """Return the box of what is printed in a cell, away from its rules."""
    import numpy

    x0, y0 = int((cell.x0 + 1.5) * scale), int((cell.top + 1.5) * scale)
    part = dark[y0 : int((cell.bottom - 1.5) * scale), x0 : int((cell.x1 - 1.5) * scale)]
    if part.size == 0 or part.sum() < 12:
        return None
    ys, xs = numpy.flatnonzero(part.any(axis=1)), numpy.flatnonzero(part.any(axis=0))
    box = Box((x0 + xs[0]) / scale, (y0 + ys[0]) / scale, (x0 + xs[-1] + 1) / scale, (y0 + ys[-1] + 1) / scale)
    return box if 3 < box.height < 30 and box.width > 1 else None


def _read_strips(image: Image, boxes: list[Box], scale: float) -> list[str]:
    """Return the text of each box: their pictures are set one below the other and read in one go."""
    from PIL import Image as Pictures

    if not boxes:
        return []
    pictures = [
        image.crop(
            (int(b.x0 * scale) - 4, int(b.top * scale) - 2, int(b.x1 * scale) + 5, int(b.bottom * scale) + 3)
        )
        for b in boxes
    ]
    gap = 24
    width = max(p.width for p in pictures) + 2 * gap
    strip = Pictures.new("L", (width, sum(p.height + gap for p in pictures) + gap), 255)
    tops, y = [], gap
    for picture in pictures:
        strip.paste(picture, (gap, y))
        tops.append((y - gap // 2, y + picture.height + gap // 2))
        y += picture.height + gap
    texts = [""] * len(boxes)
    for row in _tesseract(strip, 6):
        middle = int(row["top"]) + int(row["height"]) / 2
        for i, (top, bottom) in enumerate(tops):
            if top <= middle < bottom:
                texts[i] += row["text"].strip()
    return [mend_percent(text) for text in texts]


def _tesseract(image: Image, mode: int) -> list[dict[str, str]]:
    """Return tesseract's words with their boxes (pixels) and confidence."""
    data = io.BytesIO()
    image.save(data, format="PNG", dpi=(DPI, DPI))
    command = ["tesseract", "stdin", "stdout", "-l", "ind", "--psm", str(mode), "tsv"]
    try:
        answer = subprocess.run(command, input=data.getvalue(), capture_output=True, timeout=SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return []
    rows = csv.DictReader(
        io.StringIO(answer.stdout.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    return [row for row in rows if row["level"] == "5" and (row["text"] or "").strip()]
