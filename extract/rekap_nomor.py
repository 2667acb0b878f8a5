"""Positions: which sasaran and which indicator of it a row is, the same in every source.

The position in the source decides; the Perjanjian Kinerja (else the capaian) is the reference, and a
row elsewhere takes the position of the reference row with its name where its own does not fit.
"""

from __future__ import annotations

from collections import defaultdict

from msgspec import Struct

from extract.finding import Finding, Tingkat
from extract.headings import normal
from extract.rekap_butir import BarisIndikator, TabelIndikator

NEAR = 80.0
Ruang = tuple[str | None, str]  # divisi, tingkat


class Acuan(Struct, frozen=True):
    """One indicator of the reference."""

    sasaran_no: int
    indikator_no: int
    sasaran: str
    indikator: str


def number_tables(tables: list[tuple[str, TabelIndikator]], tahun: int | None) -> list[Finding]:
    """Number every row of the tables (each with its file); return what was matched by likeness."""
    findings: list[Finding] = []
    for group in _groups(tables, tahun).values():
        _number(group)
    acuan = _reference(tables, tahun)
    for file, table in tables:
        findings.extend(_align(file, table, acuan, tahun))
    return findings


def _role(table: TabelIndikator, tahun: int | None) -> tuple[str, int | None]:
    return table.jenis, table.tahun or tahun


def _groups(
    tables: list[tuple[str, TabelIndikator]], tahun: int | None
) -> dict[tuple[object, ...], list[tuple[TabelIndikator, BarisIndikator]]]:
    """Return the rows by file, role, divisi and level, in reading order."""
    groups: dict[tuple[object, ...], list[tuple[TabelIndikator, BarisIndikator]]] = defaultdict(list)
    for file, table in tables:
        for row in table.baris:
            groups[
                (_role(table, tahun), row.divisi, row.tingkat, _file_part(tables, file, table, row, tahun))
            ].append((table, row))
    return groups


def _file_part(
    tables: list[tuple[str, TabelIndikator]],
    file: str,
    table: TabelIndikator,
    row: BarisIndikator,
    tahun: int | None,
) -> str:
    """Files that repeat each other's indicators are numbered apart; files that complete each other together."""
    for other, second in tables:
        same = other < file and _role(second, tahun) == _role(table, tahun) and second.unit == table.unit
        if same and any(r.divisi == row.divisi and r.tingkat == row.tingkat for r in second.baris):
            return file
    return ""


def _number(rows: list[tuple[TabelIndikator, BarisIndikator]]) -> None:
    goal, indicator = 0, 0
    last: tuple[str, str | None] = ("", None)
    for table, row in rows:
        here = (normal(row.sasaran), table.unit)
        if goal == 0 or (here != last and (row.sasaran or here[1] != last[1])):
            goal, indicator, last = goal + 1, 0, here
        indicator += 1
        row.sasaran_no, row.indikator_no = goal, indicator


def _reference(tables: list[tuple[str, TabelIndikator]], tahun: int | None) -> dict[Ruang, list[Acuan]]:
    found: dict[Ruang, list[Acuan]] = {}
    for jenis in ("perjanjian_kinerja", "capaian"):
        here: dict[Ruang, list[Acuan]] = defaultdict(list)
        for _, table in tables:
            if table.jenis != jenis or (table.tahun and tahun and table.tahun != tahun):
                continue
            for row in table.baris:
                one = Acuan(row.sasaran_no, row.indikator_no, row.sasaran, row.indikator)
                if one not in here[(row.divisi, row.tingkat)]:
                    here[(row.divisi, row.tingkat)].append(one)
        for space, rows in here.items():
            found.setdefault(space, rows)
    return found


def alike(left: str, right: str) -> float:
    """Return the likeness of two names, 0 to 100; spaces and signs do not count."""
    a, b = normal(left).replace(" ", ""), normal(right).replace(" ", "")
    if a == b:
        return 100.0
    from rapidfuzz import fuzz

    return min(99.0, float(fuzz.ratio(normal(left), normal(right))))


def _align(file: str, table: TabelIndikator, acuan: dict[Ruang, list[Acuan]], tahun: int | None) -> list[Finding]:
    findings: list[Finding] = []
    spaces: dict[Ruang, list[BarisIndikator]] = defaultdict(list)
    for row in table.baris:
        spaces[(row.divisi, row.tingkat)].append(row)
    for space, rows in spaces.items():
        reference = acuan.get(space) or (acuan.get((None, space[1])) if space[0] else None) or []
        if reference and not _in_place(rows, reference, table):
            findings.extend(_match(file, table, rows, reference))
        _repair_names(rows, reference)
    return findings


