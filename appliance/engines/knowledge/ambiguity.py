"""When a word that also means something else is the skill.

A term marked ``!`` in a pack counts only in the spelling of the pack (SAP, not "sap"). A term marked ``?`` needs
more: a list of skills around it ("Python, R and SQL"), or a context word of its line's rule near it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.engines.knowledge.tokens import Tokens, normal

PLAIN, EXACT, CONTEXT = 0, 1, 2
NEAR = 8
"""Context words may stand this many tokens away."""
LIST_REACH = 40
"""Characters between two items of a list, separators and one unknown short item included."""
_SEPARATOR = r"(?:[,;/|•·●▪‣*&+()\[\]:\n\t]|\b(?:and|or|und|oder|et|ou|y|o|e|en|of|och|i|oraz|as well as|incl\.?|including)\b)"
_LIST_GAP = re.compile(
    rf"\s*{_SEPARATOR}(?:\s*{_SEPARATOR})*\s*(?:[\w.+#][^,;|\n/]{{0,24}}[,;/|]\s*(?:(?:and|or|und|et)\s+)?)?\Z"
)
_TIGHT = re.compile(r"\s*[,;/|&•·●▪]\s*(?:(?:and|or|und|oder|et|y)\s+)?\Z|\s+(?:and|or)\s+\Z")
_CLOSES = re.compile(r"\s*(?:[,;/|&•·●▪().\n\[\]]|\Z|(?:and|or)\b)")


ASKED = frozenset(
    normal(word)
    for word in [
        "experience",
        "experienced",
        "knowledge",
        "proficiency",
        "proficient",
        "expertise",
        "skilled",
        "skills",
        "familiarity",
        "familiar",
        "understanding",
        "background",
        "competence",
        "competent",
        "trained",
        "training",
        "certified",
        "certification",
        "techniques",
        "degree",
        "specialising",
        "specializing",
        "specialist",
        "coursework",
        "kenntnisse",
        "erfahrung",
        "compétences",
        "expérience",
        "conocimientos",
        "experiencia",
    ]
)
"""Words that make the next words something a person knows; for terms without context words of their own."""
ASKED_REACH = 5


class Rule(NamedTuple):
    """``near``: words of which one must stand close by (unless a list does); ``never``: neighbours that exclude it;

    ``behind``: those that exclude it directly behind ("excel in", but "in Excel"). ``alone``: a list of skills around it is not enough, a context word is needed.
    """

    near: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    alone: bool = False
    behind: frozenset[str] = frozenset()


NO_RULE = Rule()


def parse_rule(cell: str) -> Rule:
    """``near=web,api never=assured alone`` → a rule. ValueError for anything else."""
    near: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()
    alone = False
    for part in cell.split():
        name, _, values = part.partition("=")
        words = frozenset(normal(word) for word in values.split(",") if word)
        if name == "near":
            near = words
        elif name == "never":
            never = words
        elif name == "behind":
            behind = words
        elif name == "alone":
            alone = True
        else:
            raise ValueError(f"unknown rule {part!r}")
    return Rule(near, never, alone, behind)


def excluded(rule: Rule, split: Tokens, first: int, after: int) -> bool:
    """Whether a direct neighbour says that this is something else."""
    if not rule.never and not rule.behind:
        return False
    words = split.words
    before = words[first - 1] if first else ""
    following = words[after] if after < len(words) else ""
    return before in rule.never or following in rule.never or following in rule.behind


def has_context(rule: Rule, split: Tokens, first: int, after: int) -> bool:
    """Whether a context word stands close by; without own ones, a word such as "experience" just before."""
    if not rule.near:
        return not rule.alone and not ASKED.isdisjoint(split.words[max(0, first - ASKED_REACH) : first])
    window = split.words[max(0, first - NEAR) : first] + split.words[after : after + NEAR]
    return not rule.near.isdisjoint(window)


def in_list(text: str, start: int, end: int, before: int, following: int) -> bool:
    """Whether the mention ``[start, end)`` is an item of a list with a skill that ends at ``before`` or starts at ``following``.

    -1 stands for no such skill.
    """
    if before >= 0 and start - before <= LIST_REACH and _LIST_GAP.match(text[before:start]):
        return True
    return (
        following >= 0 and following - end <= LIST_REACH and _LIST_GAP.match(text[end:following]) is not None
    )


def tightly_listed(text: str, start: int, end: int, before: int, following: int) -> bool:
    """The same for a word in the wrong case: only a comma or slash may lie between, and the item must end after it.

    Between two skills a blank is enough: "java spring hibernate" is a list as well.
    """
    if (
        0 <= before < start
        and end < following
        and text[before:start].isspace()
        and text[end:following].isspace()
    ):
        return True
    left = before >= 0 and start - before <= 8 and _TIGHT.match(text[before:start]) is not None
    right = following >= 0 and following - end <= 8 and _TIGHT.match(text[end:following]) is not None
    if left and right:
        return True
    return (left and _CLOSES.match(text, end) is not None) or (
        right and (start == 0 or text[:start].rstrip(" ")[-1:] in ",;/|•·\n(:")
    )
