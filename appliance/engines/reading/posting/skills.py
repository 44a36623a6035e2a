"""Skills asked for: one row a skill, or one row for a list of which any one is enough."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from appliance.engines.knowledge import Knowledge, Mention
from appliance.engines.reading.posting.asks import base_of
from appliance.engines.reading.posting.examples import with_examples
from appliance.engines.reading.posting.listing import with_items
from appliance.engines.reading.posting.needs import need_of
from appliance.engines.reading.posting.values import Ask, requirement
from appliance.engines.reading.posting.years import YearsMention
from appliance.foundation.contracts.requirements import Need, Requirement
from appliance.foundation.contracts.values import Scalar

_SEPARATOR = re.compile(
    r"[\s,/&|+;()\n•·\"“”]*(?:(?:and|or|and/or|plus|as well as)\b[\s,]*)?(?:[\"“”(]*)(?:\w+[.]?js)?\s*(?:or comparable tools?)?\Z",
    re.IGNORECASE,
)
_OR = re.compile(r"\bor\b|\band/or\b|/", re.IGNORECASE)
_OPEN_LEAD = re.compile(
    r"\b(?:such as|like|e\.?g\.?,?|for example|for instance|including but not limited to|any (?:one )?of|one (?:or more )?of|at least one of|some of|either)\s*:?[\s(,]*\Z|[(:]\s*(?:e\.?g\.?,?\s*)?\Z",
    re.IGNORECASE,
)
_OPEN_TAIL = re.compile(
    r"\A[\s,)]*(?:,?\s*(?:and|or|and/or)\s+)(?:\w+[- ]){0,2}?(?:similar|equivalents?|comparable|related|others?|like|alternative|another|other|etc)\b|\A[\s,]*etc\b",
    re.IGNORECASE,
)
_SUCH_AS = re.compile(
    r"\b(?:such as|like|e\.?g\.?,?|for example|any (?:one )?of|one (?:or more )?of|at least one of|either)\s*:?[\s(,]*\Z",
    re.IGNORECASE,
)
_OPENED = re.compile(r"\([^()]*\Z")
_COMPANY_ROLES = ("about", "benefits", "boilerplate", "header")
_FAR, _EXAMPLES = 60, 3
_UNKNOWN_ITEM = re.compile(
    r"(?:\s+[\w-]+){0,2}\s*,\s*(?:(?!(?:and|or|with|in|especially|particularly|preferabl[ey]|ideally|including)\b)[\w/+&-]+(?:[ -][\w/+&-]+){0,2}\s*,\s*)?"
    r"(?:(?:or|and/or)\s+)?(?:(?!(?:and|with|in|to|similar|other|comparable|equivalent|related|another|especially|particularly|preferabl[ey]|ideally|including)\b)[\w-]+\s+){0,1}",
    re.IGNORECASE,
)
"""Between two skills of a list: the rest of the one's noun ("geospatial systems"), and perhaps an item we do not know."""
_LATER_OR = re.compile(r"[^.;:()]{0,60},?\s+or\s", re.IGNORECASE)
_OR_LIKE = re.compile(
    r"\bor (?:an? )?(?:equivalents?|similar|comparable|another|other|alike|the like)\b|\betc\b", re.IGNORECASE
)
_OUTSIDE = re.compile(
    r"\b(?:outside(?: of)?|instead of|rather than|other than|unlike|beyond|not just|not only|no need (?:for|of)|don['’]t need)\s+(?:[\w-]+\s+){0,2}\Z",
    re.IGNORECASE,
)
"""Before a skill that is named to say what is not meant ("outside of standard SaaS")."""
_TOUCHES = re.compile(
    r"\bthat (?:\w+ly )?(?:integrates?|interfaces?|interacts?|connects?|communicates?|talks?|depends?) (?:with|to|on)\b[^.;]*\Z",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"\b(?:teams?|compan(?:y|ies)|groups?|firms?|organi[sz]ations?|clients?|customers?|partners?|departments?|agenc(?:y|ies)|people|business(?:es)?) (?:that|which|who) [^.;]*\Z",
    re.IGNORECASE,
)
"""Before an ordinary word that tells what a team or a customer does ("a team that follows shipping")."""
_PURPOSE = re.compile(r"\bfor (?:real|daily|actual|everyday|day-to-day|your|our)\s+\Z", re.IGNORECASE)
_OR_OTHER = re.compile(
    r"\bor\s+(?:an?\s+)?(?:other|similar|comparable|related|equivalent)\s+(?:[\w-]+\s+)?\Z", re.IGNORECASE
)
_OR_EQUIVALENT = re.compile(
    r"\s*,?\s*or\s+(?:an?\s+)?(?:other|similar|comparable|related|equivalent)\s+", re.IGNORECASE
)
_HEAD_ENDS = re.compile(
    r"\s+(?:is|are|was|required|preferred|experience|skills?|knowledge|in|on|with|for|to|and|or|at|a plus)\b"
)
"""After "or other …": the words that show that the skill is the thing itself, and no part of a longer name."""
_SAME_THING = re.compile(r"(?:\s+[a-z]+){0,2}\s+(?:in|with|using)\s+\Z", re.IGNORECASE)
_GENERAL = frozenset({"Programming", "Software development", "Scripting"})
_COUNTED = re.compile(
    r"(?:[\s,/&('’-]|\b(?:of|the|an?|or|and|in|with|on|using|hands[- ]on|professional|relevant|production|commercial|proven|solid|strong|practical|direct|recent|work|working|industry|full[- ]time|"
    r"experience|programming|coding|developing|writing|using|minimum|building|designing|operating|delivering|shipping|running|creating)\b)*",
    re.IGNORECASE,
)


