"""Rows of fragments written into a ``Draft``: blanks, tabs, hyphens at line ends, one place a word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from appliance.engines.reading import limits
from appliance.engines.reading.drafting import Draft, Style
from appliance.engines.reading.geometry.order import OrderedRow
from appliance.engines.reading.geometry.words import BULLETS, TAB_GAP, Fragment, Word
from appliance.foundation.contracts.reading import Line, Place

_KEEPS_HYPHEN: Final = frozenset(
    [
        "self",
        "well",
        "cross",
        "non",
        "co",
        "multi",
        "full",
        "part",
        "long",
        "short",
        "high",
        "low",
        "real",
        "end",
        "pre",
        "post",
        "anti",
        "inter",
        "semi",
        "large",
        "small",
        "mid",
        "hands",
        "on",
        "off",
        "up",
        "back",
        "front",
        "state",
        "decision",
        "problem",
        "detail",
        "results",
        "data",
        "customer",
    ]
)
_OTHER_TYPE: Final = 1.2
"""A heading beside text in a smaller type: the gap between them is measured by the text."""
_NOT_A_HALF: Final = frozenset({"and", "or", "to", "und", "oder", "et"})
_LAST_LETTERS: Final = re.compile(r"[^\W\d_]+")
_BROKEN: Final = re.compile(r"[^\W\d_]{2,}-\Z")
_NAME_BROKEN: Final = re.compile(r"[A-Z][^\W\d_]+-[A-Z][^\W\d_]+")
"""A name of two that was broken behind its hyphen: "Smith-" above "Jones"."""
_CONTINUES: Final = re.compile(r"[^\W\d_]+")

_Piece = tuple[str, Word | None]
"""Text with the word it comes from; separators come from none."""


class PageLines:
    """The lines of one page, in reading order, before offsets exist."""

    def __init__(self, page: int, rows: list[OrderedRow], part: str = "body") -> None:
        self.page = page
        self.rows = rows
        self.part = part


def write(draft: Draft, pages: Iterable[PageLines]) -> None:
    """Append all lines with their places."""
    groups = list(pages)
    vocabulary: set[str] = set()
    for group in groups:
        waiting: list[tuple[OrderedRow, list[_Piece]]] = [
            (row, _pieces(row.fragments, row.cut)) for row in group.rows
        ]
        for (row, pieces), (following, after) in pairwise(waiting):
            if row.column == following.column:
                _join_hyphen(pieces, after, vocabulary, groups)
        before: OrderedRow | None = None
        for row, pieces in waiting:
            if draft.full:
                return
            if before is not None and _set_apart(before, row):
                draft.blank()
            _write_line(draft, group, row, pieces)
            before = row


def _set_apart(before: OrderedRow, row: OrderedRow) -> bool:
    """More than half a line of empty space above, or a new column."""
    if before.column != row.column:
        return True
    top, bottom = min(f.y0 for f in row.fragments), max(f.y1 for f in before.fragments)
    return top - bottom > 0.6 * max(row.fragments[0].size, 4.0)


def _pieces(fragments: list[Fragment], cut: float = 0.0) -> list[_Piece]:
    """Words with the separators between them (a separator has no word)."""
    pieces: list[_Piece] = []
    last: Word | None = None
    for fragment in fragments:
        words = _spelled_out(fragment.words)
        for word in words:
            if last is not None:
                gap, height = word.x0 - last.x1, max(word.size, last.size)
                least = min(word.size, last.size)
                height = least if height > _OTHER_TYPE * least else height
                moved_up = (
                    word is words[0] and word.x0 < last.x0 and word.baseline > last.baseline + 0.5 * height
                )  # a further line of a cell that joined its row
                bullet = len(pieces) == 1 and last.text in BULLETS
                apart = word is words[0] and last.x1 < cut <= word.x0 + 1.0
                wide = apart or gap > TAB_GAP * height + 2.2 * min(word.spread, last.spread)
                if (wide and not bullet) or (moved_up and ("\t", None) in pieces):
                    pieces.append(("\t", None))
                elif not (word.glued and abs(gap) < 0.2 * height):
                    pieces.append((" ", None))
            pieces.append((word.text, word))
            last = word
    return pieces


_SPELLED: Final = frozenset("@._+()-–/&,’'")
"""Signs among letters that are set apart: an address, a range of months."""


def _spelled_out(words: list[Word]) -> list[Word]:
    """``E X P E R I E N C E`` and ``J A N 2 0 2 0`` with real blanks between their letters become words."""
    if len(words) < 5 or (len(words[0].text) > 1 and len(words[1].text) > 1):
        return words  # what costs least is asked first
    single = sum([len(w.text) == 1 for w in words])
    if single < 5 or (single < len(words) and not _kerned(words, single)):
        return words
    if sum(w.text.isalpha() for w in words) < 3 or not all(
        w.text.isalnum() or w.text in _SPELLED for w in words
    ):
        return words
    gaps = sorted(b.x0 - a.x1 for a, b in pairwise(words))
    usual = gaps[len(gaps) // 3]
    joined: list[Word] = []
    icon = _icon_before_address(words)
    for word in words:
        if (
            joined
            and not (icon and joined[-1] is words[0] and word is words[1])
            and word.x0 - joined[-1].x1 <= 1.6 * usual + 0.5
        ):
            head = joined[-1]
            head.text += word.text
            head.x1, head.y0, head.y1 = word.x1, min(head.y0, word.y0), max(head.y1, word.y1)
        else:
            joined.append(word)
    return joined


def _kerned(words: list[Word], single: int) -> bool:
    """Do two capitals that are set closer stand among single ones: "E D U C AT I O N"?"""
    pairs = [w for w in words if len(w.text) > 1]
    return single >= 3 * len(pairs) and all(len(w.text) == _PAIR and w.text.isupper() for w in pairs)


_PAIR: Final = 2


def _icon_before_address(words: list[Word]) -> bool:
    """A capital before an address in small letters is the code of a drawn letter."""
    written = "".join(w.text for w in words)
    return "@" in written and written[0].isupper() and written[1:].islower()


def _join_hyphen(
    pieces: list[_Piece], following: list[_Piece], vocabulary: set[str], groups: list[PageLines]
) -> None:
    """Move the second half of a word broken at the line end up to its first half.

    ``develop-`` + ``ment`` is one word; ``self-`` + ``taught`` keeps its hyphen, as do two halves that
    are both words of the same document while the whole is not. A date behind a tab does not end the line.
    """
    if not pieces or not following:
        return
    cut = next((n for n, (text, _) in enumerate(pieces) if text == "\t"), len(pieces))
    for position in {cut, len(pieces)}:
        text, word = pieces[position - 1]
        rest, next_word = following[0]
        if word is None or next_word is None or not _BROKEN.search(text) or rest in _NOT_A_HALF:
            continue
        begins = _CONTINUES.match(rest)
        if begins is None or abs(word.size - next_word.size) > 0.15 * word.size:
            continue
        if not rest[0].islower() and not _NAME_BROKEN.fullmatch(text + rest):
            continue
        if not vocabulary:
            vocabulary.update(_vocabulary(groups))
        pieces[position - 1] = (
            text if rest[0].isupper() or _keeps_hyphen(text[:-1], begins.group(), vocabulary) else text[:-1],
            word,
        )
        pieces.insert(position, (rest, next_word))
        del following[0]
        if following and following[0][1] is None:
            del following[0]
        return


def _keeps_hyphen(head: str, rest: str, vocabulary: set[str]) -> bool:
    first = (_LAST_LETTERS.findall(head) or [""])[-1].casefold()
    whole = first + rest.casefold()
    if whole in vocabulary:
        return False
    return first in _KEEPS_HYPHEN or (first in vocabulary and rest.casefold() in vocabulary and len(rest) > 3)


def _vocabulary(groups: list[PageLines]) -> set[str]:
    words = (word.text for group in groups for row in group.rows for f in row.fragments for word in f.words)
    return {text.strip(".,;:()").casefold() for text in words}


def _write_line(draft: Draft, group: PageLines, row: OrderedRow, pieces: list[_Piece]) -> None:
    if not pieces:
        return
    start = position = draft.begin_line()
    for text, word in pieces:
        if position - start + len(text) > limits.LINE_CHARACTERS:
            draft.note(
                "major", "text_cut", "A line of the file is longer than Muster reads; its rest was left out."
            )
            break
        end = position + len(text)
        if word is not None:
            draft.places.append(
                Place(position, end, group.page, word.x0, word.y0, word.x1, word.y1)
            )  # fmt: skip
        draft.pieces.append(text)
        position = end
    draft.end_line(position)
    fragments = row.fragments
    main = max(fragments, key=lambda f: (f.letters, f.size)) if len(fragments) > 1 else fragments[0]
    style = Style(
        size=round(main.size, 1),
        bold=fragments[0].bold,  # of the first cell: a date beside it is rarely bold
        part=group.part,
        column=row.column,
    )
    draft.lines.append(
        Line(
            start, position, group.page,
            min(f.x0 for f in fragments), min(f.y0 for f in fragments),
            max(f.x1 for f in fragments), max(f.y1 for f in fragments),
            style.size, style.bold, style.heading, style.part, style.column,
        )
    )  # fmt: skip
