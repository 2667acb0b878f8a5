"""What the terminal shows while satker are made: a live table, or plain lines when nobody is watching."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flows.pekerjaan import Akhir, HasilSatker
from flows.wadah import printable

if TYPE_CHECKING:
    from rich.live import Live
    from rich.table import Table


@dataclass(slots=True)
class Tampilan:
    """Progress of a run. Use as a context manager; `langkah` and `selesai` update it."""

    jumlah: int
    hidup: bool = field(default_factory=lambda: sys.stderr.isatty())
    mulai: float = field(default_factory=time.monotonic)
    hasil: list[HasilSatker] = field(default_factory=list)
    aktif: dict[str, tuple[str, float]] = field(default_factory=dict)
    _live: Live | None = None

    def __enter__(self) -> Tampilan:
        if self.hidup:
            from rich.console import Console
            from rich.live import Live

            self._live = Live(console=Console(stderr=True), transient=True, refresh_per_second=8)
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live is not None:
            self._live.stop()

    def langkah(self, satker: str, teks: str) -> None:
        """Show that a satker has come to a step."""
        self.aktif[satker] = (teks, self.aktif.get(satker, ("", time.monotonic()))[1])
        if self._live is not None:
            self._live.update(self._table())
        elif teks != "memeriksa perubahan":
            self._plain(f"{printable(satker)}: {teks} ...")

    def selesai(self, hasil: HasilSatker) -> None:
        """Show how a satker ended."""
        self.aktif.pop(hasil.satker, None)
        self.hasil.append(hasil)
        if self._live is not None:
            self._live.update(self._table())
        if self.jumlah > 1:
            count = f"[{len(self.hasil)}/{self.jumlah}]"
            self._plain(f"{count} {printable(hasil.satker)}: {outcome(hasil)}{self._remaining()}")

    def catat(self, teks: str) -> None:
        """Show a line about the run as a whole."""
        self._plain(printable(teks))

    def _plain(self, line: str) -> None:
        if self._live is not None:
            self._live.console.print(line, markup=False, highlight=False)
        else:
            print(line, file=sys.stderr, flush=True)

    def _remaining(self) -> str:
        done = len(self.hasil)
        if not done or done == self.jumlah:
            return ""
        seconds = (time.monotonic() - self.mulai) / done * (self.jumlah - done)
        return f" (sisa waktu kira-kira {duration(seconds)})"

    def _table(self) -> Table:
        from rich.markup import escape
        from rich.table import Table

        counts = {akhir: sum(h.akhir is akhir for h in self.hasil) for akhir in Akhir}
        title = (
            f"{len(self.hasil)}/{self.jumlah} satker · selesai {counts[Akhir.SELESAI]} · "
            f"tidak berubah {counts[Akhir.TETAP]} · gagal {counts[Akhir.GAGAL]}{self._remaining()}"
        )
        table = Table(title=title, title_justify="left", expand=False)
        for heading in ("Satker", "Langkah", "Detik", "Temuan sejauh ini"):
            table.add_column(heading)
        total = sum(sum(h.temuan.values()) for h in self.hasil)
        for satker, (step, since) in self.aktif.items():
            table.add_row(escape(satker), escape(step), f"{time.monotonic() - since:.0f}", str(total))
        return table


def outcome(hasil: HasilSatker) -> str:
    """Return how one satker ended, in one line."""
    if hasil.akhir is Akhir.GAGAL:
        return "GAGAL: " + (hasil.galat[0].splitlines()[0] if hasil.galat else "tanpa keterangan")
    state = "tidak berubah" if hasil.akhir is Akhir.TETAP else f"selesai dalam {duration(hasil.lama_detik)}"
    return f"{state}; {findings_text(hasil.temuan)}"


def findings_text(counts: dict[str, int]) -> str:
    """Return `2 galat, 3 peringatan, 1 info`, or that there are none."""
    parts = [f"{n} {level.lower()}" for level, n in counts.items() if n]
    return "temuan: " + ", ".join(parts) if parts else "tanpa temuan"


def duration(seconds: float) -> str:
    """Return a span of time as people say it."""
    if seconds < 90:
        return f"{seconds:.1f} detik".replace(".", ",")
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} menit {rest} detik"
