"""Formulas whose value the workbook does not hold, evaluated where they are simple arithmetic.

Only + - * / and SUM, ROUND, AVERAGE over cells of the same sheet, with Decimal. Anything else is
refused, so that the cell is reported instead of guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation

from extract.grid import Cell, Sheet

_TOKEN = re.compile(
    r"\s*(?:(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)|(\d+(?:\.\d+)?%?)|([A-Z]+)(?=\()|([-+*/(),;]))", re.I
)


class TakDapatDihitung(ValueError):
    """The formula is not simple arithmetic, or a cell it needs holds no number."""


def addresses(sheet: Sheet) -> dict[str, Cell]:
    """Return the cells of a sheet by address (`C7`)."""
    return {cell.locator.rpartition("!")[2]: cell for table in sheet.tables() for row in table.rows for cell in row}


def evaluate(
    cell: Cell, cells: dict[str, Cell], number: Callable[[Cell], Decimal | None], depth: int = 0
) -> Decimal:
    """Return the value of a cell: its own, or that of its formula. `number` reads a plain cell."""
    if cell.formula is None or cell.value is not None:
        value = number(cell)
        if value is None:
            raise TakDapatDihitung(cell.locator)
        return value
    if depth > 20:
        raise TakDapatDihitung(cell.locator)
    return _Parser(cell.formula, cells, number, depth).run()


class _Parser:
    def __init__(
        self, formula: str, cells: dict[str, Cell], number: Callable[[Cell], Decimal | None], depth: int
    ) -> None:
        self.cells, self.number, self.depth = cells, number, depth
        self.tokens: list[tuple[str, str]] = []
        text, at = formula.lstrip("=").strip(), 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise TakDapatDihitung(formula)
            kind = ("ref", "num", "func", "op")[next(i for i, g in enumerate(match.groups()) if g)]
            self.tokens.append((kind, match[0].strip()))
            at = match.end()
        self.at = 0

    def run(self) -> Decimal:
        value = self._sum()
        if self.at != len(self.tokens):
            raise TakDapatDihitung("sisa rumus")
        return value

    def _peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def _take(self, expected: str | None = None) -> tuple[str, str]:
        if self.at >= len(self.tokens) or (expected and self.tokens[self.at][1] != expected):
            raise TakDapatDihitung("rumus tidak lengkap")
        self.at += 1
        return self.tokens[self.at - 1]

    def _sum(self) -> Decimal:
        value = self._product()
        while self._peek() in ("+", "-"):
            value = value + self._product() if self._take()[1] == "+" else value - self._product()
        return value

    def _product(self) -> Decimal:
        value = self._atom()
        while self._peek() in ("*", "/"):
            operator, right = self._take()[1], self._atom
            try:
                value = value * right() if operator == "*" else value / right()
            except (DivisionByZero, InvalidOperation) as error:
                raise TakDapatDihitung("bagi nol") from error
        return value

    def _atom(self) -> Decimal:
        kind, text = self._take()
        if text in ("-", "+"):
            return -self._atom() if text == "-" else self._atom()
        if text == "(":
            value = self._sum()
            self._take(")")
            return value
        if kind == "num":
            return Decimal(text[:-1]) / 100 if text.endswith("%") else Decimal(text)
        if kind == "ref" and ":" not in text:
            return self._cell(text.replace("$", ""), blank=Decimal(0))
        if kind == "func":
            return self._function(text.upper())
        raise TakDapatDihitung(text)

    def _cell(self, address: str, blank: Decimal) -> Decimal:
        cell = self.cells.get(address.upper())
        if cell is None or (cell.formula is None and not cell.text.strip()):
            return blank
        return evaluate(cell, self.cells, self.number, self.depth + 1)

    def _function(self, name: str) -> Decimal:
        self._take("(")
        if name in ("SUM", "AVERAGE"):
            values = self._list()
            if name == "AVERAGE" and not values:
                raise TakDapatDihitung(name)
            return sum(values, Decimal(0)) / (len(values) if name == "AVERAGE" else 1)
        if name == "ROUND":
            value = self._sum()
            self._take(";" if self._peek() == ";" else ",")
            digits = int(self._sum())
            self._take(")")
            return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
        raise TakDapatDihitung(name)

    def _list(self) -> list[Decimal]:
        values: list[Decimal] = []
        while True:
            if self._peek() and self.tokens[self.at][0] == "ref" and ":" in self._peek():
                values.extend(self._range(self._take()[1].replace("$", "").upper()))
            else:
                values.append(self._sum())
            if self._take()[1] == ")":
                return values

    def _range(self, text: str) -> list[Decimal]:
        first, last = (re.fullmatch(r"([A-Z]+)(\d+)", part) for part in text.split(":"))
        if first is None or last is None:
            raise TakDapatDihitung(text)
        columns = range(_column(first[1]), _column(last[1]) + 1)
        found = []
        for row in range(int(first[2]), int(last[2]) + 1):
            for column in columns:
                cell = self.cells.get(f"{_letters(column)}{row}")
                # SUM skips texts; "-" in a column of numbers is no value
                if cell is not None and (cell.formula is not None or self.number(cell) is not None):
                    found.append(evaluate(cell, self.cells, self.number, self.depth + 1))
        return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
