"""The shipped search page, measured over HTTP: part of `make bench-search`, or

    SIZES="100000 300000" JSON=rows.jsonl python tests/benchmarks/bench_page.py [--keep FOLDER]

For each size a data directory with so many made-up people (``page_data.py``; kept under --keep, gone on with when it is
there), `muster serve` over it as it is shipped: two processes, session, scope, encrypted store, ledger commit with
fsync. Every page runs a search of its own, counts seven facets and shows twenty people with their highlights. The same
queries are asked in each round, so the résumés of a page are decrypted already; a row of its own turns to people who were
not shown before.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(Path(__file__).parent), str(ROOT)]

import page_data  # noqa: E402  # a script beside it
from page_people import people  # noqa: E402

MUSTER = [str(ROOT / ".venv/bin/muster")]
PASSWORD = "a quiet desk by the window"
CLIENTS = 8
SECONDS = 8.0
ROUNDS = 4
IMPORTED = 400
QUERIES = (
    "(python OR golang OR rust) (kafka OR spark) -junior years:3..15",
    '"incident response" (splunk OR siem) clearance:>=secret',
    "title:engineer kubernetes terraform", "java AND sql -intern", '"patient intake process" icu',
    "project management budgeting salesforce", "skill:c++ years:>=5", "accountant OR auditor OR controller",
    "kub*", "python NEAR/8 kafka", "pythn~ docker", "location:boston nurse", 'title:"data engineer" airflow',
    "aws azure (docker OR kubernetes) degree:>=master", "linux bash -windows", "led a team billing pipeline",
    "added:2024-01..2025-06 react typescript", "certification:cissp network", "excel sap forecasting",
    "registered nurse telemetry wound care", "the customer portal postgresql", "clearance:any python", "team quarter", "*",
)  # fmt: skip


class Rows:
    """Measurements as they are made: printed, and written at once."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def add(self, size: int, measure: str, values: list[float], unit: str = "ms") -> None:
        ordered = sorted(values)
        p50, p95 = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        row = {"subject": "search page", "engine": "muster", "size": size, "measure": measure}
        row |= {"p50": round(p50, 2), "p95": round(p95, 2) if len(ordered) > 1 else None, "unit": unit}
        print(f"{size:>8,}  {measure:55} p50 {p50:9.2f}  p95 {row['p95']} {unit}", flush=True)
        if self._path:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")


class Browser:
    """Somebody signed in, on one connection that stays open."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.port = port
        self.cookie = cookie
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def get(self, path: str) -> tuple[str, str]:
        """(body, Server-Timing)."""
        self.connection.request("GET", path, headers={"Cookie": self.cookie})
        answer = self.connection.getresponse()
        body = answer.read().decode()
        self._keep(answer)
        if answer.status >= 400:
            raise RuntimeError(f"{path}: {answer.status}\n{body[:2000]}")
        return body, answer.getheader("Server-Timing", "")

    def post(self, path: str, **form: str) -> None:
        body, _ = self.get(path)
        token = re.search(r'name="csrf_token" value="([0-9a-f]+)"', body)
        form["csrf_token"] = token[1] if token else ""
        headers = {"Cookie": self.cookie, "Origin": f"http://127.0.0.1:{self.port}"}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request("POST", path, urllib.parse.urlencode(form), headers)
        answer = self.connection.getresponse()
        answer.read()
        self._keep(answer)
        if answer.status >= 400:
            raise RuntimeError(f"{path}: {answer.status}")

    def _keep(self, answer: http.client.HTTPResponse) -> None:
        kept = dict(pair.split("=", 1) for pair in self.cookie.split("; ") if pair)
        for header in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = header.split(";")[0].partition("=")
            if not name.startswith("__Host-"):
                kept[name] = value
        self.cookie = "; ".join(f"{name}={value}" for name, value in kept.items() if value)


def muster(*arguments: str, data: Path) -> str:
    done = subprocess.run(
        [*MUSTER, *arguments, "--data", str(data)], capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 4):
        sys.exit(f"{arguments}: {done.returncode}\n{done.stderr[-2000:]}")
    return done.stdout


@contextlib.contextmanager
def serving(data: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """`muster serve` as people start it: (web process, port)."""
    command = [*MUSTER, "serve", "--port", "0", "--data", str(data)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        for line in server.stderr or ():
            if found := re.search(r"ready: http://[^:]+:(\d+)", line):
                threading.Thread(target=lambda: list(server.stderr or ()), daemon=True).start()
                yield server, int(found[1])
                return
        raise SystemExit("serve ended")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def signed_in(port: int, data: Path) -> Browser:
    browser = Browser(port)
    browser.get("/login")
    known = {user["login"] for user in json.loads(muster("accounts", "list", "--json", data=data))}
    if not known:
        answer = muster("accounts", "reset", "--json", data=data)
    elif "ada" in known:
        answer = muster("accounts", "reset", "ada", "--json", data=data)
    else:
        who = ("ada", "--name", "Ada Admin", "--role", "administrator")
        answer = muster("accounts", "add", *who, "--json", data=data)
    link = json.loads(answer)["link"].rsplit("/", 1)[1]
    browser.post(f"/setup/{link}", login="ada", name="Ada Admin", password=PASSWORD, again=PASSWORD)
    if known:  # the first administrator is signed in already
        browser.post("/login", login="ada", password=PASSWORD)
    return browser


def addresses(mark: str) -> list[str]:
    """The searches of one round, half of them booked to a requisition."""
    return [
        "/candidates?"
        + urllib.parse.urlencode({"q": q, **({"requisition": "R-0001"} if n % 2 else {"sourcing": mark})})
        for n, q in enumerate(QUERIES)
    ]


def own_mb(process: int) -> float:
    """Proportional set size of one process, in MB."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


