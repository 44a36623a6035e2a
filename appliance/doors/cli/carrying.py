"""The commands by which one release calls another during a change. Their words stay (docs/formats/generations.md)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from appliance.doors.cli.frame import errors, opened, print_json
from appliance.foundation.kernel.clock import SystemClock
from appliance.lifecycle import carrying, provisioning
from appliance.wiring import console_actor

FOLDER = click.Path(path_type=Path)


@click.command(hidden=True)
@click.option("--from", "source", type=FOLDER, required=True)
@click.option("--to", "target", type=FOLDER, required=True)
def carry(source: Path, target: Path) -> None:
    """Copy a data directory that nobody uses into an empty folder."""
    with errors(as_json=False):
        carrying.carry(source, target)


@click.command(hidden=True)
@click.option("--data", type=FOLDER, required=True)
@click.option("--note", default="", help="JSON for the audit log.")
def settle(data: Path, note: str) -> None:
    """Migrate a data directory, check it whole and print what is in it."""
    with errors(as_json=False):
        print_json(carrying.settle(data, SystemClock(), json.loads(note) if note else None))


@click.command(hidden=True)
@click.option("--data", type=FOLDER, required=True)
@click.option("--seq", type=int, required=True)
def since(data: Path, seq: int) -> None:
    """Print what was done after an entry of the audit log."""
    with errors(as_json=False):
        print_json(carrying.since(data, SystemClock(), seq))


@click.command(hidden=True)
@click.option("--data", type=FOLDER, required=True)
def provision(data: Path) -> None:
    """Read a provisioning file from standard input; print the administrator's one-time link."""
    with errors(as_json=False):
        found = provisioning.parse(sys.stdin.read())
        provisioning.write_settings(data, found.settings)
        told = {"link": ""}
        with opened(data) as services:
            if found.recovery_key is not None:
                begun = services.backups.begin_recovery(console_actor(), found.recovery_key)
                told["recovery_test"] = str(provisioning.write_recovery_test(data, begun.test_file))
            if (who := found.administrator) is not None:
                _, token = services.accounts.add(console_actor(), who.login, who.name, "administrator")
                told["link"] = f"setup/{token}"
        print_json(told)
