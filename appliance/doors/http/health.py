"""``/livez``, for whatever watches the process."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from appliance.foundation.observability import health

blueprint = Blueprint("health", __name__)


@blueprint.get("/livez")
def livez() -> tuple[Response, int]:
    """The process answers."""
    state = health.livez()
    return jsonify(state.body), state.http_status
