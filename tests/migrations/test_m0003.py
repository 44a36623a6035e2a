"""m0003_candidates keeps people, their documents, facts and corrections."""

import pytest

from appliance.foundation.store.connection import driver


def test_it_keeps_older_rows_and_makes_its_tables(migrated):
    migrated(
        "m0003_candidates",
        "candidate",
        "candidate_document",
        "candidate_fact",
        "fact_correction",
        "candidate_key",
    )


def test_a_document_belongs_to_somebody(migrated):
    connection = migrated("m0003_candidates")
    with pytest.raises(driver.IntegrityError):
        connection.execute(
            "INSERT INTO candidate_document VALUES ('d', 'nobody', 's', 'f', 'pdf', '', '', '', '', '', '', '')"
        )
