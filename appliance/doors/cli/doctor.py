"""``muster doctor``: what this installation and this host are like."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from appliance.doors.cli.frame import opened, print_json, say, with_data
from appliance.wiring import console_actor

UNSAFE_HOST = 7
SIGNS = {"ok": "ok  ", "warn": "look", "fail": "FAIL"}


@click.command()
@click.option(
    "--accept", default="", metavar="REASON", help="Accept in writing that a layer of the jail is missing."
)
@click.option("--withdraw", is_flag=True, help="Take that acceptance back.")
@with_data
def doctor(accept: str, withdraw: bool, data: Path | None, as_json: bool) -> None:
    """Check the installation; every finding comes with the sentence that mends it.

    Exit code 7 when this host is not safe to read files on, 1 when something else blocks.

    Example: muster doctor --json
    """
    with opened(data) as services:
        if accept:
            services.accept_missing_layers(console_actor(), accept)
        if withdraw:
            services.withdraw_acceptance(console_actor())
        results = services.checks()
        if as_json:
            print_json([asdict(r) for r in results])
        else:
            for result in results:
                say(f"{SIGNS[result.status]}  {result.name:9} {result.sentence}")
                if result.mend:
                    say(f"                {result.mend}", "dim")
    failed = {r.name for r in results if r.status == "fail"}
    if failed:
        sys.exit(UNSAFE_HOST if failed == {"jail"} else 1)
