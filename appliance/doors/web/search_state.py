"""A search as its address says it: what was asked, how it is shown, who is open. The address is the whole state."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, cast
from urllib.parse import quote_plus

from werkzeug.datastructures import MultiDict

from appliance.foundation.contracts.search import FACETS_SHOWN, SearchKind, SearchRequest, SortName

SORTS: dict[SortName, str] = {
    "score": "Best match",
    "newest": "Newest",
    "name": "Name",
    "years": "Years",
}
KINDS: dict[SearchKind, str] = {"candidate": "Candidates", "posting": "Postings"}
TABS = ("resume", "facts", "history")
VIEWS = ("page", "text", "both")
LONGEST_QUERY = 2000
LAST_PAGE = 5000
FACET = "f."
"""What stands before the name of a facet in an address, so that ``f.requisition`` is not the booking."""
BEHIND_FACETS = frozenset({"exact", "entry", "filters"})
"""Names that stand after the facets in an address."""


OF_PERSON = ("tab", "view", "doc", "fact", "edit")
"""Fields that say how an opened person is shown."""

quoted = lru_cache(4096)(quote_plus)
"""Text as it stands in an address; the same few texts stand in all of a page."""


def encoded(pairs: list[tuple[str, str]]) -> str:
    """Names, which need no quoting, and values as the query of an address."""
    return "&".join([f"{name}={quoted(value)}" for name, value in pairs])


@dataclass(frozen=True)
class SearchState:
    """``opened`` is who is shown on the right; ``alone`` says that they have the page for themselves."""

    text: str = ""
    kind: SearchKind = "candidate"
    requisition: str = ""
    sourcing: str = ""
    sort: SortName = "score"
    page: int = 1
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    entry: str = ""
    exact: tuple[str, ...] = ()
    filters: bool = True
    opened: str = ""
    alone: bool = False
    tab: str = ""
    view: str = ""
    doc: str = ""
    fact: str = ""
    edit: str = ""

    @property
    def booked(self) -> bool:
        return bool(self.requisition or self.sourcing)

    @property
    def asked(self) -> bool:
        """Whether this came from a search, and not from a link to a person."""
        return bool(self.text or self.booked or self.entry)

    def request(self) -> SearchRequest:
        """What is asked of the search."""
        return SearchRequest(
            text=self.text,
            kind=self.kind,
            requisition=self.requisition,
            sourcing="" if self.requisition else self.sourcing,
            sort=self.sort,
            page=self.page,
            facets=self.facets,
            entry=self.entry,
            exact=self.exact,
        )

    def but(self, **changes: Any) -> SearchState:
        """The same with some changes."""
        return replace(self, **changes)

    def url(self, anchor: str = "", **changes: Any) -> str:
        """The address of this state with some changes."""
        found = replace(self, **changes) if changes else self
        path = f"/candidates/{found.opened}" if found.alone and found.opened else "/candidates"
        query = encoded(found.arguments())
        return path + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")

    def arguments(self) -> list[tuple[str, str]]:
        """The state as names and values, those left out that say nothing."""
        pairs = _of_list(self.__dict__)
        if self.opened:
            if not self.alone:
                pairs.append(("open", self.opened))
            pairs += [(name, value) for name in OF_PERSON if (value := getattr(self, name))]
        return pairs

    def without_person(self) -> SearchState:
        """The same list, nobody open."""
        return replace(self, opened="", alone=False, tab="", view="", doc="", fact="", edit="")

    # -- other states people go to from here

    def list_url(self, **changes: Any) -> str:
        """The list, nobody open."""
        query = encoded(_of_list({**self.__dict__, **changes}))
        return f"/candidates?{query}" if query else "/candidates"

    def text_url(self, text: str) -> str:
        """Another query: a new search, so no entry, page or facets of this one."""
        return self.list_url(text=text, entry="", page=1, facets={})

    def facet_url(self, name: str, value: str) -> str:
        """A facet's value chosen, or taken away when it was."""
        chosen = self.facets.get(name, ())
        values = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
        facets = {**self.facets, name: values}
        before, after = self._around_facets
        pairs = [(FACET + field, one) for field, those in facets.items() for one in those]
        query = "&".join(part for part in (before, encoded(pairs), after) if part)
        return f"/candidates?{query}" if query else "/candidates"

    def exact_url(self, skill: str) -> str:
        """A skill's words searched as typed, or widened again: other criteria, so another search."""
        exact = tuple(s for s in self.exact if s != skill) if skill in self.exact else (*self.exact, skill)
        return self.list_url(exact=exact, entry="", page=1)

    def pane_url(self, ref: str) -> str:
        """The list with somebody open beside it."""
        between = "&" if self._list_query else ""
        return f"/candidates?{self._list_query}{between}open={quoted(ref)}"

    def person_url(self, ref: str) -> str:
        """Somebody's own page."""
        return f"/candidates/{ref}" + (f"?{self._list_query}" if self._list_query else "")

    @cached_property
    def _around_facets(self) -> tuple[str, str]:
        """What stands before and after the facets in the first page's address: forty links differ in nothing else."""
        pairs = _of_list({**self.__dict__, "page": 1, "facets": {}})
        after = [pair for pair in pairs if pair[0] in BEHIND_FACETS]
        return encoded([pair for pair in pairs if pair not in after]), encoded(after)

    @cached_property
    def _list_query(self) -> str:
        """The list's part of every address of the page: a page has a hundred of them."""
        return encoded(_of_list(self.__dict__))


