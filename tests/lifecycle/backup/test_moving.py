"""Documents that are removed while a backup is made: it begins again, and gives up when that never ends."""

import pytest

from appliance.foundation import packets
from appliance.foundation.packets import Entry, Header, Recipient, Signer
from appliance.lifecycle.backup.errors import KeepsMoving


@pytest.fixture
def erasing(store):
    """``erasing(times)``: so many times somebody is erased just after the database was copied."""

    def begin(times):
        copy = store.snapshot

        def copy_and_erase(target):
            copy(target)
            nonlocal times
            if times:
                times -= 1
                with store.writing() as tx:
                    row = tx.one(
                        "SELECT id, candidate_id, sha256 FROM candidate_document ORDER BY id LIMIT 1"
                    )
                    tx.execute("DELETE FROM candidate WHERE id = ?", row["candidate_id"])
                    store.files.remove(tx, row["candidate_id"], row["sha256"])

        store.snapshot = copy_and_erase

    return begin


def test_one_who_is_erased_meanwhile_is_in_neither_database_nor_documents(
    store, backups, key_file, people, erasing, ada
):
    people(store)
    erasing(1)
    made = backups.make(ada)
    assert (made.opened.counts["candidate"], made.documents, made.missing) == (11, 11, 0)


def test_it_gives_up_when_that_never_ends(store, backups, key_file, people, erasing, ada):
    people(store)
    erasing(9)
    with pytest.raises(KeepsMoving):
        backups.make(ada)
    assert not list(backups.folder.glob("*-backup"))


def header(secret, signer):
    recipients = (Recipient(id=packets.recipient_of(secret), name="a key"),)
    return Header(
        kind="test",
        instance="i",
        version="0",
        made_at="t",
        recipients=recipients,
        signer=signer.public,
        about={},
    )


@pytest.mark.parametrize("change", ["gone", "shorter", "longer"])
def test_a_file_that_changes_between_measuring_and_sealing_is_noticed(tmp_path, change):
    path = tmp_path / "document"
    path.write_bytes(b"x" * 3_000_000)
    entry = packets.measured("document", path)
    if change == "gone":
        path.unlink()
    else:
        path.write_bytes(b"x" * (2_000_000 if change == "shorter" else 4_000_000))
    signer = Signer(b"s" * 32)
    with (tmp_path / "sealed").open("wb") as file, pytest.raises(packets.SourceChanged):
        packets.seal(file, header(packets.new_secret(), signer), [entry], {}, signer)


def test_names_that_tar_cannot_hold_are_refused(tmp_path):
    signer = Signer(b"s" * 32)
    for name in ("é", "x" * 101, ""):
        entry = Entry(name, 1, "0" * 64, b"x")
        with (tmp_path / "sealed").open("wb") as file, pytest.raises(ValueError):
            packets.seal(file, header(packets.new_secret(), signer), [entry], {}, signer)
