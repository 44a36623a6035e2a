"""From the stick to a page, to the next version, back by itself, back by hand, and off the host again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import trial

sys.path.pop(0)
FULL = bool(os.environ.get("MUSTER_FULL"))
RESUME = Path(__file__).parents[2] / "packaging/sample_data/files/resumes/achterberg_desmond.pdf"


class Machine:
    """A place with a program folder, a data folder, and whoever types commands."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.program, self.data = folder, folder / "program", folder / "data"
        self.said = ""

    def run(self, *command: object, expect: int = 0) -> str:
        done = subprocess.run(
            list(map(os.fspath, map(str, command))),
            env=trial.clean_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=110,
        )
        self.said = done.stdout + done.stderr
        assert done.returncode == expect, self.said
        return done.stdout

    def install(self, bundle: Path, *more: object, expect: int = 0) -> str:
        places = ["--prefix", self.program, "--data", self.data]
        return self.run("sh", bundle / "install.sh", "--user", *places, "--yes", *more, expect=expect)

    def muster(self, *arguments: object, expect: int = 0) -> str:
        return self.run(self.program / "muster", *arguments, expect=expect)

    def status(self) -> dict:
        return json.loads(self.muster("status", "--json"))

    def candidates(self) -> int:
        counted = self.run(
            self.program / "active/release/muster", "settle", "--data", self.program / "active/data"
        )
        return json.loads(counted)["counts"]["candidates"]


@pytest.mark.timeout(600)
def test_install_upgrade_fail_roll_back_uninstall(tmp_path):
    machine = Machine(tmp_path)
    first = trial.bundle(tmp_path / "1", "0.1.0", 1)
    second = trial.bundle(tmp_path / "2", "0.2.0", 2, migrations=True)
    broken = trial.bundle(tmp_path / "3", "0.3.0", 3, migrations=True, broken="serve")
    bad = trial.bundle(tmp_path / "4", "0.4.0", 4, migrations=True, broken="migrate")

    machine.install(first, "--json")
    assert machine.status()["active"] == 1
    machine.muster("import", RESUME, "--kind", "resume")
    assert machine.candidates() == 1

    done = json.loads(machine.install(second, "--json"))
    assert (done["version"], done["generation"]) == ("0.2.0", 2)
    assert "a wrong login is refused and written into the log" in done["seen"]
    assert machine.candidates() == 1
    assert (machine.program / "generations/1/data").exists(), "the one before stays"

    machine.install(broken, expect=1)
    assert "broken on purpose" in machine.said
    if FULL:
        machine.install(bad, expect=1)
        assert "fails on purpose" in machine.said
    found = machine.status()
    assert found["active"] == 2
    assert [g["state"] for g in found["generations"]][:2] == ["left", "proven"]
    assert machine.candidates() == 1

    if FULL:
        machine.install(second)
        assert "there is nothing to do" in machine.said
    machine.install(first, expect=3)
    assert "older" in machine.said

    machine.muster("import", RESUME.with_name("priyanka_v_2026.docx"), "--kind", "resume")
    machine.muster("rollback", "--yes")
    assert "candidates.created" in machine.said, "it says what is lost"
    assert "+1  candidates" in machine.said
    assert machine.status()["active"] == 1
    assert machine.candidates() == 1
    if FULL:
        machine.muster("rollback", "--to", "2", "--yes")
        assert machine.candidates() == 2, "what was rolled back from is still there"
    outcomes = [r["outcome"] for r in json.loads(machine.muster("records", "--json"))]
    assert outcomes == (
        ["done", "done", "failed", "failed", "done", "done"] if FULL else ["done"] * 2 + ["failed", "done"]
    )
    assert "Signature ____" in machine.muster("records", "2")
    machine.muster("uninstall")
    assert not machine.program.exists()
    assert (machine.data / "gen-2/muster.db").exists()
    if FULL:
        machine.install(second)
        assert machine.candidates() == 2, "installing again finds the data"
        machine.muster("uninstall", "--purge", "--host-name", "another", expect=2)
        machine.muster("uninstall", "--purge", "--host-name", os.uname().nodename)
        assert not machine.program.exists()
        assert not machine.data.exists()


@pytest.mark.timeout(300)
def test_a_data_directory_of_a_newer_version_is_refused_before_anything_changes(tmp_path):
    machine = Machine(tmp_path)
    newer = trial.program(tmp_path / "newer", "0.2.0", migrations=True)
    (machine.data / "gen-1").mkdir(parents=True)
    (machine.data / "current").write_text("1\n")
    machine.run(newer / "muster", "settle", "--data", machine.data / "gen-1")
    before = sorted(p.relative_to(machine.data) for p in machine.data.rglob("*"))
    machine.install(trial.bundle(tmp_path / "1", "0.1.0", 1), expect=7)
    assert "written by a newer Muster (it knows the change m9999_from_the_future)" in machine.said
    assert "Install the version that wrote it" in machine.said
    assert not machine.program.exists()
    after = sorted(p.relative_to(machine.data) for p in machine.data.rglob("*"))
    assert before == after
