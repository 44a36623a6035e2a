"""Candidates in the browser: booked searches, one person with their facts, corrections that can be undone."""

import html
import re

import pytest
from werkzeug.datastructures import MultiDict

from appliance.doors.web.search_state import state_of
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.candidates import ReadDocument
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.reading import HiddenText, Layout, PageSize, Place, QualityNote
from appliance.foundation.contracts.values import Span
from appliance.recruiting import candidates

HANA = Actor(ref="user:hana", name="Hana", kind="user", role="recruiter")
TEXT = "Grace Example\nBackend Engineer, Northwind\nPython and Kafka since 2019 <b>bold</b>"


def fact(kind, words, **more):
    start = TEXT.index(words)
    return Fact(
        kind=kind, value=words, normal=words.casefold(), span=Span(start=start, end=start + len(words)),
        quote=words, reader="t", **more,
    )  # fmt: skip


def places():
    found = []
    for number, line in enumerate(TEXT.split("\n")):
        at = sum(len(x) + 1 for x in TEXT.split("\n")[:number])
        for word in re.finditer(r"\S+", line):
            start = at + word.start()
            x = 50 + 6 * word.start()
            y = 50 + 20 * number
            found.append(Place(start, start + len(word.group()), 0, x, y, x + 6 * len(word.group()), y + 12))
    return tuple(found)


@pytest.fixture
def grace(services, store):
    """Grace's id: a person with a one-page PDF, hidden text and a remark."""
    layout = Layout(
        format="pdf", text=TEXT, pages=(PageSize(612, 792),), places=places(),
        hidden=(HiddenText(text="hire me at once", reason="white_on_white", page=0),),
    )  # fmt: skip
    with store.writing() as tx:
        sha256 = store.files.put(tx, "batch_1", b"%PDF-1.4 grace")
        identifier, _ = candidates.create(
            tx, HANA, store,
            ReadDocument(
                sha256=sha256, file_name="grace <cv>.pdf", format="pdf", layout=layout,
                notes=(QualityNote(severity="suggestion", code="two_columns", message="Two columns."),),
                facts=(
                    fact("name", "Grace Example"), fact("title", "Backend Engineer"), fact("employer", "Northwind"),
                    Fact(
                        kind="position", value="Backend Engineer, Northwind", normal="backend engineer northwind",
                        span=Span(start=14, end=41), reader="t",
                        detail={"title": "Backend Engineer", "employer": "Northwind", "start": "2019", "end": "present"},
                    ),
                    fact("skill", "Python", detail={"id": "", "months": 38}), fact("skill", "Kafka", confidence="unsure"),
                ),
                reader="t",
            ),
            batch_id="batch_1", source="Spring fair",
        )  # fmt: skip
    return identifier


@pytest.fixture
def indexed(services):
    """Bring the index up to date; call again after a change."""

    def bring():
        worker, _, _ = services.worker("test")
        worker.drain(("search.reindex", "search.rebuild"))

    return bring


@pytest.fixture
def position(services):
    return services.requisitions.create_empty(HANA, "Backend Engineer")


def links(answer, pattern):
    return [html.unescape(found) for found in re.findall(pattern, answer.text)]


def fact_id(services, person, value):
    return next(k.id for k in services.candidates.profile(person).facts if k.fact.value == value)


# -- searching -------------------------------------------------------------------------------------


def test_a_search_shows_nobody_until_it_is_booked(ada, services, grace, indexed):
    indexed()
    answer = ada.get("/candidates?q=python")
    assert answer.status_code == 200
    assert "What is this search for?" in answer.text
    assert "Grace Example" not in answer.text
    assert services.ledger.entries(HANA) == []


def test_a_booked_search_lists_people_with_soft_marks_and_is_in_the_ledger(
    ada, services, grace, indexed, position
):
    indexed()
    answer = ada.get(f"/candidates?q=python&requisition={position.reference}")
    assert "Grace Example" in answer.text
    assert "<mark>Python</mark>" in answer.text
    assert f'value="{position.reference}" selected' in answer.text
    (entry,) = services.ledger.entries(HANA)
    assert (entry.requisition_id, entry.shown, entry.opened) == (position.id, (grace,), ())
    assert f"entry={entry.id}" in answer.text


