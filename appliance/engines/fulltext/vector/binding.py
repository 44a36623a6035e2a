"""``whoosh.query`` nodes into operators of one segment. What is not in ``BINDERS`` is refused."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, overload

import numpy as np
from whoosh import query as wq

from appliance.engines.fulltext import nodes
from appliance.engines.fulltext.analysis import prefix_stems
from appliance.engines.fulltext.errors import QueryUnsupported
from appliance.engines.fulltext.vector import combining as over
from appliance.engines.fulltext.vector import operators as op
from appliance.engines.fulltext.vector.building import TEXT_NAMES
from appliance.engines.fulltext.vector.sections import Array
from appliance.engines.fulltext.vector.segment import Segment, TextField
from appliance.engines.fulltext.vector.sequences import Neighbours, WordSequence, WordSteps
from appliance.engines.fulltext.vector.snapshot import Snapshot
from appliance.foundation.contracts.query import FACET_FIELDS, NUMBER_FIELDS

_MOST_KNOWN = 4000
"""Terms of which is known where they are."""


class Binder:
    """Makes the operators of one query in one segment."""

    def __init__(self, snapshot: Snapshot, number: int) -> None:
        self._snapshot = snapshot
        self._number = number
        self._segment: Segment = snapshot.leaves[number].segment
        self.documents = self._segment.documents

    def bind(self, node: Any) -> op.Operator:
        """The operator of a node. Raises QueryUnsupported."""
        if node is wq.NullQuery:
            return op.Nobody(self.documents)
        make = BINDERS.get(type(node))
        if make is None:
            raise QueryUnsupported(what=f"a query of type {type(node).__name__}")
        return make(self, node)

    # --- words ------------------------------------------------------------------------------------

    def text(self, name: str) -> TextField:
        """A text field of the segment."""
        if name not in TEXT_NAMES:
            raise QueryUnsupported(what=f"words in {name}")
        return self._segment.text(name)

    def word(self, field: str, term: bytes) -> op.Term | None:
        """One term; None if no document of the segment has it."""
        known = self._snapshot.postings
        place = self._number, field, term
        postings = known.get(place)
        if postings is None:
            postings = self._postings(field, term)
            if len(known) >= _MOST_KNOWN:
                known.clear()
            known[place] = postings or False
        return op.Term(postings) if postings else None

    def _postings(self, field: str, term: bytes) -> op.Postings | None:
        text = self.text(field)
        rank = text.lexicon.rank(term)
        if rank < 0:
            return None
        cache, number = self._snapshot.cache, self._number

        @overload
        def keep(kind: str, make: Callable[[], Array]) -> Array: ...
        @overload
        def keep(kind: str) -> Array | None: ...
        def keep(kind: str, make: Callable[[], Array] | None = None) -> Array | None:
            key = (kind, number, field, rank)
            return cache.known(key) if make is None else cache.get(key, make)

        norms, idf = self._snapshot.norms(number, field), self._snapshot.idf(field, term)
        return op.Postings.of(self.documents, rank, text.docs_of(rank), text.freqs_of(rank), norms, idf, keep)

    def term(self, node: Any) -> op.Operator:
        """A word of a text field, or an exact value of a facet, which counts one."""
        text = node.text if isinstance(node.text, bytes) else node.text.encode()
        if node.fieldname in FACET_FIELDS:
            return self._values(node.fieldname, [text], float(node.boost))
        found = self.word(node.fieldname, text)
        return _boosted(found, node.boost) if found else op.Nobody(self.documents)

    def sequence(self, node: nodes.Sequence) -> op.Operator:
        """Our phrase."""
        words = self._words(node.fieldname, [term.encode() for term, _ in node.way])
        if not words:
            return op.Nobody(self.documents)
        text = self.text(node.fieldname)
        return WordSequence(text, node.way, node.slop, words)

    def phrase(self, node: Any) -> op.Operator:
        """Whoosh's phrase."""
        terms = [word if isinstance(word, bytes) else word.encode() for word in node.words]
        if not terms:
            return op.Nobody(self.documents)
        words = self._words(node.fieldname, terms)
        if not words:
            return op.Nobody(self.documents)
        way = tuple((term.decode(), i) for i, term in enumerate(terms))
        steps = WordSteps(self.text(node.fieldname), way, node.slop, words)
        return _boosted(steps, node.boost)

    def _words(self, field: str, terms: Sequence[bytes]) -> list[op.Term]:
        """Several words; none at all if one of them is not there."""
        words = []
        for term in terms:
            word = self.word(field, term)
            if word is None:
                return []
            words.append(word)
        return words

    def near(self, node: nodes.Near) -> op.Operator:
        """Two words near each other."""
        sides = []
        for ways in (node.left, node.right):
            side = []
            for way in ways:
                words = self._words(node.fieldname, [term.encode() for term, _ in way])
                if words:
                    side.append(
                        (
                            [word.rank for word in words],
                            way,
                            over.Every(words) if len(words) > 1 else words[0],
                        )
                    )
            if not side:
                return op.Nobody(self.documents)
            sides.append(side)
        return Neighbours(self.text(node.fieldname), sides, node.distance)

    # --- several terms ----------------------------------------------------------------------------

    def expansion(self, node: nodes.Expansion) -> op.Operator:
        """Our prefix and fuzzy words."""
        lexicon = self.text(node.fieldname).lexicon
        if node.kind == "fuzzy":
            return self._expanded(node.fieldname, [lexicon.within_one_edit(node.text)], 1.0)
        begin = lexicon.prefixed(node.text.encode())
        stems = [lexicon.rank(stem.encode()) for stem in prefix_stems(node.text)]
        other = np.array([rank for rank in stems if rank >= 0 and rank not in begin], np.int64)
        return self._expanded(node.fieldname, [begin, other], 1.0)

    def _expanded(self, field: str, ranks: Sequence[range | Array], score: float) -> op.Operator:
        text = self.text(field)
        pieces = [piece for some in ranks for piece in text.docs_in(some)]
        return op.Listed(self.documents, pieces, score, ascending=sum(map(len, ranks)) == len(pieces))

    def prefix(self, node: Any) -> op.Operator:
        """Whoosh's prefix."""
        ranks = self.text(node.fieldname).lexicon.prefixed(node.text.encode())
        return self._expanded(node.fieldname, [ranks], float(node.boost))

    def wildcard(self, node: Any) -> op.Operator:
        """Whoosh's wildcard."""
        lexicon = self.text(node.fieldname).lexicon
        literal = re.split(r"[*?\[]", node.text, maxsplit=1)[0]
        tail = re.split(r"[*?\]]", node.text)[-1]
        begin = lexicon.prefixed(literal.encode())
        if node.text == f"{literal}*{tail}":
            ranks = lexicon.ending(begin, tail.encode(), len(literal.encode()) + len(tail.encode()))
        else:
            wanted = re.compile(fnmatch.translate(node.text)).match
            ranks = lexicon.matching(begin, lambda word: wanted(word) is not None, tail.encode())
        return self._expanded(node.fieldname, [ranks], float(node.boost))

    def fuzzy(self, node: Any) -> op.Operator:
        """Whoosh's fuzzy term: edits without swaps, behind a fixed beginning."""
        lexicon = self.text(node.fieldname).lexicon
        begin = lexicon.prefixed(node.text[: node.prefixlength].encode())
        near = lexicon.within_edits(node.text, int(node.maxdist))
        near = near[(near >= begin.start) & (near < begin.stop)]
        found = [
            r for r in near.tolist() if _plain_edits(lexicon.term(r).decode(), node.text) <= node.maxdist
        ]
        return self._expanded(node.fieldname, [np.array(found, np.int64)], float(node.boost))

    def term_range(self, node: Any) -> op.Operator:
        """Terms between two."""
        lexicon = self.text(node.fieldname).lexicon
        low = lexicon.floor(_bytes(node.start)) if node.start is not None else 0
        high = lexicon.floor(_bytes(node.end)) if node.end is not None else len(lexicon)
        if node.startexcl and low < len(lexicon) and lexicon.term(low) == _bytes(node.start):
            low += 1
        ends = node.end is not None and high < len(lexicon) and lexicon.term(high) == _bytes(node.end)
        if ends and not node.endexcl:
            high += 1
        return self._expanded(node.fieldname, [range(low, max(low, high))], float(node.boost))

    # --- columns ----------------------------------------------------------------------------------

    def _values(self, field: str, values: Sequence[bytes], score: float) -> op.Operator:
        if field == "ref":
            found = [self._segment.refs.find(value.decode()) for value in values]
            return op.Listed(self.documents, [np.array([doc for doc in found if doc >= 0], np.uint32)], score)
        if field not in FACET_FIELDS:
            raise QueryUnsupported(what=f"exact values of {field}")
        facet = self._segment.facet(field)
        ranks = sorted({rank for value in values if (rank := facet.rank_of(value)) >= 0})
        return op.FacetValues(self.documents, facet, ranks, score) if ranks else op.Nobody(self.documents)

    def any_of(self, node: nodes.AnyOf) -> op.Operator:
        """Our facet filter."""
        return self._values(node.fieldname, [value.encode() for value in node.values], 0.0)

    def between(self, node: nodes.Between) -> op.Operator:
        """Our range."""
        passes = partial(
            _passes, low=node.low, high=node.high, low_open=node.low_open, high_open=node.high_open
        )
        return op.Numbers(self._numbers(node.fieldname), passes)

    def numeric_range(self, node: Any) -> op.Operator:
        """Whoosh's range, which counts one."""
        passes = partial(
            _passes, low=node.start, high=node.end, low_open=node.startexcl, high_open=node.endexcl
        )
        return op.Numbers(self._numbers(node.fieldname), passes, float(node.boost))

    def _numbers(self, field: str) -> Array:
        if field not in NUMBER_FIELDS:
            raise QueryUnsupported(what=f"a range of {field}")
        return self._segment.numbers(field)

    # --- together ---------------------------------------------------------------------------------

    def conjunction(self, node: Any) -> op.Operator:
        """And."""
        children = [self.bind(child) for child in node.subqueries]
        if not children:
            return op.Nobody(self.documents)
        return _boosted(over.Every(children) if len(children) > 1 else children[0], node.boost)

    def disjunction(self, node: Any) -> op.Operator:
        """Or. Its extras (``minmatch``, ``scale``) are refused."""
        if node.minmatch or node.scale:
            raise QueryUnsupported(what="Or with minmatch or scale")
        every = [self.bind(child) for child in node.subqueries]
        children = [child for child in every if not isinstance(child, op.Nobody)]
        if not children:
            return op.Nobody(self.documents)
        return _boosted(over.Any(children) if len(children) > 1 else children[0], node.boost)

    def best(self, node: Any) -> op.Operator:
        """DisjunctionMax."""
        children = [self.bind(child) for child in node.subqueries]
        if not children:
            return op.Nobody(self.documents)
        return _boosted(over.Best(children, node.tiebreak), node.boost)

    def every(self, node: Any) -> op.Operator:
        """Whoosh's Every: all documents, or all with something in a text field."""
        if node.fieldname is None:
            return op.Everybody(self.documents, float(node.boost))
        present = np.flatnonzero(self.text(node.fieldname).length_codes)
        return op.Listed(self.documents, [present], float(node.boost))


