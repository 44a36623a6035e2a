"""What is asked and what is named to explain it are one asked thing: "ORMs such as SQLAlchemy", "cloud deployment in AWS or Azure"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import NamedTuple

from appliance.engines.knowledge import Knowledge, Mention

_WORDS = r"(?:\s+[\w/-]+){0,4}?\s*,?\s*"
_OPENS = re.compile(
    rf"{_WORDS}\(?(?:such as|like|e\.?g\.?,?|for example|for instance|any (?:one )?of|one (?:or more )?of)\s*:?[\s(]*",
    re.IGNORECASE,
)
"""Between the asked thing and its examples, which are not all."""
_EXPLAINS = re.compile(rf"{_WORDS}(?:\s[-–—]|:)\s+(?:(?:[\w-]+ ){{0,2}}[\w-]+, ){{0,3}}", re.IGNORECASE)
_REMARK = re.compile(r"(?:\s+[\w/-]+){0,2}\s*\(\s*")
_SPECIFIES = re.compile(r"(?:\s+[\w/-]+){0,2}\s+(?:using|with|in|on|via)\s+(?:the\s+)?", re.IGNORECASE)
_OR_SIMILAR = re.compile(
    r"[\s,)]*(?:and|or|and/or)\s+(?:an?\s+)?(?:similar|equivalents?|comparable|related|others?|another|alike)\b|[\s,]*etc\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\band\b(?!/or)|&", re.IGNORECASE)
_OR = re.compile(r"\bor\b|/", re.IGNORECASE)
_LANGUAGES = "Programming languages"
_FAR, _HALF = 60, 0.5

Run = tuple[list[Mention], bool]
"""Skills of one list, and whether any one of them is enough."""


class Asked(NamedTuple):
    """``heads`` are what is asked in general, ``run`` the skills of its list; ``enough`` are those of which any one is."""

    heads: list[Mention]
    run: list[Mention]
    any_one: bool
    enough: list[Mention]


def with_examples(
    sentence: str, runs: list[Run], knowledge: Knowledge, same_need: Callable[[Mention, Mention], bool]
) -> list[Asked]:
    """The runs, where a thing asked and the list that explains it are one.

    The list explains it when its skills are kinds of it. ``same_need`` says whether two skills are asked alike: the one
    that is "preferred" in "Kubernetes (EKS preferred)" is a thing of its own.
    """
    found: list[Asked] = []
    for run, any_one in itertools.chain.from_iterable(_parts(sentence, whole, knowledge) for whole in runs):
        before = found[-1] if found else None
        explained = _explained(sentence, before, run, any_one, knowledge) if before else None
        if before is None or explained is None or not same_need(before.run[-1], run[0]):
            found.append(Asked([], run, any_one, run))
            continue
        heads, enough = explained
        left = before.run[: len(before.run) - len(heads)]
        found.pop()
        if left:
            found.append(Asked([], left, before.any_one, left))
        found.append(Asked(heads, run, True, enough))
    return found


def _parts(sentence: str, run: Run, knowledge: Knowledge) -> list[Run]:
    """A run, or where a parenthesis in it explains the skill before, that skill and the rest: "databases (MySQL or Db2)"."""
    mentions, any_one = run
    for number in range(1, len(mentions)):
        head, first = mentions[number - 1], mentions[number]
        opens = "(" in sentence[head.end : first.start]
        if opens and head.skill and head.skill in _ancestors(first, knowledge):
            left = mentions[:number]
            return [(left, any_one and _has(_OR, sentence, left)), (mentions[number:], any_one)]
    return [run]


def _explained(
    sentence: str, before: Asked, run: list[Mention], any_one: bool, knowledge: Knowledge
) -> tuple[list[Mention], list[Mention]] | None:
    """The heads that the run explains, and the skills of which any one is enough; None where it explains nothing."""
    between = sentence[before.run[-1].end : run[0].start]
    if before.heads or len(between) > _FAR or (before.any_one and len(before.run) > 1):
        return None
    kin = {m: [h for h in before.run if h.skill and h.skill in _ancestors(m, knowledge)] for m in run}
    kinds = [m for m in run if kin[m]]
    if not kinds:
        return None
    heads = _heads(before.run, [h for m in kinds for h in kin[m]])
    whole = len(kinds) == len(run)
    if not heads:
        return None
    if _OPENS.fullmatch(between):
        return (heads, [*heads, *run]) if len(kinds) >= _HALF * len(run) else None
    if _EXPLAINS.fullmatch(between):
        return (heads, [*heads, *run]) if whole else None
    if not whole or len(heads) != 1 or (_has(_AND, sentence, run) and not any_one):
        return None
    similar = _OR_SIMILAR.match(sentence, run[-1].end) is not None
    if _REMARK.fullmatch(between):
        return heads, [*heads, *run] if similar else run
    head = knowledge.skill(heads[0].skill)
    if any_one and _SPECIFIES.fullmatch(between) and head is not None and head.group != _LANGUAGES:
        return heads, [*heads, *run] if similar else run
    return None


def _heads(run: list[Mention], explained: list[Mention]) -> list[Mention]:
    """The last mentions of a run that are explained, without a gap."""
    found: list[Mention] = []
    for mention in reversed(run):
        if mention not in explained:
            break
        found.insert(0, mention)
    return found


def _ancestors(mention: Mention, knowledge: Knowledge) -> tuple[str, ...]:
    return knowledge.ancestors(mention.skill) if mention.skill else ()


def _has(word: re.Pattern[str], sentence: str, run: list[Mention]) -> bool:
    return any(word.search(sentence[a.end : b.start]) for a, b in itertools.pairwise(run))
