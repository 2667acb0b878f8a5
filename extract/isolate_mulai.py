"""Starting and ending a reading process; imports little, so that one can be started before all else."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_CODE = """import gc, sys
gc.disable()  # collected after an answer, instead of hundreds of times on the way to it
sys.path += {places!r}
from extract.isolate_child import serve
serve({memory})"""
_ENVIRONMENT = {
    "OMP_THREAD_LIMIT": "1",
    # glibc keeps what a page or a picture took for the next one, instead of asking the system for it each time
    "MALLOC_TRIM_THRESHOLD_": str(64 << 20), "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
}  # fmt: skip


def spawn(memory_mb: int | None = None) -> subprocess.Popen[bytes]:
    """Start a process that answers requests (`extract.isolate_child`) until its standard input is closed.

    Without a limit of memory it takes the usual one.
    """
    libraries = [place for place in sys.path if Path(place).name in {"site-packages", "dist-packages"}]
    code = _CODE.format(places=[str(_ROOT), *libraries], memory=memory_mb)
    return subprocess.Popen(  # -S: the places are known, looking for them takes longer than finding them
        [sys.executable, "-I", "-S", "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, start_new_session=True, env={**os.environ, **_ENVIRONMENT},
    )  # fmt: skip


def end(child: subprocess.Popen[bytes]) -> None:
    """End a process with what it started, whatever it is doing."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for stream in (child.stdin, child.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
