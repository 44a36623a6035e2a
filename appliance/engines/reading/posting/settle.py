"""The rows of a whole posting put in order: the same thing once, in the order of the text."""

from __future__ import annotations

from appliance.foundation.contracts.requirements import Requirement


def settle(rows: list[Requirement]) -> list[Requirement]:
    """Without repeats: the required row outranks the preferred one, one with years outranks one without."""
    kept: list[Requirement] = []
    seen: dict[tuple[object, ...], int] = {}
    for row in sorted(rows, key=lambda r: (r.span.start if r.span else -1, r.kind)):
        same = _sameness(row)
        if same is None:
            kept.append(row)
        elif same not in seen:
            seen[same] = len(kept)
            kept.append(row)
        elif _outranks(row, kept[seen[same]]):
            kept[seen[same]] = row
    return kept


def _sameness(row: Requirement) -> tuple[object, ...] | None:
    """What two rows share when they ask the same thing; None for rows that always stand for themselves."""
    if row.kind in ("clearance", "location"):
        return row.kind, row.normal
    if row.kind == "citizenship":
        return (row.kind,)
    if row.kind == "salary":
        return row.kind, *sorted((k, str(v)) for k, v in row.detail.items())
    if row.kind in ("skill", "certification", "language"):
        return row.kind, frozenset(row.any_of)
    return None


def _outranks(row: Requirement, kept: Requirement) -> bool:
    if row.need != kept.need:
        return row.need == "required"
    return row.years is not None and (kept.years is None or row.years > kept.years)
