"""m0013_transfer keeps partners, packets in their order, and which record is which."""

import pytest

from appliance.foundation.store.connection import driver

PARTNER = "INSERT INTO partner VALUES ('part_1', 'inst_1', 'High', 's', 'r', 'w', ?, 'a', 'A', '2026')"
PACKET = "INSERT INTO packet VALUES (?, 'part_1', 1, ?, 'h', 'sent', '2026', '{}', '2026', 'a', 'A')"


def test_it_keeps_older_rows_and_makes_its_tables(migrated):
    migrated("m0013_transfer", "partner", "packet", "carried")


def test_a_direction_is_one_of_three(migrated):
    connection = migrated("m0013_transfer")
    with pytest.raises(driver.IntegrityError):
        connection.execute(PARTNER, ("sideways",))


def test_a_number_is_used_once_and_counts_from_one(migrated):
    connection = migrated("m0013_transfer")
    connection.execute(PARTNER, ("both",))
    connection.execute(PACKET, ("pack_1", 1))
    for identifier, seq in (("pack_2", 1), ("pack_3", 0)):
        with pytest.raises(driver.IntegrityError):
            connection.execute(PACKET, (identifier, seq))


def test_what_came_goes_with_its_partner(migrated):
    connection = migrated("m0013_transfer")
    connection.execute(PARTNER, ("both",))
    connection.execute("INSERT INTO carried VALUES ('part_1', 'cand_1', 'cand_2', 'h', 1)")
    connection.execute("DELETE FROM partner")
    assert connection.execute("SELECT count(*) AS n FROM carried").fetchone() == {"n": 0}
