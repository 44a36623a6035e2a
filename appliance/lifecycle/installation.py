"""Where Muster is installed, for whom, and how one of its programs is run with the rights of the service."""

from __future__ import annotations

import json
import os
import pwd
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from appliance.foundation.kernel.files import write_atomically
from appliance.lifecycle.generations import Generations, NothingInstalled, Reached

FORMAT = 1
NOTE = "installation.json"
VARIABLE = "MUSTER_PROGRAM"
SYSTEM_PROGRAM, SYSTEM_DATA, SERVICE_USER = Path("/opt/muster"), Path("/var/lib/muster"), "muster"
LAUNCHER = "muster"
"""The file in a release that is the program."""
PLAIN_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True)
class Installation:
    """One installation; kept as ``installation.json`` in the program folder."""

    program: Path
    data: Path
    kind: Literal["system", "user"]
    user: str = ""
    """The service user of a system installation."""
    port: int = 8642
    host_files: tuple[str, ...] = ()
    """What was written outside the program and the data folder, and goes with an uninstall."""

    def generations(self, reached: Reached | None = None) -> Generations:
        return Generations(self.program, self.data, reached=reached)

    def save(self) -> None:
        """Write the note beside the program."""
        said = {k: v for k, v in asdict(self).items() if k != "program"}
        content = json.dumps({"format": FORMAT, **said}, default=str, indent=1, sort_keys=True)
        path = self.program / NOTE
        write_atomically(path, content.encode() + b"\n")
        path.chmod(0o644)

    def owner(self) -> tuple[int, int]:
        """User and group id that own the data; (-1, -1) where that is whoever runs this."""
        if self.kind == "user" or os.geteuid() != 0:
            return -1, -1
        entry = pwd.getpwnam(self.user)
        return entry.pw_uid, entry.pw_gid

    def rights(self) -> dict[str, Any]:
        """Arguments of ``subprocess`` that make a child run as the service user."""
        uid, gid = self.owner()
        return {} if uid < 0 else {"user": uid, "group": gid, "extra_groups": []}

    def run(
        self, release: Path, *arguments: str, timeout: float = 600, text_in: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run the program of ``release`` as the service user, give it ``text_in``, and wait for it."""
        return subprocess.run(
            [str(release / LAUNCHER), *arguments],
            env=plain_environment(),
            input=text_in,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            cwd="/",
            umask=0o077,
            **self.rights(),
        )


def plain_environment() -> dict[str, str]:
    """What a child needs of the environment, and nothing of the caller's: no HOME, no locale, no proxy."""
    return {"PATH": PLAIN_PATH, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}


def load(program: Path) -> Installation:
    """The installation whose program folder this is. Raises NothingInstalled."""
    path = program / NOTE
    if not path.is_file():
        raise NothingInstalled(program=program)
    said = json.loads(path.read_text(encoding="utf-8"))
    return Installation(
        program=program,
        data=Path(said["data"]),
        kind=said["kind"],
        user=said["user"],
        port=said["port"],
        host_files=tuple(said["host_files"]),
    )


def find(program: Path | None = None) -> Installation:
    """The installation at ``program``; else of ``MUSTER_PROGRAM``, of this very program, or in its usual place.

    Raises NothingInstalled.
    """
    if program is not None:
        return load(program.absolute())
    places = [Path(os.environ[VARIABLE])] if os.environ.get(VARIABLE) else []
    places += list(Path(sys.executable).resolve().parents)[:4]
    for place in [*places, SYSTEM_PROGRAM]:
        if (place / NOTE).is_file():
            return load(place)
    raise NothingInstalled(program=places[0] if os.environ.get(VARIABLE) else SYSTEM_PROGRAM)
