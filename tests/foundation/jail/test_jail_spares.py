"""Children made ahead: each reads one file, behind the same walls, and nobody notices when one is lost."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.engines.reading.rehearsal import rehearse
from appliance.foundation.jail import READ_LIMITS, Jail, JailKilled
from appliance.foundation.jail.spare import MAX_HANDED

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = Path(__file__).with_name("rehearsing_host_for_tests.py")


def waiting_child(jail, children_of, answered=()) -> int:
    """The only child that has not answered; the next one is made a moment after a file was handed over."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        children = set(children_of(jail.host_process())).difference(answered)
        if len(children) == 1:
            return children.pop()
        time.sleep(0.01)
    raise TimeoutError(children)


def process_of(jail, content=b"", limits=READ_LIMITS) -> int:
    return json.loads(jail.call("echo", {}, content, limits))["process"]


def test_the_waiting_child_reads_the_next_file_and_only_that_one(new_jail, children_of):
    jail = new_jail()
    jail.report()
    seen = []
    for _ in range(5):
        spare = waiting_child(jail, children_of, seen)
        assert process_of(jail) == spare
        seen.append(spare)
    assert len(set(seen)) == 5


@pytest.mark.parametrize("signal_number", [signal.SIGKILL, signal.SIGSEGV])
def test_a_child_that_dies_while_it_waits_costs_no_file(new_jail, children_of, signal_number):
    jail = new_jail()
    jail.report()
    host = jail.host_process()
    spare = waiting_child(jail, children_of)
    os.kill(spare, signal_number)
    time.sleep(0.1)
    alone = process_of(jail)
    assert alone != spare
    assert jail.host_process() == host
    spare = waiting_child(jail, children_of, [spare, alone])
    assert process_of(jail) == spare, "and the next one waits again"


def test_other_walls_and_large_files_get_a_child_of_their_own(new_jail, children_of):
    jail = new_jail()
    jail.report()
    spare = waiting_child(jail, children_of)
    assert process_of(jail, limits=replace(READ_LIMITS, address_space=1 << 30)) != spare
    assert process_of(jail, limits=replace(READ_LIMITS, cpu=1)) != spare
    assert process_of(jail, bytes(MAX_HANDED + 1)) != spare
    assert waiting_child(jail, children_of) == spare
    assert process_of(jail, bytes(MAX_HANDED)) == spare, "the largest that is handed over"


def test_limits_of_the_call_hold_in_a_waiting_child_too(new_jail, children_of):
    """The clock and the size of the reply are the host's to watch: they need no walls of their own."""
    jail = new_jail()
    jail.report()
    waiting_child(jail, children_of)
    for task, arguments, limits, reason in (
        ("sleep", {}, replace(READ_LIMITS, wall=0.3), "time"),
        ("long_reply", {"bytes": 2000}, replace(READ_LIMITS, reply=1000), "output"),
        ("take_memory", {}, READ_LIMITS, "memory"),
    ):
        with pytest.raises(JailKilled) as killed:
            jail.call(task, arguments, b"", limits)
        assert killed.value.reason == reason


def test_the_memory_of_a_rehearsal_is_in_place_before_the_file_comes():
    with Jail(
        (sys.executable, str(PROGRAM), "writes"), environment={"PYTHONPATH": f"{ROOT}:{PROGRAM.parent}"}
    ) as jail:
        jail.report()
        waited = [json.loads(jail.call("copied", {}, b"")) for _ in range(3)]
        alone = json.loads(jail.call("copied", {}, b"", replace(READ_LIMITS, cpu=1)))
    assert alone >= 4000, "a page of its own is copied at each write"
    assert max(waited) < 400


def test_a_rehearsal_that_fails_is_no_fault_of_the_files():
    with Jail(
        (sys.executable, str(PROGRAM), "raises"), environment={"PYTHONPATH": f"{ROOT}:{PROGRAM.parent}"}
    ) as jail:
        jail.report()
        assert json.loads(jail.call("rehearsed", {}, b"")) == 1, "tried once more in this child's own memory"
        assert json.loads(jail.call("rehearsed", {}, b"")) == 1


def test_the_readers_rehearsal_needs_nothing_that_a_child_may_not_have():
    with Jail(
        (sys.executable, str(PROGRAM), "reader"), environment={"PYTHONPATH": f"{ROOT}:{PROGRAM.parent}"}
    ) as jail:
        assert jail.call("rehearse", {}, b"") == b"done"
    rehearse()
