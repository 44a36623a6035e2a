"""What a stored match keeps, how it is judged, and how its bytes are compared. Pure but for the clock of the caller."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.matching import Judged
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.foundation.contracts.values import Value
from appliance.recruiting.matching.lookup import FullLookup, Memory, RecordingLookup, StoredLookup
from appliance.recruiting.matching.rules import RULE_SETS

FORMAT = 1


class Inputs(Value):
    """What the requisition's side of a match is computed from. ``terms`` is the version of the organisation's own terms."""

    format: int
    rules: str
    pack: str
    terms: int
    title: str
    today: str
    weights: dict[str, int]
    requirements: tuple[KeptRequirement, ...]


class Kept(Value):
    """What one candidate's side was computed from, and what came out."""

    facts: tuple[KeptFact, ...]
    answers: dict[str, list[str]]
    judged: Judged


def judge(
    inputs: Inputs, candidate_id: str, facts: tuple[KeptFact, ...], memory: Memory, text: str = ""
) -> Kept:
    """One candidate by the rules the inputs name; what the pack and the résumé's ``text`` answer is written down."""
    lookup = RecordingLookup(memory, text)
    return Kept(facts=facts, judged=_judged(inputs, candidate_id, facts, lookup), answers=lookup.answers)


def again(inputs: Inputs, candidate_id: str, kept: Kept) -> Judged:
    """The same from what was kept, asking no pack."""
    return _judged(inputs, candidate_id, kept.facts, StoredLookup(kept.answers))


def _judged(inputs: Inputs, candidate_id: str, facts: tuple[KeptFact, ...], lookup: FullLookup) -> Judged:
    evidence, score = RULE_SETS[inputs.rules](
        inputs.title, inputs.requirements, facts, inputs.weights, lookup, inputs.today
    )
    return Judged(candidate_id=candidate_id, evidence=evidence, score=score)


def order(kept: Kept) -> tuple[int, str]:
    """Best first; who has the same score stands in the order of the ids, so that two runs agree."""
    return -kept.judged.score.total, kept.judged.candidate_id


def result_hash(judged: Judged) -> str:
    """SHA-256 over everything the rules gave back."""
    return hash_of(judged.model_dump(mode="json"))


def facts_hash(facts: tuple[KeptFact, ...]) -> str:
    """SHA-256 over the facts a candidate was judged by."""
    return hash_of([f.model_dump(mode="json") for f in facts])


def hash_of(plain: Any) -> str:
    """SHA-256 over JSON with sorted keys, no spaces, UTF-8: docs/formats/matching.md."""
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
