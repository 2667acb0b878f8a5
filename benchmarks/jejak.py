"""Size, writing time and load time of jejak.html, and the time of verifikasi, on finished output folders.

`python -m benchmarks.jejak output/2023/bapas-polewali output/2023/kanwil-kalbar [--ulang 5]`
Load time is measured in headless Chromium (navigation start to the page's script being done); without
chromium it is left out. Medians.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows.proses import Proses
from flows.segel import input_root
from flows.wadah import Masa, input_folder

FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"


def median(act: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def writing(folder: Path, target: Path, rounds: int) -> float:
    from render.jejak_html import write_jejak

    record = Proses.read(folder)
    if record is None:
        raise SystemExit(f"{folder}: bukan folder keluaran")
    angka = json.loads((folder / "angka.json").read_text(encoding="utf-8"))
    temuan = json.loads((folder / "temuan.json").read_text(encoding="utf-8"))
    place = input_folder(input_root(folder), Masa(record.tahun, record.semester), record.satker)
    report = next(folder.glob("LKjIP_*.docx"))

    def act() -> None:
        write_jejak(target, docx=report, angka=angka, temuan=temuan, sumber=place, judul=report.stem)

    return median(act, rounds)


def comparing(folder: Path, rounds: int) -> float:
    from extract.bekal import read_bekal
    from extract.docx_angka import read_docx
    from transform.verifikasi import compare

    path = next(folder.glob("LKjIP_*.docx"))

    def act() -> None:
        report = read_docx(path)
        bekal = read_bekal(report.angka_bawaan or b"")
        compare(bekal.paragraf, report.paragraf, bekal.bagan, report.bagan)

    return median(act, rounds)


def start_browser(profile: str) -> Any | None:
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        return None
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in [*FLAGS.split(), f"--user-data-dir={profile}", "--window-size=1366,768"]:
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=Service(driver))


def loading(browser: Any, page: Path, rounds: int) -> tuple[float, float]:
    """Return load time and the time from a click to the drawn chain, in seconds."""
    loads, clicks = [], []
    for _ in range(rounds):
        browser.get(page.as_uri())
        loads.append(
            browser.execute_script("return performance.timing.loadEventEnd - performance.timing.navigationStart")
        )
        clicks.append(
            browser.execute_async_script(
                "const done = arguments[0], t = performance.now();"
                "document.querySelector('main button.a').click();"
                "requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - t)))"
            )
        )
    return statistics.median(loads) / 1000, statistics.median(clicks) / 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--ulang", type=int, default=5)
    choice = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        browser = start_browser(temporary)
        for folder in choice.folder:
            page = Path(temporary) / f"{folder.name}.html"
            wrote, compared = writing(folder, page, choice.ulang), comparing(folder, choice.ulang)
            line = (
                f"{folder.name}: {page.stat().st_size / 1e6:.2f} MB, tulis {wrote:.2f} s, banding {compared:.2f} s"
            )
            if browser is not None:
                load, click = loading(browser, page, choice.ulang)
                line += f", muat {load:.2f} s, klik {click:.2f} s"
            print(line)
        if browser is not None:
            browser.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
