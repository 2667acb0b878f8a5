"""Fuzz: random input to the readers; whatever is not a foreseen refusal is a crash.

`python -m benchmarks.keamanan_fuzz --detik 60 [--sasaran angka,pdf,excel,isian,templat,docx]` makes seeded random
mutations. With `--mesin atheris --python ENV/bin/python` the inputs are found by coverage (atheris, installed in
an environment of its own: `python3.11 -m venv ENV; ENV/bin/pip install atheris`). Every crash is printed with the
file that repeats it.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import re
import subprocess
import sys
import sysconfig
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


def isian(data: bytes) -> None:
    """The forms a person fills in: the reader of workbooks, then that of the forms."""
    _read(data, "isian.xlsx")


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


def small_pdf(*, ruled: bool) -> bytes:
    """Return a page with a small table, its commands uncompressed, so that a change of a byte changes the table."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 200), pageCompression=0, invariant=True)
    canvas.setFont("Helvetica", 8)
    rows = (("No", "Uraian", "Pagu", "%"), ("1", "Belanja Barang", "1.234.567", "98,76"),
            ("", "Jumlah", "1.234.567", "-"))  # fmt: skip
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            canvas.drawString(22 + 65 * c, 150 - 20 * r, text)
    if ruled:
        canvas.grid([20 + 65 * c for c in range(5)], [165 - 20 * r for r in range(4)])
    canvas.save()
    return out.getvalue()


def seeds(name: str) -> list[bytes]:
    if name == "pdf":
        return [small_pdf(ruled=True), small_pdf(ruled=False), (BAPAS / "OMSPAN_IKPA_2023.pdf").read_bytes()]
    if name == "excel":
        return [p.read_bytes() for p in sorted(BAPAS.glob("*.xlsx"))[:6]]
    if name == "isian":
        return [(BAPAS / "Isian_Narasi.xlsx").read_bytes(), (BAPAS / "Profil_Satker.xlsx").read_bytes()]
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


def run_atheris(name: str, seconds: int, python: Path, folder: Path) -> int:
    """Run one target under atheris in a process of its own; return 1 where it crashed or hung."""
    folder.mkdir(parents=True, exist_ok=True)
    path = os.pathsep.join([str(AKAR), sysconfig.get_path("purelib")])
    command = [str(python), "-m", "benchmarks.keamanan_atheris", name, "--detik", str(seconds), "--folder",
               str(folder)]  # fmt: skip
    done = subprocess.run(command, cwd=AKAR, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True,
                          errors="replace", check=False)  # fmt: skip
    said = done.stdout + done.stderr
    (folder / f"keluar-{name}.txt").write_text(said, encoding="utf-8")
    steps = re.findall(r"#(\d+)\s+\w+\s+cov: (\d+) ft: (\d+) corp: (\d+)", said)
    first, last = (steps[0], steps[-1]) if steps else (("0",) * 4, ("0",) * 4)
    crashes = [line for line in said.splitlines() if line.startswith("CRASH") or "ERROR: libFuzzer" in line]
    print(f"{name}: {last[0]} masukan, cabang (cov) {first[1]} -> {last[1]}, ciri (ft) {last[2]}, korpus "
          f"{last[3]}, {len(crashes)} jenis crash, kode {done.returncode}", flush=True)  # fmt: skip
    print(*crashes, sep="\n", end="\n" if crashes else "")
    if not steps:
        print(said[-2000:])
    return 1 if crashes or not steps or done.returncode else 0


TARGETS: dict[str, Sasaran] = {"angka": angka, "pdf": pdf, "excel": excel, "isian": isian, "templat": templat,
                                "docx": docx}  # fmt: skip


def warm(name: str) -> None:
    """Import everything a target needs by running it once on a good input."""
    TARGETS[name](seeds(name)[0])


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--detik", type=int, default=60, help="detik per sasaran")
    parser.add_argument("--sasaran", default=",".join(TARGETS))
    parser.add_argument("--benih", type=int, default=1)
    parser.add_argument("--mesin", choices=("acak", "atheris"), default="acak")
    parser.add_argument("--python", type=Path, default=Path(sys.executable), help="Python yang memiliki atheris")
    parser.add_argument("--folder", type=Path, default=_FOLDER, help="korpus, crash, dan catatan atheris")
    options = parser.parse_args()
    crashed = 0
    for name in options.sasaran.split(","):
        if options.mesin == "atheris":
            crashed += run_atheris(name, options.detik, options.python, options.folder.resolve())
            continue
        tried, crashes, slowest = run(name, TARGETS[name], options.detik, options.benih)
        print(f"{name}: {tried} masukan, {crashes} jenis crash, paling lama {slowest:.1f} detik", flush=True)
        crashed += crashes
    return 1 if crashed else 0


if __name__ == "__main__":
    sys.exit(main())
