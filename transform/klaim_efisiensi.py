"""Claims about the use of resources: budget per indicator, sasaran and report, staff, equipment.

Method (a setting): capaian, bounded, against absorption of the budget linked to it.
"""

from __future__ import annotations

from decimal import Decimal

from extract.figure import Figure
from transform.aritmetika import HUNDRED, compare, compare_figures, number
from transform.baris import id_parts
from transform.checks_sumber import tanggal
from transform.indikator import efficiency_basis
from transform.klaim import Klaim
from transform.konteks import Konteks, computed_id
from transform.laporan import Indikator, Laporan
from transform.ringkasan import total_staff

LAPORAN = "laporan"
KINDS = {1: "efisien", 0: "seimbang", -1: "belum_efisien"}
METODE = "selisih capaian kinerja dan serapan anggaran"


def resource_klaim(k: Konteks, one: Indikator, bersama: dict[tuple[str, str], tuple[Figure, ...]]) -> list[Klaim]:
    """Return the claims about the budget linked to one indicator, and how it was used."""
    name = one.kunci.teks
    if one.pagu is None or one.serapan is None or one.realisasi_anggaran is None or one.serapan.number is None:
        return [Klaim("anggaran.indikator_tidak_terkait", name, {"capaian": one.capaian})]
    spent = {"pagu": one.pagu, "realisasi_anggaran": one.realisasi_anggaran}
    found = [Klaim("anggaran.indikator", name, {**spent, "persen": one.serapan})]
    group = bersama.get((str(one.pagu.number), str(one.realisasi_anggaran.value)))
    if group is not None:
        count = k.count(computed_id("indikator_bersama", *id_parts(one.kunci)), group,
                        "indikator", "banyaknya indikator dengan pagu dan realisasi yang sama")  # fmt: skip
        found.append(Klaim("anggaran.indikator_bersama", name, {"pagu": one.pagu, "jumlah": count}))
    if one.efisiensi is None:
        return found
    basis = k.ledger[one.efisiensi.inputs[0]]
    gap = k.difference(computed_id("selisih_efisiensi", *id_parts(one.kunci)), basis, one.serapan, "poin",
                       "|capaian - serapan|")  # fmt: skip
    limit = bound(k)
    figures = {"capaian": basis, "serapan": one.serapan, "selisih": gap, **spent}
    figures |= {"batas": limit} if limit is not None else {}
    found.append(Klaim(f"efisiensi.{judge(basis, one.serapan)}", name, figures,
                       {"metode": METODE, "lingkup": "indikator", "nama": one.nama}))  # fmt: skip
    return found


def judge(capaian: Figure, serapan: Figure) -> str:
    """Return the kind: efficient only where what was planned was reached with a smaller share of the budget."""
    side = compare_figures(capaian, serapan)
    if side == 1 and compare(number(capaian), HUNDRED) < 0:
        return "belum_tercapai"
    return KINDS[side]


def bound(k: Konteks) -> Figure | None:
    """Return the bound on the capaian that is set against absorption, None where there is none."""
    cap = k.hitung.batas_efisiensi
    if k.hitung.efisiensi_memakai == "mentah" or cap is None:
        return None
    return k.constant(computed_id("batas_efisiensi"), cap, "%", "batas capaian dalam perbandingan efisiensi")


def goal_klaim(k: Konteks, laporan: Laporan) -> list[Klaim]:
    """Return mean capaian and, where budget is linked, efficiency of each sasaran."""
    goals: dict[tuple[str, ...], list[Indikator]] = {}
    for one in laporan.indikator:
        key: tuple[str, ...] = (one.kunci.divisi or "", one.kunci.tingkat.value, str(one.kunci.sasaran_no))
        goals.setdefault(key, []).append(one)
    found = []
    for key, members in goals.items():
        measured = tuple(one.capaian for one in members if one.capaian.number is not None)
        if not measured or not members[0].sasaran:
            continue
        name = ("sasaran", *[part for part in key if part])
        mean = k.mean(computed_id("rata_rata_capaian", *name), measured, "%", "capaian indikator sasaran")
        count = k.count(computed_id("terukur", *name), measured, "indikator", "banyaknya indikator terukur")
        subjek = ".".join(part for part in key if part)
        words = {"nama": members[0].sasaran}
        found.append(Klaim("sasaran.rata_rata", subjek, {"rata_rata": mean, "jumlah": count}, words))
        found += _goal_efficiency(k, name, subjek, members)
    return found


