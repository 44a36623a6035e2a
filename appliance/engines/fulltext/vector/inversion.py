"""From chunks per document to postings per term: one sort for each field.

Every occurrence becomes one 64-bit key, from the top: rank of its term, document, position. Sorted, equal
(term, document) runs are the postings and their lengths the frequencies.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Any

import numpy as np
from whoosh.util.numeric import byte_to_length, length_to_byte

from appliance.engines.fulltext.vector.lexicon import heads
from appliance.engines.fulltext.vector.sections import Array, packed
from appliance.engines.fulltext.vector.vocabulary import FrozenVocabulary

MOST_DOCUMENTS = 1 << 24
MOST_COUNTED = 65_535
"""Beyond this a frequency no longer says more about what stands for a document (``key_term_sections``)."""

# a field's length in tokens as Whoosh's one-byte code, and back: u1 (4096,), f4 (256,)
LENGTH_CODES = np.array([length_to_byte(i) for i in range(4096)], np.uint8)
LENGTH_OF_CODE = np.array([byte_to_length(i) for i in range(256)], np.float32)


_PIECE = 1 << 17


class IndexLimitError(ValueError):
    """More than a segment can hold; the writer closes segments long before."""


@dataclass
class ChunkedField:
    """What a field has collected: chunk numbers, document after document."""

    chunks: array[int]
    docs: array[int]  # documents that have the field, ascending
    counts: array[int]  # chunks of each of them

    @classmethod
    def empty(cls) -> ChunkedField:
        """Nothing yet."""
        return cls(array("I"), array("I"), array("I"))

    def add(self, doc: int, chunks: list[int]) -> None:
        """The chunks of one document."""
        self.chunks.extend(array("I", chunks))  # much quicker than one by one
        self.docs.append(doc)
        self.counts.append(len(chunks))


def run_starts(values: Array) -> Array:
    """Index of the first of every run of equal values, i8."""
    if not len(values):
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1])))


def ranges(starts: Array, counts: Array) -> Array:
    """All indices start, start + 1, … of several ranges one after the other, i8 (sum of counts,)."""
    before = np.cumsum(counts) - counts
    return np.repeat(starts - before, counts) + np.arange(int(counts.sum()))


def _narrow(numbers: Array) -> type[np.unsignedinteger[Any]]:
    """u2 if that holds all of the numbers, else u4."""
    return np.uint16 if not len(numbers) or int(numbers.max()) <= 0xFFFF else np.uint32


def _bits(count: int) -> int:
    return max(1, int(count).bit_length())


def _dictionary(numbers: Array, words: FrozenVocabulary) -> tuple[list[bytes], Array]:
    """The distinct terms in byte order, and each term number's rank (-1 where it does not occur)."""
    used = np.flatnonzero(np.bincount(numbers)) if len(numbers) else numbers
    terms = sorted((words.names[n].encode(), n) for n in used.tolist())
    ranks = np.full(len(words.names), -1, np.int64)
    ranks[[n for _, n in terms]] = np.arange(len(terms))
    return [term for term, _ in terms], ranks


def _term_sections(prefix: str, terms: list[bytes]) -> dict[str, Array]:
    blob, offsets = packed(terms)
    return {f"{prefix}.terms": blob, f"{prefix}.offsets": offsets, f"{prefix}.head": heads(terms)}


def _occurrences(
    field: ChunkedField, words: FrozenVocabulary, rank_of: Array, position_bits: int, place: np.dtype[Any]
) -> tuple[Array, Array]:
    """Every occurrence in the order of the text: rank of its term (u2 or u4) and its place (document, position).

    Made in pieces of some documents, small enough to stay in the processor's caches.
    """
    per_chunk = np.diff(words.starts)
    chunks = np.frombuffer(field.chunks, np.uint32) if field.chunks else np.zeros(0, np.uint32)
    docs = np.array(field.docs, np.int64)
    bounds = np.append(0, np.cumsum(np.array(field.counts, np.int64)))
    total = int(per_chunk[chunks].sum())
    narrow = rank_of.astype(_narrow(rank_of[rank_of >= 0]))
    ranks, places = np.empty(total, narrow.dtype), np.empty(total, place)
    filled = first = 0
    while first < len(docs):
        after = max(first + 1, int(bounds.searchsorted(bounds[first] + _PIECE, "right")) - 1)
        here = chunks[bounds[first] : bounds[after]]
        sizes = bounds[first + 1 : after + 1] - bounds[first:after]
        begins = words.widths[here].cumsum()
        begins -= words.widths[here]
        heads_of = np.minimum(bounds[first:after] - bounds[first], max(0, len(here) - 1))
        begins -= np.repeat(begins[heads_of] if len(here) else sizes, sizes)
        begins |= np.repeat(docs[first:after] << position_bits, sizes)
        counts = per_chunk[here]
        picked = ranges(words.starts[here], counts)
        until = filled + len(picked)
        ranks[filled:until] = narrow[words.terms[picked]]
        places[filled:until] = np.repeat(begins, counts) + words.offsets[picked]
        filled = until
        first = after
    return ranks, places


