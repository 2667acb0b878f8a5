"""What the texts around a table say: satker, divisi, unit, level, money scale (dates: `rekap_tanggal`)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache

from extract.headings import MAPS, load_kamus, normal
from extract.ingat import remembered
from extract.rekap_alur import find_divider
from extract.rekap_bilang import spelled
from extract.rekap_peta import TEXTS
from extract.rekap_tabel import Baris, Rekap
from extract.yaml_cepat import load_texts

_KODE = re.compile(r"\(\s*\d{6}\s*\)|(?<!\d)\d{6}(?!\d)")
_LABEL_SATKER = re.compile(r"^\s*(?:nama\s+)?(?:satker|satuan kerja|unit kerja|kanwil|upt)\s*:\s*", re.I)
_BUKAN_KODE = re.compile(r"\b(?:nip|telp|telepon)\b", re.I)
_ENAM = re.compile(r"\d{6}")
_KODE_KURUNG = re.compile(r"\((\d{6})\)")
_KODE_SATKER = re.compile(r"(?:kode\s*satker|satker)\D{0,12}(\d{6})(?!\d)", re.I)
_KALI = {
    "ribu": Decimal(1000),
    "juta": Decimal(1_000_000),
    "mili": Decimal(1_000_000_000),
    "mily": Decimal(1_000_000_000),
}
_SKALA = re.compile(
    r"\bdalam\s+(ribu|juta|mili|mily)|(?<!\d )(?<!\d)\b(ribu|juta|mili|mily)(?:an)?\s+(?:rupiah|rp)"
    r"|\b(?:rp\.?|rupiah)\s+(ribu|juta|mili|mily)",
    re.I,
)
_KIRA = frozenset({"belasan", "puluhan", "ratusan", "beberapa", "sekian"})


def find_satker(texts: list[str]) -> str | None:
    """Return the satker the titles name: a unit before its kanwil."""
    named = [
        found for at, text in enumerate(texts)
        if _begins_as_satker(text) and (found := _satker_of(_whole_name(texts, at)))
    ]  # fmt: skip
    named.sort(key=lambda found: found[0])
    return named[0][1] if named else None


_KELAS = re.compile(r"\bkelas\s+(?:i{1,3}|iv)\s*[ab]?\s*$", re.I)
_TEMPAT = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,3}")


def _whole_name(texts: list[str], at: int) -> str:
    """Return a title with the rest of a name that goes on below it: its KELAS, or its place after KELAS II."""
    name = texts[at].strip()
    for after in texts[at + 1 : at + 3]:
        rest = after.strip()
        place = _KELAS.search(name) and _TEMPAT.fullmatch(rest) and not _EKOR.match(f" {rest}")
        if not (place or re.match(r"kelas\s+(?:i{1,3}|iv)\b", rest, re.I)) or name.isupper() != rest.isupper():
            break
        name = f"{name} {rest}"
    return name


def find_satker_inside(texts: list[str]) -> str | None:
    """Return the satker that titles name among other words ("NILAI IKPA LPKA KELAS II SAMARINDA TAHUN 2025")."""
    for text in texts:
        whole = " ".join(_KODE.sub(" ", text).split())
        for word in _prefixes():
            match = re.search(rf"(?<!\w){re.escape(word)}\s+\S.*$", whole, re.I) if word in whole.lower() else None
            if match and word not in ("kantor wilayah", "kanwil"):
                name = _EKOR.sub("", match[0]).strip(" -:,.")
                if len(name.split()) > len(word.split()):
                    return name
    return None


def owner_of(rekap: Rekap) -> str:
    """Return the satker a table without a column for it belongs to: the one its titles name, else "satker"."""
    texts = rekap.teks_konteks()
    return find_satker(texts) or find_satker_inside([*texts, rekap.sheet.name]) or "satker"


_EKOR = re.compile(
    r"\s+(?:tahun|ta|t\.a\.?|th\.?|per|s\.?d\.?|sampai|bulan|periode|triwulan|tw|20\d\d|keadaan|posisi|januari|februari"
    r"|maret|april|mei|juni|juli|agustus|september|oktober|november|desember)\b.*$",
    re.I,
)


@lru_cache(maxsize=TEXTS)
def _begins_as_satker(text: str) -> bool:
    """Tell whether a satker's name may begin with a text: what goes on below it changes nothing before it."""
    return f"{normal(_bare(text))} ".startswith(_beginnings())


