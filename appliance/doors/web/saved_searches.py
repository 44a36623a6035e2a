"""Saved searches: somebody's own, with what is new since they last looked."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request, url_for

from appliance.doors.http import current, needs
from appliance.doors.web.frame import local_path
from appliance.doors.web.search_state import SearchState, state_of
from appliance.foundation.contracts.search import SearchRequest
from appliance.recruiting.search import IndexNotReady, Kept

blueprint = Blueprint("saved_searches", __name__)


@blueprint.get("/searches")
@blueprint.get("/searches.json", endpoint="data")
@needs("search.run", confined=True)
def page() -> str | Response:
    """The list, with how many each finds now and how many of them came since the last look."""
    services = current.services()
    try:
        rows, ready = services.saved_searches.counted(current.actor()), True
    except IndexNotReady:
        rows, ready = (
            [Kept(one, one.total, 0) for one in services.saved_searches.mine(current.actor())],
            False,
        )
    if current.wants_json():
        return jsonify(
            ready=ready,
            searches=[{**k.saved.model_dump(mode="json"), "now": k.total, "new": k.new} for k in rows],
        )
    return render_template(
        "candidates/saved.html",
        title="Saved searches",
        rows=[(kept, _booked(services, kept.saved.request)) for kept in rows],
        ready=ready,
    )


@blueprint.post("/searches")
@needs("search.run", confined=True)
def save() -> Response:
    """Keep the search of an address under a name."""
    state = state_of(request.form)
    name = request.form.get("name", "").strip() or state.text or "Everything"
    current.services().saved_searches.save(current.actor(), name[:80], state.request())
    _say(f"Saved as “{name[:80]}”. Today shows what is new in it.")
    return make_response(redirect(state.but(entry=request.form.get("entry", "")).url(), 303))


@blueprint.get("/searches/<saved_id>")
@needs("search.run", confined=True)
def run(saved_id: str) -> Response:
    """Go to the search; what is new is counted from now on. ``new`` puts the newest first."""
    one = current.services().saved_searches.look(current.actor(), saved_id)
    return make_response(redirect(address(one.request).url(), 303))


@blueprint.post("/searches/<saved_id>/remove")
@needs("search.run", confined=True)
def remove(saved_id: str) -> Response:
    """Keep a search no longer."""
    one = current.services().saved_searches.remove(current.actor(), saved_id)
    undo = url_for("saved_searches.put_back", **_undo(one.name, one.request))
    _say(f"Removed “{one.name}”.", undo)
    return make_response(
        redirect(local_path(request.form.get("next", ""), url_for("saved_searches.page")), 303)
    )


@blueprint.post("/searches/put-back")
@needs("search.run", confined=True)
def put_back() -> Response:
    """Undo a removal: the search of this address under its name again."""
    current.services().saved_searches.save(
        current.actor(), request.args.get("name", ""), state_of(request.args).request()
    )
    _say("Undone")
    return make_response(redirect(url_for("saved_searches.page"), 303))


def _undo(name: str, asked: SearchRequest) -> dict[str, Any]:
    values: dict[str, Any] = {"name": name}
    for key, value in address(asked).arguments():
        values.setdefault(key, []).append(value)
    return values


def address(asked: SearchRequest) -> SearchState:
    """The state of the candidates page that asks a search."""
    return SearchState(
        text=asked.text,
        kind=asked.kind,
        requisition=asked.requisition,
        sourcing=asked.sourcing,
        sort=asked.sort,
        facets=asked.facets,
        exact=asked.exact,
    )


def _booked(services: Any, asked: SearchRequest) -> str:
    if not asked.requisition:
        return f"Sourcing: {asked.sourcing}"
    found = services.requisitions.cards([asked.requisition])
    return f"{found[0].reference} {found[0].title}" if found else asked.requisition


def _say(message: str, undo: str = "") -> None:
    current.services().accounts.leave_notice(current.session().id, message, undo)
