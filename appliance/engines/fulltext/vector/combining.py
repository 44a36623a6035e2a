"""Operators over other operators: not, and, or, the best of several, with another score."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from appliance.engines.fulltext.vector.operators import SPARSE, Operator, Term, united, unpacked
from appliance.engines.fulltext.vector.sections import Array
from appliance.engines.fulltext.vector.segment import NO_DOCS

_FEW = 2
"""Documents are few, and tested one by one for phrases, when all the matches are this many times more."""
_SEVERAL = 2
_MANY = 6
"""Scores are added up over all documents where more than a sixth of them match."""


class Complement(Operator):
    """Everything a child does not match; no score."""

    def __init__(self, child: Operator) -> None:
        super().__init__(child.documents)
        self._child = child

    def constant(self) -> float | None:
        """None at all."""
        return 0.0

    def find(self) -> Array:
        """The others."""
        return np.flatnonzero(~self._child.mask())

    def count(self) -> int:
        """The others."""
        return self.documents - self._child.count()

    def test(self, ids: Array) -> Array:
        """Not what the child says."""
        return ~self._child.test(ids)


class Quiet(Operator):
    """A child's matches with one score instead of its own (0: none)."""

    def __init__(self, child: Operator, score: float = 0.0) -> None:
        super().__init__(child.documents)
        self._child = child
        self._score = score

    def size(self) -> int:
        """As the child."""
        return self._child.size()

    def constant(self) -> float | None:
        """The one score."""
        return self._score

    def find(self) -> Array:
        """As the child."""
        return self._child.ids()

    def test(self, ids: Array) -> Array:
        """As the child."""
        return self._child.test(ids)

    def score(self, ids: Array, *, inside: bool) -> Array | None:
        """The same for all."""
        if not self._score:
            return None
        return np.full(len(ids), self._score, np.float32) * (1 if inside else self.test(ids))


class Boosted(Operator):
    """A child with its scores multiplied."""

    def __init__(self, child: Operator, boost: float) -> None:
        super().__init__(child.documents)
        self._child = child
        self._boost = np.float32(boost)

    def size(self) -> int:
        """As the child."""
        return self._child.size()

    def find(self) -> Array:
        """As the child."""
        return self._child.ids()

    def test(self, ids: Array) -> Array:
        """As the child."""
        return self._child.test(ids)

    def score(self, ids: Array, *, inside: bool) -> Array | None:
        """The child's, multiplied."""
        scores = self._child.score(ids, inside=inside)
        return None if scores is None else scores * self._boost


def summed(parts: Sequence[Array | None]) -> Array | None:
    """The sum of scores, None where all are zero."""
    total: Array | None = None
    for part in parts:
        if part is not None:
            total = part if total is None else total + part
    return total


def _common(children: Sequence[Operator]) -> list[Term]:
    """Those that are common terms."""
    return [child for child in children if isinstance(child, Term) and child.common]


class Every(Operator):
    """All children at once; ``scoring`` names those whose scores count (all by default)."""

    def __init__(self, children: Sequence[Operator], scoring: Sequence[Operator] | None = None) -> None:
        super().__init__(children[0].documents)
        self._children = sorted(children, key=lambda child: child.size())
        self.scoring = children if scoring is None else scoring
        self._places: Array | None = None
        """Where the matches lie among those of the rarest child, as far as that is known."""

    def size(self) -> int:
        """At most as many as the rarest child."""
        return self._children[0].size()

    def _swept(self) -> Array | None:
        """Who matches every common term, a bit for each document, where even the rarest child is one; else None."""
        common = _common(self._children)
        if len(common) < _SEVERAL or common[0] is not self._children[0]:
            return None
        first, second, *others = (term.bits() for term in common)
        found: Array = first & second
        for other in others:
            found &= other
        return found

    def count(self) -> int:
        """By their bits, where all are common terms."""
        if self._ids is None and len(_common(self._children)) == len(self._children):
            swept = self._swept()
            if swept is not None:
                return int(np.bitwise_count(swept).sum(dtype=np.int64))
        return super().count()

    def find(self) -> Array:
        """The rarest child's, as far as the others agree; of common terms all at once."""
        swept = self._swept()
        if swept is not None:
            ids = np.flatnonzero(unpacked(swept, self.documents))
            for child in self._children:
                if len(ids) and not (isinstance(child, Term) and child.common):
                    ids = ids.take(np.flatnonzero(child.test(ids)))
            return ids
        first, *others = self._children
        ids, places = first.ids(), None
        for child in others:
            if not len(ids):
                return NO_DOCS
            left = np.flatnonzero(child.test(ids))
            ids, places = ids.take(left), left if places is None else places.take(left)
        self._places = places
        return ids

    def test(self, ids: Array) -> Array:
        """Asked one after the other, of those that are left."""
        left = np.arange(len(ids))
        for child in self._children:
            if not len(left):
                break
            left = left.take(np.flatnonzero(child.test(ids.take(left))))
        found = np.zeros(len(ids), bool)
        found[left] = True
        return found

    def score(self, ids: Array, *, inside: bool) -> Array | None:
        """The sum of all children's."""
        if inside:
            dense = [child for child in self.scoring if isinstance(child, Term) and child.dense]
            if len(dense) == len(self.scoring) and len(ids) * _MANY > self.documents:
                together = summed([child.spread() for child in dense])
                return None if together is None else together.take(ids)
            if ids is self._ids and self._places is not None:
                places, first = self._places, self._children[0]
                parts = [
                    one.score_at(places, ids) if one is first else one.score(ids, inside=True)
                    for one in self.scoring
                ]
                return summed(parts)
            return summed([child.score(ids, inside=True) for child in self.scoring])
        there = np.flatnonzero(self.test(ids))
        scores = summed([child.score(ids.take(there), inside=True) for child in self.scoring])
        if scores is None:
            return None
        spread = np.zeros(len(ids), np.float32)
        spread[there] = scores
        return spread


