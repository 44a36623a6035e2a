"""The blind view: what says who somebody is reaches no page, until they are unmasked with a reason."""

import re

import pytest

from appliance.doors.web.covering import covered
from appliance.engines.reading import read_document
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.candidates import KeptFact, ReadDocument
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.reading import Layout, PageSize
from appliance.foundation.kernel.crypto import sha256
from appliance.recruiting import candidates
from appliance.recruiting.candidates import Mask
from appliance.recruiting.search import Indexer

HANA = Actor(ref="user:hana", name="Hana", kind="user", role="recruiter")
RESUME = """Вильгельмина Оконкво
Wilhelmina Okonkwo
wilhelmina.okonkwo@example.com | (202) 555-0143 | linkedin.com/in/wokonkwo
1420 Maple Grove Avenue, Worcester, MA 01608

Summary
Wilhelmina has built services for banks. Ms. Okonkwo lives in Worcester.

Experience
Backend Engineer, Example Systems, Cleveland, OH, 01/2019 - Present
- Built services in Python and PostgreSQL
Junior Developer, Sample Works, 1998 - 2004
- Wrote Java

Education
BS in Computer Science, Thornbury University, 1997
Graduated 1997 with honours from Thornbury

Skills
Python, PostgreSQL, Docker
"""
SECRETS = (
    "Wilhelmina", "Okonkwo", "Вильгельмина", "Оконкво", "example.com", "555-0143", "0143", "wokonkwo", "Maple", "1420", "01608", "Worcester",
    "Thornbury", "1997", "1998", "2004", "Cleveland",
)  # fmt: skip
KEPT = ("Python", "PostgreSQL", "Example Systems", "Backend Engineer", "2019")


@pytest.fixture
def someone(services, store):
    """A person read from a document that stands for a PDF, a requisition, a match and the index."""
    read = read_document(RESUME.encode(), "txt", "resume", "2026-03")
    assert {"name", "email", "phone", "school", "location"} <= {f.kind for f in read.facts}
    layout = read.layout.model_copy(update={"format": "pdf", "pages": (PageSize(612, 792),)})
    content = RESUME.encode()
    document = ReadDocument(
        sha256=sha256(content), file_name="Okonkwo_Wilhelmina.pdf", format="pdf", layout=layout, notes=(),
        facts=read.facts, reader=read.reader,
    )  # fmt: skip
    with store.writing() as tx:
        person, document_id = candidates.create(tx, HANA, store, document, batch_id="", source="Fair")
        store.files.put(tx, person, content)
    services.candidates.add_by_hand(HANA, [("name", "Max Sample"), ("skill", "Rust")])
    services.requisitions.create_empty(HANA, "Backend Engineer")
    for kind, value in (
        ("skill", "Python"),
        ("degree", "Bachelor"),
        ("location", "Worcester, MA"),
        ("years", "5"),
    ):
        services.requisitions.add_requirement(HANA, "R-0001", kind, "required", value)
    match_id = services.matching.run(HANA, "R-0001")
    indexer = Indexer(store, services.settings.data / "index")
    indexer.rebuild([])
    indexer.close()
    return person, document_id, match_id


def pages_of(person, document_id, match_id, number):
    span = f"start={RESUME.index('BS in')}&end={RESUME.index(', 1997')}"
    return (
        f"/candidates?q=python&sourcing=test&open={person}", "/candidates?q=python&sourcing=test",
        "/candidates.json?q=python&sourcing=test", f"/candidates/{person}", f"/candidates/{person}?tab=facts",
        f"/candidates/{person}?tab=history", f"/candidates/{person}.json", f"/documents/{document_id}",
        f"/documents/{document_id}?{span}", f"/documents/{document_id}.json", f"/matches/{match_id}",
        f"/matches/{match_id}?candidate={person}", f"/matches/{match_id}.json", f"/matches/{match_id}/shortlist",
        f"/matches/{match_id}/shortlist.csv", "/candidates/complete?q=wil", "/", "/requisitions/R-0001/match",
        f"/candidates/{person}/fits", f"/candidates/{person}/fits.json", f"/candidates/{person}/like",
        f"/candidates/{person}/like.json",
    )[:number]  # fmt: skip


def turn_blind(visitor, on=True):
    visitor.get("/preferences")
    assert visitor.post("/blind", {"on": "1" if on else "0"}).status_code == 303
    visitor.get("/preferences")


