"""The indicators of the report: this year's recap joined with earlier years, Renstra and the form."""

from __future__ import annotations

import re

from extract.figure import Figure
from transform.arah import decide_arah
from transform.aritmetika import HUNDRED, as_printed
from transform.aturan import category
from transform.baris import Baris, id_parts
from transform.capaian import NO_POPULATION, NO_REALISASI, NO_TARGET, compute
from transform.konteks import AS_PRINTED, Konteks, computed_id
from transform.laporan import (
    Arah,
    Indikator,
    NarasiIndikator,
    TahunKinerja,
    TargetRenstra,
)
from transform.normalize import Row, place, plain_name

_PARTS = re.compile(r"\bA\s*=?\s+(?P<a>[^;]+?)\s*;\s*B\s*=?\s+(?P<b>[^;]+?)\s*(?:;|$)")
NARASI = ("penyebab", "kendala", "tindak_lanjut", "program_penunjang", "standar_nasional")


def build_indikator(k: Konteks, baris: Baris) -> Indikator:
    """Return one indicator, computed."""
    row, parts = baris.capaian, id_parts(baris.kunci)
    target = _target(k, baris, parts)
    realisasi = _realisasi(k, row, parts)
    form = baris.isian.text("arah") if baris.isian else ""
    arah = decide_arah(k, row, form, [old for _, old in baris.lalu], baris.nama)
    hasil = compute(k, parts, arah, target, realisasi, row.figure(k.ledger, "capaian"))
    capped = hasil.dibatasi.number
    a, b = _described(row)
    pagu, spent, serapan = _budget(k, row, parts)
    return Indikator(
        kunci=baris.kunci, sasaran=baris.sasaran, nama=baris.nama,
        satuan=row.text("satuan") or target.unit or realisasi.unit,
        arah=arah, target=target, realisasi=realisasi,
        capaian=hasil.capaian, capaian_dibatasi=hasil.dibatasi,
        pembilang=row.figure(k.ledger, "pembilang"), penyebut=row.figure(k.ledger, "penyebut"),
        uraian_pembilang=a, uraian_penyebut=b,
        pagu=pagu, realisasi_anggaran=spent, serapan=serapan,
        efisiensi=_efficiency(k, parts, hasil.capaian, serapan),
        riwayat=tuple(_year(k, parts, arah, year, old) for year, old in reversed(baris.lalu)),
        renstra=_renstra(k, baris),
        keterangan=row.text("keterangan"),
        kategori="" if capped is None else category(capped, k.hitung.kategori),
        narasi=_narasi(k, baris.isian),
    )  # fmt: skip


def _target(k: Konteks, baris: Baris, parts: tuple[str, ...]) -> Figure:
    target = baris.capaian.figure(k.ledger, "target")
    if target is not None and target.value is not None:
        return target
    promised = baris.pk.figure(k.ledger, "target") if baris.pk else None
    if promised is not None and promised.value is not None:
        return promised
    return target or k.missing(computed_id("target", *parts), NO_TARGET)


def _realisasi(k: Konteks, row: Row, parts: tuple[str, ...]) -> Figure:
    printed = row.figure(k.ledger, "realisasi")
    part, whole = row.figure(k.ledger, "pembilang"), row.figure(k.ledger, "penyebut")
    figure_id = computed_id("realisasi", *parts)
    unit = (printed.unit if printed else "") or row.text("satuan")
    inputs = tuple(f for f in (part, whole, printed) if f is not None)
    if part is not None and whole is not None and part.number == 0 and whole.number == 0:
        return k.missing(figure_id, NO_POPULATION, unit, *inputs)
    if printed is not None and printed.value is not None:
        return printed
    if part is not None and whole is not None and part.number is not None and whole.number:
        scale, formula = (HUNDRED, "pembilang / penyebut x 100") if unit == "%" else (1, "pembilang / penyebut")
        value = part.number / whole.number * scale
        return k.ledger.compute(figure_id, value, unit=unit, formula=formula, inputs=(part, whole))
    note = plain_name(row.text("keterangan"))
    empty = any(plain_name(word) in note for word in k.hitung.kata_tanpa_populasi)
    return k.missing(figure_id, NO_POPULATION if empty else NO_REALISASI, unit, *inputs)


