"""``muster restore``: bring a backup back, beside the live data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from appliance.doors.cli.frame import messages, print_json, say, with_data
from appliance.foundation.kernel.settings import load_settings
from appliance.lifecycle.backup.keyfiles import read_key_file
from appliance.lifecycle.generations import NothingInstalled
from appliance.lifecycle.installation import Installation, find
from appliance.wiring import console_actor, restore_backup


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--key",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file of a key that opens it, such as the recovery key; default: the keys in the data directory.",
)
@click.option(
    "--prefix",
    type=click.Path(path_type=Path, file_okay=False),
    help="Restore as a new generation of the installation at this program folder (/opt/muster).",
)
@with_data
def restore(file: Path, key: Path | None, prefix: Path | None, data: Path | None, as_json: bool) -> None:
    """Restore a backup: checked and completed beside the live data, then switched to by one rename.

    The data that were there are kept. The restored copy is another installation, with a number and keys of its own;
    its search index is built anew when Muster starts. Without --data and --prefix: the installation this program
    belongs to, which is stopped and started again; with --data: a directory on which nothing runs. Exit code 3: damaged,
    another key, or made by a newer Muster; 5: in use; 6: no room. Nothing is changed then.

    Example: muster restore muster-1x2y3z4w-20260302T090000.000000Z.muster-backup --key /media/stick/muster-recovery.txt
    """
    given = read_key_file(key) if key else None
    place = _installation(prefix) if prefix is not None or data is None else None
    done = restore_backup(file, given, load_settings(data).data, place, console_actor(), _tell)
    opened, own = done.filled.opened, done.filled.identity
    found: dict[str, Any] = {
        "data": str(done.data),
        "kept": str(done.kept) if done.kept else None,
        "instance": own.instance,
        "from": opened.header.instance,
        "made_at": opened.header.made_at,
        "signer": opened.header.signer,
        "signer_compared": opened.trusted,
        "documents": opened.documents,
        "missing": opened.missing,
        "counts": opened.counts,
        "log": list(opened.log),
        "migrated": list(done.filled.migrated),
        "record": str(done.record) if done.record else None,
    }
    if as_json:
        print_json(found)
        return
    say(f"Restored into {done.data}: {sum(opened.counts.values()):,} rows in {len(opened.counts)} tables,")
    say(f"{opened.documents:,} documents, the audit log up to {opened.log[0]}:{opened.log[1]}.")
    if done.filled.migrated:
        say(f"The database was brought to the present shape: {', '.join(done.filled.migrated)}.")
    if not opened.trusted:
        messages.print(
            f"Signed by {opened.header.signer}; the key file does not say who should have signed.",
            style="yellow",
        )
    say(f"It is a new installation, {own.instance}; the backup was of {opened.header.instance}.")
    if done.kept:
        say(f"The data that were there are in {done.kept}.")
    if done.record:
        say(f"Record: {done.record}; to print it: muster records.")


def _installation(prefix: Path | None) -> Installation | None:
    """The one named, or the one this program belongs to; None when there is none. Raises NothingInstalled when named."""
    try:
        return find(prefix)
    except NothingInstalled:
        if prefix is not None:
            raise
        return None


def _tell(sentence: str) -> None:
    messages.print(sentence, style="dim", markup=False)
