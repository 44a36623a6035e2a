"""Which processors this process runs on.

Python runs one of its threads at a time. On several processors each hand-over from one to the next wakes another of
them, which takes longer than many a step between two hand-overs; on one it costs next to nothing. Eight people who
searched at once were answered a third faster by threads that share a processor.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

_before: set[int] = set()
"""Where this process could run before its threads came to share a processor; empty while they do not."""


def share_one() -> int | None:
    """Have this thread and all that it starts from now on run on one processor; its number, None if they do not.

    Processes with different numbers share different ones. Call it before there are threads.
    """
    try:
        allowed = os.sched_getaffinity(0)
        if len(allowed) == 1:
            return None
        one = sorted(allowed)[os.getpid() % len(allowed)]
        os.sched_setaffinity(0, {one})
    except (AttributeError, OSError):
        return None  # another system, or a filter that refuses the call: it works as well, more slowly
    _before.update(allowed)
    return one


@contextlib.contextmanager
def on_all() -> Iterator[None]:
    """Have this thread, and what it starts inside, run on every processor: children, and work outside of Python's lock."""
    if not _before:
        yield
        return
    here = os.sched_getaffinity(0)
    with contextlib.suppress(OSError):  # none of those before may be allowed any more
        os.sched_setaffinity(0, _before)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, here)
