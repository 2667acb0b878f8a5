"""The ledger of one report: every figure read or computed, by id, with its chain."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extract.figure import Fact, Figure
from extract.finding import LkjipError


class Ledger:
    """Holds figures by id. A second, different figure under the same id is refused."""

    def __init__(self) -> None:
        self._figures: dict[str, Figure] = {}

    def add(self, figure: Figure) -> Figure:
        """Enter a figure; entering the same figure again changes nothing."""
        known = self._figures.setdefault(figure.id, figure)
        if known is not figure and known != figure:
            raise LkjipError(f"Dua angka berbeda memakai id yang sama: {figure.id}", kode="ID-GANDA")
        return known

    def read(self, fact: Fact) -> Figure:
        """Enter a fact read from a source and return its figure."""
        text = fact.teks_asli
        decimals = None
        if isinstance(fact.nilai, Decimal):
            exponent = fact.nilai.as_tuple().exponent
            decimals = max(0, -exponent) if isinstance(exponent, int) else None
        return self.add(
            Figure(
                id=fact.id,
                value=fact.nilai,
                unit=fact.satuan,
                decimals=decimals,
                raw=text,
                source=fact.source,
                reason="sumber tidak memuat nilai" if fact.nilai is None else None,
                ocr=fact.ocr,
            )
        )

    def compute(
        self,
        figure_id: str,
        value: Decimal | str | None,
        *,
        unit: str,
        formula: str,
        inputs: tuple[Figure, ...],
        reason: str | None = None,
    ) -> Figure:
        """Enter a computed figure. `value` is unrounded; None needs a `reason`."""
        if value is None and not reason:
            raise LkjipError(f"Angka {figure_id} tidak bernilai tanpa alasan", kode="TANPA-ALASAN")
        return self.add(
            Figure(
                id=figure_id,
                value=value,
                unit=unit,
                inputs=tuple(f.id for f in inputs),
                formula=formula,
                reason=reason,
                ocr=any(f.ocr for f in inputs),
            )
        )

    def __getitem__(self, figure_id: str) -> Figure:
        return self._figures[figure_id]

    def __contains__(self, figure_id: str) -> bool:
        return figure_id in self._figures

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._figures.values())

    def __len__(self) -> int:
        return len(self._figures)

    def chain(self, figure_id: str) -> tuple[Figure, ...]:
        """Return the figure and all it depends on, each once, facts last."""
        seen: dict[str, Figure] = {}
        todo = [figure_id]
        while todo:
            current = self._figures[todo.pop(0)]
            if current.id not in seen:
                seen[current.id] = current
                todo.extend(current.inputs)
        return tuple(sorted(seen.values(), key=lambda f: f.source is not None))
