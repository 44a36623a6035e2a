"""What lets somebody else build the same bytes: the sources, the wheels, and a statement of where everything came from."""

from __future__ import annotations

import hashlib
import io
import json
import re
import runpy
import subprocess
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("runtime.lock", "build.lock", "assets.lock")
HOW = """How to build the same program again

On Debian 12 (amd64) with the packages python3-venv, binutils and xz-utils, as root or where user namespaces are granted:

    mkdir sources && tar -xJf muster-@VERSION@-sources.tar.xz -C sources
    tar -xf muster-@VERSION@-wheels.tar -C sources/offline_wheels
    cd sources && sh packaging/build.sh
    python3 packaging/bundle/pack.py dist/muster rebuilt

No network is needed. The last command prints the SHA-256 that MANIFEST.json has for the archive in payload/, when
`python3 packaging/bundle/inputs.py check` says that interpreter and libraries are those of packaging/inputs.lock.
"""


def tar(entries: list[tuple[str, bytes, int]], epoch: int) -> bytes:
    """A deterministic archive of (name, content, mode); pax, because the names of wheels are long."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content, mode in sorted(entries):
            member = tarfile.TarInfo(name)
            member.size, member.mode, member.mtime = len(content), mode, epoch
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def source_names() -> list[str]:
    """The files the program is built from; the pictures of the manual belong to them, other data of tests does not."""
    names = runpy.run_path(str(ROOT / "packaging/build/sources.py"))["names"]()
    return [str(name) for name in names]


def sources(epoch: int) -> bytes:
    """The sources as tar.xz."""
    entries = [
        (name, (ROOT / name).read_bytes(), 0o755 if (ROOT / name).stat().st_mode & 0o100 else 0o644)
        for name in source_names()
    ]
    done = subprocess.run(
        ["xz", "-2", "-T1", "-c"], input=tar(entries, epoch), stdout=subprocess.PIPE, check=True
    )
    return done.stdout


def wheels() -> list[Path]:
    """The wheels a build takes: those whose hash stands in one of its locks."""
    text = "".join((ROOT / "offline_wheels" / lock).read_text(encoding="utf-8") for lock in LOCKS)
    hashes = set(re.findall(r"sha256:([0-9a-f]{64})", text))
    return [p for p in sorted((ROOT / "offline_wheels").glob("*.whl")) if sha256(p.read_bytes()) in hashes]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def kit(version: str, epoch: int) -> dict[str, bytes]:
    """The folder rebuild/: file name → content."""
    return {
        f"rebuild/muster-{version}-sources.tar.xz": sources(epoch),
        f"rebuild/muster-{version}-wheels.tar": tar(
            [(p.name, p.read_bytes(), 0o644) for p in wheels()], epoch
        ),
        "rebuild/HOW-TO-REBUILD.txt": HOW.replace("@VERSION@", version).encode(),
    }


def provenance(facts: dict[str, object], payload: bytes, digest: str, epoch: int) -> bytes:
    """An in-toto statement with a SLSA 1.0 predicate. It says what was used, and is believed as far as the signature is.

    Source: https://slsa.dev/spec/v1.0/provenance
    """
    lock = (ROOT / "packaging/inputs.lock").read_text(encoding="ascii")
    inputs = [line.split() for line in lock.splitlines() if line and not line.startswith("#")]
    used = [
        {
            "uri": f"pkg:generic/muster-sources@{facts['version']}",
            "digest": {"gitCommit": str(facts["commit"]).rstrip("+"), "sha256": digest},
        }
    ]
    used += [
        {"uri": f"file:offline_wheels/{p.name}", "digest": {"sha256": sha256(p.read_bytes())}}
        for p in wheels()
    ]
    used += [
        {
            "uri": f"pkg:deb/debian/{name}@{version}" if version != "-" else f"file:{name}",
            "digest": {"sha256": found},
        }
        for found, version, name in inputs
    ]
    statement = {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": facts["payload"], "digest": {"sha256": sha256(payload)}}],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "file:packaging/build.sh",
                "externalParameters": {"development": facts["development"], "epoch": epoch},
                "internalParameters": {"changed": str(facts["commit"]).endswith("+")},
                "resolvedDependencies": used,
            },
            "runDetails": {"builder": {"id": "file:packaging/build/room.sh"}},
        },
    }
    return (json.dumps(statement, indent=1, sort_keys=True) + "\n").encode()
