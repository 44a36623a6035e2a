"""What differs between two stored matches: facts, corrections, requirements, weights, rules, packs. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from appliance.foundation.contracts.candidates import Correction, KeptFact
from appliance.foundation.contracts.matching import Change, MatchDifference, PersonDifference
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.recruiting.matching import telling
from appliance.recruiting.matching.kept import Inputs, Kept

Removals = Mapping[tuple[str, str], Correction]
"""The corrections that hide what was read of one person, by (kind, normal value)."""

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


def difference(before: Side, after: Side, removals: Mapping[str, Removals] | None = None) -> MatchDifference:
    """Both sides compared; people in the order of the later rank, those who fell out of it last.

    ``removals`` by candidate say who took away a fact that is not there any more.
    """
    ids = sorted(
        before.people.keys() | after.people.keys(),
        key=lambda i: (after.people.get(i, (10**9, None))[0], before.people.get(i, (0, None))[0]),
    )
    people, same = [], 0
    for candidate_id in ids:
        found = _person(candidate_id, before, after, (removals or {}).get(candidate_id, {}))
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
        requirements=_requirements(before.inputs.requirements, after.inputs.requirements),
        people=tuple(people),
        same=same,
    )


def _changes(triples: Iterable[tuple[str, object, object]]) -> tuple[Change, ...]:
    return tuple(Change(what=w, before=str(b), after=str(a)) for w, b, a in triples if b != a)


def _listed(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    keys = [*before, *(k for k in after if k not in before)]
    return _changes((k.split("\0")[0], before.get(k, ""), after.get(k, "")) for k in keys)


def _requirements(before: Sequence[KeptRequirement], after: Sequence[KeptRequirement]) -> tuple[Change, ...]:
    """What is asked, before and after; where only what it is compared as has changed, that is said."""
    one, other = _asked(before), _asked(after)
    texts = [{k: _told(r) for k, r in side.items()} for side in (one, other)]
    for key in one.keys() & other.keys():
        meanings = [telling.meaning(side[key].requirement) for side in (one, other)]
        if texts[0][key] == texts[1][key] and meanings[0] != meanings[1]:
            for text, meaning in zip(texts, meanings, strict=True):
                text[key] += f", compared as {meaning}"
    return _listed(*texts)


def _asked(requirements: Sequence[KeptRequirement]) -> dict[str, KeptRequirement]:
    """Requirements by kind and label, so that another version of a posting is compared by what it asks."""
    found: dict[str, KeptRequirement] = {}
    for kept in requirements:
        key = f"{kept.requirement.kind}\0{kept.requirement.label}"
        while key in found:
            key += "\0"
        found[key] = kept
    return found


def _told(kept: KeptRequirement) -> str:
    r = kept.requirement
    years = "" if r.years is None else f", {r.years:g} years"
    by = f", by {kept.author_name}" if kept.author_name else ""
    return f"{r.label} ({r.need}{years}{by})"


def _person(candidate_id: str, before: Side, after: Side, removals: Removals) -> PersonDifference | None:
    """None when nothing is different."""
    rank_before, kept_before = before.people.get(candidate_id, (0, None))
    rank_after, kept_after = after.people.get(candidate_id, (0, None))
    gone_before, gone_after = rank_before > 0 and kept_before is None, rank_after > 0 and kept_after is None
    gone = gone_before or gone_after
    totals = [k.judged.score.total if k else 0 for k in (kept_before, kept_after)]
    facts, corrections, answers, findings = _inside(
        kept_before, kept_after, before.inputs, after.inputs, removals
    )
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
        gone_before=gone_before,
        gone_after=gone_after,
        facts=facts,
        corrections=corrections,
        answers=answers,
        findings=findings,
    )


def _inside(
    one: Kept | None, other: Kept | None, inputs: Inputs, later: Inputs, removals: Removals
) -> tuple[tuple[Change, ...], tuple[Change, ...], tuple[Change, ...], tuple[Change, ...]]:
    if one is None or other is None:
        return (), (), (), ()
    now = _facts(other.facts, by_people=False)
    read = _facts(one.facts, by_people=False)
    hidden = {k: _hidden(by) for k in read if k not in now and (by := removals.get(_split(k)))}
    facts = _listed(read, {**hidden, **now})
    before, after = _findings(one, inputs), _findings(other, later)
    both = before.keys() & after.keys()  # of a requirement only one of them has, the requirements say it once
    corrections = _listed(_facts(one.facts, by_people=True), _facts(other.facts, by_people=True))
    return (
        facts,
        corrections,
        _answers(one, other, later),
        _listed({k: before[k] for k in before if k in both}, {k: after[k] for k in after if k in both}),
    )


def _hidden(by: Correction) -> str:
    return f"{'taken away' if by.action == 'remove' else 'corrected'} by {by.author_name}"


def _split(key: str) -> tuple[str, str]:
    kind, _, normal = key.partition("\0")
    return kind, normal


def _answers(one: Kept, other: Kept, inputs: Inputs) -> tuple[Change, ...]:
    """What the packs answered to the same question otherwise."""
    rows = [k.requirement for k in inputs.requirements]
    names = {
        i: n for r in rows for i, n in zip(str(r.detail.get("ids") or "").split(), r.any_of, strict=False)
    }
    names |= {
        str(k.fact.detail.get("id")): k.fact.value
        for k in (*one.facts, *other.facts)
        if k.fact.detail.get("id")
    }
    found = []
    for key in sorted(one.answers.keys() & other.answers.keys()):
        what, before = telling.answer(key, one.answers[key], names)
        _, after = telling.answer(key, other.answers[key], names)
        found.append((what, before, after))
    return _changes(found)


def _facts(facts: Sequence[KeptFact], *, by_people: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for kept in facts:
        if bool(kept.author) == by_people:
            by = f", by {kept.author_name}" if kept.author else ""
            key = f"{kept.fact.kind}\0{kept.fact.normal or kept.fact.value}"
            found.setdefault(key, telling.fact(kept.fact) + by)
    return found


def _findings(kept: Kept, inputs: Inputs) -> dict[str, str]:
    labels = {k.id: f"{k.requirement.label}\0{k.requirement.kind}" for k in inputs.requirements}
    return {labels[e.requirement_id]: e.finding.replace("_", " ") for e in kept.judged.evidence}
