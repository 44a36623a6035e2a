"""The walls of the child, in the order in which they go up."""

from __future__ import annotations

import ctypes
import os
import resource
import struct
from typing import Literal

from appliance.foundation.jail import landlock, seccomp
from appliance.foundation.jail.libc import LIBC, check
from appliance.foundation.jail.limits import Limits

Layer = Literal["rlimits", "landlock", "seccomp"]

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_SIGKILL = 9
_CAPABILITY_VERSION_3 = 0x20080522
FIRST_FREE_DESCRIPTOR = 4
HOST_DESCRIPTORS = 256
"""The host lowers its own limit to this at start, so that closing up to here closes everything."""


def confine(
    limits: Limits,
    layers: frozenset[Layer],
    host_process: int,
    landlock_abi: int,
    *,
    kept: int = FIRST_FREE_DESCRIPTOR - 1,
) -> None:
    """Give up everything but descriptor 3, on which the reply leaves. Cannot be undone. Raises OSError.

    ``kept`` is the last descriptor that stays open: 4 in a spare, which waits there for its file.

    1. die with the host · 2. not readable by others, no new rights, no capabilities · 3. close descriptors
    4. resource limits · 5. no files and ports (Landlock) · 6. no system calls but the listed (seccomp)
    """
    check(LIBC.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0), "parent death signal")
    if os.getppid() != host_process:  # it died before the line above
        raise OSError("the jail host is gone")
    not_readable_by_others()
    check(LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no new privileges")
    _drop_capabilities()
    os.closerange(0, FIRST_FREE_DESCRIPTOR - 1)
    os.closerange(kept + 1, HOST_DESCRIPTORS)
    if "rlimits" in layers:
        limit_resources(limits)
    if "landlock" in layers:
        landlock.deny_everything(landlock_abi)
    if "seccomp" in layers:
        seccomp.install(os.getpid())


def not_readable_by_others() -> None:
    """No core dump, no ptrace and no reading of memory by other processes of the same user. Raises OSError."""
    check(LIBC.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0), "dumpable")


def limit_resources(limits: Limits) -> None:
    """Soft and hard limits of this process. Raises OSError, ValueError."""
    for name, soft, hard in (
        (resource.RLIMIT_AS, limits.address_space, limits.address_space),
        (
            resource.RLIMIT_CPU,
            limits.cpu,
            limits.cpu + 1,
        ),  # the soft limit's signal can be caught, the hard one's not
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, limits.open_files, limits.open_files),
        (resource.RLIMIT_NPROC, 0, 0),
    ):
        resource.setrlimit(name, (soft, hard))


def _drop_capabilities() -> None:
    """A Muster started by root must not keep root's rights in the child (it could raise its limits)."""
    header = ctypes.create_string_buffer(struct.pack("Ii", _CAPABILITY_VERSION_3, 0), 8)
    nothing = ctypes.create_string_buffer(24)
    check(LIBC.capset(header, nothing), "drop capabilities")
