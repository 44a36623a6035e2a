"""One person as a page or a pane shows them: the document in the middle, facts and history beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import url_for

from appliance.doors.http import current
from appliance.doors.web import fact_view, seen
from appliance.doors.web.document_view import DocumentView, page_at, view_of
from appliance.doors.web.fact_view import FactGroup
from appliance.doors.web.highlighting import Mark
from appliance.doors.web.history_view import Happening, happenings
from appliance.doors.web.search_state import SearchState
from appliance.foundation.contracts.candidates import Correction, Document, KeptFact
from appliance.foundation.contracts.reading import Layout
from appliance.foundation.kernel.errors import NotFound
from appliance.recruiting.candidates import KINDS, Profile


class PersonView(NamedTuple):
    """What ``candidates/_person.html`` draws. ``where`` says in words where each fact of the open document is."""

    profile: Profile
    state: SearchState
    tab: str
    document: Document | None
    view: DocumentView | None
    groups: tuple[FactGroup, ...]
    removed: Sequence[Correction]
    history: Sequence[Happening]
    fact_count: int
    masked: bool


def person_of(profile: Profile, state: SearchState) -> PersonView:
    """Everything the tab that is open needs, and nothing for the others."""
    state = state.but(opened=profile.candidate.id)
    document = _document(profile, state)
    tab = state.tab or ("resume" if document else "facts")
    view = None
    if document and tab == "resume":
        _, layout = seen.document(document.id)
        view = candidate_document_view(profile, document, layout, state)
    groups = fact_view.groups(profile.facts, profile.documents)
    return PersonView(
        profile=profile,
        state=state,
        tab=tab,
        document=document,
        view=view,
        groups=groups,
        removed=fact_view.removed(profile.corrections) if tab == "facts" else (),
        history=happenings(profile) if tab == "history" else (),
        fact_count=sum(len(g.rows) for g in groups),
        masked=seen.mask_of(profile.candidate.id) is not None,
    )


def _document(profile: Profile, state: SearchState) -> Document | None:
    """The document to show: that of the fact asked for, the one asked for, or the newest."""
    wanted = state.doc
    if state.fact and not wanted:
        wanted = next((k.document_id for k in profile.facts if k.id == state.fact), "")
    found = next((d for d in profile.documents if d.id == wanted), None)
    return found or (profile.documents[0] if profile.documents else None)


def candidate_document_view(
    profile: Profile,
    document: Document,
    layout: Layout,
    state: SearchState,
    quote: tuple[int, int] | None = None,
) -> DocumentView:
    """A person's document with their facts lit up, the words of the search, and a quote if one was asked for."""
    services = current.services()
    here = [k for k in profile.facts if k.document_id == document.id and k.fact.span]
    person = url_for("candidates.show", candidate_id=profile.candidate.id, tab="facts")
    marks = [fact_mark(kept, person, lit=kept.id == state.fact) for kept in here]
    if state.text:
        found = services.search.marks(layout.text, state.text, state.exact)
        marks += [Mark(start, end, "query", label="Your search") for start, end in found]
    if quote:
        marks.append(Mark(*quote, "quote", label="The quoted words", lit=True))

    def address(view: str) -> str:
        if quote:
            start, end = quote
            return url_for("documents.show", document_id=document.id, start=start, end=end, view=view)
        return state.url(tab="resume", view=view, doc=document.id)

    return view_of(
        identifier=document.id,
        file_name=document.file_name,
        layout=layout,
        notes=document.notes,
        reader=document.reader,
        marks=marks,
        wanted=state.view,
        default="both" if quote else "page",
        address=address,
        typed=bool(document.typed_by),
        has_file=seen.mask_of(profile.candidate.id) is None,
    )


def fact_mark(kept: KeptFact, person: str, *, lit: bool = False) -> Mark:
    """A fact where it was read; ``person`` is the address of the list of facts."""
    fact = kept.fact
    if fact.span is None:
        raise NotFound(what="place", reference=kept.id)
    return Mark(
        fact.span.start,
        fact.span.end,
        "fact",
        ref=kept.id,
        label=KINDS[fact.kind].label,
        href=f"{person}#k-{kept.id}",
        lit=lit,
    )


def note_opened(candidate_id: str, state: SearchState) -> None:
    """Opening somebody belongs to the search it came from, and into the log: once per session and requisition."""
    services, session = current.services(), current.session()
    if state.entry:
        services.search.opened(state.entry, candidate_id)
    requisition = ""
    if state.requisition:
        try:
            requisition = services.requisitions.find(state.requisition).id
        except NotFound:
            requisition = ""
    before = services.audit.entries(
        actor=session.actor.ref,
        action="candidates.opened",
        subject=candidate_id,
        requisition=requisition,
        after_time=session.made_at,
        limit=1,
    )
    if not before:
        services.candidates.opened(session.actor, candidate_id, requisition)


def where(layout: Layout, start: int) -> str:
    """On which page a character stands, in words; "" for a document without pages."""
    page = page_at(layout, start)
    return f"page {page + 1}" if page >= 0 else ""


def as_data(profile: Profile) -> dict[str, Any]:
    """A person as data; the text of documents is under their own address."""
    found = profile.model_dump(mode="json", exclude={"documents": {"__all__": {"text"}}})
    for document in found["documents"]:
        document["href"] = url_for("documents.as_data", document_id=document["id"])
    return found
