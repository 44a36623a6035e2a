"""Need to know at the door: who may see only some requisitions reaches only what keeps to them.

An endpoint says so with ``confined`` in ``@needs``; every other is closed to them, so that a page made tomorrow is
closed until somebody has thought about it. What an address names (a candidate, a document, a requisition) must lie
within their scope; what does not is not there, as if it had never been.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from flask import g, request

from appliance.doors.http import current
from appliance.foundation.kernel.errors import NotFound
from appliance.recruiting.accounts import Scope


def scope() -> Scope:
    """Whose records who asks may see."""
    found = cast("Scope | None", g.get("scope"))
    if found is None:
        found = g.scope = current.services().team.scope(current.actor())
    return found


def sees_candidate(candidate_id: str) -> bool:
    """Whether who asks may see a candidate."""
    mine = scope()
    return mine.everything or bool(current.services().applications.may_see(mine, candidate_id))


def _sees_document(document_id: str) -> bool:
    return bool(current.services().applications.may_see_document(scope(), document_id))


def _sees_requisition(reference: str) -> bool:
    return scope().sees_requisition(current.services().requisitions.find(reference).id)


SEES: dict[str, tuple[str, Callable[[str], bool]]] = {
    "candidate_id": ("candidate", sees_candidate),
    "document_id": ("document", _sees_document),
    "reference": ("requisition", _sees_requisition),
}
"""Variable of an address → what it names, and who decides."""


def check(named: dict[str, Any]) -> None:
    """Raise NotFound when an address names something outside the scope of who asks."""
    if scope().everything:
        return
    for name, value in named.items():
        what, sees = SEES.get(name, ("", None))
        if sees is not None and not sees(str(value)):
            raise NotFound(what=what, reference=str(value))


def check_request() -> None:
    """The same for the request at hand."""
    check(request.view_args or {})
