"""The organisation's own terms: the list, its versions, adding and removing."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request, url_for

from appliance.doors.http import current, needs
from appliance.engines.knowledge import load
from appliance.foundation.kernel.errors import BadInput, MusterError
from appliance.recruiting.organisation import MOST_TERMS, TermsVersion, taken

blueprint = Blueprint("organisation", __name__)
FIELDS = ("kind", "name", "aliases", "parent")
KINDS = (("skill", "Skill"), ("certification", "Certification or licence"), ("title", "Title"))


@blueprint.get("/terms")
@blueprint.get("/terms.json", endpoint="terms_as_data")
@needs("matching.read")
def terms() -> str | Response:
    """The own terms in force, or with ``version`` as they stood then."""
    wanted = request.args.get("version", "")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 7 else None
    shown = current.services().organisation.terms(number)
    if current.wants_json():
        return jsonify(shown.model_dump(mode="json"))
    wanted = request.args.get("edit", "")
    term = next((t for t in shown.terms if t.name == wanted), None)
    if term is None:
        return _page(shown)
    sent = {
        "kind": term.kind,
        "name": term.name,
        "aliases": "\n".join(term.aliases),
        "parent": term.parent,
    }
    return _page(shown, sent, was=term.name)


@blueprint.post("/terms")
@needs("organisation.write")
def add() -> str | Response:
    """Add a term to the list somebody looked at, or write the one that ``was`` is the name of anew."""
    organisation = current.services().organisation
    sent = {name: request.form.get(name, "").strip()[:2000] for name in FIELDS}
    aliases = [a for line in sent["aliases"].splitlines() for a in line.split(";")]
    was = request.form.get("was", "")
    kind, based_on = sent["kind"] or "skill", _based()
    try:
        if was:
            made = organisation.change_term(
                current.actor(), was, sent["name"], aliases, sent["parent"], kind, based_on=based_on
            )
        else:
            made = organisation.add_term(
                current.actor(), sent["name"], aliases, sent["parent"], kind, based_on=based_on
            )
    except MusterError as refusal:
        if refusal.http_status not in (409, 422):
            raise
        page = _page(organisation.terms(), sent, f"{refusal.sentence} {refusal.mend}", was)
        return make_response(page, refusal.http_status)
    if made.version == based_on:
        return make_response(redirect(url_for("organisation.terms"), 303))
    term = next(t for t in made.terms if t.name == " ".join(sent["name"].split()))
    said = f"{'Changed' if was else 'Added'} “{term.name}”. Documents that mention it are read again."
    wins = "; ".join(
        f"“{spelling}” no longer means the {known} that Muster knows"
        for spelling, known in taken(term, load())
    )
    return _back(f"{said} {wins}." if wins else said, made.version - 1)


@blueprint.post("/terms/remove")
@needs("organisation.write")
def remove() -> Response:
    """Remove a term."""
    name = request.form.get("name", "")
    made = current.services().organisation.remove_term(current.actor(), name, based_on=_based())
    return _back(f"Removed “{name}”. Documents that mention it are read again.", made.version - 1)


@blueprint.post("/terms/restore")
@needs("organisation.write")
def restore() -> Response:
    """Let the list of an older version hold again; an undo says it in its address."""
    wanted = request.values.get("version", "")
    if not wanted.isdecimal() or len(wanted) > 6:
        raise BadInput(what="No version is named.", mend="Choose one from the list.")
    made = current.services().organisation.restore_terms(current.actor(), int(wanted))
    return _back(f"The terms are as in version {wanted} again.", made.version - 1)


def _based() -> int | None:
    sent = request.form.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 7 else None


def _back(said: str, before: int) -> Response:
    undo = url_for("organisation.restore", version=before)
    current.services().accounts.leave_notice(current.session().id, said, undo)
    return make_response(redirect(url_for("organisation.terms"), 303))


def _page(shown: TermsVersion, sent: dict[str, str] | None = None, problem: str = "", was: str = "") -> str:
    organisation = current.services().organisation
    latest = organisation.terms()
    return render_template(
        "organisation/terms.html",
        title="Own terms",
        shown=shown,
        latest=latest,
        versions=organisation.versions(),
        sent=sent or dict.fromkeys(FIELDS, ""),
        kinds=KINDS,
        problem=problem,
        was=was,
        wins={t.name: found for t in shown.terms if (found := taken(t, load()))},
        most=MOST_TERMS,
        waiting=current.services().work.waiting("candidates.find_terms", "candidates.read_again"),
    )