def _in_place(rows: list[BarisIndikator], reference: list[Acuan], table: TabelIndikator) -> bool:
    """Tell whether every row already has the position of its namesake."""
    if not table.punya_sasaran and any(a.sasaran_no > 1 for a in reference):
        return False
    at = {(a.sasaran_no, a.indikator_no): a for a in reference}
    return all(
        (a := at.get((r.sasaran_no, r.indikator_no))) is not None and alike(a.indikator, r.indikator) >= NEAR
        for r in rows
    )


def _match(file: str, table: TabelIndikator, rows: list[BarisIndikator], reference: list[Acuan]) -> list[Finding]:
    """Give rows the positions of the reference rows they name, keeping the order of both."""
    pairs = align_names([r.indikator for r in rows], [a.indikator for a in reference])
    findings, taken = [], {(reference[j].sasaran_no, reference[j].indikator_no) for j in pairs.values()}
    loose = []
    for i, row in enumerate(rows):
        if i not in pairs:
            loose.append(row)
            continue
        target = reference[pairs[i]]
        score = alike(row.indikator, target.indikator)
        if score < 100:
            findings.append(Finding(
                "PADANAN-NAMA", Tingkat.INFO,
                f"{file}, {row.baris.locator}: indikator '{row.indikator}' disamakan dengan '{target.indikator}' "
                f"(kemiripan {score:.0f}).", (f"{file}: {row.baris.locator}",),
            ))  # fmt: skip
        row.sasaran_no, row.indikator_no = target.sasaran_no, target.indikator_no
        row.sasaran = row.sasaran or target.sasaran
    for row in loose:
        if not table.punya_sasaran:
            row.sasaran_no = max(a.sasaran_no for a in reference) + 1
        while (row.sasaran_no, row.indikator_no) in taken:
            row.indikator_no += 1
        taken.add((row.sasaran_no, row.indikator_no))
        findings.append(Finding(
            "INDIKATOR-TANPA-PADANAN", Tingkat.PERINGATAN,
            f"{file}, {row.baris.locator}: indikator '{row.indikator}' pada {table.rekap.kepala.peta.nama} tidak "
            f"ada "
            "padanannya di Perjanjian Kinerja/capaian tahun laporan. Periksa ejaannya; datanya tetap dibaca.",
            (f"{file}: {row.baris.locator}",),
        ))  # fmt: skip
    return findings


def align_names(left: list[str], right: list[str]) -> dict[int, int]:
    """Return the best pairing of two lists of names: in order first, then exact leftovers."""
    n, m = len(left), len(right)
    score = [[alike(a, b) if abs(len(a) - len(b)) < 60 else 0.0 for b in right] for a in left]
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            gain = score[i][j] - 60 if score[i][j] >= NEAR else -1e9
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + gain)
    pairs: dict[int, int] = {}
    i = j = 0
    while i < n and j < m:
        if score[i][j] >= NEAR and best[i][j] == best[i + 1][j + 1] + score[i][j] - 60:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    free = set(range(m)) - set(pairs.values())
    for i in range(n):
        if i not in pairs:
            options = sorted(((score[i][j], -j) for j in free if score[i][j] >= 90), reverse=True)
            if options:
                pairs[i] = -options[0][1]
                free.discard(pairs[i])
    return pairs


def _repair_names(rows: list[BarisIndikator], reference: list[Acuan]) -> None:
    """Where only spaces differ (a word cut by a narrow cell), take the reference's spelling."""
    at = {(a.sasaran_no, a.indikator_no): a for a in reference}
    for row in rows:
        known = at.get((row.sasaran_no, row.indikator_no))
        if known is None:
            continue
        if normal(row.indikator).replace(" ", "") == normal(known.indikator).replace(" ", ""):
            row.indikator = _better(row.indikator, known.indikator)
        if normal(row.sasaran).replace(" ", "") == normal(known.sasaran).replace(" ", ""):
            row.sasaran = _better(row.sasaran, known.sasaran)


def _better(text: str, reference: str) -> str:
    """Return the spelling with fewer breaks when the letters are the same."""
    same = "".join(text.split()) == "".join(reference.split())
    return reference if same and len(reference.split()) <= len(text.split()) else text
