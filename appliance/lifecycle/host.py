"""What an installation leaves on the host beside its program and data: units, profile, trust list, the name ``muster``.

Everything written is named in ``installation.json`` and goes with an uninstall.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from appliance.foundation.kernel.errors import MusterError
from appliance.foundation.kernel.files import write_atomically
from appliance.lifecycle.installation import LAUNCHER, Installation

TEMPLATES = Path(__file__).parent / "host_files"
UNITS = Path("/etc/systemd/system")
APPARMOR = Path("/etc/apparmor.d")
FAPOLICYD = Path("/etc/fapolicyd")
COMMAND = Path("/usr/local/bin/muster")
RUNNING_SYSTEMD = Path("/run/systemd/system")
APPARMOR_ENABLED = Path("/sys/module/apparmor/parameters/enabled")
EXPOSURE_LIMIT = 1.0
UNIT_NAMES = ("muster.socket", "muster.service")
Say = Callable[[str], None]


class HostRefuses(MusterError):
    code = "host_refuses"
    message = "The host refuses {what}: {why}"
    hint = "Mend that on the host, then run the installation again; what was done so far is undone."


def make_user(name: str, say: Say) -> bool:
    """Make the service user unless there is one; whether it was made. Raises HostRefuses."""
    try:
        pwd.getpwnam(name)
    except KeyError:
        arguments = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        _done(["useradd", *arguments, "--shell", "/usr/sbin/nologin", name], "a service user")
        say(f"Made the service user {name}.")
        return True
    return False


def write_files(installation: Installation, say: Say) -> Installation:
    """Write the launcher and, for a system installation, units, profile and trust list; the installation with their names."""
    launcher = installation.program / LAUNCHER
    _write(launcher, _filled("launcher.sh", installation), 0o755)
    if installation.kind != "system":
        return installation
    written: list[Path] = []
    for name in UNIT_NAMES:
        UNITS.mkdir(parents=True, exist_ok=True)
        _write(UNITS / name, _filled(name, installation), 0o644)
        written.append(UNITS / name)
    if COMMAND.is_symlink() or not COMMAND.exists():
        COMMAND.parent.mkdir(parents=True, exist_ok=True)
        COMMAND.unlink(missing_ok=True)
        COMMAND.symlink_to(launcher)
        written.append(COMMAND)
    if APPARMOR.is_dir():
        _write(APPARMOR / "muster-service", _filled("muster-service.apparmor", installation), 0o644)
        written.append(APPARMOR / "muster-service")
        _load_profile(say)
    if FAPOLICYD.is_dir():
        trust = FAPOLICYD / "trust.d" / "muster"
        trust.parent.mkdir(exist_ok=True)
        _write(trust, trust_list(installation.program), 0o644)
        written.append(trust)
        _tell_fapolicyd(say)
    check_units(say)
    return replace(installation, host_files=tuple(str(p) for p in written))


def refresh_trust(installation: Installation, say: Say) -> None:
    """Write the trust list again for the releases that are there now."""
    trust = FAPOLICYD / "trust.d" / "muster"
    if str(trust) in installation.host_files:
        _write(trust, trust_list(installation.program), 0o644)
        _tell_fapolicyd(say)


def trust_list(program: Path) -> str:
    """The trust file of fapolicyd: path, size and SHA-256 of every file of every release."""
    lines = []
    for path in sorted((program / "releases").rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            lines.append(f"{path} {path.stat().st_size} {digest}\n")
    return "".join(lines)


def check_units(say: Say) -> float:
    """Look at the units without running them; the exposure, or -1 where the host has no ``systemd-analyze``."""
    if not shutil.which("systemd-analyze"):
        say("This host has no systemd-analyze: the units were written and not checked.")
        return -1
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", str(UNITS / "muster.service")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    words = [line.split() for line in done.stdout.splitlines() if "Overall exposure level" in line]
    exposure = float(words[0][words[0].index("muster.service:") + 1]) if words else -1
    say(
        f"Units checked offline: exposure {exposure} of 10 (systemd-analyze security; at most {EXPOSURE_LIMIT})."
    )
    return exposure


def enable(installation: Installation, say: Say) -> bool:
    """Let the units run, now and after a restart of the host; False where systemd does not run this host."""
    if installation.kind != "system":
        return False
    if not RUNNING_SYSTEMD.is_dir():
        first = Path("/proc/1/comm")
        name = first.read_text(encoding="utf-8").strip() if first.exists() else "unknown"
        say(f"PID 1 here is {name}, not systemd: the units were NOT run.")
        say(f"Serve by hand with: {COMMAND} serve")
        return False
    _done(["systemctl", "daemon-reload"], "new units")
    _done(["systemctl", "enable", "--now", "muster.socket"], "the listener")
    _done(["systemctl", "restart", "muster.service"], "the service")
    return True


@contextmanager
def stopped(installation: Installation, say: Say) -> Iterator[None]:
    """Nobody is served inside the block; afterwards the units run again, whatever happened."""
    runs = installation.kind == "system" and RUNNING_SYSTEMD.is_dir() and (UNITS / "muster.socket").exists()
    if runs:
        say("Stopping the service.")
        _done(["systemctl", "stop", "muster.socket", "muster.service"], "to stop the service")
    try:
        yield
    finally:
        if runs:
            say("Starting the service.")
            _done(["systemctl", "start", "muster.socket"], "the listener")
            _done(["systemctl", "start", "muster.service"], "the service")


def remove_files(installation: Installation, say: Say) -> None:
    """Stop the units and remove everything that ``write_files`` wrote."""
    if installation.kind == "system" and RUNNING_SYSTEMD.is_dir():
        subprocess.run(["systemctl", "disable", "--now", *UNIT_NAMES], capture_output=True, check=False)
    if str(APPARMOR / "muster-service") in installation.host_files and _apparmor_runs():
        command = ["apparmor_parser", "--remove", str(APPARMOR / "muster-service")]
        subprocess.run(command, capture_output=True, check=False)
    for name in installation.host_files:
        Path(name).unlink(missing_ok=True)
        say(f"Removed {name}.")
    if installation.kind == "system" and RUNNING_SYSTEMD.is_dir():
        subprocess.run(["systemctl", "daemon-reload"], capture_output=True, check=False)
    if any(name.startswith(str(FAPOLICYD)) for name in installation.host_files):
        _tell_fapolicyd(say, "removed", "no longer trusts")


def remove_user(name: str, say: Say) -> None:
    """Remove the service user."""
    if subprocess.run(["userdel", name], capture_output=True, check=False).returncode == 0:
        say(f"Removed the service user {name}.")


def _filled(name: str, installation: Installation) -> str:
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    values = {
        "@PROGRAM@": str(installation.program),
        "@DATA@": str(installation.data),
        "@USER@": installation.user,
        "@PORT@": str(installation.port),
    }
    for mark, value in values.items():
        text = text.replace(mark, value)
    return text


def _write(path: Path, text: str, mode: int) -> None:
    write_atomically(path, text.encode(), mode=mode)
    path.chmod(mode)


def _apparmor_runs() -> bool:
    return APPARMOR_ENABLED.exists() and APPARMOR_ENABLED.read_text(encoding="ascii").strip() == "Y"


def _load_profile(say: Say) -> None:
    if not shutil.which("apparmor_parser"):
        say("AppArmor's tools are not installed: the profile was written and not checked.")
        return
    profile = str(APPARMOR / "muster-service")
    if not _apparmor_runs():
        done = subprocess.run(
            ["apparmor_parser", "-Q", "-K", profile], capture_output=True, text=True, check=False
        )
        said = "is well formed" if done.returncode == 0 else f"is refused ({done.stderr.strip()[-200:]})"
        say(f"AppArmor does not run in this kernel: its profile was written, {said}, and is not in force.")
        return
    _done(["apparmor_parser", "--replace", profile], "the AppArmor profile")
    say("AppArmor profile muster-service loaded.")


def _tell_fapolicyd(say: Say, did: str = "written", now: str = "trusts") -> None:
    command = shutil.which("fapolicyd-cli")
    if command and subprocess.run([command, "--update"], capture_output=True, check=False).returncode == 0:
        say(f"fapolicyd {now} the program's files.")
    else:
        say(f"fapolicyd's trust file was {did}; fapolicyd does not run here.")


def _done(command: list[str], what: str) -> None:
    try:
        subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": "C"})
    except FileNotFoundError as error:
        raise HostRefuses(what=what, why=f"{command[0]} is not installed") from error
    except subprocess.CalledProcessError as error:
        raise HostRefuses(what=what, why=str(error.stderr).strip()[-300:]) from error
