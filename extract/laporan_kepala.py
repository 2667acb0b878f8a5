"""A table's header: how many rows it has, and the words above each column with their meaning."""

from __future__ import annotations

import re

from msgspec import Struct

from extract.laporan_angka import is_year, parse_cell
from extract.laporan_model import Sel, Tabel

# meaning of a column by its header words (spaces removed); the first that matches wins
PERAN: tuple[tuple[str, str], ...] = (
    ("realisasi_anggaran", r"realisasi(?:anggaran|belanja|keuangan)|realisasi\(?rp|realiasi\(?rp"),
    ("sisa", r"^sisa|sisaanggaran|sisa\(?rp|sisapagu"),
    (
        "persen",
        r"realisas?i?%|%realisasi|persen(?:tase)?(?:realisasi|serapan|penyerapan)|penyerapan\(?%|serapan\(?%",
    ),
    ("persen", r"^(?:%?)(?:serapan|penyerapan)(?:anggaran)?(?:\(?%\)?)?$"),
    ("pagu", r"pagu|^anggaran|alokasianggaran|anggaran\(?rp|^dipa$|^alokasi"),
    ("target", r"target"),
    ("realisasi", r"realis|realiasi"),
    ("capaian", r"capa[ai]*an|^kinerja\(?%?\)?$|kinerja\(%\)|persentasecapaian|%capaian|tingkatcapaian"),
    ("indikator", r"indikator|^iku$|^ikk$|^ikp$|uraianindikator"),
    ("sasaran", r"sasaran"),
    ("satuan", r"^satuan$|^sat\.?$"),
    ("tahun", r"^tahun$|^ta$"),
    ("no", r"^(?:no\.?|nomor|no\.?urut)$"),
    ("laki", r"laki|pria"),
    ("perempuan", r"perempuan|wanita"),
    ("jumlah", r"^(?:jumlah|total|jml)"),
    ("persen", r"^(?:%|\(%\)|persen|persentase)"),
)
IKPA_KOLOM: tuple[tuple[str, str], ...] = (
    ("revisi_dipa", r"revisi"),
    ("deviasi_hal3", r"deviasi|dewasi|halaman(?:iii|3)|hal\.?(?:iii|3)"),
    ("penyerapan", r"penyerap"),
    ("kontraktual", r"kontrak"),
    ("tagihan", r"tagihan"),
    ("up_tup", r"updan|tup|uptup"),
    ("dispensasi_spm", r"dispens"),
    ("capaian_output", r"capaianoutput|kualitashasil|output"),
    ("konversi_bobot", r"konversibobot|komparasibobot|konversi$"),
    ("nilai_akhir", r"nilaiakhir|nilaitotal/"),
    ("nilai_total", r"nilaitotal$|^niltotal|^nilaitotal"),
)
SMART_KOLOM: tuple[tuple[str, str], ...] = (
    ("nilai_efisiensi", r"nilaiefisiensi|^ne$"),
    ("efisiensi", r"efisiensi"),
    ("penyerapan", r"penyerapan|serapan"),
    ("konsistensi", r"konsistensi"),
    ("cro", r"cro|capaianro|capaiankeluaran|capaianrincian|capaianoutput"),
    ("nilai", r"kinerja|nilaismart|^nilai$|nka"),
)


class Kolom(Struct):
    """One column: its header words, meaning and year."""

    label: str  # header words from top to bottom, spaces removed, lower case
    peran: str = ""
    tahun: int | None = None


def count_head(table: Tabel) -> int:
    """Return the number of header rows, a row of column numbers included."""
    count = 0
    for row in table.kisi[:6]:
        unique = list({id(c): c for c in row}.values())
        texts = [re.sub(r"\s+", "", c.teks.lower()) for c in unique if c.teks.strip()]
        if not texts:
            count += 1
            continue
        years = sum(1 for t in texts if re.fullmatch(r"(?:tahun|ta\.?)?20\d\d", t))
        if count and _numbering(texts):
            return min(count + 1, max(len(table.kisi) - 1, 0))
        words = sum(1 for t in texts if _is_head_word(t))
        numbers = sum(1 for c in unique if _data_number(c))
        if numbers or not (
            years * 2 >= len(texts) or words * 2 >= len(texts) or (count and words and len(texts) > 1)
        ):
            break
        if count and len(unique) == 1 and table.lebar > 1:
            break
        count += 1
    return min(count, max(len(table.kisi) - 1, 0))


def _numbering(texts: list[str]) -> bool:
    """Whether a row holds the column numbers (1) (2) (3) or 1 2 3."""
    bare = [re.sub(r"[()]", "", t) for t in texts]
    if len(bare) < 2 or not all(re.fullmatch(r"\d{1,2}[a-z]?", b) for b in bare):
        return False
    numbers = [int(re.sub(r"\D", "", b)) for b in bare]
    rising = numbers[0] in (1, 2) and all(b - a == 1 for a, b in zip(numbers, numbers[1:], strict=False))
    return rising and (len(bare) > 4 or any("(" in t or ")" in t for t in texts))


def _is_head_word(text: str) -> bool:
    if re.fullmatch(r"[-–.]+", text):
        return True
    return any(re.search(p, text) for _, p in PERAN + IKPA_KOLOM + SMART_KOLOM) or bool(
        re.search(
            r"^(kode|uraian|kegiatan|program|jenis|satker|satuankerja|keterangan|bulan|jabatan|golongan|divisi|"
            r"triwulan|nama|nilai|bobot|rumus|range|warna|unit|upt|bagian|halaman|tujuan|kualitas|tugas|fungsi)",
            text,
        )
    )


def _data_number(cell: Sel) -> bool:
    value = parse_cell(cell.teks)
    if value is None or is_year(value):
        return False
    return not re.fullmatch(r"\(?\s*\d{1,2}\s*\)?\.?", cell.teks.strip()) or "%" in cell.teks


def head_labels(table: Tabel, head: int, column: int) -> list[str]:
    out: list[str] = []
    last: Sel | None = None
    for r, row in enumerate(table.kisi[:head]):
        cell = row[column]
        if not cell.teks.strip() and r + 1 < head and column and table.kisi[r + 1][column].teks.strip():
            cell = _left_head(row, column)
        text = re.sub(r"\s+", "", cell.teks.lower())
        if cell is not last and text and not re.fullmatch(r"\(?\d{1,2}[a-z]?\)?|[-–.]+", text):
            out.append(text)
        last = cell
    return out


def _left_head(row: list[Sel], column: int) -> Sel:
    """Return the nearest filled header cell to the left: a group title printed over its first column only."""
    for cell in reversed(row[:column]):
        if cell.teks.strip():
            return cell
    return row[column]


def column_of(parts: list[str]) -> Kolom:
    label = "|".join(parts)
    years = re.findall(r"20[0-4]\d", label)
    column = Kolom(label, tahun=int(years[-1]) if len(set(years)) == 1 else None)
    for text in [*reversed(parts), "".join(parts)]:
        bare = re.sub(r"(?:tahun|ta\.?)?20[0-4]\d", "", text).strip(":.-")
        bare = re.sub(r"^sasarandanindikator", "indikator", bare)
        for role, pattern in PERAN:
            if bare and re.search(pattern, bare):
                column.peran = role
                return column
    return column
