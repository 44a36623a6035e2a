"""What the knowledge packs add to a query, how it is switched off, and that both readings agree on it."""

import pytest

from appliance.engines.knowledge import load
from appliance.foundation.contracts import query as q
from appliance.foundation.contracts.query import IndexEntry
from appliance.foundation.contracts.search import SearchRequest
from appliance.recruiting.search.language import matches
from appliance.recruiting.search.widening import widened


def wide(query, *exact):
    return widened(query, exact, load())


@pytest.fixture
def people(office, ada):
    """One has Kubernetes, one OpenShift (which proves it), one neither."""
    office.requisitions.create_empty(ada, "Platform Engineer")
    office.add(ada, "Kai Example", "Kubernetes")
    office.add(ada, "Olga Example", "OpenShift")
    office.add(ada, "Nils Example", "Excel")
    office.bring()
    return office


def test_another_spelling_finds_the_skill_and_what_proves_it(people, rui):
    page = people.run(rui, "k8s")
    assert set(people.names(page)) == {"Kai Example", "Olga Example"}
    (added,) = page.widened
    assert (added.skill, added.on) == ("kubernetes", True)
    assert "OpenShift" in added.kinds


def test_a_widening_that_is_switched_off_finds_only_what_was_typed(people, rui):
    page = people.run(rui, "k8s", exact=("kubernetes",))
    assert page.total == 0
    assert not page.widened[0].on
    entry = people.ledger.entries(rui)[0]
    assert (entry.exact, entry.widened) == ("kubernetes", ())


def test_switching_it_off_is_another_search_in_the_ledger(people, rui):
    first = people.run(rui, "k8s")
    assert people.run(rui, "k8s", entry=first.entry, page=2).entry == first.entry
    assert people.run(rui, "k8s", entry=first.entry, exact=("kubernetes",)).entry != first.entry


def test_the_ledger_keeps_what_was_really_asked(people, rui):
    people.run(rui, "k8s")
    entry = people.ledger.entries(rui)[0]
    assert entry.widened == ("Kubernetes",)
    assert '"skill_id"' in entry.parsed


def test_what_is_excluded_is_not_widened(people, rui):
    query = q.Not(item=q.Word(text="k8s"))
    assert wide(query) == (query, ())
    assert people.run(rui, "-k8s").total == 3


def test_words_beside_each_other_are_one_skill():
    query = q.And(items=(q.Word(text="machine"), q.Word(text="learning"), q.Word(text="zzz")))
    run, added = wide(query)
    assert [one.skill for one in added] == ["machine-learning"]
    assert isinstance(run, q.And)
    assert run.items[1] == q.Word(text="zzz")


def test_unknown_words_and_other_fields_stay_as_they_are():
    for query in (q.Word(text="zzyzx"), q.Word(text="k8s", field="title"), q.Phrase(text="k8s", slop=2)):
        assert wide(query) == (query, ())


def test_both_readings_agree_on_a_widened_query():
    run, _ = wide(q.Word(text="k8s"))
    has = IndexEntry(
        ref="c", texts={"body": "container work"}, numbers={}, facets={"skill_id": ("openshift",)}
    )
    lacks = IndexEntry(ref="d", texts={"body": "container work"}, numbers={}, facets={})
    assert matches(run, has)
    assert not matches(run, lacks)


def test_what_widened_a_search_is_lit_up_and_explained(people, rui):
    page = people.run(rui, "k8s")
    why = people.search.why(rui, SearchRequest(text="k8s", requisition="R-0001"), people.people["Olga"])
    assert [c.score for c in why] == [0.0]
    assert why[0].label == "read to have Kubernetes or a kind of it"
    assert page.total == 2
