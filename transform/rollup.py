"""The region from its satker: tables side by side, and what stands out. Pure: records in, records out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

PANJANG_PARAGRAF = 120  # shorter answers ("tidak ada kendala") may well be equal
PAGAR_IQR = Decimal("1.5")
PALING_BANYAK_DISEBUT = 50
PALING_SEDIKIT = 5  # below so many satker an outlier means nothing
JENIS_BELANJA = ("pegawai", "barang", "modal", "total")


@dataclass(frozen=True, slots=True)
class IndikatorSatker:
    """One indicator of one satker, with its earlier targets by year."""

    nama: str
    arah: str
    target: Decimal | None
    realisasi: Decimal | None
    capaian: Decimal | None
    target_lalu: Mapping[int, Decimal] = field(default_factory=dict)
    renstra: bool = False
    serapan: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DataSatker:
    """What the roll-up needs of one satker."""

    satker: str
    nama: str
    jenis: str
    tahun: int
    belanja: Mapping[str, tuple[Decimal | None, Decimal | None]] = field(default_factory=dict)
    ikpa: Mapping[str, Decimal] = field(default_factory=dict)
    smart: Mapping[str, Decimal] = field(default_factory=dict)
    pegawai: Decimal | None = None
    indikator: Sequence[IndikatorSatker] = ()
    isian: Sequence[tuple[str, str]] = ()  # (place, text) of a person's words
    kurang: Sequence[str] = ()
    tugas: Sequence[str] = ()


Sel = Decimal | int | str | None
Baris = tuple[Sel, ...]


@dataclass(frozen=True, slots=True)
class TabelWilayah:
    """One table of the region."""

    nama: str
    judul: str
    kolom: tuple[str, ...]
    baris: tuple[Baris, ...]


def build_wilayah(data: Iterable[DataSatker]) -> list[TabelWilayah]:
    """Return the region's tables, each row naming its satker."""
    rows = sorted(data, key=lambda d: d.satker)
    return [
        _anggaran(rows),
        _kinerja_anggaran(rows),
        _pegawai(rows),
        _capaian_per_jenis(rows),
        _pencilan(rows),
        _tidak_tercapai(rows),
        _target_tetap(rows),
        _paragraf_kembar(rows),
        _butir_kurang(rows),
    ]


