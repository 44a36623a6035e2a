"""The cookie that names a session; what it names is kept by ``accounts``.

Over TLS, and wherever the browser treats loopback as secure, the cookie is ``__Host-`` and Secure. Whether it does
is learnt at the sign-in form: the form's own cookie is set both ways, and the one that comes back decides.
"""

from __future__ import annotations

from flask import Response, g, request

from appliance.doors.http import current
from appliance.foundation.kernel.crypto import random_token

STRONG = "__Host-"
SESSION = "muster_session"
VISIT = "muster_visit"
QUIET = "X-Muster-Quiet"
"""A page that asks for news by itself says so in this header; it does not keep the session open."""


def load() -> None:
    """Find out who asks; before every view."""
    token = _cookie(SESSION)
    quiet = request.headers.get(QUIET) is not None
    g.session_token = token
    accounts = current.services().accounts
    g.session = accounts.session(token, used=not quiet, card=current.card()) if token else None


def token() -> str:
    """The token of the living session, or ""."""
    return str(g.session_token) if current.session_or_none() else ""


def visit() -> str:
    """The random value of somebody not yet signed in, which ties the sign-in form to their browser."""
    if not g.get("visit"):
        g.visit = _cookie(VISIT)
        if not g.visit:
            g.visit = g.new_visit = random_token()
    return str(g.visit)


def keep_visit(response: Response) -> Response:
    """Set the visit's cookie if it was made for this answer; after every view."""
    made = g.get("new_visit")
    if made:
        _set(response, STRONG + VISIT, made, secure=True)
        if not request.is_secure:
            _set(response, VISIT, made, secure=False)
    return response


def begin(response: Response, session_token: str) -> Response:
    """Hand the session's token to the browser."""
    strong = request.is_secure or bool(request.cookies.get(STRONG + VISIT))
    for name, secure in ((STRONG + SESSION, True), (SESSION, False)):
        if secure == strong:
            _set(response, name, session_token, secure=secure)
        else:
            _forget(response, name, secure=secure)
    _forget_visit(response)
    return response


def end(response: Response) -> Response:
    """Take the cookie back and have the browser forget what it kept of this site."""
    _forget(response, STRONG + SESSION, secure=True)
    _forget(response, SESSION, secure=False)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def _cookie(name: str) -> str:
    """The strong cookie if there is one; never the weak one beside it."""
    return request.cookies.get(STRONG + name) or ("" if request.is_secure else request.cookies.get(name, ""))


def _set(response: Response, name: str, value: str, *, secure: bool) -> None:
    response.set_cookie(name, value, path="/", secure=secure, httponly=True, samesite="Strict")


def _forget(response: Response, name: str, *, secure: bool) -> None:
    if name in request.cookies:
        response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="Strict")


def _forget_visit(response: Response) -> None:
    _forget(response, STRONG + VISIT, secure=True)
    _forget(response, VISIT, secure=False)
