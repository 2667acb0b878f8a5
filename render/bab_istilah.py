"""The words of the domain that chapters share: levels, divisions, IKPA's columns, months."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transform.laporan import Indikator, Tingkat


@dataclass(frozen=True, slots=True)
class IstilahTingkat:
    """How one level of the Perjanjian Kinerja calls its goals and indicators."""

    sasaran: str
    indikator: str
    singkat_sasaran: str
    singkat_indikator: str


ISTILAH: dict[Tingkat, IstilahTingkat] = {
    Tingkat.STRATEGIS: IstilahTingkat("Sasaran Strategis", "Indikator Kinerja Utama", "SS", "IKU"),
    Tingkat.PROGRAM: IstilahTingkat("Sasaran Program", "Indikator Kinerja Program", "SP", "IKP"),
    Tingkat.KEGIATAN: IstilahTingkat("Sasaran Kegiatan", "Indikator Kinerja Kegiatan", "SK", "IKK"),
    Tingkat.OUTPUT: IstilahTingkat("Keluaran", "Indikator Keluaran", "KL", "IK"),
}

IKPA_KOLOM = {
    "revisi_dipa": "Revisi DIPA",
    "deviasi_hal3": "Deviasi Halaman III DIPA",
    "penyerapan": "Penyerapan Anggaran",
    "kontraktual": "Belanja Kontraktual",
    "tagihan": "Penyelesaian Tagihan",
    "up_tup": "Pengelolaan UP dan TUP",
    "dispensasi_spm": "Dispensasi SPM",
    "capaian_output": "Capaian Output",
}
IKPA_ASPEK = {
    "perencanaan": "Kualitas Perencanaan Pelaksanaan Anggaran",
    "pelaksanaan": "Kualitas Pelaksanaan Anggaran",
    "hasil": "Kualitas Hasil Pelaksanaan Anggaran",
}
SMART_KOLOM = {
    "penyerapan": "Penyerapan",
    "konsistensi": "Konsistensi",
    "cro": "Capaian Rincian Output (CRO)",
    "efisiensi": "Efisiensi",
    "nilai_efisiensi": "Nilai Efisiensi",
}
SMALL_WORDS = frozenset({"dan", "di", "ke", "dari", "pada", "untuk", "atas", "yang"})
_KEY = re.compile(r"(?P<tingkat>strategis|program|kegiatan|output)\.(?P<sasaran>\d+)\.(?P<indikator>\d+)$")
ROMAN = re.compile(r"(?:I{1,3}|IV|V)[A-D]?")
UNIT_CAPITALS = frozenset(
    {"AHU", "HAM", "KI", "PP", "IM", "PAS", "TPI", "UPT", "RI", "NTB", "NTT", "DKI", "DIY"}
    | {"BPHN", "BPSDM", "TI", "SDM", "LPKA", "LPP"}
)
CAPITALS = frozenset({"HAM", "TI", "IT", "SDM", "UPT", "BMN", "AHU", "KI"})


def name_divisi(divisi: str) -> str:
    """Return `Divisi Pelayanan Hukum dan HAM` for a division however the source writes it."""
    words = divisi.split()
    if divisi == divisi.upper():
        words = [w if w in CAPITALS else w.capitalize() for w in words]
        words = [w.lower() if w.lower() in SMALL_WORDS else w for w in words]
    name = " ".join(words)
    return name if name.lower().startswith("divisi") else f"Divisi {name}"


def name_code(item: Indikator) -> str:
    """Return the short name of an indicator: `IKK 1.2`."""
    kunci = item.kunci
    return f"{ISTILAH[kunci.tingkat].singkat_indikator} {kunci.sasaran_no}.{kunci.indikator_no}"


def name_codes(kunci: str) -> list[str]:
    """Return the short names of indicators from a claim's list of keys: `IKK 1.2`."""
    names = []
    for text in kunci.split(" "):
        found = _KEY.search(text)
        if found is None:
            continue
        words = ISTILAH[Tingkat(found["tingkat"])]
        divisi = text[: found.start()].strip(".").split(".")[0]
        where = f" ({name_divisi(divisi)})" if divisi else ""
        names.append(f"{words.singkat_indikator} {found['sasaran']}.{found['indikator']}{where}")
    return names


def name_unit(nama: str) -> str:
    """Return a unit's name for running text: names in capitals are written as names, short forms kept."""
    if nama != nama.upper():
        return nama
    words = []
    for word in nama.split():
        if word in UNIT_CAPITALS or ROMAN.fullmatch(word):
            words.append(word)
        else:
            words.append(word.lower() if word.lower() in SMALL_WORDS else word.capitalize())
    return " ".join(words)


def join_list(names: list[str]) -> str:
    """Return names for a sentence: `a`, `a dan b`, `a, b, dan c`."""
    if len(names) < 3:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"


@dataclass(frozen=True, slots=True)
class Kelompok:
    """The indicators that Bab III treats together: one division, or one level."""

    kunci: str  # for names of captions and charts, and the subject of its claims
    judul: str
    sebutan: str  # `Indikator Kinerja Kegiatan Divisi Administrasi`, for captions
    tingkat: Tingkat
    indikator: tuple[Indikator, ...]


def group_indikator(items: Sequence[Indikator]) -> tuple[Kelompok, ...]:
    """Return the indicators by division and level, in the order in which the sources have them."""
    groups: dict[tuple[str, Tingkat], list[Indikator]] = {}
    for item in items:
        groups.setdefault((item.kunci.divisi or "", item.kunci.tingkat), []).append(item)
    made = []
    for (divisi, tingkat), members in groups.items():
        words = ISTILAH[tingkat]
        several = len([1 for d, _ in groups if d == divisi]) > 1
        title = words.sasaran if not divisi else name_divisi(divisi)
        if divisi and several:
            title = f"{title}: {words.sasaran}"
        name = "-".join(part for part in (slug(divisi), tingkat.value) if part)
        called = f"{words.indikator} {name_divisi(divisi)}" if divisi else words.indikator
        made.append(Kelompok(name, title, called, tingkat, tuple(members)))
    return tuple(made)


def slug(text: str) -> str:
    """Return a name of lower-case letters, digits and dashes."""
    return "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())
