"""Two stored matches side by side, and requisitions for a person."""

import pytest

from appliance.engines.reading import read_document
from appliance.foundation import audit
from appliance.foundation.contracts.candidates import ReadDocument
from appliance.foundation.kernel.errors import NotFound
from appliance.recruiting import candidates
from appliance.recruiting.candidates import Candidates
from appliance.recruiting.matching import Matching, rules, telling
from appliance.recruiting.organisation import Organisation
from appliance.recruiting.requisitions import Requisitions
from appliance.recruiting.search import IndexReader


@pytest.fixture
def matching(store, ada, tmp_path):
    people, positions = Candidates(store), Requisitions(store)
    for name, skills in (("Hedy Example", ["Python", "SQL"]), ("Max Sample", ["Python"])):
        people.add_by_hand(ada, [("name", name), ("title", "Engineer"), *(("skill", s) for s in skills)])
    positions.create_empty(ada, "Engineer")
    positions.add_requirement(ada, "R-0001", "skill", "required", "Python")
    positions.add_requirement(ada, "R-0001", "skill", "preferred", "Kubernetes")
    return Matching(store, IndexReader(store, tmp_path / "index"))


def people_of(matching, match_id):
    return {c.candidate.name: c.candidate_id for c in matching.stored(match_id).candidates}


def test_nothing_changed_is_nothing_different(matching, rui):
    found = matching.difference(rui, matching.run(rui, "R-0001"), matching.run(rui, "R-0001"))
    assert (found.inputs, found.weights, found.requirements, found.people, found.same) == ((), (), (), (), 2)


def test_a_correction_is_named_with_who_made_it_and_what_it_did(matching, rui, store):
    first = matching.run(rui, "R-0001")
    max_ = people_of(matching, first)["Max Sample"]
    Candidates(store).add_fact(rui, max_, "skill", "Kubernetes")
    found = matching.difference(rui, first, matching.run(rui, "R-0001"))
    (person,) = [p for p in found.people if p.candidate_id == max_]
    assert person.total_after > person.total_before
    assert [(c.what, c.before, c.after.endswith("by Rui")) for c in person.corrections] == [
        ("skill", "", True)
    ]
    assert [(c.what, c.before, c.after) for c in person.findings] == [("Kubernetes", "no evidence", "met")]
    assert person.facts == ()


def test_who_took_a_fact_away_is_named_and_ids_are_not(matching, rui, ada, store):
    text = (
        "Nora Example\nnora@example.com\n\nExperience\nEngineer, Example Works, 01/2020 - 12/2023\n- Ran Kubernetes\n\n"
        "Skills\nKubernetes, Docker\n"
    )
    found = read_document(text.encode(), "txt", "resume", "2026-03")
    document = ReadDocument(
        sha256="0" * 64, file_name="n.txt", format="txt", layout=found.layout, notes=(), facts=found.facts,
        reader=found.reader,
    )  # fmt: skip
    with store.writing() as tx:
        nora, _ = candidates.create(tx, ada, store, document, batch_id="", source="Fair")
    people = Candidates(store)
    first = matching.run(rui, "R-0001")
    read = {k.fact.value: k.id for k in people.profile(nora).facts if k.fact.kind == "skill"}
    people.remove_fact(rui, nora, read["Kubernetes"])
    people.correct_fact(ada, nora, read["Docker"], "Podman")
    different = matching.difference(rui, first, matching.run(rui, "R-0001"))
    (person,) = [p for p in different.people if p.candidate_id == nora]
    gone = {c.before.partition(" (")[0]: c for c in person.facts}
    assert (
        gone["Kubernetes"].before == "Kubernetes (48 months, last used 2023-12, in 2 places, under “Skills”)"
    )
    assert gone["Kubernetes"].after == "taken away by Rui"
    assert gone["Docker"].after == "corrected by Ada"
    assert [c.after.endswith("by Ada") for c in person.corrections] == [True]


