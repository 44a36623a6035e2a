"""Take Muster off a host: the program and everything it left, the data only when asked for by the host's name."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Callable
from pathlib import Path

from appliance.foundation.kernel.errors import MusterError
from appliance.foundation.store import alone
from appliance.lifecycle import host
from appliance.lifecycle.installation import LAUNCHER, Installation
from appliance.lifecycle.serving import STOPPING, stop_serving

OURS = (
    "active",
    "proven",
    "generations",
    "releases",
    "records",
    "trust.json",
    "lock",
    "installation.json",
    LAUNCHER,
)
Say = Callable[[str], None]


class WrongHostName(MusterError):
    code = "wrong_host_name"
    message = "This host is not called {given}; nothing was removed."
    hint = "To remove the data as well, give this host's name exactly: --purge --host-name NAME."
    exit_code = 2


def uninstall(
    installation: Installation, say: Say, *, purge: bool = False, host_name: str = ""
) -> list[Path]:
    """Remove the program, and with ``purge`` the data; the folders that stay.

    Raises WrongHostName, DataInUse, ChangeUnderWay before anything is removed.
    """
    if purge and host_name != platform.node():
        raise WrongHostName(given=host_name)
    places = installation.generations()
    with places.locked():
        active = places.active()
        host_runs = host.RUNNING_SYSTEMD.is_dir() and installation.kind == "system"
        if active and active.data.is_dir() and not host_runs:
            stop_serving(active.data, say)
            with alone(active.data, wait=STOPPING):
                pass
        _remove_all(installation, say, purge=purge)
    return [] if purge else [installation.data]


def _remove_all(installation: Installation, say: Say, *, purge: bool) -> None:
    host.remove_files(installation, say)
    if purge:
        for folder in _generations_of(installation.data):
            shutil.rmtree(folder, ignore_errors=True)
        (installation.data / "current").unlink(missing_ok=True)
        shutil.rmtree(installation.data / "backups", ignore_errors=True)
        _remove_if_empty(installation.data)
        say(f"Removed the data in {installation.data}, its backups included.")
    elif installation.kind == "system":
        _take_over(installation.data)
    if installation.kind == "system":
        host.remove_user(installation.user, say)
    for name in OURS:
        path = installation.program / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    _remove_if_empty(installation.program)
    say(f"Removed {installation.program}.")


def _generations_of(data: Path) -> list[Path]:
    return [p for p in data.glob("gen-*") if p.is_dir() and not p.is_symlink()] if data.is_dir() else []


def _take_over(data: Path) -> None:
    """What stays belongs to root from now on: the number of a removed user may be given to somebody else."""
    if os.geteuid() != 0 or not data.is_dir():
        return
    for folder, _, files, descriptor in os.fwalk(data, follow_symlinks=False):
        os.chown(descriptor, 0, 0)
        for name in files:
            os.chown(name, 0, 0, dir_fd=descriptor, follow_symlinks=False)
        del folder


def _remove_if_empty(folder: Path) -> None:
    """A mount point or a folder that holds something else stays."""
    try:
        folder.rmdir()
    except OSError:
        return
