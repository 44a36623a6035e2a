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

    def add(self, doc: int, chunks: array[int]) -> None:
        """The chunks of one document."""
        self.chunks.extend(chunks)
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


def text_sections(
    name: str, field: ChunkedField, words: FrozenVocabulary, documents: int
) -> dict[str, Array]:
    """Every section of a text field; see docs/formats/search-index.md."""
    if documents >= MOST_DOCUMENTS:
        raise IndexLimitError("too many documents in one segment")
    starts, terms, offsets = words.starts, words.terms, words.offsets
    chunks = (
        np.frombuffer(field.chunks, np.uint32).astype(np.int64) if field.chunks else np.zeros(0, np.int64)
    )
    counts = np.array(field.counts, np.int64)
    widths = words.widths[chunks]
    after = np.cumsum(widths)
    first_chunk = np.cumsum(counts) - counts
    before_doc = (
        (after - widths)[np.minimum(first_chunk, max(0, len(chunks) - 1))] if len(chunks) else first_chunk
    )
    chunk_positions = after - widths - np.repeat(before_doc, counts)
    chunk_docs = np.repeat(np.array(field.docs, np.int64), counts)

    per_chunk = (starts[1:] - starts[:-1])[chunks]
    picked = ranges(starts[:-1][chunks], per_chunk)
    numbers = terms[picked]
    names, rank_of = _dictionary(numbers, words)
    positions = np.repeat(chunk_positions, per_chunk) + offsets[picked]
    docs = np.repeat(chunk_docs, per_chunk)

    doc_bits, position_bits = _bits(documents), _bits(int(positions.max()) if len(positions) else 0)
    if _bits(len(names)) + doc_bits + position_bits > 63:
        raise IndexLimitError("too many terms, documents and positions in one segment")
    keys = (rank_of[numbers] << (doc_bits + position_bits)) | (docs << position_bits) | positions
    keys.sort()
    lengths = np.bincount(docs, minlength=documents) if len(docs) else np.zeros(documents, np.int64)

    runs = run_starts(keys >> position_bits)
    postings = keys[runs] >> position_bits
    frequencies = np.diff(np.append(runs, len(keys)))
    firsts = run_starts(postings >> doc_bits)
    sections = _term_sections(name, names)
    sections |= {
        f"{name}.postings": np.append(firsts, len(postings)).astype(np.uint64),
        f"{name}.places": np.append(runs[firsts], len(keys)).astype(np.uint64),
        f"{name}.docs": (postings & ((1 << doc_bits) - 1)).astype(np.uint32),
        f"{name}.freqs": frequencies.astype(_narrow(frequencies)),
        f"{name}.positions": (keys & ((1 << position_bits) - 1)).astype(_narrow(positions)),
        f"{name}.lengths": LENGTH_CODES[np.minimum(lengths, len(LENGTH_CODES) - 1)],
        f"{name}.total": np.array([int(lengths.sum())], np.uint64),
    }
    return sections


def surface_sections(
    name: str, field: ChunkedField, words: FrozenVocabulary, documents: int
) -> dict[str, Array]:
    """The unstemmed spellings of a field, with the documents that hold them and nothing else."""
    starts, surfaces = words.surface_starts, words.surfaces
    chunks = (
        np.frombuffer(field.chunks, np.uint32).astype(np.int64) if field.chunks else np.zeros(0, np.int64)
    )
    chunk_docs = np.repeat(np.array(field.docs, np.int64), np.array(field.counts, np.int64))
    per_chunk = (starts[1:] - starts[:-1])[chunks]
    numbers = surfaces[ranges(starts[:-1][chunks], per_chunk)]
    docs = np.repeat(chunk_docs, per_chunk)
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
    rank = {value: i for i, value in enumerate(distinct)}
    codes = [sorted({rank[value.encode()] for value in row}) for row in values]
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


def key_term_sections(name: str, sections: dict[str, Array], documents: int) -> dict[str, Array]:
    """The terms each document holds most often, at most 40, by rank: ``starts`` u4 (documents + 1,), ``codes`` u4."""
    docs = sections[f"{name}.docs"].astype(np.int64)
    freqs = sections[f"{name}.freqs"].astype(np.int64)
    bounds = sections[f"{name}.postings"].astype(np.int64)
    ranks = np.repeat(np.arange(len(bounds) - 1), bounds[1:] - bounds[:-1])
    rank_bits, freq_bits = _bits(len(sections[f"{name}.head"])), 16
    if _bits(documents) + freq_bits + rank_bits > 63:
        raise IndexLimitError("too many terms and documents in one segment")
    keys = (
        (docs << (freq_bits + rank_bits))
        | ((MOST_COUNTED - np.minimum(freqs, MOST_COUNTED)) << rank_bits)
        | ranks
    )
    keys.sort()
    per_doc = np.bincount(docs, minlength=documents) if len(docs) else np.zeros(documents, np.int64)
    kept = np.minimum(per_doc, KEY_TERMS)
    chosen = keys[ranges(np.cumsum(per_doc) - per_doc, kept)] & ((1 << rank_bits) - 1)
    return {
        "key.starts": np.append(0, np.cumsum(kept)).astype(np.uint32),
        "key.codes": chosen.astype(np.uint32),
    }
