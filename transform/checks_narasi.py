"""Rules about a person's texts: they stay as written, what looks wrong in them is said.

Kepmenkumham M.HH-01.PR.03 Tahun 2023 leaves causes, obstacles and follow-up to the satker; a text must
not contradict the figures beside it, and must be about this indicator, this satker, this year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from extract.figure import Figure
from extract.finding import Tingkat
from transform.aritmetika import agrees, decimals_of
from transform.checks import Perkara, aturan
from transform.checks_capaian import label
from transform.indikator import NARASI
from transform.konteks import Konteks, show
from transform.laporan import Indikator, Laporan
from transform.normalize import place, plain_name

_OPEN = re.compile(r"\.{3,}|…|(?<![\w])(?:x{3,}|XX+)(?![\w])|_{3,}|"
                   r"\[[^\]]*\]|<[^<>]{0,40}>|\?\?+|\b(?:isi di sini|tbd|todo|lorem ipsum)\b", re.I)  # fmt: skip
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)\s*(?:%|persen\b|poin\b)", re.I)
_MONEY = re.compile(r"Rp\.?\s*(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(?:,-)?(?:\s*(juta|miliar|ribu))?", re.I)
_YEAR = re.compile(r"(?<![\d.,/-])(20[1-4]\d)(?![\d.,]\d|\d|/)")
_LAW = re.compile(r"(?:nomor|no\.?|tahun anggaran|undang-undang|peraturan|permen\w*|keputusan|kep\w*|uu|pp|"
                  r"perpres|renstra|periode)"
                  r"[^.;]{0,60}$", re.I)  # fmt: skip
_KINDS = (r"(?:lapas|rutan|bapas|lpka|lpp|rupbasan|rudenim|kanim|lembaga pemasyarakatan(?: perempuan)?|"
          r"rumah tahanan negara|balai pemasyarakatan|lembaga pembinaan khusus anak|"
          r"rumah penyimpanan benda sitaan negara|kantor imigrasi|kantor wilayah|kanwil)")  # fmt: skip
_SATKER = re.compile(
    rf"\b{_KINDS}\b(?:\s+(?:kemenkumham|kementerian hukum dan h(?:ak asasi manusia|am)|kelas|klas|"
    r"i{1,3}[ab]?|khusus|tpi|non tpi))*"
    r"\s+((?-i:[A-Z][\w.]+)(?:\s+(?-i:[A-Z][\w.]+)){0,2})", re.I)  # fmt: skip
MIN_SENTENCE = 40  # characters; shorter sentences are alike by chance
SIDES = {"utara", "selatan", "timur", "barat", "tengah", "tenggara"}
SAFE_WORDS = {
    "di",
    "dan",
    "yang",
    "ham",
    "ri",
    "republik",
    "indonesia",
    "kementerian",
    "tahun",
    "divisi",
    "ditjen",
    "direktorat",
    "provinsi",
}


class Teks(Struct, frozen=True):
    """One text of a person with its place and what it is about."""

    isi: str
    lokasi: str
    tentang: str
    indikator: Indikator | None
    kolom: str = ""


def texts(laporan: Laporan) -> Iterator[Teks]:
    """Yield every text a person wrote for this report."""
    for one in laporan.indikator:
        for column in NARASI:
            isi = getattr(one.narasi, column)
            if isi:
                figure = one.narasi.figur.get(column)
                where = place(figure.source) if figure is not None and figure.source else one.narasi.sumber
                yield Teks(isi, where, f"{column.replace('_', ' ')} {label(one)}", one, column)
    for code, isi in laporan.narasi.teks.items():
        if isi:
            yield Teks(isi, laporan.narasi.sumber.get(code, ""), code.replace("_", " "), None)


def _where(text: Teks) -> tuple[str, ...]:
    return (text.lokasi,) if text.lokasi else ()


@aturan("NARASI-TITIK-TITIK", Tingkat.PERINGATAN)
def narasi_titik_titik(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """An open placeholder is unfinished work."""
    for text in texts(laporan):
        if found := _OPEN.search(text.isi):
            yield Perkara(
                f"Teks {text.tentang} masih memuat isian terbuka '{found[0]}'. Lengkapi pada formulir.",
                tercetak=found[0], lokasi=_where(text),
            )  # fmt: skip


@aturan("NARASI-ANGKA", Tingkat.PERINGATAN)
def narasi_angka(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """A percentage or amount next to our words for a figure must be that figure."""
    for text in texts(laporan):
        quoted = list(_quoted(text.isi))
        known = _known(laporan, text.indikator) if quoted else []
        for words, value, places in quoted:
            figure = next((f for names, f in known if any(name in words for name in names)), None)
            if figure is None or figure.number is None or _same(value, figure.number, places):
                continue
            if any(f.number is not None and _same(value, f.number, places) for _, f in known):
                continue
            yield Perkara(
                f"Teks {text.tentang} menyebut '{words.strip()[-60:]} {show(value)}', angka laporan "
                f"{show(figure.number)}. Samakan teksnya, atau betulkan rekapnya.",
                (figure,), show(value), show(figure.number), _where(text),
            )  # fmt: skip


def _same(value: Decimal, exact: Decimal, places: int) -> bool:
    return agrees(value, exact, places) or agrees(value, -exact, places)


def _known(laporan: Laporan, one: Indikator | None) -> list[tuple[tuple[str, ...], Figure]]:
    """Return the figures a text can speak of, with the words that name them, the narrower first."""
    found: list[tuple[tuple[str, ...], Figure]] = []
    if one is not None:
        found += [(("capaian",), one.capaian), (("realisasi",), one.realisasi), (("target",), one.target)]
        for old in one.riwayat:
            found += [((f"#{old.tahun}",), f) for f in (old.capaian, old.realisasi, old.target) if f is not None]
        found += [((f"#{plan.tahun}",), plan.target) for plan in one.renstra]
        extra = (one.pembilang, one.penyebut, one.pagu, one.realisasi_anggaran, one.serapan, one.efisiensi)
        found += [(("#",), f) for f in extra if f is not None]
        return found + [(("#",), f) for claim in one.klaim for f in claim.angka.values()]
    summary = laporan.ringkasan
    names = {"serapan": ("serapan", "penyerapan", "terserap"), "rata_rata_capaian": ("rata-rata capaian",),
             "pagu": ("pagu",), "realisasi_anggaran": ("realisasi anggaran", "realisasi belanja")}  # fmt: skip
    found += [(words, summary[name]) for name, words in names.items() if name in summary]
    found += [(("#",), figure) for name, figure in summary.items() if name not in names]
    found += [(("#",), f) for x in laporan.indikator for f in (x.capaian, x.realisasi, x.target)]
    found += [(("#",), f) for row in laporan.ikpa for f in (row.akhir, *row.nilai.values()) if f is not None]
    found += [(("#",), line.persen) for line in (*laporan.anggaran.per_jenis, *laporan.anggaran.per_satker)]
    return found


def _quoted(text: str) -> Iterator[tuple[str, Decimal, int]]:
    """Yield each percentage and amount of a text with the words just before it."""
    for found in _PERCENT.finditer(text):
        value = _decimal(found[1])
        if value is not None:
            yield _before(text, found.start()), value, decimals_of(value)
    for found in _MONEY.finditer(text):
        value = Decimal(found[1].replace(".", ""))
        if not found[3]:
            yield _before(text, found.start()), value, 0


def _before(text: str, end: int) -> str:
    """Return the words of the same clause before a position, in lower case."""
    start = max(text.rfind(mark, 0, end) for mark in (". ", ";", "\n", ", ", " dan ", "dibanding"))
    return text[max(start, end - 60, 0) : end].casefold()


def _decimal(text: str) -> Decimal | None:
    if "," in text:
        return Decimal(text.replace(".", "").replace(",", "."))
    return None if re.fullmatch(r"\d{1,3}\.\d{3}", text) else Decimal(text)


@aturan("NARASI-TAHUN", Tingkat.PERINGATAN)
def narasi_tahun(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """A text of another year is probably last year's, pasted."""
    year = laporan.periode.tahun
    for text in texts(laporan):
        if text.indikator is None:
            continue  # Bab I and II speak of other years by nature
        years = [int(m[1]) for m in _YEAR.finditer(text.isi) if not _LAW.search(text.isi[: m.start()])]
        if years and year not in years and all(y not in (year, year + 1) for y in years):
            named = ", ".join(str(y) for y in dict.fromkeys(years))
            yield Perkara(
                f"Teks {text.tentang} menyebut tahun {named}, tidak menyebut {year}. Periksa apakah teks itu dari "
                "laporan lain.",
                tercetak=named, seharusnya=str(year), lokasi=_where(text),
            )  # fmt: skip


