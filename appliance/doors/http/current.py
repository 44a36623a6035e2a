"""What belongs to the request at hand: its reference, its services, who asks."""

from __future__ import annotations

import time
from typing import Any, cast

from flask import current_app, g, request

from appliance.doors.http.terminator import CARD
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.errors import NotAllowed
from appliance.recruiting.accounts import Session

EXTENSION = "muster"


def services() -> Any:
    """The parts of the program, as ``appliance.wiring`` put them together."""
    return current_app.extensions[EXTENSION]


def reference() -> str:
    """The reference number of this request, which the log knows."""
    return cast("str", g.get("reference", ""))


def milliseconds() -> float:
    """How long this request has taken so far."""
    return (time.perf_counter() - cast("float", g.began)) * 1000


def nonce() -> str:
    """What scripts of this answer carry to be run."""
    return cast("str", g.nonce)


def session_or_none() -> Session | None:
    """The session of who asks, or None for somebody not signed in."""
    return cast("Session | None", g.get("session"))


def session() -> Session:
    """The session of who asks. Raises NotAllowed when nobody is signed in; the guard has seen to that before."""
    found = session_or_none()
    if found is None:
        raise NotAllowed(permission="sign in first")
    return found


def actor() -> Actor:
    """Who asks, as the log knows them."""
    return session().actor


def may(permission: str) -> bool:
    """Whether who asks may do this."""
    found = session_or_none()
    return found is not None and found.may(permission)


def card() -> tuple[str, ...] | None:
    """What the client's certificate says; None where none is asked for."""
    return cast("tuple[str, ...] | None", request.environ.get(CARD))


def from_htmx() -> bool:
    """Whether the page asks for a piece of itself, and not the browser for a page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def wants_json() -> bool:
    """Whether data is wanted: under ``/api``, an address ending in ``.json``, or an Accept header that says so."""
    if request.path.startswith("/api/") or request.path.endswith(".json"):
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json", "application/problem+json"])
    return best is not None and best != "text/html"
