"""The system call filter: an allow-list; whatever is not on it kills the process.

``program`` is pure: it makes the instructions of a classic BPF filter over the kernel's
``struct seccomp_data`` (number u32, architecture u32, instruction pointer u64, six arguments u64).
"""

from __future__ import annotations

import ctypes
import errno
import functools
import platform
import struct
from typing import NamedTuple

from appliance.foundation.jail import system_calls
from appliance.foundation.jail.libc import LIBC, check

_PR_GET_SECCOMP, _PR_SET_SECCOMP = 21, 22
_MODE_FILTER = 2

LOAD, JUMP_IF_EQUAL, JUMP_IF_AT_LEAST, JUMP_IF_ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
OFFSET_NUMBER, OFFSET_ARCHITECTURE, OFFSET_ARGUMENTS = 0, 4, 16
KILL, ALLOW, REFUSE = 0x80000000, 0x7FFF0000, 0x00050000 | errno.EACCES
_PROT_EXEC = 4
_X32_BIT = 0x40000000
_PLACE_OF_PROCESS = 0x7FFFFFFF  # above every process id (at most 2^22)
_INSTRUCTION, _VALUE = struct.Struct("HBBI"), struct.Struct("I")

Instruction = tuple[int, int, int, int]


class Architecture(NamedTuple):
    """``audit`` is the kernel's name for it, ``column`` its place in the tables of ``system_calls``."""

    machine: str
    audit: int
    column: int


ARCHITECTURES: dict[str, Architecture] = {
    "x86_64": Architecture("x86_64", 0xC000003E, 0),
    "aarch64": Architecture("aarch64", 0xC00000B7, 1),
}


def this_architecture() -> Architecture | None:
    """The running machine's, or None when there is no table for it."""
    return ARCHITECTURES.get(platform.machine())


def program(architecture: Architecture, own_process: int) -> list[Instruction]:
    """Instructions (code, jump if true, jump if false, value) for one child with this process id."""
    code: list[Instruction] = [
        (LOAD, 0, 0, OFFSET_ARCHITECTURE),
        (JUMP_IF_EQUAL, 1, 0, architecture.audit),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, OFFSET_NUMBER),
        # x32 calls carry the x86-64 architecture and a bit of their own
        (JUMP_IF_AT_LEAST, 0, 1, _X32_BIT),
        (RETURN, 0, 0, KILL),
    ]
    for number in _numbers(system_calls.ALLOWED, architecture):
        code += [(JUMP_IF_EQUAL, 0, 1, number), (RETURN, 0, 0, ALLOW)]
    for number in _numbers(system_calls.REFUSED_QUIETLY, architecture):
        code += [(JUMP_IF_EQUAL, 0, 1, number), (RETURN, 0, 0, REFUSE)]
    for number in _numbers(system_calls.MAP_WITHOUT_EXECUTION, architecture):
        code += [
            (JUMP_IF_EQUAL, 0, 4, number),
            (LOAD, 0, 0, OFFSET_ARGUMENTS + 2 * 8),
            (JUMP_IF_ANY_BIT, 0, 1, _PROT_EXEC),
            (RETURN, 0, 0, REFUSE),
            (RETURN, 0, 0, ALLOW),
        ]
    for number in _numbers(system_calls.SIGNAL_ITSELF, architecture):
        code += [
            (JUMP_IF_EQUAL, 0, 4, number),
            (LOAD, 0, 0, OFFSET_ARGUMENTS),
            (JUMP_IF_EQUAL, 0, 1, own_process),
            (RETURN, 0, 0, ALLOW),
            (RETURN, 0, 0, KILL),
        ]
    return [*code, (RETURN, 0, 0, KILL)]


def _numbers(table: dict[str, tuple[int | None, int | None]], architecture: Architecture) -> list[int]:
    return [n for row in table.values() if (n := row[architecture.column]) is not None]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def offered() -> bool:
    """Whether the kernel has filters and there is a table for this machine; changes nothing."""
    return this_architecture() is not None and LIBC.prctl(_PR_GET_SECCOMP, 0, 0, 0, 0) >= 0


@functools.cache
def _template() -> tuple[bytes, tuple[int, ...]]:
    """The packed program, and where in it the process id belongs; made once in the host, for speed in the child."""
    architecture = this_architecture()
    if architecture is None:
        raise OSError(errno.ENOSYS, "no system call table for this machine")
    code = program(architecture, _PLACE_OF_PROCESS)
    places = tuple(i for i, (_, _, _, value) in enumerate(code) if value == _PLACE_OF_PROCESS)
    return b"".join(_INSTRUCTION.pack(*instruction) for instruction in code), places


def prepare() -> None:
    """Pack the program before the fork. Without a table for this machine ``install`` will say so."""
    if this_architecture() is not None:
        _template()


def install(own_process: int) -> None:
    """Filter this process from now on. Needs no_new_privs. Raises OSError."""
    raw, places = _template()
    code = ctypes.create_string_buffer(raw, len(raw))
    for place in places:
        _VALUE.pack_into(code, place * _INSTRUCTION.size + 4, own_process)
    loaded = _Program(len(raw) // _INSTRUCTION.size, ctypes.cast(code, ctypes.c_void_p))
    check(LIBC.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(loaded), 0, 0), "seccomp")
