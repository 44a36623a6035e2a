"""m0008_backup keeps the books of backups and rehearsed restores."""

import pytest

from appliance.foundation.store.connection import driver


def test_it_keeps_older_rows_and_makes_its_tables(migrated):
    migrated("m0008_backup", "backup", "backup_drill")


@pytest.mark.parametrize(
    "row",
    ["('b', 'n', 'whim', 'good', 'a', 't')", "('b', 'n', 'asked', 'perhaps', 'a', 't')"],
)
def test_reasons_and_states_come_from_lists(migrated, row):
    connection = migrated("m0008_backup")
    with pytest.raises(driver.IntegrityError):
        connection.execute(f"INSERT INTO backup (id, name, reason, state, made_by, made_at) VALUES {row}")
