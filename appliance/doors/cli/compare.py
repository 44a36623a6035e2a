"""``muster compare``: what résumés have of what postings ask; files read in the jail, nothing stored."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import click

from appliance.doors.cli.frame import errors, print_json, print_line, say
from appliance.doors.cli.read import PARTIAL, jail_of
from appliance.foundation.contracts.matching import Judged
from appliance.foundation.contracts.reading import Reading
from appliance.foundation.jail import JailKilled
from appliance.foundation.kernel.errors import BadInput, MusterError
from appliance.wiring import read_alone

AHEAD = 16
"""Pairs whose files are handed to the jail before the first is waited for."""


class Pair(NamedTuple):
    posting: Path
    resume: Path


@click.command()
@click.argument("posting", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("resumes", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--pairs",
    type=click.File(encoding="utf-8"),
    help="A file of many pairs (- = standard input): on each line a posting, a tab, a résumé.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print data instead of text: one document for one pair."
)
@click.option("--jsonl", is_flag=True, help="One JSON object a pair, a line each (docs/formats/matching.md).")
@click.option(
    "--accept-missing-layers",
    "accepted",
    is_flag=True,
    help="Read although this host lacks a layer of the jail.",
)
def compare(
    posting: Path | None,
    resumes: tuple[Path, ...],
    pairs: Iterable[str] | None,
    as_json: bool,
    jsonl: bool,
    accepted: bool,
) -> None:
    """Show what résumés have of what a posting asks, without storing anything.

    Many pairs go through one reader: that is much faster than one command for each. Exit code 4 when some pair
    could not be read.

    Example: muster compare posting.txt resume.pdf

    Example: muster compare --pairs pairs.tsv --jsonl
    """
    with errors(as_json=as_json or jsonl), jail_of(accepted) as jail:
        waiting = _listed(pairs) if pairs is not None else _given(posting, resumes)
        lines = jsonl or pairs is not None or len(resumes) > 1
        failed = 0
        for pair, found in _judged(jail, waiting):
            if isinstance(found, MusterError) and not lines:
                raise found
            failed += isinstance(found, MusterError)
            row = _as_data(pair, found)
            if lines and (jsonl or as_json):
                print_line(row)
            elif as_json:
                print_json(row)
            else:
                _show(pair, row)
    if failed:
        sys.exit(PARTIAL)


def _given(posting: Path | None, resumes: tuple[Path, ...]) -> list[Pair]:
    if posting is None or not resumes:
        raise BadInput(
            what="A posting and a résumé are needed.", mend="muster compare posting.txt resume.pdf"
        )
    return [Pair(posting, resume) for resume in resumes]


def _listed(lines: Iterable[str]) -> Iterator[Pair]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != 2 or not all(Path(c).is_file() for c in cells):
            raise BadInput(
                what=f"Line {number} does not name two files.", mend="Write: posting, one tab, résumé."
            )
        yield Pair(Path(cells[0]), Path(cells[1]))


def _judged(jail: Any, pairs: Iterable[Pair]) -> Iterator[tuple[Pair, tuple[Reading, Judged] | MusterError]]:
    """Every pair in order with its findings, or why there are none. A file that stands in many pairs is read once."""
    from appliance.recruiting.matching import compare as judge

    today = datetime.now(UTC).date().isoformat()
    begun: dict[tuple[Path, str], Callable[[], Reading]] = {}
    done: dict[tuple[Path, str], Reading | MusterError] = {}

    def begin(path: Path, kind: str) -> None:
        if (path, kind) not in begun:
            begun[path, kind] = read_alone(jail, path, kind)

    def read(path: Path, kind: str) -> Reading | MusterError:
        if (path, kind) not in done:
            try:
                found = begun[path, kind]()
                usable = not found.refusal and (kind == "resume" or found.posting is not None)
                done[path, kind] = (
                    found
                    if usable
                    else BadInput(what=f"{path.name} could not be read.", mend="Try muster read on it.")
                )
            except (JailKilled, BadInput) as error:
                done[path, kind] = error
        return done[path, kind]

    stream = iter(pairs)
    queue = list(islice(stream, AHEAD))
    for pair in queue:
        begin(pair.posting, "posting")
        begin(pair.resume, "resume")
    while queue:
        pair = queue.pop(0)
        for following in islice(stream, 1):
            begin(following.posting, "posting")
            begin(following.resume, "resume")
            queue.append(following)
        asked, person = read(pair.posting, "posting"), read(pair.resume, "resume")
        if isinstance(asked, MusterError) or isinstance(person, MusterError):
            yield pair, asked if isinstance(asked, MusterError) else person  # type: ignore[misc]  # one of the two is
            continue
        if asked.posting is None:
            raise ValueError("a posting without its reading")
        yield (
            pair,
            (
                asked,
                judge(
                    asked.posting.title, asked.posting.requirements, person.facts, today, person.layout.text
                ),
            ),
        )


def _as_data(pair: Pair, found: tuple[Reading, Judged] | MusterError) -> dict[str, Any]:
    named = {"posting": pair.posting.name, "resume": pair.resume.name}
    if isinstance(found, MusterError):
        return {**named, "error": found.as_dict()}
    reading, judged = found
    if reading.posting is None:
        raise ValueError("a posting without its reading")
    asked = {f"q{n}": r for n, r in enumerate(reading.posting.requirements)}
    rows = [
        {
            "requirement": asked[e.requirement_id].label,
            "words": asked[e.requirement_id].quote,
            "names": list(asked[e.requirement_id].any_of),
            "kind": asked[e.requirement_id].kind,
            "need": asked[e.requirement_id].need,
            "years": asked[e.requirement_id].years,
            "group": asked[e.requirement_id].group,
            "finding": e.finding,
            "reason": e.reason,
            "quotes": [{"start": q.start, "end": q.end, "text": q.text} for q in e.quotes],
        }
        for e in judged.evidence
    ]
    return {
        **named,
        "title": reading.posting.title,
        "score": judged.score.model_dump(mode="json"),
        "findings": rows,
        "missing": _missing(rows),
        "partly": [r["requirement"] for r in rows if r["finding"] == "partly"],
    }


def _missing(rows: list[dict[str, Any]]) -> list[str]:
    """Judged requirements without evidence, contradicted, or with only something related; of a group when nothing of it was found."""
    judged = [r for r in rows if r["kind"] != "other"]
    fine = {r["group"] for r in judged if r["group"] and r["finding"] in ("met", "partly")}
    return [r["requirement"] for r in judged if _is_gap(r) and r["group"] not in fine]


def _is_gap(row: dict[str, Any]) -> bool:
    """A skill that is only partly met, and not for want of years, is not named itself: a relative is."""
    if row["finding"] in ("no_evidence", "contradicted"):
        return True
    return row["finding"] == "partly" and row["kind"] == "skill" and row["years"] is None


def _show(pair: Pair, row: dict[str, Any]) -> None:
    if "error" in row:
        say(f"{pair.posting.name} · {pair.resume.name}: {row['error']['message']}")
        return
    say(f"{row['title']} · {pair.resume.name}: {row['score']['total'] / 10:.1f} %", style="bold")
    for r in row["findings"]:
        say(f"  {r['finding'].replace('_', ' '):13} {r['need']:9} {r['requirement']}")
        quote = f" “{' '.join(r['quotes'][0]['text'].split())[:90]}”" if r["quotes"] else ""
        say(f"                {r['reason']}{quote}", style="dim")
