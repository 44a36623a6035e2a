"""Stock Whoosh 2.7.4 as one would use it: one analysed text, columns for the facets, its own collectors.

Its ranking is walked to the end (``replace=0``): with its own shortcut it loses hits. ``limitmb`` is raised, which
builds faster than the default.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from search_corpus import FACETS, Described
from whoosh import collectors, fields, index
from whoosh import query as wq

from appliance.foundation.contracts.query import IndexEntry

TOP = 20


class StockWhoosh:
    """Whoosh with nothing of ours."""

    name = "whoosh"

    def build(self, entries: Iterable[IndexEntry], folder: Path) -> None:
        folder.mkdir()
        schema = fields.Schema(
            ref=fields.ID(stored=True),
            body=fields.TEXT(stored=False),
            years=fields.NUMERIC(int),
            **{name: fields.ID(sortable=True) for name in FACETS},
        )
        writer = index.create_in(str(folder), schema).writer(limitmb=512)
        for entry in entries:
            values = {name: entry.facets[name][0] for name in FACETS if name in entry.facets}
            body = "\n".join(entry.texts.values())
            writer.add_document(ref=entry.ref, body=body, years=int(entry.numbers["years"]), **values)
        writer.commit()

    def open(self, folder: Path) -> None:
        self.searcher = index.open_dir(str(folder)).searcher()

    def prepare(self, asked: Described) -> Any:
        def any_of(words: Iterable[str]) -> wq.Query:
            return wq.Or([wq.Term("body", word) for word in words])

        parts = [wq.Term("body", word) for word in asked.must] + [any_of(group) for group in asked.groups]
        if asked.phrase:
            parts.append(wq.Phrase("body", asked.phrase.split()))
        if asked.prefix:
            parts.append(wq.Prefix("body", asked.prefix))
        if asked.wildcard:
            parts.append(wq.Wildcard("body", asked.wildcard))
        if asked.fuzzy:
            parts.append(wq.FuzzyTerm("body", asked.fuzzy))
        parts += [wq.Term(name, value) for name, value in asked.facets.items()]
        if asked.years:
            parts.append(wq.NumericRange("years", *map(int, asked.years)))
        parts += [wq.Not(wq.Term("body", word)) for word in asked.mustnot]
        return parts[0] if len(parts) == 1 else wq.And(parts)

    def top(self, prepared: Any) -> int:
        return self._collected(prepared, collectors.TopCollector(TOP, replace=0))

    def facets(self, prepared: Any) -> int:
        inner = collectors.TopCollector(TOP, replace=0)
        return self._collected(prepared, collectors.FacetCollector(inner, list(FACETS)))

    def _collected(self, query: Any, collector: Any) -> int:
        self.searcher.search_with_collector(query, collector)
        return len([hit["ref"] for hit in collector.results()])

    def total(self, prepared: Any) -> int:
        return sum(1 for _ in self.searcher.docs_for_query(prepared))
