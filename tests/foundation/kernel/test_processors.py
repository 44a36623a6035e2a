"""Threads that share a processor share one, and their children do not have to."""

from __future__ import annotations

import os
import subprocess
import sys

SCRIPT = """
import os, subprocess, sys, threading
from appliance.foundation.kernel.processors import on_all, share_one

allowed = os.sched_getaffinity(0)
def seen():
    found = []
    thread = threading.Thread(target=lambda: found.append(os.sched_getaffinity(0)))
    thread.start()
    thread.join()
    return found[0]
def child():
    ask = "import os; print(len(os.sched_getaffinity(0)))"
    return int(subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout)

with on_all():
    assert seen() == allowed
one = share_one()
if len(allowed) == 1:
    assert one is None and seen() == allowed
else:
    assert one in allowed and seen() == {one} == os.sched_getaffinity(0)
    with on_all():
        assert seen() == allowed and child() == len(allowed)
    assert seen() == {one} and child() == 1
    try:
        with on_all():
            raise KeyError
    except KeyError:
        pass
    assert seen() == {one} and share_one() is None
print("well", len(allowed))
"""


def test_threads_share_a_processor_and_children_have_them_all() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert done.stdout == f"well {len(os.sched_getaffinity(0))}\n", done.stderr
