"""Who serves a data directory: its process is noted there, so that an upgrade can ask it to stop."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from appliance.foundation.kernel.files import write_atomically

NOTE = "serve.pid"
STOPPING = 20.0
"""Seconds within which a server ends when told to."""
PR_SET_PDEATHSIG = 1
Say = Callable[[str], None]


def note_serving(data: Path) -> None:
    """Note that this process serves the data directory."""
    write_atomically(data / NOTE, f"{os.getpid()} {started(os.getpid())}\n".encode("ascii"))


def stop_serving(data: Path, say: Say) -> None:
    """Tell a ``muster serve`` on this data directory to stop, and wait up to ``STOPPING`` seconds for it."""
    try:
        pid, begun = (data / NOTE).read_text(encoding="ascii").split()
    except (FileNotFoundError, ValueError):
        return
    if begun != started(int(pid)):
        return
    say(f"Stopping muster serve (process {pid}); start it again afterwards.")
    os.kill(int(pid), signal.SIGTERM)
    end = time.monotonic() + STOPPING
    while started(int(pid)) == begun and time.monotonic() < end:
        time.sleep(0.05)


def started(pid: int) -> str:
    """When a process was started, in the kernel's ticks: tells it from a later one with its number; "" = none."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    fields = stat.rsplit(")", 1)[-1].split()
    return "" if fields[0] == "Z" else fields[19]


def end_with_parent() -> Callable[[], None]:
    """A function that has this process told to stop when its parent ends, however it ends. Made before a fork."""
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    return lambda: prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
