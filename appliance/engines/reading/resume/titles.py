"""The title a person gives themselves under their name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.engines.reading.resume.held import Position
from appliance.engines.reading.resume.judging import Judge
from appliance.engines.reading.resume.make import fact
from appliance.engines.reading.resume.rows import Row, lines_were_joined
from appliance.engines.reading.resume.sections import Section
from appliance.engines.reading.resume.segments import Segment, pieces
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.values import Scalar

_ROWS_UNDER_NAME = 3
_HEADLINE = 0.7
_EMPLOYER = 0.28
_MOST_WORDS = 8


def headline_facts(
    text: str, rows: tuple[Row, ...], sections: tuple[Section, ...], name: Fact | None, positions: list[Position], judge: Judge
) -> list[Fact]:  # fmt: skip
    """Titles in the rows right under the name, before any heading; in joined texts what the summary calls the person, too."""
    joined = lines_were_joined(text)
    told = _self_told(text, sections, positions, judge) if joined else []
    if name is None or name.span is None:
        return told
    top = sections[0] if sections and sections[0].role == "" else None
    below = [r for r in rows if r.end > name.span.end and r.start >= name.span.start][: _ROWS_UNDER_NAME + 1]
    used = {p.title.start for p in positions if p.title is not None}
    facts: list[Fact] = []
    for row in below:
        if top is not None and row.start >= top.end and top.rows:
            break
        if row.bullet or len(row.text) > 120:
            continue
        employed = any(
            not p.place and judge.employer(p.text) >= _EMPLOYER > judge.title(p.text)
            for p in pieces(text, row, 0, judge)
        )
        for piece in _several(text, row, judge):
            clear = (
                not piece.place
                and not _ADDRESS.search(piece.text)
                and piece.start >= name.span.end
                and len(piece.text.split()) <= _MOST_WORDS
            )
            if clear and piece.start not in used and judge.title(piece.text) >= _HEADLINE:
                alone: dict[str, Scalar] = {} if employed or not (joined or row.size) else {"headline": True}
                facts.append(fact("title", text, piece.start, piece.end, detail=alone, confidence="unsure"))
    return facts + told


def _self_told(
    text: str, sections: tuple[Section, ...], positions: list[Position], judge: Judge
) -> list[Fact]:
    """The title in the first sentence of a summary: "Experienced high school coach who …", "I am a sales assistant with …"."""
    known = {p.title.text.casefold() for p in positions if p.title is not None}
    facts: list[Fact] = []
    for section in sections:
        if section.role != "summary" or not section.rows:
            continue
        row = section.rows[0]
        opening = _OPENING.match(text, row.start, row.end)
        clause = opening["clause"] if opening else ""
        head = judge.k.title_head(clause) if clause and not _SOUGHT.search(clause) else None
        if opening is None or head is None or head.end < len(clause.rstrip()) - 2:
            continue
        start = opening.start("clause") + head.start
        if text[start : opening.start("clause") + head.end].casefold() not in known:
            facts.append(fact("title", text, start, opening.start("clause") + head.end, confidence="unsure"))
    return facts


_OPENING = re.compile(
    r"(?:I am |I'm )?(?:an? )?(?P<clause>[A-Za-z][\w/&-]*(?: (?!and\b)[\w/&-]+){0,7}?)(?=\s+(?:with|who|seeking|looking|and|in|having|whose|offering)\b|[.,;])",
    re.IGNORECASE,
)
_SOUGHT = re.compile(r"\b(?:to|seek|seeking|position|role|obtain|as|looking|become|for|of)\b", re.IGNORECASE)


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


_ADDRESS = re.compile(r"@|://|\w\.\w{2,}/")
_LISTED = re.compile(r"\s*[,/]\s+|\s+/\s*")
