"""Soak: many satker, some with bad files, in one batch. Counts crashes, hangs, lost outputs, wrong figures.

`python -m benchmarks.keamanan_rendam --satker 1000 --rusak 5 --folder DIR` (from the program's folder).
Every satker that will get a bad file has a good report first; after the run that report must still be
there, byte for byte, or be replaced by a whole new one.
A broken-off run goes on where it was. Ends with code 1 when anything is not as it must be.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil

from benchmarks.bahan import contoh_folders, generate
from flows.proses import Proses, hash_outputs
from flows.wadah import AKAR
from tests.keamanan.korpus import SEMUA, Jerat

LAMBAT = {"bom_isi.pdf", "form_berputar.pdf", "besar.pdf"}
CRASH = ("Traceback", "kesalahan program", "belum selesai setelah", "dihentikan dari luar")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--satker", type=int, default=200)
    parser.add_argument("--rusak", type=int, default=5, help="persen satker yang mendapat berkas rusak")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--pdf", action="store_true")
    options = parser.parse_args()
    root: Path = options.folder.resolve()
    state = prepare(root, options.satker, options.rusak, pdf=options.pdf)
    traps = {t.berkas: t for t in SEMUA}
    given = {name: traps[berkas] for name, berkas in state["rusak"].items()}
    start = time.monotonic()
    code, shown, memory = run(root, [], pdf=options.pdf)
    names = sorted(p.name for p in (root / "input/2023").iterdir())
    faults = [line for line in shown.splitlines() if any(mark in line for mark in CRASH)]
    lost, silent, kept = judge(root, names, given, state["sebelum"])
    result = {
        "satker": len(names), "berkas_rusak": len(given), "detik": round(time.monotonic() - start, 1),
        "kode_keluar": code, "crash_atau_hang": len(faults), "keluaran_hilang": len(lost),
        "salah_diam_diam": len(silent), "keluaran_lama_dipertahankan": kept, "memori_puncak_mb": memory,
    }  # fmt: skip
    print(json.dumps(result, indent=1))
    for title, rows in (("crash/hang", faults), ("hilang", lost), ("diam-diam", silent)):
        print(*(f"{title}: {row}" for row in rows[:10]), sep="\n", end="\n" if rows else "")
    return 1 if faults or lost or silent else 0


def prepare(root: Path, count: int, percent: int, *, pdf: bool) -> dict[str, Any]:
    """Return which satker have which bad file and what their good reports were; made once per folder."""
    noted = root / "keadaan.json"
    if noted.is_file():
        print(f"melanjutkan {root}", flush=True)
        return dict(json.loads(noted.read_text(encoding="utf-8")))
    generate(root / "input", count, contoh_folders())
    names = sorted(p.name for p in (root / "input/2023").iterdir())
    bad = names[:: max(1, 100 // percent)]
    run(root, bad, pdf=pdf)
    before = {name: hash_outputs(root / "output/2023" / name) for name in bad}
    state: dict[str, Any] = {"sebelum": before, "rusak": {}}
    traps = [t for t in SEMUA if t.berkas not in LAMBAT]
    for number, name in enumerate(bad):
        trap = traps[number * 7 % len(traps)]
        trap.buat(root / "input/2023" / name / trap.berkas)
        state["rusak"][name] = trap.berkas
    noted.write_text(json.dumps(state), encoding="utf-8")
    return state


def judge(
    root: Path, names: list[str], given: dict[str, Jerat], before: dict[str, dict[str, str]]
) -> tuple[list[str], list[str], int]:
    """Return lost outputs, satker with wrong or unexplained content, and how many old reports were kept."""
    lost, silent, kept = [], [], 0
    turns = len(contoh_folders())  # the samples were copied in turn
    good = [facts(root, next(n for n in names[turn::turns] if n not in given)) for turn in range(turns)]
    for name in names:
        folder = root / "output/2023" / name
        record = Proses.read(folder)
        if record is None or record.keluaran != hash_outputs(folder):
            lost.append(name)
        elif name in given and given[name].disisihkan:
            same = before[name] == hash_outputs(folder)
            kept += same
            message = (root / "output/2023/_pesan" / f"{name}.txt").read_text(encoding="utf-8")
            if not (same or any(record.temuan.values())) or given[name].berkas not in message:
                silent.append(name)
        elif name not in given and facts(root, name) not in good:
            silent.append(name)
    return lost, silent, kept


def run(root: Path, names: list[str], *, pdf: bool) -> tuple[int, str, int]:
    """Run `lkjip buat`; return its code, all it said and the most memory its processes held together (MB)."""
    which = names or ["--semua"]
    command = [sys.executable, "-m", "flows.cli", "buat", *which, "--tahun", "2023", "--input", str(root / "input"),
               "--output", str(root / "output"), *([] if pdf else ["--tanpa-pdf"])]  # fmt: skip
    limit = 600 + 60 * (len(names) or 2000)
    start, most, said = time.monotonic(), 0, 0.0
    with (root / "keluar.txt").open("w+", encoding="utf-8") as out:
        child = subprocess.Popen(command, cwd=AKAR, stdout=out, stderr=subprocess.STDOUT)
        while child.poll() is None:
            time.sleep(2)
            passed = time.monotonic() - start
            most = max(most, held(child.pid))
            if passed - said > 60:
                said = passed
                done = sum(1 for _ in (root / "output/2023").glob("satker-*/proses.json"))
                print(f"{passed:.0f} detik: {done} laporan berdiri, {most} MB", flush=True)
            if passed > limit:
                child.kill()
        out.seek(0)
        return child.returncode, out.read(), most


def held(pid: int) -> int:
    """Return the memory (PSS, else RSS) of a process and all below it, in MB."""
    total = 0
    with contextlib.suppress(psutil.Error):
        parent = psutil.Process(pid)
        for process in [parent, *parent.children(recursive=True)]:
            with contextlib.suppress(psutil.Error):
                info = process.memory_full_info()
                total += getattr(info, "pss", info.rss)
    return total // 1_000_000


def facts(root: Path, name: str) -> list[tuple[str, ...]]:
    """Return the facts of one satker without the places they were read at."""
    with (root / "output/2023" / name / "fakta.csv").open(encoding="utf-8", newline="") as stream:
        return sorted((r["tabel"], r["kunci"], r["kolom"], r["nilai"]) for r in csv.DictReader(stream))


if __name__ == "__main__":
    sys.exit(main())
