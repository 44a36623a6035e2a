"""How many of some documents hold each value of a facet.

A value that many documents hold is kept as a row of bits, one for each document: to count it among others is to
count the bits that two rows share, sixty-four documents at a time. That costs the same for a hundred documents as for
all, so a few documents are asked for their values instead.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from appliance.engines.fulltext.vector.sections import Array
from appliance.engines.fulltext.vector.segment import NO_DOCS, FacetField, Segment
from appliance.foundation.contracts.query import FACET_FIELDS

SMALL = 4096
"""Documents of a segment below which rows of bits are not worth making."""
_SHARE = 32
"""A value is broad that one document in so many holds: its bits then take no more room than its document numbers."""
_BLOCK = 1 << 15
"""Words of bits looked at in one go: what lies between the steps stays near the processor."""
_PER_VALUE = 6.0
_PER_WORD = 1.0
_PER_LISTED = 4.0
"""What it takes to count one value of one document, one word of bits, one document of a list: about nanoseconds."""


class Crowd:
    """Some documents of a segment, u4 ascending, to be counted by several facets."""

    def __init__(self, documents: int, ids: Array) -> None:
        self._documents = documents
        self.ids = ids

    @cached_property
    def mask(self) -> Array:
        """Bool, padded to whole words of bits."""
        mask = np.zeros(_words(self._documents) * 64, bool)
        mask[self.ids] = True
        return mask

    @cached_property
    def bits(self) -> Array:
        """The mask, one bit for each document: u8 (words,)."""
        return _packed(self.mask)


class Rows:
    """The values of one facet in one segment as they are counted: the broad ones as bits, the others as lists."""

    def __init__(self, facet: FacetField, documents: int) -> None:
        self._facet = facet
        held = np.diff(facet.postings.astype(np.int64))
        self._values = len(held)
        self._broad = np.flatnonzero(held * _SHARE >= documents)
        self._bits = np.zeros((len(self._broad), _words(documents)), np.uint64)
        for row, rank in enumerate(self._broad.tolist()):
            self._bits[row] = Crowd(documents, facet.docs_of(rank)).bits
        rare = np.flatnonzero((held > 0) & (held * _SHARE < documents))
        self._rare = rare
        self._listed = np.concatenate([NO_DOCS, *(facet.docs_of(rank) for rank in rare.tolist())])
        self._starts: Array = np.cumsum(held[rare]) - held[rare]
        self._each = max(1.0, int(held.sum()) / max(1, documents))

    def is_quick(self, crowd: Crowd) -> bool:
        """Whether counting by bits takes less time than asking each of the documents."""
        by_bits = self._bits.size * _PER_WORD + len(self._listed) * _PER_LISTED
        return len(crowd.ids) * self._each * _PER_VALUE > by_bits

    def count(self, crowd: Crowd) -> Array:
        """How many of the documents hold each value, by rank: i8 (values,)."""
        return self.by_bits(crowd) if self.is_quick(crowd) else plain(self._facet, crowd.ids)

    def by_bits(self, crowd: Crowd) -> Array:
        """The same, by bits and lists whatever it takes."""
        counts = np.zeros(self._values, np.int64)
        step = max(1, _BLOCK // self._bits.shape[1])
        for first in range(0, len(self._broad), step):
            shared = self._bits[first : first + step] & crowd.bits
            counts[self._broad[first : first + step]] = np.bitwise_count(shared).sum(axis=1, dtype=np.int64)
        if len(self._rare):
            counts[self._rare] = np.add.reduceat(crowd.mask[self._listed], self._starts, dtype=np.int64)
        return counts


def plain(facet: FacetField, ids: Array) -> Array:
    """The same, by the values of each document."""
    values = len(facet.lexicon)
    found: Array = np.bincount(facet.codes_of(ids), minlength=values)[:values]
    return found


def counts_of(segment: Segment, name: str, crowd: Crowd) -> dict[str, int]:
    """Value of a facet → how many of the documents hold it; those that none holds are missing."""
    facet = segment.facet(name)
    if not len(facet.lexicon) or not len(crowd.ids):
        return {}
    rows = rows_of(segment, name)
    per_value = plain(facet, crowd.ids) if rows is None else rows.count(crowd)
    return {value: count for value, count in zip(facet.values(), per_value.tolist(), strict=True) if count}


def rows_of(segment: Segment, name: str) -> Rows | None:
    """The rows of a facet, made when first asked for and kept with the segment; None for a small segment."""
    if segment.documents < SMALL:
        return None
    rows = segment.rows.get(name)
    if rows is None:
        rows = segment.rows[name] = Rows(segment.facet(name), segment.documents)
    return rows


def warm(segment: Segment) -> None:
    """Make the rows of every facet: a few milliseconds that the first question would wait for."""
    for name in FACET_FIELDS:
        rows_of(segment, name)


def _words(documents: int) -> int:
    return (documents + 63) // 64


def _packed(mask: Array) -> Array:
    return np.packbits(mask, bitorder="little").view(np.uint64)
