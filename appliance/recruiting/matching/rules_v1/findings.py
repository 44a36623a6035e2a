"""How a finding is said: the finding, the reason, and the quotes that show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.evidence import Evidence, FindingKind, Quote

MAX_QUOTES = 4
ORDER: tuple[FindingKind, ...] = ("met", "partly", "contradicted", "no_evidence")
"""Best first: of several alternatives the first in this order speaks."""


def quotes(facts: Iterable[KeptFact]) -> tuple[Quote, ...]:
    """The words of some facts, in the order given, without repeating a place."""
    found: dict[tuple[str, int, str], Quote] = {}
    for kept in facts:
        span = kept.fact.span
        start, end = (span.start, span.end) if span else (-1, -1)
        text = kept.fact.quote or kept.fact.value
        quote = Quote(fact_id=kept.id, document_id=kept.document_id, start=start, end=end, text=text)
        found.setdefault((kept.document_id, start, text), quote)
    return tuple(found.values())[:MAX_QUOTES]


def finding(requirement_id: str, kind: FindingKind, reason: str, facts: Iterable[KeptFact] = ()) -> Evidence:
    return Evidence(requirement_id=requirement_id, finding=kind, reason=reason, quotes=quotes(facts))


def nothing(requirement_id: str, what: str) -> Evidence:
    """Not found is no evidence, never a no."""
    return finding(requirement_id, "no_evidence", f"{what} is not mentioned in what was read.")


def best(found: Sequence[Evidence]) -> Evidence:
    """The best of several alternatives; the first of equals."""
    return min(found, key=lambda e: ORDER.index(e.finding))


def of_kind(facts: Iterable[KeptFact], *kinds: str) -> list[KeptFact]:
    return [k for k in facts if k.fact.kind in kinds]
