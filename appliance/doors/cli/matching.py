"""``muster match``: a requisition against all candidates."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from appliance.doors.cli.frame import opened, print_json, say, with_data
from appliance.foundation.contracts.matching import StoredMatch
from appliance.foundation.kernel.errors import BadInput
from appliance.wiring import console_actor

VERIFICATION_FAILED = 3


@click.command()
@click.argument("reference", required=False, default="")
@click.option("--limit", default=10, type=click.IntRange(1, 100), help="How many candidates to print.")
@click.option("--rerun", default="", help="Compute a stored match again and compare the bytes.")
@click.option(
    "--csv", "csv_path", type=click.Path(path_type=Path, dir_okay=False), help="Save the shortlist as CSV."
)
@with_data
def match(
    reference: str, limit: int, rerun: str, csv_path: Path | None, data: Path | None, as_json: bool
) -> None:
    """Rank all candidates for a requisition, with the finding and the words for each requirement.

    The result is stored with its inputs and the name of its rules. Exit code 3 when --rerun finds a difference.

    Example: muster match R-0001 --limit 5
    """
    actor = console_actor()
    with opened(data) as services:
        if rerun:
            result = services.matching.rerun(actor, rerun)
            if as_json:
                print_json(result.model_dump(mode="json"))
            else:
                say(
                    f"{rerun}: {'the same bytes' if result.same else 'DIFFERS'}; {result.verified} candidates verified, "
                    f"{result.gone} no longer there. Result {result.result_hash}"
                )
            if not result.same:
                sys.exit(VERIFICATION_FAILED)
            return
        if not reference:
            raise BadInput(what="No requisition is named.", mend="Give its reference, such as R-0001.")
        match_id = services.matching.run(actor, reference)
        found = services.matching.stored(match_id, limit)
        if csv_path:
            csv_path.write_text(services.matching.shortlist_csv(actor, match_id, limit), encoding="utf-8")
        if as_json:
            print_json(_plain(found))
        else:
            _show(found)


def _plain(match: StoredMatch) -> dict[str, object]:
    labels = {k.id: k.requirement for k in match.requirements}
    return {
        "match": match.id,
        "requisition": match.requisition_id,
        "title": match.title,
        "rules": match.rules,
        "considered": match.considered,
        "result_hash": match.result_hash,
        "candidates": [
            {
                "rank": row.rank,
                "candidate": row.candidate_id,
                "name": row.candidate.name if row.candidate else None,
                "files": list(row.files),
                "score": row.judged.score.model_dump(mode="json") if row.judged else None,
                "requirements": [
                    {
                        "requirement": labels[e.requirement_id].label,
                        "kind": labels[e.requirement_id].kind,
                        "need": labels[e.requirement_id].need,
                        **e.model_dump(mode="json", exclude={"requirement_id"}),
                    }
                    for e in (row.judged.evidence if row.judged else ())
                ],
            }
            for row in match.candidates
        ],
    }


def _show(match: StoredMatch) -> None:
    labels = {k.id: k.requirement for k in match.requirements}
    say(
        f"{match.title}: {match.considered} candidates considered, stored as {match.id} ({match.rules})",
        style="bold",
    )
    for row in match.candidates:
        if row.candidate is None or row.judged is None:
            say(f"{row.rank:3}. (no longer there)")
            continue
        person, judged = row.candidate, row.judged
        judgeable = [e for e in judged.evidence if labels[e.requirement_id].kind != "other"]
        met = sum(e.finding == "met" for e in judgeable)
        say(
            f"{row.rank:3}. {judged.score.total / 10:5.1f} %  {person.name}, {person.title or 'no title'}: "
            f"{met} of {len(judgeable)} items met ({', '.join(row.files)})"
        )
        for e in judgeable:
            if e.finding == "met" and labels[e.requirement_id].need == "preferred":
                continue
            quote = f" “{' '.join(e.quotes[0].text.split())[:90]}”" if e.quotes else ""
            say(
                f"       {e.finding.replace('_', ' '):12} {labels[e.requirement_id].label}: {e.reason}{quote}",
                "dim",
            )
