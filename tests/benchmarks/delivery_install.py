"""Installing, starting, idling and rolling back, measured with the binary of a bundle in an empty network namespace.

The packets that leave the namespace are counted; idle is the PSS of all processes after a minute; the rollback is of a
data directory with a database of 500 MB and includes the look at the page. LARGE=bytes takes another size.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from delivery_report import ROOT, Report

sys.path.insert(0, str(ROOT))

TIMES = int(os.environ.get("TIMES") or 3)
IDLE_SECONDS = 60
LARGE = int(os.environ.get("LARGE") or 500_000_000)
SCRATCH = "/var/tmp"


def measure(report: Report) -> None:
    """Needs BUNDLE=folder, or the one that `make bundle` makes."""
    folder = Path(os.environ.get("BUNDLE") or ROOT / "dist/bundle").resolve()
    if not (folder / "MANIFEST.json").is_file():
        sys.exit(f"bench-delivery: {folder} holds no bundle; run `make bundle` or give BUNDLE=folder")
    for unshare in (["unshare", "-n"], ["unshare", "-rn"], []):
        if subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode == 0:
            break
    if not unshare:
        report.note("this host refuses network namespaces: packets were not counted")
    with tempfile.TemporaryDirectory(prefix="muster-bench-", dir=SCRATCH) as scratch:
        command = [*unshare, sys.executable, __file__, str(folder), scratch]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    for row in json.loads(done.stdout):
        report.row("install", row["measure"], row["values"], row["unit"], size=row["size"])


def inside(bundle: Path, scratch: Path) -> list[dict[str, object]]:
    """The measures as plain data; runs inside the namespace."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=False)
    sent = beyond_loopback()
    installs = []
    for number in range(TIMES):
        place = scratch / str(number)
        begun = time.monotonic()
        arguments = ["--user", "--prefix", str(place / "program"), "--data", str(place / "data"), "--yes"]
        subprocess.run(
            ["sh", str(bundle / "install.sh"), *arguments],
            check=True,
            stdout=sys.stderr,
            stdin=subprocess.DEVNULL,
        )
        installs.append(time.monotonic() - begun)
    program = place / "program"
    starts, idle = [], 0.0
    for number in range(TIMES):
        server, first = start(program)
        starts.append(first)
        if number == TIMES - 1:
            time.sleep(IDLE_SECONDS)
            idle = pss(server.pid) / 1024
        server.send_signal(signal.SIGTERM)
        server.wait(30)
    print(f"installs {installs}, starts {starts}, idle {idle}", file=sys.stderr)
    back, size = rollbacks(program)
    packets = float(beyond_loopback() - sent)
    return [
        row("install from the stick, first page looked at (allowed 30 s)", installs, "s"),
        row("packets sent beyond the loopback in all of this (allowed 0)", [packets], "packets"),
        row("start to first page (allowed 1 s)", starts, "s"),
        row(f"idle PSS of all processes after {IDLE_SECONDS} s (allowed 220 MB)", [idle], "MB"),
        row("roll back program and data, looked at (allowed 10 s)", back, "s", size),
    ]


def row(measure: str, values: list[float], unit: str, size: int = 0) -> dict[str, object]:
    """One measure as plain data."""
    return {"measure": measure, "values": values, "unit": unit, "size": size}


def start(program: Path) -> tuple[subprocess.Popen[str], float]:
    """``muster serve`` and the seconds until its first page was there."""
    begun = time.monotonic()
    command = [str(program / "muster"), "serve", "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={"PATH": "/usr/bin:/bin"})
    for line in server.stderr or ():
        if found := re.search(r"ready: (http://\S+)", line):
            with urllib.request.urlopen(found.group(1) + "login", timeout=60) as answer:
                answer.read()
            return server, time.monotonic() - begun
    sys.exit(f"serve ended with {server.wait()}")


def pss(pid: int) -> float:
    """Proportional set size of a process and everything below it, in kB."""
    total = 0.0
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            total = float(line.split()[1])
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    for task in Path(f"/proc/{pid}/task").iterdir():
        if task.name != str(pid):
            children += (task / "children").read_text(encoding="ascii").split()
    return total + sum(pss(int(child)) for child in children)


def rollbacks(program: Path) -> tuple[list[float], int]:
    """Seconds of going back, several times; and the bytes of the database."""
    from appliance.foundation.kernel.clock import SystemClock
    from appliance.foundation.store.connection import connect
    from appliance.foundation.store.keys import load_or_make_key
    from appliance.lifecycle.carrying import carry
    from appliance.lifecycle.installation import load
    from appliance.lifecycle.placing import roll_back

    installation = load(program)
    places = installation.generations()
    first = places.active()
    # not through the store, which would migrate a bundle's data to what these sources know
    database = connect(first.data / "muster.db", load_or_make_key(first.data / "keys/store.key"))
    for number in range(LARGE // 1_000_000):
        row = (f"ballast {number}", os.urandom(500_000).hex())
        database.execute("INSERT INTO note (name, value) VALUES (?, ?)", row)
    database.close()
    with places.changing("upgrade") as change:
        carry(first.data, change.data)
        change.switch(first.release)
        change.prove()
    seconds, to = [], [first.number, change.number] * TIMES
    for number in to[: TIMES * 2 - 1]:
        begun = time.monotonic()
        roll_back(installation, number, SystemClock(), lambda _: None)
        seconds.append(time.monotonic() - begun)
    return seconds, (first.data / "muster.db").stat().st_size


def beyond_loopback() -> int:
    """Packets sent by interfaces other than the loopback."""
    lines = Path("/proc/net/dev").read_text(encoding="ascii").splitlines()[2:]
    return sum(int(line.split(":")[1].split()[9]) for line in lines if line.split(":")[0].strip() != "lo")


if __name__ == "__main__":
    print(json.dumps(inside(Path(sys.argv[1]), Path(sys.argv[2]))))
