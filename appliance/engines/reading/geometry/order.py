"""Reading order: which gutters part columns, which gaps only part the cells of a row.

A gutter is a strip that no fragment crosses between two heights. Right-aligned dates and left-hand
labels make such strips too; they differ from columns in that each of their short lines stands on
the baseline of a line beside it (see ``tables.reads_across``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from appliance.engines.reading.geometry.blocks import block_rows, blocks_of
from appliance.engines.reading.geometry.tables import (
    Gutter,
    alternate,
    dated_beside,
    dates_of,
    has_dates,
    headed,
    narrow_side,
    nothing_but_dates,
    reads_across,
    table_rows,
)
from appliance.engines.reading.geometry.words import BULLETS, Fragment, rows_of

_DEPTH: Final = 12
_CANDIDATES: Final = 80


class OrderedRow(NamedTuple):
    """One line to be: its fragments from left to right, and the column of the page it stands in.

    ``cut`` is the left edge of the second cells of a table; 0 where there is none.
    """

    fragments: list[Fragment]
    column: int
    cut: float = 0.0


def reading_order(fragments: list[Fragment]) -> list[OrderedRow]:
    """All fragments of a page as lines in reading order."""
    out: list[OrderedRow] = []
    _region(fragments, 0, 0, out)
    return out


def _region(fragments: list[Fragment], column: int, depth: int, out: list[OrderedRow]) -> int:
    """Append the region's lines; returns the highest column number used."""
    gutter, table = _best_gutters(fragments) if depth < _DEPTH and len(fragments) >= 4 else (None, None)
    if gutter is None:
        if table is not None:
            blocks = blocks_of(table)
            across = block_rows(fragments, blocks) if blocks else table_rows(fragments, table)
            out.extend(OrderedRow(row, column, table.x) for row in across)
        else:
            out.extend(OrderedRow(row, column) for row in rows_of(fragments))
        return column
    inside = {id(f) for f in gutter.left} | {id(f) for f in gutter.right}
    above = [f for f in fragments if id(f) not in inside and f.baseline < gutter.top]
    below = [f for f in fragments if id(f) not in inside and f.baseline >= gutter.top]
    highest = column
    if above:
        highest = max(highest, _region(above, column, depth + 1, out))
    last_left = _region(gutter.left, column, depth + 1, out)
    if below and _goes_on(below, gutter):
        last_left = max(last_left, _region(below, column, depth + 1, out))
        below = []
    last_right = _region(gutter.right, last_left + 1, depth + 1, out)
    highest = max(highest, last_right)
    if below:
        highest = max(highest, _region(below, column, depth + 1, out))
    return highest


def _goes_on(below: list[Fragment], gutter: Gutter) -> bool:
    """Is what stands below long columns only the rest of the left one: nothing of it reaches the right-hand column?"""
    if any(f.x1 > gutter.x for f in below):
        return False
    rest = max(f.baseline for f in below) - gutter.bottom
    return gutter.bottom - gutter.top >= _MUCH_LONGER * rest or _as_wide(below, gutter)


def _as_wide(below: list[Fragment], gutter: Gutter) -> bool:
    """Do several lines end where the longest of the left column do, and none goes on beside it?"""
    begin, end = min(f.x0 for f in gutter.left), max(f.x1 for f in gutter.left)
    near = end - _NEAR_THE_EDGE * (end - begin)
    reaching = sum(1 for f in below if f.x1 >= near)
    return reaching >= _COLUMN_ROWS and max(f.x1 for f in below) <= end + 2.0 and end > _MOST * gutter.x


_NEAR_THE_EDGE: Final = 0.04
_MOST: Final = 0.6
"""A left column narrower than this share of what lies left of the other one says nothing of the width of the page."""


_MUCH_LONGER: Final = 2.0


def _best_gutters(fragments: list[Fragment]) -> tuple[Gutter | None, Gutter | None]:
    """The gutter that parts the most text into columns, if any; and the heaviest one that is read across.

    Cells of a heavier table (dates down the side of a page) never make columns of their own.
    """
    found: dict[tuple[int, int, float, float], Gutter] = {}
    for x in _candidates(fragments):
        for gutter in (part for whole in _gutters_at(x, fragments) for part in _between_dates(whole)):
            found.setdefault((len(gutter.left), len(gutter.right), gutter.top, gutter.bottom), gutter)
    table: Gutter | None = None
    cells: set[int] = set()
    ranked = sorted(found.values(), key=_weight, reverse=True)
    edges = sorted({gutter.x for gutter in ranked})
    for gutter in ranked:
        if reads_across(gutter) or (has_dates(gutter.left) and blocks_of(gutter)):
            table = table or gutter
            cells.update(id(f) for f in narrow_side(gutter))
        elif 2 * sum(1 for f in narrow_side(gutter) if id(f) in cells) < len(narrow_side(gutter)) and not (
            alternate(gutter) or _parts_dates_from_their_lines(gutter, edges)
        ):
            return gutter, table
    return next(filter(headed, ranked), None), table


