"""How well a heading's words fit the synonyms of the maps; every text is compared with all maps at once.

What is remembered are pure functions of texts and of the maps, in tables of bounded size: nothing of one
satker changes what is read of the next, and a process that lives long does not grow.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from msgspec import Struct

from extract.kemiripan import Pilihan, likeness
from extract.rekap_peta import TEXTS, KolomPeta, Peta, load_maps, normal, normal_judul

SENYAWA = 95.0  # how well a heading joined from a column's own words fits
SURE = 90.0  # from which a fit is that of a word printed as it is
LEMAH = 70.0  # how well a heading fits whose word is too common to count alone
_ROMAWI = {"i": "i", "ii": "ii", "iii": "iii", "iv": "iv", "1": "i", "2": "ii", "3": "iii", "4": "iv"}
_TRIWULAN = re.compile(r"\b(?:per )?(?:triwulan|tw)\b(?! (?:i|ii|iii|iv|\d)\b)")
_TAHUN = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_KATA_TAHUN = re.compile(r"\b(?:tahun|th|ta|fy|anggaran(?=\s+20))\b")
_TAHUN_KATA = re.compile(r"\b(?:(?:tahun anggaran|tahun|t a|ta|th|fy) |fy)?20[0-4]\d\b")
_PERIODE = re.compile(
    r"(?:(?:target|realisasi|capaian|kinerja|s d|sd|sampai dengan|kumulatif|%) )*"
    r"(?:(?:triwulan|tw|semester|smt|b) ?(?:iv|iii|ii|i|0?\d|1[0-2])"
    r"|jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|agu?s?t?(?:ustus)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|des(?:ember)?)"
    r"(?: (?:20\d\d|%))*"
)
_ATAS_PERIODE = frozenset({"bulan", "bulan ke", "periode", "triwulan", "nama bulan", "per bulan", "per triwulan"})
_TAHUN_SAJA = re.compile(r"(?:tahun |ta |target |fy ?)?20[0-4]\d")
Path = tuple[str, ...]


class _Sinonim(Struct, frozen=True):
    """Every synonym of every map, ready to be compared with."""

    pemilik: dict[str, tuple[tuple[str, str], ...]]  # (family, column) by synonym
    pilihan: Pilihan  # the synonyms long enough for a near match


@cache
def _index() -> _Sinonim:
    owners: dict[str, list[tuple[str, str]]] = {}
    for peta in load_maps():
        for nama in peta.kolom:
            for text in synonyms(peta.jenis, nama):
                owners.setdefault(text, []).append((peta.jenis, nama))
    return _Sinonim({s: tuple(o) for s, o in owners.items()}, Pilihan(s for s in owners if len(s) >= 4))


def owners(text: str) -> frozenset[tuple[str, str]]:
    """Return the (family, column) pairs that a normalised heading names exactly."""
    return frozenset(_index().pemilik.get(text, ()))


@cache
def peta_of(jenis: str) -> Peta:
    """Return the map of a family."""
    return next(p for p in load_maps() if p.jenis == jenis)


@cache
def synonyms(jenis: str, nama: str) -> tuple[str, ...]:
    """Return the normalised synonyms of one column."""
    return tuple(dict.fromkeys(normal_judul(s) for s in peta_of(jenis).kolom[nama].sinonim))


@lru_cache(maxsize=4 * TEXTS)
def ratio(left: str, right: str) -> float:
    """Return the similarity of two normalised texts, 0 to 100 (0 where lengths are too far apart)."""
    return 0.0 if abs(len(left) - len(right)) * 3 > max(len(left), len(right)) else likeness(left, right)


@lru_cache(maxsize=TEXTS)
def _near(text: str) -> dict[str, float]:
    return _index().pilihan.near(text) if 4 <= len(text) <= 60 else {}


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
def _words_by_letter() -> dict[str, Pilihan]:
    """Return the words of headings by their first letter."""
    words: dict[str, list[str]] = {}
    for word in vocabulary()[1]:
        words.setdefault(word[0], []).append(word)
    return {letter: Pilihan(own) for letter, own in words.items()}


@lru_cache(maxsize=TEXTS)
def _speaks(word: str) -> bool:
    """Tell whether a word is one of headings, or nearly."""
    if word in vocabulary()[1]:
        return True
    own = _words_by_letter().get(word[0]) if len(word) > 4 else None
    return own is not None and bool(own.near(word))


@lru_cache(maxsize=TEXTS)
def speaks_heading(text: str) -> int:
    """Return 2 where a cell text is a known heading or a year, 1 where it is made of heading words, else 0."""
    key = normal_judul(text)
    if key in vocabulary()[0] or _TAHUN_SAJA.fullmatch(key):
        return 2
    parts = _TAHUN_KATA.sub(" ", key).split()  # `Pagu 2023` says `Pagu`
    known = sum(1 for word in parts if _speaks(word))
    return int(bool(parts) and known * 3 >= len(parts) * 2)


def texts_of(path: Path) -> list[tuple[str, float]]:
    """Return the texts of a path with the weight of a match on them."""
    full = " ".join(path)
    found = [(full, 1.0)]
    for start in range(1, len(path)):
        found.append((" ".join(path[start:]), 0.97 if start == len(path) - 1 else 0.98))
    for end in range(len(path) - 1, 0, -1):
        found.append((" ".join(path[:end]), 0.9))
    return found


@lru_cache(maxsize=TEXTS)
def match_path(path: Path) -> dict[tuple[str, str], float]:
    """Return how well a path fits the columns of all maps; what is not named fits not at all."""
    index, best = _index(), dict[tuple[str, str], float]()
    for text, weight in texts_of(path):
        exact = index.pemilik.get(text, ()) if text else ()
        for owner in exact:
            best[owner] = max(best.get(owner, 0.0), 100 * weight)
        near: dict[tuple[str, str], float] = {}
        for synonym, score in _near(text).items():
            for owner in index.pemilik[synonym]:
                near[owner] = max(near.get(owner, 0.0), score)
        for owner, score in near.items():
            if owner not in exact and best.get(owner, 0.0) < 90:
                best[owner] = max(best.get(owner, 0.0), (score - 6) * weight)
    return best


@cache
def _parameter_words(jenis: str, kind: str) -> tuple[tuple[str, str], ...]:
    """Return (parameter, word), the longest word first."""
    words = [
        (name, normal(word)) for name, words in peta_of(jenis).parameter.get(kind, {}).items() for word in words
    ]
    words.sort(key=lambda item: -len(item[1]))
    return tuple(words)


@lru_cache(maxsize=TEXTS)
def whole_words(text: str) -> re.Pattern[str]:
    """Return the pattern that finds a text where no word runs on before or after it."""
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")


def says_whole(word: str, text: str) -> bool:
    """Tell whether a normalised text says a word, or several, whole."""
    if "%" in word:
        return whole_words(word).search(text) is not None
    return f" {word} " in f" {text.replace('%', ' ')} "


@lru_cache(maxsize=TEXTS)
def find_parameter(jenis: str, kind: str, text: str) -> tuple[str, str] | None:
    """Return (parameter, text without it) when a normalised heading part carries one."""
    if kind == "tahun":
        match = _TAHUN.search(text)
        if match is None or len(_TAHUN.findall(text)) > 1:
            return None
        rest = _KATA_TAHUN.sub(" ", text.replace(match.group(1), " "))
        return match.group(1), " ".join(rest.split())
    for name, word in _parameter_words(jenis, kind):
        if word in text and says_whole(word, text):
            return name, " ".join(whole_words(word).sub(" ", text, count=1).split())
    return None


def _joined(text: str, spec: KolomPeta) -> float:
    """Return how a heading fits that joins a column's words at will, or says one too common to count alone."""
    words = text.split()
    if spec.kata_harus and len(words) > 1 and words[0] in spec.kata_harus:
        return SENYAWA if all(w in spec.kata_harus or w in spec.kata_boleh for w in words) else 0.0
    return LEMAH if text in spec.sinonim_lemah else 0.0


