"""Dates that stand on two lines beside an entry: "Apr 2018" above "to Present", "Sep 2011 –" above "Present"; "2018" above "2021".

Without a dash or "to" between them ("2015-07" above "2019-02") they are a range where two entries or more are set so.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from appliance.engines.reading.resume.dates import PRESENT, DateRange, Point, find_points
from appliance.engines.reading.resume.rows import Row

_OPEN = re.compile(r"\s*(?:[-–—―→]+|\b(?:to|until|till|bis|à|hasta|al))\s*$", re.IGNORECASE)
_LED = re.compile(r"(?:[-–—―→]+|(?:to|until|till|bis|à|hasta|al)\b)\s*", re.IGNORECASE)
_YEAR = re.compile(r"\d\d")
_LONGEST = 32
_LEAST = 4
"""Characters of a cell that may hold one date."""


def join_stacked_dates(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows with such dates read as one range in the upper one; the lower one loses its date, or goes if it was no more."""
    found = _years_joined(list(rows))
    gone: set[int] = set()
    bare = _bare_pairs(found)
    for at, below in pairwise(range(len(found))):
        upper, lower = found[at], found[below]
        if at in gone or (upper.page, upper.column, upper.part) != (lower.page, lower.column, lower.part):
            continue
        for side in (-1, 0):
            whole = _whole(upper, lower, side) or bare.get((at, side))
            if whole is None and side == 0:
                whole = _before_text(upper, lower) or _at_the_end(upper, lower)
            if whole is None:
                continue
            others = tuple(r for r in upper.ranges if r.end <= whole.start or r.start >= whole.end)
            found[at] = upper._replace(ranges=tuple(sorted((*others, whole))))
            if len(lower.cells) < 2 and _only_point(lower.text) is None and _begun(lower):
                found[below] = _behind(lower, lower.ranges[0].end)
            elif len(lower.cells) < 2:
                gone.add(below)
            else:
                found[below] = _without(lower, side)
            break
    return tuple(row for number, row in enumerate(found) if number not in gone)


class _Years(NamedTuple):
    """Two years below each other at one edge: the rows they stand in, and the range they are."""

    upper: int
    lower: int
    whole: DateRange
    drawn: bool


def _years_joined(rows: list[Row]) -> list[Row]:
    """Years below each other beside the lines of one entry, either above: "2018 | Fabrikam | 2021" from top to bottom.

    A sign drawn between them says that they belong together; without one there must be two such pairs.
    """
    pairs = [pair for at, row in enumerate(rows) if row.top and (pair := _years_below(rows, at))]
    if not any(p.drawn for p in pairs) and len(pairs) < _LEAST_PAIRS:
        return rows
    gone: set[int] = set()
    for upper, lower, whole, _ in pairs:
        if upper in gone:
            continue
        rows[upper] = rows[upper]._replace(
            ranges=tuple(sorted((whole, *(r for r in rows[upper].ranges if r.start >= whole.end))))
        )
        gone.add(lower)
        for between in range(upper + 1, lower):
            row = rows[between]
            if _DRAWN.fullmatch(row.text):
                gone.add(between)
            elif len(row.cells) > 1 and _DRAWN.fullmatch(_first_cell(row)):
                rows[between] = _without(row, 0)
    return [row for number, row in enumerate(rows) if number not in gone]


def _years_below(rows: list[Row], at: int) -> _Years | None:
    upper = rows[at]
    if not _LONE_YEAR.fullmatch(_first_cell(upper)):
        return None
    for below in range(at + 1, min(at + _FURTHEST + 1, len(rows))):
        lower = rows[below]
        near = 0 < lower.top - upper.top <= _NEAR * max(upper.size, _SMALL)
        if not near or (lower.page, lower.part) != (upper.page, upper.part):
            return None
        if abs(lower.left - upper.left) <= _SAME_EDGE and _LONE_YEAR.fullmatch(lower.text):
            between = [_first_cell(rows[n]) for n in range(at + 1, below)]
            drawn = any(_DRAWN.fullmatch(text) for text in between)
            if not (between or len(upper.cells) > 1):
                return None
            first, last = sorted((_first_cell(upper), lower.text))
            end = len(_first_cell(upper))
            return _Years(at, below, DateRange(0, end, first, last), drawn)
        if lower.ranges:
            return None
    return None


def _first_cell(row: Row) -> str:
    start, end = row.cells[0] if row.cells else (row.start, row.end)
    return row.text[start - row.start : end - row.start]


_LONE_YEAR = re.compile(r"(?:19|20)\d\d")
_DRAWN = re.compile(r"[|¦│↑↓↕⭡⭣–—-]{1,2}")
_LEAST_PAIRS = 2
_FURTHEST = 2
_NEAR = 2.8
"""Line heights from the one year to the other."""
_SMALL = 8.0
_SAME_EDGE = 3.0


