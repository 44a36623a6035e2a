"""Positions: title, employer and dates joined, several titles at one employer, and positions without a date."""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.engines.reading.resume.assign import Pair, best_pair, priors
from appliance.engines.reading.resume.dates import PRESENT, DateRange, month_number
from appliance.engines.reading.resume.entries import Entry, dated_entries, headish
from appliance.engines.reading.resume.lone import lone
from appliance.engines.reading.resume.make import clean, fact
from appliance.engines.reading.resume.rows import Row, lines_were_joined
from appliance.engines.reading.resume.sections import Section
from appliance.engines.reading.resume.segments import LEFT_OUT, SEAT, Judge, Segment, pieces
from appliance.engines.reading.resume.spans import Spans
from appliance.engines.reading.resume.told import told
from appliance.foundation.contracts.facts import Confidence, Fact
from appliance.foundation.contracts.values import Scalar

WORK = frozenset({"experience", "volunteering"})
_TOLD = frozenset({"", "summary", *WORK})
_NOT_WORK = frozenset({"references", "contact", "languages", "interests", "publications"})
_PERHAPS = frozenset({"", "other", "summary", "projects", "awards"})
_SURE_TITLE = 0.7
_MOST_NAME_WORDS = 8
_TITLE_EDGE = re.compile(r"^(?:as (?:an? )?|position\s*:\s*|role\s*:\s*)|\s*[-–—,:(]+$", re.IGNORECASE)


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


def find_positions(text: str, sections: tuple[Section, ...], judge: Judge) -> list[Position]:
    """Every position of the document in the order it is written."""
    found: list[Position] = []
    for section in sections:
        if section.role in WORK:
            found += _of_section(text, section, judge, strict=False)
        elif section.role in _PERHAPS:
            found += _of_section(text, section, judge, strict=True)
    if lines_were_joined(text):
        found += [
            p for s in sections if s.role not in _NOT_WORK for p in _lone_positions(text, s, found, judge)
        ]
        found += _told_besides(text, sections, found, judge)
    if not found:
        found = [p for s in sections if s.role in _TOLD for p in told_positions(text, s, judge)]
    found = [p for p in found if p.title is None or not SEAT.search(p.title.text)]
    return sorted(found, key=lambda p: p.start)


def _of_section(text: str, section: Section, judge: Judge, *, strict: bool) -> list[Position]:
    entries = dated_entries(text, section.rows, judge)
    prior = priors([e.segments for e in entries], judge)
    pairs = [best_pair(e.segments, judge, prior) for e in entries]
    found = [_position(section.rows, e, p) for e, p in zip(entries, pairs, strict=True)]
    found = _titles_by_place(text, section.rows, entries, found, judge)
    found = _share_employers(
        [_title_in_body(text, section.rows, e, p, judge) for e, p in zip(entries, found, strict=True)]
    )
    if strict:
        found = [
            p
            for p in found
            if p.title is not None and judge.title(p.title.text) >= _SURE_TITLE and p.employer is not None
        ]
    else:
        found = [p for p in found if p.title is not None or p.employer is not None]
        found += _undated(text, section.rows, entries, pairs, judge)
    return found


def _position(rows: tuple[Row, ...], entry: Entry, pair: Pair) -> Position:
    body = rows[entry.first : entry.after]
    heads = rows[entry.first : entry.body]
    places = [s for s in entry.segments if s.place and s.label != LEFT_OUT]
    return Position(
        pair.title, pair.employer, entry.dates, places[0] if places else None,
        min(r.start for r in heads), max(r.end for r in heads), body[0].start, body[-1].end, sure=pair.score > 1.2, inherited=False,
    )  # fmt: skip


