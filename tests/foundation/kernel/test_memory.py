"""A process that was told to be thrifty with memory is one."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import platform, threading
from appliance.foundation.kernel.memory import be_thrifty, give_back
told = be_thrifty()
assert told == (platform.libc_ver()[0] == "glibc"), told
threads = [threading.Thread(target=lambda: [bytes(n) for n in range(0, 200_000, 1000)]) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
give_back()
maps = open("/proc/self/smaps_rollup", encoding="ascii").read()
print("well", told, "Pss_Anon" in maps)
"""


def test_a_thrifty_process_works_with_threads_and_gives_back() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("well"), done.stderr
