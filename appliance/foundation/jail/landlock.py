"""Landlock: every right the kernel knows is handled, and none is granted."""

from __future__ import annotations

import ctypes
import os
import struct

from appliance.foundation.jail.libc import LIBC, check

_CREATE_RULESET, _RESTRICT_SELF = 444, 446  # the same on x86-64 and arm64
_QUERY_VERSION = 1
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_FILE_RIGHTS_NOW = 16  # ABI 5 and later
_TCP_RIGHTS = 0b11  # bind, connect: ABI 4 and later
_SCOPES = 0b11  # abstract sockets, signals: ABI 6 and later


def abi() -> int:
    """The version this kernel offers to this process, 0 for none; changes nothing."""
    return max(0, int(LIBC.syscall(_CREATE_RULESET, None, 0, _QUERY_VERSION)))


def deny_everything(version: int) -> None:
    """No file, folder, TCP port, abstract socket or foreign process from now on. Needs no_new_privs. Raises OSError."""
    if version < 1:
        raise OSError("no landlock")
    rights = (1 << _FILE_RIGHTS.get(version, _FILE_RIGHTS_NOW)) - 1
    tcp = _TCP_RIGHTS if version >= 4 else 0
    scopes = _SCOPES if version >= 6 else 0
    # an older kernel refuses a structure that is longer than the one it knows
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    attributes = ctypes.create_string_buffer(struct.pack("QQQ", rights, tcp, scopes)[:size], size)
    ruleset = check(LIBC.syscall(_CREATE_RULESET, attributes, size, 0), "landlock ruleset")
    try:
        check(LIBC.syscall(_RESTRICT_SELF, ruleset, 0), "landlock restrict")
    finally:
        os.close(ruleset)
