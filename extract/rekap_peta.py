"""The maps: what a source family's headings are, and the words that are not headings."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from msgspec import field

from extract.finding import UnreadableInput
from extract.ketat import BukanBentuknya, Ketat, baca_ketat
from extract.yaml_cepat import BukanYaml, load_texts

MAPS = Path(__file__).parent / "maps"
WORDS = frozenset({"asing.yml", "kamus.yml", "singkatan.yml", "unit.yml"})  # words, no families
Tipe = Literal["angka", "persen", "uang", "teks", "nomor"]


class KolomPeta(Ketat, frozen=True):
    """One column of a family: the words it appears under and what its cells hold."""

    sinonim: tuple[str, ...] = ()
    tipe: Tipe = "teks"
    bobot: float = 1.0
    parameter: str | None = None  # the heading must also carry this parameter (a year, a quarter)
    parameter_opsional: str | None = None
    tanpa_kata: bool = False  # the parameter alone (heading "2021") is enough
    sinonim_lemah: tuple[str, ...] = ()  # words too common alone: they count only...
    bila: tuple[str, ...] = ()  # ...beside these columns (`judul`: under a title of the family)
    kata_harus: tuple[str, ...] = ()  # headings of words joined at will (Program/Kegiatan/RO): one of these...
    kata_boleh: tuple[str, ...] = ()  # ...and otherwise only these


class Peta(Ketat, frozen=True):
    """One source family as `maps/<jenis>.yml` describes it."""

    jenis: str
    nama: str  # what people call it
    wajib: tuple[tuple[str, ...], ...]  # one of each group must be present
    kolom: dict[str, KolomPeta]
    judul: tuple[str, ...] = ()  # title phrases that speak for it
    bukan_judul: tuple[str, ...] = ()  # title phrases that speak against it
    parameter: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    abaikan: tuple[str, ...] = ()  # headings that are known and hold nothing for us
    isi: dict[str, tuple[str, ...]] = field(default_factory=dict)  # patterns of texts that speak for it, by column
    bukan_isi: dict[str, tuple[str, ...]] = field(default_factory=dict)  # patterns of texts that rule it out
    perlu_judul: bool = False  # the words alone are too common: a title phrase is required
    perlu_isi: bool = False
    maks_parameter: int = 99  # more different parameters (years) than this speak for another family


class Kamus(Ketat, frozen=True):
    """Words that are not headings: `maps/kamus.yml`."""

    total: tuple[str, ...]
    jenis_belanja: dict[str, tuple[str, ...]]
    tingkat: dict[str, tuple[str, ...]]
    divisi: dict[str, tuple[str, ...]]
    profil: dict[str, tuple[str, ...]]
    profil_kata: dict[str, tuple[str, ...]]  # words that name a profile item among words that say nothing
    profil_pengisi: tuple[str, ...]  # those words
    satker_awalan: tuple[str, ...]
    singkatan: dict[str, str]
    satuan: tuple[str, ...]
    ikpa_baris: dict[str, tuple[str, ...]]
    catatan: tuple[str, ...]
    turun: tuple[str, ...]
    sumber_dana: tuple[str, ...]
    identitas: tuple[str, ...]


_UNIT = re.compile(
    r"\(?\b(?:dalam\s+)?(?:ribuan|jutaan|milyaran|miliaran|juta|ribu)(?:\s+(?:rupiah|rp\.?))?\b\)?"
    r"|\(?\s*(?:rp\.?|rupiah|idr)\s*(?:x\s*)?0{3}(?:[.,]?0{3}){0,2}\s*\)?"
    r"|\(\s*(?:dalam\s+)?(?:rp\.?|rupiah|idr)\s*\)|\brp\b\.?|\brupiah\b",
    re.I,
)


_TANDA_UNIT = ("rib", "jut", "mil", "rp", "rup", "idr")  # a text without any of them names no money unit
TEXTS = 4096  # texts of which a function remembers the answer: about what one satker's recaps hold
LONG = 400  # longer texts are not remembered
_TANDA = re.compile(r"[^0-9a-z%]+")
_PENGGAL = re.compile(r"(?<=\w)-\s*\n\s*(?=\w)")
_NOMOR_KOLOM = re.compile(r"\(\s*\d{1,2}\s*(?:=[^)]*)?\)|\(\s*[^()=]{1,12}=[^()]*\)|\n\s*\d{1,2}\s*$")


def normal(text: str) -> str:
    """Return the text as words compare: lower case, single spaces, `%` kept, other signs dropped."""
    return _remembered(text) if len(text) <= LONG else _normal(text)


def _normal(text: str) -> str:
    text = text.lower().replace("\u00ad", "")
    if "\n" in text:
        text = _PENGGAL.sub("", text)
    return _TANDA.sub(" ", text).strip(" ")


_remembered = lru_cache(maxsize=4 * TEXTS)(_normal)


@lru_cache(maxsize=TEXTS)
def normal_judul(text: str) -> str:
    """Return a heading as it is compared: `normal` without money units and footnote marks."""
    if "(" in text or "\n" in text:
        text = _NOMOR_KOLOM.sub(" ", text)  # the number of the column
    lower = text.lower()
    return normal(_UNIT.sub(" ", text) if any([sign in lower for sign in _TANDA_UNIT]) else text)


@cache
def load_maps() -> tuple[Peta, ...]:
    """Return every family map, in file name order."""
    return read_maps(MAPS)


def read_maps(folder: Path) -> tuple[Peta, ...]:
    """Return the family maps of a folder. Raises UnreadableInput naming the file and what is wrong in it."""
    files = sorted(path for path in folder.glob("*.yml") if path.name not in WORDS)
    return tuple(_read_map(path) for path in files)


def _read_map(path: Path) -> Peta:
    place = f"extract/maps/{path.name}"
    try:
        peta = baca_ketat(Peta, load_texts(path))
    except BukanYaml as error:
        line = f", baris {error.baris}" if error.baris else ""
        said = f"{place}{line}: bukan YAML yang benar ({error.masalah}). Periksa tanda kutip, kurung siku, koma."
        raise UnreadableInput(said, kode="PETA-RUSAK") from error
    except BukanBentuknya as error:
        said = (
            f"{place}: isian tidak dikenal atau salah pada {error.tempat}. Lihat nama isian di docs/EKSTRAKSI.md."
        )
        raise UnreadableInput(said, kode="PETA-RUSAK") from error
    seen: dict[str, str] = {}
    for nama, kolom in peta.kolom.items():
        for text in kolom.sinonim:
            first = seen.setdefault(f"{normal_judul(text)} {kolom.parameter or ''}", nama)
            if first != nama:
                said = f"{place}: judul '{text}' menunjuk dua kolom, {first} dan {nama}. Hapus dari salah satunya."
                raise UnreadableInput(said, kode="PETA-RUSAK")
    return peta


@cache
def load_kamus() -> Kamus:
    """Return the words of `maps/kamus.yml`."""
    return baca_ketat(Kamus, load_texts(MAPS / "kamus.yml"))