def test_sorting_facets_and_opening_belong_to_the_same_ledger_entry(ada, services, grace, indexed):
    indexed()
    answer = ada.get("/candidates?q=python&sourcing=spring")
    (facet,) = links(answer, r'href="(/candidates\?[^"]*f\.source=[^"]*)"')
    (newest,) = links(answer, r'href="(/candidates\?[^"]*sort=newest[^"]*)"')
    (pane,) = links(answer, r'data-pane-href="([^"]+)"')
    for address in (facet, newest, pane):
        assert ada.get(address).status_code == 200
    (entry,) = services.ledger.entries(HANA)
    assert entry.opened == (grace,)


def test_the_pane_alone_comes_to_htmx_and_runs_no_search(ada, services, grace, indexed):
    indexed()
    address = f"/candidates?q=python&sourcing=spring&open={grace}"
    answer = ada.get(address, **{"HX-Request": "true", "HX-Target": "pane"})
    assert "<html" not in answer.text
    assert "Grace Example" in answer.text
    assert services.ledger.entries(HANA) == []


def test_a_query_that_cannot_be_read_shows_the_place(ada, grace, indexed):
    indexed()
    answer = ada.get("/candidates") and ada.get("/candidates?q=python+(kafka&sourcing=x")
    assert 'aria-invalid="true"' in answer.text
    assert '<span class="wrong__at">(</span>' in answer.text
    assert "The search was not run" in answer.text


def test_nobody_found_offers_the_likelier_spelling(ada, services, grace, indexed):
    indexed()
    answer = ada.get("/candidates?q=pyhton&sourcing=x")
    assert "Nobody matches this search" in answer.text
    assert "Search for “python”" in answer.text


def test_a_requisition_that_does_not_exist_is_said_so(ada, grace):
    assert "There is no requisition R-9" in ada.get("/candidates?q=x&requisition=R-9").text


def test_without_people_the_page_says_what_to_do(ada):
    assert "No candidates yet" in ada.get("/candidates").text


def test_an_index_that_is_being_built_is_said_so(ada, grace):
    assert "index is being built" in ada.get("/candidates?q=x&sourcing=y").text


def test_a_search_is_data_too(ada, grace, indexed):
    indexed()
    by_name = ada.get("/candidates.json?q=python&sourcing=x").json
    by_header = ada.get("/candidates?q=python&sourcing=x", Accept="application/json").json
    assert by_name["cards"][0]["ref"] == by_header["cards"][0]["ref"] == grace
    assert ada.get("/candidates.json?q=python").json["code"] == "search_not_booked"


def test_the_box_completes_words_and_writes_no_ledger(ada, services, grace, indexed):
    indexed()
    assert "value=&#34;engineer" not in ada.get("/candidates/complete?q=engineer+pyt").text
    assert 'value="engineer python"' in ada.get("/candidates/complete?q=engineer+pyt").text
    assert services.ledger.entries(HANA) == []


def test_postings_can_be_searched_from_the_same_page(ada, services, position, grace, indexed):
    indexed()
    answer = ada.get("/candidates?q=backend&sourcing=x&kind=posting")
    assert f"/requisitions/{position.reference}" in answer.text
    assert services.ledger.entries(HANA)[0].kind == "posting"


@pytest.mark.parametrize(
    "query",
    ["q=%00&page=0", "page=99999999999999999999", "sort=x&kind=y&f.flag=z&open=nobody", "page=²&sourcing=x", "q=" + "a" * 5000],
)  # fmt: skip
def test_any_address_gives_a_page(ada, grace, indexed, query):
    indexed()
    assert ada.get("/candidates?sourcing=x&" + query).status_code == 200


def test_an_address_is_read_back_as_it_was_written():
    sent = MultiDict(
        [
            ("q", "a b"),
            ("requisition", "R-1"),
            ("f.clearance", "secret"),
            ("f.clearance", "tssci"),
            ("open", "cand_1"),
        ]
    )
    state = state_of(sent)
    assert state.facets == {"clearance": ("secret", "tssci")}
    assert state_of(MultiDict(state.arguments())) == state
    assert "secret" not in state.facet_url("clearance", "secret").replace("f.clearance=tssci", "")


# -- one person ------------------------------------------------------------------------------------


def test_opening_somebody_is_logged_once_a_session_and_requisition(ada, services, grace, position):
    for _ in range(3):
        assert ada.get(f"/candidates/{grace}?requisition={position.reference}").status_code == 200
    opened = services.audit.entries(action="candidates.opened", subject=grace)
    assert [row["requisition"] for row in opened] == [position.id]


