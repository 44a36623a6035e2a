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
        .{0,60}\b(?:recommend|hire|select|rank|score)
    | (?:recommend|select|shortlist)\s+(?:hiring\s+)?this\s+(?:candidate|applicant)\s+(?:regardless|no\s+matter|immediately)\b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def addressed_to_machines(text: str) -> bool:
    """True when the text holds a phrase such as "ignore all previous instructions"."""
    return _PHRASES.search(text) is not None
