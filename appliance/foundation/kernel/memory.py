"""How this process gets memory from the system and gives it back."""

from __future__ import annotations

import ctypes

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
ARENAS = 2
KEPT = 4_000_000
LARGE = 4_000_000


def give_back() -> None:
    """Return to the system what nothing uses any more: after a start, which makes and drops a lot."""
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError):
        return  # another libc, which keeps what it keeps


def be_thrifty() -> bool:
    """Have glibc keep little of what was let go of; False where there is no glibc. Call it before there are threads.

    Left alone it makes a heap for each thread and keeps the holes in each: a process that searches with six threads
    held 60 MB of them. Two heaps are shared instead, ``KEPT`` bytes stay at their end, and what is larger than
    ``LARGE`` comes from the system and goes back at once (mallopt(3); the numbers are those of ``malloc.h``).
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return False
    wanted = ((_ARENA_MAX, ARENAS), (_TRIM_THRESHOLD, KEPT), (_MMAP_THRESHOLD, LARGE))
    return all(mallopt(name, value) == 1 for name, value in wanted)
