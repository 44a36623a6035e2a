"""Candidates: searching them, and one person with their documents, facts and history."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request, url_for

from appliance.doors.http import confinement, current, needs
from appliance.doors.web import candidate_search, seen
from appliance.doors.web.documents import posting_view
from appliance.doors.web.fact_view import ORDER
from appliance.doors.web.frame import local_path
from appliance.doors.web.person import as_data, note_opened, person_of
from appliance.doors.web.search_state import LONGEST_QUERY, SORTS, SearchState, state_of
from appliance.foundation.contracts.candidates import Correction
from appliance.foundation.contracts.facts import FACT_KINDS, FactKind
from appliance.foundation.contracts.requisitions import Requisition
from appliance.foundation.contracts.search import Contribution
from appliance.foundation.kernel.errors import BadInput, NotFound
from appliance.recruiting.candidates import KINDS, Profile
from appliance.recruiting.search import IndexNotReady, QueryError, facet_label

blueprint = Blueprint("candidates", __name__)


@blueprint.context_processor
def words() -> dict[str, object]:
    """What the templates of this page say things with."""
    return {
        "kinds": KINDS,
        "kind_options": [(kind, KINDS[kind].label) for kind in ORDER],
        "clearance": lambda level: facet_label("clearance", level),
        "facet_label": lambda field, value: facet_label(
            field, value, current.services().organisation.knowledge()
        ),
        "sorts": SORTS,
    }


PANE = "pane"
"""The id of the right side of the split view; htmx names it when a person is to be shown there."""


@blueprint.get("/candidates")
@needs("candidates.read", confined=True)
def page() -> str | Response:
    """The split view: query and facets, list, and who is open."""
    if current.wants_json():
        return _search_data()
    state = state_of(request.args)
    if current.from_htmx() and request.headers.get("HX-Target") == PANE and state.opened:
        return _pane(state)
    found = candidate_search.page_of(state)
    opened = _opened(found.state) if found.state.opened and found.results is not None else {}
    page = render_template(
        "candidates/page.html",
        title=f"{state.text} · Candidates" if state.text else "Candidates",
        search_action="",  # this page has its own, larger box
        found=found,
        state=found.state,
        pane=True,
        **{"person": None, "posting": None, "why": (), **opened},
    )
    drawn = current.milliseconds()
    candidate_search.entered(found)
    response = make_response(page)
    response.headers["Server-Timing"] = candidate_search.timing(found, drawn, current.milliseconds())
    return response


@blueprint.get("/candidates.json")
@needs("search.run", confined=True)
def search_data() -> Response:
    """The same search as data."""
    return _search_data()


def _search_data() -> Response:
    candidate_search.may_search()
    state = state_of(request.args)
    found = seen.results(current.services().search.run(current.actor(), state.request()))
    return jsonify(found.model_dump(mode="json"))


@blueprint.get("/candidates/complete")
@needs("search.run", confined=True)
def complete() -> Response:
    """Ways to go on with what is typed, as options of the box. Makes no ledger entry."""
    options = candidate_search.completions(request.args.get("q", "")[:LONGEST_QUERY])
    if current.wants_json():
        return jsonify([option._asdict() for option in options])
    return make_response(render_template("candidates/_completions.html", options=options))


@blueprint.get("/candidates/understood")
@needs("search.run", confined=True)
def understood() -> str | Response:
    """What the text in the box is read as, while it is typed: chips, or what is wrong. Makes no ledger entry."""
    state = state_of(request.args)
    found = candidate_search.understood(state)
    if current.wants_json():
        return jsonify(
            error=found.caret._asdict() if found.caret else None,
            chips=[{"label": label, "without": href} for label, href in found.chips],
            widened=[one.model_dump(mode="json") for one, _ in found.widened],
        )
    return render_template("candidates/_understood.html", understood=found, state=state)


@blueprint.get("/candidates/<candidate_id>/like")
@blueprint.get("/candidates/<candidate_id>/like.json", endpoint="like_as_data")
@needs("search.run", confined=True)
def like(candidate_id: str) -> str | Response:
    """People like this one: those who share their telling words. Makes no ledger entry; opening somebody does."""
    profile = seen.profile(candidate_id)
    found = seen.cards(current.services().search.more_like(current.actor(), profile.candidate.id))
    if current.wants_json():
        return jsonify(
            [{"ref": c.ref, "name": c.candidate.name, "score": c.score} for c in found if c.candidate]
        )
    state = state_of(request.args, opened=profile.candidate.id)
    return render_template(
        "candidates/_like.html" if current.from_htmx() else "candidates/like.html",
        title=f"People like {profile.candidate.name}",
        who=profile.candidate,
        cards=found,
        state=state,
    )


@blueprint.get("/candidates/<candidate_id>/why.json")
@needs("search.run", confined=True)
def why(candidate_id: str) -> Response:
    """What each part of the search of this address gave to this person's score."""
    found = current.services().search.why(current.actor(), state_of(request.args).request(), candidate_id)
    return jsonify(
        score=sum(c.score for c in found), contributions=[c.model_dump(mode="json") for c in found]
    )


