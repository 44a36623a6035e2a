"""The whole program, measured: `make bench`.

    SIZES="1400 5000"   files to import (the sample résumés × n with distinct contents), the default
    JSON=file           rows of {"subject","engine","size","measure","p50","p95","unit"}

Everything runs as it is shipped: separate processes, encrypted store, fsync, search ledger, session. Times are wall
clock of this machine; what else it does at the time is shown by the load average.
"""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MUSTER = [str(ROOT / ".venv/bin/muster")]
ROWS: list[dict[str, object]] = []
QUERIES = (
    "python", "(python OR golang) kubernetes -junior", "title:engineer years:>=5", '"project manager"', "kub*",
    "clearance:>=secret -degree:none", "nurse icu", "accountant OR auditor OR controller", "java AND sql", "c++ embedded",
)  # fmt: skip


def row(subject: str, size: int, measure: str, values: list[float], unit: str) -> None:
    values = sorted(values)
    p95 = values[min(len(values) - 1, int(len(values) * 0.95))]
    p50 = statistics.median(values)
    ROWS.append(
        {
            "subject": subject,
            "engine": "muster",
            "size": size,
            "measure": measure,
            "p50": p50,
            "p95": p95,
            "unit": unit,
        }
    )
    print(f"{subject:24} {size:>7} {measure:34} p50 {p50:9.2f}  p95 {p95:9.2f} {unit}", flush=True)


def run(*arguments: str, data: Path) -> str:
    done = subprocess.run(
        [*MUSTER, *arguments, "--data", str(data)], capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 4):
        sys.exit(f"{arguments}: {done.returncode}\n{done.stderr[-2000:]}")
    return done.stdout


def files_per_second(size: int, work: Path) -> Path:
    """From `muster import` to the last file found by search, start counted."""
    many, data = work / f"many-{size}", work / f"data-{size}"
    subprocess.run(
        [sys.executable, str(ROOT / "packaging/sample_data/many.py"), str(many), "--count", str(size), "--seed", "1"],
        check=True, capture_output=True,
    )  # fmt: skip
    begun = time.monotonic()
    counts = json.loads(run("import", str(many), "--kind", "resume", "--json", data=data))["counts"]
    found = json.loads(run("search", "*", "--sourcing", "benchmark", "--json", data=data))["total"]
    took = time.monotonic() - begun
    print(f"import of {size}: {counts}, {found} people found by search, {took:.1f} s")
    row("import", size, "files to searchable per second", [size / took], "files/s")
    return data


class Browser:
    """Somebody signed in, over HTTP."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.origin = address.rstrip("/")
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path.lstrip("/"), timeout=60) as answer:
            return answer.read().decode()

    def post(self, path: str, **form: str) -> str:
        token = re.search(r'name="csrf_token" value="([0-9a-f]+)"', self.get(path))
        form["csrf_token"] = token.group(1) if token else ""
        request = urllib.request.Request(
            self.address + path.lstrip("/"), urllib.parse.urlencode(form).encode(), {"Origin": self.origin}
        )
        with self.opener.open(request, timeout=60) as answer:
            return answer.read().decode()


def serve(data: Path) -> tuple[subprocess.Popen[str], str, str, float]:
    """(process, address, set-up path, seconds from start to the first page)."""
    begun = time.monotonic()
    server = subprocess.Popen(
        [*MUSTER, "serve", "--port", "0", "--data", str(data)], stderr=subprocess.PIPE, text=True
    )
    address = setup = ""
    for line in server.stderr or ():
        if found := re.search(r"ready: (http://\S+)", line):
            address = found.group(1)
            urllib.request.urlopen(address + "login", timeout=30).read()
            took = time.monotonic() - begun
        if found := re.search(r"(setup/[0-9a-f]+)", line):
            setup = found.group(1)
            break
    return server, address, setup, took


def family(process: int) -> list[int]:
    """A process and everything below it."""
    children = subprocess.run(
        ["pgrep", "-P", str(process)], capture_output=True, text=True, check=False
    ).stdout.split()
    return [process, *(one for child in children for one in family(int(child)))]


def pss(process: int) -> float:
    """Proportional set size of a process and its children, in MB."""
    total = 0
    for one in family(process):
        for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def pages(size: int, data: Path) -> None:
    """Search and page latency over HTTP, start, idle memory."""
    starts = []
    for _ in range(4):
        server, *_, took = serve(data) if not starts else serve_again(data)
        starts.append(took)
        server.send_signal(signal.SIGTERM)
        server.wait(20)
    row("start", size, "start to first page", starts, "s")
    server, address, _, _ = serve_again(data)
    try:
        time.sleep(60)
        row("memory", size, "PSS of all processes, idle 60 s", [pss(server.pid)], "MB")
        token = json.loads(run("accounts", "reset", "--json", data=data))["link"].rsplit("/", 1)[1]
        browser = Browser(address)
        word = "a quiet desk by the window"
        browser.post(f"setup/{token}", login="ada", name="Ada Admin", password=word, again=word)
        urls = ["candidates?" + urllib.parse.urlencode({"q": q, "sourcing": "benchmark"}) for q in QUERIES]
        for url in urls:
            browser.get(url)
        times = []
        for _ in range(3):
            for url in urls:
                begun = time.perf_counter()
                browser.get(url)
                times.append((time.perf_counter() - begun) * 1000)
        row("search page", size, "whole page with facets, snippets", times, "ms")
        for path in ("/", "intake", "requisitions"):
            times = []
            for _ in range(10):
                begun = time.perf_counter()
                browser.get(path)
                times.append((time.perf_counter() - begun) * 1000)
            row(f"page {path}", size, "whole page", times, "ms")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def serve_again(data: Path) -> tuple[subprocess.Popen[str], str, str, float]:
    """``serve`` once an administrator may exist: do not wait for a set-up link."""
    begun = time.monotonic()
    server = subprocess.Popen(
        [*MUSTER, "serve", "--port", "0", "--data", str(data)], stderr=subprocess.PIPE, text=True
    )
    for line in server.stderr or ():
        if found := re.search(r"ready: (http://\S+)", line):
            urllib.request.urlopen(found.group(1) + "login", timeout=30).read()
            return server, found.group(1), "", time.monotonic() - begun
    raise SystemExit("serve ended")


def build_size() -> None:
    archive = ROOT / "dist/muster-linux-x86_64.tar.xz"
    if archive.exists():
        row("build", 1, "archive (xz)", [archive.stat().st_size / 1e6], "MB")
    else:
        print("build: dist/ holds no archive; run `make build` first for its size")


def main() -> None:
    sizes = [int(s) for s in (os.environ.get("SIZES") or "1400 5000").split()]
    work = Path(tempfile.mkdtemp(prefix="muster-bench-", dir="/var/tmp"))
    try:
        for size in sizes:
            print(f"load average {os.getloadavg()[0]:.1f}")
            data = files_per_second(size, work)
            pages(size, data)
        build_size()
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if target := os.environ.get("JSON"):
        Path(target).write_text("".join(json.dumps(r) + "\n" for r in ROWS), encoding="utf-8")


if __name__ == "__main__":
    main()