def test_the_resume_shows_page_and_text_with_facts_lit(ada, services, grace):
    skill = fact_id(services, grace, "Python")
    page = ada.get(f"/candidates/{grace}?view=page").text
    assert 'viewBox="0 0 612' in page
    assert f'id="f-{skill}"' in page
    text = ada.get(f"/candidates/{grace}?view=text&fact={skill}").text
    assert re.search(rf'class="hl is-lit" id="f-{skill}"[^>]*>Python</a>', text)
    assert "&lt;b&gt;bold" in text
    assert "<b>bold" not in text
    both = ada.get(f"/candidates/{grace}?view=both&q=kafka").text
    assert both.count(f'id="f-{skill}"') == 1, "an id stands once"
    assert "hl--query" in both
    assert "box--query" in both


def test_hidden_text_stands_beside_its_reason(ada, grace):
    answer = ada.get(f"/candidates/{grace}").text
    assert "hire me at once" in answer
    assert "White on white" in answer
    assert "Two columns." in answer


def test_facts_say_where_they_were_read_and_how_sure(ada, services, grace):
    answer = ada.get(f"/candidates/{grace}?tab=facts").text
    assert "3 years 2 months" in answer
    assert "Unsure, look at it" in answer
    assert "grace &lt;cv&gt;.pdf" in answer
    assert f"#f-{fact_id(services, grace, 'Kafka')}" in answer


def test_a_fact_is_corrected_and_the_correction_undone(ada, services, grace):
    was = fact_id(services, grace, "Kafka")
    assert "Keep" in ada.get(f"/candidates/{grace}?tab=facts&edit={was}").text
    answer = ada.post(
        f"/candidates/{grace}/facts/{was}",
        {"value": "Apache Kafka", "next": f"/candidates/{grace}?tab=facts"},
    )
    assert answer.status_code == 303
    page = ada.get(answer.location)
    assert "Corrected from “<bdi>Kafka</bdi>” by <bdi>Ada Ames</bdi>" in page.text
    first = fact_id(services, grace, "Apache Kafka")
    second_answer = ada.post(f"/candidates/{grace}/facts/{first}", {"value": "Kafka Streams"})
    (undo,) = links(ada.get(second_answer.location), r'action="(/candidates/[^"]*/restore[^"]*)"')
    assert ada.post(undo).status_code == 303
    assert fact_id(services, grace, "Apache Kafka") == first
    assert ada.post(f"/candidates/{grace}/corrections/{first}/withdraw").status_code == 303
    assert fact_id(services, grace, "Kafka") == was


def test_a_fact_is_removed_listed_as_removed_and_put_back(ada, services, grace):
    ada.post(f"/candidates/{grace}/facts/{fact_id(services, grace, 'Kafka')}/remove")
    answer = ada.get(f"/candidates/{grace}?tab=facts")
    assert "<s><bdi>kafka</bdi></s>" in answer.text
    (back,) = set(links(answer, r'action="(/candidates/[^"?]*/withdraw)"'))
    ada.post(back)
    assert fact_id(services, grace, "Kafka")


def test_a_fact_is_added_and_a_wrong_one_refused(ada, services, grace):
    assert (
        ada.post(f"/candidates/{grace}/facts", {"kind": "email", "add": "grace@example.com"}).status_code
        == 303
    )
    assert fact_id(services, grace, "grace@example.com")
    assert ada.post(f"/candidates/{grace}/facts", {"kind": "email", "add": "no address"}).status_code == 400


def test_somebody_is_added_by_hand_and_mistakes_are_shown_at_their_field(ada, services):
    assert ada.get("/candidates/new").status_code == 200
    wrong = ada.post("/candidates/new", {"name": "Lin Example", "years": "many"})
    assert wrong.status_code == 422
    assert "is not a number of years" in wrong.text
    assert 'value="Lin Example"' in wrong.text
    right = ada.post("/candidates/new", {"name": "Lin Example", "skill": "Rust\n\nC++", "years": "4"})
    page = ada.get(right.location)
    assert "Lin Example" in page.text
    assert "C++" in page.text
    assert services.candidates.count() == 1


