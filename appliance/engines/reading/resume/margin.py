"""Headings in a column of their own, beside the lines of their sections: "EXPERIENCE    Fabrikam, Analyst    2019"."""

from __future__ import annotations

from appliance.engines.knowledge import Knowledge
from appliance.engines.reading.resume.rows import Row

Opening = tuple[str, str, int]
"""The role of a section, its heading, and where text after the heading starts (0 = nowhere)."""

FIRST_OF_ALL = frozenset({"education", "experience"})
LONGEST_HEADING = 60
SAME_EDGE = 15.0
"""Points."""
_LEAST_BESIDE = 2
_LEAST_KNOWN = 3
_MOST_LINES = 3
_LINE_STEP = 1.9
_MOST_WORDS = 4


def margin_headings(rows: tuple[Row, ...], k: Knowledge) -> tuple[tuple[Row, ...], dict[int, Opening]]:
    """The sections that such headings open, by the numbers of the rows, which are given back without the further lines of a heading.

    A narrow margin breaks them: "RESEARCH" above "EXPERIENCE", each beside a line of the text.
    """
    found: dict[int, Opening] = {}
    lines: dict[int, int] = {}
    end = 0
    for number, row in enumerate(rows):
        if row.bullet or not row.left or number < end:
            continue
        above = rows[number - 1] if number else None
        if above and not row.gap and len(above.cells) > 1 and abs(above.left - row.left) <= SAME_EDGE:
            continue  # one of the labels of a form
        opened = _opened(rows, number, k)
        if opened is not None:
            role, heading, count = opened
            found[number] = (role, heading, row.cells[1][0] if len(row.cells) > 1 else 0)
            lines[number] = count
            end = number + count
    roles = {role for role, _, _ in found.values()}
    if len(roles) < _LEAST_BESIDE or not roles & FIRST_OF_ALL:
        return rows, {}
    if len(found) >= _LEAST_KNOWN:
        _others(rows, found, lines)
    return _without_lines(rows, found, lines)


def _opened(rows: tuple[Row, ...], number: int, k: Knowledge) -> tuple[str, str, int] | None:
    """Role, heading and lines of the heading that begins on a row: the longest that is known."""
    row = rows[number]
    heads = [_margin(row)]
    for below in rows[number + 1 : number + _MOST_LINES]:
        near = (below.page, below.column) == (row.page, row.column) and abs(
            below.left - row.left
        ) <= SAME_EDGE
        step = below.top - rows[number + len(heads) - 1].top
        if not near or below.bullet or step > _LINE_STEP * max(row.size, 4.0):
            break
        heads.append(_margin(below))
    for count in range(len(heads), 0, -1):
        if not any(len(r.cells) > 1 for r in rows[number : number + count]):
            continue
        head = " ".join(heads[:count])
        if len(head) > LONGEST_HEADING or not head[:1].isupper():
            continue
        role = k.resume_section(head)
        if role is None:
            continue
        under = next(
            (r for r in rows[number + count :] if (r.page, r.column) == (row.page, row.column)), None
        )
        if count > 1 or under is None or under.left > row.left + SAME_EDGE or len(under.cells) > 1:
            return role, head.strip(" :"), count
    return None


def _margin(row: Row) -> str:
    start, end = row.cells[0]
    return row.text[start - row.start : end - row.start]


def _others(rows: tuple[Row, ...], found: dict[int, Opening], lines: dict[int, int]) -> None:
    """Headings of other things at the edge of the known ones: "Citizenship    U.S.A."."""
    edges = [rows[n].left for n in found]
    usual = sorted(edges)[len(edges) // 2]
    first = min(found)
    taken = {n + more for n in found for more in range(lines[n])}
    for number, row in enumerate(rows):
        head = _margin(row)
        if (
            number not in taken
            and first < number
            and row.gap
            and len(row.cells) > 1
            and not row.bullet
            and abs(row.left - usual) <= _FLUSH
            and head[:1].isupper()
            and len(head.split()) <= _MOST_WORDS
            and not any(c.isdigit() for c in head)
        ):
            found[number], lines[number] = ("other", head.strip(" :"), row.cells[1][0]), 1


_FLUSH = 2.0


def _without_lines(
    rows: tuple[Row, ...], found: dict[int, Opening], lines: dict[int, int]
) -> tuple[tuple[Row, ...], dict[int, Opening]]:
    further = {n + more for n in found for more in range(1, lines[n])}
    kept: list[Row] = []
    openings: dict[int, Opening] = {}
    for number, row in enumerate(rows):
        if number in found:
            openings[len(kept)] = found[number]
        elif number in further:
            if len(row.cells) > 1:
                kept.append(rest_of(row, row.cells[1][0]))
            continue
        kept.append(row)
    return tuple(kept), openings


def rest_of(row: Row, start: int) -> Row:
    """What a row says from ``start`` on."""
    cut = start - row.start
    whole = tuple(cell for cell in row.cells if cell[0] >= start)
    return row._replace(
        start=start,
        text=row.text[cut:],
        cells=whole if whole and whole[0][0] == start else ((start, row.end),),
        ranges=tuple(r._replace(start=r.start - cut, end=r.end - cut) for r in row.ranges if r.start >= cut),
    )