def _between_dates(gutter: Gutter) -> list[Gutter]:
    """A gutter between lists of points in two columns, cut at the lines over them that end in dates at the edge of the page."""
    points = [sum(1 for f in side if f.text[:1] in BULLETS) for side in (gutter.left, gutter.right)]
    if min(points) < _COLUMN_ROWS:
        return [gutter]
    bold = sorted(f.baseline for f in gutter.left if f.bold)
    lines = [date.baseline for date in gutter.right if _ends_a_line(date, bold)]
    if not lines:
        return [gutter]
    found: list[Gutter] = []
    sides = _Standing(gutter.left), _Standing(gutter.right)
    for top, bottom in pairwise([float("-inf"), *sorted(lines), float("inf")]):
        left, right = (side.between(top + 1.0, bottom - 1.0) for side in sides)
        if len(left) > 1 and len(right) > 1:
            part = _trimmed(Gutter(gutter.x, top, bottom, left, right))
            found += [part] if part is not None else []
    return found


class _Standing:
    """One side of a gutter, to take what stands between two heights from it without looking at the rest."""

    def __init__(self, side: list[Fragment]) -> None:
        self._side = side
        self._order = sorted(range(len(side)), key=lambda n: side[n].baseline)
        self._baselines = [side[n].baseline for n in self._order]

    def between(self, top: float, bottom: float) -> list[Fragment]:
        """What stands below ``top`` and above ``bottom``, in the order of the side."""
        begin, end = bisect_right(self._baselines, top), bisect_left(self._baselines, bottom)
        return [self._side[n] for n in sorted(self._order[begin:end])]


def _ends_a_line(date: Fragment, baselines: list[float]) -> bool:
    """Is it a date and no more, on the baseline of a bold line? ``baselines`` are those of bold lines from top to bottom."""
    at = bisect_left(baselines, date.baseline)
    near = 0.25 * date.size
    beside = any(abs(baseline - date.baseline) <= near for baseline in baselines[max(0, at - 1) : at + 1])
    return beside and nothing_but_dates([date])


def _parts_dates_from_their_lines(gutter: Gutter, edges: list[float]) -> bool:
    """Is what this gutter adds to the right-hand column of another one nothing but the dates at the edge of the left one?

    ``edges`` are where the gutters of the region stand.
    """
    if len(gutter.left) + len(gutter.right) > _MOST_CELLS:
        return False
    return (has_dates(gutter.right) or has_dates(gutter.left)) and (
        _adds_dates(gutter, [edge for edge in edges if edge > gutter.x])
        or _cuts_off_dates(gutter, [edge for edge in edges if edge <= gutter.x])
    )


_MOST_CELLS: Final = 1_200
"""More pieces of text than a page has: they would be held against each other for every edge on the page."""


def _adds_dates(gutter: Gutter, edges: list[float]) -> bool:
    """Are dates that stand between this gutter and one further right those of the lines on the left?"""
    return any(rest and dates_of(strip, gutter.left, rest) for strip, rest in _parted(gutter.right, edges))


def _cuts_off_dates(gutter: Gutter, edges: list[float]) -> bool:
    """Do dates, or short lines with dates, that stand between this gutter and one further left belong to the lines on the right?"""
    return any(
        strip and len(rest) > len(strip) // 2 and dated_beside(strip, gutter.right, rest)
        for rest, strip in _parted(gutter.left, edges)
    )


def _parted(side: list[Fragment], edges: list[float]) -> Iterator[tuple[list[Fragment], list[Fragment]]]:
    """What ends before each edge and what begins at it; edges between the same pieces of text count once."""
    seen: set[tuple[int, int]] = set()
    for edge in edges:
        before = [f for f in side if f.x1 < edge]
        behind = [f for f in side if f.x0 >= edge - 1.0]
        if (len(before), len(behind)) not in seen:
            seen.add((len(before), len(behind)))
            yield before, behind


