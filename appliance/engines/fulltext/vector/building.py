"""Entries into segment files."""

from __future__ import annotations

from array import array
from pathlib import Path

import numpy as np

from appliance.engines.fulltext.answers import sort_name
from appliance.engines.fulltext.layout import OWN_FIELDS, WEIGHTS, WHOLE
from appliance.engines.fulltext.vector.inversion import (
    ChunkedField,
    key_term_sections,
    ordered_texts,
    surface_sections,
    text_sections,
    values_sections,
)
from appliance.engines.fulltext.vector.sections import Array, write_sections
from appliance.engines.fulltext.vector.vocabulary import FrozenVocabulary, Vocabulary
from appliance.foundation.contracts.query import FACET_FIELDS, NUMBER_FIELDS, IndexEntry

SEGMENT_FORMAT = 1
FULL_CHUNKS = 3_000_000
"""Chunks (words) after which a segment is closed: about 4,000 résumés."""
FULL_DOCUMENTS = 50_000
TEXT_NAMES = (WHOLE, *OWN_FIELDS)


def surface_name(field: str) -> str:
    """The section prefix of a field's unstemmed spellings."""
    return f"{field}~"


class Batch:
    """Entries on their way into one segment, as arrays of chunk numbers and columns."""

    def __init__(self) -> None:
        self.entries = 0
        self.fields = {name: ChunkedField.empty() for name in TEXT_NAMES}
        self.refs: list[str] = []
        self.names: list[str] = []
        self.numbers: dict[str, array[float]] = {name: array("d") for name in NUMBER_FIELDS}
        self.facets: dict[str, list[tuple[str, ...]]] = {name: [] for name in FACET_FIELDS}

    @property
    def full(self) -> bool:
        """Is it time to write?"""
        return len(self.fields[WHOLE].chunks) >= FULL_CHUNKS or self.entries >= FULL_DOCUMENTS

    def add(self, entry: IndexEntry, vocabulary: Vocabulary) -> int:
        """Take an entry; its document number in the segment to be."""
        doc = self.entries
        self.entries += 1
        number_of = vocabulary.__getitem__
        whole: list[int] = []
        for name in OWN_FIELDS:
            text = entry.texts.get(name, "")
            if not text or text.isspace():
                continue
            own = vocabulary.lines(text)
            self.fields[name].add(doc, own)
            whole += own * WEIGHTS[name]
        whole += map(number_of, entry.texts.get("body", "").split())
        self.fields[WHOLE].add(doc, whole)
        self.refs.append(entry.ref)
        self.names.append(sort_name(entry))
        for name in NUMBER_FIELDS:
            self.numbers[name].append(entry.numbers.get(name, float("nan")))
        for name in FACET_FIELDS:
            self.facets[name].append(entry.facets.get(name, ()))
        return doc

    def write(self, path: Path, words: FrozenVocabulary) -> None:
        """One segment file of it all, to be synced by the caller. May run beside the filling of the next batch."""
        write_sections(path, self._sections(words), {"format": SEGMENT_FORMAT, "documents": self.entries})

    def _sections(self, words: FrozenVocabulary) -> dict[str, Array]:
        count = self.entries
        arrays: dict[str, Array] = {}
        for name in TEXT_NAMES:
            arrays |= text_sections(name, self.fields[name], words, count)
            arrays |= surface_sections(surface_name(name), self.fields[name], words, count)
        arrays |= key_term_sections(WHOLE, arrays, count)
        arrays |= ordered_texts("column.ref", self.refs)
        arrays |= ordered_texts("column.name", self.names)
        for name, numbers in self.numbers.items():
            arrays[f"number.{name}"] = np.array(numbers, np.float64)
        for name, values in self.facets.items():
            arrays |= values_sections(f"facet.{name}", values)
        return arrays
