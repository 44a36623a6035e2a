"""Our segments as a Whoosh codec: Whoosh's own readers, searchers and tools can open them.

Nothing that ships asks in this way, it is slow: one Python call a posting. It is what lets stock Whoosh check our
files, with the same deletions and the same segments, and what keeps them readable by something we did not write.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, STORED, FieldType, Schema
from whoosh.formats import Existence, Positions
from whoosh.matching import ListMatcher
from whoosh.reading import MultiReader, SegmentReader, TermInfo

from appliance.engines.fulltext.vector.building import TEXT_NAMES
from appliance.engines.fulltext.vector.sections import Array
from appliance.engines.fulltext.vector.segment import Listing, TextField
from appliance.engines.fulltext.vector.snapshot import Leaf, Snapshot
from appliance.foundation.contracts.query import FACET_FIELDS, NUMBER_FIELDS

REF = "ref"


class PackedPositions(Positions):  # type: ignore[misc]  # whoosh ships no types
    """Positions of a posting as raw numbers instead of a pickled list."""

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """The positions of one document."""
        found: list[int] = np.frombuffer(valuestring, np.uint32).tolist()
        return found


class MappedField(FieldType):  # type: ignore[misc]  # whoosh ships no types
    """A field that is only read."""

    def __init__(self, *, text: bool) -> None:
        super().__init__(PackedPositions() if text else Existence(), None, scorable=text)


def schema() -> Schema:
    """Every field of a segment, as Whoosh sees it."""
    fields: dict[str, Any] = {name: MappedField(text=True) for name in TEXT_NAMES}
    fields |= {name: MappedField(text=False) for name in FACET_FIELDS}
    fields |= {name: COLUMN(NumericColumn("d", default=float("nan"))) for name in NUMBER_FIELDS}
    return Schema(ref=STORED(), **fields)


def reader(snapshot: Snapshot) -> Any:
    """A ``whoosh.reading`` reader over a generation with at least one segment."""
    codec = MappedCodec()
    readers = [SegmentReader(None, schema(), MappedSegment(leaf), codec=codec) for leaf in snapshot.leaves]
    return readers[0] if len(readers) == 1 else MultiReader(readers)


class MappedSegment(base.Segment):  # type: ignore[misc]  # whoosh ships no types
    """A leaf as Whoosh's segment."""

    def __init__(self, leaf: Leaf) -> None:
        self.indexname = "muster"
        self.segid = leaf.segment.name
        self.compound = False
        self.leaf = leaf

    def doc_count_all(self) -> int:
        """All documents, the deleted ones too."""
        return self.leaf.segment.documents

    def deleted_count(self) -> int:
        """How many are deleted."""
        return len(self.leaf.deleted)


class MappedCodec(base.Codec):  # type: ignore[misc]  # whoosh ships no types
    """Reads; writing goes through ``SearchIndex.apply``."""

    def terms_reader(self, _storage: Any, segment: MappedSegment) -> Any:
        """The dictionaries and postings."""
        return MappedTerms(segment.leaf)

    def per_document_reader(self, _storage: Any, segment: MappedSegment) -> Any:
        """Lengths, deletions, numbers."""
        return MappedDocuments(segment.leaf)


