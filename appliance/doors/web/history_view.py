"""What happened to a person's record, from the log, in words."""

from __future__ import annotations

from typing import Any, NamedTuple

from appliance.doors.http import current
from appliance.foundation.contracts.names import AUDIT_ACTIONS
from appliance.recruiting.candidates import KINDS, Profile

SHOWN = 60
LOOKING = ("candidates.opened", "candidates.document_viewed")
"""Who looked at whom is for those who may read the whole log."""


class Happening(NamedTuple):
    seq: int
    at: str
    who: str
    what: str
    more: str


def happenings(profile: Profile) -> list[Happening]:
    """Newest first: of the person, of who was merged into them, and of their documents."""
    services = current.services()
    names = {f"user:{u.id}": u.name for u in services.accounts.users()}
    files = {d.id: d.file_name for d in profile.documents}
    subjects = [profile.candidate.id, *(m.id for m in profile.merged), *files]
    rows: dict[int, dict[str, Any]] = {}
    for subject in subjects:
        rows |= {row["seq"]: row for row in services.audit.entries(subject=subject, limit=SHOWN)}
    all_of_it = current.may("audit.read")
    return [
        Happening(
            seq=row["seq"],
            at=row["at"],
            who=names.get(row["actor"], _system_name(row["actor"])),
            what=AUDIT_ACTIONS[row["action"]],
            more=_more(row["detail"], files.get(row["subject"], "")),
        )
        for _, row in sorted(rows.items(), reverse=True)
        if all_of_it or row["action"] not in LOOKING
    ][:SHOWN]


def _system_name(ref: str) -> str:
    kind, _, name = ref.partition(":")
    return "Muster" if kind == "system" else f"{name} at the console" if kind == "console" else "Somebody"


def _more(detail: dict[str, Any], file_name: str) -> str:
    kind = detail.get("kind", "")
    return KINDS[kind].label if kind in KINDS else file_name
