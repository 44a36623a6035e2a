"""The order in which every request is looked at, and the line it leaves in the log."""

from __future__ import annotations

import time

import structlog
from flask import Flask, Response, g, request

from appliance.doors.http import bodies, csrf, current, guard, headers, sessions
from appliance.foundation.kernel.ids import new_id
from appliance.foundation.observability.logs import logger


def install(app: Flask) -> None:
    """Put the steps before and after every view. Their order matters: nothing is looked up for a stranger."""
    app.before_request(_begin)
    app.before_request(headers.prepare)
    app.before_request(headers.check_host)
    app.before_request(csrf.check_origin)
    app.before_request(sessions.load)
    app.before_request(guard.enforce)
    app.before_request(bodies.limit)
    app.before_request(csrf.check_token)
    app.after_request(_finish)  # Flask runs these last to first
    app.after_request(headers.add)
    app.after_request(sessions.keep_visit)


def _begin() -> None:
    g.began = time.perf_counter()
    g.reference = new_id("ref")
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(reference=g.reference)


def _finish(response: Response) -> Response:
    """One line a request, without its address: addresses hold queries, and queries hold people."""
    seconds = time.perf_counter() - g.began
    milliseconds = round(seconds * 1000, 1)
    metrics, endpoint = current.services().metrics, request.endpoint or "none"
    metrics.count(
        "muster_http_requests_total",
        method=request.method,
        endpoint=endpoint,
        status=str(response.status_code),
    )
    metrics.time("muster_http_request_seconds", seconds, endpoint=endpoint)
    logger("http").info(
        "request.answered",
        endpoint=request.endpoint or "",
        method=request.method,
        status=response.status_code,
        ms=milliseconds,
    )
    return response
