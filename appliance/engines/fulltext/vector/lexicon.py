"""The sorted terms of one field in one segment: exact look-up, ranges of a prefix, neighbours within an edit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from appliance.engines.fulltext.analysis import within_one_edit
from appliance.engines.fulltext.spelling import edits
from appliance.engines.fulltext.vector.sections import Array

_HEAD = 8
_AT_ONCE = 1 << 16
_FOREIGN = 0x80
_ANY = np.uint32(0xFFFFFFFF)
_WIDEST = 4
"""Bytes of a letter, at most."""


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
        self._known: _Signs | None = None

    def __len__(self) -> int:
        return len(self._head)

    def term(self, rank: int) -> bytes:
        """The term of a rank."""
        return bytes(self._bytes[int(self._offsets[rank]) : int(self._offsets[rank + 1])])

    def terms(self, ranks: range | Array) -> Iterator[bytes]:
        """The terms of several ranks."""
        text, offsets = self._bytes, self._offsets
        for first in range(0, len(ranks), _AT_ONCE):
            some = ranks[first : first + _AT_ONCE]
            if isinstance(some, range):
                bounds = offsets[some.start : some.stop + 1].tolist() if some else []
                places: Iterable[tuple[int, int]] = pairwise(bounds)
            else:
                places = zip(offsets[some].tolist(), offsets[some + 1].tolist(), strict=True)
            for start, end in places:
                yield bytes(text[start:end])

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
        """Ranks of the terms within one edit of a word, i8 ascending; see ``analysis.within_one_edit``.

        One edit leaves the first half of a word alone or the second, unless it swaps the letters where they meet: few
        terms begin like the one or end like the other, and few of these are as long and have the same letters.
        """
        signs = self._signs()
        half = len(word) // 2
        first, second = word[:half].encode(), word[half:].encode()
        begin = self.prefixed(first)
        likely = signs.likely(slice(begin.start, begin.stop), word)
        found = set((likely + begin.start).tolist())
        end = signs.ending(second)
        found.update(end.take(signs.likely(end, word)).tolist())
        near = [rank for rank in found if within_one_edit(self.term(rank).decode(), word)]
        if half:
            swapped = self.rank((word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :]).encode())
            if swapped >= 0 and swapped not in found:
                near.append(swapped)
        return np.array(sorted(near), np.int64)

    def _signs(self) -> _Signs:
        """What is known of every term by itself. Made at first need, or by ``warm``."""
        if self._known is None:
            self._known = _Signs.of(self._blob, self._offsets)
        return self._known

    def warm(self) -> None:
        """Make what looking for neighbours needs."""
        self._signs()

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

    def likely(self, mask: np.uint32, differing: int) -> Array:
        """Terms whose letters differ from those of a word by few; an edit changes two at most."""
        return np.flatnonzero(np.bitwise_count(self.masks ^ mask) <= differing)


class _Signs(NamedTuple):
    """What tells a term quickly from others: its length, its letters, its end."""

    lengths: Array  # u2 (terms,), in bytes
    letters: Array  # u4 (terms,), a bit for each (by its last five bits); all of them if one is not ASCII
    tails: Array  # u8 (terms,), ascending: the last eight bytes of each term, the last one first
    by_tail: Array  # i4 (terms,), ranks in that order

    @classmethod
    def of(cls, blob: Array, offsets: Array) -> _Signs:
        """Of all terms of a dictionary."""
        bounds = offsets.astype(np.int64)
        ends, lengths = bounds[1:], np.diff(bounds)
        if not len(lengths):
            return cls(*(np.zeros(0, dtype) for dtype in (np.uint16, np.uint32, np.uint64, np.int32)))
        tails = np.zeros(len(lengths), np.uint64)
        for i in range(_HEAD):
            byte = blob.take(np.maximum(ends - 1 - i, 0)).astype(np.uint64)
            byte *= lengths > i
            tails |= byte << np.uint64(8 * (_HEAD - 1 - i))
        letters = np.left_shift(np.uint32(1), (blob & 31).astype(np.uint32))
        letters[blob >= _FOREIGN] = _ANY
        united = np.bitwise_or.reduceat(letters, bounds[:-1])
        order = np.argsort(tails, kind="stable")
        return cls(lengths.astype(np.uint16), united, tails[order], order.astype(np.int32))

    def ending(self, tail: bytes) -> Array:
        """Ranks of the terms that end like this; of more than eight bytes the last eight count."""
        shown = tail[::-1][:_HEAD]
        low = int.from_bytes(shown.ljust(_HEAD, b"\0"), "big")
        high = int.from_bytes(shown.ljust(_HEAD, b"\xff"), "big")
        first = int(self.tails.searchsorted(np.uint64(low), "left"))
        return self.by_tail[first : int(self.tails.searchsorted(np.uint64(high), "right"))]

    def likely(self, some: slice | Array, word: str) -> Array:
        """Indices of those of some terms that may be within one edit of a word, by their length and their letters."""
        size, lengths, letters = len(word.encode()), self.lengths[some], self.letters[some]
        if not word.isascii():
            return np.flatnonzero((lengths >= size - _WIDEST) & (lengths <= size + _WIDEST))
        found = np.bitwise_count(letters ^ _mask(word)) <= 2
        found &= (lengths >= size - 1) & (lengths <= size + 1)
        found |= letters == _ANY
        return np.flatnonzero(found)


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
