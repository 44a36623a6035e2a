"""A dictionary of token sequences with longest match."""

from __future__ import annotations

import re
from itertools import compress, count
from typing import Generic, NamedTuple, TypeVar

from appliance.engines.knowledge.tokens import Tokens

Payload = TypeVar("Payload")
_GAP = re.compile(r"\n\s*\n")
_PLURAL_FROM = 3


class Found(NamedTuple, Generic[Payload]):
    """A sequence found: tokens ``[first, after)``, characters ``[start, end)``."""

    first: int
    after: int
    start: int
    end: int
    entries: list[Payload]


class Phrases(Generic[Payload]):
    """Token sequence → entries; the longest sequence that starts at a token wins, and matches never overlap."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, ...], list[Payload]] = {}
        self._lengths: dict[
            str, int
        ] = {}  # first token → bits of the lengths of the sequences that start with it

    @property
    def size(self) -> int:
        """How many sequences there are."""
        return len(self._entries)

    def add(self, sequence: tuple[str, ...], entry: Payload) -> None:
        """Enter one sequence. An empty one is a mistake of the pack: ValueError."""
        known = self._entries.get(sequence)
        if known is not None:
            self._entries[sequence] = [*known, entry]  # never in place: a copy shares the lists
            return
        if not sequence:
            raise ValueError("a term without a letter")
        self._entries[sequence] = [entry]
        head = sequence[0]
        self._lengths[head] = self._lengths.get(head, 0) | 1 << len(sequence)

    def copy(self) -> Phrases[Payload]:
        """Another dictionary with the same entries; what is entered into one is not in the other."""
        other: Phrases[Payload] = Phrases()
        other._entries = self._entries.copy()
        other._lengths = self._lengths.copy()
        return other

    def keep(self, sequence: tuple[str, ...], entries: list[Payload]) -> None:
        """Let a known sequence have only these entries; an unknown one stays unknown."""
        if sequence in self._entries:
            self._entries[sequence] = entries

    def exact(self, sequence: tuple[str, ...]) -> list[Payload]:
        """The entries of exactly this sequence, or none."""
        return self._entries.get(sequence, [])

    def longest(self, text: str, split: Tokens, first: int) -> Found[Payload] | None:
        """The longest sequence that starts at this token; it may cross one line break, not an empty line."""
        words = split.words
        lengths = self._lengths.get(words[first], 0)
        left = len(words) - first
        while lengths:
            length = lengths.bit_length() - 1
            lengths ^= 1 << length
            if length > left:
                continue
            entries = self._entries.get(tuple(words[first : first + length]))
            if entries:
                after = first + length
                start, end = split.starts[first], split.ends[after - 1]
                if length == 1 or not _GAP.search(text, start, end):
                    return Found(first, after, start, end, entries)
        return None

    def find(self, text: str, split: Tokens) -> list[Found[Payload]]:
        """Every longest sequence from left to right, without overlap."""
        found = []
        heads = self._lengths
        after = 0
        for first in compress(count(), map(heads.__contains__, split.words)):
            if first < after:
                continue
            match = self.longest(text, split, first)
            if match is not None:
                found.append(match)
                after = match.after
        return found


def with_plurals(sequence: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """A term and the other number of its last word: "firewall" also "firewalls", "relational databases" also the singular.

    A single word is never made singular (Windows, Teams, Pages).
    """
    last = sequence[-1]
    if not last.isalpha() or len(last) < _PLURAL_FROM:
        return (sequence,)
    if last.endswith("s"):
        if len(sequence) == 1 or last.endswith(("ss", "us", "is", "os", "as")):
            return (sequence,)
        singular = last[:-3] + "y" if last.endswith("ies") else last[:-1]
        return sequence, (*sequence[:-1], singular)
    plural = last[:-1] + "ies" if last.endswith("y") and last[-2] not in "aeiou" else last + "s"
    return sequence, (*sequence[:-1], plural)
