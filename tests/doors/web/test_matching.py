"""A match in the browser: run, ranked people, evidence with its words, computed again, saved, printed."""

import re

import pytest

from appliance.doors.web import match_view
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.evidence import Evidence, Quote, Score
from appliance.foundation.contracts.matching import Judged, MatchedCandidate, StoredMatch
from appliance.foundation.contracts.requirements import Requirement
from appliance.foundation.contracts.requisitions import DEFAULT_WEIGHTS, KeptRequirement

HANA = Actor(ref="user:hana", name="Hana", kind="user", role="recruiter")


@pytest.fixture
def asked(services):
    """R-0001 with three requirements, and three people."""
    for name, skills in (
        ("Hedy <Example>", ["Python", "SQL"]),
        ("Max Sample", ["Python"]),
        ("Zoë Muster", ["Rust"]),
    ):
        services.candidates.add_by_hand(
            HANA, [("name", name), ("title", "Engineer"), *(("skill", s) for s in skills)]
        )
    positions = services.requisitions
    positions.create_empty(HANA, "Engineer")
    positions.add_requirement(HANA, "R-0001", "skill", "required", "Python")
    positions.add_requirement(HANA, "R-0001", "skill", "preferred", "SQL")
    positions.add_requirement(HANA, "R-0001", "other", "required", "You love the sea.")
    return services


def match_now(visitor):
    visitor.get("/requisitions/R-0001/match")
    answer = visitor.post("/requisitions/R-0001/match")
    assert answer.status_code == 303
    return answer.location


def test_before_the_first_match_the_page_says_what_it_does(rui, asked):
    text = rui.get("/requisitions/R-0001/match").text
    assert "Never matched" in text
    assert "3 people" in text


def test_without_requirements_there_is_nothing_to_match(rui, services):
    services.requisitions.create_empty(HANA, "Cook")
    assert "Nothing is asked yet" in rui.get("/requisitions/R-0001/match").text
    assert rui.post("/requisitions/R-0001/match").status_code == 409


def test_without_people_a_match_is_empty_with_words(rui, services):
    services.requisitions.create_empty(HANA, "Cook")
    services.requisitions.add_requirement(HANA, "R-0001", "skill", "required", "Python")
    assert "Nobody was compared" in rui.get(match_now(rui)).text


def test_people_are_ranked_with_what_they_meet(rui, asked):
    text = rui.get(match_now(rui)).text
    assert [text.index(name) for name in ("Hedy &lt;Example&gt;", "Max Sample", "Zoë Muster")] == sorted(
        text.index(name) for name in ("Hedy &lt;Example&gt;", "Max Sample", "Zoë Muster")
    )
    assert "1 of 1 required items met" in text
    assert "For a person to judge" in text
    assert "You love the sea." in text
    assert "rules_v4" in text
    assert re.search(r"<dd>[0-9a-f]{64}</dd>", text)


def test_a_chosen_person_is_shown_and_written_down(rui, asked):
    place = match_now(rui)
    last = asked.matching.stored(place.rpartition("/")[2]).candidates[-1].candidate_id
    text = rui.get(f"{place}?candidate={last}").text
    assert f'href="/candidates/{last}?requisition=R-0001"' in text
    assert "No evidence" in text
    opened = asked.audit.entries(action="candidates.opened")
    assert [e["subject"] for e in opened] == [last]
    piece = rui.get(f"{place}?candidate={last}", **{"HX-Request": "true"}).text
    assert "<html" not in piece
    assert "Zoë Muster" in piece
    assert rui.get(f"{place}?candidate=nobody").status_code == 404


def test_computed_again_it_says_the_same_bytes(rui, asked):
    place = match_now(rui)
    rui.get(place)
    assert "Computed again: the same bytes" in rui.post(f"{place}/rerun").text


def test_a_tampered_match_is_said_to_differ(rui, asked, store):
    place = match_now(rui)
    with store.writing() as tx:
        tx.execute("UPDATE matched_candidate SET result_hash = 'x' WHERE rank = 2")
    rui.get(place)
    text = rui.post(f"{place}/rerun").text
    assert "NOT the same" in text
    assert "Max Sample</bdi> differs" in text


def test_the_shortlist_is_saved_and_printed_and_both_are_written_down(rui, asked):
    place = match_now(rui)
    saved = rui.get(f"{place}/shortlist.csv")
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert "R-0001 shortlist" in saved.headers["Content-Disposition"]
    assert b"Hedy" in saved.data
    printed = rui.get(f"{place}/shortlist?people=2").text
    assert "Max Sample" in printed
    assert "Zoë Muster" not in printed
    assert len(asked.audit.entries(action="matching.exported")) == 2


