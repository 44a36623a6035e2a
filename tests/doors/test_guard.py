"""Everything is behind a login and a permission; the walk below covers the whole address map."""

import pytest
from flask import Blueprint

from appliance.doors.http import PUBLIC, check_declared, needs
from appliance.doors.http.guard import permission_of
from appliance.doors.http.refusals import UndeclaredEndpoint
from appliance.recruiting.accounts import allowed


def paths(app, method):
    """(endpoint, address) of every rule that takes the method; variables are filled with a word."""
    adapter = app.url_map.bind("127.0.0.1:8317")
    for rule in app.url_map.iter_rules():
        if method in rule.methods:
            yield (
                rule.endpoint,
                adapter.build(rule.endpoint, dict.fromkeys(rule.arguments, "1"), method=method),
            )


def test_an_endpoint_without_permission_stops_the_start(app):
    blueprint = Blueprint("bare", __name__)
    blueprint.get("/bare")(lambda: "open")
    app.register_blueprint(blueprint)
    with pytest.raises(UndeclaredEndpoint, match=r"bare\.<lambda>"):
        check_declared(app)


def test_an_undeclared_endpoint_is_refused_even_if_it_got_in(app, ada):
    app.view_functions["look.page"] = lambda: "open"
    assert ada.get("/preferences").status_code == 403


def test_a_permission_that_does_not_exist_cannot_be_declared():
    with pytest.raises(ValueError, match="not a permission"):
        needs("everything.do")


def test_otto_reaches_nothing_but_the_public_list(app, otto):
    seen = 0
    for method in ("GET", "POST"):
        for endpoint, path in paths(app, method):
            if endpoint in PUBLIC:
                continue
            otto.get("/login")
            answer = otto.get(path) if method == "GET" else otto.post(path)
            assert answer.status_code in {303, 401}, f"{method} {path}"
            if answer.status_code == 303:
                assert answer.location.startswith("/login")
            seen += 1
    assert seen >= 4


def test_every_endpoint_answers_each_role_as_its_permissions_say(app, ada, rui):
    for visitor, role in ((ada, "administrator"), (rui, "recruiter")):
        for endpoint, path in paths(app, "GET"):
            if endpoint in PUBLIC:
                continue
            refused = visitor.get(path).status_code == 403
            assert refused != allowed(role, permission_of(app, endpoint)), f"{role} {path}"


def test_the_public_list_is_short_and_real(app):
    assert len(PUBLIC) <= 8
    assert set(PUBLIC) <= set(app.view_functions)


def test_a_stranger_learns_nothing_about_addresses(otto):
    assert otto.get("/nothing/here").status_code == 303
    assert otto.get("/nothing/here.json").status_code == 401


def test_ada_learns_that_there_is_no_page(ada):
    answer = ada.get("/nothing/here")
    assert answer.status_code == 404
    assert "There is no page at this address." in answer.text


def test_htmx_is_sent_to_sign_in_as_a_whole_page(otto):
    answer = otto.get("/preferences", **{"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/login"


def test_options_and_odd_methods_are_refused(app, ada):
    for method in ("OPTIONS", "TRACE", "PUT", "DELETE", "PATCH"):
        answer = ada.client.open(
            "/preferences",
            method=method,
            base_url="http://127.0.0.1:8317",
            headers={"Sec-Fetch-Site": "same-origin"},
        )
        assert answer.status_code in {403, 405}, method


def test_health_is_public_and_its_sentences_are_not(ada, otto):
    assert otto.get("/livez").json == {"status": "ok"}
    seen, told = otto.get("/readyz"), ada.get("/readyz")
    assert seen.status_code == told.status_code == 200
    assert all(set(row) == {"name", "status"} for row in seen.json["checks"])
    assert any(row["sentence"] for row in told.json["checks"])