def _persen(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return None if part is None or not whole else part / whole * 100


def _mean(values: Sequence[Decimal]) -> Decimal | None:
    return sum(values, Decimal(0)) / len(values) if values else None


def serapan(one: DataSatker) -> Decimal | None:
    """Return realisasi over pagu of all spending, None where either is missing or pagu is 0."""
    pagu, realisasi = one.belanja.get("total", (None, None))
    return _persen(realisasi, pagu)


def rata_capaian(one: DataSatker) -> Decimal | None:
    return _mean([i.capaian for i in one.indikator if i.capaian is not None])


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
    return (name, jenis, pagu, realisasi, rest, _persen(realisasi, pagu))


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
        body.append((jenis, len(members), len(values), met, _mean(values), low, high))
    columns = ("jenis", "satker", "indikator_terukur", "mencapai_target", "rata_rata", "terendah", "tertinggi")
    return TabelWilayah("capaian_per_jenis", "Capaian menurut jenis satker", columns, tuple(body))


def _pencilan(rows: Sequence[DataSatker]) -> TabelWilayah:
    """Outliers beyond 1.5 times the interquartile range, per measure."""
    names = ("serapan", "rata-rata capaian", "IKPA", "SMART")
    measures: dict[str, list[tuple[str, Decimal]]] = {name: [] for name in names}
    for one in rows:
        own = {
            "serapan": serapan(one),
            "rata-rata capaian": rata_capaian(one),
            "IKPA": _mean(list(one.ikpa.values())),
            "SMART": _mean(list(one.smart.values())),
        }
        for name, value in own.items():
            if value is not None:
                measures[name].append((one.nama, value))  # two satker may print the same name
    body: list[Baris] = []
    for name, values in measures.items():
        low, high = fences([value for _, value in values])
        if low is None or high is None:
            continue
        body += [(s, name, v, low, high) for s, v in sorted(values) if not low <= v <= high]
    columns = ("satker", "ukuran", "nilai", "batas_bawah", "batas_atas")
    return TabelWilayah("pencilan", "Satker yang jauh dari yang lain", columns, tuple(body))


def fences(values: Sequence[Decimal]) -> tuple[Decimal | None, Decimal | None]:
    """Return Tukey's fences, (None, None) for too few values."""
    if len(values) < PALING_SEDIKIT:
        return None, None
    ordered = sorted(values)
    first, third = quantile(ordered, Decimal("0.25")), quantile(ordered, Decimal("0.75"))
    reach = (third - first) * PAGAR_IQR
    return first - reach, third + reach


def quantile(ordered: Sequence[Decimal], share: Decimal) -> Decimal:
    """Return a quantile with linear interpolation between the two nearest values."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def same_name(name: str) -> str:
    """Return an indicator's name without case, punctuation and spacing."""
    return re.sub(r"[^a-z0-9]+", " ", name.lower()).strip()


def _tidak_tercapai(rows: Sequence[DataSatker]) -> TabelWilayah:
    """Indicators that two or more satker carry and none reaches."""
    groups: dict[str, list[tuple[DataSatker, IndikatorSatker]]] = defaultdict(list)
    for one in rows:
        for item in one.indikator:
            if item.capaian is not None:
                groups[same_name(item.nama)].append((one, item))
    body: list[Baris] = []
    for _, found in sorted(groups.items()):
        values = [i.capaian for _, i in found if i.capaian is not None]
        satker = {one.satker: one.nama for one, _ in found}
        if len(satker) > 1 and max(values) < 100:
            shown = some(list(satker.values()))
            body.append((found[0][1].nama, len(satker), max(values), _mean(values), shown))
    columns = ("indikator", "satker", "capaian_tertinggi", "rata_rata", "nama_satker")
    return TabelWilayah("tidak_tercapai", "Indikator yang tidak dicapai satker mana pun", columns, tuple(body))


def some(names: Sequence[str]) -> str:
    """Return the names in one cell; of very many the first and how many more (a cell holds 32,767 characters)."""
    more = len(names) - PALING_BANYAK_DISEBUT
    rest = [f"dan {more} lagi"] if more > 0 else []
    return "; ".join([*names[:PALING_BANYAK_DISEBUT], *rest])


def _target_tetap(rows: Sequence[DataSatker]) -> TabelWilayah:
    """Targets that were never made harder although they were reached."""
    body: list[Baris] = []
    for one in rows:
        for item in one.indikator:
            if item.target is None or not item.target_lalu or not item.arah:
                continue
            years = sorted(item.target_lalu)
            series = [*(item.target_lalu[y] for y in years), item.target]
            if not _harder(series, item.arah) and item.capaian is not None and item.capaian >= 100:
                shown = ", ".join(f"{y}: {_plain(v)}" for y, v in zip([*years, one.tahun], series, strict=True))
                body.append((one.nama, item.nama, item.arah, shown, item.capaian))
    columns = ("satker", "indikator", "arah", "target_per_tahun", "capaian")
    return TabelWilayah("target_tetap", "Target yang tercapai tetapi tidak pernah dinaikkan", columns, tuple(body))


def _harder(series: Sequence[Decimal], arah: str) -> bool:
    pairs = list(zip(series, series[1:], strict=False))
    return any(b < a for a, b in pairs) if arah == "turun" else any(b > a for a, b in pairs)


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _paragraf_kembar(rows: Sequence[DataSatker]) -> TabelWilayah:
    """The same long answer given by different satker, or twice by one."""
    places: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    for one in rows:
        for place, text in one.isian:
            for part in text.split("\n"):
                if len(part.strip()) >= PANJANG_PARAGRAF:
                    places[same_name(part)].append((one.satker, one.nama, place, part.strip()))
    body: list[Baris] = []
    for found in places.values():
        if len(found) > 1:
            satker = {one for one, _, _, _ in found}
            where = some([f"{name}: {place}" for _, name, place, _ in found])
            body.append((len(satker), len(found), where, found[0][3]))
    columns = ("satker", "kali", "tempat", "paragraf")
    return TabelWilayah("paragraf_kembar", "Paragraf yang sama", columns, tuple(sorted(body, key=str)))


def _butir_kurang(rows: Sequence[DataSatker]) -> TabelWilayah:
    """What the regulation asks for and a satker's report does not have."""
    body: list[Baris] = []
    for one in rows:
        body += [(one.nama, "rekap", text, 1) for text in one.kurang]
        body += [(one.nama, "isian", text, 1) for text in one.tugas]
        lacking = {
            "perbandingan dengan tahun lalu": sum(not i.target_lalu for i in one.indikator),
            "perbandingan dengan target Renstra": sum(not i.renstra for i in one.indikator),
            "efisiensi penggunaan sumber daya per indikator": sum(i.serapan is None for i in one.indikator),
        }
        body += [(one.nama, "analisis", name, count) for name, count in lacking.items() if count]
    return TabelWilayah(
        "butir_kurang", "Butir wajib yang belum ada", ("satker", "jenis", "butir", "kali"), tuple(body)
    )
