"""The rows of a document: its lines without bullets and margins, and one-line texts cut where their lines were.

All offsets count characters of ``Layout.text``.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import NamedTuple

from appliance.engines.reading.resume.dates import (
    DateOrder,
    DateRange,
    date_order,
    find_points,
    find_ranges,
)
from appliance.foundation.contracts.reading import Layout, Line

# A text whose lines were glued together keeps two spaces where a line ended; bytes written as \\xe2… were a bullet or a space,
# unless they were a letter with an accent, a quotation mark or a currency.
_WRITTEN = r"\\xc[3-5]\\x[89ab][0-9a-f]|\\xc2\\x(?:ab|b4|bb)|\\xe2\\x80\\x9[89cd]|\\xe2\\x82\\xac"
_ESCAPED = rf"(?<!\\x[0-9a-f][0-9a-f])(?:(?!{_WRITTEN})\\x[0-9a-f]{{2}})+"
_BULLET = re.compile(
    rf"(?:[•●▪■◦○›»◆◇❖➢➤➔➜►▶▸‣∙·✓✔★☆❑❒⚫⁃\uf000-\uf8ff\u2219\uff65]|{_ESCAPED}|[-–—*+o>](?=\s)|\(?(?:[ivx]{{1,4}}|[a-z])[.)](?=\t))(?:\s*(?:[•●▪◦·]|{_ESCAPED}))*\s*"
)
_CUT = re.compile(rf"\s{{2,}}|\s*{_ESCAPED}\s*(?=\S)|\s+(?=[•●▪■◦◆❖➢➤►▸✓✔\uf000-\uf8ff])")
_CELL = re.compile(r"\t+|[ \u00a0]{3,}")
_EDGE = ' \t\r\n\u00a0\u200b\ufeff"|_'
MOST_TEXT = 200_000
"""Characters that are read; a résumé has four thousand, a long academic one sixty thousand."""
MOST_ROWS = 10_000
"""Rows that are read; a résumé has three hundred."""
_LONG_LINE = 200
_LEAST_CUTS = 3
_WIDE_GAP = 1.9


class Row(NamedTuple):
    """One row. ``gap`` is true when empty space or a page break comes before it; ``cells`` are pieces set apart in it.

    ``ranges`` are its dates, offsets within ``text``; ``top`` and ``left`` are its distances from the edges of the page in
    points, 0 where the format has none.
    """

    start: int
    end: int
    text: str
    bullet: bool
    gap: bool
    size: float
    bold: bool
    heading: int
    part: str
    column: int
    page: int
    top: float
    cells: tuple[tuple[int, int], ...]
    ranges: tuple[DateRange, ...]
    left: float = 0.0


def rows_of(layout: Layout) -> tuple[Row, ...]:
    """Every row that has text, in reading order."""
    text = layout.text[:MOST_TEXT]
    lines = [line for line in layout.lines if line.end <= len(text)] or _plain_lines(text)
    order = date_order(text)
    found: list[Row] = []
    before: Line | None = None
    for line in lines:
        if len(found) >= MOST_ROWS:
            break
        gap = before is None or _apart(before, line, text)
        pieces = _pieces(text, line.start, line.end)
        if len(pieces) == 1:
            pieces = _told_behind(text, *pieces[0])
        for number, (start, end) in enumerate(pieces):
            row = _row(text, line, start, end, order, gap=gap and number == 0, joined=len(pieces) > 1)
            if row is not None:
                found += _before_prose(text, line, row, order, above=found[-1] if found else None)
        before = line
    return tuple(_unwrapped(text, _heads(found), order))


def _heads(rows: list[Row]) -> list[Row]:
    """Rows behind an outer bullet that head an entry lose the bullet: "• Fabrikam    Boston, MA" above a title and its dates."""
    out: list[Row] = []
    for row, below in zip_longest(rows, rows[1:]):
        head = (
            row.bullet
            and len(row.cells) > 1
            and len(row.text) <= _SHORT_LINE
            and below is not None
            and not below.bullet
            and len(below.cells) > 1
            and any(r.end >= len(below.text) - 2 for r in below.ranges)
        )
        out.append(row._replace(bullet=False, gap=True) if head else row)
    return out


def _before_prose(text: str, line: Line, row: Row, order: DateOrder, above: Row | None) -> list[Row]:
    """A row that begins with dates and a heading and goes on in sentences is two: "2012 - 2015: Joiner at Acme, Hull. Hung …".

    So is a row of a table that tells what was done in its last cell, and a heading of that kind below its dates.
    """
    first = row.ranges[0] if row.ranges else None
    if first is None and above is not None and above.ranges and _dates_alone(above) and ". " in row.text:
        stop = _SENTENCE_BEGINS.search(text, row.start, row.end)
        if stop and _NAMES_TWO.match(row.text, 0, stop.start() - row.start) and not row.bullet:
            return _two_rows(text, line, row, order, (row.start, stop.start()), (stop.end(), row.end))
    if first is None or row.bullet:
        return [row]
    if len(row.cells) >= _LEAST_CELLS and _tells_in_cell(row):
        return _two_rows(text, line, row, order, (row.start, row.cells[-2][1]), row.cells[-1])
    if not first.last:
        return [row]
    if first.start:
        end = _BEHIND_DATES.match(text, row.start + first.end, row.end)
        if not _NAMES_TWO.match(row.text, 0, first.start):
            return [row]
    else:
        end = _SENTENCE_BEGINS.search(text, row.start + first.end + 2, row.end)
    if end is None or end.start() - row.start > _LONGEST_JOINED:
        return [row]
    return _two_rows(text, line, row, order, (row.start, end.start()), (end.end(), row.end))


def _two_rows(
    text: str, line: Line, row: Row, order: DateOrder, head: tuple[int, int], told: tuple[int, int]
) -> list[Row]:
    joined = len(row.cells) < _LEAST_CELLS
    one = _row(text, line, *head, order, gap=row.gap, joined=joined)
    other = _row(text, line, *told, order, gap=False, joined=joined)
    return [r for r in (one, other) if r is not None]


def _dates_alone(row: Row) -> bool:
    return row.ranges[0].end - row.ranges[0].start >= len(row.text.strip(" .,()-–:"))


def _tells_in_cell(row: Row) -> bool:
    """Is the last cell of a row of a table prose: "2012 – 2017    Joiner    Fabrikam    Hung doors and made stairs."?"""
    start, end = row.cells[-1]
    words = row.text[start - row.start : end - row.start].split()
    small = sum([w[0].islower() for w in words])
    return len(words) >= _LEAST_PROSE and 2 * small >= len(words) and words[0][0].isupper()


_LEAST_CELLS = 3
_LEAST_PROSE = 5
_BEHIND_DATES = re.compile(r"\)?(\.)\s+(?=[A-Z][a-z]+ )")
_NAMES_TWO = re.compile(r"[A-Z](?:[^,.]|\.(?! [A-Z][a-z]+ [a-z])){2,60},\s+[A-Z]")
"""A heading of two names at least: "Sous Chef, Marsh & Pine, …"."""
_SENTENCE_BEGINS = re.compile(r"(?<=[a-z]{4}|, [A-Z]{2})\.\s+(?=[A-Z][a-z]+ [a-z])")


def lines_were_joined(text: str) -> bool:
    """Has the text a line longer than any paragraph: is all of it one line?"""
    lines = text.strip().split("\n")
    return any(len(line) > _LONGEST_PARAGRAPH for line in lines) or (
        len(lines) == 1 and len(_pieces(text, 0, len(text))) > _LEAST_CUTS
    )


_LONGEST_PARAGRAPH = 1_500
_OPEN_END = re.compile(
    r"(?:(?<!, )\b(?:of|and|de|for|the|in|der|für|at|y|et|und|e|di|van)|&)$", re.IGNORECASE
)
"""Behind a comma it is a state: "Gary, IN"."""
_SHORT_LINE = 70
_LONGEST_JOINED = 130


def _unwrapped(text: str, rows: list[Row], order: DateOrder) -> list[Row]:
    """Short rows that end in "of" or "and" go on in the next one: a narrow column has wrapped a heading."""
    joined: list[Row] = []
    whole_line = lines_were_joined(text)
    for row in rows:
        last = joined[-1] if joined else None
        if (
            last is not None
            and not (row.bullet or row.gap or last.bullet)
            and len(last.text) <= _SHORT_LINE
            and row.end - last.start <= _LONGEST_JOINED
            and (_OPEN_END.search(last.text) or (whole_line and _goes_on(last, row)))
            and (last.page, last.column, last.part) == (row.page, row.column, row.part)
            and (last.bold == row.bold or len(last.cells) > 1)
        ):
            whole = text[last.start : row.end].replace("\n", " ")
            joined[-1] = last._replace(
                end=row.end,
                text=whole,
                cells=(*last.cells[:-1], (last.cells[-1][0], row.end)),
                ranges=tuple(find_ranges(whole, order)),
            )
        else:
            joined.append(row)
    return joined


def _goes_on(above: Row, row: Row) -> bool:
    """A heading of a joined text that ends in a comma: "Teacher, Kassaris School," above "Athens"."""
    return above.text.endswith(",") and above.text[0].isupper() and row.text[0].isupper() and not row.ranges


def _plain_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    at = 0
    for written in text.splitlines(keepends=True):
        lines.append(
            Line(
                at,
                at + len(written.rstrip("\r\n")),
                -1,
                0,
                0,
                0,
                0,
                0,
                bold=False,
                heading=0,
                part="body",
                column=0,
            )
        )
        at += len(written)
    return lines


def _apart(before: Line, line: Line, text: str) -> bool:
    if line.page != before.page or line.column != before.column or line.part != before.part:
        return True
    if line.y1 > line.y0 and before.y1 > before.y0:
        return line.y0 - before.y1 > 0.6 * (line.y1 - line.y0)
    return text.count("\n", before.end, line.start) > 1 or not text[before.start : before.end].strip()


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A line, or the lines that were glued into it."""
    if end - start < _LONG_LINE:
        return [(start, end)]
    cuts = list(_CUT.finditer(text, start, end))
    if len(cuts) < _LEAST_CUTS:
        return [(start, end)]
    pieces, at = [], start
    for cut in cuts:
        if _inside_dates(text, at, cut, end):
            continue
        pieces.append((at, cut.start()))
        # an escaped bullet stays with the row it opens
        at = cut.start() if "\\x" in cut.group() else cut.end()
    pieces.append((at, end))
    return pieces


