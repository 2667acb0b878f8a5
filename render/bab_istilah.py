"""The words of the domain that chapters share: levels, divisions, IKPA's columns, months."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from transform.laporan import Indikator, Tingkat


class IstilahTingkat(Struct, frozen=True):
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
_KEY = re.compile(r"(?P<tingkat>strategis|program|kegiatan|output)\.(?P<sasaran>\d+)\.(?P<indikator>\d+)")
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


def name_codes(kunci: str) -> str:
    """Return the indicators of a claim's list of keys: `IKK 1.2, IKK 1.3 pada Divisi X; IKK 2.1 pada Divisi Y`."""
    groups: dict[str, list[str]] = {}
    before = 0
    for found in _KEY.finditer(kunci):
        divisi = kunci[before : found.start()].strip(" .").split(".")[0]
        code = ISTILAH[Tingkat(found["tingkat"])].singkat_indikator
        groups.setdefault(divisi, []).append(f"{code} {found['sasaran']}.{found['indikator']}")
        before = found.end()
    said = [
        join_list(codes) + (f" pada {name_divisi(divisi)}" if divisi else "") for divisi, codes in groups.items()
    ]
    return "; ".join(said)


def count_keys(kunci: str) -> int:
    """Return how many indicators a claim's list of keys names."""
    return sum(1 for _ in _KEY.finditer(kunci))


def name_unit(nama: str) -> str:
    """Return a unit's name for running text: names in capitals are written as names, short forms kept."""
    if nama != nama.upper():
        return nama
    return re.sub(r"[^\s()/]+", lambda found: _name_word(found[0]), nama)


def _name_word(word: str) -> str:
    if word in UNIT_CAPITALS or ROMAN.fullmatch(word):
        return word
    return word.lower() if word.lower() in SMALL_WORDS else word.capitalize()


def name_staff(nama: str) -> str:
    """Return the title of a staff table: `Jumlah pegawai menurut jenis kelamin`."""
    return nama if "pegawai" in nama.lower() else f"Jumlah pegawai menurut {nama.lower()}"


def name_periode(periode: str) -> str:
    """Return a period as a column heading: `Jan`, `TW I`."""
    text = periode.strip()
    if text.isdigit() and 1 <= int(text) <= 4:
        return "TW " + ("I", "II", "III", "IV")[int(text) - 1]
    return text.capitalize()[:3] if text.isalpha() else text


def join_list(names: list[str]) -> str:
    """Return names for a sentence: `a`, `a dan b`, `a, b, dan c`."""
    if len(names) < 3:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"


class Kelompok(Struct, frozen=True):
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