def _bare_pairs(rows: list[Row]) -> dict[tuple[int, int], DateRange]:
    """By the number of the upper row and the side: the ranges of dates that stand above each other with nothing between them.

    Such a pair has no third date above or below it: in a list of years each row has one.
    """
    pairs: dict[tuple[int, int], DateRange] = {}
    for side in (-1, 0):
        dates = [_alone_in_cell(row, side) for row in rows]
        found: dict[tuple[int, int], DateRange] = {}
        for at, below in pairwise(range(len(rows))):
            upper, lower = dates[at], dates[below]
            if upper is None or lower is None or rows[below].gap or rows[at].column != rows[below].column:
                continue
            third = at > 0 and dates[at - 1] is not None and not rows[at].gap
            third |= below + 1 < len(rows) and dates[below + 1] is not None and not rows[below + 1].gap
            if third or upper == lower:
                continue
            start, end = (edge - rows[at].start for edge in rows[at].cells[side])
            first, last = sorted((upper, lower), key=_order)
            found[at, side] = DateRange(start, end, first.written, last.written)
        if len(found) >= _LEAST_PAIRS:
            pairs |= found
    return pairs


def _order(point: Point) -> tuple[bool, int, int]:
    return point.now, point.year, point.month


def _alone_in_cell(row: Row, side: int) -> Point | None:
    """The date that the first or last of several cells is."""
    if len(row.cells) < 2 or row.bullet:
        return None
    start, end = (edge - row.start for edge in row.cells[side])
    if not _LEAST <= end - start <= _LONGEST:
        return None
    cell = row.text[start:end]
    return _only_point(cell) if cell.isalpha() or _YEAR.search(cell) else None


def _whole(upper: Row, lower: Row, side: int) -> DateRange | None:
    """The range of the cells on one side (0 first, -1 last) of the two rows, if it is one that was broken."""
    start, end = (edge - upper.start for edge in upper.cells[side])
    left, right = (edge - lower.start for edge in lower.cells[side])
    if not (_LEAST <= end - start <= _LONGEST and right - left <= _LONGEST):
        return None
    over, under = upper.text[start:end], lower.text[left:right]
    if not _YEAR.search(over):
        return None
    led = _LED.match(under)
    last = _only_point(under[led.end() :] if led else under)
    if last is None:
        return None
    leads = _OPEN.search(over)
    first = _only_point(over[: leads.start()] if leads else over)
    if first is None or not first.year or not (led or leads or last.now):
        return None
    if not last.now and (last.year, last.month or 12) < (first.year, first.month):
        return None
    return DateRange(start, end, first.written, PRESENT if last.now else last.written)


def _before_text(upper: Row, lower: Row) -> DateRange | None:
    """The range that begins the upper row, with its dash and the text close behind, and ends in the first cell of the lower one."""
    opened = upper.ranges[0] if upper.ranges else None
    if opened is None or opened.start or opened.last or not (len(lower.cells) > 1 or lower.ranges):
        return None
    dash = _LED.match(
        upper.text, opened.end + len(upper.text[opened.end :]) - len(upper.text[opened.end :].lstrip())
    )
    if dash is None or not upper.text[dash.end() : dash.end() + 1].isalpha():
        return None
    end = lower.cells[0][1] - lower.start if len(lower.cells) > 1 else lower.ranges[0].end
    last = _only_point(lower.text[:end]) if end <= _LONGEST else None
    if last is None or (len(lower.cells) < 2 and (lower.bullet or not (last.month or last.now))):
        return None
    if not last.now and last.written < opened.first[: len(last.written)]:
        return None
    return DateRange(0, dash.end(), opened.first, PRESENT if last.now else last.written)


def _at_the_end(upper: Row, lower: Row) -> DateRange | None:
    """The range that a line broke: "Clerk, Fabrikam 2015 -" above "2017"."""
    opened = upper.ranges[-1] if upper.ranges and not upper.bullet else None
    if opened is None or opened.last != PRESENT or opened.end < len(upper.text.rstrip()):
        return None
    last = _only_point(lower.text) if len(lower.text) <= _LONGEST and not lower.bullet else None
    if last is None or (not last.now and last.written < opened.first[: len(last.written)]):
        return None
    return opened._replace(last=PRESENT if last.now else last.written)


def _only_point(text: str) -> Point | None:
    """The date that a text is, and nothing else."""
    points = find_points(text)
    if len(points) != 1 or not (points[0].year or points[0].now):
        return None
    return points[0] if points[0].end - points[0].start >= len(text.strip(" .,()")) else None


def _begun(row: Row) -> bool:
    """Does it begin with a date, and go on?"""
    return (
        bool(row.ranges) and row.ranges[0].start == 0 and row.text[row.ranges[0].end :].strip(" .,()") != ""
    )


def _behind(row: Row, at: int) -> Row:
    """What follows in a row of one cell."""
    cut = at + len(row.text[at:]) - len(row.text[at:].lstrip(" ,:"))
    ranges = tuple(r._replace(start=r.start - cut, end=r.end - cut) for r in row.ranges if r.start >= cut)
    start = row.start + cut
    return row._replace(start=start, text=row.text[cut:], cells=((start, row.end),), ranges=ranges)


def _without(row: Row, side: int) -> Row:
    cells = row.cells[1:] if side == 0 else row.cells[:-1]
    start, end = cells[0][0], cells[-1][1]
    cut = start - row.start
    ranges = tuple(
        r._replace(start=r.start - cut, end=r.end - cut)
        for r in row.ranges
        if r.start >= cut and r.end <= end - row.start
    )
    return row._replace(
        start=start, end=end, text=row.text[cut : end - row.start], cells=cells, ranges=ranges
    )
