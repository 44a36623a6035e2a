"""Which segments are merged when: few enough to search, little enough work for a commit."""

from __future__ import annotations

from collections.abc import Sequence

MOST_SEGMENTS = 8
DEAD_SHARE = 0.3
"""A segment with more deleted entries than this is written anew when it is small enough."""
DEAD_DOCUMENTS = 5_000


def to_merge(sizes: Sequence[int]) -> list[int]:
    """Indices of the segments to merge now, none if there are few enough.

    The smallest ones, and any that would not be clearly larger than what they become: an entry is written anew about
    as often as the number of segments has digits in base two.
    """
    if len(sizes) <= MOST_SEGMENTS:
        return []
    order = sorted(range(len(sizes)), key=lambda i: (sizes[i], i))
    chosen, total = order[:2], sizes[order[0]] + sizes[order[1]]
    for i in order[2:]:
        if sizes[i] >= total and len(sizes) - len(chosen) < MOST_SEGMENTS:
            break
        chosen.append(i)
        total += sizes[i]
    return sorted(chosen)


def worth_cleaning(documents: int, deleted: int) -> bool:
    """Should a segment be written anew because of its dead alone?"""
    return deleted == documents or (documents <= DEAD_DOCUMENTS and deleted > documents * DEAD_SHARE)
