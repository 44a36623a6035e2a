"""The jail as its callers see it: give it a task's name and untrusted bytes, get bytes back or an error."""

from __future__ import annotations

import concurrent.futures
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self

from appliance.foundation.jail.connection import MAX_REPLY, Answer, HostConnection, HostGone, environment_for
from appliance.foundation.jail.errors import KILL_REASONS, JailKilled, JailUnavailable
from appliance.foundation.jail.host_report import HostReport, decide
from appliance.foundation.jail.limits import MAX_CONTENT, READ_LIMITS, Limits
from appliance.foundation.observability.logs import logger

GRACE_SECONDS = 5.0
"""How much later than the host its parent loses patience: then the host itself is stuck and is killed."""

_TRIES = 2
_LOG = logger("jail")

Observe = Callable[[str, str, float], None]
"""Told after each call, in the caller's thread: task, ``done`` or a kill reason or ``unavailable``, seconds."""


class Jail:
    """Runs named tasks on untrusted bytes in throw-away children of a jail host.

    ``argv`` starts the host (see ``host.serve``); it is started at the first call, ends after ``idle_seconds``
    without one, and is started again when it died. ``size`` calls run at the same time, more wait for their turn.
    ``observe`` is for counting. ``accepted``: an administrator accepted in writing that this machine lacks layers. Thread safe.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        size: int = 1,
        accepted: bool = False,
        environment: Mapping[str, str] | None = None,
        idle_seconds: float = 30.0,
        start_seconds: float = 60.0,
        observe: Observe | None = None,
    ) -> None:
        self._observe = observe
        self._argv = tuple(argv)
        self._accepted = accepted
        self._environment = environment_for(dict(environment or {}))
        self._idle_seconds = idle_seconds
        self._start_seconds = start_seconds
        self._places = threading.BoundedSemaphore(size)
        self._submitter = ThreadPoolExecutor(size, thread_name_prefix="jail-call")
        self._lock = threading.Lock()
        self._connection: HostConnection | None = None
        self._retired: list[HostConnection] = []
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def call(
        self,
        task: str,
        arguments: dict[str, Any],
        untrusted_content: bytes,
        limits: Limits = READ_LIMITS,
    ) -> bytes:
        """The task's reply, still untrusted: check its shape. Raises JailKilled, JailUnavailable.

        A host that dies in mid-call is started again and asked once more: tasks have no effect but their reply.
        """
        if limits.reply > MAX_REPLY:
            raise ValueError(f"a reply of {limits.reply} bytes")
        began = time.monotonic()
        outcome = "unavailable"
        try:
            reply = self._call(task, arguments, untrusted_content, limits)
            outcome = "done"
        except JailKilled as killed:
            outcome = killed.reason
            _LOG.warning("jail.killed", task=task, reason=outcome, untrusted_detail=killed.untrusted_detail)
            raise
        finally:
            if self._observe is not None:
                self._observe(task, outcome, time.monotonic() - began)
        return reply

    def _call(self, task: str, arguments: dict[str, Any], untrusted_content: bytes, limits: Limits) -> bytes:
        if len(untrusted_content) > MAX_CONTENT:
            raise JailKilled("memory", f"{len(untrusted_content)} bytes")
        with self._places:
            for _ in range(_TRIES):
                try:
                    header, body = self._ask(task, arguments, untrusted_content, limits)
                except HostGone:
                    continue
                return self._judge(header, body)
        raise JailUnavailable("the process that guards the readers died twice")

    def submit(
        self,
        task: str,
        arguments: dict[str, Any],
        untrusted_content: bytes,
        limits: Limits = READ_LIMITS,
    ) -> Future[bytes]:
        """``call`` in the background; at most ``size`` run at the same time, in the order they were given."""
        return self._submitter.submit(self.call, task, arguments, untrusted_content, limits)

    def report(self) -> HostReport:
        """What holds on this machine, proved by a started host. Raises JailUnavailable when it does not start."""
        return self._start()[2]

    def host_process(self) -> int | None:
        """Process id of the living host, None when there is none."""
        with self._lock:
            connection = self._connection
        return connection.process if connection is not None and connection.accepting else None

    def close(self) -> None:
        """End the host; calls that wait get JailUnavailable."""
        with self._lock:
            self._closed = True
            connections = [*self._retired, *([self._connection] if self._connection else [])]
            self._connection, self._retired = None, []
        for connection in connections:
            connection.close()
        self._submitter.shutdown(cancel_futures=True)

    def _ask(self, task: str, arguments: dict[str, Any], untrusted_content: bytes, limits: Limits) -> Answer:
        connection, number, future = self._reserve(task)
        connection.send(
            {"call": number, "task": task, "arguments": arguments, "limits": limits.as_plain()},
            untrusted_content,
        )
        try:
            header, body = future.result(limits.wall + GRACE_SECONDS)
        except concurrent.futures.TimeoutError:
            connection.kill()
            raise JailKilled("time", "the host did not answer") from None
        if header["by_signal"] and header["outcome"] in ("crash", "forbidden"):
            connection.note_crash()
        return header, body

    def _judge(self, header: dict[str, Any], body: bytearray) -> bytes:
        outcome = str(header["outcome"])
        if outcome == "done":
            return bytes(body)
        if outcome in KILL_REASONS:
            raise JailKilled(outcome, str(header["detail"]))
        raise JailUnavailable(f"a wall did not go up ({header['detail']})")

    def _reserve(self, task: str) -> tuple[HostConnection, int, Future[Answer]]:
        while True:
            connection, tasks, report = self._start()
            decision = decide(report, self._accepted)
            if not decision.may_read:
                raise JailUnavailable("this machine lacks " + ", ".join(decision.missing))
            if task not in tasks:
                raise JailUnavailable(f"there is no reader called {task}")
            try:
                return connection, *connection.reserve()
            except HostGone:
                continue  # it left, idle, between the two lines; the next turn starts another

    def _start(self) -> tuple[HostConnection, frozenset[str], HostReport]:
        with self._lock:
            if self._closed:
                raise JailUnavailable("Muster is stopping")
            if self._connection is not None and not self._connection.accepting:
                self._retired = [c for c in self._retired if c.alive] + [self._connection]
                self._connection = None
            if self._connection is None:
                try:
                    self._connection = HostConnection(self._argv, self._environment, self._idle_seconds)
                except OSError as error:
                    raise JailUnavailable(
                        f"the jail host cannot be started ({os.strerror(error.errno or 0)})"
                    ) from error
            connection = self._connection
        try:
            return connection, *connection.greeting(self._start_seconds)
        except HostGone as gone:
            raise JailUnavailable(f"the jail host did not start ({gone})") from gone
        except concurrent.futures.TimeoutError as late:
            connection.kill()
            raise JailUnavailable(
                f"the jail host did not start within {self._start_seconds:.0f} seconds"
            ) from late