def test_nothing_that_says_who_reaches_a_page_until_unmasked(rui, services, someone):
    person, document_id, _ = someone
    turn_blind(rui)
    looked = 0
    for path in pages_of(*someone, 99):
        answer = rui.get(path)
        assert answer.status_code == 200, path
        # Worcester is what the requisition asks for: it stands in the requirement, not in what is said of the person
        text = answer.text.replace("Worcester, MA", "")
        found = [s for s in SECRETS if re.search(rf"(?<![0-9a-f]){re.escape(s)}", text)]
        assert found == [], (path, found)
        looked += 1
    assert looked == 22
    text = rui.get(f"/documents/{document_id}.json").get_json()["layout"]["text"]
    assert len(text) == len(RESUME)
    assert all(word in text for word in KEPT)
    assert f"Candidate {person[-5:].upper()}" in rui.get(f"/candidates/{person}").text


def test_places_of_former_jobs_are_covered_and_recent_dates_are_not(rui, someone):
    person, document_id, _ = someone
    facts = rui.get(f"/candidates/{person}.json").get_json()["facts"]
    assert "Cleveland, OH" in str([k["fact"]["detail"] for k in facts if k["fact"]["kind"] == "position"])
    turn_blind(rui)
    assert "Cleveland" not in rui.get(f"/candidates/{person}.json").text
    text = rui.get(f"/documents/{document_id}.json").get_json()["layout"]["text"]
    assert "Backend Engineer, Example Systems, █████████, ██, 01/2019 - Present" in text


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Trainer, Sample Works, Marseille, France | 2021", "Trainer, Sample Works, █████████, ██████ | 2021"),
        ("14 Birch Hollow", "██ █████ ██████"),
        ("Hauptstraße 12, 80331 München", "███████████ ██, █████ ███████"),
        ("12 rue de la Paix", "██ ███ ██ ██ ████"),
        ("Flat 3, Mill House, SW1A 1AA", "████ █, ████ █████, ████ ███"),
        ("P.O. Box 117", "█.█. ███ ███"),
        ("Employed at Boston Scientific", "Employed at Boston Scientific"),
        ("RN, Wisconsin", "RN, Wisconsin"),
        ("mean age of a finding fell from 61 to 9 days", "mean age of a finding fell from 61 to 9 days"),
        ("Age: 47", "███: ██"),
        ("03/2021 - 05/2024", "03/2021 - 05/2024"),
        ("11/98 - 02/03, then 03/21", "11/██ - 02/██, then 03/21"),
        ("Scrum Master, 2021 - 2024", "Scrum Master, 2021 - 2024"),
        ("Master of Science, 2021", "Master of Science, ████"),
    ],
)  # fmt: skip
def test_what_a_line_may_say(line, shown):
    assert Mask("cand_1", [], 2026).whole(line) == shown


@pytest.mark.parametrize("written", ["İnci Yılmaz", "inci yılmaz", "INCI YILMAZ", "İnci\n  Yılmaz", "Yılmaz"])
def test_a_name_is_covered_however_it_is_written(written):
    name = Fact(kind="name", value="İnci Yılmaz", normal="inci yilmaz", reader="t/1")
    kept = KeptFact(id="f", candidate_id="cand_1", document_id="d", fact=name)
    assert not any(c.isalpha() for c in Mask("cand_1", [kept], 2026).text(written))


def test_years_under_the_heading_of_education_are_covered():
    text = "Education\nKỹ sư Công nghệ thông tin, 2015 - 2019\n\nExperience\nEngineer, 2020 - 2024"
    assert Mask("cand_1", [], 2026).whole(text) == text.replace("2015 - 2019", "████ - ████")


def test_covered_words_are_drawn_quietly_and_said_once():
    assert covered("<b> ██ ███-██, Python") == (
        '&lt;b&gt; <span class="cover" role="img" aria-label="covered">██ ███-██</span>, Python'
    )
    assert covered("<i>Python") == "&lt;i&gt;Python"


def test_whoever_is_covered_cannot_be_merged_into_somebody_open(rui, services, someone):
    """The answer would name them."""
    person = someone[0]
    other = services.candidates.add_by_hand(HANA, [("name", "Max Other")])
    turn_blind(rui)
    rui.get(f"/candidates/{other}")
    rui.post(f"/candidates/{other}/unmask", {"reason": "test"})
    rui.get(f"/candidates/{other}")
    for path, sent in (("merge", {"other": person}), ("merge-again", {"other": person})):
        assert rui.post(f"/candidates/{other}/{path}", sent).status_code == 403
    assert services.candidates.profile(other).merged == ()


