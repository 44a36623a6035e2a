"""The sorted terms of one field in one segment: exact look-up, ranges of a prefix, neighbours within an edit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from appliance.engines.fulltext.analysis import within_one_edit
from appliance.engines.fulltext.spelling import edits
from appliance.engines.fulltext.vector.sections import Array

_HEAD = 8
_SHORT = 3
"""Words of more letters have an end that one edit leaves alone."""


def heads(terms: list[bytes]) -> Array:
    """The first eight bytes of each term as a number that sorts like them: u8 (terms,)."""
    return np.array([int.from_bytes(term[:_HEAD].ljust(_HEAD, b"\0"), "big") for term in terms], np.uint64)


class Lexicon:
    """Terms by rank. ``blob``, ``offsets`` and ``head`` are views on the segment's file."""

    def __init__(self, blob: Array, offsets: Array, head: Array) -> None:
        self._blob = blob
        self._bytes = memoryview(blob.data) if len(blob) else memoryview(b"")
        self._offsets = offsets
        self._head = head
        self._groups: dict[int, _Group] | None = None
        self._foreign: list[int] = []

    def __len__(self) -> int:
        return len(self._head)

    def term(self, rank: int) -> bytes:
        """The term of a rank."""
        return bytes(self._bytes[int(self._offsets[rank]) : int(self._offsets[rank + 1])])

    def terms(self, ranks: range | Array) -> Iterator[bytes]:
        """The terms of several ranks."""
        for rank in ranks:
            yield self.term(int(rank))

    def floor(self, text: bytes) -> int:
        """Rank of the first term that is not less than ``text``."""
        head = np.uint64(int.from_bytes(text[:_HEAD].ljust(_HEAD, b"\0"), "big"))
        low = int(self._head.searchsorted(head, "left"))
        if len(text) <= _HEAD and 0 not in text:
            return low  # terms hold no NUL, so the padded text is the least with this head
        high = int(self._head.searchsorted(head, "right"))
        while low < high:
            middle = (low + high) // 2
            if self.term(middle) < text:
                low = middle + 1
            else:
                high = middle
        return low

    def rank(self, text: bytes) -> int:
        """Rank of exactly this term, -1 if it is not there."""
        rank = self.floor(text)
        return rank if rank < len(self) and self.term(rank) == text else -1

    def prefixed(self, prefix: bytes) -> range:
        """Ranks of the terms that begin like this."""
        if not prefix:
            return range(len(self))
        after = _successor(prefix)
        return range(self.floor(prefix), len(self) if after is None else self.floor(after))

    def ending(self, ranks: range, tail: bytes, least: int) -> Array:
        """Those of some ranks whose terms end in ``tail`` and have at least so many bytes (the tail's or more)."""
        ends = self._offsets[ranks.start + 1 : ranks.stop + 1].astype(np.int64)
        long = ends - self._offsets[ranks.start : ranks.stop].astype(np.int64) >= least
        left, ends = np.flatnonzero(long) + ranks.start, ends[long]
        for i, byte in enumerate(reversed(tail), 1):
            kept = self._blob[ends - i] == byte
            left, ends = left[kept], ends[kept]
        return left

    def matching(self, ranks: range, wanted: Callable[[str], bool], tail: bytes = b"") -> Array:
        """Those of some ranks whose terms end in ``tail`` and are wanted, asked one by one."""
        left = self.ending(ranks, tail, len(tail)).tolist()
        return np.array([rank for rank in left if wanted(self.term(rank).decode())], np.int64)

    # --- neighbours -------------------------------------------------------------------------------

    def within_one_edit(self, word: str) -> Array:
        """Ranks of the terms within one edit of a word, i8 ascending; see ``analysis.within_one_edit``."""
        groups = self._by_length()
        if not word.isascii():
            return self._asked_one_by_one(word, 1, lambda term: within_one_edit(term, word))
        letters = np.frombuffer(word.encode(), np.uint8)
        n, mask = len(letters), _mask(word)
        found = [
            np.array([r for r in self._foreign if within_one_edit(self.term(r).decode(), word)], np.int64)
        ]
        for length, compare in ((n - 1, _shorter), (n, _equally_long), (n + 1, _longer)):
            if group := groups.get(length):
                likely = group.likely(mask, 2, letters if n > _SHORT else None)
                found.append(group.ranks[likely[compare(group.columns[:, likely], letters)]])
        return np.sort(np.concatenate(found))

    def within_edits(self, word: str, most: int) -> Array:
        """Ranks of the terms within some edits of a word, i8 ascending; see ``spelling.edits``."""
        groups = self._by_length()
        if not word.isascii():
            return self._asked_one_by_one(word, most, lambda term: edits(term, word, most) <= most)
        letters, mask = np.frombuffer(word.encode(), np.uint8), _mask(word)
        found = [
            np.array([r for r in self._foreign if edits(self.term(r).decode(), word, most) <= most], np.int64)
        ]
        for length in range(max(1, len(word) - most), len(word) + most + 1):
            if group := groups.get(length):
                likely = group.likely(mask, 2 * most)
                near = _distances(group.columns[:, likely], letters, most) <= most
                found.append(group.ranks[likely[near]])
        return np.sort(np.concatenate(found))

    def _asked_one_by_one(self, word: str, most: int, near: Callable[[str], bool]) -> Array:
        """For words outside ASCII: every term of a possible length is compared by itself."""
        groups = self._by_length()
        lengths = range(max(1, len(word) - most), len(word) + most + 1)
        ranks = [
            *self._foreign,
            *(r for length in lengths if length in groups for r in groups[length].ranks.tolist()),
        ]
        return np.array(sorted(rank for rank in ranks if near(self.term(rank).decode())), np.int64)

    def _by_length(self) -> dict[int, _Group]:
        """The ASCII terms by their length. Made at first need."""
        if self._groups is None:
            offsets = self._offsets.astype(np.int64)
            lengths = np.diff(offsets)
            foreign = np.zeros(len(lengths), bool)
            if len(self._blob):
                high = np.flatnonzero(self._blob >= 0x80)
                foreign[np.unique(offsets.searchsorted(high, "right") - 1)] = True
            groups = {}
            for length in np.unique(lengths[~foreign]).tolist():
                ranks = np.flatnonzero((lengths == length) & ~foreign)
                columns = self._blob[offsets[ranks][None, :] + np.arange(length)[:, None]]
                bits = np.left_shift(np.uint32(1), (columns & 31).astype(np.uint32))
                groups[length] = _Group(ranks, columns, np.bitwise_or.reduce(bits, axis=0))
            self._foreign = np.flatnonzero(foreign).tolist()
            self._groups = groups
        return self._groups


