"""How an entry lies in the index: which words of which field stand at which position.

A query without a field reads the field ``WHOLE``: the text of every field, one after the other, the weighty ones
as often as their weight says (the BM25F of Robertson, Zaragoza and Taylor: frequencies are weighted before they are
saturated, so that a word in the title counts for several in the body). ``body:`` reads the same field: it is the whole
document.
"""

from __future__ import annotations

from collections.abc import Mapping

from appliance.engines.fulltext.analysis import Token, tokens
from appliance.foundation.contracts.query import TEXT_FIELDS

WHOLE = "whole"
WEIGHTS = {
    "name": 3,
    "title": 3,
    "skill": 3,
    "certification": 2,
    "employer": 1,
    "school": 1,
    "degree": 1,
    "location": 1,
    "body": 1,
}
"""How many times a field stands in ``WHOLE``, in this order, the body last."""
OWN_FIELDS = tuple(name for name in WEIGHTS if name != "body")
"""Fields with postings of their own."""
GAP = 100
"""Positions between two fields and between two lines of a field other than the body: no phrase crosses it."""
LONGEST_REACH = 50
"""Largest slop of a phrase and distance of NEAR; below ``GAP``."""

if set(WEIGHTS) != set(TEXT_FIELDS):
    raise RuntimeError("every text field needs a weight")


def field_of(name: str) -> str:
    """The field of the index in which a field of the query language is read."""
    return WHOLE if name in {"", "body"} else name


def lines(text: str) -> tuple[list[Token], int]:
    """Tokens of a field that holds one value a line, and the position after the last."""
    found: list[Token] = []
    position = offset = 0
    for line in text.split("\n"):
        here = tokens(line)
        for t in here:
            found.append(Token(t.term, position + t.position, offset + t.start, offset + t.end))
        if here:
            position += max(t.position for t in here) + 1 + GAP
        offset += len(line) + 1
    return found, position


def streams(texts: Mapping[str, str]) -> dict[str, list[tuple[str, int]]]:
    """Field of the index → its (term, position) pairs, for ``WHOLE`` and every own field that has text."""
    whole: list[tuple[str, int]] = []
    found: dict[str, list[tuple[str, int]]] = {}
    position = 0
    for name, weight in WEIGHTS.items():
        text = texts.get(name, "")
        if not text.strip():
            continue
        if name == "body":
            whole.extend((t.term, position + t.position) for t in tokens(text))
            continue
        here, after = lines(text)
        found[name] = [(t.term, t.position) for t in here]
        for _ in range(weight):
            whole.extend((t.term, position + t.position) for t in here)
            position += after
    found[WHOLE] = whole
    return found
