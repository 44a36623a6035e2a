"""Words that address a machine instead of a person: named to the reviewer, never a reason to reject."""

from __future__ import annotations

import re
from typing import Final

_PHRASES: Final = re.compile(
    r"""
    \b(?:
      (?:ignore|disregard|forget|override)\s+(?:(?:all|any|the|your|of|these|those)\s+){0,3}
        (?:previous|prior|above|preceding|earlier|other)\s+(?:instruction|prompt|direction|command|rule|text|context)s?\b
    | (?:you\s+are|act\s+as)\s+(?:now\s+)?an?\s+(?:\w+\s+){0,2}(?:ai|llm|language\s+model|chatbot|assistant\s+that)\b
    | (?:system|hidden|developer)\s+prompt\s*:
    | (?:rank|rate|score|mark|classify)\s+this\s+(?:candidate|applicant|resume|résumé|cv|person)\s+
        (?:as\s+)?(?:(?:the|a|an)\s+)?(?:highest|first|best|top|excellent|perfect|highly|10|100|number)\b
    | this\s+(?:candidate|applicant)\s+is\s+(?:the\s+(?:best|most\s+qualified|ideal)|an?\s+(?:exceptional|perfect|ideal))\b
        (?s:.){0,60}\b(?:recommend|hire|select|rank|score)
    | (?:recommend|select|shortlist)\s+(?:hiring\s+)?this\s+(?:candidate|applicant)\s+(?:regardless|no\s+matter|immediately)\b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def addressed_to_machines(text: str) -> bool:
    """True when the text holds a phrase such as "ignore all previous instructions"."""
    plain = " ".join(text.lower().split())
    for letter, same in _SAME_LETTERS:
        plain = plain.replace(letter, same)
    if not any(beginning in plain for beginning in _BEGINNINGS):
        return False
    return _PHRASES.search(text) is not None


_BEGINNINGS: Final = (
    "ignore", "disregard", "forget", "override", "you are", "act as", "prompt",
    "this candidate", "this applicant", "this resume", "this résumé", "this cv", "this person",
)  # fmt: skip
"""Every phrase has one of them: looking for these first takes a tenth of the time."""
_SAME_LETTERS: Final = (("i\u0307", "i"), ("ı", "i"), ("ſ", "s"))
"""Letters the phrases take for these, whatever their case; the first is what the capital with a dot becomes."""
