"""Pages for people: Flask and Jinja over the services, htmx where it saves a page."""

from __future__ import annotations

from typing import Any

from flask import Flask
from jinja2 import StrictUndefined, select_autoescape

from appliance.doors.http import LOOPBACK, check_declared, current, errors, health, install
from appliance.doors.http.uploads import UploadRequest
from appliance.doors.web import (
    audit,
    backups,
    candidates,
    documents,
    entry,
    frame,
    help,
    intake,
    ledger,
    look,
    match_more,
    matching,
    organisation,
    requisitions,
    review,
    saved_searches,
    seen,
    system,
    today,
    transfer,
)
from appliance.doors.web.frame import Marking

__all__ = ["Marking", "create_app"]

BLUEPRINTS = (
    health.blueprint,
    entry.blueprint,
    look.blueprint,
    today.blueprint,
    transfer.blueprint,
    intake.blueprint,
    review.blueprint,
    requisitions.blueprint,
    matching.blueprint,
    match_more.blueprint,
    organisation.blueprint,
    ledger.blueprint,
    audit.blueprint,
    backups.blueprint,
    candidates.blueprint,
    saved_searches.blueprint,
    documents.blueprint,
    seen.blueprint,
    system.blueprint,
    help.blueprint,
)


def create_app(
    services: Any, *, allowed_hosts: frozenset[str] = LOOPBACK, marking: Marking | None = None
) -> Flask:
    """The web application over ``services`` (see ``appliance/wiring.py``).

    ``allowed_hosts`` are the names, without port, under which it answers; ``marking`` is that of the settings
    unless given. Raises UndeclaredEndpoint when a page
    does not say which permission it needs.
    """
    app = Flask(__name__, static_url_path="/static")
    app.request_class = UploadRequest
    app.config.update(ALLOWED_HOSTS=allowed_hosts, PROVIDE_AUTOMATIC_OPTIONS=False, MAX_FORM_PARTS=20_000)
    app.extensions[current.EXTENSION] = services
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.autoescape = select_autoescape(default=True, default_for_string=True)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    install(app)
    errors.install(app, entry.error_page)
    frame.install(app, marking or Marking(services.settings.marking, services.settings.marking_colour))
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    check_declared(app)
    return app
