"""How much may be sent: little, unless an endpoint says that it takes more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

from flask import current_app, request

USUAL: Final = 2 * 1024 * 1024
"""Bytes of a request: the text of a long posting, twice."""

_MARK = "_muster_body_limit"
P = ParamSpec("P")
R = TypeVar("R")


def takes(limit: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare that an endpoint takes up to ``limit`` bytes."""

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, _MARK, limit)
        return view

    return mark


def limit() -> None:
    """Set the limit before anybody reads the body; a larger one is answered with TooLarge."""
    view = current_app.view_functions.get(request.endpoint or "")
    request.max_content_length = getattr(view, _MARK, USUAL)
