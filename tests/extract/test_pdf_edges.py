"""Lines close the same boxes as in pdfplumber, from which the way was taken."""

from __future__ import annotations

import random
from typing import Any

import pytest
from pdfplumber import table as plumber

from extract.pdf_edges import Edge, find_cells, merge_edges, part_tables

SNAP = 3.0


def as_object(edge: Edge) -> dict[str, Any]:
    level, at, start, end = edge
    x0, x1, top, bottom = (start, end, at, at) if level else (at, at, start, end)
    return {
        "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
        "orientation": "h" if level else "v", "object_type": "line", "doctop": top, "y0": top, "y1": bottom,
    }  # fmt: skip


def as_edge(item: dict[str, Any]) -> Edge:
    if item["orientation"] == "h":
        return True, item["top"], item["x0"], item["x1"]
    return False, item["x0"], item["top"], item["bottom"]


def random_edges(rng: random.Random) -> list[Edge]:
    """Return lines of a torn table: some short, some doubled, some a little off, some missing."""
    across = sorted(rng.uniform(30, 500) for _ in range(rng.randint(1, 8)))
    down = sorted(rng.uniform(30, 700) for _ in range(rng.randint(1, 12)))
    edges: list[Edge] = []
    for level, places, ends in ((True, down, across), (False, across, down)):
        for at in places:
            for start, end in zip(ends, ends[1:], strict=False):
                for _ in range(rng.choice((0, 1, 1, 1, 1, 2))):
                    off = rng.choice((0.0, 0.0, 0.4, 2.9, 3.1))
                    edges.append((level, at + rng.choice((0.0, off, -off)), start - off / 2, end + off))
    rng.shuffle(edges)
    return edges


@pytest.mark.parametrize("seed", range(150))
def test_lines_close_the_same_tables_as_in_pdfplumber(seed: int) -> None:
    edges = random_edges(random.Random(f"edges-{seed}"))
    merged = merge_edges(edges, SNAP)
    plain = plumber.merge_edges([as_object(edge) for edge in edges], SNAP, SNAP, SNAP, SNAP)
    assert merged == [as_edge(item) for item in plain]
    cells = find_cells(merged, SNAP)
    assert cells == plumber.intersections_to_cells(plumber.edges_to_intersections(plain, SNAP, SNAP))
    assert part_tables(cells) == plumber.cells_to_tables(cells)
