"""Transfer in the browser: the key card, partners, packets out and in, conflicts side by side."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import segno
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

from appliance.doors.http import as_download, current, needs, takes
from appliance.doors.web.server import LARGEST_REQUEST
from appliance.foundation.kernel.errors import BadInput, MusterError

blueprint = Blueprint("transfer", __name__)

WAYS = {
    "both": "Both ways, with receipts",
    "send": "Only from here to there",
    "receive": "Only from there to here",
}
CATEGORIES = {
    "new": ("New", "met", "plus"),
    "changed": ("Changed", "partly", "undo"),
    "unchanged": ("Unchanged", "plain", "check"),
    "conflict": ("Conflict", "contradicted", "warning"),
}
ANSWERS = (
    ("ours", "Ours: leave what is here"),
    ("theirs", "Theirs: put it on top"),
    ("both", "Both: somebody new"),
)
CHUNK = 1 << 20


@blueprint.get("/transfer")
@blueprint.get("/transfer.json", endpoint="data")
@needs("transfer.use")
def page() -> str | Response:
    """Who this appliance is, whom it trusts, what waits."""
    service = current.services().transfer
    if current.wants_json():
        return jsonify(partners=[p.model_dump(mode="json") for p in service.partners()])
    return _page()


@blueprint.get("/transfer/card")
@needs("transfer.use")
def card() -> Response:
    """The key card as a file."""
    content, found = current.services().transfer.card()
    return as_download(make_response(content), f"{found.name}.card")


@blueprint.post("/transfer/partners")
@needs("transfer.use")
def pair() -> Response | tuple[str, int]:
    """Trust a card whose words were compared."""
    sent = request.files.get("card")
    content = sent.stream.read(CHUNK) if sent and sent.filename else request.form.get("text", "").encode()
    direction: Any = request.form.get("direction", "both")
    if direction not in WAYS:
        raise BadInput(what="That is not a direction.", mend="Choose one of the list.")
    try:
        partner = current.services().transfer.pair(
            current.actor(),
            content,
            request.form.get("words", ""),
            direction=direction,
            name=request.form.get("name", "").strip()[:80],
        )
    except MusterError as error:
        return _page(error), error.http_status
    return _back(f"{partner.name} is trusted now.")


@blueprint.post("/transfer/partners/<partner>/remove")
@needs("transfer.use")
def unpair(partner: str) -> Response:
    """Trust somebody no longer."""
    current.services().transfer.unpair(current.actor(), partner)
    return _back("It is trusted no longer. What came from it stays.")


@blueprint.post("/transfer/partners/<partner>/packets")
@needs("transfer.use")
def send(partner: str) -> str:
    """Seal what changed, and offer the packet."""
    packet, name, file = current.services().transfer.send_held(current.actor(), partner)
    counts = ", ".join(f"{n} {kind if n > 1 else kind[:-1]}" for kind, n in packet.counts.items() if n)
    return render_template(
        "transfer/done.html",
        title="Sealed",
        said=f"Packet {packet.seq} is sealed: {counts}.",
        mend="Carry it to the partner; nobody else can open it.",
        held=name,
        file=file,
        label="Save the packet",
    )


@blueprint.post("/transfer/packets")
@needs("transfer.use")
@takes(LARGEST_REQUEST)
def bring() -> Response | tuple[str, int]:
    """A packet or a receipt that came."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise BadInput(what="No file was chosen.", mend="Choose a file that ends in .mpk or .receipt.")
    service = current.services().transfer
    try:
        if sent.filename.endswith(".receipt"):
            name = service.held.take(_pieces(sent.stream), "receipt")
            try:
                partner = service.receipt(current.actor(), service.held.path(name))
            finally:
                service.held.drop(name)
            return _back(f"{partner.name} has everything up to packet {partner.acknowledged}.")
        name = service.held.take(_pieces(sent.stream))
        try:
            service.dry_run(service.held.path(name))
        except MusterError:
            service.held.drop(name)
            raise
    except MusterError as error:
        return _page(error), error.http_status
    return make_response(redirect(url_for("transfer.look", name=name), 303))


@blueprint.get("/transfer/packets/<name>")
@needs("transfer.use")
def look(name: str) -> str:
    """What accepting a packet would do, conflicts side by side."""
    return _look(name)


@blueprint.post("/transfer/packets/<name>")
@needs("transfer.use")
def accept(name: str) -> str | Response | tuple[str, int]:
    """Keep it, or drop it."""
    service = current.services().transfer
    if request.form.get("do") == "drop":
        service.held.drop(name)
        return _back("The packet was dropped; nothing of it was kept.")
    answers: dict[str, Any] = {
        field.removeprefix("answer-"): value
        for field, value in request.form.items()
        if field.startswith("answer-") and value in dict(ANSWERS)
    }
    try:
        done = service.accept(
            current.actor(), service.held.path(name), service.held.folder, resolutions=answers
        )
    except MusterError as error:
        return _look(name, error), error.http_status
    service.held.drop(name)
    counts = ", ".join(f"{count} {kind}" for kind, count in done.counts.items() if count) or "nothing new"
    said = f"Packet {done.seq} of {done.partner.name} is accepted: {counts}."
    if done.receipt is None:
        return _back(said)
    with done.receipt.open("rb") as file:
        kept = service.held.take(iter([file.read()]), "receipt")
    done.receipt.unlink()
    return render_template(
        "transfer/done.html",
        title="Accepted",
        said=said,
        mend=f"Carry the receipt back to {done.partner.name}: its next packet begins after this one.",
        held=kept,
        file=done.receipt.name,
        label="Save the receipt",
    )


@blueprint.get("/transfer/files/<name>")
@needs("transfer.use")
def save(name: str) -> Response:
    """A packet or a receipt to carry away."""
    path = current.services().transfer.held.path(name)
    called = request.args.get("as", "muster.mpk")
    answer: Response = as_download(send_file(path, mimetype="application/octet-stream"), called)
    return answer


def _look(name: str, error: MusterError | None = None) -> str:
    service = current.services().transfer
    found = service.dry_run(service.held.path(name))
    return render_template(
        "transfer/packet.html",
        title=f"Packet {found.seq} of {found.partner.name}",
        packet=found,
        name=name,
        categories=CATEGORIES,
        answers=ANSWERS,
        conflicts=[i for i in found.items if i.category == "conflict"],
        others=[i for i in found.items if i.category != "conflict"][:200],
        error=error,
    )


def _page(error: MusterError | None = None) -> str:
    service = current.services().transfer
    content, card = service.card()
    return render_template(
        "transfer/page.html",
        title="Transfer",
        card=card,
        qr=_squares(content.decode("ascii")),
        partners=service.partners(),
        packets={p.id: service.packets(p.id)[:6] for p in service.partners()},
        held=service.held.names(),
        ways=WAYS,
        error=error,
    )


def _squares(text: str) -> tuple[int, str]:
    """A QR code as the side of its square in modules, quiet zone included, and the path of its dark modules."""
    rows = list(segno.make(text, error="m").matrix_iter(border=2))
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return len(rows), path


def _pieces(stream: Any) -> Iterator[bytes]:
    reader: io.BufferedIOBase = stream
    while piece := reader.read(CHUNK):
        yield piece


def _back(said: str) -> Response:
    services = current.services()
    services.accounts.leave_notice(current.session().id, said)
    return make_response(redirect(url_for("transfer.page"), 303))
