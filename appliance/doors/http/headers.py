"""The headers of every answer, errors included, and the names under which Muster answers."""

from __future__ import annotations

import base64
import os
import re

from flask import Response, current_app, g, request

from appliance.doors.http.refusals import HostRefused

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_HOST = re.compile(r"(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(?::\d{1,5})?")
_YEAR = 31_536_000

PAGE_POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types default"
)
"""``trusted-types default``: see the policy in ``static/muster.js``; htmx 2 has none of its own."""
FILE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
"""For what came from outside (an original file): nothing in it may run or load, whatever it claims to be."""

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def prepare() -> None:
    """Make the nonce of this answer; before everything else."""
    g.nonce = base64.b64encode(os.urandom(18)).decode()


def check_host() -> None:
    """Raise HostRefused unless the Host header is one of our names: a name of somebody else's that leads here
    (DNS rebinding) is refused.
    """
    found = _HOST.fullmatch(request.headers.get("Host", ""))
    allowed = current_app.config["ALLOWED_HOSTS"]
    if found is None or found.group(1).lower() not in allowed:
        raise HostRefused


def add(response: Response) -> Response:
    """Complete the headers; after every view. A view's own policy and caching stay."""
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", PAGE_POLICY.format(nonce=g.nonce))
    if request.endpoint == "static" and response.status_code in {200, 304}:
        lasting = "v" in request.args
        response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable" if lasting else "no-cache"
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}")
    response.headers["X-Request-Id"] = g.get("reference", "")
    return response


def as_download(response: Response, name: str) -> Response:
    """Make an answer of untrusted bytes one that a browser only saves.

    ``name`` is made harmless here: no path, no control or direction characters.
    """
    tame = (
        "".join(c if c.isprintable() and c not in '/\\"' else "_" for c in name).strip(" .")[:150] or "file"
    )
    response.headers.set("Content-Disposition", "attachment", filename=tame)
    response.headers["Content-Type"] = "application/octet-stream"
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response
