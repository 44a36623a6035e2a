"""``muster read``: files read in the jail, nothing stored."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from appliance.doors.cli.frame import errors, messages, print_json, print_line, say
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.reading import Reading
from appliance.foundation.jail import JailKilled
from appliance.foundation.kernel.errors import BadInput
from appliance.foundation.kernel.settings import load_settings
from appliance.wiring import neutral, new_jail, read_alone, wanted_notes

PARTIAL = 4


@contextmanager
def jail_of(accepted: bool, size: int = 2) -> Iterator[Any]:
    """A jail for one command, closed at its end."""
    jail = new_jail(size, accepted=accepted)
    try:
        yield jail
    finally:
        jail.close()


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--kind", type=click.Choice(["resume", "posting", "auto"]), default="auto", help="What the files are."
)
@click.option("--jsonl", is_flag=True, help="One JSON object a file, a line each (docs/formats/reading.md).")
@click.option("--json", "as_json", is_flag=True, help="One JSON document with everything that was read.")
@click.option(
    "--accept-missing-layers",
    "accepted",
    is_flag=True,
    help="Read although this host lacks a layer of the jail.",
)
def read(files: tuple[Path, ...], kind: str, jsonl: bool, as_json: bool, accepted: bool) -> None:
    """Read files and print what was found, without storing anything.

    Example: muster read resume.pdf --kind resume --jsonl
    """
    with errors(as_json=as_json), jail_of(accepted) as jail:
        paths = [
            p for f in files for p in (sorted(q for q in f.rglob("*") if q.is_file()) if f.is_dir() else [f])
        ]
        settings = load_settings()
        stems = Counter(p.stem for p in paths)
        failed = 0
        collected = []
        waiting = [(p, read_alone(jail, p, kind)) for p in paths]
        for path, answer in waiting:
            identifier = path.name if stems[path.stem] > 1 else path.stem
            try:
                found = answer()
            except (JailKilled, BadInput) as error:
                failed += 1
                messages.print(f"{path.name}: {error.sentence}", markup=False)
                row: dict[str, Any] = {"id": identifier, "refusal": "limit"}
            else:
                failed += bool(found.refusal)
                notes = wanted_notes(found.layout.notes, settings)
                found = found.model_copy(update={"layout": found.layout.model_copy(update={"notes": notes})})
                row = neutral(found, identifier)
                if as_json:
                    row = {"id": identifier, **found.model_dump(mode="json")}
                elif not jsonl:
                    _show(path, found)
            if jsonl:
                print_line(row)
            collected.append(row)
        if as_json:
            print_json(collected)
    if failed:
        sys.exit(PARTIAL)


def _aside(fact: Fact) -> str:
    """What stands behind a value: its form for comparison; of a clearance always its status, of a headline that it is one."""
    told = [fact.normal] if fact.normal != fact.value.casefold() else []
    if fact.kind == "clearance":
        told.append(_STATUS[str(fact.detail.get("status", "unknown"))])
    if fact.detail.get("headline"):
        told.append("headline")
    return ", ".join(told)


_STATUS = {
    "active": "active",
    "expired": "EXPIRED, no longer held",
    "obtainable": "not held, could obtain one",
    "unknown": "status not stated",
}


def _show(path: Path, found: Reading) -> None:
    say(f"{path.name}: {found.layout.format}, {found.kind}", style="bold")
    if found.refusal:
        say(f"  could not be read: {found.refusal}")
    for note in found.layout.notes:
        say(f"  [{note.severity}] {note.message}")
    for fact in found.facts:
        aside = _aside(fact)
        say(f"  {fact.kind:14} {fact.value}" + (f"  ({aside})" if aside else ""))
    if found.posting is not None:
        posting = found.posting
        say(f"  {posting.title} · {posting.organisation} · {'; '.join(posting.locations)}")
        for span in posting.summary:
            say(f"  | {found.layout.text[span.start : span.end]}")
        for span in posting.responsibilities:
            say(f"  * {' '.join(found.layout.text[span.start : span.end].split())}")
        together = Counter(r.group for r in posting.requirements if r.group)
        for requirement in posting.requirements:
            group = f"  (any one of {requirement.group})" if together[requirement.group] > 1 else ""
            say(f"  {requirement.need:9} {requirement.kind:14} {requirement.label}{group}")
