"""Unpack the payload: a reader of ustar that can only do what its signed list says.

Python's own ``tarfile`` is not used: until 3.11.4 it has no filter at all, and the filters that came later had holes
(CVE-2025-4517). Here nothing in the archive decides where a file goes: the list does, and the archive has to agree.

A line of the list: ``SHA-256 MODE SIZE PATH``; mode is 644 or 755, the path relative with ``/``.
"""

from __future__ import annotations

import hashlib
import lzma
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from appliance.foundation.kernel.files import sync_folder
from appliance.lifecycle.bundle.errors import BundleDamaged, BundleNotSigned

BLOCK = 512
CHUNK = 1 << 20
_LINE = re.compile(r"([0-9a-f]{64}) (644|755) ([0-9]{1,10}) ([A-Za-z0-9_][A-Za-z0-9_+.,@ ()~/-]{0,250})")


class Stream(Protocol):
    """What is read from: an LZMAFile."""

    def read(self, size: int, /) -> bytes: ...


class Listed(NamedTuple):
    """One file of the payload."""

    sha256: str
    mode: int
    size: int
    path: str


def read_list(verified_content: bytes) -> dict[str, Listed]:
    """The files by path. Raises ValueError when a line is not of the form, or a path leads elsewhere."""
    found: dict[str, Listed] = {}
    for line in verified_content.decode("ascii").splitlines():
        match = _LINE.fullmatch(line)
        if match is None or {"", ".", ".."} & set(match[4].split("/")) or match[4] in found:
            raise ValueError(f"not a line of a payload list: {line[:80]!r}")
        found[match[4]] = Listed(match[1], int(match[2], 8), int(match[3]), match[4])
    return found


def unpack(archive: Path, listing: bytes, into: Path) -> int:
    """Write the payload's files under ``into`` (an empty folder), each durable; how many there were.

    ``archive`` and ``listing`` must come out of a verified bundle. Folders get mode 0755, files what the list says.
    Raises BundleDamaged when the archive cannot be read, BundleNotSigned when it holds other than the list.
    """
    listed = read_list(listing)
    left = dict(listed)
    folders = {into}
    with archive.open("rb") as raw, lzma.LZMAFile(raw) as stream:
        for name, size in _members(stream, archive.name):
            entry = left.pop(name, None)
            if entry is None or entry.size != size:
                raise BundleNotSigned(why=f"the payload holds {name[:80]!r}, which is not in its list")
            place = into / name
            for parent in reversed(place.relative_to(into).parents[:-1]):
                if into / parent not in folders:
                    (into / parent).mkdir(mode=0o755)
                    folders.add(into / parent)
            _write(stream, entry, place)
    if left:
        raise BundleNotSigned(why=f"the payload lacks {min(left)}")
    for folder in sorted(folders, reverse=True):
        folder.chmod(0o755)
        sync_folder(folder)
    return len(listed)


def _members(stream: Stream, archive: str) -> Iterator[tuple[str, int]]:
    """Name and size of each plain file; whoever asks for the next one has read this one's bytes."""
    while True:
        head = _exactly(stream, BLOCK, archive)
        if head == bytes(BLOCK):
            return
        size = _octal(head[124:136])
        if _octal(head[148:156]) != sum(head[:148]) + 8 * 32 + sum(head[156:]):
            raise BundleDamaged(path=archive, why="has a header with a wrong sum")
        if head[156:157] == b"5" and not size:
            continue  # folders follow from the list
        if head[156:157] != b"0" or head[257:263] != b"ustar\0":
            raise BundleNotSigned(why="the payload holds something other than plain files")
        prefix, name = (head[a:b].split(b"\0")[0].decode("ascii") for a, b in ((345, 500), (0, 100)))
        yield f"{prefix}/{name}" if prefix else name, size


def _write(stream: Stream, entry: Listed, place: Path) -> None:
    digest, left = hashlib.sha256(), entry.size
    descriptor = os.open(
        place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, entry.mode
    )
    with os.fdopen(descriptor, "wb") as file:
        while left:
            chunk = _exactly(stream, min(CHUNK, left), entry.path)
            digest.update(chunk)
            file.write(chunk)
            left -= len(chunk)
        os.fchmod(file.fileno(), entry.mode)
        file.flush()
        os.fsync(file.fileno())
    _exactly(stream, -entry.size % BLOCK, entry.path)
    if digest.hexdigest() != entry.sha256:
        raise BundleNotSigned(why=f"{entry.path} in the payload is not what its list says")


def _octal(field: bytes) -> int:
    text = field.rstrip(b"\0 ")
    if not re.fullmatch(rb"[0-7]{1,11}", text):
        raise BundleNotSigned(why="the payload's headers are not those of a ustar archive")
    return int(text, 8)


def _exactly(stream: Stream, size: int, path: str) -> bytes:
    try:
        content = stream.read(size)
    except (lzma.LZMAError, EOFError, OSError) as error:
        raise BundleDamaged(path=path, why="cannot be unpacked") from error
    if len(content) != size:
        raise BundleDamaged(path=path, why="ends too early")
    return content
