"""Exports of one recap from several months: the latest state counts, the earlier ones are set aside by name.

Offices keep what OM SPAN, SMART or SIMPEG gave them every month. Such files hold the same rows with other
values and say of which day they are; they do not contradict each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from extract.bacaan import FileReport
from extract.figure import Fact
from extract.finding import Tingkat
from extract.rekap_hasil import Hasil

BERKEADAAN = frozenset({
    "belanja", "belanja_lalu", "satker_belanja", "satker_belanja_lalu", "fa_detail", "ikpa", "smart", "pegawai",
    "e_tarja", "e_monev",
})  # fmt: skip

Baris = tuple[tuple[str, str | int], ...]


def drop_older_states(results: Sequence[tuple[FileReport, Hasil]]) -> None:
    """Take out, table by table, the facts of files that a later state of the same rows replaces.

    Replaced: every fact of the table carries a day, another file has a later one, and holds at least half
    of the rows. Rows that name the only satker of both files are the same row when the satker's code is.
    """
    tables = {f.tabel for _, hasil in results for f in hasil.facts} & BERKEADAAN
    for tabel in sorted(tables):
        states = [s for report, hasil in results if (s := _State.of(report, hasil, tabel)) is not None]
        for state in states:
            later = max(
                (s for s in states if s.day > state.day and state.is_within(s)), key=lambda s: s.day, default=None
            )
            if later is not None:
                state.set_aside(later)


class _State:
    """What one file says about one table, and of which day."""

    def __init__(self, report: FileReport, hasil: Hasil, tabel: str, facts: list[Fact], day: date) -> None:
        self.report, self.hasil, self.tabel, self.facts, self.day = report, hasil, tabel, facts, day
        self._baris: dict[bool, set[Baris]] = {}  # with and without the satker's name
        self.owners = {str(f.key("satker")) for f in facts if f.key("satker") is not None}

    @classmethod
    def of(cls, report: FileReport, hasil: Hasil, tabel: str) -> _State | None:
        facts = [f for f in hasil.facts if f.tabel == tabel]
        days = {f.per_tanggal for f in facts}
        if not facts or None in days:
            return None
        return cls(report, hasil, tabel, facts, max(d for d in days if d is not None))

    def is_within(self, other: _State) -> bool:
        """Say whether the other file holds at least half of these rows."""
        same = len(self.owners) == len(other.owners) == 1 and self._same_satker(other)
        mine, theirs = self._rows(named=not same), other._rows(named=not same)
        return 2 * len(mine & theirs) >= len(mine)

    def _same_satker(self, other: _State) -> bool:
        mine, theirs = self.report.kode_satker, other.report.kode_satker
        return mine is not None and mine == theirs

    def _rows(self, *, named: bool) -> set[Baris]:
        if named not in self._baris:
            keys = {f.kunci for f in self.facts}
            self._baris[named] = keys if named else {tuple([p for p in k if p[0] != "satker"]) for k in keys}
        return self._baris[named]

    def set_aside(self, later: _State) -> None:
        gone = {id(f) for f in self.facts}
        self.hasil.facts = [f for f in self.hasil.facts if id(f) not in gone]
        self.hasil.find(
            "KEADAAN-LAMA", Tingkat.INFO, "judul",
            f"keadaan {self.day:%d-%m-%Y}; {self.tabel} diambil dari {later.report.file}, keadaan "
            f"{later.day:%d-%m-%Y}. Berkas ini boleh tetap di folder.",
        )  # fmt: skip
