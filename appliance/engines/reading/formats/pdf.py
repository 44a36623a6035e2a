"""PDF: characters → words → columns → lines, each word with its box; what cannot be seen apart."""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import Any, Final, NamedTuple

from pypdfium2 import raw

from appliance.engines.reading.drafting import COMMENT, Draft
from appliance.engines.reading.geometry.lines import PageLines, write
from appliance.engines.reading.geometry.order import OrderedRow, reading_order
from appliance.engines.reading.geometry.ruled import Box, bands_of, grids_of, ruled_order
from appliance.engines.reading.geometry.running import split_running
from appliance.engines.reading.geometry.words import Fragment, Word, fragments_of, rows_of
from appliance.engines.reading.pdf.annotations import notes_on
from appliance.engines.reading.pdf.characters import characters, text_page
from appliance.engines.reading.pdf.pdfium import Page, may_have_layers, opened, opened_page
from appliance.engines.reading.pdf.spoken import spread_out
from appliance.engines.reading.pdf.visibility import NO_INK, REASONS, SUSPECT, signs, without_ink
from appliance.engines.reading.pdf.words import FoundWord, words_of
from appliance.engines.reading.refusals import Refused
from appliance.foundation.contracts.reading import Layout, PageSize

_LOST_SHARE: Final = 0.03
_OUTLINES: Final = 100
_COLUMN_CHANGES: Final = 8
_SCAN_LETTERS: Final = 25
"""A page with fewer letters than this counts as having no text of its own."""


class _PageText(NamedTuple):
    size: PageSize
    upright: list[Word]
    turned: list[Word]
    lost: int
    scanned: bool
    pictured: bool
    rules: list[Box]


def extract(untrusted_content: bytes) -> Layout:
    """Read a PDF. Raises Refused: encrypted, damaged, too_many_pages, scan, no_text."""
    draft = Draft()
    with opened(untrusted_content) as document:
        title = _title(document)
        layered = may_have_layers(untrusted_content)
        pages = [
            _page_text(document, number, draft, layered=layered)
            for number in range(raw.FPDF_GetPageCount(document))
        ]
    fragments = [fragments_of(page.upright) for page in pages]
    splits = split_running(fragments, [page.size.height for page in pages])
    groups: list[PageLines] = []
    for number, (page, split) in enumerate(zip(pages, splits, strict=True)):
        groups.append(PageLines(number, _plain_rows(split.header), "header"))
        groups.append(PageLines(number, _ordered(split.body, page.rules)))
        groups.append(PageLines(number, _turned_rows(page.turned)))
        groups.append(PageLines(number, _plain_rows(split.footer), "footer"))
    write(draft, groups)
    _notes(draft, pages)
    if any(_column_changes(group) > _COLUMN_CHANGES for group in groups):
        draft.note(
            "suggestion",
            "doubtful_columns",
            "The order of the columns on a page is doubtful; compare it with the page.",
        )
    if not any(page.upright or page.turned for page in pages):
        if draft.hidden and not any(page.pictured for page in pages):
            raise Refused("no_text")
        raise Refused("scan" if any(page.pictured for page in pages) else "no_text")
    return draft.layout("pdf", tuple(page.size for page in pages), title)


def _ordered(fragments: list[Fragment], rules: list[Box]) -> list[OrderedRow]:
    grids = grids_of(rules) if rules else []
    if grids:
        return ruled_order(fragments, grids)
    return [row for band in bands_of(fragments, rules) for row in reading_order(band)]


def _page_text(document: Any, number: int, draft: Draft, *, layered: bool) -> _PageText:
    with opened_page(document, number) as page:
        if page is None:
            draft.note("major", "broken_page", "A page of the file is damaged and could not be read.")
            return _PageText(PageSize(0.0, 0.0), [], [], 0, scanned=False, pictured=False, rules=[])
        size = PageSize(round(page.width, 2), round(page.height, 2))
        for note in notes_on(page.pointer):
            draft.hide(note, COMMENT, number)
        with text_page(page) as text:
            chars = characters(page, text, layered=layered)
            if chars is None:
                return _PageText(size, [], [], 0, scanned=False, pictured=_drawn_instead(page), rules=[])
            chars = spread_out(page, chars)
            found = signs(page, chars)
            words, lost = words_of(chars, found.hidden)
            reasons = _reasons(page, words, found.hidden.tolist())
        upright: list[Word] = []
        turned: list[Word] = []
        for word, reason in zip(words, reasons, strict=True):
            if not reason:
                (turned if word.turned else upright).append(word.word)
        _hide(draft, number, words, reasons)
        pictured = found.pictured or (not upright and not turned and _drawn_instead(page))
        return _PageText(size, upright, turned, lost, found.scanned, pictured, found.rules)


