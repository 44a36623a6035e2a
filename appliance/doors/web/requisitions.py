"""Requisitions: the list, and one with its posting, requirements, weights and versions."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from appliance.doors.http import as_download, confinement, current, needs
from appliance.doors.web import requisition_view as view
from appliance.foundation.contracts.requirements import REQUIREMENT_KINDS
from appliance.foundation.contracts.requisitions import WEIGHT_NAMES
from appliance.foundation.kernel.errors import BadInput, NotFound
from appliance.recruiting.requisitions import RequisitionProfile

blueprint = Blueprint("requisitions", __name__)

PAGE = 40
"""Requisitions on one page of the list."""


@blueprint.get("/requisitions")
@blueprint.get("/requisitions.json", endpoint="data")
@needs("requisitions.read", confined=True)
def page() -> str | Response:
    """The list; ``state`` and ``q`` (words of title, organisation or reference) narrow it."""
    services = current.services()
    state = request.args.get("state", "")
    words = request.args.get("q", "").casefold().split()
    mine = confinement.scope()
    everything = [r for r in services.requisitions.list() if mine.sees_requisition(r.id)]
    counts = {name: sum(r.state == name for r in everything) for name in view.STATES}
    found = [r for r in everything if state in ("", r.state) and view.speaks_of(r, words)]
    number = view.page_number(request.args.get("page", ""), len(found), PAGE)
    rows = [view.row(services, r) for r in found[(number - 1) * PAGE : number * PAGE]]
    if current.wants_json():
        return jsonify(total=len(found), page=number, requisitions=[view.row_as_data(r) for r in rows])
    return render_template(
        "requisitions/page.html",
        title="Requisitions",
        rows=rows,
        everything=len(everything),
        counts=counts,
        states=view.STATES,
        state=state,
        words=request.args.get("q", ""),
        paging=view.paging("requisitions.page", number, len(found), PAGE),
    )


@blueprint.post("/requisitions")
@needs("requisitions.write")
def create() -> Response:
    """A requisition by its title; its posting can follow."""
    made = current.services().requisitions.create_empty(
        current.actor(), request.form.get("title", ""), request.form.get("organisation", "")
    )
    return _to("requisitions.posting", made.reference, f"{made.reference} {made.title} was created.")


@blueprint.get("/requisitions/<reference>")
@blueprint.get("/requisitions/<reference>.json", endpoint="one_as_data")
@needs("requisitions.read", confined=True)
def overview(reference: str) -> str | Response:
    """Everything about one requisition at a glance."""
    profile = current.services().requisitions.profile(reference)
    if current.wants_json():
        return jsonify(profile.model_dump(mode="json"))
    return _page(
        "overview",
        profile,
        posting=view.posting_view(profile, profile.posting),
        team=view.team(current.services(), profile.requisition),
        applied=len(current.services().applications.of_requisition(profile.requisition.id)),
    )


@blueprint.get("/requisitions/<reference>/posting")
@needs("requisitions.read", confined=True)
def posting(reference: str) -> str:
    """The posting with the words of each requirement lit up; ``version`` shows an older one."""
    profile = current.services().requisitions.profile(reference)
    wanted = request.args.get("version", "")
    shown = next((p for p in profile.versions if str(p.version) == wanted), profile.posting)
    if wanted and (shown is None or str(shown.version) != wanted):
        raise NotFound(what=f"version {wanted} of the posting", reference=profile.requisition.reference)
    return _page(
        "posting",
        profile,
        posting=view.posting_view(profile, shown),
        editing=request.args.get("edit", ""),
        adding="add" in request.args,
        kinds=[(kind, view.KIND_LABELS[kind]) for kind in REQUIREMENT_KINDS],
    )


@blueprint.get("/requisitions/<reference>/original/<posting_id>")
@needs("requisitions.read")
def original(reference: str, posting_id: str) -> Response:
    """A version's file as it came."""
    services = current.services()
    found, content = services.requisitions.original(posting_id)
    if found.requisition_id != services.requisitions.find(reference).id:
        raise NotFound(what="posting", reference=posting_id)
    return as_download(make_response(content), found.file_name)


@blueprint.post("/requisitions/<reference>")
@needs("requisitions.write")
def change(reference: str) -> Response:
    """Change title, organisation and state; what was can be brought back."""
    requisitions = current.services().requisitions
    was = requisitions.find(reference)
    sent = _sent()
    requisitions.change(
        current.actor(),
        reference,
        title=sent.get("title", was.title),
        organisation=sent.get("organisation", was.organisation),
        state=sent.get("state", was.state),
    )
    undo = url_for(
        "requisitions.change",
        reference=was.reference,
        title=was.title,
        organisation=was.organisation,
        state=was.state,
    )
    return _to("requisitions.overview", was.reference, f"{was.reference} was changed.", undo)


@blueprint.post("/requisitions/<reference>/team")
@needs("requisitions.write")
def team(reference: str) -> Response:
    """Somebody joins the team, or leaves it; a hiring manager on it sees the requisition and who is in it."""
    services = current.services()
    found = services.requisitions.find(reference)
    login, leaving = request.form.get("login", "").strip().lower(), request.form.get("leave", "")
    users = services.accounts.users()
    who = next((u for u in users if (u.id == leaving if leaving else u.login == login)), None)
    if who is None:
        raise BadInput(
            what=f"Nobody signs in as {login or leaving}.", mend="Give the name they sign in with."
        )
    change = services.team.leave if leaving else services.team.join
    change(current.actor(), found.id, who.id)
    said = f"{who.name} {'left' if leaving else 'is on'} the team of {found.reference}."
    return _to("requisitions.overview", found.reference, said, anchor="team")


