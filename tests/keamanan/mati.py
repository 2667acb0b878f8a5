"""Kill this process, as a power cut would, at its n-th write below a folder."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "os.chmod", "os.link", "os.symlink")


def arm(number: int, folder: Path) -> list[str]:
    """Watch every opening for writing, making, renaming and removing below `folder`; die before the n-th.

    With 0 nothing is killed; the list returned fills with what would have been.
    """
    inside = os.path.realpath(folder)
    seen: list[str] = []

    def watch(event: str, args: tuple[object, ...]) -> None:
        if event == "open":
            path, mode, flags = args
            writes = any(c in str(mode) for c in "wax+") if mode else isinstance(flags, int) and flags & _WRITES
        else:
            path, writes = (args[0] if args else ""), event in _CHANGES
        if not writes or not isinstance(path, str | bytes | os.PathLike):
            return
        if not os.fsdecode(path).startswith(inside):
            return
        seen.append(f"{event} {os.fsdecode(path)}")
        if len(seen) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    return seen


def main() -> None:
    """`python -m tests.keamanan.mati N FOLDER ARGUMENTS`: run lkjip, die at the N-th write; 0 prints how many."""
    from flows.cli import main as lkjip

    seen = arm(int(sys.argv[1]), Path(sys.argv[2]))
    code = lkjip(sys.argv[3:])
    print(f"TULISAN {len(seen)} KODE {code}")


if __name__ == "__main__":
    main()