def _bare(text: str) -> str:
    """Return a title without the label before the name of a satker and without its code."""
    if _ENAM.search(text):
        text = _KODE.sub(" ", text)
    return _LABEL_SATKER.sub("", text, count=1) if ":" in text else text


@cache
def _beginnings() -> tuple[str, ...]:
    return tuple(f"{word} " for word in _prefixes())


@lru_cache(maxsize=TEXTS)
def _satker_of(text: str) -> tuple[bool, str] | None:
    """Return whether a title names a kanwil, and the name; None where it names no satker."""
    bare = _bare(text)
    key = normal(bare)
    if len(key) > 110 or key.startswith(("kepala ", "dengan ", "jabatan ")):
        return None
    first = next((word for word in _prefixes() if key.startswith(word + " ")), None)
    if first is None:
        return None
    return first in ("kantor wilayah", "kanwil"), " ".join(bare.split()).strip(" -:,")


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(sorted((normal(w) for w in load_kamus().satker_awalan), key=len, reverse=True))


def find_code(texts: list[str]) -> str | None:
    """Return the six-digit satker code the titles name."""
    return next((code for text in texts if (code := _code_of(text))), None)


@lru_cache(maxsize=TEXTS)
def _code_of(text: str) -> str | None:
    if not _ENAM.search(text) or _BUKAN_KODE.search(text):
        return None
    match = _KODE_KURUNG.search(text) or _KODE_SATKER.search(text)
    return match[1] if match else None


def find_divisi(texts: list[str]) -> str | None:
    """Return the divisi named nearest to a table."""
    for text in reversed(texts):
        named = len(text) < 90 and re.search(r"\bdiv(?:isi)?\b", text, re.I)
        if named and (found := find_divider(text)):
            return found
    return None


def find_level(heading: str, texts: list[str]) -> str | None:
    """Return the tingkat (strategis, program, kegiatan, output) that headings or titles name."""
    for text in (heading, *reversed(texts)):
        if level := _level_of(text):
            return level
    return None


@lru_cache(maxsize=TEXTS)
def _level_of(text: str) -> str | None:
    key = normal(text)
    return next((level for level, pattern in _levels() if pattern.search(key)), None)


@cache
def _levels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (level, re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(normal(w)) for w in words)})(?!\w)"))
        for level, words in load_kamus().tingkat.items()
    )


@cache
def _units() -> tuple[tuple[str, tuple[str, ...]], ...]:
    data = load_texts(MAPS / "unit.yml")
    return tuple((u["divisi"], tuple(normal(k) for k in u["kata"])) for u in data["unit"])


def divisi_of_unit(unit: str) -> str | None:
    """Return the divisi whose work an echelon-I unit's agreement covers."""
    key = f" {normal(unit)} "
    return next((d for d, words in _units() if any(f" {w} " in key for w in words)), None)


_DENGAN = re.compile(r"^(?:\s*|.*\b(?:perjanjian kinerja|kantor wilayah)\b.*\s)dengan\s*:?(?:\s+(.{4,}))?$", re.I)


