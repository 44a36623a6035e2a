"""A document as a page shows it: page images with boxes over them, and its text with words lit up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from appliance.doors.web.highlighting import Box, Mark, Piece, PlaceMap, pieces
from appliance.foundation.contracts.reading import HiddenText, Layout, QualityNote

WIDTHS = (480, 720, 960, 1280, 1600)
"""Widths in pixels that page images are drawn in; a browser takes the one that fits."""
MOST_BOXES = 400
"""Boxes drawn over all pages of a document; a page with more would be slower than it is useful."""


@dataclass(frozen=True)
class Shape:
    """One mark on one page."""

    mark: Mark
    boxes: tuple[Box, ...]
    first: bool
    """Whether the mark begins here, so that its anchor is here."""


@dataclass(frozen=True)
class PageView:
    """One page: its number from 0, size in points ("0" where not known), and what is lit up on it."""

    number: int
    width: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class DocumentView:
    """What ``documents/_view.html`` draws. ``view`` is ``page``, ``text`` or ``both``."""

    id: str
    file_name: str
    format: str
    text_pieces: Sequence[Piece]
    pages: tuple[PageView, ...]
    view: str
    views: tuple[tuple[str, str, str], ...]
    hidden: tuple[HiddenText, ...]
    notes: tuple[QualityNote, ...]
    reader: str
    has_file: bool
    typed: bool
    words: int = 0
    """How many places show words of the query."""

    @property
    def shows_pages(self) -> bool:
        return self.view != "text" and bool(self.pages)

    @property
    def shows_text(self) -> bool:
        return self.view != "page" or not self.pages


VIEW_WORDS = {"page": "Page", "text": "Text", "both": "Side by side"}


def view_of(
    *,
    identifier: str,
    file_name: str,
    layout: Layout,
    notes: tuple[QualityNote, ...],
    reader: str,
    marks: Iterable[Mark],
    wanted: str,
    default: str,
    address: Callable[[str], str],
    has_file: bool = True,
    typed: bool = False,
) -> DocumentView:
    """Put a document together. ``wanted`` is the view asked for, ``default`` the one for documents with pages;
    ``address(view)`` leads to another view.
    """
    marks = list(marks)
    has_pages = has_file and layout.format == "pdf" and bool(layout.pages)
    view = (wanted or default) if has_pages else "text"
    if typed and has_file and file_name.lower().endswith(".pdf"):
        view = wanted or "both"  # somebody typed in what a scan shows: the scan beside it
        pages: tuple[PageView, ...] = (PageView(0, 0, 0, ()),)
        has_pages = True
    else:
        pages = _pages(layout, marks) if has_pages and view != "text" else ()
    return DocumentView(
        id=identifier,
        file_name=file_name,
        format=layout.format,
        text_pieces=pieces(layout.text, marks) if view != "page" or not pages else (),
        pages=pages,
        view=view,
        views=tuple((name, words, address(name)) for name, words in VIEW_WORDS.items()) if has_pages else (),
        hidden=layout.hidden,
        notes=notes,
        reader=reader,
        has_file=has_file,
        typed=typed,
        words=sum(m.layer == "query" for m in marks),
    )


def _pages(layout: Layout, marks: Sequence[Mark]) -> tuple[PageView, ...]:
    places = PlaceMap(layout.places)
    shapes: dict[int, list[Shape]] = {}
    drawn = 0
    # what somebody asked for comes last, so that it lies on top; longer marks lie under shorter ones
    for mark in sorted(
        marks, key=lambda m: (m.lit or m.layer == "quote", m.layer == "query", m.start - m.end)
    ):
        boxes = places.boxes(mark.start, mark.end)
        drawn += len(boxes)
        if drawn > MOST_BOXES and not (mark.lit or mark.layer == "quote"):
            continue
        for number in dict.fromkeys(b.page for b in boxes):
            here = tuple(b for b in boxes if b.page == number)
            shapes.setdefault(number, []).append(Shape(mark, here, first=number == boxes[0].page))
    return tuple(
        PageView(n, size.width, size.height, tuple(shapes.get(n, ()))) for n, size in enumerate(layout.pages)
    )


def page_at(layout: Layout, start: int) -> int:
    """The page (from 0) on which a character stands; -1 where there are no pages."""
    return next((p.page for p in layout.places if p.end > start), -1)
