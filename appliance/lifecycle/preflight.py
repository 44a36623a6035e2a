"""What the host must offer before anything is changed: each check with the sentence that mends it."""

from __future__ import annotations

import os
import platform
import re
import shutil
import socket
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from appliance.foundation.jail import decide, probe
from appliance.foundation.kernel.clock import Clock
from appliance.foundation.observability.checks import Check, CheckResult, run_checks
from appliance.foundation.store import newer_than_we

MIB = 1 << 20
SPARE = 100 * MIB
PROGRAM_TIMES = 3.0
"""Room for the program: archive, unpacked, and the one before it."""
DATA_TIMES = 2.2
"""Room for the database: the copy, and what a migration writes beside it."""
CLOCK = Check("clock", "Clock", blocking=True)
PROCESSOR = Check("processor", "Processor", blocking=True)
GLIBC = Check("glibc", "C library", blocking=True)
RIGHTS = Check("rights", "Rights", blocking=True)
EXECUTABLE = Check("executable", "Programs may run", blocking=True)
ROOM_PROGRAM = Check("room-program", "Room for the program", blocking=True)
ROOM_DATA = Check("room-data", "Room for the data", blocking=True)
DATA = Check("data", "Data directory", blocking=True)
PORT = Check("port", "Port", blocking=True)
JAIL = Check("jail", "Jail for reading files", blocking=False)
SYSTEMD = Check("systemd", "systemd", blocking=False)
FAPOLICYD = Check("fapolicyd", "fapolicyd", blocking=False)
SELINUX = Check("selinux", "SELinux", blocking=False)
CHECKS = (
    CLOCK, PROCESSOR, GLIBC, RIGHTS, EXECUTABLE, ROOM_PROGRAM, ROOM_DATA, DATA, PORT, JAIL, SYSTEMD, FAPOLICYD, SELINUX,
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What is to be installed, and where. Sizes in bytes, ``built_at`` in seconds since 1970."""

    program: Path
    data: Path
    system: bool
    port: int
    payload: int
    built_at: int
    arch: str = "x86_64"
    glibc: str = "2.36"
    source: Path | None = None
    """The data directory that would be carried over."""
    served: bool = False
    """Whether Muster is installed here: then the port may be its own, and the data is."""


def run(wanted: Wanted, clock: Clock) -> list[CheckResult]:
    """Ask everything; changes nothing but a file made and removed where the program is to lie."""
    questions: list[tuple[Check, Callable[[], CheckResult]]] = [
        (CLOCK, lambda: _clock(wanted, clock)),
        (PROCESSOR, lambda: _processor(wanted)),
        (GLIBC, lambda: _glibc(wanted)),
        (RIGHTS, lambda: _rights(wanted)),
        (EXECUTABLE, lambda: _executable(wanted)),
        (ROOM_PROGRAM, lambda: _room_program(wanted)),
        (ROOM_DATA, lambda: _room_data(wanted)),
        (DATA, lambda: _data(wanted)),
        (PORT, lambda: _port(wanted)),
        (JAIL, _jail),
        (SYSTEMD, lambda: _systemd(wanted)),
        (FAPOLICYD, _fapolicyd),
        (SELINUX, _selinux),
    ]
    return run_checks(questions)


def _clock(wanted: Wanted, clock: Clock) -> CheckResult:
    now = clock.now()
    built = datetime.fromtimestamp(wanted.built_at, UTC)
    if now < built:
        return CLOCK.fail(
            f"The clock says {now:%Y-%m-%d %H:%M} UTC; this release was made on {built:%Y-%m-%d}.",
            "Set the clock (date -u -s 'YYYY-MM-DD hh:mm', or timedatectl set-time), then try again.",
        )
    return CLOCK.ok(f"The clock says {now:%Y-%m-%d %H:%M} UTC.")


def _processor(wanted: Wanted) -> CheckResult:
    found = platform.machine()
    if found != wanted.arch:
        return PROCESSOR.fail(
            f"This machine is {found}.", f"Use the bundle made for it; this one is for {wanted.arch}."
        )
    return PROCESSOR.ok(found)


def _glibc(wanted: Wanted) -> CheckResult:
    found = (os.confstr("CS_GNU_LIBC_VERSION") or "").removeprefix("glibc ")
    if _numbers(found) < _numbers(wanted.glibc):
        return GLIBC.fail(
            f"The C library is glibc {found or 'unknown'}.",
            f"Use a system with glibc {wanted.glibc} or newer (Debian 12).",
        )
    return GLIBC.ok(f"glibc {found}")


def _rights(wanted: Wanted) -> CheckResult:
    if wanted.system and os.geteuid() != 0:
        return RIGHTS.fail(
            "A system installation needs root.",
            "Use sudo, or install for yourself: sh install.sh --user --prefix FOLDER.",
        )
    for folder in (wanted.program, wanted.data):
        if not os.access(_there(folder), os.W_OK | os.X_OK):
            return RIGHTS.fail(
                f"{_there(folder)} is not writable.", "Choose another folder with --prefix or --data."
            )
    return RIGHTS.ok("Program and data folder can be written.")


def _executable(wanted: Wanted) -> CheckResult:
    """Whether a program in that folder may be run: asked of the kernel by running one."""
    probe_file = _there(wanted.program) / f".muster-probe-{os.getpid()}"
    try:
        descriptor = os.open(probe_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o700)
        with os.fdopen(descriptor, "wb") as file:
            file.write(Path("/bin/true").read_bytes())
        subprocess.run([str(probe_file)], check=True, capture_output=True, timeout=20)
    except PermissionError:
        return EXECUTABLE.fail(
            f"{_there(wanted.program)} is mounted noexec, or a policy forbids new programs there.",
            "Choose another folder with --prefix; where fapolicyd or SELinux forbids it, see docs/operate/install.md.",
        )
    except (OSError, subprocess.SubprocessError) as error:
        return EXECUTABLE.fail(
            f"A program in {_there(wanted.program)} does not run: {error}", "Choose another folder."
        )
    finally:
        probe_file.unlink(missing_ok=True)
    return EXECUTABLE.ok(f"Programs may run in {_there(wanted.program)}.")


def _room_program(wanted: Wanted) -> CheckResult:
    return _room(ROOM_PROGRAM, wanted.program, int(wanted.payload * PROGRAM_TIMES) + SPARE, "--prefix")


def _room_data(wanted: Wanted) -> CheckResult:
    database = wanted.source / "muster.db" if wanted.source else None
    size = database.stat().st_size if database and database.exists() else 0
    return _room(ROOM_DATA, wanted.data, int(size * DATA_TIMES) + SPARE, "--data")


def _room(check: Check, folder: Path, needed: int, option: str) -> CheckResult:
    free = shutil.disk_usage(_there(folder)).free
    if free < needed:
        return check.fail(
            f"{free // MIB:,} MiB are free where {folder} lies; {needed // MIB:,} MiB are needed.",
            f"Free {-(-(needed - free) // MIB):,} MiB, or choose another place with {option}.",
        )
    return check.ok(f"{free // MIB:,} MiB are free where {folder} lies; {needed // MIB:,} MiB are needed.")


def _data(wanted: Wanted) -> CheckResult:
    if wanted.source is None or not (wanted.source / "muster.db").exists():
        return DATA.ok("A new data directory is made.")
    unknown = (
        [] if wanted.served else newer_than_we(wanted.source)
    )  # what runs here was written by what runs here
    if unknown:
        return DATA.fail(
            f"The data was written by a newer Muster (it knows the change {unknown[0]}).",
            "Install the version that wrote it, or a newer one; or choose an empty folder with --data.",
        )
    return DATA.ok(f"The data in {wanted.source} is carried over.")


def _port(wanted: Wanted) -> CheckResult:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("127.0.0.1", wanted.port))
        except OSError:
            if wanted.served:
                return PORT.ok(f"Port {wanted.port} is in use, by the running Muster as far as can be told.")
            return PORT.fail(
                f"Port {wanted.port} is in use.",
                "Choose another with --port, or stop the program that listens there.",
            )
    return PORT.ok(f"Port {wanted.port} is free.")


def _jail() -> CheckResult:
    decision = decide(probe(), accepted=False)
    if not decision.may_read:
        return JAIL.warn(
            decision.sentence,
            "Muster runs, but reads files only after an acceptance in writing (muster doctor --accept).",
        )
    return JAIL.ok(decision.sentence)


def _systemd(wanted: Wanted) -> CheckResult:
    if not wanted.system:
        return SYSTEMD.ok("Not used by an installation for one user.")
    if not Path("/run/systemd/system").is_dir():
        return SYSTEMD.warn(
            "systemd does not run this host.",
            "The units are written, checked offline if possible, and not run.",
        )
    done = subprocess.run(["systemctl", "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"systemd (\d+)", done.stdout)
    version = int(found.group(1)) if found else 0
    if version < 247:
        return SYSTEMD.warn(
            f"systemd {version} is old.", "Some limits of the unit are ignored; use 247 or newer."
        )
    return SYSTEMD.ok(f"systemd {version}")


def _fapolicyd() -> CheckResult:
    if not Path("/etc/fapolicyd").is_dir():
        return FAPOLICYD.ok("fapolicyd is not installed.")
    return FAPOLICYD.ok("fapolicyd is installed: a trust file for the program is written.")


def _selinux() -> CheckResult:
    enforcing = Path("/sys/fs/selinux/enforce")
    if enforcing.exists() and enforcing.read_text(encoding="ascii").strip() == "1":
        return SELINUX.warn(
            "SELinux enforces; no policy for Muster is shipped.",
            "After installing: restorecon -R on the program folder; see docs/operate/install.md.",
        )
    return SELINUX.ok("SELinux does not enforce.")


def _there(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    while not folder.exists():
        folder = folder.parent
    return folder


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", version)[:2]) or (0,)
