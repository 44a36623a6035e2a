"""Tables with drawn borders: cells as the lines on the page part them, read row by row.

Borders say what gaps can only suggest: that a short cell whose text wraps belongs to the row it stands in.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final, NamedTuple

from appliance.engines.reading.geometry.order import OrderedRow, reading_order
from appliance.engines.reading.geometry.words import Fragment, Word, rows_of

_NEAR: Final = 2.5
"""Points within which two lines meet."""
_LEAST_COLUMNS: Final = 2
_TALL_LINES: Final = 4
_TALL_LETTERS: Final = 100
_MOST_RULES: Final = 1_500
_PADDING: Final = 14.0

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points from the top left corner."""


class Grid(NamedTuple):
    """A bordered table: its column and row edges, ascending."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]


class _Rule(NamedTuple):
    """A drawn line: where it stands, and from where to where it runs."""

    at: float
    start: float
    end: float


def grids_of(rules: list[Box]) -> list[Grid]:
    """The tables that thin horizontal and vertical boxes draw, from top to bottom."""
    if len(rules) > _MOST_RULES:
        return []
    upright = _merged([_Rule((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in rules if y1 - y0 > x1 - x0])
    level = _merged([_Rule((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in rules if x1 - x0 >= y1 - y0])
    grids = []
    for verticals, horizontals in _touching(upright, level):
        xs, ys = _edges(verticals), _edges(horizontals)
        if len(xs) > _LEAST_COLUMNS and len(ys) > 1:
            grids.append(Grid(xs, ys))
    return sorted(grids, key=lambda g: g.ys[0])


def _merged(rules: list[_Rule]) -> list[_Rule]:
    """Pieces of one line, cell by cell, become the line."""
    found: list[_Rule] = []
    for rule in sorted(rules, key=lambda r: (round(r.at / _NEAR), r.start)):
        last = found[-1] if found else None
        if last and abs(last.at - rule.at) <= _NEAR and rule.start <= last.end + _NEAR:
            found[-1] = last._replace(end=max(last.end, rule.end))
        else:
            found.append(rule)
    return found


def _touching(upright: list[_Rule], level: list[_Rule]) -> list[tuple[list[_Rule], list[_Rule]]]:
    """Lines that hang together."""
    group = list(range(len(upright)))
    owner: list[int | None] = [None] * len(level)
    for number, line in enumerate(level):
        crossed = [n for n, v in enumerate(upright) if _meet(v, line)]
        if not crossed:
            continue
        names = {group[n] for n in crossed}
        least = min(names)
        group = [least if g in names else g for g in group]
        owner = [least if o in names else o for o in owner]
        owner[number] = least
    return [
        ([v for v, g in zip(upright, group, strict=True) if g == name], [h for h, o in zip(level, owner, strict=True) if o == name])
        for name in sorted(set(group))
    ]  # fmt: skip


def _meet(vertical: _Rule, horizontal: _Rule) -> bool:
    return (
        horizontal.start - _NEAR <= vertical.at <= horizontal.end + _NEAR
        and vertical.start - _NEAR <= horizontal.at <= vertical.end + _NEAR
    )


def _edges(rules: list[_Rule]) -> tuple[float, ...]:
    found: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not found or at - found[-1] > _NEAR:
            found.append(at)
    return tuple(found)


def bands_of(fragments: list[Fragment], rules: list[Box]) -> list[list[Fragment]]:
    """A page cut at the lines that go from edge to edge of its text: no column goes on below one.

    Only where there are three such lines and more, each with text above and below: lines under headings that a side bar
    stands beside, or one below the name, say nothing.
    """
    if not fragments:
        return []
    left, right = min(f.x0 for f in fragments), max(f.x1 for f in fragments)
    reach = _WHOLE_WIDTH * (right - left)
    cuts = sorted((y0 + y1) / 2 for x0, y0, x1, y1 in rules if min(x1, right) - max(x0, left) >= reach)
    bands: list[list[Fragment]] = [[]]
    top = float("-inf")
    for fragment in sorted(fragments, key=lambda f: f.baseline):
        between = [y for y in cuts if top < y <= fragment.baseline - 0.3 * fragment.size]
        if between and bands[-1]:
            bands.append([])
        top = max([top, *between])
        bands[-1].append(fragment)
    crossed = any(f.y0 + 1.0 < y < f.y1 - 1.0 for y in cuts for f in fragments)
    return bands if len(bands) > _LEAST_CUTS and not crossed else [fragments]


_WHOLE_WIDTH = 0.93
_LEAST_CUTS = 3


def ruled_order(fragments: list[Fragment], grids: list[Grid]) -> list[OrderedRow]:
    """Reading order of a page: what stands between its tables as usual, the tables row by row."""
    out: list[OrderedRow] = []
    waiting = fragments
    for grid in grids:
        inside = [f for f in waiting if _within(f, grid)]
        names = {id(f) for f in inside}
        outside = [f for f in waiting if id(f) not in names]
        beside = any(f.y1 > grid.ys[0] + _NEAR and f.y0 < grid.ys[-1] - _NEAR for f in outside)
        if beside or not inside:
            continue
        above = [f for f in outside if f.baseline <= grid.ys[0] + _NEAR]
        if above:
            out += reading_order(above)
        out += _table(inside, grid)
        taken = {id(f) for f in above}
        waiting = [f for f in outside if id(f) not in taken]
    if waiting:
        out += reading_order(waiting)
    return out


def _within(fragment: Fragment, grid: Grid) -> bool:
    across, down = (fragment.x0 + fragment.x1) / 2, (fragment.y0 + fragment.y1) / 2
    return grid.xs[0] < across < grid.xs[-1] and grid.ys[0] < down < grid.ys[-1]


def _table(fragments: list[Fragment], grid: Grid) -> list[OrderedRow]:
    parts = [part for f in fragments for part in _cut(f, grid)]
    out: list[OrderedRow] = []
    for top, bottom in pairwise(grid.ys):
        row = [f for f in parts if top <= (f.y0 + f.y1) / 2 < bottom]
        cells = []
        for left, right in pairwise(grid.xs):
            own = [f for f in row if left <= f.words[0].x0 + 1.0 < right]
            if own:
                cells.append(_Cell(rows_of(own), right))
        out += _written(cells)
    return out


def _cut(fragment: Fragment, grid: Grid) -> list[Fragment]:
    """The pieces of a fragment on both sides of a border."""
    parts: list[list[Word]] = [[]]
    for word in fragment.words:
        before = parts[-1][-1] if parts[-1] else None
        if before is not None and any(before.x1 - 1.0 <= x <= word.x0 + 1.0 for x in grid.xs):
            parts.append([])
        parts[-1].append(word)
    return [Fragment(words) for words in parts]


class _Cell(NamedTuple):
    rows: list[list[Fragment]]
    right: float

    @property
    def tall(self) -> bool:
        letters = sum(f.letters for row in self.rows for f in row)
        return len(self.rows) > _TALL_LINES or letters > _TALL_LETTERS


def _written(cells: list[_Cell]) -> list[OrderedRow]:
    """The lines of a row: short cells whole in its first line; what a tall or the last cell has left below it.

    Two tall cells are columns of text, read one after the other.
    """
    tall = [cell for cell in cells if cell.tall]
    if len(tall) > 1:
        return [
            line._replace(column=n)
            for n, cell in enumerate(cells)
            for line in reading_order([f for row in cell.rows for f in row])
        ]
    first: list[Fragment] = []
    rest: list[OrderedRow] = []
    for cell in cells:
        if cell.tall:
            first += cell.rows[0]
            rest = [OrderedRow(row, 0) for row in cell.rows[1:]]
        else:
            lines = _unwrapped(cell)
            below = cell is cells[-1] and len(cells) > 1 and not rest
            first += lines[:1] if below else lines
            rest = [OrderedRow([line], 0) for line in lines[1:]] if below else rest
    return ([OrderedRow(first, 0)] if first else []) + rest


def _unwrapped(cell: _Cell) -> list[Fragment]:
    """The lines of a short cell, those that go on because the cell is narrow joined."""
    joined: list[Fragment] = []
    for row in cell.rows:
        before = joined[-1] if joined else None
        following = row[0].words[0]
        width = following.x1 - following.x0
        if before is not None and before.words[-1].x1 + width + 0.25 * following.size > cell.right - _PADDING:
            joined[-1] = Fragment([*before.words, *row[0].words])
            joined += row[1:]
        else:
            joined += row
    return joined
