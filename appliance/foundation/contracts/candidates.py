"""Candidates as the rest of the program sees them."""

from __future__ import annotations

from typing import Literal

from appliance.foundation.contracts.facts import Fact, FactKind
from appliance.foundation.contracts.reading import Layout, QualityNote
from appliance.foundation.contracts.values import Scalar, Value

CorrectionAction = Literal["replace", "add", "remove"]


class KeptFact(Value):
    """A fact in force: read (``author`` is "") or given by a person, who outranks what was read.

    ``id`` is the id of the read fact, or of the correction. ``was`` is what was read, when corrected.
    """

    id: str
    candidate_id: str
    document_id: str
    fact: Fact
    author: str = ""
    author_name: str = ""
    at: str = ""
    was: str = ""


class Correction(Value):
    """What a person said about a fact. ``was`` is the normal value of the read fact it concerns, so that it
    survives reading again; "" for an addition.
    """

    id: str
    candidate_id: str
    action: CorrectionAction
    kind: FactKind
    was: str
    value: str
    normal: str
    detail: dict[str, Scalar]
    author: str
    author_name: str
    at: str
    withdrawn_at: str


class Candidate(Value):
    """A person, with the few things a list shows."""

    id: str
    name: str
    title: str
    employer: str
    location: str
    clearance: str
    years: float | None
    source: str
    batch_id: str
    added_at: str
    changed_at: str
    touched_by: str
    touched_at: str
    revision: int
    merged_into: str


class Document(Value):
    """A document about a candidate, without its layout."""

    id: str
    candidate_id: str
    sha256: str
    file_name: str
    format: str
    text: str
    notes: tuple[QualityNote, ...]
    reader: str
    batch_id: str
    typed_by: str
    added_at: str


class ReadDocument(Value):
    """What intake hands over: a file that was read, not yet anybody's."""

    sha256: str
    file_name: str
    format: str
    layout: Layout
    notes: tuple[QualityNote, ...]
    facts: tuple[Fact, ...]
    reader: str
    typed_by: str = ""


class Reason(Value):
    """One named reason to take two documents for the same person's: ``email``, ``phone`` …, and the values."""

    name: str
    weight: int
    sentence: str


class Likeness(Value):
    """How much a read document looks like a known candidate; decided by ``candidates.dedupe``."""

    candidate_id: str
    reasons: tuple[Reason, ...]
    verdict: Literal["same_person", "ask", "different"]