def with_quarter(path: Path) -> Path:
    """Name the triwulan in a leaf that only numbers it (`Realisasi per Triwulan` over `II`)."""
    if len(path) > 1 and _PERIODE.fullmatch(path[-1]):
        path = (*(part for part in path[:-1] if part not in _ATAS_PERIODE), path[-1])  # `Bulan` over `Jan`
    number = _ROMAWI.get(path[-1]) if len(path) > 1 else None
    if number is None or not any(_TRIWULAN.search(part) for part in path[:-1]):
        return path
    above = (" ".join(_TRIWULAN.sub(" ", part).split()) for part in path[:-1])
    return (*(part for part in above if part), f"triwulan {number}")


@lru_cache(maxsize=TEXTS)
def match_columns(path: Path, jenis: str) -> tuple[tuple[float, str, str | None], ...]:
    """Return the columns of a map that a normalised heading path fits, how well, and their parameter."""
    if not path:
        return ()
    period = any(_PERIODE.fullmatch(part) for part in path)
    fits, found = match_path(path), []
    for nama, spec, alone in _columns(jenis):
        if alone:  # neither a parameter nor words of its own: fits or fits not
            score, parameter = (0.0 if period and spec.tipe != "teks" else fits.get((jenis, nama), 0.0)), None
        else:
            score, parameter = _match_column(path, jenis, nama, spec, period)
        if score:
            found.append((score, nama, parameter))
    return tuple(found)


