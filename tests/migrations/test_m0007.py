"""m0007_matching keeps stored matches."""

import pytest

from appliance.foundation.store.connection import driver


def test_it_keeps_older_rows_and_makes_its_tables(migrated):
    migrated("m0007_matching", "stored_match", "matched_candidate")


def test_a_result_belongs_to_a_match(migrated):
    connection = migrated("m0007_matching")
    with pytest.raises(driver.IntegrityError):
        connection.execute("INSERT INTO matched_candidate VALUES ('m', 1, 'c', 0, x'00', '', '')")
