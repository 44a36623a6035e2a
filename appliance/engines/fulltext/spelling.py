"""Did you mean: the nearest words that are really there."""

from __future__ import annotations

from collections.abc import Mapping

MOST_EDITS = 2


def edits(a: str, b: str, most: int = MOST_EDITS) -> int:
    """Letters to add, drop, change or swap with their neighbour to turn one word into the other; ``most + 1`` if more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    older: list[int] = []
    before = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        older, before = before, row
    return min(before[-1], most + 1)


def most_edits(word: str) -> int:
    """How far a suggestion may be from a word: one edit for four letters or less, two for more."""
    return 1 if len(word) <= 4 else MOST_EDITS


def nearest(word: str, counts: Mapping[str, int], limit: int) -> tuple[str, ...]:
    """The words within ``most_edits``, nearest first, then the most frequent."""
    most = most_edits(word)
    found = []
    for other, count in counts.items():
        distance = edits(word, other, most)
        if 0 < distance <= most:
            found.append((distance, -count, other))
    return tuple(other for _, _, other in sorted(found)[:limit])
