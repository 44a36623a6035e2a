"""Matches into an answer: the best of them in order, and counts of facets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from appliance.engines.fulltext.answers import SORT_NUMBERS, Question, written
from appliance.engines.fulltext.nodes import AnyOf
from appliance.engines.fulltext.vector.binding import Binder
from appliance.engines.fulltext.vector.contending import bound, contenders, narrowed
from appliance.engines.fulltext.vector.counting import Crowd, counts_of
from appliance.engines.fulltext.vector.operators import Operator
from appliance.engines.fulltext.vector.sections import Array
from appliance.engines.fulltext.vector.segment import Segment
from appliance.engines.fulltext.vector.snapshot import Snapshot
from appliance.foundation.contracts.query import Hits

Candidate = tuple[Any, str, float]
"""One of the best of a segment: what it is ordered by, its ref and its score; sorts by itself."""


def answer(snapshot: Snapshot, question: Question) -> Hits:
    """Answer one question from one generation."""
    total = 0
    best: list[Candidate] = []
    counts: dict[str, dict[str, int]] = {name: {} for name in question.facets}
    marks = 0
    wanted = question.offset + question.limit
    for number, leaf in enumerate(snapshot.leaves):
        if not leaf.living:
            continue
        binder = Binder(snapshot, number)
        found = binder.bind(question.tree)
        if not (question.facets or question.filters or question.everyone) and leaf.alive is None:
            if not wanted:
                total += found.count()
                continue
            few = _few(leaf.segment, found, wanted) if question.sort == "score" else None
            if few is not None:
                total += found.count()
                best.extend(_best(leaf.segment, found, few, question.sort, wanted))
                continue
        everyone = found.ids()
        if leaf.alive is not None:
            everyone = everyone.take(np.flatnonzero(leaf.alive.take(everyone)))
        passed = _passed(binder, question.filters, everyone)
        ids = _narrowed(everyone, passed, without="")
        crowd = Crowd(leaf.segment.documents, ids)
        for name in question.facets:
            others = (
                Crowd(leaf.segment.documents, _narrowed(everyone, passed, without=name))
                if name in passed
                else crowd
            )
            _add(counts[name], counts_of(leaf.segment, name, others))
        total += len(ids)
        if question.everyone:
            marks += leaf.segment.refs.marks(ids)
        if wanted and len(ids):
            best.extend(_best(leaf.segment, found, ids, question.sort, wanted))
    best.sort()
    page = best[question.offset : wanted]
    return Hits.model_validate(  # all in one go, which is quicker than hit by hit
        {
            "total": total,
            "hits": tuple([{"ref": ref, "score": score} for _, ref, score in page]),
            "facets": counts,
            "generation": snapshot.generation,
            "everyone": written(marks) if question.everyone else "",
        }
    )


def _few(segment: Segment, found: Operator, wanted: int) -> Array | None:
    """Matches with the best of all among them, without naming the others; None where that is not cheaper."""
    if found.constant() is not None:
        return found.first(wanted) if segment.refs.ascends else None
    return contenders(found, wanted)


def _passed(binder: Binder, filters: Mapping[str, tuple[str, ...]], ids: Array) -> dict[str, Array]:
    """Facet → which of the documents pass its filter."""
    return {name: binder.bind(AnyOf(name, values)).test(ids) for name, values in filters.items()}


def _narrowed(ids: Array, passed: Mapping[str, Array], without: str) -> Array:
    """The documents that pass every filter but one."""
    masks = [mask for name, mask in passed.items() if name != without]
    return ids.take(np.flatnonzero(np.logical_and.reduce(masks))) if masks else ids


def _add(counts: dict[str, int], more: Mapping[str, int]) -> None:
    for value, count in more.items():
        counts[value] = counts.get(value, 0) + count


def _best(segment: Segment, found: Operator, ids: Array, sort: str, wanted: int) -> list[Candidate]:
    """The first of a segment by the sort asked for, equals in the order of their refs."""
    scores: Array | None = None
    same = found.constant() if sort == "score" else None
    if same is not None:
        chosen = _first(segment, ids, wanted)
        return [(-same, ref, same) for ref in segment.refs.texts(ids[chosen])]
    if sort == "score":
        ids = narrowed(found, ids, wanted)
        scores = found.score(ids, inside=True)
        keys = scores
    elif sort == "name":
        keys = -_name_places(segment, ids)
    else:
        numbers = segment.numbers(SORT_NUMBERS[sort]).take(ids)
        keys = np.where(np.isnan(numbers), -np.inf, numbers)
    chosen = top(keys, segment.refs.ranks, ids, wanted)
    ids = ids[chosen]
    if scores is not None:
        scores = scores[chosen]
    elif sort != "score":
        scores = found.score(ids, inside=True)
    shown = np.zeros(len(ids), np.float32) if scores is None else scores
    ordered: list[Any]
    if sort == "name":
        names = segment.names.texts(ids)
        ordered = [(not name, name) for name in names]
    else:
        ordered = [0.0] * len(ids) if keys is None else (-keys[chosen]).tolist()
    return list(zip(ordered, segment.refs.texts(ids), shown.tolist(), strict=True))


def _name_places(segment: Segment, ids: Array) -> Array:
    """Place by name, those without one last: i8."""
    places = segment.names.ranks[ids].astype(np.int64)
    nameless = len(segment.names.order) and not segment.names.encoded(int(segment.names.order[0]))
    return np.where(places == 0, np.int64(1) << 40, places) if nameless else places


def _first(segment: Segment, ids: Array, wanted: int) -> Array:
    """Indices of the documents with the lowest refs. In no order."""
    if len(ids) <= wanted or segment.refs.ascends:
        return np.arange(min(len(ids), wanted))
    found: Array = np.argpartition(segment.refs.ranks[ids], wanted - 1)[:wanted]
    return found


def top(keys: Array | None, ranks: Array, ids: Array, wanted: int) -> Array:
    """Indices of the ``wanted`` largest keys; among equals at the border those of the lowest ref. In no order."""
    if len(ids) <= wanted:
        return np.arange(len(ids))
    if keys is None:
        found: Array = np.argpartition(ranks[ids], wanted - 1)[:wanted]
        return found
    likely: Array | None = None
    reached = bound(keys, wanted)
    if reached is not None:
        likely = np.flatnonzero(keys >= reached)
        keys = keys.take(likely)
    least = np.partition(keys, len(keys) - wanted)[len(keys) - wanted]
    chosen = np.flatnonzero(keys >= least)
    if len(chosen) > wanted:
        above = keys[chosen] > least
        tied = chosen[~above]
        missing = wanted - (len(chosen) - len(tied))
        places = ranks[ids[tied if likely is None else likely[tied]]]
        chosen = np.concatenate((chosen[above], tied[np.argpartition(places, missing - 1)[:missing]]))
    return chosen if likely is None else likely[chosen]