@blueprint.post("/requisitions/<reference>/weights")
@needs("requisitions.write")
def weigh(reference: str) -> Response:
    """Set the points of the score's named parts."""
    requisitions = current.services().requisitions
    was = requisitions.find(reference)
    sent = _sent()
    weights = {name: _whole(name, sent[name]) for name in WEIGHT_NAMES if name in sent}
    requisitions.set_weights(current.actor(), reference, weights)
    undo = url_for("requisitions.weigh", reference=was.reference, **was.weights)
    said = "The weights were set. Matches made before keep theirs."
    return _to("requisitions.overview", was.reference, said, undo)


@blueprint.post("/requisitions/<reference>/requirements")
@needs("requisitions.write")
def add(reference: str) -> Response:
    """A requirement a person knows of."""
    sent = _sent()
    identifier = current.services().requisitions.add_requirement(current.actor(), reference, *_typed(sent))
    undo = url_for("requisitions.remove", reference=reference, requirement_id=identifier)
    return _to("requisitions.posting", reference, "The requirement was added.", undo, f"r-{identifier}")


@blueprint.post("/requisitions/<reference>/requirements/<requirement_id>")
@needs("requisitions.write")
def correct(reference: str, requirement_id: str) -> Response:
    """Say what a requirement really is."""
    requisitions = current.services().requisitions
    was = view.held(requisitions.profile(reference), requirement_id)
    identifier = requisitions.correct_requirement(
        current.actor(), reference, requirement_id, *_typed(_sent())
    )
    if was.author:  # an earlier correction was replaced: say it again
        undo = url_for(
            "requisitions.correct", reference=reference, requirement_id=identifier, **view.typed(was)
        )
    else:
        undo = url_for("requisitions.withdraw", reference=reference, correction_id=identifier)
    return _to("requisitions.posting", reference, "The requirement was corrected.", undo, f"r-{identifier}")


@blueprint.post("/requisitions/<reference>/requirements/<requirement_id>/remove")
@needs("requisitions.write")
def remove(reference: str, requirement_id: str) -> Response:
    """Say that a requirement is none."""
    requisitions = current.services().requisitions
    was = view.held(requisitions.profile(reference), requirement_id)
    identifier = requisitions.remove_requirement(current.actor(), reference, requirement_id)
    if identifier == requirement_id:  # what a person had added is simply gone
        undo = url_for("requisitions.add", reference=reference, **view.typed(was))
    else:
        undo = url_for("requisitions.withdraw", reference=reference, correction_id=identifier)
    return _to("requisitions.posting", reference, f"“{was.requirement.label}” was removed.", undo)


@blueprint.post("/requisitions/<reference>/corrections/<correction_id>/withdraw")
@needs("requisitions.write")
def withdraw(reference: str, correction_id: str) -> Response:
    """Take a correction back: what was read holds again."""
    current.services().requisitions.withdraw_correction(current.actor(), reference, correction_id)
    return _to("requisitions.posting", reference, "The correction was withdrawn.")


def _page(tab: str, profile: RequisitionProfile, **values: object) -> str:
    """One tab of a requisition's page."""
    found = profile.requisition
    return render_template(
        f"requisitions/{tab}.html",
        title=f"{found.reference} {found.title}",
        requisition=found,
        profile=profile,
        required=view.asked(profile.requirements, "required"),
        preferred=view.asked(profile.requirements, "preferred"),
        conditions=[k for k in profile.requirements if k.requirement.kind in view.CONDITIONS],
        removed=[c for c in profile.corrections if c.action == "remove" and not c.withdrawn_at],
        tabs=view.tabs(current.services(), found, len(profile.requirements), tab),
        states=view.STATES,
        kind_labels=view.KIND_LABELS,
        weights=[(name, *view.WEIGHTS[name], found.weights[name]) for name in WEIGHT_NAMES],
        matches=current.services().matching.list(found.id)[:1],
        typed=view.typed,
        **values,
    )


def _sent() -> MultiDict[str, str]:
    """What a form sent; an undo says it in its address."""
    return MultiDict([*request.args.items(), *request.form.items()])


def _typed(sent: MultiDict[str, str]) -> tuple[str, str, str, str]:
    return sent.get("kind", ""), sent.get("need", ""), sent.get("value", ""), sent.get("years", "")


def _whole(name: str, text: str) -> int:
    if not text.strip().isdecimal() or len(text) > 4:
        raise BadInput(
            what=f"“{text[:20]}” is not a weight for {name}.", mend="Weights are whole numbers from 0 to 100."
        )
    return int(text)


def _to(endpoint: str, reference: str, said: str, undo: str = "", anchor: str = "") -> Response:
    current.services().accounts.leave_notice(current.session().id, said, undo)
    return make_response(redirect(url_for(endpoint, reference=reference, _anchor=anchor or None), 303))
