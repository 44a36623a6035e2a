"""m0005_intake keeps batches, files with verdicts and questions."""

import pytest

from appliance.foundation.store.connection import driver


def test_it_keeps_older_rows_and_makes_its_tables(migrated):
    migrated("m0005_intake", "batch", "batch_file", "review_question")


def test_a_batch_comes_from_one_of_three_doors(migrated):
    connection = migrated("m0005_intake")
    with pytest.raises(driver.IntegrityError):
        connection.execute(
            "INSERT INTO batch (id, label, source, kind, state, started_by, started_by_name, started_at) VALUES ('b', 'l', 'odd', 'auto', 'reading', '', '', '')"
        )
