"""Heading words: the maps in `maps/*.yml`, and how well a header fits one of them.

A column's heading is its path through one to several header rows, from the top ("KINERJA",
"Target"). The path, its end and its beginning are compared with the synonyms of a map; what fits no
synonym exactly may fit one nearly, and that is reported, never silent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from extract.rekap_peta import MAPS, Kamus, KolomPeta, Peta, load_kamus, load_maps, normal, normal_judul

__all__ = [
    "MAPS", "NEAR", "Kamus", "Kepala", "Kolom", "KolomPeta", "Peta", "find_parameter", "is_exact", "load_kamus",
    "load_maps", "match_column", "match_header", "nearest", "normal", "normal_judul", "ratio", "speaks_heading",
    "vocabulary",
]  # fmt: skip

NEAR = 86.0  # similarity from which a heading may be a misspelt synonym


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column of a recognised header."""

    index: int
    judul: str  # as printed, path joined with " / "
    nama: str | None  # the map's column, None when the heading is in no map
    skor: float = 0.0
    parameter: str | None = None
    tipe: str = "teks"
    diabaikan: bool = False
    calon: tuple[str, ...] = ()  # nearest candidates when unknown
    lebar: int = 1  # grid columns its heading spans


@dataclass(frozen=True, slots=True)
class Kepala:
    """A header that fits a map."""

    peta: Peta
    kolom: tuple[Kolom, ...]
    skor: float
    tinggi: int

    @property
    def jenis(self) -> str:
        return self.peta.jenis

    def cari(self, nama: str, parameter: str | None = None) -> Kolom | None:
        """Return the column of that name (and parameter)."""
        for kolom in self.kolom:
            if kolom.nama == nama and kolom.parameter == parameter:
                return kolom
        return None

    def parameter(self, nama: str) -> tuple[str | None, ...]:
        """Return the parameters under which a column occurs, in order."""
        return tuple(dict.fromkeys(k.parameter for k in self.kolom if k.nama == nama))

    @property
    def tanda(self) -> tuple[tuple[str | None, str | None], ...]:
        """What makes two headers the same: their columns in order."""
        return tuple((k.nama, k.parameter) for k in self.kolom)


_TAHUN = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_TAHUN_KATA = re.compile(r"\b(?:(?:tahun anggaran|tahun|t a|ta|th) )?20[0-4]\d\b")
_PERIODE = re.compile(
    r"(?:(?:target|realisasi|capaian|kinerja|s d|sd|sampai dengan|kumulatif|%) )*"
    r"(?:(?:triwulan|tw|semester|smt|b) ?(?:iv|iii|ii|i|0?\d|1[0-2])"
    r"|jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|agu?s?t?(?:ustus)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|des(?:ember)?)"
    r"(?: (?:20\d\d|%))*"
)


@cache
def vocabulary() -> tuple[frozenset[str], frozenset[str]]:
    """Return every heading (synonyms, parameters, ignored headings) and every word of them."""
    headings: set[str] = set()
    for peta in load_maps():
        for kolom in peta.kolom.values():
            headings.update(normal_judul(s) for s in kolom.sinonim)
        for values in peta.parameter.values():
            headings.update(normal(w) for words in values.values() for w in words)
        headings.update(normal_judul(a) for a in peta.abaikan)
    headings.discard("")
    return frozenset(headings), frozenset(word for h in headings for word in h.split())


@cache
def speaks_heading(text: str) -> int:
    """Return 2 where a cell text is a known heading or a year, 1 where it is made of heading words, else 0."""
    key = normal_judul(text)
    headings, words = vocabulary()
    if key in headings or re.fullmatch(r"(?:tahun |ta |target )?20[0-4]\d", key):
        return 2
    parts = key.split()
    known = sum(
        1 for w in parts if w in words or any(ratio(w, v) >= NEAR for v in words if len(w) > 4 and v[0] == w[0])
    )
    return int(bool(parts) and known * 3 >= len(parts) * 2)


@cache
def ratio(left: str, right: str) -> float:
    """Return the similarity of two normalised texts, 0 to 100 (0 where lengths are too far apart)."""
    from rapidfuzz import fuzz

    if abs(len(left) - len(right)) * 3 > max(len(left), len(right)):
        return 0.0

    return float(max(fuzz.ratio(left, right), fuzz.token_sort_ratio(left, right) - 1))


def is_exact(kolom: Kolom, jenis: str) -> bool:
    """Tell whether a column was matched by a synonym itself, not by likeness."""
    if kolom.nama is None:
        return False
    synonyms = _synonyms(jenis, kolom.nama)
    peta = next((p for p in load_maps() if p.jenis == jenis), None)
    key = tuple(n for n in (normal_judul(p) for p in kolom.judul.split(" / ")) if n and not _is_number(n))
    if kolom.parameter is not None and peta is not None:
        spec = peta.kolom[kolom.nama]
        kind = spec.parameter or spec.parameter_opsional or ""
        rest = [find_parameter(kind, peta.parameter.get(kind, {}), part) for part in key]
        key = tuple(t for t in (found[1] if found else part for part, found in zip(key, rest, strict=True)) if t)
        if not key:
            return True
    without = tuple(n for n in (" ".join(_TAHUN_KATA.sub(" ", p).split()) for p in key) if n)
    return not key or any(text in synonyms for text, _ in (*_texts(key), *_texts(without)))


