"""A jail host with a rehearsal: one that writes to memory, one that fails, or the readers' own as a task."""

from __future__ import annotations

import json
import resource
import sys

from appliance.foundation.jail import serve

PAGE = 4096
COUNT = []
MEMORY = bytearray(4000 * PAGE)


def fail():
    COUNT.append(1)
    raise ValueError("not today")


def write():
    MEMORY[::PAGE] = b"x" * 4000


def rehearsed(arguments, content):
    return json.dumps(len(COUNT)).encode()


def copied(arguments, content):
    """Pages that the kernel copies while this call writes."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    write()
    return json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before).encode()


if __name__ == "__main__":
    if sys.argv[1] == "reader":
        from appliance.engines.reading import warm_up
        from appliance.engines.reading.rehearsal import rehearse

        def rehearse_as_task(arguments, content):
            rehearse()
            return b"done"

        warm_up()
        serve({"rehearse": rehearse_as_task})
    else:
        serve({"rehearsed": rehearsed, "copied": copied}, rehearse=write if sys.argv[1] == "writes" else fail)
