"""Put a release in place, with the data it is to use; an upgrade and an installation differ in what they start from.

1. stop who serves, have the data alone      5. switch by one rename
2. carry the data into the next generation   6. look at it as a client outside would
3. count it with the program that wrote it   7. prove it, or switch back
4. migrate the copy, count it again          8. write the record, serve again
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from appliance.foundation.kernel.clock import Clock
from appliance.foundation.kernel.errors import MusterError
from appliance.foundation.store import alone
from appliance.lifecycle import carrying, evidence, host, outside
from appliance.lifecycle.generations import Generations, Reached
from appliance.lifecycle.installation import Installation
from appliance.lifecycle.serving import STOPPING, stop_serving

Say = Callable[[str], None]


@dataclass(frozen=True)
class Release:
    """What is put in place: a folder of ``releases/`` and what the signed manifest says about it."""

    folder: Path
    version: str
    sequence: int
    key_id: str = ""
    manifest_sha256: str = ""
    verified_by: str = ""

    def about(self) -> dict[str, Any]:
        return {
            "version": self.version,
            "release_sequence": self.sequence,
            "manifest_sha256": self.manifest_sha256,
            "signed_by_key": self.key_id,
            "verified_by": self.verified_by,
        }


@dataclass
class Placed:
    """How it went."""

    generation: int
    record: Path
    seen: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)


class StepFailed(MusterError):
    code = "step_failed"
    message = "{step} failed: {why}"
    hint = "{after} The record of the attempt holds the details."

    def __init__(self, **values: object) -> None:
        super().__init__(**{"after": outside.AS_BEFORE, **values})


def place(
    installation: Installation,
    release: Release,
    kind: str,
    clock: Clock,
    say: Say,
    *,
    before_switch: Callable[[Path], None] | None = None,
    reached: Reached | None = None,
) -> Placed:
    """Let ``release`` run with the installation's data. Raises after switching back, with a record of the failure.

    ``before_switch`` may complete the draft of a first installation (settings, accounts).
    """
    places = installation.generations(reached)
    active = places.active()
    about: dict[str, Any] = {
        "to": release.about(),
        "program": installation.program,
        "data": installation.data,
    }
    if active:
        about["from"] = {"release": active.release.name, "generation": active.number}
    placed = Placed(0, installation.program)
    try:
        with host.stopped(installation, say):
            _change(places, installation, release, kind, say, before_switch, placed, about)
    except BaseException as error:
        if active is None and isinstance(error, MusterError):  # nothing ran before that could run on
            error.values["after"] = "Nothing was installed."
        reason = error.sentence if isinstance(error, MusterError) else f"{type(error).__name__}: {error}"
        placed.record = evidence.write(
            installation.program, clock, kind, "failed", {**about, "reason": reason, "seen": placed.seen}
        )
        raise
    about["generation"] = placed.generation
    placed.record = evidence.write(
        installation.program, clock, kind, "done", {**about, "seen": placed.seen, "seconds": placed.seconds}
    )
    return placed


def _change(
    places: Generations,
    installation: Installation,
    release: Release,
    kind: str,
    say: Say,
    before_switch: Callable[[Path], None] | None,
    placed: Placed,
    about: dict[str, Any],
) -> None:
    with ExitStack() as held, places.changing(kind) as change:
        source, writer = _source(places, release)
        if source is not None:
            stop_serving(source, say)
            held.enter_context(alone(source, wait=STOPPING))
        _give(change.data, installation)
        with _timed(placed, "copy and migrate"):
            before = None
            if source is not None:
                say(f"Copying the data of {source.name} and migrating the copy …")
                _told(installation, writer, "carry", "--from", str(source), "--to", str(change.data))
                before = _counted(installation, writer, change.data)
                about["before"] = before
                places.reached("carried and counted")
            note = {"kind": kind, "to": release.version, "generation": change.number}
            note |= {"from": change.origin, "manifest": release.manifest_sha256}
            after = _counted(installation, release.folder, change.data, note)
            places.reached("migrated and counted")
            about["after"] = after
            if before is not None:
                carrying.compare(before, after)
            if before_switch is not None:
                before_switch(change.data)
        with _timed(placed, "switch"):
            data = change.switch(release.folder)
        say("Looking at it as a client would …")
        with _timed(placed, "look"):
            placed.seen = outside.look(installation, release.folder, data, release.version)
        places.reached("looked at")
        change.prove()
        placed.generation = change.number
        places.prune()


def roll_back(
    installation: Installation, number: int, clock: Clock, say: Say, reached: Reached | None = None
) -> Placed:
    """Let an older generation run again, program and data. Raises after switching back."""
    places = installation.generations(reached)
    target = next(g for g in places.listed() if g.number == number)
    active = places.active()
    placed = Placed(number, installation.program)
    about: dict[str, Any] = {
        "from": active.number if active else 0,
        "to": number,
        "release": target.release.name,
    }
    version = target.release.name.split("-", 1)[1].split("+", maxsplit=1)[0]
    with host.stopped(installation, say), ExitStack() as held, places.changing("rollback") as change:
        if active:
            stop_serving(active.data, say)
            held.enter_context(alone(active.data, wait=STOPPING))
        with _timed(placed, "switch"):
            change.switch_to(target)
        with _timed(placed, "look"):
            placed.seen = outside.look(installation, target.release, target.data, version)
        places.reached("looked at")
        change.prove()
    about |= {"seen": placed.seen, "seconds": placed.seconds}
    placed.record = evidence.write(installation.program, clock, "rollback", "done", about)
    return placed


def loss(installation: Installation, number: int) -> dict[str, Any]:
    """What going back to generation ``number`` would lose: ``{"actions": {name: n}, "counts": {name: difference}}``."""
    places = installation.generations()
    target = next(g for g in places.listed() if g.number == number)
    active = places.active()
    if active is None or active.number == number:
        return {"actions": {}, "counts": {}}
    old = _counted(installation, target.release, target.data)
    done = _told(
        installation,
        active.release,
        "since",
        "--data",
        str(active.data),
        "--seq",
        str(old["audit"]["entries"]),
    )
    new = json.loads(done)
    names = [n for n in old["counts"] if n in new["counts"]]
    return {
        "actions": new["actions"],
        "counts": {
            n: new["counts"][n] - old["counts"][n] for n in names if new["counts"][n] != old["counts"][n]
        },
    }


def _source(places: Generations, release: Release) -> tuple[Path | None, Path]:
    """The data to begin with and the program that copies it: the active ones, or data that an uninstall kept."""
    active = places.active()
    if active:
        return active.data, active.release
    return kept(places.root), release.folder


def kept(root: Path) -> Path | None:
    """The data directory that an earlier installation left in the data folder."""
    current = root / "current"
    if not current.is_file():
        return None
    name = current.read_text(encoding="ascii").strip()
    folder = root / f"gen-{name}"
    return folder if name.isdigit() and folder.is_dir() and not folder.is_symlink() else None


def _give(folder: Path, installation: Installation) -> None:
    uid, gid = installation.owner()
    if uid >= 0:
        os.chown(folder, uid, gid)


def _counted(
    installation: Installation, release: Path, data: Path, note: dict[str, Any] | None = None
) -> dict[str, Any]:
    more = ["--note", json.dumps(note)] if note else []
    found: dict[str, Any] = json.loads(_told(installation, release, "settle", "--data", str(data), *more))
    return found


def _told(installation: Installation, release: Path, *arguments: str) -> str:
    try:
        done = installation.run(release, *arguments, timeout=3600)
    except (OSError, subprocess.SubprocessError) as error:
        raise StepFailed(step=f"muster {arguments[0]}", why=str(error)) from error
    if done.returncode:
        raise StepFailed(
            step=f"muster {arguments[0]}", why=done.stderr.strip()[-600:] or f"exit {done.returncode}"
        )
    return done.stdout


@contextmanager
def _timed(placed: Placed, name: str) -> Iterator[None]:
    begun = time.monotonic()
    try:
        yield
    finally:
        placed.seconds[name] = round(time.monotonic() - begun, 3)
