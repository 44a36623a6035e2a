"""What was installed, upgraded, restored or rolled back, by whom and from what: one record each, in a chain.

``PROGRAM/records/<number>-<kind>.json``; each record names the SHA-256 of the one before it. A record can be printed and
filed: whoever holds the paper can tell later whether the file was changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import pwd
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from appliance.foundation.kernel.clock import Clock, iso
from appliance.foundation.kernel.errors import MusterError
from appliance.foundation.kernel.files import write_atomically

FORMAT = 1
FOLDER = "records"
GENESIS = "0" * 64
TITLES = {
    "install": "Installation",
    "upgrade": "Upgrade",
    "restore": "Restore of a backup",
    "rollback": "Rollback",
}


class RecordBroken(MusterError):
    code = "record_broken"
    message = "The record {name} is not what was written: {why}."
    hint = "Compare it with the printed copy."
    exit_code = 3


def write(program: Path, clock: Clock, kind: str, outcome: str, about: Mapping[str, Any]) -> Path:
    """Add a record and return its file. ``kind`` as in ``TITLES``; ``outcome``: done, failed, refused.

    ``about`` is plain data: for a restore the backup's hash, instance and counts; never anything about a person.
    """
    folder = program / FOLDER
    folder.mkdir(mode=0o755, exist_ok=True)
    names = _names(folder)
    number = int(names[-1].split("-")[0]) + 1 if names else 1
    previous = _hash((folder / names[-1]).read_bytes()) if names else GENESIS
    said = {
        "format": FORMAT,
        "number": number,
        "kind": kind,
        "outcome": outcome,
        "at": iso(clock.now()),
        "by": who(),
        "host": platform.node(),
        "previous": previous,
        "about": dict(about),
    }
    path = folder / f"{number:04d}-{kind}.json"
    write_atomically(path, json.dumps(said, indent=1, sort_keys=True, default=str).encode() + b"\n")
    path.chmod(0o644)
    return path


def read_all(program: Path) -> list[dict[str, Any]]:
    """Every record in order, each with its ``sha256``. Raises RecordBroken when the chain does not hold."""
    folder = program / FOLDER
    found: list[dict[str, Any]] = []
    previous = GENESIS
    for expected, name in enumerate(_names(folder), start=1):
        content = (folder / name).read_bytes()
        said = json.loads(content)
        if said["number"] != expected or said["previous"] != previous:
            raise RecordBroken(name=name, why="it does not follow the one before it")
        previous = _hash(content)
        found.append({**said, "sha256": previous})
    return found


def printable(record: Mapping[str, Any]) -> str:
    """A record as a page of text, to be printed, signed by hand and filed."""
    title = (
        f"Muster: {TITLES.get(record['kind'], record['kind'])} no. {record['number']}, {record['outcome']}"
    )
    lines = [title, "=" * len(title), ""]
    lines += [
        f"{'at':22} {record['at']}",
        f"{'by':22} {record['by']}",
        f"{'on the host':22} {record['host']}",
    ]
    lines += _lines(record["about"])
    lines += [
        "",
        f"{'record before':22} {record['previous']}",
        f"{'SHA-256 of this file':22} {record['sha256']}",
    ]
    lines += ["", "", "Signature ______________________    Date ______________"]
    return "\n".join(lines) + "\n"


def _lines(about: Mapping[str, Any], indent: str = "") -> list[str]:
    lines = []
    for name, value in about.items():
        label = f"{indent}{name.replace('_', ' ')}"
        if isinstance(value, Mapping):
            lines += [label, *_lines(value, indent + "  ")]
        elif isinstance(value, list):
            lines += [label, *(f"{indent}  - {one}" for one in value)]
        else:
            lines.append(f"{label:22} {value}")
    return lines


def who() -> str:
    """The system's user, and the one behind sudo; a number where the system has no name for it."""
    uid = os.getuid()
    try:
        name = pwd.getpwuid(uid).pw_name
    except KeyError:
        name = f"uid {uid}"
    behind = os.environ.get("SUDO_USER", "")
    return f"{name} (for {behind})" if behind and behind != name else name


def _names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.glob("[0-9]*.json")) if folder.is_dir() else []


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
