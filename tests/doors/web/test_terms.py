"""The organisation's own terms in the browser: add, see versions, remove, restore; only administrators change them."""

import pytest

from appliance.foundation.contracts.accounts import Actor

HANA = Actor(ref="user:hana", name="Hana", kind="user", role="recruiter")


def add(visitor, name="Frobnicator 3000", aliases="Frob3k\nfrobnicating", parent="Kubernetes", version="0"):
    visitor.get("/terms")
    return visitor.post("/terms", {"name": name, "aliases": aliases, "parent": parent, "version": version})


def test_a_term_is_added_shown_removed_and_brought_back(ada, services):
    assert "No own terms" in ada.get("/terms").text
    assert add(ada).status_code == 303
    text = ada.get("/terms").text
    assert all(
        word in text for word in ("Frobnicator 3000", "Frob3k", "frobnicating", "Kubernetes", "version 1")
    )
    assert "Documents are being read again" in text
    assert ada.post("/terms/remove", {"name": "Frobnicator 3000", "version": "1"}).status_code == 303
    assert "No own terms" in ada.get("/terms").text
    old = ada.get("/terms?version=1").text
    assert "This is how the list stood in version 1" in old
    assert "Frob3k" in old
    ada.get("/terms")
    assert ada.post("/terms/restore?version=1").status_code == 303
    assert ada.get("/terms.json").get_json()["version"] == 3
    assert [t.name for t in services.organisation.terms().terms] == ["Frobnicator 3000"]


def test_a_certification_and_a_title_are_terms_too(ada, services):
    ada.get("/terms")
    sent = {"kind": "certification", "name": "Safety Card", "aliases": "ERSC", "parent": "", "version": "0"}
    assert ada.post("/terms", sent).status_code == 303
    ada.get("/terms")
    sent = {"kind": "title", "name": "Wrangler", "aliases": "", "parent": "Software Engineer", "version": "1"}
    assert ada.post("/terms", sent).status_code == 303
    assert [t.kind for t in services.organisation.terms().terms] == ["certification", "title"]
    text = ada.get("/terms").text
    assert all(word in text for word in ("Certification", "Title", "Software Engineer"))


def test_a_term_is_changed_in_one_version(ada, services):
    add(ada)
    form = ada.get("/terms?edit=Frobnicator+3000").text
    assert all(word in form for word in ("Change “", 'name="was"', "Frob3k\nfrobnicating", "Keep changes"))
    sent = {
        "was": "Frobnicator 3000",
        "name": "Frobnicator",
        "aliases": "Frob3k",
        "parent": "",
        "version": "1",
    }
    assert ada.post("/terms", sent).status_code == 303
    (term,) = services.organisation.terms().terms
    assert (term.name, term.aliases, term.parent) == ("Frobnicator", ("Frob3k",), "")
    assert services.organisation.terms().version == 2
    assert "Changed “Frobnicator 3000”" in ada.get("/terms").text
    assert ada.post("/terms", {**sent, "was": "Frobnicator", "version": "2"}).status_code == 303
    assert services.organisation.terms().version == 2, "nothing changed, so there is no new version"
    assert ada.post("/terms", {**sent, "was": "Gone", "version": "2"}).status_code == 422
    kept = ada.post("/terms", {**sent, "was": "Frobnicator", "parent": "Frobnicator", "version": "2"})
    assert (kept.status_code, "Keep changes" in kept.text) == (422, True)


def test_a_spelling_that_the_packs_know_as_something_else_is_told(ada):
    assert add(ada, name="Apollo", aliases="Java\nApollo Suite", parent="").status_code == 303
    text = ada.get("/terms").text
    assert "Added “Apollo”" in text
    assert text.count("no longer means") == 2, "in the message, and beside the term"
    assert "no longer means" in ada.get("/terms").text
    assert add(ada, name="Kubernetes", aliases="Kubi", parent="", version="1").status_code == 303
    assert ada.get("/terms").text.count("no longer means") == 1, (
        "another spelling of a known one takes nothing away"
    )


