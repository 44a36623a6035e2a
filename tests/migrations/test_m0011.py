"""m0011_searches keeps saved searches, and what older entries of the ledger gained."""

import pytest

from appliance.foundation.store.connection import driver
from appliance.foundation.store.migrate import migrate


def test_it_keeps_older_rows_and_makes_its_tables(migrated):
    migrated("m0011_searches", "saved_search")


def test_an_older_search_was_not_widened_and_saw_everything(before):
    connection = before("m0011_searches")
    connection.execute(
        "INSERT INTO search_entry (id, at, actor, actor_name, sourcing, kind, typed, parsed, understood, generation, "
        "analysis, total) VALUES ('s', '', 'user:rui', 'Rui', 'why', 'candidate', 'python', '{}', '', 1, '', 0)"
    )
    migrate(connection)
    row = connection.execute("SELECT widened, exact, scope FROM search_entry").fetchone()
    assert row == {"widened": "[]", "exact": "", "scope": ""}


def test_a_name_is_used_once_by_one_person(migrated):
    connection = migrated("m0011_searches")
    connection.execute("INSERT INTO saved_search VALUES ('a', 'user:rui', 'Mine', '{}', '', '', 0)")
    with pytest.raises(driver.IntegrityError):
        connection.execute("INSERT INTO saved_search VALUES ('b', 'user:rui', 'Mine', '{}', '', '', 0)")
