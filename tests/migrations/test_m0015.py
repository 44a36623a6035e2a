"""m0015_ledger says of a search whom it found, shown or not, and with which filters."""

from appliance.foundation.store.migrate import migrate

ROW = (
    "INSERT INTO search_entry (id, at, actor, actor_name, requisition_id, sourcing, kind, typed, parsed, understood, "
    "generation, analysis, total) VALUES ('search_1', '', 'user_1', 'Rui', '', 'x', 'candidate', '', '{}', '', 1, '1', 3)"
)


def test_older_searches_say_neither(before):
    connection = before("m0015_ledger")
    connection.execute(ROW)
    assert "m0015_ledger" in migrate(connection)
    found = connection.execute("SELECT everyone, filters, total FROM search_entry").fetchone()
    assert found == {"everyone": "", "filters": "{}", "total": 3}
