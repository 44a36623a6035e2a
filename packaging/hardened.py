"""Install from the stick and use the binary on hosts that forbid much: each condition alone, then all at once.

    /usr/bin/python3 packaging/hardened.py BUNDLE [--json]

Standard library only. Conditions: noexec on /tmp, /var/tmp, /dev/shm, /home and the data; a read-only root; a /tmp of 20 MB;
no HOME; umask 077; a user that is not root and has no name; no locale; a clock in 1970. Each run installs with ``install.sh``,
starts the page and stops it, in an empty network namespace; the packets that left it are counted. A condition that this
machine cannot make is named in the output and counts as not shown.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

CONDITIONS = (
    "noexec /tmp", "noexec /var/tmp", "noexec /dev/shm", "noexec /home", "noexec data", "read-only root",
    "20 MB /tmp", "no HOME", "umask 077", "uid not 0", "no locale",
)  # fmt: skip
ALL = "all at once"
CLOCK = "clock in 1970"
NOEXEC = {
    "noexec /tmp": "/tmp",
    "noexec /var/tmp": "/var/tmp",
    "noexec /dev/shm": "/dev/shm",
    "noexec /home": "/home",
}
NOBODY = 61234
FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1")
IN_1970 = {
    "LD_PRELOAD": str(FAKETIME),
    "FAKETIME": "@1970-01-02 00:00:00",
    "FAKETIME_DONT_FAKE_MONOTONIC": "1",
}
"""No namespace shifts the clock of day: Debian's libfaketime does, for the processes that load it."""
PLAIN = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}


def sh(command: str) -> None:
    subprocess.run(["sh", "-c", command], check=True)


def make_conditions(names: set[str], bundle: Path, place: Path) -> None:
    """Mount the stick and what the conditions ask for; this process has a mount namespace of its own."""
    sh("mount --make-rprivate /")
    (place / "stick").mkdir()
    sh(f"mount --bind {bundle} {place}/stick && mount -o remount,bind,ro,noexec {place}/stick")
    for name, folder in NOEXEC.items():
        if name in names:
            size = "size=20m," if folder == "/tmp" and "20 MB /tmp" in names else ""
            sh(f"mount -t tmpfs -o {size}noexec,nosuid,nodev,mode=1777 tmpfs {folder}")
    if "20 MB /tmp" in names and "noexec /tmp" not in names:
        sh("mount -t tmpfs -o size=20m,mode=1777 tmpfs /tmp")
    (place / "data-mount").mkdir()
    option = "noexec,nosuid,nodev" if "noexec data" in names else "nosuid"
    sh(f"mount -t tmpfs -o {option},mode=1777 tmpfs {place}/data-mount")
    if "read-only root" in names:
        sh(f"mount --rbind {place} {place} && mount -o remount,bind,ro /")


