"""``muster verify-bundle`` and ``muster selftest`` at the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from appliance import selftest
from appliance.main import muster

sys.path.insert(0, str(Path(__file__).parent))
import small_bundle

sys.path.pop(0)


@pytest.fixture
def bundle(tmp_path):
    return small_bundle.make(tmp_path / "bundle", tmp_path)


def test_a_good_bundle_is_described_and_its_development_keys_are_named(bundle):
    done = CliRunner().invoke(muster, ["verify-bundle", str(bundle)])
    assert done.exit_code == 0, done.output
    assert "Muster 1.2.3, release 7" in done.output
    assert "for trials only" in done.output
    found = json.loads(CliRunner().invoke(muster, ["verify-bundle", str(bundle), "--json"]).output)
    assert found["manifest"]["release_seq"] == 7
    assert found["trust"]["seen"][found["key"]]["release_seq"] == 7


def test_what_was_accepted_before_is_given_and_counts(bundle, tmp_path):
    found = json.loads(CliRunner().invoke(muster, ["verify-bundle", str(bundle), "--json"]).output)
    (tmp_path / "trust.json").write_text(json.dumps(found["trust"]))
    older = small_bundle.make(tmp_path / "older", tmp_path, release_seq=6)
    done = CliRunner().invoke(muster, ["verify-bundle", str(older), "--trust", str(tmp_path / "trust.json")])
    assert done.exit_code == 3
    assert "older" in done.stderr


def test_a_refused_bundle_ends_with_3_and_its_mend(bundle):
    (bundle / "START-HERE.txt").write_bytes(b"call this number instead\n")
    done = CliRunner().invoke(muster, ["verify-bundle", str(bundle)])
    assert done.exit_code == 3
    assert "START-HERE.txt" in done.stderr
    assert "Copy the bundle" in done.stderr


def test_every_self_test_passes_and_they_are_counted():
    outcomes = selftest.run()
    assert [o for o in outcomes if not o.ok] == []
    assert len(outcomes) == selftest.COUNT == len(selftest.TESTS)


def test_a_self_test_that_went_missing_is_a_failure(monkeypatch):
    monkeypatch.setattr(selftest, "TESTS", selftest.TESTS[:2])
    done = CliRunner().invoke(muster, ["selftest"])
    assert done.exit_code == 1
    assert f"2 of {selftest.COUNT}" in done.output


def test_a_part_that_answers_wrongly_is_a_failure(monkeypatch):
    def broken() -> dict[str, str]:
        raise selftest.SelfTestWrong("gave 2 instead of 1")

    monkeypatch.setattr(selftest, "TESTS", (*selftest.TESTS[:2], broken))
    done = CliRunner().invoke(muster, ["selftest", "--json"])
    assert done.exit_code == 1
    assert json.loads(done.output)["tests"][2]["ok"] is False
