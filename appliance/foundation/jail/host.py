"""The jail host: a warm process with one thread that forks a locked-in child for every call.

It never looks into untrusted bytes: they arrive, are handed to the child, and are forgotten. The child for an
ordinary call is made ahead (``spare``), while the one before it still reads.
"""

from __future__ import annotations

import codecs
import fcntl
import gc
import os
import resource
import selectors
import signal
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from encodings.aliases import aliases
from functools import partial
from pathlib import Path
from typing import Any

from appliance.foundation.jail import child, host_trial, namespaces, seccomp, spare
from appliance.foundation.jail.child import Task, Walls
from appliance.foundation.jail.confinement import HOST_DESCRIPTORS, Layer, not_readable_by_others
from appliance.foundation.jail.frames import BrokenFrame, FrameReader, send
from appliance.foundation.jail.limits import MAX_CONTENT, READ_LIMITS, Limits
from appliance.foundation.jail.memory import Touched, take, touched_by
from appliance.foundation.jail.outcomes import (
    PREFIX,
    Ending,
    KilledFor,
    Outcome,
    is_whole,
    outcome_of,
    outcome_said,
)
from appliance.foundation.jail.spare import PIPE_SIZE, Spare

_SECONDS_TO_EXIT = (
    0.5  # from the closing of the pipe to the end of the child; the kernel needs far less than a millisecond
)
_EXIT_POLL = 0.0001
_YOUNG_OBJECTS = 20_000
"""New objects before Python looks for circles: a child lives for one file, and its memory is limited."""
_NICENESS = 5  # readers take the processor time that nobody else wants: they hold no lock anybody waits for
_REAP_POLL = 0.005
"""How often a killed child is looked for until it is gone."""
_CALM_AFTER = 1.0
"""Seconds after which the processors that were all busy with files are taken to be free."""
_HEAD_START = 0.001
"""Seconds a child that got its file is given before the next one is made: it was woken on the host's own processor."""
_OOM_SCORE = "800"  # when the machine runs out of memory, readers go before the store


@dataclass(slots=True)
class _Running:
    call: int
    process: int
    pipe: int
    limits: Limits
    began: float
    untrusted_output: bytearray = field(default_factory=bytearray)


def serve(
    tasks: Mapping[str, Task],
    connection_fd: int = 0,
    *,
    rehearse: Callable[[], None] | None = None,
    at_length: Callable[[], None] | None = None,
) -> None:
    """Answer calls on a connected stream socket until the other side hangs up.

    Import and warm up what the tasks need before: children open no file. ``rehearse`` does once what a usual call
    does; a child made ahead has the memory that takes in place, and where the kernel helps, what the longer ``at_length``
    takes. Raises RuntimeError when this
    process has more than one thread (a fork would copy locks that nobody unlocks).
    """
    if len(list(Path("/proc/self/task").iterdir())) != 1:
        raise RuntimeError("the jail host must have a single thread")
    connection = socket.socket(fileno=os.dup(connection_fd))
    os.set_inheritable(connection.fileno(), False)
    _warm_up_the_standard_library()
    notes = _settle()
    touched = touched_by(at_length or rehearse) if rehearse else None
    _Host(tasks, connection, rehearse, touched).run(notes)


def _warm_up_the_standard_library() -> None:
    """What Python itself imports at a late moment: codecs by name, the parser of dates."""
    for name in sorted(set(aliases.values())):
        try:
            codecs.lookup(name)
        except LookupError:
            continue  # codecs of another system (mbcs, oem)
    datetime.strptime("2026-03-02", "%Y-%m-%d")  # noqa: DTZ007 - only its import matters


