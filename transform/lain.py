"""The other parts of the report: staff, e-Tarja, e-Monev, e-Performance, data dukung, profile, texts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from extract.figure import Figure
from extract.yaml_cepat import load_typed
from transform.anggaran import TOTAL
from transform.baris import key_of
from transform.cocok import name_of
from transform.konteks import Konteks, computed_id
from transform.laporan import (
    BarisEPerformance,
    BarisMonev,
    BarisPK,
    BarisTarja,
    KelompokPegawai,
    Narasi,
    Profil,
    TabelDukung,
    Tarja,
)
from transform.normalize import Row, place, plain_name

PROFIL = ("nama", "jenis", "kode_satker", "kanwil", "alamat", "telepon", "laman", "surel", "kepala", "nip",
          "kota", "nomor_surat")  # fmt: skip
_FOLDER_JENIS = Path(__file__).parents[1] / "templates" / "teks" / "jenis"


def build_pegawai(k: Konteks) -> tuple[KelompokPegawai, ...]:
    groups: dict[str, list[Row]] = {}
    for row in k.tables.rows("pegawai"):
        groups.setdefault(str(row.kunci.get("kelompok", "")), []).append(row)
    return tuple(_staff(k, name, rows) for name, rows in groups.items())


def _staff(k: Konteks, name: str, rows: list[Row]) -> KelompokPegawai:
    lines, total = [], None
    for row in rows:
        label = str(row.kunci.get("label", ""))
        men, women, both = (row.figure(k.ledger, c) for c in ("laki", "perempuan", "jumlah"))
        if both is None and men is not None and women is not None and men.number is not None and women.number:
            both = k.total(computed_id("pegawai", name, label), (men, women), "orang", "laki-laki + perempuan")
        if TOTAL.match(plain_name(label)):
            total = both
        else:
            lines.append((label, men, women, both))
    counts = tuple(both for *_, both in lines if both is not None)
    if total is None and counts:
        total = k.total(computed_id("pegawai", name, "jumlah"), counts, "orang", "jumlah seluruh baris")
    return KelompokPegawai(name, tuple(lines), total)


def build_pk(k: Konteks, tahun: int) -> tuple[BarisPK, ...]:
    """Return the rows of the Perjanjian Kinerja of a year; rows without a year are this period's."""
    found = []
    for row in k.tables.rows("perjanjian_kinerja"):
        year = row.integer("tahun") or k.periode.tahun
        target = row.figure(k.ledger, "target")
        if year == tahun:
            kunci = key_of(row)
            missing = target or k.missing(computed_id("target_pk", kunci.teks), "target tidak tersedia")
            found.append(BarisPK(kunci, row.text("sasaran"), name_of(row), missing))
    return tuple(found)


def build_tarja(k: Konteks) -> Tarja:
    lines = []
    for row in k.tables.rows("e_tarja"):
        percent = row.figure(k.ledger, "persen")
        if percent is not None and row.kunci.get("no") != "total":
            lines.append(
                BarisTarja(str(row.kunci.get("divisi", "")), row.integer("no"), row.text("target"), percent)
            )
    means = {}
    for divisi in dict.fromkeys(line.divisi for line in lines):
        values = tuple(line.persen for line in lines if line.divisi == divisi)
        means[divisi] = k.mean(computed_id("e_tarja", divisi, "rata_rata"), values, "%", "target kinerja")
    return Tarja(tuple(lines), means)


def build_monev(k: Konteks) -> tuple[BarisMonev, ...]:
    found = []
    for row in k.tables.rows("e_monev"):
        budget, progress = row.figure(k.ledger, "anggaran"), row.figure(k.ledger, "progres")
        if budget is not None and progress is not None:
            period = str(row.kunci.get("triwulan") or row.kunci.get("bulan") or "")
            found.append(BarisMonev(str(row.kunci.get("satker", "")), period, budget, progress))
    return tuple(found)


def build_e_performance(k: Konteks) -> tuple[BarisEPerformance, ...]:
    by_satker: dict[str, dict[str, Figure]] = {}
    for row in k.tables.rows("e_performance"):
        value = row.figure(k.ledger, "isi")
        if value is not None:
            by_satker.setdefault(str(row.kunci.get("satker", "")), {})[str(row.kunci.get("periode", ""))] = value
    return tuple(BarisEPerformance(satker, months) for satker, months in by_satker.items())


