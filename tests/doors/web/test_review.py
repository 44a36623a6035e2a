"""The review queue: each kind of question with its document, answered with one button, then the next."""

import io
import sys
import zipfile
from pathlib import Path

import pytest

from appliance.foundation.contracts.accounts import Actor

ROOT = Path(__file__).parents[3]
RESUMES = ROOT / "packaging" / "sample_data" / "files" / "resumes"
RUI = Actor(ref="user:rui", name="Rui Reis", kind="user", role="recruiter")
PERSON = (
    "Casey Placeholder\ncasey.placeholder@example.com\n(202) 555-0199\n\nExperience\n"
    "Clerk, Example Archive, 2019 - 2024\n\nSkills\nPython, filing\n"
)


@pytest.fixture(scope="module")
def jail():
    from appliance import wiring

    opened = wiring.new_jail(1, accepted=True)
    yield opened
    opened.close()


@pytest.fixture
def services(services, jail):
    services.__dict__["jail"] = jail
    yield services
    services.__dict__.pop("jail")


@pytest.fixture
def bring(services):
    """Import contents by name and work until every one has its verdict."""

    def make(**contents):
        batch = services.intake.begin(RUI, "Fair", "browser")
        for name, content in contents.items():
            services.intake.add(batch.id, name.replace("_", "."), content)
        services.intake.seal(RUI, batch.id)
        work(services)
        return services.intake.batch(batch.id)

    return make


def work(services):
    worker, _, indexer = services.worker("test")
    while worker.run_once():
        pass
    indexer.close()


def scan():
    return (RESUMES / "scan0042.pdf").read_bytes()


def test_an_empty_queue_says_so(rui):
    assert "Nothing waits for you" in rui.get("/review").text


def test_a_scan_is_shown_as_pictures_and_typed_in(rui, services, bring):
    bring(scan_pdf=scan())
    (question,) = services.intake.questions()
    page = rui.get(f"/review/{question.id}").text
    assert "1 of 1" in page
    assert "Take this text" in page
    assert f"/review/{question.id}/page/0.png" in page
    image = rui.get(f"/review/{question.id}/page/0.png")
    assert image.status_code == 200
    assert image.mimetype == "image/png"
    assert image.data.startswith(b"\x89PNG")
    short = rui.post(f"/review/{question.id}/text", {"text": "Casey Only", "kind": "resume"})
    assert short.status_code == 400
    assert "Casey Only</textarea>" in short.text
    answer = rui.post(f"/review/{question.id}/text", {"text": PERSON, "kind": "resume"})
    assert answer.location == "/review"
    work(services)
    (file,) = services.intake.files(question.file.batch_id)
    assert file.verdict == "accepted"
    assert "Casey Placeholder" in rui.get(f"/intake/{question.file.batch_id}").text
    assert "Answered by" in rui.get(f"/review/{question.id}").text
    assert rui.post(f"/review/{question.id}/aside").status_code == 409


def test_the_original_is_only_saved_never_shown(rui, services, bring):
    bring(scan_pdf=scan())
    (question,) = services.intake.questions()
    answer = rui.get(f"/review/{question.id}/original")
    assert answer.data == scan()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.mimetype == "application/octet-stream"


def other(name="K. Placeholder"):
    text = PERSON.replace("Casey Placeholder", name).replace("casey.placeholder@", "k@")
    return text.replace("Clerk", "Archivist").encode()


@pytest.fixture
def asked(services, bring):
    """A question whether two documents are one person's."""
    bring(first_txt=PERSON.encode())
    bring(second_txt=other())
    found = [q for q in services.intake.questions() if q.kind == "same_person"]
    assert found, [f.reason for b in services.intake.batches() for f in services.intake.files(b.id)]
    return found[0]


def test_the_same_person_is_asked_side_by_side_with_the_reasons(rui, asked):
    page = rui.get(f"/review/{asked.id}").text
    assert "K. Placeholder" in page
    assert "Casey Placeholder" in page
    assert asked.likenesses[0].reasons[0].sentence[1:] in page.replace("&#39;", "'")
    assert 'data-key="y"' in page
    assert 'data-key="n"' in page


def test_saying_it_is_the_same_person_adds_the_document_to_them(rui, services, asked):
    rui.post(f"/review/{asked.id}/person", {"candidate": asked.likenesses[0].candidate_id})
    work(services)
    assert services.candidates.count() == 1
    assert len(services.candidates.profile(asked.likenesses[0].candidate_id).documents) == 2


def test_saying_it_is_somebody_new_makes_a_second_candidate(rui, services, asked):
    rui.post(f"/review/{asked.id}/person", {"candidate": ""})
    work(services)
    assert services.candidates.count() == 2


def test_somebody_who_was_not_asked_about_cannot_be_named(rui, asked):
    assert rui.post(f"/review/{asked.id}/person", {"candidate": "cand_other"}).status_code == 400
    assert rui.get(f"/review/{asked.id}/known/cand_other/0.png").status_code == 404


