"""``muster ledger``: the search ledger of a requisition, listed, repeated, or taken out as a table."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from appliance.doors.cli.frame import opened, print_json, say, with_data
from appliance.recruiting.search import ledger_table
from appliance.wiring import console_actor

NOT_THE_SAME = 3


@click.group()
def ledger() -> None:
    """The search ledger: who searched what, for which requisition, and who was shown."""


@ledger.command("list")
@click.option("--requisition", default="", help="Only searches booked to this requisition (reference).")
@click.option("--limit", default=20, type=click.IntRange(1, 1000), help="How many, newest first.")
@with_data
def list_(requisition: str, limit: int, data: Path | None, as_json: bool) -> None:
    """List searches, newest first.

    Example: muster ledger list --requisition R-0001
    """
    with opened(data) as services:
        found = services.ledger.entries(console_actor(), requisition=requisition, limit=limit)
        if as_json:
            print_json([e.model_dump(mode="json") for e in found])
            return
        for entry in found:
            say(
                f"{entry.id}  {entry.at[:16]}  {entry.actor_name}: {entry.typed or '(everything)'}  "
                f"({entry.total} found, {len(entry.shown)} shown, {len(entry.opened)} opened)"
            )


@ledger.command()
@click.argument("entry")
@with_data
def repeat(entry: str, data: Path | None, as_json: bool) -> None:
    """Run a search of the ledger again, as it was run then, and say what has changed since.

    Exit code 3 when the set is not the same.

    Example: muster ledger repeat search_01m8fv1jg75hhw39e87gp5wxev
    """
    with opened(data) as services:
        found = services.ledger.repeat(console_actor(), entry)
        if as_json:
            print_json({"same": found.same, **found.model_dump(mode="json")})
        elif found.same:
            say(f"The same set: {found.total} found on index generation {found.generation}.", style="bold")
        else:
            said = (
                f"Changed: {found.total} found now, {found.entry.total} then; {found.moved} at another rank."
            )
            say(said, style="bold")
            if found.others and not (found.gone or found.came):
                say("  Others are found than then, at places that were not shown.")
            for ref, why in found.gone:
                say(f"  - {ref} {why}")
            for ref, why in found.came:
                say(f"  + {ref} {why}")
        if not found.same:
            sys.exit(NOT_THE_SAME)


@ledger.command()
@click.argument("requisition")
@click.option(
    "--csv", "csv_path", type=click.Path(path_type=Path, dir_okay=False), help="Write the table there."
)
@with_data
def export(requisition: str, csv_path: Path | None, data: Path | None, as_json: bool) -> None:
    """Everything booked to a requisition, a row for each id shown, as CSV (or with --json as one document).

    Written into the audit log.

    Example: muster ledger export R-0001 --csv ledger-R-0001.csv
    """
    with opened(data) as services:
        entries, rows = services.ledger.export(console_actor(), requisition)
        if as_json:
            print_json({"format": 1, "searches": [e.model_dump(mode="json") for e in entries], "shown": rows})
            return
        table = ledger_table(rows)
        if csv_path:
            csv_path.write_text(table, encoding="utf-8-sig", newline="")
            say(f"{len(entries)} searches, {len(rows)} rows: {csv_path}")
        else:
            sys.stdout.write(table)
