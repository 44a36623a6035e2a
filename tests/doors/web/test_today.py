"""Today: the three first steps, what waits, what went wrong."""

from appliance.foundation import work
from appliance.foundation.contracts.accounts import Actor

HANA = Actor(ref="user:hana", name="Hana", kind="user", role="recruiter")


def test_a_first_start_shows_three_steps(rui):
    text = rui.get("/").text
    assert "Welcome to Muster" in text
    for words in ("Import postings", "Import résumés", "Match"):
        assert f"<h2>{words}</h2>" in text
    assert text.count("step--next") == 1


def test_a_step_that_is_done_is_ticked(rui, services):
    services.requisitions.create_empty(HANA, "Cook <i>")
    text = rui.get("/").text
    assert text.count("step--done") == 1
    assert "Cook &lt;i&gt;" in text
    assert "never matched" in text


def test_with_people_and_a_match_the_steps_are_gone(rui, services):
    services.candidates.add_by_hand(HANA, [("name", "Hedy Example"), ("skill", "Python")])
    services.requisitions.create_empty(HANA, "Cook")
    services.requisitions.add_requirement(HANA, "R-0001", "skill", "required", "Python")
    services.matching.run(HANA, "R-0001")
    text = rui.get("/").text
    assert "step--" not in text
    assert "matched with 1 person" in text


def test_imports_are_listed_with_their_progress(rui, services):
    batch = services.intake.begin(HANA, "Stick <3>", "browser")
    services.intake.add(batch.id, "a.txt", b"Hedy Example, engineer")
    services.intake.seal(HANA, batch.id)
    text = rui.get("/").text
    assert "Being read now" in text
    assert "Stick &lt;3&gt;" in text
    assert "0 of 1" in text


def test_what_was_given_up_is_shown_and_tried_again(rui, services, store):
    with store.writing() as tx:
        item = work.enqueue(tx, "search.rebuild", {})
        tx.execute(
            "UPDATE work_item SET state = 'given_up', attempts = 6, error = 'Disk <full>' WHERE id = ?", item
        )
    text = rui.get("/").text
    assert "What went wrong" in text
    assert "Disk &lt;full&gt;" in text
    assert rui.post(f"/work/{item}/again").status_code == 303
    text = rui.get("/").text
    assert "What went wrong" not in text
    assert "tried again" in text
    assert rui.post(f"/work/{item}/again").status_code == 404


def test_the_index_being_built_is_told(rui, services):
    services.requisitions.create_empty(HANA, "Cook")
    assert "The search index is being built" in rui.get("/").text


def test_only_administrators_see_the_health(rui, ada, services):
    services.requisitions.create_empty(HANA, "Cook")
    assert "This installation" in ada.get("/").text
    assert "This installation" not in rui.get("/").text
    assert "Audit log" in ada.get("/today/health").text
    assert "<html" not in ada.get("/today/health", **{"HX-Request": "true"}).text
    assert rui.get("/today/health").status_code == 403
