"""The released 0.1.0 with its golden data is upgraded to a later binary, goes back by itself, and by hand.

Two programs are built: that of the commit 0.1.0 was cut from, and these sources as 0.2.0 with one table more. A third
bundle holds the later program with its style sheets lost, which a client outside must notice.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import builds

sys.path.pop(0)
GOLDEN = builds.ROOT / "tests/golden/0.1.0"
RESUME = builds.ROOT / "packaging/sample_data/files/resumes/priyanka_v_2026.docx"
FUTURE = "m9999_from_the_future"


def old_bundle(work: Path) -> Path:
    commit = builds.released_sources(work / "old", "0.1.0")
    if commit:
        print(f"0.1.0 is built from {commit[:7]}, the commit it was cut from")
    else:
        print("0.1.0 is built from these sources: this repository has not its commit")
        builds.todays_sources(work / "old")
    builds.program(work / "old")
    return builds.bundle(work / "old", work / "MUSTER-0.1.0")


@builds.needs_builds
@pytest.mark.timeout(3600)
def test_from_golden_0_1_0_to_a_later_binary_and_back(tmp_path):
    first = old_bundle(tmp_path)
    later = builds.todays_sources(tmp_path / "new", "0.2.0", 2, more_tables=True)
    program = builds.program(later)
    second = builds.bundle(later, tmp_path / "MUSTER-0.2.0")
    lost = list((program / "_internal/appliance/doors/web/static").rglob("*.css"))
    assert lost
    for path in lost:
        path.unlink()
    failing = builds.bundle(later, tmp_path / "MUSTER-0.2.0-failing", "--seq", 3)

    machine = builds.Machine(tmp_path / "machine")
    machine.data.mkdir(parents=True)
    shutil.copytree(GOLDEN / "data", machine.data / "gen-1")
    for path in (machine.data / "gen-1/keys").iterdir():
        path.chmod(0o600)  # as they were: version control knows no such modes
    (machine.data / "current").write_text("1\n")
    golden = json.loads((GOLDEN / "data.json").read_text())
    machine.install(first)
    before = machine.counted()
    assert before["counts"] == golden["counts"]
    assert before["schema"] == golden["schema"]
    generation = machine.status()["active"]

    _, said = machine.install(failing, expect=1)
    assert "style" in said or "instead of serving" in said
    assert "Muster runs as before" in said
    after = machine.counted()
    assert (after["schema"], after["counts"]) == (before["schema"], before["counts"]), (
        "the data went back too"
    )
    assert "0.1.0" in machine.muster("--version")
    assert machine.status()["active"] == generation
    print(
        f"a failing 0.2.0 was left by itself: 0.1.0 runs, generation {generation}, {after['schema']}, {after['counts']}"
    )

    machine.install(second)
    after = machine.counted()
    assert (after["schema"], after["counts"]) == (FUTURE, before["counts"])
    assert "0.2.0" in machine.muster("--version")
    print(f"0.2.0 runs: generation {machine.status()['active']}, {after['schema']}, {after['counts']}")

    machine.muster("import", RESUME, "--kind", "resume")
    assert machine.counted()["counts"]["candidates"] == before["counts"]["candidates"] + 1
    machine.muster("rollback", "--yes")
    back = machine.counted()
    assert (back["schema"], back["counts"]) == (before["schema"], before["counts"])
    assert "0.1.0" in machine.muster("--version")
    assert machine.status()["active"] == generation
    machine.muster("records")
    print(f"rolled back by hand: 0.1.0 runs, generation {generation}, {back['schema']}, {back['counts']}")
