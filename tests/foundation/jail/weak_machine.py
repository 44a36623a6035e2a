"""Starts the tests' jail host on a machine that lacks layers, as a container's or a service unit's filter makes it lack them.

python weak_machine.py landlock,namespaces,seccomp
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
from pathlib import Path

from appliance.foundation.jail.libc import LIBC, check
from appliance.foundation.jail.seccomp import (
    ALLOW,
    JUMP_IF_EQUAL,
    LOAD,
    OFFSET_ARGUMENTS,
    OFFSET_NUMBER,
    RETURN,
)

ARM = os.uname().machine == "aarch64"
REFUSED = {"landlock": (444, 445, 446), "half-landlock": (446,), "namespaces": (97 if ARM else 272,)}
PRCTL = 167 if ARM else 157
PR_GET_SECCOMP, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 21, 22, 38
FAILS = (RETURN, 0, 0, 0x00050000 | errno.EPERM)


def program(missing):
    code = [(LOAD, 0, 0, OFFSET_NUMBER)]
    for number in (n for layer in missing for n in REFUSED.get(layer, ())):
        code += [(JUMP_IF_EQUAL, 0, 1, number), FAILS]
    if "seccomp" in missing:
        code += [
            (JUMP_IF_EQUAL, 0, 5, PRCTL),
            (LOAD, 0, 0, OFFSET_ARGUMENTS),
            (JUMP_IF_EQUAL, 0, 1, PR_GET_SECCOMP),
            FAILS,
            (JUMP_IF_EQUAL, 0, 1, PR_SET_SECCOMP),
            FAILS,
        ]
    return [*code, (RETURN, 0, 0, ALLOW)]


def main() -> None:
    raw = b"".join(struct.pack("HBBI", *instruction) for instruction in program(sys.argv[1].split(",")))
    code = ctypes.create_string_buffer(raw, len(raw))
    loaded = struct.pack("HxxxxxxQ", len(raw) // 8, ctypes.addressof(code))
    check(LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no new privileges")
    check(LIBC.prctl(PR_SET_SECCOMP, 2, ctypes.create_string_buffer(loaded), 0, 0), "filter")
    os.execv(sys.executable, [sys.executable, str(Path(__file__).with_name("jail_host_for_tests.py"))])  # noqa: S606 - itself


if __name__ == "__main__":
    main()
