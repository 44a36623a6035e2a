"""Requests a second through waitress on loopback: the bare engine behind the thinnest possible page.

Run by ``bench_search.py``; as a script it is the client: ``search_load.py PORT CLIENTS SECONDS``.
"""

from __future__ import annotations

import http.client
import json
import logging
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

CLIENTS = 8
SECONDS = 3.0


class Served(NamedTuple):
    """What eight clients saw. ``per_processor_second``: requests for each second of the server's processor time.

    ``way``: threads that answered, and whether they shared a processor.
    """

    rate: float
    middle: float
    high: float
    per_processor_second: float
    way: tuple[int, bool]


def serve(answers: list[Callable[[], object]], threads: int, *, sharing: bool) -> Served:
    """Eight clients ask everything in turn: requests/s, p50 and p95 in ms, and what they took of the processor.

    The server is set up as the shipped one is, by which four threads share a processor.
    """
    from waitress.server import create_server

    from appliance.foundation.kernel.processors import share_one

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        answers[int(environ["QUERY_STRING"]) % len(answers)]()
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
        return [b"ok"]

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    made: queue.Queue[Any] = queue.Queue()

    def run() -> None:  # in a thread of its own, for the client to have every processor
        if sharing:
            share_one()
        server = create_server(app, host="127.0.0.1", port=0, threads=threads, asyncore_use_poll=True)
        made.put(server)
        server.run()

    threading.Thread(target=run, daemon=True).start()
    server = made.get()
    before = time.process_time()
    try:
        command = [sys.executable, __file__, str(server.effective_port), str(CLIENTS), str(SECONDS)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    finally:
        server.close()
    processor = time.process_time() - before
    took: list[float] = sorted(json.loads(done.stdout))
    middle, high = took[len(took) // 2], took[int(len(took) * 0.95)]
    return Served(len(took) / SECONDS, middle, high, len(took) / processor, (threads, sharing))


def client(port: int, clients: int, seconds: float) -> list[float]:
    """Milliseconds of each request that was answered."""
    took: list[float] = []
    until = time.perf_counter() + seconds

    def ask(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while (start := time.perf_counter()) < until:
            connection.request("GET", f"/?{number}")
            answer = connection.getresponse()
            answer.read()
            if answer.status == 200:  # stock Whoosh fails now and then when several threads ask it
                took.append((time.perf_counter() - start) * 1000)
            number += clients

    threads = [threading.Thread(target=ask, args=(i,)) for i in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


if __name__ == "__main__":
    print(json.dumps(client(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))))