def test_the_audit_log_names_nobody_who_is_covered(ada, someone):
    person = someone[0]
    assert "Wilhelmina Okonkwo" in ada.get("/audit").text
    turn_blind(ada)
    text = ada.get("/audit").text
    assert "Okonkwo" not in text
    assert f"Candidate {person[-5:].upper()}" in text


def test_what_is_written_in_another_script_stays_readable():
    """A name in a second script stands at the top of a page; a document in that script is read like any other."""
    mask = Mask("cand_1", [], 2026)
    assert mask.text("Программист, Яндекс") == "Программист, Яндекс"
    document = "\n".join(["Программист", *["Яндекс"] * 8])
    assert mask.layout(Layout(format="txt", text=document)).text == document
    known = "Оконкво\nWilhelmina\nBackend\nPython\nЯндекс\nEngineer\nСбер"
    assert mask.layout(Layout(format="txt", text=known)).text == (
        "███████\nWilhelmina\nBackend\nPython\n██████\nEngineer\nСбер"
    )


def test_the_page_image_and_the_original_are_refused(rui, services, someone):
    person, document_id, _ = someone
    turn_blind(rui)
    assert "page/0.png" not in rui.get(f"/documents/{document_id}?view=page").text
    for path in (f"/documents/{document_id}/page/0.png", f"/documents/{document_id}/original"):
        assert rui.get(path).status_code == 403
    rui.get(f"/candidates/{person}")
    answer = rui.post(f"/candidates/{person}/facts", {"kind": "skill", "add": "Go"})
    assert answer.status_code == 403


def test_unmasking_needs_a_reason_and_is_written_down_for_one_person_and_one_viewer(
    rui, ada, services, someone
):
    person, document_id, match_id = someone
    turn_blind(rui)
    rui.get(f"/candidates/{person}")
    assert rui.post(f"/candidates/{person}/unmask", {"reason": "  "}).status_code == 400
    rui.get(f"/candidates/{person}")
    back = f"/matches/{match_id}?candidate={person}"
    sent = {"reason": "invited to an interview", "requisition": "R-0001", "next": back}
    assert rui.post(f"/candidates/{person}/unmask", sent).location == back
    text = rui.get(back).text
    assert "Wilhelmina Okonkwo" in text
    assert "You unmasked this person." in text
    assert "page/0.png" in rui.get(f"/documents/{document_id}?view=page").text
    written = services.audit.entries(action="candidates.unmasked")
    assert [(e["subject"], e["requisition"][:4]) for e in written] == [(person, "req_")]
    assert "interview" not in str(written)
    turn_blind(ada)
    assert "Okonkwo" not in ada.get(f"/candidates/{person}").text
    rui.get(f"/candidates/{person}")
    rui.post(f"/candidates/{person}/mask")
    assert "Okonkwo" not in rui.get(f"/candidates/{person}").text
    assert [e["subject"] for e in services.audit.entries(action="candidates.masked")] == [person]


def test_ending_the_blind_view_is_written_down_and_forgets_who_was_unmasked(rui, services, someone):
    person = someone[0]
    turn_blind(rui)
    rui.get(f"/candidates/{person}")
    rui.post(f"/candidates/{person}/unmask", {"reason": "offer"})
    turn_blind(rui, on=False)
    assert "Okonkwo" in rui.get(f"/candidates/{person}").text
    turn_blind(rui)
    assert "Okonkwo" not in rui.get(f"/candidates/{person}").text
    assert [e["detail"]["on"] for e in services.audit.entries(action="candidates.blind")] == [
        True,
        False,
        True,
    ]


def test_a_quote_still_lands_on_its_words(rui, services, someone):
    person, _, match_id = someone
    open_text = rui.get(f"/matches/{match_id}?candidate={person}").text
    turn_blind(rui)
    covered = rui.get(f"/matches/{match_id}?candidate={person}").text
    anchors = re.compile(r'class="hl hl--(?:met|partly)" id="(q\d+)"')
    assert anchors.findall(covered) == anchors.findall(open_text) != []
