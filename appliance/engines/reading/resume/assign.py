"""Which piece of a heading is the title and which the employer: by words, and by what the document does elsewhere."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from appliance.engines.reading.resume.segments import Judge, Segment, soft_cuts

_LEAST_TITLE = 0.42
_LEAST_EMPLOYER = 0.28
_BOTH = 0.35
_PRIOR_WEIGHT = 0.6
_LONGEST_NAME = 90

Slot = tuple[int, int, int]


class Prior(NamedTuple):
    """What the other entries of a section say about a slot: mean likeness of a title and of an employer there."""

    title: float
    employer: float


class Pair(NamedTuple):
    title: Segment | None
    employer: Segment | None
    score: float


def priors(entries: list[tuple[Segment, ...]], judge: Judge) -> dict[Slot, Prior]:
    """For each slot how often it holds a title or an employer."""
    titles: dict[Slot, list[float]] = defaultdict(list)
    employers: dict[Slot, list[float]] = defaultdict(list)
    for segments in entries:
        pair = best_pair(segments, judge, {})
        for segment in (
            *_readable(segments),
            *[s for whole in segments for cut in soft_cuts(whole, judge) for s in cut[:2]],
        ):
            titles[segment.slot].append(1.0 if segment == pair.title else 0.0)
            employers[segment.slot].append(1.0 if segment == pair.employer else 0.0)
    count = len(entries)
    return (
        {slot: Prior(sum(titles[slot]) / count, sum(employers[slot]) / count) for slot in titles}
        if count > 1
        else {}
    )


def _readable(segments: tuple[Segment, ...]) -> list[Segment]:
    return [
        s
        for s in segments
        if not s.place and any(c.isalpha() for c in s.text) and len(s.text) <= _LONGEST_NAME + 40
    ]


def best_pair(segments: tuple[Segment, ...], judge: Judge, prior: dict[Slot, Prior]) -> Pair:
    """The title and employer that are most likely together; either may be missing."""
    whole = _readable(segments)
    options: list[Pair] = []
    titles = [(s, _title(s, judge, prior)) for s in whole]
    employers = [(s, _employer(s, judge, prior)) for s in whole]
    for title, t in titles:
        if t < _LEAST_TITLE:
            continue
        options.append(Pair(title, None, t))
        options += [
            Pair(title, e, t + w + _BOTH) for e, w in employers if e is not title and w >= _LEAST_EMPLOYER
        ]
    options += [Pair(None, e, w) for e, w in employers if w >= _LEAST_EMPLOYER]
    for segment in whole[:4]:
        others = [o for o in whole if o is not segment]
        for left, right, cost in soft_cuts(segment, judge):
            for one, other in ((left, right), (right, left)):
                t, e = _title(one, judge, prior), _employer(other, judge, prior)
                if t >= _LEAST_TITLE and e >= _LEAST_EMPLOYER:
                    options.append(Pair(one, other, t + e + _BOTH - cost))
                elif e >= _LEAST_EMPLOYER + 0.1 and len(others) > 0:
                    # "Acme Corporation, Networks Division" beside a title of its own
                    options += [
                        Pair(o, segment, w + e + _BOTH - cost - 0.05)
                        for o, w in titles
                        if o is not segment and w >= _LEAST_TITLE
                    ]
    return max(options, key=lambda p: p.score, default=Pair(None, None, -0.4))


def _title(segment: Segment, judge: Judge, prior: dict[Slot, Prior]) -> float:
    if len(segment.text) > _LONGEST_NAME:
        return 0.0
    if segment.label:
        return 1.5 if segment.label == "title" else 0.0
    own = judge.title(segment.text)
    if own < 0.3:
        own -= 0.3 * judge.employer(segment.text)
    shared = prior.get(segment.slot)
    return own + _PRIOR_WEIGHT * shared.title - 0.3 * shared.employer if shared else own


def _employer(segment: Segment, judge: Judge, prior: dict[Slot, Prior]) -> float:
    if len(segment.text) > _LONGEST_NAME:
        return 0.0
    if segment.label:
        return 1.5 if segment.label == "employer" else 0.0
    own = judge.employer(segment.text) - 0.35 * max(0.0, judge.title(segment.text) - 0.3)
    shared = prior.get(segment.slot)
    return own + _PRIOR_WEIGHT * shared.employer - 0.3 * shared.title if shared else own
