"""A backup is one after it was opened again: what is in it, what refuses, and what stays behind when it fails."""

import subprocess
import threading

import pytest

from appliance.foundation import audit, packets
from appliance.foundation.contracts.accounts import SYSTEM_WORKER
from appliance.foundation.store import Store
from appliance.lifecycle.backup import room
from appliance.lifecycle.backup.desk import Backups
from appliance.lifecycle.backup.errors import (
    BackupBusy,
    BackupsElsewhereMissing,
    NoRoom,
    RecoveryKeyMissing,
)
from appliance.lifecycle.backup.making import alone


def test_it_holds_the_database_the_keys_and_every_document(made, store):
    names = [name for name, _, _ in made.opened.manifest.entries]
    assert {"keys/store.key", "keys/appliance.age", "keys/signing.key", "muster.db"} <= set(names)
    assert len([n for n in names if n.startswith("files/")]) == made.documents == 12
    assert made.missing == 0
    assert made.opened.counts["candidate"] == 12
    assert made.opened.log == (2, audit.verify(store, None).checkpoint.hash) or made.opened.log[0] == 2


def test_its_readable_part_says_who_can_open_it_and_nothing_about_people(made):
    first, second = made.path.read_bytes().split(b"\n", 2)[:2]
    assert first == b"muster-sealed 1"
    header = packets.read_header(made.path)
    assert [r.name.split(",")[0].split(" of ")[0] for r in header.recipients] == [
        "the key",
        "the organisation's recovery key",
    ]
    assert b"Person" not in made.path.read_bytes()
    assert b"example.com" not in second


def test_stock_age_and_tar_open_it_with_the_recovery_key_alone(made, key_file, tmp_path):
    sealed, key = tmp_path / "sealed.age", tmp_path / "key.txt"
    sealed.write_bytes(made.path.read_bytes().split(b"\n", 2)[2])
    key.write_text(key_file.secrets[0] + "\n")
    archive = tmp_path / "archive.tar"
    subprocess.run(["age", "-d", "-i", key, "-o", archive, sealed], check=True)
    listed = subprocess.run(["tar", "tf", archive], check=True, capture_output=True, text=True).stdout.split()
    assert listed == ["MANIFEST.json", "MANIFEST.sig", *(n for n, _, _ in made.opened.manifest.entries)]


def test_without_a_proven_recovery_key_there_is_no_backup(store, backups, ada):
    backups.begin_recovery(ada)
    with pytest.raises(RecoveryKeyMissing):
        backups.make(ada)
    assert [row["state"] for row in backups.history()] == ["failed"]
    assert not list(backups.folder.glob("*.muster-backup")) if backups.folder.exists() else True


def test_one_at_a_time(backups, key_file, ada):
    backups.folder.mkdir()
    with alone(backups.folder), pytest.raises(BackupBusy):
        backups.make(ada)


def test_what_a_killed_one_left_is_cleared_away(backups, key_file, ada):
    (backups.folder / ".making-old").mkdir(parents=True)
    (backups.folder / ".making-old/sealed").write_bytes(b"half")
    backups.make(ada)
    assert not list(backups.folder.glob(".making-*"))


def test_room_is_asked_for_before(tmp_path):
    with pytest.raises(NoRoom) as caught:
        room.need("A backup", 1 << 60, tmp_path)
    assert caught.value.exit_code == 6
    assert "Nothing was written" in caught.value.sentence


def test_a_folder_on_a_disk_that_is_not_mounted_is_not_made(store, key_file, ada, tmp_path):
    desk = Backups(store, tmp_path / "stick/backups", chosen=True)
    with pytest.raises(BackupsElsewhereMissing):
        desk.make(ada)
    assert not (tmp_path / "stick").exists()


def test_a_document_that_is_gone_already_does_not_stop_it_and_is_said(store, backups, key_file, people, ada):
    people(store)
    next(p for p in (store.folder / "files").rglob("*") if p.is_file()).unlink()
    made = backups.make(ada)
    assert (made.documents, made.missing) == (11, 1)
    assert backups.verify(ada, made.path).missing == 1


def test_every_copy_is_consistent_while_others_write(store, tmp_path):
    """Two tables change together, and the log grows: no copy may see one without the other."""
    stop, written = threading.Event(), [0]

    def write():
        while not stop.is_set():
            with store.writing() as tx:
                written[0] += 1
                tx.execute("UPDATE note SET value = ? WHERE name = 'left'", str(written[0]))
                audit.append(tx, SYSTEM_WORKER, "audit.verified", "audit", {"pad": "x" * 3000})
                tx.execute("UPDATE note SET value = ? WHERE name = 'right'", str(written[0]))
            if written[0] % 7 == 0:
                store.checkpoint()

    with store.writing() as tx:
        tx.insert("note", name="left", value="0")
        tx.insert("note", name="right", value="0")
    thread = threading.Thread(target=write)
    thread.start()
    try:
        grown = 0
        for number in range(12):
            folder = tmp_path / f"copy{number}"
            (folder / "keys").mkdir(parents=True)
            (folder / "keys/store.key").write_bytes((store.folder / "keys/store.key").read_bytes())
            before = written[0]
            store.snapshot(folder / "muster.db")
            grown += written[0] - before
            copy = Store(folder, store.clock, migrating=False)
            with copy.reading() as tx:
                left, right = (
                    tx.value("SELECT value FROM note WHERE name = ?", n) for n in ("left", "right")
                )
                entries = tx.value("SELECT count(*) FROM audit_entry")
            assert (left, right) == (str(entries), str(entries))
            assert copy.integrity() == []
            assert not audit.verify(copy).broken_at
            copy.close()
    finally:
        stop.set()
        thread.join()
    print(f"12 copies while {grown} transactions were written: all consistent")
    assert grown > 0
