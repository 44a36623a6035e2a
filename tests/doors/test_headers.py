"""Headers stand on every answer, whatever happened."""

import re

import pytest
from flask import Blueprint, Response

from appliance.doors.http import as_download, needs
from appliance.doors.http.headers import ALWAYS
from appliance.doors.web import Marking, create_app
from appliance.foundation.kernel.settings import Settings

ADDRESSES = [
    "/login",
    "/",
    "/nothing",
    "/livez",
    "/static/muster.css",
    "/static/none.css",
    "/preferences",
    "/setup/x",
    "/x.json",
]


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_answer_carries_the_headers(ada, otto, path):
    for visitor in (ada, otto):
        answer = visitor.get(path)
        for name, value in ALWAYS.items():
            assert answer.headers[name] == value
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        if not path.startswith("/static/muster"):
            assert answer.headers["Cache-Control"] == "no-store"


def test_the_nonce_is_new_each_time_and_on_every_script(ada):
    nonces = set()
    for _ in range(3):
        answer = ada.get("/preferences")
        nonce = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"]).group(1)
        tags = re.findall(r"<script[^>]*>", answer.text)
        assert tags
        assert all(f'nonce="{nonce}"' in tag for tag in tags)
        nonces.add(nonce)
    assert len(nonces) == 3


def test_no_page_has_inline_styles_or_handlers(ada, otto):
    for visitor, path in ((ada, "/"), (ada, "/preferences"), (otto, "/login"), (ada, "/nothing")):
        text = visitor.get(path).text
        assert not re.search(r"<[^>]+\s(style|on\w+)=", text)
        assert "<style" not in text


def test_a_file_of_the_program_is_kept_by_the_browser_only_under_its_hash(ada):
    page = ada.get("/").text
    css = re.search(r'href="(/static/muster\.css\?v=[0-9a-f]{10})"', page).group(1)
    assert "immutable" in ada.get(css).headers["Cache-Control"]
    assert ada.get("/static/muster.css").headers["Cache-Control"] == "no-cache"


def test_a_download_can_only_be_saved(services):
    blueprint = Blueprint("files", __name__)

    @blueprint.get("/file")
    @needs("session.own")
    def file():
        return as_download(Response("<script>alert(1)</script>", mimetype="text/html"), "../a\u202eb\n.html")

    app = create_app(services)
    app.register_blueprint(blueprint)
    with app.test_request_context("/file"):
        answer = app.view_functions["files.file"]()
    assert answer.mimetype == "application/octet-stream"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert not re.search("[\u202e\n/]", answer.headers["Content-Disposition"])


def test_the_marking_stands_above_and_below(services):
    services.settings = Settings(marking="RESTRICTED <TEST>", marking_colour="#2e6b2e")
    app = create_app(services)
    text = app.test_client().get("/login", base_url="http://localhost").text
    assert text.count("RESTRICTED &lt;TEST&gt;") == 2
    assert text.count('fill="#2e6b2e"') == 2


@pytest.mark.parametrize(
    ("colour", "ink"),
    [
        ("#2e6b2e", "light"),
        ("#502b85", "light"),
        ("#fce83a", "dark"),
        ("#ff8c00", "dark"),
        ("#c8102e", "light"),
    ],
)
def test_the_words_of_the_marking_are_readable_on_any_colour(colour, ink):
    assert Marking("X", colour).ink == ink
