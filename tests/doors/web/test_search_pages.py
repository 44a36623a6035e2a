"""Searching in the browser: what Hana reaches, chips that follow the text, saving, the ledger, and the same as data."""

import gc
import html
import re
import threading

import pytest

from appliance.doors.http import PUBLIC
from appliance.doors.http.guard import is_confined, permission_of
from appliance.doors.web import candidate_search
from appliance.doors.web.candidate_search import SearchPage
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.search import ResultCard, ResultPage, Snippet
from appliance.foundation.store import store as store_module
from appliance.foundation.store.errors import StoreFull
from appliance.recruiting.accounts import allowed

RUI = Actor(ref="user:someone", name="Rui", kind="user", role="recruiter")
PASSWORD = "a quiet desk by the window"
BOOKED = "&requisition=R-0001"


def person(services, name, *skills, **facts):
    return services.candidates.add_by_hand(
        RUI, [("name", name), *facts.items(), *(("skill", s) for s in skills)]
    )


@pytest.fixture
def people(services):
    """Grace in R-0001, Quentin in R-0002; both indexed."""
    for title in ("Backend Engineer", "Secret Project"):
        services.requisitions.create_empty(RUI, title)
    found = {
        "grace": person(services, "Grace Example", "Python", title="Backend Engineer"),
        "quentin": person(services, "Quentin Outside", "Python", "zymurgist", title="Brewer"),
    }
    services.applications.add(RUI, found["grace"], "R-0001")
    services.applications.add(RUI, found["quentin"], "R-0002")
    worker, _, _ = services.worker("test")
    worker.drain(("search.reindex", "search.rebuild"))
    return found


@pytest.fixture
def hana(app, services, people, ada):
    """A hiring manager on the team of R-0001, signed in."""
    user, token = services.accounts.add(RUI, "hana", "Hana Hale", "hiring_manager")
    services.accounts.set_password(token, PASSWORD)
    services.team.join(RUI, "R-0001", user.id)
    visitor = type(ada)(app)
    visitor.sign_in("hana")
    return visitor


def test_hana_reaches_only_pages_that_keep_to_her_requisitions(app, hana):
    adapter = app.url_map.bind("127.0.0.1:8317")
    refused = 0
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint in PUBLIC:
            continue
        path = adapter.build(rule.endpoint, dict.fromkeys(rule.arguments, "1"), method="GET")
        status = hana.get(path).status_code
        may = allowed("hiring_manager", permission_of(app, rule.endpoint)) and is_confined(app, rule.endpoint)
        assert (status == 403) != may, f"{rule.endpoint}: {status}"
        refused += status == 403
    assert refused > 10


def test_people_and_requisitions_of_others_are_not_there_for_hana(hana, people, services):
    assert hana.get(f"/candidates/{people['grace']}").status_code == 200
    for path in (
        f"/candidates/{people['quentin']}", f"/candidates/{people['quentin']}.json", f"/candidates/{people['quentin']}/like",
        f"/candidates/{people['quentin']}/why.json?q=python", "/requisitions/R-0002", "/requisitions/R-0002.json",
        "/requisitions/R-0002/posting", "/requisitions/R-0002/ledger", "/requisitions/R-0002/ledger.json",
    ):  # fmt: skip
        answer = hana.get(path)
        assert answer.status_code == 404, path
        assert "Quentin" not in answer.text
        assert "Secret Project" not in answer.text


def test_no_page_of_hana_names_what_lies_outside(hana, people):
    for path in (
        "/", "/candidates", "/candidates?q=python" + BOOKED, "/candidates.json?q=*" + BOOKED, "/requisitions",
        "/requisitions.json", "/ledger", "/ledger.json", "/searches", "/requisitions/R-0001", f"/candidates/{people['grace']}",
        f"/candidates?q=python{BOOKED}&open={people['quentin']}", "/candidates?q=zymurgisd" + BOOKED,
        "/candidates/complete?q=zym", "/candidates/complete?q=requisition:R", f"/candidates/{people['grace']}/like",
    ):  # fmt: skip
        text = hana.get(path).text
        for word in ("Quentin", "Secret Project", "R-0002", "zymurgist", "Brewer"):
            assert word not in text, f"{word} in {path}"


