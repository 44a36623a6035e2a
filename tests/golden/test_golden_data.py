"""The data directory and the bundle of every release are taken up by this one."""

import json
import shutil
from pathlib import Path

import pytest

from appliance.foundation.kernel.clock import SystemClock
from appliance.foundation.store import newer_than_we
from appliance.lifecycle.bundle import built_in_trust, verify_bundle
from appliance.lifecycle.carrying import carry, compare, settle

RELEASES = sorted(p.parent for p in Path(__file__).parent.glob("*/data.json"))


def test_there_is_a_first_release():
    assert "0.1.0" in {p.name for p in RELEASES}


@pytest.mark.parametrize("release", RELEASES, ids=lambda p: p.name)
def test_its_data_is_carried_over_and_migrated(release, tmp_path):
    shutil.copytree(release / "data", tmp_path / "old")
    (tmp_path / "new").mkdir()
    assert newer_than_we(tmp_path / "old") == []
    carry(tmp_path / "old", tmp_path / "new")
    assert {p.stat().st_mode & 0o777 for p in (tmp_path / "new/keys").iterdir()} == {0o600}
    told = json.loads((release / "data.json").read_text())
    found = settle(tmp_path / "new", SystemClock(), {"kind": "upgrade"})
    compare(told, found)
    assert found["counts"]["candidates"] >= 10
    assert found["schema"] >= told["schema"]
    again = settle(tmp_path / "new", SystemClock())
    assert again["audit"]["entries"] == found["audit"]["entries"] + 1, "the upgrade stands in the audit log"


@pytest.mark.parametrize("release", RELEASES, ids=lambda p: p.name)
def test_its_bundle_still_verifies(release):
    found = verify_bundle(release / "bundle", built_in_trust())
    assert (found.manifest.version, found.manifest.release_seq) == (release.name, 1)
