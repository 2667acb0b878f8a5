"""Traps in workbooks: bombs, false claims, entities, macros, links, damage."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from pathlib import Path

from tests.keamanan.jerat import BAPAS, jerat

SMART = BAPAS / "SMART_DJA_2023.xlsx"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = b"<worksheet " + MAIN + b"><sheetData>%s</sheetData>%s</worksheet>"
ONE = b'<row r="3"><c r="B3"><v>5</v></c></row>'
PART = "xl/worksheets/sheet1.xml"


def rewrite(source: Path, target: Path, changes: dict[str, bytes]) -> None:
    """Copy a workbook with some parts replaced or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.pop(name) if name in changes else old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)


@jerat("bom.xlsx", "BERKAS-BATAS")
def _bom_zip(path: Path) -> None:
    rewrite(SMART, path, {"xl/media/x.bin": bytes(310_000_000)})


@jerat("bom_bohong.xlsx", "XLS-RUSAK", "BERKAS-BATAS")
def _bom_yang_menyebut_ukuran_kecil(path: Path) -> None:
    rewrite(SMART, path, {"xl/media/x.xml": bytes(50_000_000)})
    data = bytearray(path.read_bytes())
    size = struct.pack("<I", 50_000_000)
    while (at := data.find(size)) >= 0:  # local header and central directory
        data[at : at + 4] = struct.pack("<I", 100)
    path.write_bytes(data)


@jerat("klaim_sejuta_baris.xlsx", "BERKAS-TAK-DIKENAL", "TABEL-TAK-DIKENAL", disisihkan=False)
def _klaim_sejuta_baris(path: Path) -> None:
    sheet = SHEET.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>', 1)
    rewrite(SMART, path, {PART: sheet % (ONE, b"")})


@jerat("sel_di_ujung.xlsx", "BERKAS-BATAS")
def _sel_di_ujung_lembar(path: Path) -> None:
    last = b'<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'
    rewrite(SMART, path, {PART: SHEET % (ONE + last, b"")})


@jerat("ratusan_ribu_baris.xlsx", "BERKAS-BATAS")
def _ratusan_ribu_baris(path: Path) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (r, r) for r in range(1, 700_001))
    rewrite(SMART, path, {PART: SHEET % (rows, b"")})


@jerat("gabungan_luas.xlsx", "BERKAS-BATAS")
def _gabungan_luas(path: Path) -> None:
    merge = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    rewrite(SMART, path, {PART: SHEET % (ONE, merge)})


@jerat("tawa.xlsx", "BERKAS-BAHAYA")
def _entitas_beranak(path: Path) -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY l0 "haha">{levels}]><sst>&l9;</sst>'
    rewrite(SMART, path, {"xl/sharedStrings.xml": text.encode()})


@jerat("entitas_luar.xlsx", "BERKAS-BAHAYA")
def _entitas_luar(path: Path) -> None:
    text = b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst ' + MAIN
    rewrite(SMART, path, {"xl/sharedStrings.xml": text + b"><si><t>&x;</t></si></sst>"})


@jerat("entitas_utf16.xlsx", "BERKAS-BAHAYA", "XLS-RUSAK")
def _entitas_dalam_utf16_tanpa_tanda(path: Path) -> None:
    text = '<?xml version="1.0" encoding="utf-16le"?><!DOCTYPE s [<!ENTITY x "5">]><sst><si><t>&x;</t></si></sst>'
    rewrite(SMART, path, {"xl/sharedStrings.xml": text.encode("utf-16-le")})


@jerat("entitas_di_rels.xlsx", "BERKAS-BAHAYA")
def _entitas_di_rels(path: Path) -> None:
    text = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x "y">]><Relationships/>'
    rewrite(SMART, path, {"xl/_rels/workbook.xml.rels": text})


@jerat("entitas_tanpa_akhiran.xlsx", "BERKAS-BAHAYA", "XLS-RUSAK")
def _entitas_di_bagian_tanpa_akhiran_xml(path: Path) -> None:
    with zipfile.ZipFile(SMART) as archive:
        rels = archive.read("xl/_rels/workbook.xml.rels").replace(b"/sheet1.xml", b"/sheet1.dat")
        types = archive.read("[Content_Types].xml").replace(b"/sheet1.xml", b"/sheet1.dat")
    bomb = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x "5">]>' + SHEET % (b"<row><c><v>&x;</v></c></row>", b"")
    rewrite(SMART, path, {"xl/_rels/workbook.xml.rels": rels, "[Content_Types].xml": types,
                          "xl/worksheets/sheet1.dat": bomb})  # fmt: skip


@jerat("tautan_luar.xlsx", "XLS-RUMUS-KOSONG", disisihkan=False)
def _tautan_luar(path: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(SMART)
    sheet = book.worksheets[0]
    sheet.cell(sheet.max_row + 2, 1).value = "='https://contoh.invalid/[rahasia.xlsx]A'!A1"
    sheet.cell(sheet.max_row + 1, 1).value = "=cmd|' /C calc'!A0"
    book.save(path)


@jerat("makro.xlsm", "XLS-ISI-AKTIF", disisihkan=False)
def _makro(path: Path) -> None:
    rewrite(SMART, path, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(5000)})


