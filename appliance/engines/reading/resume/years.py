"""Years of experience: the dated positions laid over each other, else what the person states."""

from __future__ import annotations

import re

from appliance.engines.reading.resume.dates import PRESENT, month_number
from appliance.engines.reading.resume.held import Position
from appliance.engines.reading.resume.make import computed, fact
from appliance.engines.reading.resume.rows import Row
from appliance.foundation.contracts.facts import Fact

_STATED = re.compile(
    r"\b(\d{1,2}(?:\.\d)?)\s*\+?\s*(?:plus\s+)?(?:years?|yrs?|jahre|ans|años)\b['’]?[^.;\n]{0,60}?\b(?:experience|erfahrung|expérience|experiencia|expertise|exp)\b|"
    r"\bexperience\s*(?:of|:)?\s*(?:over|more than|about)?\s*(\d{1,2}(?:\.\d)?)\s*\+?\s*(?:years?|yrs?)\b",
    re.IGNORECASE,
)
_REACH = 6000
_MOST_YEARS = 60


def latest_date(rows: tuple[Row, ...]) -> str:
    """The latest date written in the document, ``YYYY-MM`` or ``YYYY``, or ""."""
    dates = [d for row in rows for r in row.ranges for d in (r.first, r.last) if d and d != PRESENT]
    return max(dates, key=lambda d: (d[:4], d[5:] or "00"), default="")


def intervals(positions: list[Position], today: str) -> list[tuple[int, int]]:
    """Month numbers ``[first, after)`` of every position with two dates; nothing after ``today`` is counted."""
    found = []
    for p in positions:
        if p.dates is None or not p.dates.last:
            continue
        last = today if p.dates.last == PRESENT else p.dates.last
        if not last:
            continue
        first, after = month_number(p.dates.first), month_number(last, last=True)
        if today and after > month_number(today, last=True):
            after = month_number(today, last=True)
            if first >= after:
                continue
        if after <= first:
            after = first + (
                6 if len(p.dates.first) == 4 else 1
            )  # a year alone: half of it, so that it counts at all
        found.append((first, after))
    return found


def months_covered(spans: list[tuple[int, int]]) -> int:
    """Months in any of the spans, counted once."""
    total, reach = 0, -1
    for first, after in sorted(spans):
        total += max(0, after - max(first, reach))
        reach = max(reach, after)
    return total


def years_fact(text: str, positions: list[Position], today: str) -> Fact | None:
    """The ``years`` fact, computed from dates where there are any."""
    spans = intervals(positions, today)
    if spans:
        years = round(months_covered(spans) / 12, 1)
        return computed("years", f"{years:g} years", f"{years:g}", {"years": years, "basis": "dates"})
    stated = [(float(m[1] or m[2]), m) for m in _STATED.finditer(text[:_REACH])]
    stated = [s for s in stated if s[0] <= _MOST_YEARS]
    if not stated:
        return None
    years, m = max(stated, key=lambda s: (s[0], -s[1].start()))
    return fact(
        "years", text, m.start(), m.end(), normal=f"{years:g}", detail={"years": years, "basis": "stated"}
    )
