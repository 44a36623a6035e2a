"""m0002_accounts makes its tables on a database that holds older rows."""

import pytest

from appliance.foundation.store.connection import connect
from appliance.foundation.store.migrate import migrate

TABLES = ("account_user", "account_session", "account_link", "account_tries")


@pytest.fixture
def older(tmp_path):
    """A database as it was before this migration, with a row in it."""
    connection = connect(tmp_path / "old.db", b"k" * 32)
    migrate(connection, upto="m0001_foundation")
    connection.execute("INSERT INTO note VALUES ('old', 'row')")
    yield connection
    connection.close()


def test_older_rows_stay_and_the_tables_of_accounts_stand(older):
    assert "m0002_accounts" in migrate(older)
    assert older.execute("SELECT value FROM note").fetchone() == {"value": "row"}
    for table in TABLES:
        assert older.execute(f"SELECT count(*) AS n FROM {table}").fetchone()["n"] == 0


def test_a_session_goes_with_its_user(older):
    migrate(older)
    older.execute("PRAGMA foreign_keys = ON")
    older.execute(
        "INSERT INTO account_user (id, login, name, role, state, made_at) "
        "VALUES ('u', 'ada', 'Ada', 'administrator', 'active', 'now')"
    )
    older.execute("INSERT INTO account_session VALUES ('s', 'h', 'u', 'now', 'now', 'later', '[]')")
    older.execute("DELETE FROM account_user")
    assert older.execute("SELECT count(*) AS n FROM account_session").fetchone()["n"] == 0
