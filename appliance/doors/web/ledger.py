"""The search ledger: every search of one requisition, or of all, as it was made."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from appliance.doors.http import current, needs
from appliance.doors.web import requisition_view as view
from appliance.foundation.contracts.requisitions import Requisition
from appliance.foundation.contracts.search import LedgerEntry
from appliance.foundation.kernel.errors import NotFound

blueprint = Blueprint("ledger", __name__)

PAGE = 50


@blueprint.get("/ledger")
@blueprint.get("/ledger.json", endpoint="data")
@needs("search.read")
def page() -> str | Response:
    """All searches, newest first; ``before`` is the id where an older page begins."""
    services = current.services()
    found = services.search.ledger(limit=PAGE + 1, before=request.args.get("before", ""))
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
@needs("search.read")
def of_requisition(reference: str) -> str | Response:
    """The searches booked to one requisition."""
    services = current.services()
    profile = services.requisitions.profile(reference)
    requisition = profile.requisition
    before = request.args.get("before", "")
    found = services.search.ledger(requisition=requisition.id, limit=PAGE + 1, before=before)
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


def _shown(services: Any, entry: LedgerEntry) -> dict[str, Any]:
    """An entry with what it was booked to, and the address that makes the search again."""
    booked = _booked(services, entry.requisition_id)
    again = {"q": entry.typed, "sourcing": entry.sourcing}
    if booked:
        again = {"q": entry.typed, "requisition": booked.reference}
    if entry.kind != "candidate":
        again["kind"] = entry.kind
    return {
        **entry.model_dump(),
        "reference": booked.reference if booked else "",
        "requisition_title": booked.title if booked else "",
        "again": f"/candidates?{urlencode(again)}",
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
