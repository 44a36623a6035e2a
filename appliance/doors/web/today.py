"""Today: what waits for a person, what runs, what came in, and what went wrong."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, url_for

from appliance.doors.http import confinement, current, needs
from appliance.doors.web import requisition_view, seen_intake
from appliance.foundation.contracts.names import WORK_KINDS
from appliance.foundation.kernel.errors import NotFound
from appliance.lifecycle import doctor
from appliance.recruiting.search import IndexNotReady

blueprint = Blueprint("today", __name__)

QUESTIONS = 8
BATCHES = 6
REQUISITIONS = 8
QUESTION_KINDS = {
    "same_person": "The same person?",
    "unread": "Not readable by machine",
    "which_kind": "Résumé or posting?",
}
_TITLES = {check.name: check.title for check in doctor.CHECKS}


@blueprint.get("/")
@needs("today.read", confined=True)
def page() -> str:
    """What waits for somebody."""
    services = current.services()
    batches = (
        [seen_intake.batch(b) for b in services.intake.batches(limit=BATCHES)]
        if current.may("intake.read")
        else []
    )
    mine = confinement.scope()
    positions = services.requisitions.list() if current.may("requisitions.read") else []
    positions = [r for r in positions if mine.sees_requisition(r.id)]
    opened = [r for r in positions if r.state == "open"]
    people = services.candidates.count() if mine.everything else _people_in_scope(services)
    values = {
        "people": people,
        "positions": len(positions),
        "batches": [b for b in batches if b.state != "spooling" or b.total],
        "running": [b for b in batches if b.state in ("spooling", "reading")],
        **_to_do(services),
        **_wrong(services),
    }
    return render_template(
        "today/page.html",
        title="Today",
        first=not (people or positions or batches),
        rows=[requisition_view.row(services, r) for r in opened[:REQUISITIONS]],
        open_positions=len(opened),
        steps=_steps(services, people, positions),
        question_kinds=QUESTION_KINDS,
        work_kinds=WORK_KINDS,
        saved=_saved(services),
        **values,
    )


@blueprint.get("/today/health")
@needs("health.read")
def health() -> str | Response:
    """Every check of this installation; it takes a moment, so that Today asks for it by itself."""
    results = current.services().checks()
    if current.wants_json():
        return jsonify(
            checks=[
                {"name": r.name, "status": r.status, "sentence": r.sentence, "mend": r.mend} for r in results
            ]
        )
    template = "today/_health.html" if current.from_htmx() else "today/health.html"
    return render_template(template, title="Health", results=results, titles=_TITLES)


@blueprint.post("/work/<item>/again")
@needs("intake.write")
def again(item: str) -> Response:
    """Let background work that was given up run once more."""
    services = current.services()
    if not services.work.try_again(item):
        raise NotFound(what="given up piece of work", reference=item)
    services.accounts.leave_notice(current.session().id, "It is tried again.")
    return make_response(redirect(url_for("today.page"), 303))


def _people_in_scope(services: Any) -> int:
    try:
        return int(services.search.searchable(current.actor()))
    except IndexNotReady:
        return 0


def _saved(services: Any) -> list[Any]:
    """Saved searches with what is new; none while there is no index to count with."""
    if not current.may("search.run"):
        return []
    try:
        return list(services.saved_searches.counted(current.actor()))
    except IndexNotReady:
        return []


def _to_do(services: Any) -> dict[str, Any]:
    if not current.may("intake.read"):
        return {"questions": [], "waiting_questions": 0}
    return {
        "questions": [seen_intake.question(q) for q in services.intake.questions(limit=QUESTIONS)],
        "waiting_questions": services.intake.count_questions(),
    }


def _wrong(services: Any) -> dict[str, Any]:
    """What was given up, what the quick checks find, and whether the index is being built."""
    quick = [] if not current.may("health.read") else services.readiness()
    ready = services.search.ready()
    return {
        "given_up": services.work.given_up() if current.may("intake.read") else [],
        "health": [r for r in quick if r.status != "ok" and r.name != doctor.INDEX.name],
        "titles": _TITLES,
        "index_ready": ready,
        "index_built": 0 if ready else services.search.built(),
    }


def _steps(services: Any, people: int, positions: list[Any]) -> list[dict[str, Any]]:
    """The way from nothing to the first shortlist; a step is done when there is something to show for it."""
    matched = any(services.matching.list(r.id) for r in positions[:REQUISITIONS])
    return [
        {"done": bool(positions), "title": "Import postings", "href": "/intake",
         "text": "Drop the postings' files. Each becomes a requisition with what it asks, word by word."},
        {"done": bool(people), "title": "Import résumés", "href": "/intake",
         "text": "Drop a folder or a stick. Every file gets a verdict, and every fact links to its words."},
        {"done": matched, "title": "Match", "href": "/requisitions",
         "text": "Open a requisition and press “Match now”: people ranked, with what shows it."},
    ]  # fmt: skip
