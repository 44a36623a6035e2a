"""A position held, and the facts it becomes."""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.engines.reading.resume.dates import PRESENT, DateRange, month_number
from appliance.engines.reading.resume.employer_names import bare_employer
from appliance.engines.reading.resume.judging import Judge
from appliance.engines.reading.resume.listed import each_employer, each_title
from appliance.engines.reading.resume.make import clean, fact
from appliance.engines.reading.resume.segments import Segment
from appliance.foundation.contracts.facts import Confidence, Fact
from appliance.foundation.contracts.values import Scalar

_TITLE_EDGE = re.compile(r"^(?:as (?:an? )?|position\s*:\s*|role\s*:\s*)|\s*[-–—,:(]+$", re.IGNORECASE)
_VOLUNTEER = re.compile(r"volunteer|member", re.IGNORECASE)


class Position(NamedTuple):
    """One position. ``start`` and ``end`` are the offsets of everything the entry covers in the text."""

    title: Segment | None
    employer: Segment | None
    dates: DateRange | None
    place: Segment | None
    head_start: int
    head_end: int
    start: int
    end: int
    sure: bool
    inherited: bool
    unpaid: bool = False


def position_facts(text: str, found: list[Position], today: str, judge: Judge) -> list[Fact]:
    """``title``, ``employer`` and ``position`` facts; a position with several titles has a ``title`` fact for each.

    Whom one works for without pay is named in the position, and is no employer.
    """
    facts: list[Fact] = []
    for held in found:
        firm = bare_employer(held.employer, judge) if held.employer is not None else None
        p = held._replace(employer=firm)
        sure: Confidence = "sure" if p.sure and p.dates else "likely" if p.dates else "unsure"
        title = _name(p.title)
        employer = _name(p.employer)
        paid = p.title is not None and not (p.unpaid and _VOLUNTEER.match(p.title.text))
        for one in each_title(p.title, judge) if p.title is not None and paid else ():
            facts.append(fact("title", text, one.start, one.end, value=_name(one), confidence=sure))
        paying = p.employer is not None and not (p.inherited or p.unpaid)
        for one in each_employer(p.employer, judge) if p.employer is not None and paying else ():
            facts.append(fact("employer", text, one.start, one.end, value=_name(one), confidence=sure))
        if p.title is None and p.employer is None:
            continue
        detail: dict[str, Scalar] = {"title": title, "employer": employer}
        if p.dates is not None:
            detail["start"] = p.dates.first
            detail["end"] = p.dates.last
            detail["months"] = length(p.dates, today)
        if p.place is not None:
            detail["location"] = clean(p.place.text)
        value = ", ".join(part for part in (title, employer) if part)
        facts.append(
            fact("position", text, p.head_start, p.head_end, value=value, detail=detail, confidence=sure)
        )
    return facts


def _name(segment: Segment | None) -> str:
    return _TITLE_EDGE.sub("", clean(segment.text)).strip(" ,;:–—-") if segment is not None else ""


def length(dates: DateRange, today: str) -> int | None:
    """Months from the first to the last, both included, but none after ``today``; None when the document does not say."""
    last = today if dates.last == PRESENT else dates.last
    if not last or not dates.first:
        return None
    after = month_number(last, last=True)
    if today:
        after = min(after, month_number(today, last=True))
    months = after - month_number(dates.first)
    return months if months > 0 else None
