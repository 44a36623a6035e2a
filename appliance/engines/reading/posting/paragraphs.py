"""Lines to paragraphs: bullets taken off, wrapped lines joined, empty lines remembered."""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.engines.reading.posting.values import Paragraph
from appliance.foundation.contracts.reading import Layout

_BULLET = re.compile(
    r"[ \t]*(?P<mark>[•▪◦●○■□‣⁃∙·➢►▶✓✔✦❖→»\uf0b7\uf0a7]|[-–—*+](?=\s|$|[A-Z])|>(?=\s)|o(?=[ \t]+[A-Z])|\(?\d{1,2}[.)](?=\s)|\(?[a-z][.)](?=\s))[ \t]*"
)
_LABEL = re.compile(r"[A-Z][A-Za-z'’ /&()-]{2,35}:\s")
"""Two labelled lines in a row are two lines, however long the first is."""
_SENTENCE_END = re.compile(r"[.!?:;][\"”’')\]]*$")
_STRUCTURED_PAGE = 0
_WRAP_LEAST, _WRAP_MOST, _WRAP_SHARE = 55, 125, 0.25
_NEAR_FULL = 0.78
_NEAR_EDGE = 0.86
_LONG_LINE = 25


class _Row(NamedTuple):
    start: int
    end: int
    body: int
    bullet: str
    heading: int
    bold: bool
    full: bool
    gap: bool


def paragraphs(layout: Layout) -> tuple[Paragraph, ...]:
    """The paragraphs in reading order; headers and footers of pages are left out."""
    rows = _rows(layout)
    found: list[Paragraph] = []
    number = 0
    while number < len(rows):
        first = last = rows[number]
        while number + 1 < len(rows) and _continues(layout.text, last, rows[number + 1], first):
            number += 1
            last = rows[number]
        number += 1
        found.append(
            Paragraph(
                first.body,
                last.end,
                first.bullet,
                first.body >= first.end,
                first.heading,
                first.bold,
                first.gap,
            )
        )
    return tuple(found)


def _rows(layout: Layout) -> list[_Row]:
    text = layout.text
    pieces: list[tuple[int, int, int, bool, bool]] = []
    if layout.lines:
        edges = _edges(layout)
        for line in layout.lines:
            if line.part in ("header", "footer"):
                continue
            edge = edges.get((line.page, line.column), 0.0)
            long = line.end - line.start >= _LONG_LINE
            full = long and line.page >= _STRUCTURED_PAGE and line.x1 >= _NEAR_EDGE * edge > 0
            pieces.append((line.start, line.end, line.heading, line.bold, full))
    else:
        at = 0
        for piece in text.split("\n"):
            pieces.append((at, at + len(piece), 0, False, False))
            at += len(piece) + 1
    width = _wrap_width([end - start for start, end, *_ in pieces])
    rows: list[_Row] = []
    before = 0
    for start, end, heading, bold, full in pieces:
        low, high = start, end
        while low < high and text[low].isspace():
            low += 1
        while high > low and text[high - 1].isspace():
            high -= 1
        if low == high:
            continue
        gap = text.count("\n", before, low) > 1 or not rows
        before = high
        mark = _BULLET.match(text, low, high)
        body = min(mark.end(), high) if mark else low
        wide = full or (width > 0 and high - start >= _NEAR_FULL * width)
        rows.append(_Row(low, high, body, mark["mark"] if mark else "", heading, bold, wide, gap))
    return rows


def _edges(layout: Layout) -> dict[tuple[int, int], float]:
    """Where the lines of each column end at the right, in points."""
    edges: dict[tuple[int, int], float] = {}
    for line in layout.lines:
        key = (line.page, line.column)
        edges[key] = max(edges.get(key, 0.0), line.x1)
    return edges


def _wrap_width(lengths: list[int]) -> int:
    """The width at which a plain text was wrapped by hand, or 0 when its lines are paragraphs."""
    filled = [n for n in lengths if n]
    longest = max(filled, default=0)
    if not _WRAP_LEAST <= longest <= _WRAP_MOST:
        return 0
    near = sum(n >= _NEAR_FULL * longest for n in filled)
    return longest if near >= 4 and near >= _WRAP_SHARE * len(filled) else 0


def _continues(text: str, row: _Row, following: _Row, first: _Row) -> bool:
    """Whether the next line goes on with the sentence of this one."""
    if following.bullet or following.gap or following.heading or row.heading or row.bold != following.bold:
        return False
    if first.bullet and row is first and row.body >= row.end:
        return False
    if not row.full or text[row.start : row.end].rstrip().endswith(":"):
        return False
    if _LABEL.match(text, row.start, row.end) and _LABEL.match(text, following.start, following.end):
        return False
    lower = text[following.start].islower() or text[following.start] in "(&/"
    return lower or not _SENTENCE_END.search(text[row.start : row.end]) or not first.bullet
