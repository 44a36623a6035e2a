"""Clearances asked for: level, active or obtainable, polygraph; a company's own clearances and other senses are none."""

from __future__ import annotations

import re

from appliance.engines.knowledge import CLEARANCE_LEVELS, ClearanceMention, Knowledge
from appliance.engines.reading.posting.clearance_cues import MOST_MENTIONS, is_item, told
from appliance.engines.reading.posting.clearance_mentions import find_mentions, is_level, labelled_mention
from appliance.engines.reading.posting.clearance_scope import is_conditional, is_wished, needs_none, of_others
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
    text: str, ask: Ask, knowledge: Knowledge, *, labelled: bool = False, state: bool = False
) -> list[Requirement]:
    """The clearance rows of a sentence: the level needed to start, and a higher one to be obtained later if named.

    ``labelled``: a label before it says that it is about the clearance ("Security clearance", and on the next line "Secret").
    ``state``: see ``of_state``.
    """
    sentence = ask.text
    known = find_mentions(sentence, knowledge) or (
        labelled_mention(sentence) if labelled or is_level(sentence) else []
    )
    mentions = known or told(sentence, asked=ask.base is not None, state=state)
    mentions = [m for m in mentions[:MOST_MENTIONS] if not of_others(sentence, m.start, m.end)]
    if not mentions:
        return []
    conditional = is_conditional(sentence)
    named = all(_is_unmistakable(sentence, m) for m in mentions)
    if known and ask.base is None and not named and not _ASKED.search(sentence) and not is_item(sentence):
        return []
    if ask.role == "about" and not re.search(
        r"\b(?:looking for|seeking|must|require[sd]?|candidates?|applicants?|you|this (?:position|role|job))\b",
        sentence,
        re.IGNORECASE,
    ):
        return []
    if ask.role == "responsibilities" and not _DEMANDED.search(sentence):
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
