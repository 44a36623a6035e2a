"""The store keeps what it acknowledged, in cipher, and undoes what failed."""

import threading
import time

import pytest

from appliance.foundation.store import Store, StoreLocked, connection
from appliance.foundation.store.connection import PRAGMAS, connect
from appliance.foundation.store.errors import FileMissing, KeyFileMissing, NewerData, RuleBroken, WrongKey


def test_what_was_committed_is_there_after_reopening(tmp_path, clock):
    first = Store(tmp_path, clock)
    with first.writing() as tx:
        tx.insert("note", name="colour", value="teal")
    first.close()
    second = Store(tmp_path, clock)
    with second.reading() as tx:
        assert tx.value("SELECT value FROM note WHERE name = 'colour'") == "teal"
    second.close()


def test_an_exception_undoes_the_whole_story(store):
    with pytest.raises(ZeroDivisionError), store.writing() as tx:
        tx.insert("note", name="a", value="1")
        1 / 0  # noqa: B018
    with store.reading() as tx:
        assert tx.rows("SELECT * FROM note") == []


def test_a_story_inside_a_story_is_refused(store):
    with store.writing(), pytest.raises(RuntimeError, match="hand it on"), store.writing():
        pass


def test_reading_inside_a_story_sees_the_story(store):
    with store.writing() as tx:
        tx.insert("note", name="a", value="1")
        with store.reading() as inner:
            assert inner.value("SELECT count(*) FROM note") == 1


def test_the_pragmas_hold_on_every_connection(store):
    found = {}

    def look():
        with store.reading() as tx:
            found.update({n: tx.value(f"PRAGMA {n}") for n in PRAGMAS})

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == PRAGMAS


def test_nothing_readable_lies_on_the_disk(store, tmp_path):
    with store.writing() as tx:
        tx.insert("note", name="needle", value="haystack-needle-4711")
        name = store.files.put(tx, "batch:1", b"resume-needle-4711")
    store.checkpoint()
    everything = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert len(everything) >= 3
    assert not any(b"needle-4711" in p.read_bytes() for p in everything)
    with store.reading() as tx:
        assert store.files.get(tx, "batch:1", name) == b"resume-needle-4711"


def test_a_wrong_key_is_named(tmp_path, clock):
    Store(tmp_path, clock).close()
    (tmp_path / "keys" / "store.key").write_text("ab" * 32)
    with pytest.raises(WrongKey):
        Store(tmp_path, clock)


def test_a_database_without_its_key_file_is_never_replaced(tmp_path, clock):
    Store(tmp_path, clock).close()
    (tmp_path / "keys" / "store.key").unlink()
    with pytest.raises(KeyFileMissing):
        Store(tmp_path, clock)


def test_data_of_a_newer_version_is_refused(tmp_path, clock):
    store = Store(tmp_path, clock)
    with store.writing() as tx:
        tx.insert("_sqlite_migrations", migration_set="muster", name="m9999_future", applied_at="x")
    store.close()
    with pytest.raises(NewerData, match="m9999_future"):
        Store(tmp_path, clock)


def test_a_broken_rule_is_our_error_not_the_drivers(store):
    with store.writing() as tx:
        tx.insert("note", name="a", value="1")
        with pytest.raises(RuleBroken):
            tx.insert("note", name="a", value="2")


def test_a_changed_byte_in_a_file_is_found(store, tmp_path):
    with store.writing() as tx:
        name = store.files.put(tx, "batch:1", b"content")
    (path,) = [p for p in (tmp_path / "data" / "files").rglob("*") if p.is_file()]
    damaged = bytearray(path.read_bytes())
    damaged[20] ^= 1
    path.write_bytes(damaged)
    with store.reading() as tx, pytest.raises(FileMissing):
        store.files.get(tx, "batch:1", name)


def test_a_destroyed_key_makes_the_files_unreadable(store):
    with store.writing() as tx:
        name = store.files.put(tx, "cand:1", b"content")
    with store.writing() as tx:
        store.files.destroy_key(tx, "cand:1")
    with store.reading() as tx, pytest.raises(FileMissing):
        store.files.get(tx, "cand:1", name)


