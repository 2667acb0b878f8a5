"""jejak.html in a real browser: click a figure, see its chain and the right cell of the right source."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("chromium atau chromedriver tidak ada")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in FLAGS.split():
        options.add_argument(flag)
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('chromium')}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    window = webdriver.Chrome(options=options, service=Service(driver))
    window.set_window_size(1366, 768)
    yield window
    window.quit()


def _open(browser: Any, folder: Path) -> None:
    browser.get((folder / "jejak.html").as_uri())
    assert browser.get_log("browser") == []


def _click(browser: Any, selector: str) -> str:
    button = browser.find_element("css selector", selector)
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    browser.execute_async_script(
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))"
    )
    return str(browser.find_element("id", "jejak").text)


def test_click_a_figure_see_its_cell(browser: Any, bangun: Callable[[str], Path]) -> None:
    _open(browser, bangun("bapas-polewali"))
    told = _click(browser, "button.a[data-id='hitung.capaian.kegiatan.1.1@3']")
    assert "112,37%" in told
    assert "realisasi / target x 100" in told
    marked = [cell.text for cell in browser.find_elements("css selector", "#jejak td.sel")]
    assert marked == ["67.42", "60"]


def test_figures_of_formulas_and_charts_are_clickable(browser: Any, bangun: Callable[[str], Path]) -> None:
    _open(browser, bangun("bapas-polewali"))
    assert "Capaian_Kinerja_2023.xlsx" in _click(browser, "span.frac button.a")
    assert "sha256" in _click(browser, "table.bagan button.a")


def test_the_right_crop_of_a_pdf_page(browser: Any, bangun: Callable[[str], Path]) -> None:
    """The marked rectangle lies in the frame and over dark pixels: the printed number itself."""
    folder = bangun("kanwil-kalbar")
    entries = json.loads((folder / "angka.json").read_text(encoding="utf-8"))
    entry = next(e for e in entries if e["tercetak"] and e["id"].startswith("ikpa") and _in_pdf(e))
    _open(browser, folder)
    told = _click(browser, f"button.a[data-id='{entry['id']}']")
    assert entry["sumber"]["lokasi"] in told
    box = browser.execute_async_script(
        """const done = arguments[0], f = document.querySelector('#jejak .gambar');
        const k = f.querySelector('.kotak').getBoundingClientRect(), r = f.getBoundingClientRect();
        const img = f.querySelector('img');
        img.decode().then(() => { const i = img.getBoundingClientRect(), z = img.naturalWidth / i.width;
          const c = document.createElement('canvas'); c.width = k.width * z; c.height = k.height * z;
          const g = c.getContext('2d');
          g.drawImage(img, (k.left - i.left) * z, (k.top - i.top) * z, c.width, c.height, 0, 0, c.width, c.height);
          const d = g.getImageData(4, 4, c.width - 8, c.height - 8).data; let dark = 0;
          for (let n = 0; n < d.length; n += 4) if (d[n] < 110) dark++;
          done([k.left >= r.left - 5, k.right <= r.right + 5, k.top >= r.top - 5,
            k.bottom <= r.bottom + 5, dark]); });"""
    )
    assert box[:4] == [True] * 4
    assert box[4] > 15


def _in_pdf(entry: dict[str, Any]) -> bool:
    return bool(entry["sumber"]) and entry["sumber"]["lokasi"].startswith("hlm")


def test_search_and_filters(browser: Any, bangun: Callable[[str], Path]) -> None:
    from selenium.webdriver.common.keys import Keys

    _open(browser, bangun("bapas-polewali"))
    box = browser.find_element("id", "cari")
    box.send_keys("67,42%", Keys.ENTER)
    assert "67,42%" in browser.find_element("id", "jejak").text
    assert int(browser.find_element("id", "jumlah").text.split()[0]) >= 3
    browser.find_element("tag name", "body").send_keys(Keys.ESCAPE)
    assert browser.find_element("id", "jumlah").text.endswith("angka")
    files = browser.find_elements("css selector", "#berkas option")
    name = next(o for o in files if "IKPA" in o.text)
    name.click()
    ids = browser.execute_script("return [...document.querySelectorAll('button.a.cocok')].map(b => b.dataset.id)")
    assert ids
    assert all("ikpa" in i or "nka" in i or "hitung" in i or "kutipan" in i for i in ids)


def test_keyboard_walks_through_the_figures(browser: Any, bangun: Callable[[str], Path]) -> None:
    _open(browser, bangun("bapas-polewali"))
    body = browser.find_element("tag name", "body")
    seen = []
    for key in ("n", "n", "p"):
        body.send_keys(key)
        seen.append(browser.execute_script("return document.querySelector('button.a.pilih').dataset.id"))
    assert seen[0] == seen[2]


def test_findings_lead_to_their_figures(browser: Any, bangun: Callable[[str], Path]) -> None:
    _open(browser, bangun("kanwil-kalbar"))
    links = browser.find_elements("css selector", "#jejak .temuan button.a")
    assert links
    code = links[0].find_element("xpath", "..").text.split(" · ")[0]
    browser.execute_script("arguments[0].click()", links[0])
    assert code in browser.find_element("id", "jejak").text


def test_every_figure_of_the_largest_report_shows_a_chain(browser: Any, bangun: Callable[[str], Path]) -> None:
    """Every 40th figure, by script: none without an origin."""
    _open(browser, bangun("kanwil-kalbar"))
    bare = browser.execute_script(
        """const out = [], all = [...document.querySelectorAll('main button.a')];
        for (let i = 0; i < all.length; i += 40) { all[i].click();
          const t = document.getElementById('jejak').innerText;
          if (!/sha256|ketentuan/.test(t)) out.push(all[i].dataset.id + ': ' + t.slice(0, 120)); }
        return out;"""
    )
    assert bare == []


def test_the_page_is_self_contained_and_strict(bangun: Callable[[str], Path]) -> None:
    for satker in ("bapas-polewali", "kanwil-kalbar"):
        page = (bangun(satker) / "jejak.html").read_text(encoding="utf-8")
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
        assert policy is not None
        assert "default-src 'none'" in policy.group(1)
        assert "unsafe" not in policy.group(1)
        assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", page)
        assert len(page) < 8_000_000
