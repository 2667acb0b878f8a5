"""Drawn lines become closed boxes: joined where they nearly meet, crossed, and read as the tables they close.

This is pdfplumber's way (`merge_edges`, `edges_to_intersections`, `intersections_to_cells`, `cells_to_tables`)
with the same results, on plain tuples instead of dictionaries.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

Edge = tuple[bool, float, float, float]  # lies level; where it lies; from; to
Cell = tuple[float, float, float, float]  # x0, top, x1, bottom
Point = tuple[float, float]
Crossings = dict[Point, tuple[set[int], set[int]]]  # the upright and the level edges that meet at a point
_AT = itemgetter(1)


def merge_edges(edges: Sequence[Edge], snap: float) -> list[Edge]:
    """Return the edges, near ones on one line and joined end to end: the level ones first."""
    merged: list[Edge] = []
    for level in (True, False):
        snapped = sorted(_snapped([edge for edge in edges if edge[0] is level], snap), key=_AT)
        for _, group in groupby(snapped, _AT):
            merged += _joined(sorted(group, key=itemgetter(2)), snap)
    return merged


def _snapped(edges: Sequence[Edge], snap: float) -> list[Edge]:
    """Return edges of one direction moved to the mean place of those near them."""
    places = sorted({edge[1] for edge in edges})
    if not places:
        return []
    number = {places[0]: 0}
    for before, place in zip(places, places[1:], strict=False):
        number[place] = number[before] + (place > before + snap)
    clusters: list[list[Edge]] = [[] for _ in range(number[places[-1]] + 1)]
    for edge in edges:
        clusters[number[edge[1]]].append(edge)
    moved: list[Edge] = []
    for cluster in clusters:
        mean = sum(map(_AT, cluster)) / len(cluster)
        moved += [(level, at + (mean - at), start, end) for level, at, start, end in cluster]
    return moved


def _joined(edges: Sequence[Edge], snap: float) -> list[Edge]:
    """Return edges of one line, sorted by their start, as the stretches they cover."""
    level, at, start, end = edges[0]
    joined: list[Edge] = []
    for _, _, other, last in edges[1:]:
        if other <= end + snap:
            end = max(end, last)
        else:
            joined.append((level, at, start, end))
            start, end = other, last
    return [*joined, (level, at, start, end)]


def find_cells(edges: Sequence[Edge], snap: float) -> list[Cell]:
    """Return the smallest boxes that edges close, by the place of their top left corner."""
    crossings = _crossings(edges, snap)
    below: dict[float, list[float]] = {}
    beside: dict[float, list[float]] = {}
    for x, y in sorted(crossings):
        below.setdefault(x, []).append(y)
        beside.setdefault(y, []).append(x)
    found = []
    for x, ys in sorted(below.items()):
        for i, y in enumerate(ys):
            cell = _smallest(crossings, (x, y), ys[i + 1 :], beside[y][bisect_right(beside[y], x) :])
            if cell is not None:
                found.append(cell)
    return found


def _crossings(edges: Sequence[Edge], snap: float) -> Crossings:
    """Return the points where upright and level edges meet, or nearly."""
    level = sorted((edge for edge in edges if edge[0]), key=itemgetter(1, 2))
    lower, upper = [e[1] + snap for e in level], [e[1] - snap for e in level]
    reach = [(i, e[1], e[2] - snap, e[3] + snap) for i, e in enumerate(level)]
    found: Crossings = {}
    for n, (is_level, x, top, bottom) in enumerate(edges):
        if is_level:
            continue
        for i, y, left, right in reach[bisect_left(lower, top) : bisect_right(upper, bottom)]:
            if left <= x <= right:
                uprights, levels = found.setdefault((x, y), (set(), set()))
                uprights.add(n)
                levels.add(i)
    return found


def _smallest(crossings: Crossings, corner: Point, below: Iterable[float], beside: Iterable[float]) -> Cell | None:
    x, y = corner
    uprights, levels = crossings[corner]
    rights = [(other, crossings[other, y][0]) for other in beside if not levels.isdisjoint(crossings[other, y][1])]
    if not rights:
        return None
    for low in below:
        down, across = crossings[x, low]
        if uprights.isdisjoint(down):
            continue
        for right, over in rights:
            meets = crossings.get((right, low))
            if meets is not None and not meets[0].isdisjoint(over) and not meets[1].isdisjoint(across):
                return x, y, right, low
    return None


def part_tables(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Return cells in groups that touch at their corners, from top to bottom; single cells are left out."""
    tables: list[list[Cell]] = []
    left = list(cells)
    while left:
        own: list[Cell] = []
        corners: set[Point] = set()
        found = -1
        while found != len(own):
            found, rest = len(own), []
            for cell in left:
                x0, top, x1, bottom = cell
                four = (x0, top), (x0, bottom), (x1, top), (x1, bottom)
                if own and corners.isdisjoint(four):
                    rest.append(cell)
                else:
                    corners.update(four)
                    own.append(cell)
            left = rest
        tables.append(own)
    tables.sort(key=lambda table: min((cell[1], cell[0]) for cell in table))
    return [table for table in tables if len(table) > 1]
