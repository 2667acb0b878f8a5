"""Rules on what is left open: placeholders, lists announced and missing, empty cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.laporan_model import Paragraf, Tabel, Tempat, potong, rapat
from extract.laporan_pemahaman import Pemahaman
from transform.periksa_dasar import Derajat, Temuan, aturan, place_in

PENGANTAR = re.compile(
    r"(?:terdiri(?:\s+(?:dari|atas))?|sebagai\s+berikut|berikut\s+ini|antara\s+lain)\s*:\s*$", re.I
)
_ISIAN = (
    r"(?<![.\w])\.{3,}\s*(?:orang|persen|%|layanan|dokumen|kegiatan|unit|indikator|sasaran|pegawai|satker|rupiah)(?!\w)", r"…{2,}(?!\s*\d{0,3}\s*$)", r"(?i)\bRp\.?\s*(?:\.{3,}|…|_{2,})",  # noqa: E501
    r"\[\s*(?i:isi|diisi|perlu|nama|tahun|jumlah|xx|\.\.\.|…)[^\]]*\]", r"\{\{.*?\}\}", r"(?i)#(?:REF|DIV/0|N/A|VALUE|NAME)[!?]?", r"(?i)error!\s*(?:reference|bookmark)",  # noqa: E501
    r"(?i)\blorem ipsum\b", r"\bX{3,}\b(?!\w)", r"_{4,}", r"(?i)\b(?:tuliskan|isi(?:kan)?)\s+(?:di\s*sini|disini)\b", r"(?i)<\s*(?:isi|nama|tahun)[^>]*>",  # noqa: E501
    r"(?i)\bxx+\s*(?:%|orang|persen)",
)  # fmt: skip


@aturan("isian", ISIAN_TERBUKA="Isian belum dilengkapi")
def check_placeholders(paham: Pemahaman) -> Iterator[Temuan]:
    """Dots, brackets and field errors left in the text are data that somebody still had to fill in."""
    pattern = re.compile(
        "|".join(
            f"(?:{p.replace('(?i)', '')})" if "(?i)" not in p else f"(?i:{p.replace('(?i)', '')})" for p in _ISIAN
        )
    )
    for block in paham.dokumen.blok:
        if isinstance(block, Tabel):
            seen: set[int] = set()
            for row in block.kisi:
                for cell in row:
                    if id(cell) in seen or re.search(r"[.…]{3,}\s*\d{0,3}\s*$", cell.teks):
                        continue
                    seen.add(id(cell))
                    if match := pattern.search(cell.teks):
                        yield _open(cell.teks, match, Tempat(cell.hlm, cell.kotak, block.label))
            continue
        if re.search(r"[.…]{3,}\s*\d{0,3}\s*$", block.teks) and block.urut < paham.struktur.akhir_depan:
            continue
        for match in pattern.finditer(block.teks):
            yield _open(block.teks, match, place_in(block, match.start(), match.end()))


def _open(text: str, match: re.Match[str], place: Tempat) -> Temuan:
    around = potong(text[max(0, match.start() - 40) : match.end() + 40], 100)
    return Temuan("ISIAN-TERBUKA", Derajat.PASTI, f"Isian belum dilengkapi: “{around}”.", (place,), match.group(), "isi sebenarnya", "",  # noqa: E501
                  (rapat(around), place.hlm))  # fmt: skip


@aturan("isian", ISIAN_HILANG="Pengantar daftar tanpa isi", SEL_KOSONG="Realisasi atau capaian kosong")
def check_empty(paham: Pemahaman) -> Iterator[Temuan]:
    """`sebagai berikut :` is followed by something; a row with a target has a realisasi and a capaian."""
    blocks = paham.dokumen.blok
    for i, block in enumerate(blocks[:-1]):
        following = blocks[i + 1]
        if (
            not isinstance(block, Paragraf)
            or not isinstance(following, Paragraf)
            or block.urut < paham.struktur.akhir_depan
        ):
            continue
        opens = len(block.teks) > 40 and PENGANTAR.search(block.teks)
        if opens and len(following.teks) < 60 and re.match(r"^[A-F]\.\s+[A-Z]", following.teks):
            yield Temuan(
                    "ISIAN-HILANG", Derajat.MUNGKIN, f"Kalimat “{potong(block.teks[-90:], 90)}” tidak diikuti daftar atau tabel, langsung “{potong(following.teks, 40)}”.",  # noqa: E501
                    (place_in(block, 0, len(block.teks)),), "", "daftar atau tabelnya", "", (block.urut,),
                )  # fmt: skip
    for table in paham.tabel:
        columns = [(c, k) for c, k in enumerate(table.kolom) if k.peran in ("realisasi", "capaian")]
        if not table.semua("indikator"):
            continue
        if table.jenis != "capaian" or not columns or len(list(table.data())) < 3 or not table.semua("target"):
            continue
        for row in [b for b in paham.baris if b.paham is table and "target" in b.angka]:
            blank = [c for c, _ in columns if not table.tabel.teks(row.baris, c).strip()]
            if blank and len(blank) == len(columns) and row.nama:
                yield Temuan(
                    "SEL-KOSONG", Derajat.PASTI, f"“{potong(row.nama, 80)}” mempunyai target {row.angka['target'].nilai.teks} tetapi realisasi/capaiannya kosong.",  # noqa: E501
                    tuple(table.tempat(row.baris, c, row.nama) for c in blank), "(kosong)", "realisasi dan capaian, atau N/A", row.nama,  # noqa: E501
                    (row.indikator, row.tahun),
                )  # fmt: skip
