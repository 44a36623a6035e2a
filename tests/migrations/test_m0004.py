"""m0004_requisitions keeps requisitions, postings, requirements and corrections."""

import pytest

from appliance.foundation.store.connection import driver


def test_it_keeps_older_rows_and_makes_its_tables(migrated):
    migrated("m0004_requisitions", "requisition", "posting", "requirement", "requirement_correction")


def test_a_requisition_has_one_of_three_states(migrated):
    connection = migrated("m0004_requisitions")
    with pytest.raises(driver.IntegrityError):
        connection.execute(
            "INSERT INTO requisition (id, reference, title, state, added_at, changed_at) VALUES ('r', 'R-1', 't', 'odd', '', '')"
        )
