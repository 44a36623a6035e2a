"""m0012_samples keeps what was measured."""

import pytest

from appliance.foundation.store.connection import driver


def test_it_keeps_older_rows_and_makes_its_table(migrated):
    migrated("m0012_samples", "sample")


def test_one_value_of_a_series_a_moment_and_only_minutes_and_hours(migrated):
    connection = migrated("m0012_samples")
    connection.execute("INSERT INTO sample VALUES ('free', 't', 60, 1)")
    for row in ("('free', 't', 60, 2)", "('free', 'u', 61, 2)"):
        with pytest.raises(driver.IntegrityError):
            connection.execute(f"INSERT INTO sample VALUES {row}")
