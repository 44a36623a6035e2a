"""``/livez`` and ``/readyz``, for whatever watches the process."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from appliance.doors.http import current
from appliance.foundation.observability import health
from appliance.foundation.observability.metrics import exposition
from appliance.lifecycle import doctor

blueprint = Blueprint("health", __name__)


@blueprint.get("/livez")
def livez() -> tuple[Response, int]:
    """The process answers."""
    state = health.livez()
    return jsonify(state.body), state.http_status


@blueprint.get("/metrics")
def metrics() -> Response:
    """The measurements, for a monitoring system with the token (`muster metrics --new-token`) or an administrator."""
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    services = current.services()
    if not current.may("health.read") and not (sent and services.metrics_token_fits(sent)):
        refusal = Response("The token for this page is missing or another.\n", 401, mimetype="text/plain")
        refusal.headers["WWW-Authenticate"] = "Bearer"
        return refusal
    content, kind = exposition(services.measurements.parts(services.metrics))
    return Response(content, content_type=kind)


@blueprint.get("/readyz")
def readyz() -> tuple[Response, int]:
    """Whether requests can be served; sentences, which name paths, only for who may see the health of this host."""
    results = current.services().readiness()
    asked = [check for check in doctor.CHECKS if check.name in {result.name for result in results}]
    state = health.readyz(asked, results, detailed=current.may("health.read"))
    return jsonify(state.body), state.http_status
