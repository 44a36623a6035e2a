"""Texts as rows of chunks, the words between white space, each chunk analysed once in a process.

Two texts of a page have most of their chunks in common, and two queries look at the same texts: what a chunk holds is
remembered under a number, a text is a row of such numbers, and looking for a query's words in it is a look-up.
"""

from __future__ import annotations

import sys
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from appliance.engines.fulltext.analysis import REMEMBERED_CHUNKS, units

_SMALL = 0x10000
"""So many different numbers fit into two bytes each."""
_LAST_SPACE = 0x3000
_SPACES = np.array([chr(code).isspace() for code in range(_LAST_SPACE + 1)] + [False])
"""Which code points ``str.split`` takes for white space; all those behind the last one stand as one more."""


class Seen:
    """Chunks that were analysed, and for each term those that hold it. Only grows; safe for threads."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.chunks: list[str] = []
        self.widths: NDArray[np.int32] = np.zeros(1024, dtype=np.int32)
        """How many positions each chunk takes; longer than needed."""
        self.terms: list[str] = []
        """Every term, in the order in which they came."""
        self.holding: dict[str, list[int]] = {}
        """Term → numbers of chunks, ascending."""
        self._lock = Lock()

    def learn(self, words: list[str]) -> None:
        """Know these chunks from now on."""
        with self._lock:
            for chunk in words:
                if chunk not in self.numbers:
                    self._add(chunk)

    def _add(self, chunk: str) -> None:
        number, found = len(self.chunks), units(chunk)
        if number == len(self.widths):
            self.widths = np.concatenate([self.widths, np.zeros_like(self.widths)])
        self.widths[number] = sum(len(unit.parts) for unit in found)
        self.chunks.append(chunk)
        terms = {part.term for unit in found for part in unit.parts} | {unit.joined for unit in found}
        for term in terms:
            if term is None:
                continue
            if term in self.holding:
                self.holding[term].append(number)
            else:
                self.holding[sys.intern(term)] = [number]
                self.terms.append(term)
        self.numbers[chunk] = number  # last: who finds it here finds all of it


_seen = Seen()


def seen() -> Seen:
    """What is known of chunks; replaced whole when it is full, who looks at the old one goes on with it."""
    global _seen  # noqa: PLW0603  # one slot, replaced whole
    if len(_seen.chunks) > REMEMBERED_CHUNKS:
        _seen = Seen()
    return _seen


class Words:
    """A text, and the chunks it is made of: make it once of a text that is looked at more often.

    ``numbers`` are those of ``known``, ``starts`` the code points at which the chunks begin.
    """

    __slots__ = ("known", "numbers", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.known = seen()
        words = text.split()
        try:
            numbers = [*map(self.known.numbers.__getitem__, words)]
        except KeyError:
            self.known.learn(words)
            numbers = [*map(self.known.numbers.__getitem__, words)]
        small = len(self.known.chunks) <= _SMALL
        self.numbers: NDArray[Any] = np.fromiter(numbers, np.uint16 if small else np.uint32, len(numbers))
        self.starts = _starts(text)

    @property
    def is_current(self) -> bool:
        """Whether the chunks are numbered as in texts cut now."""
        return self.known is _seen


def words_of(text: str | Words) -> Words:
    """A text as a row of chunks."""
    return Words(text) if isinstance(text, str) else text


def _starts(text: str) -> NDArray[Any]:
    """Where the chunks of ``text.split()`` begin; in two bytes each where they suffice."""
    if text.isascii():
        spaces = _SPACES[np.frombuffer(text.encode("ascii"), dtype=np.uint8)]
    else:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        spaces = _SPACES[np.minimum(codes, _LAST_SPACE + 1)]
    begins = ~spaces
    begins[1:] &= spaces[:-1]
    return begins.nonzero()[0].astype(np.uint16 if len(text) <= _SMALL else np.uint32)