def build_data_dukung(k: Konteks) -> list[tuple[str, TabelDukung]]:
    """Return the supporting tables with the indicator text each source gives it."""
    tables: dict[tuple[str, str], list[Row]] = {}
    for row in k.tables.rows("data_dukung"):
        key = (str(row.kunci.get("indikator", "")), str(row.kunci.get("judul", "")))
        tables.setdefault(key, []).append(row)
    found = []
    for (indikator, judul), rows in tables.items():
        columns = tuple(dict.fromkeys(column for row in rows for column in row.cells))
        lines = tuple(tuple(_cell(k, row, column) for column in columns) for row in rows)
        found.append((indikator, TabelDukung(judul, columns, lines)))
    return found


def _cell(k: Konteks, row: Row, column: str) -> Figure | str:
    fact = row.cells.get(column)
    if fact is None:
        return ""
    return k.ledger.read(fact) if isinstance(fact.nilai, Decimal) else (fact.nilai or fact.teks_asli)


def build_profil(k: Konteks, satker_id: str) -> Profil:
    """Return the identity of the satker from its profile; what no source gives stays empty."""
    rows = k.tables.rows("profil")
    cells = {name: fact for row in rows for name, fact in row.cells.items()}
    texts = {name: str(fact.nilai) for name, fact in cells.items() if fact.nilai is not None}
    known = {name: texts.get(name, "") for name in PROFIL if name != "jenis"}
    signed = cells.get("tanggal")
    extra = {name: text for name, text in texts.items() if name not in (*PROFIL, "tanggal", "tahun")}
    return Profil(
        satker_id=satker_id,
        jenis=_kind(texts.get("jenis", ""), known["nama"]) or kind_of(satker_id.replace("-", " ")),
        tanggal=_iso(texts.get("tanggal", "")) if signed is not None else None,
        tahun=k.periode.tahun,
        isian=extra,
        **known,
    )


def _kind(said: str, name: str) -> str:
    """Return the kind a profile says, or a closer one that the name tells (a kanwil's of one directorate)."""
    own, named = kind_of(said), kind_of(name)
    return named if not own or named.startswith(f"{own}_") else own


def kind_of(text: str) -> str:
    """Return the kind of satker a name speaks of, empty where it speaks of none.

    The kinds and what they are called are the files of `templates/teks/jenis`. The first in the name counts
    (`Lapas X Kanwil Y` is a lapas), of two there the longer.
    """
    words = f" {plain_name(text)} "
    found = [
        (at, -len(name), kind) for kind, names in _kinds() for name in names if (at := words.find(f" {name} ")) >= 0
    ]
    return min(found)[2] if found else ""


@cache
def _kinds() -> tuple[tuple[str, tuple[str, ...]], ...]:
    kinds = [load_typed(path) for path in sorted(_FOLDER_JENIS.glob("*.yml"))]
    return tuple(
        (kind["jenis"], tuple(plain_name(name) for name in (kind["jenis"], kind["nama"], *kind["sebutan"])))
        for kind in kinds
    )


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return parse_date(text)


MONTHS = ("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober",
          "november", "desember")  # fmt: skip


def parse_date(text: str) -> date | None:
    """Return a date written `2 Januari 2024`, None for anything else."""
    parts = text.casefold().split()
    if len(parts) != 3 or not (parts[0].isdigit() and parts[2].isdigit()) or parts[1] not in MONTHS:
        return None
    try:
        return date(int(parts[2]), MONTHS.index(parts[1]) + 1, int(parts[0]))
    except ValueError:
        return None


def build_narasi(k: Konteks) -> Narasi:
    texts, sources, figures = {}, {}, {}
    for row in k.tables.rows("isian_teks"):
        code, fact = str(row.kunci.get("kode", "")), row.cells.get("isi")
        if fact is not None and isinstance(fact.nilai, str) and fact.nilai.strip():
            texts[code], sources[code] = fact.nilai.strip(), place(fact.source)
            figures[code] = k.ledger.read(fact)
    return Narasi(texts, sources, figures)