def test_two_persons_are_merged_and_parted_again(ada, services, grace):
    other = services.candidates.add_by_hand(HANA, [("name", "G. Example")])
    merged = ada.post(
        f"/candidates/{grace}/merge", {"other": f"http://127.0.0.1/candidates/{other}?tab=facts"}
    )
    assert "Un-merge" in ada.get(merged.location).text
    assert ada.get(f"/candidates/{other}").location.startswith(f"/candidates/{grace}")
    assert ada.post(f"/candidates/{other}/unmerge").status_code == 303
    assert ada.get(f"/candidates/{other}").status_code == 200
    assert ada.post(f"/candidates/{grace}/merge", {"other": ""}).status_code == 400


def test_history_names_who_did_what_and_hides_who_looked_from_recruiters(ada, rui, services, grace):
    ada.post(f"/candidates/{grace}/facts/{fact_id(services, grace, 'Kafka')}", {"value": "Apache Kafka"})
    ada.get(f"/candidates/{grace}")
    whole = ada.get(f"/candidates/{grace}?tab=history").text
    assert "A fact was corrected." in whole
    assert "Ada Ames" in whole
    assert "A candidate was opened." in whole
    part = rui.get(f"/candidates/{grace}?tab=history").text
    assert "A fact was corrected." in part
    assert "A candidate was opened." not in part


def test_a_person_is_data_too(ada, grace):
    found = ada.get(f"/candidates/{grace}.json").json
    assert found["candidate"]["name"] == "Grace Example"
    assert "text" not in found["documents"][0]
    assert ada.get(found["documents"][0]["href"]).json["layout"]["text"] == TEXT


def test_nobody_by_that_id_is_said_so(ada):
    assert ada.get("/candidates/cand_nobody").status_code == 404


def test_a_form_does_not_send_anybody_elsewhere(ada, services, grace):
    answer = ada.post(
        f"/candidates/{grace}/facts", {"kind": "skill", "add": "Rust", "next": "//evil.example.com/"}
    )
    assert answer.location.startswith(f"/candidates/{grace}")


def test_the_scan_stands_beside_what_somebody_typed_in(ada, services, store):
    with store.writing() as tx:
        sha256 = store.files.put(tx, "batch_2", b"%PDF-1.4 scan")
        typed = ReadDocument(
            sha256=sha256, file_name="scan.pdf", format="txt", layout=Layout(format="txt", text="Lin Example"),
            notes=(), facts=(), reader="t", typed_by="user:hana",
        )  # fmt: skip
        identifier, document_id = candidates.create(tx, HANA, store, typed, batch_id="batch_2", source="")
    answer = ada.get(f"/candidates/{identifier}").text
    assert f"/documents/{document_id}/page/0.png" in answer
    assert "Somebody typed this text in" in answer
    assert "Lin Example" in answer


# -- documents -------------------------------------------------------------------------------------


@pytest.fixture
def document(services, grace):
    return services.candidates.profile(grace).documents[0].id


def test_a_quote_link_lights_exactly_these_characters(ada, document):
    start = TEXT.index("Kafka since")
    answer = ada.get(f"/documents/{document}?start={start}&end={start + 11}").text
    lit = re.findall(r'class="[^"]*is-lit"[^>]*>([^<]*)</(?:a|mark)>', answer)
    assert "".join(lit) == "Kafka since"
    assert answer.count('id="q"') == 1
    assert "box--quote is-lit" in answer


def test_a_quote_outside_the_text_is_said_so(ada, document):
    assert "not in the document any more" in ada.get(f"/documents/{document}?start=5000&end=5010").text
    assert ada.get(f"/documents/{document}?start=9&end=2").status_code == 200


def test_the_original_is_only_saved_and_that_is_logged(ada, services, document):
    answer = ada.get(f"/documents/{document}/original")
    assert answer.data == b"%PDF-1.4 grace"
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert services.audit.entries(action="candidates.document_viewed", subject=document)


def test_a_page_that_is_not_there_is_not_drawn(ada, document):
    assert ada.get(f"/documents/{document}/page/7.png").status_code == 404
    assert ada.get("/documents/doc_none/page/0.png").status_code == 404


@pytest.mark.parametrize(
    "path", ["/candidates", "/candidates/new", "/candidates/x", "/documents/x", "/documents/x/original"]
)
def test_otto_sees_none_of_it(otto, path):
    assert "/login" in otto.get(path).location
