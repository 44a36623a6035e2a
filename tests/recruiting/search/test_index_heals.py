"""Whatever is done to the files of the index: no wrong answer, nothing run, people still shown, and it heals by itself."""

from __future__ import annotations

import logging
import os
import pickle
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from appliance.foundation import work
from appliance.foundation.contracts.search import SearchRequest
from appliance.recruiting.candidates import Candidates
from appliance.recruiting.requisitions import Requisitions
from appliance.recruiting.search import Indexer, IndexNotReady, IndexReader, Search

FULL = os.environ.get("MUSTER_FULL") == "1"
pytestmark = pytest.mark.timeout(4000 if FULL else 120)
ROUNDS = 40 if FULL else 1
EXPECTED = 3


class Planted:
    """Makes a folder when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return (os.mkdir, (str(self.path),))


def damages(whole: bytes, rnd: random.Random, trap: Path) -> dict[str, bytes | None]:
    """What may have become of a file; None: it is gone."""
    flipped = bytearray(whole)
    flipped[rnd.randrange(len(whole))] ^= 1 << rnd.randrange(8)
    return {
        "flipped": bytes(flipped),
        "cut": whole[: rnd.randrange(len(whole))],
        "emptied": b"",
        "longer": whole + b"\0",
        "missing": None,
        "planted": pickle.dumps(Planted(trap)),
    }


def test_every_damage_of_every_file_heals(store, ada, rui, tmp_path, capsys):
    people = [
        Candidates(store).add_by_hand(ada, [("name", f"Person {number}"), ("skill", "Python")])
        for number in range(EXPECTED)
    ]
    Requisitions(store).create_empty(ada, "Backend Engineer")
    folder, trap = tmp_path / "index", tmp_path / "trap"
    indexer = Indexer(store, folder)
    handlers = {"search.rebuild": (indexer.rebuild, 1), "search.reindex": (indexer.reindex, 100)}
    worker = work.Worker(store, "w", handlers)
    worker.drain(tuple(handlers))
    rnd, counts = random.Random(51), {}
    for _ in range(ROUNDS):
        for what in ("flipped", "cut", "emptied", "longer", "missing", "planted"):
            names = sorted(path.name for path in (folder / "current").glob("*.mus"))
            assert names
            for name in names:
                path = folder / "current" / name
                if not path.exists():  # a rebuild wrote others
                    continue
                damaged = damages(path.read_bytes(), rnd, trap)[what]
                path.unlink()
                if damaged is not None:
                    path.write_bytes(damaged)
                reader = IndexReader(store, folder)
                search = Search(store, reader)
                asked = SearchRequest(text="python", requisition="R-0001")
                with pytest.raises(IndexNotReady):
                    search.run(rui, asked)
                assert Candidates(store).cards(people)  # people are still shown
                worker.drain(tuple(handlers))
                assert search.run(rui, asked).total == EXPECTED
                assert list(folder.glob("current.damaged-*"))
                counts[what] = counts.get(what, 0) + 1
                reader.close()
    assert not trap.exists()
    indexer.close()
    with capsys.disabled():
        told = ", ".join(f"{n} {what}" for what, n in counts.items())
        print(f"\n  damages of an index in use: {told}; 0 wrong answers, 0 run, all healed", end="")


def test_data_without_an_index_are_no_damage(store, ada, rui, tmp_path, caplog):
    """As an upgrade and a restore leave them: it is built again, and nothing is set aside or logged as an error."""
    Candidates(store).add_by_hand(ada, [("name", "Person"), ("skill", "Python")])
    Requisitions(store).create_empty(ada, "Backend Engineer")
    folder = tmp_path / "index"
    indexer = Indexer(store, folder)
    handlers = {"search.rebuild": (indexer.rebuild, 1), "search.reindex": (indexer.reindex, 100)}
    worker = work.Worker(store, "w", handlers)
    worker.drain(tuple(handlers))
    indexer.close()
    shutil.rmtree(folder)
    caplog.set_level(logging.INFO)
    caplog.clear()
    later = Indexer(store, folder)
    handlers = {"search.rebuild": (later.rebuild, 1), "search.reindex": (later.reindex, 100)}
    search = Search(store, IndexReader(store, folder))
    asked = SearchRequest(text="python", requisition="R-0001")
    with pytest.raises(IndexNotReady):
        search.run(rui, asked)
    work.Worker(store, "w", handlers).drain(tuple(handlers))
    assert search.run(rui, asked).total == 1
    assert any("index.absent" in str(record.msg) for record in caplog.records)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
    with store.reading() as tx:
        assert tx.value("SELECT count(*) FROM audit_entry WHERE action = 'index.quarantined'") == 0
    later.close()
