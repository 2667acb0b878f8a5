"""Rules on counts and conclusions: how many sasaran, indikator, staff, satker; statements over all indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extract.laporan_indikator import AngkaDok, clean_name, name_column, sasaran_at, split_items
from extract.laporan_model import Tempat, potong, rapat
from extract.laporan_paham import Pemahaman
from extract.laporan_prosa import Klaim
from extract.laporan_tabel import TabelPaham
from transform.periksa_dasar import Derajat, Temuan, aturan, index_figures, tulis
from transform.periksa_jumlah import group_rows

_RINGKASAN = re.compile(
    r"terdiri|memiliki|mengukur|memuat|mengampu|mencakup|meliputi|ditetapkan|diemban|mengemban|dengan|diukur|terdapat|sebanyak|menetapkan|dari|^\W*\d",
    re.I,
)


def main_tables(paham: Pemahaman, level: str = "kegiatan") -> list[TabelPaham]:
    """Return the tables that list the indicators of a level with sasaran: capaian and PK of the report's year."""
    return [
        t for t in paham.tabel
        if t.jenis in ("capaian", "pk") and t.semua("sasaran") and t.tingkat in (level, "") and len(list(t.data())) >= 2  # noqa: E501
    ]  # fmt: skip


def _tally(table: TabelPaham) -> tuple[int, int]:
    """Return how many sasaran and indikator a table lists."""
    column = name_column(table)
    if column is None:
        return 0, 0
    names: list[str] = []
    goals: list[str] = []
    last = None
    for r in table.data():
        cell = table.tabel.kisi[r][column]
        if cell is last or not re.search(r"[A-Za-z]{4}", cell.teks) or all(c is cell for c in table.tabel.kisi[r]):
            continue
        last = cell
        goal = rapat(sasaran_at(table, r))[:40]
        for item in split_items(cell.teks):
            key = rapat(clean_name(item)) + goal
            if key not in names:
                names.append(key)
        if goal and goal not in goals:
            goals.append(goal)
    return len(goals), len(names)


@aturan("jumlah", HIT_JUMLAH="Jumlah sasaran atau indikator tidak cocok dengan tabel")
def check_counts(paham: Pemahaman) -> Iterator[Temuan]:
    """`4 sasaran, 26 indikator` counts what the Perjanjian Kinerja and the capaian table list."""
    sets = {"sasaran": set[int](), "indikator": set[int]()}
    levels = sorted({t.tingkat for t in paham.tabel if t.jenis in ("capaian", "pk")})
    for kind, index in (("sasaran", 0), ("indikator", 1)):
        totals = {"capaian": 0, "pk": 0}
        for level in levels:
            for jenis in ("capaian", "pk"):
                tables = [t for t in main_tables(paham, level) if t.jenis == jenis and t.tingkat == level]
                counts = [n for n in (_tally(t)[index] for t in tables) if n]
                if counts:
                    sets[kind] |= {max(counts)} | (
                        {sum(counts)} if len(counts) > 1 and len(set(counts)) > 1 else set()
                    )
                    totals[jenis] += max(counts)
        sets[kind] |= {n for n in totals.values() if n}
        if kind == "indikator":
            numbers = {t.tabel.nomor for t in paham.tabel if t.jenis == "capaian" and t.semua("sasaran")}
            sets[kind] |= {
                len({a.indikator for a in paham.angka if a.tabel in numbers and a.indikator is not None})
            } - {0}
        loose = [
            n
            for t in paham.tabel
            if t.jenis == "capaian"
            and not t.semua("sasaran")
            and len(list(t.data())) >= 4
            and (n := _tally(t)[index])
        ]
        if loose:  # outputs are listed without sasaran
            sets[kind] |= {max(loose), totals["capaian"] + max(loose)}
    for claim in paham.klaim:
        if claim.jenis != "jumlah" or claim.kata["benda"] not in sets:
            continue
        yield from _count_finding(paham, claim, sets[claim.kata["benda"]])
        yield from _group_count(paham, claim)


