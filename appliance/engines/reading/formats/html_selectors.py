"""The selectors of a style sheet as parts: ``p``, ``.note``, ``#top``, ``[hidden`` (an attribute, whatever its value)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

Parts = frozenset[str]

_PART: Final = re.compile(r"[.#\[]?(?:[\w-]|\\.)+")
_SIMPLE: Final = re.compile(r"(?:[\w-]|\\.)*(?:[.#](?:[\w-]|\\.)+)*")
_ESCAPE: Final = re.compile(r"\\(.)")
_WITHIN: Final = re.compile(r"\([^()]*\)")
_ATTRIBUTE: Final = re.compile(r"\[\s*([\w-]{1,60}+)[^\[\]]*\]")
_BETWEEN: Final = re.compile(r"(?<!\\)[\s>+~]+")
_NO_ELEMENT: Final = re.compile(r"(?<!\\):(?::|before|after|first-l)")
"""``::before`` and the like are no elements with words of the page in them."""
_STATE: Final = re.compile(r"(?<!\\):[\w-]+")
_NESTED: Final = 3


def simple_parts(name: str) -> Parts | None:
    """The parts of a selector of one element; None for any other."""
    return _parts(name) if name and _SIMPLE.fullmatch(name) else None


def last_parts(heading: str, *, every: bool) -> Iterator[Parts]:
    """What an element needs at least that a list of selectors fits; empty: nothing. Simple selectors only with ``every``."""
    for _ in range(_NESTED):
        heading = _WITHIN.sub("", heading)
    for name in map(str.strip, _ATTRIBUTE.sub(r"[\1", heading).split(",")):
        if not name or (not every and _SIMPLE.fullmatch(name)):
            continue
        last = _BETWEEN.split(name)[-1]
        if not _NO_ELEMENT.search(last):
            yield _parts(_STATE.sub("", last))


def _parts(name: str) -> Parts:
    found = (_ESCAPE.sub(r"\1", part) for part in _PART.findall(name))
    return frozenset(part if part[0] in ".#" else part.casefold() for part in found)
