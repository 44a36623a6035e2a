"""``muster read`` as its users see it: what stands behind a fact."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
RESUME = """Ada Stone
ada@example.com

Summary
Clearance: Top Secret (expired 2016)

Experience
Data Analyst, Example Works Inc.
Jan 2018 - Dec 2023
"""


def test_an_expired_clearance_is_printed_as_expired(tmp_path):
    (tmp_path / "ada.txt").write_text(RESUME)
    done = subprocess.run(
        [sys.executable, "-m", "appliance.entry", "read", "ada.txt", "--kind", "resume", "--accept-missing-layers"],
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (line,) = [one for one in done.stdout.splitlines() if one.strip().startswith("clearance")]
    assert "EXPIRED, no longer held" in line
