"""``muster import``: files in, verdicts out."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from appliance.doors.cli.frame import messages, opened, print_json, say, with_data
from appliance.foundation.contracts.intake import Batch
from appliance.wiring import WORK_KINDS_OF_IMPORT, Services, console_actor

VERDICTS = {
    "accepted": "accepted",
    "duplicate": "duplicates",
    "needs_review": "need review",
    "unreadable": "unreadable",
}
PARTIAL = 4


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--requisition", default="", help="The requisition the files are for (reference).")
@click.option(
    "--kind", type=click.Choice(["auto", "resume", "posting"]), default="auto", help="What the files are."
)
@click.option("--label", default="", help="What the import is called (default: the first path's name).")
@click.option("--demo", is_flag=True, hidden=True)
@with_data
def import_(
    paths: tuple[Path, ...],
    requisition: str,
    kind: str,
    label: str,
    data: Path | None,
    demo: bool,
    as_json: bool,
) -> None:
    """Bring in résumés and postings: files and folders, archives and mails.

    Every file is copied and hashed first (then the stick can be pulled), read in a jail, and gets a verdict.
    Works with and without "muster serve" running. Exit code 4 when some files could not be read.

    Example: muster import /media/stick/resumes --label "Career fair May"
    """
    actor = console_actor()
    with opened(data, demo=demo) as services:
        first = paths[0].name or str(paths[0])
        batch = services.intake.begin(
            actor,
            label or first,
            "command",
            kind=kind,  # type: ignore[arg-type]  # click has checked the choice
            requisition=requisition,
        )
        services.intake.add_paths(batch.id, paths)
        batch = services.intake.seal(actor, batch.id)
        if not as_json:
            messages.print(f"{batch.total} files spooled and hashed: the stick can be pulled.")
        batch = _finish(services, batch, quiet=as_json)
        unreadable = services.intake.files(batch.id, "unreadable") + services.intake.files(
            batch.id, "needs_review"
        )
        if as_json:
            print_json(
                {
                    "batch": batch.id,
                    "label": batch.label,
                    "files": batch.total,
                    "counts": {v: batch.counts.get(v, 0) for v in VERDICTS},
                    "problems": [
                        {"name": f.name, "verdict": f.verdict, "reason": f.reason} for f in unreadable
                    ],
                }
            )
        else:
            parts = [f"{batch.counts.get(v, 0)} {words}" for v, words in VERDICTS.items()]
            say(f"{batch.label}: " + ", ".join(parts))
            for file in unreadable:
                say(f"  {file.verdict.replace('_', ' '):13} {file.name}: {file.reason}")
    if batch.counts.get("unreadable"):
        sys.exit(PARTIAL)


def _finish(services: Services, batch: Batch, *, quiet: bool) -> Batch:
    """Wait for the running worker, or be the worker until every file has its verdict and is indexed."""
    from appliance.doors.cli.working import as_worker

    with (
        as_worker(services) as turn,
        Progress(
            TextColumn("Reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=messages,
            disable=quiet or not messages.is_terminal,
        ) as progress,
    ):
        task = progress.add_task("read", total=batch.total)
        while True:
            turn()
            batch = services.intake.batch(batch.id)
            progress.update(task, total=batch.total, completed=batch.total - batch.waiting)
            if batch.state == "finished" and not services.work.waiting(*WORK_KINDS_OF_IMPORT):
                return batch
            time.sleep(0.02)