def _titles_by_place(
    text: str, rows: tuple[Row, ...], entries: list[Entry], found: list[Position], judge: Judge
) -> list[Position]:
    """Titles that no pack knows (another language): where no entry has one, the row above or below each heading."""
    if any(p.title is not None for p in found) or not any(p.employer is not None for p in found):
        return found
    heads = {i for e in entries for i in range(e.first, e.body)}
    for beside in (-1, 1):
        titled: list[Position] = []
        for entry, position in zip(entries, found, strict=True):
            at = entry.first - 1 if beside < 0 else entry.body
            if not 0 <= at < len(rows) or at in heads or not headish(rows[at]):
                break
            named = [s for s in pieces(text, rows[at], 0, judge) if not s.place]
            if len(named) != 1 or len(named[0].text.split()) > _MOST_NAME_WORDS:
                break
            first = min(position.head_start, rows[at].start)
            titled.append(
                position._replace(
                    title=named[0],
                    head_start=first,
                    head_end=max(position.head_end, rows[at].end),
                    sure=False,
                )
            )
        if len(titled) == len(found):
            return titled
    return found


def _title_in_body(
    text: str, rows: tuple[Row, ...], entry: Entry, position: Position, judge: Judge
) -> Position:
    """An employer whose clear title stands a little below, after a line about the employer."""
    if position.title is not None or position.employer is None:
        return position
    for row in rows[entry.body : min(entry.after, entry.body + _BODY_ROWS)]:
        if headish(row) and not any(r.last for r in row.ranges):
            for piece in pieces(text, row, 0, judge):
                if (
                    not piece.place
                    and judge.title(piece.text) >= _SURE_TITLE
                    and len(piece.text.split()) <= _MOST_NAME_WORDS
                ):
                    return position._replace(title=piece, sure=False)
    return position


_BODY_ROWS = 6


def _share_employers(found: list[Position]) -> list[Position]:
    """A title without an employer, inside the dates of an employer above it, belongs to that employer."""
    shared: list[Position] = []
    umbrella: Position | None = None
    covered: set[int] = set()
    for number, position in enumerate(found):
        if position.employer is not None:
            if umbrella is None or position.title is None or not _same(umbrella.employer, position.employer):
                umbrella = position if position.dates else None
                top = number
            shared.append(position)
            continue
        if (
            position.title is not None
            and umbrella is not None
            and position.dates
            and _follows(umbrella, position)
        ):
            # the employer is told once: by its own entry, or by the first title where that entry is only a heading
            first = umbrella.title is None and top not in covered
            if umbrella.title is None:
                covered.add(top)
            shared.append(position._replace(employer=umbrella.employer, inherited=not first))
            continue
        shared.append(position)
    return [p for number, p in enumerate(shared) if number not in covered]


def _same(one: Segment | None, other: Segment | None) -> bool:
    return one is not None and other is not None and one.text.casefold() == other.text.casefold()


def _follows(umbrella: Position, position: Position) -> bool:
    """Is the position inside the employer's dates, or (below a first title) right before them?"""
    if umbrella.dates is None or position.dates is None:
        return False
    outer, inner = umbrella.dates, position.dates
    if umbrella.title is None:
        return inner.first[:4] >= outer.first[:4] and (
            outer.last == PRESENT or (inner.last != PRESENT and inner.last[:4] <= outer.last[:4])
        )
    return inner.last != PRESENT and inner.last[:4] <= outer.first[:4]


def _undated(
    text: str, rows: tuple[Row, ...], entries: list[Entry], pairs: list[Pair], judge: Judge
) -> list[Position]:
    """A clear title and an employer beside it, without any date."""
    heads = {i for e in entries for i in range(e.first, e.body)}
    # where the dated entries have the title on the row above the employer, so have the others
    usual = (
        sum(
            p.title is not None and p.employer is not None and p.title.slot[0] + 1 == p.employer.slot[0]
            for p in pairs
        )
        * 2
        > len(pairs)
        > 0
    )
    found: list[Position] = []
    index = 0
    while index < len(rows):
        row = rows[index]
        if index in heads or not headish(row) or not (usual or row.gap or index == 0 or row.bold):
            index += 1
            continue
        pair, used = _undated_pair(text, rows, index, heads, judge, usual=usual)
        if pair is None or pair.title is None:
            index += 1
            continue
        later = [e.first for e in entries if e.first > index]
        end = min(later, default=len(rows))
        found.append(
            Position(
                pair.title,
                pair.employer,
                None,
                None,
                row.start,
                rows[index + used - 1].end,
                row.start,
                rows[end - 1].end,
                sure=False,
                inherited=False,
            )
        )
        index += used
    return [
        p._replace(end=min(p.end, found[n + 1].start)) if n + 1 < len(found) else p
        for n, p in enumerate(found)
    ]


