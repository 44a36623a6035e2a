"""A search is booked, answered from the index, written into the ledger, and survives a damaged index."""

import pytest

from appliance.foundation import work
from appliance.foundation.contracts.search import SearchRequest
from appliance.recruiting.candidates import Candidates
from appliance.recruiting.requisitions import Requisitions
from appliance.recruiting.search import (
    Indexer,
    IndexNotReady,
    IndexReader,
    Ledger,
    QueryError,
    Search,
    SearchNotBooked,
)

PEOPLE = [
    ("Hedy Example", ["Python", "Kubernetes"], "12", "Backend Engineer"),
    ("Zoë Sample", ["Go", "C++"], "4", "Junior Developer"),
    ("Max Muster", ["Python"], "8", "Data Engineer"),
]


@pytest.fixture
def place(store, ada, tmp_path):
    """People, a requisition, an indexer and a search over them."""
    for name, skills, years, title in PEOPLE:
        values = [("name", name), ("years", years), ("title", title), *(("skill", s) for s in skills)]
        Candidates(store).add_by_hand(ada, values)
    Requisitions(store).create_empty(ada, "Backend Engineer")
    folder = tmp_path / "index"
    indexer = Indexer(store, folder)
    reader = IndexReader(store, folder)

    def bring_up_to_date():
        worker = work.Worker(
            store, "w", {"search.rebuild": (indexer.rebuild, 1), "search.reindex": (indexer.reindex, 100)}
        )
        worker.drain(("search.rebuild", "search.reindex"))

    bring_up_to_date()
    yield Search(store, reader), bring_up_to_date, folder, Ledger(store, reader)
    indexer.close()
    reader.close()


def run(place, actor, text, **more):
    more = {"requisition": "R-0001"} | more
    return place[0].run(actor, SearchRequest(text=text, **more))


def names(page):
    return [c.candidate.name for c in page.cards]


def test_the_best_are_found_and_counted(place, rui):
    page = run(place, rui, "python -junior years:>=5")
    assert set(names(page)) == {"Hedy Example", "Max Muster"}
    assert page.total == 2
    skills = {v.label: v.count for v in page.facets["skill_id"]}
    assert skills["Python"] == 2
    assert page.booked_to == "R-0001 Backend Engineer"


def test_a_search_without_a_booking_shows_nobody(place, rui):
    with pytest.raises(SearchNotBooked):
        run(place, rui, "python", requisition="")
    assert run(place, rui, "python", requisition="", sourcing="planning ahead").total == 2


def test_a_broken_query_is_named_and_not_booked(place, rui):
    with pytest.raises(QueryError) as caught:
        run(place, rui, "(python")
    assert caught.value.position >= 0
    assert place[3].entries(rui) == []


def test_pages_sorts_and_facets_belong_to_one_entry_another_text_does_not(place, rui, ada):
    first = run(place, rui, "python", size=1)
    second = run(place, rui, "python", size=1, page=2, entry=first.entry)
    sorted_page = run(place, rui, "python", sort="name", entry=first.entry)
    assert {first.entry} == {second.entry, sorted_page.entry}
    assert run(place, rui, "golang", entry=first.entry).entry != first.entry
    assert run(place, ada, "python", entry=first.entry).entry != first.entry
    entries = place[3].entries(rui, requisition="R-0001")
    assert len(entries) == 3
    oldest = entries[-1]
    assert (oldest.typed, oldest.total, len(oldest.shown), oldest.actor_name) == ("python", 2, 2, "Rui")
    place[0].opened(first.entry, first.cards[0].ref)
    assert place[3].entries(rui)[-1].opened == (first.cards[0].ref,)


def test_postings_are_searched_apart_from_people(place, rui):
    assert [c.requisition.reference for c in run(place, rui, "backend", kind="posting").cards] == ["R-0001"]
    assert names(run(place, rui, "backend")) == ["Hedy Example"]


def test_a_change_is_found_after_the_worker_ran(place, store, rui):
    person = run(place, rui, "zoë").cards[0].ref
    Candidates(store).add_fact(rui, person, "skill", "Terraform")
    assert run(place, rui, "terraform").total == 0
    place[1]()
    assert names(run(place, rui, "terraform")) == ["Zoë Sample"]


def test_a_misspelt_word_has_a_suggestion(place, rui):
    page = run(place, rui, "pyhton")
    assert page.total == 0
    assert "python" in page.suggestion


def test_a_damaged_index_is_put_aside_and_built_again(place, store, rui, tmp_path):
    run(place, rui, "python")
    for path in (place[2] / "current").iterdir():
        if path.is_file() and path.stat().st_size > 20:
            content = bytearray(path.read_bytes())
            content[len(content) // 2] ^= 0xFF
            path.write_bytes(content)
    reader = IndexReader(store, place[2])
    fresh = Search(store, reader)
    with pytest.raises(IndexNotReady):
        fresh.run(rui, SearchRequest(text="python", requisition="R-0001"))
    place[1]()
    assert fresh.run(rui, SearchRequest(text="python", requisition="R-0001")).total == 2
    reader.close()
