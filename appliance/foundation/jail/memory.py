"""The memory a usual task writes to, found out once, and had by each child made ahead before its file comes.

A fork shares the host's memory until it writes: then the kernel copies a page, and a usual file writes to thousands,
if only to count references. Doing the task once has them all copied, and takes longer than the copying: the kernel
does that for a list of places in a third of the time.
"""

from __future__ import annotations

import array
import contextlib
import ctypes
import mmap
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from appliance.foundation.jail.libc import LIBC

_POPULATE_WRITE: Final = 23
"""MADV_POPULATE_WRITE of <asm-generic/mman-common.h>; since Linux 5.14, refused by older ones."""
_PRESENT, _SHARED, _OWN = 1 << 63, 1 << 61, 1 << 56
"""Bits of an entry of pagemap: in memory; of a file or shared; mapped by nobody else (Linux, admin-guide/mm/pagemap)."""
_ENTRY: Final = 8
_PIECE: Final = 100_000
"""Bytes below which the C library takes memory from its heap and keeps it when it is freed."""
_MOST: Final = 1 << 20


class Touched(NamedTuple):
    """Places (address and length, whole pages) that a task writes to, and how many bytes it takes beside them."""

    places: tuple[tuple[int, int], ...]
    beside: int


def touched_by(task: Callable[[], None]) -> Touched | None:
    """Do the task in a fork and see what it wrote to; None where the kernel does not say or could not use it.

    The fork stands behind no wall: the task works on nothing that is foreign.
    """
    if not _can_populate():
        return None
    before = list(_writable())
    read_end, write_end = os.pipe()
    process = os.fork()
    if process == 0:
        with contextlib.suppress(BaseException):  # an empty answer says it
            task()
            answer = array.array("Q", [number for place in _own(_writable()) for number in place]).tobytes()
            while answer:
                answer = answer[os.write(write_end, answer) :]
        os._exit(0)
    os.close(write_end)
    found = array.array("Q")
    with os.fdopen(read_end, "rb") as pipe:
        found.frombytes(pipe.read(_MOST))
    os.waitpid(process, 0)
    every = list(zip(found[::2], found[1::2], strict=True))
    known = tuple(p for p in every if any(a <= p[0] and p[0] + p[1] <= b for a, b in before))
    return Touched(known, sum(length for _, length in every) - sum(n for _, n in known)) if known else None


def take(touched: Touched) -> None:
    """Have the pages of these places copied, and as much new memory ready as the task took."""
    for address, length in touched.places:
        LIBC.madvise(
            ctypes.c_void_p(address), ctypes.c_size_t(length), _POPULATE_WRITE
        )  # what is gone is gone
    room = [bytearray(_PIECE) for _ in range(touched.beside // _PIECE)]
    del room


def _can_populate() -> bool:
    with mmap.mmap(-1, mmap.PAGESIZE) as page:
        at = ctypes.addressof(ctypes.c_char.from_buffer(page))
        return bool(LIBC.madvise(ctypes.c_void_p(at), ctypes.c_size_t(mmap.PAGESIZE), _POPULATE_WRITE) == 0)


def _writable() -> Iterator[tuple[int, int]]:
    """Where this process may write and nobody else does, from first to last."""
    for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines():
        place, rights, *_, name = [*line.split(maxsplit=5), ""][:6]
        if rights == "rw-p" and (name == "[heap]" or not name.startswith("[")):
            first, _, after = place.partition("-")
            yield int(first, 16), int(after, 16)


def _own(where: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs of pages that only this process has; a page between two of them is taken along."""
    with Path("/proc/self/pagemap").open("rb", buffering=0) as file:
        for first, after in where:
            pages = (after - first) // mmap.PAGESIZE
            entries = array.array(
                "Q", os.pread(file.fileno(), pages * _ENTRY, first // mmap.PAGESIZE * _ENTRY)
            )
            own = [n for n, e in enumerate(entries) if e & _PRESENT and e & _OWN and not e & _SHARED]
            begin = 0
            for at in range(1, len(own) + 1):
                if at == len(own) or own[at] - own[at - 1] > 2:
                    yield first + own[begin] * mmap.PAGESIZE, (own[at - 1] - own[begin] + 1) * mmap.PAGESIZE
                    begin = at
