"""The hosts that forbid much, with the real bundle: each condition singly and all at once (packaging/hardened.py)."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import builds

sys.path.pop(0)
SCRIPT = builds.ROOT / "packaging/hardened.py"
ASKED = {
    "noexec /tmp", "noexec /var/tmp", "noexec /dev/shm", "noexec /home", "noexec data", "read-only root", "20 MB /tmp",
    "no HOME", "umask 077", "uid not 0", "no locale", "all at once", "clock in 1970",
}  # fmt: skip


@builds.needs_builds
@pytest.mark.timeout(3600)
def test_every_condition_singly_and_all_at_once():
    matrix = runpy.run_path(str(SCRIPT))
    wanted = [*matrix["CONDITIONS"], matrix["ALL"], matrix["CLOCK"]]
    assert set(wanted) == ASKED
    if not matrix["FAKETIME"].exists():
        print("not shown here: clock in 1970 (apt-get install faketime)")
        wanted.remove(matrix["CLOCK"])
    bundle = builds.todays_bundle()
    done = subprocess.run(
        ["/usr/bin/python3", str(SCRIPT), str(bundle), "--only", ",".join(wanted)],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    print(done.stdout)
    assert f"{len(wanted)} of {len(wanted)} conditions passed" in done.stdout
    assert done.returncode == 0