def skill_rows(
    text: str, ask: Ask, knowledge: Knowledge, years: list[YearsMention], beside: tuple[str, str] = ("", "")
) -> list[Requirement]:
    """The rows of one ask; years attach to the skills their words are about.

    ``beside`` are the list items before and after, when they are as short: "Spark" among "Kafka" and "Airflow" is the skill.
    """
    base = base_of(ask)
    if base is None or ask.role in _COMPANY_ROLES:
        return []
    return _rows(text, ask, knowledge, years, base, implied=False, beside=beside)


def only_counts(words: str) -> bool:
    """Whether words only say how years are counted ("building production"), and name nothing."""
    return _COUNTED.fullmatch(words) is not None


def implied_rows(
    text: str, asks: Iterable[Ask], knowledge: Knowledge, house: frozenset[int] = frozenset()
) -> list[Requirement]:
    """For a posting that lists no requirements: what its role and tasks name, as preferred, marked as implied.

    ``house`` are the numbers of the asks that tell of the organisation.
    """
    found: list[Requirement] = []
    for ask in asks:
        if ask.number not in house and ask.role in ("responsibilities", "summary", "other"):
            rows = _rows(text, ask, knowledge, [], "preferred", implied=True)
            weighed = _WEIGHED.search(ask.text)
            start = ask.start + weighed.end() if weighed else ask.start + len(ask.text)
            found += [r for r in rows if r.span and r.span.start < start and r.quote not in _DELIVERED]
    return found


_WEIGHED = re.compile(
    r"\b(?:know(?:ing)?|judg(?:e|ing)|decid(?:e|ing)|choos(?:e|ing)) (?:when|whether|if|which)\b",
    re.IGNORECASE,
)
"""What is only weighed against something else ("judging whether to hire a printer or to buy a press")."""
_DELIVERED = frozenset({"POC", "POCs", "MVP", "MVPs", "RFP", "RFPs", "RFC", "RFCs", "SOP", "SOPs", "PRD", "PRDs", "PR", "PRs", "ADR", "ADRs"})  # fmt: skip
"""Papers and trials that a task delivers, which are no skill by themselves."""


def _rows(
    text: str,
    ask: Ask,
    knowledge: Knowledge,
    years: list[YearsMention],
    base: Need,
    *,
    implied: bool,
    beside: tuple[str, str] = ("", ""),
) -> list[Requirement]:
    mentions = _meant(ask.text, _found(ask.text, beside, knowledge))
    if mentions and not implied:
        mentions = with_items(ask.text, mentions, _OUTSIDE)
    rows = []

    def need(part: list[Mention]) -> Need:
        return "preferred" if implied else need_of(ask.text, part[0].start, part[-1].end, base)

    asked = with_examples(
        ask.text, _runs(ask.text, mentions), knowledge, lambda one, other: need([one]) == need([other])
    )
    for heads, run, any_one, enough in asked:
        whole = heads or (any_one and len({m.skill for m in run}) > 1)
        for part in [heads + run] if whole else [[m] for m in run]:
            counted = _years_of(ask.text, mentions, part, years)
            names = enough if heads else part
            rows.append(_row(text, ask, part, names, heads, need(part), counted, implied=implied))
    return rows


