"""The schedule, the books, rotation, and what the doctor says about them."""

import pytest

from appliance.foundation import work
from appliance.foundation.kernel.errors import NotFound
from appliance.lifecycle.backup import health
from appliance.lifecycle.backup.plan import Plan


@pytest.fixture
def worker(store, backups):
    handlers = {"backup.make": (backups.work_make, 1), "backup.drill": (backups.work_look, 1)}
    return work.Worker(store, "test", handlers)


def names(backups):
    return [b.name for b in backups.kept()]


def test_the_worker_makes_one_when_it_is_due_and_plans_the_next(backups, key_file, worker, clock):
    assert worker.run_once() == 1  # the first, asked for when the key was proved
    assert backups.schedule() == "2026-03-03T02:00:00.000000Z"
    assert worker.run_once() == 0
    clock.forward(hours=18)
    assert worker.run_once() == 1
    assert [row["reason"] for row in backups.history()] == ["schedule", "asked"]
    clock.forward(hours=24)
    assert worker.run_once() == 1
    assert len(names(backups)) == 3


def test_another_plan_holds_at_once(backups, key_file, worker, clock, ada):
    worker.run_once()
    backups.schedule()
    backups.set_plan(ada, Plan(every_hours=6, hour=0))
    clock.forward(hours=4)
    assert worker.run_once() == 1
    clock.forward(hours=14)  # at 03:00 the item of the old plan is due as well, and does nothing
    worker.run_once()
    worker.run_once()
    assert len(backups.history()) == 3


def test_a_failed_one_is_tried_again_in_an_hour(backups, key_file, worker, clock):
    worker.run_once()
    backups.schedule()
    for old in backups.folder.glob("*.muster-backup"):
        old.unlink()
    backups.folder.joinpath(".lock").unlink()
    backups.folder.rmdir()
    backups.folder.write_text("in the way")
    clock.forward(hours=18)
    worker.run_once()
    assert backups.history()[0]["state"] == "failed"
    found = health.backup(backups)
    assert found.status == "warn"
    assert "failed" in found.sentence
    backups.folder.unlink()
    clock.forward(hours=1)
    assert worker.run_once() == 1
    assert health.backup(backups).status == "ok"


def test_without_a_recovery_key_the_schedule_waits_quietly(backups, worker, clock):
    backups.schedule()
    clock.forward(hours=18)
    assert worker.run_once() == 1
    assert backups.history() == []
    assert health.recovery(backups).status == "warn"
    assert health.backup(backups).status == "warn"


def test_old_ones_go_and_the_books_say_so(backups, key_file, ada, clock):
    backups.set_plan(ada, Plan(days=2, weeks=0, months=0))
    made = []
    for _ in range(4):
        made.append(backups.make(ada).path.name)
        clock.forward(days=1)
    assert names(backups) == made[:1:-1]
    assert {row["name"]: row["state"] for row in backups.history()} == dict(
        zip(made, ["removed", "removed", "good", "good"], strict=True)
    )


def test_the_doctor_warns_when_the_newest_is_too_old(backups, key_file, ada, clock):
    backups.make(ada)
    assert health.backup(backups).status == "ok"
    assert health.recovery(backups).status == "ok"
    clock.forward(days=3)
    found = health.backup(backups)
    assert (found.status, found.sentence) == ("warn", "The newest good backup is 3 days old.")


def test_a_damaged_one_is_marked_and_no_longer_counts(backups, made, ada):
    content = bytearray(made.path.read_bytes())
    content[-100] ^= 1
    made.path.write_bytes(content)
    with pytest.raises(Exception, match="damaged"):
        backups.verify(ada, made.path)
    assert backups.kept()[0].state == "unsound"
    assert backups.newest() is None


def test_a_rehearsed_restore_is_written_down(backups, made, worker, ada):
    found = backups.drill(ada, made.path)
    assert found.counts == made.opened.counts
    assert found.log == made.opened.log
    backups.ask_to_look(ada, made.path.name, drill=True)
    worker.run_once()
    assert [(row["state"], row["files"]) for row in backups.drills()] == [("good", 12), ("good", 12)]
    assert not list(backups.folder.glob(".making-*"))


def test_one_that_is_not_there_cannot_be_asked_for(backups, ada):
    with pytest.raises(NotFound):
        backups.ask_to_look(ada, "../../etc/passwd", drill=True)
