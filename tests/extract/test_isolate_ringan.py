"""The libraries that the reading process leaves out at its start are there when a file asks for them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pikepdf

from extract.isolate import Reader

ROOT = Path(__file__).parents[2]
CODE = """
import sys
from extract.isolate_ringan import import_ciphers, import_pdfminer
import_pdfminer()
import_pdfminer()
import pdfminer.pdfdocument as document
from pdfminer.utils import make_compat_str
left = {"cryptography", "charset_normalizer", "importlib.metadata"}
assert document.Cipher is None and not left & set(sys.modules), left & set(sys.modules)
import_ciphers()
import cryptography.hazmat.primitives.ciphers as ciphers
assert document.Cipher is ciphers.Cipher and document.modes is ciphers.modes
assert make_compat_str("Jumlah pegawai".encode("utf-16")) == "Jumlah pegawai"
import charset_normalizer
assert charset_normalizer.from_bytes
"""


def test_what_is_left_out_is_there_when_asked_for() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_file_locked_with_the_newest_cipher_is_read(tmp_path: Path) -> None:
    source = next((ROOT / "input").rglob("*.pdf"))
    with pikepdf.open(source) as pdf:
        pdf.save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(owner="x", user="rahasia", R=6))
    (tmp_path / "b.pdf").write_bytes(source.read_bytes())
    with Reader() as reader:
        locked = reader.read(tmp_path / "a.pdf", tmp_path, password="rahasia")
        assert locked.sheets == reader.read(tmp_path / "b.pdf", tmp_path).sheets and locked.sheets[0].blocks
