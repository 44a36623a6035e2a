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
    "candidate": ("clearance", "degree_level", "skill_id", "place", "source", "flag", "requisition"),
    "posting": ("clearance", "degree_level", "requisition"),
}
PAGE_SIZE = 20


class SearchRequest(Value):
    """One view of one search. ``entry`` is the ledger entry it belongs to, "" for a new search.

    ``requisition`` is a reference or id; ``sourcing`` the reason when there is no position. One of them is needed.
    ``exact`` are ids of skills whose words are searched as typed, not widened by what the knowledge packs know.
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
    exact: tuple[str, ...] = ()


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


class Widening(Value):
    """What the knowledge packs add to a word typed: other spellings of its skill, and skills that prove it.

    ``skill`` is the id, ``on`` whether it is searched for, ``names`` are the other spellings, ``kinds`` the names of
    the skills that prove it.
    """

    skill: str
    name: str
    typed: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    on: bool = True


class Contribution(Value):
    """What one part of a query gave to a result's score; ``fields`` are those its words stand in.

    The scores of all parts add up to the result's score; 0 for conditions that only hold.
    """

    label: str
    score: float
    fields: tuple[str, ...]


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
    widened: tuple[Widening, ...] = ()
    timings: dict[str, float] = Field(default_factory=dict)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.request.size))


class LedgerEntry(Value):
    """A search as it was made: criteria as typed and as parsed, and what was shown.

    ``everyone`` stands for all it found (see ``Hits``), "" in entries of releases before 0.2; ``filters``: the values
    clicked of facets, as JSON.
    """

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
    widened: tuple[str, ...] = ()
    exact: str = ""
    scope: str = ""
    everyone: str = ""
    filters: str = "{}"
    shown: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()


class Repetition(Value):
    """A search of the ledger, run again on the index of now, beside what it was.

    ``gone`` are (id, why) of entries shown then that are not found now; ``moved`` counts those at another rank;
    ``came`` are (id, why) of entries now at a rank that was shown. ``everyone`` stands for all that are found now.
    Nothing of it, and everybody the same: the same set.
    """

    entry: LedgerEntry
    total: int
    generation: int
    gone: tuple[tuple[str, str], ...]
    came: tuple[tuple[str, str], ...]
    moved: int
    everyone: str = ""

    @property
    def others(self) -> bool:
        """Whether others are found than then; an entry that did not say whom it found is judged by their number."""
        known = bool(self.entry.everyone)
        return self.everyone != self.entry.everyone if known else self.total != self.entry.total

    @property
    def same(self) -> bool:
        return not (self.gone or self.came or self.moved or self.others)


class SavedSearch(Value):
    """A search somebody keeps: what is asked, when they last looked, how many there were then."""

    id: str
    owner: str
    name: str
    request: SearchRequest
    made_at: str
    looked_at: str
    total: int
