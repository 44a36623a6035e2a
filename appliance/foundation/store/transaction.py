"""One story, one transaction: what a command may do while it holds the pen."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, cast

from appliance.foundation.store.connection import translated

Row = dict[str, Any]


class Reading:
    """A consistent view of the database. Rows come as dictionaries."""

    def __init__(self, connection: Any, now: str) -> None:
        self._connection = connection
        self.now = now
        """The moment the transaction began, as ``kernel.clock.iso``."""
        self.files_on_their_way: dict[Path, Future[None]] = {}
        """Files this transaction put whose bytes are still on their way to the disk."""

    def rows(self, sql: str, *parameters: Any) -> list[Row]:
        """Every row of a query."""
        with translated():
            cursor = self._connection.execute(sql, parameters)
            cursor.row_factory = None  # the names once, and not for each row
            found = cursor.fetchall()
        names = [column[0] for column in cursor.description] if found else []
        return [dict(zip(names, row, strict=True)) for row in found]

    def one(self, sql: str, *parameters: Any) -> Row | None:
        """The first row of a query, or None."""
        with translated():
            return cast("Row | None", self._connection.execute(sql, parameters).fetchone())

    def value(self, sql: str, *parameters: Any) -> Any:
        """The first column of the first row, or None."""
        row = self.one(sql, *parameters)
        return None if row is None else next(iter(row.values()))


class Writing(Reading):
    """The only writer of the moment; everything it does is committed together or not at all."""

    def __init__(self, connection: Any, now: str) -> None:
        super().__init__(connection, now)
        self.before_commit: list[Callable[[], object]] = []
        """Called in order just before the commit: what must be durable by then is waited for here. What one raises
        undoes the transaction."""
        self.after_commit: list[Callable[[], None]] = []
        """Called in order once the transaction is durable; never for what must not be lost."""

    def execute(self, sql: str, *parameters: Any) -> int:
        """Run a statement; the number of rows it changed."""
        with translated():
            return int(self._connection.execute(sql, parameters).rowcount)

    def insert(self, table: str, **row: Any) -> int:
        """Add a row and return its rowid. Lists and dictionaries are stored as JSON text."""
        names = ", ".join(row)
        marks = ", ".join("?" * len(row))
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names are literals of our own code
        with translated():
            return int(self._connection.execute(sql, [_plain(v) for v in row.values()]).lastrowid)

    def insert_many(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add rows given as sequences in the order of ``columns``."""
        marks = ", ".join("?" * len(columns))
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - literals of our own code
        with translated():
            self._connection.executemany(sql, [[_plain(v) for v in row] for row in rows])

    def update(self, table: str, row_id: str, **changes: Any) -> int:
        """Change columns of the row whose ``id`` is ``row_id``; the number of rows changed (0 or 1)."""
        sets = ", ".join(f"{name} = ?" for name in changes)
        values = [_plain(v) for v in changes.values()]
        sql = f"UPDATE {table} SET {sets} WHERE id = ?"  # noqa: S608 - names are literals of our own code
        return self.execute(sql, *values, row_id)


def _plain(value: Any) -> Any:
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return value
