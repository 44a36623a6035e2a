"""Requisitions in the browser: list, posting with lit words, corrections that can be taken back, the ledger."""

import re

import pytest

from appliance.doors.web.posting_text import Marked, cut
from appliance.engines.reading import read_document
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.reading import Layout, QualityNote
from appliance.foundation.contracts.requirements import PostingReading, Requirement
from appliance.foundation.contracts.values import Span
from appliance.recruiting import requisitions

HANA = Actor(ref="user:hana", name="Hana", kind="user", role="recruiter")
TEXT = "Engineer <b>wanted</b>\nYou will sail.\nWe need 5 years of Python.\nNice: Rust."


def span(words):
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


def requirement(kind, need, label, words, **more):
    return Requirement(kind=kind, need=need, label=label, span=span(words), quote=words, reader="t", **more)


@pytest.fixture
def posted(services, store):
    """R-0001, made from a posting with three requirements."""
    reading = PostingReading(
        title="Engineer",
        organisation="Northwind",
        locations=("Bergen",),
        remote="hybrid",
        summary=(span("We need 5 years of Python."),),
        responsibilities=(span("You will sail."),),
        requirements=(
            requirement("years", "required", "5+ years", "5 years", years=5.0),
            requirement("skill", "required", "Python", "5 years of Python", any_of=("Python",)),
            requirement("skill", "preferred", "Rust", "Rust", any_of=("Rust",)),
        ),
    )
    with store.writing() as tx:
        requisitions.create(
            tx,
            HANA,
            store,
            layout=Layout(format="txt", text=TEXT),
            reading=reading,
            notes=(QualityNote(severity="missing", code="no_salary", message="No salary is named."),),
            sha256="",
            file_name="post<ing>.txt",
            reader="reader 1",
            batch_id="",
        )
    return services.requisitions


def test_before_the_first_requisition_the_page_says_what_to_do(rui):
    text = rui.get("/requisitions").text
    assert "No requisitions yet" in text
    assert "New requisition" in text


def test_rui_makes_one_by_its_title(rui):
    rui.get("/requisitions")
    answer = rui.post("/requisitions", {"title": "Sailor <i>", "organisation": "Contoso"})
    assert (answer.status_code, answer.location) == (303, "/requisitions/R-0001/posting")
    assert "Sailor &lt;i&gt;" in rui.get("/requisitions").text
    assert rui.post("/requisitions", {"title": " "}).status_code == 400


def test_the_list_is_narrowed_by_state_and_words_and_is_data(rui, posted):
    posted.create_empty(HANA, "Cook", "Contoso")
    posted.change(HANA, "R-0002", title="Cook", organisation="Contoso", state="closed")
    assert "Cook" not in rui.get("/requisitions?state=open").text
    assert "Engineer" not in rui.get("/requisitions?q=contoso").text
    assert "No requisition is like that" in rui.get("/requisitions?q=baker").text
    rows = rui.get("/requisitions.json").json["requisitions"]
    assert [(r["reference"], r["required"], r["preferred"]) for r in rows] == [
        ("R-0002", 0, 0),
        ("R-0001", 2, 1),
    ]


def test_forty_are_on_a_page(rui, services):
    for n in range(41):
        services.requisitions.create_empty(HANA, f"Position {n}")
    first, second = rui.get("/requisitions").text, rui.get("/requisitions?page=2").text
    assert "1–40 of 41" in first
    assert 'rel="next"' in first
    assert len(first) < 60_000
    assert "Position 0<" in second
    assert rui.get("/requisitions?page=nonsense").status_code == 200


def test_the_overview_shows_terms_summary_and_notes(rui, posted):
    text = rui.get("/requisitions/R-0001").text
    for words in ("Bergen", "Hybrid", "You will sail.", "No salary is named.", "post&lt;ing&gt;.txt"):
        assert words in text
    assert rui.get("/requisitions/R-0001.json").json["requisition"]["reference"] == "R-0001"
    assert rui.get("/requisitions/R-0099").status_code == 404


def test_pay_of_several_places_says_which_is_for_which(rui, services, store):
    text = (
        "Systems Engineer\nRequirements\n- 5+ years of Python\nPay\n"
        "San Francisco, CA: $150,000 - $180,000 per year\nAustin, TX: $120,000 - $150,000 per year\n"
    )
    read = read_document(text.encode(), "txt", "posting")
    with store.writing() as tx:
        requisitions.create(
            tx,
            HANA,
            store,
            layout=read.layout,
            reading=read.posting,
            notes=(),
            sha256="",
            file_name="p.txt",
            reader="r",
            batch_id="",
        )
    page = rui.get("/requisitions/R-0001").text
    assert (
        "USD 150,000 to 180,000 a year (San Francisco, CA) · USD 120,000 to 150,000 a year (Austin, TX)"
        in page
    )


def test_the_words_of_each_requirement_are_lit_up_and_linked(rui, posted):
    text = rui.get("/requisitions/R-0001/posting").text
    assert "&lt;b&gt;wanted&lt;/b&gt;" in text
    lit = dict(re.findall(r'class="hl[^"]*" id="(w\d+)"[^>]*>([^<]+)</a>', text))
    assert list(lit.values()) == ["5 years", " of Python", "Rust"]
    assert all(f'href="#{place}"' in text for place in ("w1",))


