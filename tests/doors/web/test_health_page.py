"""The Health page, the measurements for a monitoring system, and the support bundle: what they show, and to whom."""

import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from appliance.doors.web import plots

BASE = "http://127.0.0.1:8317"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(hours=24)
MINUTE = timedelta(minutes=1)


def test_every_check_and_every_plot_is_there(ada, services, clock):
    for _ in range(4):
        services.sampler("web").minute()
        services.sampler("worker").minute()
        clock.forward(minutes=1)
    text = ada.get("/health").text
    for words in (
        "Database",
        "Recovery key",
        "Background work",
        "Network and certificate",
        "Free disk",
        "Searches",
    ):
        assert words in text
    assert text.count('class="plot__line"') == 10
    assert "style=" not in text
    assert ada.get("/health?range=month").status_code == 200
    assert ada.get("/health?range=%3Cscript%3E").status_code == 200


def test_what_wants_a_look_comes_first_with_its_mend(ada):
    text = ada.get("/health").text
    assert text.index("There is no recovery key") < text.index("are well")
    assert "muster backup recovery-key FILE" in text


def test_the_same_as_data(ada, services):
    services.sampler("worker").minute()
    found = ada.get("/health.json").json
    assert {c["name"] for c in found["checks"]} >= {"database", "worker", "backup", "lan"}
    assert len(found["series"]["people"]) == 1


def test_rui_and_otto_see_none_of_it(rui, otto):
    for path in ("/health", "/health.json", "/health/support"):
        assert rui.get(path).status_code == 403
    assert otto.get("/health").status_code == 303
    assert otto.get("/metrics").status_code == 401
    assert rui.get("/metrics").status_code == 401
    assert rui.post("/health/support").status_code == 403


def test_metrics_need_the_token_and_a_new_one_ends_the_old(app, ada, services):
    client = app.test_client()
    first = services.new_metrics_token(services.accounts.users()[0].actor)

    def ask(token):
        return client.get("/metrics", base_url=BASE, headers={"Authorization": f"Bearer {token}"})

    answer = ask(first)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "muster_candidates" in answer.text
    assert ask("another").status_code == 401
    assert ask("").headers["WWW-Authenticate"] == "Bearer"
    second = services.new_metrics_token(services.accounts.users()[0].actor)
    assert ask(first).status_code == 401
    assert ask(second).status_code == 200
    assert ada.get("/metrics").status_code == 200
    with services._store.reading() as tx:
        assert first not in str(tx.rows("SELECT * FROM note"))


def test_requests_and_logins_are_counted_without_addresses(ada, services):
    ada.get("/candidates?q=Somebody+Special&sourcing=x")
    text = ada.get("/metrics").text
    assert 'muster_logins_total{outcome="done",process="web"} 1.0' in text
    assert 'endpoint="candidates.page"' in text
    assert "Special" not in text


def test_the_bundle_is_read_before_it_is_saved(ada, services):
    shown = ada.get("/health/support").text
    assert "about.json" in shown
    answer = ada.post("/health/support")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert "logs.json" in archive.namelist()


# drawing


def draw(points, since=DAY):
    return plots.plot("People", "", points, NOW - since, NOW, MINUTE)


def test_nothing_measured_is_said():
    assert draw([]).empty
    assert draw([(NOW - 2 * DAY, 3.0)]).empty


def test_a_gap_leaves_a_gap():
    early = [(NOW - DAY + MINUTE * n, 5.0) for n in range(60)]
    late = [(NOW - MINUTE * n, 5.0) for n in range(60)]
    assert draw([*early, *reversed(late)]).lines.count("M") == 2


def test_a_peak_is_not_thinned_away():
    points = [(NOW - MINUTE * n, 1000.0 if n == 777 else 1.0) for n in range(1440)]
    drawn = draw(sorted(points))
    assert drawn.most == "1,000"
    assert " 0 " in drawn.lines.replace("L", " ") or drawn.lines.split(" ")[1:].count("0") >= 1


@settings(max_examples=60)
@given(st.lists(st.floats(0, 1e12), min_size=1, max_size=400))
@example([5e-324])
def test_everything_drawn_is_inside_its_box(values):
    points = [(NOW - MINUTE * n, value) for n, value in enumerate(values)]
    drawn = draw(sorted(points))
    numbers = [float(n) for n in drawn.lines.replace("M", " ").replace("L", " ").split()]
    assert all(-0.1 <= x <= plots.WIDTH + 2 for x in numbers[::2])
    assert all(-0.1 <= y <= plots.HEIGHT + 0.1 for y in numbers[1::2])
    assert len(drawn.rows) <= 12


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (7, "7"), (12880, "12,880"), (0.0123, "0.012"), (59.94, "59.9"), (3.456, "3.5")],
)
def test_values_are_said_in_three_figures(value, words):
    assert plots.said(value) == words
