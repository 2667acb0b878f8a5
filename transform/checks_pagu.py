"""Rules about the budget between its sources, and spending above pagu: kinds, satker, codes, Perjanjian Kinerja."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extract.finding import Tingkat
from transform.anggaran import is_total
from transform.checks import Perkara, aturan
from transform.checks_anggaran import text_of
from transform.konteks import Konteks, printed, show
from transform.laporan import AnggaranPK, BarisAnggaran, Laporan


@aturan("RINCIAN-BEDA-BELANJA", Tingkat.GALAT)
def rincian_beda_belanja(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """Two views of one DIPA at one date have the same total."""
    detail = next((row for row in k.tables.rows("fa_detail") if is_total(row, "kode", "uraian")), None)
    kinds = next(
        (row for row in k.tables.rows("belanja")
         if row.kunci.get("jenis") == "total" and row.integer("tahun") == k.periode.tahun), None
    )  # fmt: skip
    if detail is None or kinds is None:
        return
    for column in ("pagu", "realisasi"):
        a, b = detail.number(column), kinds.number(column)
        if a is None or b is None or a == b:
            continue
        figures = (detail.figure(k.ledger, column), kinds.figure(k.ledger, column))
        same_day = detail.cells[column].per_tanggal == kinds.cells[column].per_tanggal
        yield Perkara(
            f"Jumlah {column} menurut rincian (FA detail) {text_of(figures[0])}, menurut jenis belanja "
            f"{text_of(figures[1])} (selisih {show(abs(a - b))}). Periksa tanggal kedua sumber.",
            figures, text_of(figures[0]), text_of(figures[1]),
            tingkat=None if same_day else Tingkat.PERINGATAN,
        )  # fmt: skip


@aturan("SATKER-BEDA-BELANJA", Tingkat.GALAT)
def satker_beda_belanja(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """The satker's own line among all satker is its own total."""
    own = next((x for x in laporan.anggaran.per_satker if x.kode == laporan.profil.kode_satker), None)
    total = laporan.anggaran.total
    if own is None or total is None or not laporan.anggaran.per_jenis:
        return
    every = laporan.anggaran.per_satker
    for words, a, b, parts in (
        ("pagu", own.pagu, total.pagu, [x.pagu.number or Decimal(0) for x in every]),
        ("realisasi", own.realisasi, total.realisasi, [x.realisasi.number or Decimal(0) for x in every]),
    ):
        if a.number is not None and b.number is not None and a.number != b.number:
            whole = len(parts) > 1 and sum(parts, Decimal(0)) == b.number
            why = " Angka per jenis belanja itu sama dengan jumlah seluruh satker: rekapnya milik seluruh wilayah, "
            yield Perkara(
                f"Jumlah {words} satker {own.kode} pada daftar satker {printed(a)}, pada belanja per jenis "
                f"{printed(b)} (selisih {show(abs(a.number - b.number))})."
                + (f"{why}bukan milik satker ini saja. Pastikan itu yang dimaksud." if whole else ""),
                (a, b), printed(a), printed(b), tingkat=Tingkat.PERINGATAN if whole else None,
            )  # fmt: skip


@aturan("BELANJA-LEBIH", Tingkat.PERINGATAN)
def belanja_lebih(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """UU 17/2003: spending above pagu is possible for staff cost only, and must be explained."""
    budget = laporan.anggaran
    groups: tuple[tuple[str, tuple[BarisAnggaran, ...]], ...] = (
        ("Belanja", budget.per_jenis), ("Satker", budget.per_satker), ("Rincian", budget.rincian))  # fmt: skip
    for words, lines in groups:
        for line in lines:
            if line.sisa.number is not None and line.sisa.number < 0:
                yield Perkara(
                    f"{words} '{line.nama}': realisasi {show(line.realisasi.number)} melebihi pagu "
                    f"{show(line.pagu.number)} sebesar {show(-line.sisa.number)}. Jelaskan dalam laporan.",
                    (line.realisasi, line.pagu),
                )


@aturan("ANGGARAN-INDIKATOR-LEBIH", Tingkat.PERINGATAN)
def anggaran_indikator_lebih(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """The same holds for the budget linked to an indicator."""
    for one in laporan.indikator:
        a, b = one.realisasi_anggaran, one.pagu
        if (
            a is not None
            and b is not None
            and a.number is not None
            and b.number is not None
            and a.number > b.number
        ):
            yield Perkara(
                f"Anggaran indikator '{one.nama}': realisasi {printed(a)} melebihi pagu {printed(b)}.", (a, b)
            )


@aturan("JUMLAH-PK", Tingkat.PERINGATAN)
def jumlah_pk(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """The programmes' budgets in a Perjanjian Kinerja are the sums of their activities'."""
    units: dict[tuple[str | None, str | None], list[AnggaranPK]] = {}
    for row in laporan.anggaran.pk:
        units.setdefault((row.divisi, row.unit), []).append(row)
    for (divisi, unit), rows in units.items():
        program, kegiatan = (_sum(rows, level) for level in ("program", "kegiatan"))
        if program is not None and kegiatan is not None and program != kegiatan:
            yield Perkara(
                f"Perjanjian Kinerja {unit or divisi or ''}: jumlah anggaran program {show(program)}, jumlah "
                f"anggaran kegiatan {show(kegiatan)} (selisih {show(abs(program - kegiatan))}).",
                tuple(row.pagu for row in rows), show(program), show(kegiatan),
            )  # fmt: skip


def _sum(rows: list[AnggaranPK], level: str) -> Decimal | None:
    values = [row.pagu.number if row.pagu is not None else None for row in rows if row.tingkat == level]
    if not values or any(value is None for value in values):
        return None
    return sum((value for value in values if value is not None), Decimal(0))


@aturan("PK-BEDA-DIPA", Tingkat.INFO)
def pk_beda_dipa(k: Konteks, laporan: Laporan) -> Iterator[Perkara]:
    """The pagu of the Perjanjian Kinerja is that of the first DIPA; later revisions change the pagu."""
    total = laporan.anggaran.total
    promised = _sum(list(laporan.anggaran.pk), "kegiatan")
    if promised is None:
        promised = _sum(list(laporan.anggaran.pk), "program")
    if promised is None or total is None or total.pagu.number in (None, promised) or laporan.anggaran.per_satker:
        return
    yield Perkara(
        f"Anggaran Perjanjian Kinerja {show(promised)} (pagu awal) berbeda dari pagu DIPA akhir "
        f"{printed(total.pagu)}: keduanya disebut dengan namanya masing-masing.",
        (total.pagu, *(row.pagu for row in laporan.anggaran.pk)), show(promised), printed(total.pagu),
    )  # fmt: skip
