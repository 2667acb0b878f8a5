"""Faults of a template, named as an office can find them: chapter, paragraph, the text around."""

from __future__ import annotations

import re
import traceback
from html import unescape

from jinja2 import TemplateSyntaxError, UndefinedError

from extract.finding import LkjipError
from render.environment import ForbiddenConstruct, UnformattedValue

AROUND = 90  # characters of a paragraph that a message quotes

NAMES = {"d": "bagian depan", "L": "lampiran"}


def name_bab(bab: str) -> str:
    """Return `Bab III`, `bagian depan`, `lampiran`."""
    return NAMES.get(bab) or f"Bab {roman(int(bab)) if bab.isdigit() else bab}"


def roman(number: int) -> str:
    """Return the number in capital roman figures."""
    values = (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    text = ""
    for value, sign in values:
        while number >= value:
            text, number = text + sign, number - value
    return text


class TemplateFault(LkjipError):
    """A template that cannot be rendered, with its place."""

    def __init__(
        self, pesan: str, *, kode: str, file: str, bab: str, paragraph: int | None, around: str
    ) -> None:
        super().__init__(pesan, kode=kode, lokasi=(f"{file}: paragraf {paragraph}" if paragraph else file,))
        self.file, self.bab, self.paragraph, self.around = file, bab, paragraph, around


def make_fault(exc: Exception, source: str, line: int | None, file: str, bab: str) -> TemplateFault:
    """Return the fault for an error of Jinja at a line of the paragraph-per-line source."""
    paragraph = max(line - 1, 1) if line else None
    around = quote_paragraph(source, line) if line else ""
    kode, what = explain(exc)
    where = f", paragraf {paragraph}" if paragraph else ""
    near = f" Teks di sekitarnya: «{around}»." if around else ""
    return TemplateFault(
        f"Templat {file} ({name_bab(bab)}{where}): {what}.{near}",
        kode=kode,
        file=file,
        bab=bab,
        paragraph=paragraph,
        around=around,
    )


def explain(exc: Exception) -> tuple[str, str]:
    """Return code and Indonesian wording of an error met while compiling or rendering."""
    text = str(exc)
    if isinstance(exc, UndefinedError):
        name = re.search(r"'([^']+)' is undefined|no attribute '([^']+)'|attribute '([^']+)'", text)
        found = next((g for g in name.groups() if g), "") if name else text
        return "TEMPLAT-NAMA", f"nama '{found}' tidak dikenal"
    if isinstance(exc, TemplateSyntaxError):
        return "TEMPLAT-TAG", f"tag rusak: {syntax_text(text)}"
    if isinstance(exc, UnformattedValue):
        return "TEMPLAT-NILAI", text
    if type(exc).__name__ == "XMLSyntaxError":
        return "TEMPLAT-XML", "hasilnya bukan dokumen Word yang utuh; sebuah tag memotong tabel atau paragraf"
    if isinstance(exc, ForbiddenConstruct):
        return "TEMPLAT-LARANGAN", text
    if isinstance(exc, RecursionError | MemoryError):
        return "TEMPLAT-LARANGAN", "tag terlalu panjang atau bersarang terlalu dalam"
    return "TEMPLAT-GALAT", f"{type(exc).__name__}: {text}"


def syntax_text(text: str) -> str:
    """Say Jinja's commonest complaints in Indonesian; others stay as they are."""
    known = (
        (
            r"unexpected end of template.*|Unexpected end of template.*",
            "ada {% for %} atau {% if %} yang tidak ditutup dengan {% endfor %} atau {% endif %}",
        ),
        (r"expected token 'end of print statement', got '(.*)'", r"isi {{ }} tidak terbaca di dekat '\1'"),
        (r"expected token 'end of statement block', got '(.*)'", r"isi {% %} tidak terbaca di dekat '\1'"),
        (r"Encountered unknown tag '(.*?)'.*", r"tag '\1' tidak dikenal atau tidak ada pembukanya"),
        (r"unexpected '(.*)'", r"tanda '\1' tidak pada tempatnya"),
        (r"Expected an expression, got .*", "tag kosong, tidak ada nama di dalamnya"),
        (r"No filter named '(.*)'.*", r"filter '\1' tidak ada"),
        (r"Missing end of comment tag", "komentar {# tidak ditutup dengan #}"),
        (r"unexpected char (.*) at .*", r"tanda \1 tidak pada tempatnya"),
    )
    for pattern, message in known:
        if re.match(pattern, text, re.DOTALL):
            return re.sub(pattern, message, text, flags=re.DOTALL)
    return text


def locate_line(exc: BaseException) -> int | None:
    """Return the template line an error was raised at, from Jinja's rewritten traceback."""
    lines = [
        frame.lineno for frame in traceback.extract_tb(exc.__traceback__) if frame.filename == "<template>"
    ]
    return lines[-1] if lines else None


def quote_paragraph(source: str, line: int) -> str:
    """Return the readable text of a source line, shortened; its neighbours where it is empty."""
    lines = source.split("\n")
    for number in (line, line + 1, line - 1):
        if 1 <= number <= len(lines):
            text = visible_text(lines[number - 1])
            if text:
                return text if len(text) <= AROUND else text[: AROUND - 1] + "…"
    return ""


def visible_text(xml: str) -> str:
    xml = re.sub(r"</w:p>|<w:br[^>]*/>|<w:tab/>", " ", xml)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", xml))).strip()
