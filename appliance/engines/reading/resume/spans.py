"""Places that are already taken, asked quickly."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


class Spans:
    """Spans ``[start, end)`` of a text, merged where they touch."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touches(self, start: int, end: int) -> bool:
        """Does any span share a character with ``[start, end)``?"""
        at = bisect_right(self._starts, start)
        return (at > 0 and self._ends[at - 1] > start) or (at < len(self._starts) and self._starts[at] < end)

    def covers(self, start: int, end: int) -> bool:
        """Do the spans hold all of ``[start, end)``?"""
        at = bisect_right(self._starts, start)
        return at > 0 and self._ends[at - 1] >= end
