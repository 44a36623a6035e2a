"""The review queue: what only a person can decide about a file, one question a page, one key an answer."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request, url_for

from appliance.doors.http import as_download, current, needs
from appliance.doors.web import seen, seen_intake
from appliance.doors.web.frame import is_blind
from appliance.foundation.contracts.intake import Question
from appliance.foundation.contracts.reading import Layout
from appliance.foundation.kernel.errors import BadInput, MusterError, NotFound

blueprint = Blueprint("review", __name__)

AT_ONCE = 1000
LISTED = 100
WIDTH = 900
"""Pixels across of a page's picture: sharp in a column of half a screen."""
LETTER = (612.0, 792.0)
"""Points of a page whose size is not known before its picture has come."""
SHOWN_PAGES = 6
SHOWN_TEXT = 20_000
"""Characters of a document on a page of the queue; the whole is in the file itself."""
FACTS = ("name", "email", "phone", "location", "title", "employer", "clearance", "degree")
KINDS = {
    "same_person": "Same person?",
    "which_kind": "Résumé or posting?",
    "unread": "Type in what it says",
}


@blueprint.get("/review")
@blueprint.get("/review.json", endpoint="data")
@needs("intake.read")
def queue() -> str | Response:
    """Open questions, oldest first, and the last answers; ``kind`` narrows."""
    intake = current.services().intake
    everything = intake.questions(limit=AT_ONCE)
    kind = request.args.get("kind", "")
    found = [q for q in everything if kind in ("", q.kind)]
    if current.wants_json():
        shown = [seen_intake.question(q).model_dump(mode="json") for q in found]
        return jsonify(total=len(found), questions=shown)
    return render_template(
        "intake/queue.html",
        title="Review queue",
        questions=[seen_intake.question(q) for q in found[:LISTED]],
        total=len(found),
        everything=len(everything),
        kind=kind,
        kinds=KINDS,
        counts={name: sum(q.kind == name for q in everything) for name in KINDS},
        answered=[seen_intake.question(q) for q in intake.questions(answered=True, limit=8)],
    )


@blueprint.get("/review/<question_id>")
@blueprint.get("/review/<question_id>.json", endpoint="show_as_data")
@needs("intake.read")
def show(question_id: str) -> str | Response:
    """One question with the document; ``done`` counts the answers given in this sitting."""
    if current.wants_json():
        found = seen_intake.question(current.services().intake.question(question_id))
        return jsonify(found.model_dump(mode="json"))
    return _page(question_id)


def _page(question_id: str, typed: str = "", error: str = "") -> str:
    services = current.services()
    question = services.intake.question(question_id)
    ids = [q.id for q in services.intake.questions(limit=AT_ONCE)]
    at = ids.index(question.id) if question.id in ids else -1
    done = _done()
    return render_template(
        "intake/question.html",
        title=KINDS[question.kind],
        question=seen_intake.question(question),
        number=done + at + 1,
        total=done + len(ids),
        done=done,
        skip_href=_href(ids[(at + 1) % len(ids)], done) if len(ids) > 1 and at >= 0 else "",
        document=_document(question) if at >= 0 else None,
        known=[_known(question, x) for x in seen_intake.question(question).likenesses] if at >= 0 else [],
        typed=typed,
        error=error,
    )


@blueprint.get("/review/<question_id>/page/<int:number>.png")
@needs("intake.read")
def page_image(question_id: str, number: int) -> Response:
    """A page (from 0) of the file asked about, drawn in the jail. Raises Masked in the blind view."""
    seen_intake.refuse()
    intake = current.services().intake
    file = intake.question(question_id).file
    return _drawn(file.batch_id, file.sha256, number)


@blueprint.get("/review/<question_id>/known/<candidate_id>/<int:number>.png")
@needs("candidates.read")
def known_image(question_id: str, candidate_id: str, number: int) -> Response:
    """A page of the newest document of somebody it could be. Raises Masked while they are covered."""
    seen.refuse_masked(candidate_id)
    services = current.services()
    question = services.intake.question(question_id)
    if candidate_id not in {x.candidate_id for x in question.likenesses}:
        raise NotFound(what="candidate", reference=candidate_id)
    documents = services.candidates.profile(candidate_id).documents
    if not documents:
        raise NotFound(what="document", reference=candidate_id)
    return _drawn(documents[0].candidate_id, documents[0].sha256, number)


@blueprint.get("/review/<question_id>/original")
@needs("candidates.original")
def original(question_id: str) -> Response:
    """The file as it came, to save. Raises Masked in the blind view."""
    seen_intake.refuse()
    intake = current.services().intake
    file, content = intake.spooled(intake.question(question_id).file.id)
    return as_download(make_response(content), file.name.rpartition("/")[2])


@blueprint.post("/review/<question_id>/person")
@needs("intake.review")
def person(question_id: str) -> Response:
    """Whose document it is; no ``candidate`` = somebody new. Raises Masked in the blind view."""
    seen_intake.refuse()
    candidate = request.form.get("candidate", "")
    following = _following(question_id)
    current.services().intake.same_person(current.actor(), question_id, candidate)
    return _on(following, "Added to the person known." if candidate else "Taken as somebody new.")


