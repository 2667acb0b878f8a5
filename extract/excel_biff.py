"""The number formats of an old workbook (.xls): which cells are percent, which print a unit.

Only formats are taken from here; the values come from calamine. Whatever is not the plain BIFF8 of Excel 97 to 2003
gives no formats at all, and the reader says so.
"""

from __future__ import annotations

import struct

Formats = tuple[dict[tuple[int, int], str], ...]  # by sheet: (row, column) -> number format
_BUILTIN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0_);(#,##0)",
            38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)"}  # fmt: skip
_END = 0xFFFFFFFE
_FREE = 0xFFFFFFFF
_MAX = 1 << 20  # records, sectors


def read_formats(data: bytes) -> Formats | None:
    """Return the number formats of every sheet, None where the file is not read for sure."""
    try:
        stream = _workbook(data)
        return _formats(stream) if stream is not None else None
    except (struct.error, IndexError, ValueError, UnicodeDecodeError):
        return None


def _workbook(data: bytes) -> bytes | None:
    if data[:8] != b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return None
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    mini = 1 << struct.unpack_from("<H", data, 32)[0]
    first_dir, _, cutoff, first_mini, _, first_difat = struct.unpack_from("<IIIIII", data, 48)

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    fat_sectors = [n for n in struct.unpack_from("<109I", data, 76) if n < _END]
    while first_difat < _END and len(fat_sectors) < _MAX:
        more = struct.unpack(f"<{size // 4}I", sector(first_difat))
        fat_sectors += [n for n in more[:-1] if n < _END]
        first_difat = more[-1]
    fat = [n for s in fat_sectors for n in struct.unpack(f"<{size // 4}I", sector(s))]
    directory = b"".join(sector(n) for n in _chain(fat, first_dir))
    entries = [directory[i : i + 128] for i in range(0, len(directory) - 127, 128)]
    names = {_name(entry): entry for entry in reversed(entries)}
    entry, root = names.get("Workbook"), entries[0]
    if entry is None:
        return None
    start, length = struct.unpack_from("<II", entry, 116)
    if length >= cutoff:
        return b"".join(sector(n) for n in _chain(fat, start))[:length]
    short = [n for s in _chain(fat, first_mini) for n in struct.unpack(f"<{size // 4}I", sector(s))]
    whole = b"".join(sector(n) for n in _chain(fat, struct.unpack_from("<I", root, 116)[0]))
    return b"".join(whole[n * mini : (n + 1) * mini] for n in _chain(short, start))[:length]


def _chain(fat: list[int], start: int) -> list[int]:
    found: list[int] = []
    while start < _END:
        if len(found) > len(fat):
            raise ValueError("a chain without end")
        found.append(start)
        start = fat[start]
    return found


def _name(entry: bytes) -> str:
    length = struct.unpack_from("<H", entry, 64)[0]
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le")


def _formats(stream: bytes) -> Formats | None:
    codes: dict[int, str] = dict(_BUILTIN)
    styles: list[int] = []
    starts: list[int] = []
    for kind, body in _records(stream, 0):
        if kind == 0x0809 and struct.unpack_from("<H", body)[0] != 0x0600:
            return None  # an older file
        if kind == 0x041E:
            codes[struct.unpack_from("<H", body)[0]] = _text(body[2:])
        elif kind == 0x00E0:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == 0x0085:
            starts.append(struct.unpack_from("<I", body)[0])
    shown = [codes.get(code, "") for code in styles]
    return tuple(_sheet(stream, start, shown) for start in starts)


def _sheet(stream: bytes, start: int, shown: list[str]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for kind, body in _records(stream, start):
        if kind in (0x0203, 0x027E, 0x0006):  # a number, a short number, a formula
            row, column, style = struct.unpack_from("<HHH", body)
            found[(row, column)] = shown[style]
        elif kind == 0x00BD:  # short numbers side by side
            row, column = struct.unpack_from("<HH", body)
            for n in range((len(body) - 6) // 6):
                found[(row, column + n)] = shown[struct.unpack_from("<H", body, 4 + 6 * n)[0]]
    return found


def _records(stream: bytes, start: int) -> list[tuple[int, bytes]]:
    """Return the records of one part of the stream, up to its end mark."""
    found: list[tuple[int, bytes]] = []
    while start + 4 <= len(stream) and len(found) < _MAX:
        kind, length = struct.unpack_from("<HH", stream, start)
        found.append((kind, stream[start + 4 : start + 4 + length]))
        start += 4 + length
        if kind == 0x000A:
            return found
    raise ValueError("a part without end")


def _text(body: bytes) -> str:
    count, wide = struct.unpack_from("<HB", body)
    return body[3 : 3 + 2 * count].decode("utf-16-le") if wide & 1 else body[3 : 3 + count].decode("latin-1")
