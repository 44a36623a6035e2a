"""Words that go on from what was typed, and words that look like it; only what visible entries hold."""

from __future__ import annotations

import numpy as np
from whoosh import query as wq

from appliance.engines.fulltext.analysis import stem
from appliance.engines.fulltext.layout import WHOLE, field_of
from appliance.engines.fulltext.vector.binding import Binder
from appliance.engines.fulltext.vector.building import surface_name
from appliance.engines.fulltext.vector.sections import Array
from appliance.engines.fulltext.vector.segment import Listing
from appliance.engines.fulltext.vector.snapshot import Snapshot

_SHORTEST = 3
_CONSIDERED = 100
"""Words of each segment among which the most frequent are looked for."""


def visible(snapshot: Snapshot, scope: wq.Query) -> list[Array]:
    """For each leaf, which documents may be seen: bool (documents,)."""
    masks = []
    for number, leaf in enumerate(snapshot.leaves):
        mask = Binder(snapshot, number).bind(scope).mask()
        masks.append(mask if leaf.alive is None else mask & leaf.alive)
    return masks


def _counts(listing: Listing, ranks: range | Array, mask: Array) -> Array:
    """How many visible documents hold each of some terms: i8."""
    if isinstance(ranks, range):
        if not len(ranks):
            return np.zeros(0, np.int64)
        start, end = listing.span(ranks.start, ranks.stop)
        if mask.all():  # everybody sees everything: nothing to count
            return np.diff(listing.postings[ranks.start : ranks.stop + 1].astype(np.int64))
        bounds = listing.postings[ranks.start : ranks.stop].astype(np.int64) - start
        return np.add.reduceat(mask[listing.docs[start:end]], bounds, dtype=np.int64)
    return np.array([np.count_nonzero(mask[listing.docs_of(int(rank))]) for rank in ranks], np.int64)


def facet_values(snapshot: Snapshot, field: str, start: str, scope: wq.Query) -> dict[str, int]:
    """The values of a facet that begin like this, with the visible entries that hold each."""
    found: dict[str, int] = {}
    for leaf, mask in zip(snapshot.leaves, visible(snapshot, scope), strict=True):
        facet = leaf.segment.facet(field)
        ranks = facet.lexicon.prefixed(start.encode())
        for rank, count in zip(ranks, _counts(facet, ranks, mask).tolist(), strict=True):
            if count:
                value = facet.lexicon.term(rank).decode()
                found[value] = found.get(value, 0) + count
    return found


def words(snapshot: Snapshot, field: str, start: str, scope: wq.Query, limit: int) -> dict[str, int]:
    """The most frequent words of a field that begin like this, as people write them."""
    name = field_of(field)
    masks = visible(snapshot, scope)
    candidates: set[bytes] = set()
    for leaf, mask in zip(snapshot.leaves, masks, strict=True):
        for listing in (leaf.segment.text(name), leaf.segment.listing(surface_name(name))):
            ranks = listing.lexicon.prefixed(start.encode())
            counts = _counts(listing, ranks, mask)
            most = np.argsort(-counts, kind="stable")[: max(_CONSIDERED, limit * 4)]
            candidates.update(listing.lexicon.term(ranks[int(i)]) for i in most if counts[i])
    return _spelled(snapshot, name, candidates, masks)


def lookalikes(snapshot: Snapshot, word: str, edits: int, scope: wq.Query) -> dict[str, int]:
    """Words of any field that are within some edits of a word."""
    candidates: set[bytes] = set()
    for leaf in snapshot.leaves:
        for listing in (leaf.segment.text(WHOLE), leaf.segment.listing(surface_name(WHOLE))):
            candidates.update(listing.lexicon.terms(listing.lexicon.within_edits(word, edits)))
    return _spelled(snapshot, WHOLE, candidates, visible(snapshot, scope))


def _spelled(snapshot: Snapshot, name: str, candidates: set[bytes], masks: list[Array]) -> dict[str, int]:
    """Count candidates; a stem that nobody writes by itself (``kubernete``) is left out."""
    written: dict[str, int] = {}
    stems: dict[str, int] = {}
    for word in candidates:
        for leaf, mask in zip(snapshot.leaves, masks, strict=True):
            for listing, counts in (
                (leaf.segment.text(name), stems),
                (leaf.segment.listing(surface_name(name)), written),
            ):
                rank = listing.lexicon.rank(word)
                if rank >= 0:
                    count = int(np.count_nonzero(mask[listing.docs_of(rank)]))
                    counts[word.decode()] = counts.get(word.decode(), 0) + count
    alone = dict(stems)
    for surface, count in written.items():
        if alone.get(stem(surface)) == count:
            del alone[stem(surface)]
    found = {word: max(alone.get(word, 0), written.get(word, 0)) for word in alone.keys() | written.keys()}
    return {word: n for word, n in found.items() if n and len(word) >= _SHORTEST and not word.isdigit()}
