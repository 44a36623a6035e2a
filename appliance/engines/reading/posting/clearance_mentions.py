"""The levels of clearance a sentence of a posting names, with or without the word clearance."""

from __future__ import annotations

import itertools
import re

from appliance.engines.knowledge import ClearanceMention, Knowledge
from appliance.engines.reading.posting.clearance_scope import other_senses, overlaps

_ACCESS = re.compile(
    r"\baccess to (?:\w+ ){0,3}classified (?:\w+ ){0,2}information\b(?:\s*\(?(?:at the )?(?P<level>top secret|secret))?|\baccess to (?P<named>top secret|secret)(?:[- ]level)? (?:\w+ )?(?:information|material)\b",
    re.IGNORECASE,
)
_NAMED_LEVEL = re.compile(
    r"\b(?:TS\s?/\s?SCI|Top Secret\s?/\s?SCI|Top Secret|TOP SECRET|TS|SCI|Secret|SECRET)\b"
)
_WORD = re.compile(r"\s+(?:security\s+)?clearance\b", re.IGNORECASE)
_LEVEL = re.compile(r"\b(?:TS|SCI|Top Secret|Secret|Public Trust)\b")
_LEVELS = {
    "ts/sci": "tssci",
    "top secret": "top_secret",
    "ts": "top_secret",
    "secret": "secret",
    "q": "doe_q",
}
_HELD = re.compile(
    r"\b(?:[Aa]ctive|ACTIVE|[Cc]urrent|[Ff]inal|[Ii]nterim|[Ii]n-scope)\s+(?:DoD\s+|DOD\s+|US\s+|U\.S\.\s+)?(?P<level>TS/SCI|Top Secret|TS|Secret)\b(?!\s+(?:[Ss]hop|[Ss]anta|[Rr]ecipe|[Ss]auce|[Ss]ervice|[Gg]arden))"
)
_VERB = re.compile(
    r"\b(?:gets?|getting|obtain(?:ing)?|be granted|granted|holds?|holding|receiv(?:e|ing)|secur(?:e|ing)|have|having|need)\s+(?:and \w+ )?(?:an?|your|the)\s+(?:DoD\s+|interim\s+|final\s+)?(?P<level>TS/SCI|Top Secret|TS|Secret)\b(?=\s*(?:[.,;:)]|$|(?:within|at|by|for|or|and|before|prior|you|is|will|after|upon|if|in)\b))"
)
"""A level that is held or granted, without the word clearance ("be granted a Secret within your first year")."""
_SPONSORED = re.compile(
    r"\b(?:sponsor|submit|put|process)\w*\s+(?:(?:you|candidates|applicants|them|in)\s+){0,2}for\s+(?:an?|your|the)\s+(?P<level>TS/SCI|Top Secret|TS|Secret)\b"
)
_OR_HIGHER = re.compile(
    r"\b(?P<level>TS/SCI|Top Secret|TS|Secret)\s+(?:level\s+)?or (?:higher|above|better|greater)\b"
    r"|\b(?:[Mm]inimum(?: of)?|[Aa]t (?:least|minimum))\s+(?:an?\s+)?(?:active\s+|current\s+)?(?P<least>TS/SCI|Top Secret|TS|Secret)\b"
)
"""A level that is the least ("Secret or higher", "minimum Secret to apply")."""
_ALONE = re.compile(
    r"\b(?:an?|your|their|the|live|unexpired)\s+(?P<level>Secret|TS)\b(?=\s*(?:[.,;:)]|$|(?:alive|clearance|is|are|or|and|from|at|when|before|with|that|by|in|needed|required|already|within|on|after|once|for|while)\b))"
    r"|(?<![\w-])(?P<wanted>Secret|TS|Top Secret)\s+(?:is\s+|will be\s+)?(?:required|needed|mandatory|a must|necessary)\b"
)
"""A level with an article or a word of need ("their Secret", "TS required")."""
_Q = re.compile(
    r"\b(?:[Aa]ctive|[Cc]urrent|(?:hold(?:s|ing)?|have|possess|obtain|get|need) an?(?: active| current)?)\s+(?P<level>Q)\b(?=\s*(?:[.,;:)]|$|(?:or|and|is|by|within|from)\b))"
    r"|\b(?P<cleared>Q)[- ][Cc]leared\b"
)
_CLEARABLE = re.compile(
    r"\b(?:clearable|cleared) (?:to|at|for) (?:an? |the )?(?P<level>TS/SCI|Top Secret|TS|Secret)\b"
)
"""The level one is to be cleared to, without the word clearance."""
_INVESTIGATED = re.compile(
    r"\b(?:start|initiat|open|begin|submit|sponsor|run)\w*\s+(?:your|an?|the)\s+(?P<level>TS/SCI|Top Secret|TS|Secret)\s+(?=(?:background |security )?(?:investigation|application|request|process|paperwork|package)\b)"
)
"""A level one is to be investigated for, without the word clearance ("we start your Secret investigation")."""
_VALUE = re.compile(
    r"\b(?:[Rr]equired|REQUIRED|[Mm]andatory|[Mm]inimum|[Mm]ust[- ]haves?|[Cc]learance|CLEARANCE)\s*:\s*(?P<level>TS/SCI|Top Secret|TS|Secret|SECRET|TOP SECRET)\b(?=\s*(?:[.;,|)/]|$))"
)
"""A level that is all a label of something required holds ("Required: Secret")."""
_ANY = re.compile(
    r"\b(?:holds?|have|possess|need|requires?|bring|maintain|obtain|get|gain|acquire|receive|granted)\s+(?:and \w+ )?(?:an?|your|the)\s+(?:active |current |valid |government |federal )*clearance\b(?!\s+(?:sale|rack|item|from|for|of))",
    re.IGNORECASE,
)
_BE_CLEARED = re.compile(
    r"\b(?:able|ability|eligible|qualif\w+|willing) to (?:get|be|become) cleared\b(?! (?:by|through|of|from|for (?:work|duty)|to (?:work|drive|start|TS|Top|Secret)))",
    re.IGNORECASE,
)
_ABROAD = re.compile(
    r"\b(?:holds?|holding|have|has|obtain(?:ing)?|gain(?:ing)?|get|getting|achiev(?:e|ing)|undergo|through|for|current|active|valid|existing|live|full|to|at|requires?|requiring|needs?|needed|level|minimum|clearance|vetting|security|UK|MOD|MoD|AGSVA|an?|your|with|and|or)"
    r"\b\s?[:(/–-]?\s?(?P<level>SC|e?DV|CTC|NV1|NV2|PV|NPPV ?[23])\b(?![ -](?:code|survivors?|victims?|shelter|advoca\w+|program\w*|cases?|awareness|state|system|panels?|cells?|modules?|\d{5}))"
    r"|(?<![\w,] )(?<![\w,])\b(?P<first>SC|e?DV|CTC|NV1|NV2)\b(?=[- ](?:clear|level|vett|check|status|is (?:needed|required|essential|mandatory)|required|needed|essential|eligib|or (?:above|higher|e?DV|NV2))|\s?/\s?e?DV\b|\s*\((?:Security Check|Developed|Enhanced))"
)
"""The short names of the levels of the United Kingdom and of Australia, beside a word that asks for them."""
_ABROAD_STATE = re.compile(
    r"\b(?:clear\w*|vett\w+|AGSVA|UKSV|MO[Dd]|UK national\w*|British|Australian|Defence|NV[12]|DV|BPSS)\b"
)
_ABROAD_ASKED = re.compile(
    r"\b(?:hold|obtain|eligible|willing|undergo|go through|needs?|required?|requires|essential|must|active|current|level)\b",
    re.IGNORECASE,
)
_ABROAD_LEVELS = {"SC": "secret", "DV": "top_secret", "eDV": "top_secret", "NV1": "secret", "NV2": "top_secret", "PV": "top_secret"}  # fmt: skip
_CHECK = re.compile(r"BPSS|Baseline Personnel", re.IGNORECASE)
"""A check before employment, which clears nobody for anything."""
_WITHOUT_WORD = (_HELD, _VERB, _CLEARABLE, _VALUE, _INVESTIGATED, _SPONSORED, _OR_HIGHER, _ALONE, _Q)
_VALUE_WORDS = 6
_NEAR = 30
"""Characters behind "access to classified information" within which its level stands."""


