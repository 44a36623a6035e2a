"""Chunks of text (runs without white space) as numbers, and what each is made of, as flat arrays.

A chunk is analysed once, when it is first seen; after that a word of a text costs one dictionary look-up, and the
positions and terms of a whole segment come out of a few numpy operations.
"""

from __future__ import annotations

from array import array
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from appliance.engines.fulltext.analysis import (
    AFTER_WORD,
    BEFORE_WORD,
    LONGEST_TERM,
    REMEMBERED_CHUNKS,
    units,
)
from appliance.engines.fulltext.layout import GAP
from appliance.engines.fulltext.vector.sections import Array

GAP_CHUNK = 0
_BREAK = "\0"
"""Stands for the end of a line while a text is cut into chunks."""
MOST_CHUNKS = 400_000
"""A vocabulary with more chunks is dropped after the segment it served."""


class Ragged:
    """Lists of numbers that grow at the end: starts u4 (n + 1,), values."""

    def __init__(self, *codes: str) -> None:
        self.starts = array("I", [0])
        self.values = tuple(array(code) for code in codes)

    def close_row(self) -> None:
        """What was appended since the last call is one row."""
        self.starts.append(len(self.values[0]))


class FrozenVocabulary(NamedTuple):
    """A vocabulary as arrays. Chunk c has the occurrences ``starts[c]:starts[c + 1]`` and is ``widths[c]`` positions wide."""

    names: list[str]  # term number → term
    widths: Array  # i8 (chunks,)
    starts: Array  # i8 (chunks + 1,)
    terms: Array  # i8, term number of each occurrence
    offsets: Array  # i8, its position inside the chunk
    surface_starts: Array  # i8 (chunks + 1,)
    surfaces: Array  # i8, term number of each unstemmed spelling


class Made(NamedTuple):
    """What a chunk is made of: positions it takes, (term, position inside), unstemmed spellings that are no terms."""

    width: int
    occurrences: tuple[tuple[str, int], ...]
    surfaces: tuple[str, ...]


@lru_cache(REMEMBERED_CHUNKS)
def _made_of(chunk: str) -> Made:
    found: dict[tuple[str, int], None] = {}
    surfaces: dict[str, None] = {}
    width = 0
    for unit in units(chunk):
        for i, part in enumerate(unit.parts):
            if part.term is not None:
                found[part.term, width + i] = None
                if part.surface != part.term and len(part.surface) <= LONGEST_TERM:
                    surfaces[part.surface] = None
        if unit.joined is not None:
            found[unit.joined, width] = None
            found[unit.joined, width + len(unit.parts) - 1] = None
        width += len(unit.parts)
    return Made(width, tuple(found), tuple(surfaces))


class Vocabulary(dict[str, int]):
    """Chunk → its number. ``terms`` are all terms ever seen, by number."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: list[str] = []
        self._numbers: dict[str, int] = {}
        self.widths = array("I", [GAP])
        self.occurrences = Ragged("I", "I")  # term, offset inside the chunk
        self.occurrences.close_row()  # the gap has none
        self.surfaces = Ragged("I")  # unstemmed spellings that are not terms at their place
        self.surfaces.close_row()

    def lines(self, text: str) -> list[int]:
        """The chunks of a text with a gap behind every line."""
        if _BREAK in text:  # somebody's own: the gaps are told apart line by line
            return [n for line in text.split("\n") for n in (*map(self.__getitem__, line.split()), GAP_CHUNK)]
        self[_BREAK] = GAP_CHUNK
        found = list(map(self.__getitem__, text.replace("\n", f" {_BREAK} ").split()))
        del self[_BREAK]
        found.append(GAP_CHUNK)
        return found

    def __missing__(self, chunk: str) -> int:
        word = chunk.lstrip(BEFORE_WORD).rstrip(AFTER_WORD)
        if word.isascii() and word.isalpha() and (word := word.lower()) != chunk:
            number = self[chunk] = self[word]  # the same word with a capital or a comma is made of the same
            return number
        number = self[chunk] = len(self.widths)
        made = _made_of(chunk)
        terms, offsets = self.occurrences.values
        for term, offset in made.occurrences:
            terms.append(self.number(term))
            offsets.append(offset)
        self.occurrences.close_row()
        self.surfaces.values[0].extend(map(self.number, made.surfaces))
        self.surfaces.close_row()
        self.widths.append(made.width)
        return number

    def frozen(self) -> FrozenVocabulary:
        """Everything so far; copies, so that it may go on growing."""
        occurrences, surfaces = self.occurrences, self.surfaces
        lists = (self.widths, occurrences.starts, *occurrences.values, surfaces.starts, *surfaces.values)
        return FrozenVocabulary(self.terms, *(np.array(numbers, np.int64) for numbers in lists))

    def number(self, term: str) -> int:
        """The number of a term."""
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self.terms)
            self.terms.append(term)
        return number
