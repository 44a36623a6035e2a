"""Help: the manual inside the product, with search."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, make_response, render_template, request
from markupsafe import Markup

from appliance.doors.http import current, needs
from appliance.doors.web import manual
from appliance.foundation.kernel.errors import NotFound

blueprint = Blueprint("help", __name__)


@blueprint.get("/help")
@blueprint.get("/help.json", endpoint="data")
@needs("session.own", confined=True)
def page() -> str | Response:
    """The contents of the manual; ``q`` searches it."""
    asked = request.args.get("q", "")[:200]
    found = manual.search(asked.casefold().split())
    if current.wants_json():
        shown = [f.page for f in found] if asked.strip() else list(manual.pages().values())
        return jsonify(
            pages=[{"name": p.name, "title": p.title, "address": f"/help/{p.name}"} for p in shown]
        )
    return _show(manual.CONTENTS, asked, found if asked.strip() else None)


@blueprint.get("/help/<name>")
@needs("session.own", confined=True)
def one(name: str) -> str:
    """One page of the manual."""
    if name not in manual.pages():
        raise NotFound(what="page of the manual", reference=name)
    return _show(name, "", None)


@blueprint.get("/help/pictures/<name>")
@needs("session.own", confined=True)
def picture(name: str) -> Response:
    """A picture of the manual."""
    found = manual.picture(name)
    if found is None:
        raise NotFound(what="picture", reference=name)
    response = make_response(found.read_bytes())
    response.headers["Content-Type"] = "image/png"
    return response


def _show(name: str, asked: str, found: list[manual.Found] | None) -> str:
    shown = manual.pages().get(name)
    return render_template(
        "help/page.html",
        title="Help" if shown is None or name == manual.CONTENTS else shown.title,
        shown=shown,
        # The only text marked as safe in Muster: it is rendered from files of this program, never from what a
        # person or a document says, and the renderer has raw HTML switched off (see manual.py).
        body=Markup(shown.body) if shown else "",  # noqa: S704 - explained above
        pages=list(manual.pages().values()),
        asked=asked,
        found=found,
    )
