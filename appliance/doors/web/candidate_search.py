"""The search side of the candidates page: running a search, and saying what stands in its way."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from appliance.doors.http import current
from appliance.doors.web.search_state import KINDS, SORTS, SearchState
from appliance.foundation.contracts.facts import FactKind
from appliance.foundation.contracts.query import TEXT_FIELDS
from appliance.foundation.contracts.requisitions import Requisition
from appliance.foundation.contracts.search import ResultPage, Snippet
from appliance.foundation.kernel.errors import NotAllowed, NotFound
from appliance.recruiting.search import IndexNotReady, QueryError

CHOICES = 100
"""Requisitions offered in the chooser, newest first; others are typed by their reference in the address."""
FACET_TITLES = {
    "clearance": "Clearance as claimed",
    "degree_level": "Degree",
    "skill_id": "Skill",
    "place": "Place",
    "source": "Source",
    "flag": "Remarks",
    "requisition": "Requisition",
}
FACETS_OPEN = 3
VALUES_SHOWN = 8
BY_HAND: tuple[tuple[FactKind, str, str, bool], ...] = (
    ("name", "Name", "", False),
    ("email", "E-mail", "", False),
    ("phone", "Phone", "", False),
    ("title", "Title now", "", False),
    ("employer", "Employer now", "", False),
    ("location", "Location", "", False),
    ("years", "Years of experience", "", False),
    ("clearance", "Clearance as claimed", "For example: Top Secret (active)", False),
    ("degree", "Highest degree", "", False),
    ("skill", "Skills", "One on each line.", True),
    ("certification", "Certifications", "One on each line.", True),
)
"""Fields of the form for somebody without a document: kind, label, hint, whether each line is a value."""

_LAST_WORD = re.compile(r"(?:^|[\s(-])(?:(\w{2,20}):)?([^\s()\":]{2,40})$")


class Caret(NamedTuple):
    """A query that cannot be read: the text up to the place, from there on, and what to do."""

    before: str
    after: str
    position: int
    sentence: str
    mend: str


class Facets(NamedTuple):
    """One facet: (label, count, chosen, address that toggles it) for each value."""

    title: str
    values: list[tuple[str, int, bool, str]]
    open: bool


class SearchPage(NamedTuple):
    """What the split view draws left of the person. Without ``results``, ``problem`` says why:

    ``unbooked query index requisition permission``.
    """

    state: SearchState
    requisitions: list[Requisition]
    booking: Requisition | None
    people: int
    results: ResultPage | None = None
    problem: str = ""
    caret: Caret | None = None
    chips: list[tuple[str, str]] = []  # noqa: RUF012 - a default of a NamedTuple, never changed
    facets: list[Facets] = []  # noqa: RUF012 - as above
    previous: str = ""
    following: str = ""
    suggestion: str = ""

    @property
    def chosen(self) -> int:
        """How many values of facets are chosen."""
        return sum(len(values) for values in self.state.facets.values())

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """(label, address, current) of each order."""
        return [
            (label, self.state.list_url(sort=name, page=1), name == self.state.sort)
            for name, label in SORTS.items()
        ]

    @property
    def kinds(self) -> list[tuple[str, str, bool]]:
        """(label, address, current) of what is searched."""
        return [
            (label, self.state.list_url(kind=name, entry="", page=1, facets={}), name == self.state.kind)
            for name, label in KINDS.items()
        ]


def page_of(state: SearchState) -> SearchPage:
    """Run the search of an address if it can be run."""
    services = current.services()
    page = SearchPage(
        state=state,
        requisitions=services.requisitions.list("open")[:CHOICES],
        booking=None,
        people=services.candidates.count(),
    )
    if state.requisition:
        try:
            page = page._replace(booking=services.requisitions.find(state.requisition))
        except NotFound:
            return page._replace(problem="requisition")
    page = page._replace(caret=_caret(services, state.text))
    if page.caret:
        return page._replace(problem="query")
    if not state.booked:
        return page._replace(problem="unbooked", chips=_chips(services, state))
    may_search()
    try:
        results: ResultPage = services.search.run(current.actor(), state.request())
    except IndexNotReady:
        return page._replace(problem="index")
    state = state.but(entry=results.entry)
    return page._replace(
        results=results,
        chips=_chips(services, state),
        facets=_facets(results, state),
        previous=state.list_url(page=state.page - 1) if state.page > 1 else "",
        following=state.list_url(page=state.page + 1) if state.page < results.pages else "",
        suggestion=state.text_url(results.suggestion) if results.suggestion else "",
    )


def may_search() -> None:
    """Raise NotAllowed unless who asks may search."""
    if not current.may("search.run"):
        raise NotAllowed(permission="search, which writes into the search ledger")


def _caret(services: Any, text: str) -> Caret | None:
    try:
        services.search.parsed(text)
    except QueryError as refusal:
        at = min(max(refusal.position, 0), len(text))
        return Caret(text[:at], text[at:], at, refusal.sentence, refusal.mend)
    return None


def _chips(services: Any, state: SearchState) -> list[tuple[str, str]]:
    """What was understood, one condition each: (words, address of the search without it)."""
    return [(chip.label, state.text_url(chip.without)) for chip in services.search.chips(state.text)]


def _facets(results: ResultPage, state: SearchState) -> list[Facets]:
    found = list[Facets]()
    for name, values in results.facets.items():
        shown = [
            (v.label, v.count, v.chosen, state.facet_url(name, v.value))
            for place, v in enumerate(values)
            if place < VALUES_SHOWN or v.chosen
        ]
        if shown:
            opened = len(found) < FACETS_OPEN or any(v.chosen for v in values)
            asked = state.kind == "posting" and name == "clearance"
            found.append(Facets("Clearance asked for" if asked else FACET_TITLES[name], shown, opened))
    return found


def marked(snippet: Snippet) -> list[tuple[str, bool]]:
    """A snippet in pieces: (text, whether it is a word of the query)."""
    found, at = list[tuple[str, bool]](), 0
    for start, end in snippet.marks:
        found += [(snippet.text[at:start], False), (snippet.text[start:end], True)]
        at = end
    return [(text, here) for text, here in (*found, (snippet.text[at:], False)) if text]


def completions(text: str) -> list[str]:
    """Whole texts that go on from what is typed; none where nothing can be completed."""
    found = _LAST_WORD.search(text[-200:])
    if not found:
        return []
    field, word = (found.group(1) or "").lower(), found.group(2)
    try:
        words = current.services().search.complete(word, field if field in TEXT_FIELDS else "")
    except IndexNotReady:
        return []
    kept = text[: len(text) - len(word)]
    return [kept + completed for completed, _ in words if completed.casefold() != word.casefold()][:8]
