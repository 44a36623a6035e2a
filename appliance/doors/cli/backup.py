"""``muster backup``: make backups, look at them, rehearse a restore."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from appliance.doors.cli.frame import messages, opened, print_json, say, with_data
from appliance.lifecycle.backup.keyfiles import read_key_file, read_text, write_key_file
from appliance.lifecycle.backup.plan import CHOICES
from appliance.wiring import console_actor

MIB = 1 << 20
FILE = click.Path(path_type=Path, dir_okay=False)


@click.group(invoke_without_command=True)
@click.pass_context
def backup(context: click.Context) -> None:
    """Backups: make one (the default), list, verify, rehearse a restore, set the plan.

    Example: muster backup make
    """
    if context.invoked_subcommand is None:
        context.invoke(make)


@backup.command()
@with_data
def make(data: Path | None, as_json: bool) -> None:
    """Make a backup now; it counts once it was opened again and checked. Works while Muster runs.

    Example: muster backup make --data /srv/muster
    """
    with opened(data) as services:
        made = services.backups.make(console_actor())
        found: dict[str, Any] = {
            "path": str(made.path),
            "bytes": made.bytes,
            "documents": made.documents,
            "missing": made.missing,
            "entries": made.opened.log[0],
            "log_hash": made.opened.log[1],
        }
    if as_json:
        print_json(found)
        return
    say(f"{made.path}")
    say(
        f"{made.bytes / MIB:,.1f} MiB, {made.documents:,} documents, audit log up to entry {made.opened.log[0]:,}; "
        "opened again and checked."
    )
    if made.missing:
        messages.print(
            f"{made.missing} documents were already missing in the data directory.", style="bold yellow"
        )


@backup.command("list")
@with_data
def list_(data: Path | None, as_json: bool) -> None:
    """List the backups in the folder, newest first.

    Example: muster backup list
    """
    with opened(data) as services:
        kept = services.backups.kept()
        folder = services.backups.folder
    if as_json:
        print_json([asdict(k) for k in kept])
        return
    say(f"In {folder}:" if kept else f"There are no backups in {folder}.")
    for one in kept:
        whose = "" if one.own else f"  of {one.instance}"
        say(f"{one.made_at[:19]}Z  {one.bytes / MIB:10,.1f} MiB  {one.state:8} {one.name}{whose}")


@backup.command()
@click.argument("file", required=False, default="")
@click.option(
    "--key",
    type=FILE,
    help="Open it with this key file, for instance that of the organisation's recovery key.",
)
@with_data
def verify(file: str, key: Path | None, data: Path | None, as_json: bool) -> None:
    """Open a backup (the newest unless named) and check every byte, the database, the audit log and each document.

    Exit code 3 when it does not verify or the key is another.

    Example: muster backup verify --key /media/stick/muster-recovery.txt
    """
    with opened(data) as services:
        path = services.backups.find(file)
        found = services.backups.verify(console_actor(), path, read_key_file(key) if key else None)
    if as_json:
        print_json(
            {
                "name": path.name,
                "instance": found.header.instance,
                "made_at": found.header.made_at,
                "documents": found.documents,
                "missing": found.missing,
                "counts": found.counts,
                "log": list(found.log),
            }
        )
        return
    say(f"{path.name} is sound: {len(found.manifest.entries):,} entries as they were sealed,")
    say(
        f"{found.documents:,} documents open, {sum(found.counts.values()):,} rows in {len(found.counts)} tables,"
    )
    say(f"the audit log verifies up to {found.log[0]}:{found.log[1]}.")


@backup.command()
@click.argument("file", required=False, default="")
@click.option("--key", type=FILE, help="Open it with this key file.")
@with_data
def drill(file: str, key: Path | None, data: Path | None, as_json: bool) -> None:
    """Rehearse a restore: everything a restore does but the switch, in a place that is cleared away again.

    Example: muster backup drill
    """
    with opened(data) as services:
        path = services.backups.find(file)
        found = services.backups.drill(console_actor(), path, read_key_file(key) if key else None)
    if as_json:
        print_json(asdict(found))
        return
    say(
        f"{found.name} can be restored: {sum(found.counts.values()):,} rows in {len(found.counts)} tables came"
    )
    say(f"through, {found.documents:,} documents open, the audit log ends at {found.log[0]}:{found.log[1]}.")
    if found.migrated:
        say(f"The database was brought to the present shape: {', '.join(found.migrated)}.")


@backup.command("recovery-key")
@click.argument("file", type=FILE)
@click.option("--prove", is_flag=True, help="The key was begun before; FILE is where it was saved.")
@click.option(
    "--public",
    default="",
    metavar="AGE1…",
    help="Name a key that was made elsewhere; FILE becomes the test file to decrypt there.",
)
@click.option("--code", default="", help="The code that stood in the test file of a key made elsewhere.")
@with_data
def recovery_key(file: Path, prove: bool, public: str, code: str, data: Path | None, as_json: bool) -> None:
    """Make the organisation's recovery key, save it in FILE, and prove it by opening a test file with what was saved.

    Keep FILE away from this machine (a stick in a safe, and on paper). For a key made elsewhere: give its public half
    with --public, decrypt FILE with `age -d` where the key is, and come back with --code.

    Example: muster backup recovery-key /media/stick/muster-recovery.txt
    """
    actor = console_actor()
    with opened(data) as services:
        backups = services.backups
        if public:
            file.write_bytes(backups.begin_recovery(actor, public).test_file)
            say(
                f"Decrypt {file} where the key is (age -d -i KEY {file.name}), then give the code with --code."
            )
            return
        if code:
            found = backups.prove_recovery_by_code(actor, code)
        elif prove:
            found = backups.prove_recovery(actor, read_text(file))
        else:
            write_key_file(file, backups.begin_recovery(actor).key_file)
            found = backups.prove_recovery(actor, read_text(file))
    if as_json:
        print_json(asdict(found))
        return
    say(f"Proved: {found.recipient} opened the test file. Backups are sealed to it from now on.")
    if not code:
        say(f"Take {file} away from this machine; whoever has it can read every backup.")


@backup.command()
@click.option(
    "--every", type=click.Choice([str(c) for c in CHOICES]), help="Hours between backups; 0 = none."
)
@click.option("--hour", type=click.IntRange(0, 23), help="At which hour, UTC.")
@click.option("--days", type=click.IntRange(1, 366), help="Keep the newest of each of so many days.")
@click.option("--weeks", type=click.IntRange(0, 520), help="The same for weeks.")
@click.option("--months", type=click.IntRange(0, 120), help="The same for months.")
@with_data
def plan(data: Path | None, as_json: bool, every: str | None, **keep: int | None) -> None:
    """Show or change when backups are made and which are kept.

    Example: muster backup plan --every 12 --hour 3 --days 14
    """
    given: dict[str, int] = {name: value for name, value in keep.items() if value is not None}
    if every is not None:
        given["every_hours"] = int(every)
    with opened(data) as services:
        found = services.backups.plan()
        if given:
            found = found.model_copy(update=given)
            services.backups.set_plan(console_actor(), found)
    if as_json:
        print_json(found.model_dump())
        return
    when = (
        f"every {found.every_hours} hours, from {found.hour:02}:00 UTC"
        if found.every_hours
        else "only when asked"
    )
    say(f"Made {when}; kept: the newest of {found.days} days, {found.weeks} weeks and {found.months} months.")
