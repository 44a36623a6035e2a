"""A backup of every release is restored by this one: all of it comes through, is found, and matches again."""

import json
from pathlib import Path

import pytest

from appliance import wiring
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.search import SearchRequest
from appliance.foundation.kernel.clock import SystemClock
from appliance.foundation.kernel.settings import Settings
from appliance.foundation.packets import parse_key_file
from appliance.lifecycle.restore import restore_folder

GOLDEN = sorted(Path(__file__).parent.glob("*/golden.muster-backup"))
ADA = Actor(ref="user:ada", name="Ada", kind="user")


def test_every_release_folder_has_what_belongs_to_its_backup():
    folders = {p.parent for p in Path(__file__).parent.glob("*/recovery.txt")}
    assert folders == {p.parent for p in GOLDEN}
    assert all((folder / "backup.json").exists() for folder in folders)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.parent.name)
def test_a_backup_of_that_release_is_restored(path, tmp_path):
    told = json.loads((path.parent / "backup.json").read_text())
    key = parse_key_file((path.parent / "recovery.txt").read_text())
    done = restore_folder(path, key.secrets, tmp_path / "data", SystemClock(), ADA, signers=[key.signer])
    opened = done.filled.opened
    assert opened.documents == told["documents"]
    assert opened.counts == told["counts"]
    assert list(opened.log) == told["log"]
    services = wiring.services(Settings(data=done.data))
    worker, _, indexer = services.worker("test")
    worker.drain(("search.rebuild", "search.reindex"))
    request = SearchRequest(text="python", sourcing="golden backup")
    assert services.search.run(ADA, request).total == told["python"]
    assert services.matching.rerun(ADA, told["match"]).same
    assert not services.audit.verify(ADA).broken_at
    indexer.close()
    services.close()
