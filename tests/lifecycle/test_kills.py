"""An upgrade is killed at each of its steps and at random moments: the next start is right, and trying again works.

With ``MUSTER_FULL=1`` five hundred random kills and more; a few by default.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from appliance.foundation.kernel.clock import SystemClock
from appliance.foundation.kernel.errors import MusterError
from appliance.lifecycle import placing, upgrading
from appliance.lifecycle.bundle import built_in_trust, unpack, verify_bundle
from appliance.lifecycle.installation import Installation

sys.path.insert(0, str(Path(__file__).parent))
import small_bundle
import tiny_program

sys.path.pop(0)
FULL = bool(os.environ.get("MUSTER_FULL"))
RANDOM_KILLS = 520 if FULL else 3
SEED = 20260302


def packed(work: Path, version: str, sequence: int, schema: int, broken: str = "") -> Path:
    """A signed bundle of the tiny program."""
    tree = work / "tree"
    tree.mkdir(parents=True)
    text = Path(tiny_program.__file__).read_text(encoding="utf-8")
    about = f"VERSION, SCHEMA, BROKEN = {version!r}, {schema}, {broken!r}"
    text = text.replace('VERSION, SCHEMA, BROKEN = "0", 1, ""', about)
    (tree / "muster").write_text(f"#!/usr/bin/python3 -SE\n{text}", encoding="utf-8")
    (tree / "muster").chmod(0o755)
    facts = {"version": version, "release_seq": sequence, "min_upgrade_from": "0.0.1", "glibc_floor": "2.31"}
    return small_bundle.make(work / "bundle", work, **facts)


def quiet(_: object) -> None:
    """Say nothing."""


class Place:
    """An installation of version 1 that can be brought back to its beginning."""

    def __init__(self, folder: Path, first: Path) -> None:
        self.folder, self.kept = folder / "now", folder / "kept"
        self.installation = Installation(self.folder / "program", self.folder / "data", "user", port=0)
        verified = verify_bundle(first, built_in_trust())
        release = self.installation.program / "releases" / upgrading.release_name(verified.manifest)
        release.mkdir(parents=True)
        listing = (first / verified.manifest.payload_list).read_bytes()
        unpack(first / verified.manifest.payload, listing, release)
        offer = upgrading.Offer(verified, first, "the test")
        upgrading.install(self.installation, offer, release, SystemClock(), quiet)
        shutil.copytree(self.folder, self.kept, symlinks=True)

    def again(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(self.kept, self.folder, symlinks=True)

    def upgrade(self, bundle: Path, reached=None) -> None:
        upgrading.upgrade(self.installation, bundle, SystemClock(), quiet, quiet, reached)

    def in_child(self, bundle: Path, kill_at: int = 0) -> int:
        """Upgrade in a process of its own, which leads its group and dies at step ``kill_at``; its number."""
        child = os.fork()
        if child:
            return child
        os.setsid()
        count = 0

        def reached(_: str) -> None:
            nonlocal count
            count += 1
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

        with suppress(MusterError):
            self.upgrade(bundle, reached)
        os._exit(0)

    def complaint(self) -> str:
        """Why program and data do not belong together after recovering; "" = they do."""
        places = self.installation.generations()
        places.recover()
        active, proven = places.active(), places.proven()
        if active is None or proven is None or active.number != proven.number:
            return f"{active} runs, {proven} is proven"
        done = subprocess.run(
            [active.release / "muster", "settle", "--data", active.data],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            return done.stderr
        found = json.loads(done.stdout)
        wanted = {"1": "1-0.1.0", "2": "2-0.2.0"}[found["schema"]]
        if not active.release.name.startswith(wanted) or found["counts"] != {"people": tiny_program.ROWS}:
            return f"{active.release.name} with {found}"
        return ""


@pytest.fixture(scope="module")
def bundles(tmp_path_factory):
    work = tmp_path_factory.mktemp("bundles")
    return {
        "first": packed(work / "1", "0.1.0", 1, 1),
        "healthy": packed(work / "2", "0.2.0", 2, 2),
        "failing": packed(work / "3", "0.2.0", 2, 2, broken="login"),
    }


@pytest.fixture
def place(tmp_path, bundles):
    return Place(tmp_path, bundles["first"])


def landed(pid: int) -> bool:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL


def test_an_upgrade_that_is_left_alone_works_and_one_that_fails_goes_back(place, bundles):
    with pytest.raises(MusterError, match="a login with a wrong password answers 200"):
        place.upgrade(bundles["failing"])
    assert place.complaint() == ""
    assert place.installation.generations().active().release.name == "1-0.1.0"
    place.upgrade(bundles["healthy"])
    assert place.complaint() == ""
    assert place.installation.generations().active().release.name.startswith("2-0.2.0")
    placing.roll_back(place.installation, 1, SystemClock(), quiet)
    assert place.complaint() == ""
    assert place.installation.generations().active().release.name == "1-0.1.0"


@pytest.mark.timeout(4800)
@pytest.mark.parametrize("kind", ["healthy", "failing"])
def test_killed_at_each_step(place, bundles, kind):
    kills, bad, step = 0, [], 0 if FULL else -3
    while True:
        step += 1 if FULL else 6
        if not landed(place.in_child(bundles[kind], step)):
            break
        kills += 1
        if said := place.complaint():
            bad.append(f"step {step}: {said}")
        if FULL or kills == 1:
            with suppress(upgrading.AlreadyInstalled):  # killed after the proof: it is done
                place.upgrade(bundles["healthy"])
            if said := place.complaint():
                bad.append(f"again after step {step}: {said}")
        place.again()
    print(f"{kind}: {kills} steps killed, {len(bad)} bad states")
    assert kills >= (13 if FULL else 2)
    assert bad == []


def seconds_of(place, bundle):
    """How long an upgrade takes on this machine when it is left alone: later kills would come too late."""
    begun = time.monotonic()
    assert not landed(place.in_child(bundle))
    took = time.monotonic() - begun
    place.again()
    return took


@pytest.mark.timeout(4800)
def test_killed_at_random_moments(place, bundles):
    dice, kills, tries, bad, forward = random.Random(SEED), 0, 0, [], 0
    longest = {kind: seconds_of(place, bundles[kind]) for kind in ("healthy", "failing")}
    while kills < RANDOM_KILLS:
        tries += 1
        assert tries < RANDOM_KILLS * 4 + 20, "most kills come too late"
        kind = dice.choice(("healthy", "failing"))
        pid = place.in_child(bundles[kind])
        time.sleep(dice.uniform(0, longest[kind]))
        with suppress(ProcessLookupError):
            (os.killpg if dice.random() < 0.5 else os.kill)(pid, signal.SIGKILL)
        if landed(pid):
            kills += 1
        if said := place.complaint():
            bad.append(f"kill {kills} ({kind}): {said}")
        if kills % 50 == 0:
            print(f"{kills} random kills of {tries} upgrades so far, {len(bad)} bad states", flush=True)
        moved = place.installation.generations().active().release.name != "1-0.1.0"
        forward += moved
        if moved or kills % 10 == 0:
            with suppress(upgrading.AlreadyInstalled):
                place.upgrade(bundles["healthy"])
            if said := place.complaint():
                bad.append(f"again after kill {kills}: {said}")
            place.again()
    print(f"{kills} random kills of {tries} upgrades, {forward} had been proven, {len(bad)} bad states")
    assert bad == []
