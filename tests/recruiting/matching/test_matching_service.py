"""A match is ranked, stored with its inputs, computed again to the same bytes, and saved as CSV."""

import json

import pytest

from appliance.foundation import audit
from appliance.recruiting.candidates import Candidates
from appliance.recruiting.matching import Matching
from appliance.recruiting.matching.errors import NothingToMatch
from appliance.recruiting.requisitions import Requisitions
from appliance.recruiting.search import IndexReader


@pytest.fixture
def matching(store, ada, tmp_path):
    people, positions = Candidates(store), Requisitions(store)
    for name, skills in (
        ("Hedy Example", ["Python", "SQL"]),
        ("=Max Sample", ["Python"]),
        ("Zoë Muster", ["Rust"]),
    ):
        people.add_by_hand(ada, [("name", name), ("title", "Engineer"), *(("skill", s) for s in skills)])
    positions.create_empty(ada, "Engineer")
    positions.add_requirement(ada, "R-0001", "skill", "required", "Python")
    positions.add_requirement(ada, "R-0001", "skill", "preferred", "SQL")
    positions.create_empty(ada, "Empty")
    return Matching(store, IndexReader(store, tmp_path / "index"))


def test_people_are_ranked_by_a_score_that_adds_up(matching, rui):
    match = matching.stored(matching.run(rui, "R-0001"))
    assert [c.candidate.name for c in match.candidates] == ["Hedy Example", "=Max Sample", "Zoë Muster"]
    for row in match.candidates:
        parts = row.judged.score.contributions
        assert row.judged.score.total == 1000 * sum(c.earned for c in parts) // sum(c.possible for c in parts)


@pytest.mark.parametrize(
    ("kind", "asked", "typed", "finding", "said"),
    [
        (
            "location",
            "reston, va",
            "Herndon, VA",
            "met",
            "Herndon, VA is named, less than 10 km from Reston, VA",
        ),
        ("location", "Reston, VA", "Baltimore, MD", "partly", "about 80 km from Reston, VA"),
        (
            "location",
            "Reston, VA",
            "Berlin, Germany",
            "no_evidence",
            "Moving or remote work is not mentioned.",
        ),
        ("location", "Little Nowhere", "Little Nowhere", "met", "Little Nowhere is named."),
        ("certification", "CKA", "Certified Kubernetes Administrator", "met", "is named"),
        ("certification", "Certified Kubernetes Administrator", "CKA", "met", "CKA is named"),
        ("citizenship", "US citizenship", "U.S. citizen", "met", "Citizenship is stated."),
        (
            "citizenship",
            "US citizenship",
            "green card holder",
            "contradicted",
            "Permanent residence is stated",
        ),
        ("citizenship", "US citizenship", "work permit", "partly", "citizenship is not"),
        ("citizenship", "US citizenship", "Canadian citizen", "partly", "citizenship is not"),
    ],
)
def test_what_people_type_counts_like_what_was_read(matching, store, rui, kind, asked, typed, finding, said):
    people, positions = Candidates(store), Requisitions(store)
    fact_kind = "authorisation" if kind == "citizenship" else kind
    who = people.add_by_hand(rui, [("name", "Vera Typed"), (fact_kind, typed)])
    positions.create_empty(rui, "Typed")
    positions.add_requirement(rui, "R-0003", kind, "required", asked)
    match = matching.stored(matching.run(rui, "R-0003"))
    (evidence,) = next(c.judged.evidence for c in match.candidates if c.candidate_id == who)
    assert (evidence.finding, said in evidence.reason) == (finding, True), evidence.reason
    assert [q.text for q in evidence.quotes] == [typed]
    assert matching.rerun(rui, match.id).same


def test_computed_again_it_has_the_same_bytes(matching, rui, store):
    match_id = matching.run(rui, "R-0001")
    again = matching.rerun(rui, match_id)
    assert (again.same, again.verified, again.gone) == (True, 3, 0)
    assert again.result_hash == matching.stored(match_id).result_hash


def test_a_later_correction_leaves_the_stored_match_as_it_was(matching, rui, store):
    match_id = matching.run(rui, "R-0001")
    first = matching.stored(match_id)
    last = first.candidates[-1].candidate_id
    Candidates(store).add_fact(rui, last, "skill", "Python")
    Requisitions(store).set_weights(rui, "R-0001", {"required": 50})
    assert matching.rerun(rui, match_id).same
    assert matching.stored(match_id).candidates[-1].judged == first.candidates[-1].judged
    assert matching.stored(matching.run(rui, "R-0001")).result_hash != first.result_hash


def test_a_changed_input_or_result_is_found(matching, rui, store):
    match_id = matching.run(rui, "R-0001")
    with store.writing() as tx:
        inputs = json.loads(tx.value("SELECT inputs FROM stored_match WHERE id = ?", match_id))
        inputs["weights"]["title"] = 99
        tx.update("stored_match", match_id, inputs=json.dumps(inputs))
    result = matching.rerun(rui, match_id)
    assert not result.same
    assert "inputs" in result.differing


def test_an_erased_person_cannot_be_verified_and_the_rest_is(matching, rui, store):
    match_id = matching.run(rui, "R-0001")
    gone = matching.stored(match_id).candidates[0].candidate_id
    with store.writing() as tx:
        store.files.destroy_key(tx, gone)
    result = matching.rerun(rui, match_id)
    assert (result.same, result.verified, result.gone) == (True, 2, 1)
    assert matching.stored(match_id).candidates[0].judged is None


def test_nothing_to_match_against_is_said(matching, rui):
    with pytest.raises(NothingToMatch):
        matching.run(rui, "R-0002")


def test_the_csv_runs_no_formula(matching, rui, store):
    text = matching.shortlist_csv(rui, matching.run(rui, "R-0001"))
    assert "'=Max Sample" in text
    assert text.splitlines()[1].startswith("1,Hedy Example")
    with store.reading() as tx:
        assert audit.entries(tx, action="matching.exported")


@pytest.mark.parametrize("kind", ["degree", "education"])
def test_a_degree_that_people_type_counts_with_its_field(matching, rui, ada, store, kind):
    positions, people = Requisitions(store), Candidates(store)
    positions.create_empty(ada, "Analyst")
    positions.add_requirement(
        ada, "R-0003", "degree", "required", "Bachelor in Computer Science or a related field"
    )
    ((_, asked),) = [(k.id, k.requirement) for k in positions.profile("R-0003").requirements]
    assert asked.detail["fields"] == "Computer Science; a related field"
    person = people.add_by_hand(ada, [("name", "Ida Example"), (kind, "BSc in Information Technology")])
    match = matching.stored(matching.run(rui, "R-0003"))
    row = next(c for c in match.candidates if c.candidate_id == person)
    assert row.judged.evidence[0].finding == "met"
    assert "or a related field" in row.judged.evidence[0].reason
    (typed,) = [f for f in people.profile(person).facts if f.fact.kind == kind]
    people.correct_fact(ada, person, typed.id, "BA in History")
    row = next(c for c in matching.stored(matching.run(rui, "R-0003")).candidates if c.candidate_id == person)
    assert row.judged.evidence[0].finding == "partly"
    assert "its field, History, is not Computer Science" in row.judged.evidence[0].reason
