"""Intake in the browser: files are sent, batches listed and shown, undone, and too large ones named."""

import io
import os

import pytest
from werkzeug import formparser

from appliance.doors.http import uploads
from appliance.doors.web import intake as pages
from appliance.foundation.contracts.accounts import Actor

RUI = Actor(ref="user:rui", name="Rui Reis", kind="user", role="recruiter")


def file(name, content=b"Kim Sample\nkim@example.com\n"):
    return (io.BytesIO(content), name)


def test_a_stranger_sees_nothing_of_intake(otto):
    assert otto.get("/intake").status_code == 303
    assert otto.post("/intake", {}).status_code in {303, 401}
    assert otto.get("/review").status_code == 303


def test_an_empty_intake_says_what_it_is_for(rui):
    answer = rui.get("/intake")
    assert answer.status_code == 200
    assert "Nothing was imported yet" in answer.text
    assert 'type="file"' in answer.text


def test_files_sent_without_scripts_become_a_sealed_batch(rui, services):
    sent = {"files": [file("a.txt"), file("b.txt", b"Bo Sample\n")], "label": "Spring fair", "kind": "auto"}
    answer = rui.post("/intake", sent)
    assert answer.status_code == 303
    page = rui.get(answer.location)
    assert "Spring fair" in page.text
    assert "a.txt" in page.text
    assert "Waiting" in page.text
    (batch,) = services.intake.batches()
    assert (batch.state, batch.total, batch.started_by_name) == ("reading", 2, "Rui Reis")


def test_a_form_without_files_says_so(rui):
    assert "No file was chosen" in rui.post("/intake", {"label": "x"}).text


def test_files_are_sent_one_by_one_and_each_is_kept_when_acknowledged(rui, services):
    begun = rui.post("/intake/batches", {"first": "stick/cv.txt", "kind": "resume"}).json
    headers = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}
    answer = rui.post(begun["file_url"], {"file": file("cv.txt"), "path": "stick/cv.txt"}, headers=headers)
    assert answer.json["word"] == "received"
    (kept,) = services.intake.files(begun["batch"])
    assert (kept.name, kept.size) == ("stick/cv.txt", 27)
    assert rui.post(begun["finish_url"], headers=headers).json["page"] == begun["page"]
    again = rui.post(begun["file_url"], {"file": file("late.txt"), "path": "late.txt"}, headers=headers)
    assert again.status_code == 409
    assert services.intake.batch(begun["batch"]).label == "stick"


def test_an_import_that_nobody_named_says_how_much_it_was(rui, services):
    for sent in (
        {"first": "cv.pdf", "expected": "6"},
        {"first": "fair/cv.pdf", "expected": "6"},
        {"first": "cv.pdf"},
    ):
        rui.post("/intake/batches", sent)
    rui.post("/intake", {"files": [file("a.txt"), file("b.txt", b"Bo Sample\n")]})
    labels = [batch.label for batch in services.intake.batches()]
    assert sorted(labels) == ["a.txt and 1 more", "cv.pdf", "cv.pdf and 5 more", "fair"]


def test_a_file_the_browser_finds_too_large_becomes_a_row_without_its_bytes(rui, services):
    begun = rui.post("/intake/batches", {"first": "big.pdf"}).json
    answer = rui.post(begun["file_url"], {"path": "big.pdf", "size": "100000000"})
    assert answer.json["verdict"] == "unreadable"
    rui.post(begun["finish_url"])
    (kept,) = services.intake.files(begun["batch"])
    assert (kept.verdict, kept.code, kept.size) == ("unreadable", "too_large", 100_000_000)
    page = rui.get(begun["page"]).text
    assert "100.0 MB" in page
    assert "larger than Muster reads" in page


