"""From files to people: imported, read, searched, matched, asked about, taken back."""

import json
import shutil
from email.message import EmailMessage
from pathlib import Path

import pytest

from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.search import SearchRequest

SAMPLES = Path(__file__).parents[2] / "packaging" / "sample_data" / "files"
RESUMES = SAMPLES / "resumes"
RUI = Actor(ref="user:rui", name="Rui Reis", kind="user", role="recruiter")
HANDFUL = (
    "achterberg_desmond.pdf", "Duquesnoy-Tran CV.docx", "JMP-projects.odt", "tashmatov.rtf",
    "hollowell_profile.html", "farrow_lucinda.txt", "application_ostrander.eml", "scan0042.pdf",
)  # fmt: skip
POSTING = SAMPLES / "postings" / "tamarack_network_administrator.html"
GOLD = {row["id"]: row for row in map(json.loads, (SAMPLES / "gold.jsonl").read_text().splitlines())}
PERSON = (
    "{name}\n{email}\n(202) 555-0199\n\nExperience\nClerk, Example Archive, 2019 - 2024\n\n"
    "Skills\nPython, filing, bookbinding\n"
)


def person(name="Casey Placeholder", email="casey.placeholder@example.com", more=""):
    return (PERSON.format(name=name, email=email) + more).encode()


def found(services, text):
    page = services.search.run(RUI, SearchRequest(text=text, sourcing="test of the flow"))
    return [card.candidate.name for card in page.cards]


@pytest.fixture(scope="module")
def stick(tmp_path_factory):
    """A stick with a handful of résumés in a folder and a posting beside it."""
    folder = tmp_path_factory.mktemp("stick")
    (folder / "people").mkdir()
    for name in HANDFUL:
        shutil.copy(RESUMES / name, folder / "people" / name)
    shutil.copy(POSTING, folder)
    return folder


@pytest.fixture(scope="module")
def imported(tmp_path_factory, muster, stick):
    """A data directory after ``muster import`` of the stick, and what the command printed."""
    data = tmp_path_factory.mktemp("imported") / "data"
    code, printed = muster(data, "import", stick, "--label", "Career fair", "--demo")
    assert code == 0
    return data, printed


def test_the_command_counts_what_came_and_names_what_needs_somebody(imported):
    _, printed = imported
    accepted = len(HANDFUL) - 1 + 1  # the scan waits for somebody; the posting is accepted
    assert printed["counts"]["needs_review"] == 1
    assert printed["counts"]["unreadable"] == 0
    assert printed["counts"]["accepted"] >= accepted
    (problem,) = printed["problems"]
    assert problem["name"].endswith("scan0042.pdf")
    assert "pictures" in problem["reason"]


def test_everybody_on_the_stick_is_a_candidate_with_facts_and_is_found(imported, opened, tmp_path):
    data = shutil.copytree(imported[0], tmp_path / "data")
    with opened(data) as services:
        assert services.candidates.count() == len(HANDFUL) - 1
        for name in HANDFUL[:5]:
            gold = GOLD[Path(name).stem]
            assert gold["name"] in found(services, f'"{gold["name"]}"')
            (batch,) = services.intake.batches()
            file = next(f for f in services.intake.files(batch.id) if f.name.endswith(name))
            profile = services.candidates.profile(file.became)
            emails = {k.fact.normal for k in profile.facts if k.fact.kind == "email"}
            assert set(gold["emails"]) <= emails
            assert profile.candidate.source == "Career fair"
        assert services.audit.verify(RUI).broken_at == 0


def test_the_posting_is_matched_and_people_are_ranked_with_findings(imported, muster, tmp_path):
    data = shutil.copytree(imported[0], tmp_path / "data")
    _, printed = muster(data, "match", "R-0001", "--limit", "5")
    people = printed["candidates"]
    assert people
    assert [p["rank"] for p in people] == list(range(1, len(people) + 1))
    scores = [p["score"]["total"] for p in people]
    assert scores == sorted(scores, reverse=True)


def test_the_same_stick_again_brings_only_duplicates(imported, opened, bring, tmp_path):
    data = shutil.copytree(imported[0], tmp_path / "data")
    with opened(data) as services:
        before = services.candidates.count()
        again = bring(services, *(RESUMES / name for name in HANDFUL[:4]), label="Again")
        assert again.counts == {"duplicate": 4}
        (first, *_) = services.intake.files(again.id)
        assert "Career fair" in first.reason
        assert services.candidates.count() == before


