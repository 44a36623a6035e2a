"""A posting in the neutral format that scorers and ``muster read --jsonl`` use: one value a field."""

from __future__ import annotations

from typing import Any

from appliance.engines.reading.posting.clearance import rank as clearance_rank
from appliance.engines.reading.posting.degrees import rank as degree_rank
from appliance.foundation.contracts.requirements import PostingReading, Requirement

_DEGREES = {"doctorate": "phd"}
_CLEARANCES = {"doe_l": "confidential"}


def neutral(posting: PostingReading, identifier: str) -> dict[str, Any]:
    """The posting's required values as plain data; what it does not ask is None."""
    required = [r for r in posting.requirements if r.need == "required"]
    clearance = _clearance(required)
    citizenship = [r.normal for r in required if r.kind == "citizenship"]
    return {
        "id": identifier,
        "title": posting.title,
        "organization": posting.organisation,
        "locations": list(posting.locations),
        "salary": _salary(posting),
        "min_years": _years(required),
        "degree_min": _degree(required) or posting.detail.get("degree"),
        "clearance": _CLEARANCES.get(clearance.normal, clearance.normal) if clearance else None,
        "clearance_status": (clearance.status or None) if clearance else None,
        "citizenship": citizenship[0] if citizenship else None,
        "remote": posting.remote or None,
        "open_date": posting.detail.get("opens"),
        "close_date": posting.detail.get("closes"),
    }


def _salary(posting: PostingReading) -> dict[str, Any] | None:
    pay = [r for r in posting.requirements if r.kind == "salary"]
    if not pay:
        return None
    first = next((r for r in pay if not r.detail.get("on_target")), pay[0])  # the base, where both are named
    each = [first]
    if first.detail.get("of"):  # a range for each place or level: the whole span of them
        unit = [first.detail.get(k) for k in ("currency", "period", "on_target")]
        each = [
            r
            for r in pay
            if r.detail.get("of") and [r.detail.get(k) for k in ("currency", "period", "on_target")] == unit
        ]
    ends = [r.detail.get(k) for r in each for k in ("minimum", "maximum")]
    amounts = [float(n) for n in ends if isinstance(n, int | float)]
    return (
        {"min": min(amounts), "max": max(amounts), "period": first.detail.get("period")} if amounts else None
    )


def _years(required: list[Requirement]) -> float | None:
    """The number that stands for the whole: of the lowest degree's way, else in general, else the largest named."""
    ways = [w.years for r in required if r.kind == "degree" for w in r.alternatives if w.years is not None]
    general = [r.years for r in required if r.kind == "years" and r.years is not None]
    counted = [r.years for r in required if r.kind == "skill" and r.years is not None]
    found = ways[:1] + general + counted
    if not found:
        return None
    best = max(found)
    return int(best) if best == int(best) else best


def _degree(required: list[Requirement]) -> str | None:
    levels = [r.normal for r in required if r.kind == "degree" and r.normal]
    if not levels:
        return None
    lowest = min(levels, key=degree_rank)
    return _DEGREES.get(lowest, lowest)


def _clearance(required: list[Requirement]) -> Requirement | None:
    """The highest one to hold on the first day; without such, the highest to be obtained."""
    found = [r for r in required if r.kind == "clearance"]
    active = [r for r in found if r.status == "active"]
    return max(active or found, key=lambda r: clearance_rank(r.normal), default=None)