def _count_finding(paham: Pemahaman, claim: Klaim, known: set[int]) -> Iterator[Temuan]:
    text = claim.teks.lower()
    kind = claim.kata["uraian"]
    if not known or re.search(
        r"divisi|sasaran\s+kegiatan\s+ini|sasaran\s+ini|perspekti|ikpa|smart|masing|program\s+ini|direktorat|ditjen",
        text,
    ):
        return
    if re.search(r"utama|program|strategis", kind) or (
        claim.bab == 0 and not re.search(r"kegiatan|ikk|kinerja", kind)
    ):
        return
    if re.search(
        r"^\W*(?:yang|dengan|lebih|melebihi|tercapai|telah|mencapai|melampaui|tepat|belum|tidak|kurang|sama|lain|tersebut\s+(?:belum|tidak))\b",
        claim.kata["sesudah"],
    ):
        return
    if (
        re.search(
            r"melampaui|tepat\s+mencapai|belum\s+mencapai|lebih\s+dari\s+100|di\s*atas\s+100",
            claim.kata["sesudah"][:45],
        )
        and not claim.kata["dari"]
    ):
        return
    if not _RINGKASAN.search(claim.kata["sebelum"] + " " + claim.teks[:20]) or claim.indikator is not None:
        return
    if paham.sasaran.get(claim.urut) and not claim.kata["dari"]:
        return
    n = int(claim.angka["nilai"].nilai)
    if n in known or n <= 1:
        return
    shown = ", ".join(str(k) for k in sorted(known))
    yield Temuan(
        "HIT-JUMLAH", Derajat.PASTI if len(known) == 1 else Derajat.MUNGKIN,
        f"Kalimat menyebut {n} {kind}, sedangkan tabel Perjanjian Kinerja/capaian memuat {shown}. Hitung ulang.",
        (replace(claim.tempat, uraian=f"kalimat “{potong(claim.teks, 70)}”"),), str(n), shown, "", (claim.kata["benda"], n),  # noqa: E501
    )  # fmt: skip


def _group_count(paham: Pemahaman, claim: Klaim) -> Iterator[Temuan]:
    """`Sasaran kegiatan ini dicapai dengan 2 indikator`: counts the indicator headings up to the next sasaran."""
    if claim.kata["benda"] != "indikator" or not re.search(
        r"sasaran\s+(?:kegiatan\s+)?ini\s+(?:di\w+|memiliki|terdiri|mempunyai)", claim.teks, re.I
    ):
        return
    if re.match(r"\W*(?:yang|melampaui|belum|tepat)", claim.kata["sesudah"]):
        return
    goal = paham.sasaran.get(claim.urut, "")
    found = {
        i
        for u, i in paham.konteks.items()
        if i is not None and u > claim.urut and paham.sasaran.get(u) == goal and goal
    }
    n = int(claim.angka["nilai"].nilai)
    heads = {i for i in found if paham.register.semua[i].sub_bab}
    if heads and len(heads) != n:
        yield Temuan(
            "HIT-JUMLAH", Derajat.MUNGKIN,
            f"Kalimat menyebut {n} indikator untuk sasaran “{potong(goal, 60)}”, sub-babnya {len(heads)}.",
            (replace(claim.tempat, uraian=f"kalimat “{potong(claim.teks, 70)}”"),), str(n), str(len(heads)), "", (goal, n),  # noqa: E501
        )  # fmt: skip


@aturan("jumlah", HIT_PEGAWAI="Jumlah pegawai tidak cocok", HIT_SATKER="Jumlah satker tidak cocok")
def check_staff(paham: Pemahaman) -> Iterator[Temuan]:
    """Staff and satker counted in prose are those of the tables."""
    totals: set[Decimal] = set()
    rows: dict[int, bool] = {}
    for table in paham.tabel:
        if table.jenis == "pegawai":
            for total, parts in group_rows(table):
                for c in range(len(table.kolom)):
                    value = table.nilai(total, c)
                    sums = [v.nilai for r in parts if (v := table.nilai(r, c))]
                    totals |= ({value.nilai} if value else set()) | ({sum(sums, Decimal(0))} if sums else set())
                both = [table.nilai(total, table.cari(p)) for p in ("laki", "perempuan")]
                if all(both):
                    totals.add(sum((v.nilai for v in both if v), Decimal(0)))
        head = " ".join(k.label for k in table.kolom)
        if re.search(r"satuankerja|satker|upt", head) and table.jenis in ("pegawai", "lain", "anggaran"):
            names = [r for r in table.data() if re.fullmatch(r"\d{1,3}\.?", table.tabel.teks(r, 0).strip())]
            texts = " ".join(c.teks for r in names for c in table.tabel.kisi[r]).lower()
            if len(names) >= 5:
                rows[len(names)] = rows.get(len(names), False) or "kantor wilayah" in texts
    yield from _staff_claims(paham, totals)
    for claim in paham.klaim:
        if claim.jenis != "jumlah" or claim.kata["benda"] != "satker" or not rows:
            continue
        n = int(claim.angka["nilai"].nilai)
        including = "termasuk" in claim.kata["sesudah"][:40]
        good = {k for k, with_head in rows.items() if with_head or not including}
        if n >= 5 and good and n not in good:
            shown = ", ".join(str(k) for k in sorted(good))
            yield Temuan(
                "HIT-SATKER", Derajat.MUNGKIN, f"Kalimat menyebut {n} {claim.kata['uraian']}{' termasuk Kantor Wilayah' if including else ''}, tabelnya memuat {shown}.",  # noqa: E501
                (replace(claim.tempat, uraian=f"kalimat “{potong(claim.teks, 70)}”"),), str(n), shown, "", (n, including),  # noqa: E501
            )  # fmt: skip


