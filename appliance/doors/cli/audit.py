"""``muster audit``: the tamper-evident log."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from appliance.doors.cli.frame import opened, print_json, say, with_data
from appliance.foundation.audit import Checkpoint
from appliance.foundation.kernel.errors import BadInput
from appliance.wiring import console_actor

VERIFICATION_FAILED = 3


@click.group()
def audit() -> None:
    """The tamper-evident log: verify it, or print its newest entries."""


@audit.command()
@click.option(
    "--checkpoint", default="", metavar="NUMBER:HASH", help="A place in the log you kept elsewhere."
)
@with_data
def verify(checkpoint: str, data: Path | None, as_json: bool) -> None:
    """Verify every entry, and against a checkpoint kept elsewhere. Exit code 3 when it does not verify.

    Example: muster audit verify --checkpoint 120:9f2c…
    """
    held = None
    with opened(data) as services:
        if checkpoint:
            number, _, digest = checkpoint.partition(":")
            if not number.isdigit() or len(digest) != 64:
                raise BadInput(
                    what=f"“{checkpoint}” is not a checkpoint.", mend="Write it as NUMBER:HASH (64 digits)."
                )
            held = Checkpoint(seq=int(number), hash=digest)
        result = services.audit.verify(console_actor(), held)
    if as_json:
        print_json(result.model_dump(mode="json"))
    elif result.broken_at:
        say(f"The log does NOT verify: entry {result.broken_at} {result.why}.", "bold red")
    else:
        say(f"{result.entries} entries verify. Checkpoint, to keep elsewhere:")
        say(f"{result.checkpoint.seq}:{result.checkpoint.hash}")
    if result.broken_at:
        sys.exit(VERIFICATION_FAILED)


@audit.command("list")
@click.option("--limit", default=20, type=click.IntRange(1, 10_000), help="How many entries.")
@click.option("--action", default="", help="Only this action, or a beginning such as search.")
@with_data
def list_(limit: int, action: str, data: Path | None, as_json: bool) -> None:
    """Print the newest entries.

    Example: muster audit list --action search --limit 5
    """
    with opened(data) as services:
        rows = services.audit.entries(limit=limit, action=action)
        if as_json:
            print_json(rows)
            return
        for row in rows:
            say(f"{row['seq']:6} {row['at'][:19]}Z {row['actor']:24} {row['action']:28} {row['subject']}")
