"""One suite with its full counts: `make test-full SUITE=name`.

Each test prints what it counted; a finished test file is noted in build/test-full/ with these lines and passed over
when the command is given again, so that a long suite can be resumed. The counts of all files, those of earlier runs
too, stand together at the end, each with the commit it was counted at. Remove that folder to begin anew.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUITES = {
    "crash": ("tests/crash", "tests/foundation/work"),
    "delivery": (
        "tests/lifecycle", "tests/crash/test_kill_backup.py", "tests/packaging", "tests/recruiting/transfer", "tests/binary",
    ),
    "hardened": ("tests/binary/test_hardened.py",),
    "hostile": ("tests/hostile",),
    "jail": ("tests/foundation/jail",),
    "matching": ("tests/recruiting/matching", "tests/recruiting/organisation", "tests/browser"),
    "search": ("tests/engines/fulltext", "tests/recruiting/search"),
}  # fmt: skip
SECONDS = 80 * 60
PASSED = re.compile(r"^\d+ (passed|failed|skipped|error|deselected)")
OWN = re.compile(r"^[.sxXFE]*")  # pytest's marks stand before what a test prints
SKIPPED = re.compile(r"^SKIPPED \[")
NOT_SAID = ("=", "_", "[", "tests/", "FAILED", "ERROR", "E  ", ">")


def test_files(suite: str) -> list[Path]:
    """Its test files in their order."""
    places = [ROOT / name for name in SUITES[suite]]
    return [p for place in places for p in ([place] if place.is_file() else sorted(place.rglob("test_*.py")))]


def commit() -> str:
    """The commit of the tree, with a + when it was changed; "?" without git."""
    asked = ["git", "describe", "--always", "--dirty=+", "--exclude=*"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "?"


def run(path: Path) -> tuple[bool, dict[str, object]]:
    """Run a file; whether it passed, and what its tests said and counted."""
    command = [
        sys.executable, "-m", "pytest", "-q", "-s", "-rs", "-p", "no:randomly", f"--timeout={SECONDS}", str(path),
    ]  # fmt: skip
    environment = {**os.environ, "MUSTER_FULL": "1", "PYTHONUNBUFFERED": "1"}
    begun, said, summary = time.monotonic(), [], ""
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        for raw in process.stdout or ():
            print(raw, end="", flush=True)
            line = OWN.sub("", raw.rstrip("\n"), count=1)
            if PASSED.match(line):
                summary = line
            elif SKIPPED.match(raw) or (
                re.search(r"\d", line) and not line.startswith(NOT_SAID) and "so far" not in line
            ):
                said.append(line if not SKIPPED.match(raw) else raw.strip())
    found = {
        "summary": summary,
        "said": said,
        "commit": commit(),
        "seconds": round(time.monotonic() - begun),
    }
    return process.returncode == 0, found


def main() -> int:
    if len(sys.argv) != 2 or sys.argv[1] not in SUITES:
        print(f"usage: make test-full SUITE={'|'.join(SUITES)}")
        return 2
    suite = sys.argv[1]
    done = ROOT / "build/test-full" / suite
    done.mkdir(parents=True, exist_ok=True)
    failed, counts = [], {}
    for path in test_files(suite):
        name = str(path.relative_to(ROOT))
        mark = done / (name.replace("/", "-") + ".json")
        if mark.exists():
            print(f"test-full: {name} was done before")
            counts[name] = json.loads(mark.read_text())
            continue
        passed, counts[name] = run(path)
        if passed:
            mark.write_text(json.dumps(counts[name], indent=1))
        else:
            failed.append(name)
    print(f"\ntest-full {suite}: what was counted")
    for name, found in counts.items():
        state = "FAILED" if name in failed else "ok"
        print(f"{state:6} {name}: {found['summary']} (at {found['commit']})")
        for line in found["said"]:
            print(f"         {line}")
    seconds = sum(found["seconds"] for found in counts.values())
    print(
        f"test-full {suite}: {len(counts)} files, {len(failed)} failed, {seconds // 60} min {seconds % 60} s"
    )
    return 1 if failed or not counts else 0


if __name__ == "__main__":
    sys.exit(main())
