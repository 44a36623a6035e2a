"""One segment, mapped into memory: what the evaluator, the merger and completion read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from appliance.engines.fulltext.answers import mark
from appliance.engines.fulltext.errors import IndexDamaged
from appliance.engines.fulltext.vector.building import SEGMENT_FORMAT
from appliance.engines.fulltext.vector.inversion import LENGTH_OF_CODE, ranges
from appliance.engines.fulltext.vector.lexicon import Lexicon
from appliance.engines.fulltext.vector.sections import Array, Sections

if TYPE_CHECKING:
    from appliance.engines.fulltext.vector.counting import Rows

NO_DOCS = np.zeros(0, np.uint32)
_NO_BYTES = np.zeros(0, np.uint8)
_NO_COUNTS = np.zeros(0, np.uint16)
_ZERO = np.zeros(1, np.uint64)
_MANY = 20
_LONG = 1000
"""Documents of a term that are taken as they lie rather than gathered with those of others."""
_MOST_RANKS = 20_000
"""Values of a facet that are looked up in a dictionary."""


class Listing:
    """Terms and the documents that hold each."""

    def __init__(self, sections: Sections, name: str) -> None:
        """A field that no document of the segment has is not in the file: it is empty."""
        self.present = f"{name}.head" in sections
        self.lexicon = Lexicon(
            sections.get(f"{name}.terms", _NO_BYTES),
            sections.get(f"{name}.offsets", _ZERO),
            sections.get(f"{name}.head", _ZERO[:0]),
        )
        self.postings = sections.get(f"{name}.postings", _ZERO)
        self.docs = sections.get(f"{name}.docs", NO_DOCS)

    def span(self, first: int, after: int) -> tuple[int, int]:
        """Where the postings of the ranks ``first`` to ``after`` (not included) lie."""
        return int(self.postings[first]), int(self.postings[after])

    def docs_of(self, rank: int) -> Array:
        """Documents of one term, u4 ascending."""
        start, end = self.span(rank, rank + 1)
        return self.docs[start:end]

    def docs_in(self, ranks: range | Array) -> list[Array]:
        """Documents of several terms, in pieces, each ascending unless several terms are in one.

        A range of ranks is one piece; so are, of many ranks, those of few documents.
        """
        if isinstance(ranks, range):
            start, end = self.span(ranks.start, ranks.stop) if len(ranks) else (0, 0)
            return [self.docs[start:end]]
        if len(ranks) <= _MANY:
            return [self.docs_of(rank) for rank in ranks.tolist()]
        starts = self.postings.take(ranks).astype(np.int64)
        counts = self.postings.take(ranks + 1).astype(np.int64) - starts
        long = counts > _LONG
        pieces = [self.docs_of(rank) for rank in ranks[long].tolist()]
        short = ~long
        return [*pieces, self.docs.take(ranges(starts[short], counts[short]))]


class TextField(Listing):
    """A listing with frequencies, positions and field lengths."""

    def __init__(self, sections: Sections, name: str) -> None:
        super().__init__(sections, name)
        self.freqs = sections.get(f"{name}.freqs", _NO_COUNTS)
        self.places = sections.get(f"{name}.places", _ZERO)
        self.positions = sections.get(f"{name}.positions", _NO_COUNTS)
        lengths = sections.get(f"{name}.lengths")
        self.length_codes = np.zeros(sections.meta["documents"], np.uint8) if lengths is None else lengths
        self.total_length = int(sections.get(f"{name}.total", _ZERO)[0])

    def freqs_of(self, rank: int) -> Array:
        """Frequencies of one term, u2 or u4, beside ``docs_of``."""
        start, end = self.span(rank, rank + 1)
        return self.freqs[start:end]

    def positions_of(self, rank: int) -> Array:
        """All positions of one term, document after document."""
        return self.positions[int(self.places[rank]) : int(self.places[rank + 1])]

    def lengths(self) -> Array:
        """Length of the field in each document, in tokens, rounded as Whoosh rounds: f4 (documents,)."""
        found: Array = LENGTH_OF_CODE[self.length_codes]
        return found


class FacetField(Listing):
    """A listing of exact values, and the values of each document."""

    def __init__(self, sections: Sections, name: str) -> None:
        super().__init__(sections, name)
        self.one = sections.get(f"{name}.one")
        self.starts = sections.get(f"{name}.starts")
        self.codes = sections.get(f"{name}.codes")
        self._values: list[str] | None = None
        self._ranks: dict[bytes, int] | None = None

    def values(self) -> list[str]:
        """The values by rank."""
        if self._values is None:
            self._values = [term.decode() for term in self.lexicon.terms(range(len(self.lexicon)))]
        return self._values

    def rank_of(self, value: bytes) -> int:
        """Rank of a value, -1 if no document has it. A widened query asks for dozens."""
        if len(self.lexicon) > _MOST_RANKS:
            return self.lexicon.rank(value)
        if self._ranks is None:
            self._ranks = {
                term: rank for rank, term in enumerate(self.lexicon.terms(range(len(self.lexicon))))
            }
        return self._ranks.get(value, -1)

    def codes_of(self, docs: Array) -> Array:
        """The values, by rank, of these documents, all in one."""
        if self.one is not None:
            found: Array = self.one.take(docs)
            return found
        if self.starts is None or self.codes is None:
            return NO_DOCS
        first = self.starts[docs].astype(np.int64)
        counts = self.starts[docs + 1] - first
        return self.codes[ranges(first, counts)]


class TextColumn:
    """One text for each document (``ref``, ``name``), their order and each one's place in it (equals share one)."""

    def __init__(self, sections: Sections, name: str) -> None:
        blob = sections[f"{name}.terms"]
        self._bytes = memoryview(blob.data) if len(blob) else memoryview(b"")
        self._offsets = sections[f"{name}.offsets"]
        self.order = sections[f"{name}.order"]
        self.ranks = sections[f"{name}.ranks"]

    def encoded(self, doc: int) -> bytes:
        """The text of a document as UTF-8."""
        return bytes(self._bytes[int(self._offsets[doc]) : int(self._offsets[doc + 1])])

    def __getitem__(self, doc: int) -> str:
        return self.encoded(doc).decode()

    def texts(self, docs: Array) -> list[str]:
        """The texts of several documents."""
        starts, ends = self._offsets[docs].tolist(), self._offsets[docs + 1].tolist()
        return [str(self._bytes[start:end], "utf-8") for start, end in zip(starts, ends, strict=True)]

    def marks(self, docs: Array) -> int:
        """What stands for the texts of several documents (``Hits.everyone``), modulo 2^64.

        Those of all documents are made once many are asked for, and kept.
        """
        if "_marks" not in self.__dict__ and len(docs) * _MANY < len(self.order):
            return sum(mark(self.encoded(doc)) for doc in docs.tolist())
        return int(self._marks.take(docs).sum(dtype=np.uint64))

    @cached_property
    def _marks(self) -> Array:
        """The mark of each text: u8 (documents,)."""
        return np.fromiter(
            (mark(self.encoded(doc)) for doc in range(len(self.order))), np.uint64, len(self.order)
        )

    @cached_property
    def ascends(self) -> bool:
        """Are the documents in the order of their texts?"""
        return bool(np.all(self.ranks[1:] > self.ranks[:-1]))

    def find(self, text: str) -> int:
        """A document with this text, -1 if there is none."""
        wanted = text.encode()
        low, high = 0, len(self.order)
        while low < high:
            middle = (low + high) // 2
            if self.encoded(int(self.order[middle])) < wanted:
                low = middle + 1
            else:
                high = middle
        if low < len(self.order) and self.encoded(int(self.order[low])) == wanted:
            return int(self.order[low])
        return -1

    def find_all(self, texts: Sequence[str]) -> list[int]:
        """Every document with one of these texts, doubles included."""
        if len(texts) * _MANY > len(self.order):
            wanted = {text.encode() for text in texts}
            return [doc for doc in range(len(self.order)) if self.encoded(doc) in wanted]
        found = []
        for text in texts:
            doc = self.find(text)
            if doc >= 0:
                found += np.flatnonzero(self.ranks == self.ranks[doc]).tolist()
        return found


