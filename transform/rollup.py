"""The region from its satker: tables side by side. Pure: records in, records out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from transform.rollup_data import Baris, DataSatker, IndikatorSatker, Sel, TabelWilayah, mean, persen, serapan
from transform.rollup_sorotan import butir_kurang, paragraf_kembar, pencilan, target_tetap, tidak_tercapai

__all__ = ["DataSatker", "IndikatorSatker", "Sel", "TabelWilayah", "build_wilayah"]

JENIS_BELANJA = ("pegawai", "barang", "modal", "total")


def build_wilayah(data: Iterable[DataSatker]) -> list[TabelWilayah]:
    """Return the region's tables, each row naming its satker."""
    rows = sorted(data, key=lambda d: d.satker)
    return [
        _anggaran(rows),
        _kinerja_anggaran(rows),
        _pegawai(rows),
        _capaian_per_jenis(rows),
        pencilan(rows),
        tidak_tercapai(rows),
        target_tetap(rows),
        paragraf_kembar(rows),
        butir_kurang(rows),
    ]


def _anggaran(rows: Sequence[DataSatker]) -> TabelWilayah:
    body: list[Baris] = []
    for one in rows:
        for jenis in JENIS_BELANJA:
            if jenis in one.belanja:
                body.append(_money_row(one.nama, jenis, *one.belanja[jenis]))
    for jenis in JENIS_BELANJA:
        pairs = [one.belanja[jenis] for one in rows if jenis in one.belanja]
        known = [(p, r) for p, r in pairs if p is not None and r is not None]
        if known:
            pagu = sum((p for p, _ in known), Decimal(0))
            realisasi = sum((r for _, r in known), Decimal(0))
            body.append(_money_row(f"JUMLAH {len(known)} satker", jenis, pagu, realisasi))
    columns = ("satker", "jenis", "pagu", "realisasi", "sisa", "persen")
    return TabelWilayah("anggaran", "Anggaran per satker", columns, tuple(body))


def _money_row(name: str, jenis: str, pagu: Decimal | None, realisasi: Decimal | None) -> Baris:
    rest = None if pagu is None or realisasi is None else pagu - realisasi
    return (name, jenis, pagu, realisasi, rest, persen(realisasi, pagu))


def _kinerja_anggaran(rows: Sequence[DataSatker]) -> TabelWilayah:
    body: list[Baris] = []
    for one in rows:
        units = dict.fromkeys([*one.ikpa, *one.smart]) or {one.nama: None}
        for unit in units:
            body.append((one.nama, unit, one.ikpa.get(unit), one.smart.get(unit), serapan(one)))
    columns = ("satker", "unit", "ikpa", "smart", "serapan_persen")
    return TabelWilayah("kinerja_anggaran", "IKPA dan SMART per unit", columns, tuple(body))


def _pegawai(rows: Sequence[DataSatker]) -> TabelWilayah:
    body: list[Baris] = [(one.nama, one.jenis, one.pegawai) for one in rows]
    known = [one.pegawai for one in rows if one.pegawai is not None]
    if known:
        body.append((f"JUMLAH {len(known)} satker", "", sum(known, Decimal(0))))
    return TabelWilayah("pegawai", "Pegawai per satker", ("satker", "jenis", "pegawai"), tuple(body))


def _capaian_per_jenis(rows: Sequence[DataSatker]) -> TabelWilayah:
    groups: dict[str, list[DataSatker]] = defaultdict(list)
    for one in rows:
        groups[one.jenis].append(one)
    body: list[Baris] = []
    for jenis, members in sorted(groups.items()):
        values = [i.capaian for one in members for i in one.indikator if i.capaian is not None]
        met = sum(1 for v in values if v >= 100)
        low, high = (min(values), max(values)) if values else (None, None)
        body.append((jenis, len(members), len(values), met, mean(values), low, high))
    columns = ("jenis", "satker", "indikator_terukur", "mencapai_target", "rata_rata", "terendah", "tertinggi")
    return TabelWilayah("capaian_per_jenis", "Capaian menurut jenis satker", columns, tuple(body))
