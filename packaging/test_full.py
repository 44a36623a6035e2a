"""One suite with its full counts: `make test-full SUITE=name`.

Each test prints what it did; a finished test file is noted in build/test-full/ and passed over when the command is
given again, so that a long suite can be resumed. Remove that folder to begin anew.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUITES = {
    "crash": ("tests/crash", "tests/foundation/work"),
    "delivery": ("tests/lifecycle", "tests/packaging", "tests/recruiting/transfer"),
    "hostile": ("tests/hostile",),
    "jail": ("tests/foundation/jail",),
    "matching": ("tests/recruiting/matching", "tests/recruiting/organisation", "tests/browser"),
    "search": ("tests/engines/fulltext", "tests/recruiting/search"),
}
SECONDS = 80 * 60


def main() -> int:
    if len(sys.argv) != 2 or sys.argv[1] not in SUITES:
        print(f"usage: make test-full SUITE={'|'.join(SUITES)}")
        return 2
    suite = sys.argv[1]
    done = ROOT / "build/test-full" / suite
    done.mkdir(parents=True, exist_ok=True)
    failed = 0
    files = [p for folder in SUITES[suite] for p in sorted((ROOT / folder).rglob("test_*.py"))]
    for path in files:
        mark = done / path.name
        if mark.exists():
            print(f"test-full: {path.name} was done before")
            continue
        environment = {**os.environ, "MUSTER_FULL": "1"}
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-s",
            "-p",
            "no:randomly",
            f"--timeout={SECONDS}",
            str(path),
        ]
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
            failed += 1
        else:
            mark.touch()
    print(f"test-full {suite}: {len(files)} files, {failed} failed")
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main())
