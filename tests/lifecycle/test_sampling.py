"""Measuring once a minute: what is kept, thinned, shown; and the checks of what runs."""

from datetime import timedelta

import pytest

from appliance import wiring
from appliance.foundation import work
from appliance.foundation.kernel.settings import Settings
from appliance.foundation.observability.metrics import METRICS, Metrics, exposition
from appliance.lifecycle import running
from appliance.lifecycle.sampling import SERIES, Sampler
from appliance.lifecycle.serving import note_serving


@pytest.fixture
def services(store, clock):
    made = wiring.services(Settings(data=store.folder), clock)
    made.__dict__["_store"] = store
    yield made
    made.close()


def test_a_minute_of_each_process_fills_every_series(services, clock):
    for _ in range(3):
        services.metrics.time("muster_http_request_seconds", 0.004, endpoint="today.page")
        services.sampler("web").minute()
        services.sampler("worker").minute()
        clock.forward(minutes=1)
    found = services.measurements.series(timedelta(hours=1), 60)
    assert set(found) == set(SERIES)
    assert {name for name, points in found.items() if len(points) == 3} == set(SERIES)


def test_the_time_of_a_page_is_that_of_the_last_minute(services, clock):
    sampler = services.sampler("web")
    for _ in range(100):
        services.metrics.time("muster_http_request_seconds", 0.7, endpoint="x")
    sampler.minute()
    clock.forward(minutes=1)
    for _ in range(100):
        services.metrics.time("muster_http_request_seconds", 0.004, endpoint="x")
    sampler.minute()
    clock.forward(minutes=1)
    sampler.minute()
    found = services.measurements.series(timedelta(hours=1), 60)
    assert [v for _, v in found["page_p95"]] == [1000.0, 5.0]
    assert [v for _, v in found["requests"]] == [100.0, 100.0, 0.0]


def test_minutes_become_hours_and_old_hours_go(services, store, clock):
    sampler = services.sampler("worker")
    for _ in range(40 * 24 * 4):
        clock.forward(minutes=15)
        if clock.now().minute == 0 and clock.now().hour % 6 == 0:
            sampler.minute()
    for _ in range(120):
        clock.forward(minutes=1)
        sampler.minute()
    minutes = services.measurements.series(timedelta(days=99), 60)["people"]
    hours = services.measurements.series(timedelta(days=99), 3600)["people"]
    assert clock.now() - minutes[0][0] <= timedelta(hours=27)
    assert timedelta(days=33) < clock.now() - hours[0][0] <= timedelta(days=36)


def test_the_exposition_names_processes_and_only_known_metrics(services):
    services.metrics.count("muster_logins_total", outcome="done")
    services.sampler("worker").minute()
    text = exposition(services.measurements.parts(services.metrics))[0].decode()
    assert 'muster_logins_total{outcome="done",process="web"} 1.0' in text
    assert 'muster_process_resident_bytes{process="worker"}' in text
    assert 'muster_candidates{process="store"} 0.0' in text
    assert "muster_backup_age_seconds" not in text
    named = {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")}
    assert named <= {m.name for m in METRICS}


def test_a_minute_that_fails_does_not_end_the_measuring(store, caplog):
    class Stop:
        rounds = 0

        def wait(self, _seconds):
            self.rounds += 1
            return self.rounds > 3

    sampler = Sampler(store, "worker", Metrics(), None)
    sampler.minute = lambda: 1 / 0
    stop = Stop()
    sampler.run(stop)
    assert stop.rounds == 4


def test_the_clock_is_looked_at(store, clock, ada):
    from appliance.foundation import audit

    with store.writing() as tx:
        audit.append(tx, ada, "audit.verified", "audit")
    assert running.clock(store).status == "ok"
    clock.forward(hours=-2)
    assert running.clock(store).status == "warn"
    clock.forward(days=-365 * 56)
    assert running.clock(store).status == "fail"


def test_a_folder_others_may_look_into_is_told(store):
    assert running.folder(store.folder).status == "ok"
    store.folder.chmod(0o755)
    found = running.folder(store.folder)
    assert found.status == "warn"
    assert found.mend == f"chmod 700 {store.folder}"


def test_a_worker_that_is_quiet_while_served_is_told(services, store, clock):
    seen = services.measurements.worker_seen
    assert "not being served" in running.worker(store, seen).sentence
    note_serving(store.folder)
    assert running.worker(store, seen).status == "warn"
    services.sampler("worker").minute()
    assert running.worker(store, seen).status == "ok"
    clock.forward(minutes=9)
    assert "9 minutes" in running.worker(store, seen).sentence


def test_work_that_was_given_up_is_told(store):
    assert running.background(store).status == "ok"
    with store.writing() as tx:
        item = work.enqueue(tx, "search.rebuild")
        tx.execute("UPDATE work_item SET state = 'given_up' WHERE id = ?", item)
    assert running.background(store).status == "warn"


def test_a_document_without_its_file_is_told(store):
    assert running.documents(store).status == "ok"
    with store.writing() as tx:
        name = store.files.put(tx, "cand_1", b"a document")
        tx.insert("candidate", id="cand_1", name="Person", added_at=tx.now, changed_at=tx.now)
        tx.insert(
            "candidate_document", id="d", candidate_id="cand_1", sha256=name, file_name="x", format="text", text="",
            layout="{}", notes="[]", reader="1", added_at=tx.now,
        )  # fmt: skip
    assert running.documents(store).status == "ok"
    next(p for p in (store.folder / "files").rglob("*") if p.is_file()).unlink()
    assert running.documents(store).status == "warn"


def test_every_check_that_wants_a_look_has_a_mend(services):
    for result in services.checks():
        assert bool(result.mend) == (result.status != "ok"), result
