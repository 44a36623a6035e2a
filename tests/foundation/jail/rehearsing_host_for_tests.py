"""A jail host with a rehearsal: one that counts, one that fails, or the readers' own as a task."""

from __future__ import annotations

import json
import sys

from appliance.foundation.jail import serve

COUNT = []


def count():
    COUNT.append(1)
    if sys.argv[1] == "raises":
        raise ValueError("not today")


def rehearsed(arguments, content):
    return json.dumps(len(COUNT)).encode()


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
        serve({"rehearsed": rehearsed}, rehearse=count)
