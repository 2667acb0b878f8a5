"""Names in templates against what the chapters' contexts really hold, loops and parts included."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from jinja2 import TemplateError, nodes
from msgspec import Struct, field

from render.document_faults import explain
from render.environment import make_environment
from render.templat_berkas import BerkasTemplat, Cacat, Paragraf, Tag
from render.templat_contoh import BEBAS, TEKS, Bentuk

LOOP = Bentuk(
    "bagian",
    {n: Bentuk("syarat") for n in ("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth")},
)
OPENERS = {"for": "endfor", "if": "endif"}
CANDIDATES = 3
LIKELY = 60  # rapidfuzz score from which a name is worth suggesting


class Lingkup(Struct):
    """The names known at one place of a template, inner loops over outer ones."""

    nama: dict[str, Bentuk]
    induk: Lingkup | None = None
    dipakai: set[str] = field(default_factory=set)

    def find(self, name: str) -> Bentuk | None:
        if name in self.nama:
            self.dipakai.add(name)
            return self.nama[name]
        return None if self.induk is None else self.induk.find(name)

    def all_names(self) -> list[str]:
        return [*self.nama, *(self.induk.all_names() if self.induk else [])]


class NamePass:
    """Walks a template's tags in order and checks every name; loops open and close scopes."""

    def __init__(self, berkas: BerkasTemplat, bentuk: Bentuk | None) -> None:
        self.berkas = berkas
        self.known = bentuk is not None
        self.scope = Lingkup(dict(bentuk.bagian) if bentuk else {})
        self.top = self.scope
        self.environment = make_environment()
        self.cacat: list[Cacat] = []
        self._open: list[tuple[str, Paragraf]] = []
        self._part = ""

    def run(self) -> list[Cacat]:
        """Check all paragraphs; afterwards `top.dipakai` holds the names the template uses."""
        for paragraph in self.berkas.paragraf:
            if paragraph.bagian != self._part:
                self._close_part()
                self._part = paragraph.bagian
            for tag in paragraph.tags:
                if tag.jenis != "#":
                    self._tag(tag, paragraph)
        self._close_part()
        return self.cacat

    def _close_part(self) -> None:
        for word, paragraph in self._open:
            self._report(
                "TEMPLAT-TAG", f"{{% {word} %}} ini tidak ditutup dengan {{% {OPENERS[word]} %}}", paragraph
            )
        self._open.clear()
        self.scope = self.top

    def _report(self, kode: str, apa: str, paragraph: Paragraf) -> None:
        self.cacat.append(self.berkas.cacat(kode, apa, paragraph))

    def _tag(self, tag: Tag, p: Paragraf) -> None:
        if tag.jenis == "{":
            self._value(tag.isi, p, printed=True)
            return
        word, rest = tag.kata, tag.isi[len(tag.kata) :].strip()
        if word == "for":
            self._open.append((word, p))
            self._loop(rest, p)
        elif word in ("if", "elif"):
            if word == "if":
                self._open.append((word, p))
            elif not self._inside("if"):
                self._report("TEMPLAT-TAG", "{% elif %} tanpa {% if %} pembukanya", p)
            self._value(rest, p, printed=False)
        elif word == "else":
            if not self._open:
                self._report("TEMPLAT-TAG", "{% else %} tanpa {% if %} pembukanya", p)
        elif word in ("endfor", "endif"):
            self._end(word, p)
        elif word == "set":
            self._set(rest, p)
        elif word not in ("vm", "hm", "colspan", "cellbg"):
            near = _nearest(word, ["for", "endfor", "if", "elif", "else", "endif", "set"])
            self._report("TEMPLAT-TAG", f"perintah '{word}' tidak dikenal{near}", p)

    def _inside(self, word: str) -> bool:
        return bool(self._open) and self._open[-1][0] == word

    def _end(self, word: str, p: Paragraf) -> None:
        opener = word.removeprefix("end")
        if not self._open:
            self._report("TEMPLAT-TAG", f"{{% {word} %}} tanpa {{% {opener} %}} pembukanya", p)
            return
        found, place = self._open[-1]
        if found != opener:
            self._report(
                "TEMPLAT-TAG",
                f"{{% {word} %}} menutup, padahal yang terbuka {{% {found} %}} di paragraf {place.nomor}",
                p,
            )
            if not any(w == opener for w, _ in self._open):
                return
            while self._open and self._open[-1][0] != opener:
                self._pop()
        self._pop()

    def _pop(self) -> None:
        word, _ = self._open.pop()
        if word == "for" and self.scope.induk is not None:
            self.scope = self.scope.induk

    def _loop(self, text: str, p: Paragraf) -> None:
        match = re.match(r"(.+?)\s+in\s+(.+?)(?:\s+if\s+.+)?$", text, re.DOTALL)
        names = dict.fromkeys((n.strip() for n in match.group(1).split(",")) if match else (), BEBAS)
        if match is None:
            self._report("TEMPLAT-TAG", "perulangan harus berbentuk {% for x in daftar %}", p)
        else:
            shape = self._value(match.group(2), p, printed=False)
            if shape.jenis in ("teks", "bagian"):
                self._report("TEMPLAT-NAMA", f"'{match.group(2)}' bukan daftar, tidak dapat diulang", p)
            if len(names) == 1:
                names = {next(iter(names)): shape.isi or BEBAS if shape.jenis == "daftar" else BEBAS}
        self.scope = Lingkup({**names, "loop": LOOP}, self.scope)

    def _set(self, text: str, p: Paragraf) -> None:
        name, _, expression = text.partition("=")
        self.scope.nama[name.strip()] = self._value(expression, p, printed=False)

    def _value(self, text: str, p: Paragraf, *, printed: bool) -> Bentuk:
        """Check an expression and return the shape of what it gives."""
        if not text.strip():
            self._report("TEMPLAT-TAG", "tag kosong, tidak ada nama di dalamnya", p)
            return BEBAS
        try:
            tree = self.environment.parse("{{ " + text + " }}")
        except TemplateError as exc:
            self._report("TEMPLAT-TAG", explain(exc)[1], p)
            return BEBAS
        output = next(iter(tree.find_all(nodes.Output)), None)
        expression = output.nodes[0] if output is not None else None
        if not isinstance(expression, nodes.Expr):
            return TEKS
        for name in tree.find_all(nodes.Filter):
            if name.name not in self.environment.filters:
                self._report("TEMPLAT-NAMA", f"filter '{name.name}' tidak ada", p)
        shape = self._shape(expression, p)
        if printed and self.known:
            self._printable(shape, text, p)
        return shape

    def _printable(self, shape: Bentuk, text: str, p: Paragraf) -> None:
        if shape.jenis == "daftar":
            self._report(
                "TEMPLAT-NILAI",
                f"'{text}' adalah daftar; ulang dengan {{% for %}}, jangan dicetak langsung",
                p,
            )
        elif shape.jenis == "bagian":
            parts = ", ".join(list(shape.bagian)[:8])
            self._report("TEMPLAT-NILAI", f"'{text}' berisi beberapa bagian; pilih salah satu: {parts}", p)
        elif shape.jenis == "syarat":
            self._report("TEMPLAT-NILAI", f"'{text}' bukan teks jadi dan tidak dapat dicetak", p)

    def _shape(self, node: nodes.Node, p: Paragraf) -> Bentuk:
        """Return the shape of an expression, reporting unknown names on the way."""
        if isinstance(node, nodes.Name):
            return self._name(node.name, p)
        if isinstance(node, nodes.Getattr):
            return self._part_of(self._shape(node.node, p), node.attr, p)
        if isinstance(node, nodes.Getitem):
            owner = self._shape(node.node, p)
            if owner.jenis == "daftar":
                return owner.isi or BEBAS
            if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
                return self._part_of(owner, node.arg.value, p)
            return BEBAS
        shapes = [self._shape(child, p) for child in _children(node)]
        if isinstance(node, nodes.List):
            return Bentuk("daftar", isi=shapes[0] if shapes else BEBAS)
        if isinstance(node, nodes.CondExpr):
            return shapes[1] if len(shapes) > 1 else BEBAS
        return BEBAS if not isinstance(node, (nodes.Concat, nodes.Const)) else TEKS

    def _name(self, name: str, p: Paragraf) -> Bentuk:
        found = self.scope.find(name)
        if found is not None:
            return found
        if self.known and name not in ("true", "false", "none", "True", "False", "None"):
            near = _nearest(name, self.scope.all_names())
            self._report("TEMPLAT-NAMA", f"nama '{name}' tidak dikenal{near}", p)
        return BEBAS

    def _part_of(self, owner: Bentuk, name: str, p: Paragraf) -> Bentuk:
        if owner.jenis == "bebas":
            return BEBAS
        if owner.jenis == "bagian" and name in owner.bagian:
            return owner.bagian[name]
        if owner.jenis == "teks" or owner.jenis == "daftar":
            self._report("TEMPLAT-NAMA", f"'.{name}' tidak ada: yang di depannya adalah {owner.jenis}", p)
        else:
            self._report("TEMPLAT-NAMA", f"bagian '.{name}' tidak ada{_nearest(name, list(owner.bagian))}", p)
        return BEBAS


def _children(node: nodes.Node) -> Iterator[nodes.Node]:
    return iter(list(node.iter_child_nodes()))


def _nearest(name: str, known: list[str]) -> str:
    """Return `; mungkin maksudnya ...` with the nearest names, '' where none is near."""
    from rapidfuzz import fuzz, process

    scorer: Callable[..., float] = fuzz.WRatio
    found = process.extract(name, list(dict.fromkeys(known)), scorer=scorer, limit=CANDIDATES, score_cutoff=LIKELY)
    return f"; mungkin maksudnya {' atau '.join(repr(f[0]) for f in found)}" if found else ""