def test_a_file_that_is_too_large_after_all_becomes_a_row_and_the_others_are_kept(rui, services, monkeypatch):
    monkeypatch.setattr(uploads, "MAX_FILE", 1000)
    monkeypatch.setattr(pages, "MAX_FILE", 1000)
    answer = rui.post("/intake", {"files": [file("big.txt", b"x" * 5000), file("small.txt")]})
    big, small = services.intake.files(answer.location.rpartition("/")[2])
    assert (big.verdict, big.code, big.size) == ("unreadable", "too_large", 5000)
    assert (small.verdict, small.size) == ("", 27)


def test_files_that_are_sent_are_never_written_to_tmp(rui, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a temporary file was made")

    for name in ("TemporaryFile", "SpooledTemporaryFile"):
        monkeypatch.setattr(formparser, name, refuse, raising=False)
    answer = rui.post("/intake", {"files": [file("large.txt", os.urandom(300_000))]})
    assert answer.status_code == 303


@pytest.fixture
def batch(services):
    begun = services.intake.begin(RUI, "Spring <fair>", "browser")
    services.intake.refuse(begun.id, "<b>bold.pdf", "link")
    services.intake.refuse(begun.id, "locked.pdf", "encrypted", 1234)
    return services.intake.seal(RUI, begun.id)


def test_a_batch_shows_each_file_with_verdict_and_reason_and_nothing_in_it_is_markup(rui, batch):
    page = rui.get(f"/intake/{batch.id}").text
    assert "Unreadable" in page
    assert "links are not followed" in page
    assert "<b>bold" not in page
    assert "Spring &lt;fair&gt;" in page


def test_a_batch_is_narrowed_by_verdict_and_is_data_as_well(rui, batch):
    assert "No file of this import" in rui.get(f"/intake/{batch.id}?verdict=accepted").text
    data = rui.get(f"/intake/{batch.id}.json?verdict=unreadable").json
    assert data["batch"]["counts"] == {"unreadable": 2}
    assert [f["name"] for f in data["files"]] == ["<b>bold.pdf", "locked.pdf"]
    assert rui.get("/intake.json").json["batches"][0]["label"] == "Spring <fair>"


def test_a_page_under_way_asks_for_its_own_fragment_and_a_finished_one_does_not(rui, batch, services):
    assert "hx-trigger" not in rui.get(f"/intake/{batch.id}").text
    begun = services.intake.begin(RUI, "Under way", "browser")
    services.intake.add(begun.id, "a.txt", b"Kim Sample")
    services.intake.seal(RUI, begun.id)
    whole = rui.get(f"/intake/{begun.id}").text
    assert "X-Muster-Quiet" in whole
    fragment = rui.get(f"/intake/{begun.id}", **{"HX-Request": "true", "X-Muster-Quiet": "1"}).text
    assert fragment.lstrip().startswith('<div id="batch"')
    assert "0 of 1" in fragment
    listed = rui.get("/intake", **{"HX-Request": "true"}).text
    assert listed.lstrip().startswith('<section id="batches"')


def test_a_batch_with_thousands_of_files_is_shown_in_pages(rui, services):
    begun = services.intake.begin(RUI, "Many", "browser")
    for number in range(pages.PAGE + 5):
        services.intake.refuse(begun.id, f"link {number}.pdf", "link")
    services.intake.seal(RUI, begun.id)
    first = rui.get(f"/intake/{begun.id}")
    assert len(first.data) < 60_000
    assert "link 0.pdf" in first.text
    after = pages.PAGE - 1
    assert f"after={after}" in first.text
    second = rui.get(f"/intake/{begun.id}?after={after}").text
    assert f"link {pages.PAGE}.pdf" in second
    assert "link 0.pdf" not in second


def test_undo_says_what_happened(rui, batch, services):
    answer = rui.post(f"/intake/{batch.id}/undo")
    assert answer.status_code == 303
    page = rui.get(answer.location).text
    assert "was undone" in page
    assert services.intake.batch(batch.id).undone_by_name == "Rui Reis"
    assert "Undo the import" not in page
    assert rui.post(f"/intake/{batch.id}/undo").status_code == 409


def test_a_batch_that_does_not_exist_is_not_found(rui):
    assert rui.get("/intake/batch_nothing").status_code == 404
