"""Every source file is read in a child process: what it breaks, it breaks there.

One child reads many files one after the other, so its start is paid once per satker. The child has
limits of memory and open output; the parent watches the clock, kills and restarts. A PDF that kills its
child is read once more page by page, and only the pages that do it again are lost. What comes back
is checked on arrival: nothing but the data classes of this package is accepted.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import pickle
import select
import signal
import struct
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from extract.cuplikan import PNG, Halaman
from extract.finding import UnreadableInput
from extract.grid import Document
from extract.isolate_kemas import unpack
from extract.isolate_mulai import end, spawn
from extract.isolate_sisa import broken, join
from extract.limits import DEFAULT, OUT_OF_MEMORY, Limits
from extract.read import check_file, name_file
from extract.sandi import password_for

_SIZE = struct.Struct(">Q")
ANSWER_LIMIT = 1 << 30
STOPPED = "pembaca berhenti mendadak"
UNKNOWN = "pembaca memberi jawaban yang tidak dikenal"
_ALLOWED = {
    ("extract.finding", "Finding"), ("extract.finding", "Tingkat"),
    ("decimal", "Decimal"), ("datetime", "date"), ("datetime", "datetime"), ("pathlib", "PosixPath"),
    ("pathlib", "WindowsPath"), ("pathlib", "PurePosixPath"), ("copyreg", "_reconstructor"), ("builtins", "object"),
}  # fmt: skip


class _Lost(Exception):
    """The child died or was killed; the text says why, in Indonesian."""


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} is not part of an answer")
        return super().find_class(module, name)


class Reader:
    """A child process that reads files; use it as a context manager, or call `close`."""

    def __init__(self, limits: Limits = DEFAULT, child: subprocess.Popen[bytes] | None = None) -> None:
        """Take over `child` where one was started already (with the memory of these limits)."""
        self.limits = limits
        self.restarts = 0
        self._child = child
        self._turn = threading.Lock()
        self._ahead = b""  # a question that was put before its turn; its answer comes next

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the child now, so that its start runs beside other work."""
        if self._child is not None and self._child.poll() is None:
            return
        self._child, self._ahead = spawn(self.limits.memory_mb), b""

    def close(self) -> None:
        """End the child, whatever it is doing."""
        child, self._child = self._child, None
        self._ahead = b""
        if child is not None:
            end(child)

    def read(self, path: Path, base: Path, *, password: str | None = None, after: Path | None = None) -> Document:
        """Return the document of a file; one that cannot be read has no sheets and a GALAT finding.

        `after` is the file that is asked for next: the child goes on to it without waiting for that.
        """
        file = name_file(path, base)
        try:
            request = self._request_of(path, base, password)
            return self._ask(request, self.limits.seconds, self._request_ahead(after, base))
        except UnreadableInput as error:
            return broken(path, file, str(error), error.kode)
        except _Lost as error:
            return self._salvage(path, base, file, request["sandi"], str(error))

    def _request_of(self, path: Path, base: Path, password: str | None = None) -> dict[str, Any]:
        """Return the question for a whole file; raise where it is not to be opened."""
        file = name_file(path, base)
        password = password or password_for(base, file)
        check_file(path, base, file, self.limits)
        return {"baca": str(path), "dasar": str(base), "sandi": password, "halaman": None}

    def _request_ahead(self, path: Path | None, base: Path) -> dict[str, Any] | None:
        try:
            return self._request_of(path, base) if path is not None else None
        except UnreadableInput:  # said in its turn
            return None

    def draw(self, path: Path, base: Path, pages: Sequence[int]) -> list[Halaman]:
        """Return pictures of a PDF's pages; those that cannot be drawn within the limits are left out."""
        file = name_file(path, base)
        try:
            check_file(path, base, file, self.limits)
            request = {"baca": str(path), "sandi": password_for(base, file), "gambar": list(pages)}
            answer = self._request(request, self.limits.seconds)
        except (UnreadableInput, _Lost):
            return []
        return [(int(n), float(w), float(h), png) for n, w, h, png in answer if png.startswith(PNG)]

    def _salvage(self, path: Path, base: Path, file: str, password: str | None, why: str) -> Document:
        """Return what can be read page by page of a PDF that killed its reader."""
        pages = self._count_pages(path, base, password)
        if not pages:
            return broken(path, file, f"{file}: {why}. Berkas disisihkan; minta kiriman ulang.", "BERKAS-BATAS")
        documents: list[Document] = []
        lost: list[int] = []
        deadline = time.monotonic() + 2 * self.limits.seconds
        for page in range(1, pages + 1):
            if time.monotonic() > deadline:
                lost.append(page)
                continue
            try:
                request = {"baca": str(path), "dasar": str(base), "sandi": password, "halaman": page}
                documents.append(self._ask(request, self.limits.page_seconds))
            except (_Lost, UnreadableInput):
                lost.append(page)
        if not documents:
            return broken(
                path, file, f"{file}: {why}, juga halaman demi halaman. Berkas disisihkan; cetak ulang rekapnya "
                "ke PDF dari aplikasinya, atau minta versi Excel.", "BERKAS-BATAS",
            )  # fmt: skip
        return join(documents, lost, file, why)

    def _count_pages(self, path: Path, base: Path, password: str | None) -> int:
        try:
            return int(self._request({"hitung": str(path), "sandi": password}, self.limits.page_seconds))
        except (_Lost, UnreadableInput, ValueError, TypeError):
            return 0

    def _ask(self, request: dict[str, Any], seconds: float, after: dict[str, Any] | None = None) -> Document:
        answer = self._request(request, seconds, after)
        try:
            document = unpack(answer)
        except ValueError as error:
            raise _Lost(UNKNOWN) from error
        if str(document.path) != request["baca"]:
            self.close()
            raise _Lost(UNKNOWN)
        return document

    def _request(self, request: dict[str, Any], seconds: float, after: dict[str, Any] | None = None) -> Any:
        with self._turn:  # one question at a time, whichever thread asks
            return self._exchange(self._line(request), seconds, self._line(after) if after else b"")

    def _line(self, request: dict[str, Any]) -> bytes:
        limits = {name: getattr(self.limits, name) for name in Limits.__struct_fields__}
        return json.dumps({**request, "batas": limits}).encode("utf-8", "surrogateescape") + b"\n"

    def _exchange(self, line: bytes, seconds: float, after: bytes) -> Any:
        if self._ahead not in (b"", line):  # another question came between
            self.close()
        if not self._ahead:  # else what ended the child is said of the file it was at
            self.start()
        child = self._child
        if child is None or child.stdin is None or child.stdout is None:
            raise _Lost("pembaca tidak dapat dijalankan")
        try:
            child.stdin.write(after if self._ahead else line + after)
            child.stdin.flush()
            self._ahead = after
            deadline = time.monotonic() + seconds
            size = _SIZE.unpack(_receive(child, _SIZE.size, deadline, seconds))[0]
            if size > ANSWER_LIMIT:
                raise _Lost("jawaban pembaca terlalu besar")
            answer = _Unpickler(io.BytesIO(_receive(child, size, deadline, seconds))).load()
        except (_Lost, OSError, pickle.UnpicklingError, EOFError) as error:
            self.close()
            self.restarts += 1
            why = self._explain_end(child)
            raise error if isinstance(error, _Lost) and not why else _Lost(why or STOPPED) from error
        except BaseException:
            self.close()
            raise
        if isinstance(answer, dict) and "program" in answer:
            raise _Lost(f"kesalahan program saat membacanya ({answer['program']}; laporkan ke pengelola program)")
        if isinstance(answer, dict):
            raise UnreadableInput(str(answer["pesan"]), kode=str(answer["kode"]))
        return answer

    def _explain_end(self, child: subprocess.Popen[bytes]) -> str:
        """Return why a child ended by itself, nothing where it was ended by us."""
        if child.returncode == OUT_OF_MEMORY:
            return f"membacanya memerlukan lebih dari {self.limits.memory_mb} MB memori"
        if child.returncode == -signal.SIGKILL:
            return ""
        return f"{STOPPED} ({'sinyal' if child.returncode < 0 else 'kode'} {abs(child.returncode)})"


def _receive(child: subprocess.Popen[bytes], size: int, deadline: float, seconds: float) -> bytes:
    """Return exactly so many bytes of the child's answer before the deadline."""
    if child.stdout is None:
        raise _Lost(STOPPED)
    stream = child.stdout.fileno()
    parts: list[bytes] = []
    missing = size
    while missing:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([stream], [], [], left)[0]:
            raise _Lost(f"membaca lebih lama dari {seconds:g} detik")
        part = os.read(stream, min(missing, 1 << 20))
        if not part:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(2)
            raise _Lost(STOPPED)
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def read_isolated(path: Path, base: Path, limits: Limits = DEFAULT, *, password: str | None = None) -> Document:
    """Return the document of one file, read in a child process of its own."""
    with Reader(limits) as reader:
        return reader.read(path, base, password=password)


def read_all(
    paths: Sequence[Path], base: Path, limits: Limits = DEFAULT, *, passwords: dict[str, str] | None = None
) -> Iterator[Document]:
    """Yield the documents of many files, read one after the other in one child."""
    with Reader(limits) as reader:
        for path in paths:
            yield reader.read(path, base, password=(passwords or {}).get(name_file(path, base)))
