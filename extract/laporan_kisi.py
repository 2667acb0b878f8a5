"""From ruling lines to grids of cells: every closed table on a page, with merged cells."""

from __future__ import annotations

from bisect import bisect_right

from msgspec import Struct, field

from extract.laporan_halaman import Halaman, Kata, PembacaHalaman

Garis = tuple[float, float, float]
RAPAT = 2.5  # lines closer than this are one line
SAMBUNG = 3.5  # pieces of a line closer than this are one piece


class KisiSel(Struct):
    """One cell of a grid: its rows and columns (end exclusive), its box, its words."""

    r0: int
    r1: int
    c0: int
    c1: int
    kotak: tuple[float, float, float, float]
    kata: list[Kata] = field(default_factory=list)


class Kisi(Struct):
    """One ruled table: sorted column and row borders, cells and the cell at each grid position."""

    xs: list[float]
    ys: list[float]
    sel: list[KisiSel]
    peta: list[list[int]]

    @property
    def kotak(self) -> tuple[float, float, float, float]:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def merge_lines(lines: list[Garis]) -> list[Garis]:
    """Return the lines with collinear touching pieces joined and near-equal positions snapped."""
    out: list[Garis] = []
    group: list[Garis] = []
    for line in sorted(lines):
        if group and line[0] - group[0][0] > RAPAT:
            out.extend(_join(group))
            group = []
        group.append(line)
    out.extend(_join(group))
    return out


def _join(group: list[Garis]) -> list[Garis]:
    if not group:
        return []
    pos = sum(g[0] for g in group) / len(group)
    out: list[Garis] = []
    for _, start, end in sorted(group, key=lambda g: g[1]):
        if out and start - out[-1][2] <= SAMBUNG:
            out[-1] = (pos, out[-1][1], max(out[-1][2], end))
        else:
            out.append((pos, start, end))
    return out


def _root(parent: list[int], i: int) -> int:
    """Return the first of the group that `i` belongs to; the way there is shortened."""
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def components(datar: list[Garis], tegak: list[Garis]) -> list[tuple[list[Garis], list[Garis]]]:
    """Return the groups of lines that touch one another."""
    parent = list(range(len(datar) + len(tegak)))

    for i, (y, x0, x1) in enumerate(datar):
        for j, (x, y0, y1) in enumerate(tegak, len(datar)):
            if x0 - SAMBUNG <= x <= x1 + SAMBUNG and y0 - SAMBUNG <= y <= y1 + SAMBUNG:
                parent[_root(parent, i)] = _root(parent, j)
    groups: dict[int, tuple[list[Garis], list[Garis]]] = {}
    for i, line in enumerate(datar + tegak):
        groups.setdefault(_root(parent, i), ([], []))[0 if i < len(datar) else 1].append(line)
    return list(groups.values())


