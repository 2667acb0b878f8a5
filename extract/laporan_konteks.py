"""Which indicator and sasaran each block of a report's analysis is about, from its headings."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from extract.laporan_indikator import (
    clean_name,
)
from extract.laporan_model import Paragraf, Tabel, rapat, ringkas
from extract.laporan_pemahaman import Pemahaman

KEPALA_INDIKATOR = re.compile(
    r"^\W*(?:\d{1,2}[.)]\s*|[a-z][.)]\s*)?(?:indikator(?:\s+kinerja)?(?:\s+(?:kegiatan|program|utama|sasaran|keluaran))?|ik(?:k|p|u|o|sk|sp|ss)?)\b"
    r"\s*(?:\((?:ikk|ikp|iku|ik)\))?\s*(?:ke[- ]?)?(?P<no>\d+(?:\.\d+)*|[IVX]+\b)?\s*[:.–-]?\s*(?P<nama>.*)$",
    re.I | re.S,
)
KEPALA_SASARAN = re.compile(
    r"^\W*sasaran\s+(?:kegiatan|program|strategis)\s*(?:ke[- ]?)?(?:\d+|[IVX]+)\b\s*[:.–-]?\s*[“\"]?(?P<nama>.*)$",
    re.I | re.S,
)
AKHIR = re.compile(
    r"^\W*(?:[A-Z\d]{1,2}[.)]\s*)?(?:\d\.\d\.?\s*)?(?:realisasi anggaran|analisis\s+(?:atas\s+)?efisiensi|capaian kinerja anggaran|capaian kinerja lainnya|sasaran (?:kegiatan|program)"  # noqa: E501
    r"|akuntabilitas keuangan|divisi\s+\w+|bab\s+[ivx]+)\b",
    re.I,
)


def find_contexts(out: Pemahaman) -> None:
    """Find the indicator each block of the analysis is about."""
    blocks = out.dokumen.blok
    current: int | None = None
    sasaran = ""
    skip_until = -1
    for i, block in enumerate(blocks):
        if isinstance(block, Paragraf) and i > skip_until and i >= out.struktur.akhir_depan:
            if (match := KEPALA_SASARAN.match(block.teks)) and len(block.teks) < 260:
                sasaran = _heading_name(match.group("nama"), blocks, i)
                skip_until = i + (len(clean_name(match.group("nama"))) < 12)
                current = None
            elif (found := _heading(out, blocks, i, sasaran)) is not None:
                current, number, skip_until = found
                out.kepala.update(range(i, skip_until + 1))
                item = out.register.semua[current]
                item.sub_bab.append(block.tempat(uraian=f"judul “{ringkas(block.teks)[:60]}”"))
                item.nomor_sub.append(number)
                item.urut_sub.append(i)
            elif (len(block.teks) < 110 and AKHIR.match(block.teks)) or _known_sasaran(out, block.teks):
                current = None
                if _known_sasaran(out, block.teks):
                    sasaran = clean_name(block.teks)
        out.konteks[i] = current
        out.sasaran[i] = sasaran


def _known_sasaran(out: Pemahaman, text: str) -> bool:
    if not 20 < len(text) < 220 or not re.match(r"\W*(?:\d+[.)]\s*)?[A-Z]", text):
        return False
    key = rapat(clean_name(text))
    return any(
        abs(len(key) - len(k)) <= 0.2 * len(k) and fuzz.ratio(key, k, score_cutoff=90)
        for k in out.register.sasaran()
    )


def _heading_name(text: str, blocks: list[Paragraf | Tabel], i: int) -> str:
    text = clean_name(text)
    following = blocks[i + 1] if i + 1 < len(blocks) else None
    if len(text) < 12 and isinstance(following, Paragraf):
        return clean_name(following.teks)
    return text


def _heading(out: Pemahaman, blocks: list[Paragraf | Tabel], i: int, sasaran: str) -> tuple[int, str, int] | None:
    """Return indicator, number and last block of a heading that opens an indicator's own part."""
    block = blocks[i]
    if not isinstance(block, Paragraf) or len(block.teks) > 330:
        return None
    match = KEPALA_INDIKATOR.match(block.teks)
    if match:
        name = match.group("nama").strip()
        last = i
        if len(rapat(name)) < 8:
            name, last = _following_name(blocks, i)
        marked = match.group("no") or ":" in block.teks[: match.start("nama") + 1] or "“" in block.teks[:60]
        if not marked or re.search(r"\b(ini|berikut|memiliki|dengan target|tidak)\b", name[:40], re.I):
            return None
        found = out.register.cocok(name, sasaran, batas=72)
        if found:
            return found[0], match.group("no") or "", last
        return None
    if out.struktur.bab_dari(block.urut) in (0, 3) and re.match(
        r"\W*(?:\d+(?:\.\d+)*[.)]?|[a-z][.)])?\s*[A-Z]", block.teks
    ):
        found = out.register.cocok(block.teks, sasaran, batas=93)
        if found and not _in_list(out, blocks, i) and not re.search(r"[;:]$", block.teks):
            return found[0], "", i
    return None


def _following_name(blocks: list[Paragraf | Tabel], i: int) -> tuple[str, int]:
    parts, last = [], i
    for j in range(i + 1, min(i + 3, len(blocks))):
        block = blocks[j]
        if not isinstance(block, Paragraf) or re.match(
            r"\W*(?:indikator kinerja\b.*ini|\d+[.)]\s)", block.teks, re.I
        ):
            break
        parts.append(block.teks)
        last = j
        if len(block.teks) < 95 and (j + 1 >= len(blocks) or not _goes_on(blocks[j + 1])):
            break
    return " ".join(parts), last


def _goes_on(block: Paragraf | Tabel) -> bool:
    return (
        isinstance(block, Paragraf)
        and len(block.teks) < 60
        and not re.match(r"\W*(indikator|sasaran|\d|[a-z]\)|target)", block.teks, re.I)
    )


def _in_list(out: Pemahaman, blocks: list[Paragraf | Tabel], i: int) -> bool:
    """Whether neighbours are indicators too: a list of names, not a heading."""
    for j in (i - 1, i + 1):
        if 0 <= j < len(blocks):
            block = blocks[j]
            if isinstance(block, Paragraf) and out.register.cocok(block.teks, batas=88):
                return True
    return False