@blueprint.get("/candidates/<candidate_id>")
@needs("candidates.read", confined=True)
def show(candidate_id: str) -> str | Response:
    """One person with the page for themselves."""
    profile = seen.profile(candidate_id)
    state = state_of(request.args, opened=profile.candidate.id)
    note_opened(profile.candidate.id, state)
    if current.wants_json():
        return jsonify(as_data(profile))
    if profile.candidate.id != candidate_id:  # merged meanwhile
        return make_response(redirect(state.url(), 303))
    return render_template(
        "candidates/show.html",
        title=profile.candidate.name,
        person=person_of(profile, state),
        state=state,
        pane=False,
        why=_why(state, profile.candidate.id),
        applications=applications_of(profile.candidate.id),
        find_fields={"requisition": state.requisition, "sourcing": state.sourcing},
    )


@blueprint.get("/candidates/<candidate_id>.json")
@needs("candidates.read", confined=True)
def data(candidate_id: str) -> Response:
    """One person as data."""
    profile = seen.profile(candidate_id)
    note_opened(profile.candidate.id, state_of(request.args))
    return jsonify(as_data(profile))


def applications_of(candidate_id: str) -> list[Requisition]:
    """The requisitions somebody is in that who asks may see."""
    services, mine = current.services(), confinement.scope()
    ids = [a.requisition_id for a in services.applications.of_candidate(candidate_id)]
    return [r for r in services.requisitions.cards(ids) if mine.sees_requisition(r.id)]


def _pane(state: SearchState) -> str:
    """The right side alone, for htmx."""
    template = "candidates/_posting.html" if state.kind == "posting" else "candidates/_person.html"
    return render_template(template, state=state, pane=True, **{"why": (), **_opened(state)})


def _opened(state: SearchState) -> dict[str, object]:
    """Who is open, for the templates; somebody gone meanwhile is nobody."""
    services = current.services()
    try:
        if state.kind == "posting":
            profile = services.requisitions.profile(state.opened)
            if not confinement.scope().sees_requisition(profile.requisition.id):
                return {"person": None, "posting": None, "gone": True}
            if state.entry:
                services.search.opened(state.entry, profile.requisition.id)
            if profile.posting is None:
                return {"posting": (profile.requisition, None), "person": None}
            posting, layout = services.requisitions.posting(profile.posting.id)
            return {
                "posting": (profile.requisition, posting_view(posting, layout, state, None)),
                "person": None,
            }
        if not confinement.sees_candidate(state.opened):
            return {"person": None, "posting": None, "gone": True}
        found = seen.profile(state.opened)
    except NotFound:
        return {"person": None, "posting": None, "gone": True}
    note_opened(found.candidate.id, state)
    return {"person": person_of(found, state), "posting": None, "why": _why(state, found.candidate.id)}


def _why(state: SearchState, ref: str) -> tuple[Contribution, ...]:
    """What each part of the search gave to somebody opened from it; nothing without one."""
    if not state.text or not current.may("search.run"):
        return ()
    try:
        found: tuple[Contribution, ...] = current.services().search.why(current.actor(), state.request(), ref)
    except (QueryError, IndexNotReady):
        return ()
    return found


