"""What differs between two stored matches: facts, corrections, requirements, weights, rules, packs. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.matching import Change, MatchDifference, PersonDifference
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.recruiting.matching.kept import Inputs, Kept

INPUTS = (
    ("rules", "Rules"),
    ("pack", "Knowledge packs"),
    ("terms", "Version of own terms"),
    ("title", "Title"),
    ("today", "Day"),
)


class Side(NamedTuple):
    """One stored match: its inputs, and rank and content of each person (None = cannot be opened any more)."""

    match_id: str
    inputs: Inputs
    people: Mapping[str, tuple[int, Kept | None]]


def difference(before: Side, after: Side) -> MatchDifference:
    """Both sides compared; people in the order of the later rank, those who fell out of it last."""
    ids = sorted(
        before.people.keys() | after.people.keys(),
        key=lambda i: (after.people.get(i, (10**9, None))[0], before.people.get(i, (0, None))[0]),
    )
    people, same = [], 0
    for candidate_id in ids:
        found = _person(candidate_id, before, after)
        if found is None:
            same += 1
        else:
            people.append(found)
    weights = {*before.inputs.weights, *after.inputs.weights}
    return MatchDifference(
        first=before.match_id,
        second=after.match_id,
        inputs=_changes((label, getattr(before.inputs, n), getattr(after.inputs, n)) for n, label in INPUTS),
        weights=_changes(
            (w, before.inputs.weights.get(w, ""), after.inputs.weights.get(w, "")) for w in sorted(weights)
        ),
        requirements=_listed(
            _asked(before.inputs.requirements),
            _asked(after.inputs.requirements),
        ),
        people=tuple(people),
        same=same,
    )


def _changes(triples: Iterable[tuple[str, object, object]]) -> tuple[Change, ...]:
    return tuple(Change(what=w, before=str(b), after=str(a)) for w, b, a in triples if b != a)


def _listed(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    keys = [*before, *(k for k in after if k not in before)]
    return _changes((k.split("\0")[0], before.get(k, ""), after.get(k, "")) for k in keys)


def _asked(requirements: Sequence[KeptRequirement]) -> dict[str, str]:
    """Requirements by kind and label, so that another version of a posting is compared by what it asks."""
    found: dict[str, str] = {}
    for kept in requirements:
        r = kept.requirement
        key = f"{r.kind}\0{r.label}"
        while key in found:
            key += "\0"
        years = "" if r.years is None else f", {r.years:g} years"
        by = f", by {kept.author_name}" if kept.author_name else ""
        found[key] = f"{r.label} ({r.need}{years}{by})"
    return found


def _person(candidate_id: str, before: Side, after: Side) -> PersonDifference | None:
    """None when nothing is different."""
    rank_before, kept_before = before.people.get(candidate_id, (0, None))
    rank_after, kept_after = after.people.get(candidate_id, (0, None))
    gone = (rank_before > 0 and kept_before is None) or (rank_after > 0 and kept_after is None)
    totals = [k.judged.score.total if k else 0 for k in (kept_before, kept_after)]
    facts, corrections, answers, findings = _inside(kept_before, kept_after, before.inputs, after.inputs)
    same = (
        rank_before == rank_after
        and totals[0] == totals[1]
        and not (facts or corrections or answers or findings)
    )
    if same and not gone:
        return None
    return PersonDifference(
        candidate_id=candidate_id,
        rank_before=rank_before,
        rank_after=rank_after,
        total_before=totals[0],
        total_after=totals[1],
        gone=gone,
        facts=facts,
        corrections=corrections,
        answers=answers,
        findings=findings,
    )


def _inside(
    one: Kept | None, other: Kept | None, inputs: Inputs, later: Inputs
) -> tuple[tuple[Change, ...], tuple[Change, ...], tuple[Change, ...], tuple[Change, ...]]:
    if one is None or other is None:
        return (), (), (), ()
    facts = _listed(_facts(one.facts, by_people=False), _facts(other.facts, by_people=False))
    corrections = _listed(_facts(one.facts, by_people=True), _facts(other.facts, by_people=True))
    both = one.answers.keys() & other.answers.keys()
    answers = _changes(
        (k.replace("|", " · "), " ".join(one.answers[k]), " ".join(other.answers[k])) for k in sorted(both)
    )
    findings = _listed(_findings(one, inputs), _findings(other, later))
    return facts, corrections, answers, findings


def _facts(facts: Sequence[KeptFact], *, by_people: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for kept in facts:
        if bool(kept.author) != by_people:
            continue
        key = f"{kept.fact.kind}\0{kept.fact.normal or kept.fact.value}"
        detail = ", ".join(f"{k} {v}" for k, v in sorted(kept.fact.detail.items()) if v not in ("", None))
        by = f", by {kept.author_name}" if kept.author else ""
        found.setdefault(key, f"{kept.fact.value}{f' ({detail})' if detail else ''}{by}")
    return found


def _findings(kept: Kept, inputs: Inputs) -> dict[str, str]:
    labels = {k.id: f"{k.requirement.label}\0{k.requirement.kind}" for k in inputs.requirements}
    return {labels[e.requirement_id]: e.finding.replace("_", " ") for e in kept.judged.evidence}
