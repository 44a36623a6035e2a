"""Databases as they were before a migration, with a row in them."""

import pytest

from appliance.foundation.store.connection import connect
from appliance.foundation.store.migrate import migrate
from appliance.foundation.store.migrations import MIGRATIONS


@pytest.fixture
def before(tmp_path):
    """``before(name)``: a database with every migration older than ``name``, and a note in it."""
    opened = []

    def database(name):
        names = [known for known, _ in MIGRATIONS]
        connection = connect(tmp_path / f"{name}.db", b"k" * 32)
        opened.append(connection)
        migrate(connection, upto=names[names.index(name) - 1])
        connection.execute("INSERT INTO note VALUES ('old', 'row')")
        return connection

    yield database
    for connection in opened:
        connection.close()


@pytest.fixture
def migrated(before):
    """``migrated(name, tables)``: run it; older rows stay, the tables stand, a second run changes nothing."""

    def run(name, *tables):
        connection = before(name)
        assert name in migrate(connection)
        assert connection.execute("SELECT value FROM note").fetchone() == {"value": "row"}
        for table in tables:
            assert connection.execute(f"SELECT count(*) AS n FROM {table}").fetchone()["n"] >= 0
        assert migrate(connection) == []
        return connection

    return run