def test_hana_sees_what_rui_sees_of_her_requisition(hana, rui, people):
    data = hana.get("/candidates.json?q=python" + BOOKED).json
    assert [c["candidate"]["name"] for c in data["cards"]] == ["Grace Example"]
    assert rui.get("/candidates.json?q=python" + BOOKED).json["total"] == 2


def test_chips_follow_the_text_and_a_chip_edits_it(rui, people):
    page = rui.get("/candidates?q=python+-java+years%3A%3E%3D2" + BOOKED).text
    without = [html.unescape(h) for h in re.findall(r'class="chip" href="([^"]+)"', page)]
    assert any("q=-java+years%3A%3E%3D2" in href for href in without)
    assert 'value="-java years:&gt;=2"' in rui.get(without[0]).text
    live = rui.get("/candidates/understood?q=kafka+clearance%3A%3E%3Dsecret", **{"HX-Request": "true"}).text
    assert "kafka" in live
    assert "clearance secret or higher" in live
    wrong = rui.get("/candidates/understood?q=(kafka").text
    assert "has no partner" in wrong
    data = rui.get("/candidates/understood?q=(kafka", Accept="application/json").json
    assert data["error"]["position"] == 0


def test_a_widening_is_a_chip_that_can_be_switched_off_in_the_address(rui, people):
    page = rui.get("/candidates?q=python" + BOOKED).text
    off = html.unescape(re.search(r'class="chip chip--wide" href="([^"]+)"', page)[1])
    assert "exact=python" in off
    again = rui.get(off).text
    on = html.unescape(re.search(r'class="chip chip--off" href="([^"]+)"', again)[1])
    assert "exact" not in on
    assert '<input type="hidden" name="exact" value="python">' in again


def test_a_search_is_saved_found_on_today_and_removed_with_undo(rui, people, services):
    page = rui.get("/candidates?q=python" + BOOKED)
    assert "Server-Timing" in page.headers
    rui.post("/searches", {"name": "Pythons", "q": "python", "requisition": "R-0001"})
    assert "Pythons" in rui.get("/").text
    listed = rui.get("/searches.json").json["searches"]
    assert [(s["name"], s["now"], s["new"]) for s in listed] == [("Pythons", 2, 0)]
    went = rui.get(f"/searches/{listed[0]['id']}")
    assert went.location.startswith("/candidates?q=python&requisition=R-0001")
    rui.post(f"/searches/{listed[0]['id']}/remove")
    undo = re.search(r'action="(/searches/put-back[^"]+)"', rui.get("/searches").text)
    rui.post(html.unescape(undo[1]))
    assert [s["name"] for s in rui.get("/searches.json").json["searches"]] == ["Pythons"]


def test_a_search_of_the_ledger_is_shown_repeated_and_exported(rui, people, services):
    entry = rui.get("/candidates.json?q=python" + BOOKED).json["entry"]
    page = rui.get(f"/ledger/{entry}").text
    assert "Grace Example" in page
    assert "As typed" in page
    assert "The same set" in rui.post(f"/ledger/{entry}/repeat").text
    services.candidates.add_fact(RUI, people["grace"], "skill", "Java")
    person(services, "Noor New", "Python")
    worker, _, _ = services.worker("test2")
    worker.drain(("search.reindex",))
    changed = rui.post(f"/ledger/{entry}/repeat").text
    assert "The set has changed since" in changed
    assert "Noor New" in changed
    table = rui.get("/requisitions/R-0001/ledger.csv")
    assert table.headers["Content-Disposition"].startswith("attachment")
    assert table.get_data().decode("utf-8-sig").splitlines()[0].startswith("entry,at,actor")
    whole = rui.get("/requisitions/R-0001/ledger/export.json")
    assert people["grace"] in whole.text


def test_a_formula_typed_as_a_query_is_harmless_in_the_table(rui, people):
    rui.get("/candidates?q=%3Dcmd" + BOOKED)
    table = rui.get("/requisitions/R-0001/ledger.csv").get_data().decode("utf-8-sig")
    assert ",'=cmd," in table


