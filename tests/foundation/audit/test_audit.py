"""The log shows every change, gap and cut relative to what is held."""

import pytest

from appliance.foundation import audit


def fill(store, ada, count=10):
    for number in range(count):
        with store.writing() as tx:
            audit.append(tx, ada, "search.ran", f"search_{number}", {"results": number}, requisition="R-1")


def test_an_untouched_log_verifies_and_names_its_end(store, ada):
    fill(store, ada)
    result = audit.verify(store)
    assert (result.entries, result.broken_at) == (10, 0)
    assert audit.verify(store, result.checkpoint).broken_at == 0


@pytest.mark.parametrize(
    "column", ["at", "actor", "action", "subject", "requisition", "detail", "previous", "hash"]
)
def test_a_change_of_any_column_is_found(store, ada, column):
    fill(store, ada)
    with store.writing() as tx:
        tx.execute(f"UPDATE audit_entry SET {column} = 'x' || {column} WHERE seq = 4")
    assert audit.verify(store).broken_at == 4


def test_a_missing_entry_is_found(store, ada):
    fill(store, ada)
    with store.writing() as tx:
        tx.execute("DELETE FROM audit_entry WHERE seq = 4")
    assert audit.verify(store).broken_at == 5


def test_a_cut_tail_shows_only_against_a_checkpoint(store, ada):
    fill(store, ada)
    held = audit.verify(store).checkpoint
    with store.writing() as tx:
        tx.execute("DELETE FROM audit_entry WHERE seq > 8")
    assert audit.verify(store).broken_at == 0
    assert audit.verify(store, held).broken_at == 10


def test_a_log_written_anew_shows_against_a_checkpoint(store, ada):
    fill(store, ada)
    held = audit.verify(store).checkpoint
    with store.writing() as tx:
        tx.execute("DELETE FROM audit_entry")
        for number in range(10):
            audit.append(tx, ada, "search.ran", f"forged_{number}")
    assert audit.verify(store).broken_at == 0
    assert audit.verify(store, held).broken_at == 10


def test_the_entry_goes_with_its_story(store, ada):
    with pytest.raises(ZeroDivisionError), store.writing() as tx:
        audit.append(tx, ada, "search.ran", "s")
        1 / 0  # noqa: B018
    assert audit.verify(store).entries == 0


def test_an_action_nobody_declared_is_refused(store, ada):
    with store.writing() as tx, pytest.raises(ValueError, match="not an audit action"):
        audit.append(tx, ada, "search.invented", "s")


def test_entries_are_found_by_actor_action_and_requisition(store, ada, rui):
    fill(store, ada, 3)
    with store.writing() as tx:
        audit.append(tx, rui, "matching.ran", "match_1", requisition="R-2")
    with store.reading() as tx:
        assert [e["seq"] for e in audit.entries(tx, actor="user:rui")] == [4]
        assert [e["seq"] for e in audit.entries(tx, action="search.")] == [3, 2, 1]
        assert [e["seq"] for e in audit.entries(tx, requisition="R-1", before=3)] == [2, 1]
        assert audit.entries(tx, actor="user:rui")[0]["detail"] == {}