class _Group(NamedTuple):
    """Terms of one length: their ranks, their letters column by column, and which letters each holds at all."""

    ranks: Array  # i8 (terms,)
    columns: Array  # u1 (length, terms)
    masks: Array  # u4 (terms,), a bit for each letter (by its last five bits)

    def likely(self, mask: np.uint32, differing: int, ends: Array | None = None) -> Array:
        """Terms whose letters differ from those of a word by few; an edit changes two at most.

        With the letters of a word (``ends``), only terms that begin or end like it: one edit leaves one end alone.
        """
        if ends is None:
            return np.flatnonzero(np.bitwise_count(self.masks ^ mask) <= differing)
        near = np.flatnonzero((self.columns[0] == ends[0]) | (self.columns[-1] == ends[-1]))
        found: Array = near[np.bitwise_count(self.masks[near] ^ mask) <= differing]
        return found


def _mask(word: str) -> np.uint32:
    return np.uint32(sum({1 << (byte & 31) for byte in word.encode()}))


def _distances(columns: Array, word: Array, most: int) -> Array:
    """Edits between a word and each of some terms of one length; right up to ``most``: u1 (terms,).

    ``columns`` holds the letters, u1 (length, terms). One cell of the usual table at a time, for all terms at once, and
    only the cells near its diagonal.
    """
    length, count = columns.shape
    far = np.full(count, most + 1, np.uint8)
    rows: list[dict[int, Array]] = [{j: np.full(count, j, np.uint8) for j in range(min(length, most) + 1)}]
    for i in range(1, len(word) + 1):
        row: dict[int, Array] = {0: np.full(count, i, np.uint8)} if i <= most else {}
        for j in range(max(1, i - most), min(length, i + most) + 1):
            best = rows[i - 1].get(j - 1, far) + (columns[j - 1] != word[i - 1])
            np.minimum(best, rows[i - 1].get(j, far) + 1, out=best)
            np.minimum(best, row.get(j - 1, far) + 1, out=best)
            if i > 1 and j > 1:
                swapped = (columns[j - 1] == word[i - 2]) & (columns[j - 2] == word[i - 1])
                better = np.minimum(best, rows[i - 2].get(j - 2, far) + 1)
                best = np.where(swapped, better, best)
            row[j] = best.astype(np.uint8)
        rows.append(row)
    return rows[-1].get(length, far)


def _successor(prefix: bytes) -> bytes | None:
    """The least text after every text that begins like this; None if there is none."""
    stripped = prefix.rstrip(b"\xff")
    return stripped[:-1] + bytes([stripped[-1] + 1]) if stripped else None


def _runs(equal: Array) -> Array:
    """How many comparisons hold from the first one on: bool (comparisons, terms) → i8 (terms,)."""
    found: Array = np.logical_and.accumulate(equal, axis=0).sum(axis=0)
    return found


def _equally_long(columns: Array, word: Array) -> Array:
    """Terms of the same length: one letter other, or two neighbours swapped, or the same."""
    n = len(word)
    if not n:
        return np.ones(columns.shape[1], bool)
    wrong = n - (columns == word[:, None]).sum(axis=0)
    found: Array = np.asarray(wrong <= 1)
    two = np.flatnonzero(wrong == 2)
    if len(two):
        for i in range(n - 1):
            if word[i] != word[i + 1]:
                swapped = (columns[i, two] == word[i + 1]) & (columns[i + 1, two] == word[i])
                found[two[swapped]] = True
    return found


def _longer(columns: Array, word: Array) -> Array:
    """Terms one letter longer: the word is the term without one of its letters."""
    if not len(word):
        return np.ones(columns.shape[1], bool)
    ahead = _runs(columns[:-1] == word[:, None])
    behind = _runs(columns[:0:-1] == word[::-1, None])
    return np.asarray(ahead + behind >= len(word))


def _shorter(columns: Array, word: Array) -> Array:
    """Terms one letter shorter: the term is the word without one of its letters."""
    n = len(word) - 1
    if n < 1:
        return np.ones(columns.shape[1], bool)
    ahead = _runs(columns == word[:-1, None])
    behind = _runs(columns[::-1] == word[:0:-1, None])
    return np.asarray(ahead + behind >= n)
