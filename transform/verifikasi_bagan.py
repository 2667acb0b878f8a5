"""Charts of a report that came back: values and labels that are no longer those it was made with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from extract.docx_bagan import NilaiBagan
from transform.verifikasi_jenis import Jenis, Perbedaan

PRECISION = Decimal("1e-12")  # programs store chart values as binary numbers


def compare_charts(dasar: Sequence[NilaiBagan], kini: Sequence[NilaiBagan]) -> Iterator[Perbedaan]:
    """Yield chart values that changed, went or came; a point is known by its chart, series and category."""
    now: dict[tuple[str, str, str], list[NilaiBagan]] = defaultdict(list)
    names = _names(dasar, kini)
    for value in kini:
        now[names.get(value.bagan, value.bagan), value.seri, value.kategori].append(value)
    for before in dasar:
        found = now[before.bagan, before.seri, before.kategori]
        if not found:
            yield Perbedaan(Jenis.BAGAN_UBAH, _place(before), _shown(before), "", before.id)
            continue
        after = found.pop(0)
        if not _same(before.teks, after.teks):
            yield Perbedaan(Jenis.BAGAN_UBAH, _place(before), _shown(before), after.teks, before.id)
        elif after.label and before.label and after.label != before.label:
            yield Perbedaan(Jenis.BAGAN_UBAH, _place(before), before.label, after.label, before.id)
    known = {(v.seri, v.kategori, v.teks, v.label) for v in dasar}  # a copied chart says nothing new
    for value in (v for found in now.values() for v in found):
        if (value.seri, value.kategori, value.teks, value.label) in known:
            continue
        yield Perbedaan(Jenis.BAGAN_UBAH, _place(value), "", _shown(value))


def _names(dasar: Sequence[NilaiBagan], kini: Sequence[NilaiBagan]) -> dict[str, str]:
    """Return names of charts that a program renamed: by their order, when there are as many as before."""
    old, new = list(dict.fromkeys(v.bagan for v in dasar)), list(dict.fromkeys(v.bagan for v in kini))
    if set(old) == set(new) or len(old) != len(new):
        return {}
    return dict(zip(new, old, strict=True))


def _shown(value: NilaiBagan) -> str:
    return value.label or value.teks


def _place(value: NilaiBagan) -> str:
    return ", ".join(part for part in (f"bagan {value.bagan}", value.seri, value.kategori) if part)


def _same(left: str, right: str) -> bool:
    if left == right:
        return True
    try:
        a, b = Decimal(left), Decimal(right)
    except InvalidOperation:
        return False
    return abs(a - b) <= PRECISION * max(abs(a), abs(b), Decimal(1))
