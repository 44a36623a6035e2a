"""Saved searches with what is new, searches of the ledger run again, contributions, and the ledger as rows."""

import pytest

from appliance.foundation.contracts.search import SearchRequest
from appliance.foundation.kernel.errors import BadInput, NotFound
from appliance.recruiting.search import LEDGER_COLUMNS

ASKED = SearchRequest(text="python", requisition="R-0001")


@pytest.fixture
def people(office, ada):
    """Three who know Python."""
    office.requisitions.create_empty(ada, "Backend Engineer")
    office.add(ada, "Grace Example", "Python", "Kafka", title="Backend Engineer")
    office.add(ada, "Max Muster", "Python", title="Python Developer")
    office.add(ada, "Zoë Sample", "Python", "C++")
    office.bring()
    return office


def test_new_is_who_came_since_the_last_look(people, rui, ada, clock):
    saved = people.saved.save(rui, "Pythons", ASKED)
    assert [(k.total, k.new) for k in people.saved.counted(rui)] == [(3, 0)]
    clock.forward(hours=1)
    people.add(ada, "Noor New", "Python")
    people.add(ada, "Otto Other", "Excel")
    people.bring()
    assert [(k.total, k.new) for k in people.saved.counted(rui)] == [(4, 1)]
    clock.forward(minutes=1)
    people.saved.look(rui, saved)
    assert [(k.total, k.new) for k in people.saved.counted(rui)] == [(4, 0)]
    assert people.ledger.entries(rui) == []


def test_a_name_is_kept_once_and_nobody_reaches_the_search_of_another(people, rui, ada):
    first = people.saved.save(rui, " Mine  ", ASKED)
    again = people.saved.save(rui, "Mine", SearchRequest(text="kafka", sourcing="spring"))
    assert first == again
    assert [s.request.text for s in people.saved.mine(rui)] == ["kafka"]
    with pytest.raises(NotFound):
        people.saved.look(ada, first)
    people.saved.remove(rui, first)
    assert people.saved.mine(rui) == []


@pytest.mark.parametrize(
    ("name", "asked"), [("", ASKED), ("x" * 81, ASKED), ("n", SearchRequest(text="python"))]
)
def test_what_cannot_be_kept_is_refused(people, rui, name, asked):
    with pytest.raises(BadInput):
        people.saved.save(rui, name, asked)


def test_a_search_run_again_is_the_same_set_until_something_changes(people, rui, ada, clock):
    entry = people.run(rui, "python -c++").entry
    same = people.ledger.repeat(rui, entry)
    assert (same.same, same.total, same.gone, same.came, same.moved) == (True, 2, (), (), 0)
    clock.forward(days=1)
    people.candidates.add_fact(ada, people.people["Max"], "skill", "C++")
    people.add(ada, "Noor New", "Python")
    people.bring()
    later = people.ledger.repeat(rui, entry)
    assert not later.same
    assert later.gone == ((people.people["Max"], "was changed since"),)
    assert later.came == ((people.people["Noor"], "came in since"),)
    assert later.generation > same.generation


def test_somebody_merged_or_gone_is_named_as_such(people, rui, ada):
    entry = people.run(rui, "python").entry
    people.candidates.merge(ada, people.people["Grace"], people.people["Zoë"])
    people.bring()
    assert dict(people.ledger.repeat(rui, entry).gone) == {
        people.people["Zoë"]: "was merged into somebody else"
    }


def test_every_view_of_a_search_is_run_again(people, rui):
    first = people.run(rui, "python", size=1)
    people.run(rui, "python", size=1, page=2, entry=first.entry)
    people.run(rui, "python", size=1, sort="name", entry=first.entry)
    assert people.ledger.repeat(rui, first.entry).same


def test_somebody_in_the_place_of_another_is_noticed_where_nobody_looked(people, rui, ada):
    entry = people.run(rui, "python", size=1, sort="name").entry  # shows Grace, finds Max and Zoë too
    people.add(ada, "Xenia New", "Python")
    people.candidates.merge(ada, people.people["Max"], people.people["Zoë"])
    people.bring()
    later = people.ledger.repeat(rui, entry)
    assert (later.total, later.gone, later.came, later.moved) == (3, (), (), 0)
    assert later.others
    assert not later.same


def test_a_search_made_with_filters_is_run_again_with_them(people, rui, ada):
    skills = {one.label: one.value for one in people.run(rui, "python").facets["skill_id"]}
    page = people.run(rui, "python", size=1, sort="name", facets={"skill_id": (skills["C++"],)})
    assert page.total == 1
    same = people.ledger.repeat(rui, page.entry)
    assert (same.same, same.total) == (True, 1)
    people.add(ada, "Noor New", "Python")
    people.bring()
    assert people.ledger.repeat(rui, page.entry).same


def test_the_export_has_a_row_for_each_id_shown(people, rui):
    page = people.run(rui, "python")
    people.search.opened(page.entry, page.cards[0].ref)
    people.run(rui, "zzyzx")
    entries, rows = people.ledger.export(rui, "R-0001")
    assert len(entries) == 2
    assert [row["ref"] for row in rows] == [c.ref for c in page.cards] + [""]
    assert all(tuple(row) == LEDGER_COLUMNS for row in rows)
    assert [bool(row["opened_at"]) for row in rows] == [True, False, False, False]


@pytest.mark.parametrize(
    "text", ["python", "python kafka", "python OR kafka -c++", '"python developer" OR kafka', "pyth* kafka~"]
)
def test_the_contributions_add_up_to_the_score(people, rui, text):
    page = people.run(rui, text)
    assert page.cards
    for card in page.cards:
        why = people.search.why(rui, SearchRequest(text=text, requisition="R-0001"), card.ref)
        assert sum(part.score for part in why) == pytest.approx(card.score, rel=1e-4)


def test_a_contribution_names_the_fields_its_words_stand_in(people, rui):
    why = people.search.why(rui, ASKED, people.people["Max"])
    assert set(why[0].fields) == {"title", "skill"}


def test_nothing_is_written_by_completing_explaining_or_looking_for_likes(people, rui):
    people.search.complete(rui, "pyt")
    people.search.why(rui, ASKED, people.people["Max"])
    people.search.more_like(rui, people.people["Max"])
    people.search.searchable(rui)
    assert people.ledger.entries(rui) == []


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("cle", "clearance:"), ("python years", "years:"), ("clearance:top", "top_secret"), ("clearance:>=se", "secret"),
        ("degree:ma", "master"), ("kind:p", "posting"), ("older_than:9", "90d"), ("skill:ka", "kafka"), ("pyt", "python"),
        ("-pyt", "python"), ("(pyt", "python"), ("skill_id:pyt", "python"),
    ],
)  # fmt: skip
def test_the_box_goes_on_with_fields_values_and_words(people, rui, typed, offered):
    offers = people.search.complete(rui, typed)
    assert offered in [o.label for o in offers]
    assert all(o.text.endswith(o.label) and o.text.startswith(typed[:3]) for o in offers)


@pytest.mark.parametrize("typed", ["", " ", "p", "nosuchfield:py", "python ", '"open phrase', "zzzz"])
def test_where_nothing_can_be_gone_on_with_nothing_is_offered(people, rui, typed):
    assert people.search.complete(rui, typed) == []
