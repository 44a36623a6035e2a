"""A dictionary of token sequences with longest match."""

from __future__ import annotations

import re
from typing import Generic, NamedTuple, TypeVar

from appliance.engines.knowledge.tokens import Tokens

Payload = TypeVar("Payload")
_GAP = re.compile(r"\n\s*\n")
_PLURAL_FROM = 3


class Node(Generic[Payload]):
    """A state of the dictionary: what may follow, and what ends here."""

    __slots__ = ("entries", "next")

    def __init__(self) -> None:
        self.next: dict[str, Node[Payload]] = {}
        self.entries: list[Payload] = []


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
        self.root: Node[Payload] = Node()
        self.size = 0

    def add(self, sequence: tuple[str, ...], entry: Payload) -> None:
        """Enter one sequence. An empty one is a mistake of the pack: ValueError."""
        if not sequence:
            raise ValueError("a term without a letter")
        node = self.root
        for word in sequence:
            following = node.next.get(word)
            if following is None:
                following = node.next[word] = Node()
            node = following
        if not node.entries:
            self.size += 1
        node.entries.append(entry)

    def exact(self, sequence: tuple[str, ...]) -> list[Payload]:
        """The entries of exactly this sequence, or none."""
        node: Node[Payload] | None = self.root
        for word in sequence:
            node = node.next.get(word) if node else None
        return node.entries if node else []

    def longest(self, text: str, split: Tokens, first: int) -> Found[Payload] | None:
        """The longest sequence that starts at this token; it may cross one line break, not an empty line."""
        words = split.words
        count = len(words)
        node = self.root.next.get(words[first])
        best, best_after = None, 0
        at = first
        while node is not None:
            at += 1
            if node.entries:
                best, best_after = node, at
            if at >= count:
                break
            node = node.next.get(words[at])
        if best is None:
            return None
        start, end = split.starts[first], split.ends[best_after - 1]
        if best_after > first + 1 and _GAP.search(text, start, end):
            return None
        return Found(first, best_after, start, end, best.entries)

    def find(self, text: str, split: Tokens) -> list[Found[Payload]]:
        """Every longest sequence from left to right, without overlap."""
        found = []
        first, count = 0, len(split.words)
        heads = self.root.next
        words = split.words
        while first < count:
            if words[first] in heads:
                match = self.longest(text, split, first)
                if match is not None:
                    found.append(match)
                    first = match.after
                    continue
            first += 1
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
