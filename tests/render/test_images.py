"""Pictures of the office: put in with proportions and alt text, refused by name where they are none."""

from __future__ import annotations

import shutil
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from extract.collect import read_folder
from extract.gambar import Gambar, choose_pictures, picture_role, read_picture
from render import marks
from render.chapters import build_context
from render.document import render_chapter
from render.gaya import choose_pedoman
from render.images import fit
from render.objek import ImageSpec
from render.package import Package
from render.teks import TeksHukum
from render.validate import validate_docx, validate_with_sdk
from tests.render.contoh import TEMPLATES, read_sample
from tests.render.dokumen import body, find, render, texts


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x7f" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def spec(width: int, height: int) -> ImageSpec:
    return ImageSpec("logo", "png", png(width, height), width, height, "Logo kantor & satker", 3.0, 2.0)


def test_a_picture_has_alt_text_and_its_own_bytes(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("{{ x }}")

    data = render(tmp_path, fill, {"x": marks.obj("image", "logo")}, {"logo": spec(40, 20)})
    root = body(data)
    assert find(root, "//wp:docPr/@descr") == ["Logo kantor & satker"]
    package = Package.read(data)
    assert [package.parts[n] for n in package.parts if n.startswith("word/media/gambar")] == [png(40, 20)]
    assert validate_docx(data) == []
    path = tmp_path / "jadi.docx"
    path.write_bytes(data)
    assert not validate_with_sdk(path)


@pytest.mark.parametrize(("width", "height"), [(40, 20), (20, 40), (300, 200), (1, 1000)])
def test_proportions_are_kept_inside_the_place(width: int, height: int) -> None:
    wide, high = fit(spec(width, height))
    assert wide <= 3.0 * 360_000 + 1 and high <= 2.0 * 360_000 + 1
    assert wide / high == pytest.approx(width / height, rel=0.01)


@pytest.mark.parametrize(
    ("name", "peran"),
    [
        ("logo.png", "logo"),
        ("Logo Bapas.JPG", "logo"),
        ("struktur_organisasi.png", "struktur_organisasi"),
        ("Bagan Struktur Organisasi 2023.jpeg", "struktur_organisasi"),
        ("logistik.png", None),
        ("foto kegiatan.jpg", None),
        ("logo.xlsx", None),
    ],
)
def test_a_picture_says_its_role_by_name(name: str, peran: str | None) -> None:
    assert picture_role(Path(name)) == peran


def test_what_is_no_picture_is_a_finding_and_stops_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "bapas-polewali"
    shutil.copytree("input/2023/bapas-polewali", folder)
    (folder / "logo.png").write_bytes(b"bukan gambar")
    (folder / "struktur.png").write_bytes(png(8, 8)[:-10])
    found = [f for f in read_folder(folder, 2023).findings if f.kode == "GAMBAR-RUSAK"]
    assert [f.lokasi for f in found] == [("logo.png",), ("struktur.png",)]
    assert all(f.tingkat.value == "PERINGATAN" and "PNG atau JPEG" in f.pesan for f in found)


def test_two_pictures_for_one_role_are_a_finding_and_neither_is_used(tmp_path: Path) -> None:
    for name in ("logo.png", "logo lama.png"):
        (tmp_path / name).write_bytes(png(8, 8))
    chosen, findings = choose_pictures(sorted(tmp_path.iterdir()), tmp_path)
    assert chosen == {} and [f.kode for f in findings] == ["GAMBAR-GANDA"]


@pytest.mark.parametrize("key", ["d", "1"])
def test_the_report_shows_them_only_where_the_office_gave_them(tmp_path: Path, key: str) -> None:
    for name in ("logo.png", "struktur organisasi.png"):
        (tmp_path / name).write_bytes(png(80, 40))
    given = {p.peran: p for p in (read_picture(path, tmp_path) for path in tmp_path.iterdir())}
    assert pictures(key, {}) == []
    alt = pictures(key, given)
    expected = {"d": ["Logo"] * 2, "1": ["Bagan struktur organisasi"]}[key]
    assert [a.split(" Balai")[0] for a in alt] == expected


def pictures(key: str, given: dict[str, Gambar]) -> list[str]:
    laporan = read_sample("bapas-polewali")
    pedoman = choose_pedoman(TEMPLATES, 2023)
    teks = TeksHukum(laporan.profil.jenis, pedoman.id, 2023)
    konteks = build_context(key, laporan, teks, pedoman, gambar=given)
    bab = next(b for b in pedoman.bab if b.kunci == key)
    root = body(render_chapter(pedoman.folder / bab.templat, konteks.data, konteks.objek, pedoman.gaya, bab=key))
    captions = [t for t in texts(root) if t.startswith("Gambar ") and "Struktur organisasi" in t]
    assert bool(captions) == (key == "1" and bool(given))
    return [str(d) for d in find(root, "//wp:docPr[starts-with(@name, 'gambar:')]/@descr")]
