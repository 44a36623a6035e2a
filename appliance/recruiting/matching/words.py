"""How much a résumé speaks of the words of a title, whatever titles its owner bore. Pure."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from appliance.recruiting.matching.phrases import content, stems

RANKS = frozenset(
    content("senior junior lead principal staff manager director assistant associate specialist coordinator representative supervisor head chief officer intern entry level full time part remote team")
)  # fmt: skip
"""Words that say the rank and not the work: they count a third."""
RANK_WEIGHT = 1 / 3
K1, B, USUAL = 1.2, 0.75, 600
"""Saturation and length of BM25 (Robertson and Zaragoza 2009), for a résumé of the usual number of words."""
ENOUGH = 0.75
"""From here on a word is said as often as it need be: about four times."""


def said(title: str, text: str) -> int:
    """0 to 100: the words of ``title`` in ``text``, each by how often it stands there, in any inflection."""
    wanted = dict.fromkeys(content(title))
    counts, length = _counted(text)
    if not wanted or not length:
        return 0
    scale = K1 * (1 - B + B * length / USUAL)
    weights = {w: RANK_WEIGHT if w in RANKS else 1.0 for w in wanted}
    points = sum(
        weight * min(1.0, counts[word] / (counts[word] + scale) / ENOUGH) for word, weight in weights.items()
    )
    return round(100 * points / sum(weights.values()))


@lru_cache(maxsize=8)
def _counted(text: str) -> tuple[Counter[str], int]:
    found = stems(text)
    return Counter(found), len(found)