def find_mentions(sentence: str, knowledge: Knowledge) -> list[ClearanceMention]:
    """The levels named, with a remark in parentheses about another level apart ("Secret (TS upgrade sponsored)")."""
    remarks = [
        m
        for m in re.finditer(r"\([^()]*\)", sentence)
        if _LEVEL.search(m[0]) and _LEVEL.search(sentence[: m.start()])
    ]
    outer = sentence
    for remark in remarks:
        outer = outer[: remark.start()] + " " * len(remark[0]) + outer[remark.end() :]
    found = list(knowledge.find_clearances(outer))
    for remark in remarks:
        inside = knowledge.find_clearances(remark[0][1:-1])
        found += [
            m._replace(start=m.start + remark.start() + 1, end=m.end + remark.start() + 1) for m in inside
        ]
    found = [part for m in found for part in _apart(sentence, m)]
    found = [m for m in found if not _CHECK.match(sentence, m.start)]
    named = [m for m in found if not re.match(r"T(?:ier )?[1-5]R?\b", sentence[m.start : m.end])]
    others = other_senses(sentence)
    kept = sorted(m for m in (named or found) if not overlaps(others, m.start, m.end))
    least = [_without_word(m) for m in _OR_HIGHER.finditer(sentence)]
    kept += [x for x in least if kept and not any(x.start < m.end and m.start < x.end for m in kept)]
    return sorted(kept) or _held(sentence) or _access(sentence) or _abroad(sentence)


