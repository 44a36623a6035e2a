"""A file of named arrays: magic, header, then the arrays back to back, each at a multiple of 64 bytes.

Header: JSON ``{"meta": {…}, "sections": {name: [dtype, offset, count]}}``, its length before it as a little-endian
u4. Numbers are little-endian. Nothing in such a file is ever executed or unpickled; that its bytes are the ones that
were written is checked before, by the manifest.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from appliance.engines.fulltext.errors import IndexDamaged

Array = np.ndarray[Any, Any]

MAGIC = b"MUSTER\x00\x01"
_LENGTH = struct.Struct("<I")
_ALIGN = 64
_DTYPES = frozenset({"<u1", "|u1", "<u2", "<u4", "<u8", "<f4", "<f8"})
_SLICE = 8 << 20
_SMALL = 16 << 20
"""A file up to this size is put together in memory and written at once."""


def _write_at(file: int, data: Any, offset: int) -> None:
    """All of some bytes; the system may take them in parts."""
    view = memoryview(data)
    while view:
        written = os.pwrite(file, view[:_SLICE], offset)
        view, offset = view[written:], offset + written


def write_whole(path: Path, data: bytes) -> None:
    """A new file of these bytes, to be synced by the caller; nothing is left of it when it raises."""
    file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        _write_at(file, data, 0)
    except BaseException:
        path.unlink()
        raise
    finally:
        os.close(file)


class SectionWriter:
    """Writes a file whose section sizes are known beforehand; parts of a section may come one after the other."""

    def __init__(self, path: Path, sizes: Mapping[str, tuple[str, int]], meta: Mapping[str, Any]) -> None:
        self.path = path
        self._dtypes = {name: np.dtype(dtype) for name, (dtype, _) in sizes.items()}
        self._counts = {name: count for name, (_, count) in sizes.items()}
        header, self._offsets, size = _header(self._dtypes, self._counts, meta)
        self._filled = dict.fromkeys(sizes, 0)
        self._buffer = bytearray(size) if size <= _SMALL else None
        self._file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        self._write(header, 0)

    def put(self, name: str, part: Array) -> None:
        """Append a part to a section."""
        dtype = self._dtypes[name]
        before = self._filled[name]
        if before + len(part) > self._counts[name]:
            raise ValueError(f"section {name} is full")
        data = np.ascontiguousarray(part, dtype=dtype)
        self._write(data.data.cast("B") if len(data) else b"", self._offsets[name] + before * dtype.itemsize)
        self._filled[name] = before + len(part)

    def _write(self, data: Any, offset: int) -> None:
        if self._buffer is not None:
            self._buffer[offset : offset + len(data)] = data
        else:
            _write_at(self._file, data, offset)

    def close(self) -> None:
        """Everything written, to be synced by the caller; raises ValueError if a section was not filled."""
        if self._filled != self._counts:
            self.abandon()
            raise ValueError("a section was not filled")
        if self._buffer is not None:
            data, self._buffer = self._buffer, None
            self._write(data, 0)
        os.close(self._file)
        self._file = -1

    def abandon(self) -> None:
        """Give up: the file goes."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
        self.path.unlink(missing_ok=True)


def _header(
    dtypes: Mapping[str, np.dtype[Any]], counts: Mapping[str, int], meta: Mapping[str, Any]
) -> tuple[bytes, dict[str, int], int]:
    """The header's bytes, each section's offset, the file's size; offsets have room for their largest spelling."""
    entries = {name: [dtypes[name].str, 0, counts[name]] for name in dtypes}
    room = len(json.dumps({"meta": dict(meta), "sections": entries})) + 20 * len(entries)
    at = _aligned(len(MAGIC) + _LENGTH.size + room)
    offsets = {}
    for name, dtype in dtypes.items():
        offsets[name] = entries[name][1] = at
        at = _aligned(at + dtype.itemsize * counts[name])
    text = json.dumps({"meta": dict(meta), "sections": entries}).encode()
    return MAGIC + _LENGTH.pack(len(text)) + text, offsets, at


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGN) * _ALIGN


def write_sections(path: Path, arrays: Mapping[str, Array], meta: Mapping[str, Any]) -> None:
    """Write a file of arrays that are all in memory. It is on the disk when the caller synced it."""
    writer = SectionWriter(
        path, {name: (array.dtype.str, len(array)) for name, array in arrays.items()}, meta
    )
    try:
        for name, array in arrays.items():
            writer.put(name, array)
    except BaseException:
        writer.abandon()
        raise
    writer.close()


class Sections(Mapping[str, Array]):
    """The arrays of a file, as read-only views on its memory map. Raises IndexDamaged for anything unexpected."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self.meta, self._arrays = _read(self._map)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as reason:
            raise IndexDamaged(reason=f"the file {path.name} cannot be read ({reason})") from reason
        self.size = len(self._map)

    def release(self) -> None:
        """Give back the memory of what was looked at; it stays in the system's cache and is mapped again when needed."""
        self._map.madvise(mmap.MADV_DONTNEED)

    def __getitem__(self, name: str) -> Array:
        return self._arrays[name]

    def __iter__(self) -> Any:
        return iter(self._arrays)

    def __len__(self) -> int:
        return len(self._arrays)


def _read(data: mmap.mmap) -> tuple[dict[str, Any], dict[str, Array]]:
    if data[: len(MAGIC)] != MAGIC:
        raise ValueError("it does not begin like an index file")
    (length,) = _LENGTH.unpack_from(data, len(MAGIC))
    start = len(MAGIC) + _LENGTH.size
    header = json.loads(data[start : start + length])
    arrays = {}
    for name, (dtype, offset, count) in header["sections"].items():
        if dtype not in _DTYPES:
            raise ValueError(f"section {name} is of an unknown type")
        arrays[name] = np.frombuffer(data, dtype, count, offset) if count else np.zeros(0, dtype)
    return dict(header["meta"]), arrays


def packed(texts: Iterable[bytes]) -> tuple[Array, Array]:
    """Byte strings as one blob and the offsets of each, with the end: u1 (bytes,), u8 (count + 1,)."""
    pieces = list(texts)
    offsets = np.zeros(len(pieces) + 1, np.uint64)
    np.cumsum([len(piece) for piece in pieces], out=offsets[1:])
    return np.frombuffer(b"".join(pieces), np.uint8), offsets
