"""Zip files whose bytes never vary: names sorted, one fixed date, one compression level.

The parts that every document of a run carries alike (styles, theme, fonts, ...) are half a megabyte
each; they are compressed once per process and content. `[Content_Types].xml` sorts first by itself.
"""

from __future__ import annotations

import functools
import re
import struct
import zlib
from collections.abc import Mapping

LEVEL = 3  # half the time of 6; all packages of a satker are a sixth larger, 60 kB
FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_DOS_DATE = (FIXED_DATE[0] - 1980) << 9 | FIXED_DATE[1] << 5 | FIXED_DATE[2]
UTF8 = 0x800
STORED = 0  # the zip method of bytes as they are
ALIKE = re.compile(
    r"word/(styles|stylesWithEffects|fontTable|webSettings|settings|numbering|theme/\w+)\.xml|xl/styles\.xml"
)
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4H3L5H2L")
_END = struct.Struct("<4s4H2LH")


def zip_parts(parts: Mapping[str, bytes], *, mode: int = 0o600, system: int = 0, packed: bool = True) -> bytes:
    """Return the parts as a zip file; `mode` and `system` are what each entry says of its origin."""
    method = zlib.DEFLATED if packed else STORED
    out: list[bytes] = []
    central: list[bytes] = []
    offset = 0
    for name in sorted(parts):
        data = parts[name]
        crc, content = ((_known if ALIKE.fullmatch(name) else pack) if packed else _as_it_is)(data)
        raw = name.encode()
        flags = 0 if raw.isascii() else UTF8
        said = (flags, method, 0, _DOS_DATE, crc, len(content), len(data), len(raw), 0)
        local = _LOCAL.pack(b"PK\x03\x04", 20, *said)
        out += (local, raw, content)
        central += (_CENTRAL.pack(b"PK\x01\x02", 20, system, 20, 0, *said, 0, 0, 0, mode << 16, offset), raw)
        offset += len(local) + len(raw) + len(content)
    directory = b"".join(central)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), len(directory), offset, 0)
    return b"".join((*out, directory, end))


def pack(data: bytes) -> tuple[int, bytes]:
    """Return the checksum and the compressed bytes."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    return zlib.crc32(data), packer.compress(data) + packer.flush()


def _as_it_is(data: bytes) -> tuple[int, bytes]:
    return zlib.crc32(data), data


_known = functools.lru_cache(maxsize=64)(pack)
