"""Documents: their pages as images, their text with words lit up, the file as it came."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, make_response, render_template, request, url_for

from appliance.doors.http import as_download, current, needs
from appliance.doors.web import seen
from appliance.doors.web.document_view import WIDTHS, DocumentView, view_of
from appliance.doors.web.highlighting import Mark
from appliance.doors.web.person import candidate_document_view, note_opened
from appliance.doors.web.search_state import SearchState, state_of
from appliance.foundation.contracts.reading import Layout
from appliance.foundation.contracts.requisitions import Posting
from appliance.foundation.kernel.errors import NotAllowed, NotFound

blueprint = Blueprint("documents", __name__)

POSTING = "post_"


@blueprint.get("/documents/<document_id>")
@needs("candidates.read", confined=True)
def show(document_id: str) -> str:
    """A document by itself; ``start`` and ``end`` are characters of its text to light up."""
    state = state_of(request.args)
    quote = _quote()
    if document_id.startswith(POSTING):
        _requisitions_too()
        posting, layout = current.services().requisitions.posting(document_id)
        found = current.services().requisitions.find(posting.requisition_id)
        return _page(
            posting_view(posting, layout, state, quote),
            f"{found.reference} {found.title}",
            url_for("requisitions.posting", reference=found.reference, version=posting.version),
            "Requisition",
            quote,
            layout,
        )
    document, layout = seen.document(document_id)
    profile = seen.profile(document.candidate_id)
    note_opened(profile.candidate.id, state)
    return _page(
        candidate_document_view(profile, document, layout, state, quote),
        profile.candidate.name,
        url_for("candidates.show", candidate_id=profile.candidate.id, doc=document.id),
        "Candidate",
        quote,
        layout,
    )


@blueprint.get("/documents/<document_id>.json")
@needs("candidates.read", confined=True)
def as_data(document_id: str) -> Response:
    """A document's text, its pages and the places of its words."""
    if document_id.startswith(POSTING):
        _requisitions_too()
        posting, layout = current.services().requisitions.posting(document_id)
        about = posting.model_dump(mode="json", exclude={"text"})
    else:
        document, layout = seen.document(document_id)
        note_opened(document.candidate_id, SearchState())
        about = document.model_dump(mode="json", exclude={"text"})
    return jsonify({"document": about, "layout": layout.model_dump(mode="json")})


@blueprint.get("/documents/<document_id>/page/<int:number>.png")
@needs("candidates.read", confined=True)
def page_image(document_id: str, number: int) -> Response:
    """One page (from 0) as an image, drawn in the jail; ``w`` is the width wanted, in pixels."""
    services = current.services()
    if document_id.startswith(POSTING):
        _requisitions_too()
        posting, layout = services.requisitions.posting(document_id)
        owner, sha256 = posting.requisition_id, posting.sha256
    else:
        document, layout = services.candidates.document(document_id)
        seen.refuse_masked(document.candidate_id)
        owner, sha256 = document.candidate_id, document.sha256
    if not sha256 or number >= max(len(layout.pages), 1):
        raise NotFound(what="page", reference=str(number + 1))
    wanted = request.args.get("w", "")
    width = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 6 else 960
    width = next((w for w in WIDTHS if w >= width), WIDTHS[-1])
    return Response(services.intake.page_image(owner, sha256, number, width), mimetype="image/png")


@blueprint.get("/documents/<document_id>/original")
@needs("candidates.original")
def original(document_id: str) -> Response:
    """The file as it came, for saving only; written into the log."""
    services = current.services()
    if document_id.startswith(POSTING):
        _requisitions_too()
        posting, content = services.requisitions.original(document_id)
        return as_download(make_response(content), posting.file_name)
    document, content = services.candidates.original(document_id)
    seen.refuse_masked(document.candidate_id)
    services.candidates.viewed(current.actor(), document_id)
    return as_download(make_response(content), document.file_name)


def posting_view(
    posting: Posting, layout: Layout, state: SearchState, quote: tuple[int, int] | None
) -> DocumentView:
    """A posting with what was read as its requirements lit up."""
    services = current.services()
    reference = services.requisitions.find(posting.requisition_id).reference
    marks = [
        Mark(r.span.start, r.span.end, "fact", label=r.label)
        for r in posting.reading.requirements
        if r.span is not None
    ]
    if state.text:
        found = services.search.marks(layout.text, state.text, state.exact)
        marks += [Mark(start, end, "query", label="Your search") for start, end in found]
    if quote:
        marks.append(Mark(*quote, "quote", label="The quoted words", lit=True))
    start, end = quote or (None, None)

    def address(view: str) -> str:
        return url_for(
            "documents.show", document_id=posting.id, start=start, end=end, q=state.text or None, view=view
        )

    return view_of(
        identifier=posting.id,
        file_name=posting.file_name or f"{reference} posting",
        layout=layout,
        notes=posting.notes,
        reader=posting.reader,
        marks=marks,
        wanted=state.view,
        default="both" if quote else "page",
        address=address,
        has_file=bool(posting.sha256),
    )


def _page(
    view: DocumentView,
    whose: str,
    whose_href: str,
    kind: str,
    quote: tuple[int, int] | None,
    layout: Layout,
) -> str:
    words = layout.text[slice(*quote)] if quote else ""
    template = "documents/_view.html" if current.from_htmx() else "documents/show.html"
    return render_template(
        template,
        title=view.file_name,
        view=view,
        whose=whose,
        whose_href=whose_href,
        whose_kind=kind,
        quote=words,
        missing=bool(quote) and not words.strip(),
        pane=False,
    )


def _quote() -> tuple[int, int] | None:
    """The characters asked for; None when the address names none."""
    sent = [request.args.get(name, "") for name in ("start", "end")]
    if not all(s.isascii() and s.isdecimal() and len(s) < 9 for s in sent):
        return None
    start, end = int(sent[0]), int(sent[1])
    return (start, end) if start < end else None


def _requisitions_too() -> None:
    if not current.may("requisitions.read"):
        raise NotAllowed(permission="see requisitions, their postings and requirements")
