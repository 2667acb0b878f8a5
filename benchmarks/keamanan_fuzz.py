"""Fuzz: random input to the readers; whatever is not a foreseen refusal is a crash.

`python -m benchmarks.keamanan_fuzz --detik 60 [--sasaran angka,pdf,excel,templat,docx]`. Uses atheris (coverage
guided) where it is installed, else seeded random mutations. Every crash is printed with the input's hex.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import io
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path

from flows.wadah import AKAR

BAPAS = AKAR / "input/2023/bapas-polewali"
TEMPLAT = AKAR / "templates/pedoman_2023/bab4_penutup.docx"
Sasaran = Callable[[bytes], None]
_FOLDER = Path(tempfile.mkdtemp(prefix="lkjip-fuzz-"))


def angka(data: bytes) -> None:
    from decimal import Decimal

    from extract.angka import Konvensi, decide, parse_angka, possible
    from extract.finding import LkjipError

    text = data.decode("utf-8", "replace")
    found: list[object] = list(possible(text))
    for konvensi in (*Konvensi, decide([text])):
        for uang in (False, True):
            try:
                found.append(getattr(parse_angka(text, konvensi=konvensi, uang=uang), "nilai", None))
            except (LkjipError, ValueError):
                continue
    if any(isinstance(number, Decimal) and not number.is_finite() for number in found):
        raise AssertionError(f"{text!r} -> {found}")


def pdf(data: bytes) -> None:
    _read(data, "x.pdf")


def excel(data: bytes) -> None:
    _read(data, "x.xlsx")


def _read(data: bytes, name: str) -> None:
    from extract.finding import LkjipError
    from extract.kenali import recognise
    from extract.limits import Limits
    from extract.read import read_document

    path = _FOLDER / name
    path.write_bytes(data)
    try:
        limits = Limits(pages=20, cells=50_000, unpacked_mb=20, pixels=1_000_000)
        document = read_document(path, _FOLDER, limits=limits)
    except LkjipError:
        return
    recognise(document)


def templat(data: bytes) -> None:
    """The template linter, with one paragraph of a real template replaced by the text."""
    from render.templat import check_template

    text = data.decode("utf-8", "ignore").translate({c: None for c in [*range(9), 11, 12, *range(14, 32)]})
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    out = io.BytesIO()
    with zipfile.ZipFile(TEMPLAT) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "word/document.xml":
                at = body.rindex(b"<w:sectPr")
                body = body[:at] + f"<w:p><w:r><w:t>{safe}</w:t></w:r></w:p>".encode() + body[at:]
            new.writestr(name, body)
    path = _FOLDER / "bab4.docx"
    path.write_bytes(out.getvalue())
    check_template(path, "4", None)


def docx(data: bytes) -> None:
    from extract.docx_angka import read_docx
    from extract.finding import LkjipError

    try:
        read_docx(io.BytesIO(data))
    except LkjipError:
        return


def seeds(name: str) -> list[bytes]:
    if name == "pdf":
        return [p.read_bytes() for p in sorted(BAPAS.glob("*.pdf"))]
    if name == "excel":
        return [p.read_bytes() for p in sorted(BAPAS.glob("*.xlsx"))[:6]]
    if name == "docx":
        return [TEMPLAT.read_bytes()]
    if name == "templat":
        return [b"{{ satker.nama }}", b"{%p for x in y %}", b"{% if a %}{{ a.b[0]|join(', ') }}{% endif %}"]
    return [b"1.234.567,89", b"67.42%", b"(99,98%)", b"Rp. 1.234.000,-", b"6,109,858,000", b"3.1 Indeks", b"-"]


WORDS = (b"{{", b"}}", b"{%", b"%}", b"for", b"endfor", b"**", b"__class__", b"|", b"[", b"(", b"-", b",", b".",
         b"%", b"Rp", b"\xc2\xa0", b"\xd9\xa1", b"obj", b"stream", b"<<", b"/Kids", b"9" * 40, b"1e999", b"\x00",
         b"<w:p>", b"</w:t>", b"0 R", b"\xff")  # fmt: skip


def mutate(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at = rng.randrange(len(out) + 1)
        kind = rng.randrange(5)
        if kind == 0 and at < len(out):
            out[at] = rng.randrange(256)
        elif kind == 1:
            out[at:at] = rng.choice(WORDS)
        elif kind == 2:
            del out[at : at + rng.randrange(1, 40)]
        elif kind == 3:
            out[at:at] = out[at : at + rng.randrange(1, 60)]
        elif at < len(out):
            out[at] ^= 1 << rng.randrange(8)
    return bytes(out)


def mutate_zip(data: bytes, rng: random.Random) -> bytes:
    """Mutate one part inside the package, so that the parser behind the zip is reached."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        chosen = rng.choice(names)
        for name in names:
            body = old.read(name)
            new.writestr(name, mutate(body, rng) if name == chosen else body)
    return out.getvalue()


def run(name: str, target: Sasaran, seconds: float, seed: int) -> tuple[int, int, float]:
    """Return how many inputs were tried, how many crashed, and the slowest in seconds."""
    rng, tried, slowest = random.Random(seed), 0, 0.0
    start, pool, crashes = time.monotonic(), seeds(name), {}
    while time.monotonic() - start < seconds:
        base = rng.choice(pool)
        inner = base.startswith(b"PK") and rng.random() < 0.8
        data = mutate_zip(base, rng) if inner else mutate(base, rng)
        begin = time.monotonic()
        try:
            target(data)
        except Exception as error:  # noqa: BLE001 - a fuzz run collects whatever is not foreseen
            place = traceback.extract_tb(error.__traceback__)[-1]
            key = f"{type(error).__name__} di {Path(place.filename).name}:{place.lineno}"
            if key not in crashes:
                crashes[key] = data
                kept = _FOLDER / f"crash-{name}-{len(crashes)}"
                kept.write_bytes(data)
                own = [f for f in traceback.extract_tb(error.__traceback__) if str(AKAR) in f.filename][-1]
                print(f"{name}: {key}: {error} (lewat {Path(own.filename).name}:{own.lineno}; {kept})"[:400])
        slowest = max(slowest, time.monotonic() - begin)
        tried += 1
    return tried, len(crashes), slowest


def run_atheris(target: Sasaran, name: str, seconds: int) -> None:
    atheris = importlib.import_module("atheris")

    corpus = _FOLDER / f"corpus-{name}"
    corpus.mkdir()
    for number, data in enumerate(seeds(name)):
        (corpus / str(number)).write_bytes(data)
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-max_len=200000", str(corpus)], target)
    atheris.Fuzz()


TARGETS: dict[str, Sasaran] = {"angka": angka, "pdf": pdf, "excel": excel, "templat": templat, "docx": docx}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--detik", type=int, default=60)
    parser.add_argument("--sasaran", default=",".join(TARGETS))
    parser.add_argument("--benih", type=int, default=1)
    parser.add_argument("--atheris", action="store_true", help="satu sasaran, dengan atheris")
    options = parser.parse_args()
    names = options.sasaran.split(",")
    if options.atheris and importlib.util.find_spec("atheris"):
        run_atheris(TARGETS[names[0]], names[0], options.detik)
        return 0
    crashed = 0
    for name in names:
        tried, crashes, slowest = run(name, TARGETS[name], options.detik, options.benih)
        print(f"{name}: {tried} masukan, {crashes} jenis crash, paling lama {slowest:.1f} detik", flush=True)
        crashed += crashes
    return 1 if crashed else 0


if __name__ == "__main__":
    sys.exit(main())
