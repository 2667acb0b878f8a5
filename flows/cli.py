"""The entry of the command line `lkjip`: what every command shares, and how it ends.

The commands themselves (`flows.cli_perintah`) are imported once the reading process, if needed, is on its way.
"""

from __future__ import annotations

import atexit
import functools
import gc
import os
import signal
import sys
from types import FrameType
from typing import TYPE_CHECKING

from flows import awal

if TYPE_CHECKING:
    from typer import Typer


def _terminate(_signum: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _disk_full(error: Exception) -> str:
    """Return what to say where the disk took no more, else nothing."""
    from flows import tahap

    if not isinstance(error, OSError) or tahap.number_of(error) not in tahap.FULL:
        return ""
    return f"Hasil tidak dapat ditulis. {tahap.REASONS[tahap.number_of(error)]}"


def main(args: list[str] | None = None) -> int:
    """Run the command line; return the exit code of the contract."""
    signal.signal(signal.SIGTERM, _terminate)
    atexit.register(gc.freeze)  # what is left ends with the process: looking through it once more takes 50 ms
    try:
        awal.start(sys.argv[1:] if args is None else args)
        return _run(args)
    finally:
        awal.close()


@functools.cache
def _commands() -> Typer:
    """Import the commands; what is imported stays, and is not looked through again and again."""
    gc.disable()
    from flows.cli_perintah import app

    gc.freeze()
    gc.enable()
    return app


def _run(args: list[str] | None) -> int:
    app = _commands()
    from typer import Abort
    from typer.exceptions import TyperException

    from extract.finding import LkjipError
    from flows.bahasa import usage_message

    try:
        result = app(args, standalone_mode=False)
        return int(result) if isinstance(result, int) else 0
    except TyperException as error:
        print(usage_message(error), file=sys.stderr)
        return 2
    except LkjipError as error:
        print(f"Salah: {error}", file=sys.stderr)
        return 2
    except (KeyboardInterrupt, Abort):
        print("Dihentikan. Hasil yang sudah utuh tetap ada; yang belum selesai tidak ditulis.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - the reader is gone
        return 0
    except Exception as error:
        if said := _disk_full(error):
            print(f"Salah: {said}", file=sys.stderr)
            return 2
        if args is not None:
            raise
        from pathlib import Path

        from flows import kesalahan

        print(kesalahan.record(error, Path.cwd() / ".lkjip", "lkjip"), file=sys.stderr)
        raise SystemExit(1) from error


if __name__ == "__main__":
    sys.exit(main())
