"""The rows of a whole posting put in order: the same thing once, in the order of the text."""

from __future__ import annotations

from appliance.foundation.contracts.requirements import Requirement

_ONCE = frozenset({"skill", "clearance", "citizenship", "certification", "language", "salary", "location"})


def settle(rows: list[Requirement]) -> list[Requirement]:
    """Without repeats: the required row outranks the preferred one, one with years outranks one without."""
    kept: list[Requirement] = []
    for row in sorted(rows, key=lambda r: (r.span.start if r.span else -1, r.kind)):
        twin = next((n for n, k in enumerate(kept) if _same(k, row)), None)
        if twin is None:
            kept.append(row)
        elif _outranks(row, kept[twin]):
            kept[twin] = row
    return kept


def _same(one: Requirement, other: Requirement) -> bool:
    if one.kind != other.kind or one.kind not in _ONCE:
        return False
    if one.kind in ("clearance", "location"):
        return one.normal == other.normal
    if one.kind == "citizenship":
        return True
    if one.kind == "salary":
        return one.detail == other.detail
    return set(one.any_of) == set(other.any_of)


def _outranks(row: Requirement, kept: Requirement) -> bool:
    if row.need != kept.need:
        return row.need == "required"
    return row.years is not None and (kept.years is None or row.years > kept.years)
