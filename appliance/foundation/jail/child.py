"""The throw-away child: walls up, one task, one reply, end."""

from __future__ import annotations

import contextlib
import fcntl
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, NoReturn

from appliance.foundation.jail import outcomes
from appliance.foundation.jail.confinement import FIRST_FREE_DESCRIPTOR, Layer, confine
from appliance.foundation.jail.frames import FrameReader
from appliance.foundation.jail.limits import MIB, Limits

Task = Callable[[dict[str, Any], bytes], bytes]
"""``(arguments, untrusted_content) → reply``. Runs locked in: everything it needs is imported and warm already."""

REPLY = FIRST_FREE_DESCRIPTOR - 1
REQUEST = FIRST_FREE_DESCRIPTOR
"""Where a spare waits for its file; closed before it looks at it."""

Work = Callable[[], tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Walls:
    """What a child puts up before it does anything else; see ``confinement``."""

    limits: Limits
    layers: frozenset[Layer]
    landlock_abi: int
    host_process: int


def run_and_exit(
    task: Task, arguments: dict[str, Any], untrusted_content: bytearray, walls: Walls, reply_descriptor: int
) -> NoReturn:
    """Called right after ``fork`` in the child; never comes back into the host's code."""

    def work() -> tuple[bytes, bytes]:
        return _run(task, arguments, untrusted_content)

    _behind_walls(walls, reply_descriptor, None, work)


def wait_and_exit(
    tasks: Mapping[str, Task],
    walls: Walls,
    steps: Sequence[Callable[[], None]],
    request_descriptor: int,
    reply_descriptor: int,
    max_content: int,
) -> NoReturn:
    """As ``run_and_exit``, in a child made ahead: take the steps that prepare it, then wait for one request frame and answer it.

    The steps work on nothing that is foreign. When the host hangs up without a request the child ends.
    """

    def work() -> tuple[bytes, bytes]:
        for step in steps:
            with contextlib.suppress(Exception):  # no fault of the file that comes: it is read without
                step()
        header, untrusted_content = _request(max_content)
        return _run(tasks[header["task"]], header["arguments"], untrusted_content)

    _behind_walls(walls, reply_descriptor, request_descriptor, work)


def _behind_walls(walls: Walls, reply: int, request: int | None, work: Work) -> NoReturn:
    status = 1
    try:
        sys.stdin = sys.stdout = sys.stderr = None  # their descriptors close; None prints nowhere
        if request is not None:
            aside = fcntl.fcntl(request, fcntl.F_DUPFD, REQUEST + 1)  # the next line must not close it
        os.dup2(reply, REPLY)
        if request is not None:
            os.dup2(aside, REQUEST)
        try:
            confine(
                walls.limits,
                walls.layers,
                walls.host_process,
                walls.landlock_abi,
                kept=REPLY if request is None else REQUEST,
            )
        except (OSError, ValueError) as error:
            _reply(outcomes.UNCONFINED, str(error).encode())
        else:
            _reply(*work())
            status = 0
    finally:
        os._exit(status)  # the host's clean-up, buffers and exit handlers are none of the child's business


def _request(max_content: int) -> tuple[dict[str, Any], bytearray]:
    """The frame the host writes; its descriptor is closed afterwards, so that only the reply's is open."""
    reader = FrameReader(max_content)
    while True:
        room = reader.wanted()
        piece = os.read(REQUEST, min(len(room), MIB))
        if not piece:
            os._exit(0)  # the host needs this child no more
        room[: len(piece)] = piece
        room.release()
        frame = reader.filled(len(piece))
        if frame is not None:
            os.close(REQUEST)
            return frame


def _run(task: Task, arguments: dict[str, Any], untrusted_content: bytearray) -> tuple[bytes, bytes]:
    try:
        return outcomes.DONE, task(arguments, bytes(untrusted_content))
    except MemoryError:
        return outcomes.OUT_OF_MEMORY, b""
    except BaseException as error:  # noqa: BLE001 - whatever a reader raises is the outcome of this call
        return outcomes.RAISED, _place(error).encode()


def _place(error: BaseException) -> str:
    """Class and innermost place of an exception, without its message: that may quote the file."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    name = PurePath(trace.tb_frame.f_code.co_filename).name
    # a module that was not warm is our defect, not the file's: its name says where to mend it
    missing = f" ({error.name})" if isinstance(error, ImportError) else ""
    return f"{type(error).__name__}{missing} at {name}:{trace.tb_lineno}"


def _reply(mark: bytes, payload: bytes) -> None:
    """Both in one go, so that the host wakes once; a pipe takes what is shorter than a page whole."""
    prefix = outcomes.PREFIX.pack(mark, len(payload))
    rest = memoryview(payload)[os.writev(REPLY, (prefix, payload)) - len(prefix) :]
    while rest:
        rest = rest[os.write(REPLY, rest) :]
