"""What stands out in a region: outliers, targets nobody reaches or that never move, twin answers, missing parts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from transform.rollup_data import Baris, DataSatker, IndikatorSatker, TabelWilayah, mean, rata_capaian, serapan

PANJANG_PARAGRAF = 120  # shorter answers ("tidak ada kendala") may well be equal
PAGAR_IQR = Decimal("1.5")
PALING_BANYAK_DISEBUT = 50
PALING_SEDIKIT = 5  # below so many satker an outlier means nothing


def pencilan(rows: Sequence[DataSatker]) -> TabelWilayah:
    """Outliers beyond 1.5 times the interquartile range, per measure."""
    names = ("serapan", "rata-rata capaian", "IKPA", "SMART")
    measures: dict[str, list[tuple[str, Decimal]]] = {name: [] for name in names}
    for one in rows:
        own = {
            "serapan": serapan(one),
            "rata-rata capaian": rata_capaian(one),
            "IKPA": mean(list(one.ikpa.values())),
            "SMART": mean(list(one.smart.values())),
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


def tidak_tercapai(rows: Sequence[DataSatker]) -> TabelWilayah:
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
            body.append((found[0][1].nama, len(satker), max(values), mean(values), shown))
    columns = ("indikator", "satker", "capaian_tertinggi", "rata_rata", "nama_satker")
    return TabelWilayah("tidak_tercapai", "Indikator yang tidak dicapai satker mana pun", columns, tuple(body))


def some(names: Sequence[str]) -> str:
    """Return the names in one cell; of very many the first and how many more (a cell holds 32,767 characters)."""
    more = len(names) - PALING_BANYAK_DISEBUT
    rest = [f"dan {more} lagi"] if more > 0 else []
    return "; ".join([*names[:PALING_BANYAK_DISEBUT], *rest])


def target_tetap(rows: Sequence[DataSatker]) -> TabelWilayah:
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


def paragraf_kembar(rows: Sequence[DataSatker]) -> TabelWilayah:
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


def butir_kurang(rows: Sequence[DataSatker]) -> TabelWilayah:
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
