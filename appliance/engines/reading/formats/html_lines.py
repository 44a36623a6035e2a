"""The lines of a page until it is whole: what a list item turned out to be, and which links only lead about the page.

Web pages set out whole entries as items of a list ("<li><h3>Cashier</h3><p>2019</p><ul>…"): their first line is no point of a list. And a menu
names the headings of the page before they come; where a line holds nothing but a link to a place on the page and the words come
again below, it is left out.
"""

from __future__ import annotations

from typing import Final

from appliance.engines.reading import limits
from appliance.engines.reading.drafting import Draft, Style
from appliance.engines.reading.formats.cells import CellLine

BULLET: Final = "• "
_LONGEST_HEAD: Final = 120
_LEAST_MENU: Final = 3
_FULL_STOP: Final = (".", "!", "?", ";")


class Item:
    """A list item that is open: where its first line is, and how many lines and lists of its own it has."""

    def __init__(self) -> None:
        self.first: tuple[list[CellLine], int] | None = None
        self.own_lines = 0
        self.lists = 0
        self.headed = False
        self.waits = True

    def close(self) -> None:
        """Take the bullet from an entry: it has a heading, a list, or a short line with more lines below."""
        if self.first is None:
            return
        lines, at = self.first
        line = lines[at]
        words = line.text.removeprefix(BULLET)
        short = len(words) <= _LONGEST_HEAD and not words.endswith(_FULL_STOP)
        if self.headed or (short and (self.lists or self.own_lines > 1)):
            lines[at] = line._replace(text=words)


class PageLines:
    """Lines in reading order, written into the draft when the page is whole."""

    def __init__(self) -> None:
        self.written: list[CellLine] = []
        self._leading: list[int] = []
        self._length = 0

    @property
    def full(self) -> bool:
        """No more text is taken."""
        return self._length >= limits.TEXT_CHARACTERS or len(self.written) >= 2 * limits.LINES

    def add(self, line: CellLine, *, leads: bool) -> None:
        """A line; ``leads``: it holds a link to a place on the page and nothing else."""
        if leads:
            self._leading.append(len(self.written))
        self.written.append(line)
        self._length += len(line.text) + 1

    def blank(self) -> None:
        """Empty space: what follows is not a continuation of what came before."""
        if self.written and self.written[-1].text:
            self.written.append(CellLine("", Style()))

    def write(self, draft: Draft) -> None:
        """Put the lines into the draft, those of a menu left out."""
        said: set[str] = set()
        left_out: set[int] = set()
        leading = set(self._leading)
        for at in range(len(self.written) - 1, -1, -1):
            words = self.written[at].text.removeprefix(BULLET).strip().casefold()
            if at in leading and words in said:
                left_out.add(at)
            elif at not in leading:
                said.add(words)
        left_out |= self._menus(left_out)
        for at, line in enumerate(self.written):
            if at in left_out:
                continue
            if line.text.strip():
                draft.line(line.text, line.style)
            else:
                draft.blank()

    def _menus(self, left_out: set[int]) -> set[int]:
        """The other points of lists of links of which most are left out."""
        menus: set[int] = set()
        run: list[int] = []
        for at in [*self._leading, -1]:
            if run and at != run[-1] + 1:
                points = [n for n in run if self.written[n].text.startswith(BULLET)]
                if len(points) >= _LEAST_MENU and 2 * sum(n in left_out for n in points) >= len(points):
                    menus.update(points)
                run = []
            run.append(at)
        return menus
