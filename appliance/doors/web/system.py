"""The Health page: every check with its mend, and what was measured, drawn without anything beside Muster."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, make_response, render_template, request, url_for

from appliance.doors.http import as_download, current, needs
from appliance.doors.web import plots
from appliance.foundation.kernel.version import VERSION
from appliance.lifecycle import doctor
from appliance.lifecycle.lan import LAN
from appliance.lifecycle.sampling import SERIES

blueprint = Blueprint("system", __name__)

RANGES: dict[str, tuple[str, timedelta, int]] = {
    "day": ("A day", timedelta(hours=24), 60),
    "hours": ("Three hours", timedelta(hours=3), 60),
    "month": ("A month", timedelta(days=30), 3600),
}
TITLES = {check.name: check.title for check in (*doctor.CHECKS, LAN)}
STATES = {
    "ok": ("Well", "met", "check"),
    "warn": ("Look", "partly", "warning"),
    "fail": ("Failed", "contradicted", "warning"),
}


@blueprint.get("/health")
@blueprint.get("/health.json", endpoint="data")
@needs("health.read")
def page() -> str | Response:
    """Checks and plots; ``range`` is one of RANGES."""
    services = current.services()
    chosen = request.args.get("range", "day")
    chosen = chosen if chosen in RANGES else "day"
    results = services.checks()
    series = _series(services, chosen)
    if current.wants_json():
        checks = [
            {"name": r.name, "status": r.status, "sentence": r.sentence, "mend": r.mend} for r in results
        ]
        return jsonify(
            version=VERSION,
            checks=checks,
            series={n: [[at.isoformat(), value] for at, value in points] for n, points in series.items()},
        )
    _, since, seconds = RANGES[chosen]
    now = services.clock.now()
    order = {"fail": 0, "warn": 1, "ok": 2}
    drawn = [
        plots.plot(title, unit, series[name], now - since, now, timedelta(seconds=seconds))
        for name, (title, unit) in SERIES.items()
    ]
    return render_template(
        "system/page.html",
        title="Health",
        version=VERSION,
        results=sorted(results, key=lambda r: order[r.status]),
        titles=TITLES,
        states=STATES,
        plots=drawn,
        box=(plots.WIDTH, plots.HEIGHT),
        ranges=[
            (label, url_for("system.page", range=name), name == chosen, None)
            for name, (label, _, _) in RANGES.items()
        ],
        wrong=sum(r.status != "ok" for r in results),
    )


@blueprint.get("/health/support")
@needs("health.read")
def support() -> str:
    """All that a support bundle would hold, to be read before it is made."""
    return render_template(
        "system/support.html", title="Support bundle", parts=current.services().support_preview()
    )


@blueprint.post("/health/support")
@needs("health.read")
def make_support() -> Response:
    """The support bundle as a file."""
    name, content = current.services().support_bundle(current.actor())
    return as_download(make_response(content), name)


def _series(services: Any, chosen: str) -> dict[str, Any]:
    _, since, seconds = RANGES[chosen]
    found: dict[str, Any] = services.measurements.series(since, seconds)
    return found
