"""Searches as people make them, and the ledger that keeps them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from appliance.foundation.contracts.candidates import Candidate
from appliance.foundation.contracts.requisitions import Requisition
from appliance.foundation.contracts.values import Value

SearchKind = Literal["candidate", "posting"]
SortName = Literal["score", "newest", "name", "years"]
FACETS_SHOWN: dict[SearchKind, tuple[str, ...]] = {
    "candidate": ("clearance", "degree_level", "skill_id", "place", "source", "flag"),
    "posting": ("clearance", "degree_level", "requisition"),
}
PAGE_SIZE = 20


class SearchRequest(Value):
    """One view of one search. ``entry`` is the ledger entry it belongs to, "" for a new search.

    ``requisition`` is a reference or id; ``sourcing`` the reason when there is no position. One of them is needed.
    """

    text: str
    kind: SearchKind = "candidate"
    requisition: str = ""
    sourcing: str = ""
    sort: SortName = "score"
    page: int = 1
    size: int = PAGE_SIZE
    facets: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    entry: str = ""


class Snippet(Value):
    """A piece of a document's text; ``marks`` are character offsets into ``text``."""

    text: str
    marks: tuple[tuple[int, int], ...]
    cut_before: bool
    cut_after: bool


class ResultCard(Value):
    """One result: ``candidate`` or ``requisition``, with the places that show why it is here."""

    ref: str
    rank: int
    score: float
    candidate: Candidate | None
    requisition: Requisition | None
    document_id: str
    snippets: tuple[Snippet, ...]


class FacetValue(Value):
    """One value of a facet with its count over all matches; ``label`` is for people."""

    value: str
    label: str
    count: int
    chosen: bool


class ResultPage(Value):
    """What a search page shows. ``understood`` says the query in words, ``suggestion`` a likelier spelling."""

    request: SearchRequest
    entry: str
    total: int
    cards: tuple[ResultCard, ...]
    facets: dict[str, tuple[FacetValue, ...]]
    understood: str
    canonical: str
    suggestion: str
    generation: int
    milliseconds: float
    booked_to: str

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.request.size))


class LedgerEntry(Value):
    """A search as it was made: criteria as typed and as parsed, and what was shown."""

    id: str
    at: str
    actor: str
    actor_name: str
    requisition_id: str
    sourcing: str
    kind: SearchKind
    typed: str
    parsed: str
    understood: str
    generation: int
    analysis: str
    total: int
    shown: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
