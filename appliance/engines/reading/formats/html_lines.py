"""The lines of a page until it is whole: what a list item turned out to be, and which links only lead about the page.

Web pages set out whole entries as items of a list ("<li><h3>Cashier</h3><p>2019</p><ul>…"): their first line is no point of a list. And a menu
names the headings of the page before they come: where lines hold nothing but links to places on the page, and the words of each come
again as a heading below, they are left out.
"""

from __future__ import annotations

from typing import Final

from appliance.engines.knowledge import load
from appliance.engines.reading import limits
from appliance.engines.reading.drafting import Draft, Style
from appliance.engines.reading.formats.cells import CellLine

BULLET: Final = "• "
_LONGEST_HEAD: Final = 120
_LONGEST_SECTION: Final = 60
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
        self._leading: dict[int, bool] = {}
        self._length = 0

    @property
    def full(self) -> bool:
        """No more text is taken."""
        return self._length >= limits.TEXT_CHARACTERS or len(self.written) >= 2 * limits.LINES

    def add(self, line: CellLine, leads: str = "") -> None:
        """A line; ``leads``: where the link leads that it holds if it holds nothing else."""
        if leads:
            self._leading[len(self.written)] = leads.startswith("#") and len(leads) > 1
        self.written.append(line)
        self._length += len(line.text) + 1

    def blank(self) -> None:
        """Empty space: what follows is not a continuation of what came before."""
        if self.written and self.written[-1].text:
            self.written.append(CellLine("", Style()))

    def write(self, draft: Draft) -> None:
        """Put the lines into the draft, those of a menu left out."""
        left_out = self._menus()
        for at, line in enumerate(self.written):
            if at in left_out:
                continue
            if line.text.strip():
                draft.line(line.text, line.style)
            else:
                draft.blank()

    def _menus(self) -> set[int]:
        """The lines of menus: of links one below the other, each of which names a heading that comes later."""
        left_out: set[int] = set()
        if not self._leading:
            return left_out
        named = {words for n in self._leading if len(words := _words(self.written[n])) <= _LONGEST_SECTION}
        last: dict[str, int] = {}
        for at, line in enumerate(self.written):
            words = "" if at in self._leading else _words(line)
            if words in named and (line.style.heading or load().resume_section(words)):
                last[words] = at
        menu: list[int] = []
        for at, line in enumerate([*self.written, CellLine("", Style())]):
            if at in self._leading or line.text.startswith(BULLET):
                menu.append(at)
                continue
            if all(self._leading.get(n) and last.get(_words(self.written[n]), -1) > at for n in menu):
                left_out.update(menu)
            menu = []
        return left_out


def _words(line: CellLine) -> str:
    return " ".join(line.text.removeprefix(BULLET).split()).casefold()
