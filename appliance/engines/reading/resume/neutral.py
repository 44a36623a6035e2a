"""The plain form of a résumé's facts that ``muster read --jsonl`` prints (docs/formats/)."""

from __future__ import annotations

from typing import Any

from appliance.engines.knowledge import CLEARANCE_LEVELS
from appliance.foundation.contracts.facts import Fact


def neutral(facts: tuple[Fact, ...], identifier: str) -> dict[str, Any]:
    """One JSON-ready object; lists keep reading order and hold each value once.

    ``skills`` are those listed as such or written like a name; a common word in a sentence is evidence, but no claim.
    """
    education = [f.detail for f in facts if f.kind == "education"]
    clearance = _clearance(facts)
    years = next((f for f in facts if f.kind == "years"), None)
    return {
        "id": identifier,
        "name": next(iter(_values(facts, "name")), None),
        "emails": _once([f.normal for f in facts if f.kind == "email"]),
        "phones": _once([f.normal for f in facts if f.kind == "phone"]),
        "links": _values(facts, "link"),
        "locations": _values(facts, "location"),
        "titles": _titles(facts),
        "employers": _without_units(_values(facts, "employer")),
        "degrees": _once([_degree(f) for f in facts if f.kind == "degree"]),
        "schools": _values(facts, "school"),
        "grad_years": _once([str(d["year"]) for d in education if d.get("year")]),
        "skills": _once(
            [f.value for f in facts if f.kind == "skill" and (f.confidence != "unsure" or not f.detail["id"])]
        ),
        "certifications": _values(facts, "certification"),
        "languages": _values(facts, "language"),
        "positions": [_position(f) for f in facts if f.kind == "position"],
        "years_experience": years.detail.get("years") if years is not None else None,
        "clearance": clearance.normal if clearance is not None else None,
        "clearance_status": clearance.detail.get("status", "unknown") if clearance is not None else None,
    }


def _values(facts: tuple[Fact, ...], kind: str) -> list[str]:
    return _once([f.value for f in facts if f.kind == kind])


def _clearance(facts: tuple[Fact, ...]) -> Fact | None:
    """The highest that is held; one that has expired where none is."""
    had = [f for f in facts if f.kind == "clearance" and f.detail.get("status") != "obtainable"]
    held = [f for f in had if f.detail.get("status") != "expired"]
    return max(held or had, key=lambda f: CLEARANCE_LEVELS.index(f.normal), default=None)


def _titles(facts: tuple[Fact, ...]) -> list[str]:
    """Those of positions; a headline under the name counts where no position has one."""
    held = tuple(f for f in facts if f.kind == "title" and not f.detail.get("headline"))
    return _values(held or facts, "title")


def _without_units(employers: list[str]) -> list[str]:
    """Without "Fabrikam, Networks Team" where "Fabrikam" is named, too."""
    starts = tuple(f"{e.casefold()}," for e in employers)
    return [e for e in employers if not e.casefold().startswith(starts)]


def _once(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _position(fact: Fact) -> dict[str, Any]:
    return {name: fact.detail.get(name, "") for name in ("title", "employer", "start", "end")}


def _degree(fact: Fact) -> str:
    """The degree as written; a field that stands elsewhere in the entry is added."""
    field = str(fact.detail.get("field") or "")
    return (
        fact.value if not field or field.casefold() in fact.value.casefold() else f"{fact.value} in {field}"
    )
