"""Entries whose dates close them: title and employer, what was done, and the dates on a row of their own at the end."""

from __future__ import annotations

from appliance.engines.reading.resume.assign import best_pair
from appliance.engines.reading.resume.entries import Anchor, Entry, find_anchors, headish
from appliance.engines.reading.resume.judging import Judge
from appliance.engines.reading.resume.rows import Row
from appliance.engines.reading.resume.segments import Segment, pieces

_LEAST = 2
_MOST_HEADING_ROWS = 3


def entries_above_dates(text: str, rows: tuple[Row, ...], judge: Judge) -> list[Entry]:
    """The entries of a section set like that from its first row to its last; none where any of it is set otherwise."""
    if not rows or rows[-1].bullet or not any(map(str.isdigit, rows[-1].text)):
        return []  # no dates close the last one
    anchors = find_anchors(rows)
    if len(anchors) < _LEAST or anchors[-1].row != len(rows) - 1 or not all(_alone(rows, a) for a in anchors):
        return []
    entries: list[Entry] = []
    begin = 0
    for anchor in anchors:
        entry = _entry(text, rows, begin, anchor, judge)
        if entry is None:
            return []
        entries.append(entry)
        begin = anchor.row + 1
    return entries


def _alone(rows: tuple[Row, ...], anchor: Anchor) -> bool:
    row = rows[anchor.row]
    return not row.bullet and anchor.dates.end - anchor.dates.start >= len(row.text.strip(" .,()-–:"))


def _entry(text: str, rows: tuple[Row, ...], begin: int, anchor: Anchor, judge: Judge) -> Entry | None:
    """The entry between two dates: its first rows name a title and an employer, and something is told before its own."""
    segments: list[Segment] = []
    for body in range(begin + 1, min(begin + 1 + _MOST_HEADING_ROWS, anchor.row)):
        row = rows[body - 1]
        if not headish(row):
            return None
        segments += [
            s._replace(slot=(body - 1 - begin, s.slot[1], s.slot[2])) for s in pieces(text, row, 0, judge)
        ]
        pair = best_pair(tuple(segments), judge, {})
        if pair.title is not None and pair.employer is not None:
            told = any(not headish(r) for r in rows[body : anchor.row])
            at = rows[anchor.row].start
            dates = anchor.dates._replace(start=at + anchor.dates.start, end=at + anchor.dates.end)
            return Entry(dates, tuple(segments), begin, body, anchor.row + 1) if told else None
    return None