def test_what_is_put_into_the_inbox_is_imported_once_it_rests(opened, work, tmp_path):
    with opened(tmp_path / "data") as services:
        worker, inbox, indexer = services.worker("test")
        inbox.look()
        folder = tmp_path / "data" / "inbox"
        (folder / "person.txt").write_bytes(person())
        assert inbox.look() == ""  # seen for the first time: it may still be growing
        batch = inbox.look()
        assert batch
        while worker.run_once():
            pass
        indexer.close()
        assert services.intake.batch(batch).counts == {"accepted": 1}
        assert (folder / "taken" / batch / "person.txt").is_file()
        assert inbox.look() == ""
        assert found(services, "bookbinding") == ["Casey Placeholder"]


@pytest.mark.parametrize(("same", "people"), [(True, 1), (False, 2)])
def test_somebody_says_whether_it_is_the_same_person(opened, bring, work, tmp_path, same, people):
    with opened(tmp_path / "data") as services:
        bring(services, ("first.txt", person()))
        asked = bring(
            services, ("second.txt", person("K. Placeholder", "k@example.com", "\nlighthouse keeping\n"))
        )
        assert asked.counts == {"needs_review": 1}
        (question,) = services.intake.questions()
        assert question.kind == "same_person"
        known = question.likenesses[0].candidate_id
        services.intake.same_person(RUI, question.id, known if same else "")
        work(services)
        assert services.candidates.count() == people
        assert services.intake.questions() == []
        assert services.intake.batch(asked.id).counts == {"accepted": 1}
        if same:
            assert len(services.candidates.profile(known).documents) == 2
        assert len(found(services, "lighthouse")) == 1


def test_a_file_sent_with_a_mail_is_asked_about_and_only_the_mail_covers_it(opened, bring, tmp_path):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.com", "jobs@example.org", "Hello"
    mail.set_content("See the files.\n")
    for number in (1, 2):
        mail.add_attachment(f"Picture {number} of the garden.\n", filename=f"note{number}.txt")
    letter = b"From a@example.com Thu Jan  1 00:00:00 2026\nSubject: %s\n\nHello %s.\n\n"
    letters = letter % (b"one", b"Ann") + letter % (b"two", b"Bo")
    with opened(tmp_path / "data") as services:
        batch = bring(services, ("mail.eml", mail.as_bytes()), ("letters.mbox", letters))
        verdicts = {f.name: (f.verdict, f.code) for f in services.intake.files(batch.id)}
        assert verdicts["mail.eml/message.txt"] == ("accepted", "covering_message")
        assert all(verdicts[f"mail.eml/note{n}.txt"][0] == "needs_review" for n in (1, 2))
        assert all(verdicts[f"letters.mbox/message-{n}.eml"][0] == "needs_review" for n in (1, 2))
        assert services.candidates.count() == 0


def test_undo_takes_everybody_back_but_whom_somebody_changed(opened, bring, work, tmp_path):
    with opened(tmp_path / "data") as services:
        files = [RESUMES / name for name in HANDFUL[:3]]
        batch = bring(services, *files)
        first = services.intake.files(batch.id)[0]
        name = services.candidates.profile(first.became).candidate.name
        services.candidates.add_fact(RUI, first.became, "skill", "bookbinding")
        undone = services.intake.undo(RUI, batch.id)
        work(services)
        assert undone.undo_left == (name,)
        assert services.candidates.count() == 1
        assert found(services, "bookbinding") == [name]
        verdicts = [f.verdict for f in services.intake.files(batch.id)]
        assert verdicts == ["accepted", "undone", "undone"]
        again = bring(services, *files, label="Again")
        assert again.counts == {"accepted": 2, "duplicate": 1}
        assert services.candidates.count() == 3
        assert services.audit.verify(RUI).broken_at == 0


def test_a_scan_typed_in_is_found_and_keeps_its_pages(opened, bring, work, tmp_path):
    with opened(tmp_path / "data") as services:
        batch = bring(services, RESUMES / "scan0042.pdf")
        (question,) = services.intake.questions()
        assert question.kind == "unread"
        assert services.intake.page_count(question.file.id) >= 1
        services.intake.type_text(RUI, question.id, person().decode())
        work(services)
        assert found(services, "bookbinding") == ["Casey Placeholder"]
        (file,) = services.intake.files(batch.id)
        (document,) = services.candidates.profile(file.became).documents
        assert document.typed_by == RUI.ref
        _, original = services.candidates.original(document.id)
        assert original == (RESUMES / "scan0042.pdf").read_bytes()
        image = services.intake.page_image(document.candidate_id, document.sha256, 0, 200)
        assert image.startswith(b"\x89PNG")
