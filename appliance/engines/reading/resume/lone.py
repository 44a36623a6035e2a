"""Positions of texts whose lines were joined to one: titles that stand without dates of their own beside them.

"Orientation Leader, West Chester University"; "Intern" above "Boundary Waters, MN"; "Acme Company" above "[Research Intern]";
"Project Manager (1998-2001) - Promoted after one year"; "Position held: Legal Director" in whatever section it fell.
"""

from __future__ import annotations

from typing import NamedTuple

from appliance.engines.reading.resume.assign import best_pair
from appliance.engines.reading.resume.dates import DateRange
from appliance.engines.reading.resume.entries import SUBHEADING, headish
from appliance.engines.reading.resume.judging import Judge
from appliance.engines.reading.resume.rows import Row
from appliance.engines.reading.resume.segments import Segment, pieces
from appliance.engines.reading.resume.spans import Spans

_CLEAR_TITLE = 0.85
_CLEAR_EMPLOYER = 0.5
_KNOWN_EMPLOYER = 0.7
_LEAST_NAME = 0.28
_MOST_TITLE_WORDS = 6
_MOST_ROW_WORDS = 14
_LONGEST = 300
"""Characters of a row that may begin with a title."""


class Lone(NamedTuple):
    """A title, the employer beside it if there is one (or an employer alone), the dates if the row has some, and the rows ``[first, after)``."""

    title: Segment | None
    employer: Segment | None
    dates: DateRange | None
    first: int
    after: int


def lone(text: str, rows: tuple[Row, ...], taken: Spans, judge: Judge, *, at_work: bool) -> list[Lone]:
    """Rows that begin with a clear title and hold nothing else but an employer, a place, dates, or a sentence behind a dash.

    ``taken`` are headings in use. Where the section is not about work (``at_work``) the title needs a label before it,
    or a clear employer or dates beside it.
    """
    free = [
        len(row.text) <= _LONGEST and not taken.touches(row.start, row.end) and not SUBHEADING.match(row.text)
        for row in rows
    ]
    short = [ok and _may_head(row) for row, ok in zip(rows, free, strict=True)]
    cut = [pieces(text, row, 0, judge, row.ranges) if ok else [] for row, ok in zip(rows, short, strict=True)]
    found: list[Lone] = []
    used: set[int] = set()
    for number, row in enumerate(rows):
        if not free[number] or number in used:
            continue
        one = None
        if short[number]:
            one = _of_row(rows, number, cut, used, judge)
        elif not row.bullet:
            one = _before_prose(text, row, number, judge)
        labelled = one is not None and one.title is not None and one.title.label
        if one is not None and (at_work or labelled or _supported(one, rows, judge)):
            used.update(range(one.first, one.after))
            found.append(one)
    for number in range(len(rows)):
        if short[number] and number not in used:
            one = _employer_alone(rows, number, cut, judge)
            if (
                one is not None
                and one.employer is not None
                and (at_work or _dated_firm(one, one.employer, judge))
            ):
                found.append(one)
    return found


def _dated_firm(one: Lone, employer: Segment, judge: Judge) -> bool:
    return one.dates is not None and judge.k.school_likeness(employer.text) < _CLEAR_EMPLOYER


def _employer_alone(
    rows: tuple[Row, ...], number: int, cut: list[list[Segment]], judge: Judge
) -> Lone | None:
    """An employer with its place on the row, or with dates alone on the next one."""
    own = _employer(cut[number], judge) or _placed_name(rows, number, cut[number], judge)
    if own is None:
        return None
    below = rows[number + 1] if number + 1 < len(rows) else None
    ranges = below.ranges if below is not None else ()
    alone = bool(ranges) and bool(ranges[0].last) and below is not None and _only_dates(below)
    if not alone and not any(s.place for s in cut[number]) and not _heads_work(rows, number, own, judge):
        return None
    dates = _dates(rows[number]) or (_dates(below) if alone and below is not None else None)
    if dates is not None and not dates.last:
        return None  # a meeting or a membership has one date
    return Lone(None, own, dates, number, number + 1 + alone)