def _candidates(fragments: list[Fragment]) -> list[float]:
    """Left edges, the most shared first: the right-hand column begins at one of them."""
    counts: dict[int, tuple[int, float]] = {}
    leftmost = min(f.x0 for f in fragments)
    for fragment in fragments:
        if fragment.x0 < leftmost + 20:
            continue
        key = round(fragment.x0 / 3)
        count, edge = counts.get(key, (0, fragment.x0))
        counts[key] = (count + 1, min(edge, fragment.x0))
    ranked = sorted(counts.values(), key=lambda item: (-item[0], item[1]))
    return [edge for _, edge in ranked[:_CANDIDATES]]


def _gutters_at(x: float, fragments: list[Fragment]) -> list[Gutter]:
    """The stretches between fragments that cross ``x``, where there is text on both sides."""
    found: list[Gutter] = []
    left: list[Fragment] = []
    right: list[Fragment] = []
    across: Fragment | None = None

    def close() -> None:
        if across is not None and left and right:
            _leave_the_end_of(across, left, min(f.y0 for f in right))
        if len(left) >= 2 and len(right) >= 2:
            everything = left + right
            top = min(f.baseline for f in everything)
            bottom = max(f.baseline for f in everything)
            found.append(Gutter(x, top, bottom, list(left), list(right)))
        left.clear()
        right.clear()

    for fragment in sorted(fragments, key=lambda f: f.baseline):
        if fragment.x0 >= x - 1.0:
            right.append(fragment)
        elif fragment.x1 <= x - 0.5 * fragment.size:
            left.append(fragment)
        else:
            close()
            across = fragment
    close()
    return [trimmed for gutter in found if (trimmed := _trimmed(gutter)) is not None]


def _leave_the_end_of(across: Fragment, left: list[Fragment], begin: float) -> None:
    """Take from the left side the short last line of a paragraph that reaches over both sides."""
    last = left[0]
    step = last.baseline - across.baseline
    if (
        last.y1 <= begin
        and 0 < step <= _NEXT_LINE * last.size
        and abs(last.x0 - across.x0) <= _SAME_EDGE
        and (last.size, last.bold) == (across.size, across.bold)
        and (len(left) == 1 or left[1].baseline - last.baseline > step + 0.5 * last.size)
    ):
        del left[0]


_NEXT_LINE: Final = 2.0
_SAME_EDGE: Final = 2.0


def _trimmed(gutter: Gutter) -> Gutter | None:
    """Only where both sides have text; a left side that goes on below the right one is cut at a wide gap.

    What stands above the left side on the right is read first, and what stands below the right side on
    the left is read last: usually the heading of the full-width text that follows.
    """
    left, right = gutter.left, gutter.right
    top = max(min(f.y0 for f in left), min(f.y0 for f in right))
    bottom = min(max(f.y1 for f in left), max(f.y1 for f in right))
    if bottom <= top:
        return None
    if len(rows_of([f for f in left if f.y1 > top and f.y0 < bottom])) < 2:
        return None
    if len(rows_of([f for f in right if f.y1 > top and f.y0 < bottom])) < 2:
        return None
    right = _without_title(right, top)
    end = _closing_heading(gutter.x, left, right)
    left, right = [f for f in left if f.baseline < end], [f for f in right if f.baseline < end]
    if len(rows_of(left)) < 2 or len(rows_of(right)) < 2:
        return None
    bottom = min(max(f.y1 for f in left), max(f.y1 for f in right))
    left = _without_overhang(left, bottom)
    baselines = [f.baseline for f in left + right]
    return Gutter(gutter.x, min(baselines), max(baselines), left, right)


