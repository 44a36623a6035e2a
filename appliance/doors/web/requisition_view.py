"""What the pages of a requisition show, as plain values. Nothing here decides; it words and orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from appliance.doors.http import current
from appliance.doors.web.posting_text import Marked, Piece, cut
from appliance.foundation.contracts.requirements import Requirement
from appliance.foundation.contracts.requisitions import KeptRequirement, Posting, Requisition
from appliance.foundation.contracts.values import Span
from appliance.foundation.kernel.errors import NotFound
from appliance.recruiting.requisitions import RequisitionProfile
from appliance.wiring import wanted_notes

STATES = {"open": "Open", "on_hold": "On hold", "closed": "Closed"}
KIND_LABELS = {
    "skill": "Skill",
    "years": "Years",
    "degree": "Degree",
    "clearance": "Clearance",
    "citizenship": "Citizenship",
    "certification": "Certification",
    "language": "Language",
    "location": "Place",
    "remote": "Remote work",
    "salary": "Salary",
    "other": "Other",
}
WEIGHTS = {
    "required": ("Required items", "Points when all are met; each counts the same, half when partly met."),
    "preferred": ("Preferred items", "Points when all are met; each counts the same, half when partly met."),
    "title": ("A like title", "Points for this title, less for a related one; the latest counts most."),
    "words": ("Words of the title", "Points for how often the résumé says the words of the title."),
    "focus": ("What the résumé dwells on", "Points for the share of its skills that are asked for."),
    "recency": ("Skills used lately", "Points for asked skills used within the last three years."),
}
CONDITIONS = ("remote", "salary")
"""Kinds that say what the position offers: no rule weighs them."""
REMOTE = {"remote": "Remote", "hybrid": "Hybrid", "onsite": "On site"}


@dataclass(frozen=True)
class Row:
    """One requisition in a list."""

    requisition: Requisition
    required: int
    preferred: int
    match: dict[str, Any] | None


def speaks_of(requisition: Requisition, words: Sequence[str]) -> bool:
    """Whether every word stands in the reference, title or organisation."""
    text = f"{requisition.reference} {requisition.title} {requisition.organisation}".casefold()
    return all(word in text for word in words)


def row(services: Any, requisition: Requisition) -> Row:
    """A requisition with the counts a list shows."""
    held_now = services.requisitions.profile(requisition.id).requirements
    matches = services.matching.list(requisition.id)
    required, preferred = (len(asked(held_now, need)) for need in ("required", "preferred"))
    return Row(requisition, required, preferred, next(iter(matches), None))


def asked(requirements: Sequence[KeptRequirement], need: str) -> list[KeptRequirement]:
    """What is asked of the person; terms of the position stand apart and are not matched."""
    return [k for k in requirements if k.requirement.need == need and k.requirement.kind not in CONDITIONS]


def row_as_data(shown: Row) -> dict[str, Any]:
    """The same for ``.json``."""
    counts = {"required": shown.required, "preferred": shown.preferred, "last_match": shown.match}
    return {**shown.requisition.model_dump(mode="json"), **counts}


def page_number(text: str, total: int, size: int) -> int:
    """The page asked for, within what there is."""
    last = max(1, -(-total // size))
    return min(max(int(text), 1), last) if text.isdecimal() and len(text) < 7 else 1


def paging(endpoint: str, number: int, total: int, size: int, **values: str) -> dict[str, Any]:
    """What the pager shows of page ``number``; the rest of the address stays."""
    kept: dict[str, Any] = {**request.args.to_dict(), **values}

    def href(other: int) -> str:
        return url_for(endpoint, **{**kept, "page": str(other)})

    return {
        "first": (number - 1) * size + 1,
        "last": min(number * size, total),
        "total": total,
        "previous": href(number - 1) if number > 1 else "",
        "next": href(number + 1) if number * size < total else "",
    }


def tabs(services: Any, found: Requisition, requirements: int, tab: str) -> list[tuple[str, str, bool, Any]]:
    """The tabs of a requisition's page, those that who asks may open."""
    entries = [
        ("overview", "Overview", "requisitions.overview", None),
        ("posting", "Posting & requirements", "requisitions.posting", requirements),
    ]
    if current.may("matching.read"):
        entries.append(("match", "Match", "matching.page", len(services.matching.list(found.id))))
    if current.may("search.read"):
        entries.append(("ledger", "Ledger", "ledger.of_requisition", None))
    return [
        (label, url_for(endpoint, reference=found.reference), name == tab, count)
        for name, label, endpoint, count in entries
    ]


