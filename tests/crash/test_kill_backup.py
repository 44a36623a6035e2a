"""Backups and restores are killed with -9 at random moments: nothing half-made is taken for whole.

4 kills of each by default, 300 with MUSTER_FULL=1.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.clock import SystemClock
from appliance.foundation.packets import parse_key_file
from appliance.foundation.store import Store
from appliance.lifecycle.backup.desk import Backups
from appliance.lifecycle.restore import restore_folder

ROOT = Path(__file__).parents[2]
KILLS = 300 if os.environ.get("MUSTER_FULL") else 4
ADA = Actor(ref="user:ada", name="Ada", kind="user")
OLD, NEW = 30, 20
MAKE = """
from pathlib import Path
import sys
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.clock import SystemClock
from appliance.foundation.store import Store
from appliance.lifecycle.backup import desk, drill
from appliance.lifecycle import restore
ada = Actor(ref="user:ada", name="Ada", kind="user")
place = Path(sys.argv[1])
store = Store(place / "data", SystemClock())
print("ready", flush=True)
desk.Backups(store, place / "kept").make(ada)
"""
RESTORE = """
from pathlib import Path
import sys
from appliance.foundation import packets
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.clock import SystemClock
from appliance.lifecycle import restore
ada = Actor(ref="user:ada", name="Ada", kind="user")
place = Path(sys.argv[1])
keys = packets.parse_key_file((place / "key").read_text())
print("ready", flush=True)
restore.restore_folder(next((place / "kept").glob("*-backup")), keys.secrets, place / "data", SystemClock(), ada)
"""


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


def killed(script, place, chance, longest):
    """Run until a random moment; whether the kill landed while it was at work."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(place)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout.readline() == b"ready\n"
    time.sleep(chance.random() * longest)
    process.kill()
    process.stdout.close()
    return process.wait() == -signal.SIGKILL


def people(data):
    store = Store(data, SystemClock())
    with store.reading() as tx:
        count = tx.value("SELECT count(*) FROM candidate")
    sound = store.integrity()
    store.close()
    return count, sound


@pytest.mark.timeout(4800)
def test_a_killed_backup_is_none_and_the_next_one_is_made(place):
    chance, landed = random.Random(1), 0
    while landed < KILLS:
        landed += killed(MAKE, place, chance, 0.5)
        store = Store(place / "data", SystemClock())
        desk = Backups(store, place / "kept")
        for one in desk.kept():
            desk.verify(ADA, place / "kept" / one.name)
        store.close()
    store = Store(place / "data", SystemClock())
    Backups(store, place / "kept").make(ADA)
    store.close()
    assert not list((place / "kept").glob(".making-*"))
    print(f"{landed} backups killed: every file that bears a backup's name is whole")
    assert landed == KILLS


@pytest.mark.timeout(4800)
def test_a_killed_restore_leaves_the_old_data_or_the_restored_ones(place):
    chance, landed, seen = random.Random(2), 0, set()
    while landed < KILLS:
        top_up(place / "data")
        landed += killed(RESTORE, place, chance, 0.6)
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
