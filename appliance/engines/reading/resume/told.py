"""Positions told in sentences instead of set out in headings."""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.engines.reading.resume.dates import DateRange, find_ranges
from appliance.engines.reading.resume.rows import Row
from appliance.engines.reading.resume.segments import Judge, Segment

_AS = re.compile(
    r"\b(?:work(?:ing|ed|s)?|employed|serv(?:ing|ed)|associated|engaged|joined|currently|presently)\b[^.;]{0,60}?\bas\s+(?:an?\s+|the\s+)?",
    re.IGNORECASE,
)
_TITLE = re.compile(r"[A-Z][^\s,.;]*(?:[ /-]+(?:of |and |& )?[A-Z][^\s,.;]*){0,5}")
_EMPLOYER = re.compile(
    r"\s*,?\s*(?:in|at|with|for)\s+(?:m/s\.?\s+)?(?P<name>[A-Za-z0-9][^\s,;]*(?:\s+(?!from\b|since\b|as\b|and\b|till\b|during\b|in\b|at\b)[A-Z(&][^\s,;]*){0,6})",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\b(?:with|in|at|for)\s+(?P<name>[A-Z][^\s,;]*(?:\s+[A-Z(&][^\s,;]*){0,6})\s+as\s", re.IGNORECASE
)
_REACH = 110


class Told(NamedTuple):
    """One sentence about a position."""

    title: Segment
    employer: Segment | None
    dates: DateRange | None
    start: int
    end: int


def told(text: str, rows: tuple[Row, ...], judge: Judge) -> list[Told]:
    """Every "… as a TITLE in EMPLOYER from DATE to DATE" of the rows; a sentence may go on in the next row."""
    found: list[Told] = []
    for number, row in enumerate(rows):
        limit = (
            rows[number + 1].end
            if number + 1 < len(rows) and rows[number + 1].start - row.end <= 2
            else row.end
        )
        for m in _AS.finditer(text, row.start, row.end):
            title = _TITLE.match(text, m.end(), min(limit, m.end() + _REACH))
            if title is None or judge.title(title.group()) < 0.5:
                continue
            stop = min(limit, title.end() + _REACH)
            name = _EMPLOYER.match(text, title.end(), stop) or _WITH.search(text, m.start(), title.start())
            employer = (
                _segment(text, name.start("name"), name.end("name"))
                if name and judge.employer(name["name"]) >= 0.28
                else None
            )
            dates = [r for r in find_ranges(text[title.end() : stop].replace("\n", " ")) if r.last]
            when = (
                DateRange(
                    title.end() + dates[0].start, title.end() + dates[0].end, dates[0].first, dates[0].last
                )
                if dates
                else None
            )
            end = max(title.end(), employer.end if employer else 0)
            found.append(
                Told(
                    _segment(text, title.start(), title.end()),
                    employer,
                    when,
                    min(m.start(), title.start()),
                    end,
                )
            )
    return found


def _segment(text: str, start: int, end: int) -> Segment:
    while end > start and text[end - 1] in ".,":
        end -= 1
    return Segment(start, end, text[start:end], (0, 0, 1), place=False, label="", split=False, bold=False)
