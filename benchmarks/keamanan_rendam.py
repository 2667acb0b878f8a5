"""Soak: many satker, some with bad files, in one batch. Counts crashes, hangs, lost outputs, wrong figures.

`python -m benchmarks.keamanan_rendam --satker 1000 --rusak 5 --folder DIR` (from the program's folder).
Every satker that will get a bad file has a good report first; after the run that report must still be
there, byte for byte, or be replaced by a whole new one. Ends with code 1 when anything is not as it must be.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.bahan import contoh_folders, generate
from flows.proses import Proses, hash_outputs
from flows.wadah import AKAR
from tests.keamanan.korpus import SEMUA

LAMBAT = {"bom_isi.pdf", "form_berputar.pdf", "besar.pdf"}
CRASH = ("Traceback", "kesalahan program", "belum selesai setelah", "dihentikan dari luar")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--satker", type=int, default=200)
    parser.add_argument("--rusak", type=int, default=5, help="persen satker yang mendapat berkas rusak")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--pdf", action="store_true")
    options = parser.parse_args()
    root: Path = options.folder
    generate(root / "input", options.satker, contoh_folders())
    names = sorted(p.name for p in (root / "input/2023").iterdir())
    bad = names[:: max(1, 100 // options.rusak)]
    run(root, bad, pdf=options.pdf)
    before = {name: hash_outputs(root / "output/2023" / name) for name in bad}
    traps = [t for t in SEMUA if t.berkas not in LAMBAT]
    given = {}
    for number, name in enumerate(bad):
        trap = traps[number * 7 % len(traps)]
        trap.buat(root / "input/2023" / name / trap.berkas)
        given[name] = trap
    start = time.monotonic()
    code, shown = run(root, [], pdf=options.pdf)
    seconds = time.monotonic() - start
    faults = [line for line in shown.splitlines() if any(mark in line for mark in CRASH)]
    lost, silent, kept = [], [], 0
    good = facts(root, next(n for n in names[0::2] if n not in given))  # the two samples in turn
    other = facts(root, next(n for n in names[1::2] if n not in given))
    for name in names:
        folder = root / "output/2023" / name
        record = Proses.read(folder)
        if record is None or record.keluaran != hash_outputs(folder):
            lost.append(name)
            continue
        if name in given and given[name].disisihkan:
            kept += before[name] == hash_outputs(folder)
            message = (root / "output/2023/_pesan" / f"{name}.txt").read_text(encoding="utf-8")
            whole = before[name] == hash_outputs(folder) or any(record.temuan.values())
            if not whole or given[name].berkas not in message:
                silent.append(name)
        elif facts(root, name) not in (good, other) and name not in given:
            silent.append(name)
    result = {
        "satker": len(names), "berkas_rusak": len(given), "detik": round(seconds, 1), "kode_keluar": code,
        "crash_atau_hang": len(faults), "keluaran_hilang": len(lost), "salah_diam_diam": len(silent),
        "keluaran_lama_dipertahankan": kept,
    }  # fmt: skip
    print(json.dumps(result, indent=1))
    for title, rows in (("crash/hang", faults), ("hilang", lost), ("diam-diam", silent)):
        print(*(f"{title}: {row}" for row in rows[:10]), sep="\n", end="\n" if rows else "")
    return 1 if faults or lost or silent else 0


def run(root: Path, names: list[str], *, pdf: bool) -> tuple[int, str]:
    """Run `lkjip buat`; return its code and all it said. A run that never ends is ended and said."""
    which = names or ["--semua"]
    command = [sys.executable, "-m", "flows.cli", "buat", *which, "--tahun", "2023", "--input", str(root / "input"),
               "--output", str(root / "output"), *([] if pdf else ["--tanpa-pdf"])]  # fmt: skip
    limit = 600 + 60 * (len(names) or 2000)
    with (root / "keluar.txt").open("w+", encoding="utf-8") as out:
        done = subprocess.run(command, cwd=AKAR, stdout=out, stderr=subprocess.STDOUT, timeout=limit, check=False)
        out.seek(0)
        return done.returncode, out.read()


def facts(root: Path, name: str) -> list[tuple[str, ...]]:
    """Return the facts of one satker without the places they were read at."""
    with (root / "output/2023" / name / "fakta.csv").open(encoding="utf-8", newline="") as stream:
        return sorted((r["tabel"], r["kunci"], r["kolom"], r["nilai"]) for r in csv.DictReader(stream))


if __name__ == "__main__":
    sys.exit(main())
