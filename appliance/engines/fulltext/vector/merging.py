"""Several segments into one, without the entries that were deleted and without any word only they had.

Documents keep their order: those of the first segment, then those of the second. Postings of one term are therefore
laid end to end, in blocks of terms, so that memory does not grow with the index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from appliance.engines.fulltext.layout import WHOLE
from appliance.engines.fulltext.vector.building import SEGMENT_FORMAT, TEXT_NAMES, surface_name
from appliance.engines.fulltext.vector.inversion import (
    MOST_DOCUMENTS,
    IndexLimitError,
    forward,
    ordered_texts,
    ranges,
)
from appliance.engines.fulltext.vector.lexicon import heads
from appliance.engines.fulltext.vector.sections import Array, SectionWriter, packed
from appliance.engines.fulltext.vector.segment import NO_DOCS, Listing, Segment, TextField
from appliance.engines.fulltext.vector.snapshot import Leaf
from appliance.foundation.contracts.query import FACET_FIELDS, NUMBER_FIELDS

_BLOCK = 2_000_000
"""Postings or positions laid out at a time."""


@dataclass(frozen=True)
class Source:
    """One segment on its way into another. ``number``: new document number of each old one, -1 if deleted."""

    segment: Segment
    alive: Array | None
    number: Array  # i8 (documents,)
    kept: Array  # i8, old numbers of the living


@dataclass
class MergedTerms:
    """The terms that are left, and which rank each old one gets (-1: gone)."""

    terms: list[bytes]
    ranks: list[Array]  # per source, i8
    counts: list[Array]  # per source, i8: living postings of each old term


Parts = dict[str, Callable[[], Iterator[Array]]]


class Merger:
    """Collects what the new file holds, then writes it section by section."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self.sources: list[Source] = []
        base = 0
        for leaf in leaves:
            alive = leaf.alive
            kept = np.arange(leaf.segment.documents) if alive is None else np.flatnonzero(alive)
            number = np.full(leaf.segment.documents, -1, np.int64)
            number[kept] = base + np.arange(len(kept))
            self.sources.append(Source(leaf.segment, alive, number, kept))
            base += len(kept)
        self.documents = base
        if base >= MOST_DOCUMENTS:
            raise IndexLimitError("too many documents in one segment")
        self.sizes: dict[str, tuple[str, int]] = {}
        self.parts: Parts = {}

    def put(self, name: str, array: Array) -> None:
        """A section that is already there."""
        self.later(name, array.dtype.str, len(array), lambda: iter([array]))

    def later(self, name: str, dtype: str, count: int, make: Callable[[], Iterator[Array]]) -> None:
        """A section that is made piece by piece while it is written."""
        self.sizes[name] = (dtype, count)
        self.parts[name] = make

    def write(self, path: Path) -> None:
        """The new segment file, to be synced by the caller."""
        for name in TEXT_NAMES:
            self._text(name)
            self._listing(surface_name(name))
        for name in ("ref", "name"):
            self._texts(name)
        for name in NUMBER_FIELDS:
            self.put(
                f"number.{name}", np.concatenate([s.segment.numbers(name)[s.kept] for s in self.sources])
            )
        for name in FACET_FIELDS:
            self._facet(name)
        writer = SectionWriter(path, self.sizes, {"format": SEGMENT_FORMAT, "documents": self.documents})
        try:
            for name, make in self.parts.items():
                for part in make():
                    writer.put(name, part)
        except BaseException:
            writer.abandon()
            raise
        writer.close()

    # --- terms ------------------------------------------------------------------------------------

    def _terms(self, name: str, listings: Sequence[Listing]) -> MergedTerms:
        """Unite the dictionaries of the terms that still have a living document."""
        counts = []
        for source, listing in zip(self.sources, listings, strict=True):
            bounds = listing.postings.astype(np.int64)
            if source.alive is None:
                counts.append(np.diff(bounds))
            else:
                counts.append(_sums(source.alive[listing.docs], bounds))
        left: dict[bytes, int] = {}
        for listing, count in zip(listings, counts, strict=True):
            living = np.flatnonzero(count)
            left.update(dict.fromkeys(listing.lexicon.terms(living), 0))
        merged = sorted(left)
        left = {term: rank for rank, term in enumerate(merged)}
        # each dictionary is read twice: all of them in memory would be many times the merged one
        ranks = [
            np.fromiter(
                (left.get(term, -1) for term in listing.lexicon.terms(range(len(count)))),
                np.int64,
                len(count),
            )
            for listing, count in zip(listings, counts, strict=True)
        ]
        blob, offsets = packed(merged)
        self.put(f"{name}.terms", blob)
        self.put(f"{name}.offsets", offsets)
        self.put(f"{name}.head", heads(merged))
        return MergedTerms(merged, ranks, counts)

    def _listing(self, name: str) -> None:
        listings = [source.segment.listing(name) for source in self.sources]
        if any(listing.present for listing in listings):
            self._postings(name, listings, self._terms(name, listings))

    def _postings(self, name: str, listings: Sequence[Listing], merged: MergedTerms) -> MergedTerms:
        """Documents of each term: of the first source, then of the second."""
        totals = np.zeros(len(merged.terms), np.int64)
        for ranks, counts in zip(merged.ranks, merged.counts, strict=True):
            here = ranks >= 0
            totals[ranks[here]] += counts[here]
        bounds = np.append(0, np.cumsum(totals))
        self.put(f"{name}.postings", bounds.astype(np.uint64))

        self.later(f"{name}.docs", "<u4", int(bounds[-1]), lambda: self._docs(listings, merged, bounds))
        return merged

    def _docs(self, listings: Sequence[Listing], merged: MergedTerms, bounds: Array) -> Iterator[Array]:
        """Document numbers, term after term: of the first source, then of the second."""
        for first, after in _blocks(bounds):
            block: Array = np.empty(int(bounds[after] - bounds[first]), np.uint32)
            filled = bounds[first:after] - bounds[first]
            for i, (source, listing) in enumerate(zip(self.sources, listings, strict=True)):
                olds = _olds(merged.ranks[i], first, after)
                start, end = _span(olds, listing.postings)
                docs = source.number[listing.docs[start:end]]
                _lay(block, filled, merged.ranks[i][olds] - first, merged.counts[i][olds], docs[docs >= 0])
            yield block

    def _text(self, name: str) -> None:
        """A text field: documents, frequencies, positions, lengths."""
        fields: list[TextField] = [source.segment.text(name) for source in self.sources]
        if not any(field.present for field in fields):
            if name == WHOLE:
                self._key_terms([NO_DOCS] * len(fields))
            return
        merged = self._postings(name, fields, self._terms(name, fields))
        wide = any(field.freqs.dtype.itemsize > 2 for field in fields)
        bounds = np.append(0, np.cumsum(self._totals(merged, merged.counts)))
        self.later(
            f"{name}.freqs",
            "<u4" if wide else "<u2",
            int(bounds[-1]),
            lambda: self._freqs(fields, merged, bounds, np.uint32 if wide else np.uint16),
        )
        occurrences = self._occurrences(fields)
        places = np.append(0, np.cumsum(self._totals(merged, occurrences)))
        self.put(f"{name}.places", places.astype(np.uint64))
        broad = any(field.positions.dtype.itemsize > 2 for field in fields)
        self.later(
            f"{name}.positions",
            "<u4" if broad else "<u2",
            int(places[-1]),
            lambda: self._positions(fields, merged, occurrences, places, np.uint32 if broad else np.uint16),
        )
        codes = [field.length_codes[source.kept] for source, field in zip(self.sources, fields, strict=True)]
        self.put(f"{name}.lengths", np.concatenate(codes))
        self.put(f"{name}.total", np.array([int(places[-1])], np.uint64))
        if name == WHOLE:
            self._key_terms(merged.ranks)

    def _totals(self, merged: MergedTerms, counts: Sequence[Array]) -> Array:
        totals = np.zeros(len(merged.terms), np.int64)
        for ranks, count in zip(merged.ranks, counts, strict=True):
            here = ranks >= 0
            totals[ranks[here]] += count[here]
        return totals

    def _occurrences(self, fields: Sequence[TextField]) -> list[Array]:
        """Living occurrences of each old term, per source."""
        found = []
        for source, field in zip(self.sources, fields, strict=True):
            bounds = field.places.astype(np.int64)
            if source.alive is None:
                found.append(np.diff(bounds))
                continue
            found.append(_sums(field.freqs * source.alive[field.docs], field.postings.astype(np.int64)))
        return found

    def _freqs(
        self, fields: Sequence[TextField], merged: MergedTerms, bounds: Array, dtype: type
    ) -> Iterator[Array]:
        """Frequencies, in the same order."""
        for first, after in _blocks(bounds):
            block: Array = np.empty(int(bounds[after] - bounds[first]), dtype)
            filled = bounds[first:after] - bounds[first]
            for i, (source, field) in enumerate(zip(self.sources, fields, strict=True)):
                olds = _olds(merged.ranks[i], first, after)
                start, end = _span(olds, field.postings)
                freqs = field.freqs[start:end]
                if source.alive is not None:
                    freqs = freqs[source.alive[field.docs[start:end]]]
                _lay(block, filled, merged.ranks[i][olds] - first, merged.counts[i][olds], freqs)
            yield block

    def _positions(
        self,
        fields: Sequence[TextField],
        merged: MergedTerms,
        occurrences: Sequence[Array],
        places: Array,
        dtype: type,
    ) -> Iterator[Array]:
        """Positions, in the same order."""
        for first, after in _blocks(places):
            block: Array = np.empty(int(places[after] - places[first]), dtype)
            filled = places[first:after] - places[first]
            for i, (source, field) in enumerate(zip(self.sources, fields, strict=True)):
                olds = _olds(merged.ranks[i], first, after)
                low, high = _span(olds, field.places)
                positions = field.positions[low:high]
                if source.alive is not None:
                    start, end = _span(olds, field.postings)
                    alive = source.alive[field.docs[start:end]]
                    positions = positions[np.repeat(alive, field.freqs[start:end])]
                _lay(block, filled, merged.ranks[i][olds] - first, occurrences[i][olds], positions)
            yield block

    # --- columns ----------------------------------------------------------------------------------

    def _key_terms(self, ranks_of: Sequence[Array]) -> None:
        counts, codes = [], []
        for source, ranks in zip(self.sources, ranks_of, strict=True):
            starts = source.segment.sections["key.starts"].astype(np.int64)
            per_doc = np.diff(starts)[source.kept]
            counts.append(per_doc)
            codes.append(
                ranks[source.segment.sections["key.codes"][ranges(starts[:-1][source.kept], per_doc)]]
            )
        self.put("key.starts", np.append(0, np.cumsum(np.concatenate(counts))).astype(np.uint32))
        self.put("key.codes", np.concatenate(codes).astype(np.uint32))

    def _texts(self, name: str) -> None:
        texts = []
        for source in self.sources:
            column = source.segment.refs if name == "ref" else source.segment.names
            texts += [column[int(doc)] for doc in source.kept]
        for section, array in ordered_texts(f"column.{name}", texts).items():
            self.put(section, array)

    def _facet(self, name: str) -> None:
        listings = [source.segment.facet(name) for source in self.sources]
        if not any(facet.present for facet in listings):
            return
        merged = self._postings(f"facet.{name}", listings, self._terms(f"facet.{name}", listings))
        counts, codes = [], []
        for source, facet, ranks in zip(self.sources, listings, merged.ranks, strict=True):
            none = len(facet.lexicon)
            flat = facet.codes_of(source.kept)
            if facet.one is not None:
                counts.append((flat != none).astype(np.int64))
                flat = flat[flat != none]
            elif facet.starts is not None:
                counts.append(np.diff(facet.starts.astype(np.int64))[source.kept])
            else:
                counts.append(np.zeros(len(source.kept), np.int64))
            codes.append(ranks[flat])
        arrays = forward(f"facet.{name}", np.concatenate(codes), np.concatenate(counts), len(merged.terms))
        for section, array in arrays.items():
            self.put(section, array)