def test_after_an_answer_comes_the_next_question_with_its_number(rui, services, bring):
    bring(
        one_txt=b"The weather was fine and the harvest good this year.\n" * 8,
        two_txt=b"Minutes of the garden club: tulips were planted.\n" * 8,
        three_txt=b"A recipe for bread: flour, water, salt, patience.\n" * 8,
    )
    first, second, third = services.intake.questions()
    assert first.kind == "which_kind"
    page = rui.get(f"/review/{first.id}").text
    assert "1 of 3" in page
    assert "The weather was fine" in page
    answer = rui.post(f"/review/{first.id}/aside", {"done": "0"})
    assert answer.location == f"/review/{second.id}?done=1"
    page = rui.get(answer.location).text
    assert "2 of 3" in page
    assert "Set aside" in page
    answer = rui.post(f"/review/{second.id}/kind", {"kind": "posting", "done": "1"})
    assert answer.location == f"/review/{third.id}?done=2"
    assert rui.get("/review.json").json["total"] == 1
    assert rui.get("/review?kind=unread").text.count("No question of this kind") == 1


def test_a_picture_that_cannot_be_drawn_is_offered_to_be_saved(rui, services, bring):
    sys.path.insert(0, str(ROOT / "packaging" / "sample_data"))
    from hostile_parts import texts

    bring(picture_png=texts.picture())
    (question,) = services.intake.questions()
    page = rui.get(f"/review/{question.id}").text
    assert "Save the file" in page
    assert "No picture of this file" in page


def test_members_of_an_archive_stand_under_it(rui, services, bring):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("cv.txt", PERSON)
        archive.writestr("empty.txt", b"")
    batch = bring(pack_zip=packed.getvalue())
    page = rui.get(f"/intake/{batch.id}").text
    assert "Opened" in page
    assert "file--inner" in page
    assert batch.counts["accepted"] == 1


# -- the blind view ------------------------------------------------------------------------------

SECRETS = ("Casey", "Placeholder", "casey.placeholder", "555-0199")


def turn_blind(visitor, on="1"):
    visitor.get("/preferences")
    assert visitor.post("/blind", {"on": on}).status_code == 303
    visitor.get("/preferences")


@pytest.fixture
def covered(rui, services, bring):
    """A person known, a second file that may be theirs, and a scan; blind view on. The ids of the batch and questions."""
    bring(**{"Casey-Placeholder_txt": PERSON.encode()})
    batch = bring(
        **{
            "Placeholder-Casey_txt": PERSON.replace("casey.placeholder@", "cp@")
            .replace("0199", "0198")
            .encode(),
            "Placeholder_scan_pdf": scan(),
        }
    )
    turn_blind(rui)
    return batch.id, {q.kind: q.id for q in services.intake.questions()}


def test_no_page_of_intake_names_anybody(rui, covered):
    batch, questions = covered
    assert set(questions) == {"same_person", "unread"}
    places = [
        "/intake",
        "/intake.json",
        f"/intake/{batch}",
        f"/intake/{batch}.json",
        "/review",
        "/review.json",
    ]
    places += [f"/review/{q}{suffix}" for q in questions.values() for suffix in ("", ".json")]
    for place in places:
        answer = rui.get(place)
        assert answer.status_code == 200, place
        for secret in SECRETS:
            assert secret not in answer.text, (place, secret)


def test_a_covered_file_is_numbered_and_neither_drawn_nor_saved(rui, covered):
    batch, questions = covered
    assert "File 2.pdf" in rui.get(f"/intake/{batch}").text
    question = questions["unread"]
    text = rui.get(f"/review/{question}").text
    assert "this file is covered" in text
    assert text.count("End the blind view") == 2, "in the menu, and where the answer would be"
    assert "Take this text" not in text
    pair = rui.get(f"/review/{questions['same_person']}").text
    assert "Somebody new" not in pair
    assert "This is the same person" not in pair
    assert "Save the file" not in text
    for place in ("page/0.png", "original"):
        assert rui.get(f"/review/{question}/{place}").status_code == 403


def test_the_answer_of_who_cannot_look_is_refused(rui, services, covered):
    _, questions = covered
    known = services.intake.question(questions["same_person"]).likenesses[0].candidate_id
    sent = {
        f"{questions['same_person']}/person": {"candidate": known},
        f"{questions['unread']}/text": {"text": PERSON, "kind": "resume"},
        f"{questions['unread']}/kind": {"kind": "resume"},
    }
    for path, form in sent.items():
        rui.get("/review")
        answer = rui.post(f"/review/{path}", form)
        assert answer.status_code == 403, path
        assert not any(secret in answer.text for secret in SECRETS)
    assert services.intake.count_questions() == 2
    rui.get("/review")
    assert rui.post(f"/review/{questions['unread']}/aside").status_code == 303, "it names nobody"


def test_the_names_and_the_answers_come_back_with_the_view(rui, covered):
    batch, questions = covered
    turn_blind(rui, "0")
    assert "This is the same person" in rui.get(f"/review/{questions['same_person']}").text
    assert "Placeholder.scan.pdf" in rui.get(f"/intake/{batch}").text