def test_a_requirement_is_corrected_and_the_correction_taken_back(rui, posted):
    rui.get("/requisitions/R-0001/posting")
    identifier = posted.profile("R-0001").requirements[1].id
    editing = rui.get(f"/requisitions/R-0001/posting?edit={identifier}").text
    assert 'value="Python"' in editing
    sent = {"kind": "skill", "need": "preferred", "value": "Go", "years": ""}
    rui.post(f"/requisitions/R-0001/requirements/{identifier}", sent)
    text = rui.get("/requisitions/R-0001/posting").text
    assert "corrected by <bdi>Rui Reis</bdi>" in text
    undo = re.search(r'data-toast="10".*?action="([^"]+)"', text, re.S).group(1)
    rui.post(undo.replace("&amp;", "&"))
    assert [k.requirement.label for k in posted.profile("R-0001").requirements] == [
        "5+ years",
        "Python",
        "Rust",
    ]


def test_a_second_correction_is_undone_to_the_first(rui, posted):
    rui.get("/requisitions/R-0001/posting")
    first = posted.correct_requirement(
        HANA, "R-0001", posted.profile("R-0001").requirements[1].id, "skill", "required", "Go"
    )
    sent = {"kind": "skill", "need": "required", "value": "Java", "years": ""}
    rui.post(f"/requisitions/R-0001/requirements/{first}", sent)
    undo = re.search(
        r'data-toast="10".*?action="([^"]+)"', rui.get("/requisitions/R-0001/posting").text, re.S
    )
    rui.post(undo.group(1).replace("&amp;", "&"))
    assert [k.requirement.label for k in posted.profile("R-0001").requirements] == ["5+ years", "Go", "Rust"]


def test_one_is_added_removed_and_brought_back(rui, posted):
    rui.get("/requisitions/R-0001/posting")
    rui.post(
        "/requisitions/R-0001/requirements",
        {"kind": "skill", "need": "required", "value": "Kubernetes, Nomad"},
    )
    added = posted.profile("R-0001").requirements[-1]
    assert added.requirement.any_of == ("Kubernetes", "Nomad")
    rui.get("/requisitions")
    rui.post(f"/requisitions/R-0001/requirements/{added.id}/remove")
    assert len(posted.profile("R-0001").requirements) == 3
    undo = re.search(r'data-toast="10".*?action="([^"]+)"', rui.get("/requisitions").text, re.S)
    rui.post(undo.group(1).replace("&amp;", "&"))
    assert posted.profile("R-0001").requirements[-1].requirement.any_of == ("Kubernetes", "Nomad")
    read = posted.profile("R-0001").requirements[0].id
    rui.post(f"/requisitions/R-0001/requirements/{read}/remove")
    assert "Bring back" in rui.get("/requisitions/R-0001/posting").text


@pytest.mark.parametrize(
    "sent", [{"kind": "wish"}, {"kind": "degree", "value": "very clever"}, {"kind": "skill"}]
)
def test_a_requirement_that_makes_no_sense_is_refused_with_its_mend(rui, posted, sent):
    rui.get("/requisitions/R-0001/posting")
    answer = rui.post("/requisitions/R-0001/requirements", {"need": "required", "value": "", **sent})
    assert answer.status_code == 400
    assert len(posted.profile("R-0001").requirements) == 3


def test_weights_and_state_are_set_and_undone(rui, posted):
    rui.get("/requisitions/R-0001")
    rui.post("/requisitions/R-0001/weights", {"required": "50", "title": "0"})
    assert posted.find("R-0001").weights == {
        "required": 50,
        "preferred": 6,
        "title": 0,
        "words": 17,
        "focus": 14,
        "recency": 3,
    }
    undo = re.search(r'data-toast="10".*?action="([^"]+)"', rui.get("/requisitions/R-0001").text, re.S)
    rui.post(undo.group(1).replace("&amp;", "&"))
    assert posted.find("R-0001").weights["required"] == 28
    assert rui.post("/requisitions/R-0001/weights", {"required": "101"}).status_code == 400
    assert rui.post("/requisitions/R-0001/weights", {"required": "-1"}).status_code == 400
    rui.get("/requisitions/R-0001")
    rui.post("/requisitions/R-0001", {"state": "on_hold"})
    assert (posted.find("R-0001").state, posted.find("R-0001").title) == ("on_hold", "Engineer")
    undo = re.findall(r'data-toast="10".*?action="([^"]+)"', rui.get("/requisitions/R-0001").text, re.S)[-1]
    rui.post(undo.replace("&amp;", "&"))
    assert posted.find("R-0001").state == "open"


def test_an_unknown_version_is_no_page(rui, posted):
    assert rui.get("/requisitions/R-0001/posting?version=1").status_code == 200
    assert rui.get("/requisitions/R-0001/posting?version=9").status_code == 404


def test_nobody_comes_in_without_signing_in(otto):
    assert otto.get("/requisitions").location.startswith("/login")
    assert otto.get("/ledger.json").status_code == 401


def test_the_ledger_is_empty_with_words(rui, posted):
    assert "No search was made for this requisition" in rui.get("/requisitions/R-0001/ledger").text
    assert "No search yet" in rui.get("/ledger").text
    assert rui.get("/requisitions/R-0001/ledger.json").json == {"searches": [], "more": False}


def test_marks_over_each_other_show_the_shortest_and_both_have_a_place():
    pieces, anchors = cut(
        "abcdef", [Marked("long", 1, 5), Marked("short", 2, 3), Marked("same", 1, 5), Marked("out", 4, 99)]
    )
    assert "".join(p.text for p in pieces) == "abcdef"
    assert [(p.text, bool(p.id)) for p in pieces] == [
        ("a", False),
        ("b", True),
        ("c", True),
        ("de", True),
        ("f", False),
    ]
    assert anchors["long"] == anchors["same"] == "w1"
    assert anchors["short"] == "w2"
    assert "out" not in anchors