def inside(names: set[str], bundle: Path, place: Path) -> None:
    """Install and use Muster under the conditions; ends the process with a message when something is wrong."""
    sh("ip link set lo up")
    make_conditions(names, bundle, place)
    environment = dict(PLAIN)
    if "no HOME" not in names:
        environment["HOME"] = str(place)
    if "no locale" in names:
        del environment["LANG"]
    limits: dict[str, object] = {"umask": 0o077 if "umask 077" in names else 0o022}
    if "uid not 0" in names:
        os.chown(place, NOBODY, NOBODY)
        limits |= {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    program, data = place / "program", place / "data-mount/data"
    begun = time.monotonic()
    arguments = ["--user", "--prefix", str(program), "--data", str(data), "--yes", "--port", "18642"]
    done = subprocess.run(
        ["sh", str(place / "stick/install.sh"), *arguments],
        env=environment, cwd="/", capture_output=True, text=True, check=False, timeout=280, **limits,  # type: ignore[call-overload]
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"the installation ended with {done.returncode}\n{done.stdout}{done.stderr}")
    seconds = time.monotonic() - begun
    first = serve([str(program / "muster"), "serve"], environment, limits)
    jail = "" if "in a jail with every layer" in done.stderr else "; the jail lacks a layer here"
    clock = ""
    if names == set(CONDITIONS) and FAKETIME.exists():  # an installed program serves then, too (see in_1970)
        serve([str(program / "muster"), "serve"], {**environment, **IN_1970}, limits)
        clock = "; served in 1970, too"
    print(f"installed in {seconds:.1f} s, first page after {first:.2f} s{jail}; {packets()}{clock}")


def serve(command: list[str], environment: dict[str, str], limits: dict[str, object]) -> float:
    """Start the page, ask for it, stop it; the seconds to the first page."""
    begun = time.monotonic()
    server = subprocess.Popen(command, env=environment, cwd="/", stderr=subprocess.PIPE, text=True, **limits)  # type: ignore[call-overload]
    address = ""
    for line in server.stderr or ():
        if found := re.search(r"ready: (http://\S+)", line):
            address = found.group(1)
            break
    if not address:
        sys.exit(f"serve ended with {server.wait(10)}")
    with urllib.request.urlopen(address + "login", timeout=20) as answer:
        if "Muster" not in answer.read().decode():
            sys.exit("the page is not ours")
    first = time.monotonic() - begun
    server.send_signal(signal.SIGTERM)
    if server.wait(30):
        sys.exit("it did not end well when told to stop")
    return first


def packets() -> str:
    """What left this network namespace: nothing can but through an interface that is not the loopback."""
    counts = {}
    for line in Path("/proc/net/dev").read_text(encoding="ascii").splitlines()[2:]:
        name, rest = line.split(":", 1)
        counts[name.strip()] = int(rest.split()[9])
    away = sum(n for name, n in counts.items() if name != "lo")
    return f"packets sent: {away} beyond the loopback"


def in_1970(bundle: Path, place: Path) -> None:
    """The installer refuses with the mend; the program itself still starts and serves."""
    sh("ip link set lo up")
    clock = {**PLAIN, **IN_1970}
    arguments = ["--user", "--prefix", str(place / "program"), "--data", str(place / "data"), "--yes"]
    done = subprocess.run(
        ["sh", str(bundle / "install.sh"), *arguments], env=clock, capture_output=True, text=True, check=False
    )
    if done.returncode != 7 or "Set the clock" not in done.stderr or (place / "program").exists():
        sys.exit(f"the installation in 1970 ended with {done.returncode}\n{done.stderr}")
    subprocess.run(
        ["sh", str(bundle / "install.sh"), *arguments], env=PLAIN, capture_output=True, text=True, check=True
    )
    first = serve([str(place / "program/muster"), "serve", "--port", "0"], clock, {"umask": 0o022})
    print(
        f"refused with its mend; an installed Muster serves all the same, first page after {first:.2f} s; {packets()}"
    )


def enter(name: str, bundle: Path, place: Path) -> tuple[bool, str]:
    """Run this script inside namespaces for one condition."""
    again = [sys.executable, str(Path(__file__).resolve()), str(bundle), "--inside", name, str(place)]
    for unshare in (["unshare", "-n", "-m"], ["unshare", "-rnm"]):
        if subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode == 0:
            if unshare[1] == "-rnm" and name in ("uid not 0", ALL, "read-only root"):
                return False, "not shown: this machine grants user namespaces only, which cannot make it"
            done = subprocess.run([*unshare, *again], capture_output=True, text=True, check=False)
            text = (done.stdout if done.returncode == 0 else done.stderr).strip()
            return done.returncode == 0, text
    return False, "not shown: this machine refuses namespaces"


def main() -> int:
    bundle = Path(sys.argv[1]).resolve()
    if "--inside" in sys.argv:
        name, place = sys.argv[3], Path(sys.argv[4])
        if name == CLOCK:
            in_1970(bundle, place)
        else:
            inside(set(CONDITIONS) if name == ALL else {name}, bundle, place)
        return 0
    wanted = [*CONDITIONS, ALL, CLOCK]
    if "--only" in sys.argv:
        wanted = sys.argv[sys.argv.index("--only") + 1].split(",")
    rows = []
    for name in wanted:
        if name == CLOCK and not FAKETIME.exists():
            rows.append({"condition": name, "passed": False, "said": "not shown: faketime is not installed"})
        else:
            place = Path(tempfile.mkdtemp(prefix="muster-hardened-", dir="/srv"))
            try:
                passed, said = enter(name, bundle, place)
            finally:
                shutil.rmtree(place, ignore_errors=True)
            rows.append({"condition": name, "passed": passed, "said": said})
        print(
            f"hardened: {'ok  ' if rows[-1]['passed'] else 'FAIL'} {name:16} {rows[-1]['said']}", flush=True
        )
    if "--json" in sys.argv:
        print(json.dumps(rows, indent=1))
    passed = sum(bool(row["passed"]) for row in rows)
    print(f"hardened: {passed} of {len(wanted)} conditions passed")
    return 0 if passed == len(wanted) else 1


if __name__ == "__main__":
    sys.exit(main())
