"""The outline that marks before names make where a budget table has no codes: `A` over `1.` over `a.`."""

from __future__ import annotations

from extract.tanda_butir import Mark, list_mark


class Urutan:
    """Depth and parent of rows from their marks; a table whose marks are all of one style stays flat."""

    def __init__(self) -> None:
        self.level: list[tuple[str, int, str]] = []  # style, place in its list, name of the row

    def place(self, number: str, name: str) -> tuple[int, str]:
        """Return how deep a row stands and the name of the row above it (empty at the top)."""
        mark = _mark(number) or list_mark(name)
        for depth in range(len(self.level) - 1, -1, -1):
            style, last, _ = self.level[depth]
            if (style, last + 1) in mark:
                self.level[depth:] = [(style, last + 1, name)]
                return self._told()
        first = next((style for style, n in sorted(mark) if n == 1), None)
        if first is None:
            return 0, ""
        self.level.append((first, 1, name))
        return self._told()

    def _told(self) -> tuple[int, str]:
        return len(self.level) - 1, self.level[-2][2] if len(self.level) > 1 else ""


def _mark(number: str) -> Mark:
    bare = number.strip().strip(".)(")
    return list_mark(f"{bare}. x") if bare and len(bare) <= 5 else frozenset()
