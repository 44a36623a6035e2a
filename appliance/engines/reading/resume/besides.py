"""Positions that no dated heading has: with a label, alone on a row of a joined text, or told in a sentence."""

from __future__ import annotations

import re

from appliance.engines.reading.resume.held import Position
from appliance.engines.reading.resume.judging import Judge
from appliance.engines.reading.resume.lone import lone
from appliance.engines.reading.resume.rows import Row
from appliance.engines.reading.resume.sections import Section
from appliance.engines.reading.resume.segments import Segment, pieces
from appliance.engines.reading.resume.spans import Spans
from appliance.engines.reading.resume.told import told

_NOT_WORK = frozenset({"references", "contact", "languages", "interests", "publications"})
_NOT_LONE = _NOT_WORK | {"skills", "volunteering", "certifications"}
_LABELS = frozenset({"experience", "projects", ""})
_AT_WORK = frozenset({"experience", "volunteering"})
_LONGEST_LABELLED = 120
_CLIENT = re.compile(r"clients?\b", re.IGNORECASE)
_SURE_TITLE = 0.7
_A_TITLE = 0.5
"""Less than this and "Title:" names a project."""
_MANY = 4
_LOUD = 4


def positions_besides(
    text: str, sections: tuple[Section, ...], headed: list[Position], judge: Judge
) -> list[Position]:
    """What ``headed`` lacks, each place of the text once; rows alone count in joined texts only."""
    found = list(headed)
    if judge.joined:
        found += [p for s in sections if s.role not in _NOT_LONE for p in _alone(text, s, headed, judge)]
    found += _told(text, sections, found, judge)
    found += [p for s in sections if s.role in _LABELS for p in _labelled(text, s, found, judge)]
    return found[len(headed) :]


def _alone(text: str, section: Section, found: list[Position], judge: Judge) -> list[Position]:
    heads = _heads(found)
    rows = section.rows
    dated = [p.head_end for p in found if p.dates is not None and section.start <= p.head_start < section.end]
    # what comes without dates after many dated entries is a list of something else
    closed = max(dated) if len(dated) >= _MANY else section.end
    return [
        Position(
            one.title, one.employer, one.dates, None, rows[one.first].start, rows[one.after - 1].end,
            rows[one.first].start, rows[one.after - 1].end, sure=False, inherited=False,
        )
        for one in lone(text, rows, heads, judge, at_work=section.role == "experience")
        if (one.dates is not None or rows[one.first].start < closed or (one.title is not None and one.title.label))
        and not (section.role == "education" and any(judge.k.find_degrees(r.text) for r in rows[one.first : one.after]))
        and not (section.role == "education" and one.dates is None and one.employer is not None and judge.k.school_likeness(one.employer.text) >= _A_TITLE)
        and not (section.role == "projects" and one.title is not None and judge.title(one.title.text) < _A_TITLE)
    ]  # fmt: skip


def _told(text: str, sections: tuple[Section, ...], found: list[Position], judge: Judge) -> list[Position]:
    """Positions told in sentences whose title no heading has, or none with an employer."""
    headed = {p.title.text.casefold() for p in found if p.title is not None}
    employed = {p.title.text.casefold() for p in found if p.title is not None and p.employer is not None}
    heads = _heads(found)
    return [
        p
        for s in sections
        if s.role not in _NOT_WORK
        for p in told_positions(text, s, judge)
        if p.title is not None
        and p.title.text.casefold() not in (headed if p.employer is None else employed)
        and not heads.touches(p.title.start, p.title.end)
    ]


def told_positions(text: str, section: Section, judge: Judge) -> list[Position]:
    """Positions told in sentences: "Working as a Software Engineer in Acme Ltd from May 2007 to June 2009"."""
    return [
        Position(
            t.title, t.employer, t.dates, None, t.start, t.end, t.start, t.end, sure=False, inherited=False
        )
        for t in told(text, section.rows, judge, at_work=section.role in _AT_WORK)
        if t.employer or t.dates or judge.joined or not _WISHED.search(section.heading)
    ]


_WISHED = re.compile(r"objective|objectif|objetivo|obiettiv|berufsziel|zielsetzung|\bgoals?\b", re.IGNORECASE)
"""What somebody looks for, with what they have worked as."""


def _labelled(text: str, section: Section, found: list[Position], judge: Judge) -> list[Position]:
    """Employers with a label ("Company: Fabrikam India") in no heading, with the labelled title right above or below."""
    heads = _heads(found)
    rows = section.rows
    positions: list[Position] = []
    for number, row in enumerate(rows):
        if len(row.text) > _LONGEST_LABELLED or heads.touches(row.start, row.end) or _CLIENT.match(row.text):
            continue
        employer = _called("employer", text, row, judge)
        if employer is None or judge.no_employer(employer.text):
            continue
        near = [r for r in rows[max(0, number - 1) : number + 3] if not heads.touches(r.start, r.end)]
        titles = [t for r in near if (t := _called("title", text, r, judge)) is not None]
        title = next((t for t in titles if judge.title(t.text) >= _SURE_TITLE), None)
        dates = next((r for r in row.ranges if r.last), None)
        when = dates._replace(start=row.start + dates.start, end=row.start + dates.end) if dates else None
        positions.append(
            Position(
                title,
                employer,
                when,
                None,
                row.start,
                row.end,
                row.start,
                row.end,
                sure=False,
                inherited=False,
            )
        )
    return positions


def _called(label: str, text: str, row: Row, judge: Judge) -> Segment | None:
    if ":" not in row.text and not row.text[:_LOUD].isupper():
        return None
    return next((s for s in pieces(text, row, 0, judge, row.ranges) if s.label == label), None)


def _heads(found: list[Position]) -> Spans:
    return Spans((p.head_start, p.head_end) for p in found)