def find_unit(rows: list[Baris]) -> str | None:
    """Return the echelon-I unit a Perjanjian Kinerja is made with, title-cased.

    Its name follows DENGAN on the same line, or on the next where DENGAN stands alone or ends its line.
    """
    for i, row in enumerate(rows):
        match = _DENGAN.match(row.teks)
        plain = re.match(r"^\s*dengan\s+\S", row.teks, re.I)
        if not match or not (plain or any("kantor wilayah" in r.teks.lower() for r in rows[max(0, i - 3) : i + 1])):
            continue  # other satker agree with a directorate too; theirs is one document, without units
        start = i + 1 if match[1] else i + 2
        name = _as_unit((match[1] or (rows[i + 1].teks if len(rows) > i + 1 else "")).strip())
        if not divisi_of_unit(name):
            continue
        for after in rows[start : start + 2]:  # a long name wraps onto the next line
            if after.teks.isupper() and not re.search(r"\d|tahun", after.teks, re.I):
                name += " " + after.teks.strip()
            else:
                break
        return title_case(name)
    return None


def _as_unit(name: str) -> str:
    """Return the unit of the one who signs: SEKRETARIS JENDERAL stands for SEKRETARIAT JENDERAL."""
    for holder, unit in (("sekretaris", "sekretariat"), ("direktur", "direktorat"), ("inspektur", "inspektorat")):
        name = re.sub(
            rf"^{holder}(?= jenderal\b)", unit.upper() if name.isupper() else unit.title(), name, flags=re.I
        )
    return name


def title_case(name: str) -> str:
    """Return a printed name in title case; `dan`, `di` stay small, HAM and TI stay capitals."""
    small, capital = {"dan", "di", "ke", "dari", "pada", "untuk"}, {"ham", "ti", "sdm", "ri"}
    words = []
    for word in name.lower().split():
        parts = [p if p in small else p.upper() if p in capital else p.capitalize() for p in word.split("-")]
        words.append("-".join(parts))
    return " ".join(words)


def find_scale(texts: list[str]) -> Decimal:
    """Return by how much money is to be multiplied ("dalam ribuan")."""
    return next((scale for text in texts if (scale := _scale_of(text)) is not None), Decimal(1))


@remembered
def _scale_of(text: str) -> Decimal | None:
    lower = text.lower()
    if not any(word in lower for word in ("ribu", "juta", "mili", "mily", "000")):
        return None
    match = next((m for m in _SKALA.finditer(text) if not _in_words(text, m)), None)
    if match is not None:
        return _KALI[next(g for g in match.groups() if g).lower()]
    if re.search(r"\b(?:rp|idr)\.?\s*(?:x\s*)?000[.,]000\b", text, re.I):
        return Decimal(1_000_000)
    if re.search(r"\b(?:rp|idr)\.?\s*(?:x\s*)?000\b|\(\s*000\s*rupiah", text, re.I):
        return Decimal(1000)
    return None


def scale_of(rekap: Rekap) -> tuple[Decimal, bool]:
    """Return by how much a table's money is to be multiplied, and whether only other tables' titles say so.

    Its own headings decide, then the nearest title, then its notes.
    """
    heads = [k.judul for k in rekap.kepala.kolom if k.tipe == "uang"]
    own = find_scale([*heads, *(b.teks for b in reversed(rekap.judul)), *(b.teks for b in rekap.catatan)])
    if own != 1 or not heads:
        return own, False
    far = find_scale([b.teks for b in reversed(rekap.konteks)])
    return far, far != 1


def _in_words(text: str, match: re.Match[str]) -> bool:
    """Tell whether a scale word ends an amount in words ("... tujuh puluh ribu rupiah)"), whole or wrapped."""
    before = re.findall(r"[a-z]+|\d", text[: match.start()].lower())
    if match[1] or match[3] or (before and spelled(before[-1]) is None and before[-1] not in _KIRA):
        return False
    return bool(before) or bool(re.search(r"\w", text[match.end() :])) or text.count(")") > text.count("(")


def surrounding(rekap: Rekap) -> list[str]:
    """Return the texts around a table, the nearest titles last, then the notes below."""
    return [b.teks for b in rekap.konteks] + [b.teks for b in rekap.catatan]
