"""Matches: what was found for each candidate, and the stored result."""

from __future__ import annotations

from appliance.foundation.contracts.candidates import Candidate
from appliance.foundation.contracts.evidence import Evidence, Score
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.foundation.contracts.values import Value


class Judged(Value):
    """One candidate's evidence and score; what the rules give back."""

    candidate_id: str
    evidence: tuple[Evidence, ...]
    score: Score


class MatchedCandidate(Value):
    """A row of a match: ``candidate`` is None when the person is no longer there (erased or undone)."""

    rank: int
    candidate_id: str
    candidate: Candidate | None
    files: tuple[str, ...]
    judged: Judged | None
    result_hash: str


class StoredMatch(Value):
    """A kept result: what was asked, by which rules, of how many, and by whom.

    ``pack`` names the knowledge packs, ``terms`` the version of the organisation's own terms (0 = none).
    """

    id: str
    requisition_id: str
    posting_id: str
    at: str
    actor_name: str
    rules: str
    pack: str
    terms: int
    considered: int
    title: str
    weights: dict[str, int]
    requirements: tuple[KeptRequirement, ...]
    inputs_hash: str
    result_hash: str
    candidates: tuple[MatchedCandidate, ...]


class Rerun(Value):
    """A stored match computed again: the same bytes, or where they differ.

    ``gone`` counts candidates whose data was erased and who cannot be verified any more.
    """

    match_id: str
    same: bool
    verified: int
    gone: int
    differing: tuple[str, ...]
    result_hash: str
