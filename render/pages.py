"""One resident LibreOffice per process: true page numbers and PDFs, with a time limit.

`Office` speaks with `uno_pages.py`, which runs under a Python that has UNO and keeps LibreOffice open
between documents. A LibreOffice that hangs or dies is ended and started anew for the next document.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from extract.finding import LkjipError

START_LIMIT = 90.0  # seconds; the first start on a fresh profile is slow
DOCUMENT_LIMIT = 180.0
SCRIPT = Path(__file__).with_name("uno_pages.py")
SOCKET_PATH = 45  # letters; the system allows some 100 for folder and name together
SYSTEM_PYTHON = Path("/usr/bin/python3")
SYSTEM_UNO = Path("/usr/lib/python3/dist-packages")


class OfficeError(LkjipError):
    """LibreOffice is there but did not do what was asked."""


class Layout(Struct, frozen=True):
    """What laying out told: the printed page of each bookmark, and the number of pages."""

    pages: dict[str, str] = field(default_factory=dict)
    count: int = 0


@functools.cache
def find_soffice() -> str | None:
    """Return the path of LibreOffice, None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    places = (
        "/usr/lib/libreoffice/program/soffice",
        "/opt/libreoffice/program/soffice",
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        r"C:\Program Files\LibreOffice\program\soffice.exe",
    )
    return next((p for p in places if Path(p).is_file()), None)


@functools.cache
def find_uno_python() -> str | None:
    """Return a Python that can import UNO: LibreOffice's own, else the system's."""
    soffice = find_soffice()
    if soffice is None:
        return None
    program = Path(soffice).resolve().parent
    own = [program / "python", program / "python.exe", program.parent / "Resources" / "python"]
    beside = next((str(p) for p in own if p.is_file()), None)
    if beside is not None:  # LibreOffice's own Python always has UNO
        return beside
    if SYSTEM_PYTHON.is_file() and any(SYSTEM_UNO.glob("uno.py")):  # Debian's python3-uno
        return str(SYSTEM_PYTHON)
    candidates = [str(SYSTEM_PYTHON), shutil.which("python3") or "", sys.executable]
    return next((c for c in dict.fromkeys(candidates) if c and _imports_uno(c)), None)


def _imports_uno(python: str) -> bool:
    try:
        done = subprocess.run(
            [python, "-c", "import uno"], capture_output=True, timeout=20, check=False, env=_environment()
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def available() -> bool:
    """Say whether page numbers and PDFs can be had on this machine."""
    return find_uno_python() is not None


def _environment() -> dict[str, str]:
    """Return the environment without this program's Python settings, which another Python must not see."""
    return {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")}


class Office:
    """A LibreOffice with a profile of its own; use `shared_office` unless you need a second one."""

    def __init__(self) -> None:
        python, soffice = find_uno_python(), find_soffice()
        if python is None or soffice is None:
            raise OfficeError("LibreOffice tidak terpasang", kode="TANPA-OFFICE")
        self.owner = os.getpid()
        self.profile = Path(tempfile.mkdtemp(prefix="lkjip-office-"))
        self._buffer = b""
        self._process = subprocess.Popen(
            [python, str(SCRIPT), soffice, str(self.profile / "profil")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**_environment(), **self._sockets()},
            start_new_session=True,
        )
        hello = self._read(START_LIMIT, "memulai")
        self.math = bool(hello.get("math"))

    def _sockets(self) -> dict[str, str]:
        """Keep LibreOffice's sockets beside its profile: a killed one leaves nothing in the common folder."""
        return {"OSL_SOCKET_PATH": str(self.profile)} if len(str(self.profile)) <= SOCKET_PATH else {}

    @property
    def alive(self) -> bool:
        return self._process.poll() is None and self.owner == os.getpid()

    def lay_out(
        self,
        docx: Path,
        *,
        pdf: Path | None = None,
        tokens: Mapping[str, str] | None = None,
        start: str | None = None,
        options: Mapping[str, Any] | None = None,
        limit: float = DOCUMENT_LIMIT,
    ) -> Layout:
        """Open the document, find the pages of its bookmarks, and export it where a PDF is wanted."""
        request = {
            "docx": str(docx.resolve()),
            "pdf": str(pdf.resolve()) if pdf else None,
            "bookmarks": dict(tokens or {}),
            "start": start,
            "options": dict(options or {}),
        }
        stdin = self._process.stdin
        if stdin is None or not self.alive:
            raise OfficeError("LibreOffice sudah berhenti", kode="OFFICE-MATI")
        try:
            stdin.write(json.dumps(request).encode() + b"\n")
            stdin.flush()
        except OSError as exc:
            self.close()
            raise OfficeError("LibreOffice berhenti sebelum menerima dokumen", kode="OFFICE-MATI") from exc
        reply = self._read(limit, f"mengolah {docx.name}")
        if "error" in reply:
            raise OfficeError(f"LibreOffice gagal mengolah {docx.name}: {reply['error']}", kode="OFFICE-GAGAL")
        return Layout(dict(reply.get("pages", {})), int(reply.get("count", 0)))

    def _read(self, limit: float, what: str) -> dict[str, Any]:
        """Return the next answer; end LibreOffice where none comes in time."""
        import time

        stream = self._process.stdout
        end = time.monotonic() + limit
        with selectors.DefaultSelector() as selector:
            if stream is not None:
                selector.register(stream, selectors.EVENT_READ)
            while b"\n" not in self._buffer:
                left = end - time.monotonic()
                if stream is None or left <= 0 or not selector.select(left):
                    self.close()
                    raise OfficeError(
                        f"LibreOffice tidak selesai {what} dalam {limit:.0f} detik", kode="OFFICE-LAMA"
                    )
                data = os.read(stream.fileno(), 65536)
                if not data:
                    self.close()
                    raise OfficeError(f"LibreOffice berhenti ketika {what}", kode="OFFICE-MATI")
                self._buffer += data
        line, _, self._buffer = self._buffer.partition(b"\n")
        reply: dict[str, Any] = json.loads(line)
        return reply

    def close(self) -> None:
        """End LibreOffice and remove its profile. Only the process that started it may."""
        if self.owner != os.getpid():
            return
        if self._process.poll() is None:
            if self._process.stdin is not None:
                with contextlib.suppress(OSError):
                    self._process.stdin.close()
            try:
                self._process.wait(timeout=3)
            except subprocess.TimeoutExpired:
                _kill_group(self._process.pid)
                self._process.wait(timeout=10)
        _kill_group(self._process.pid)
        shutil.rmtree(self.profile, ignore_errors=True)


def _kill_group(pid: int) -> None:
    """End what is left of the group we started (its leader was our own child)."""
    with contextlib.suppress(ProcessLookupError, PermissionError, AttributeError):
        os.killpg(pid, signal.SIGKILL)


_shared: Office | None = None
_starting = threading.Lock()  # a thread may start it ahead of its first use


def shared_office() -> Office | None:
    """Return this process's LibreOffice, started at first use; None where it is not installed."""
    global _shared
    with _starting:
        if _shared is not None and _shared.alive:
            return _shared
        if not available():
            return None
        _shared = Office()
        atexit.register(_shared.close)
        return _shared


def close_office() -> None:
    """End this process's LibreOffice, if it has one."""
    global _shared
    if _shared is not None:
        _shared.close()
        _shared = None
