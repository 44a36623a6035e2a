"""A text cut into pieces, so that the words of each span can be lit up without writing HTML. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple


class Marked(NamedTuple):
    """Something that stands in the text at ``[start, end)``; ``kind`` becomes the piece's look."""

    id: str
    start: int
    end: int
    kind: str = ""
    href: str = ""
    title: str = ""


class Piece(NamedTuple):
    """One stretch of the text; ``id`` is "" for plain text."""

    text: str
    id: str = ""
    kind: str = ""
    href: str = ""
    title: str = ""


def cut(text: str, marks: Sequence[Marked], prefix: str = "w") -> tuple[list[Piece], dict[str, str]]:
    """``text`` in pieces, and for each mark the id of the first piece that shows its words.

    Where marks lie over each other the shortest is shown; a mark outside the text has no piece.
    """
    inside = [m for m in marks if 0 <= m.start < m.end <= len(text)]
    edges = sorted({0, len(text), *(m.start for m in inside), *(m.end for m in inside)})
    ordered = sorted(inside, key=lambda m: m.start)
    pieces, anchors, open_marks, following = list[Piece](), dict[str, str](), list[Marked](), 0
    for start, end in pairwise(edges):
        open_marks = [m for m in open_marks if m.end > start]
        while following < len(ordered) and ordered[following].start <= start:
            open_marks.append(ordered[following])
            following += 1
        if not open_marks:
            pieces.append(Piece(text[start:end]))
            continue
        shown = min(open_marks, key=lambda m: (m.end - m.start, m.start, m.id))
        identifier = f"{prefix}{len(pieces)}"
        for mark in open_marks:
            anchors.setdefault(mark.id, identifier)
        pieces.append(Piece(text[start:end], identifier, shown.kind, shown.href, shown.title))
    return pieces, anchors