def _described(row: Row) -> tuple[str, str]:
    """Return what numerator and denominator count, in the source's words."""
    found = _PARTS.search(row.text("keterangan"))
    a = row.text("uraian_pembilang") or (found["a"] if found else "")
    return a, row.text("uraian_penyebut") or (found["b"] if found else "")


def _budget(k: Konteks, row: Row, parts: tuple[str, ...]) -> tuple[Figure | None, Figure | None, Figure | None]:
    pagu, spent = row.figure(k.ledger, "pagu"), row.figure(k.ledger, "realisasi_anggaran")
    if pagu is None or pagu.number is None:
        return None, None, None
    if spent is None or spent.number is None:
        return pagu, None, None
    name = computed_id("serapan", *parts)
    return pagu, spent, k.ratio(name, spent, pagu, "realisasi anggaran / pagu x 100")


def _efficiency(k: Konteks, parts: tuple[str, ...], capaian: Figure, serapan: Figure | None) -> Figure | None:
    if serapan is None or serapan.number is None or capaian.number is None:
        return None
    basis = efficiency_basis(k, parts, capaian)
    value = as_printed(basis) - as_printed(serapan)
    formula = f"{'capaian' if basis is capaian else 'capaian (dibatasi)'} - serapan, {AS_PRINTED}"
    name = computed_id("efisiensi", *parts)
    return k.ledger.compute(name, value, unit="poin", formula=formula, inputs=(basis, serapan))


def efficiency_basis(k: Konteks, parts: tuple[str, ...], capaian: Figure) -> Figure:
    """Return the capaian set against absorption: bounded by the setting, or as it is."""
    cap = k.hitung.batas_efisiensi
    if k.hitung.efisiensi_memakai == "mentah" or cap is None or capaian.number is None or capaian.number <= cap:
        return capaian
    return k.ledger.compute(
        computed_id("capaian_efisiensi", *parts), cap, unit="%",
        formula=f"capaian, paling tinggi {cap}", inputs=(capaian,),
    )  # fmt: skip


def _year(k: Konteks, parts: tuple[str, ...], arah: Arah | None, year: int, row: Row) -> TahunKinerja:
    target, realisasi = row.figure(k.ledger, "target"), row.figure(k.ledger, "realisasi")
    printed = row.figure(k.ledger, "capaian")
    if target is None or realisasi is None:
        return TahunKinerja(year, target, realisasi, printed)
    hasil = compute(k, (str(year), *parts), arah, target, realisasi, printed)
    capaian = hasil.capaian
    if capaian.number is None and printed is not None and printed.number is not None:
        capaian = printed
    return TahunKinerja(year, target, realisasi, capaian)


def _renstra(k: Konteks, baris: Baris) -> tuple[TargetRenstra, ...]:
    found = []
    for year, row in baris.renstra:
        target = row.figure(k.ledger, "target")
        if target is not None and target.value is not None:
            found.append(TargetRenstra(year, target))
    return tuple(found)


def _narasi(k: Konteks, row: Row | None) -> NarasiIndikator:
    if row is None:
        return NarasiIndikator()
    places = [place(fact.source) for name, fact in row.cells.items() if name in NARASI]
    penyebab, kendala, tindak_lanjut, program, standar = (_words(row, name) for name in NARASI)
    figures = {name: k.ledger.read(fact) for name, fact in row.cells.items() if name in NARASI and fact.nilai}
    source = places[0] if places else ""
    return NarasiIndikator(penyebab, kendala, tindak_lanjut, program, standar, source, figures)


def _words(row: Row, column: str) -> str:
    """Return a person's words as written, line breaks kept."""
    fact = row.cells.get(column)
    return fact.nilai.strip() if fact is not None and isinstance(fact.nilai, str) else ""
