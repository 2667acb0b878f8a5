"""Rules on how many sasaran and indikator a sentence counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.laporan_indikator import clean_name, name_column, sasaran_at, split_items
from extract.laporan_kalimat import Klaim
from extract.laporan_model import potong, rapat
from extract.laporan_pemahaman import Pemahaman
from extract.laporan_tabel import TabelPaham
from transform.periksa_baris import main_tables
from transform.periksa_dasar import Derajat, Temuan, aturan, place_of

_RINGKASAN = re.compile(
    r"terdiri|memiliki|mengukur|memuat|mengampu|mencakup|meliputi|ditetapkan|diemban|mengemban|dengan|diukur|terdapat|sebanyak|menetapkan|dari|^\W*\d",
    re.I,
)


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
        (place_of(claim),), str(n), shown, "", (claim.kata["benda"], n),
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
            (place_of(claim),), str(n), str(len(heads)), "", (goal, n),
        )  # fmt: skip
