"""Today: where everybody begins."""

from __future__ import annotations

from flask import Blueprint, render_template

from appliance.doors.http import needs

blueprint = Blueprint("today", __name__)


@blueprint.get("/")
@needs("today.read")
def page() -> str:
    """What waits for somebody."""
    return render_template("today/page.html", title="Today")
