"""Clearances asked for: level, active or obtainable, polygraph; a company's own clearances and other senses are none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from appliance.engines.knowledge import CLEARANCE_LEVELS, ClearanceMention, Knowledge
from appliance.engines.reading.posting.clearance_cues import MOST_MENTIONS, is_item, told
from appliance.engines.reading.posting.clearance_mentions import find_mentions, is_level, labelled_mention
from appliance.engines.reading.posting.clearance_scope import (
    is_conditional,
    is_of_the_house,
    is_wished,
    needs_none,
    of_others,
)
from appliance.engines.reading.posting.clearance_status import STILL_TO_BE_HAD, granted_later, status_of
from appliance.engines.reading.posting.needs import need_of
from appliance.engines.reading.posting.values import Ask, requirement
from appliance.foundation.contracts.requirements import Need, Requirement
from appliance.foundation.contracts.values import Scalar

_ASKED = re.compile(
    r"\b(?:looking for|seek(?:s|ing)?|hiring|must|require[sd]?|requirements?|need(?:s|ed)?|necessary|mandatory|candidates?|applicants?|you|position|role|job|preferred|desired|plus|active|current|obtain|eligib\w+|ability|able|possess|hold|clearable|subject to|at least|minimum|condition|before|complet\w+|pass|investigat\w+|issued|go(?:es)? through|hired|everyone|contingent|conditional|depends? (?:up)?on)\b|:",
    re.IGNORECASE,
)
_DEMANDED = re.compile(
    r"\b(?:must|require[sd]?|requirements?|ability to|able to|eligible|need to|mandatory|undergo|subject to|granted)\b",
    re.IGNORECASE,
)
_USEFUL = re.compile(
    r"[^.;,]{0,30}\b(?:is|are|would be|can be) (?:useful|handy)\b|[^.;]{0,30}\bnever required\b",
    re.IGNORECASE,
)
_CELL_END = re.compile(r"\s*(?:$|[|,;:.()\[\]/–—·-])")
_ADDITION_DENIED = re.compile(
    r"\(?\b(?:SCI|SAP|(?:CI |full[- ]scope |lifestyle )?poly(?:graph)?)\b(?: access)?(?: is| are)?(?: not|n['’]t| never) (?:\w+ )?(?:needed|required|necessary)\b\)?"
)
"""What is not needed beside a level ("Top Secret (SCI not needed)"), which says nothing against the level."""
_NAME_AFTER = re.compile(
    r"\s(?!(?:Clear|Level|Elig|Access|Required|Preferred|Day|Must|And|Or|With|Investig|SCI|SAP|Poly|CI|US|U\.S|Citizen|DoD)\w*)[A-Z][a-z]+"
)
"""A name that begins with a level ("Top Secret Noir")."""
_REPEATS = 3
"""Times a level is looked at in one sentence."""
UNSAID = "unsaid"
_POLYGRAPHS = {
    "ci": "CI polygraph",
    "full_scope": "full-scope polygraph",
    "lifestyle": "lifestyle polygraph",
    "yes": "polygraph",
}
_NAMES = {
    "unspecified": "Security clearance", "public_trust": "Public trust", "confidential": "Confidential clearance",
    "secret": "Secret clearance", "top_secret": "Top Secret clearance", "tssci": "TS/SCI clearance",
    "doe_q": "DOE Q clearance", "doe_l": "DOE L clearance",
}  # fmt: skip


def clearance_rows(
    text: str,
    ask: Ask,
    knowledge: Knowledge,
    *,
    labelled: bool = False,
    state: bool = False,
    supposed: bool = False,
) -> list[Requirement]:
    """The clearance rows of a sentence: the level needed to start, and a higher one to be obtained later if named.

    ``labelled``: a label before it says that it is about the clearance ("Security clearance", and on the next line "Secret").
    ``state``: see ``of_state``. ``supposed``: whatever names a level and a person's need counts, because the posting says nothing plainer.
    """
    sentence = _ADDITION_DENIED.sub(lambda m: " " * len(m[0]), ask.text)
    known = find_mentions(sentence, knowledge) or (
        labelled_mention(sentence) if labelled or is_level(sentence) else []
    )
    mentions = known or told(sentence, asked=supposed or ask.base is not None, state=state)
    mentions = [
        m for m in _first_of_each(mentions)[:MOST_MENTIONS] if not of_others(sentence, m.start, m.end)
    ]
    if supposed:
        mentions = [m for m in mentions if not _NAME_AFTER.match(sentence, m.end)]
    if not mentions or (supposed and is_of_the_house(sentence)):
        return []
    conditional = is_conditional(sentence)
    named = all(_is_unmistakable(sentence, m) for m in mentions)
    if (
        known
        and not supposed
        and ask.base is None
        and not named
        and not _ASKED.search(sentence)
        and not is_item(sentence)
    ):
        return []
    if (
        ask.role == "about"
        and not supposed
        and not re.search(
            r"\b(?:looking for|seeking|must|require[sd]?|candidates?|applicants?|you|this (?:position|role|job))\b",
            sentence,
            re.IGNORECASE,
        )
    ):
        return []
    if ask.role == "responsibilities" and not supposed and not _DEMANDED.search(sentence):
        return []
    rows: list[Requirement] = []
    for number, mention in enumerate(mentions):
        base: Need = ask.base or "required"
        own_end = mention.start + len(sentence[mention.start : mention.end].rstrip(" ,(&/-"))
        need: Need = (
            "preferred"
            if conditional or _USEFUL.match(sentence, own_end) or is_wished(sentence, mention.start, own_end)
            else need_of(sentence, mention.start, own_end, base)
        )
        said = "" if conditional else status_of(sentence, mentions, number)
        if not said and (
            STILL_TO_BE_HAD.match(text, ask.start + len(ask.text))
            or granted_later(text, ask.start + mention.end)
        ):
            said = "obtainable"
        status = "" if conditional else said or _unsaid(mention.level, sentence)
        detail: dict[str, Scalar] = {"polygraph": mention.polygraph, "investigation": mention.investigation}
        if conditional:
            detail["conditional"] = True
        elif not said:
            detail["status"] = UNSAID
        label = _NAMES.get(mention.level, mention.level) + (
            " with " + _POLYGRAPHS.get(mention.polygraph, "polygraph") if mention.polygraph else ""
        )
        label += {"active": ", active", "obtainable": ", obtainable"}.get(status, "") + (
            " (for some assignments)" if conditional else ""
        )
        rows.append(
            requirement(
                "clearance", need, text, ask.start + mention.start, ask.start + mention.end,
                label=label, normal=mention.level, status=status, group=ask.group, detail=detail,
            )
        )  # fmt: skip
    return _without_repeats(rows)


def supposed_clearance(
    text: str, pieces: Iterable[Ask], knowledge: Knowledge, *, state: bool
) -> list[Requirement]:
    """The rows of a posting that asks for a clearance nowhere outright: any sentence that names one and is not of others."""
    pieces = [p for p in pieces if p.role != "boilerplate"]
    if not state or any(needs_none(p.text) for p in pieces):
        return []
    rows = [r for p in pieces for r in clearance_rows(text, p, knowledge, state=state, supposed=True)]
    return _without_repeats(rows)


def _first_of_each(mentions: list[ClearanceMention]) -> list[ClearanceMention]:
    """The mentions without further repeats of a level: each is weighed against the whole sentence."""
    seen: Counter[str] = Counter()
    kept = []
    for mention in mentions:
        seen[mention.level] += 1
        if seen[mention.level] <= _REPEATS:
            kept.append(mention)
    return kept


def without_denied(rows: list[Requirement], asked: tuple[Ask, ...]) -> list[Requirement]:
    """Without clearances named in passing by a posting that says that none is needed; one to be obtained stays."""
    if not any(r.kind == "clearance" for r in rows) or not any(needs_none(a.text) for a in asked):
        return rows
    return [r for r in rows if r.kind != "clearance" or r.status == "obtainable" or r.need == "preferred"]


def _unsaid(level: str, sentence: str) -> str:
    """The status where nothing is said: held, but a position of trust is investigated for after the offer."""
    return "obtainable" if level == "public_trust" and "clearance" not in sentence.casefold() else "active"


def _is_unmistakable(sentence: str, mention: ClearanceMention) -> bool:
    """Whether a mention asks for a clearance without any word of need beside it; "Top Secret" can be the name of a thing."""
    if mention.level in ("unspecified", "public_trust"):
        return False
    bare = sentence[mention.start : mention.end].strip().casefold() in ("top secret", "top-secret")
    return not bare or _CELL_END.match(sentence, mention.end) is not None


def rank(level: str) -> int:
    """Position on the ladder, lowest first; -1 for what is not on it."""
    return CLEARANCE_LEVELS.index(level) if level in CLEARANCE_LEVELS else -1


def _without_repeats(rows: list[Requirement]) -> list[Requirement]:
    """A generic "security clearance" beside a named level says nothing more; nor does the same level twice."""
    named = [r for r in rows if r.normal != "unspecified"]
    asked = [r for r in rows if r.need == "required"]
    if named and asked and not any(r in named for r in asked):
        named = (
            rows  # "Secret preferred; must be clearable": the level is wished for, being clearable is asked
        )
    kept: list[Requirement] = []
    for row in named or rows:
        if not any(k.normal == row.normal and k.need == row.need for k in kept):
            kept.append(row)
    return kept
