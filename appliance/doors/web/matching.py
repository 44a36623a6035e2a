"""Matches: run one, look at a stored one, compute it again, save or print its shortlist."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request, url_for

from appliance.doors.http import as_download, current, needs
from appliance.doors.web import match_view, requisition_view, seen
from appliance.doors.web.frame import exact
from appliance.foundation.contracts.matching import Rerun, StoredMatch
from appliance.foundation.kernel.errors import NotFound
from appliance.recruiting.matching import shortlist_as_csv

blueprint = Blueprint("matching", __name__)

PAGE = 25
"""People on one page of a match."""
SHORTLIST = 5
LONGEST_SHORTLIST = 50


@blueprint.get("/requisitions/<reference>/match")
@blueprint.get("/requisitions/<reference>/match.json", endpoint="data")
@needs("matching.read")
def page(reference: str) -> str | Response:
    """The stored matches of a requisition."""
    services = current.services()
    profile = services.requisitions.profile(reference)
    matches = services.matching.list(reference)
    if current.wants_json():
        return jsonify(matches=matches)
    return render_template(
        "matching/page.html",
        title=f"{profile.requisition.reference} Match",
        requisition=profile.requisition,
        tabs=requisition_view.tabs(services, profile.requisition, len(profile.requirements), "match"),
        states=requisition_view.STATES,
        matches=matches,
        asked=len(profile.requirements),
        people=services.candidates.count(),
    )


@blueprint.post("/requisitions/<reference>/match")
@needs("matching.run")
def run(reference: str) -> Response:
    """Match now; the answer is the stored match."""
    match_id = current.services().matching.run(current.actor(), reference)
    return make_response(redirect(url_for("matching.stored", match_id=match_id), 303))


@blueprint.get("/matches/<match_id>")
@blueprint.get("/matches/<match_id>.json", endpoint="stored_as_data")
@needs("matching.read")
def stored(match_id: str) -> str | Response:
    """A stored match: everybody ranked, one person's evidence; ``candidate`` chooses the person."""
    if current.wants_json():
        return jsonify(seen.match(current.services().matching.stored(match_id)).model_dump(mode="json"))
    return _page(match_id, None)


@blueprint.post("/matches/<match_id>/rerun")
@needs("matching.run")
def rerun(match_id: str) -> str | Response:
    """Compute a stored match again and say whether the bytes are the same."""
    result = current.services().matching.rerun(current.actor(), match_id)
    if current.wants_json():
        return jsonify(result.model_dump(mode="json"))
    return _page(match_id, result)


@blueprint.get("/matches/<match_id>/shortlist.csv")
@needs("matching.export")
def shortlist_csv(match_id: str) -> Response:
    """The best people as a file for a spreadsheet."""
    services = current.services()
    match = services.matching.stored(match_id, 1)
    requisition = services.requisitions.find(match.requisition_id)
    content = shortlist_as_csv(
        seen.match(services.matching.shortlist(current.actor(), match_id, LONGEST_SHORTLIST))
    )
    name = f"{requisition.reference} shortlist {match.at[:10]}.csv"
    # the mark at the beginning tells spreadsheets that it is UTF-8
    return as_download(make_response(b"\xef\xbb\xbf" + content.encode()), name)


@blueprint.get("/matches/<match_id>/shortlist")
@needs("matching.export")
def shortlist(match_id: str) -> str:
    """The best people one after the other, for paper; ``people`` says how many."""
    services = current.services()
    wanted = request.args.get("people", "")
    number = (
        min(max(int(wanted), 1), LONGEST_SHORTLIST) if wanted.isdecimal() and len(wanted) < 5 else SHORTLIST
    )
    match = seen.match(services.matching.shortlist(current.actor(), match_id, number))
    requisition = services.requisitions.find(match.requisition_id)
    return render_template(
        "matching/shortlist.html",
        title=f"Shortlist {requisition.reference} {requisition.title}",
        requisition=requisition,
        match=match,
        number=number,
        people=[match_view.person(match, row, requisition.reference) for row in match.candidates],
    )


def _page(match_id: str, result: Rerun | None) -> str:
    services = current.services()
    wanted = request.args.get("candidate", "")
    # one row is enough to learn how many there are: the list below opens only the people it shows
    match: StoredMatch = services.matching.stored(match_id, PAGE * _asked_page())
    kept = min(match.considered, match_view.KEPT)
    number = requisition_view.page_number(request.args.get("page", ""), kept, PAGE)
    requisition = services.requisitions.find(match.requisition_id)
    open_rows = match.candidates[(number - 1) * PAGE : number * PAGE]
    match = seen.match(match)
    rows = match.candidates[(number - 1) * PAGE : number * PAGE]
    chosen = next((row for row in rows if row.candidate_id == wanted), None)
    if wanted and chosen is None:
        raise NotFound(what="person on this page of the match", reference=wanted)
    if chosen is not None and chosen.candidate is not None:
        services.candidates.opened(current.actor(), chosen.candidate_id, requisition.id)
    chosen = chosen or next(iter(rows), None)
    person = match_view.person(match, chosen, requisition.reference) if chosen else None
    if person and chosen and chosen.candidate and chosen.judged and current.may("candidates.read"):
        documents = services.candidates.profile(chosen.candidate_id).documents
        found = next(row.judged for row in open_rows if row.candidate_id == chosen.candidate_id)
        person["document"] = match_view.document_view(found, documents, seen.mask_of(chosen.candidate_id))
    masked = bool(chosen and chosen.candidate and seen.mask_of(chosen.candidate_id))
    common = {
        "masked": masked,
        "requisition": requisition,
        "match": match,
        "person": person,
        "number": number,
    }
    if current.from_htmx():
        return render_template("matching/_person.html", **common)
    return render_template(
        "matching/stored.html",
        title=f"Match {requisition.reference} {requisition.title}",
        rows=match_view.listed(match, rows),
        weights=match_view.weights(match),
        behind=services.matching.behind(match),
        chosen=chosen.candidate_id if chosen else "",
        kept=kept,
        paging=requisition_view.paging(
            "matching.stored", number, kept, PAGE, match_id=match_id, candidate=""
        ),
        parts=match_view.parts(match),
        rerun=result,
        others=[
            (m["id"], f"{exact(m['at'])}, {m['actor_name']}")
            for m in services.matching.list(match.requisition_id)
            if m["id"] != match_id
        ],
        names={r.candidate_id: r.candidate.name for r in match.candidates if r.candidate},
        is_wide=bool(wanted),
        **common,
    )


def _asked_page() -> int:
    text = request.args.get("page", "")
    return max(int(text), 1) if text.isdecimal() and len(text) < 4 else 1
