"""The web application over a real store, and people in front of it."""

import re

import pytest

from appliance import wiring
from appliance.doors.web import create_app
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.settings import Settings
from appliance.recruiting.accounts import Accounts, Hasher

PASSWORD = "a quiet desk by the window"
CONSOLE = Actor(ref="console:ada", name="ada", kind="console")
BASE = "http://127.0.0.1:8317"


@pytest.fixture
def services(store, clock):
    """The real services over the test's store; only the hashing of passwords is made quick."""
    made = wiring.services(Settings(data=store.folder), clock)
    made.__dict__["_store"] = store
    made.__dict__["accounts"] = Accounts(store, Hasher(passes=1, memory_kib=8, lanes=1))
    yield made
    made.close()


@pytest.fixture
def app(services):
    return create_app(services)


class Visitor:
    """A browser as the server sees it: cookies, an origin, and the token of the page it has read."""

    def __init__(self, app):
        self.client = app.test_client()
        self.token = ""

    def get(self, path, **headers):
        answer = self.client.get(path, base_url=BASE, headers=headers)
        answer.get_data()
        answer.close()
        found = re.search(r'data-csrf="([0-9a-f]+)"', answer.text) if "html" in answer.mimetype else None
        self.token = found.group(1) if found else self.token
        return answer

    def post(self, path, data=None, headers=None, token=None, **options):
        sent = {"csrf_token": self.token if token is None else token, **(data or {})}
        origin = {"Sec-Fetch-Site": "same-origin"} if headers is None else headers
        return self.client.post(path, base_url=BASE, data=sent, headers=origin, **options)

    def sign_in(self, login, password=PASSWORD):
        self.get("/login")
        answer = self.post("/login", {"login": login, "password": password})
        self.get("/preferences")
        return answer

    def cookie(self, name):
        return self.client.get_cookie(name, domain="127.0.0.1")


@pytest.fixture
def otto(app):
    """Somebody outside, without an account."""
    return Visitor(app)


@pytest.fixture
def ada(app, services):
    """The administrator, signed in. (Here Ada is a visitor, not an actor.)"""
    services.accounts.set_up(services.accounts.make_setup_link(CONSOLE), "ada", "Ada Ames", PASSWORD)
    visitor = Visitor(app)
    assert visitor.sign_in("ada").status_code == 303
    return visitor


@pytest.fixture
def rui(app, services, ada):
    """A recruiter, signed in."""
    _, token = services.accounts.add(CONSOLE, "rui", "Rui Reis", "recruiter")
    services.accounts.set_password(token, PASSWORD)
    visitor = Visitor(app)
    assert visitor.sign_in("rui").status_code == 303
    return visitor
