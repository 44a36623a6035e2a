"""m0001_foundation makes the foundation's tables with their rules."""

import pytest

from appliance.foundation.store.errors import RuleBroken


def test_a_work_item_has_one_of_four_states(store):
    with store.writing() as tx, pytest.raises(RuleBroken):
        tx.insert("work_item", id="w", kind="k", payload="{}", state="odd", due_at="", made_at="")


def test_the_tables_stand(store):
    with store.reading() as tx:
        names = {r["name"] for r in tx.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"note", "owner_key", "audit_entry", "work_item"} <= names