class Segment:
    """A segment file. Never changes; what is deleted is said beside it (see ``Leaf``)."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.sections = Sections(path)
        if self.sections.meta.get("format") != SEGMENT_FORMAT:
            raise IndexDamaged(reason=f"the file {path.name} is of another format")
        self.documents = int(self.sections.meta["documents"])
        self._texts: dict[str, TextField] = {}
        self._listings: dict[str, Listing] = {}
        self._facets: dict[str, FacetField] = {}
        self.rows: dict[str, Rows] = {}
        """Facets as they are counted, made when first asked for (see ``counting``)."""
        try:
            self.refs = TextColumn(self.sections, "column.ref")
            self.names = TextColumn(self.sections, "column.name")
        except KeyError as reason:
            raise IndexDamaged(reason=f"the file {path.name} lacks {reason}") from reason

    def text(self, name: str) -> TextField:
        """A text field."""
        found = self._texts.get(name)
        if found is None:
            found = self._texts[name] = TextField(self.sections, name)
        return found

    def listing(self, name: str) -> Listing:
        """A field of which only documents are known (unstemmed spellings)."""
        found = self._listings.get(name)
        if found is None:
            found = self._listings[name] = Listing(self.sections, name)
        return found

    def facet(self, name: str) -> FacetField:
        """A facet."""
        found = self._facets.get(name)
        if found is None:
            found = self._facets[name] = FacetField(self.sections, f"facet.{name}")
        return found

    def numbers(self, name: str) -> Array:
        """A number for each document, NaN where there is none: f8 (documents,)."""
        return self.sections[f"number.{name}"]

    def key_ranks(self, doc: int) -> Array:
        """The terms of the whole field that stand for a document, by rank."""
        starts = self.sections["key.starts"]
        return self.sections["key.codes"][int(starts[doc]) : int(starts[doc + 1])]
