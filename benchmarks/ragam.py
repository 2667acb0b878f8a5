"""Measures how many facts come back from recaps in random layouts, and how many are wrong without a finding.

python -m benchmarks.ragam --n 20 --benih 0            every family, workbook and PDF, seeds 0..19
python -m benchmarks.ragam --bentuk kantor --n 12      workbooks with the habits of offices, 16 families
python -m benchmarks.ragam --bentuk cetak --n 12       PDF with the habits of offices, 12 families
python -m benchmarks.ragam --keluarga renstra --bentuk pdf --n 100 --benih 5000
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from extract.collect import read_folder
from tests.extract.rekap_cetak import run_print_case
from tests.extract.rekap_kantor import RAGAM_BUKU, run_office_case
from tests.extract.rekap_ragam import RAGAM, Hasil, run_case


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=20, help="variasi per keluarga dan bentuk")
    parser.add_argument("--benih", type=int, default=0, help="benih pertama")
    parser.add_argument("--keluarga", nargs="*", default=[*RAGAM, *RAGAM_BUKU])
    parser.add_argument("--bentuk", nargs="*", default=["xlsx", "pdf"], choices=["xlsx", "pdf", "kantor", "cetak"])
    parser.add_argument("--dasar", action="store_true", help="PDF: tabelnya saja, tanpa kop, cap, ...")
    parser.add_argument("--rinci", action="store_true", help="tampilkan semua yang salah, bukan dua per kasus")
    args = parser.parse_args()
    start = time.perf_counter()
    results: list[Hasil] = []
    with tempfile.TemporaryDirectory() as folder:
        for keluarga in args.keluarga:
            for bentuk in args.bentuk:
                if keluarga in RAGAM_BUKU and bentuk != "kantor":
                    continue
                for benih in range(args.benih, args.benih + args.n):
                    at = Path(folder) / f"{keluarga}-{bentuk}-{benih}"
                    if bentuk == "cetak":
                        results.append(run_print_case(at, keluarga, benih, read_folder))
                    elif bentuk == "kantor":
                        results.append(run_office_case(at, keluarga, benih, read_folder))
                    else:
                        results.append(run_case(at, keluarga, benih, bentuk, read_folder, dasar=args.dasar))
    show_failures(results, None if args.rinci else 2)
    for title, key in (("keluarga", _family), ("gaya", _style)):
        print(f"\n{title:26s} kasus   fakta    tepat      %  hilang  salah   diam")
        groups: dict[str, list[Hasil]] = defaultdict(list)
        for result in results:
            groups[key(result)].append(result)
        for name, own in sorted(groups.items()):
            show_row(name, own)
    show_row("SEMUA", results)
    print(f"{time.perf_counter() - start:.0f} s; kasus tak utuh {sum(bool(r.hilang or r.salah) for r in results)}, "
          f"kasus diam {sum(bool(r.diam) for r in results)}")  # fmt: skip


def _family(result: Hasil) -> str:
    return result.benih.rsplit("-", 1)[0]


def _style(result: Hasil) -> str:
    return result.gaya.split(" ")[0]


def show_row(name: str, own: list[Hasil]) -> None:
    total, right = sum(r.jumlah for r in own), sum(r.tepat for r in own)
    lost, wrong = sum(len(r.hilang) for r in own), sum(len(r.salah) for r in own)
    counts = f"{len(own):5d} {total:7d}  {right:7d} {100 * right / total:6.2f}  {lost:6d} {wrong:6d}"
    print(f"{name:26s} {counts} {sum(len(r.diam) for r in own):6d}")


def show_failures(results: list[Hasil], most: int | None) -> None:
    for r in results:
        if r.hilang or r.salah:
            print(f"{'DIAM ' if r.diam else ''}{r.benih} [{r.gaya}] tepat {r.tepat}/{r.jumlah} {' '.join(r.kode)}")
            for text in (r.diam or r.salah or r.hilang)[:most]:
                print(f"     {text}"[:240])


if __name__ == "__main__":
    main()
