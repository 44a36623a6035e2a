"""The listening sockets that whoever started this process has opened for it (systemd socket activation).

The service has no network of its own: what it inherits is its only door. The protocol is sd_listen_fds(3): ``LISTEN_PID``
names the process meant, ``LISTEN_FDS`` the number of descriptors from 3 on.
"""

from __future__ import annotations

import os
import socket
from collections.abc import MutableMapping

FIRST = 3
VARIABLES = ("LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES")


def inherited(environment: MutableMapping[str, str] | None = None) -> list[socket.socket]:
    """The listeners handed to this process, in order; empty when there are none.

    The variables are removed, and the descriptors close on exec, so that the worker does not inherit them.
    """
    found = os.environ if environment is None else environment
    meant = found.get("LISTEN_PID") == str(os.getpid())
    count = int(found.get("LISTEN_FDS", "0")) if meant else 0
    for name in VARIABLES:
        found.pop(name, None)
    listeners = []
    for descriptor in range(FIRST, FIRST + count):
        os.set_inheritable(descriptor, False)
        listeners.append(socket.socket(fileno=descriptor))
    return listeners