def _closing_heading(x: float, left: list[Fragment], right: list[Fragment]) -> float:
    """Baseline of the heading that ends the columns, or infinity.

    It looks like the heading that stands over them (same edge, size and weight, larger than the text), and
    there is nothing beside it.
    """
    begin = min(f.y0 for f in right)
    body = sorted(f.size for f in left + right)[len(left + right) // 2]
    heads = [f for f in left if f.y1 <= begin and f.size > 1.1 * body and _worded(f)]
    first = min(right, key=lambda f: f.baseline)
    level = [
        f
        for f in left
        if f.size > 1.1 * body and abs(f.baseline - first.baseline) <= 1.0 and abs(f.size - first.size) < 0.3
    ]
    for fragment in sorted(left, key=lambda f: f.baseline):
        if fragment.y0 <= begin or fragment.size <= 1.1 * body or not _worded(fragment):
            continue
        alike = any(
            abs(h.x0 - fragment.x0) < 2 and abs(h.size - fragment.size) < 0.3 and h.bold == fragment.bold
            for h in (heads or level)
        )
        if (
            alike
            and not heads
            and len(rows_of([f for f in right if f.baseline > fragment.baseline])) >= _COLUMN_ROWS
        ):
            continue
        alone = not any(f.y1 > fragment.y0 - 0.3 * body and f.y0 < fragment.y1 + 0.3 * body for f in right)
        if alike and alone and _opens_rows(x, left, right, fragment.baseline):
            return fragment.baseline
    return float("inf")


def _worded(fragment: Fragment) -> bool:
    """Large years beside the entries of a list are no headings."""
    return any(c.isalpha() for c in fragment.text)


def _opens_rows(x: float, left: list[Fragment], right: list[Fragment], top: float) -> bool:
    """Does what follows span both sides: the text is on the left, or the right side goes on with its lines?"""
    under = [f for f in left if f.baseline > top]
    rest = [f for f in right if f.baseline >= top]
    if sum(f.letters for f in under) >= sum(f.letters for f in rest) or len(rows_of(rest)) < _COLUMN_ROWS:
        return True
    bottom = max(f.baseline for f in under + rest)
    return not under or reads_across(Gutter(x, top, bottom, under, rest))


_COLUMN_ROWS: Final = 3
"""Fewer are the dates and places beside the first lines of a text."""


def _without_title(right: list[Fragment], top: float) -> list[Fragment]:
    """The right side without lines above ``top`` that are set apart from it: a title over both columns."""
    rows = rows_of(right)
    first = next((number for number, row in enumerate(rows) if row[0].y1 > top), 0)
    edge = min(row[0].x0 for row in rows[first:])
    cuts = [0]
    for number in range(first):
        head, below = rows[number][0], rows[number + 1][0]
        apart = below.baseline - head.baseline > 2.0 * max(below.size, 4.0)
        if apart or head.size > 1.15 * below.size or abs(head.x0 - edge) > 3.0:
            cuts.append(number + 1)
    cut = cuts[-1]
    if cut > _MOST_TITLE_ROWS:
        # the column begins above the other one: of it only the name goes before
        usual = sorted(row[0].size for row in rows)[len(rows) // 2]
        large = any(row[0].size > _NAME_SIZE * usual for row in rows[:_TITLE_ROWS])
        cut = max((c for c in cuts if c <= _MOST_TITLE_ROWS), default=0) if large else 0
    if cut > _TITLE_ROWS and _heads(rows[cut - 1], rows[cut - 2], rows[cut], edge):
        cut -= 1
    return [f for row in rows[cut:] for f in row]


_MOST_TITLE_ROWS = 8
_NAME_SIZE = 1.3
"""A name is set in a type so much larger than the text."""
_TITLE_ROWS = 2
"""Lines that the name of a person and what stands below it take."""
_HEADING_LETTERS = 30


def _heads(row: list[Fragment], above: list[Fragment], below: list[Fragment], edge: float) -> bool:
    """Is it the heading of what stands below it: short, at the same edge, further from what stands above it?"""
    head = row[0]
    near = below[0].baseline - head.baseline < head.baseline - above[0].baseline + head.size
    letters = sum(f.letters for f in row)
    return near and abs(head.x0 - edge) <= 3.0 and letters <= _HEADING_LETTERS


def _without_overhang(left: list[Fragment], bottom: float) -> list[Fragment]:
    """The left side up to the first wide gap below ``bottom``."""
    rows = rows_of(left)
    steps = sorted(b[0].baseline - a[0].baseline for a, b in pairwise(rows))
    usual = steps[len(steps) // 2]
    kept = list(rows[0])
    for above, row in pairwise(rows):
        step = row[0].baseline - above[0].baseline
        if row[0].y0 >= bottom - 1.0 and (step > 1.35 * usual or row[0].size > 1.1 * above[0].size):
            break
        kept.extend(row)
    return kept


def _weight(gutter: Gutter) -> int:
    left = sum(f.letters for f in gutter.left)
    right = sum(f.letters for f in gutter.right)
    return min(left, right) * 3 + left + right
