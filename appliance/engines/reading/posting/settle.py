"""The rows of a whole posting put in order: the same thing once, in the order of the text."""

from __future__ import annotations

import re
from bisect import bisect_right

from appliance.foundation.contracts.requirements import Requirement

_SHARE, _END = 0.5, 1 << 62
_GRADE = re.compile(r"\bspecialized experience at the G")


def settle(rows: list[Requirement], lines: tuple[tuple[int, int], ...] = ()) -> list[Requirement]:
    """Without repeats: the required row outranks the preferred one, one with years outranks one without.

    ``lines`` are the places of the lines that ask one thing each, in order. A row of such a line outranks one of the prose
    around, and a line that says more than a repeated skill keeps a row: it is an asked thing of its own.
    """
    kept: list[Requirement] = []
    gone: dict[int, Requirement] = {}
    seen: dict[tuple[object, ...], int] = {}
    for row in sorted(rows, key=lambda r: (r.span.start if r.span else -1, r.kind)):
        same = _sameness(row)
        if same is None:
            kept.append(row)
        elif same not in seen:
            seen[same] = len(kept)
            kept.append(row)
        else:
            older = kept[seen[same]]
            lost = older
            if _outranks(row, older) or (
                row.need == older.need and _line(row, lines) >= 0 > _line(older, lines)
            ):
                kept[seen[same]] = row
            else:
                lost = row
            gone.setdefault(_line(lost, lines), lost)
    kept = _without_generals(kept, lines, gone)
    standing = {_line(row, lines) for row in kept}
    again = [
        row
        for line, row in gone.items()
        if line >= 0 and line not in standing and _says_more(row, lines[line])
    ]
    return _by_grade(sorted(kept + again, key=lambda r: (r.span.start if r.span else -1, r.kind)))


def _without_generals(
    kept: list[Requirement], lines: tuple[tuple[int, int], ...], gone: dict[int, Requirement]
) -> list[Requirement]:
    """Without a skill alone that another row asks with what explains it: "cloud" beside "cloud, such as AWS or Azure"."""
    explained = {
        (name, row.need) for row in kept for name in str(row.detail.get("general", "")).split("; ") if name
    }
    found = []
    for row in kept:
        alone = row.kind == "skill" and len(row.any_of) == 1 and row.years is None
        if alone and not row.detail.get("general") and (row.any_of[0], row.need) in explained:
            gone.setdefault(_line(row, lines), row)
        else:
            found.append(row)
    return found


def _line(row: Requirement, lines: tuple[tuple[int, int], ...]) -> int:
    """The number of the line a row stands in, or -1."""
    if row.span is None:
        return -1
    at = bisect_right(lines, (row.span.start, _END)) - 1
    return at if at >= 0 and row.span.start < lines[at][1] else -1


def _says_more(row: Requirement, line: tuple[int, int]) -> bool:
    """Whether most of a line's letters are other words than those of its row."""
    return row.kind == "skill" and len(row.quote) < _SHARE * (line[1] - line[0])


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
        return row.kind, frozenset(row.any_of), row.group if row.group.startswith("any-") else ""
    return None


def _outranks(row: Requirement, kept: Requirement) -> bool:
    if row.need != kept.need:
        return row.need == "required"
    if (
        row.kind == "clearance"
    ):  # a label's bare level says less than the sentence that says how it is to be had
        return "status" in kept.detail and "status" not in row.detail
    return row.years is not None and (kept.years is None or row.years > kept.years)
