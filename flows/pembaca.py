"""The satker's files read ahead: the reader child works while this process imports and understands."""

from __future__ import annotations

import atexit
import functools
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from extract.finding import UnreadableInput
from flows import awal

if TYPE_CHECKING:
    from extract.grid import Document
    from extract.isolate import Reader

BERGANTIAN = 0.0005  # seconds that one thread may hold up another: the child must not wait for its next question
Pembaca = Callable[[Path, Path], "Document"]


@functools.cache
def reader() -> Reader:
    """Return this process's reader: one limited child process that reads file after file."""
    from extract.isolate import Reader

    child = Reader(child=awal.take())
    atexit.register(child.close)
    return child


def read_isolated(path: Path, base: Path) -> Document:
    """Return the document of one file; raise where it cannot be read at all."""
    return _checked(reader().read(path, base))


def _checked(document: Document) -> Document:
    if document.kind == "rusak":
        finding = document.findings[0]
        raise UnreadableInput(finding.pesan, kode=finding.kode, lokasi=finding.lokasi)
    return document


@contextmanager
def reading_ahead(base: Path, paths: list[Path]) -> Iterator[Pembaca]:
    """Give a reader for these files; the next ones are being read while one is understood."""
    results: queue.Queue[tuple[Path, Document | Exception]] = queue.Queue()
    stop = threading.Event()
    worker = threading.Thread(target=_read_all, args=(base, paths, results, stop), daemon=True)
    usual = sys.getswitchinterval()
    sys.setswitchinterval(BERGANTIAN)
    worker.start()
    early: dict[Path, Document | Exception] = {}

    def read(path: Path, _base: Path) -> Document:
        while path not in early:
            known, result = results.get()
            early[known] = result
        found = early.pop(path)
        if isinstance(found, Exception):
            raise found
        return _checked(found)

    try:
        yield read
    except KeyboardInterrupt:
        stop.set()
        raise
    except BaseException:
        stop.set()
        worker.join()
        raise
    finally:
        sys.setswitchinterval(usual)
    worker.join()


def _read_all(
    base: Path, paths: list[Path], results: queue.Queue[tuple[Path, Document | Exception]], stop: threading.Event
) -> None:
    for path, after in zip(paths, [*paths[1:], None], strict=True):
        if stop.is_set():
            return
        try:
            results.put((path, reader().read(path, base, after=after)))
        except Exception as error:  # handed to the caller, who raises it; the rest stays unread
            results.put((path, error))
            raise SystemExit from error