class MappedDocuments(base.PerDocumentReader):  # type: ignore[misc]  # whoosh ships no types
    """What there is for each document."""

    def __init__(self, leaf: Leaf) -> None:
        self._leaf = leaf
        self._segment = leaf.segment
        self._lengths: dict[str, Array] = {}

    def doc_count(self) -> int:
        """Living documents."""
        return self._leaf.living

    def doc_count_all(self) -> int:
        """All documents."""
        return self._segment.documents

    def has_deletions(self) -> bool:
        """Is any deleted?"""
        return len(self._leaf.deleted) > 0

    def is_deleted(self, docnum: int) -> bool:
        """Is this one deleted?"""
        alive = self._leaf.alive
        return alive is not None and not alive[docnum]

    def deleted_docs(self) -> list[int]:
        """Those that are."""
        found: list[int] = self._leaf.deleted.tolist()
        return found

    def _length(self, field: str) -> Array:
        if field not in self._lengths:
            text = field in TEXT_NAMES
            self._lengths[field] = (
                self._segment.text(field).lengths() if text else np.zeros(self._segment.documents)
            )
        return self._lengths[field]

    def doc_field_length(self, docnum: int, fieldname: str, _default: int = 0) -> int:
        """Tokens of a field in a document, rounded as Whoosh rounds."""
        return int(self._length(fieldname)[docnum])

    def field_length(self, fieldname: str) -> int:
        """Tokens of a field in all documents."""
        return self._segment.text(fieldname).total_length if fieldname in TEXT_NAMES else 0

    def min_field_length(self, fieldname: str) -> int:
        """The shortest."""
        return int(self._length(fieldname).min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        """The longest."""
        return int(self._length(fieldname).max(initial=0))

    def has_vector(self, _docnum: int, _fieldname: str) -> bool:
        """No: text is not kept."""
        return False

    def vector(self, _docnum: int, _fieldname: str, _format: Any) -> Any:
        """No: text is not kept."""
        raise KeyError("no vectors")

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """The reference is all that is stored."""
        return {REF: self._segment.refs[docnum]}

    def supports_columns(self) -> bool:
        """Yes: numbers."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Is it a number?"""
        return fieldname in NUMBER_FIELDS

    def column_reader(self, fieldname: str, _column: Any) -> Any:
        """The numbers of all documents."""
        return self._segment.numbers(fieldname).tolist()


class MappedTerms(base.TermsReader):  # type: ignore[misc]  # whoosh ships no types
    """Terms of all fields and their postings."""

    def __init__(self, leaf: Leaf) -> None:
        self._segment = leaf.segment

    def listing(self, field: str) -> Listing:
        """The field's dictionary and documents."""
        return self._segment.text(field) if field in TEXT_NAMES else self._segment.facet(field)

    def indexed_field_names(self) -> list[str]:
        """Fields that have terms."""
        return [*TEXT_NAMES, *FACET_FIELDS]

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return field in self.indexed_field_names() and self.listing(field).lexicon.rank(text) >= 0

    def _rank(self, field: str, text: bytes) -> tuple[Listing, int]:
        listing = self.listing(field)
        rank = listing.lexicon.rank(text)
        if rank < 0:
            raise KeyError((field, text))
        return listing, rank

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All of them."""
        for field in sorted(self.indexed_field_names()):
            yield from self.terms_from(field, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Those of a field from one on."""
        lexicon = self.listing(fieldname).lexicon
        for term in lexicon.terms(range(lexicon.floor(prefix), len(lexicon))):
            yield fieldname, term

    def items(self) -> Iterator[Any]:
        """All terms with what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[Any]:
        """The same from one on."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def cursor(self, fieldname: str, _fieldobj: Any) -> Any:
        """Walks a dictionary; Whoosh's automata ask for it."""
        return MappedCursor(self, fieldname)

    def term_info(self, fieldname: str, text: bytes) -> Any:
        """Frequencies and bounds of a term."""
        listing, rank = self._rank(fieldname, text)
        docs = listing.docs_of(rank)
        freqs = listing.freqs_of(rank) if isinstance(listing, TextField) else np.ones(len(docs), np.uint32)
        return TermInfo(
            weight=float(freqs.sum()),
            df=len(docs),
            minlength=0,
            maxlength=0,
            maxweight=float(freqs.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> Any:
        """The postings of a term, one after the other."""
        listing, rank = self._rank(fieldname, text)
        docs = listing.docs_of(rank)
        if not isinstance(listing, TextField):
            return ListMatcher(docs.tolist(), format=format_, scorer=scorer, term=(fieldname, text))
        freqs = listing.freqs_of(rank)
        parts = np.split(listing.positions_of(rank).astype(np.uint32), np.cumsum(freqs, dtype=np.int64)[:-1])
        return ListMatcher(
            docs.tolist(),
            weights=freqs.astype(float).tolist(),
            values=[part.tobytes() for part in parts],
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )


class MappedCursor(base.FieldCursor):  # type: ignore[misc]  # whoosh ships no types
    """A place in a dictionary."""

    def __init__(self, terms: MappedTerms, field: str) -> None:
        self._terms = terms
        self._field = field
        self._lexicon = terms.listing(field).lexicon
        self._rank = 0

    def is_valid(self) -> bool:
        """Is there a term here?"""
        return self._rank < len(self._lexicon)

    def text(self) -> str | None:
        """The term."""
        return self._lexicon.term(self._rank).decode() if self.is_valid() else None

    def first(self) -> str | None:
        """Go to the first."""
        self._rank = 0
        return self.text()

    def find(self, text: str | bytes) -> str | None:
        """Go to the first that is not less."""
        self._rank = self._lexicon.floor(text.encode() if isinstance(text, str) else text)
        return self.text()

    def next(self) -> str | None:
        """Go to the next."""
        self._rank += 1
        return self.text()

    def term_info(self) -> Any:
        """What is known of the term."""
        return self._terms.term_info(self._field, self._lexicon.term(self._rank))
