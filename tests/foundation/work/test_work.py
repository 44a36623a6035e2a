"""Work is done once, again after a crash, later after a failure, and given up in sight."""

import os
import signal
import subprocess
import sys
import time

import pytest

from appliance.foundation import work
from appliance.foundation.store import Store

KIND = "intake.read_file"


def handler_of(store, done):
    def handle(items):
        for item in items:
            with store.writing() as tx:
                if work.finish(tx, item.id):
                    done.append(item.payload["n"])

    return handle


def add(store, count, **more):
    with store.writing() as tx:
        return [work.enqueue(tx, KIND, {"n": n}, **more) for n in range(count)]


def test_items_are_done_in_order_and_once(store):
    done = []
    add(store, 5)
    worker = work.Worker(store, "w", {KIND: (handler_of(store, done), 2)})
    worker.drain((KIND,))
    worker.drain((KIND,))
    assert done == [0, 1, 2, 3, 4]


def test_the_item_goes_with_its_story(store):
    with pytest.raises(ZeroDivisionError), store.writing() as tx:
        work.enqueue(tx, KIND, {})
        1 / 0  # noqa: B018
    with store.reading() as tx:
        assert work.counts(tx) == {}


def test_a_failure_waits_longer_each_time_and_is_given_up_in_sight(store, clock):
    def broken(_items):
        raise ValueError("no")

    add(store, 1)
    worker = work.Worker(store, "w", {KIND: (broken, 1)})
    pauses = []
    for _ in range(6):
        worker.run_once()
        with store.reading() as tx:
            pauses.append(work.next_due(tx, (KIND,)))
        clock.forward(hours=2)
    assert pauses[-1] == ""
    assert len(set(pauses)) == 6
    with store.reading() as tx:
        (item,) = work.given_up(tx)
    assert "ValueError: no" in item["error"]
    with store.writing() as tx:
        assert work.try_again(tx, item["id"])
    assert worker.run_once() == 1


def test_a_failure_does_not_stop_the_others(store):
    done = []

    def sometimes(items):
        if items[0].payload["n"] == 0:
            raise ValueError("no")
        handler_of(store, done)(items)

    add(store, 3)
    work.Worker(store, "w", {KIND: (sometimes, 1)}).drain((KIND,))
    assert done == [1, 2]


def test_a_waiting_twin_is_not_added_again(store):
    assert add(store, 1, unique_key="index")[0]
    assert add(store, 1, unique_key="index") == [""]


def test_a_lease_that_ran_out_is_due_again(store, clock):
    add(store, 1)
    with store.writing() as tx:
        assert work.claim(tx, "first", (KIND,), 5, 60)
    with store.writing() as tx:
        assert work.claim(tx, "second", (KIND,), 5, 60) == []
    clock.forward(seconds=61)
    with store.writing() as tx:
        assert [i.attempts for i in work.claim(tx, "second", (KIND,), 5, 60)] == [2]


def test_an_item_that_must_wait_is_not_given_up(store, clock):
    add(store, 1)
    for _ in range(20):
        with store.writing() as tx:
            (item,) = work.claim(tx, "w", (KIND,), 5, 60)
            work.postpone(tx, item, 30, "no jail")
        clock.forward(seconds=31)
    with store.reading() as tx:
        assert work.counts(tx) == {"waiting": 1}


CHILD = """
import sys, time
from pathlib import Path
from appliance.foundation import work
from appliance.foundation.kernel.clock import SystemClock
from appliance.foundation.store import Store
store = Store(Path(sys.argv[1]), SystemClock())
def handle(items):
    for item in items:
        time.sleep(0.01)
        with store.writing() as tx:
            if work.finish(tx, item.id):
                tx.insert("note", name=str(item.payload["n"]), value="done")
worker = work.Worker(store, "child", {"intake.read_file": (handle, 4)})
worker.recover()
print("ready", flush=True)
worker.drain(("intake.read_file",))
"""


def test_kill_minus_nine_loses_nothing_and_repeats_nothing(tmp_path, clock):
    store = Store(tmp_path, clock)
    add(store, 60)
    kills = 0
    for _ in range(30):
        child = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", CHILD, str(tmp_path)], stdout=subprocess.PIPE
        )
        assert child.stdout.readline() == b"ready\n"
        time.sleep(0.12)
        if child.poll() is None:
            os.kill(child.pid, signal.SIGKILL)
            kills += 1
        child.stdout.close()
        if child.wait() == 0:
            break
    with store.reading() as tx:
        assert tx.value("SELECT count(*) FROM note") == 60  # a repeat would break the primary key
        assert work.counts(tx) == {"done": 60}
    store.close()
    assert kills >= 2