def _found(sentence: str, beside: tuple[str, str], knowledge: Knowledge) -> list[Mention]:
    """The skills of a sentence; those of a short list item as they stand between its neighbours."""
    found = knowledge.find_skills(sentence)
    if found or not any(beside) or sentence.islower():
        return found  # "testing" in lower case stays the word it is
    lead = f"{beside[0]}, " if beside[0] else ""
    whole = f"{lead}{sentence}, {beside[1]}" if beside[1] else f"{lead}{sentence}"
    low, high = len(lead), len(lead) + len(sentence)
    return [
        m._replace(start=m.start - low, end=m.end - low)
        for m in knowledge.find_skills(whole)
        if low <= m.start and m.end <= high
    ]


def _meant(sentence: str, mentions: list[Mention]) -> list[Mention]:
    """Without skills named only to be excluded, and without "programming" before the language it is done in."""
    kept = []
    for number, mention in enumerate(mentions):
        if _OUTSIDE.search(sentence[: mention.start]) or _in_passing(sentence, mention):
            continue
        following = mentions[number + 1] if number + 1 < len(mentions) else None
        if (
            following
            and mention.name in _GENERAL
            and _SAME_THING.fullmatch(sentence[mention.end : following.start])
        ):
            continue
        if number and following is None and _is_lone_example(sentence, mentions[number - 1], mention):
            continue
        kept.append(mention)
    return kept


def _is_lone_example(sentence: str, named: Mention, example: Mention) -> bool:
    """Whether what is asked is named before "such as", and of a list of examples only this one is known."""
    between = sentence[named.end : example.start]
    items = re.split(r"[,;\n]", sentence[example.start :])
    return _SUCH_AS.search(between) is not None and len(between) <= _FAR and len(items) >= _EXAMPLES


def _in_passing(sentence: str, mention: Mention) -> bool:
    """Whether a general word only tells what systems touch, what a tool is for, or what the listed tools are."""
    before, after = sentence[: mention.start], sentence[mention.end :]
    written = sentence[mention.start : mention.end]
    general = written.islower() or written.rstrip("s").isupper()
    if general and _TOUCHES.search(before):
        return True
    if written.islower() and _THEIRS.search(before):
        return True
    if _PURPOSE.search(before) and re.match(r"\s+(?:work|tasks?)\b", after):
        return True
    return (
        _OR_OTHER.search(before) is not None
        and re.match(r"\s+[a-z]", after) is not None
        and not _HEAD_ENDS.match(after)
    )


def _row(
    text: str,
    ask: Ask,
    part: list[Mention],
    enough: list[Mention],
    heads: list[Mention],
    need: Need,
    years: YearsMention | None,
    *,
    implied: bool,
) -> Requirement:
    """The row of the mentions of ``part``, any one of ``enough`` being so; ``heads`` are what the others are kinds of."""
    names = tuple(dict.fromkeys(m.name for m in enough))
    ids = " ".join(dict.fromkeys(m.skill for m in enough if m.skill))
    detail: dict[str, Scalar] = {"ids": ids} if ids else {"phrase": True}
    if implied:
        detail["implied"] = True
    if heads:
        detail["general"] = "; ".join(dict.fromkeys(m.name for m in heads))
    general = tuple(dict.fromkeys(m.name for m in heads))
    listed = _listed(tuple(n for n in names if n not in general), "or")
    if general:
        listed = f"{_listed(general, 'and')} ({listed})" if listed else _listed(general, "and")
    return requirement(
        "skill", need, text, ask.start + part[0].start, ask.start + part[-1].end,
        label=f"{years.years:g}+ years of {listed}" if years else listed[0].upper() + listed[1:] if not ids else listed,
        normal=enough[0].skill if len(names) == 1 else "", any_of=names, years=years.years if years else None,
        group=ask.group, detail=detail,
    )  # fmt: skip


