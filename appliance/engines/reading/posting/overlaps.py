"""Rows of one unit that speak of the same words are one asked thing: "3 years managing relational databases", "OSHA 30"."""

from __future__ import annotations

import re

from appliance.foundation.contracts.requirements import Requirement
from appliance.foundation.contracts.values import Span

_OPENS = re.compile(r"\s*\((?:e\.?g\.?,?|such as|like|for example)?\s*", re.IGNORECASE)
_SHARE = 0.5
"""The share of the letters of what years are of that a skill names, to be what is counted."""


def without_overlaps(text: str, rows: list[Requirement]) -> list[Requirement]:
    """The rows, where a skill inside a certification's name is left out and years of one skill are that skill's.

    So are years of what a list in parentheses explains: "2 years owning a runtime (Celery, Temporal.io or equivalent)".
    """
    certified = [r for r in rows if r.kind == "certification"]
    kept = [r for r in rows if r.kind != "skill" or not any(_inside(r, c) for c in certified)]
    for years in [r for r in kept if r.kind == "years"]:
        inside = [r for r in kept if r.kind == "skill" and _inside(r, years)]
        listed = [r for r in kept if r.kind == "skill" and _explains(text, r, years)]
        if len(inside) == 1 and _is_counted(inside[0], years):
            skill, label, end = inside[0], years.label, years.span
        elif listed and not inside:
            skill, label = listed[0], f"{years.label} ({listed[0].label})"
            end = listed[0].span
        else:
            continue
        if years.span is None or end is None:
            continue
        span = Span(start=years.span.start, end=end.end)
        counted = skill.model_copy(
            update={
                "years": years.years,
                "label": label,
                "span": span,
                "quote": text[span.start : span.end],
            }
        )
        kept = [counted if r is skill else r for r in kept if r is not years]
    return kept


def _explains(text: str, skill: Requirement, years: Requirement) -> bool:
    """Whether a list of which any one is enough stands in parentheses behind what the years are of."""
    return (
        skill.span is not None
        and years.span is not None
        and years.normal != ""
        and len(skill.any_of) > 1
        and skill.years is None
        and skill.need == years.need
        and _OPENS.fullmatch(text, years.span.end, max(years.span.end, skill.span.start)) is not None
    )


def _is_counted(skill: Requirement, years: Requirement) -> bool:
    """Whether the skill, asked alike, is most of what the years are of."""
    return (
        skill.years is None
        and skill.need == years.need
        and len(skill.quote) >= _SHARE * max(1, len(years.normal))
    )


def _inside(row: Requirement, other: Requirement) -> bool:
    return (
        row.span is not None
        and other.span is not None
        and other.span.start <= row.span.start
        and row.span.end <= other.span.end
    )
