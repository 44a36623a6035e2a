"""An error is a page with a mend and a reference, or the same as data."""

import json

from flask import Blueprint

from appliance.doors.http import needs, takes
from appliance.doors.web import create_app
from appliance.foundation.kernel.errors import NotFound


def faulty(services):
    blueprint = Blueprint("faulty", __name__)

    @blueprint.get("/boom")
    @needs("session.own")
    def boom():
        raise ZeroDivisionError("a secret of the inside")

    @blueprint.get("/gone")
    @needs("session.own")
    def gone():
        raise NotFound(what="candidate", reference="<b>cand_1</b>")

    @blueprint.post("/small")
    @needs("session.own")
    def small():
        return "taken"

    @blueprint.post("/large")
    @needs("session.own")
    @takes(8 * 1024 * 1024)
    def large():
        return "taken"

    app = create_app(services)
    app.register_blueprint(blueprint)
    return app


def enter(services, ada):
    """Ada's cookie in an application with faults in it."""
    app = faulty(services)
    ada.client.application = app
    return ada


def test_a_fault_inside_shows_a_reference_and_nothing_of_the_inside(services, ada):
    answer = enter(services, ada).get("/boom")
    assert answer.status_code == 500
    assert "a secret of the inside" not in answer.text
    assert answer.headers["X-Request-Id"].startswith("ref_")
    assert answer.headers["X-Request-Id"] in answer.text


def test_what_was_typed_comes_back_escaped(services, ada):
    answer = enter(services, ada).get("/gone")
    assert answer.status_code == 404
    assert "&lt;b&gt;cand_1&lt;/b&gt;" in answer.text


def test_programs_get_problem_details(services, ada):
    answer = enter(services, ada).get("/gone", Accept="application/json")
    assert answer.mimetype == "application/problem+json"
    body = json.loads(answer.text)
    assert body["code"] == "not_found"
    assert body["status"] == 404
    assert body["reference"] == answer.headers["X-Request-Id"]


def test_htmx_gets_the_sentence_for_a_message(services, ada):
    headers = {"Sec-Fetch-Site": "same-origin", "HX-Request": "true"}
    answer = enter(services, ada).post("/nowhere", headers=headers)
    assert answer.status_code == 404
    assert "There%20is%20no%20page" in answer.headers["X-Muster-Error"]


def test_too_much_is_refused_and_only_where_much_is_expected_it_is_taken(services, ada):
    enter(services, ada)
    much = {"text": ("x" * 400_000)}
    many = {f"field{n}": "x" * 400_000 for n in range(8)}
    assert ada.post("/small", much).status_code == 200
    assert ada.post("/small", many).status_code == 413
    headers = {"Sec-Fetch-Site": "same-origin", "X-CSRF-Token": ada.token}
    assert ada.post("/large", many, headers=headers).status_code == 200
