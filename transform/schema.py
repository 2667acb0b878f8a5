"""The declared schemas of the tables leaving this package: one declaration, two checks.

`check_rows` proves rows in plain Python on every run; `pandera_schema` gives the same declaration as a
strict pandera schema for data frames (tests, notebooks). Nothing is coerced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from extract.finding import LkjipError

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa

Nilai = Decimal | str | int | date | None
TEKS, BULAT, ANGKA, TANGGAL, NILAI = "teks", "bulat", "angka", "tanggal", "nilai"
TYPES: Mapping[str, tuple[type, ...]] = {
    TEKS: (str,), BULAT: (int,), ANGKA: (Decimal,), TANGGAL: (date,), NILAI: (Decimal, str),
}  # fmt: skip


class Kolom(Struct, frozen=True):
    nama: str
    tipe: str
    wajib: bool = False


class Skema(Struct, frozen=True):
    """Columns in order, and the columns whose values together occur only once (none: no such rule)."""

    kolom: tuple[Kolom, ...]
    kunci: tuple[str, ...] = ()

    @property
    def nama(self) -> tuple[str, ...]:
        return tuple(kolom.nama for kolom in self.kolom)


def _skema(text: str, kunci: str = "") -> Skema:
    """Return a schema from `name:type` words; `!` after the type marks a required value."""
    columns = []
    for word in text.split():
        name, _, kind = word.partition(":")
        columns.append(Kolom(name, kind.rstrip("!") or TEKS, kind.endswith("!")))
    return Skema(tuple(columns), tuple(kunci.split()))


_KEY = "divisi:teks! unit:teks! tingkat:teks! sasaran_no:bulat! indikator_no:bulat!"
_KEY_NAMES = "divisi unit tingkat sasaran_no indikator_no"
_MONEY = "pagu:angka realisasi:angka sisa:angka persen:angka figure_id:teks!"

SKEMA: dict[str, Skema] = {
    "indikator": _skema(
        f"{_KEY} sasaran:teks! indikator:teks! satuan:teks! arah:teks! target:nilai realisasi:nilai capaian:angka "
        "capaian_dibatasi:angka kategori:teks! status:teks! alasan:teks! pembilang:angka penyebut:angka "
        "pagu:angka realisasi_anggaran:angka serapan:angka efisiensi:angka figure_id:teks!",
        _KEY_NAMES,
    ),
    "riwayat": _skema(
        f"{_KEY} tahun:bulat! target:nilai realisasi:nilai capaian:angka figure_id:teks!", f"{_KEY_NAMES} tahun"
    ),
    "renstra": _skema(f"{_KEY} tahun:bulat! target:nilai! satuan:teks! figure_id:teks!", f"{_KEY_NAMES} tahun"),
    "perjanjian_kinerja": _skema(
        f"{_KEY} sasaran:teks! indikator:teks! target:nilai satuan:teks! figure_id:teks!", _KEY_NAMES
    ),
    "anggaran_pk": _skema("divisi:teks! unit:teks! tingkat:teks! nama:teks! pagu:angka figure_id:teks!"),
    "belanja": _skema(f"tahun:bulat! jenis:teks! nama:teks! {_MONEY}", "tahun jenis"),
    "satker_belanja": _skema(f"kode:teks! nama:teks! {_MONEY}", "kode nama"),
    "rincian": _skema(f"kode:teks! induk:teks! tingkat:bulat! nama:teks! {_MONEY}", "kode induk nama"),
    "ikpa": _skema("satker:teks! baris:teks! kolom:teks! nilai:angka figure_id:teks!", "satker baris kolom"),
    "smart": _skema("satker:teks! kolom:teks! nilai:angka figure_id:teks!", "satker kolom"),
    "pegawai": _skema(
        "kelompok:teks! label:teks! laki:angka perempuan:angka jumlah:angka figure_id:teks!", "kelompok label"
    ),
    "e_tarja": _skema("divisi:teks! no:bulat! target:teks! persen:angka figure_id:teks!", "divisi no"),
    "e_monev": _skema("satker:teks! periode:teks! anggaran:angka progres:angka figure_id:teks!", "satker periode"),
    "e_performance": _skema("satker:teks! periode:teks! isi:nilai figure_id:teks!", "satker periode"),
    "data_dukung": _skema("indikator:teks! judul:teks! baris:bulat! kolom:teks! nilai:nilai figure_id:teks!"),
    "ringkasan": _skema("nama:teks! nilai:nilai satuan:teks! rumus:teks! figure_id:teks!", "nama"),
    "klaim": _skema("nomor:bulat! jenis:teks! subjek:teks! peran:teks! nilai:nilai kata:teks! figure_id:teks!"),
    "angka": _skema(
        "figure_id:teks! nilai:nilai satuan:teks! rumus:teks! masukan:teks! berkas:teks! lokasi:teks! alasan:teks!",
        "figure_id",
    ),
    "fakta": _skema(
        "tabel:teks! kunci:teks! kolom:teks! nilai:nilai satuan:teks! teks_asli:teks! berkas:teks! lokasi:teks! "
        "per_tanggal:tanggal figure_id:teks!"
    ),
}

Baris = tuple[Nilai, ...]


def check_rows(tabel: str, rows: Sequence[Baris]) -> None:
    """Raise, naming every fault, unless the rows are what the schema declares."""
    schema = SKEMA[tabel]
    faults = [fault for number, row in enumerate(rows, 1) for fault in _faults(schema, number, row)]
    if schema.kunci and not faults:
        places = [schema.nama.index(name) for name in schema.kunci]
        seen: dict[Baris, int] = {}
        for number, row in enumerate(rows, 1):
            key = tuple(row[i] for i in places)
            if key in seen:
                faults.append(f"baris {number}: kunci {key} sudah ada pada baris {seen[key]}")
            seen.setdefault(key, number)
    if faults:
        raise LkjipError(f"Tabel {tabel} tidak sesuai skemanya: {'; '.join(faults[:20])}", kode="SKEMA")


def _faults(schema: Skema, number: int, row: Baris) -> Iterable[str]:
    if len(row) != len(schema.kolom):
        yield f"baris {number}: {len(row)} kolom, seharusnya {len(schema.kolom)}"
        return
    for column, value in zip(schema.kolom, row, strict=True):
        if value is None and column.wajib:
            yield f"baris {number}: kolom {column.nama} kosong"
        if value is not None and not fits(column.tipe, value):
            yield f"baris {number}: kolom {column.nama} berisi {type(value).__name__}, seharusnya {column.tipe}"


def fits(kind: str, value: object) -> bool:
    """Tell whether a value has the declared type; a bool is no number."""
    return isinstance(value, TYPES[kind]) and not isinstance(value, bool)


def pandera_schema(tabel: str) -> pa.DataFrameSchema:
    """Return the declaration as a pandera schema: strict, no coercion."""
    import pandera.pandas as pa

    schema = SKEMA[tabel]
    columns = {column.nama: _column(column) for column in schema.kolom}
    return pa.DataFrameSchema(
        columns, strict=True, coerce=False, ordered=True, unique=list(schema.kunci) or None, name=tabel
    )


def _column(column: Kolom) -> pa.Column:
    import pandera.pandas as pa

    def typed(series: pd.Series[Any]) -> pd.Series[bool]:
        return series.map(lambda value: value is None or fits(column.tipe, value)).astype(bool)

    return pa.Column(
        object, pa.Check(typed, name=f"bertipe {column.tipe}", ignore_na=False), nullable=not column.wajib
    )


def validate(tables: Mapping[str, pd.DataFrame]) -> None:
    """Check every frame against its schema, all faults at once."""
    for name, frame in tables.items():
        pandera_schema(name).validate(frame, lazy=True)