@blueprint.post("/review/<question_id>/kind")
@needs("intake.review")
def kind(question_id: str) -> Response:
    """Résumé or posting. Raises Masked in the blind view."""
    seen_intake.refuse()
    chosen = request.form.get("kind", "")
    following = _following(question_id)
    current.services().intake.which_kind(current.actor(), question_id, chosen)
    return _on(following, f"Taken as a {'résumé' if chosen == 'resume' else 'posting'}.")


@blueprint.post("/review/<question_id>/text")
@needs("intake.write")
def text(question_id: str) -> Response:
    """What the file says, typed in; too little of it comes back with what was typed. Raises Masked in the blind view."""
    seen_intake.refuse()
    following = _following(question_id)
    typed = request.form.get("text", "")
    try:
        current.services().intake.type_text(
            current.actor(), question_id, typed, request.form.get("kind", "resume")
        )
    except BadInput as error:
        return make_response(_page(question_id, typed, f"{error.sentence} {error.mend}"), 400)
    return _on(following, "The text was taken; it is being read now.")


@blueprint.post("/review/<question_id>/aside")
@needs("intake.review")
def aside(question_id: str) -> Response:
    """The file is not needed."""
    following = _following(question_id)
    current.services().intake.set_aside(current.actor(), question_id)
    return _on(following, "Set aside; the batch still names it.")


def _done() -> int:
    sent = request.values.get("done", "")
    return int(sent) if sent.isdecimal() and len(sent) < 6 else 0


def _href(question_id: str, done: int) -> str:
    return url_for("review.show", question_id=question_id, done=done or None)


def _following(question_id: str) -> str:
    """The address after this answer: the question behind it, else the first, else the queue."""
    ids = [q.id for q in current.services().intake.questions(limit=AT_ONCE)]
    at = ids.index(question_id) if question_id in ids else -1
    rest = [*ids[at + 1 :], *ids[: max(at, 0)]]
    return _href(rest[0], _done() + 1) if rest else url_for("review.queue")


def _on(following: str, said: str) -> Response:
    current.services().accounts.leave_notice(current.session().id, said)
    return make_response(redirect(following, 303))


def _drawn(owner: str, sha256: str, number: int) -> Response:
    image = current.services().intake.page_image(owner, sha256, number, WIDTH)
    response = make_response(image)
    response.headers["Content-Type"] = "image/png"
    response.headers["Cache-Control"] = "private, max-age=300"
    return response


def _document(question: Question) -> dict[str, Any]:
    """The file asked about as it can be shown: pictures of its pages, its text, or neither."""
    if is_blind():
        return {"pages": [], "text": "", "more": 0, "problem": seen_intake.PROBLEM}
    try:
        layout = current.services().intake.text(question.file.id)
    except MusterError as error:
        return {"pages": [], "text": "", "more": 0, "problem": error.sentence}
    if layout is None:
        return {"pages": [], "text": "", "more": 0, "problem": "The reader could not show this file."}
    sizes = _page_sizes(question, layout)
    shown = [
        (url_for("review.page_image", question_id=question.id, number=number), *size)
        for number, size in enumerate(sizes[:SHOWN_PAGES])
    ]
    return {
        "pages": shown,
        "more": len(sizes) - len(shown),
        "text": layout.text[:SHOWN_TEXT],
        "problem": "",
    }


def _page_sizes(question: Question, layout: Layout) -> list[tuple[float, float]]:
    """Width and height of each page; a scan was refused, so its pages are only counted."""
    if layout.format != "pdf":
        return []
    if layout.pages:
        return [(page.width, page.height) for page in layout.pages]
    return [LETTER] * current.services().intake.page_count(question.file.id)


def _known(question: Question, likeness: Any) -> dict[str, Any]:
    """Somebody it could be, with the reasons; ``gone`` when the candidate was removed since."""
    services = current.services()
    try:
        profile = seen.profile(likeness.candidate_id)
    except NotFound:
        return {"gone": True, "id": likeness.candidate_id, "reasons": likeness.reasons}
    document = profile.documents[0] if profile.documents else None
    pages: list[tuple[Any, ...]] = []
    if document is not None and document.format == "pdf" and not seen.mask_of(likeness.candidate_id):
        _, layout = services.candidates.document(document.id)
        pages = [
            (
                url_for(
                    "review.known_image",
                    question_id=question.id,
                    candidate_id=likeness.candidate_id,
                    number=n,
                ),
                *layout.pages[n],
            )
            for n in range(min(len(layout.pages), SHOWN_PAGES))
        ]
    facts = [(k.fact.kind.capitalize(), k.fact.value) for k in profile.facts if k.fact.kind in FACTS]
    return {
        "gone": False,
        "id": likeness.candidate_id,
        "name": profile.candidate.name,
        "title": profile.candidate.title,
        "employer": profile.candidate.employer,
        "href": f"/candidates/{profile.candidate.id}",
        "reasons": likeness.reasons,
        "facts": facts[:12],
        "file_name": document.file_name if document else "",
        "pages": pages,
        "text": document.text[:SHOWN_TEXT] if document else "",
    }
