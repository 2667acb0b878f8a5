"""Formulas a report writes out with numbers: read, and computed with the precision their inputs allow."""

from __future__ import annotations

import re
from decimal import Decimal, DivisionByZero, InvalidOperation

from msgspec import Struct, field

from extract.laporan_angka import Nilai, find_numbers, parse_cell, parse_number
from extract.laporan_model import Tempat

_BILANGAN = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_TOKEN = re.compile(rf"\s*(?:(?P<n>{_BILANGAN})\s*%?|(?P<op>[-+*/()]))")
_EKSPRESI = re.compile(
    rf"(?:[(\s\[]*(?:{_BILANGAN})\s*%?[\s)\]]*)(?:[-+*/][-+*/()\s\[\]]*(?:{_BILANGAN})\s*%?[\s)\]]*)+"
)


class Rumus(Struct):
    """One worked formula: `label` before it, numbers in it, computed bounds, printed result."""

    teks: str
    label: str
    masuk: list[Nilai]
    bawah: Decimal | None  # None: division by zero
    atas: Decimal | None
    hasil: Nilai | None
    tempat: Tempat
    indikator: int | None = None
    pembilang: Nilai | None = None
    penyebut: Nilai | None = None
    urut: int = 0
    ukuran: str = ""
    dari_sel: bool = False
    lain: list[Tempat] = field(default_factory=list)


class _Parser:
    """Evaluates + - * / and brackets over Decimals; percent signs are ignored."""

    def __init__(self, text: str, values: list[Decimal] | None = None) -> None:
        self.tokens: list[str | int] = []
        self.numbers: list[Decimal] = []
        self.spans: list[str] = []
        pos = 0
        while pos < len(text):
            match = _TOKEN.match(text, pos)
            if not match or match.end() == pos:
                break
            if match.group("n"):
                self.tokens.append(len(self.numbers))
                self.numbers.append(
                    parse_number(match.group("n"), "%")[0]
                    if "%" in match.group()
                    else parse_number(match.group("n"))[0]
                )
                self.spans.append(match.group().strip())
            else:
                self.tokens.append(match.group("op"))
            pos = match.end()
        if values is not None:
            self.numbers = values
        self.at = 0

    def value(self) -> Decimal:
        result = self._sum()
        if self.at != len(self.tokens):
            raise ValueError("trailing tokens")
        return result

    def _peek(self) -> str | int | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _sum(self) -> Decimal:
        left = self._product()
        while self._peek() in ("+", "-"):
            op = self.tokens[self.at]
            self.at += 1
            right = self._product()
            left = left + right if op == "+" else left - right
        return left

    def _product(self) -> Decimal:
        left = self._atom()
        while self._peek() in ("*", "/"):
            op = self.tokens[self.at]
            self.at += 1
            right = self._atom()
            left = left * right if op == "*" else left / right
        return left

    def _atom(self) -> Decimal:
        token = self._peek()
        self.at += 1
        if token == "(":
            inner = self._sum()
            if self._peek() == ")":
                self.at += 1
            return inner
        if token == "-":
            return -self._atom()
        if isinstance(token, int):
            return self.numbers[token]
        raise ValueError("not a value")


def normalise(text: str) -> str:
    """Return the text with the many signs of multiplication and division made * and /."""
    text = re.sub(r"<[^>]+>", " ", text)
    text = re.sub(r"[A-Za-z]?Rp\.?\s*(?=\d)", "", text)
    text = text.replace("×", "*").replace("÷", "/").replace("–", "-").replace("−", "-").replace("∗", "*")
    text = re.sub(r"(?<=[\d%)\s])[xX](?=\s*[\d(])", "*", text)
    text = re.sub(r"(?<=[\d%)])\s*:\s*(?=[\d(])", "/", text)
    return text.replace("[", "(").replace("]", ")").replace("{", "(").replace("}", ")")


