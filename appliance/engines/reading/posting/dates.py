"""Dates of a posting: when it opens and closes."""

from __future__ import annotations

import re
from datetime import date

from appliance.engines.knowledge import month

_DATE = re.compile(
    r"(?P<iso>\b(?:19|20)\d\d-\d\d-\d\d\b)|(?P<m1>[A-Za-zÀ-ÿ]{3,12})\.?\s+(?P<d1>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y1>(?:19|20)\d\d)|"
    r"(?P<d2>\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<m2>[A-Za-zÀ-ÿ]{3,12})\.?,?\s+(?P<y2>(?:19|20)\d\d)|(?P<us>\b\d{1,2}/\d{1,2}/(?:19|20)\d\d\b)"
)


def find_dates(text: str) -> list[str]:
    """Full dates as ``YYYY-MM-DD``, in order; ``5/7/2026`` is read the American way unless that is impossible."""
    return [found for m in _DATE.finditer(text) if (found := _read(m))]


def _read(match: re.Match[str]) -> str:
    if match["iso"]:
        year, number, day = (int(x) for x in match["iso"].split("-"))
    elif match["us"]:
        number, day, year = (int(x) for x in match["us"].split("/"))
        if number > 12:
            number, day = day, number
    else:
        named = month(match["m1"] or match["m2"])
        if named is None:
            return ""
        number, day, year = named, int(match["d1"] or match["d2"]), int(match["y1"] or match["y2"])
    try:
        return date(year, number, day).isoformat()
    except ValueError:  # the thirtieth of February: not a date, so none is read
        return ""
