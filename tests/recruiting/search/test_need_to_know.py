"""What Hana may not see shows in no answer: hits, counts, facets, completion, did you mean, more like this, why, ledger.

Two requisitions; Hana is on the team of R-0001. In it are Grace and Zoë; outside are Max, who shares Grace's words, and
Quentin, whose words nobody else has. Zoë is also in R-0002, which Hana must not learn.
"""

import pytest

from appliance.foundation.contracts.search import SearchRequest
from appliance.foundation.kernel.errors import NotFound

SECRET = "zymurgist"
"""A word only somebody outside Hana's scope has."""


@pytest.fixture
def two(office, ada, hana):
    """The office described above."""
    for title in ("Backend Engineer", "Secret Project"):
        office.requisitions.create_empty(ada, title)
    office.add(ada, "Grace Example", "Python", "Kubernetes", title="Backend Engineer", location="Boston, MA")
    office.add(ada, "Zoë Sample", "Python", "C++", title="Data Engineer", location="Austin, TX")
    office.add(ada, "Max Muster", "Python", "Kubernetes", title="Backend Engineer", location="Denver, CO",
               clearance="Top Secret")  # fmt: skip
    office.add(ada, "Quentin Outside", SECRET, title="Zymologist", location="Zwolle", clearance="TS/SCI")
    for name, reference in (("Grace", "R-0001"), ("Zoë", "R-0001"), ("Zoë", "R-0002"), ("Quentin", "R-0002")):
        office.applications.add(ada, office.people[name], reference)
    office.team.join(ada, "R-0001", hana.ref.removeprefix("user:"))
    office.bring()
    return office


def test_hana_finds_the_people_of_her_requisition_and_rui_finds_all(two, hana, rui):
    assert set(two.names(two.run(hana, "python"))) == {"Grace Example", "Zoë Sample"}
    assert two.run(hana, "*").total == 2
    assert two.run(rui, "python").total == 3
    assert two.run(rui, "*").total == 4


def test_facets_count_only_what_hana_sees(two, hana, rui):
    seen = two.run(hana, "*").facets
    assert {v.value: v.count for v in seen["skill_id"]}["python"] == 2
    assert [v.value for v in seen["clearance"]] == []
    assert {v.value for v in seen["place"]} == {"Boston, MA", "Austin, TX"}
    assert {v.value: v.count for v in two.run(rui, "*").facets["clearance"]} == {"top_secret": 1, "tssci": 1}


def test_that_zoe_is_in_another_requisition_is_not_to_be_learnt(two, hana, rui):
    assert [v.value for v in two.run(hana, "*").facets["requisition"]] == ["R-0001"]
    assert two.run(hana, "requisition:R-0002").total == 0
    assert two.run(hana, "-requisition:R-0002").total == 2
    assert two.run(hana, "*", facets={"requisition": ("R-0002",)}).total == 0
    assert two.run(rui, "requisition:R-0002").total == 2
    assert [o.label for o in two.search.complete(hana, "requisition:R-")] == ["R-0001"]
    assert {o.label for o in two.search.complete(rui, "requisition:R-")} == {"R-0001", "R-0002"}


def test_a_search_for_another_requisition_is_as_if_there_were_none(two, hana):
    with pytest.raises(NotFound):
        two.run(hana, "python", requisition="R-0002")
    with pytest.raises(NotFound):
        two.run(hana, "python", requisition="R-9999")


@pytest.mark.parametrize(
    "typed", ["zy", "zymu", "skill:zy", "location:zw", "place:Zw", "title:zym", "name:quen"]
)
def test_completion_offers_no_word_from_outside(two, hana, rui, typed):
    assert two.search.complete(hana, typed) == []
    assert two.search.complete(rui, typed)


def test_did_you_mean_knows_no_word_from_outside(two, hana, rui):
    assert SECRET in two.run(rui, "zymurgisd").suggestion
    assert two.run(hana, "zymurgisd").suggestion == ""


def test_more_like_this_stays_inside(two, hana, rui):
    grace = two.people["Grace"]
    assert "Max Muster" in {c.candidate.name for c in two.search.more_like(rui, grace)}
    assert {c.candidate.name for c in two.search.more_like(hana, grace)} <= {"Zoë Sample"}
    with pytest.raises(NotFound):
        two.search.more_like(hana, two.people["Max"])


def test_why_says_nothing_about_somebody_outside(two, hana, rui):
    asked = SearchRequest(text="python", requisition="R-0001")
    assert two.search.why(rui, asked, two.people["Max"])
    assert two.search.why(hana, asked, two.people["Max"]) == ()


def test_saved_searches_count_what_their_owner_sees(two, hana, rui):
    for who in (hana, rui):
        two.saved.save(who, "All", SearchRequest(text="python", requisition="R-0001"))
    assert [k.total for k in two.saved.counted(hana)] == [2]
    assert [k.total for k in two.saved.counted(rui)] == [3]


def test_the_ledger_shows_hana_her_own_searches(two, hana, rui):
    theirs, mine = two.run(rui, SECRET), two.run(hana, "python")
    assert [e.id for e in two.ledger.entries(hana, requisition="R-0001")] == [mine.entry]
    assert len(two.ledger.entries(rui)) == 2
    with pytest.raises(NotFound):
        two.ledger.entry(hana, theirs.entry)
    with pytest.raises(NotFound):
        two.ledger.repeat(hana, theirs.entry)
    assert two.ledger.entry(rui, mine.entry)[0].scope == "R-0001"


def test_on_no_team_nobody_is_seen(two, hana):
    two.team.leave(hana, "R-0001", hana.ref.removeprefix("user:"))
    assert two.run(hana, "*", requisition="", sourcing="looking around").total == 0
    assert two.search.searchable(hana) == 0


def test_somebody_taken_out_or_merged_is_seen_accordingly(two, hana, ada):
    two.applications.remove(ada, two.people["Zoë"], "R-0001")
    two.candidates.merge(ada, two.people["Max"], two.people["Grace"])
    two.bring()
    assert [card.ref for card in two.run(hana, "*").cards] == [two.people["Max"]]


def test_no_random_query_finds_hana_anybody_else(two, hana):
    """Every operator, at least once: the union of all answers is her two people."""
    asked = [
        "*", "-python", "-zymurgist", "python OR zymurgist", "zym*", "zymurgisd~", "clearance:any", "-clearance:none",
        "years:>=0", "added:>=2020", "kind:candidate", "name:quentin", "title:engineer", "is:corrected",
        'place:"Denver, CO"', "python NEAR/9 kubernetes", '"backend engineer"', "-(python OR c++)", "skill_id:python",
    ]  # fmt: skip
    found = {name for text in asked for name in two.names(two.run(hana, text))}
    assert found == {"Grace Example", "Zoë Sample"}