def test_an_old_match_says_what_is_different_by_now(ada, services, matched):
    _, first, second = matched
    assert "different by now" not in ada.get(f"/matches/{second}").text
    assert "the weights changed" in ada.get(f"/matches/{first}").text
    add(ada, parent="")
    services.requisitions.add_requirement(HANA, "R-0001", "skill", "required", "Frob3k")
    text = ada.get(f"/matches/{second}").text
    assert all(
        word in text for word in ("different by now", "what is asked changed", "terms are at version 1")
    )
    assert "knowledge packs are newer" not in text
    third = services.matching.run(HANA, "R-0001")
    assert "different by now" not in ada.get(f"/matches/{third}").text
    text = ada.get(f"/matches/{third}/difference?with={second}").text
    assert "Version of own terms" in text
    assert services.matching.rerun(HANA, second).same


def test_what_is_refused_says_why_and_keeps_what_was_typed(ada):
    answer = add(ada, parent="no such skill")
    assert answer.status_code == 422
    assert "there is no skill called" in answer.text
    assert 'value="Frobnicator 3000"' in answer.text


def test_a_list_somebody_changed_meanwhile_is_not_overwritten(ada):
    add(ada)
    assert add(ada, name="Other", aliases="", version="0").status_code == 409


def test_a_recruiter_sees_the_list_and_cannot_change_it(rui, services):
    text = rui.get("/terms").text
    assert "Add a term" not in text
    assert add(rui).status_code == 403
    assert rui.get("/terms?version=7").status_code == 404


@pytest.fixture
def matched(services):
    """R-0001 matched twice, with a correction and other weights in between; and R-0002."""
    person = services.candidates.add_by_hand(
        HANA, [("name", "Hedy <Example>"), ("title", "Engineer"), ("skill", "Python")]
    )
    positions = services.requisitions
    positions.create_empty(HANA, "Engineer")
    positions.add_requirement(HANA, "R-0001", "skill", "required", "Python")
    positions.add_requirement(HANA, "R-0001", "skill", "preferred", "SQL")
    positions.create_empty(HANA, "Cook")
    positions.add_requirement(HANA, "R-0002", "skill", "required", "Baking")
    first = services.matching.run(HANA, "R-0001")
    services.candidates.add_fact(HANA, person, "skill", "SQL")
    positions.set_weights(HANA, "R-0001", {"title": 3})
    return person, first, services.matching.run(HANA, "R-0001")


def test_the_page_of_a_difference_names_what_changed(rui, matched):
    _, first, second = matched
    text = rui.get(f"/matches/{second}/difference?with={first}").text
    assert all(
        word in text for word in ("Hedy &lt;Example&gt;", "Corrections by people", "by Hana", "Weights")
    )
    data = rui.get(f"/matches/{second}/difference.json?with={first}").get_json()
    assert [c["after"] for c in data["people"][0]["findings"]] == ["met"]
    assert rui.get(f"/matches/{second}/difference").status_code == 400
    assert f"/matches/{second}/difference?with={first}" in rui.get("/requisitions/R-0001/match").text
    assert "Show what differs" in rui.get(f"/matches/{second}").text


def test_requisitions_for_a_person_stand_best_first(rui, services, matched):
    person = matched[0]
    text = rui.get(f"/candidates/{person}/fits").text
    assert 0 < text.index("R-0001") < text.index("R-0002")
    assert "1 of 1 required items met" in text
    assert f"/candidates/{person}/fits" in rui.get(f"/candidates/{person}").text
    assert [e["subject"] for e in services.audit.entries(action="matching.looked")] == [person]
    data = rui.get(f"/candidates/{person}/fits.json").get_json()
    assert [f["requisition"]["reference"] for f in data] == ["R-0001", "R-0002"]


def test_both_are_covered_in_the_blind_view(rui, matched):
    person, first, second = matched
    rui.get("/preferences")
    rui.post("/blind", {"on": "1"})
    for path in (f"/candidates/{person}/fits", f"/matches/{second}/difference?with={first}"):
        text = rui.get(path).text
        assert "Hedy" not in text
        assert "Candidate " in text
