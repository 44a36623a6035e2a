"""Which characters of a document are lit up, as pieces of text and as boxes on its pages. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from appliance.foundation.contracts.reading import Place

Layer = Literal["fact", "query", "quote"]


class Mark(NamedTuple):
    """Characters ``[start, end)`` that mean something.

    ``ref`` is the id of a fact or requirement ("" for words of a query or a quote), ``label`` what it is called,
    ``href`` where it is explained, ``lit`` whether somebody asked to see this one.
    """

    start: int
    end: int
    layer: Layer
    ref: str = ""
    label: str = ""
    href: str = ""
    lit: bool = False


@dataclass(frozen=True)
class Piece:
    """A run of text under the same marks. ``begins`` are marks whose first character this is; ``fact`` is the
    shortest mark of a fact over it.
    """

    text: str
    begins: tuple[Mark, ...] = ()
    fact: Mark | None = None
    query: bool = False
    lit: bool = False
    quote: bool = False
    quote_begins: bool = False


class Box(NamedTuple):
    """A rectangle in points from the top left corner of a page."""

    page: int
    x: float
    y: float
    width: float
    height: float


def pieces(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """The whole text cut wherever a mark begins or ends; joined again it is the text. Empty marks are dropped."""
    size = len(text)
    kept = [
        m._replace(start=max(m.start, 0), end=min(m.end, size)) for m in marks if m.start < size and m.end > 0
    ]
    kept = sorted((m for m in kept if m.start < m.end), key=lambda m: (m.start, -m.end))
    cuts = sorted({0, size, *(m.start for m in kept), *(m.end for m in kept)})
    found: list[Piece] = []
    active: list[Mark] = []
    following = 0
    for start, end in pairwise(cuts):
        active = [m for m in active if m.end > start]
        begins = []
        while following < len(kept) and kept[following].start == start:
            begins.append(kept[following])
            following += 1
        active += begins
        facts = [m for m in active if m.layer == "fact"]
        found.append(
            Piece(
                text=text[start:end],
                begins=tuple(m for m in begins if m.layer == "fact"),
                fact=min(facts, key=lambda m: m.end - m.start, default=None),
                query=any(m.layer == "query" for m in active),
                lit=any(m.lit for m in active),
                quote=any(m.layer == "quote" for m in active),
                quote_begins=any(m.layer == "quote" for m in begins),
            )
        )
    return found


class PlaceMap:
    """Finds the boxes of characters among the places of a document's words."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = sorted(places, key=lambda p: (p.start, p.end))
        self._ends = [p.end for p in self._places]

    def boxes(self, start: int, end: int) -> list[Box]:
        """One box a line; a word that is only partly meant is cut in proportion."""
        found: list[Box] = []
        for place in self._places[bisect_left(self._ends, start + 1) :]:
            if place.start >= end:
                break
            if place.page >= 0 and place.x1 > place.x0:
                _extend(found, _cut(place, start, end))
        return found


def _cut(place: Place, start: int, end: int) -> Box:
    per_character = (place.x1 - place.x0) / max(place.end - place.start, 1)
    x0 = place.x0 + max(start - place.start, 0) * per_character
    x1 = place.x1 - max(place.end - end, 0) * per_character
    return Box(place.page, x0, place.y0, x1 - x0, place.y1 - place.y0)


def _extend(found: list[Box], box: Box) -> None:
    """Join a word to the line before it when it goes on there."""
    last = found[-1] if found else None
    if last is None or last.page != box.page or not _same_line(last, box):
        found.append(box)
        return
    x1 = max(last.x + last.width, box.x + box.width)
    y0, y1 = min(last.y, box.y), max(last.y + last.height, box.y + box.height)
    found[-1] = Box(box.page, last.x, y0, x1 - last.x, y1 - y0)


def _same_line(last: Box, box: Box) -> bool:
    middle = box.y + box.height / 2
    gap = box.x - (last.x + last.width)
    return last.y <= middle <= last.y + last.height and -1 <= gap <= 2 * max(last.height, 1)