def _staff_claims(paham: Pemahaman, totals: set[Decimal]) -> Iterator[Temuan]:
    claims = [
        c
        for c in paham.klaim
        if c.jenis == "jumlah" and c.kata["benda"] == "pegawai" and c.angka["nilai"].nilai >= 5
    ]
    current = [c for c in claims if re.search(r"terdapat|memiliki|didukung|kekuatan|sumber\s+daya|berjumlah|jumlah", c.teks, re.I)  # noqa: E501
               and not re.search(r"mengusul|usulan|penambahan|cpns|operasi|mengikuti|diklat", c.teks, re.I)]  # fmt: skip  # noqa: E501
    for claim in current:
        value = claim.angka["nilai"].nilai
        place = replace(claim.tempat, uraian=f"kalimat “{potong(claim.teks, 70)}”")
        if totals and value not in totals:
            near = sorted(totals, key=lambda t: abs(t - value))[0]
            yield Temuan(
                "HIT-PEGAWAI", Derajat.MUNGKIN, f"Kalimat menyebut {tulis(value, 0)} pegawai; jumlah di tabel pegawai yang terdekat {tulis(near, 0)}.",  # noqa: E501
                (place,), tulis(value, 0), tulis(near, 0), "", (value,),
            )  # fmt: skip
    if not totals:
        values = {c.angka["nilai"].nilai for c in current}
        if len(values) == 2 and len(current) <= 4:
            yield Temuan(
                "HIT-PEGAWAI", Derajat.MUNGKIN, f"Jumlah pegawai disebut berbeda: {' dan '.join(tulis(v, 0) for v in sorted(values))}.",  # noqa: E501
                tuple(replace(c.tempat, uraian=f"kalimat “{potong(c.teks, 70)}”") for c in current), "", "", "", tuple(sorted(values)),  # noqa: E501
            )  # fmt: skip


@aturan(
    "kesimpulan",
    SIMPUL_SEMUA="Pernyataan “semua tercapai” bertentangan dengan tabel",
    SIMPUL_SEBARAN="Sebaran capaian keliru",
)
def check_conclusions(paham: Pemahaman) -> Iterator[Temuan]:
    """A statement over all indicators holds only if the table's capaian bear it out."""
    lowest: dict[int, AngkaDok] = {}
    for figure in paham.angka:
        if (
            figure.ukuran != "capaian"
            or figure.sumber != "capaian"
            or figure.tahun != paham.tahun
            or figure.indikator is None
        ):
            continue
        if figure.nilai.satuan in ("%", "") and not figure.nilai.ragu:
            known = lowest.get(figure.indikator)
            if known is None or figure.nilai.nilai < known.nilai.nilai:
                lowest[figure.indikator] = figure
    if not lowest:
        return
    below = [a for a in lowest.values() if a.nilai.atas <= 100]
    for claim in paham.klaim:
        place = replace(claim.tempat, uraian=f"kalimat “{potong(claim.teks, 70)}”")
        if claim.jenis == "semua" and claim.indikator is None:
            wrong = [a for a in lowest.values() if a.nilai.nilai <= 100] if claim.kata["lampau"] else below
            if wrong and (claim.bab in (0, 4) or not paham.sasaran.get(claim.urut)):
                names = "; ".join(f"“{potong(paham.nama(a.indikator), 50)}” {a.nilai.teks}" for a in wrong[:3])
                more = f" dan {len(wrong) - 3} indikator lain" if len(wrong) > 3 else ""
                yield Temuan(
                    "SIMPUL-SEMUA", Derajat.PASTI, f"Kalimat “{potong(claim.teks, 100)}” bertentangan dengan tabel: {names}{more}.",  # noqa: E501
                    (place, *(a.tempat for a in wrong)), "semua tercapai", f"{len(wrong)} indikator belum", "", (claim.urut,),  # noqa: E501
                )  # fmt: skip
        elif claim.jenis == "sebaran":
            yield from _spread(paham, claim, place)