class Any(Operator):
    """At least one child."""

    def __init__(self, children: Sequence[Operator]) -> None:
        super().__init__(children[0].documents)
        self._children = self.scoring = children
        self._size = sum(child.size() for child in children)
        self.dear = any(child.dear for child in children)

    def size(self) -> int:
        """At most so many."""
        return min(self._size, self.documents)

    def find(self) -> Array:
        """United."""
        if self._size * SPARSE < self.documents:
            return united([child.ids() for child in self._children])
        return np.flatnonzero(self.mask())

    def count(self) -> int:
        """Without naming them, where there are many."""
        if self._ids is None and self._size * SPARSE >= self.documents:
            common = _common(self._children)
            if self._mask is None and len(common) == len(self._children):
                return int(np.bitwise_count(self._united(common)).sum(dtype=np.int64))
            self.mask()
        return super().count()

    @staticmethod
    def _united(common: Sequence[Term]) -> Array:
        """Who matches any of some common terms, a bit for each document."""
        bits = common[0].bits()
        for term in common[1:]:
            bits = bits | term.bits()
        return bits

    def mask(self) -> Array:
        """United, spread out."""
        if self._mask is None:
            common = _common(self._children)
            if common:
                self._mask = unpacked(self._united(common), self.documents)
            else:
                self._mask = np.zeros(self.documents, bool)
            for child in self._children:
                if child._mask is not None:  # noqa: SLF001  # its kin
                    self._mask |= child._mask  # noqa: SLF001
                elif child not in common:
                    self._mask[child.ids().astype(np.int64)] = True
        return self._mask

    def test(self, ids: Array) -> Array:
        """By any child."""
        if self._mask is None and len(ids) * (_FEW if self.dear else SPARSE) < self._size:
            found = np.zeros(len(ids), bool)
            for child in self._children:
                found |= child.test(ids)
            return found
        there: Array = self.mask().take(ids)
        return there

    def score(self, ids: Array, *, inside: bool) -> Array | None:
        """The sum of all children's, gathered over all documents where many match."""
        del inside
        if ids is self._ids and self._size * SPARSE < self.documents:
            total = np.zeros(len(ids), np.float32)
            for child in self._children:
                scores = child.score(child.ids(), inside=True)
                if scores is not None:
                    total[ids.searchsorted(child.ids())] += scores
            return total
        if len(ids) * 4 < self._size:
            return summed([child.score(ids, inside=False) for child in self._children])
        total = np.zeros(self.documents, np.float32)
        for child in self._children:
            child.add_to(total)
        found: Array = total.take(ids)
        return found


class Best(Any):
    """At least one child; the best score counts, the others by a share (``tiebreak``)."""

    def __init__(self, children: Sequence[Operator], tiebreak: float) -> None:
        super().__init__(children)
        self._tiebreak = np.float32(tiebreak)

    def score(self, ids: Array, *, inside: bool) -> Array | None:
        """The best, and a share of the rest."""
        del inside
        parts = [child.score(ids, inside=False) for child in self._children]
        rows = np.array([np.zeros(len(ids), np.float32) if part is None else part for part in parts])
        best = rows.max(axis=0)
        result: Array = best + self._tiebreak * (rows.sum(axis=0) - best)
        return result


class Perhaps(Operator):
    """The first child's matches; the second adds its score where it matches too."""

    def __init__(self, first: Operator, second: Operator) -> None:
        super().__init__(first.documents)
        self._first = first
        self._second = second

    def size(self) -> int:
        """As the first child."""
        return self._first.size()

    def find(self) -> Array:
        """As the first child."""
        return self._first.ids()

    def test(self, ids: Array) -> Array:
        """As the first child."""
        return self._first.test(ids)

    def score(self, ids: Array, *, inside: bool) -> Array | None:
        """Both together."""
        total = summed([self._first.score(ids, inside=inside), self._second.score(ids, inside=False)])
        return total if inside or total is None else total * self.test(ids)
