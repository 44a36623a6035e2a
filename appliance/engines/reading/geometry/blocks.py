"""Blocks that open entries in a column of their own: firm over place over dates, beside the text of the entry."""

from __future__ import annotations

from typing import Final

from appliance.engines.reading.geometry.sides import Row, grouped, letters_in, share_paired, text_of
from appliance.engines.reading.geometry.tables import DATED, Gutter, nothing_but_dates, too_many
from appliance.engines.reading.geometry.words import Fragment, rows_of

_LEAST_BLOCKS: Final = 2
_LEAST_LINES: Final = 3
"""Shorter ones are the cells of a table."""
_STEP: Final = 2.5
_LONGEST: Final = 40
_ALL: Final = 0.95


def blocks_of(gutter: Gutter) -> list[list[Row]]:
    """The blocks on the left, each begun on the first line of a text on the right.

    Empty where there are none: the text has dates of its own, or a block begins beside nothing.
    """
    narrow, wide = rows_of(gutter.left), rows_of(gutter.right)
    if letters_in(narrow) > letters_in(wide) or too_many(narrow, wide):
        return []
    if max(len(text_of(row)) for row in narrow) > _LONGEST:
        return []
    blocks: list[list[Row]] = []
    head: list[Row] = []
    for group in grouped(narrow):
        dated = any(DATED.search(text_of(row)) for row in group)
        size = max(group[0][0].size, 4.0)
        near = len(head) == 1 and group[0][0].baseline - head[0][0].baseline <= _STEP * size
        block = [*head, *group] if near else group
        if dated and len(block) >= _LEAST_LINES and not DATED.search(text_of(block[0])):
            blocks.append(block)
        head = [] if dated else group
    texts = grouped(wide)
    own = sum(1 for group in texts if any(nothing_but_dates(row) for row in group[:3]))
    if len(blocks) < _LEAST_BLOCKS or 3 * own > len(texts):
        return []
    tops = [block[0] for block in blocks]
    return blocks if share_paired(tops, [group[0] for group in texts]) >= _ALL else []


def block_rows(fragments: list[Fragment], blocks: list[list[Row]]) -> list[Row]:
    """Each entry as the line that both sides begin, the rest of its block, then the rest of its text."""
    rest = [{id(f) for row in block[1:] for f in row} for block in blocks]
    out: list[Row] = []
    waiting: list[Row] = []
    number = 0
    for row in rows_of(fragments):
        if number < len(blocks) and any(f is g for f in row for g in blocks[number][0]):
            out += [*waiting, row, *blocks[number][1:]]
            waiting, number = [], number + 1
            continue
        taken = rest[number - 1] if number else set()
        left = [f for f in row if id(f) not in taken]
        if left:
            waiting.append(left)
    return out + waiting
