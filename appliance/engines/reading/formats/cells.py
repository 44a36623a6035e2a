"""A table row as lines: short cells side by side behind tabs, long cells one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from appliance.engines.reading.drafting import Style

_SIDE_BY_SIDE: Final = 300
_SHORT: Final = 45
_STACKED: Final = 3
_DATED: Final = re.compile(r"\b(?:19|20)\d\d\b|\bpresent\b|\bcurrent\b", re.IGNORECASE)


class CellLine(NamedTuple):
    """One line of a story; an empty text is an empty line."""

    text: str
    style: Style


class Cell(NamedTuple):
    """``nested``: a table stands in it, so its lines are rows of their own."""

    lines: list[CellLine]
    column: int
    nested: bool = False


def write_row(cells: list[Cell], column: int = 0) -> Iterator[CellLine]:
    """The lines of a row, cells never read across where they hold text of their own."""
    full = [Cell([x for x in c.lines if x.text.strip()], c.column, c.nested) for c in cells]
    full = [c for c in full if c.lines]
    if not full:
        return
    many = [c for c in full if len(c.lines) > 1 or c.nested]
    total = sum(len(c.lines[0].text) for c in full)
    if not many and total <= _SIDE_BY_SIDE:
        yield _joined([c.lines[0] for c in full], column)
    elif len(full) > 1 and not any(c.nested for c in full) and _stacked(full):
        for number in range(max(len(c.lines) for c in full)):
            yield _joined([c.lines[number] for c in full if number < len(c.lines)], column)
    elif len(full) > 1 and len(many) == 1 and not many[0].nested and total <= _SIDE_BY_SIDE:
        yield _joined([c.lines[0] for c in full], column)
        for line in many[0].lines[1:]:
            yield _moved(line, column)
    else:
        whole = {cell.column: cell for cell in cells}
        for number, cell in enumerate(full):
            if number:
                yield CellLine("", Style())
            for line in whole[cell.column].lines:
                yield _moved(line, column + number)


def _stacked(cells: list[Cell]) -> bool:
    """Two or three lines in each cell that belong together: employer and title beside place and dates."""
    last = cells[-1].lines
    even = all(len(c.lines) == len(last) for c in cells)
    short = all(len(line.text) <= _SHORT for line in last)
    return even and 2 <= len(last) <= _STACKED and short and any(_DATED.search(line.text) for line in last)


def _joined(lines: list[CellLine], column: int) -> CellLine:
    return CellLine("\t".join(line.text.strip() for line in lines), lines[0].style._replace(column=column))


def _moved(line: CellLine, column: int) -> CellLine:
    return line._replace(style=line.style._replace(column=line.style.column + column))
