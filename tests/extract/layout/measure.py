"""How many cells come back in their row and column: `python -m tests.extract.layout.measure 0 500`.

Each seed draws a table and a layout. Printed: cells right of all, wrong cells in documents without any
finding (the silent ones), milliseconds per page, and the seeds that failed.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from extract.read import read_document
from tests.extract.layout.compare import Score, compare
from tests.extract.layout.pdf_writer import random_style, write_pdf
from tests.extract.layout.samples import MAKERS


def measure(first: int, last: int) -> None:
    total, silent, pages, seconds = Score(), 0, 0, 0.0
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.pdf"
        for seed in range(first, last):
            rng = random.Random(seed)
            maker = rng.choice(MAKERS)
            spec = maker(rng)
            style = random_style(rng)
            printed = write_pdf(path, [spec], style)
            start = time.perf_counter()
            document = read_document(path, path.parent)
            seconds += time.perf_counter() - start
            pages += len(document.sheets)
            heads = [len(spec.header) if rows[:1] == spec.header[:1] else 0 for rows in printed]
            score = compare(document, printed, heads)
            total.add(score)
            if score.wrong:
                silent += 0 if document.findings else score.total - score.right
                failed.append(
                    f"{seed} {maker.__name__} {style.rules}/{style.valign}/{style.font}: {score.wrong[0]}"
                )
    share = f"{total.right} of {total.total} ({total.right / total.total:.4%})"
    print(f"cells {share}, headings {total.heads_right} of {total.heads}, silent {silent}")
    print(f"{1000 * seconds / pages:.0f} ms/page, {len(failed)} tables not whole")
    for line in failed:
        print(" ", line[:160])


if __name__ == "__main__":
    measure(int(sys.argv[1]), int(sys.argv[2]))
