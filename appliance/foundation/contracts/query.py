"""A query as values: what was asked, apart from the text it was typed in and the engine that answers.

``matches`` in ``appliance/recruiting/search/language.py`` reads the same values in plain Python; both readings
must agree. Fields are those of ``FIELDS``; a query without a field looks into all of ``DEFAULT_FIELDS``.
"""

from __future__ import annotations

from typing import Literal

from appliance.foundation.contracts.values import Value

TEXT_FIELDS = ("name", "title", "employer", "skill", "school", "degree", "certification", "location", "body")
"""Analysed text; ``body`` is the whole document. Searchable as words, phrases and prefixes."""
NUMBER_FIELDS = ("years", "added")
"""``years``: float years of experience. ``added``: days since 1970-01-01 as a whole number (typed as a date)."""
FACET_FIELDS = ("kind", "clearance", "degree_level", "skill_id", "place", "source", "flag", "requisition")
"""Exact values, several per entry, counted as facets."""
ORDERED = {
    "clearance": ("public_trust", "confidential", "secret", "top_secret", "tssci"),
    "degree_level": ("high_school", "associate", "bachelor", "master", "doctorate"),
}
"""Facets whose values have an order, lowest first, so that ``clearance:>=secret`` has a meaning."""

Comparison = Literal["=", ">=", ">", "<=", "<"]


class Everything(Value):
    """Matches every entry."""


class Nothing(Value):
    """Matches no entry."""


class Word(Value):
    """One word, as typed; the index's own analysis splits and folds it (C++ stays one word)."""

    text: str
    field: str = ""


class Phrase(Value):
    """Words next to each other, in this order; ``slop`` more positions may lie between them."""

    text: str
    field: str = ""
    slop: int = 0


class Prefix(Value):
    """Words that begin like this: ``kub*``."""

    text: str
    field: str = ""


class Fuzzy(Value):
    """Words within one edit of this: ``kubernets~``."""

    text: str
    field: str = ""


class Near(Value):
    """Two words at most ``distance`` words apart, in either order: ``python NEAR/5 kafka``."""

    left: str
    right: str
    distance: int
    field: str = ""


class Range(Value):
    """A number field between two bounds, None = open: ``years:3..15``."""

    field: str
    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False


class Facet(Value):
    """A facet field holding any one of these exact values; ``ref`` is the entry's own id."""

    field: str
    any_of: tuple[str, ...]


class And(Value):
    items: tuple[Query, ...]


class Or(Value):
    items: tuple[Query, ...]


class Not(Value):
    item: Query


Query = Everything | Nothing | Word | Phrase | Prefix | Fuzzy | Near | Range | Facet | And | Or | Not


class IndexEntry(Value):
    """One candidate or posting as the index sees it; ``ref`` is its id, unique in the index."""

    ref: str
    texts: dict[str, str]
    numbers: dict[str, float]
    facets: dict[str, tuple[str, ...]]


class Hit(Value):
    ref: str
    score: float


class Hits(Value):
    """A page of an answer. ``total`` counts every match; ``facets`` counts values over all matches,

    each facet field without its own filter; ``generation`` names the state of the index that answered. ``everyone``, where
    asked for, stands for the ids of all matches, shown or not: 16 hexadecimal digits, the sum modulo 2^64 of the 8-byte
    BLAKE2b of each id as a little-endian number.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, dict[str, int]]
    generation: int
    everyone: str = ""


And.model_rebuild()
Or.model_rebuild()
Not.model_rebuild()
