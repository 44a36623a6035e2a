"""People, requisitions and an index over them, for everything that searches."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from appliance.foundation import work
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.search import ResultPage, SearchRequest
from appliance.foundation.store import Store
from appliance.recruiting.accounts import Accounts, Hasher
from appliance.recruiting.applications import Applications
from appliance.recruiting.candidates import Candidates
from appliance.recruiting.requisitions import Requisitions, Team
from appliance.recruiting.search import Indexer, IndexReader, Ledger, SavedSearches, Search


class Office(NamedTuple):
    """The parts a test asks; ``people`` maps first names to ids, ``bring`` makes the worker's turn."""

    store: Store
    search: Search
    ledger: Ledger
    saved: SavedSearches
    candidates: Candidates
    applications: Applications
    requisitions: Requisitions
    team: Team
    reader: IndexReader
    folder: Path
    people: dict[str, str]
    bring: Callable[[], None]

    def add(self, actor: Actor, name: str, *skills: str, **facts: str) -> str:
        """Somebody added by hand."""
        values = [("name", name), *facts.items(), *(("skill", s) for s in skills)]
        identifier = self.candidates.add_by_hand(actor, values)
        self.people[name.split(maxsplit=1)[0]] = identifier
        return identifier

    def run(self, actor: Actor, text: str, **more: object) -> ResultPage:
        """A search booked to R-0001 unless said otherwise."""
        return self.search.run(actor, SearchRequest(text=text, **({"requisition": "R-0001"} | more)))

    def names(self, page: ResultPage) -> list[str]:
        """Who is on a page."""
        return [card.candidate.name for card in page.cards if card.candidate]


@pytest.fixture
def office(store: Store, tmp_path: Path):
    """An empty office with an index."""
    folder = tmp_path / "index"
    indexer, reader = Indexer(store, folder), IndexReader(store, folder)

    def bring() -> None:
        handlers = {"search.rebuild": (indexer.rebuild, 1), "search.reindex": (indexer.reindex, 100)}
        work.Worker(store, "w", handlers).drain(("search.rebuild", "search.reindex"))

    yield Office(
        store,
        Search(store, reader),
        Ledger(store, reader),
        SavedSearches(store, reader),
        Candidates(store),
        Applications(store),
        Requisitions(store),
        Team(store),
        reader,
        folder,
        {},
        bring,
    )
    indexer.close()
    reader.close()


@pytest.fixture
def hana(store: Store, ada: Actor) -> Actor:
    """A hiring manager, on no team yet."""
    user, _ = Accounts(store, Hasher(passes=1, memory_kib=8, lanes=1)).add(
        ada, "hana", "Hana", "hiring_manager"
    )
    return user.actor
