"""Requisitions as the rest of the program sees them."""

from __future__ import annotations

from typing import Literal, NamedTuple

from appliance.foundation.contracts.reading import QualityNote
from appliance.foundation.contracts.requirements import PostingReading, Requirement
from appliance.foundation.contracts.values import Value

RequisitionState = Literal["open", "on_hold", "closed"]
WEIGHT_NAMES = ("required", "preferred", "title", "words", "focus", "recency")
DEFAULT_WEIGHTS: dict[str, int] = {
    "required": 28, "preferred": 6, "title": 32, "words": 17, "focus": 14, "recency": 3,
}  # fmt: skip
"""Points of each part of a score: required rows, preferred rows, a like title, the title's words, skills the résumé dwells on, skills used lately."""


class Requisition(Value):
    """A position to be filled. ``reference`` is what people call it: R-0001."""

    id: str
    reference: str
    title: str
    organisation: str
    state: RequisitionState
    openings: int
    owner: str
    owner_name: str
    weights: dict[str, int]
    batch_id: str
    added_at: str
    changed_at: str
    touched_by: str
    touched_at: str
    revision: int


class Choice(NamedTuple):
    """A requisition as a list to choose from shows it."""

    id: str
    reference: str
    title: str


class Posting(Value):
    """One version of the published text of a requisition."""

    id: str
    requisition_id: str
    version: int
    sha256: str
    file_name: str
    format: str
    text: str
    notes: tuple[QualityNote, ...]
    reading: PostingReading
    reader: str
    batch_id: str
    added_at: str


class KeptRequirement(Value):
    """A requirement in force. ``id`` is that of the read one or of the correction; see ``KeptFact``."""

    id: str
    requirement: Requirement
    author: str = ""
    author_name: str = ""
    at: str = ""
    was: str = ""
