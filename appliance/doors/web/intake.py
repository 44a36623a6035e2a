"""Intake: files in from the browser, the list of batches, and one batch with the verdict of every file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request, url_for

from appliance.doors.http import current, needs, takes
from appliance.doors.http.uploads import Kept
from appliance.doors.web import seen_intake
from appliance.doors.web.frame import counted
from appliance.doors.web.server import LARGEST_REQUEST, MIB
from appliance.foundation.contracts.intake import Batch, BatchFile
from appliance.foundation.kernel.errors import BadInput
from appliance.recruiting.intake import MAX_FILE

blueprint = Blueprint("intake", __name__)

PAGE = 60
"""Files on one page of a batch."""
BATCHES = 25
DATA_FILES = 5000
KINDS = (("auto", "Find out"), ("resume", "Résumés"), ("posting", "Postings"))
SOURCES = {"browser": "in the browser", "command": "at the console", "inbox": "from the inbox folder"}
FILTERS = ("accepted", "duplicate", "needs_review", "unreadable", "undone", "container")
"""Verdicts by which the files of a batch can be narrowed, in the order shown; ``waiting`` comes first."""
WORDS = {
    "": "received",
    "accepted": "accepted",
    "duplicate": "duplicate",
    "needs_review": "needs review",
    "unreadable": "unreadable",
}
STATES = {
    "spooling": "Receiving",
    "reading": "Reading",
    "finished": "Finished",
    "undone": "Undone",
}


@blueprint.get("/intake")
@blueprint.get("/intake.json", endpoint="data")
@needs("intake.read")
def batches() -> str | Response:
    """The drop zone and every batch, newest first; ``before`` is the id of the last one seen."""
    services = current.services()
    found = [
        seen_intake.batch(b) for b in services.intake.batches(BATCHES + 1, request.args.get("before", ""))
    ]
    shown, more = found[:BATCHES], len(found) > BATCHES
    if current.wants_json():
        return jsonify(batches=[as_data(b) for b in shown], next=shown[-1].id if more else "")
    values = {
        "batches": shown,
        "next_href": url_for("intake.batches", before=shown[-1].id) if more else "",
        "first_page": "before" not in request.args,
        "under_way": any(is_under_way(b) for b in shown),
        "states": STATES,
        "sources": SOURCES,
        "verdicts": FILTERS,
        "here_href": url_for("intake.batches", before=request.args.get("before")),
    }
    if current.from_htmx():
        return render_template("intake/_batches.html", **values)
    return render_template(
        "intake/page.html",
        title="Intake",
        questions=services.intake.count_questions(),
        requisition=request.args.get("requisition", ""),
        kinds=KINDS,
        kind=request.args.get("kind", "auto"),
        largest=MAX_FILE,
        largest_words=f"{MAX_FILE // MIB} MiB",
        request_words=f"{LARGEST_REQUEST // MIB - 8} MiB",
        inbox=str(services.settings.data / "inbox"),
        **values,
    )


@blueprint.post("/intake")
@needs("intake.write")
@takes(LARGEST_REQUEST)
def send_all() -> Response:
    """Everything at once, from a browser without scripts."""
    intake = current.services().intake
    files = [f for f in request.files.getlist("files") if f.filename]
    if not files:
        raise BadInput(
            what="No file was chosen.", mend="Go back, choose one or more files and send them again."
        )
    batch = _begin([str(file.filename) for file in files])
    for file in files:
        _keep(batch.id, str(file.filename), file.stream)
    intake.seal(current.actor(), batch.id)
    return make_response(redirect(url_for("intake.show", batch_id=batch.id), 303))


@blueprint.post("/intake/batches")
@needs("intake.write")
def begin() -> Response:
    """A batch to which files are then sent one by one."""
    expected = request.form.get("expected", "1")
    count = int(expected) if expected.isdecimal() and len(expected) < 8 else 1
    batch = _begin([request.form.get("first", ""), *[""] * (count - 1)])
    return jsonify(
        batch=batch.id,
        file_url=url_for("intake.add", batch_id=batch.id),
        finish_url=url_for("intake.seal", batch_id=batch.id),
        page=url_for("intake.show", batch_id=batch.id),
    )


@blueprint.post("/intake/<batch_id>/files")
@needs("intake.write")
@takes(LARGEST_REQUEST)
def add(batch_id: str) -> Response:
    """One file of a batch. Once this answers, the file is kept.

    ``path`` is its name with folders. A browser that sees a file larger than Muster reads sends ``size`` alone.
    """
    file = request.files.get("file")
    path = request.form.get("path", "") or (file.filename if file else "") or "unnamed"
    if file is not None:
        return jsonify(_keep(batch_id, path, file.stream))
    size = request.form.get("size", "")
    if not size.isdecimal() or int(size) <= MAX_FILE:
        raise BadInput(what="The file did not come with the request.", mend="Choose it and send it again.")
    return jsonify(_refuse(batch_id, path, int(size)))


@blueprint.post("/intake/<batch_id>/seal")
@needs("intake.write")
def seal(batch_id: str) -> Response:
    """Everything was sent."""
    current.services().intake.seal(current.actor(), batch_id)
    page = url_for("intake.show", batch_id=batch_id)
    return jsonify(page=page) if current.wants_json() else make_response(redirect(page, 303))


@blueprint.get("/intake/<batch_id>")
@blueprint.get("/intake/<batch_id>.json", endpoint="show_as_data")
@needs("intake.read")
def show(batch_id: str) -> str | Response:
    """One batch: each file with its verdict; ``verdict`` narrows, ``after`` is the last ordinal seen."""
    intake = current.services().intake
    batch = seen_intake.batch(intake.batch(batch_id))
    wanted = request.args.get("verdict", "")
    verdict = "" if wanted == "waiting" else wanted or None
    after = _ordinal(request.args.get("after", ""))
    size = DATA_FILES if current.wants_json() else PAGE
    files = intake.files(batch_id, verdict, after, size + 1)
    following = files[size - 1].ordinal if len(files) > size else None
    files = files[:size]
    names = {} if current.wants_json() else seen_intake.names(intake.became(files), files)
    files = seen_intake.files(files)
    if current.wants_json():
        return jsonify(
            batch=as_data(batch), files=[f.model_dump(mode="json") for f in files], next_after=following
        )
    open_questions = intake.questions(limit=1000) if batch.counts.get("needs_review") else []
    asked = {q.file.id: q.id for q in open_questions if q.file.batch_id == batch.id}
    values: dict[str, Any] = {
        "title": batch.label,
        "batch": batch,
        "files": files,
        "names": names,
        "hrefs": {f.id: href_of(f) for f in files},
        "asked": asked,
        "wanted": wanted,
        "filters": [("waiting", batch.waiting)] * bool(batch.waiting)
        + [(v, batch.counts[v]) for v in FILTERS if batch.counts.get(v)],
        "sources": SOURCES,
        "states": STATES,
        "under_way": is_under_way(batch),
        "first_page": after < 0,
        "next_href": _href(batch_id, wanted, following) if following is not None else "",
        "here_href": _href(batch_id, wanted, after if after >= 0 else None),
        "matching": sum(batch.counts.values()) if verdict is None else batch.counts.get(verdict, 0),
    }
    return render_template("intake/_show.html" if current.from_htmx() else "intake/show.html", **values)


@blueprint.post("/intake/<batch_id>/undo")
@needs("intake.write")
def undo(batch_id: str) -> Response:
    """Take a whole batch back; people changed since are named and left."""
    services = current.services()
    batch = services.intake.undo(current.actor(), batch_id)
    said = f"“{seen_intake.label(batch.label)}” was undone."
    if batch.undo_left:
        said += f" {counted(len(batch.undo_left), 'person was', 'people were')} changed since and left."
    services.accounts.leave_notice(current.session().id, said)
    return make_response(redirect(url_for("intake.show", batch_id=batch_id), 303))


def as_data(batch: Batch) -> dict[str, Any]:
    """A batch for ``.json``; ``waiting`` counts the files without a verdict."""
    counts = {verdict or "waiting": number for verdict, number in batch.counts.items()}
    return {**batch.model_dump(mode="json"), "counts": counts, "total": batch.total, "waiting": batch.waiting}


def is_under_way(batch: Batch) -> bool:
    """Whether its numbers still change by themselves."""
    return batch.state in {"spooling", "reading"}


def href_of(file: BatchFile) -> str:
    """The page of what a file became, or ""."""
    if not file.became:
        return ""
    if file.became_kind == "requisition":
        return url_for("requisitions.overview", reference=file.became)
    return f"/candidates/{file.became}"


def _called(names: list[str]) -> str:
    """What an import is called that nobody named: its folder, or its first file and how many came with it."""
    first, _, inside = names[0].replace("\\", "/").strip("/").partition("/")
    others = len(names) - 1
    return f"{first} and {others} more" if first and others and not inside else first


def _begin(names: list[str]) -> Batch:
    sent = request.form
    kind = sent.get("kind", "auto")
    if kind not in {value for value, _ in KINDS}:
        raise BadInput(what="That is not a kind of file.", mend="Choose one of the list.")
    label = sent.get("label", "").strip() or _called(names)
    now: datetime = current.services().clock.now()
    return current.services().intake.begin(  # type: ignore[no-any-return]  # services are not typed in the doors
        current.actor(),
        label or f"Upload of {now:%Y-%m-%d %H:%M}",
        "browser",
        kind=kind,
        requisition=sent.get("requisition", "").strip(),
    )


def _keep(batch_id: str, name: str, stream: Any) -> dict[str, str]:
    """Spool one file, or its refusal when it is too large; what the browser shows beside it."""
    size = stream.size if isinstance(stream, Kept) else 0
    if size > MAX_FILE:
        return _refuse(batch_id, name, size)
    file = current.services().intake.add(batch_id, name, stream.read())
    return {"verdict": file.verdict, "word": WORDS.get(file.verdict, "received"), "reason": file.reason}


def _refuse(batch_id: str, name: str, size: int) -> dict[str, str]:
    current.services().intake.refuse(batch_id, name, "too_large", size)
    reason = f"Larger than Muster reads ({MAX_FILE // MIB} MiB a file)."
    return {"verdict": "unreadable", "word": "too large", "reason": reason}


def _ordinal(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 8 else -1


def _href(batch_id: str, wanted: str, after: int | None) -> str:
    return url_for("intake.show", batch_id=batch_id, verdict=wanted or None, after=after)
