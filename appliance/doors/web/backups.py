"""Backups in the browser: make, check, rehearse, save; the plan; the recovery key and its proof."""

from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    Response,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)

from appliance.doors.http import as_download, current, needs
from appliance.foundation.kernel.errors import BadInput, MusterError
from appliance.lifecycle.backup.plan import CHOICES, Plan

blueprint = Blueprint("backups", __name__)

STATES = {
    "good": ("Good", "met", "check"),
    "unsound": ("Damaged", "contradicted", "warning"),
    "unknown": ("Not checked here", "plain", "info"),
    "failed": ("Failed", "contradicted", "warning"),
    "removed": ("Removed by the plan", "plain", "trash"),
}
REASONS = {"asked": "by hand", "schedule": "by the plan", "upgrade": "before an upgrade"}
EVERY = {0: "Only by hand", 6: "Every 6 hours", 12: "Every 12 hours", 24: "Every day", 168: "Every week"}
KEY_FILE = "muster-recovery.txt"
LARGEST_KEY_FILE = 64 << 10


@blueprint.get("/backups")
@blueprint.get("/backups.json", endpoint="data")
@needs("backups.read")
def page() -> str | Response:
    """What there is, when the next one is made, and what rehearsals found."""
    desk = current.services().backups
    if current.wants_json():
        return jsonify(backups=[_plain(b) for b in desk.kept()], plan=desk.plan().model_dump())
    return render_template("backups/page.html", title="Backups", **_values(desk))


@blueprint.get("/backups/now")
@needs("backups.read")
def now() -> str:
    """The list alone, asked for again and again while something is under way."""
    return render_template("backups/_list.html", **_values(current.services().backups))


@blueprint.post("/backups")
@needs("backups.write")
def make() -> Response:
    """Have one made now."""
    current.services().backups.ask(current.actor())
    return _back("A backup is being made.")


@blueprint.post("/backups/<name>/verify")
@needs("backups.write")
def verify(name: str) -> Response:
    """Have one opened and checked."""
    current.services().backups.ask_to_look(current.actor(), name, drill=False)
    return _back("It is being opened and checked.")


@blueprint.post("/backups/<name>/drill")
@needs("backups.write")
def drill(name: str) -> Response:
    """Have a restore rehearsed."""
    current.services().backups.ask_to_look(current.actor(), name, drill=True)
    return _back("Its restore is being rehearsed.")


@blueprint.get("/backups/<name>")
@needs("backups.write")
def save(name: str) -> Response:
    """The file, to be kept elsewhere. It is encrypted."""
    desk = current.services().backups
    path = desk.path(name)
    desk.note_saved(current.actor(), name)
    return as_download(send_file(path, mimetype="application/octet-stream"), name)


@blueprint.post("/backups/plan")
@needs("backups.write")
def plan() -> Response:
    """Change when they are made and which are kept."""
    try:
        given = Plan(
            **{n: int(request.form.get(n, "")) for n in ("every_hours", "hour", "days", "weeks", "months")}
        )
    except ValueError as error:
        raise BadInput(
            what="This is not a plan.", mend="Choose how often, an hour from 0 to 23, and how many to keep."
        ) from error
    current.services().backups.set_plan(current.actor(), given)
    return _back("The plan was changed.")


@blueprint.get("/backups/recovery-key")
@needs("backups.write")
def recovery_key() -> str:
    """Make the recovery key, and prove it."""
    return _recovery_page()


@blueprint.post("/backups/recovery-key")
@needs("backups.write")
def begin() -> str | Response:
    """A new key as a file to save or as a page to print; the secret half is in this answer and nowhere else."""
    desk = current.services().backups
    public = request.form.get("public", "").strip()
    begun = desk.begin_recovery(current.actor(), public)
    if public:
        return as_download(make_response(begun.test_file), "muster-test.age")
    if request.form.get("how") == "print":
        return _recovery_page(shown=begun.key_file)
    return as_download(make_response(begun.key_file), KEY_FILE)


@blueprint.post("/backups/recovery-key/proof")
@needs("backups.write")
def prove() -> str | Response:
    """The saved file given back, its text pasted, or the code of a key made elsewhere."""
    desk = current.services().backups
    sent = request.files.get("file")
    content = sent.stream.read(LARGEST_KEY_FILE).decode("utf-8", "replace") if sent and sent.filename else ""
    try:
        if code := request.form.get("code", "").strip():
            desk.prove_recovery_by_code(current.actor(), code)
        else:
            desk.prove_recovery(current.actor(), content or request.form.get("text", ""))
    except MusterError as error:
        response = make_response(_recovery_page(error=error))
        response.status_code = error.http_status
        return response
    return _back("The recovery key is proved. The first backup sealed to it is being made.")


def _recovery_page(shown: str = "", error: MusterError | None = None) -> str:
    proved, waits = current.services().backups.recovery_keys()
    return render_template(
        "backups/recovery.html",
        title="Recovery key",
        proved=proved,
        waits=waits,
        shown=shown,
        error=error,
        first="first" in request.args,
    )


def _values(desk: Any) -> dict[str, Any]:
    proved, waits = desk.recovery_keys()
    kept = desk.kept()
    names = {user.actor.ref: user.name for user in current.services().accounts.users()}
    return {
        "kept": kept,
        "proved": proved,
        "waits": waits,
        "plan": desk.plan(),
        "next_due": desk.next_due() if proved else "",
        "folder": str(desk.folder),
        "beside": desk.on_the_disk_of_the_data(),
        "under_way": desk.under_way(),
        "drills": desk.drills()[:8],
        "failures": [row for row in desk.history()[:40] if row["state"] == "failed"][:5],
        "total": sum(b.bytes for b in kept),
        "states": STATES,
        "reasons": REASONS,
        "every": [(str(c), EVERY[c]) for c in CHOICES],
        "names": names,
    }


def _plain(backup: Any) -> dict[str, Any]:
    return {n: getattr(backup, n) for n in ("name", "made_at", "bytes", "instance", "version", "state", "documents", "missing", "checked_at")}  # fmt: skip


def _back(said: str) -> Response:
    services = current.services()
    services.accounts.leave_notice(current.session().id, said)
    return make_response(redirect(url_for("backups.page"), 303))