def _grouped(ranks: Array, places: Array) -> Array:
    """Places by the rank of their term, in their order within it: 16 bits at a time, which numpy sorts by radix."""
    order = np.argsort((ranks & 0xFFFF).astype(np.uint16), kind="stable")
    if ranks.dtype.itemsize > 2:
        order = order[np.argsort((ranks >> 16).astype(np.uint16)[order], kind="stable")]
    return places[order]


def _last_position(field: ChunkedField, words: FrozenVocabulary) -> int:
    """An upper bound of all positions."""
    if not field.chunks:
        return 0
    widths = words.widths[np.frombuffer(field.chunks, np.uint32)]
    starts = np.append(0, np.cumsum(np.array(field.counts, np.int64)))[:-1]
    return int(np.add.reduceat(widths, np.minimum(starts, len(widths) - 1)).max())


def text_sections(
    name: str, field: ChunkedField, words: FrozenVocabulary, documents: int
) -> dict[str, Array]:
    """Every section of a text field, none if no document has it; see docs/formats/search-index.md."""
    if not field.chunks:
        return {}
    if documents >= MOST_DOCUMENTS:
        raise IndexLimitError("too many documents in one segment")
    used = np.flatnonzero(np.bincount(np.frombuffer(field.chunks, np.uint32)))
    numbers = words.terms[ranges(words.starts[used], words.starts[used + 1] - words.starts[used])]
    names, rank_of = _dictionary(numbers, words)
    doc_bits, position_bits = _bits(documents), _bits(_last_position(field, words))
    if doc_bits + position_bits > 63:
        raise IndexLimitError("too many documents and positions in one segment")
    place = np.dtype(np.uint32 if doc_bits + position_bits <= 32 else np.int64)
    ranks, places = _occurrences(field, words, rank_of, position_bits, place)
    per_term = np.append(0, np.cumsum(np.bincount(ranks, minlength=len(names))))
    places = _grouped(ranks, places)

    positions = places & ((1 << position_bits) - 1)
    places >>= position_bits
    begins = np.ones(len(places), bool)
    np.not_equal(places[1:], places[:-1], out=begins[1:])
    begins[per_term[:-1]] = True
    runs = np.flatnonzero(begins)
    docs = places[runs]
    frequencies = np.diff(np.append(runs, len(places)))
    lengths = np.bincount(docs, frequencies, documents).astype(np.int64)
    return _term_sections(name, names) | {
        f"{name}.postings": runs.searchsorted(per_term).astype(np.uint64),
        f"{name}.places": per_term.astype(np.uint64),
        f"{name}.docs": docs.astype(np.uint32),
        f"{name}.freqs": frequencies.astype(_narrow(frequencies)),
        f"{name}.positions": positions.astype(_narrow(positions)),
        f"{name}.lengths": LENGTH_CODES[np.minimum(lengths, len(LENGTH_CODES) - 1)],
        f"{name}.total": np.array([len(places)], np.uint64),
    }


def surface_sections(
    name: str, field: ChunkedField, words: FrozenVocabulary, documents: int
) -> dict[str, Array]:
    """The unstemmed spellings of a field, with the documents that hold them and nothing else."""
    if not field.chunks:
        return {}
    starts, surfaces = words.surface_starts, words.surfaces
    chunks = np.frombuffer(field.chunks, np.uint32)
    per_chunk = np.diff(starts)
    holding = np.flatnonzero((per_chunk > 0)[chunks])  # few do
    bounds = np.cumsum(np.array(field.counts, np.int64))
    chunk_docs = np.array(field.docs, np.int64)[bounds.searchsorted(holding, "right")]
    counts = per_chunk[chunks[holding]]
    numbers = surfaces[ranges(starts[:-1][chunks[holding]], counts)]
    docs = np.repeat(chunk_docs, counts)
    names, rank_of = _dictionary(numbers, words)
    return _term_sections(name, names) | listed(name, rank_of[numbers], docs, documents)