def _of_list(state: dict[str, Any]) -> list[tuple[str, str]]:
    """What of a state's fields says which list it is, nobody open, as names and values."""
    pairs = [
        ("q", state["text"]),
        ("kind", state["kind"] if state["kind"] != "candidate" else ""),
        ("requisition", state["requisition"]),
        ("sourcing", "" if state["requisition"] else state["sourcing"]),
        ("sort", state["sort"] if state["sort"] != "score" else ""),
        ("page", str(state["page"]) if state["page"] > 1 else ""),
        *((FACET + name, value) for name, values in state["facets"].items() for value in values),
        *(("exact", skill) for skill in state["exact"]),
        ("entry", state["entry"]),
        ("filters", "" if state["filters"] else "off"),
    ]
    return [pair for pair in pairs if pair[1]]


def state_of(arguments: MultiDict[str, str], *, opened: str = "") -> SearchState:
    """The state an address stands for; what it says wrongly is as if not said.

    ``opened`` is the person of a page that belongs to one person.
    """

    def said(name: str, longest: int = 200) -> str:
        return arguments.get(name, "").replace("\x00", "")[:longest].strip()

    kind = cast("SearchKind", said("kind") if said("kind") in KINDS else "candidate")
    number = said("page")
    return SearchState(
        text=said("q", LONGEST_QUERY),
        kind=kind,
        requisition=said("requisition"),
        sourcing=said("sourcing"),
        sort=cast("SortName", said("sort") if said("sort") in SORTS else "score"),
        page=min(max(int(number), 1), LAST_PAGE) if number.isdecimal() and number.isascii() else 1,
        facets={
            name: values
            for name in FACETS_SHOWN[kind]
            if (values := tuple(dict.fromkeys(v[:200] for v in arguments.getlist(FACET + name) if v))[:20])
        },
        entry=said("entry"),
        exact=tuple(dict.fromkeys(v[:80] for v in arguments.getlist("exact") if v))[:40],
        filters=said("filters") != "off",
        opened=opened or said("open"),
        alone=bool(opened),
        tab=said("tab") if said("tab") in TABS else "",
        view=said("view") if said("view") in VIEWS else "",
        doc=said("doc"),
        fact=said("fact"),
        edit=said("edit"),
    )
