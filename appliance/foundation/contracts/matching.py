"""Matches: what was found for each candidate, and the stored result."""

from __future__ import annotations

from appliance.foundation.contracts.candidates import Candidate
from appliance.foundation.contracts.evidence import Evidence, Score
from appliance.foundation.contracts.requisitions import KeptRequirement, Requisition
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


class FittingRequisition(Value):
    """One requisition against one person; not stored."""

    requisition: Requisition
    requirements: tuple[KeptRequirement, ...]
    judged: Judged


class Change(Value):
    """One thing that is not the same in two stored matches, in words; "" where it was not there."""

    what: str
    before: str
    after: str


class PersonDifference(Value):
    """What became different for one person. Rank 0: not among those kept. ``facts`` leaves out what people entered,

    which stands in ``corrections``; ``gone_before`` and ``gone_after`` say in which match their data cannot be opened any more; ``answers`` are those of the knowledge packs.
    """

    candidate_id: str
    rank_before: int
    rank_after: int
    total_before: int
    total_after: int
    gone: bool
    gone_before: bool = False
    gone_after: bool = False
    facts: tuple[Change, ...] = ()
    corrections: tuple[Change, ...] = ()
    answers: tuple[Change, ...] = ()
    findings: tuple[Change, ...] = ()


class MatchDifference(Value):
    """Two stored matches side by side: what they were computed from, and for whom the result changed.

    ``same`` counts people for whom everything is the same.
    """

    first: str
    second: str
    inputs: tuple[Change, ...]
    weights: tuple[Change, ...]
    requirements: tuple[Change, ...]
    people: tuple[PersonDifference, ...]
    same: int
