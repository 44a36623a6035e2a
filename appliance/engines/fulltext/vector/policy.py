"""Which segments are merged when: few enough to search, little enough work for a commit."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.engines.fulltext.vector.inversion import MOST_DOCUMENTS

MOST_SEGMENTS = 8
_AT_ONCE = 3
DEAD_SHARE = 0.3
"""A segment with more deleted entries than this is written anew when it is small enough."""
DEAD_DOCUMENTS = 5_000


def to_merge(sizes: Sequence[int]) -> list[int]:
    """Indices of the segments to merge now, none if there are few enough.

    The three smallest, and any that would not be larger than what they become. Of 10,000 commits of one entry to an
    index of 100,000, 4 in 10 merge, 1 in 20 more than 80 entries, 1 in 100 more than 200. What would be more than a
    segment can hold is not merged: from some 50 million entries on there may be more segments.
    """
    if len(sizes) <= MOST_SEGMENTS:
        return []
    order = sorted(range(len(sizes)), key=lambda i: (sizes[i], i))
    chosen: list[int] = []
    total = 0
    for i in order:
        enough = len(chosen) >= _AT_ONCE and sizes[i] >= total and len(sizes) - len(chosen) < MOST_SEGMENTS
        if enough or total + sizes[i] >= MOST_DOCUMENTS:
            break
        chosen.append(i)
        total += sizes[i]
    return sorted(chosen) if len(chosen) > 1 else []


def to_tidy(sizes: Sequence[int]) -> list[int]:
    """Indices of the segments to merge while nobody waits: all but the largest, when there is more than one of them.

    Questions are answered a segment at a time: two cost half as much as eight. The largest is left alone, since writing it
    anew would be the work of minutes for little gain.
    """
    order = sorted(range(len(sizes)), key=lambda i: (sizes[i], i))[:-1]
    return sorted(order) if len(order) > 1 and sum(sizes[i] for i in order) < MOST_DOCUMENTS else []


def worth_cleaning(documents: int, deleted: int) -> bool:
    """Should a segment be written anew because of its dead alone?"""
    return deleted == documents or (documents <= DEAD_DOCUMENTS and deleted > documents * DEAD_SHARE)
