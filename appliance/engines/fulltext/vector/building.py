"""Entries into segment files."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
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
from appliance.engines.fulltext.vector.vocabulary import GAP_CHUNK, MOST_CHUNKS, Vocabulary
from appliance.foundation.contracts.query import FACET_FIELDS, NUMBER_FIELDS, IndexEntry

SEGMENT_FORMAT = 1
FULL_CHUNKS = 3_000_000
"""Chunks (words) after which a segment is closed: about 4,000 résumés."""
FULL_DOCUMENTS = 50_000
TEXT_NAMES = (WHOLE, *OWN_FIELDS)


def surface_name(field: str) -> str:
    """The section prefix of a field's unstemmed spellings."""
    return f"{field}~"


class SegmentBuilder:
    """Collects entries; ``write`` makes one segment of them and starts over."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._start()

    def _start(self) -> None:
        self.entries = 0
        self._fields = {name: ChunkedField.empty() for name in TEXT_NAMES}
        self._refs: list[str] = []
        self._names: list[str] = []
        self._numbers: dict[str, array[float]] = {name: array("d") for name in NUMBER_FIELDS}
        self._facets: dict[str, list[tuple[str, ...]]] = {name: [] for name in FACET_FIELDS}

    @property
    def full(self) -> bool:
        """Is it time to write?"""
        return len(self._fields[WHOLE].chunks) >= FULL_CHUNKS or self.entries >= FULL_DOCUMENTS

    def add(self, entry: IndexEntry) -> int:
        """Take an entry; its document number in the segment to be."""
        doc = self.entries
        self.entries += 1
        number_of = self._vocabulary.__getitem__
        whole = array("I")
        for name in OWN_FIELDS:
            text = entry.texts.get(name, "")
            if not text or text.isspace():
                continue
            own = array("I")
            for line in text.split("\n"):
                own.extend(map(number_of, line.split()))
                own.append(GAP_CHUNK)
            self._fields[name].add(doc, own)
            whole.extend(own * WEIGHTS[name])
        whole.extend(map(number_of, entry.texts.get("body", "").split()))
        self._fields[WHOLE].add(doc, whole)
        self._refs.append(entry.ref)
        self._names.append(sort_name(entry))
        for name in NUMBER_FIELDS:
            self._numbers[name].append(entry.numbers.get(name, float("nan")))
        for name in FACET_FIELDS:
            self._facets[name].append(entry.facets.get(name, ()))
        return doc

    def write(self, path: Path) -> None:
        """One segment file with everything taken since the last one, on the disk when this returns."""
        arrays = self._sections()
        write_sections(path, arrays, {"format": SEGMENT_FORMAT, "documents": self.entries})
        if len(self._vocabulary) > MOST_CHUNKS:
            self._vocabulary = Vocabulary()
        self._start()

    def _sections(self) -> Mapping[str, Array]:
        count, vocabulary = self.entries, self._vocabulary.frozen()
        arrays: dict[str, Array] = {}
        for name in TEXT_NAMES:
            arrays |= text_sections(name, self._fields[name], vocabulary, count)
            arrays |= surface_sections(surface_name(name), self._fields[name], vocabulary, count)
        arrays |= key_term_sections(WHOLE, arrays, count)
        arrays |= ordered_texts("column.ref", self._refs)
        arrays |= ordered_texts("column.name", self._names)
        for name, numbers in self._numbers.items():
            arrays[f"number.{name}"] = np.array(numbers, np.float64)
        for name, values in self._facets.items():
            arrays |= values_sections(f"facet.{name}", values)
        return arrays
