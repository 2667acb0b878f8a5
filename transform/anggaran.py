"""Budget lines: pagu and realisasi as read, sisa and absorption computed, totals kept as printed.

Absorption = realisasi / pagu x 100; sisa = pagu - realisasi, negative where a line is overspent. A
pagu of 0 has no absorption. Lines are joined on codes.
"""

from __future__ import annotations

import re

from extract.figure import Figure
from transform.konteks import Konteks, computed_id
from transform.laporan import Anggaran, AnggaranPK, BarisAnggaran
from transform.normalize import Row, plain_name

JENIS = ("pegawai", "barang", "modal")
TOTAL = re.compile(r"^(jumlah|total|grand total)( |$)")
JENIS_NAMA = {
    "pegawai": "Belanja Pegawai", "barang": "Belanja Barang", "modal": "Belanja Modal",
    "bansos": "Belanja Bantuan Sosial", "total": "Jumlah",
}  # fmt: skip


def build_line(k: Konteks, row: Row, nama: str, *, kode: str = "", induk: str = "", depth: int = 0,
               name: tuple[str, ...]) -> BarisAnggaran:  # fmt: skip
    """Return one budget line with its computed sisa and absorption."""
    pagu = row.figure(k.ledger, "pagu") or k.missing(computed_id("pagu", *name), "pagu tidak tersedia", "rupiah")
    spent = row.figure(k.ledger, "realisasi")
    if spent is None:
        spent = k.missing(computed_id("realisasi_anggaran", *name), "realisasi tidak tersedia", "rupiah")
    return BarisAnggaran(
        nama,
        pagu,
        spent,
        left_over(k, name, pagu, spent),
        absorption(k, name, pagu, spent),
        kode,
        induk,
        depth,
    )


def left_over(k: Konteks, name: tuple[str, ...], pagu: Figure, spent: Figure) -> Figure:
    if pagu.number is None or spent.number is None:
        return k.missing(computed_id("sisa", *name), "pagu atau realisasi tidak tersedia", "rupiah", pagu, spent)
    return k.ledger.compute(
        computed_id("sisa", *name), pagu.number - spent.number, unit="rupiah",
        formula="pagu - realisasi", inputs=(pagu, spent),
    )  # fmt: skip


def absorption(k: Konteks, name: tuple[str, ...], pagu: Figure, spent: Figure) -> Figure:
    figure_id = computed_id("persen", *name)
    if pagu.number == 0:
        return k.missing(figure_id, "pagu nol", "%", spent, pagu)
    return k.ratio(figure_id, spent, pagu, "realisasi / pagu x 100")


def is_total(row: Row, *columns: str) -> bool:
    """Tell whether a row is a printed total, by its key or its name."""
    return any(TOTAL.match(plain_name(row.text(column))) for column in columns if row.text(column))


def build_anggaran(k: Konteks) -> Anggaran:
    """Return all budget tables of the report."""
    tahun = k.periode.tahun
    now, before = _by_kind(k, "belanja", tahun), _by_kind(k, "belanja_lalu", tahun - 1)
    satker, satker_total = _satker(k)
    total = now[1] or satker_total
    return Anggaran(
        per_jenis=now[0],
        total=total,
        per_jenis_lalu=before[0],
        total_lalu=before[1],
        rincian=_detail(k),
        per_satker=satker,
        pk=_promised(k),
    )


def _by_kind(k: Konteks, tabel: str, tahun: int) -> tuple[tuple[BarisAnggaran, ...], BarisAnggaran | None]:
    rows = [row for row in k.tables.rows(tabel) if row.integer("tahun") == tahun]
    lines, total = [], None
    for row in rows:
        jenis = str(row.kunci.get("jenis", ""))
        label = JENIS_NAMA.get(jenis) or row.text("uraian") or jenis
        line = build_line(k, row, label, kode=jenis, name=(tabel, str(tahun), jenis))
        if jenis == "total":
            total = line
        else:
            lines.append(line)
    if total is None and lines:
        total = sum_lines(k, tuple(lines), (tabel, str(tahun), "total"))
    return tuple(lines), total


def sum_lines(k: Konteks, lines: tuple[BarisAnggaran, ...], name: tuple[str, ...]) -> BarisAnggaran:
    """Return the computed total of lines whose source prints none."""
    pagu = k.total(computed_id("pagu", *name), tuple(x.pagu for x in lines), "rupiah", "jumlah pagu")
    spent = k.total(
        computed_id("realisasi_anggaran", *name),
        tuple(x.realisasi for x in lines),
        "rupiah",
        "jumlah realisasi",
    )
    return BarisAnggaran(
        "Jumlah", pagu, spent, left_over(k, name, pagu, spent), absorption(k, name, pagu, spent), "total"
    )


def _satker(k: Konteks) -> tuple[tuple[BarisAnggaran, ...], BarisAnggaran | None]:
    lines, total = [], None
    for row in k.tables.rows("satker_belanja"):
        if row.kunci.get("jenis") not in (None, "total"):
            continue
        code = str(row.kunci.get("kode_satker", ""))
        name = ("satker_belanja", code)
        if is_total(row, "kode_satker", "satker"):
            total = build_line(k, row, "Jumlah", kode="total", name=name)
        else:
            lines.append(build_line(k, row, row.text("satker") or code, kode=code, name=name))
    if total is None and lines:
        total = sum_lines(k, tuple(lines), ("satker_belanja", "total"))
    return tuple(lines), total


def _detail(k: Konteks) -> tuple[BarisAnggaran, ...]:
    rows = k.tables.rows("fa_detail")
    codes = {str(row.kunci["kode"]) for row in rows if "kode" in row.kunci}
    lines = []
    for row in rows:
        code = str(row.kunci.get("kode", ""))
        parent = parent_code(code, codes) if code else str(row.kunci.get("induk", ""))
        depth = _depth(code, codes) if code else int(bool(parent))
        words = row.text("uraian") or code
        total = is_total(row, "uraian", "kode")
        name = ("fa_detail", code) if code else ("fa_detail", parent, words)
        lines.append(
            build_line(k, row, words, kode="total" if total else code, induk=parent, depth=depth, name=name)
        )
    return tuple(lines)


def parent_code(code: str, codes: set[str]) -> str:
    """Return the nearest code of the table that this code lies under, empty where there is none."""
    parts = code.split(".")
    above = (".".join(parts[:n]) for n in range(len(parts) - 1, 0, -1))
    return next((candidate for candidate in above if candidate in codes), "")


def _depth(code: str, codes: set[str]) -> int:
    depth, parent = 0, parent_code(code, codes)
    while parent:
        depth, parent = depth + 1, parent_code(parent, codes)
    return depth


def _promised(k: Konteks) -> tuple[AnggaranPK, ...]:
    found = []
    for row in k.tables.rows("anggaran_pk"):
        if row.integer("tahun") not in (0, k.periode.tahun):
            continue
        divisi, unit = row.kunci.get("divisi"), row.kunci.get("unit")
        found.append(
            AnggaranPK(
                str(row.kunci.get("tingkat", "kegiatan")), row.text("nama"), row.figure(k.ledger, "pagu"),
                str(divisi) if divisi else None, str(unit) if unit else None,
            )
        )  # fmt: skip
    return tuple(found)