def evaluate(expression: str) -> tuple[Decimal, Decimal, list[Nilai]] | None:
    """Return lower and upper bound and the inputs; None where it cannot be read; zero division raises."""
    parser = _Parser(expression)
    if len(parser.numbers) < 2 or not any(t in ("+", "-", "*", "/") for t in parser.tokens):
        return None
    texts = parser.spans
    inputs = [v for v in (parse_cell(t) for t in texts) if v is not None]
    if len(inputs) != len(parser.numbers):
        return None
    try:
        middle = parser.value()
    except (ValueError, IndexError, InvalidOperation) as error:
        if isinstance(error, (DivisionByZero, InvalidOperation)):
            raise ZeroDivisionError from error
        return None
    except DivisionByZero as error:
        raise ZeroDivisionError from error
    spread = Decimal(0)
    divisors = {t for before, t in zip(parser.tokens, parser.tokens[1:], strict=False) if before == "/"}
    for i, value in enumerate(inputs):
        if i in divisors or re.search(rf"/\s*\(\s*{re.escape(parser.spans[i])}\s*\)", expression):
            continue  # a target or a population is what it is
        if value.desimal == 0 and value.satuan != "%":
            continue
        if value.nilai == 100:
            continue
        moved = [v for v in parser.numbers]
        moved[i] += value.ulp / 2
        try:
            spread += abs(_Parser(expression, moved).value() - middle)
        except (ValueError, IndexError, DivisionByZero, InvalidOperation):
            return None
    return middle - spread, middle + spread, inputs


def read_formulas(text: str, place: Tempat, urut: int = 0) -> list[Rumus]:
    """Return the worked formulas in a text, each with its printed result where one follows."""
    out: list[Rumus] = []
    flat = normalise(text)
    dashed = re.match(r"\s*(?P<hasil>[\d.,]+\s*%?)\s*-{3,}\s*(?P<isi>.+)$", flat, re.S)
    if dashed:
        made = _formula("", dashed.group("isi"), parse_cell(dashed.group("hasil")), text, place)
        return [made] if made else []
    parts = flat.split("=")
    for i, part in enumerate(parts):
        expression = _arithmetic(part)
        if not expression:
            continue
        result = _result(parts[i + 1]) if i + 1 < len(parts) else None
        if i + 1 < len(parts) and result is None and not _arithmetic(parts[i + 1]):
            continue
        label = parts[i - 1] if i else re.split(r"[:(\d]", part)[0]
        if i == 0 and result is None:
            continue
        made = _formula(label, expression, result, text, place)
        if made:
            made.urut = urut
            out.append(made)
    return out


def _arithmetic(part: str) -> str:
    """Return the arithmetic at the end of a piece between two equal signs."""
    found = [m.group() for m in _EKSPRESI.finditer(part)]
    if not found:
        return ""
    text = found[-1].strip()
    if re.search(r"[A-Za-z]", part[part.rfind(found[-1]) + len(found[-1]) :].strip(" .%)")):
        return ""
    if not re.search(r"[*/+]|\d\s-\s\d", text):
        return ""
    return text


def _result(part: str) -> Nilai | None:
    match = re.match(r"\s*\(?\s*(-?(?:" + _BILANGAN + r")\s*(?:%|persen)?)(?!\s*[*/+(\d])", part)
    return parse_cell(match.group(1)) if match else None


def _formula(label: str, expression: str, result: Nilai | None, text: str, place: Tempat) -> Rumus | None:
    expression = _balance(expression)
    numbers = [v for _, _, v in find_numbers(expression)]
    try:
        found = evaluate(expression)
    except ZeroDivisionError:
        return Rumus(text.strip(), label.strip(), numbers, None, None, result, place, *(None, *_ratio(expression)))
    if found is None:
        return None
    low, high, inputs = found
    return Rumus(text.strip(), label.strip(), inputs, low, high, result, place, None, *_ratio(expression))


def _balance(expression: str) -> str:
    text = expression.strip()
    while text.count("(") > text.count(")"):
        text = text.replace("(", "", 1) if text.startswith("(") and ")" not in text else text + ")"
    while text.count(")") > text.count("("):
        at = text.rfind(")")
        text = text[:at] + text[at + 1 :]
    return text


def _ratio(expression: str) -> tuple[Nilai | None, Nilai | None]:
    """Return A and B of `A / B * 100`, where the formula has that form."""
    match = re.fullmatch(
        rf"[(\s]*({_BILANGAN})\s*(%?)[)\s]*/[(\s]*({_BILANGAN})\s*(%?)[)\s]*(?:\*\s*\(?100\s*%?\)?)?\s*",
        expression.strip(),
    )
    if not match:
        return None, None
    return parse_cell(match.group(1) + match.group(2)), parse_cell(match.group(3) + match.group(4))