def find_parameter(kind: str, values: dict[str, tuple[str, ...]], text: str) -> tuple[str, str] | None:
    """Return (parameter, text without it) when a normalised heading part carries one."""
    if kind == "tahun":
        match = _TAHUN.search(text)
        if match is None or len(_TAHUN.findall(text)) > 1:
            return None
        rest = re.sub(r"\b(?:tahun|th|ta|anggaran(?=\s+20))\b", " ", text.replace(match.group(1), " "))
        return match.group(1), " ".join(rest.split())
    best: tuple[int, str, str] | None = None
    for name, words in values.items():
        for word in words:
            key = normal(word)
            if re.search(rf"(?<!\w){re.escape(key)}(?!\w)", text) and (best is None or len(key) > best[0]):
                rest = re.sub(rf"(?<!\w){re.escape(key)}(?!\w)", " ", text, count=1)
                best = (len(key), name, " ".join(rest.split()))
    return (best[1], best[2]) if best else None


@cache
def _synonyms(peta_jenis: str, nama: str) -> tuple[str, ...]:
    peta = next(p for p in load_maps() if p.jenis == peta_jenis)
    return tuple(dict.fromkeys(normal_judul(s) for s in peta.kolom[nama].sinonim))


def _texts(path: tuple[str, ...]) -> list[tuple[str, float]]:
    """Return the texts of a path with the weight of a match on them."""
    full = " ".join(path)
    found = [(full, 1.0)]
    for start in range(1, len(path)):
        found.append((" ".join(path[start:]), 0.97 if start == len(path) - 1 else 0.98))
    for end in range(len(path) - 1, 0, -1):
        found.append((" ".join(path[:end]), 0.9))
    return found


def _match_text(path: tuple[str, ...], synonyms: tuple[str, ...]) -> float:
    best = 0.0
    for text, weight in _texts(path):
        if not text:
            continue
        if text in synonyms:
            best = max(best, 100 * weight)
        elif 4 <= len(text) <= 60 and best < 90:
            near = max((ratio(text, s) for s in synonyms if len(s) >= 4), default=0.0)
            if near >= NEAR:
                best = max(best, (near - 6) * weight)
    return best


@cache
def match_column(path: tuple[str, ...], jenis: str, nama: str) -> tuple[float, str | None]:
    """Return how well a normalised heading path fits one column of a map, and its parameter."""
    peta = next(p for p in load_maps() if p.jenis == jenis)
    spec = peta.kolom[nama]
    synonyms = _synonyms(jenis, nama)
    kind = spec.parameter or spec.parameter_opsional
    if kind in (None, "tahun") and spec.tipe != "teks" and any(_PERIODE.fullmatch(part) for part in path):
        return 0.0, None  # a part of the year is not the year
    if kind is None:
        return _match_text(path, synonyms), None
    for place in range(len(path) - 1, -1, -1):
        found = find_parameter(kind, peta.parameter.get(kind, {}), path[place])
        if found is None:
            continue
        value, rest = found
        others = tuple(p for p in (*path[:place], rest, *path[place + 1 :]) if p)
        if not others and spec.tanpa_kata:
            return 100.0, value
        score = _match_text(others, synonyms) if others else 0.0
        if not score and spec.tanpa_kata and not rest:
            score = 80.0
        if score:
            return score, value
    return (0.0, None) if spec.parameter else (_match_text(path, synonyms), None)


def match_header(paths: dict[int, tuple[str, ...]], peta: Peta, titles: tuple[str, str]) -> Kepala | None:
    """Return the header read with one map, None where required columns are missing.

    `paths` are the printed heading paths by column, `titles` the normalised texts just above the
    table (same page or sheet) and of the whole document so far.
    """
    keys = {
        c: tuple(n for n in (normal_judul(p) for p in path) if n and not _is_number(n)) for c, path in paths.items()
    }
    keys = _with_group(_without_year(keys, peta), peta)
    pairs: list[tuple[float, int, str, str | None]] = []
    for index, key in keys.items():
        for nama in peta.kolom:
            score, parameter = match_column(key, peta.jenis, nama) if key else (0.0, None)
            if score:
                pairs.append((score, index, nama, parameter))
    pairs.sort(key=lambda p: (-p[0], p[1]))
    taken: dict[int, tuple[float, str, str | None]] = {}
    used: set[tuple[str, str | None]] = set()
    for score, index, nama, parameter in pairs:
        if index not in taken and (nama, parameter) not in used:
            taken[index] = (score, nama, parameter)
            used.add((nama, parameter))
    names = {nama for _, nama, _ in taken.values()}
    if not all(names.intersection(group) for group in peta.wajib):
        return None
    if len({p for _, _, p in taken.values() if p}) > peta.maks_parameter:
        return None
    title = next((w for w, text in zip((2.0, 1.0), titles, strict=True) if _says(peta.judul, text)), 0.0)
    if peta.perlu_judul and not title:
        return None
    columns = _join_spans(tuple(_column(i, paths[i], keys[i], taken.get(i), peta) for i in sorted(paths)))
    total = sum(s / 100 * peta.kolom[n].bobot for s, n, _ in taken.values())
    total -= 0.6 * sum(1 for k in columns if k.nama is None and not k.diabaikan)
    total += title - (2.0 if _says(peta.bukan_judul, titles[0]) else 0.0)
    return Kepala(peta, columns, total, 0)