def test_somebody_is_put_into_a_requisition_and_taken_out_again(rui, people, services):
    where = f"/candidates/{people['quentin']}"
    rui.post(where + "/applications", {"requisition": "R-0001"})
    assert "R-0001" in rui.get(where).text
    rui.post(where + "/applications/R-0001/remove")
    assert [a.requisition_id for a in services.applications.of_candidate(people["quentin"])] == [
        services.requisitions.find("R-0002").id
    ]


def test_while_the_index_is_built_people_can_be_opened_and_the_page_says_so(rui, people, services, store):
    with store.writing() as tx:
        tx.execute("UPDATE index_state SET state = 'rebuilding', manifest = '', built = 1")
    page = rui.get("/candidates?q=python" + BOOKED)
    assert page.status_code == 200
    assert "The search index is being built" in page.text
    assert "1 of 2 people are in it" in page.text
    assert rui.get(f"/candidates/{people['grace']}").status_code == 200
    assert "The search index is being built" in rui.get("/").text
    ready = rui.get("/readyz").json
    assert {"name": "index", "status": "warn"}.items() <= next(
        c for c in ready["checks"] if c["name"] == "index"
    ).items()


def test_the_team_is_kept_on_the_requisitions_page(rui, hana, people, services):
    assert "Hana Hale" in rui.get("/requisitions/R-0001").text
    rui.post("/requisitions/R-0002/team", {"login": "hana"})
    assert hana.get("/requisitions/R-0002").status_code == 200
    (member,) = services.team.members("R-0002")
    rui.post("/requisitions/R-0002/team", {"leave": member})
    assert hana.get("/requisitions/R-0002").status_code == 404
    assert rui.post("/requisitions/R-0002/team", {"login": "nobody"}).status_code == 400


def test_a_snippet_is_escaped_whole_and_only_its_marks_are_tags():
    text = '<b>Kafka</b> & \x01Kafka\x02 "it\'s"'
    snippet = Snippet(text=text, marks=((3, 8), (16, 20)), cut_before=True, cut_after=False)
    shown = candidate_search.marked(snippet)
    assert shown == ("… &lt;b&gt;<mark>Kafka</mark>&lt;/b&gt; &amp;  <mark>Kafk</mark>a  &#34;it&#39;s&#34;")


def test_nobody_sees_a_page_before_its_line_stands_in_the_ledger(rui, people, services, monkeypatch):
    real, asked, disk = store_module._commit, threading.Event(), threading.Event()

    def slow(connection, tx):
        asked.set()
        disk.wait(20)
        real(connection, tx)

    answers = []
    monkeypatch.setattr(store_module, "_commit", slow)
    page = threading.Thread(target=lambda: answers.append(rui.get(f"/candidates?q=python{BOOKED}")))
    page.start()
    assert asked.wait(20)
    page.join(0.3)
    assert not answers
    disk.set()
    page.join(20)
    assert "Grace Example" in answers[0].text
    assert "disk;dur=" in answers[0].headers["Server-Timing"]
    assert services.ledger.entries(RUI)[0].shown


def test_a_line_that_cannot_be_written_shows_nobody(rui, people, services, monkeypatch):
    before = len(services.ledger.entries(RUI))

    def full(connection, tx):
        raise StoreFull

    monkeypatch.setattr(store_module, "_commit", full)
    answer = rui.get(f"/candidates?q=python{BOOKED}")
    monkeypatch.undo()
    assert answer.status_code == StoreFull.http_status
    assert "Grace" not in answer.text
    assert len(services.ledger.entries(RUI)) == before


@pytest.mark.parametrize("opened", [False, True])
def test_a_page_leaves_no_people_to_the_collector(rui, people, opened):
    path = f"/candidates?q=python{BOOKED}" + (f"&open={people['grace']}" if opened else "")
    rui.get(path)
    gc.collect()
    gc.disable()  # what is in a circle stays now; nothing of a page should be
    try:
        assert "Grace Example" in rui.get(path).text
        left = [one for one in gc.get_objects() if isinstance(one, (ResultCard, ResultPage, SearchPage))]
    finally:
        gc.enable()
    assert left == []
