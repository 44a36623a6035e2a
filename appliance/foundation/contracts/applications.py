"""A candidate in a requisition."""

from __future__ import annotations

from appliance.foundation.contracts.values import Value


class Application(Value):
    """That somebody is considered for a requisition, since when, and who said so."""

    id: str
    candidate_id: str
    requisition_id: str
    added_by: str
    added_by_name: str
    added_at: str
