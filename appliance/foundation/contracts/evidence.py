"""Evidence: the facts that bear on a requirement, and what they amount to."""

from __future__ import annotations

from typing import Literal

from appliance.foundation.contracts.values import Value

FindingKind = Literal["met", "partly", "no_evidence", "contradicted"]


class Quote(Value):
    """The words that show it: characters ``[start, end)`` of a document's text. ``start`` is -1 for a fact entered by a person."""

    fact_id: str
    document_id: str
    start: int
    end: int
    text: str


class Evidence(Value):
    """What was found for one requirement. ``reason`` says in one sentence why the finding is what it is."""

    requirement_id: str
    finding: FindingKind
    reason: str
    quotes: tuple[Quote, ...] = ()


class Contribution(Value):
    """One named part of a score, in points: ``earned`` of ``possible``, both whole numbers."""

    name: str
    label: str
    earned: int
    possible: int


class Score(Value):
    """The sum of its contributions; the page prints this object and computes nothing. ``total`` is per mille."""

    total: int
    contributions: tuple[Contribution, ...]
