"""No act without proof that it was our own page that asked for it.

Two proofs, both needed: the browser says the request came from our origin (Sec-Fetch-Site, or Origin where a
browser is too old for it), and the form or htmx sends a token that only a page of this session can know.
"""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from flask import request

from appliance.doors.http import sessions
from appliance.doors.http.refusals import CrossSite, FormExpired
from appliance.foundation.kernel.crypto import keyed_digest

FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
SAFE_METHODS = frozenset({"GET", "HEAD"})


def token() -> str:
    """The token for forms of this answer."""
    secret = sessions.token() or sessions.visit()
    return keyed_digest(secret.encode(), b"muster csrf")


def check_origin() -> None:
    """Raise CrossSite unless an unsafe request comes from our own origin."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in {"same-origin", "none"}:
            raise CrossSite
        return
    origin = urlsplit(request.headers.get("Origin", ""))
    if (origin.scheme, origin.netloc) != (request.scheme, request.host):
        raise CrossSite


def check_token() -> None:
    """Raise FormExpired unless an unsafe request carries this session's token."""
    if request.method in SAFE_METHODS:
        return
    sent = request.headers.get(HEADER) or request.form.get(FIELD, "")
    if not hmac.compare_digest(sent.encode(), token().encode()):
        raise FormExpired