def cpu_ms(process: int) -> float:
    """Processor time of a process so far, in milliseconds: what a page costs whatever else the machine does."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def timed_pages(
    browser: Browser, paths: list[str], steps: dict[str, list[float]] | None = None
) -> list[float]:
    took = []
    for path in paths:
        begun = time.perf_counter()
        _, timing = browser.get(path)
        took.append((time.perf_counter() - begun) * 1000)
        if steps is not None:
            for part in timing.split(", "):
                name, _, value = part.partition(";dur=")
                steps.setdefault(name, []).append(float(value))
    return took


def together(port: int, cookie: str, paths: list[str]) -> tuple[float, list[float]]:
    """(requests a second, milliseconds of each) of eight people who ask as fast as they are answered."""
    command = [sys.executable, __file__, "--client", str(port), cookie, json.dumps(paths)]
    took: list[float] = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return len(took) / SECONDS, took


def as_clients(port: int, cookie: str, paths: list[str]) -> list[float]:
    took: list[float] = []
    until = time.perf_counter() + SECONDS

    def ask(number: int) -> None:
        browser = Browser(port, cookie)
        while time.perf_counter() < until:
            took.extend(timed_pages(browser, [paths[number % len(paths)]]))
            number += CLIENTS - 1

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def while_importing(browser: Browser, data: Path, work: Path) -> tuple[list[float], float]:
    """(milliseconds of pages, files a second) while the worker reads files into the data directory."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    first = int(time.time()) % 1_000_000_000 + 1_000_000
    for number, person in enumerate(people(first + IMPORTED, first)):
        (work / f"{number:04d}.txt").write_text(person.text, encoding="utf-8")
    begun = time.perf_counter()
    command = [*MUSTER, "import", str(work), "--kind", "resume", "--data", str(data)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    took: list[float] = []
    while running.poll() is None:
        took += timed_pages(browser, addresses("while importing")[:6])
        time.sleep(0.05)
    return took, IMPORTED / (time.perf_counter() - begun)


def measure(size: int, data: Path, rows: Rows, work: Path) -> None:
    with serving(data) as (server, port):
        browser = signed_in(port, data)
        begun = time.perf_counter()
        while "index is being built" in browser.get("/candidates?q=python&sourcing=warm")[0]:
            if time.perf_counter() - begun > 900:
                raise SystemExit("the index does not get ready")
            time.sleep(1)
        timed_pages(browser, addresses("warm"))
        steps: dict[str, list[float]] = {}
        before = cpu_ms(server.pid)
        took = [one for n in range(ROUNDS) for one in timed_pages(browser, addresses(f"round {n}"), steps)]
        rows.add(size, "whole page: 7 facets, 20 cards with highlights, ledger", took)
        rows.add(size, "processor time of a page", [(cpu_ms(server.pid) - before) / len(took)])
        before = cpu_ms(server.pid)
        took = timed_pages(browser, [f"{path}&page={n}" for n in (3, 4) for path in addresses(f"turned {n}")])
        rows.add(size, "whole page of people not shown before", took)
        rows.add(size, "processor time of such a page", [(cpu_ms(server.pid) - before) / len(took)])
        for name, values in steps.items():
            rows.add(size, f"of it on the server: {name}", values)
        sizes = [float(len(browser.get(path)[0].encode())) / 1000 for path in addresses("size")]
        rows.add(size, "HTML of a page", sizes, "KB")
        rate, times = together(port, browser.cookie, addresses("eight"))
        rows.add(size, "requests/s, 8 clients", [rate], "1/s")
        rows.add(size, "latency, 8 clients", times)
        rows.add(size, "memory of the web process (PSS)", [own_mb(server.pid)], "MB")
        if size <= 100_000:
            times, speed = while_importing(browser, data, work)
            rows.add(size, "whole page while files are imported", times)
            rows.add(size, "files imported meanwhile", [speed], "files/s")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    sizes = (os.environ.get("SIZES") or "10000").split()
    parser.add_argument("--sizes", type=int, nargs="+", default=[int(size) for size in sizes])
    parser.add_argument("--json", type=Path, default=os.environ.get("JSON") or None)
    parser.add_argument("--keep", type=Path, help="folder for the data directories, kept")
    parser.add_argument("--client", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.client:
        port, cookie, paths = options.client
        print(json.dumps(as_clients(int(port), cookie, json.loads(paths))))
        return
    rows = Rows(options.json)
    with tempfile.TemporaryDirectory(prefix="muster-page-", dir="/var/tmp") as temporary:
        place = options.keep or Path(temporary)
        place.mkdir(parents=True, exist_ok=True)
        for size in options.sizes:
            data = place / f"people-{size}"
            page_data.main(data, size)
            print(f"load average {os.getloadavg()[0]:.1f}", flush=True)
            measure(size, data, rows, Path(temporary) / "files")


if __name__ == "__main__":
    main()
