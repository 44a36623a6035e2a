"""How much a line looks like the name of an employer, or of a school."""

from __future__ import annotations

import re

from appliance.engines.knowledge.packs import rows
from appliance.engines.knowledge.phrases import Phrases
from appliance.engines.knowledge.tokens import key, tokens

_SENTENCE = re.compile(r"[.!?]\s+[A-Z]|[a-z]{3,}\.$|;")
_VERB = re.compile(
    r"^(?:managed|led|developed|designed|built|created|implemented|worked|responsible|responsibilities|provided|supported|maintained|assisted|performed|"
    r"ensured|conducted|coordinated|analy[sz]ed|experience|wrote|i|we|our|using|used|helped|tested|completed|taught|tutored|prepared|reviewed)\b",
    re.IGNORECASE,
)
_LONGEST = 100
_SMALL_WORDS = "of and the for to für der die das des und zur am im de la le les du et di del della delle dei e y do da dos das van voor het en i w na"
_SMALL = frozenset(_SMALL_WORDS.split())
"""Words that are small in names, too."""


class Organisations:
    """Company suffixes, words of names, known employers, words of schools."""

    def __init__(self) -> None:
        self._kinds: dict[str, Phrases[float]] = {}
        for row in rows("organisations"):
            phrases = self._kinds.setdefault(row.section, Phrases())
            weight = float(row.cell(1) or 1)
            for name in row.items(0):
                phrases.add(key(name), weight)

    def _has(self, kind: str, text: str) -> float:
        split = tokens(text)
        return max((w for f in self._kinds[kind].find(text, split) for w in f.entries), default=0.0)

    def employer_likeness(self, text: str) -> float:
        """0..1: is this line the name of an employer?"""
        bare = text.strip(" \t•-–—|,")
        if not bare or len(bare) > _LONGEST:
            return 0.0
        score = 0.1 + _shape(bare)
        score += 0.6 * self._has("suffix", bare)
        score += 0.45 * self._has("word", bare)
        score += 0.6 * self._has("employer", bare)
        score += 0.3 * self._has("school", bare)
        return _bounded(score)

    def school_likeness(self, text: str) -> float:
        """0..1: is this line the name of a school?"""
        bare = text.strip(" \t•-–—|,")
        if not bare or len(bare) > _LONGEST:
            return 0.0
        known = self._has("school", bare)
        return _bounded(0.75 * known + _shape(bare)) if known else 0.0


def _shape(line: str) -> float:
    """Capitals speak for a name; a sentence, a leading verb, many digits and many words against it."""
    words = line.split()
    lettered = [w for w in words if w[:1].isalpha() and w not in _SMALL] or words[:1]
    capital = sum(w[0].isupper() or w[1:2].isupper() for w in lettered) / len(lettered) if lettered else 0.0
    score = 0.2 * capital
    if _SENTENCE.search(line):
        score -= 0.3
    if _VERB.match(line):
        score -= 0.5
    if "@" in line or "http" in line:
        score -= 0.6
    if sum(c.isdigit() for c in line) > len(line) / 4:
        score -= 0.4
    if len(words) > 8:
        score -= 0.06 * (len(words) - 8)
    if lettered and capital < 0.5:
        score -= 0.3
    return score


def _bounded(score: float) -> float:
    return round(min(1.0, max(0.0, score)), 3)