@jerat("gambar_raksasa.xlsx", disisihkan=False)
def _gambar_raksasa(path: Path) -> None:
    import openpyxl
    from openpyxl.drawing.image import Image
    from PIL import Image as Pil

    small = io.BytesIO()
    Pil.new("1", (10, 10)).save(small, "png")
    book = openpyxl.load_workbook(SMART)
    book.worksheets[0].add_image(Image(small), "A1")
    book.save(path)
    rewrite_to(path, {"xl/media/image1.png": huge_png(30_000, 30_000)})


def rewrite_to(path: Path, changes: dict[str, bytes]) -> None:
    source = path.with_name(path.name + ".asal")
    path.rename(source)
    rewrite(source, path, changes)
    source.unlink()


def huge_png(width: int, height: int) -> bytes:
    """Return a small valid PNG that unpacks to width x height grey points."""
    row = zlib.compressobj(9)
    line = bytes(1 + width // 8)
    packed = b"".join(row.compress(line) for _ in range(height)) + row.flush()

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


@jerat("angka_tak_hingga.xlsx", "BERKAS-TAK-DIKENAL", "TABEL-TAK-DIKENAL", "XLS-RUSAK", disisihkan=False)
def _angka_tak_hingga(path: Path) -> None:
    values = (b"1e999999", b"-1e400", b"NaN", b"INF", b"1e-999", b"9" * 5000, b"0x10", b"")
    cells = b"".join(b'<c r="%c%d"><v>%s</v></c>' % (66 + n, 4, v) for n, v in enumerate(values))
    rewrite(SMART, path, {PART: SHEET % (ONE + b'<row r="4">' + cells + b"</row>", b"")})


@jerat("tanggal_mustahil.xlsx", "BERKAS-TAK-DIKENAL", "TABEL-TAK-DIKENAL", "XLS-RUSAK", disisihkan=False)
def _tanggal_mustahil(path: Path) -> None:
    cells = b"".join(b'<c r="%c4" t="d"><v>%s</v></c>' % (66 + n, v) for n, v in
                     enumerate((b"9999-99-99", b"-5", b"1e20", b"0001-01-01T99:99:99")))  # fmt: skip
    rewrite(SMART, path, {PART: SHEET % (ONE + b'<row r="4">' + cells + b"</row>", b"")})


@jerat("teks_panjang.xlsx", "BERKAS-TAK-DIKENAL", "TABEL-TAK-DIKENAL", disisihkan=False)
def _teks_sejuta_huruf(path: Path) -> None:
    text = b"<is><t>" + b"pagu realisasi 1.234 " * 50_000 + b"</t></is>"
    cells = b"".join(b'<c r="%c4" t="inlineStr">%s</c>' % (65 + n, text) for n in range(3))
    rewrite(SMART, path, {PART: SHEET % (b'<row r="4">' + cells + b"</row>", b"")})


@jerat("sel_bersarang.xlsx", "XLS-RUSAK", "BERKAS-BATAS", "BERKAS-TAK-DIKENAL", disisihkan=False)
def _xml_sangat_dalam(path: Path) -> None:
    rewrite(SMART, path, {PART: SHEET % (ONE, b"<a>" * 200_000 + b"</a>" * 200_000)})


@jerat("terpotong.xlsx", "BERKAS-JENIS", "XLS-RUSAK")
def _terpotong(path: Path) -> None:
    data = SMART.read_bytes()
    path.write_bytes(data[: len(data) // 2])


@jerat("terbalik.xlsx", "BERKAS-JENIS", "XLS-RUSAK")
def _byte_rusak(path: Path) -> None:
    rng, data = random.Random(3), bytearray(SMART.read_bytes())
    for _ in range(200):
        data[rng.randrange(len(data))] = rng.randrange(256)
    path.write_bytes(data)


@jerat("tanpa_lembar.xlsx", "XLS-RUSAK")
def _tanpa_lembar(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/x", "")


@jerat("dikunci.xlsx", "BERKAS-SANDI")
def _dikunci(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "EncryptedPackage".encode("utf-16-le"))


@jerat("lama_rusak.xls", "XLS-RUSAK")
def _xls_rusak(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(1).randbytes(20_000))


@jerat("zip_bersandi.xlsx", "XLS-RUSAK", "BERKAS-JENIS", "BERKAS-SANDI")
def _zip_bersandi(path: Path) -> None:
    data = bytearray(SMART.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + offset] |= 1
    path.write_bytes(data)


def _nilai(path: Path, raw: bytes) -> None:
    """Replace the value of every numeric cell of a good recap."""
    import re

    with zipfile.ZipFile(SMART) as archive:
        sheet = archive.read(PART)
    rewrite(SMART, path, {PART: re.sub(rb"<v>[0-9.]+[0-9]</v>", b"<v>" + raw + b"</v>", sheet)})


@jerat("nilai_nan.xlsx", "XLS-RUSAK", "SEL-TAK-TERBACA", "BERKAS-TAK-DIKENAL", disisihkan=False)
def _nilai_nan(path: Path) -> None:
    _nilai(path, b"NaN")


@jerat("nilai_inf.xlsx", "XLS-RUSAK", "SEL-TAK-TERBACA", "BERKAS-TAK-DIKENAL", disisihkan=False)
def _nilai_tak_hingga(path: Path) -> None:
    _nilai(path, b"1e400")


@jerat("nilai_besar.xlsx", "XLS-RUSAK", "SEL-TAK-TERBACA", "BERKAS-TAK-DIKENAL", disisihkan=False)
def _nilai_sangat_besar(path: Path) -> None:
    _nilai(path, b"1e300")
