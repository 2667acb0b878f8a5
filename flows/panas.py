"""Imported once by the fork server, so that every worker starts with the program and its libraries loaded.

Only what is the same for every satker: modules, the recap maps, the shipped templates compiled.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os

from flows.langkah import load_later

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

MODULES = (
    "filelock",
    "lxml.etree",
    "extract.collect",
    "render.report",
    "flows.buat",
    "flows.pembaca",
)


def warm_up() -> None:
    """Load what every satker needs; a template that does not compile is said when it is used."""
    for name in MODULES:
        importlib.import_module(name)
    load_later(pdf=False)
    from extract.finding import LkjipError
    from extract.rekap_peta import load_maps
    from flows.wadah import AKAR
    from render.document import compile_template
    from render.gaya import load_pedoman

    load_maps()
    for folder in sorted(path.parent for path in (AKAR / "templates").glob("*/pedoman.yml")):
        with contextlib.suppress(LkjipError, OSError):
            for bab in (pedoman := load_pedoman(folder)).bab:
                compile_template(pedoman.folder / bab.templat, bab.kunci)
    gc.freeze()  # shared with the workers as it is


warm_up()
