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
    """How a child ended that never said a whole sentence. ``status`` is a wait status, ``cpu`` in seconds;

    ``killed_for``: why the host itself killed it, or "".
    """

    status: int
    cpu: float
    killed_for: KilledFor = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """``detail`` is printable ASCII and short; a hostile child may have chosen it."""

    name: OutcomeName
    detail: str = ""
    untrusted_reply: bytes | bytearray | memoryview = b""


def is_whole(untrusted_output: bytes | bytearray) -> bool:
    """Whether the child has said all it announced; what it does afterwards is of no interest."""
    if len(untrusted_output) < PREFIX.size:
        return False
    _, length = PREFIX.unpack_from(untrusted_output)
    return len(untrusted_output) >= PREFIX.size + int(length)


def outcome_said(untrusted_output: bytes | bytearray) -> Outcome:
    """What a whole message amounts to."""
    mark, length = PREFIX.unpack_from(untrusted_output)
    payload = memoryview(untrusted_output)[PREFIX.size :]
    if len(payload) != length:
        return Outcome("crash", "said more than it announced")
    if mark == DONE:
        return Outcome("done", untrusted_reply=payload)
    if mark == OUT_OF_MEMORY:
        return Outcome("memory", "MemoryError")
    if mark == RAISED:
        return Outcome("crash", printable(payload))
    if mark == UNCONFINED:
        return Outcome("unconfined", printable(payload))
    return Outcome("crash", "said something unknown")


def outcome_of(ending: Ending, limits: Limits) -> Outcome:
    """Why there is no whole message: what the host did first, then what the kernel did."""
    if ending.killed_for == "closed":
        return Outcome("crash", "closed its pipe and stayed")
    if ending.killed_for:
        return Outcome(ending.killed_for)
    if os.WIFSIGNALED(ending.status):
        return _by_signal(os.WTERMSIG(ending.status), ending.cpu, limits)
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


def printable(untrusted: bytes | bytearray | memoryview) -> str:
    """At most ``MAX_DETAIL`` characters, everything but printable ASCII as a question mark."""
    text = bytes(untrusted[:MAX_DETAIL])
    return "".join(chr(byte) if 32 <= byte < 127 else "?" for byte in text)
