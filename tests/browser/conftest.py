"""A real server on loopback, the system's Chromium in front of it, and a page that shows every component."""

import threading
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Blueprint, render_template
from playwright.sync_api import sync_playwright
from waitress.server import create_server

from appliance import wiring
from appliance.doors.http import current, needs
from appliance.doors.web import create_app
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.clock import SystemClock
from appliance.foundation.kernel.settings import Settings
from appliance.foundation.store import Store
from appliance.recruiting.accounts import Accounts, Hasher

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-quic",
]  # fmt: skip
PASSWORD = "a quiet desk by the window"
CONSOLE = Actor(ref="console:ada", name="ada", kind="console")


def gallery():
    """Every component on one page; in tests only."""
    blueprint = Blueprint("gallery", __name__, template_folder=str(Path(__file__).parent / "gallery"))

    @blueprint.get("/gallery")
    @needs("session.own")
    def page():
        rows = int(current_rows())
        return render_template(
            "gallery.html", title="Components", rows=rows, moment=current.services().clock.now()
        )

    @blueprint.get("/gallery/item/<int:number>")
    @needs("session.own")
    def item(number):
        return f"<h2>Person {number}</h2><p>Read from the document.</p>"

    @blueprint.post("/gallery/undo")
    @needs("session.own")
    def undo():
        return "undone"

    @blueprint.get("/gallery/<path:rest>")
    @needs("session.own")
    def nowhere(rest):
        return rest

    return blueprint


def current_rows():
    from flask import request

    return request.args.get("rows", "3")


@pytest.fixture(scope="session")
def chromium():
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no {CHROMIUM} on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def running(folder):
    """A running Muster with Ada as administrator; ``url`` and ``services``."""
    store = Store(folder / "data", SystemClock())
    accounts = Accounts(store, Hasher(passes=1, memory_kib=8, lanes=1))
    settings = Settings(data=store.folder, marking="TEST DATA ONLY", marking_colour="#2e6b2e")
    services = wiring.services(settings, store.clock)
    services.__dict__["_store"], services.__dict__["accounts"] = store, accounts
    accounts.set_up(accounts.make_setup_link(CONSOLE), "ada", "Ada Ames", PASSWORD)
    app = create_app(services)
    app.register_blueprint(gallery())
    server = create_server(app, host="127.0.0.1", port=0, threads=4, ident=None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield SimpleNamespace(url=f"http://127.0.0.1:{server.effective_port}", services=services)
    server.task_dispatcher.shutdown()
    server.close()
    thread.join(5)
    store.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site most tests share."""
    with running(tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture(scope="session")
def running_site():
    """``running``, for a module that needs people of its own."""
    return running


class Watched:
    """A browser page that remembers what it must not do: complain, or ask another machine."""

    def __init__(self, page, site):
        self.page = page
        self.url = site.url
        self.services = site.services
        self.complaints = []
        self.elsewhere = []
        page.on(
            "console", lambda m: self.complaints.append(m.text) if m.type in {"error", "warning"} else None
        )
        page.on("pageerror", lambda e: self.complaints.append(str(e)))
        page.on("request", lambda r: self.elsewhere.append(r.url) if not r.url.startswith(site.url) else None)

    def open(self, path):
        return self.page.goto(self.url + path, wait_until="load")

    def enter(self):
        """Be signed in as Ada without going through the form."""
        opened = self.services.accounts.login("ada", PASSWORD)
        cookie = {
            "name": "__Host-muster_session",
            "value": opened.token,
            "url": self.url.replace("http:", "https:"),
        }
        self.page.context.add_cookies([{**cookie, "secure": True, "httpOnly": True, "sameSite": "Strict"}])

    def sign_in(self):
        self.open("/login")
        self.page.get_by_label("Name").fill("ada")
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(self.url + "/")


@pytest.fixture
def opened(chromium, site):
    """``opened(width=…, scheme=…, scripts=…)`` gives a fresh, watched browser page."""
    contexts = []

    def make(width=1440, height=900, scheme="light", scripts=True, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=scripts,
            **options,
        )
        contexts.append(context)
        return Watched(context.new_page(), site)

    yield make
    for context in contexts:
        context.close()
