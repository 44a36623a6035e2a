"""``muster verify-bundle`` and ``muster selftest``: is the stick what it should be, and is the program."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import asdict
from pathlib import Path

import click

from appliance import selftest as parts
from appliance.doors.cli.frame import errors, print_json, say
from appliance.lifecycle.bundle import Trust, built_in_trust, verify_bundle


@click.command("verify-bundle")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--trust", "trust_file", type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What was accepted before (default: only the roots built in).",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print data instead of text.")
def verify_bundle_(folder: Path, trust_file: Path | None, as_json: bool) -> None:
    """Check a bundle: who signed it, and that every file is what was signed. Changes nothing.

    Exit code 3 when it is refused.

    Example: muster verify-bundle /media/stick/MUSTER-0.1.0
    """
    with errors(as_json=as_json):
        trust = Trust.model_validate_json(trust_file.read_bytes()) if trust_file else built_in_trust()
        found = verify_bundle(folder, trust)
        fingerprint = hashlib.sha256((folder / "release.pem").read_bytes()).hexdigest()
        if as_json:
            print_json(
                {
                    "manifest": found.manifest.model_dump(exclude={"files"}),
                    "files": len(found.manifest.files),
                    "manifest_sha256": found.manifest_sha256,
                    "key": found.key.id,
                    "fingerprint": fingerprint,
                    "again": found.again,
                    "trust": found.trust.model_dump(),
                }
            )
            return
        manifest = found.manifest
        say(
            f"Muster {manifest.version}, release {manifest.release_seq}: {len(manifest.files)} files are as signed."
        )
        say(f"Key {found.key.id} ({found.key.name}), fingerprint {fingerprint}")
        if manifest.development:
            say("These are development keys, which anybody can have: for trials only.", "bold red")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print data instead of text.")
def selftest(as_json: bool) -> None:
    """Try every part the program stands on against a known answer, and count them.

    Example: muster selftest
    """
    outcomes = parts.run()
    good = sum(outcome.ok for outcome in outcomes)
    if as_json:
        print_json({"expected": parts.COUNT, "good": good, "tests": [asdict(o) for o in outcomes]})
    else:
        for outcome in outcomes:
            versions = ", ".join(f"{name} {version}" for name, version in outcome.versions.items())
            say(
                f"{'ok  ' if outcome.ok else 'FAIL'}  {outcome.name:10} {outcome.sentence} {versions}".rstrip()
            )
        say(f"{good} of {parts.COUNT} self-tests passed")
    if good != parts.COUNT or len(outcomes) != parts.COUNT:
        sys.exit(1)