def _sums(values: Array, bounds: Array) -> Array:
    """The sum of the values of each term, i8; every term has at least one."""
    return np.add.reduceat(values, bounds[:-1], dtype=np.int64) if len(bounds) > 1 else np.zeros(0, np.int64)


def _blocks(bounds: Array) -> Iterator[tuple[int, int]]:
    """Ranges of terms with at most ``_BLOCK`` items each, or a single term."""
    first, last = 0, len(bounds) - 1
    while first < last:
        after = int(np.searchsorted(bounds, bounds[first] + _BLOCK, "right")) - 1
        after = min(last, max(first + 1, after))
        yield first, after
        first = after


def _olds(ranks: Array, first: int, after: int) -> Array:
    """The old terms, ascending, that become the new ones from ``first`` to ``after`` (not included)."""
    return np.flatnonzero((ranks >= first) & (ranks < after))


def _span(olds: Array, bounds: Array) -> tuple[int, int]:
    """Where the items of some old terms lie.

    Between the first and the last of them stand only terms that are gone, of which every document is deleted.
    """
    return (int(bounds[olds[0]]), int(bounds[olds[-1] + 1])) if len(olds) else (0, 0)


def _lay(block: Array, filled: Array, news: Array, counts: Array, items: Array) -> None:
    """Put the items of some terms (``counts`` each) behind what the block holds of them; moves ``filled`` on."""
    block[ranges(filled[news], counts)] = items
    filled[news] += counts