def team(services: Any, found: Requisition) -> list[tuple[str, str, str]]:
    """(id, name, role) of everybody on the team."""
    users = {user.id: user for user in services.accounts.users()}
    members = (users[m] for m in services.team.members(found.id) if m in users)
    return [(u.id, u.name, u.role.replace("_", " ")) for u in members]


def held(profile: RequisitionProfile, requirement_id: str) -> KeptRequirement:
    """The requirement in force with this id. Raises NotFound."""
    found = next((k for k in profile.requirements if k.id == requirement_id), None)
    if found is None:
        raise NotFound(what="requirement", reference=requirement_id)
    return found


def typed(kept: KeptRequirement) -> dict[str, Any]:
    """A requirement as a person would type it into the form."""
    wanted = kept.requirement
    value = ", ".join(wanted.any_of) or (wanted.normal if wanted.kind == "years" else wanted.label)
    years = f"{wanted.years:g}" if wanted.years is not None else ""
    return {"kind": wanted.kind, "need": wanted.need, "value": value, "years": years}


def posting_view(profile: RequisitionProfile, posting: Posting | None) -> dict[str, Any] | None:
    """One version of the posting: its text in pieces, its terms, summary and responsibilities."""
    if posting is None:
        return None
    reading = posting.reading
    marks = [
        Marked(
            id=kept.id,
            start=kept.requirement.span.start,
            end=kept.requirement.span.end,
            kind="condition" if kept.requirement.kind in CONDITIONS else kept.requirement.need,
            href=f"#r-{kept.id}",
            title=f"{kept.requirement.need}: {kept.requirement.label}",
        )
        for kept in profile.requirements
        if kept.requirement.span is not None and profile.posting and posting.id == profile.posting.id
    ]
    pieces, anchors = cut(posting.text, marks)
    return {
        "id": posting.id,
        "version": posting.version,
        "file_name": posting.file_name,
        "has_file": bool(posting.sha256),
        "added_at": posting.added_at,
        "notes": wanted_notes(posting.notes, current.services().settings),
        "pieces": pieces,
        "anchors": anchors,
        "terms": terms(profile, posting),
        "summary": sentences(posting.text, reading.summary),
        "responsibilities": sentences(posting.text, reading.responsibilities),
    }


def sentences(text: str, spans: Sequence[Span]) -> list[str]:
    """The words of these spans, each on one line."""
    found = (" ".join(text[s.start : s.end].split()) for s in spans)
    return [words.lstrip("•·-–*▪ ") for words in found if words]


def terms(profile: RequisitionProfile, posting: Posting) -> list[tuple[str, str]]:
    """What the position offers, each with its name."""
    reading = posting.reading
    salaries = [k.requirement for k in profile.requirements if k.requirement.kind == "salary"]
    found = [
        ("Title", reading.title),
        ("Organisation", reading.organisation),
        ("Places", " · ".join(reading.locations)),
        ("Remote work", REMOTE.get(reading.remote, reading.remote)),
        ("Salary", " · ".join(salary(r) for r in salaries)),
        ("Employment", str(reading.detail.get("employment_type") or "").replace("_", " ")),
        ("Opens", str(reading.detail.get("opens") or "")),
        ("Closes", str(reading.detail.get("closes") or "")),
    ]
    return [(name, value) for name, value in found if value]


def salary(offered: Requirement) -> str:
    """A salary in words and numbers, and the place or level it is for: "USD 120,000 to 150,000 a year (Austin, TX)"."""
    low, high = offered.detail.get("minimum"), offered.detail.get("maximum")
    amounts = [f"{n:,.2f}".removesuffix(".00") for n in (low, high) if isinstance(n, int | float) and n]
    if not amounts:
        return offered.label
    currency, period = offered.detail.get("currency") or "", offered.detail.get("period") or ""
    words = f"{currency} {' to '.join(dict.fromkeys(amounts))}".strip()
    if period:
        words = f"{words} a {period}".replace("a hour", "an hour")
    return f"{words} ({offered.detail['of']})" if offered.detail.get("of") else words


__all__ = ["KIND_LABELS", "STATES", "WEIGHTS", "Piece", "Row", "posting_view", "row", "tabs"]
