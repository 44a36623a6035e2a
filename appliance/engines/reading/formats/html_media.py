"""On which screens the rules of a medium hold: ``screen and (min-width: 48em)``, a list of such, or what nobody can tell from the page."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_WIDTHS: Final = (320.0, 390.0, 650.0, 820.0, 1080.0, 1280.0)
"""Pixels of usual screens, from the smallest telephone to what every computer has; one between any two usual break points."""
_EVERY: Final = (1 << len(_WIDTHS)) - 1
_WIDEST: Final = 1 << (len(_WIDTHS) - 1)
_PIXELS: Final = {"px": 1.0, "em": 16.0, "rem": 16.0}
_AND: Final = re.compile(r"\s+and\s+")
_SCREEN: Final = re.compile(r"(?:only\s+)?(?:screen|all)")
_OTHER: Final = re.compile(r"(?:only\s+)?(?:print|speech|aural|braille|embossed|handheld|projection|tty|tv)")
_WIDTH: Final = re.compile(
    r"\(\s*(?P<edge>min-|max-|)width\s*(?P<sign>:|[<>]=?)\s*(?P<size>\d{1,7}(?:\.\d{1,4})?)\s*(?P<unit>px|r?em)?\s*\)"
)
_LONGEST: Final = 500


class Screens(NamedTuple):
    """Bits of usual screens, the widest last: on which of them rules surely hold, and on which they may."""

    held: int = _EVERY
    possible: int = _EVERY

    @property
    def all(self) -> bool:
        """The rules hold wherever the page is seen."""
        return self.held == _EVERY

    @property
    def doubtful(self) -> bool:
        """They may hold on the widest screen, and nobody can tell."""
        return bool(self.possible & ~self.held & _WIDEST)

    def within(self, outer: Screens) -> Screens:
        """Of a block in another."""
        return Screens(self.held & outer.held, self.possible & outer.possible)


EVERYWHERE: Final = Screens()
UNKNOWN: Final = Screens(0, _EVERY)
SCREENS: Final = tuple(1 << at for at in range(len(_WIDTHS)))


def screens_of(condition: str) -> Screens:
    """The screens of a medium, or of a list of media: each that one of them holds on."""
    if len(condition) > _LONGEST:
        return UNKNOWN
    held = possible = 0
    for medium in condition.casefold().split(","):
        found = EVERYWHERE
        for term in _AND.split(medium.strip()):
            found = _term(term).within(found)
        held, possible = held | found.held, possible | found.possible
    return Screens(held, possible)


def _term(term: str) -> Screens:
    if _SCREEN.fullmatch(term):
        return EVERYWHERE
    if _OTHER.fullmatch(term):
        return Screens(0, 0)
    found = _WIDTH.fullmatch(term)
    if found is None or bool(found["edge"]) != (found["sign"] == ":"):
        return UNKNOWN
    size = float(found["size"]) * _PIXELS[found["unit"] or "px"]
    least = found["edge"] == "min-" or found["sign"].startswith(">")
    same = len(found["sign"]) == 2 or found["sign"] == ":"
    held = sum(
        bit
        for bit, width in zip(SCREENS, _WIDTHS, strict=True)
        if (width > size if least else width < size) or (same and width == size)
    )
    return Screens(held, held)
