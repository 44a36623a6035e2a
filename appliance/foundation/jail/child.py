"""The throw-away child: walls up, one task, one reply, end."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import PurePath
from typing import Any, NoReturn

from appliance.foundation.jail import outcomes
from appliance.foundation.jail.confinement import FIRST_FREE_DESCRIPTOR, Layer, confine
from appliance.foundation.jail.limits import Limits

Task = Callable[[dict[str, Any], bytes], bytes]
"""``(arguments, untrusted_content) → reply``. Runs locked in: everything it needs is imported and warm already."""

REPLY = FIRST_FREE_DESCRIPTOR - 1


def run_and_exit(
    task: Task,
    arguments: dict[str, Any],
    untrusted_content: bytearray,
    limits: Limits,
    layers: frozenset[Layer],
    landlock_abi: int,
    host_process: int,
    reply_descriptor: int,
) -> NoReturn:
    """Called right after ``fork`` in the child; never comes back into the host's code."""
    status = 1
    try:
        sys.stdin = sys.stdout = sys.stderr = None  # their descriptors close; None prints nowhere
        os.dup2(reply_descriptor, REPLY)
        try:
            confine(limits, layers, host_process, landlock_abi)
        except (OSError, ValueError) as error:
            _reply(outcomes.UNCONFINED, str(error).encode())
        else:
            _reply(*_run(task, arguments, untrusted_content))
            status = 0
    finally:
        os._exit(status)  # the host's clean-up, buffers and exit handlers are none of the child's business


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
    for piece in (outcomes.PREFIX.pack(mark, len(payload)), payload):
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(REPLY, rest) :]