def _goal_efficiency(k: Konteks, name: tuple[str, ...], subjek: str, members: list[Indikator]) -> list[Klaim]:
    """Set the mean capaian of a sasaran against the absorption of its budget, each budget once."""
    measured = [one for one in members if one.capaian.number is not None]
    linked: dict[tuple[Decimal, Decimal], tuple[Figure, Figure]] = {}
    for one in measured:
        if one.pagu is None or one.realisasi_anggaran is None or not one.pagu.number:
            return []  # a sasaran whose budget is only partly linked cannot be judged
        linked.setdefault((number(one.pagu), number(one.realisasi_anggaran)), (one.pagu, one.realisasi_anggaran))
    pairs = tuple(linked.values())
    pagu = k.total(
        computed_id("pagu", *name), tuple(p for p, _ in pairs), "rupiah", "jumlah pagu indikator sasaran"
    )
    spent = k.total(
        computed_id("realisasi_anggaran", *name), tuple(r for _, r in pairs), "rupiah", "jumlah realisasi anggaran"
    )
    serapan = k.ratio(computed_id("serapan", *name), spent, pagu, "realisasi anggaran / pagu x 100")
    mean = k.mean(
        computed_id("rata_rata_capaian_efisiensi", *name),
        tuple(_bounded(k, one) for one in measured),
        "%",
        "capaian",
    )
    gap = k.difference(computed_id("selisih_efisiensi", *name), mean, serapan, "poin", "|capaian - serapan|")
    figures = {"capaian": mean, "serapan": serapan, "selisih": gap, "pagu": pagu, "realisasi_anggaran": spent}
    if (limit := bound(k)) is not None:
        figures["batas"] = limit
    words = {"metode": METODE, "lingkup": "sasaran", "nama": members[0].sasaran}
    return [Klaim(f"efisiensi.{judge(mean, serapan)}", subjek, figures, words)]


def efficiency_klaim(k: Konteks, laporan: Laporan) -> list[Klaim]:
    """Return the claims about the use of budget, staff and equipment by the whole report."""
    found: list[Klaim] = []
    total = laporan.anggaran.total
    bases = tuple(_bounded(k, one) for one in laporan.indikator if one.capaian.number is not None)
    if total is not None and total.persen.number is not None and bases:
        mean = k.mean(computed_id("rata_rata_capaian_efisiensi"), bases, "%", "capaian indikator terukur")
        gap = k.difference(computed_id("selisih_efisiensi"), mean, total.persen, "poin", "|capaian - serapan|")
        figures = {"capaian": mean, "serapan": total.persen, "selisih": gap, "sisa": total.sisa}
        if (limit := bound(k)) is not None:
            figures["batas"] = limit
        kind = f"efisiensi.laporan.{judge(mean, total.persen)}"
        found.append(Klaim(kind, LAPORAN, figures, {"metode": METODE}))
    return found + _people(k, laporan) + _equipment(laporan)


def _bounded(k: Konteks, one: Indikator) -> Figure:
    return efficiency_basis(k, id_parts(one.kunci), one.capaian)


def _people(k: Konteks, laporan: Laporan) -> list[Klaim]:
    staff = total_staff(laporan.pegawai)
    if staff is None or staff.number is None or not laporan.indikator:
        return []
    men, women = _by_sex(laporan)
    figures = {"jumlah": staff, **({"laki": men} if men else {}), **({"perempuan": women} if women else {})}
    as_of = laporan.per_tanggal.get("pegawai")
    found = [Klaim("pegawai.jumlah", LAPORAN, figures, {"per_tanggal": tanggal(as_of)} if as_of else {})]
    count, reached = laporan.ringkasan["jumlah_indikator"], laporan.ringkasan["mencapai"]
    roles = {"pegawai": staff, "indikator": count, "mencapai": reached}
    found.append(Klaim("efisiensi.laporan.sdm", LAPORAN, roles))
    return found


def _by_sex(laporan: Laporan) -> tuple[Figure | None, Figure | None]:
    """Return the numbers of men and women where a staff table counts them."""
    for group in laporan.pegawai:
        rows = {label.casefold().replace("-", " "): total for label, _, _, total in group.baris}
        if "perempuan" in rows and ("laki laki" in rows or "pria" in rows):
            return rows.get("laki laki") or rows.get("pria"), rows["perempuan"]
    return None, None


def _equipment(laporan: Laporan) -> list[Klaim]:
    line = next((line for line in laporan.anggaran.per_jenis if line.kode == "modal"), None)
    if line is None or line.pagu.number is None:
        return []
    if line.pagu.number == 0:
        return [Klaim("efisiensi.laporan.tanpa_modal", LAPORAN, {"pagu": line.pagu})]
    if line.persen.number is None:
        return []
    figures = {"pagu": line.pagu, "realisasi": line.realisasi, "persen": line.persen}
    return [Klaim("efisiensi.laporan.sarana", LAPORAN, figures)]
