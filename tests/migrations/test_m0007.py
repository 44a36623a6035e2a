"""m0007_matching makes its tables on a database that holds older rows."""

import pytest

from appliance.foundation.store.connection import connect
from appliance.foundation.store.migrate import migrate
from appliance.foundation.store.migrations import MIGRATIONS

TABLES = ["stored_match", "matched_candidate"]


@pytest.fixture
def older(tmp_path):
    """A database as it was before this migration, with a row in it."""
    names = [name for name, _ in MIGRATIONS]
    before = names[names.index("m0007_matching") - 1]
    connection = connect(tmp_path / "old.db", b"k" * 32)
    migrate(connection, upto=before)
    connection.execute("INSERT INTO note VALUES ('old', 'row')")
    yield connection
    connection.close()


def test_older_rows_stay_and_the_new_tables_stand(older):
    assert "m0007_matching" in migrate(older)
    assert older.execute("SELECT value FROM note").fetchone() == {"value": "row"}
    for table in TABLES:
        assert older.execute(f"SELECT count(*) AS n FROM {table}").fetchone()["n"] >= 0


def test_a_second_run_changes_nothing(older):
    migrate(older)
    assert migrate(older) == []
