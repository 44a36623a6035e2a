"""Bring a database that nobody uses into one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from appliance.foundation.store.connection import connect, translated
from appliance.foundation.store.errors import KeyFileMissing
from appliance.foundation.store.keys import load_or_make_key
from appliance.foundation.store.migrate import unknown_to_us


def empty_log(folder: Path) -> None:
    """Move what a killed process left in the write-ahead log into ``muster.db``; the caller has the folder alone.

    Raises KeyFileMissing, WrongKey, StoreDamaged.
    """
    connection = _open(folder)
    try:
        with translated():
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()


def newer_than_we(folder: Path) -> list[str]:
    """Names of changes in the data that this program does not know; empty when it may open it.

    Raises KeyFileMissing, WrongKey, StoreDamaged.
    """
    connection = _open(folder)
    try:
        with translated():
            return unknown_to_us(connection)
    finally:
        connection.close()


def _open(folder: Path) -> Any:
    key_path = folder / "keys" / "store.key"
    if not key_path.exists():
        raise KeyFileMissing(path=str(folder / "muster.db"))
    return connect(folder / "muster.db", load_or_make_key(key_path))
