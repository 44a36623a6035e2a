"""What comes from outside and decides the bytes: the interpreter and the libraries Debian gives, by hash.

    python3 packaging/bundle/inputs.py check     exit 1 when this machine has others than packaging/inputs.lock says
    python3 packaging/bundle/inputs.py write     write packaging/inputs.lock from what this machine has and was built with

Wheels are pinned by offline_wheels/*.lock and manifest.json; this pins the rest. A Debian package is pinned by the hash of
its own list of files, each library that is copied into the program by its own.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "packaging/inputs.lock"
PACKAGES = ("python3.11-minimal", "libpython3.11-minimal", "libpython3.11-stdlib", "libpython3.11", "python3.11-venv", "python3-pip-whl",
            "python3-setuptools-whl", "binutils", "binutils-x86-64-linux-gnu", "xz-utils")  # fmt: skip


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def found() -> list[str]:
    """The lines of the lock as this machine is: hash, version, package or path."""
    lines = []
    for package in PACKAGES:
        command = ["dpkg-query", "-W", "-f", "${Version} ${Architecture}\n", package]
        version, arch = (
            subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")[0].split()
        )
        info = Path("/var/lib/dpkg/info")
        listing = next(
            p for p in (info / f"{package}.md5sums", info / f"{package}:{arch}.md5sums") if p.is_file()
        )
        lines.append(f"{sha256(listing)} {version} {package}")
    paths = {"/usr/bin/python3.11"}
    origins = json.loads((ROOT / "dist/origins.json").read_text(encoding="utf-8"))
    paths |= {
        source for _, source, kind in origins if kind in {"BINARY", "EXTENSION"} and source.startswith("/")
    }
    lines += [f"{sha256(Path(path))} - {path}" for path in sorted(paths)]
    return lines


def differences() -> list[str]:
    """What differs from the lock, as sentences."""
    if not (ROOT / "dist/origins.json").is_file():
        return ["the program was not built here, so that its inputs are not known"]
    locked, now = LOCK.read_text(encoding="ascii").splitlines(), found()
    names = {line.split()[2]: line for line in locked if line and not line.startswith("#")}
    have = {line.split()[2]: line for line in now}
    faults = [
        f"{name} is not what inputs.lock says" for name, line in have.items() if names.get(name, line) != line
    ]
    faults += [f"{name} is not in inputs.lock" for name in have if name not in names]
    return faults + [f"{name} is in inputs.lock and not used" for name in names if name not in have]


def main() -> int:
    if sys.argv[1:] == ["write"]:
        head = "# What the released program is built from besides the wheels: SHA-256, version, Debian package or file.\n"
        LOCK.write_text(head + "".join(line + "\n" for line in found()), encoding="ascii")
        return 0
    if sys.argv[1:] != ["check"]:
        sys.exit(__doc__)
    faults = differences()
    for fault in faults:
        print(f"inputs: {fault}")
    if not faults:
        print(f"inputs: {len(found())} inputs, all as in inputs.lock")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
