"""Traps in PDFs: locks, scripts, bombs, broken trees, fonts without meaning, text that runs backwards."""

from __future__ import annotations

import random
import zlib
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from reportlab.pdfgen.canvas import Canvas

from tests.keamanan.jerat import BAPAS, jerat

IKPA = BAPAS / "OMSPAN_IKPA_2023.pdf"
PK = BAPAS / "Perjanjian_Kinerja_2023.pdf"
SANDI = "rahasia-1"


@jerat("dikunci.pdf", "BERKAS-SANDI")
def _dikunci(path: Path) -> None:
    with pikepdf.open(IKPA) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="pemilik", user=SANDI))


@jerat("hanya_sandi_pemilik.pdf", disisihkan=False)
def _hanya_sandi_pemilik(path: Path) -> None:
    with pikepdf.open(IKPA) as pdf:
        locked = pikepdf.Encryption(owner="pemilik", user="", allow=pikepdf.Permissions(extract=False))
        pdf.save(path, encryption=locked)


@jerat("terpotong.pdf", "PDF-RUSAK", "PDF-TERPOTONG", disisihkan=False)
def _terpotong(path: Path) -> None:
    data = PK.read_bytes()
    path.write_bytes(data[: len(data) * 6 // 10])


@jerat("kepala_saja.pdf", "PDF-RUSAK")
def _kepala_saja(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + random.Random(2).randbytes(3000))


@jerat("xref_rusak.pdf", "PDF-DIPERBAIKI", "PDF-RUSAK", disisihkan=False)
def _xref_rusak(path: Path) -> None:
    data = IKPA.read_bytes()
    path.write_bytes(data.replace(b"startxref", b"startxxxx").replace(b"\nxref", b"\nxxxx"))


@jerat("byte_rusak.pdf", "PDF-RUSAK", "PDF-DIPERBAIKI", "PDF-HALAMAN-GAGAL", "PDF-TERPOTONG", "BERKAS-BATAS",
       "PDF-TANPA-TEKS", "BERKAS-TAK-DIKENAL", "PDF-BACA-BEDA", "PDF-OCR", disisihkan=False)  # fmt: skip
def _byte_rusak(path: Path) -> None:
    rng, data = random.Random(5), bytearray(PK.read_bytes())
    for _ in range(300):
        data[rng.randrange(len(data))] = rng.randrange(256)
    path.write_bytes(data)


@jerat("aktif.pdf", "PDF-ISI-AKTIF", disisihkan=False)
def _skrip_dan_lampiran(path: Path) -> None:
    with pikepdf.open(IKPA) as pdf:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.launchURL('http://contoh.invalid')")
        pdf.attachments["pasang.exe"] = b"MZ" + bytes(100)
        pdf.save(path)  # the names stand inside compressed object streams


@jerat("gambar_raksasa.pdf", "PDF-TANPA-TEKS", "PDF-HALAMAN-GAGAL", "BERKAS-BATAS", "BERKAS-TAK-DIKENAL")
def _gambar_raksasa(path: Path) -> None:
    side = 30_000
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        image = Stream(pdf, b"")
        image.write(zlib.compress(bytes(side // 8 * side), 9), filter=Name.FlateDecode)
        shape = {"/Width": side, "/Height": side, "/BitsPerComponent": 1, "/ColorSpace": Name.DeviceGray}
        image.update({"/Type": Name.XObject, "/Subtype": Name.Image, **shape})
        page.Resources = Dictionary(XObject=Dictionary(I=pdf.make_indirect(image)))
        page.Contents = Stream(pdf, b"q 595 0 0 842 0 0 cm /I Do Q")
        pdf.save(path)


@jerat("kertas_raksasa.pdf", disisihkan=False)
def _kertas_raksasa(path: Path) -> None:
    with pikepdf.open(IKPA) as pdf:
        pdf.pages[0].MediaBox = Array([0, 0, 10**9, 10**9])
        pdf.save(path)


@jerat("kertas_nol.pdf", disisihkan=False)
def _kertas_nol(path: Path) -> None:
    with pikepdf.open(IKPA) as pdf:
        pdf.pages[0].MediaBox = Array([0, 0, 0, 0])
        pdf.save(path)


@jerat("tebal.pdf", "BERKAS-BATAS")
def _dua_ribu_halaman(path: Path) -> None:
    canvas = Canvas(str(path))
    for _ in range(2000):
        canvas.drawString(50, 700, "x")
        canvas.showPage()
    canvas.save()


@jerat("pohon_berputar.pdf", disisihkan=False)
def _pohon_halaman_berputar(path: Path) -> None:
    with pikepdf.open(IKPA) as pdf:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)
        pdf.Root.Pages.Count = 2
        pdf.save(path)


@jerat("objek_dalam.pdf", "PDF-RUSAK", "BERKAS-BATAS", "PDF-HALAMAN-GAGAL", "BERKAS-TAK-DIKENAL", disisihkan=False)
def _objek_sangat_dalam(path: Path) -> None:
    with pikepdf.open(IKPA) as pdf:
        pdf.pages[0].Contents = Stream(pdf, b"[" * 300_000 + b"] TJ")
        pdf.save(path)


@jerat("bom_isi.pdf", "BERKAS-BATAS", "PDF-HALAMAN-GAGAL", "PDF-RUSAK")
def _bom_isi(path: Path) -> None:
    with pikepdf.open(IKPA) as pdf:
        bomb = Stream(pdf, b"")
        bomb.write(zlib.compress(b"0 0 m 9 9 l S " * 8_000_000, 9), filter=Name.FlateDecode)
        pdf.pages[0].Contents = bomb
        pdf.save(path, compress_streams=False)


@jerat("form_berputar.pdf", "PDF-HALAMAN-GAGAL", "BERKAS-BATAS", "PDF-RUSAK", "BERKAS-TAK-DIKENAL")
def _form_memanggil_dirinya(path: Path) -> None:
    with pikepdf.open(IKPA) as pdf:
        form = pdf.make_indirect(Stream(pdf, b"/F Do /F Do /F Do"))
        form.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 100, 100])})
        form.Resources = Dictionary(XObject=Dictionary(F=form))
        pdf.pages[0].Resources = Dictionary(XObject=Dictionary(F=form))
        pdf.pages[0].Contents = Stream(pdf, b"/F Do")
        pdf.save(path)