def _spread(paham: Pemahaman, claim: Klaim, place: Tempat) -> Iterator[Temuan]:
    kind = re.search(r"kinerja\s+(kegiatan|utama|program)", claim.teks, re.I)
    level = {"kegiatan": "kegiatan", "utama": "strategis", "program": "program"}.get(
        kind.group(1).lower() if kind else "", ""
    )
    index = index_figures(paham, paham.angka)
    items = [i for i in paham.register.semua if not level or i.tingkat in (level, "")]
    values = [
        a.nilai
        for i in items
        if (a := index.satu(i.id, "capaian", paham.tahun)) and a.sumber == "capaian" and a.nilai.satuan in ("%", "")
    ]
    if not values:
        return
    listed = len({a.indikator for a in paham.angka if a.sumber == "capaian" and a.ukuran == "target" and a.tahun == paham.tahun  # noqa: E501
                  and a.indikator is not None and (not level or paham.register.semua[a.indikator].tingkat in (level, ""))})  # fmt: skip  # noqa: E501
    total = claim.angka.get("semua")
    facts = {
        "semua": listed if total is not None and total.nilai == listed else len(values), "lebih": sum(1 for v in values if v.nilai > 100), "pas": sum(1 for v in values if v.nilai == 100),  # noqa: E501
        "kurang": sum(1 for v in values if v.nilai < 100), "na": max(0, listed - len(values)),
    }  # fmt: skip
    parts = [claim.angka[k].nilai for k in ("lebih", "pas", "kurang", "na") if k in claim.angka]
    if total is not None and len(parts) >= 2 and sum(parts) != total.nilai:
        yield Temuan(
            "SIMPUL-SEBARAN",
            Derajat.PASTI,
            f"Kalimat “{potong(claim.teks, 110)}”: bagian-bagiannya berjumlah {tulis(sum(parts, Decimal(0)), 0)}, bukan {total.teks}.",  # noqa: E501
            (place,),
            total.teks,
            tulis(sum(parts, Decimal(0)), 0),
            "",
            (claim.urut,),
        )
        return
    if total is not None and total.nilai not in (listed, len(values)):
        return  # a part of the indicators; HIT-JUMLAH checks the number
    wrong = [k for k, v in claim.angka.items() if v.nilai != facts[k]]
    contradicted = any(i.id not in {a.indikator for a in [index.satu(i.id, "capaian", paham.tahun)] if a} for i in items  # noqa: E501
                       if index.semua(i.id, "capaian", paham.tahun))  # fmt: skip
    if wrong and contradicted:
        return  # the capaian themselves are printed differently; SAMA-CAPAIAN reports that
    if wrong:
        text = f"dari {facts['semua']} indikator, {facts['lebih']} di atas 100%, {facts['pas']} tepat 100%, {facts['semua'] - facts['lebih'] - facts['pas']} di bawahnya"  # noqa: E501
        yield Temuan(
            "SIMPUL-SEBARAN",
            Derajat.PASTI,
            f"Kalimat “{potong(claim.teks, 110)}” tidak cocok dengan tabel: {text}.",
            (place,),
            ", ".join(claim.angka[k].teks for k in wrong),
            text,
            "",
            (claim.urut,),
        )


