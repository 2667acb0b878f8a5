"""Heading words: the maps in `maps/*.yml`, and how well a header fits one of them.

A column's heading is its path through one to several header rows, from the top ("KINERJA",
"Target"). The path, its end and its beginning are compared with the synonyms of a map; what fits no
synonym exactly may fit one nearly, and that is reported, never silent.
"""

from __future__ import annotations

from functools import cache, cached_property, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from extract.headings_asing import judul_baku
from extract.headings_cocok import (
    LEMAH,
    SENYAWA,
    find_parameter,
    is_number,
    match_columns,
    match_path,
    nearest,
    peta_of,
    ratio,
    says_whole,
    synonyms,
    texts_of,
    vocabulary,
    with_quarter,
    without_year,
    years_of,
)
from extract.headings_cocok import speaks_heading as _speaks_heading
from extract.headings_sumber import without_sources
from extract.rekap_peta import MAPS, TEXTS, Kamus, KolomPeta, Peta, load_kamus, load_maps, normal, normal_judul

__all__ = [
    "MAPS", "Judul", "Kamus", "Kepala", "Kolom", "KolomPeta", "Peta", "fit_header", "is_exact",
    "load_kamus", "load_maps", "match_header", "nearest", "normal", "normal_judul", "ratio", "speaks_heading",
    "vocabulary", "with_candidates",
]  # fmt: skip

EXACT = 97.0  # a heading that says a synonym, if not alone
SAME = 90.0  # the least a heading scores that holds a synonym whole
Path = tuple[str, ...]


class Kolom(Struct, frozen=True):
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


class Kepala(Struct, frozen=True):
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


def is_exact(kolom: Kolom, jenis: str) -> bool:
    """Tell whether a column was matched by a synonym itself, not by likeness."""
    if kolom.nama is None:
        return False
    own = synonyms(jenis, kolom.nama)
    key = with_quarter(_key(tuple(kolom.judul.split(" / "))))
    if kolom.parameter is not None:
        spec = peta_of(jenis).kolom[kolom.nama]
        kind = spec.parameter or spec.parameter_opsional or ""
        rest = [find_parameter(jenis, kind, part) for part in key]
        key = tuple(t for t in (found[1] if found else part for part, found in zip(key, rest, strict=True)) if t)
        if not key:
            return True
    without = tuple(n for n in map(without_year, key) if n)
    if kolom.skor in (SENYAWA, LEMAH):
        return True
    return not key or any(text in own for text, _ in (*texts_of(key), *texts_of(without)))


@lru_cache(maxsize=TEXTS)
def _key(path: Path) -> Path:
    """Return a printed heading path as it is compared: normalised, column numbers left out."""
    return tuple(n for n in (judul_baku(p) for p in path) if n and not is_number(n))


def speaks_heading(text: str) -> int:
    """Return 2 where a cell text is a known heading or a year, 1 where it is made of heading words, else 0."""
    return _speaks_heading(judul_baku(text))


class Judul:
    """The heading paths of one possible header: as printed, and as they are compared with the maps."""

    def __init__(self, paths: dict[int, Path]) -> None:
        self.paths = paths
        self._keys = without_sources({c: with_quarter(_key(path)) for c, path in paths.items()})
        years = {year for key in self._keys.values() for part in key for year in years_of(part)}
        self._bare = self._keys if len(years) != 1 else {
            c: tuple(n for n in map(without_year, key) if n) for c, key in self._keys.items()
        }  # fmt: skip

    @cached_property
    def tercetak(self) -> dict[int, str]:
        """The paths as they are shown, joined with ` / `."""
        return {c: " / ".join([" ".join(p.split()) for p in path]) for c, path in self.paths.items()}

    def keys(self, peta: Peta) -> dict[int, Path]:
        """Return the paths for one map: without the year they all name, where years part no columns."""
        return _with_group(self._keys if _parted_by_year(peta.jenis) else self._bare, peta)


@cache
def _parted_by_year(jenis: str) -> bool:
    return any("tahun" in (k.parameter, k.parameter_opsional) for k in peta_of(jenis).kolom.values())


def match_header(paths: dict[int, Path], peta: Peta, titles: tuple[str, str]) -> Kepala | None:
    """Return the header read with one map, None where required columns are missing.

    `paths` are the printed heading paths by column, `titles` the normalised texts just above the
    table (same page or sheet) and of the whole document so far.
    """
    judul = Judul(paths)
    found = fit_header(judul, peta, titles)
    return with_candidates(found, judul) if found is not None else None


