"""What both engines share: the shape of a question, and how an answer is ordered."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from whoosh import query as wq

from appliance.engines.fulltext.compile import compiled
from appliance.engines.fulltext.layout import lines
from appliance.engines.fulltext.nodes import All, Silent
from appliance.foundation.contracts.query import FACET_FIELDS, IndexEntry, Query
from appliance.foundation.contracts.values import Value
from appliance.foundation.kernel.text import fold_words

Sort = Literal["score", "newest", "name", "years"]
SORTS: tuple[Sort, ...] = ("score", "newest", "name", "years")
SORT_NUMBERS = {"newest": "added", "years": "years"}
"""Sorts by a number, highest first; entries without it come last."""


class Completion(Value):
    """A word or value that goes on from what was typed, and how many visible entries hold it."""

    text: str
    count: int


@dataclass(frozen=True)
class Question:
    """One search, as an engine is asked it."""

    tree: wq.Query
    limit: int = 20
    offset: int = 0
    sort: Sort = "score"
    facets: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    everyone: bool = False

    def __post_init__(self) -> None:
        unknown = (set(self.facets) | set(self.filters)) - set(FACET_FIELDS)
        if unknown:
            raise ValueError(f"not a facet field: {sorted(unknown)}")
        if self.sort not in SORTS:
            raise ValueError(f"not a sort: {self.sort}")
        if self.limit < 0 or self.offset < 0:
            raise ValueError("limit and offset count from 0")


def within(scope: Query | None, asked: wq.Query) -> wq.Query:
    """A tree inside a scope; the scope comes first and does not score."""
    allowed = All() if scope is None else compiled(scope)
    if allowed is wq.NullQuery or asked is wq.NullQuery:
        return wq.NullQuery
    return asked if isinstance(allowed, All) else wq.And([Silent(allowed), asked])


def mark(ref: bytes) -> int:
    """What stands for a ref in ``Hits.everyone``."""
    return int.from_bytes(hashlib.blake2b(ref, digest_size=8).digest(), "little")


def written(marks: int) -> str:
    """A sum of marks as ``Hits.everyone``."""
    return f"{marks % (1 << 64):016x}"


def sort_name(entry: IndexEntry) -> str:
    """What an entry is sorted under by name: its first name line, folded."""
    return fold_words(entry.texts.get("name", "").strip().split("\n")[0])


def first_by_count(counts: Mapping[str, int], limit: int) -> list[Completion]:
    """The most frequent first, equals in the order of the alphabet."""
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit]
    return [Completion(text=text, count=count) for text, count in best]


KEY_TERMS = 30


def key_terms(entry: IndexEntry) -> tuple[str, ...]:
    """The terms that stand for an entry when something like it is looked for.

    Titles, skills and certifications first, then what its body says most often.
    """
    counts: dict[str, int] = {}
    for name, weight in (("title", 1000), ("skill", 1000), ("certification", 1000), ("body", 1)):
        for token in lines(entry.texts.get(name, ""))[0]:
            if len(token.term) > 1 and not token.term.isdigit() and "@" not in token.term:
                counts[token.term] = counts.get(token.term, 0) + weight
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(term for term, _ in best[:KEY_TERMS])
