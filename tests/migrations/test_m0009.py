"""m0009_organisation keeps own terms in versions and who looks at people unmasked; older matches used no own terms."""

import pytest

from appliance.foundation.store.connection import driver
from appliance.foundation.store.migrate import migrate

MATCH = (
    "INSERT INTO stored_match (id, requisition_id, posting_id, at, actor, actor_name, rules, pack, considered, inputs, "
    "inputs_hash, result_hash) VALUES ('match_1', 'req_1', '', '2026', 'a', 'A', 'rules_v1', '1', 0, '{}', '', '')"
)


def test_it_keeps_older_rows_and_makes_its_tables(migrated):
    migrated("m0009_organisation", "organisation_terms", "blind_viewer", "unmasked_candidate")


def test_a_match_made_before_used_no_own_terms(before):
    connection = before("m0009_organisation")
    connection.execute(MATCH)
    migrate(connection)
    assert connection.execute("SELECT terms FROM stored_match").fetchone() == {"terms": 0}


def test_nobody_is_unmasked_for_somebody_who_is_not_blind(migrated):
    connection = migrated("m0009_organisation")
    with pytest.raises(driver.IntegrityError):
        connection.execute("INSERT INTO unmasked_candidate VALUES ('user:rui', 'cand_1', '2026', 'why')")


def test_versions_count_from_one(migrated):
    connection = migrated("m0009_organisation")
    with pytest.raises(driver.IntegrityError):
        connection.execute("INSERT INTO organisation_terms VALUES (0, '2026', 'a', 'A', 'x', '[]')")
