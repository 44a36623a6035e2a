"""How a call ends: the reply, or a named reason; whatever happens, the next file is read."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from appliance.foundation.jail import READ_LIMITS, RENDER_LIMITS, JailKilled, JailUnavailable, Limits

ROOT = Path(__file__).resolve().parents[3]
ARGV = (sys.executable, str(Path(__file__).with_name("jail_host_for_tests.py")))

BAD_ENDINGS = [
    ("spin", {}, Limits(512 << 20, cpu=1, wall=20.0, reply=1 << 20), "cpu"),
    ("spin", {}, Limits(512 << 20, cpu=5, wall=0.5, reply=1 << 20), "time"),
    ("spin_deaf", {}, Limits(512 << 20, cpu=1, wall=30.0, reply=1 << 20), "cpu"),
    ("sleep", {}, Limits(512 << 20, cpu=5, wall=0.5, reply=1 << 20), "time"),
    ("sleep_deaf", {}, Limits(512 << 20, cpu=5, wall=0.5, reply=1 << 20), "time"),
    ("take_memory", {}, Limits(256 << 20, cpu=10, wall=20.0, reply=1 << 20), "memory"),
    ("flood", {}, READ_LIMITS, "output"),
    ("long_reply", {"bytes": (1 << 20) + 1}, replace(READ_LIMITS, reply=1 << 20), "output"),
    ("abort", {}, READ_LIMITS, "crash"),
    ("segfault", {}, READ_LIMITS, "crash"),
    ("fall", {}, READ_LIMITS, "crash"),
    ("dive", {}, READ_LIMITS, "crash"),
    ("leave", {"status": 0}, READ_LIMITS, "crash"),
    ("leave", {"status": 3}, READ_LIMITS, "crash"),
    ("leave_early", {}, READ_LIMITS, "crash"),
    ("close_and_stay", {}, READ_LIMITS, "crash"),
    ("open_socket", {}, READ_LIMITS, "forbidden"),
]


@pytest.mark.parametrize(("task", "arguments", "limits", "reason"), BAD_ENDINGS)
def test_a_bad_file_ends_with_its_reason_and_the_next_one_is_read(jail, task, arguments, limits, reason):
    began = time.monotonic()
    with pytest.raises(JailKilled) as killed:
        jail.call(task, arguments, b"", limits)
    assert killed.value.reason == reason
    assert time.monotonic() - began < limits.wall + 3
    assert jail.call("back", {}, b"the next one") == b"the next one"


def test_a_reply_of_exactly_the_limit_passes(jail):
    limits = replace(READ_LIMITS, reply=1 << 20)
    assert len(jail.call("long_reply", {"bytes": 1 << 20}, b"", limits)) == 1 << 20


def test_contents_of_any_size_come_back_unchanged(jail):
    for size in (0, 1, 65_535, 65_537, 5_000_000):
        content = os.urandom(size)
        assert jail.call("back", {}, content) == content


def test_arguments_arrive_as_given(jail):
    arguments = {"name": "Zoë", "pages": [1, 2], "deep": {"none": None, "half": 0.5}}
    assert json.loads(jail.call("echo", arguments, b"12345"))["arguments"] == arguments


def test_the_message_of_an_exception_does_not_leave_the_jail_but_its_place_does(jail):
    with pytest.raises(JailKilled) as killed:
        jail.call("fall", {}, b"")
    assert killed.value.untrusted_detail.startswith("ValueError at jail_host_for_tests.py:")
    assert "555" not in str(killed.value.as_dict()) + killed.value.untrusted_detail


def test_a_module_that_was_not_warm_is_named_so_that_somebody_warms_it(jail):
    with pytest.raises(JailKilled) as killed:
        jail.call("import_late", {}, b"")
    assert killed.value.untrusted_detail.startswith("ModuleNotFoundError (this) at ")


def test_a_reader_that_prints_disturbs_nobody(jail):
    assert jail.call("shout", {}, b"") == b"said"


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"R",
        b"R" + bytes(7) + b"\x03abcd",
        b"R" + b"\xff" * 8 + b"abc",
        b"Z" + bytes(8),
        b"U" + bytes(7) + b"\x04oops",
        b"M" + bytes(8),
        b"E" + bytes(7) + b"\x06\x1b[31m\n",
    ],
)
def test_a_taken_over_reader_may_say_what_it_likes_and_only_spoils_its_own_file(jail, said):
    with pytest.raises((JailKilled, JailUnavailable)) as ended:
        jail.call("lie", {}, said)
    assert "\x1b" not in str(ended.value.__dict__)
    assert jail.call("back", {}, b"the next one") == b"the next one"


def test_what_happened_in_the_jail_is_told_to_whoever_counts(new_jail):
    seen = []
    jail = new_jail(observe=lambda task, outcome, seconds: seen.append((task, outcome, seconds >= 0)))
    jail.call("back", {}, b"")
    with pytest.raises(JailKilled):
        jail.call("abort", {}, b"")
    with pytest.raises(JailUnavailable):
        jail.call("nothing", {}, b"")
    assert seen == [("back", "done", True), ("abort", "crash", True), ("nothing", "unavailable", True)]


def test_the_child_has_no_environment_of_ours_and_no_open_file_but_its_pipe(new_jail, monkeypatch):
    monkeypatch.setenv("MUSTER_PASSPHRASE", "correct horse")
    jail = new_jail()
    environment = json.loads(jail.call("environment", {}, b""))
    assert "correct horse" not in str(environment)
    assert set(environment) <= {
        "PATH", "LANG", "PYTHONUTF8", "MALLOC_ARENA_MAX", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "PYTHONPATH", "LC_CTYPE",
    }  # fmt: skip
    assert json.loads(jail.call("descriptors", {}, b"")) == [3]


def test_real_readers_work_inside(jail):
    document = one_page("Hana, hiring manager")
    assert "Hana, hiring manager" in json.loads(jail.call("pdf_text", {}, document))[0]
    assert jail.call("pdf_image", {"scale": 2}, document, RENDER_LIMITS).startswith(b"\x89PNG")


def one_page(text: str) -> bytes:
    out = io.BytesIO()
    page = Canvas(out)
    page.drawString(40, 800, text)
    page.save()
    return out.getvalue()


def test_a_task_nobody_offers_is_refused_without_harm(jail):
    with pytest.raises(JailUnavailable, match="no reader called nothing"):
        jail.call("nothing", {}, b"")


def test_two_files_are_read_at_the_same_time(jail):
    began = time.monotonic()
    both = [jail.submit("sleep", {"seconds": 1}, b"") for _ in range(2)]
    assert [f.result() for f in both] == [b"slept", b"slept"]
    assert time.monotonic() - began < 1.8


def test_a_bad_file_does_not_disturb_the_one_read_beside_it(jail, short):
    good = jail.submit("sleep", {"seconds": 0.8}, b"")
    with pytest.raises(JailKilled):
        jail.call("segfault", {}, b"", short)
    assert good.result() == b"slept"


def test_many_threads_share_a_jail_and_each_gets_its_own_answer(jail):
    wrong = []

    def ask(number: int) -> None:
        for turn in range(10):
            content = f"{number}-{turn}".encode() * 1000
            if jail.call("back", {}, content) != content:
                wrong.append((number, turn))

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_host_that_dies_in_mid_call_is_started_again_and_asked_once_more(new_jail):
    jail = new_jail()
    jail.report()
    first = jail.host_process()
    waiting = jail.submit("sleep", {"seconds": 0.5}, b"")
    time.sleep(0.2)
    os.kill(first, signal.SIGKILL)
    assert waiting.result() == b"slept"
    assert jail.host_process() != first


def test_a_host_that_dies_every_time_is_an_error_that_does_not_blame_the_file(new_jail):
    jail = new_jail()
    waiting = jail.submit("sleep", {"seconds": 5}, b"")
    killed = []
    deadline = time.monotonic() + 20
    while not waiting.done() and time.monotonic() < deadline:
        process = jail.host_process()
        if process is not None and process not in killed:
            jail.report()
            time.sleep(0.3)
            killed.append(process)
            os.kill(process, signal.SIGKILL)
        time.sleep(0.05)
    with pytest.raises(JailUnavailable, match="died twice"):
        waiting.result()
    assert len(killed) == 2
    assert jail.call("back", {}, b"and on it goes") == b"and on it goes"


def test_children_die_with_their_host(new_jail, children_of):
    jail = new_jail()
    jail.report()
    waiting = jail.submit("sleep_deaf", {}, b"")
    time.sleep(0.3)
    host = jail.host_process()
    children = children_of(host)
    assert len(children) == 2, "one reads, one waits for the next file"
    os.kill(host, signal.SIGKILL)
    deadline = time.monotonic() + 5
    while any(os.path.exists(f"/proc/{c}") for c in children) and time.monotonic() < deadline:  # noqa: PTH110
        time.sleep(0.02)
    assert [c for c in children if os.path.exists(f"/proc/{c}")] == []  # noqa: PTH110
    jail.close()
    with pytest.raises(JailUnavailable):
        waiting.result()


def test_a_stopped_host_is_killed_when_patience_ends(new_jail, monkeypatch):
    monkeypatch.setattr("appliance.foundation.jail.client.GRACE_SECONDS", 0.5)
    jail = new_jail()
    jail.report()
    os.kill(jail.host_process(), signal.SIGSTOP)
    with pytest.raises(JailKilled) as killed:
        jail.call("back", {}, b"", Limits(512 << 20, cpu=1, wall=0.5, reply=100))
    assert killed.value.reason == "time"
    assert jail.call("back", {}, b"again") == b"again"


def test_a_stopped_host_that_takes_nothing_in_is_killed_as_well(new_jail, monkeypatch):
    monkeypatch.setattr("appliance.foundation.jail.connection.SEND_SECONDS", 0.5)
    jail = new_jail()
    jail.report()
    os.kill(jail.host_process(), signal.SIGSTOP)
    content = bytes(10 << 20)
    assert jail.call("back", {}, content) == content, "asked again, of a new host"


def test_ctrl_c_at_the_terminal_is_not_for_the_host(new_jail):
    jail = new_jail()
    waiting = jail.submit("sleep", {"seconds": 0.6}, b"")
    jail.report()
    host = jail.host_process()
    os.kill(host, signal.SIGINT)
    assert waiting.result() == b"slept"
    assert jail.host_process() == host


def test_nothing_is_left_when_the_caller_is_killed(tmp_path):
    """kill -9 on the worker: its host hears it on the line, the child follows its host."""
    program = (
        "import sys, time\n"
        "from appliance.foundation.jail import Jail\n"
        "jail = Jail(sys.argv[1:])\n"
        "jail.report()\n"
        "jail.submit('sleep_deaf', {}, b'')\n"
        "time.sleep(0.3)\n"
        "host = jail.host_process()\n"
        "print(host, open(f'/proc/{host}/task/{host}/children').read(), flush=True)\n"
        "time.sleep(60)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    caller = subprocess.Popen(
        [sys.executable, "-c", program, *ARGV], stdout=subprocess.PIPE, text=True, env=environment
    )
    left = [int(word) for word in caller.stdout.readline().split()]
    assert len(left) == 3, "the host, a child that reads, a child that waits"
    caller.kill()
    caller.wait()
    caller.stdout.close()
    deadline = time.monotonic() + 5
    while any(os.path.exists(f"/proc/{p}") for p in left) and time.monotonic() < deadline:  # noqa: PTH110
        time.sleep(0.02)
    assert [p for p in left if os.path.exists(f"/proc/{p}")] == []  # noqa: PTH110


def test_an_idle_host_leaves_and_comes_back(new_jail):
    jail = new_jail(idle_seconds=0.3)
    assert jail.host_process() is None, "nothing starts before the first call"
    jail.call("back", {}, b"")
    first = jail.host_process()
    deadline = time.monotonic() + 5
    while jail.host_process() is not None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert jail.host_process() is None
    assert jail.call("back", {}, b"again") == b"again"
    assert jail.host_process() != first


def test_after_many_crashes_the_host_is_replaced(new_jail):
    jail = new_jail()
    jail.report()
    first = jail.host_process()
    for _ in range(16):
        with pytest.raises(JailKilled):
            jail.call("segfault", {}, b"")
    assert jail.call("back", {}, b"x") == b"x"
    assert jail.host_process() != first


def test_a_host_that_does_not_start_is_said_to_be_unavailable(new_jail):
    from appliance.foundation.jail import Jail

    for argv in (("/nowhere/muster", "jail-host"), ("/bin/false",), ("/bin/true",)):
        with Jail(argv) as jail, pytest.raises(JailUnavailable):
            jail.call("back", {}, b"")


def test_a_closed_jail_reads_nothing(new_jail):
    jail = new_jail()
    jail.call("back", {}, b"")
    jail.close()
    with pytest.raises(JailUnavailable):
        jail.call("back", {}, b"")


def test_two_hundred_files_leave_nothing_behind(new_jail, children_of):
    jail = new_jail(size=2)
    jail.call("back", {}, b"")
    host = jail.host_process()

    def open_files(process: int) -> int:
        try:
            return len(os.listdir(f"/proc/{process}/fd"))  # noqa: PTH208
        except PermissionError:  # only root may look into a jail host
            return -1

    def settle() -> None:
        """The last child is taken down after its answer left, and the next one is made."""
        deadline = time.monotonic() + 5
        time.sleep(0.1)
        while len(children_of(host)) != 1 and time.monotonic() < deadline:
            time.sleep(0.01)

    settle()
    before = open_files(os.getpid()), open_files(host)
    futures = [jail.submit("back" if n % 10 else "fall", {}, b"x" * 1000) for n in range(200)]
    failed = sum(f.exception() is not None for f in futures)
    assert failed == 20
    settle()
    assert len(children_of(host)) == 1, "the one that waits for the next file"
    assert jail.host_process() == host, "an exception is no reason for a new host"
    assert (open_files(os.getpid()), open_files(host)) == before
    jail.close()
    assert not os.path.exists(f"/proc/{host}")  # noqa: PTH110
