"""``/livez`` and ``/readyz``, for whatever watches the process."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from appliance.doors.http import current
from appliance.foundation.observability import health
from appliance.lifecycle import doctor

blueprint = Blueprint("health", __name__)


@blueprint.get("/livez")
def livez() -> tuple[Response, int]:
    """The process answers."""
    state = health.livez()
    return jsonify(state.body), state.http_status


@blueprint.get("/readyz")
def readyz() -> tuple[Response, int]:
    """Whether requests can be served; sentences, which name paths, only for who may see the health of this host."""
    results = current.services().readiness()
    asked = [check for check in doctor.CHECKS if check.name in {result.name for result in results}]
    state = health.readyz(asked, results, detailed=current.may("health.read"))
    return jsonify(state.body), state.http_status
