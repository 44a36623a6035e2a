"""A child made ahead: walls up, its memory in place, waiting for the one file it will read.

Making a child and letting it touch the host's memory for the first time costs as much as reading a page. A spare has
that behind it when its file comes. It is used once, like every other child, and has seen nothing but our own sample.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from appliance.foundation.jail import child
from appliance.foundation.jail.child import Task, Walls
from appliance.foundation.jail.frames import encode_head
from appliance.foundation.jail.limits import MIB, Limits

MAX_HANDED = 16 * MIB
"""Larger contents are inherited by a child of their own instead of being copied through a pipe."""

PIPE_SIZE = 1 << 20


@dataclass(frozen=True, slots=True)
class Spare:
    """``request`` is written once and closed; ``reply`` is read as any other child's."""

    process: int
    request: int
    reply: int
    limits: Limits

    def fits(self, limits: Limits, content_length: int) -> bool:
        """Whether the walls it stands behind are the asked ones. The host itself watches clock and reply."""
        mine = (self.limits.address_space, self.limits.cpu, self.limits.open_files)
        return content_length <= MAX_HANDED and mine == (limits.address_space, limits.cpu, limits.open_files)

    def hand_over(self, header: dict[str, Any], untrusted_content: bytearray) -> bool:
        """Give it its file; False when it died while it waited. It takes the file in before it looks at it."""
        try:
            _write(self.request, encode_head(header, len(untrusted_content)))
            _write(self.request, untrusted_content)
        except BrokenPipeError:
            return False
        finally:
            os.close(self.request)
        return True


def make(
    tasks: Mapping[str, Task], walls: Walls, steps: Sequence[Callable[[], None]], max_content: int
) -> Spare:
    """Fork a spare. Raises OSError."""
    request_read, request_write = os.pipe()
    reply_read, reply_write = os.pipe()
    for end in (request_write, reply_write):
        fcntl.fcntl(end, fcntl.F_SETPIPE_SZ, PIPE_SIZE)
    process = os.fork()
    if process == 0:
        os.close(request_write)  # or it would never see the end of what it waits for
        child.wait_and_exit(tasks, walls, steps, request_read, reply_write, max_content)
    os.close(request_read)
    os.close(reply_write)
    return Spare(process, request_write, reply_read, walls.limits)


def _write(descriptor: int, content: bytes | bytearray) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