def test_two_threads_write_one_after_the_other(store):
    def add(start):
        for number in range(start, start + 20):
            with store.writing() as tx:
                tx.insert("note", name=str(number), value="x")

    threads = [threading.Thread(target=add, args=(k * 100,)) for k in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as tx:
        assert tx.value("SELECT count(*) FROM note") == 80


def test_the_plain_driver_cannot_read_it(store, tmp_path):
    with pytest.raises(WrongKey):
        connect(tmp_path / "data" / "muster.db", b"\0" * 32)


def test_a_writer_waits_for_another_process_and_goes_on_when_it_ends(store, clock):
    other = Store(store.folder, clock)  # connections of its own and no lock in common, as in another process
    began = threading.Event()

    def hold():
        with other.writing() as tx:
            tx.insert("note", name="other", value="1")
            began.set()
            time.sleep(0.05)

    thread = threading.Thread(target=hold)
    thread.start()
    assert began.wait(10)
    with store.writing() as tx:
        assert tx.value("SELECT count(*) FROM note") == 1  # the other one had ended, and is seen
        tx.insert("note", name="mine", value="2")
    thread.join()
    other.close()
    with store.reading() as tx:
        assert tx.value("PRAGMA busy_timeout") == 15_000


def test_a_writer_that_waits_too_long_says_so_and_can_write_later(store, clock, monkeypatch):
    other = Store(store.folder, clock)
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0)
    with other.writing(), pytest.raises(StoreLocked), store.writing():
        pass
    with store.writing() as tx:
        tx.insert("note", name="a", value="1")
    other.close()


def test_a_connection_is_used_by_one_thread_at_a_time_and_the_last_one_first(store):
    together = threading.Barrier(3)
    used: list[int] = []

    def look():
        with store.reading() as tx:
            used.append(id(tx._connection))
            together.wait(10)
            with store.reading() as inner:
                assert inner._connection is tx._connection

    for _ in range(3):
        threads = [threading.Thread(target=look) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(set(used[-3:])) == 3
    assert len(set(used)) == 3
    assert len(store._open) == 3
    with store.reading() as first:
        again = id(first._connection)
    with store.writing() as tx:
        assert id(tx._connection) == again


def test_a_view_that_outlives_its_outer_one_keeps_its_connection(store):
    def rows():
        with store.reading() as tx:
            yield from tx.rows("SELECT 1 AS one UNION SELECT 2")

    with store.writing() as tx:
        tx.insert("note", name="a", value="1")
    view = rows()
    next(view)
    thread = threading.Thread(target=view.close)  # ended by another thread, as a streamed answer may be
    thread.start()
    thread.join()
    seen: list[int] = []
    with store.reading() as mine:
        other = threading.Thread(target=lambda: seen.append(_count(store)))
        other.start()
        other.join()
        assert mine.value("SELECT count(*) FROM note") == 1
    assert seen == [1]


def _count(store: Store) -> int:
    with store.reading() as tx:
        return int(tx.value("SELECT count(*) FROM note"))


def test_a_log_that_is_left_grows_until_somebody_tends_it_and_nothing_is_lost(store, clock):
    def grown() -> int:
        with store._connected() as connection:
            row = connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
            return int(row["log"] - row["checkpointed"])

    def write(name: str) -> None:
        with store.writing() as tx:
            tx.insert("note", name=name, value="x" * 400_000)

    store.leave_log()
    tender = Store(store.folder, clock)
    assert not tender.tend_log()
    for n in range(12):  # a hundred pages each: more than a commit leaves otherwise
        write(f"n{n}")
    assert grown() > 1000
    with store.reading() as before:
        assert tender.tend_log()
        assert before.value("SELECT count(*) FROM note") == 12
    write("later")
    assert grown() < 1000
    with tender.reading() as tx:
        assert tx.value("SELECT count(*) FROM note") == 13
    tender.close()


def test_closing_takes_no_connection_out_of_the_hands_of_a_thread(tmp_path, clock):
    """Closed under its hands, it ended the process with a broken memory when a server was told to stop."""
    store = Store(tmp_path / "data", clock)
    begun, end, seen = threading.Event(), threading.Event(), []

    def count():
        with store.reading() as tx:
            begun.set()
            end.wait(5)
            seen.append(tx.value("SELECT count(*) FROM note"))

    thread = threading.Thread(target=count)
    thread.start()
    begun.wait(5)
    threading.Timer(0.2, end.set).start()
    store.close()
    thread.join(5)
    assert seen == [0]
