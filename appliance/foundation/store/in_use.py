"""Who uses a data directory: everybody shares it, an upgrade or a rollback has it alone."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from appliance.foundation.store.errors import DataBeingChanged, DataInUse

NAME = "in-use.lock"


def share(folder: Path) -> int:
    """A descriptor that holds a share of the data directory until it is closed. Raises DataBeingChanged."""
    descriptor = _open(folder)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise DataBeingChanged from error
    return descriptor


@contextmanager
def alone(folder: Path, wait: float = 0) -> Iterator[None]:
    """Have the data directory alone. Raises DataInUse when others still use it after ``wait`` seconds."""
    descriptor = _open(folder)
    end = time.monotonic() + wait
    try:
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() >= end:
                    raise DataInUse(path=folder) from error
                time.sleep(0.05)
        yield
    finally:
        os.close(descriptor)


def _open(folder: Path) -> int:
    descriptor = os.open(folder / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    if os.geteuid() == 0:
        owner = folder.stat()  # a lock that root made must not keep the service user out
        os.fchown(descriptor, owner.st_uid, owner.st_gid)
    return descriptor