def _reasons(page: Page, words: list[FoundWord], hidden: list[int]) -> list[int]:
    """The final reason of each word: suspects are looked for in the drawn page."""
    reasons = [hidden[word.first] for word in words]
    suspects = [number for number, reason in enumerate(reasons) if reason == SUSPECT]
    if suspects:
        blank = without_ink(page, [words[number] for number in suspects])
        for number, is_blank in zip(suspects, blank, strict=True):
            reasons[number] = NO_INK if is_blank else 0
    return reasons


def _hide(draft: Draft, page: int, words: list[FoundWord], reasons: list[int]) -> None:
    """Hidden words that follow each other and share their reason are one piece."""
    run: list[str] = []
    last = 0
    for word, reason in zip(words, reasons, strict=True):
        if reason != last and run:
            draft.hide(" ".join(run), REASONS[last], page)
            run = []
        if reason:
            run.append(word.word.text)
        last = reason
    if run:
        draft.hide(" ".join(run), REASONS[last], page)


def _plain_rows(fragments: list[Fragment]) -> list[OrderedRow]:
    return [OrderedRow(row, 0) for row in rows_of(fragments)]


def _turned_rows(words: list[Word]) -> list[OrderedRow]:
    """Text that does not run from left to right, in the order of the file, a line for each stretch."""
    rows: list[OrderedRow] = []
    current: list[Word] = []
    for word in words:
        if current and _distance(current[-1], word) > 2.0 * word.size:
            rows.append(OrderedRow([Fragment(current)], 0))
            current = []
        current.append(word)
    if current:
        rows.append(OrderedRow([Fragment(current)], 0))
    return rows


def _distance(one: Word, other: Word) -> float:
    across = max(one.x0, other.x0) - min(one.x1, other.x1)
    down = max(one.y0, other.y0) - min(one.y1, other.y1)
    return max(across, down)


def _drawn_instead(page: Page) -> bool:
    """A page without text holds a picture, or so many shapes that they may be letters."""
    count = min(raw.FPDFPage_CountObjects(page.pointer), 2_000)
    kinds = [raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page.pointer, number)) for number in range(count)]
    return (
        raw.FPDF_PAGEOBJ_IMAGE in kinds
        or raw.FPDF_PAGEOBJ_FORM in kinds
        or kinds.count(raw.FPDF_PAGEOBJ_PATH) > _OUTLINES
    )


def _column_changes(group: PageLines) -> int:
    return sum(1 for one, other in pairwise(group.rows) if one.column != other.column)


def _notes(draft: Draft, pages: list[_PageText]) -> None:
    letters = sum(len(word.text) for page in pages for word in page.upright)
    lost = sum(page.lost for page in pages)
    if lost > 20 and lost > _LOST_SHARE * (letters + lost):
        draft.note(
            "major", "unmapped_font", "Part of the text uses a font that does not say what its letters are."
        )
    if any(page.scanned for page in pages):
        draft.note(
            "major",
            "recognised_text",
            "The pages are pictures with text that a scanner recognised; names and numbers may be misread.",
        )
    elif any(
        page.pictured and sum(len(w.text) for w in page.upright) < _SCAN_LETTERS for page in pages
    ) and any(page.upright for page in pages):
        draft.note("major", "scanned_page", "At least one page is a picture without text; it was not read.")
    if any(page.turned for page in pages):
        draft.note(
            "suggestion",
            "turned_text",
            "Some text does not run from left to right; it follows the rest of its page.",
        )


def _title(document: Any) -> str:
    buffer = ctypes.create_string_buffer(1024)
    size = raw.FPDF_GetMetaText(document, b"Title", buffer, 1024)
    return buffer.raw[: max(min(size, 1024) - 2, 0)].decode("utf-16-le", "replace")
