"""One message when a run ends, through a notification block saved in Prefect (`--beritahu JENIS/NAMA`).

The message holds names of satker, counts and places; no person, no figure of a report. Nothing here can
fail a run: what goes wrong comes back as a warning. A block's address is a secret and never printed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.finding import LkjipError
from flows.pekerjaan import Akhir, HasilSatker
from flows.prefect_setelan import prepare
from flows.wadah import WrongUsage, printable

_BLOK = re.compile(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*")
PALING_BANYAK = 25  # names in one line; a message is read on a telephone


@dataclass(frozen=True, slots=True)
class Pesan:
    """What is sent: one line that says how it went, and the lines below it."""

    judul: str
    isi: str


class _Gagal(Exception):
    """The message did not leave; carries the reason in Indonesian."""


def parse(name: str) -> str:
    """Return the block's name as typed; raise where it is none."""
    if name and not _BLOK.fullmatch(name):
        raise WrongUsage(
            f"'{printable(name)}' bukan nama blok pemberitahuan. Tulis JENIS/NAMA seperti di halaman Blocks "
            "Prefect, misalnya slack-webhook/kanwil atau custom-webhook/kanwil."
        )
    return name


def compose(masa: str, results: Sequence[HasilSatker], tempat: Path) -> Pesan:
    """Return the message of a run that came to its end; `tempat` is where to read on."""
    failed = [h for h in results if h.akhir is Akhir.GAGAL]
    made = [h for h in results if h.akhir is not Akhir.GAGAL]
    same = sum(h.akhir is Akhir.TETAP for h in made)
    grave = [h for h in made if h.temuan.get("GALAT")]
    noted = sum(bool(h.temuan.get("PERINGATAN")) and not h.temuan.get("GALAT") for h in made)
    title = f"LKjIP {masa}: {len(made)} dari {len(results)} satker selesai"
    if failed:
        title += f", {len(failed)} gagal"
    lines = [f"Selesai: {len(made)} satker" + (f" ({same} tidak berubah)" if same else "")]
    if grave:
        lines.append(f"Dengan temuan GALAT: {_names(grave)}")
    if noted:
        lines.append(f"Dengan peringatan saja: {noted} satker")
    if failed:
        lines.append(f"Gagal, laporan baru tidak dibuat: {_names(failed)}")
    return Pesan(title, "\n".join([*lines, f"Ringkasan: {tempat.resolve()}"]))


def compose_broken(masa: str, error: BaseException) -> Pesan:
    """Return the message of a run that broke off as a whole."""
    known = isinstance(error, LkjipError)
    reason = str(error) if known else f"kesalahan program ({type(error).__name__}); lihat catatan jalan itu"
    return Pesan(f"LKjIP {masa}: jalan terhenti", f"Sebab: {reason}\nJalankan lagi sesudah sebabnya hilang.")


def _names(results: Sequence[HasilSatker]) -> str:
    names = sorted(printable(h.satker) for h in results)
    shown = ", ".join(names[:PALING_BANYAK])
    more = f" dan {len(names) - PALING_BANYAK} lagi" if len(names) > PALING_BANYAK else ""
    return f"{len(names)} satker ({shown}{more})"


def check(block: str) -> None:
    """Warn now when the block of a later run is not there yet."""
    if block:
        _guarded(block, lambda: _load(block), "Jadwal tetap berlaku; buat bloknya sebelum waktunya.")


def send(block: str, pesan: Pesan) -> str:
    """Send the message; return the warning when it did not leave, else nothing. No block: no message."""
    return _guarded(block, lambda: _notify(block, pesan), "Laporan tidak terpengaruh.") if block else ""


def _guarded(block: str, action: Any, close: str) -> str:
    try:
        action()
    except _Gagal as error:
        warning = f"PERINGATAN: pemberitahuan lewat {block} tidak terkirim: {error} {close}"
        print(warning, file=sys.stderr, flush=True)
        return warning
    return ""


def _load(block: str) -> Any:
    prepare()
    import httpx
    from prefect.blocks.abstract import NotificationBlock
    from prefect.blocks.core import Block
    from prefect.blocks.notifications import SlackWebhook  # noqa: F401 - makes the shipped kinds known
    from prefect.exceptions import PrefectException

    try:
        found: Any = Block.load(block)
    except ValueError as error:
        if "Unable to find" in str(error):
            raise _Gagal("blok itu belum ada di server Prefect; buat di halaman Blocks.") from error
        raise _Gagal(f"isi blok tidak dapat dibaca ({type(error).__name__}); simpan ulang bloknya.") from error
    except (PrefectException, httpx.HTTPError, OSError, RuntimeError) as error:
        raise _Gagal(f"server Prefect tidak dapat dihubungi ({type(error).__name__}).") from error
    except (LookupError, TypeError, AttributeError) as error:
        raise _Gagal(f"jenis blok tidak dikenal ({type(error).__name__}).") from error
    if not isinstance(found, NotificationBlock):
        raise _Gagal("blok itu bukan blok pemberitahuan.")
    return found


def _notify(block: str, pesan: Pesan) -> None:
    found = _load(block)
    import httpx
    from prefect.blocks.abstract import NotificationError
    from prefect.exceptions import PrefectException

    try:
        with found.raise_on_failure():  # without it most kinds lose a message without a word
            found.notify(pesan.isi, pesan.judul)
    except httpx.HTTPStatusError as error:
        raise _Gagal(f"penerima menjawab dengan kode {error.response.status_code}.") from error
    except httpx.TimeoutException as error:
        raise _Gagal("penerima tidak menjawab pada waktunya.") from error
    except (httpx.HTTPError, OSError) as error:
        raise _Gagal("alamat penerima tidak dapat dihubungi.") from error
    except (NotificationError, PrefectException, ValueError, LookupError, TypeError, RuntimeError) as error:
        raise _Gagal(f"penerima menolak atau tidak terjangkau ({type(error).__name__}).") from error
