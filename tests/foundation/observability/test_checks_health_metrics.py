"""Checks answer in sentences, health follows from them, metrics hold nobody's data."""

from __future__ import annotations

import pytest

from appliance.foundation.kernel.errors import BadInput
from appliance.foundation.observability.checks import Check, CheckResult, blocking_failures, run_checks
from appliance.foundation.observability.health import livez, readyz
from appliance.foundation.observability.metrics import LABELS, METRICS, Metrics, exposition

STORE = Check("store", "The database opens", blocking=True)
INDEX = Check("index", "The index matches the database", blocking=False)


def broken() -> CheckResult:
    raise RuntimeError("Rui's résumé")


def refused() -> CheckResult:
    raise BadInput(what="The key file is missing.", mend="Put it back.")


def test_each_check_answers_in_a_sentence_and_says_what_to_do():
    results = run_checks(
        [
            (STORE, lambda: STORE.ok("It opens.")),
            (INDEX, lambda: INDEX.warn("It is behind.", "Wait a minute.")),
        ]
    )
    assert results == [
        CheckResult("store", "ok", "It opens."),
        CheckResult("index", "warn", "It is behind.", "Wait a minute."),
    ]


def test_a_check_that_breaks_has_failed_and_does_not_stop_the_others():
    results = run_checks([(STORE, broken), (INDEX, lambda: INDEX.ok("Yes."))])
    assert [r.status for r in results] == ["fail", "ok"]
    assert "Rui" not in results[0].sentence


def test_an_error_of_ours_is_the_answer_of_its_check():
    (result,) = run_checks([(STORE, refused)])
    assert result == CheckResult("store", "fail", "The key file is missing.", "Put it back.")


def test_an_answer_about_something_else_is_a_failure():
    (result,) = run_checks([(STORE, lambda: INDEX.ok("Yes."))])
    assert (result.name, result.status) == ("store", "fail")


def test_only_blocking_checks_block():
    results = [STORE.fail("No.", "Mend."), INDEX.fail("No.", "Mend.")]
    assert blocking_failures([STORE, INDEX], results) == [results[0]]


@pytest.mark.parametrize(
    ("results", "status", "word"),
    [
        ([STORE.ok("."), INDEX.ok(".")], 200, "ok"),
        ([STORE.ok("."), INDEX.fail(".", ".")], 200, "degraded"),
        ([STORE.warn(".", "."), INDEX.ok(".")], 200, "degraded"),
        ([STORE.fail(".", "."), INDEX.ok(".")], 503, "unready"),
        ([INDEX.ok(".")], 503, "unready"),
        ([], 503, "unready"),
    ],
)
def test_readiness_follows_from_the_checks_and_a_check_not_asked_is_not_passed(results, status, word):
    health = readyz([STORE, INDEX], results)
    assert (health.http_status, health.body["status"]) == (status, word)


def test_who_is_not_logged_in_sees_names_but_no_sentences():
    results = [STORE.fail("/var/lib/muster is full.", "Make room.")]
    assert "muster" not in str(readyz([STORE], results).body)
    assert "Make room." in str(readyz([STORE], results, detailed=True).body)
    assert livez().http_status == 200


def test_every_metric_is_named_muster_and_its_labels_are_from_the_list():
    names = [metric.name for metric in METRICS]
    assert len(names) == len(set(names))
    for metric in METRICS:
        assert metric.name.startswith("muster_")
        assert metric.help.endswith(".")
        assert set(metric.labels) <= set(LABELS)
        assert bool(metric.buckets) == (metric.kind == "histogram")


def test_what_is_counted_is_shown():
    metrics = Metrics()
    metrics.count("muster_jail_calls_total", task="read", outcome="done")
    metrics.show("muster_index_generation", 7)
    metrics.time("muster_jail_call_seconds", 0.03, task="read")
    text, kind = exposition({"worker": metrics.counted()})
    assert b'muster_jail_calls_total{outcome="done",process="worker",task="read"} 1.0' in text
    assert b'muster_index_generation{process="worker"} 7.0' in text
    assert b'muster_jail_call_seconds_count{process="worker",task="read"} 1.0' in text
    assert kind.startswith("text/plain")


def test_two_processes_parts_do_not_share_numbers():
    one, other = Metrics(), Metrics()
    one.count("muster_matches_total")
    assert other.counted() == []
    text = exposition({"web": one.counted(), "worker": [*one.counted()]})[0]
    assert b'muster_matches_total{process="web"} 1.0' in text
    assert b'muster_matches_total{process="worker"} 1.0' in text


def test_somebodys_words_never_become_a_label():
    metrics = Metrics()
    metrics.count("muster_logins_total", outcome="rui@example.com has said")
    text = exposition({"web": metrics.counted()})[0]
    assert b'outcome="other"' in text
    assert b"rui" not in text


def test_a_metric_or_label_that_is_not_in_the_list_is_an_error():
    metrics = Metrics()
    with pytest.raises(KeyError):
        metrics.count("muster_unheard_of")
    with pytest.raises(ValueError, match="label"):
        metrics.count("muster_logins_total", who="rui")
