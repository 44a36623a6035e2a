"""The light look agrees with the rules about who comes first."""

import random

import pytest

from appliance.engines.knowledge import load
from appliance.foundation.contracts.requisitions import DEFAULT_WEIGHTS
from appliance.recruiting.candidates import Candidates, page_of_ids, traits_of
from appliance.recruiting.matching import Matching, service
from appliance.recruiting.matching.lookup import memory_of
from appliance.recruiting.matching.screen import KINDS, screen
from appliance.recruiting.requisitions import Requisitions, in_force
from appliance.recruiting.search import IndexReader

SKILLS = ("Python", "PostgreSQL", "Kubernetes", "Docker", "SQL", "Rust", "Excel", "Terraform")
PEOPLE = 60


@pytest.fixture
def crowd(store, ada):
    draw = random.Random(7)
    people, positions = Candidates(store), Requisitions(store)
    for n in range(PEOPLE):
        skills = [("skill", s) for s in draw.sample(SKILLS, draw.randint(0, 5))]
        title = ("title", draw.choice(["Software Engineer", "Cook", "Data Analyst"]))
        years = ("years", str(draw.randint(1, 15)))
        people.add_by_hand(ada, [("name", f"Person {n}"), title, years, *skills])
    positions.create_empty(ada, "Software Engineer")
    for need, skill in (("required", "Python"), ("required", "SQL"), ("preferred", "Kubernetes, Docker")):
        positions.add_requirement(ada, "R-0001", "skill", need, skill)
    positions.add_requirement(ada, "R-0001", "years", "required", "5 years")
    return positions.profile("R-0001").requisition.id


def test_who_comes_first_is_the_same_in_both(store, crowd, rui, tmp_path, monkeypatch):
    matching = Matching(store, IndexReader(store, tmp_path / "index"))
    everybody = matching.stored(matching.run(rui, "R-0001"))
    monkeypatch.setattr(service, "KEPT", 15)
    screened = matching.stored(matching.run(rui, "R-0001"))
    assert (everybody.considered, screened.considered) == (PEOPLE, PEOPLE)
    best = [c.candidate_id for c in everybody.candidates[:10]]
    assert [c.candidate_id for c in screened.candidates[:10]] == best


def test_a_correction_counts_in_the_light_look(store, crowd, ada):
    with store.reading() as tx:
        _, asked = in_force(tx, crowd)
        ids = page_of_ids(tx, "", PEOPLE)
        first = screen(
            "Software Engineer", asked, DEFAULT_WEIGHTS, traits_of(tx, ids, KINDS), memory_of(load())
        )
    Candidates(store).add_fact(ada, first[-1], "skill", "Python")
    Candidates(store).add_fact(ada, first[-1], "skill", "SQL")
    with store.reading() as tx:
        again = screen(
            "Software Engineer", asked, DEFAULT_WEIGHTS, traits_of(tx, ids, KINDS), memory_of(load())
        )
    assert again.index(first[-1]) < PEOPLE - 1