def _is_foreign(name: str, known: set[str]) -> bool:
    """Tell whether a place name is another's: `Polewali` is ours, `Kalimantan Timur` not in Kalimantan Barat."""
    words = [w for w in plain_name(name).split() if len(w) > 2]
    side = next((w for w in words[1:2] if w in SIDES), "")
    return bool(words) and (not set(words) & known or bool(side and side not in known))


@aturan("NARASI-SATKER", Tingkat.PERINGATAN)
def narasi_satker(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """The report is about its own satker (and, for a kanwil, the satker below it)."""
    own = plain_name(f"{laporan.profil.nama} {laporan.profil.kanwil} {laporan.profil.satker_id}")
    below = " ".join(plain_name(line.nama) for line in laporan.anggaran.per_satker)
    groups = " ".join(plain_name(name) for g in laporan.pegawai for name, *_ in g.baris)
    known = set(f"{own} {below} {groups}".split()) | SAFE_WORDS
    if not laporan.profil.nama:
        return
    regional = laporan.profil.jenis.startswith("kanwil")  # it speaks of the satker below it by their names
    for text in texts(laporan):
        for found in _SATKER.finditer(text.isi):
            if regional and not found[0].casefold().startswith(("kanwil", "kantor wilayah")):
                continue
            if _is_foreign(found[1], known):
                yield Perkara(
                    f"Teks {text.tentang} menyebut satker lain: '{found[0]}'. Periksa apakah teks itu dari "
                    "laporan lain.",
                    tercetak=found[0], seharusnya=laporan.profil.nama, lokasi=_where(text),
                    tingkat=Tingkat.PERINGATAN if text.indikator else Tingkat.INFO,
                )  # fmt: skip


@aturan("NARASI-INDIKATOR-LAIN", Tingkat.PERINGATAN)
def narasi_indikator_lain(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """A text that names another indicator in full probably belongs there."""
    names = {plain_name(one.nama): one for one in laporan.indikator if len(plain_name(one.nama)) >= 25}
    for text in texts(laporan):
        if text.indikator is None or text.kolom == "program_penunjang":
            continue  # a programme may bear the name of an output
        body, own = plain_name(text.isi), plain_name(text.indikator.nama)
        for name, other in names.items():
            if name in body and name != own and name not in own and own not in body:
                yield Perkara(
                    f"Teks {text.tentang} menyebut indikator lain, {label(other)}. Periksa penempatannya.",
                    tercetak=other.nama, seharusnya=text.indikator.nama, lokasi=_where(text),
                )  # fmt: skip


@aturan("NARASI-KEMBAR", Tingkat.PERINGATAN)
def narasi_kembar(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """One and the same sentence under several indicators explains none of them."""
    seen: dict[str, list[Teks]] = {}
    for text in texts(laporan):
        if text.indikator is not None:
            for sentence in dict.fromkeys(re.split(r"(?<=[.!?])\s+|\n+", text.isi)):
                plain = plain_name(sentence)
                if len(plain) >= MIN_SENTENCE:
                    seen.setdefault(plain, []).append(text)
    reported: set[tuple[str, ...]] = set()
    for plain, found in seen.items():
        keys = tuple(dict.fromkeys(t.indikator.kunci.teks for t in found if t.indikator is not None))
        if len(keys) > 1 and keys not in reported:
            reported.add(keys)
            yield Perkara(
                f"Kalimat yang sama dipakai pada {len(keys)} indikator ({', '.join(keys)}): '{plain[:80]}...'. "
                "Tulis penjelasan masing-masing.",
                lokasi=tuple(dict.fromkeys(t.lokasi for t in found if t.lokasi)),
            )


@aturan("NARASI-KOSONG", Tingkat.PERINGATAN)
def narasi_kosong(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Permenpan RB 53/2014 asks for causes and follow-up of every statement of performance."""
    for column, words in (("penyebab", "penyebab keberhasilan atau kegagalan"), ("tindak_lanjut", "tindak lanjut"),
                          ("program_penunjang", "program penunjang")):  # fmt: skip
        empty = [one for one in laporan.indikator if not getattr(one.narasi, column)]
        if empty:
            keys = ", ".join(one.kunci.teks for one in empty[:8]) + (", ..." if len(empty) > 8 else "")
            yield Perkara(
                f"Isian {words} masih kosong pada {len(empty)} dari {len(laporan.indikator)} indikator ({keys}). "
                "Lengkapi formulir isian narasi."
            )