def listed(name: str, ranks: Array, docs: Array, documents: int) -> dict[str, Array]:
    """Posting sections of a field without frequencies: which documents hold the term of each rank."""
    bits = _bits(documents)
    keys = (ranks << bits) | docs
    keys.sort()
    keys = keys[run_starts(keys)]
    firsts = run_starts(keys >> bits)
    return {
        f"{name}.postings": np.append(firsts, len(keys)).astype(np.uint64),
        f"{name}.docs": (keys & ((1 << bits) - 1)).astype(np.uint32),
    }


def values_sections(name: str, values: list[tuple[str, ...]]) -> dict[str, Array]:
    """A facet: dictionary and postings as above, and the values of each document by rank.

    ``{name}.one`` (u4, documents): the rank, or the number of values where there is none, when no document has two;
    else ``{name}.starts`` (u4, documents + 1) and ``{name}.codes`` (u4).
    """
    distinct = sorted({value.encode() for row in values for value in row})
    if not distinct:
        return {}
    known = {value.decode(): i for i, value in enumerate(distinct)}
    codes = [[known[row[0]]] if len(row) == 1 else sorted({known[value] for value in row}) for row in values]
    counts = np.array([len(row) for row in codes], np.int64)
    flat = np.array([code for row in codes for code in row], np.int64)
    sections = _term_sections(name, distinct)
    sections |= listed(name, flat, np.repeat(np.arange(len(values)), counts), len(values))
    return sections | forward(name, flat, counts, len(distinct))


def forward(name: str, flat: Array, counts: Array, distinct: int) -> dict[str, Array]:
    """The values of each document: ``one`` if nobody has two, else ``starts`` and ``codes``."""
    if not len(counts) or int(counts.max()) <= 1:
        one = np.full(len(counts), distinct, np.uint32)
        one[counts == 1] = flat
        return {f"{name}.one": one}
    return {
        f"{name}.starts": np.append(0, np.cumsum(counts)).astype(np.uint32),
        f"{name}.codes": flat.astype(np.uint32),
    }


def ordered_texts(name: str, texts: list[str]) -> dict[str, Array]:
    """A text for each document, the documents in its order, and each one's place in it (equals share one).

    Blob and offsets as in a dictionary, ``order`` u4 (documents,), ``ranks`` u4 (documents,).
    """
    encoded = [text.encode() for text in texts]
    blob, offsets = packed(encoded)
    order = sorted(range(len(encoded)), key=encoded.__getitem__)
    ranks = np.zeros(len(encoded), np.uint32)
    place = 0
    for before, doc in zip([-1, *order], order, strict=False):
        place += before >= 0 and encoded[before] != encoded[doc]
        ranks[doc] = place
    return {
        f"{name}.terms": blob,
        f"{name}.offsets": offsets,
        f"{name}.order": np.array(order, np.uint32),
        f"{name}.ranks": ranks,
    }


KEY_TERMS = 40
_FEW_TERMS = 15


def key_term_sections(name: str, sections: dict[str, Array], documents: int) -> dict[str, Array]:
    """The terms each document holds most often, at most 40, by rank: ``starts`` u4 (documents + 1,), ``codes`` u4."""
    if f"{name}.docs" not in sections:
        return {"key.starts": np.zeros(documents + 1, np.uint32), "key.codes": np.zeros(0, np.uint32)}
    docs, freqs = sections[f"{name}.docs"], sections[f"{name}.freqs"]
    bounds = sections[f"{name}.postings"].astype(np.int64)
    ranks = np.repeat(np.arange(len(bounds) - 1), bounds[1:] - bounds[:-1])
    # what stands once says little, unless a document has little else
    often = freqs > 1
    few = np.bincount(docs[often], minlength=documents) < _FEW_TERMS
    kept = np.flatnonzero(often | few[docs])
    docs, freqs, ranks = docs[kept].astype(np.int64), freqs[kept].astype(np.int64), ranks[kept]
    rank_bits, freq_bits = _bits(len(sections[f"{name}.head"])), 16
    if _bits(documents) + freq_bits + rank_bits > 63:
        raise IndexLimitError("too many terms and documents in one segment")
    keys = (
        (docs << (freq_bits + rank_bits))
        | ((MOST_COUNTED - np.minimum(freqs, MOST_COUNTED)) << rank_bits)
        | ranks
    )
    keys.sort()
    per_doc = np.bincount(docs, minlength=documents)
    shown = np.minimum(per_doc, KEY_TERMS)
    chosen = keys[ranges(np.cumsum(per_doc) - per_doc, shown)] & ((1 << rank_bits) - 1)
    return {
        "key.starts": np.append(0, np.cumsum(shown)).astype(np.uint32),
        "key.codes": chosen.astype(np.uint32),
    }
