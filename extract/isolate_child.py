"""The child's side of `isolate`: limits first, then one answer per request on standard output."""

from __future__ import annotations

import gc
import importlib
import json
import os
import pickle
import resource
import select
import struct
import sys
import traceback
from pathlib import Path
from typing import Any

from extract.finding import LkjipError
from extract.limits import DEFAULT, OUT_OF_MEMORY, Limits

WHOLE_COLLECTION = 64  # answers; between them only what the last one left
PAGES_KEPT = 64_000_000  # bytes a child may write to temporary files


def serve(memory_mb: int | None) -> None:
    """Answer requests until the parent closes the pipe."""
    _limit(resource.RLIMIT_AS, (memory_mb or DEFAULT.memory_mb) * 1_000_000)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 4 * PAGES_KEPT)
    sys.setrecursionlimit(3000)
    out = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)  # whatever a library prints must not mix with the answers
    _prepare()
    gc.freeze()
    for number, line in enumerate(sys.stdin.buffer, start=1):
        data = pickle.dumps(_answer(json.loads(line)), protocol=4)
        out.write(struct.pack(">Q", len(data)))
        out.write(data)
        out.flush()
        gc.collect(2 if number % WHOLE_COLLECTION == 0 else 0)


def _prepare() -> None:
    """Import what reading needs while nobody asks yet; the parent is busy with its own imports meanwhile."""
    for name in ("extract.pdf", "pypdfium2", "extract.pdf_page", "extract.excel"):
        if select.select([sys.stdin.buffer], [], [], 0)[0]:
            return
        importlib.import_module(name)


def _limit(kind: int, amount: int) -> None:
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (amount if hard == resource.RLIM_INFINITY else min(amount, hard), hard))


def _answer(request: dict[str, Any]) -> Any:
    try:
        if "hitung" in request:
            return _count(Path(request["hitung"]), request.get("sandi"))
        if "gambar" in request:
            from extract.cuplikan import draw_pages

            return draw_pages(
                Path(request["baca"]), request["gambar"], request.get("sandi"), Limits(**request["batas"])
            )
        from extract.isolate_kemas import pack
        from extract.read import read_document

        return pack(read_document(
            Path(request["baca"]), Path(request["dasar"]), password=request.get("sandi"),
            limits=Limits(**request["batas"]), only=request.get("halaman"),
        ))  # fmt: skip
    except LkjipError as error:
        return {"pesan": str(error), "kode": error.kode}
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # nothing can be trusted after this; the parent starts a new child
    except Exception as error:  # noqa: BLE001 - the border of the process: a fault of ours costs one file, by name
        place = traceback.extract_tb(error.__traceback__)[-1]
        return {"program": f"{type(error).__name__}, {Path(place.filename).name} baris {place.lineno}"}


def _count(path: Path, password: str | None) -> int:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path, password=password) as pdf:
            return len(pdf)
    except pypdfium2.PdfiumError:
        return 0
