"""One living jail host, as its parent sees it: a process, a socket, and a thread that sorts the answers."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import subprocess
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

from appliance.foundation.jail.frames import BrokenFrame, FrameReader, send
from appliance.foundation.jail.host_report import HostReport
from appliance.foundation.jail.limits import MIB
from appliance.foundation.kernel.processors import on_all
from appliance.foundation.observability.logs import logger

MAX_REPLY = 256 * MIB
CRASHES_BEFORE_RESTART = 16
"""Children share the memory layout of their host; after so many crashes it is rolled anew."""

SEND_SECONDS = 20.0
"""Longer than a host needs to take in the largest content; one that takes nothing is stuck and is killed."""

_SECONDS_TO_LEAVE = 2.0
_LOG = logger("jail")

Answer = tuple[dict[str, Any], bytearray]


class HostGone(Exception):
    """The host ended before it answered, or takes no more calls."""


class HostConnection:
    """Starts the host; ``greeting()`` waits for it. Thread safe. ``close()`` always ends the process."""

    def __init__(self, argv: Sequence[str], environment: dict[str, str], idle_seconds: float) -> None:
        self._idle_seconds = idle_seconds
        self._lock = threading.Lock()
        self._send_lock = threading.Lock()
        self._pending: dict[int, Future[Answer]] = {}
        self._next_call = 0
        self._crashes = 0
        self._accepting = True
        self._why = ""
        self._hello: Future[dict[str, Any]] = Future()
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(SEND_SECONDS)
        try:
            with on_all():
                self._process = subprocess.Popen(
                    list(argv),
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    env=environment,
                    close_fds=True,
                )
        except BaseException:
            self._socket.close()
            raise
        finally:
            theirs.close()
        self._thread = threading.Thread(target=self._listen, name="jail-replies", daemon=True)
        self._thread.start()

    @property
    def process(self) -> int:
        """Process id of the host."""
        return self._process.pid

    @property
    def accepting(self) -> bool:
        """Whether a new call may come here; ``reserve`` decides for certain."""
        return self._accepting

    @property
    def alive(self) -> bool:
        """Whether the host, retired or not, still has to be closed."""
        return self._thread.is_alive()

    def greeting(self, seconds: float) -> tuple[frozenset[str], HostReport]:
        """Names of the tasks and what holds on this machine. Raises HostGone, TimeoutError."""
        hello = self._hello.result(seconds)
        return frozenset(hello["tasks"]), HostReport(**hello["report"])

    def _greeted(self, hello: dict[str, Any]) -> None:
        mapped = int(hello["address_space"]) >> 20
        _LOG.info("jail.host_started", process=self.process, mapped_mib=mapped, **hello["report"])
        for note in hello["notes"]:
            _LOG.warning("jail.host_lacks", what=note)
        self._hello.set_result(hello)

    def reserve(self) -> tuple[int, Future[Answer]]:
        """A number for a call, after which the host stays until it is answered. Raises HostGone."""
        with self._lock:
            if not self._accepting:
                raise HostGone
            self._next_call += 1
            future: Future[Answer] = Future()
            self._pending[self._next_call] = future
            return self._next_call, future

    def send(self, header: dict[str, Any], untrusted_content: bytes) -> None:
        """One request. A host that is gone shows in the reserved future."""
        with self._send_lock:
            try:
                send(self._socket, header, untrusted_content)
            except OSError:
                # half a frame is no way to go on; the listening thread tells every waiting call
                self._process.kill()

    def note_crash(self) -> None:
        """Count a child that died badly; after too many no new call comes here."""
        with self._lock:
            self._crashes += 1
            if self._crashes < CRASHES_BEFORE_RESTART:
                return
            self._accepting = False
            leave_now = not self._pending
        if leave_now:
            self._hang_up()

    def kill(self) -> None:
        """End the host at once; waiting calls learn it as HostGone."""
        self._process.kill()

    def close(self) -> None:
        """End the host and wait until it is gone."""
        with self._lock:
            self._accepting = False
        self._hang_up()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _hang_up(self) -> None:
        with contextlib.suppress(OSError):  # already hung up
            self._socket.shutdown(socket.SHUT_RDWR)

    def _listen(self) -> None:
        reader = FrameReader(MAX_REPLY)
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        try:
            while True:
                if not poll.poll(self._idle_seconds * 1000) and self._leave_when_idle():
                    return
                if self._retired():
                    return
                if not self._receive(reader, poll):
                    return
        except (OSError, BrokenFrame) as error:
            self._why = f"; {error}"
        finally:
            self._bury()

    def _receive(self, reader: FrameReader, poll: select.poll) -> bool:
        if not poll.poll(0):
            return True
        count = self._socket.recv_into(reader.wanted())
        if count == 0:
            return False
        frame = reader.filled(count)
        if frame is not None:
            self._sort(*frame)
        return True

    def _sort(self, header: dict[str, Any], body: bytearray) -> None:
        if "hello" in header:
            self._greeted(header)
            return
        with self._lock:
            future = self._pending.pop(int(header["call"]), None)
        if future is not None:
            future.set_result((header, body))

    def _leave_when_idle(self) -> bool:
        with self._lock:
            if self._pending or not self._hello.done():
                return False
            self._accepting = False
            return True

    def _retired(self) -> bool:
        with self._lock:
            return not self._accepting and not self._pending

    def _bury(self) -> None:
        with self._lock:
            self._accepting = False
            waiting = list(self._pending.values())
            self._pending.clear()
        self._socket.close()
        try:
            self._process.wait(_SECONDS_TO_LEAVE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if waiting:
            _LOG.warning(
                "jail.host_died", process=self.process, status=self._process.returncode, calls=len(waiting)
            )
        gone = HostGone(f"exit status {self._process.returncode}{self._why}")
        for future in waiting:
            future.set_exception(gone)
        if not self._hello.done():
            self._hello.set_exception(gone)


def environment_for(extra: dict[str, str]) -> dict[str, str]:
    """What a host may know: nothing of ours but the way to its own code. A file that takes it over finds no secret."""
    environment = {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "MALLOC_ARENA_MAX": "1",
        "OPENBLAS_NUM_THREADS": "1",  # threads do not survive a fork
        "OMP_NUM_THREADS": "1",
    }
    if "PYTHONPATH" in os.environ:
        environment["PYTHONPATH"] = os.environ["PYTHONPATH"]
    return environment | extra
