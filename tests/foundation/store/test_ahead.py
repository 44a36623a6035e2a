"""A commit beside whoever wrote: durable when it was waited for, undone when it failed, in order with all others."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from appliance.foundation import audit
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.store import Store
from appliance.foundation.store.errors import RuleBroken

RUI = Actor(ref="user:rui", name="Rui", kind="user", role="recruiter")


def note(name, value="1"):
    return lambda tx: tx.insert("note", name=name, value=value)


def notes(store):
    with store.reading() as tx:
        return [row["name"] for row in tx.rows("SELECT name FROM note ORDER BY name")]


def test_what_was_waited_for_is_there_for_another_process(store, tmp_path, clock):
    called = []

    def story(tx):
        tx.after_commit.append(lambda: called.append("after"))
        tx.before_commit.append(lambda: called.append("before"))
        note("a")(tx)
        return "told"

    ahead = store.write_ahead(story)
    assert ahead.told == ahead.wait() == ahead.wait() == "told"
    assert called == ["before", "after"]
    other = Store(tmp_path / "data", clock)
    assert notes(other) == ["a"]
    other.close()


def test_what_is_called_afterwards_may_write_itself(store):
    def story(tx):
        note("a")(tx)
        tx.after_commit.append(lambda: store.write_ahead(note("b")).wait())

    first = store.write_ahead(story)
    second = store.write_ahead(note("c"))
    first.wait()
    second.wait()
    assert notes(store) == ["a", "b", "c"]


def test_what_a_story_raises_undoes_it_at_once_and_the_pen_is_free(store):
    def story(tx):
        note("a")(tx)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.write_ahead(story)
    store.write_ahead(note("b")).wait()
    assert notes(store) == ["b"]


def test_a_commit_that_fails_is_raised_to_whoever_waits_and_leaves_nothing(store):
    def story(tx):
        tx.execute("PRAGMA defer_foreign_keys = ON")
        note("a")(tx)
        tx.insert("search_shown", entry_id="search_none", ref="cand_x", rank=1, view="{}", at=tx.now)

    ahead = store.write_ahead(story)
    for _ in range(2):
        with pytest.raises(RuleBroken):
            ahead.wait()
    with store.writing() as tx:
        note("b")(tx)
    assert notes(store) == ["b"]


def test_the_next_to_write_waits_and_whoever_reads_does_not(store):
    disk = threading.Event()

    def story(tx):
        note("a")(tx)
        tx.before_commit.append(lambda: disk.wait(20))

    ahead = store.write_ahead(story)
    assert notes(store) == []
    second = threading.Thread(target=lambda: store.write_ahead(note("b")).wait())
    second.start()
    second.join(0.1)
    assert second.is_alive()
    disk.set()
    second.join(20)
    ahead.wait()
    assert notes(store) == ["a", "b"]


def test_a_story_inside_a_story_is_refused(store):
    with store.writing(), pytest.raises(RuntimeError, match="hand it on"):
        store.write_ahead(note("a"))
    with pytest.raises(RuntimeError, match="hand it on"):
        store.write_ahead(lambda _tx: store.write_ahead(note("b")))
    assert notes(store) == []


def test_threads_that_write_at_once_leave_one_unbroken_chain(store):
    def one(number):
        ahead = store.write_ahead(lambda tx: audit.append(tx, RUI, "search.ran", f"search_{number}"))
        with store.reading() as tx:
            tx.value("SELECT count(*) FROM audit_entry")
        if number % 3 == 0:
            with store.writing() as tx:
                audit.append(tx, RUI, "search.ran", f"search_{number}_again")
        return ahead.wait()

    with ThreadPoolExecutor(4) as pool:
        seqs = list(pool.map(one, range(60)))
    assert len(set(seqs)) == 60
    found = audit.verify(store)
    assert (found.entries, found.broken_at) == (80, 0)


def test_closing_waits_for_a_commit_under_way(tmp_path, clock):
    store = Store(tmp_path / "data", clock)
    for number in range(5):
        store.write_ahead(note(str(number)))
    store.close()
    again = Store(tmp_path / "data", clock)
    assert notes(again) == ["0", "1", "2", "3", "4"]
    again.close()


def test_without_another_thread_whoever_wrote_commits(store, monkeypatch):
    def refuse(thread):
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as full:
        full.setattr(threading.Thread, "start", refuse)
        store.write_ahead(note("a")).wait()
    store.write_ahead(note("b")).wait()
    assert notes(store) == ["a", "b"]
