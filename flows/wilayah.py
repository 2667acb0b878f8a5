"""`lkjip ringkas`: the region's tables and page from the outputs of its satker."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from flows.buat import missing_recaps
from flows.proses import Proses
from flows.tahap import satker_lock, stage
from flows.wadah import Masa, WrongUsage, satker_names
from transform.rollup import DataSatker, IndikatorSatker, build_wilayah


def run(tahun: int, keluaran: Path, *, semester: bool = False) -> int:
    """Write `output/<tahun>/_wilayah/`; return 0, or 2 when there is nothing to sum up."""
    from render.rollup import write_wilayah

    masa = Masa(tahun, 1 if semester else None)
    root = keluaran / masa.folder
    data = [one for name in satker_names(keluaran, Masa(tahun, masa.semester)) if (one := load(root / name))]
    if not data:
        raise WrongUsage(f"Belum ada laporan di {root}. Susun dahulu: lkjip buat --semua --tahun {tahun}")
    final = root / "_wilayah"
    tables = build_wilayah(data)
    with satker_lock(final, lambda: print("Menunggu proses lain ...")), stage(final) as folder:
        write_wilayah(folder, masa.folder, tables)
    print(f"{len(data)} satker dirangkum: {final}/wilayah.html, {final}/wilayah.xlsx")
    for table in tables:
        print(f"  {table.judul}: {len(table.baris)} baris")
    return 0


def load(folder: Path) -> DataSatker | None:
    """Return what the roll-up needs of one satker's output folder, None where there is no report."""
    record = Proses.read(folder)
    if record is None or not (folder / "tabel.xlsx").is_file():
        return None
    profile = {row["kolom"]: row["nilai"] for row in _facts(folder) if row["tabel"] == "profil"}
    tables = _sheets(folder / "tabel.xlsx")
    return DataSatker(
        satker=record.satker,
        nama=profile.get("nama") or record.satker,
        jenis=profile.get("jenis") or "?",
        tahun=record.tahun,
        belanja={
            row["jenis"]: (_number(row["pagu"]), _number(row["realisasi"]))
            for row in tables.get("belanja", ())
            if row["tahun"] == record.tahun
        },
        ikpa=_by_unit(tables.get("ikpa", ()), "nilai_akhir", baris="nilai_akhir"),
        smart=_by_unit(tables.get("smart", ()), "nilai"),
        pegawai=_staff(tables.get("pegawai", ())),
        indikator=_indicators(tables),
        isian=[(str(r["tempat"]), str(r["teks"])) for r in tables.get("isian", ()) if r["teks"]],
        kurang=missing_recaps(record.rekap),
        tugas=record.tugas,
    )


def _facts(folder: Path) -> list[dict[str, str]]:
    with (folder / "fakta.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _sheets(path: Path) -> dict[str, list[dict[str, Any]]]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    result = {}
    for name in book.sheet_names:
        head, *body = book.get_sheet_by_name(name).to_python(skip_empty_area=False) or [[]]
        result[name] = [dict(zip(map(str, head), row, strict=False)) for row in body]
    return result


def _number(value: Any) -> Decimal | None:
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _by_unit(rows: Iterable[dict[str, Any]], column: str, baris: str | None = None) -> dict[str, Decimal]:
    found = {}
    for row in rows:
        value = _number(row["nilai"])
        if row["kolom"] == column and (baris is None or row.get("baris") == baris) and value is not None:
            found[str(row["satker"])] = value
    return found


def _staff(rows: Iterable[dict[str, Any]]) -> Decimal | None:
    """Return the number of staff: the total row of the first table that has one."""
    totals = [_number(r["jumlah"]) for r in rows if str(r["label"]).strip().lower() == "jumlah"]
    return next((t for t in totals if t is not None), None)


def _indicators(tables: dict[str, list[dict[str, Any]]]) -> list[IndikatorSatker]:
    before: dict[str, dict[int, Decimal]] = {}
    for row in tables.get("riwayat", ()):
        target = _number(row["target"])
        if target is not None:
            before.setdefault(_key(row), {})[int(row["tahun"])] = target
    planned = {_key(row) for row in tables.get("renstra", ())}
    return [
        IndikatorSatker(
            nama=str(row["indikator"]),
            arah=str(row["arah"] or ""),
            target=_number(row["target"]),
            realisasi=_number(row["realisasi"]),
            capaian=_number(row["capaian"]),
            target_lalu=before.get(_key(row), {}),
            renstra=_key(row) in planned,
            serapan=_number(row["serapan"]),
        )
        for row in tables.get("indikator", ())
    ]


def _key(row: dict[str, Any]) -> str:
    names = ("divisi", "unit", "tingkat", "sasaran_no", "indikator_no")
    return json.dumps([str(row.get(n) or "") for n in names])
