"""The requirements that hold: as read, with what people said about them on top. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from appliance.foundation.contracts.requirements import Requirement
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.foundation.contracts.values import Value


class RequirementCorrection(Value):
    """``was`` is the anchor of the read requirement concerned; ``requirement`` is None for a removal."""

    id: str
    action: str
    was: str
    requirement: Requirement | None
    author: str
    author_name: str
    at: str
    withdrawn_at: str


def anchor(requirement: Requirement) -> str:
    """What a correction holds on to: the kind and the words it was read from."""
    return f"{requirement.kind}|{requirement.label}|{requirement.quote}"


def in_force(
    read: Iterable[tuple[str, Requirement]], corrections: Sequence[RequirementCorrection]
) -> tuple[KeptRequirement, ...]:
    """Requirements after corrections, in the order of the posting, additions last; later corrections win."""
    live = [c for c in corrections if not c.withdrawn_at]
    by_anchor = {c.was: c for c in live if c.action != "add"}
    found: list[KeptRequirement] = []
    used: set[str] = set()
    for identifier, requirement in read:
        correction = by_anchor.get(anchor(requirement))
        if correction is None:
            found.append(KeptRequirement(id=identifier, requirement=requirement))
            continue
        used.add(correction.id)
        if correction.requirement is not None:
            amended = correction.requirement.model_copy(
                update={"span": requirement.span, "quote": requirement.quote}
            )
            found.append(_by_person(correction, amended, requirement.label))
    for correction in live:
        lost = correction.action == "replace" and correction.id not in used
        if correction.requirement is not None and (correction.action == "add" or lost):
            found.append(_by_person(correction, correction.requirement, ""))
    return tuple(found)


def _by_person(correction: RequirementCorrection, requirement: Requirement, was: str) -> KeptRequirement:
    return KeptRequirement(
        id=correction.id,
        requirement=requirement,
        author=correction.author,
        author_name=correction.author_name,
        at=correction.at,
        was=was,
    )
