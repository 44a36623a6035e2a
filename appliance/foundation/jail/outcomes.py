"""How one call ended, decided from what the kernel and the pipe say. Pure."""

from __future__ import annotations

import os
import signal
import struct
from dataclasses import dataclass
from typing import Literal

from appliance.foundation.jail.errors import KillReason
from appliance.foundation.jail.limits import Limits

DONE, OUT_OF_MEMORY, RAISED, UNCONFINED = b"R", b"M", b"E", b"U"
"""First byte on the child's pipe: a reply, MemoryError, another exception, or the walls did not go up."""

PREFIX = struct.Struct("!cQ")
"""Mark and length of what follows; a child cut short is told from one that finished."""

MAX_DETAIL = 200

KilledFor = Literal["", "time", "output", "closed"]
"""Why the host killed the child; ``closed``: it closed its pipe and lived on."""

OutcomeName = Literal["done", "unconfined"] | KillReason


@dataclass(frozen=True, slots=True)
class Ending:
    """What was observed. ``status`` is a wait status; ``killed_for`` why the host itself killed the child, or "".

    ``cpu`` in seconds, user and system together.
    """

    status: int
    untrusted_output: bytes | bytearray
    cpu: float
    killed_for: KilledFor = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """``detail`` is printable ASCII and short; a hostile child may have chosen it."""

    name: OutcomeName
    detail: str = ""
    untrusted_reply: bytes | bytearray | memoryview = b""


def outcome_of(ending: Ending, limits: Limits) -> Outcome:
    """The rules, strictest first: what the host did, what the kernel did, what the child says of itself."""
    if ending.killed_for == "closed":
        return Outcome("crash", "closed its pipe and stayed")
    if ending.killed_for:
        return Outcome(ending.killed_for)
    if os.WIFSIGNALED(ending.status):
        return _by_signal(os.WTERMSIG(ending.status), ending.cpu, limits)
    mark, payload = _split(ending.untrusted_output)
    if mark == DONE and os.WEXITSTATUS(ending.status) == 0:
        return Outcome("done", untrusted_reply=payload)
    if mark == OUT_OF_MEMORY:
        return Outcome("memory", "MemoryError")
    if mark == RAISED:
        return Outcome("crash", printable(payload))
    if mark == UNCONFINED:
        return Outcome("unconfined", printable(payload))
    return Outcome("crash", f"exit status {os.WEXITSTATUS(ending.status)} without a reply")


def _by_signal(number: int, cpu: float, limits: Limits) -> Outcome:
    name = signal.Signals(number).name if number in set(signal.Signals) else str(number)
    if number == signal.SIGXCPU or (number == signal.SIGKILL and cpu >= limits.cpu):
        return Outcome("cpu", name)
    if number == signal.SIGKILL:
        return Outcome("memory", "killed by the kernel")
    if number == signal.SIGSYS:
        return Outcome("forbidden", name)
    return Outcome("crash", name)


def _split(output: bytes | bytearray) -> tuple[bytes, memoryview]:
    if len(output) < PREFIX.size:
        return b"", memoryview(b"")
    mark, length = PREFIX.unpack_from(output)
    payload = memoryview(output)[PREFIX.size :]
    return (mark, payload) if len(payload) == length else (b"", memoryview(b""))


def printable(untrusted: bytes | bytearray | memoryview) -> str:
    """At most ``MAX_DETAIL`` characters, everything but printable ASCII as a question mark."""
    text = bytes(untrusted[:MAX_DETAIL])
    return "".join(chr(byte) if 32 <= byte < 127 else "?" for byte in text)
