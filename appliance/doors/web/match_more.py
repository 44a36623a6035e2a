"""Beside a match: what differs between two of them, and the other direction: requisitions for a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from appliance.doors.http import current, needs
from appliance.doors.web import match_view, seen
from appliance.doors.web.match_view import PART_LABELS
from appliance.doors.web.requisition_view import KIND_LABELS
from appliance.foundation.contracts.matching import FittingRequisition, PersonDifference
from appliance.foundation.kernel.errors import BadInput
from appliance.recruiting.candidates import KINDS, Mask

blueprint = Blueprint("match_more", __name__)

SHOWN = 50
"""People whose differences are drawn; all of them are in the data."""
MOVED = 100


@blueprint.get("/matches/<match_id>/difference")
@blueprint.get("/matches/<match_id>/difference.json", endpoint="difference_as_data")
@needs("matching.read")
def difference(match_id: str) -> str | Response:
    """What is different in a stored match, compared with an earlier one (``with``)."""
    services = current.services()
    earlier = request.args.get("with", "")
    if not earlier:
        raise BadInput(what="No other match is named.", mend="Choose one to compare with.")
    found = services.matching.difference(current.actor(), earlier, match_id)
    covers = seen.masks([p.candidate_id for p in found.people])
    people = tuple(_covered(p, covers.get(p.candidate_id)) for p in found.people)
    found = found.model_copy(update={"people": people})
    if current.wants_json():
        return jsonify(found.model_dump(mode="json"))
    first, second = (services.matching.stored(i, 1) for i in (earlier, match_id))
    requisition = services.requisitions.find(second.requisition_id)
    changed = [p for p in found.people if _says_why(p)]
    moved = [p for p in found.people if not _says_why(p)]
    ids = [p.candidate_id for p in (*changed[:SHOWN], *moved[:MOVED])]
    return render_template(
        "matching/difference.html",
        title=f"Difference {requisition.reference} {requisition.title}",
        requisition=requisition,
        first=first,
        second=second,
        found=found,
        changed=changed,
        shown=changed[:SHOWN],
        moved=moved,
        moved_shown=moved[:MOVED],
        names=_names(services.candidates.names(ids), covers),
        weight_labels=PART_LABELS,
        requirement_labels=KIND_LABELS,
        fact_labels={kind: KINDS[kind].label for kind in KINDS},
    )


def _says_why(person: PersonDifference) -> bool:
    """Whether something of the person themselves changed; else only their place or score moved."""
    return bool(
        person.gone or person.findings or person.corrections or person.facts or person.answers
        or not person.rank_before or not person.rank_after
    )  # fmt: skip


def _names(open_names: Mapping[str, str], covers: Mapping[str, Mask]) -> dict[str, str]:
    return {i: covers[i].label if i in covers else name for i, name in open_names.items()}


def _covered(person: PersonDifference, mask: Mask | None) -> PersonDifference:
    if mask is None:
        return person
    lists = {
        name: tuple(
            c.model_copy(update={"before": mask.text(c.before), "after": mask.text(c.after)})
            for c in getattr(person, name)
            if c.what not in mask.KINDS
        )
        for name in ("facts", "corrections", "findings")
    }
    lists["answers"] = tuple(c.model_copy(update={"what": mask.text(c.what)}) for c in person.answers)
    return person.model_copy(update=lists)


@blueprint.get("/candidates/<candidate_id>/fits")
@blueprint.get("/candidates/<candidate_id>/fits.json", endpoint="fits_as_data")
@needs("matching.run")
def fits(candidate_id: str) -> str | Response:
    """Every open requisition against one person, best first."""
    services = current.services()
    profile = seen.profile(candidate_id)
    mask = seen.mask_of(profile.candidate.id)
    found: tuple[FittingRequisition, ...] = services.matching.for_candidate(
        current.actor(), profile.candidate.id
    )
    if mask:
        found = tuple(f.model_copy(update={"judged": seen.judged(f.judged, mask)}) for f in found)
    if current.wants_json():
        return jsonify([f.model_dump(mode="json") for f in found])
    return render_template(
        "matching/fits.html",
        title=f"Requisitions for {profile.candidate.name}",
        person=profile.candidate,
        rows=[
            _fit(f, url_for("candidates.show", candidate_id=profile.candidate.id, tab="facts")) for f in found
        ],
    )


def _fit(found: FittingRequisition, person_href: str) -> dict[str, Any]:
    """One requisition of the list, with the findings that say most."""
    asked = {k.id: k.requirement for k in found.requirements}
    met, of = match_view.count_met(found.requirements, found.judged.evidence, "required")
    preferred = match_view.count_met(found.requirements, found.judged.evidence, "preferred")
    rows = [
        {
            "label": asked[e.requirement_id].label,
            "need": asked[e.requirement_id].need,
            "finding": e.finding,
            "reason": e.reason,
            "quotes": [match_view.quote(q, person_href) for q in e.quotes],
        }
        for e in found.judged.evidence
        if asked[e.requirement_id].kind != "other"
    ]
    return {
        "requisition": found.requisition,
        "href": url_for("requisitions.overview", reference=found.requisition.reference),
        "points": f"{found.judged.score.total / 10:.1f}",
        "bar": match_view.stacked(found.judged.score),
        "said": match_view.said(found.judged.score),
        "met": met,
        "asked": of,
        "preferred": preferred,
        "rows": rows,
    }
