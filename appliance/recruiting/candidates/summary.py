"""The few things a list shows of a candidate, and what the index holds. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from appliance.foundation.contracts.candidates import Candidate, KeptFact
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.query import ORDERED, IndexEntry

TEXT_FIELDS_OF = {
    "title": "title",
    "employer": "employer",
    "skill": "skill",
    "school": "school",
    "degree": "degree",
    "certification": "certification",
    "location": "location",
}


def summarise(kept: Iterable[KeptFact]) -> dict[str, str | float | None]:
    """Columns of the candidate row: name, title, employer, location, clearance, years."""
    facts = [k.fact for k in kept]
    position = _latest_position(facts)
    clearances = [str(f.detail.get("level") or f.normal) for f in facts if f.kind == "clearance"]
    years = [f.detail.get("years") for f in facts if f.kind == "years"]
    order = ORDERED["clearance"]
    return {
        "name": _first(facts, "name"),
        "title": str(position.detail.get("title") or "") if position else _first(facts, "title"),
        "employer": str(position.detail.get("employer") or "") if position else _first(facts, "employer"),
        "location": _first(facts, "location"),
        "clearance": max(clearances, key=lambda c: order.index(c) if c in order else -1, default=""),
        "years": max((float(y) for y in years if isinstance(y, (int, float))), default=None),
    }


def _first(facts: Sequence[Fact], kind: str) -> str:
    return next((f.value for f in facts if f.kind == kind), "")


def _latest_position(facts: Sequence[Fact]) -> Fact | None:
    def when(fact: Fact) -> tuple[str, str]:
        end = str(fact.detail.get("end") or "")
        return ("9999" if end == "present" else end, str(fact.detail.get("start") or ""))

    positions = [f for f in facts if f.kind == "position"]
    return max(positions, key=when, default=None)


def index_entry(
    candidate: Candidate, facts: Sequence[KeptFact], texts: Sequence[str], flags: Sequence[str]
) -> IndexEntry:
    """What the index holds of a candidate; ``texts`` are those of the documents."""
    fields: dict[str, list[str]] = {"name": [candidate.name], "body": list(texts)}
    facets: dict[str, set[str]] = {"kind": {"candidate"}, "flag": set(flags)}
    if candidate.source:
        facets["source"] = {candidate.source}
    for fact in (k.fact for k in facts):
        if field := TEXT_FIELDS_OF.get(fact.kind):
            fields.setdefault(field, []).append(fact.value)
        if fact.kind == "skill" and fact.detail.get("id"):
            facets.setdefault("skill_id", set()).add(str(fact.detail["id"]))
        elif fact.kind in ("degree", "education") and fact.detail.get("level"):
            facets.setdefault("degree_level", set()).add(str(fact.detail["level"]))
        elif fact.kind == "clearance":
            facets.setdefault("clearance", set()).add(str(fact.detail.get("level") or fact.normal))
    if candidate.location:
        facets["place"] = {candidate.location}
    numbers = {"added": float(date.fromisoformat(candidate.added_at[:10]).toordinal() - 719163)}
    if candidate.years is not None:
        numbers["years"] = candidate.years
    return IndexEntry(
        ref=candidate.id,
        texts={name: "\n".join(dict.fromkeys(values)) for name, values in fields.items()},
        numbers=numbers,
        facets={name: tuple(sorted(values)) for name, values in facets.items() if values},
    )
