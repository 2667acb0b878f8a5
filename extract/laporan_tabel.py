"""What a report's table is about: header rows, the meaning of each column, and the table's kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.laporan_angka import Nilai, is_year, parse_cell
from extract.laporan_model import Sel, Tabel, Tempat, potong

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
JUMLAH = re.compile(
    r"^\s*(?:grand\s*|sub\s*)?(?:jumlah|total|jml\.?)(?:\s+(?:jumlah|total|seluruh(?:nya)?|keseluruhan|anggaran|belanja|pagu|besar|akhir|"
    r"umum|pegawai|satker|tahun|20\d\d|[ivx]{1,4}|[a-d]|\d{1,2}))*\s*(?:\([^)]*\))?\s*[:.]*\s*$",
    re.I,
)


@dataclass(slots=True)
class Kolom:
    """One column: its header words, meaning and year."""

    label: str  # header words from top to bottom, spaces removed, lower case
    peran: str = ""
    tahun: int | None = None


@dataclass(slots=True)
class TabelPaham:
    """A table understood: `kepala` header rows, columns with meaning, its kind."""

    tabel: Tabel
    kepala: int
    kolom: list[Kolom]
    jenis: str = ""
    tingkat: str = ""  # strategis, program, kegiatan where the header says so
    tahun: int | None = None  # a year in the caption when columns carry none
    konteks: int | None = None  # indicator the surrounding text is about
    bab: int = 0

    def cari(self, peran: str, tahun: int | None = None) -> int | None:
        """Return the only column of a meaning (and year), None where there is none or several."""
        found = [
            i for i, k in enumerate(self.kolom) if k.peran == peran and (tahun is None or k.tahun in (None, tahun))
        ]
        return found[0] if len(found) == 1 else None

    def semua(self, peran: str) -> list[int]:
        return [i for i, k in enumerate(self.kolom) if k.peran == peran]

    def data(self) -> range:
        return range(self.kepala, len(self.tabel.kisi))

    def nilai(self, baris: int, kolom: int | None) -> Nilai | None:
        return None if kolom is None else parse_cell(self.tabel.teks(baris, kolom))

    def tempat(self, baris: int, kolom: int, nama: str = "") -> Tempat:
        cell = self.tabel.kisi[baris][kolom]
        parts = [
            self.tabel.label,
            f"baris {baris - self.kepala + 1}" if baris >= self.kepala else "kepala tabel",
        ]
        label = self.judul_kolom(kolom)
        if label:
            parts.append(f"kolom {label}")
        if nama:
            parts.append(f"“{potong(nama, 60)}”")
        return Tempat(cell.hlm, cell.kotak, ", ".join(parts))

    def judul_kolom(self, kolom: int) -> str:
        seen: list[str] = []
        for row in self.tabel.kisi[: self.kepala]:
            text = " ".join(row[kolom].teks.split())
            if text and text not in seen and not re.fullmatch(r"\(?\s*\d{1,2}\s*\)?", text):
                seen.append(text)
        return potong(" ".join(seen), 40)


@dataclass(slots=True)
class _Kepala:
    rows: list[list[Sel]] = field(default_factory=list)


def understand_table(table: Tabel) -> TabelPaham:
    """Return the table with its header read and its kind recognised by content."""
    head = count_head(table)
    labels = [_labels(table, head, c) for c in range(table.lebar)]
    columns = [_column(parts) for parts in labels]
    paham = TabelPaham(table, head, columns)
    _budget_columns(paham)
    paham.jenis = _kind(paham, labels)
    all_text = " ".join(" ".join(parts) for parts in labels)
    for name, pattern in (("strategis", "sasaranstrategis|kinerjautama"), ("program", "sasaranprogram|kinerjaprogram"),  # noqa: E501
                          ("kegiatan", "sasarankegiatan|kinerjakegiatan")):  # fmt: skip
        if re.search(pattern, all_text):
            paham.tingkat = name
            break
    return paham


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


def _labels(table: Tabel, head: int, column: int) -> list[str]:
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


def _column(parts: list[str]) -> Kolom:
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


def _budget_columns(paham: TabelPaham) -> None:
    """Tell realisasi of money from realisasi of performance by the figures below the header."""
    for i in paham.semua("realisasi"):
        values = [v for r in paham.data() if (v := paham.nilai(r, i))]
        money = [v for v in values if v.satuan == "rupiah" or (v.nilai >= 100000 and v.satuan == "")]
        if values and len(money) * 2 > len(values):
            paham.kolom[i].peran = "realisasi_anggaran"
    money_table = paham.semua("pagu") and paham.semua("realisasi_anggaran")
    for i, column in enumerate(paham.kolom):
        if column.peran == "capaian" and money_table and not paham.semua("target") and not paham.semua("persen"):
            column.peran = "persen"
        elif (
            column.peran == "persen"
            and not money_table
            and paham.semua("target")
            and paham.semua("realisasi")
            and not paham.semua("capaian")
        ):
            paham.kolom[i].peran = "capaian"


def _kind(paham: TabelPaham, labels: list[list[str]]) -> str:
    roles = {k.peran for k in paham.kolom}
    text = ["".join(parts) for parts in labels]
    if sum(1 for name, p in IKPA_KOLOM[:8] if any(re.search(p, t) for t in text)) >= 4:
        return "ikpa"
    if sum(1 for name, p in SMART_KOLOM[1:5] if any(re.search(p, t) for t in text)) >= 3:
        return "smart"
    if "pagu" in roles and "realisasi_anggaran" in roles and "target" not in roles:
        return "anggaran"
    years = [k for k in paham.kolom if k.tahun and k.peran in ("", "target", "realisasi", "capaian")]
    if len(years) >= 3 and not roles & {"realisasi", "capaian", "pagu", "laki"}:
        return "renstra"
    if "target" in roles and roles & {"realisasi", "capaian"}:
        return "capaian"
    if roles & {"realisasi", "capaian"} and years:
        return "capaian"
    if "tahun" in roles and "target" in roles:
        return "renstra"
    if "target" in roles and roles & {"indikator", "sasaran"}:
        return "pk"
    if "pagu" in roles and len(paham.kolom) <= 4:
        return "anggaran_pk"
    if "laki" in roles and "perempuan" in roles:
        return "pegawai"
    return "lain"