def _passes(
    values: Array, *, low: float | None, high: float | None, low_open: bool, high_open: bool
) -> Array:
    """Which numbers lie between the bounds; NaN never does, it compares with nothing."""
    above: Array | None = None
    if low is not None:
        above = (values > low) if low_open else (values >= low)
    if high is None:
        return ~np.isnan(values) if above is None else above
    below: Array = (values < high) if high_open else (values <= high)
    return below if above is None else np.logical_and(above, below, out=above)


def _boosted(found: op.Operator, boost: float) -> op.Operator:
    return found if boost == 1.0 else over.Boosted(found, boost)


def _bytes(text: Any) -> bytes:
    return text if isinstance(text, bytes) else str(text).encode()


def _plain_edits(a: str, b: str) -> int:
    """Levenshtein: ``edits`` counts a swap of neighbours once, Whoosh counts it twice."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


BINDERS: dict[type, Callable[[Binder, Any], op.Operator]] = {
    wq.Term: Binder.term,
    wq.Phrase: Binder.phrase,
    wq.Prefix: Binder.prefix,
    wq.Wildcard: Binder.wildcard,
    wq.FuzzyTerm: Binder.fuzzy,
    wq.TermRange: Binder.term_range,
    wq.NumericRange: Binder.numeric_range,
    wq.Every: Binder.every,
    wq.And: Binder.conjunction,
    wq.Or: Binder.disjunction,
    wq.DisjunctionMax: Binder.best,
    wq.Not: lambda binder, node: over.Complement(binder.bind(node.query)),
    wq.AndNot: lambda binder, node: over.Every([binder.bind(node.a), over.Complement(binder.bind(node.b))]),
    wq.AndMaybe: lambda binder, node: over.Perhaps(binder.bind(node.a), binder.bind(node.b)),
    wq.Require: lambda binder, node: over.Every([a := binder.bind(node.a), binder.bind(node.b)], [a]),
    wq.ConstantScoreQuery: lambda binder, node: over.Quiet(binder.bind(node.child), float(node.score)),
    nodes.Sequence: Binder.sequence,
    nodes.Near: Binder.near,
    nodes.Expansion: Binder.expansion,
    nodes.AnyOf: Binder.any_of,
    nodes.Between: Binder.between,
    nodes.Excluding: lambda binder, node: over.Complement(binder.bind(node.child)),
    nodes.Silent: lambda binder, node: over.Quiet(binder.bind(node.child)),
    nodes.All: lambda binder, _node: op.Everybody(binder.documents),
}
"""Node of the query tree → the operator that answers it."""