def test_answers_of_the_packs_are_told_in_words():
    names = {"sk_1": "Docker", "sk_2": "Kubernetes"}
    assert telling.answer("skill|sk_1|sk_2", ["related", ""], names) == ("Docker for Kubernetes", "close")
    assert telling.answer("title|Cook|Chef", ["80", "why"], names) == (
        "Title Cook for Chef",
        "80 of 100 alike",
    )
    assert telling.answer("distance|Reston, VA|Boston, MA", ["660", ""], names) == (
        "Distance from Reston, VA to Boston, MA",
        "about 660 km",
    )
    assert telling.answer("words|Chef", ["40", ""], names) == ("Words of Chef in the résumé", "40 of 100")


def test_weights_and_requirements_are_named(matching, rui, store):
    first = matching.run(rui, "R-0001")
    positions = Requisitions(store)
    positions.set_weights(rui, "R-0001", {"required": 50})
    positions.add_requirement(rui, "R-0001", "skill", "required", "Docker")
    found = matching.difference(rui, first, matching.run(rui, "R-0001"))
    assert [(c.what, c.after) for c in found.weights] == [("required", "50")]
    assert [(c.what, c.before, c.after) for c in found.requirements] == [
        ("skill", "", "Docker (required, by Rui)")
    ]
    assert len(found.people) == 2
    assert [p.findings for p in found.people] == [(), ()], "Docker is said once, not for everybody"


def test_a_requirement_that_is_compared_otherwise_is_named(matching, rui, ada, store):
    positions = Requisitions(store)
    asked = positions.add_requirement(rui, "R-0001", "skill", "required", "Frobnication")
    first = matching.run(rui, "R-0001")
    Organisation(store).add_term(ada, "Frobnication", ["frob"], "")
    positions.correct_requirement(rui, "R-0001", asked, "skill", "required", "Frobnication")
    found = matching.difference(rui, first, matching.run(rui, "R-0001"))
    (change,) = found.requirements
    assert change.before == "Frobnication (required, by Rui), compared as “frobnication”"
    assert change.after == f"{change.before} as the packs know it"


def test_rules_packs_and_own_terms_are_named(matching, rui, ada, store, monkeypatch):
    from appliance.recruiting.matching import service

    monkeypatch.setattr(service, "CURRENT", "rules_v1")
    first = matching.run(rui, "R-0001")
    monkeypatch.setattr(service, "CURRENT", rules.CURRENT)
    Organisation(store).add_term(ada, "Frobnicator", ["frob"], "Kubernetes")
    found = matching.difference(rui, first, matching.run(rui, "R-0001"))
    changed = {c.what: (c.before, c.after) for c in found.inputs}
    assert changed["Rules"] == ("rules_v1", rules.CURRENT)
    assert changed["Version of own terms"] == ("0", "1")
    assert "Knowledge packs" in changed
    with store.reading() as tx:
        assert len(audit.entries(tx, action="matching.compared")) == 1


def test_who_is_no_longer_there_is_said(matching, rui, store):
    first, second = matching.run(rui, "R-0001"), matching.run(rui, "R-0001")
    gone = people_of(matching, first)["Hedy Example"]
    with store.writing() as tx:
        store.files.destroy_key(tx, gone)
    found = matching.difference(rui, first, second)
    assert [(p.candidate_id, p.gone) for p in found.people] == [(gone, True)]


def test_requisitions_for_a_person_stand_best_first(matching, rui, ada, store):
    positions = Requisitions(store)
    positions.create_empty(ada, "Cook")
    positions.add_requirement(ada, "R-0002", "skill", "required", "Baking")
    positions.create_empty(ada, "Asks nothing")
    hedy = people_of(matching, matching.run(rui, "R-0001"))["Hedy Example"]
    found = matching.for_candidate(rui, hedy)
    assert [f.requisition.reference for f in found] == ["R-0001", "R-0002"]
    assert found[0].judged.evidence[0].finding == "met"
    both = matching.stored(matching.run(rui, "R-0001"))
    same = next(c.judged for c in both.candidates if c.candidate_id == hedy)
    assert found[0].judged == same
    assert [f.requisition.reference for f in matching.for_candidate(rui, hedy, only=())] == []
    positions.change(ada, "R-0002", title="Cook", organisation="", state="closed")
    assert len(matching.for_candidate(rui, hedy)) == 1
    with pytest.raises(NotFound):
        matching.for_candidate(rui, "cand_none")
