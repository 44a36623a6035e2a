"""``muster support``: a bundle for somebody who helps, with nothing in it about people."""

from __future__ import annotations

from pathlib import Path

import click

from appliance.doors.cli.frame import opened, print_json, say, with_data
from appliance.foundation.kernel.errors import BadInput
from appliance.wiring import console_actor


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@with_data
def support(file: Path | None, data: Path | None, as_json: bool) -> None:
    """Write a support bundle (ZIP), or without FILE print all that would be in it.

    Counts, states, versions and names of errors from lists of the program's own: no names, texts, paths or addresses.

    Example: muster support /media/stick/muster-support.zip
    """
    with opened(data) as services:
        parts = services.support_preview()
        if file is not None:
            _, content = services.support_bundle(console_actor())
    if file is None:
        if as_json:
            print_json(dict(parts))
            return
        for name, text in parts:
            say(f"── {name}", "bold")
            say(text)
        return
    try:
        with file.open("xb") as target:
            target.write(content)
    except FileExistsError as error:
        raise BadInput(
            what=f"{file} is there already.", mend="Name a file that does not exist yet."
        ) from error
    if as_json:
        print_json({"file": str(file), "bytes": len(content), "parts": [name for name, _ in parts]})
    else:
        say(f"{file}: {len(content):,} bytes, {len(parts)} parts. To read it first: muster support")
