"""The TLS front under load, beside waitress alone: requests a second, and how long they take while others never speak.

Needs wrk (Debian's package of that name); nothing else of the benchmarks does.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Any

from delivery_report import Report
from waitress.server import create_server

from appliance.doors.http.terminator import Clients, Terminator, behind_tls
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.clock import SystemClock
from appliance.foundation.observability.logs import configure
from appliance.foundation.store import Store
from appliance.lifecycle.lan import LanService

SECONDS = 8
CONNECTIONS = 16
IDLE = 500
BODY = b"x" * 4096
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


def answer(_environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(BODY)))])
    return [BODY]


def served(app: Any) -> Any:
    server = create_server(app, host="127.0.0.1", port=0, threads=4, ident=None, asyncore_use_poll=True)
    threading.Thread(target=server.run, daemon=True).start()
    return server


def load(url: str) -> tuple[float, float, float]:
    """(requests a second, p50, p99 in ms) as wrk tells them. Raises SystemExit when a request failed."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    errors = re.search(r"Socket errors: (.*)", said)
    if "Non-2xx" in said or (errors and errors[1] != "connect 0, read 0, write 0, timeout 0"):
        raise SystemExit(f"requests failed:\n{said}")
    quantiles = {q: float(n) * UNITS[u] for q, n, u in re.findall(r"(\d+)%\s+([\d.]+)(us|ms|s)", said)}
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    return float(rate[1]) if rate else 0.0, quantiles["50"], quantiles["99"]


def measure(report: Report) -> None:
    """Print and keep the rows."""
    if shutil.which("wrk") is None:
        raise SystemExit("the part “tls” needs wrk: apt-get install wrk")
    configure("error")
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "data", SystemClock())
        service = LanService(store)
        service.enable(
            Actor(ref="console:bench", name="bench", kind="console"),
            "muster.example.com",
            addresses=("127.0.0.1",),
        )
        plain = served(answer)
        clients = Clients()
        behind = served(behind_tls(answer, clients))
        listener = socket.create_server(("127.0.0.1", 0))
        front = Terminator(
            [listener], service.context(), behind.effective_port, clients, handshake_seconds=120
        )
        front.start()
        port = listener.getsockname()[1]
        rows = [("waitress alone", load(f"http://127.0.0.1:{plain.effective_port}/"))]
        rows.append(("front", load(f"https://127.0.0.1:{port}/")))
        silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(IDLE)]
        rows.append((f"front+{IDLE} idle", load(f"https://127.0.0.1:{port}/")))
        for one in silent:
            one.close()
        front.stop()
        store.close()
    for engine, (rate, p50, p99) in rows:
        for name, value, unit in (("requests", rate, "requests/s"), ("p50", p50, "ms"), ("p99", p99, "ms")):
            report.row("tls", name, [value], unit, size=CONNECTIONS, engine=engine)
    report.note(
        f"the TLS front answers {rows[1][1][0] / rows[0][1][0]:.2f} of the requests of waitress alone"
    )
