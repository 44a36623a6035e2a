"""A requirement from what a person types into a form. Pure."""

from __future__ import annotations

import re

from appliance.engines.knowledge import Knowledge, load
from appliance.foundation.contracts.requirements import (
    REQUIREMENT_KINDS,
    Need,
    Requirement,
    RequirementKind,
)
from appliance.foundation.contracts.values import Scalar
from appliance.foundation.kernel.errors import BadInput
from appliance.foundation.kernel.text import fold

READER = "person"


def requirement_from(
    kind: str, need: str, value: str, years: str = "", knowledge: Knowledge | None = None
) -> Requirement:
    """A requirement of a kind from its value ("Python, Go" = any one of) and years. Raises BadInput.

    ``knowledge`` includes the organisation's own terms.
    """
    if kind not in REQUIREMENT_KINDS:
        raise BadInput(what=f"There is no kind of requirement “{kind}”.", mend="Choose one from the list.")
    if need not in ("required", "preferred"):
        raise BadInput(what=f"“{need}” is neither required nor preferred.", mend="Choose one of the two.")
    value = value.strip()
    if not value and not years.strip():
        raise BadInput(what="The requirement is empty.", mend="Type what is asked.")
    number = _years(years)
    return _build(kind, "required" if need == "required" else "preferred", value, number, knowledge or load())


def _years(text: str) -> float | None:
    if not text.strip():
        return None
    try:
        number = float(text.replace(",", "."))
    except ValueError as error:
        raise BadInput(what=f"“{text}” is not a number of years.", mend="Write it like 5 or 2.5.") from error
    if not 0 < number <= 60:
        raise BadInput(what=f"{text} years cannot be asked.", mend="Write a number from 1 to 60.")
    return number


def _build(
    kind: RequirementKind, need: Need, value: str, years: float | None, knowledge: Knowledge
) -> Requirement:
    normal, status, detail = fold(value), "", dict[str, Scalar]()
    names: tuple[str, ...] = ()
    if kind in ("skill", "certification", "language"):
        names = tuple(n.strip() for n in re.split(r",|\bor\b|;", value) if n.strip())
    if kind == "skill":
        found = [(n, knowledge.skill_named(n)) for n in names]
        names = tuple(s.name if s else n for n, s in found)
        normal = " | ".join(fold(n) for n in names)
        detail["ids"] = " ".join(s.id for _, s in found if s)
    elif kind == "certification":
        known = [(n, knowledge.certification_named(n)) for n in names]
        names = tuple(c.name if c else n for n, c in known)
        normal = " | ".join(fold(n) for n in names)
        detail["ids"] = " ".join(c.id for _, c in known if c)
    elif kind == "location":
        # by the gazetteer's name its distance is known
        places = knowledge.find_locations(value) or knowledge.find_locations(value.title())
        normal = places[0].name if places else normal
    elif kind == "degree":
        # a form has no words around it: "Bachelor" alone is a degree here
        degrees = knowledge.find_degrees(value) or knowledge.find_degrees(f"{value} degree")
        if not degrees:
            raise BadInput(what=f"“{value}” is not a degree Muster knows.", mend="Write it like “Bachelor”.")
        normal = degrees[0].level
        fields = _fields(value, degrees[0].field)
        if fields:
            detail["fields"] = "; ".join(fields)
    elif kind == "clearance":
        clearances = knowledge.find_clearances(value) or knowledge.find_clearances(f"{value} clearance")
        if not clearances:
            raise BadInput(what=f"“{value}” is not a clearance Muster knows.", mend="Write it like “Secret”.")
        normal, status = clearances[0].level, clearances[0].status
        status = status if status in ("active", "obtainable") else "active"
    elif kind == "citizenship":
        normal = "citizen_or_pr" if re.search(r"resident|green card|\bpr\b", normal) else "us_citizen"
    elif kind == "remote":
        normal = next((w for w in ("remote", "hybrid", "onsite") if w in normal.replace("-", "")), normal)
    elif kind == "years" and years is None:
        number = re.search(r"\d+(?:\.\d+)?", value)
        years = float(number.group()) if number else None
        normal = ""
    label = (
        value
        if years is None
        else f"{years:g}+ years" + (f" of {value}" if value and kind == "skill" else "")
    )
    return Requirement(
        kind=kind,
        need=need,
        label=label or value,
        normal=normal,
        any_of=names,
        years=years,
        status=status,
        detail=detail,
        reader=READER,
    )


def _fields(value: str, first: str) -> list[str]:
    """The fields of study behind a degree: "Bachelor in Statistics, Physics or a related field" has three, the last one open."""
    if not first:
        return []
    parts = re.split(r"\s*(?:,\s*or\b|,|;|/|\bor\b)\s*", value[value.index(first) :])
    return [p for p in parts if p]
