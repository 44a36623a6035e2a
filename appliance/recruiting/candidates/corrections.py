"""What holds: facts as read, with what people said about them on top. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from appliance.foundation.contracts.candidates import Correction, KeptFact
from appliance.foundation.contracts.facts import Fact

PERSON_READER = "person"


def anchor(fact: Fact) -> str:
    """What a correction holds on to, so that it finds its fact again after another reading."""
    return fact.normal or fact.value


def in_force(read: Iterable[KeptFact], corrections: Sequence[Correction]) -> tuple[KeptFact, ...]:
    """Facts after corrections. A replaced fact keeps the place it was read at; later corrections win."""
    live = [c for c in corrections if not c.withdrawn_at]
    by_anchor = {(c.kind, c.was): c for c in live if c.action != "add"}
    found: list[KeptFact] = []
    used: set[str] = set()
    for kept in read:
        correction = by_anchor.get((kept.fact.kind, anchor(kept.fact)))
        if correction is None:
            found.append(kept)
            continue
        used.add(correction.id)
        if correction.action == "replace":
            found.append(_replaced(kept, correction))
    for correction in live:
        # a replacement whose fact is no longer read still says what the person knows
        if correction.action == "add" or (correction.action == "replace" and correction.id not in used):
            found.append(_added(correction))
    return tuple(found)


def _replaced(kept: KeptFact, correction: Correction) -> KeptFact:
    fact = kept.fact.model_copy(
        update={
            "value": correction.value,
            "normal": correction.normal,
            "detail": {**kept.fact.detail, **correction.detail},
            "reader": PERSON_READER,
            "confidence": "sure",
        }
    )
    return kept.model_copy(
        update={
            "id": correction.id,
            "fact": fact,
            "author": correction.author,
            "author_name": correction.author_name,
            "at": correction.at,
            "was": kept.fact.value,
        }
    )


def _added(correction: Correction) -> KeptFact:
    return KeptFact(
        id=correction.id,
        candidate_id=correction.candidate_id,
        document_id="",
        fact=Fact(
            kind=correction.kind,
            value=correction.value,
            normal=correction.normal,
            detail=correction.detail,
            reader=PERSON_READER,
            confidence="sure",
        ),
        author=correction.author,
        author_name=correction.author_name,
        at=correction.at,
    )
