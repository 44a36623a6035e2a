"""What came in: batches, files with verdicts, questions for a person."""

from __future__ import annotations

from typing import Literal

from appliance.foundation.contracts.candidates import Likeness
from appliance.foundation.contracts.values import Value

Verdict = Literal["", "accepted", "duplicate", "needs_review", "unreadable", "container", "undone"]
"""``""`` = not decided yet; ``container`` = an archive or mail whose members are files of their own."""
BatchSource = Literal["browser", "command", "inbox"]
BatchKind = Literal["auto", "resume", "posting"]


class Batch(Value):
    """What came in from one stick, folder or upload; ``counts`` by verdict, containers apart."""

    id: str
    label: str
    source: BatchSource
    requisition_id: str
    kind: BatchKind
    state: Literal["spooling", "reading", "finished", "undone"]
    started_by: str
    started_by_name: str
    started_at: str
    finished_at: str
    undone_by_name: str
    undone_at: str
    undo_left: tuple[str, ...]
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """Files, containers not counted."""
        return sum(n for verdict, n in self.counts.items() if verdict != "container")

    @property
    def waiting(self) -> int:
        """Files without a verdict yet."""
        return self.counts.get("", 0)


class BatchFile(Value):
    """One file of a batch. ``name`` is cleaned for display and is never a path; ``became`` an id."""

    id: str
    batch_id: str
    parent_id: str
    ordinal: int
    name: str
    size: int
    sha256: str
    depth: int
    format: str
    verdict: Verdict
    code: str
    reason: str
    became: str
    became_kind: str
    decided_at: str


class Question(Value):
    """Something only a person can decide about a file.

    ``same_person``: whose document is it? ``likenesses`` names whom it could be. ``unread``: the text must be typed
    in or the file set aside. ``which_kind``: a résumé or a posting?
    """

    id: str
    kind: Literal["same_person", "unread", "which_kind"]
    file: BatchFile
    batch_label: str
    sentence: str
    likenesses: tuple[Likeness, ...]
    asked_at: str
    answer: str
    answered_by_name: str
    answered_at: str
