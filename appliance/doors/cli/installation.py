"""``muster upgrade``, ``rollback``, ``recover``, ``status``, ``records``, ``uninstall``: the installation itself."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from appliance.doors.cli.frame import errors, messages, print_json, say
from appliance.foundation.kernel.clock import SystemClock
from appliance.foundation.kernel.errors import NotFound
from appliance.foundation.observability.checks import CheckResult
from appliance.lifecycle import evidence, placing, uninstalling
from appliance.lifecycle.generations import Generation
from appliance.lifecycle.installation import Installation, find

FOLDER = click.Path(path_type=Path)
SIGNS = {"ok": "ok  ", "warn": "look", "fail": "FAIL"}
Command = TypeVar("Command", bound=Callable[..., Any])


def on_installation(command: Command) -> Command:
    """Add ``--program`` and ``--json``; errors end the command with their sentence, mend and exit code."""

    @click.option("--program", type=FOLDER, help="The program folder (default: that of this program).")
    @click.option("--json", "as_json", is_flag=True, help="Print data instead of text.")
    @wraps(command)
    def wrapped(*args: Any, program: Path | None, as_json: bool, **options: Any) -> Any:
        with errors(as_json=as_json):
            return command(*args, installation=find(program), as_json=as_json, **options)

    return wrapped  # type: ignore[return-value]


def tell(text: str) -> None:
    """A line of progress, on stderr."""
    messages.print(text, markup=False)


def tell_checks(results: list[CheckResult]) -> None:
    """The preflight, a line each, mends below."""
    for result in results:
        tell(f"{SIGNS[result.status]}  {result.name:13} {result.sentence}")
        if result.mend:
            tell(f"                    {result.mend}")


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--to", type=int, default=0, help="The generation to go back to (default: the one before).")
@on_installation
def rollback(installation: Installation, yes: bool, to: int, as_json: bool) -> None:
    """Go back to the program and the data before the last upgrade or restore; says first what would be lost.

    Example: muster rollback
    """
    places = installation.generations()
    target = next((g for g in places.listed() if g.number == to), None) if to else places.previous()
    active = places.active()
    if target is None or active is None or target.number == active.number or not target.data.is_dir():
        raise NotFound(what="generation to go back to", reference=to or "(the one before)")
    lost = placing.loss(installation, target.number)
    tell(f"Going back from {_named(active)} to {_named(target)}.")
    if lost["actions"]:
        tell("What was done since then is lost:")
        for name, count in lost["actions"].items():
            tell(f"  {count:6,}  {name}")
        for name, count in lost["counts"].items():
            tell(f"  {count:+6,}  {name}")
    else:
        tell("Nobody changed anything since then: nothing is lost.")
    if not yes and not click.confirm("Go back?", err=True):
        tell("Nothing was changed.")
        sys.exit(1)
    placed = placing.roll_back(installation, target.number, SystemClock(), tell)
    if as_json:
        print_json({"generation": placed.generation, "lost": lost, "seconds": placed.seconds})
    else:
        say(f"Generation {placed.generation} runs again. Record: {placed.record}")
        say(f"What was left is kept as generation {active.number}: muster rollback --to {active.number}")


@click.command()
@on_installation
def recover(installation: Installation, as_json: bool) -> None:
    """Undo a change that was cut short; runs before every start and changes nothing when all is well.

    Example: muster recover
    """
    said = installation.generations().recover()
    if as_json:
        print_json({"recovered": said})
    elif said:
        say(said)


@click.command()
@on_installation
def status(installation: Installation, as_json: bool) -> None:
    """Say what is installed, which generation runs, and how the last changes ended.

    Example: muster status
    """
    places = installation.generations()
    active, proven = places.active(), places.proven()
    if as_json:
        rows = [{**asdict(g), "release": g.release.name, "data": str(g.data)} for g in places.listed()]
        number = active.number if active else 0
        print_json(
            {
                "program": str(installation.program),
                "kind": installation.kind,
                "active": number,
                "generations": rows,
            }
        )
        return
    say(f"{'program':10} {installation.program} ({installation.kind} installation, port {installation.port})")
    say(f"{'data':10} {active.data if active else installation.data}")
    if active and (proven is None or proven.number != active.number):
        say("A change is under way, or was cut short; the next start goes back. See: muster recover", "bold")
    for one in places.listed():
        mark = "runs" if active and one.number == active.number else one.state
        say(f"{mark:10} {_named(one)}, by {one.kind}{f' ({one.reason})' if one.reason else ''}")
    records = evidence.read_all(installation.program)
    if records:
        last = records[-1]
        say(f"{'last':10} {last['kind']} {last['outcome']} at {last['at']} by {last['by']}")


@click.command()
@click.argument("number", type=int, required=False, default=0)
@on_installation
def records(installation: Installation, number: int, as_json: bool) -> None:
    """List the records of installs, upgrades, restores and rollbacks, or print one to be signed and filed.

    Example: muster records 2 | lp
    """
    found = evidence.read_all(installation.program)
    if number:
        one = next((r for r in found if r["number"] == number), None)
        if one is None:
            raise NotFound(what="record", reference=number)
        if as_json:
            print_json(one)
        else:
            click.echo(evidence.printable(one), nl=False)
        return
    if as_json:
        print_json(found)
        return
    for one in found:
        say(
            f"{one['number']:4}  {one['at'][:19]}  {one['kind']:8} {one['outcome']:7} {one['by']}  {one['sha256'][:16]}…"
        )


@click.command()
@click.option("--purge", is_flag=True, help="Remove the data and its backups as well.")
@click.option("--host-name", default="", help="With --purge: the name of this host, instead of being asked.")
@on_installation
def uninstall(installation: Installation, purge: bool, host_name: str, as_json: bool) -> None:
    """Remove the program and everything it left on this host; the data stays unless purged.

    Example: muster uninstall
    """
    if purge and not host_name:
        tell(f"This removes all data in {installation.data}. It cannot be brought back.")
        host_name = click.prompt("Type the name of this host to go on", err=True)
    stays = uninstalling.uninstall(installation, tell, purge=purge, host_name=host_name)
    if as_json:
        print_json({"stays": [str(p) for p in stays]})
    for folder in stays:
        tell(f"The data stays in {folder}. Installing again finds it; or remove the folder.")


def _named(one: Generation) -> str:
    return f"generation {one.number} (release {one.release.name}, made {one.made_at[:16].replace('T', ' ')})"
