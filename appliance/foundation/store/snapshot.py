"""A consistent copy of a database that is being written to.

While a read transaction is open, SQLite in WAL mode neither restarts the log that it needs nor moves anything newer
than its view into the database file (https://sqlite.org/walformat.html, "WAL locks"). So the two files can be copied
as they lie, still encrypted: pages that a checkpoint rewrites meanwhile stand in the copied log as well, and a
half-copied tail of the log fails its checksums and is left out. No writer waits. SQLite's own backup call would
decrypt and encrypt every page, which takes ten times as long (docs/decisions/0003-age-for-backups.md).
"""

from __future__ import annotations

import os
from pathlib import Path

from appliance.foundation.kernel.files import sync_folder
from appliance.foundation.store.connection import connect

_PIECE = 16 << 20


class CopySource:
    """Reads the files of a database that this process has open.

    The system forgets a process's locks on a file as soon as it closes *any* descriptor of it, SQLite's included
    (https://sqlite.org/howtocorrupt.html, 2.2). So the descriptor is kept until the connections are closed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = -1

    def copy_to(self, target: Path) -> None:
        """Copy database and log, durably. Call it inside a read transaction. Raises OSError."""
        if self._kept < 0:
            self._kept = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC)
        _copy(self._kept, target)
        try:
            # nobody locks the log itself
            log = os.open(_log_of(self._path), os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return
        try:
            _copy(log, _log_of(target))
        finally:
            os.close(log)

    def close(self) -> None:
        """Let go of the descriptor, after the connections."""
        if self._kept >= 0:
            os.close(self._kept)
            self._kept = -1


def settle(path: Path, key: bytes) -> None:
    """Bring a copied log into its database, so that one durable file is left. Raises the driver's errors."""
    connection = connect(path, key)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()  # the last one to close removes the log
    sync_folder(path.parent)


def _log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _copy(descriptor: int, target: Path) -> None:
    out = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        offset = 0
        while sent := os.sendfile(out, descriptor, offset, _PIECE):
            offset += sent
        os.fsync(out)
    finally:
        os.close(out)
