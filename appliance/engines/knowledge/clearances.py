"""Security clearances as claimed or asked for, with status, investigation and polygraph from the words around."""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.engines.knowledge.ambiguity import CONTEXT, EXACT, PLAIN
from appliance.engines.knowledge.packs import rows
from appliance.engines.knowledge.phrases import Found, Phrases
from appliance.engines.knowledge.skills import spelling
from appliance.engines.knowledge.tokens import key, tokens
from appliance.engines.knowledge.values import CLEARANCE_LEVELS, ClearanceMention

_BEFORE, _AFTER = 90, 110
_BREAK = re.compile(r"[.;!?](?=\s)|\n\s*\n|\n\s*[•●▪*·–-]")
_WITNESS = re.compile(
    r"clear(?:ance|ed|able)|\bDoDI?\b|\bDOD\b|\bDoE\b|\bDOE\b|polygraph|\bpoly\b|\bSSBI\b|NACLC|\binterim\b|adjudicat|"
    r"\bT[35]R?\b|\bTier [35]\b|\bin[- ]scope\b|\bSCI\b|\bTS\b|\bvetting\b|\bsecurity\s*:",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"\b(?:active|inactive|expired|lapsed|interim|current|currently|final|obtain|eligib\w+|hold(?:s|ing)?|possess\w*|granted)\b",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"\W*(?:recipe|sauce|ingredient|formula|weapon|shopp|santa|service|server|menu|garden|project|mission|life\b|"
    r"world|store|manage|rotation|scanning|key|stuff|documents?\b|information|data\b|files?\b|to\s+(?:our|success))",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"(?:trade|victoria['’]?s|victoria|industry|open|best[- ]kept|kept|kubernetes|k8s|vault|dirty)\W*\Z",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"\W*(?:is|are|will be)?\s*(?:not|n['’]t)\s+(?:be\s+)?(?:required|needed|necessary)|\W*(?:required|needed)?\s*:\s*(?:none|no|n/?a)\b"
    r"|\W*(?:none|not required)\b",
    re.IGNORECASE,
)
_DENIED_BEFORE = re.compile(
    r"\b(?:no|without|not require\w*|(?:does|do) not (?:require|need)(?: an?y?)?)\s+(?:active\s+|security\s+|government\s+|us\s+)*\Z",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:(?:[^\S\n]|\n(?!\s*\n))*[/,&(-]?[^\S\n]*(?:with|w/|and|plus|\+)?[^\S\n]*(?:security clearances?|clearances?|level|eligib(?:le|ility)|SCI(?: access)?|SAP|"
    r"\(?(?:CI|counter-?intelligence|full[- ]scope|lifestyle|FS|expanded[- ]scope)\s*(?:poly(?:graph)?)?|poly(?:graph)?|FSP|"
    r"SSBI(?:-P?PR)?|T[1-5]R?\b|Tier [1-5]|NACLC|active|current|inactive|expired|interim|cleared|holder)\b\)?)+",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:\b(?:active|current|currently|interim|final|expired|inactive|lapsed|former|dod|doe|u\.?s\.?|government|adjudicated|valid)\b[\s,/]*)+\Z",
    re.IGNORECASE,
)
_OBTAIN = re.compile(
    r"\b(?:abilit(?:y|ies) to (?:obtain|get|acquire|secure|receive|gain|attain|hold|be granted)|able to (?:\w+ ){0,2}(?:obtain|get|acquire|secure|receive|gain|attain|be granted|hold|pass)|"
    r"obtain(?:able|ing)?(?: and (?:maintain|hold|keep))?|eligib(?:le|ility)|clearable|qualify for|capable of (?:obtaining|getting|receiving|gaining|securing|holding|acquiring)|"
    r"willing(?:ness)? to (?:obtain|undergo|get)|can (?:obtain|be obtained|be cleared)|upgrad(?:e|able) to|sponsor\w*|undergo|in process|pending|applied for|awaiting)\b",
    re.IGNORECASE,
)
_EXPIRED = re.compile(
    r"\b(?:expired|lapsed|inactive|previous(?:ly)?|former(?:ly)?|prior|not current|past|once held|used to hold|until (?:19|20)\d\d|revoked|suspended|withdrawn)\b",
    re.IGNORECASE,
)
_HELD = re.compile(r"\b(?:held|had|maintained|possessed)\b", re.IGNORECASE)
_YEAR = r"(?:[A-Za-z]{3,9}\.?\s+|\d{1,2}/)?(?:19|20)\d\d"
_ENDED = re.compile(
    rf"\b(?:until|till|through)\s+{_YEAR}|\b{_YEAR}\s*(?:to|until|-|–)\s*{_YEAR}", re.IGNORECASE
)
"""With a word in the past tense before it: "held an active Secret clearance until 2016"."""
_ACTIVE = re.compile(
    r"\b(?:active(?:ly)?|current(?:ly)?|holds?|holding|possess(?:es)?|in[- ]scope|valid|existing|final|adjudicated|cleared|maintain(?:s|ed|ing)?|interim|granted)\b",
    re.IGNORECASE,
)
_POLYGRAPH = (
    ("full_scope", re.compile(r"\b(?:full[- ]scope|FSP|FS[- ]poly|expanded[- ]scope|ESP\b|full[- ]poly)\w*", re.IGNORECASE)),
    ("lifestyle", re.compile(r"\blifestyle(?:\s+poly\w*)?", re.IGNORECASE)),
    ("ci", re.compile(r"\b(?:CI|counter-?intelligence|CSP)[- ]+(?:scope[- ]+)?poly\w*|\bw/ ?CI\b|\bwith CI\b|\bCI\)", re.IGNORECASE)),
    ("yes", re.compile(r"\bpoly(?:graph)?\b", re.IGNORECASE)),
)  # fmt: skip
_NO_POLYGRAPH = re.compile(r"\b(?:no|without|not require\w*)\s+(?:a\s+)?(?:\w+\s+)?poly", re.IGNORECASE)
_INVESTIGATION = re.compile(
    r"\b(SSBI(?:[- ]?PPR|[- ]?PR)?|NACLC|ANACI|NACI|MBI|PPR|T[1-5]R?(?![\w/])|Tier[- ][1-5]R?|single scope background investigation|"
    r"continuous (?:evaluation|vetting)|Yankee White)\b",
    re.IGNORECASE,
)


_HEADING = re.compile(r"(?:security )?clearances?(?: level| required| status)?", re.IGNORECASE)


class Phrase(NamedTuple):
    level: str
    need: int
    surface: str


class Clearances:
    """The clearance pack and its lookup."""

    def __init__(self) -> None:
        self._phrases: Phrases[Phrase] = Phrases()
        self.patterns = 0
        for row in rows("clearances"):
            if row.section not in CLEARANCE_LEVELS:
                raise ValueError(f"clearances: {row.section!r} is no level")
            for written in (row.cell(0), *row.items(1)):
                surface, need = spelling(written)
                self._phrases.add(key(surface), Phrase(row.section, need, surface))
                self.patterns += 1

    def find(self, text: str) -> list[ClearanceMention]:
        """Every clearance claimed or asked for; one that is said not to be needed is none."""
        split = tokens(text)
        found = [(f, p) for f in self._phrases.find(text, split) if (p := _settle(text, f)) is not None]
        mentions: list[ClearanceMention] = []
        number = 0
        while number < len(found):
            match, phrase = found[number]
            start, end, level = match.start, match.end, phrase.level
            while number + 1 < len(found) and _joined(text, end, found[number + 1][0].start):
                number += 1
                end = found[number][0].end
                level = _together(level, found[number][1].level)
            limit = found[number + 1][0].start if number + 1 < len(found) else len(text)
            if level == "unspecified" and _is_heading(text, start, end, limit):
                number += 1
                continue
            floor = mentions[-1].end if mentions else 0
            mentions.append(_described(text, start, end, level, floor, limit))
            number += 1
        return mentions


def _is_heading(text: str, start: int, end: int, following: int) -> bool:
    """Whether "Security clearance" is a line of its own and the level stands in the line below."""
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    if high < 0 or following >= len(text) or text[low:start].strip(" \t#*•") or text[end:high].strip(" \t:*"):
        return False
    between = text[high:following].lstrip()
    return "\n" not in between and len(between) <= _AFTER


def _settle(text: str, match: Found[Phrase]) -> Phrase | None:
    if _NOT_AFTER.match(text, match.end):
        return None
    before = text[max(0, match.start - _BEFORE) : match.start]
    around = before + text[match.start : match.end + _AFTER]
    if _DENIED_AFTER.match(text, match.end) or _DENIED_BEFORE.search(before):
        return None
    written = text[match.start : match.end]
    for phrase in match.entries:
        if phrase.need == PLAIN:
            return phrase
        if _NOT_BEFORE.search(before) and not _WITNESS.search(text[match.end : match.end + 30]):
            continue
        beside = (
            _clause_before(text, match.start, 0)[-40:] + " " + _clause_after(text, match.end, len(text))[:40]
        )
        capital = _capitals_kept(written, phrase.surface)
        if phrase.need == EXACT and (capital or _WITNESS.search(beside)):
            return phrase
        if (
            phrase.need == CONTEXT
            and capital
            and (_WITNESS.search(beside) or _held_alone(text, match, around))
        ):
            return phrase
        if phrase.need == CONTEXT and re.match(
            r"[\s-]+(?:level )?(?:security )?clearance", text[match.end : match.end + 40], re.IGNORECASE
        ):
            return phrase
    return None


def _capitals_kept(written: str, surface: str) -> bool:
    """Whether every capital of the pack's spelling is one in the text: "SC Clearance" is "SC clearance", "sc" is not."""
    return written == surface or (
        written.casefold() == surface.casefold()
        and all(w == s or s.islower() for w, s in zip(written, surface, strict=True))
    )


def _held_alone(text: str, match: Found[Phrase], around: str) -> bool:
    """``Active Secret`` or ``Secret (current)`` on a line of its own."""
    start = text.rfind("\n", 0, match.start) + 1
    end = text.find("\n", match.end)
    line = text[start : end if end >= 0 else len(text)]
    if len(line) > 60 or not around:
        return False
    above = text[:start].rstrip().rpartition("\n")[2]
    return _HOLDS.search(line) is not None or _HEADING.fullmatch(above.strip(" \t:#*")) is not None


def _joined(text: str, end: int, start: int) -> bool:
    return (
        start - end <= 20
        and re.fullmatch(
            r"[\s/,(&+-]*(?:with|w/|and|plus|level|security|clearance|a|an)?[\s/,(&+-]*(?:security )?(?:clearance)?[\s(]*",
            text[end:start],
            re.IGNORECASE,
        )
        is not None
    )


def _together(first: str, second: str) -> str:
    if "unspecified" in {first, second}:
        return second if first == "unspecified" else first
    return max(first, second, key=CLEARANCE_LEVELS.index)


def _clause_before(text: str, start: int, floor: int) -> str:
    window = text[max(floor, start - _BEFORE) : start]
    breaks = list(_BREAK.finditer(window))
    return window[breaks[-1].end() :] if breaks else window


def _clause_after(text: str, end: int, limit: int) -> str:
    window = text[end : min(limit, end + _AFTER)]
    stop = _BREAK.search(window)
    return window[: stop.start()] if stop else window


def _described(text: str, start: int, end: int, level: str, floor: int, limit: int) -> ClearanceMention:
    before, after = _clause_before(text, start, floor), _clause_after(text, end, limit)
    tail = _TAIL.match(text, end, min(len(text), end + _AFTER))
    lead = _LEAD.search(before)
    whole = before + text[start:end] + after
    investigation = _INVESTIGATION.search(text[start:end] + after) or _INVESTIGATION.search(before)
    return ClearanceMention(
        start - len(lead.group()) if lead else start,
        min(tail.end(), limit) if tail else end,
        level,
        _status(before, text[start:end], after),
        _investigation_name(investigation.group(1)) if investigation else "",
        _polygraph(whole),
    )


def _status(before: str, itself: str, after: str) -> str:
    """The words before decide; those after only when the ones before say nothing."""
    near = before[-45:] + itself
    if _HELD.search(near) and _ENDED.search(after[:60]):
        return "expired"
    if _OBTAIN.search(before[-45:]):
        return "obtainable"
    for status, pattern in (("expired", _EXPIRED), ("active", _ACTIVE)):
        if pattern.search(near):
            return status
    if _EXPIRED.search(after[:60]):
        return "expired"
    if _OBTAIN.search(after[:60]) and not re.match(
        r"[\s\w/]{0,25}\(?(?:active|current)", after, re.IGNORECASE
    ):
        return "obtainable"
    if _ACTIVE.search(after[:40]):
        return "active"
    return "obtainable" if _OBTAIN.search(before) else "unknown"


def _polygraph(clause: str) -> str:
    if _NO_POLYGRAPH.search(clause):
        return ""
    return next((name for name, pattern in _POLYGRAPH if pattern.search(clause)), "")


def _investigation_name(written: str) -> str:
    short = re.sub(r"(?i)single scope background investigation", "SSBI", written)
    short = re.sub(r"(?i)tier[- ]", "T", short)
    return short if " " in short else short.upper().replace(" ", "-")