_DATE_CELLS = re.compile(r"[^\t\n]{0,24}\d{4}[^\t\n]{0,16}\t(?:[^\t\n]{1,16}\t)?(?=[^\W\d_])")
_SHORTENED = "Inc Ltd Corp Dept Univ St Dr Mr Ms Mrs Co No Jr Sr Prof Bros Mt Ft"
_TELLS = re.compile(
    "[^\\W\\d_]{2,}"
    + "".join(rf"(?<!\b{word})" for word in _SHORTENED.split())
    + r"\.\s+(?=[A-Z][a-z]+ [a-z]+ )"
)


def _told_behind(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A heading with dates in cells before it, and what is told in the same line: "2014 ⇥ Teacher, Example School. Taught a class"."""
    dates = _DATE_CELLS.match(text, start, end)
    stop = _TELLS.search(text, dates.end(), end) if dates else None
    if dates is None or stop is None or "," not in text[dates.end() : stop.start()]:
        return [(start, end)]
    point = text.index(".", stop.start()) + 1
    return [(start, point), (point, end)]


def _inside_dates(text: str, start: int, cut: re.Match[str], end: int) -> bool:
    """Do the blanks stand for the dash between two dates: "Fabrikam  May 2007  June 2009  Analyst"?"""
    if cut.group().strip() or not text[cut.end() : cut.end() + 1].isalnum():
        return False
    before = text[max(start, cut.start() - _LONGEST_DATE) : cut.start()]
    if not _ENDS_AS_DATE.search(before):
        return False
    first, after = find_points(before), find_points(text[cut.end() : min(end, cut.end() + _LONGEST_DATE)])
    if not first or not after or first[-1].end < len(before) or after[0].start or not first[-1].year:
        return False
    one, other = first[-1], after[0]
    if len(first) > 1 and find_ranges(before)[-1].last:
        return False  # the end of a range
    return other.now or (bool(other.year) and (one.year, one.month) < (other.year, other.month or 13))


_LONGEST_DATE = 24
_ENDS_AS_DATE = re.compile(r"\d\d$")
_LOST_DASH = re.compile(r"(?<=\d)\s{2,}(?=\w)")


def _row(
    text: str, line: Line, start: int, end: int, order: DateOrder, *, gap: bool, joined: bool
) -> Row | None:
    start, end = trim(text, start, end)
    mark = _BULLET.match(text, start, end)
    if mark:
        start, end = trim(text, mark.end(), end)
    if start >= end or not any(c.isalnum() for c in text[start:end]):
        return None  # nothing, or a ruler of dashes
    if text[end - 1] == ".":
        end = _before_leader(text, start, end)
    link = _LINK_BEHIND.search(text, start, end)
    if link and link.start() > start:
        end = link.start()
    if text[start] == "(" and (aside := _ASIDE.match(text, start, end)):
        start = aside.end()
    own = text[start:end]
    dated = _LOST_DASH.sub(lambda m: " –".ljust(len(m.group())), own) if joined else own
    return Row(
        start, end, own, mark is not None, gap, line.size, line.bold, line.heading, line.part, line.column, line.page, line.y0,
        _cells(text, start, end), tuple(find_ranges(dated, order)) if len(own) <= LONGEST_DATED else (), line.x0,
    )  # fmt: skip


_ASIDE = re.compile(r"\((?=[^()\n]{2,40}\)\t)(?![^()\n]*(?:19|20)\d\d)[^()\n]{2,40}\)\t+(?=[^\W\d_])")
"""What is said in brackets in a cell of its own below the dates: "(end of contract)"."""


def _before_leader(text: str, start: int, end: int) -> int:
    """Where the dots begin that lead from a heading to the edge of the page, or ``end``: "Education . . . . . . ."."""
    left = start + len(text[start:end].rstrip(". \u00a0\t"))
    return left if left > start and text.count(".", left, end) >= _LEAST_LEADER else end


_LEAST_LEADER = 5
_LINK_BEHIND = re.compile(r"(?<![:\t])\t+\(?https?://\S{1,300}(?:\s{1,3}\(?https?://\S{1,300})?\s{0,3}$")
"""The page of an employer, in a cell of its own behind a title."""
LONGEST_DATED = 300
"""Characters; dates in longer rows are in prose."""


def _cells(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    cells, at = [], start
    for gap in _CELL.finditer(text, start, end):
        cells.append((at, gap.start()))
        at = gap.end()
    cells.append((at, end))
    return tuple((a, b) for a, b in (trim(text, a, b) for a, b in cells) if a < b)


def trim(text: str, start: int, end: int, edge: str = _EDGE) -> tuple[int, int]:
    """The span without white space and decoration at its ends."""
    while start < end and text[start] in edge:
        start += 1
    while end > start and text[end - 1] in edge:
        end -= 1
    return start, end
