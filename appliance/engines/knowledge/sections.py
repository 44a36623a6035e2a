"""What a heading line of a résumé or a posting opens."""

from __future__ import annotations

import re

from appliance.engines.knowledge.packs import rows
from appliance.foundation.kernel.text import fold_words

RESUME_ROLES = (
    "contact", "summary", "experience", "education", "skills", "certifications", "projects", "languages", "awards",
    "publications", "references", "interests", "clearance", "volunteering", "other",
)  # fmt: skip
POSTING_ROLES = (
    "about", "summary", "responsibilities", "required", "preferred", "benefits", "boilerplate", "location", "clearance", "other",
)  # fmt: skip
_LONGEST = 90
_MOST_WORDS = 12
_SPACED = re.compile(r"(?:\w ){3,}\w")
_PARTS = re.compile(r"\s*(?:[&/,|+]|\b(?:and|und|et|y|e|en|och|i|oraz)\b)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:\(?[0-9ivx]{1,3}[.)]|§+)\s*", re.IGNORECASE)


class Headings:
    """The headings of both kinds of document, folded."""

    def __init__(self) -> None:
        self._roles: dict[str, dict[str, str]] = {"resume": {}, "posting": {}}
        for row in rows("sections"):
            kind, _, role = row.section.partition(" ")
            for heading in row.items(1):
                self._roles[kind].setdefault(fold_words(heading), role)

    @property
    def size(self) -> int:
        """How many headings are known."""
        return sum(len(roles) for roles in self._roles.values())

    def role(self, kind: str, line: str) -> str | None:
        """The role of a heading line, or None when the line is no known heading."""
        bare = line.strip()
        if not bare or len(bare) > _LONGEST:
            return None
        roles = self._roles[kind]
        folded = _folded(bare)
        if not folded or len(folded.split()) > _MOST_WORDS:
            return None
        if folded in roles:
            return roles[folded]
        without = re.sub(r"\s\d+$|\s(?:continued|cont|cont d|fortsetzung|suite)$", "", folded)
        if without in roles:
            return roles[without]
        parts = [fold_words(part) for part in _PARTS.split(_NUMBER.sub("", bare))]
        known = [roles.get(part) for part in parts if part]
        if len(known) > 1 and all(known):
            return known[0]
        where = _SOMEWHERE.fullmatch(folded) if kind == "resume" else None
        return roles.get(where[1]) if where else None


_SOMEWHERE = re.compile(r"([a-z]+) (?:in|en|dans|nel|nella|im|em|na|no|w) (?:[a-z]+ ?){1,4}")
"""A heading that says where: "Experience in industry", "Experiencia en la docencia"."""


def _folded(line: str) -> str:
    """The words of a heading: numbering, decoration and letter-spacing removed."""
    if _SPACED.fullmatch(re.sub(r"\s{2,}", " ", line.strip(" :.-–—_*#=•"))):
        line = " ".join(part.replace(" ", "") for part in re.split(r"\s{2,}", line))
    return fold_words(_NUMBER.sub("", line))