# -- by hand --------------------------------------------------------------------------------------


@blueprint.get("/candidates/new")
@needs("candidates.write")
def new() -> str:
    """The form for somebody without a document."""
    return _form({}, {})


@blueprint.post("/candidates/new")
@needs("candidates.write")
def add() -> str | Response:
    """Add somebody by hand."""
    sent: dict[str, str] = {kind: request.form.get(kind, "")[:4000] for kind, *_ in candidate_search.BY_HAND}
    values: list[tuple[FactKind, str]] = []
    errors: dict[str, str] = {} if sent["name"].strip() else {"name": "Type the person's name."}
    for kind, _, _, lines in candidate_search.BY_HAND:
        for value in sent[kind].splitlines() if lines else [sent[kind]]:
            if value.strip():
                values.append((kind, value.strip()))
                try:
                    KINDS[kind].normalise(value)
                except BadInput as refusal:
                    errors[kind] = f"{refusal.sentence} {refusal.mend}"
    if errors:
        return make_response(_form(sent, errors), 422)
    identifier = current.services().candidates.add_by_hand(current.actor(), values)
    _say(f"Added {sent['name'].strip()}. They are found by search in a moment.")
    return make_response(redirect(url_for("candidates.show", candidate_id=identifier), 303))


def _form(sent: dict[str, str], errors: dict[str, str]) -> str:
    return render_template(
        "candidates/new.html",
        title="Add a candidate",
        fields=candidate_search.BY_HAND,
        sent=sent,
        errors=errors,
    )


# -- facts ----------------------------------------------------------------------------------------


@blueprint.post("/candidates/<candidate_id>/facts")
@needs("candidates.write")
def add_fact(candidate_id: str) -> Response:
    """A fact somebody knows."""
    seen.refuse_masked(candidate_id)
    kind: FactKind = next((k for k in FACT_KINDS if k == request.form.get("kind")), "name")
    value = request.form.get("add", "").strip()[:4000]
    made = current.services().candidates.add_fact(current.actor(), candidate_id, kind, value)
    return _back(
        candidate_id, f"Added {KINDS[kind].label.lower()} {value}", _withdrawal(candidate_id, made), made
    )


@blueprint.post("/candidates/<candidate_id>/facts/<fact_id>")
@needs("candidates.write")
def correct_fact(candidate_id: str, fact_id: str) -> Response:
    """Say what a fact really is."""
    seen.refuse_masked(candidate_id)
    value = request.form.get("value", "").strip()[:4000]
    made = current.services().candidates.correct_fact(current.actor(), candidate_id, fact_id, value)
    return _back(candidate_id, f"Corrected to {value}", _undo(candidate_id, fact_id, made), made)


@blueprint.post("/candidates/<candidate_id>/facts/<fact_id>/remove")
@needs("candidates.write")
def remove_fact(candidate_id: str, fact_id: str) -> Response:
    """Say that a fact is not so."""
    seen.refuse_masked(candidate_id)
    made = current.services().candidates.remove_fact(current.actor(), candidate_id, fact_id)
    return _back(candidate_id, "Removed the fact", _undo(candidate_id, fact_id, made))


@blueprint.post("/candidates/<candidate_id>/corrections/<correction_id>/withdraw")
@needs("candidates.write")
def withdraw(candidate_id: str, correction_id: str) -> Response:
    """Take a correction back: what was read holds again."""
    seen.refuse_masked(candidate_id)
    current.services().candidates.withdraw_correction(current.actor(), candidate_id, correction_id)
    undo = url_for("candidates.restore", candidate_id=candidate_id, correction_id=correction_id, next=_next())
    return _back(candidate_id, "Taken back: what was read holds again", undo)


@blueprint.post("/candidates/<candidate_id>/corrections/<correction_id>/restore")
@needs("candidates.write")
def restore(candidate_id: str, correction_id: str) -> Response:
    """Let an earlier correction hold again, instead of the one that followed it."""
    seen.refuse_masked(candidate_id)
    later = request.values.get("instead_of", "")
    current.services().candidates.restore_correction(current.actor(), candidate_id, correction_id, later)
    return _back(candidate_id, "Undone")


