"""How pages look and whether single keys act, as this browser wants it."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request

from appliance.doors.http import needs
from appliance.doors.web.frame import LOOKS, chosen_looks, local_path

blueprint = Blueprint("look", __name__)

_YEAR = 31_536_000
QUESTIONS = (
    ("theme", "Light or dark", {"system": "As the system says", "light": "Light", "dark": "Dark"}),
    ("density", "Rows of lists", {"comfortable": "Comfortable", "compact": "Compact"}),
    ("keys", "Single keys such as / and j", {"on": "On", "off": "Off"}),
)


@blueprint.get("/preferences")
@needs("session.own", confined=True)
def page() -> str:
    """The choices."""
    return render_template(
        "preferences.html", title="Preferences", questions=QUESTIONS, chosen=chosen_looks()
    )


@blueprint.post("/preferences")
@needs("session.own", confined=True)
def change() -> Response:
    """Keep the choices sent; ``next_theme`` is the top bar's button, which goes on to the next theme."""
    chosen = chosen_looks()
    wanted = {name: request.form.get(name, chosen[name]) for name in LOOKS}
    if "next_theme" in request.form:
        themes = LOOKS["theme"]
        wanted["theme"] = themes[(themes.index(chosen["theme"]) + 1) % len(themes)]
    response = make_response(redirect(local_path(request.form.get("next", "/preferences")), 303))
    for name, values in LOOKS.items():
        if wanted[name] in values:
            response.set_cookie(
                f"muster_{name}",
                wanted[name],
                max_age=_YEAR,
                path="/",
                samesite="Strict",
                secure=request.is_secure,
            )
    return response
