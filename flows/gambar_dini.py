"""The pictures of the sources, drawn by the reading process while the report is still being written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flows.pekerjaan import Pekerjaan

if TYPE_CHECKING:
    from extract.bacaan import Bacaan

Angka = list[dict[str, Any]]
_waiting: dict[Pekerjaan, tuple[Angka, Future[dict[str, Any]]]] = {}  # one job's at most


@contextmanager
def drawing(kerja: Pekerjaan, bacaan: Bacaan) -> Iterator[Callable[[Angka], None]]:
    """Give what starts the drawing once the printed figures are known; `pictures` asks for the result."""
    _waiting.clear()

    def start(angka: Angka) -> None:
        beside = ThreadPoolExecutor(1)
        _waiting[kerja] = angka, beside.submit(_draw, kerja, bacaan, angka)
        beside.shutdown(wait=False)

    try:
        yield start
    except Exception:
        for _, drawn in _waiting.values():  # the reading process is free again for the next job
            drawn.exception()
        raise


def pictures(kerja: Pekerjaan, bacaan: Bacaan, angka: Angka) -> dict[str, Any]:
    """Return the pictures of these figures' sources, those drawn ahead where they are the same figures'."""
    known, drawn = _waiting.pop(kerja, (None, None))
    if drawn is None or known is not angka:
        return _draw(kerja, bacaan, angka)
    return drawn.result()


def _draw(kerja: Pekerjaan, bacaan: Bacaan, angka: Angka) -> dict[str, Any]:
    from flows.pembaca import reader
    from render.jejak_sumber import places, source_pictures

    return source_pictures(kerja.masukan, places(angka), reader(), bacaan.buku)
