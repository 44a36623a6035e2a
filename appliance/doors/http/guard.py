"""Deny by default: an endpoint says which permission it needs, or Muster does not start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

from flask import Flask, current_app, request

from appliance.doors.http import confinement, current
from appliance.doors.http.refusals import SignInFirst, UndeclaredEndpoint
from appliance.foundation.kernel.errors import NotAllowed
from appliance.recruiting.accounts import ALL, PERMISSIONS

PUBLIC: Final = frozenset(
    {
        "static",
        "health.livez",
        "health.readyz",
        "health.metrics",
        "entry.login",
        "entry.sign_in",
        "entry.set_up",
        "entry.finish",
    }
)
"""All that somebody not signed in can reach: files of the program, health, and the way in. ``health.metrics`` asks for a
token of its own."""

_MARK = "_muster_permission"
_CONFINED = "_muster_confined"
_SENTENCES = dict(PERMISSIONS)
P = ParamSpec("P")
R = TypeVar("R")


def needs(permission: str, *, confined: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare the permission of an endpoint. Put it directly on the function, under the route.

    ``confined`` promises that it shows nothing from outside the scope of who asks beyond what its address names
    (which is checked before); without it the endpoint is closed to people with a scope.
    """
    if permission not in ALL:
        raise ValueError(f"not a permission: {permission}")

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, _MARK, permission)
        setattr(view, _CONFINED, confined)
        return view

    return mark


def permission_of(app: Flask, endpoint: str) -> str | None:
    """What an endpoint needs; None when it declares nothing."""
    return getattr(app.view_functions[endpoint], _MARK, None)


def is_confined(app: Flask, endpoint: str) -> bool:
    """Whether an endpoint is open to people who may see only some requisitions."""
    return bool(getattr(app.view_functions[endpoint], _CONFINED, False))


def _open_to_scope() -> bool:
    return confinement.scope().everything or is_confined(current_app, request.endpoint or "")


def check_declared(app: Flask) -> None:
    """Raise UndeclaredEndpoint unless each endpoint is either public or has a permission."""
    bare = [name for name in app.view_functions if (permission_of(app, name) is None) != (name in PUBLIC)]
    if bare:
        raise UndeclaredEndpoint(names=", ".join(sorted(bare)))


def enforce() -> None:
    """Let the request through or raise SignInFirst or NotAllowed; before every view."""
    if request.endpoint in PUBLIC:
        return
    found = current.session_or_none()
    if found is None:
        raise SignInFirst
    if request.endpoint is None:  # no such page; only those signed in learn that
        return
    permission = permission_of(current_app, request.endpoint)
    if permission is None or not found.may(permission) or not _open_to_scope():
        raise NotAllowed(permission=_SENTENCES.get(permission or "", "this page").rstrip(".").lower())
    confinement.check_request()
