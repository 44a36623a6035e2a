"""A machine is lost: its backup and the recovery key bring everything back on a second one, as a generation of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import trial

sys.path.pop(0)
RESUME = Path(__file__).parents[2] / "packaging/sample_data/files/resumes/achterberg_desmond.pdf"


class Machine:
    """A program folder and a data folder, and whoever types commands there."""

    def __init__(self, folder: Path) -> None:
        self.program, self.data = folder / "program", folder / "data"

    def run(self, *command: object, expect: int = 0) -> str:
        done = subprocess.run(
            list(map(str, command)),
            env=trial.clean_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=200,
        )
        assert done.returncode == expect, done.stdout + done.stderr
        return done.stdout if expect == 0 else done.stdout + done.stderr

    def install(self, bundle: Path) -> None:
        self.run(
            "sh", bundle / "install.sh", "--user", "--prefix", self.program, "--data", self.data, "--yes"
        )

    def muster(self, *arguments: object, expect: int = 0) -> str:
        return self.run(self.program / "muster", *arguments, expect=expect)


@pytest.mark.skipif("MUSTER_FULL" not in os.environ, reason="two whole installations: with MUSTER_FULL=1")
@pytest.mark.timeout(900)
def test_backup_destroy_restore_on_a_second_machine(tmp_path):
    bundle = trial.bundle(tmp_path / "1", "0.1.0", 1)
    lost, second = Machine(tmp_path / "lost"), Machine(tmp_path / "second")
    key, kept = tmp_path / "stick.txt", tmp_path / "kept.muster-backup"
    lost.install(bundle)
    lost.muster("backup", "recovery-key", key)
    lost.muster("import", RESUME, "--kind", "resume")
    made = json.loads(lost.muster("backup", "make", "--json"))
    assert Path(made["path"]).parent == lost.data / "backups", "of no generation"
    shutil.copyfile(made["path"], kept)
    shutil.rmtree(lost.program)
    shutil.rmtree(lost.data)

    second.install(bundle)
    own = second.muster("restore", kept, expect=3)
    assert "It opens with: the key of this appliance" in own
    assert "the organisation's recovery key" in own
    done = json.loads(second.muster("restore", kept, "--key", key, "--json"))
    assert done["documents"] == 1
    assert done["log"] == [made["entries"], made["log_hash"]]
    assert done["signer_compared"] is True
    assert json.loads(second.muster("status", "--json"))["active"] >= 2
    found = json.loads(second.muster("search", "java", "--sourcing", "after the loss", "--json"))
    assert found["total"] == 1
    records = json.loads(second.muster("records", "--json"))
    assert records[0]["kind"] == "install"
    assert (records[-1]["kind"], records[-1]["outcome"]) == ("restore", "done")
    assert "a wrong login is refused and written into the log" in records[-1]["about"]["seen"]
    assert records[-1]["about"]["counts"]["candidate"] == 1
    again = json.loads(second.muster("backup", "make", "--json"))
    assert Path(again["path"]).parent == second.data / "backups"
    assert (second.data / "backups").stat().st_mode & 0o077 == 0
