"""The audit log in the browser: filtered, paged, verified."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from appliance.doors.http import current, needs
from appliance.doors.web import seen
from appliance.foundation.audit import Checkpoint, Verification
from appliance.foundation.contracts.names import AUDIT_ACTIONS
from appliance.foundation.kernel.clock import iso
from appliance.foundation.kernel.errors import BadInput, NotFound

blueprint = Blueprint("audit", __name__)

PAGE = 50
MOST = 1000
"""Entries of one ``.json`` answer."""
CHECKPOINT = re.compile(r"(\d{1,15})\s*:\s*([0-9a-f]{64})")
AREAS = {
    "accounts": "Accounts",
    "candidates": "Candidates",
    "intake": "Intake",
    "requisitions": "Requisitions",
    "applications": "Applications",
    "search": "Search",
    "matching": "Matching",
    "organisation": "Organisation",
    "jail": "Reading files",
    "index": "Search index",
    "audit": "Audit log",
    "backup": "Backups",
    "transfer": "Transfer",
    "lan": "Network",
    "appliance": "Muster itself",
}


@blueprint.get("/audit")
@blueprint.get("/audit.json", endpoint="data")
@needs("audit.read")
def page() -> str | Response:
    """Entries, newest first; the address holds every filter."""
    if current.wants_json():
        limit = request.args.get("limit", str(PAGE))
        number = min(max(int(limit), 1), MOST) if limit.isdecimal() and len(limit) < 7 else PAGE
        return jsonify(entries=_entries(number))
    return _page(None, "")


@blueprint.post("/audit/verify")
@needs("audit.verify")
def verify() -> str | Response:
    """Verify the whole log, against a checkpoint kept elsewhere when one is pasted."""
    pasted = request.form.get("checkpoint", "").strip()
    result = current.services().audit.verify(current.actor(), checkpoint(pasted))
    if current.wants_json():
        return jsonify(result.model_dump(mode="json"))
    return _page(result, pasted)


def checkpoint(text: str) -> Checkpoint | None:
    """A checkpoint as it was printed, "" for none. Raises BadInput."""
    if not text:
        return None
    found = CHECKPOINT.fullmatch(text.casefold())
    if found is None:
        raise BadInput(
            what="This is not a checkpoint.",
            mend="Paste it as it was printed: a number, a colon, and 64 digits and letters from a to f.",
        )
    return Checkpoint(seq=int(found[1]), hash=found[2])


def _page(result: Verification | None, pasted: str) -> str:
    names = {user.actor.ref: user.name for user in current.services().accounts.users()}
    entries = _entries(PAGE + 1)
    sent = {
        name: request.args.get(name, "") for name in ("person", "action", "requisition", "since", "until")
    }
    positions = {r.id: r.reference for r in current.services().requisitions.list()} if entries else {}
    subjects = {str(e["subject"]) for e in entries}
    called = current.services().candidates.names([s for s in subjects if s.startswith("cand_")])
    called |= {person: mask.label for person, mask in seen.masks(list(called)).items()}
    called |= {u.actor.ref.partition(":")[2]: u.name for u in current.services().accounts.users()}
    kept: dict[str, Any] = {name: value for name, value in sent.items() if value}
    older: dict[str, Any] = {**kept, "before": entries[PAGE - 1]["seq"]} if len(entries) > PAGE else {}
    return render_template(
        "audit/page.html",
        title="Audit",
        entries=[_shown(e, names, positions, called) for e in entries[:PAGE]],
        older=url_for("audit.page", **older) if older else "",
        newest=url_for("audit.page", **kept) if request.args.get("before") else "",
        sent=sent,
        filtered=any(sent.values()),
        people=[("", "Everybody"), *sorted(names.items(), key=lambda pair: pair[1].casefold())],
        actions=_actions(),
        result=result,
        pasted=pasted,
        data_href=url_for("audit.data", **kept),
    )


def _entries(limit: int) -> list[dict[str, Any]]:
    """Entries for the filters of the address. Raises BadInput, NotFound."""
    sent = request.args
    filters: dict[str, Any] = {"actor": sent.get("person", ""), "action": _action(sent.get("action", ""))}
    if sent.get("requisition", "").strip():
        filters["requisition"] = current.services().requisitions.find(sent["requisition"]).id
    if sent.get("before", ""):
        filters["before"] = _number(sent["before"])
    if sent.get("since"):
        filters["after_time"] = iso(_day(sent["since"]))
    if sent.get("until"):
        filters["before_time"] = iso(_day(sent["until"]) + timedelta(days=1) - timedelta(microseconds=1))
    found: list[dict[str, Any]] = current.services().audit.entries(limit=limit, **filters)
    return found


def _action(text: str) -> str:
    """An action, or an area ending in a dot. Raises NotFound: what is not in the list is nobody's."""
    if text and text not in AUDIT_ACTIONS and text.rstrip(".") not in AREAS:
        raise NotFound(what="audit action", reference=text)
    return text


def _actions() -> list[tuple[str, list[tuple[str, str]]]]:
    """The choices of the filter: for each area all of it, then each action with its sentence."""
    return [
        (label, [(f"{area}.", f"All of {label[0].lower()}{label[1:]}")]
         + [(name, sentence.rstrip(".")) for name, sentence in AUDIT_ACTIONS.items() if name.startswith(f"{area}.")])
        for area, label in AREAS.items()
    ]  # fmt: skip


def _shown(
    entry: dict[str, Any], names: dict[str, str], positions: dict[str, str], called: dict[str, str]
) -> dict[str, Any]:
    return {
        **entry,
        "who": names.get(entry["actor"], _stranger(entry["actor"])),
        "sentence": AUDIT_ACTIONS.get(entry["action"], entry["action"]),
        "href": _subject(entry),
        "called": called.get(str(entry["subject"]), ""),
        "reference": positions.get(entry["requisition"], ""),
        "details": [
            (name.replace("_", " "), _plain(value)) for name, value in entry["detail"].items() if value != ""
        ],
    }


def _stranger(ref: str) -> str:
    """Who has no account: ``console:root`` is "root (console)"."""
    kind, _, name = ref.partition(":")
    return f"{name} ({kind})" if kind in ("console", "system") and name else name or ref


def _subject(entry: dict[str, Any]) -> str:
    """Where what was acted on can be seen; "" when it has no page."""
    kind = str(entry["subject"]).partition("_")[0]
    pages = {
        "cand": "/candidates/",
        "req": "/requisitions/",
        "match": "/matches/",
        "doc": "/documents/",
        "batch": "/intake/",
    }
    return f"{pages[kind]}{entry['subject']}" if kind in pages else ""


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{number} {name or 'waiting'}".replace("_", " ") for name, number in value.items())
    return ", ".join(str(v) for v in value) if isinstance(value, list) else str(value)


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 15:
        raise BadInput(
            what=f"“{text[:20]}” is not the number of an entry.", mend="Begin again from the newest."
        )
    return int(text)


def _day(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise BadInput(what=f"“{text[:20]}” is not a day.", mend="Write it like 2026-03-02.") from error
