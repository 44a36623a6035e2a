"""A record that came beside what is here: new, changed, unchanged, or in conflict. Reads only."""

from __future__ import annotations

from typing import Any

from appliance.foundation.contracts.candidates import Likeness
from appliance.foundation.contracts.transfer import CarriedCandidate, Item
from appliance.foundation.store import Reading
from appliance.recruiting import candidates, requisitions
from appliance.recruiting.transfer.unpacking import Record

Known = dict[str, tuple[str, str, int]]
"""Their id → our id, hash of what came last, our revision after it was kept."""
SHOWN = ("name", "title", "employer", "email", "phone", "location", "clearance")


def compared(tx: Reading, known: Known, record: Record, sha256: str) -> Item:
    """What accepting this record would do. A conflict is never decided here: a person does that."""
    if isinstance(record, CarriedCandidate):
        return _candidate(tx, known, record, sha256)
    there = known.get(record.id)
    kept = requisitions.cards(tx, [there[0]]).get(there[0]) if there else None
    title = f"{record.reference} {record.title}"
    if there is None or kept is None:
        return Item(kind="requisition", theirs=record.id, ours="", category="new", title=title)
    common: dict[str, Any] = {"kind": "requisition", "theirs": record.id, "ours": kept.id, "title": title}
    if there[1] == sha256:
        return Item(**common, category="unchanged")
    if kept.revision == there[2]:
        return Item(**common, category="changed")
    return Item(
        **common,
        category="conflict",
        why="It was changed here as well since it came.",
        theirs_shown=(
            ("title", record.title),
            ("state", record.state),
            ("versions", str(len(record.postings))),
        ),
        ours_shown=(("title", kept.title), ("state", kept.state)),
    )


def _candidate(tx: Reading, known: Known, record: CarriedCandidate, sha256: str) -> Item:
    there = known.get(record.id)
    kept = candidates.cards(tx, [there[0]]).get(there[0]) if there else None
    if there is not None and kept is not None:
        common: dict[str, Any] = {
            "kind": "candidate",
            "theirs": record.id,
            "ours": kept.id,
            "title": record.name,
        }
        if there[1] == sha256:
            return Item(**common, category="unchanged")
        if kept.revision == there[2]:
            return Item(**common, category="changed")
        return Item(
            **common,
            category="conflict",
            why="The person was changed here as well since the record came.",
            theirs_shown=_shown_of(record),
            ours_shown=_shown_here(tx, kept.id),
        )
    found: dict[str, Likeness] = {}
    for document in record.documents:
        for likeness in candidates.likenesses(tx, candidates.read_document(document)):
            if likeness.verdict != "different":
                found.setdefault(likeness.candidate_id, likeness)
    if not found:
        return Item(kind="candidate", theirs=record.id, ours="", category="new", title=record.name)
    ours, likeness = next(iter(found.items()))
    return Item(
        kind="candidate",
        theirs=record.id,
        ours=ours,
        category="conflict",
        title=record.name,
        why="May be somebody known here: " + "; ".join(reason.sentence for reason in likeness.reasons) + ".",
        theirs_shown=_shown_of(record),
        ours_shown=_shown_here(tx, ours),
    )


def _shown_of(record: CarriedCandidate) -> tuple[tuple[str, str], ...]:
    pairs = [(f.kind, f.value) for d in record.documents for f in d.facts if f.kind in SHOWN]
    pairs += [
        (c.kind, f"{c.value} (corrected by {c.author_name})") for c in record.corrections if c.kind in SHOWN
    ]
    files = [("document", d.file_name) for d in record.documents]
    return tuple(dict.fromkeys([*sorted(pairs, key=lambda p: SHOWN.index(p[0])), *files]))


def _shown_here(tx: Reading, candidate_id: str) -> tuple[tuple[str, str], ...]:
    facts = candidates.in_force(tx, candidate_id)
    pairs = [(k.fact.kind, k.fact.value) for k in facts if k.fact.kind in SHOWN]
    files = [("document", d.file_name) for d in candidates.documents_of(tx, candidate_id)]
    return tuple(dict.fromkeys([*sorted(pairs, key=lambda p: SHOWN.index(p[0])), *files]))
