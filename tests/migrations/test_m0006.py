"""m0006_search keeps the search ledger and the state of the index."""

import pytest

from appliance.foundation.store.connection import driver


def test_it_keeps_older_rows_and_makes_its_tables(migrated):
    migrated("m0006_search", "search_entry", "search_shown", "index_state")


def test_a_search_without_a_booking_is_refused(migrated):
    connection = migrated("m0006_search")
    with pytest.raises(driver.IntegrityError):
        connection.execute(
            "INSERT INTO search_entry (id, at, actor, actor_name, kind, typed, parsed, understood, generation, analysis, total) "
            "VALUES ('s', '', '', '', 'candidate', '', '', '', 1, '', 0)"
        )