def _listed(names: tuple[str, ...], last: str) -> str:
    return ", ".join(names[:-1]) + f" {last} " + names[-1] if len(names) > 1 else "".join(names)


def _runs(sentence: str, mentions: list[Mention]) -> list[tuple[list[Mention], bool]]:
    """Skills standing in one list, and whether any one of them is enough."""
    runs: list[tuple[list[Mention], bool]] = []
    number = 0
    while number < len(mentions):
        run = [mentions[number]]
        while number + 1 < len(mentions) and _same_list(sentence, run, mentions[number + 1]):
            number += 1
            run.append(mentions[number])
        number += 1
        between = [sentence[a.end : b.start] for a, b in itertools.pairwise(run)]
        last_or = bool(between) and any(_OR.search(b) for b in between)
        has_and = any(re.search(r"\band\b(?!/or)|&", b, re.IGNORECASE) for b in between)
        lead = sentence[: run[0].start]
        tail = _OPEN_TAIL.match(sentence[run[-1].end : run[-1].end + 40]) is not None
        open_list = _SUCH_AS.search(lead) is not None or (
            tail and re.match(r"[\s,)]*(?:,\s*)?(?:or|and/or)\b", sentence[run[-1].end :]) is not None
        )
        remark = (
            re.search(r"\(\s*\Z", lead) is not None
            and len(run) > 1
            and sentence[run[-1].end :].lstrip(" ,").startswith(("etc", ")", "or"))
            and not has_and
        )
        later_or = (
            any("," in b and not _SEPARATOR.fullmatch(b) for b in between)
            and _LATER_OR.match(sentence, run[-1].end) is not None
        )
        any_one = (last_or and not has_and) or open_list or (remark and last_or) or (later_or and not has_and)
        runs.append((run, len(run) > 1 and any_one))
    return _in_parentheses(sentence, runs)


def _in_parentheses(
    sentence: str, runs: list[tuple[list[Mention], bool]]
) -> list[tuple[list[Mention], bool]]:
    """Lists within one pair of parentheses that ends in "or equivalent" are one list of examples."""
    for remark in re.finditer(r"\([^()]{10,400}\)", sentence):
        if not _OR_LIKE.search(remark[0][-40:]):
            continue
        inside = [r for r in runs if remark.start() < r[0][0].start and r[0][-1].end <= remark.end()]
        if len(inside) < 2:
            continue
        at = runs.index(inside[0])
        joined = [m for run, _ in inside for m in run]
        runs = [*runs[:at], (joined, True), *runs[at + len(inside) :]]
    return runs


def _same_list(sentence: str, run: list[Mention], following: Mention) -> bool:
    between = sentence[run[-1].end : following.start]
    if "\n" in between and not between.strip(" \n\t•-–·*,;"):
        return True
    if ")" in between and _OPENED.search(sentence[: run[0].start]):
        return False  # "CI (e.g. Jenkins) and automated testing": the examples end with their parenthesis
    if between.strip() in ("and", "&") and len(run) == 1:
        return True
    if len(between) >= _FAR or "." in between.replace("etc.", ""):
        return False
    if _SEPARATOR.fullmatch(between) is not None or _OR_EQUIVALENT.fullmatch(between) is not None:
        return True
    # "geospatial systems, planning systems, simulation systems or …": a list of alternatives, with items of no pack
    return _UNKNOWN_ITEM.fullmatch(between) is not None and (
        re.search(r"\bor\b", between) is not None or _LATER_OR.match(sentence, following.end) is not None
    )


def _years_of(
    sentence: str, mentions: list[Mention], part: list[Mention], years: list[YearsMention]
) -> YearsMention | None:
    """The number of years these skills are what is counted: "5+ years of Python and Go", "Python (5+ years)"."""
    for mention in years:
        if part[0].start >= mention.end:
            between = sentence[mention.end : part[0].start]
            for other in reversed(mentions):
                if mention.end <= other.start and other.end <= part[0].start:
                    low, high = other.start - mention.end, other.end - mention.end
                    between = between[:low] + " " + between[high:]
            if _COUNTED.fullmatch(between):
                return mention
        elif re.fullmatch(
            r"\s*(?:\(|[-–:,]\s*)\s*(?:minimum |at least |min\.? )?(?:of )?",
            sentence[part[-1].end : mention.start],
        ):
            return mention
    return None