def test_it_is_data_too(rui, asked):
    place = match_now(rui)
    data = rui.get(f"{place}.json").json
    assert data["considered"] == 3
    assert (
        data["candidates"][0]["judged"]["score"]["total"] > data["candidates"][2]["judged"]["score"]["total"]
    )
    assert len(rui.get("/requisitions/R-0001/match.json").json["matches"]) == 1


def test_a_page_holds_twenty_five_people(rui, asked):
    for n in range(30):
        asked.candidates.add_by_hand(HANA, [("name", f"Person {n}"), ("skill", "Python")])
    place = match_now(rui)
    first = rui.get(place).text
    assert "1–25 of 33" in first
    assert len(first.encode()) < 60_000
    assert first.count("data-item") == 25
    second = rui.get(f"{place}?page=2").text
    assert "26–33 of 33" in second
    assert "page=2&amp;candidate=" in second


def test_words_without_a_place_say_where_they_come_from():
    by_person = match_view.quote(
        Quote(fact_id="f", document_id="", start=-1, end=-1, text="Python"), "/candidates/c"
    )
    counted = match_view.quote(
        Quote(fact_id="f", document_id="d", start=-1, end=-1, text="9 years"), "/candidates/c"
    )
    placed = match_view.quote(
        Quote(fact_id="f", document_id="d", start=3, end=9, text="x " * 200), "/candidates/c"
    )
    assert (by_person["href"], by_person["said"]) == ("/candidates/c", "entered by a person: ")
    assert (counted["href"], counted["said"]) == ("/documents/d", "counted from the document: ")
    assert placed["href"] == "/documents/d?start=3&end=9"
    assert len(placed["text"]) < 170
    corrected = match_view.quote(
        Quote(fact_id="corr_1", document_id="d", start=3, end=9, text="Seattle"), "/candidates/c"
    )
    assert corrected["said"] == "corrected by a person; the document says: "
    assert corrected["href"] == "/documents/d?start=3&end=9"


def test_what_differs_is_told_in_words_people_use(rui, asked):
    """Kinds have their names, requirements keep their capitals, and no id is seen."""
    asked.requisitions.add_requirement(HANA, "R-0001", "certification", "required", "CompTIA Security+")
    first = match_now(rui)
    max_ = next(r["candidate_id"] for r in rui.get(f"{first}.json").json["candidates"] if "Max" in str(r))
    asked.candidates.add_fact(HANA, max_, "certification", "Security+")
    asked.candidates.add_fact(HANA, max_, "authorisation", "green card")
    asked.requisitions.set_weights(HANA, "R-0001", {"recency": 50})
    second = match_now(rui)
    page = rui.get(f"{second}/difference?with={first.rpartition('/')[2]}")
    assert page.status_code == 200
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))
    assert "CompTIA Security+ no evidence met" in said
    assert "Certification not there Security+, by Hana" in said
    assert "Work authorisation as stated not there green card, by Hana" in said
    assert "Recent skills 3 50" in said
    assert not re.search(r"\b(?:authorisation not|recency|found_in|permanent_resident|id \w)", said)


def test_fits_shows_what_people_entered_too(rui, asked):
    person = asked.candidates.add_by_hand(HANA, [("name", "Ida Typed"), ("skill", "Python")])
    text = rui.get(f"/candidates/{person}/fits").text
    assert "entered by a person: <q><bdi>Python</bdi></q>" in text
    assert f'class="proof" href="/candidates/{person}?tab=facts"' in text


def test_weights_of_nothing_are_said_and_every_weight_is_shown(rui, asked):
    asked.requisitions.set_weights(HANA, "R-0001", {"focus": 0})
    text = rui.get(match_now(rui)).text
    assert "required 28, preferred 6, title 32, words 17, focus 0, recent skills 3" in text
    assert "No part of the score weighs anything" not in text
    asked.requisitions.set_weights(HANA, "R-0001", dict.fromkeys(DEFAULT_WEIGHTS, 0))
    place = match_now(rui)
    text = rui.get(place).text
    assert "No part of the score weighs anything" in text
    assert [c.judged.score.total for c in asked.matching.stored(place.rpartition("/")[2]).candidates] == [
        0,
        0,
        0,
    ]
    assert asked.matching.rerun(HANA, place.rpartition("/")[2]).same


