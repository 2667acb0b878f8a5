"""Claims about the budget, IKPA, SMART, NKA, e-Tarja and e-Monev of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from extract.figure import Figure
from transform.aritmetika import ZERO, compare, compare_figures, number
from transform.checks_sumber import tanggal
from transform.ikpa import NAMA
from transform.klaim import Klaim
from transform.klaim_indikator import VERB, change_figures
from transform.konteks import Konteks, computed_id
from transform.laporan import BarisAnggaran, BarisIkpa, Laporan

LAPORAN = "laporan"
ASPEK = {"perencanaan": "Kualitas Perencanaan Pelaksanaan Anggaran", "pelaksanaan": "Kualitas Pelaksanaan Anggaran",
         "hasil": "Kualitas Hasil Pelaksanaan Anggaran"}  # fmt: skip
Named = tuple[str, Figure]
MANY = 3  # more names than this do not fit a sentence


def extreme(
    jenis: str, items: Iterable[Named], want: int, role: str, key: str, words: dict[str, str] | None = None
) -> list[Klaim]:
    """Return the superlative over named figures; nothing where all print alike."""
    known = [(name, figure) for name, figure in items if figure.number is not None]
    if not known:
        return []
    pick: Callable[..., Named] = max if want > 0 else min
    name, best = pick(known, key=lambda item: number(item[1]))
    tied = [n for n, f in known if compare_figures(f, best) == 0]
    if len(tied) == len(known):
        return []  # nothing stands out
    figures = {role: best, **{f"rincian_{i}": f for i, (_, f) in enumerate(known, 1)}}
    return [Klaim(jenis, LAPORAN, figures, {key: join_names(tied), **(words or {})})]


def join_names(names: Sequence[str]) -> str:
    """Return names for a sentence: `a`, `a dan b`, `a, b, dan c`."""
    if len(names) < 3:
        return " dan ".join(names)
    if len(names) > MANY:
        return f"{', '.join(names[:MANY])}, dan lainnya yang bernilai sama"
    return f"{', '.join(names[:-1])}, dan {names[-1]}"


def threshold(k: Konteks) -> Figure:
    return k.constant(computed_id("ambang_serapan"), k.hitung.ambang_serapan, "%", "ambang serapan anggaran")


def ikpa_threshold(k: Konteks) -> Figure:
    return k.constant(computed_id("ambang_ikpa"), k.hitung.ambang_ikpa, "nilai", "batas bawah kategori Baik IKPA")


def budget_klaim(k: Konteks, laporan: Laporan) -> list[Klaim]:
    """Return every claim about pagu, realisasi, sisa and absorption."""
    budget, found = laporan.anggaran, []
    if budget.total is not None and budget.total.persen.number is not None:
        found += _total(k, laporan, budget.total)
    found += _shares(k, budget.per_jenis, budget.total)
    found += _extremes(budget.per_jenis, "jenis belanja")
    found += _extremes(budget.per_satker, "satker")
    topmost = _topmost(budget.rincian)
    found += _extremes(topmost, "rincian") if len(topmost) > 2 else []
    for lines, scope in ((budget.per_jenis, "jenis belanja"), (budget.per_satker, "satker"), (topmost, "rincian")):
        found += _overspent(k, lines, scope)
    found += [Klaim("anggaran.tanpa_pagu", LAPORAN, {"pagu": line.pagu}, {"nama": line.nama})
              for line in budget.per_jenis if line.pagu.number == 0]  # fmt: skip
    found += _below_threshold(k, budget.per_satker)
    found += _year_on_year(k, laporan)
    return found + _promised(k, laporan)


def _total(k: Konteks, laporan: Laporan, total: BarisAnggaran) -> list[Klaim]:
    as_of = laporan.per_tanggal.get("belanja") or laporan.per_tanggal.get("satker_belanja")
    figures = {"pagu": total.pagu, "realisasi": total.realisasi, "sisa": total.sisa, "persen": total.persen}
    words = {"per_tanggal": tanggal(as_of)} if as_of else {}
    limit = threshold(k)
    below = compare_figures(total.persen, limit) < 0
    kind = "anggaran.serapan_di_bawah_ambang" if below else "anggaran.serapan_mencapai_ambang"
    scope = {"nama": "seluruh anggaran", "lingkup": "total"}
    return [Klaim("anggaran.serapan", LAPORAN, figures, words),
            Klaim(kind, LAPORAN, {"persen": total.persen, "ambang": limit}, scope)]  # fmt: skip


def _shares(k: Konteks, lines: Sequence[BarisAnggaran], total: BarisAnggaran | None) -> list[Klaim]:
    if total is None or not total.pagu.number:
        return []
    found, shares = [], []
    for line in lines:
        if line.pagu.number is None or line.pagu.number == 0:
            continue
        share = k.ratio(
            computed_id("porsi", line.kode or line.nama), line.pagu, total.pagu, "pagu / pagu total x 100"
        )
        shares.append((line.nama, share))
        figures = {"bagian": line.pagu, "total": total.pagu, "persen": share}
        found.append(Klaim("anggaran.porsi", LAPORAN, figures, {"nama": line.nama}))
    scope = {"lingkup": "jenis belanja"}
    found += extreme("anggaran.porsi_terbesar", shares, 1, "nilai", "nama", scope)
    return found + extreme("anggaran.porsi_terkecil", shares, -1, "nilai", "nama", scope)


def _extremes(lines: Sequence[BarisAnggaran], scope: str) -> list[Klaim]:
    spent = [(line.nama, line.persen) for line in lines]
    left = [(line.nama, line.sisa) for line in lines if line.pagu.number and not _over(line)]
    words = {"lingkup": scope}
    return [
        *extreme("anggaran.serapan_tertinggi", spent, 1, "nilai", "nama", words),
        *extreme("anggaran.serapan_terendah", spent, -1, "nilai", "nama", words),
        *extreme("anggaran.sisa_terbesar", left, 1, "nilai", "nama", words),
        *extreme("anggaran.sisa_terkecil", left, -1, "nilai", "nama", words),
    ]


def _over(line: BarisAnggaran) -> bool:
    """Tell whether a line is overspent; that is said on its own, not as the smallest remainder."""
    return line.sisa.number is not None and line.sisa.number < 0


def _topmost(lines: Sequence[BarisAnggaran]) -> list[BarisAnggaran]:
    """Return the lines under no other line: RO or kegiatan, whose names say what they are."""
    codes = {line.kode for line in lines if line.kode}
    names = {line.nama for line in lines}
    return [
        line
        for line in lines
        if line.kode != "total" and line.pagu.number is not None
        and line.induk not in codes and (line.kode or line.induk not in names)
    ]  # fmt: skip


def _overspent(k: Konteks, lines: Sequence[BarisAnggaran], scope: str) -> list[Klaim]:
    found = []
    for line in lines:
        if line.sisa.number is None or line.sisa.number >= 0:
            continue
        over = k.difference(computed_id("lebih", scope, line.kode or line.nama), line.realisasi, line.pagu,
                            "rupiah", "realisasi - pagu")  # fmt: skip
        figures = {"pagu": line.pagu, "realisasi": line.realisasi, "selisih": over}
        words = {"nama": line.nama, "lingkup": scope}
        found.append(Klaim("anggaran.lebih", LAPORAN, figures, words))
        found.append(Klaim("perhatian.anggaran_lebih", LAPORAN, figures, words))
    return found


def _below_threshold(k: Konteks, lines: Sequence[BarisAnggaran]) -> list[Klaim]:
    if not lines:
        return []
    limit = threshold(k)
    shares = tuple(line.persen for line in lines if line.persen.number is not None)
    below = [share for share in shares if compare_figures(share, limit) < 0]
    count = k.ledger.compute(
        computed_id("satker_di_bawah_ambang"), ZERO + len(below), unit="satker",
        formula="banyaknya satker dengan serapan di bawah ambang", inputs=(*shares, limit),
    )  # fmt: skip
    everyone = k.count(computed_id("jumlah_satker"), tuple(x.pagu for x in lines), "satker", "banyaknya satker")
    return [Klaim("anggaran.jumlah_satker", LAPORAN, {"jumlah": everyone, "di_bawah": count, "ambang": limit})]


def _year_on_year(k: Konteks, laporan: Laporan) -> list[Klaim]:
    now, before = laporan.anggaran.total, laporan.anggaran.total_lalu
    if now is None or before is None:
        return []
    found = []
    year = laporan.periode.tahun
    for what, new, old in (("pagu", now.pagu, before.pagu), ("realisasi", now.realisasi, before.realisasi),
                           ("serapan", now.persen, before.persen)):  # fmt: skip
        if new.number is None or old.number is None:
            continue
        figures = change_figures(k, ("anggaran", what, str(year - 1)), old, new)
        side = compare_figures(new, old)
        if side and compare(number(figures["selisih"]), ZERO) == 0:
            continue
        words = {"tahun_lalu": str(year - 1), "tahun_kini": str(year)}
        found.append(Klaim(f"anggaran.{what}_{VERB[side]}", LAPORAN, figures, words))
    return found


def _promised(k: Konteks, laporan: Laporan) -> list[Klaim]:
    """Return how the pagu of the Perjanjian Kinerja (first DIPA) relates to the last DIPA."""
    total, rows = laporan.anggaran.total, laporan.anggaran.pk
    level = "kegiatan" if any(row.tingkat == "kegiatan" for row in rows) else "program"
    amounts = [row.pagu for row in rows if row.tingkat == level]
    known = tuple(f for f in amounts if f is not None and f.number is not None)
    if total is None or total.pagu.number is None or not known or len(known) < len(amounts):
        return []
    promised = k.total(computed_id("pagu_pk"), known, "rupiah", f"jumlah anggaran {level} pada Perjanjian Kinerja")
    if laporan.anggaran.per_satker or number(promised) == number(total.pagu):
        return []
    gap = k.difference(computed_id("pk_beda_dipa"), promised, total.pagu, "rupiah", "|pagu PK - pagu DIPA|")
    as_of = laporan.per_tanggal.get("belanja")
    words = {"per_tanggal": tanggal(as_of)} if as_of else {}
    return [Klaim("anggaran.pk_beda_dipa", LAPORAN,
                  {"pagu_pk": promised, "pagu_dipa": total.pagu, "selisih": gap}, words)]  # fmt: skip


def treasury_klaim(k: Konteks, laporan: Laporan) -> list[Klaim]:
    """Return the claims about IKPA, SMART and NKA."""
    found: list[Klaim] = []
    for row in laporan.ikpa:
        found += _ikpa(k, row)
    ends = [(row.satker, row.akhir) for row in laporan.ikpa if row.akhir is not None]
    found += extreme("ikpa.tertinggi", ends, 1, "nilai", "nama")
    found += extreme("ikpa.terendah", ends, -1, "nilai", "nama")
    values = [(row.satker, row.nilai) for row in laporan.smart if row.nilai is not None]
    found += [Klaim("smart.nilai", LAPORAN, {"nilai": f}, {"nama": name}) for name, f in values if f.number]
    found += extreme("smart.tertinggi", values, 1, "nilai", "nama")
    found += extreme("smart.terendah", values, -1, "nilai", "nama")
    if laporan.nka is not None:
        smart, ikpa = (laporan.ledger[name] for name in laporan.nka.inputs)
        found.append(Klaim("nka.nilai", LAPORAN, {"nka": laporan.nka, "smart": smart, "ikpa": ikpa}))
    return found


def _ikpa(k: Konteks, row: BarisIkpa) -> list[Klaim]:
    found = []
    if row.akhir is not None and row.akhir.number is not None:
        words = {"nama": row.satker, "kategori": row.kategori}
        found.append(Klaim("ikpa.nilai", LAPORAN, {"nilai": row.akhir}, words))
    limit = ikpa_threshold(k)
    parts = {ASPEK.get(a, a): f for a, f in row.nilai_aspek.items()}
    parts |= {NAMA.get(c, c): f for c, f in row.nilai.items() if c not in row.tanpa_data}
    for aspect, figure in parts.items():
        if figure.number is not None and compare_figures(figure, limit) < 0:
            words = {"aspek": aspect, "nama": row.satker}
            both = {"nilai": figure, "ambang": limit}
            found.append(Klaim("ikpa.aspek_di_bawah_ambang", LAPORAN, both, words))
            found.append(Klaim("perhatian.ikpa_aspek", LAPORAN, both, words))
    if row.konversi_bobot is not None and row.konversi_bobot.number is not None:
        for column in row.tanpa_data:
            words = {"aspek": NAMA.get(column, column), "nama": row.satker}
            found.append(Klaim("ikpa.tanpa_data", LAPORAN, {"konversi_bobot": row.konversi_bobot}, words))
    return found


def other_klaim(k: Konteks, laporan: Laporan) -> list[Klaim]:
    """Return the claims about e-Tarja, e-Monev and staff."""
    found = []
    means = laporan.tarja.rata_rata
    for divisi, mean in means.items():
        if mean.number is not None:
            inputs = tuple(laporan.ledger[name] for name in mean.inputs)
            count = k.count(computed_id("e_tarja", divisi, "jumlah"), inputs, "target", "banyaknya target kinerja")
            found.append(
                Klaim("tarja.rata_rata", LAPORAN, {"rata_rata": mean, "jumlah": count}, {"divisi": divisi})
            )
    found += extreme("tarja.tertinggi", means.items(), 1, "nilai", "divisi")
    found += extreme("tarja.terendah", means.items(), -1, "nilai", "divisi")
    last = {row.satker: row for row in sorted(laporan.monev, key=lambda row: row.periode)}
    for row in last.values():
        if row.anggaran.number is not None and row.progres.number is not None:
            figures = {"anggaran": row.anggaran, "progres": row.progres}
            found.append(Klaim("monev.akhir", LAPORAN, figures, {"nama": row.satker, "periode": row.periode}))
    return found
