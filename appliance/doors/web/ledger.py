"""The search ledger: every search of one requisition, or of all, as it was made; run again; taken out."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, make_response, render_template, request, url_for

from appliance.doors.http import as_download, current, needs
from appliance.doors.web import requisition_view as view
from appliance.doors.web import seen
from appliance.doors.web.search_state import FACET
from appliance.foundation.contracts.requisitions import Requisition
from appliance.foundation.contracts.search import LedgerEntry, Repetition
from appliance.foundation.kernel.errors import NotFound
from appliance.recruiting.search import facet_label, ledger_table

blueprint = Blueprint("ledger", __name__)

PAGE = 50


@blueprint.get("/ledger")
@blueprint.get("/ledger.json", endpoint="data")
@needs("search.read", confined=True)
def page() -> str | Response:
    """All searches, newest first; ``before`` is the id where an older page begins."""
    services = current.services()
    before = request.args.get("before", "")
    found = services.ledger.entries(current.actor(), limit=PAGE + 1, before=before)
    if current.wants_json():
        return _as_data(found)
    return render_template(
        "requisitions/searches.html",
        title="Search ledger",
        entries=[_shown(services, e) for e in found[:PAGE]],
        next_href=_older("ledger.page", found),
        data_href=url_for("ledger.data", before=request.args.get("before")),
    )


@blueprint.get("/requisitions/<reference>/ledger")
@blueprint.get("/requisitions/<reference>/ledger.json", endpoint="data_of_requisition")
@needs("search.read", confined=True)
def of_requisition(reference: str) -> str | Response:
    """The searches booked to one requisition."""
    services = current.services()
    profile = services.requisitions.profile(reference)
    requisition = profile.requisition
    before = request.args.get("before", "")
    found = services.ledger.entries(
        current.actor(), requisition=requisition.id, limit=PAGE + 1, before=before
    )
    if current.wants_json():
        return _as_data(found)
    return render_template(
        "requisitions/ledger.html",
        title=f"{requisition.reference} Ledger",
        requisition=requisition,
        tabs=view.tabs(services, requisition, len(profile.requirements), "ledger"),
        states=view.STATES,
        entries=[_shown(services, e) for e in found[:PAGE]],
        next_href=_older("ledger.of_requisition", found, reference=requisition.reference),
    )


@blueprint.get("/requisitions/<reference>/ledger.csv")
@needs("search.export")
def as_csv(reference: str) -> Response:
    """Every search of a requisition as a table, a row for each id shown."""
    booked = current.services().requisitions.find(reference)
    _, rows = current.services().ledger.export(current.actor(), booked.id)
    response = make_response(ledger_table(rows).encode("utf-8-sig"))
    return as_download(response, f"ledger-{booked.reference}.csv")


@blueprint.get("/requisitions/<reference>/ledger/export.json", endpoint="export_as_data")
@needs("search.export")
def export(reference: str) -> Response:
    """The same as one JSON document."""
    booked = current.services().requisitions.find(reference)
    entries, rows = current.services().ledger.export(current.actor(), booked.id)
    body = {
        "format": 1,
        "requisition": booked.model_dump(mode="json", include={"id", "reference", "title", "organisation"}),
        "searches": [e.model_dump(mode="json") for e in entries],
        "shown": rows,
    }
    return as_download(make_response(jsonify(body).data), f"ledger-{booked.reference}.json")


@blueprint.get("/ledger/<entry_id>")
@blueprint.get("/ledger/<entry_id>.json", endpoint="one_as_data")
@needs("search.read", confined=True)
def one(entry_id: str) -> str | Response:
    """One search: its criteria as typed and as run, and every id shown, with rank and when it was opened."""
    services = current.services()
    entry, shown = services.ledger.entry(current.actor(), entry_id)
    if current.wants_json():
        return jsonify(search=entry.model_dump(mode="json"), shown=shown)
    return _page(services, entry, shown, None)


@blueprint.post("/ledger/<entry_id>/repeat")
@needs("search.read", confined=True)
def repeat(entry_id: str) -> str | Response:
    """Run a search again as it was run then, and say what has changed since."""
    services = current.services()
    found = services.ledger.repeat(current.actor(), entry_id)
    if current.wants_json():
        return jsonify(same=found.same, **found.model_dump(mode="json"))
    entry, shown = services.ledger.entry(current.actor(), entry_id)
    return _page(services, entry, shown, found)


def _page(services: Any, entry: LedgerEntry, shown: list[dict[str, Any]], repeated: Repetition | None) -> str:
    refs = [row["ref"] for row in shown]
    if repeated:
        refs += [ref for ref, _ in (*repeated.gone, *repeated.came)]
    names = _names(services, entry.kind, list(dict.fromkeys(refs)))
    return render_template(
        "requisitions/search.html",
        title="Search of the ledger",
        search=_shown(services, entry),
        shown=shown,
        names=names,
        repeated=repeated,
    )


def _names(services: Any, kind: str, refs: list[str]) -> dict[str, str]:
    """What the entries shown are called, covered in a blind view; those that are gone are missing."""
    if kind == "posting":
        return {found.id: found.title for found in services.requisitions.cards(refs)}
    covers = seen.masks(refs)
    people = services.candidates.cards(refs)
    return {p.id: (covers[p.id].candidate(p) if p.id in covers else p).name for p in people}


def _shown(services: Any, entry: LedgerEntry) -> dict[str, Any]:
    """An entry with what it was booked to, and the address that makes the search again."""
    booked = _booked(services, entry.requisition_id)
    again = [("q", entry.typed), ("sourcing", entry.sourcing)]
    if booked:
        again = [("q", entry.typed), ("requisition", booked.reference)]
    if entry.kind != "candidate":
        again.append(("kind", entry.kind))
    filters = json.loads(entry.filters).items()
    again += [(FACET + name, value) for name, values in filters for value in values]
    again += [("exact", skill) for skill in entry.exact.split()]
    return {
        **entry.model_dump(),
        "reference": booked.reference if booked else "",
        "requisition_title": booked.title if booked else "",
        "again": f"/candidates?{urlencode(again)}",
        "exact_names": [facet_label("skill_id", skill) for skill in entry.exact.split()],
    }


def _booked(services: Any, requisition_id: str) -> Requisition | None:
    """The requisition of an entry; None for sourcing, and when the requisition went with its batch."""
    if not requisition_id:
        return None
    try:
        found: Requisition = services.requisitions.find(requisition_id)
    except NotFound:
        return None
    return found


def _older(endpoint: str, found: list[LedgerEntry], **values: Any) -> str:
    return url_for(endpoint, before=found[PAGE - 1].id, **values) if len(found) > PAGE else ""


def _as_data(found: list[LedgerEntry]) -> Response:
    return jsonify(searches=[e.model_dump(mode="json") for e in found[:PAGE]], more=len(found) > PAGE)
