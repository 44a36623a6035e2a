"""A tar archive with one possible spelling: any byte that is not as we would write it is damage.

Stock ``tar`` reads it. Our reader never interprets a foreign header: it writes the header that the manifest asks
for and compares all 512 bytes. Only regular files; no links, no owners, no times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

BLOCK = 512
END = b"\0" * (2 * BLOCK)
CHUNK = 1 << 20
_LARGEST_OCTAL = 8**11 - 1

Opened = Callable[[int], bytes]


def header(name: str, size: int) -> bytes:
    """The 512 bytes before a file of ``size`` bytes. Raises ValueError for a name over 100 bytes or not ASCII."""
    raw = name.encode("ascii")
    if not 0 < len(raw) <= 100:
        raise ValueError(f"a name of {len(raw)} bytes")
    block = bytearray(BLOCK)
    block[0 : len(raw)] = raw
    block[100:108] = b"0000600\0"
    block[108:124] = b"0000000\0" * 2
    if size <= _LARGEST_OCTAL:
        block[124:136] = b"%011o\0" % size
    else:  # GNU's form for files from 8 GiB on
        block[124:136] = (1 << 95 | size).to_bytes(12, "big")
    block[136:148] = b"00000000000\0"
    block[148:156] = b" " * 8
    block[156:157] = b"0"
    block[257:265] = b"ustar\x0000"
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def size_in(block: bytes) -> int:
    """The size a header claims; the caller compares the whole block. Raises ValueError."""
    field = block[124:136]
    if field[0] & 0x80:
        return int.from_bytes(field, "big") & ~(1 << 95)
    return int(field.rstrip(b"\0"), 8)


def padding(size: int) -> bytes:
    """The zero bytes after a file of ``size`` bytes."""
    return b"\0" * (-size % BLOCK)


Source = Path | bytes | Callable[[], bytes]
"""A file, bytes, or what gives the bytes when they are needed."""


def chunks_of(source: Source) -> Iterator[bytes]:
    """A file in pieces of up to 1 MiB; bytes whole."""
    if isinstance(source, bytes):
        yield source
        return
    if not isinstance(source, Path):
        yield source()
        return
    with source.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece
