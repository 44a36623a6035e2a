"""The rows of a whole posting put in order: the same thing once, in the order of the text."""

from __future__ import annotations

import re

from appliance.foundation.contracts.requirements import Requirement

_GRADE = re.compile(r"\bspecialized experience at the G")


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
    return _by_grade(kept)


def _by_grade(rows: list[Requirement]) -> list[Requirement]:
    """Federal announcements ask the same for each grade they hire at; any one of them is enough."""
    graded = [n for n, r in enumerate(rows) if r.kind == "years" and _GRADE.search(r.normal) and not r.group]
    if len(graded) > 1:
        for number in graded:
            rows[number] = rows[number].model_copy(update={"group": "grades"})
    return rows


def _sameness(row: Requirement) -> tuple[object, ...] | None:
    """What two rows share when they ask the same thing; None for rows that always stand for themselves."""
    if row.kind in ("clearance", "location"):
        return row.kind, row.normal
    if row.kind == "citizenship":
        return (row.kind,)
    if row.kind == "salary":
        return row.kind, *sorted((k, str(v)) for k, v in row.detail.items())
    if row.kind == "years":
        return row.kind, row.years, row.normal.casefold(), row.need
    if row.kind in ("skill", "certification", "language"):
        return row.kind, frozenset(row.any_of)
    return None


def _outranks(row: Requirement, kept: Requirement) -> bool:
    if row.need != kept.need:
        return row.need == "required"
    if (
        row.kind == "clearance"
    ):  # a label's bare level says less than the sentence that says how it is to be had
        return "status" in kept.detail and "status" not in row.detail
    return row.years is not None and (kept.years is None or row.years > kept.years)
