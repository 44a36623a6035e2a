"""Drive the binary as it is shipped: import, search, match, serve a page, stop.

    /usr/bin/python3 packaging/smoke.py dist/muster/muster [--inside]

Standard library only and no development packages. Where this machine allows it, everything runs in an empty network
namespace with /tmp mounted noexec; what it does not allow is printed.
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

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = Path(os.environ.get("SMOKE_SAMPLES", ROOT / "packaging/sample_data/files"))
SCRATCH = os.environ.get("SMOKE_DIR", "/var/tmp")
STEPS = 12
"""How many steps must have been seen at the end: a check that passes by doing nothing is none."""


def enter(arguments: list[str]) -> int:
    """Run this script again inside namespaces, as far as they are granted."""
    script_here, binary = Path(__file__).resolve(), Path(arguments[0]).resolve()
    if script_here.is_relative_to("/tmp"):
        # an empty /tmp is mounted over everything in it: go on from a copy elsewhere
        with tempfile.TemporaryDirectory(prefix="muster-smoke-", dir=SCRATCH) as copy:
            shutil.copytree(binary.parent, Path(copy) / "muster", symlinks=True)
            shutil.copytree(SAMPLES, Path(copy) / "samples")
            os.environ["SMOKE_SAMPLES"] = str(Path(copy) / "samples")
            moved = Path(shutil.copy(script_here, copy))
            return enter_from(moved, [str(Path(copy) / "muster" / binary.name), *arguments[1:]])
    return enter_from(script_here, [str(binary), *arguments[1:]])


def enter_from(script_file: Path, arguments: list[str]) -> int:
    """``enter``, with a script that lies outside /tmp."""
    again = [sys.executable, str(script_file), *arguments, "--inside"]
    script = "ip link set lo up 2>/dev/null || ifconfig lo up; mount -t tmpfs -o noexec,nosuid,nodev tmpfs /tmp && "
    for unshare in (["unshare", "-n", "-m"], ["unshare", "-rnm"]):
        if subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode == 0:
            print(f"smoke: in an empty network namespace ({' '.join(unshare)}), /tmp noexec")
            command = script + " ".join(f"'{a}'" for a in again)
            return subprocess.run([*unshare, "sh", "-c", command], check=False).returncode
    print("smoke: this machine refuses namespaces; running without them")
    return subprocess.run(again, check=False).returncode


class Smoke:
    def __init__(self, binary: Path, data: Path) -> None:
        self.binary = binary
        self.data = data
        self.seen = 0
        self.environment = {"PATH": "/usr/bin:/bin", "HOME": str(data.parent), "LANG": "C.UTF-8"}

    def run(self, *arguments: str, expect: tuple[int, ...] = (0,)) -> str:
        done = subprocess.run(
            [str(self.binary), *arguments, "--data", str(self.data)],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if done.returncode not in expect:
            sys.exit(f"smoke: {arguments} ended with {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def alone(self, *arguments: str) -> str:
        """A command that needs no data directory."""
        command = [str(self.binary), *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"smoke: {arguments} ended with {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def step(self, sentence: str) -> None:
        self.seen += 1
        print(f"smoke: {self.seen}. {sentence}")

    def everything(self) -> None:
        self.step(self.alone("--version").strip())
        tested = json.loads(self.alone("selftest", "--json"))
        if tested["good"] != tested["expected"]:
            sys.exit(f"smoke: self-tests: {tested}")
        self.step(f"{tested['good']} of {tested['expected']} self-tests passed")
        health = json.loads(self.run("doctor", "--json", expect=(0, 7)))
        self.step("doctor: " + ", ".join(f"{c['name']} {c['status']}" for c in health))
        demo = ["--demo"] if any(c["name"] == "jail" and c["status"] == "fail" for c in health) else []
        for kind in ("postings", "resumes"):
            begun = time.monotonic()
            found = json.loads(
                self.run("import", str(SAMPLES / kind), "--kind", kind[:-1], "--json", *demo, expect=(0, 4))
            )
            if found["counts"]["accepted"] < 12:
                sys.exit(f"smoke: too few {kind} accepted: {found['counts']}")
            self.step(f"imported {kind}: {found['counts']} in {time.monotonic() - begun:.1f} s")
        hits = json.loads(self.run("search", "python -junior", "--sourcing", "smoke test", "--json"))
        if not hits["total"]:
            sys.exit("smoke: the search found nobody")
        self.step(f"searched: {hits['total']} found")
        match = json.loads(self.run("match", "R-0001", "--json"))
        if not match["candidates"] or not match["candidates"][0]["requirements"]:
            sys.exit("smoke: the match is empty")
        again = self.run("match", "--rerun", match["match"])
        self.step(f"matched {match['considered']} candidates; again: {again.strip()}")
        self.serve()
        verified = json.loads(self.run("audit", "verify", "--json"))
        if verified["broken_at"]:
            sys.exit(f"smoke: the audit log does not verify: {verified}")
        self.step(f"audit log verifies: {verified['entries']} entries")
        self.backup()

    def backup(self) -> None:
        key = self.data.parent / "recovery.txt"
        self.run("backup", "recovery-key", str(key))
        made = json.loads(self.run("backup", "make", "--json"))
        self.step(f"backup: {made['bytes']:,} bytes, {made['documents']} documents, opened again")
        second = Smoke(self.binary, self.data.parent / "second")
        done = json.loads(second.run("restore", made["path"], "--key", str(key), "--json"))
        if done["documents"] != made["documents"] or done["log"] != [made["entries"], made["log_hash"]]:
            sys.exit(f"smoke: another thing was restored: {done}")
        hits = json.loads(second.run("search", "python", "--sourcing", "smoke test", "--json"))
        self.step(f"restored on a second data directory: {hits['total']} found there")

    def serve(self) -> None:
        begun = time.monotonic()
        server = subprocess.Popen(
            [str(self.binary), "serve", "--port", "0", "--data", str(self.data)],
            env=self.environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            address = ""
            for line in server.stderr or ():
                if found := re.search(r"ready: (http://\S+)", line):
                    address = found.group(1)
                    break
            with urllib.request.urlopen(address + "login", timeout=10) as answer:
                page = answer.read().decode()
            if "Muster" not in page:
                sys.exit("smoke: the page is not ours")
            self.step(f"start to first page: {time.monotonic() - begun:.2f} s, {len(page):,} characters")
            with urllib.request.urlopen(address + "livez", timeout=10) as answer:
                if answer.status != 200:
                    sys.exit("smoke: not alive")
        finally:
            server.send_signal(signal.SIGTERM)
            status = server.wait(20)
        if status != 0:
            sys.exit(f"smoke: serve ended with {status}")
        self.step("served a page, alive, stopped by itself on SIGTERM")


def main() -> None:
    arguments = sys.argv[1:]
    if "--inside" not in arguments:
        sys.exit(enter(arguments))
    binary = Path(arguments[0]).resolve()
    base = Path(tempfile.mkdtemp(prefix="muster-smoke-", dir=SCRATCH))
    try:
        smoke = Smoke(binary, base / "data")
        smoke.everything()
    finally:
        shutil.rmtree(base, ignore_errors=True)
    if smoke.seen != STEPS:
        sys.exit(f"smoke: {smoke.seen} steps instead of {STEPS}")
    print("smoke: all well")


if __name__ == "__main__":
    main()
