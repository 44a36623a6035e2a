"""Connections to the encrypted database: opened one way, with everything that matters asserted."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from appliance.foundation.store.errors import (
    RuleBroken,
    StoreDamaged,
    StoreFull,
    StoreLocked,
    StoreUnsafe,
    WrongKey,
)

OLDEST_SAFE = (3, 51, 3)
"""SQLite before 3.51.3 can corrupt a database in WAL mode (https://sqlite.org/wal.html, "WAL-reset bug")."""

REMEMBERED = 8000
REMEMBERED_BESIDE = 2000
"""Kilobytes of decrypted pages that a connection keeps, and one that is used when several threads ask at once."""
LOG_PAGES = 1000
LOG_PAGES_LEFT = 8000
"""Pages of the write-ahead log after which a commit moves it into the database, which takes some tens of milliseconds;
and where that is left to the worker (32 MB: only when there is none)."""
BUSY_SECONDS = 15
LOOK_AGAIN_SECONDS = 0.0005
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: NORMAL loses acknowledged commits when the power goes
    "foreign_keys": 1,
    "secure_delete": 1,
}


def connect(path: Path, key: bytes, *, remembers: int = REMEMBERED, log_pages: int = LOG_PAGES) -> Any:
    """An open, verified connection in autocommit mode; ``key`` is 32 raw bytes.

    ``remembers`` is how many kilobytes of decrypted pages it keeps; a commit that lets the log grow to ``log_pages``
    moves it into the database. Raises StoreUnsafe, WrongKey, StoreDamaged.
    """
    if driver.sqlite_version_info < OLDEST_SAFE:
        raise StoreUnsafe(why=f"SQLite {driver.sqlite_version} has a known corruption bug")
    connection = driver.connect(
        str(path), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        if not connection.execute("PRAGMA cipher_version").fetchone():
            raise StoreUnsafe(why="the database driver does not encrypt")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except driver.DatabaseError as error:
            raise WrongKey(path="keys/store.key") from error
        for name, wanted in PRAGMAS.items():
            connection.execute(f"PRAGMA {name} = {wanted}")
            found = connection.execute(f"PRAGMA {name}").fetchone()[0]
            if found != wanted:
                raise StoreUnsafe(why=f"{name} is {found} instead of {wanted}")
        connection.execute("PRAGMA temp_store = MEMORY")  # nothing of ours in clear in /tmp
        connection.execute(f"PRAGMA cache_size = -{remembers}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {log_pages}")
        connection.row_factory = _row
    except BaseException:
        connection.close()
        raise
    return connection


def begin_writing(connection: Any) -> None:
    """Begin the only writing transaction, as soon as the other process that has one ends it.

    SQLite itself looks again after longer and longer pauses, up to a tenth of a second: beside a process that writes many
    short transactions, as an import does, somebody at a page waited for half a second. Raises the driver's error after
    ``BUSY_SECONDS``.
    """
    until = time.monotonic() + BUSY_SECONDS
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except driver.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > until:
                    raise
                time.sleep(LOOK_AGAIN_SECONDS)
            else:
                return
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")


def _row(cursor: Any, values: tuple[Any, ...]) -> dict[str, Any]:
    return {column[0]: value for column, value in zip(cursor.description, values, strict=True)}


@contextmanager
def translated() -> Iterator[None]:
    """The driver's exceptions, which are not those of ``sqlite3``, as Muster's own."""
    try:
        yield
    except driver.IntegrityError as error:
        raise RuleBroken(why=str(error)) from error
    except driver.OperationalError as error:
        text = str(error)
        if "locked" in text or "busy" in text:
            raise StoreLocked from error
        if "full" in text:
            raise StoreFull from error
        if "disk I/O" in text or "unable to open" in text:
            raise StoreDamaged(why=text) from error
        raise
    except driver.DatabaseError as error:
        if isinstance(error, driver.ProgrammingError):
            raise
        raise StoreDamaged(why=str(error)) from error


def driver_versions() -> dict[str, str]:
    """Versions of SQLite and of its encryption."""
    connection = driver.connect(":memory:")
    try:
        cipher = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    return {"sqlite": driver.sqlite_version, "sqlcipher": str(cipher[0]) if cipher else ""}