def _withdrawal(candidate_id: str, correction_id: str) -> str:
    return url_for(
        "candidates.withdraw", candidate_id=candidate_id, correction_id=correction_id, next=_next()
    )


def _undo(candidate_id: str, before: str, made: str) -> str:
    """What undoes a correction: what was read holds again, or the correction that held before it."""
    profile: Profile = current.services().candidates.profile(candidate_id)
    earlier: Correction | None = next((c for c in profile.corrections if c.id == before), None)
    if earlier is None:
        return _withdrawal(candidate_id, made)
    return url_for(
        "candidates.restore",
        candidate_id=candidate_id,
        correction_id=before,
        instead_of=made if made != before else None,
        next=_next(),
    )


# -- requisitions of a person ---------------------------------------------------------------------


@blueprint.post("/candidates/<candidate_id>/applications")
@needs("applications.write")
def apply(candidate_id: str) -> Response:
    """Put somebody into a requisition: its team sees them."""
    reference = request.form.get("requisition", "").strip()
    services = current.services()
    added = services.applications.add(current.actor(), candidate_id, reference)
    found = services.requisitions.find(reference)
    undo = url_for("candidates.take_out", candidate_id=candidate_id, reference=found.reference, next=_next())
    said = f"Put into {found.reference} {found.title}" if added else f"They are in {found.reference} already"
    return _back(candidate_id, said, undo if added else "")


@blueprint.post("/candidates/<candidate_id>/applications/<reference>/remove")
@needs("applications.write")
def take_out(candidate_id: str, reference: str) -> Response:
    """Take somebody out of a requisition they were put into by mistake."""
    current.services().applications.remove(current.actor(), candidate_id, reference)
    return _back(candidate_id, f"Taken out of {reference}")


# -- one person or two ----------------------------------------------------------------------------


@blueprint.post("/candidates/<candidate_id>/merge")
@needs("candidates.write")
def merge(candidate_id: str) -> Response:
    """Another candidate is this same person; their address or id is given."""
    seen.refuse_masked(candidate_id)
    other = request.form.get("other", "").strip().split("?")[0].rstrip("/").rpartition("/")[2]
    if not other:
        raise BadInput(
            what="Nobody is named to merge with.", mend="Give the address of the other person's page."
        )
    found = current.services().candidates.profile(other)
    seen.refuse_masked(found.candidate.id)
    current.services().candidates.merge(current.actor(), candidate_id, found.candidate.id)
    undo = url_for("candidates.unmerge", candidate_id=found.candidate.id, next=_next())
    return _back(candidate_id, f"Merged {found.candidate.name} into this person", undo)


@blueprint.post("/candidates/<candidate_id>/unmerge")
@needs("candidates.write")
def unmerge(candidate_id: str) -> Response:
    """Two persons after all; ``candidate_id`` is the one that was merged into another."""
    seen.refuse_masked(candidate_id)
    services = current.services()
    kept = services.candidates.profile(candidate_id).candidate.id
    services.candidates.unmerge(current.actor(), candidate_id)
    again = url_for("candidates.merge_again", candidate_id=kept, other=candidate_id, next=_next())
    return _back(kept, "They are two persons again", again)


@blueprint.post("/candidates/<candidate_id>/merge-again")
@needs("candidates.write")
def merge_again(candidate_id: str) -> Response:
    """Undo an un-merge."""
    seen.refuse_masked(candidate_id)
    other = request.values.get("other", "")
    seen.refuse_masked(other)
    current.services().candidates.merge(current.actor(), candidate_id, other)
    return _back(candidate_id, "Undone")


# -- after an act ---------------------------------------------------------------------------------


def _next() -> str:
    """Where the person was, if the form said so."""
    return local_path(request.values.get("next", ""), "")


def _back(candidate_id: str, said: str, undo: str = "", fact_id: str = "") -> Response:
    _say(said, undo)
    where = _next() or url_for("candidates.show", candidate_id=candidate_id, tab="facts")
    return make_response(redirect(where + (f"#k-{fact_id}" if fact_id and "#" not in where else ""), 303))


def _say(message: str, undo: str = "") -> None:
    current.services().accounts.leave_notice(current.session().id, message, undo)