@aturan(
    "jumlah",
    IND_TANPA_BARIS="Indikator Perjanjian Kinerja tanpa capaian",
    IND_TANPA_SUB="Indikator tanpa sub-bab",
)
def check_missing(paham: Pemahaman) -> Iterator[Temuan]:
    """Every indicator of the Perjanjian Kinerja has a row of capaian and its own part in Bab III (Permenpan RB 53/2014)."""  # noqa: E501
    have = {a.indikator for a in paham.angka if a.sumber == "capaian" and a.ukuran in ("realisasi", "capaian")}
    agreed: dict[int, Tempat] = {}
    for figure in paham.angka:
        if figure.sumber == "pk" and figure.indikator is not None and figure.tahun in (paham.tahun, None):
            agreed.setdefault(figure.indikator, figure.tempat)
    levels: dict[str, list[int]] = {}
    for item in agreed:
        levels.setdefault(paham.register.semua[item].tingkat, []).append(item)
    for level, items in levels.items():
        missing = [i for i in items if i not in have]
        if not missing:
            continue
        names = "; ".join(f"“{potong(paham.nama(i), 60)}”" for i in missing[:4]) + (
            f" dan {len(missing) - 4} lain" if len(missing) > 4 else ""
        )
        yield Temuan(
            "IND-TANPA-BARIS",
            Derajat.MUNGKIN,
            f"{len(missing)} dari {len(items)} indikator {level or 'Perjanjian Kinerja'} tidak mempunyai realisasi atau capaian: {names}.",  # noqa: E501
            tuple(agreed[i] for i in missing),
            "",
            "",
            "",
            (level,),
        )
    measured = [i for i in paham.register.semua if i.id in have and i.tingkat in ("kegiatan", "")]
    headed = [i for i in measured if i.sub_bab]
    missing_head = [i for i in measured if not i.sub_bab]
    if headed and missing_head and len(headed) * 2 > len(measured):
        for lone in missing_head:
            first = next(a.tempat for a in paham.angka if a.indikator == lone.id)
            yield Temuan(
                "IND-TANPA-SUB", Derajat.MUNGKIN, f"Indikator “{potong(lone.nama, 90)}” tidak mempunyai sub-bab analisis, indikator lain punya.",  # noqa: E501
                (first,), "", "sub-bab analisis", lone.nama, (lone.id,),
            )  # fmt: skip


@aturan("jumlah", TAB_NOMOR="Nomor urut baris terlewat", TAB_BARIS="Tabel tidak memuat satu indikator")
def check_rows_listed(paham: Pemahaman) -> Iterator[Temuan]:
    """Rows are numbered without gaps, and tables of all indicators hold the same indicators."""
    for table in paham.tabel:
        column = table.cari("no")
        if column is not None:
            yield from _gaps(table, column)
    for level in {t.tingkat for t in paham.tabel}:
        tables = [t for t in main_tables(paham, level) if t.tingkat == level and len(list(t.data())) >= 4]
        parted = {  # a table followed by another of the same kind on its page or the next may go on there
            a.tabel.nomor
            for a in paham.tabel
            for b in paham.tabel
            if a.jenis == b.jenis and 0 < b.tabel.nomor - a.tabel.nomor <= 4 and 0 <= b.tabel.hlm - a.tabel.hlm <= 1
        }
        sets = {
            t.tabel.nomor: {
                a.indikator for a in paham.angka if a.tabel == t.tabel.nomor and a.indikator is not None
            }
            for t in tables
        }
        for t in tables:
            others = [
                s for n, s in sets.items() if n != t.tabel.nomor and len(s & sets[t.tabel.nomor]) >= 0.75 * len(s)
            ]
            if not others:
                continue
            missing = set.intersection(*others) - sets[t.tabel.nomor]
            if 0 < len(missing) <= 2 and len(sets[t.tabel.nomor]) >= 4 and t.tabel.nomor not in parted:
                names = "; ".join(f"“{potong(paham.nama(i), 70)}”" for i in missing)
                yield Temuan(
                    "TAB-BARIS", Derajat.PASTI if len(others) > 1 else Derajat.MUNGKIN,
                    f"{t.tabel.label} {potong(t.tabel.keterangan, 60)} tidak memuat {names}, tabel lain tentang indikator yang sama memuatnya.",  # noqa: E501
                    (t.tempat(t.kepala, 0),), "", "", "", (t.tabel.nomor, *sorted(missing)),
                )  # fmt: skip


def _gaps(table: TabelPaham, column: int) -> Iterator[Temuan]:
    last: tuple[int, ...] = ()
    for r in table.data():
        cell = table.tabel.kisi[r][column]
        match = re.fullmatch(r"\s*(\d{1,2}(?:\.\d{1,2})?)[.)]?\s*", cell.teks)
        if not match or (r > table.kepala and table.tabel.kisi[r - 1][column] is cell):
            continue
        parts = tuple(int(x) for x in match.group(1).split("."))
        if last and len(parts) == len(last) and parts[:-1] == last[:-1] and 1 < parts[-1] - last[-1] <= 3:
            yield Temuan(
                "TAB-NOMOR", Derajat.PASTI if len(list(table.data())) >= 3 else Derajat.MUNGKIN,
                f"{table.tabel.label}: sesudah nomor {'.'.join(map(str, last))} langsung {match.group(1)}; satu baris hilang atau nomornya salah.",  # noqa: E501
                (table.tempat(r, column),), match.group(1), ".".join(map(str, (*last[:-1], last[-1] + 1))), "", (table.tabel.nomor, r),  # noqa: E501
            )  # fmt: skip
        last = parts