@cache
def _columns(jenis: str) -> tuple[tuple[str, KolomPeta, bool], ...]:
    """Return the columns of a map, and whether only their synonyms say what fits them."""
    return tuple(
        (nama, k, not (k.parameter or k.parameter_opsional or k.kata_harus or k.sinonim_lemah))
        for nama, k in peta_of(jenis).kolom.items()
    )


def _match_column(path: Path, jenis: str, nama: str, spec: KolomPeta, period: bool) -> tuple[float, str | None]:
    kind = spec.parameter or spec.parameter_opsional
    if period and kind in (None, "tahun") and spec.tipe != "teks":
        return 0.0, None  # a part of the year is not the year
    column = (jenis, nama)
    if kind is None:
        return _fit(path, column, spec), None
    for place in range(len(path) - 1, -1, -1):
        found = find_parameter(jenis, kind, path[place])
        if found is None:
            continue
        value, rest = found
        others = tuple(p for p in (*path[:place], rest, *path[place + 1 :]) if p)
        if not others and spec.tanpa_kata:
            return 100.0, value
        score = max(match_path(others).get(column, 0.0), _joined(others[-1], spec)) if others else 0.0
        if not score and spec.tanpa_kata and not rest:
            score = 80.0
        if score:
            return score, value
    if spec.parameter:
        return 0.0, None
    return _fit(path, column, spec), None


def _fit(path: Path, column: tuple[str, str], spec: KolomPeta) -> float:
    """Return how well a path fits a column; a weak word is no misspelt one of its others."""
    score, joined = match_path(path).get(column, 0.0), _joined(path[-1], spec)
    return LEMAH if joined == LEMAH and score < SURE else max(score, joined)


def years_of(text: str) -> list[str]:
    """Return the years a normalised heading names."""
    return _TAHUN.findall(text)


@lru_cache(maxsize=TEXTS)
def without_year(text: str) -> str:
    """Return a normalised heading without the years it names."""
    return " ".join(_TAHUN_KATA.sub(" ", text).split())


@lru_cache(maxsize=TEXTS)
def is_number(text: str) -> bool:
    """Tell whether a heading part only numbers its column."""
    return bool(re.fullmatch(r"\d{1,2}|\d{1,2}(?: \d{1,2}){1,2}", text))


def nearest(text: str, peta: Peta) -> tuple[str, ...]:
    """Return the three column names whose synonyms are nearest to a heading."""
    scored = [(max((ratio(text, s) for s in synonyms(peta.jenis, n)), default=0.0), n) for n in peta.kolom]
    return tuple(n for s, n in sorted(scored, key=lambda p: (-p[0], p[1]))[:3])
