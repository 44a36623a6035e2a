"""Words and fragments with boxes: what the reading order is made of."""

from __future__ import annotations

from typing import Final

TAB_GAP: Final = 1.1
"""A gap of this many letter heights inside a line is a tab, not a blank."""
SPLIT_GAP: Final = 1.0
"""Words further apart (in letter heights) may belong to different columns."""
SAME_LINE: Final = 0.35
"""Baselines this close (in letter heights) are one line."""
BULLETS: Final = frozenset("•‣⁃◦●○■□▪▫◆◇►▶➢➤✓✔–—-*·∙❖o>»§")


class Word:
    """A piece of text without blanks. ``glued`` says that no blank stood before it in the file, ``spread``
    how far its letters are set apart, in points.
    """

    __slots__ = ("baseline", "bold", "glued", "size", "spread", "text", "x0", "x1", "y0", "y1")

    def __init__(
        self,
        text: str,
        box: tuple[float, float, float, float],
        baseline: float,
        size: float,
        *,
        bold: bool = False,
        glued: bool = False,
        spread: float = 0.0,
    ) -> None:
        self.text = text
        self.x0, self.y0, self.x1, self.y1 = box
        self.baseline = baseline
        self.size = size
        self.bold = bold
        self.glued = glued
        self.spread = spread


class Fragment:
    """Words of one line that stand close together: never split between columns."""

    __slots__ = ("baseline", "size", "words", "x0", "x1", "y0", "y1")

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.x0 = words[0].x0
        self.x1 = max([w.x1 for w in words])
        self.y0 = min([w.y0 for w in words])
        self.y1 = max([w.y1 for w in words])
        longest = max(
            words, key=_by_length
        )  # not the largest: bullets and initials are larger than their line
        self.size = longest.size
        self.baseline = longest.baseline

    @property
    def text(self) -> str:
        """The words with single blanks, for looking at; offsets are made elsewhere."""
        return " ".join(w.text for w in self.words)

    @property
    def letters(self) -> int:
        """How many characters the words have together."""
        return sum([len(w.text) for w in self.words])

    @property
    def bold(self) -> bool:
        """Most of it is bold."""
        bold = sum([len(w.text) for w in self.words if w.bold])
        return bold > 0 and 2 * bold > self.letters


def _by_length(word: Word) -> int:
    return len(word.text)


def rows_of(fragments: list[Fragment]) -> list[list[Fragment]]:
    """Fragments that share a baseline, from top to bottom, each row from left to right."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: (f.baseline, f.x0)):
        if rows:
            head = rows[-1][0]
            if abs(fragment.baseline - head.baseline) <= SAME_LINE * max(fragment.size, head.size, 1.0) * 0.8:
                rows[-1].append(fragment)
                continue
        rows.append([fragment])
    for row in rows:
        row.sort(key=lambda f: f.x0)
    return rows


def fragments_of(words: list[Word]) -> list[Fragment]:
    """Words joined to fragments: same baseline, gap below ``SPLIT_GAP``; a bullet stays with its text."""
    found: list[Fragment] = []
    _lower_ordinals(words)
    for row in _word_rows(words):
        current: list[Word] = []
        for word in row:
            if current and word.x0 - current[-1].x1 > _allowed_gap(current, word):
                found.append(Fragment(current))
                current = []
            current.append(word)
        if current:
            found.append(Fragment(current))
    return found


_ORDINALS: Final = frozenset({"st", "nd", "rd", "th", "er", "ère", "ème", "e"})


def _lower_ordinals(words: list[Word]) -> None:
    """The small raised letters of "1st" belong to the number, on its line."""
    for raised in words:
        if raised.text not in _ORDINALS:
            continue
        for number in words:
            if (
                number.text[-1:].isdigit()
                and raised.size < 0.9 * number.size
                and 0 < number.baseline - raised.baseline < 0.7 * number.size
                and abs(raised.x0 - number.x1) <= 0.25 * number.size
            ):
                raised.baseline, raised.glued = number.baseline, True
                break


def _allowed_gap(current: list[Word], word: Word) -> float:
    height = max(min(current[-1].size, word.size), 4.0) + 2.2 * min(current[-1].spread, word.spread)
    if len(current) == 1 and current[0].text in BULLETS:
        return 4.0 * height
    return SPLIT_GAP * height


def _word_rows(words: list[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.baseline, w.x0)):
        if rows:
            head = rows[-1][0]
            if abs(word.baseline - head.baseline) <= SAME_LINE * max(min(word.size, head.size), 1.0):
                rows[-1].append(word)
                continue
        rows.append([word])
    for row in rows:
        row.sort(key=lambda w: w.x0)
    return rows
