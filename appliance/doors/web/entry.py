"""The way in and out: sign in, sign out, the one-time link."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from appliance.doors.http import current, needs, sessions
from appliance.doors.web.frame import local_path
from appliance.foundation.kernel.errors import BadInput, MusterError
from appliance.recruiting.accounts import (
    BadLogin,
    CertificateOfAnother,
    Link,
    LoginTaken,
    TooManyTries,
    WeakPassword,
    WrongLogin,
)

blueprint = Blueprint("entry", __name__)

Told = dict[str, str] | None
NOT_SET_UP = {
    "title": "Muster is not set up yet",
    "text": "Open the one-time link that was printed where Muster was started. It works for 30 minutes; "
    "starting Muster again prints a new one.",
    "style": "warn",
    "icon": "info",
}
SET = {
    "title": "The password is set",
    "text": "Sign in with it now. Sessions opened before have ended.",
    "style": "good",
    "icon": "check",
}


@blueprint.get("/login")
def login() -> Response:
    """The sign-in form."""
    following = local_path(request.args.get("next", "/"))
    if current.session_or_none():
        return _redirect(following)
    told: Told = NOT_SET_UP if current.services().accounts.needs_setup() else None
    if "set" in request.args:
        told = SET
    return _login_page(told, following)


@blueprint.post("/login")
def sign_in() -> Response:
    """Open a session and go where the person wanted to go."""
    following = local_path(request.form.get("next", "/"))
    name = request.form.get("login", "")
    try:
        opened = current.services().accounts.login(
            name, request.form.get("password", ""), sessions.token(), card=current.card()
        )
    except (WrongLogin, TooManyTries, CertificateOfAnother) as refusal:
        current.services().metrics.count("muster_logins_total", outcome=refusal.code)
        told = {"title": refusal.sentence, "text": refusal.mend, "style": "bad", "icon": "warning"}
        response = _login_page(told, following, name)
        response.status_code = refusal.http_status
        return response
    current.services().metrics.count("muster_logins_total", outcome="done")
    return sessions.begin(_redirect(following), opened.token)


@blueprint.post("/logout")
@needs("session.own", confined=True)
def sign_out() -> Response:
    """End the session."""
    current.services().accounts.logout(sessions.token())
    return sessions.end(_redirect(url_for("entry.login")))


@blueprint.get("/setup/<link>")
def set_up(link: str) -> Response:
    """The form behind a one-time link. Looking at it does not use the link up."""
    return _setup_page(current.services().accounts.link(link), link)


@blueprint.post("/setup/<link>")
def finish(link: str) -> Response:
    """Use the link: the first administrator comes in, or a person has a new password."""
    accounts = current.services().accounts
    found = accounts.link(link)
    sent = {field: request.form.get(field, "") for field in ("login", "name", "password", "again")}
    if sent["password"] != sent["again"]:
        return _setup_page(found, link, sent, {"again": "This is not the same as above."})
    try:
        if found.user is not None:
            accounts.set_password(link, sent["password"])
            return _redirect(url_for("entry.login", set=1))
        accounts.set_up(link, sent["login"], sent["name"], sent["password"], card=current.card())
    except WeakPassword as refusal:
        return _setup_page(found, link, sent, {"password": f"{refusal.sentence} {refusal.mend}"})
    except (BadLogin, LoginTaken) as refusal:
        return _setup_page(found, link, sent, {"login": f"{refusal.sentence} {refusal.mend}"})
    except BadInput as refusal:
        return _setup_page(found, link, sent, {"name": f"{refusal.sentence} {refusal.mend}"})
    opened = accounts.login(sent["login"], sent["password"], sessions.token(), card=current.card())
    return sessions.begin(_redirect(url_for("backups.recovery_key", first=1)), opened.token)


def error_page(error: MusterError) -> Response:
    """What people see of an error; somebody not signed in is sent to the sign-in form."""
    if error.http_status == 401 and request.method == "GET":
        wanted = request.full_path.rstrip("?")
        return _redirect(url_for("entry.login", next=wanted) if wanted != "/" else url_for("entry.login"))
    return make_response(
        render_template(
            "error.html",
            title=error.sentence,
            status=error.http_status,
            message=error.sentence,
            hint=error.mend,
            code=error.code,
            reference=current.reference(),
            back="",
        )
    )


def _redirect(where: str) -> Response:
    response = make_response(redirect(where, 303))
    if 300 <= response.status_code < 400:
        response.data = b""  # nobody reads the page between two pages
    return response


def _login_page(told: Told, following: str, name: str = "") -> Response:
    action = url_for("entry.sign_in")
    return make_response(
        render_template("login.html", title="Sign in", action=action, told=told, next=following, login=name)
    )


def _setup_page(
    found: Link, link: str, sent: dict[str, str] | None = None, errors: dict[str, str] | None = None
) -> Response:
    first = found.user is None
    who = found.user.name if found.user else ""
    response = make_response(
        render_template(
            "setup.html",
            title="Set up Muster" if first else "New password",
            heading="Set up Muster" if first else f"A new password for {who}",
            explanation="Create the administrator's account. Everything stays on this machine; there is no way to "
            "mail you a forgotten password, but the console of this machine can always make a new link."
            if first
            else "The old password works until you set the new one. Open sessions will end.",
            submit="Create the account" if first else "Set the password",
            action=url_for("entry.finish", link=link),
            first=first,
            link=link,
            told=None,
            login=(sent or {}).get("login", found.user.login if found.user else ""),
            name=(sent or {}).get("name", ""),
            errors=errors or {},
        )
    )
    if errors:
        response.status_code = 422
    return response
