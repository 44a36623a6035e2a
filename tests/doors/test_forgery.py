"""Every unsafe route × {no token, a wrong one, another site, another host name} is refused."""

import pytest

from appliance.doors.http.csrf import SAFE_METHODS

FROM_US = {"Sec-Fetch-Site": "same-origin"}


def unsafe(app):
    adapter = app.url_map.bind("127.0.0.1:8317")
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods - SAFE_METHODS):
            yield method, adapter.build(rule.endpoint, dict.fromkeys(rule.arguments, "x"), method=method)


@pytest.mark.parametrize(
    ("headers", "token"),
    [
        (FROM_US, ""),
        (FROM_US, "0" * 64),
        (FROM_US, "ä"),
        ({"Sec-Fetch-Site": "cross-site"}, None),
        ({"Sec-Fetch-Site": "same-site"}, None),
        ({"Origin": "http://evil.example.com"}, None),
        ({"Origin": "http://127.0.0.1:9999"}, None),
        ({"Origin": "null"}, None),
        ({}, None),
        ({**FROM_US, "Host": "evil.example.com"}, None),
    ],
)  # fmt: skip
def test_a_forged_request_is_refused_on_every_unsafe_route(app, ada, headers, token):
    seen = 0
    for method, path in unsafe(app):
        sent = {"csrf_token": ada.token if token is None else token}
        answer = ada.client.open(
            path, method=method, base_url="http://127.0.0.1:8317", data=sent, headers=headers
        )
        assert answer.status_code == 403, f"{method} {path}"
        seen += 1
    assert seen >= 4
    assert ada.get("/preferences").status_code == 200, "nobody was signed out by that"


def test_an_older_browser_with_an_origin_of_ours_is_let_in(ada):
    answer = ada.post("/preferences", {"theme": "dark"}, headers={"Origin": "http://127.0.0.1:8317"})
    assert answer.status_code == 303


def test_htmx_sends_the_token_in_a_header(ada):
    headers = {**FROM_US, "X-CSRF-Token": ada.token}
    assert ada.post("/preferences", {"theme": "dark"}, headers=headers, token="").status_code == 303


def test_the_token_of_one_session_is_worth_nothing_in_another(ada, rui):
    assert rui.post("/preferences", {"theme": "dark"}, token=ada.token).status_code == 403


@pytest.mark.parametrize(
    "host",
    ["evil.example.com", "127.0.0.1.evil.example.com", "localhost.evil.example.com", "127.0.0.1@evil.example.com",
     "", "127.0.0.1:8317:1", "2130706433", "0.0.0.0", "[::2]"],  # noqa: S104 - refused, not bound
)  # fmt: skip
def test_another_host_name_is_refused_before_anything_else(app, host):
    answer = app.test_client().get("/login", headers={"Host": host})
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("host", ["127.0.0.1:8317", "localhost", "LOCALHOST:80", "[::1]:8317"])
def test_our_own_names_are_answered(app, host):
    assert app.test_client().get("/login", headers={"Host": host}).status_code == 200
