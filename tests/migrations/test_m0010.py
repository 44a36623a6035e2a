"""m0010_teams keeps the team of a requisition and who is in it."""

import pytest

from appliance.foundation.store.connection import driver


def test_it_keeps_older_rows_and_makes_its_tables(migrated):
    migrated("m0010_teams", "requisition_member", "application")


def test_somebody_is_in_a_requisition_once(migrated):
    connection = migrated("m0010_teams")
    connection.execute("INSERT INTO candidate (id, name, added_at, changed_at) VALUES ('c', 'Ada', '', '')")
    connection.execute(
        "INSERT INTO requisition (id, reference, title, organisation, state, openings, owner, owner_name, "
        "weights, batch_id, added_at, changed_at) VALUES ('r', 'R-0001', 'Engineer', '', 'open', 1, '', '', '{}', '', '', '')"
    )
    connection.execute("INSERT INTO application VALUES ('a', 'c', 'r', 'user:rui', 'Rui', '')")
    with pytest.raises(driver.IntegrityError):
        connection.execute("INSERT INTO application VALUES ('b', 'c', 'r', 'user:rui', 'Rui', '')")