def _apart(sentence: str, mention: ClearanceMention) -> list[ClearanceMention]:
    """The levels of a mention that runs over several ("Secret clearance, Top Secret"), each for itself."""
    levels = list(_NAMED_LEVEL.finditer(sentence, mention.start, mention.end))
    between = [sentence[a.end() : b.start()] for a, b in itertools.pairwise(levels)]
    if len(levels) < 2 or not all(re.search(r",|\b(?:or|and|with|w)\b", b) for b in between):
        return [mention]
    parts = []
    for number, match in enumerate(levels):
        word = _WORD.match(sentence, match.end())
        end = mention.end if number + 1 == len(levels) else word.end() if word else match.end()
        parts.append(mention._replace(start=match.start(), end=end, level=_level(match[0])))
    return parts


def labelled_mention(sentence: str) -> list[ClearanceMention]:
    """The level that is the value of a label, which needs no other word beside it."""
    match = _NAMED_LEVEL.match(sentence.strip()) if len(sentence.split()) <= _VALUE_WORDS else None
    if match is None:
        return []
    start = sentence.find(match[0])
    return [ClearanceMention(start, start + len(match[0]), _level(match[0]), "unknown", "", "")]


def is_level(sentence: str) -> bool:
    """Whether a line of the requirements is a level and nothing else ("Required: Secret.", without its label)."""
    return _NAMED_LEVEL.fullmatch(sentence.strip(" .;:*•-")) is not None


def _level(written: str) -> str:
    """The level of a name that ``_NAMED_LEVEL`` finds."""
    short = written.upper().replace(" ", "")
    return "tssci" if "SCI" in short else {"TOPSECRET": "top_secret", "TS": "top_secret"}.get(short, "secret")


def _held(sentence: str) -> list[ClearanceMention]:
    """Levels held without the word clearance ("active Secret")."""
    return [_without_word(m) for pattern in _WITHOUT_WORD for m in pattern.finditer(sentence)] or [
        ClearanceMention(m.start(), m.end(), "unspecified", "unknown", "", "")
        for pattern in (_ANY, _BE_CLEARED)
        for m in pattern.finditer(sentence)
    ]


def _without_word(match: re.Match[str]) -> ClearanceMention:
    """The mention of a pattern whose one group is the level."""
    level = next(g for g in match.groups() if g).lower()
    return ClearanceMention(match.start(), match.end(), _LEVELS[level], "active", "", "")


def _abroad(sentence: str) -> list[ClearanceMention]:
    """The levels of other countries by their short names ("hold SC", "DV required")."""
    if not _ABROAD_STATE.search(sentence) and not _ABROAD_ASKED.search(sentence):
        return []
    found = []
    for match in _ABROAD.finditer(sentence):
        group = "level" if match["level"] else "first"
        level = _ABROAD_LEVELS.get(match[group], "public_trust")
        found.append(ClearanceMention(match.start(group), match.end(group), level, "unknown", "", ""))
    return found


def _access(sentence: str) -> list[ClearanceMention]:
    """Whether "access to classified information (Secret)" asks for a clearance without the word, as a mention."""
    match = _ACCESS.search(sentence)
    if match is None:
        return []
    written = match["level"] or match["named"]
    near = None if written else _NAMED_LEVEL.search(sentence, match.end(), match.end() + _NEAR)
    level = (written or "unspecified").lower().replace(" ", "_")
    if near:
        level = _level(near[0])
    return [ClearanceMention(match.start(), near.end() if near else match.end(), level, "unknown", "", "")]
