"""The pictures of docs/use/: the sample data imported, and every page at 1440 and 390 px, light and dark.

.venv/bin/python packaging/screenshots.py [FOLDER [NAME…]]   default docs/use and all; only the wide light ones are committed

``start-here`` is START-HERE.txt of a bundle as a text viewer shows it. The plots of ``health`` need three hours of samples:
the sampler measures this very run, by a clock that is moved on a minute for each look.
"""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
MUSTER = str(ROOT / ".venv/bin/muster")
SAMPLES = ROOT / "packaging/sample_data/files"
CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
QUERY = "candidates?q=(python+OR+golang)+kubernetes+-junior&requisition={reference}"


def run(*arguments: str, data: Path) -> str:
    done = subprocess.run(
        [MUSTER, *arguments, "--data", str(data)], capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 4):
        sys.exit(f"{arguments}: {done.stderr}")
    return done.stdout


@contextmanager
def served(data: Path) -> Iterator[tuple[str, str]]:
    """(address, path of the set-up link) of a server over sample data."""
    server = subprocess.Popen(
        [MUSTER, "serve", "--port", "0", "--data", str(data)], stderr=subprocess.PIPE, text=True
    )
    address = setup = ""
    for line in server.stderr or ():
        if found := re.search(r"ready: (http://\S+)", line):
            address = found.group(1)
        if found := re.search(r"(setup/[0-9a-f]+)", line):
            setup = found.group(1)
            break
    try:
        yield address, setup
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


class Moved:
    """A clock that somebody else moves."""

    def __init__(self) -> None:
        self.moment = datetime.now(UTC) - timedelta(hours=3)

    def now(self) -> datetime:
        return self.moment


def three_hours_of_samples(data: Path) -> None:
    """Let the samplers of both processes measure each minute of the last three hours."""
    from appliance.doors.web import create_app
    from appliance.foundation.contracts.search import SearchRequest
    from appliance.foundation.kernel.settings import Settings
    from appliance.wiring import console_actor, services

    clock = Moved()
    found = services(Settings(data=data), clock)
    pages = create_app(found).test_client()
    samplers = [found.sampler("web"), found.sampler("worker")]
    for number in range(180):
        clock.moment += timedelta(minutes=1)
        for _ in range(number % 7 if number % 30 < 20 else 0):
            pages.get("/login", base_url="http://127.0.0.1").close()
        if number % 13 == 0:
            found.search.run(console_actor(), SearchRequest(text="python", sourcing="pictures"))
        for sampler in samplers:
            sampler.minute()
    found.close()


def start_here(browser: Browser, folder: Path) -> None:
    """The text that lies on the stick."""
    from appliance.foundation.kernel.version import VERSION

    text = (ROOT / "packaging/bundle/start_here.txt").read_text(encoding="ascii")
    for word, value in (("VERSION", VERSION), ("MARK", ""), ("ARCH", "x86_64"), ("FLOOR", "2.36")):
        text = text.replace(f"@{word}@", value)
    (page := browser.new_page(viewport={"width": 900, "height": 700})).set_content("<pre>")
    page.evaluate("text => { document.querySelector('pre').textContent = text }", text)
    page.add_style_tag(content="body { margin: 2rem } pre { font: 15px/1.45 'DejaVu Sans Mono' }")
    page.screenshot(path=folder / "start-here.png", full_page=True)


def take(
    browser: Browser, address: str, state: dict[str, object], pages: dict[str, str], folder: Path
) -> int:
    count = 0
    for width, height in ((1440, 900), (390, 844)):
        for scheme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, storage_state=state
            )
            page = context.new_page()
            for name, path in pages.items():
                page.goto(address + path)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
                count += 1
            context.close()
    return count


def sign_up(page: Page, address: str, setup: str) -> None:
    """Create the administrator through the one-time link."""
    page.goto(address + setup)
    page.fill("[name=login]", "ada")
    page.fill("[name=name]", "Ada Example")
    for field in page.query_selector_all("input[type=password]"):
        field.fill("a quiet desk by the window")
    page.click("main button[type=submit]")
    page.wait_for_load_state("networkidle")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs/use"
    wanted = sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="muster-pictures-", dir="/var/tmp"))
    data = work / "data"
    try:
        run("import", str(SAMPLES / "postings"), "--kind", "posting", "--label", "Spring postings", data=data)
        run("import", str(SAMPLES / "resumes"), "--kind", "resume", "--label", "Career fair, May", data=data)
        found = json.loads(
            run("search", "title:backend", "--postings", "--sourcing", "pictures", "--json", data=data)
        )
        reference = found["cards"][0]["requisition"]["reference"]
        match = json.loads(run("match", reference, "--json", data=data))
        best = match["candidates"][0]["candidate"]
        batches = [
            r["subject"]
            for r in json.loads(run("audit", "list", "--action", "intake.batch_started", "--json", data=data))
        ]
        three_hours_of_samples(data)
        with served(data) as (address, setup), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
            start_here(browser, folder)
            context = browser.new_context()
            sign_up(context.new_page(), address, setup)
            pages = {
                "today": "",
                "intake": "intake",
                "batch": f"intake/{batches[0]}",
                "review": "review",
                "search": QUERY.format(reference=reference),
                "candidate": f"candidates/{best}?requisition={reference}",
                "requisitions": "requisitions",
                "requisition": f"requisitions/{reference}?tab=posting",
                "match": f"matches/{match['match']}",
                "audit": "audit",
                "health": "health?range=hours",
                "help": "help",
            }
            pages = {name: path for name, path in pages.items() if not wanted or name in wanted}
            count = take(browser, address, context.storage_state(), pages, folder)
            browser.close()
        print(f"screenshots: {count} in {folder}")
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
