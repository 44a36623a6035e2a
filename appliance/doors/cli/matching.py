"""``muster match``: a requisition against all candidates."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from appliance.doors.cli.frame import opened, print_json, say, with_data
from appliance.foundation.contracts.matching import FittingRequisition, MatchDifference, StoredMatch
from appliance.foundation.kernel.errors import BadInput
from appliance.wiring import console_actor

VERIFICATION_FAILED = 3


@click.command()
@click.argument("reference", required=False, default="")
@click.option("--limit", default=10, type=click.IntRange(1, 100), help="How many candidates to print.")
@click.option("--rerun", default="", help="Compute a stored match again and compare the bytes.")
@click.option(
    "--diff",
    nargs=2,
    default=None,
    metavar="ID ID",
    help="Say what differs between two stored matches, and for whom.",
)
@click.option(
    "--candidate", default="", help="The other way round: every open requisition against this person."
)
@click.option(
    "--csv", "csv_path", type=click.Path(path_type=Path, dir_okay=False), help="Save the shortlist as CSV."
)
@with_data
def match(
    reference: str,
    limit: int,
    rerun: str,
    diff: tuple[str, str] | None,
    candidate: str,
    csv_path: Path | None,
    data: Path | None,
    as_json: bool,
) -> None:
    """Rank all candidates for a requisition, with the finding and the words for each requirement.

    The result is stored with its inputs and the name of its rules. Exit code 3 when --rerun finds a difference.

    Example: muster match R-0001 --limit 5

    Example: muster match --candidate cand_01m8g
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
        if diff:
            different = services.matching.difference(actor, *diff)
            if as_json:
                print_json(different.model_dump(mode="json"))
            else:
                names = services.candidates.names([p.candidate_id for p in different.people])
                _show_difference(different, names)
            return
        if candidate:
            fitting = services.matching.for_candidate(actor, candidate)[:limit]
            print_json([_fitting(f) for f in fitting]) if as_json else _show_fitting(fitting)
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


def _show_difference(found: MatchDifference, names: Mapping[str, str]) -> None:
    say(
        f"{found.first} → {found.second}: {len(found.people)} people differ, {found.same} are the same",
        style="bold",
    )
    for heading, changes in (
        ("", found.inputs),
        ("weight ", found.weights),
        ("requirement ", found.requirements),
    ):
        for c in changes:
            say(f"  {heading}{c.what}: {c.before or '(none)'} → {c.after or '(none)'}")
    for p in found.people:
        ranks = [str(rank) if rank else "not kept" for rank in (p.rank_before, p.rank_after)]
        gone = (p.gone_before or not p.rank_before, p.gone_after or not p.rank_after)
        scores = [
            "–" if missing else f"{total / 10:.1f} %"
            for total, missing in zip((p.total_before, p.total_after), gone, strict=True)
        ]
        say(
            f"{names.get(p.candidate_id, 'No longer there')} ({p.candidate_id}): place {ranks[0]} → {ranks[1]}, "
            f"{scores[0]} → {scores[1]}" + (" (data no longer there)" if p.gone else "")
        )
        for heading, changes in (
            ("finding", p.findings),
            ("correction", p.corrections),
            ("fact", p.facts),
            ("pack", p.answers),
        ):
            for c in changes:
                say(f"    {heading:10} {c.what}: {c.before or '(none)'} → {c.after or '(none)'}", "dim")


def _fitting(found: FittingRequisition) -> dict[str, object]:
    asked = {k.id: k.requirement for k in found.requirements}
    return {
        "requisition": found.requisition.reference,
        "title": found.requisition.title,
        "score": found.judged.score.model_dump(mode="json"),
        "requirements": [
            {
                "requirement": asked[e.requirement_id].label,
                "kind": asked[e.requirement_id].kind,
                "need": asked[e.requirement_id].need,
                **e.model_dump(mode="json", exclude={"requirement_id"}),
            }
            for e in found.judged.evidence
        ],
    }


def _show_fitting(found: Sequence[FittingRequisition]) -> None:
    for number, f in enumerate(found, 1):
        judgeable = [e for e in f.judged.evidence if e.finding != "no_evidence" or e.quotes]
        met = sum(e.finding == "met" for e in f.judged.evidence)
        say(
            f"{number:3}. {f.judged.score.total / 10:5.1f} %  {f.requisition.reference} {f.requisition.title}: "
            f"{met} of {len(f.judged.evidence)} items met"
        )
        for e in judgeable[:5]:
            say(f"       {e.finding.replace('_', ' '):12} {e.reason}", "dim")