def _heads_work(rows: tuple[Row, ...], number: int, employer: Segment, judge: Judge) -> bool:
    """A clear employer alone on its row, with a place below or a title above or below."""
    if len(employer.text) < len(rows[number].text) - 2 or judge.employer(employer.text) < _KNOWN_EMPLOYER:
        return False
    below = rows[number + 1] if number + 1 < len(rows) else None
    return _titled(rows, number, judge) or (below is not None and judge.place(below.text))


def _placed_name(rows: tuple[Row, ...], number: int, cut: list[Segment], judge: Judge) -> Segment | None:
    """Any name with a place behind it, above or below a title that has a row to itself."""
    named = [s for s in cut if not s.place]
    if len(named) != 1 or len(cut) == 1 or judge.title(named[0].text) >= _CLEAR_EMPLOYER:
        return None
    likely = judge.employer(named[0].text) >= _LEAST_NAME and _titled(rows, number, judge)
    return named[0] if likely else None


def _titled(rows: tuple[Row, ...], number: int, judge: Judge) -> bool:
    """Is the row above or below a title and nothing else?"""
    beside = [rows[n] for n in (number - 1, number + 1) if 0 <= n < len(rows)]
    return any(not row.bullet and judge.all_title(row.text) for row in beside)


def _only_dates(row: Row) -> bool:
    return sum(r.end - r.start for r in row.ranges) >= len(row.text) - 3


def _of_row(
    rows: tuple[Row, ...], number: int, cut: list[list[Segment]], used: set[int], judge: Judge
) -> Lone | None:
    pair = best_pair(tuple(cut[number]), judge, {})
    own = pair.employer
    if pair.title is None or not _is_title(pair.title, judge):
        return None
    others = [s for s in cut[number] if not s.place and s is not pair.title]
    if own is None and not all(judge.title(s.text) >= _CLEAR_TITLE for s in others):
        return None
    if own is not None and judge.employer(own.text) < _LEAST_NAME:
        own = None
    first, after = number, number + 1
    for beside in (number - 1, number + 1):
        if own is None and 0 <= beside < len(rows) and beside not in used:
            own = _employer(cut[beside], judge)
            if own is not None:
                first, after = min(number, beside), max(number, beside) + 1
    return Lone(pair.title, own, _dates(rows[number]), first, after)


def _before_prose(text: str, row: Row, number: int, judge: Judge) -> Lone | None:
    """A title before a dash and a sentence."""
    whole = pieces(text, row, 0, judge, row.ranges)
    if len(whole) < 2 or whole[0].start > row.start + 2 or not _is_title(whole[0], judge):
        return None
    return Lone(whole[0], None, _dates(row), number, number + 1)


def _supported(one: Lone, rows: tuple[Row, ...], judge: Judge) -> bool:
    """A clear employer, or dates on the row or alone on the next one."""
    if one.employer is not None and judge.employer(one.employer.text) >= _CLEAR_EMPLOYER:
        return True
    beside = rows[one.first : one.after + 1]
    return any(any(r.last for r in row.ranges) for row in beside)


def _may_head(row: Row) -> bool:
    words = row.text.split()
    if row.bullet or len(words) > _MOST_ROW_WORDS or row.text[:1].islower():
        return False
    if row.text.count("(") != row.text.count(")"):
        return False  # the end of a sentence that was wrapped
    return headish(row) or bool(row.ranges)


def _is_title(segment: Segment, judge: Judge) -> bool:
    if len(segment.text.split()) > _MOST_TITLE_WORDS or not segment.text[:1].isupper():
        return False
    return segment.label == "title" or judge.title(segment.text) >= _CLEAR_TITLE


def _employer(segments: list[Segment], judge: Judge) -> Segment | None:
    """The one piece of a row beside a title that is clearly an employer."""
    named = [s for s in segments if not s.place]
    if len(named) != 1 or judge.title(named[0].text) >= _CLEAR_TITLE:
        return None
    return named[0] if judge.employer(named[0].text) >= _CLEAR_EMPLOYER else None


def _dates(row: Row) -> DateRange | None:
    if not row.ranges:
        return None
    chosen = next((r for r in row.ranges if r.last), row.ranges[-1])
    return chosen._replace(start=row.start + chosen.start, end=row.start + chosen.end)