def _positions(values: list[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > RAPAT:
            out.append(value)
    return out


def build_grid(datar: list[Garis], tegak: list[Garis]) -> Kisi | None:
    """Return the grid of one group of touching lines, None where it is no table."""
    if len(datar) < 2 or not tegak:
        return None
    ys = _positions([g[0] for g in datar])
    xs = _positions([g[0] for g in tegak])
    left, right = min(g[1] for g in datar), max(g[2] for g in datar)
    if left < xs[0] - 8:  # a table without its outer vertical rules
        xs.insert(0, left)
    if right > xs[-1] + 8:
        xs.append(right)
    top, bottom = min(g[1] for g in tegak), max(g[2] for g in tegak)
    if top < ys[0] - 8:
        ys.insert(0, top)
    if bottom > ys[-1] + 8:
        ys.append(bottom)
    if len(xs) < 2 or len(ys) < 2 or len(xs) > 60 or len(ys) > 200:
        return None
    walls_x = _coverage(xs, tegak)
    walls_y = _coverage(ys, datar)
    return _cells(xs, ys, walls_x, walls_y)


def _coverage(positions: list[float], lines: list[Garis]) -> list[list[Garis]]:
    return [[g for g in lines if abs(g[0] - p) <= RAPAT * 1.5] for p in positions]


def _has(lines: list[Garis], a: float, b: float) -> bool:
    middle = (a + b) / 2
    return any(s - 1 <= middle <= e + 1 for _, s, e in lines)


def _cells(xs: list[float], ys: list[float], wx: list[list[Garis]], wy: list[list[Garis]]) -> Kisi:
    rows, cols = len(ys) - 1, len(xs) - 1
    parent = list(range(rows * cols))

    for r in range(rows):
        for c in range(cols):
            if c + 1 < cols and not _has(wx[c + 1], ys[r], ys[r + 1]):
                parent[_root(parent, r * cols + c + 1)] = _root(parent, r * cols + c)
            if r + 1 < rows and not _has(wy[r + 1], xs[c], xs[c + 1]):
                parent[_root(parent, (r + 1) * cols + c)] = _root(parent, r * cols + c)
    members: dict[int, list[tuple[int, int]]] = {}
    for r in range(rows):
        for c in range(cols):
            members.setdefault(_root(parent, r * cols + c), []).append((r, c))
    peta = [[-1] * cols for _ in range(rows)]
    sel: list[KisiSel] = []
    for places in members.values():
        r0, r1 = min(p[0] for p in places), max(p[0] for p in places) + 1
        c0, c1 = min(p[1] for p in places), max(p[1] for p in places) + 1
        for r, c in places:
            peta[r][c] = len(sel)
        sel.append(KisiSel(r0, r1, c0, c1, (xs[c0], ys[r0], xs[c1], ys[r1])))
    return Kisi(xs, ys, sel, peta)


def find_grids(page: Halaman) -> list[Kisi]:
    """Return the ruled tables of a page, small ones first so that inner tables take their words first."""
    datar = merge_lines([g for g in page.datar if g[2] - g[1] > 4])
    tegak = merge_lines([g for g in page.tegak if g[2] - g[1] > 4])
    grids = []
    for h, v in components(datar, tegak):
        grid = build_grid(h, v)
        if grid and len(grid.sel) >= 2:
            grids.append(grid)
    return sorted(grids, key=lambda g: (g.xs[-1] - g.xs[0]) * (g.ys[-1] - g.ys[0]))


def place_words(grid: Kisi, words: list[Kata], reader: PembacaHalaman | None) -> list[Kata]:
    """Put the words inside the grid into its cells; return the words left outside."""
    x0, y0, x1, y1 = grid.kotak
    rest: list[Kata] = []
    for word in words:
        if not (x0 - 1 <= word.cx <= x1 + 1 and y0 - 1 <= word.cy <= y1 + 1):
            rest.append(word)
            continue
        for piece in _cut(grid, word, reader):
            r = min(max(bisect_right(grid.ys, piece.cy) - 1, 0), len(grid.ys) - 2)
            c = min(max(bisect_right(grid.xs, piece.cx) - 1, 0), len(grid.xs) - 2)
            grid.sel[grid.peta[r][c]].kata.append(piece)
    return rest


def _cut(grid: Kisi, word: Kata, reader: PembacaHalaman | None) -> list[Kata]:
    """Cut a word that runs through a vertical rule (numbers printed side by side)."""
    if reader is None or len(word.teks) < 4:
        return [word]
    r = min(max(bisect_right(grid.ys, word.cy) - 1, 0), len(grid.ys) - 2)
    for c in range(1, len(grid.xs) - 1):
        x = grid.xs[c]
        if word.x0 + 3 < x < word.x1 - 3 and grid.peta[r][c - 1] != grid.peta[r][c]:
            parts = reader.split(word, x)
            return [parts[0], *_cut(grid, parts[1], reader)] if len(parts) == 2 else parts
    return [word]
