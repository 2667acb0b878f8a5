"""The strict Jinja environment of every template: no code, no silence, nothing unformatted.

docxtpl's own defaults run code from templates, print nothing for a missing variable and drop text
after `&`. Here a missing name raises, every text is escaped, and only text that we formatted (`str`)
may be printed: a number in a template is an error, since its source could not be named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import CodeType
from typing import Any

from jinja2 import StrictUndefined, Template, Undefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from extract.finding import LkjipError

# characters that XML 1.0 cannot hold: they would break the document, and no reader can see them
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


# what a template may be made of: {{ }}, for, if, and these few filters; nothing that calls, computes or sets
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem,
    nodes.For, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Filter,
    nodes.Test, nodes.Concat, nodes.List, nodes.Tuple, nodes.Keyword,
)  # fmt: skip
FILTERS = frozenset(("capitalize", "count", "d", "default", "e", "escape", "first", "join", "last", "length",
                     "list", "lower", "reverse", "title", "trim", "upper"))  # fmt: skip
WORDS = {"Call": "memanggil fungsi", "Assign": "{% set %}", "AssignBlock": "{% set %}", "Macro": "{% macro %}",
         "CallBlock": "{% call %}", "Include": "{% include %}", "Import": "{% import %}",
         "FromImport": "{% import %}",
         "Extends": "{% extends %}", "Block": "{% block %}", "With": "{% with %}", "FilterBlock": "{% filter %}",
         "ScopedEvalContextModifier": "{% autoescape %}"}  # fmt: skip
MAX_STEPS = 300_000  # turns of all loops of one part together; the largest report needs some thousands
MAX_OUTPUT = 100_000_000  # characters of one rendered part
MAX_TEXT = 1_000_000  # characters of one joined text
MAX_DEPTH = 80  # nodes within nodes; the shipped templates stay below 15
MAX_BLOCKS = 15  # for and if within each other; Python itself ends at 20
TOO_DEEP = "templat bersarang terlalu dalam (kurung, titik, filter, atau for/if di dalam for/if)"
_COUNTED = "_dihitung"


class UnformattedValue(LkjipError):
    """A template printed something that is not text."""


class ForbiddenConstruct(SecurityError):
    """A template asks for something that only programs do; `lineno` is its line in the Jinja source."""

    def __init__(self, message: str, lineno: int | None = None) -> None:
        super().__init__(message)
        self.lineno = lineno


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Accepts the allowed constructs only, and counts the turns of loops."""

    steps = 0

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        try:
            tree = super()._parse(source, name, filename)
        except RecursionError as error:
            raise ForbiddenConstruct(TOO_DEEP) from error
        except ValueError as error:  # Python reads no number of thousands of digits
            raise ForbiddenConstruct("angka dalam tag templat terlalu panjang") from error
        every = list(_walk(tree))
        for node in every:
            if not isinstance(node, ALLOWED):
                kind = type(node).__name__
                what = WORDS.get(kind, "berhitung" if isinstance(node, nodes.BinExpr | nodes.UnaryExpr) else kind)
                text = f"templat tidak boleh {what}; hanya {{{{ nama }}}}, for dan if"
                raise ForbiddenConstruct(text, node.lineno)
            if isinstance(node, nodes.Filter) and node.name in self.filters and node.name not in FILTERS:
                raise ForbiddenConstruct(f"filter '{node.name}' tidak boleh dipakai dalam templat", node.lineno)
        for loop in [node for node in every if isinstance(node, nodes.For)]:
            if loop.recursive:
                raise ForbiddenConstruct("templat tidak boleh memakai for ... recursive", loop.lineno)
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
        return tree

    def spend(self, steps: int) -> None:
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise ForbiddenConstruct(
                f"perulangan for melebihi {MAX_STEPS:,} putaran; for di dalam for terlalu banyak".replace(",", ".")
            )


def _walk(tree: nodes.Template) -> Iterator[nodes.Node]:
    """Yield every node; a tree deeper than any person writes is refused before something recurses into it."""
    waiting: list[tuple[nodes.Node, int, int]] = [(tree, 0, 0)]
    while waiting:
        node, depth, blocks = waiting.pop()
        blocks += isinstance(node, nodes.For | nodes.If)
        if depth > MAX_DEPTH or blocks > MAX_BLOCKS:
            raise ForbiddenConstruct(TOO_DEEP, getattr(node, "lineno", None))
        yield node
        waiting += [(child, depth + 1, blocks) for child in node.iter_child_nodes()]


class _Counted(Sequence[Any]):
    """A list that tells the environment about every turn of the loop over it."""

    def __init__(self, environment: TemplateEnvironment, items: Iterable[Any]) -> None:
        self.environment = environment
        self.items = items if isinstance(items, list | tuple) else list(items)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: Any) -> Any:
        return self.items[index]

    def __iter__(self) -> Iterator[Any]:
        self.environment.spend(1)
        for item in self.items:
            self.environment.spend(1)
            yield item


def _join(value: Iterable[Any], separator: str = "") -> str:
    """Return the joined text; a text that only a trap would make is refused."""
    parts = [str(only_formatted(v)) for v in value]
    if sum(map(len, parts)) + len(parts) * len(str(separator)) > MAX_TEXT:
        raise ForbiddenConstruct("teks yang digabung dengan join terlalu panjang")
    return str(separator).join(parts)


def only_formatted(value: object) -> str:
    """Return the text to print; anything but text is refused."""
    if isinstance(value, Undefined):
        return str(value)  # StrictUndefined raises here, naming the variable
    if not isinstance(value, str):
        raise UnformattedValue(
            f"nilai bertipe {type(value).__name__} belum diformat; templat hanya boleh mencetak teks jadi",
            kode="TEMPLAT-NILAI",
        )
    return UNPRINTABLE.sub("", value) if UNPRINTABLE.search(value) else value


def render_text(template: Template, data: Mapping[str, Any]) -> str:
    """Return the rendered text; loops and size are bounded anew for every rendering."""
    environment = template.environment
    if isinstance(environment, TemplateEnvironment):
        environment.steps = 0
    parts, size = [], 0
    for part in template.generate(data):
        size += len(part)
        if size > MAX_OUTPUT:
            raise ForbiddenConstruct(f"hasil templat lebih besar dari {MAX_OUTPUT // 1_000_000} juta huruf")
        parts.append(part)
    return "".join(parts)


def compile_text(source: str) -> CodeType:
    """Return a template's code, its constructs checked."""
    code: CodeType = make_environment().compile(source)
    return code


def template_of(code: CodeType) -> Template:
    """Return the template that `compile_text` made this code of."""
    environment = make_environment()
    return environment.template_class.from_code(environment, code, environment.make_globals(None))


def make_environment() -> TemplateEnvironment:
    """Return the environment all templates are compiled in."""
    environment = TemplateEnvironment(
        undefined=StrictUndefined, autoescape=True, finalize=only_formatted, cache_size=0
    )
    for name in ("safe", "pprint", "tojson", "xmlattr", "urlize"):
        environment.filters.pop(name, None)
    for name in ("range", "lipsum", "cycler", "joiner", "namespace", "dict"):
        environment.globals.pop(name, None)
    environment.filters["join"] = _join
    environment.filters[_COUNTED] = lambda items: _Counted(environment, items)
    return environment