@jerat("tanpa_halaman.pdf", "PDF-RUSAK", "BERKAS-TAK-DIKENAL")
def _tanpa_halaman(path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.save(path)


@jerat("huruf_tanpa_peta.pdf", "PDF-TANPA-TEKS", "PDF-OCR", "PDF-BACA-BEDA", disisihkan=False)
def _huruf_tanpa_peta(path: Path) -> None:
    """The embedded subset fonts keep their shapes, but nothing says any more which letters they are."""
    with pikepdf.open(PK) as pdf:
        del pdf.pages[1:]
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                if "/ToUnicode" in font:
                    del font.ToUnicode
        pdf.save(path)


def write_lying_font(path: Path) -> None:
    """The page shows one digit, its font map says another: every reader of text is lied to."""
    with pikepdf.open(PK) as pdf:
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                if "/ToUnicode" in font:
                    text = font.ToUnicode.read_bytes()
                    font.ToUnicode.write(text.replace(b"<0031>", b"<0039>"))
        pdf.save(path)


@jerat("diputar.pdf", disisihkan=False)
def _diputar(path: Path) -> None:
    with pikepdf.open(IKPA) as pdf:
        pdf.pages[0].Rotate = 90
        pdf.save(path)


def _matrix(path: Path, matrix: str) -> None:
    with pikepdf.open(IKPA) as pdf:
        page = pdf.pages[0]
        page.contents_add(f"q {matrix} cm".encode(), prepend=True)
        page.contents_add(b"Q")
        pdf.save(path)


@jerat("cermin.pdf", "PDF-BACA-BEDA", "PDF-HALAMAN-GAGAL", "PDF-TANPA-TEKS", "BERKAS-TAK-DIKENAL", "PDF-CERMIN",
       "TABEL-TAK-DIKENAL", disisihkan=False)  # fmt: skip
def _teks_cermin(path: Path) -> None:
    with pikepdf.open(IKPA) as pdf:
        width = float(pdf.pages[0].MediaBox[2])
    _matrix(path, f"-1 0 0 1 {width} 0")


@jerat("terbalik.pdf", disisihkan=False)
def _terbalik(path: Path) -> None:
    with pikepdf.open(IKPA) as pdf:
        box = pdf.pages[0].MediaBox
        width, height = float(box[2]), float(box[3])
    _matrix(path, f"-1 0 0 -1 {width} {height}")
