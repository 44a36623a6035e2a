"""The search side of the candidates page: running a search, and saying what stands in its way."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from markupsafe import Markup, escape

from appliance.doors.http import confinement, current
from appliance.doors.web import seen
from appliance.doors.web.frame import is_blind
from appliance.doors.web.search_state import KINDS, SORTS, SearchState
from appliance.foundation.contracts.facts import FactKind
from appliance.foundation.contracts.requisitions import Choice, Requisition
from appliance.foundation.contracts.search import ResultCard, ResultPage, SavedSearch, Snippet, Widening
from appliance.foundation.kernel.errors import NotAllowed, NotFound
from appliance.recruiting.search import Begun, IndexNotReady, Offer, QueryError, facet_label

CHOICES = 100
"""Requisitions offered in the chooser, newest first; others are typed by their reference in the address."""
FACET_TITLES = {
    "clearance": "Clearance as claimed",
    "degree_level": "Degree",
    "skill_id": "Skill",
    "place": "Place",
    "source": "Source",
    "flag": "Remarks",
    "requisition": "In requisition",
}
ON, OFF = "\x01", "\x02"
"""Stand for the ends of a mark while a snippet is escaped as a whole."""
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
    values: list[tuple[str, str, bool, str]]
    open: bool


class Shown(NamedTuple):
    """A result as its line of the list shows it. ``aside`` stands behind the name, ``first`` and ``second`` below it."""

    href: str
    pane_href: str
    current: bool
    rank: int
    name: str
    aside: str
    first: str
    second: str
    clearance: str
    snippets: tuple[Markup, ...]


class Understood(NamedTuple):
    """What stands below the box: conditions (words, address without it), and what the words are widened by."""

    caret: Caret | None = None
    chips: tuple[tuple[str, str], ...] = ()
    widened: tuple[tuple[Widening, str], ...] = ()


class SearchPage(NamedTuple):
    """What the split view draws left of the person. Without ``results``, ``problem`` says why:

    ``unbooked query index requisition permission``. ``begun`` is the search whose line of the ledger is on its way.
    """

    state: SearchState
    requisitions: list[Choice]
    booking: Choice | None
    understood: Understood
    saved: list[SavedSearch]
    people: int = 0
    results: ResultPage | None = None
    begun: Begun | None = None
    problem: str = ""
    cards: tuple[Shown, ...] = ()
    facets: tuple[Facets, ...] = ()
    previous: str = ""
    following: str = ""
    suggestion: str = ""
    built: int = 0

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
    mine = confinement.scope()
    choices = [r for r in services.requisitions.choices("open", CHOICES) if mine.sees_requisition(r.id)]
    page = SearchPage(
        state=state,
        requisitions=choices,
        booking=None,
        understood=_read(state),
        saved=services.saved_searches.mine(current.actor()) if current.may("search.run") else [],
    )
    if state.requisition:
        booking = _booking(services, choices, state.requisition)
        if booking is None:
            return page._replace(problem="requisition")
        page = page._replace(booking=booking)
    if page.understood.caret:
        return page._replace(problem="query")
    if not state.booked:
        return page._replace(problem="unbooked", people=_searchable(services), understood=understood(state))
    may_search()
    is_blind()  # asked before the search writes: reading beside a commit forgets what is decrypted
    try:
        begun = services.search.begin(current.actor(), state.request())
    except IndexNotReady:
        return page._replace(
            problem="index",
            people=services.candidates.count(),
            built=services.search.built(),
            understood=understood(state),
        )
    results = seen.results(begun.page)
    state = state.but(entry=results.entry)
    return page._replace(
        state=state,
        results=results,
        begun=begun,
        understood=page.understood._replace(widened=_switches(results.widened, state)),
        cards=tuple(_shown(card, state) for card in results.cards),
        facets=_facets(results, state),
        previous=state.list_url(page=state.page - 1) if state.page > 1 else "",
        following=state.list_url(page=state.page + 1) if state.page < results.pages else "",
        suggestion=state.text_url(results.suggestion) if results.suggestion else "",
    )


def _booking(services: Any, choices: list[Choice], reference: str) -> Choice | None:
    """The requisition a search is for; None when there is none that who asks may see."""
    known = next((r for r in choices if reference in {r.reference, r.id}), None)
    if known is not None:
        return known
    try:
        found = services.requisitions.find(reference)
    except NotFound:
        return None
    mine = confinement.scope()
    return Choice(found.id, found.reference, found.title) if mine.sees_requisition(found.id) else None


def _searchable(services: Any) -> int:
    try:
        return int(services.search.searchable(current.actor()))
    except IndexNotReady:
        return int(services.candidates.count()) if confinement.scope().everything else 0


def may_search() -> None:
    """Raise NotAllowed unless who asks may search."""
    if not current.may("search.run"):
        raise NotAllowed(permission="search, which writes into the search ledger")


def understood(state: SearchState) -> Understood:
    """What a text is read as; makes no ledger entry."""
    found = _read(state)
    if found.caret or state.kind != "candidate":
        return found
    wide = current.services().search.widenings(state.text, state.exact)
    return found._replace(widened=_switches(wide, state))


def _switches(wide: tuple[Widening, ...], state: SearchState) -> tuple[tuple[Widening, str], ...]:
    return tuple((one, state.exact_url(one.skill)) for one in wide)


def _read(state: SearchState) -> Understood:
    """The same without what the words are widened by: running the search says that."""
    try:
        chips = current.services().search.chips(state.text)
    except QueryError as refusal:
        at = min(max(refusal.position, 0), len(state.text))
        return Understood(Caret(state.text[:at], state.text[at:], at, refusal.sentence, refusal.mend))
    return Understood(chips=tuple((chip.label, state.text_url(chip.without)) for chip in chips))


def _facets(results: ResultPage, state: SearchState) -> tuple[Facets, ...]:
    found = list[Facets]()
    for name, values in results.facets.items():
        shown = [
            (v.label, f"{v.count:,}", v.chosen, state.facet_url(name, v.value))
            for place, v in enumerate(values)
            if place < VALUES_SHOWN or v.chosen
        ]
        if shown:
            opened = len(found) < FACETS_OPEN or any(v.chosen for v in values)
            asked = state.kind == "posting" and name == "clearance"
            found.append(Facets("Clearance asked for" if asked else FACET_TITLES[name], shown, opened))
    return tuple(found)


def _shown(card: ResultCard, state: SearchState) -> Shown:
    """A card as tuples of what is printed: the template asks each value of it for nothing."""
    who = card.candidate
    snippets = tuple(map(marked, card.snippets))
    if who is None:
        found = cast("Requisition", card.requisition)  # one of both is there
        href, organisation = f"/requisitions/{found.reference}", found.organisation or "No organisation"
        asides = (found.title, found.reference, organisation, "", "")
    else:
        href = state.person_url(card.ref)
        years = (
            "" if who.years is None else f"{round(who.years, 1):g} {'year' if who.years == 1 else 'years'}"
        )
        level = facet_label("clearance", who.clearance) if who.clearance else ""
        asides = (who.name, years, who.title, who.employer, level)
    return Shown(href, state.pane_url(card.ref), card.ref == state.opened, card.rank, *asides, snippets)


def marked(snippet: Snippet) -> Markup:
    """A snippet with the words of the query marked; every piece of the document is escaped."""
    text, at, found = snippet.text, 0, list[str]()
    if ON in text or OFF in text:
        text = text.replace(ON, " ").replace(OFF, " ")
    for start, end in snippet.marks:
        found += (text[at:start], ON, text[start:end], OFF)
        at = end
    found.append(text[at:])
    shown = str(escape("".join(found))).replace(ON, "<mark>").replace(OFF, "</mark>")
    return Markup(f"{'… ' if snippet.cut_before else ''}{shown}{' …' if snippet.cut_after else ''}")  # noqa: S704  # escaped, and our own marks


def completions(text: str) -> list[Offer]:
    """Whole texts that go on from what is typed; none where nothing can be completed."""
    if is_blind():  # words of the index are also names
        return []
    try:
        found: list[Offer] = current.services().search.complete(current.actor(), text)
    except IndexNotReady:
        return []
    return found


def entered(found: SearchPage) -> None:
    """Wait until what a page shows stands in the ledger: before anybody sees it."""
    if found.begun is not None:
        found.begun.entered.wait()


def timing(found: SearchPage, drawn: float, whole: float) -> str:
    """The steps of a search for the header Server-Timing, milliseconds; ``disk`` is what was waited for once it was drawn."""
    steps = dict(found.results.timings) if found.results else {}
    steps |= {"disk": whole - drawn} if found.begun else {}
    return ", ".join(f"{name};dur={value:.1f}" for name, value in {**steps, "page": whole}.items())
