"""Coverage-guided fuzz of one target with atheris, started by `keamanan_fuzz --mesin atheris`.

atheris is no locked library: it lives in an environment of its own, and this module is run by that one's
Python with the project's libraries on its path. The packages of the project and the parsers written in
Python are instrumented. A crash is kept and counted, not the end of the run; libFuzzer itself ends it on a
hang (`-timeout`) or on too much memory (`-rss_limit_mb`).
"""

from __future__ import annotations

import argparse
import importlib
import io
import random
import sys
import time
import traceback
import zipfile
from pathlib import Path
from typing import Any

INSTRUMENTED = ["extract", "render", "openpyxl", "pdfplumber", "pdfminer", "jinja2", "defusedxml"]
HANG_SECONDS = 60
MEMORY_MB = 3000


class Tally:
    """Inputs tried and kinds of crash seen; every new kind is printed at once with the file that makes it."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder
        self.tried = 0
        self.slowest = 0.0
        self.crashes: dict[str, Path] = {}

    def note(self, error: Exception, data: bytes) -> None:
        place = traceback.extract_tb(error.__traceback__)[-1]
        key = f"{type(error).__name__} di {Path(place.filename).name}:{place.lineno}"
        if key in self.crashes:
            return
        kept = self.folder / f"crash-{self.name}-{len(self.crashes) + 1}"
        kept.write_bytes(data)
        self.crashes[key] = kept
        print(f"CRASH {self.name}: {key}: {error!s:.200} ({kept})", flush=True)

    def say(self) -> None:
        print(f"HASIL {self.name}: {self.tried} masukan, {len(self.crashes)} jenis crash, "
              f"paling lama {self.slowest:.1f} detik prosesor", flush=True)  # fmt: skip


def mutate_part(atheris: Any, data: bytes, limit: int, seed: int) -> bytes:
    """Let libFuzzer change one part inside a package, else the bytes as they are."""
    rng = random.Random(seed)
    if not data.startswith(b"PK") or rng.random() < 0.1:
        return bytes(atheris.Mutate(data, len(data) + 64))
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            names = old.namelist()
            chosen = rng.choice(names)
            for name in names:
                body = old.read(name)
                new.writestr(name, atheris.Mutate(body, len(body) + 200) if name == chosen else body)
    except Exception:  # noqa: BLE001 - a damaged package is mutated as bytes
        return bytes(atheris.Mutate(data, len(data) + 64))
    return out.getvalue() if len(out.getvalue()) <= limit else data


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("sasaran")
    parser.add_argument("--detik", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args()
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=INSTRUMENTED):
        from benchmarks import keamanan_fuzz as fuzz

        fuzz.warm(options.sasaran)
    target = fuzz.TARGETS[options.sasaran]
    corpus: Path = options.folder / f"korpus-{options.sasaran}"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(fuzz.seeds(options.sasaran)):
        (corpus / f"benih-{number}").write_bytes(data)
    largest = max(path.stat().st_size for path in corpus.iterdir())
    tally = Tally(options.sasaran, options.folder)

    def one(data: bytes) -> None:
        start = time.process_time()
        try:
            target(data)
        except Exception as error:  # noqa: BLE001 - a fuzz run collects whatever is not foreseen
            tally.note(error, data)
        tally.tried += 1
        tally.slowest = max(tally.slowest, time.process_time() - start)
        if tally.tried % 1000 == 0 or (tally.tried % 20 == 0 and tally.slowest > 0.05):
            (options.folder / f"hasil-{options.sasaran}.txt").write_text(
                f"{tally.tried} {len(tally.crashes)} {tally.slowest:.2f}\n", encoding="utf-8")  # fmt: skip

    flags = [f"-max_total_time={options.detik}", f"-max_len={2 * largest + 4096}", f"-timeout={HANG_SECONDS}",
             f"-rss_limit_mb={MEMORY_MB}", "-print_final_stats=1", "-len_control=0",
             f"-artifact_prefix={options.folder}/"]  # fmt: skip
    extra = {}
    if options.sasaran in ("excel", "docx", "isian"):
        extra["custom_mutator"] = lambda data, limit, seed: mutate_part(atheris, data, limit, seed)
    atheris.Setup([sys.argv[0], *flags, str(corpus)], one, **extra)
    importlib.import_module("atexit").register(tally.say)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
