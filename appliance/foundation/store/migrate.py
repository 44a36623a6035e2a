"""Bring a database to the shape this version knows; migrations are a list and a loop.

``sqlite_utils.Migrations`` runs each in a transaction with its record. The names are literal here, so that a
frozen program finds them; an old migration is never edited.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlcipher3 import dbapi2 as driver
from sqlite_utils import Database, Migrations

from appliance.foundation.store.errors import NewerData
from appliance.foundation.store.migrations import MIGRATIONS

SET_NAME = "muster"


def migrate(connection: Any, upto: str | None = None) -> list[str]:
    """Apply what is missing, up to and including ``upto``; the names applied.

    Raises NewerData when the database knows a migration this program does not.
    """
    factory, connection.row_factory = connection.row_factory, None
    try:
        database = Database(connection, execute_plugins=False)
        migrations = Migrations(SET_NAME)
        known: list[str] = []
        for name, function in MIGRATIONS:
            migrations(name=name)(_named(function))
            known.append(name)
        applied = {m.name for m in migrations.applied(database)}
        unknown = sorted(applied - set(known))
        if unknown:
            raise NewerData(name=unknown[0])
        pending = [name for name in known if name not in applied]
        if upto is not None:
            later = known[known.index(upto) + 1 :]
            pending = [name for name in pending if name not in later]
        if pending:
            stop = known[known.index(pending[-1]) + 1 :]
            migrations.apply(database, stop_before=[n for n in stop if n not in applied] or None)
        return pending
    finally:
        connection.row_factory = factory


def own_tables() -> frozenset[str]:
    """The tables this program's migrations make, whatever else a database holds."""
    connection = driver.connect(":memory:", isolation_level=None)
    try:
        migrate(connection)
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    finally:
        connection.close()
    return frozenset(row[0] for row in rows)


def _named(function: Callable[[Any], None]) -> Any:
    return function


def unknown_to_us(connection: Any) -> list[str]:
    """Names of applied migrations that this program does not have, in order; changes nothing."""
    factory, connection.row_factory = connection.row_factory, None
    try:
        database = Database(connection, execute_plugins=False)
        if "_sqlite_migrations" not in database.table_names():
            return []
        rows = database.query("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", [SET_NAME])
        known = {name for name, _ in MIGRATIONS}
        return sorted(row["name"] for row in rows if row["name"] not in known)
    finally:
        connection.row_factory = factory