def _undated_pair(
    text: str, rows: tuple[Row, ...], index: int, heads: set[int], judge: Judge, *, usual: bool
) -> tuple[Pair | None, int]:
    segments = pieces(text, rows[index], 0, judge)
    alone = best_pair(tuple(segments), judge, {})
    left_out = any(s.label == LEFT_OUT for s in segments)
    if left_out and alone.title and judge.title(alone.title.text) >= _SURE_TITLE:
        return alone, 1
    if (
        alone.title
        and alone.employer
        and judge.title(alone.title.text) >= _SURE_TITLE
        and judge.employer(alone.employer.text) >= 0.6
    ):
        return alone, 1
    below = index + 1
    if (
        below >= len(rows)
        or below in heads
        or not headish(rows[below])
        or len(rows[below].text.split()) > _MOST_NAME_WORDS
    ):
        return None, 1
    both = best_pair(
        (*segments, *[s._replace(slot=(1, *s.slot[1:])) for s in pieces(text, rows[below], 1, judge)]),
        judge,
        {},
    )
    if both.title is None or both.employer is None or both.title.slot[0] == both.employer.slot[0]:
        return None, 1
    if usual and both.title.slot[0] != 0:
        return None, 1
    set_off = usual or (rows[index].gap and rows[below].gap)
    enough = judge.employer(both.employer.text) >= (0.28 if set_off else 0.5)
    return (both, 2) if enough and judge.title(both.title.text) >= _SURE_TITLE else (None, 1)


def _told_besides(
    text: str, sections: tuple[Section, ...], found: list[Position], judge: Judge
) -> list[Position]:
    """Positions told in sentences whose title no heading has."""
    known = {p.title.text.casefold() for p in found if p.title is not None}
    heads = Spans((p.head_start, p.head_end) for p in found)
    told_ones = [p for s in sections if s.role not in _NOT_WORK for p in told_positions(text, s, judge)]
    return [
        p
        for p in told_ones
        if p.title is not None
        and p.title.text.casefold() not in known
        and not heads.touches(p.title.start, p.title.end)
    ]


def _lone_positions(text: str, section: Section, found: list[Position], judge: Judge) -> list[Position]:
    heads = Spans((p.head_start, p.head_end) for p in found)
    rows = section.rows
    return [
        Position(
            one.title, one.employer, one.dates, None, rows[one.first].start, rows[one.after - 1].end,
            rows[one.first].start, rows[one.after - 1].end, sure=False, inherited=False,
        )
        for one in lone(text, rows, heads, judge, at_work=section.role in WORK)
    ]  # fmt: skip


def told_positions(text: str, section: Section, judge: Judge) -> list[Position]:
    """Positions told in sentences: "Working as a Software Engineer in Acme Ltd from May 2007 to June 2009"."""
    return [
        Position(
            t.title, t.employer, t.dates, None, t.start, t.end, t.start, t.end, sure=False, inherited=False
        )
        for t in told(text, section.rows, judge)
    ]


def position_facts(text: str, found: list[Position], today: str) -> list[Fact]:
    """``title``, ``employer`` and ``position`` facts."""
    facts: list[Fact] = []
    for p in found:
        sure: Confidence = "sure" if p.sure and p.dates else "likely" if p.dates else "unsure"
        title = _name(p.title)
        employer = _name(p.employer)
        if p.title is not None:
            facts.append(fact("title", text, p.title.start, p.title.end, value=title, confidence=sure))
        if p.employer is not None and not p.inherited:
            facts.append(
                fact("employer", text, p.employer.start, p.employer.end, value=employer, confidence=sure)
            )
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
    """Months from the first to the last, both included; None when the document does not say."""
    last = today if dates.last == PRESENT else dates.last
    if not last or not dates.first:
        return None
    months = month_number(last, last=True) - month_number(dates.first)
    return months if months > 0 else None
