"""The way in and out, as the browser meets it."""

import re

import pytest

PASSWORD = "a quiet desk by the window"


def make_link(services):
    from appliance.foundation.contracts.accounts import Actor

    return services.accounts.make_setup_link(Actor(ref="console:ada", name="ada", kind="console"))


def test_before_set_up_the_sign_in_page_says_what_to_do(otto):
    assert "Muster is not set up yet" in otto.get("/login").text


def test_ada_sets_muster_up_and_is_in(otto, services):
    link = f"/setup/{make_link(services)}"
    assert "Create the account" in otto.get(link).text
    answer = otto.post(link, {"login": "ada", "name": "Ada Ames", "password": PASSWORD, "again": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/backups/recovery-key?first=1")
    assert "Ada Ames" in otto.get("/").text
    assert otto.get(link).status_code == 410


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("again", "something else", "not the same"),
        ("password", "short", "needs at least 15"),
        ("login", "A d a", "small letters"),
        ("name", " ", "1 to 80"),
    ],
)
def test_a_mistake_in_the_set_up_form_keeps_what_was_typed(otto, services, field, value, words):
    link = f"/setup/{make_link(services)}"
    otto.get(link)
    sent = {"login": "ada", "name": "Ada Ames", "password": PASSWORD, "again": PASSWORD, field: value}
    if field == "password":
        sent["again"] = value
    answer = otto.post(link, sent)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert PASSWORD not in answer.text
    if field != "name":
        assert 'value="Ada Ames"' in answer.text


def test_a_wrong_password_says_so_and_keeps_the_name(otto, ada):
    otto.get("/login")
    answer = otto.post("/login", {"login": "ada", "password": "wrong"})
    assert answer.status_code == 401
    assert "do not belong together" in answer.text
    assert 'value="ada"' in answer.text


def test_the_fourth_try_has_to_wait(otto, ada):
    for _ in range(3):
        otto.get("/login")
        otto.post("/login", {"login": "ada", "password": "wrong"})
    otto.get("/login")
    answer = otto.post("/login", {"login": "ada", "password": PASSWORD})
    assert answer.status_code == 429
    assert "15 seconds" in answer.text


def test_after_signing_in_one_is_where_one_wanted_to_be(otto, ada):
    assert otto.get("/preferences?a=1").location == "/login?next=/preferences?a%3D1"
    page = otto.get("/login?next=/preferences?a%3D1").text
    assert 'name="next" value="/preferences?a=1"' in page
    answer = otto.post("/login", {"login": "ada", "password": PASSWORD, "next": "/preferences?a=1"})
    assert answer.location == "/preferences?a=1"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example.com",
        "https://evil.example.com",
        "/\\evil.example.com",
        "/a\\b",
        "/\tx",
        "javascript:1",
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(otto, ada, elsewhere):
    otto.get("/login")
    answer = otto.post("/login", {"login": "ada", "password": PASSWORD, "next": elsewhere})
    assert answer.location == "/"


def test_the_cookie_is_new_at_sign_in_and_of_no_use_after_signing_out(ada, services):
    token = (ada.cookie("__Host-muster_session") or ada.cookie("muster_session")).value
    assert services.accounts.session(token)
    answer = ada.post("/logout")
    assert '"cookies"' in answer.headers["Clear-Site-Data"]
    assert services.accounts.session(token) is None
    assert ada.get("/").status_code == 303


def test_cookies_are_out_of_reach_for_scripts_and_other_sites(otto, ada):
    otto.get("/login")
    answer = otto.post("/login", {"login": "ada", "password": PASSWORD})
    session = next(
        c for c in answer.headers.getlist("Set-Cookie") if "muster_session=" in c and "Expires" not in c
    )
    assert "HttpOnly" in session
    assert "SameSite=Strict" in session
    assert "Path=/" in session
    assert "Domain" not in session
    assert "Max-Age" not in session


def test_a_browser_without_secure_cookies_on_loopback_gets_the_plain_one(app, ada):
    client = app.test_client(use_cookies=False)
    answer = client.get("/login", base_url="http://127.0.0.1")
    made = dict(c.split(";")[0].split("=") for c in answer.headers.getlist("Set-Cookie"))
    assert set(made) == {"__Host-muster_visit", "muster_visit"}
    token = re.search(r'data-csrf="([0-9a-f]+)"', answer.text).group(1)
    for sent, expected in (
        ("muster_visit", "muster_session="),
        ("__Host-muster_visit", "__Host-muster_session="),
    ):
        answer = client.post(
            "/login",
            base_url="http://127.0.0.1",
            data={"login": "ada", "password": PASSWORD, "csrf_token": token},
            headers={"Sec-Fetch-Site": "same-origin", "Cookie": f"{sent}={made[sent]}"},
        )
        assert answer.status_code == 303
        names = [c for c in answer.headers.getlist("Set-Cookie") if "Expires" not in c]
        assert [name.startswith(expected) for name in names] == [True]


def test_a_session_that_has_ended_leads_to_the_sign_in_form(ada, clock):
    clock.forward(minutes=16)
    assert ada.get("/preferences").location.startswith("/login")


def test_a_page_asking_for_news_does_not_keep_the_session(ada, clock):
    for _ in range(4):
        clock.forward(minutes=5)
        answer = ada.get("/preferences", **{"X-Muster-Quiet": "1"})
    assert answer.status_code == 303


def test_a_reset_link_sets_a_new_password(otto, ada, services):
    from appliance.foundation.contracts.accounts import Actor

    link = f"/setup/{services.accounts.reset(Actor(ref='console:ada', name='ada', kind='console'), 'ada')}"
    assert "A new password for Ada Ames" in otto.get(link).text
    again = "another desk, another window"
    answer = otto.post(link, {"password": again, "again": again})
    assert answer.location == "/login?set=1"
    assert "The password is set" in otto.get("/login?set=1").text
    assert otto.post("/login", {"login": "ada", "password": again}).status_code == 303
    assert ada.get("/").status_code == 303, "sessions opened before have ended"


def test_a_notice_is_shown_on_the_next_whole_page_and_once(ada, services):
    token = (ada.cookie("__Host-muster_session") or ada.cookie("muster_session")).value
    services.accounts.leave_notice(
        services.accounts.session(token).id, "Batch <b>undone</b>", "/intake/x/undo"
    )
    text = ada.get("/").text
    assert "Batch &lt;b&gt;undone&lt;/b&gt;" in text
    assert 'action="/intake/x/undo"' in text
    assert "undone" not in ada.get("/").text


def test_looks_are_kept_and_nonsense_is_not(ada):
    kept = ada.post("/preferences", {"theme": "dark", "density": "compact", "keys": "off"})
    assert len(kept.headers.getlist("Set-Cookie")) == 3
    text = ada.get("/").text
    assert 'data-theme="dark" data-density="compact" data-keys="off"' in text
    ada.post("/preferences", {"theme": '"><script>'})
    assert 'data-theme="dark"' in ada.get("/").text


def test_the_theme_button_goes_round_without_a_script(ada):
    for expected in ("light", "dark", "system"):
        answer = ada.post("/preferences", {"next_theme": "1", "next": "/"})
        assert answer.location == "/"
        assert f'data-theme="{expected}"' in ada.get("/").text
