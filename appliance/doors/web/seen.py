"""People as who asks may see them: open, or covered in their blind view. Every page that shows a person asks here."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, make_response, redirect, request, url_for

from appliance.doors.http import current, needs
from appliance.doors.web.frame import is_blind, local_path
from appliance.foundation.contracts.candidates import Correction, Document
from appliance.foundation.contracts.evidence import Evidence
from appliance.foundation.contracts.matching import Judged, MatchedCandidate, StoredMatch
from appliance.foundation.contracts.reading import Layout
from appliance.foundation.contracts.search import ResultCard, ResultPage
from appliance.foundation.kernel.errors import NotFound
from appliance.recruiting.candidates import Mask, Profile

blueprint = Blueprint("seen", __name__)


def masks(ids: Sequence[str]) -> dict[str, Mask]:
    """A mask for each of these people who is covered."""
    return current.services().blind.masks(current.actor(), ids) if is_blind() else {}


def mask_of(candidate_id: str) -> Mask | None:
    """The mask of one person; None when they may be seen."""
    return masks([candidate_id]).get(candidate_id)


def refuse_masked(candidate_id: str) -> None:
    """Raise Masked for what cannot be shown or changed while the person is covered."""
    if is_blind():
        current.services().blind.refuse_masked(current.actor(), candidate_id)


def profile(candidate_id: str) -> Profile:
    """Everything about one person. Raises NotFound."""
    found: Profile = current.services().candidates.profile(candidate_id)
    mask = mask_of(found.candidate.id)
    return covered_profile(found, mask) if mask else found


def covered_profile(found: Profile, mask: Mask) -> Profile:
    """The same person, covered."""
    return found.model_copy(
        update={
            "candidate": mask.candidate(found.candidate),
            "facts": tuple(mask.fact(k) for k in found.facts),
            "documents": tuple(mask.document(d, n) for n, d in enumerate(found.documents, 1)),
            "corrections": tuple(_correction(c, mask) for c in found.corrections),
            "merged": tuple(mask.candidate(m) for m in found.merged),
        }
    )


def document(document_id: str) -> tuple[Document, Layout]:
    """A person's document. Raises NotFound."""
    found, layout = current.services().candidates.document(document_id)
    mask = _of_document(found)
    return (mask.document(found), mask.layout(layout)) if mask else (found, layout)


def _of_document(found: Document) -> Mask | None:
    """A merged person's document is covered with the mask of whom they were merged into."""
    if not is_blind():
        return None
    return mask_of(current.services().candidates.profile(found.candidate_id).candidate.id)


def match(found: StoredMatch) -> StoredMatch:
    """A stored match."""
    covers = masks([row.candidate_id for row in found.candidates])
    if not covers:
        return found
    rows = tuple(
        _matched(row, covers[row.candidate_id]) if row.candidate_id in covers else row
        for row in found.candidates
    )
    return found.model_copy(update={"candidates": rows})


def results(found: ResultPage) -> ResultPage:
    """A page of search results."""
    facets = {name: values for name, values in found.facets.items() if name not in ("place", "source")}
    return (
        found.model_copy(update={"cards": tuple(cards(found.cards)), "facets": facets})
        if is_blind()
        else found
    )


def cards(found: Sequence[ResultCard]) -> list[ResultCard]:
    """People of a list of results."""
    covers = masks([card.ref for card in found if card.candidate])
    return [_card(card, covers[card.ref]) if card.ref in covers else card for card in found]


def evidence(found: Evidence, mask: Mask) -> Evidence:
    """What was found for one requirement."""
    quotes = tuple(q.model_copy(update={"text": mask.text(q.text)}) for q in found.quotes)
    return found.model_copy(update={"reason": mask.text(found.reason), "quotes": quotes})


def judged(found: Judged | None, mask: Mask) -> Judged | None:
    """All of a person's evidence."""
    if found is None:
        return None
    return found.model_copy(update={"evidence": tuple(evidence(e, mask) for e in found.evidence)})


def _matched(row: MatchedCandidate, mask: Mask) -> MatchedCandidate:
    person = mask.candidate(row.candidate) if row.candidate else None
    files = tuple(mask.file(name, n) for n, name in enumerate(row.files, 1))
    return row.model_copy(update={"candidate": person, "files": files, "judged": judged(row.judged, mask)})


def _card(card: ResultCard, mask: Mask) -> ResultCard:
    person = mask.candidate(card.candidate) if card.candidate else None
    snippets = tuple(s.model_copy(update={"text": mask.text(s.text)}) for s in card.snippets)
    return card.model_copy(update={"candidate": person, "snippets": snippets})


def _correction(found: Correction, mask: Mask) -> Correction:
    open_ = {
        "was": mask.text(found.was),
        "value": mask.text(found.value),
        "normal": mask.text(found.normal),
        "detail": {},
    }
    closed = {"was": "covered", "value": "covered", "normal": "", "detail": {}}
    return found.model_copy(update=closed if found.kind in mask.KINDS else open_)


# -- switching ------------------------------------------------------------------------------------


@blueprint.post("/blind")
@needs("candidates.read", confined=True)
def switch() -> Response:
    """Begin or end one's own blind view."""
    on = request.form.get("on") == "1"
    current.services().blind.switch(current.actor(), on=on)
    said = "Blind view is on: people are covered until you unmask them" if on else "Blind view is off"
    current.services().accounts.leave_notice(current.session().id, said, "")
    return _back("/preferences")


@blueprint.post("/candidates/<candidate_id>/unmask")
@needs("candidates.read", confined=True)
def unmask(candidate_id: str) -> Response:
    """Open one person, with a reason."""
    requisition = request.form.get("requisition", "")
    if requisition:
        try:
            requisition = current.services().requisitions.find(requisition).id
        except NotFound:
            requisition = ""
    current.services().blind.unmask(
        current.actor(), candidate_id, request.form.get("reason", ""), requisition
    )
    return _back(url_for("candidates.show", candidate_id=candidate_id))


@blueprint.post("/candidates/<candidate_id>/mask")
@needs("candidates.read", confined=True)
def mask_again(candidate_id: str) -> Response:
    """Cover somebody again."""
    current.services().blind.mask_again(current.actor(), candidate_id)
    return _back(url_for("candidates.show", candidate_id=candidate_id))


def _back(otherwise: str) -> Response:
    return make_response(redirect(local_path(request.form.get("next", ""), otherwise), 303))