def _settle() -> list[str]:
    """What could not be had, as notes for the log. Ctrl-C is the parent's affair; few descriptors; first to go when memory runs out; children share our pages."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_NICENESS)
    soft = min(HOST_DESCRIPTORS, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, soft))
    notes = []
    try:
        Path("/proc/self/oom_score_adj").write_text(_OOM_SCORE, encoding="ascii")
    except OSError:
        notes.append("the kernel cannot be asked to stop readers first when memory runs out")
    mapped = _address_space()
    if mapped > READ_LIMITS.address_space // 2:
        notes.append(f"the readers alone map {mapped >> 20} MiB, more than half of what a file is given")
    seccomp.prepare()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS)
    return notes


def _note(sentence: str) -> None:
    os.write(2, f"jail host: {sentence}\n".encode())


class _Host:
    def __init__(
        self,
        tasks: Mapping[str, Task],
        connection: socket.socket,
        rehearse: Callable[[], None] | None,
        touched: Touched | None,
    ) -> None:
        self._tasks = tasks
        self._rehearse = rehearse
        self._touched = touched
        self._spare: Spare | None = None
        self._spare_due = False
        self._processors = len(os.sched_getaffinity(0))
        self._crowded = float("-inf")
        self._leaving: list[int] = []
        self._connection = connection
        self._own_process = os.getpid()
        self._reader = FrameReader(MAX_CONTENT)
        self._running: dict[int, _Running] = {}
        self._selector = selectors.PollSelector()
        self._selector.register(connection, selectors.EVENT_READ)
        self._abi = 0
        self._layers: frozenset[Layer] = frozenset()

    def run(self, notes: list[str]) -> None:
        address_space = _address_space()
        inside = False
        if namespaces.offered():
            try:
                namespaces.enter()
                inside = True
            except OSError as error:
                notes.append(f"no namespaces: {error}")
        not_readable_by_others()  # after the namespaces: the kernel lets only a readable process write its user map
        report = host_trial.report(inside)
        self._abi, self._layers = report.landlock_abi, host_trial.layers(report)
        self._send(
            {
                "hello": 1,
                "tasks": sorted(self._tasks),
                "report": report.as_plain(),
                "address_space": address_space,
                "notes": notes,
            }
        )
        try:
            self._make_spare()
            while self._step():
                pass
        except (BrokenPipeError, ConnectionResetError):
            _note("the other side hung up in mid-call")
        except BrokenFrame as error:
            _note(f"not a frame: {error}")
        finally:
            for running in self._running.values():
                os.kill(running.process, signal.SIGKILL)
            if self._spare is not None:
                os.kill(self._spare.process, signal.SIGKILL)

    def _step(self) -> bool:
        """Wait for whatever comes first; False when the other side has hung up."""
        now = time.monotonic()
        deadlines = [r.began + r.limits.wall for r in self._running.values()]
        timeout = max(0.0, min(deadlines) - now) if deadlines else None
        if self._leaving:
            timeout = _REAP_POLL if timeout is None else min(timeout, _REAP_POLL)
        if self._spare_due:
            timeout = _HEAD_START if timeout is None else min(timeout, _HEAD_START)
        events = self._selector.select(timeout)
        for key, _ in events:
            if key.fileobj is self._connection:
                if not self._receive():
                    return False
            else:
                self._collect(self._running[key.fd])
        if self._spare_due and not (events and self._running):
            self._make_spare()
        now = time.monotonic()
        for running in [r for r in self._running.values() if now >= r.began + r.limits.wall]:
            self._end(running, "time")
        self._leaving = [process for process in self._leaving if os.waitpid(process, os.WNOHANG)[0] == 0]
        return True

    def _receive(self) -> bool:
        count = self._connection.recv_into(self._reader.wanted())
        if count == 0:
            return False
        frame = self._reader.filled(count)
        if frame is not None:
            self._start(*frame)
        return True

    def _start(self, header: dict[str, Any], untrusted_content: bytearray) -> None:
        call, limits = int(header["call"]), Limits(**header["limits"])
        task = self._tasks[header["task"]]
        began = time.monotonic()
        made = self._hand_over(header, untrusted_content, limits)
        process, pipe = made or self._fork(task, header["arguments"], untrusted_content, limits)
        self._running[pipe] = _Running(call, process, pipe, limits, began)
        self._selector.register(pipe, selectors.EVENT_READ)
        self._spare_due = self._spare is None

    def _walls(self, limits: Limits) -> Walls:
        return Walls(limits, self._layers, self._abi, self._own_process)

    def _hand_over(
        self, header: dict[str, Any], untrusted_content: bytearray, limits: Limits
    ) -> tuple[int, int] | None:
        """Process and pipe of the spare that took the call; None when there is none that fits."""
        waiting = self._spare
        if waiting is None or not waiting.fits(limits, len(untrusted_content)):
            return None
        self._spare = None
        request = {"task": header["task"], "arguments": header["arguments"]}
        if waiting.hand_over(request, untrusted_content):
            return waiting.process, waiting.reply
        os.close(waiting.reply)
        status, _, _ = _bury(waiting.process, 0.0)
        _note(f"a child made ahead had died (wait status {status})")
        return None

    def _make_spare(self) -> None:
        """Have one child wait with its memory in place and, where that takes nothing from the files being read, warmed up
        by reading a sample.
        """
        self._spare_due = False
        now = time.monotonic()
        if len(self._running) >= self._processors:
            self._crowded = now
        calm = now - self._crowded > _CALM_AFTER
        steps: list[Callable[[], None]] = [] if self._touched is None else [partial(take, self._touched)]
        if calm and self._rehearse is not None:
            steps.append(self._rehearse)
        try:
            self._spare = spare.make(self._tasks, self._walls(READ_LIMITS), steps, MAX_CONTENT)
        except OSError as error:
            _note(f"no child could be made ahead ({os.strerror(error.errno or 0)})")

    def _fork(
        self, task: Task, arguments: dict[str, Any], untrusted_content: bytearray, limits: Limits
    ) -> tuple[int, int]:
        read_end, write_end = os.pipe()
        fcntl.fcntl(write_end, fcntl.F_SETPIPE_SZ, PIPE_SIZE)
        process = os.fork()
        if process == 0:
            child.run_and_exit(task, arguments, untrusted_content, self._walls(limits), write_end)
        os.close(write_end)
        return process, read_end

    def _collect(self, running: _Running) -> None:
        piece = os.read(running.pipe, PIPE_SIZE)
        running.untrusted_output += piece
        if len(running.untrusted_output) > running.limits.reply + PREFIX.size:
            self._end(running, "output")
        elif is_whole(running.untrusted_output):
            self._forget(running)
            # the answer leaves before the child is taken down, and nobody waits for that: it takes the kernel
            # a millisecond or two
            self._answer(running, outcome_said(running.untrusted_output))
            os.kill(running.process, signal.SIGKILL)
            self._leaving.append(running.process)
        elif not piece:
            self._end(running, "")

    def _end(self, running: _Running, killed_for: KilledFor) -> None:
        """The child is over without a whole reply: it closed its pipe, or ran into a limit of ours."""
        self._forget(running)
        status, usage, lived_on = _bury(running.process, _SECONDS_TO_EXIT if killed_for == "" else 0.0)
        if lived_on and killed_for == "":
            killed_for = "closed"
        ending = Ending(status, usage.ru_utime + usage.ru_stime, killed_for)
        by_signal = os.WIFSIGNALED(status) and killed_for == ""
        self._answer(running, outcome_of(ending, running.limits), by_signal)

    def _forget(self, running: _Running) -> None:
        self._selector.unregister(running.pipe)
        del self._running[running.pipe]
        os.close(running.pipe)

    def _answer(self, running: _Running, outcome: Outcome, by_signal: bool = False) -> None:
        header = {
            "call": running.call,
            "outcome": outcome.name,
            "detail": outcome.detail,
            "by_signal": by_signal,
            "seconds": time.monotonic() - running.began,
        }
        self._send(header, outcome.untrusted_reply)

    def _send(self, header: dict[str, Any], body: bytes | bytearray | memoryview = b"") -> None:
        send(self._connection, header, body)


def _bury(process: int, patience: float) -> tuple[int, resource.struct_rusage, bool]:
    """Wait status and usage of a child, and whether it had to be killed because it was still there."""
    until = time.monotonic() + patience
    while True:
        found, status, usage = os.wait4(process, os.WNOHANG)
        if found:
            return status, usage, False
        if time.monotonic() >= until:
            break
        time.sleep(_EXIT_POLL)
    os.kill(process, signal.SIGKILL)
    _, status, usage = os.wait4(process, 0)
    return status, usage, True


def _address_space() -> int:
    """Bytes mapped by this process: what a child starts from."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()
