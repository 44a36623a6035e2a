"""Backups and restores are killed with -9 at random moments: nothing half-made is taken for whole.

4 kills of each by default, 300 with MUSTER_FULL=1.
"""

import os
import random
import signal
import time

import pytest

from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.clock import SystemClock
from appliance.foundation.packets import parse_key_file
from appliance.foundation.store import Store
from appliance.lifecycle.backup.desk import Backups
from appliance.lifecycle.restore import restore_folder

KILLS = 300 if os.environ.get("MUSTER_FULL") else 4
ADA = Actor(ref="user:ada", name="Ada", kind="user")
OLD, NEW = 30, 20


def make(place, ready):
    """Make a backup."""
    store = Store(place / "data", SystemClock())
    ready()
    Backups(store, place / "kept").make(ADA)


def restore(place, ready):
    """Restore the first backup."""
    secrets = parse_key_file((place / "key").read_text()).secrets
    ready()
    restore_folder(next((place / "kept").glob("*-backup")), secrets, place / "data", SystemClock(), ADA)


def add_people(store, first, count):
    with store.writing() as tx:
        for number in range(first, first + count):
            person = f"cand_{number:04d}"
            name = store.files.put(tx, person, os.urandom(40_000))
            tx.insert("candidate", id=person, name=f"Person {number}", added_at=tx.now, changed_at=tx.now)
            tx.insert(
                "candidate_document", id=f"doc_{number:04d}", candidate_id=person, sha256=name, file_name="x",
                format="text", text="", layout="{}", notes="[]", reader="1", added_at=tx.now,
            )  # fmt: skip


@pytest.fixture
def place(tmp_path):
    """Data of twenty people, a backup of them, and ten people more who came later."""
    store = Store(tmp_path / "data", SystemClock())
    desk = Backups(store, tmp_path / "kept")
    begun = desk.begin_recovery(ADA)
    desk.prove_recovery(ADA, begun.key_file)
    (tmp_path / "key").write_text(begun.key_file)
    add_people(store, 0, NEW)
    desk.make(ADA)
    add_people(store, NEW, OLD - NEW)
    store.close()
    return tmp_path


def top_up(data):
    """Let the data be another thing than the backup again."""
    store = Store(data, SystemClock())
    with store.reading() as tx:
        few = tx.value("SELECT count(*) FROM candidate") == NEW
    if few:
        add_people(store, NEW, OLD - NEW)
    store.close()


def begun(work, place):
    """The number of a process that has begun the work: forked, since starting Python anew costs more than the work."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        status = 1
        try:
            work(place, lambda: os.write(writing, b"."))
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    assert os.read(reading, 1) == b"."
    os.close(reading)
    return child


def killed(work, place, chance, longest):
    """Run until a random moment; whether the kill landed while it was at work."""
    child = begun(work, place)
    time.sleep(chance.random() * longest)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def seconds_of(work, place):
    """How long it takes on this machine when it is left alone: kills are to reach its last step, too."""
    child, since = begun(work, place), time.monotonic()
    assert os.waitpid(child, 0)[1] == 0
    return time.monotonic() - since


def people(data):
    store = Store(data, SystemClock())
    with store.reading() as tx:
        count = tx.value("SELECT count(*) FROM candidate")
    sound = store.integrity()
    store.close()
    return count, sound


@pytest.mark.timeout(4800)
def test_a_killed_backup_is_none_and_the_next_one_is_made(place):
    chance, landed, whole = random.Random(1), 0, set()
    longest = seconds_of(make, place)
    while landed < KILLS:
        landed += killed(make, place, chance, longest)
        store = Store(place / "data", SystemClock())
        desk = Backups(store, place / "kept")
        for one in desk.kept():
            if one.name not in whole:  # looked at again at the end
                desk.verify(ADA, place / "kept" / one.name)
                whole.add(one.name)
        store.close()
        if landed and landed % 50 == 0:
            print(f"{landed} backups killed so far, {len(whole)} were whole before", flush=True)
    store = Store(place / "data", SystemClock())
    desk = Backups(store, place / "kept")
    desk.make(ADA)
    for one in desk.kept():
        desk.verify(ADA, place / "kept" / one.name)
    store.close()
    assert not list((place / "kept").glob(".making-*"))
    print(f"{landed} backups killed: each of the {len(whole)} files that bear a backup's name is whole")
    assert landed == KILLS


@pytest.mark.timeout(4800)
def test_a_killed_restore_leaves_the_old_data_or_the_restored_ones(place):
    chance, landed, seen = random.Random(2), 0, set()
    longest = seconds_of(restore, place)
    while landed < KILLS:
        top_up(place / "data")
        landed += killed(restore, place, chance, longest)
        if landed and landed % 50 == 0:
            print(f"{landed} restores killed so far", flush=True)
        count, sound = people(place / "data")
        assert count in (OLD, NEW)
        assert sound == []
        seen.add(count)
    secrets = parse_key_file((place / "key").read_text()).secrets
    done = restore_folder(
        next((place / "kept").glob("*-backup")), secrets, place / "data", SystemClock(), ADA
    )
    assert people(done.data) == (NEW, [])
    assert not [p for p in place.glob("data.restoring-*") if (p / "RESTORING").exists()]
    print(f"{landed} restores killed: the data are always whole, with {sorted(seen)} people")
    assert landed == KILLS