def fit_header(judul: Judul, peta: Peta, titles: tuple[str, str]) -> Kepala | None:
    """Return what `match_header` does, without the candidates for headings in no map."""
    keys = judul.keys(peta)
    pairs = [
        (score, index, nama, parameter)
        for index, key in keys.items()
        for score, nama, parameter in match_columns(key, peta.jenis)
    ]
    if not _complete({nama for _, _, nama, _ in pairs}, peta):
        return None
    sure = {index for score, index, _, _ in pairs if score >= EXACT}
    # the word of one column is no slip of another's; it may be the weak word of one, where its own is taken
    pairs = [p for p in pairs if p[0] >= SAME or p[0] == LEMAH or p[1] not in sure]
    # of two columns of sasaran the one beside the indicators is theirs (Sasaran Program | Sasaran Kegiatan | ...)
    pairs.sort(key=lambda p: (-p[0], -p[1] if p[2] == "sasaran" else p[1]))
    taken: dict[int, tuple[float, str, str | None]] = {}
    used: set[tuple[str, str | None]] = set()
    for score, index, nama, parameter in pairs:
        if index not in taken and (nama, parameter) not in used:
            taken[index] = (score, nama, parameter)
            used.add((nama, parameter))
    title = next((w for w, text in zip((2.0, 1.0), titles, strict=True) if _says(peta.judul, text)), 0.0)
    names = {nama for _, nama, _ in taken.values()}
    named = names | ({"judul"} if title else set())
    taken = {i: t for i, t in taken.items() if t[0] != LEMAH or named.issuperset(peta.kolom[t[1]].bila)}
    if not _complete({nama for _, nama, _ in taken.values()}, peta):
        return None
    if len({p for _, _, p in taken.values() if p}) > peta.maks_parameter:
        return None
    if peta.perlu_judul and not title:
        return None
    columns = tuple(_column(i, judul.tercetak[i], keys[i], taken.get(i), peta) for i in sorted(keys))
    columns = _join_spans(columns)
    total = sum(s / 100 * peta.kolom[n].bobot for s, n, _ in taken.values())
    total -= 0.6 * sum(1 for k in columns if k.nama is None and not k.diabaikan)
    total += title - (2.0 if _says(peta.bukan_judul, titles[0]) else 0.0)
    return Kepala(peta, columns, total, 0)


def with_candidates(kepala: Kepala, judul: Judul) -> Kepala:
    """Return a header that names, for every heading in no map, the columns nearest to it."""
    keys = judul.keys(kepala.peta)
    return replace(kepala, kolom=tuple(
        k if k.nama is not None or k.diabaikan else replace(k, calon=nearest(" ".join(keys[k.index]), kepala.peta))
        for k in kepala.kolom
    ))  # fmt: skip


def _complete(names: set[str], peta: Peta) -> bool:
    return all(not names.isdisjoint(group) for group in peta.wajib)


@cache
def _grouping(jenis: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """Return the parameter that groups leaves in a map, and the columns that may be its leaves."""
    peta = peta_of(jenis)
    kind = next((k.parameter for k in peta.kolom.values() if k.parameter and not k.tanpa_kata), None)
    if not kind or kind == "tahun":
        return None
    return kind, tuple((jenis, n) for n, k in peta.kolom.items() if k.parameter == kind)


def _with_group(keys: dict[int, Path], peta: Peta) -> dict[int, Path]:
    """Give leaves the period printed over the first leaf only (`Triwulan I Anggaran`, `Progres`, ...).

    Only where every period is followed by the same leaves, so that no leaf can belong to its neighbour.
    """
    grouping = _grouping(peta.jenis)
    if grouping is None:
        return keys
    kind, names = grouping
    if (dealt := _deal_out(keys, peta, kind, names)) is not None:
        return dealt
    groups: list[tuple[str, list[str], list[int]]] = []
    for index in sorted(keys):
        found = [p for part in keys[index] if (p := find_parameter(peta.jenis, kind, part))]
        leaf = " ".join(f[1] for f in found).strip() if found else " ".join(keys[index])
        fits = match_path((leaf,))
        if any(fits.get(name) for name in names):
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
    words = {g[0]: normal(peta.parameter[kind][g[0]][0]) for g in groups}
    return {**keys, **{i: (words[g[0]], leaf) for g in groups for leaf, i in zip(g[1], g[2], strict=True)}}


def _deal_out(
    keys: dict[int, Path], peta: Peta, kind: str, names: tuple[tuple[str, str], ...]
) -> dict[int, Path] | None:
    """Deal the leaves out to the periods again where one leaf stands twice under one period.

    Then a merged heading was seen over a neighbour's column. Only where the leaves are one and the same row
    of leaves as often as there are periods: no other order is possible.
    """
    found: list[tuple[int, str, str]] = []
    for index in sorted(keys):
        for part in keys[index]:
            period = find_parameter(peta.jenis, kind, part)
            leaf = keys[index][-1]
            if period and part != leaf and any(match_path((leaf,)).get(name) for name in names):
                found.append((index, period[0], leaf))
    periods = list(dict.fromkeys(period for _, period, _ in found))
    leaves = [leaf for _, _, leaf in found]
    if len({(p, leaf) for _, p, leaf in found}) == len(found) or not periods or len(found) % len(periods):
        return None
    own = leaves[: len(found) // len(periods)]
    if len(set(own)) != len(own) or leaves != own * len(periods):
        return None
    words = [normal(peta.parameter[kind][p][0]) for p in periods]
    return {**keys, **{index: (words[n // len(own)], leaf) for n, (index, _, leaf) in enumerate(found)}}


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
    return any(key in text and says_whole(key, text) for key in map(normal, phrases))


@cache
def _ignored(jenis: str) -> frozenset[str]:
    """Return the headings that hold nothing for a map: those it names, and a second column of row numbers."""
    numbers = synonyms(jenis, "no") if "no" in peta_of(jenis).kolom else ()
    return frozenset((*(normal_judul(a) for a in peta_of(jenis).abaikan), *numbers))


def _column(index: int, judul: str, key: Path, found: tuple[float, str, str | None] | None, peta: Peta) -> Kolom:
    if found is not None:
        score, nama, parameter = found
        return Kolom(index, judul, nama, round(score, 1), parameter, peta.kolom[nama].tipe)
    ignored = not key or any(text in _ignored(peta.jenis) for text, _ in texts_of(key))
    return Kolom(index, judul, None, diabaikan=ignored)
