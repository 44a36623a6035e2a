"""The title a person gives themselves under their name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.engines.reading.resume.make import fact
from appliance.engines.reading.resume.positions import Position
from appliance.engines.reading.resume.rows import Row
from appliance.engines.reading.resume.sections import Section
from appliance.engines.reading.resume.segments import Judge, Segment, pieces
from appliance.foundation.contracts.facts import Fact

_ROWS_UNDER_NAME = 3
_HEADLINE = 0.7
_MOST_WORDS = 8


def headline_facts(
    text: str, rows: tuple[Row, ...], sections: tuple[Section, ...], name: Fact | None, positions: list[Position], judge: Judge
) -> list[Fact]:  # fmt: skip
    """Titles in the rows right under the name, before any heading."""
    if name is None or name.span is None:
        return []
    top = sections[0] if sections and sections[0].role == "" else None
    below = [r for r in rows if r.end > name.span.end and r.start >= name.span.start][: _ROWS_UNDER_NAME + 1]
    used = {p.title.start for p in positions if p.title is not None}
    facts: list[Fact] = []
    for row in below:
        if top is not None and row.start >= top.end and top.rows:
            break
        if row.bullet or len(row.text) > 120:
            continue
        for piece in _several(text, row, judge):
            clear = (
                not piece.place and piece.start >= name.span.end and len(piece.text.split()) <= _MOST_WORDS
            )
            if clear and piece.start not in used and judge.title(piece.text) >= _HEADLINE:
                facts.append(fact("title", text, piece.start, piece.end, confidence="unsure"))
    return facts


def _several(text: str, row: Row, judge: Judge) -> Iterator[Segment]:
    """The pieces of a headline, and of "Program Manager, Product Owner" each."""
    for piece in pieces(text, row, 0, judge):
        edges = [m.span() for m in _LISTED.finditer(piece.text)]
        parts = list(zip([0, *[b for _, b in edges]], [*[a for a, _ in edges], len(piece.text)], strict=True))
        titled = [(a, b) for a, b in parts if judge.title(piece.text[a:b]) >= _HEADLINE]
        if len(titled) < 2:
            yield piece
            continue
        for a, b in titled:
            yield piece._replace(start=piece.start + a, end=piece.start + b, text=piece.text[a:b])


_LISTED = re.compile(r"\s*[,/]\s+|\s+/\s*")