def _without_year(keys: dict[int, tuple[str, ...]], peta: Peta) -> dict[int, tuple[str, ...]]:
    """Return the headings without the year they all name (`REALISASI TA 2021`), where years part no columns."""
    years = {year for key in keys.values() for part in key for year in _TAHUN.findall(part)}
    if len(years) != 1 or any("tahun" in (k.parameter, k.parameter_opsional) for k in peta.kolom.values()):
        return keys
    bare = {c: tuple(" ".join(_TAHUN_KATA.sub(" ", part).split()) for part in key) for c, key in keys.items()}
    return {c: tuple(part for part in key if part) for c, key in bare.items()}


def _with_group(keys: dict[int, tuple[str, ...]], peta: Peta) -> dict[int, tuple[str, ...]]:
    """Give leaves the period printed over the first leaf only (`Triwulan I Anggaran`, `Progres`, ...).

    Only where every period is followed by the same leaves, so that no leaf can belong to its neighbour.
    """
    kind = next((k.parameter for k in peta.kolom.values() if k.parameter and not k.tanpa_kata), None)
    names = [n for n, k in peta.kolom.items() if k.parameter and k.parameter == kind]
    groups: list[tuple[str, list[str], list[int]]] = []
    for index in sorted(keys) if kind and kind != "tahun" else ():
        found = [
            p for part in keys[index] if (p := find_parameter(kind or "", peta.parameter.get(kind or "", {}), part))
        ]
        leaf = " ".join(f[1] for f in found).strip() if found else " ".join(keys[index])
        if any(_match_text((leaf,), _synonyms(peta.jenis, n)) for n in names):
            if found:
                groups.append((found[0][0], [leaf], [index]))
            elif not groups:
                return keys
            else:
                groups[-1][1].append(leaf)
                groups[-1][2].append(index)
    if len(groups) < 2 or len({tuple(g[1]) for g in groups}) > 1 or len(groups[0][1]) < 2:
        return keys
    if len({g[0] for g in groups}) != len(groups):
        return keys
    words = {g[0]: normal(peta.parameter[kind or ""][g[0]][0]) for g in groups}
    return {**keys, **{i: (words[g[0]], leaf) for g in groups for leaf, i in zip(g[1], g[2], strict=True)}}


def _join_spans(columns: tuple[Kolom, ...]) -> tuple[Kolom, ...]:
    """Grid columns under one and the same heading are one column."""
    joined: list[Kolom] = []
    for kolom in columns:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.nama
            and kolom.nama is None
            and kolom.judul == last.judul
            and kolom.index == last.index + last.lebar
        ):
            joined[-1] = replace(last, lebar=last.lebar + 1)
        else:
            joined.append(kolom)
    return tuple(joined)


def _says(phrases: tuple[str, ...], text: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(normal(p))}(?!\w)", text) for p in phrases)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"\d{1,2}|\d{1,2}(?: \d{1,2}){1,2}", text))


def _column(
    index: int, path: tuple[str, ...], key: tuple[str, ...], found: tuple[float, str, str | None] | None, peta: Peta
) -> Kolom:
    judul = " / ".join(" ".join(p.split()) for p in path)
    if found is not None:
        score, nama, parameter = found
        return Kolom(index, judul, nama, round(score, 1), parameter, peta.kolom[nama].tipe)
    ignored = not key or any(t in {normal_judul(a) for a in peta.abaikan} for t, _ in _texts(key))
    return Kolom(index, judul, None, diabaikan=ignored, calon=() if ignored else nearest(" ".join(key), peta))


def nearest(text: str, peta: Peta) -> tuple[str, ...]:
    """Return the three column names whose synonyms are nearest to a heading."""
    scored = [(max((ratio(text, s) for s in _synonyms(peta.jenis, n)), default=0.0), n) for n in peta.kolom]
    return tuple(n for s, n in sorted(scored, key=lambda p: (-p[0], p[1]))[:3])
