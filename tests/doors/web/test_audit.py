"""The audit log in the browser: filtered, paged, verified against what was printed."""

import re

import pytest

from appliance.foundation import audit
from appliance.foundation.contracts.accounts import Actor

HANA = Actor(ref="user:hana", name="Hana", kind="user", role="recruiter")


def test_only_administrators_see_it(rui, otto):
    assert rui.get("/audit").status_code == 403
    assert otto.get("/audit").location.startswith("/login")


def test_ada_sees_who_did_what(ada, services):
    services.requisitions.create_empty(HANA, "Cook")
    text = ada.get("/audit").text
    assert "A requisition was created." in text
    assert "Somebody logged in." in text
    assert "Ada Ames" in text
    assert 'href="/requisitions/R-0001"' in text


def test_filters_narrow_by_person_act_requisition_and_day(ada, services, clock):
    services.requisitions.create_empty(HANA, "Cook")
    clock.forward(hours=-24)
    services.requisitions.create_empty(HANA, "Baker")
    clock.forward(hours=24)
    data = ada.get("/audit.json?person=user:hana").json["entries"]
    assert [e["action"] for e in data] == ["requisitions.created"] * 2
    assert len(ada.get("/audit.json?action=requisitions.").json["entries"]) == 2
    assert len(ada.get("/audit.json?requisition=r-0001").json["entries"]) == 1
    assert len(ada.get("/audit.json?person=user:hana&until=2026-03-01").json["entries"]) == 1
    assert len(ada.get("/audit.json?person=user:hana&since=2026-03-02").json["entries"]) == 1
    assert "Nothing like that is in the log" in ada.get("/audit?person=user:nobody").text


@pytest.mark.parametrize(
    ("query", "status"),
    [("since=soon", 400), ("before=x", 400), ("action=gardening", 404), ("requisition=R-0999", 404)],
)
def test_a_filter_that_makes_no_sense_is_refused(ada, query, status):
    assert ada.get(f"/audit?{query}").status_code == status


def test_older_entries_are_a_page_away(ada, store):
    with store.writing() as tx:
        for n in range(60):
            audit.append(tx, HANA, "index.rebuilt", f"index{n}")
    first = ada.get("/audit?action=index.").text
    assert len(first.encode()) < 60_000
    older = re.search(r'href="([^"]+)" rel="next"', first).group(1).replace("&amp;", "&")
    text = ada.get(older).text
    assert "index0<" in text
    assert "index59<" not in text
    assert 'rel="next"' not in text


def test_it_verifies_and_gives_a_checkpoint_that_verifies_later(ada):
    ada.get("/audit")
    text = ada.post("/audit/verify").text
    checkpoint = re.search(r'value="(\d+:[0-9a-f]{64})"', text).group(1)
    later = ada.post("/audit/verify", {"checkpoint": f" {checkpoint.upper()} "}).text
    assert "your checkpoint is among them" in later


def test_a_wrong_or_nonsensical_checkpoint_is_told(ada):
    ada.get("/audit")
    assert "does NOT verify" in ada.post("/audit/verify", {"checkpoint": f"1:{'0' * 64}"}).text
    assert "does NOT verify" in ada.post("/audit/verify", {"checkpoint": f"99999:{'0' * 64}"}).text
    assert ada.post("/audit/verify", {"checkpoint": "hello"}).status_code == 400


def test_a_changed_entry_is_found(ada, store):
    with store.writing() as tx:
        tx.execute("DROP TRIGGER IF EXISTS audit_entry_no_update")
        tx.execute("UPDATE audit_entry SET actor = 'user:somebody' WHERE seq = 2")
    ada.get("/audit")
    assert "entry 2 was changed after it was written" in ada.post("/audit/verify").text
