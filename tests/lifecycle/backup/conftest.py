"""An installation with candidates whose documents are stored, and a proven recovery key."""

import pytest

from appliance.foundation import packets
from appliance.lifecycle.backup.desk import Backups

PEOPLE = 12


def add_people(store, first=0, count=PEOPLE):
    """Candidates with a document each, in one transaction."""
    with store.writing() as tx:
        for number in range(first, first + count):
            person = f"cand_{number:04d}"
            text = f"Résumé of person {number}, person{number}@example.com, (202) 555-{number:04d}. " * 20
            name = store.files.put(tx, person, text.encode())
            tx.insert("candidate", id=person, name=f"Person {number}", added_at=tx.now, changed_at=tx.now)
            tx.insert(
                "candidate_document", id=f"doc_{number:04d}", candidate_id=person, sha256=name,
                file_name=f"{number}.txt", format="text", text=text, layout="{}", notes="[]", reader="1",
                added_at=tx.now,
            )  # fmt: skip


@pytest.fixture
def people():
    """``people(store, first, count)`` adds candidates with documents."""
    return add_people


@pytest.fixture
def backups(store):
    """The desk, with its folder beside the data."""
    return Backups(store, store.folder.parent / "kept")


@pytest.fixture
def key_file(backups, ada):
    """The recovery key as it was saved, proved by opening the test file."""
    begun = backups.begin_recovery(ada)
    backups.prove_recovery(ada, begun.key_file)
    return packets.parse_key_file(begun.key_file)


@pytest.fixture
def made(store, backups, key_file, ada):
    """A backup of twelve people."""
    add_people(store)
    return backups.make(ada)