def test_two_people_of_one_name_are_told_apart(rui, asked):
    for town in ("Bonn, Germany", "Graz, Austria"):
        asked.candidates.add_by_hand(
            HANA, [("name", "Sam Twin"), ("title", "Engineer"), ("skill", "Python"), ("location", town)]
        )
    place = match_now(rui)
    text = rui.get(place).text
    assert text.count("Sam Twin") >= 2
    assert all(f"<bdi>{town}</bdi>" in text for town in ("Bonn, Germany", "Graz, Austria"))
    first = asked.matching.stored(place.rpartition("/")[2]).candidates
    asked.requisitions.set_weights(HANA, "R-0001", {"title": 1})
    later = match_now(rui)
    text = rui.get(f"{later}/difference?with={place.rpartition('/')[2]}").text
    assert all(f'href="/candidates/{c.candidate_id}"' in text for c in first if c.judged.score.total)


def test_a_person_without_facts_is_compared_and_one_whose_data_is_gone_has_no_score(rui, asked):
    bare = asked.candidates.add_by_hand(HANA, [("name", "Bare Example")])
    place = match_now(rui)
    match_id = place.rpartition("/")[2]
    assert "0 of 1 required items met" in rui.get(f"{place}?candidate={bare}", **{"HX-Request": "true"}).text
    later = match_now(rui)
    gone = asked.matching.stored(match_id).candidates[0].candidate_id
    with asked._store.writing() as tx:
        asked._store.files.destroy_key(tx, gone)
    text = rui.get(f"{later}/difference?with={match_id}").text
    assert "place 1 → 1 · – → –" in text
    for path in (
        f"{place}?candidate={gone}",
        f"{place}/shortlist",
        f"{place}/shortlist.csv",
        f"{place}.json",
    ):
        assert rui.get(path).status_code == 200


def test_a_requirement_that_was_taken_away_stays_in_the_old_match(rui, asked):
    place = match_now(rui)
    before = rui.get(place).text
    for kept in asked.requisitions.profile("R-0001").requirements:
        asked.requisitions.remove_requirement(HANA, "R-0001", kept.id)
    text = rui.get(place).text
    assert "You love the sea." in before
    assert "You love the sea." in text
    assert "what is asked changed" in text
    assert rui.post("/requisitions/R-0001/match").status_code == 409
    assert asked.matching.rerun(HANA, place.rpartition("/")[2]).same


def test_a_group_names_its_others_and_which_of_them_is_enough():
    """Rows that hold alternatives of their own, in two groups of one need, and one group over both needs."""

    def row(name, group, finding, need="required", **more):
        asked = Requirement(kind="skill", need=need, label=name, group=group, reader="t/1", **more)
        found = Evidence(requirement_id=name, finding=finding, reason="", quotes=())
        return KeptRequirement(id=name, requirement=asked), found

    rows = [
        row("AWS or Azure", "any-1", "no_evidence", any_of=("AWS", "Azure")),
        row("GCP", "any-1", "met"),
        row("Docker", "any-2", "no_evidence"),
        row("Podman or containerd", "any-2", "partly", any_of=("Podman", "containerd")),
        row("Helm", "any-2", "met", "preferred"),
        row("Python", "", "no_evidence"),
    ]
    evidence = tuple(e for _, e in rows)
    judged = Judged(candidate_id="c", evidence=evidence, score=Score(total=0, contributions=()))
    kept = MatchedCandidate(rank=1, candidate_id="c", candidate=None, files=(), judged=judged, result_hash="")
    match = StoredMatch(
        id="m", requisition_id="r", posting_id="", at="", actor_name="", rules="", pack="", terms=0, considered=1,
        title="", weights=DEFAULT_WEIGHTS, requirements=tuple(k for k, _ in rows), inputs_hash="", result_hash="",
        candidates=(kept,),
    )  # fmt: skip
    shown = match_view.person(match, kept, "R-0001")
    said = {r["label"]: (r["alternatives"], r["enough"]) for _, _, table in shown["tables"] for r in table}
    assert said == {
        "AWS or Azure": ("GCP", "GCP"),
        "GCP": ("AWS or Azure", ""),
        "Docker": ("Podman or containerd", ""),
        "Podman or containerd": ("Docker", ""),
        "Helm": ("", ""),
        "Python": ("", ""),
    }
    assert (shown["met"], shown["asked"]) == (1, 3)
