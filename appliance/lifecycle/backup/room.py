"""Whether there is room, asked before anything is written; and what to say when there is none after all."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from appliance.lifecycle.backup.errors import DiskFilledUp, NoRoom

MIB = 1 << 20
SPARE = 64 * MIB
"""What stays free for those who go on working."""


def need(what: str, size: int, where: Path) -> None:
    """Raise NoRoom unless ``size`` bytes fit at ``where`` with something to spare."""
    free = shutil.disk_usage(where).free
    if size + SPARE > free:
        raise NoRoom(what=what, needed=f"{-(-(size + SPARE) // MIB):,}", where=where, free=f"{free // MIB:,}")


@contextmanager
def filling(what: str) -> Iterator[None]:
    """A disk that fills up half-way is said as such. The caller removes what it wrote."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFilledUp(what=what) from error
        raise
