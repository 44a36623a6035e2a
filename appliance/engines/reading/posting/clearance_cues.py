"""A clearance told without a known phrase: a level, "cleared" or "classified" beside a word that says it of the holder.

The phrases of the pack and the patterns of ``clearance_mentions`` come first; this is asked only where they find nothing. A word
counts by what kind of word it is (a level, a label, an investigation, being cleared), never by the sentence it stands in.
"""

from __future__ import annotations

import itertools
import re

from appliance.engines.knowledge import ClearanceMention
from appliance.engines.reading.posting.clearance_scope import other_senses, overlaps

_THING = (
    r"(?:recipes?|sauces?|weapons?|ingredients?|formulas?|shopp\w+|santa|gardens?|menus?|services?|servers?|missions?|projects?|lif\w+|world|stores?|"
    r"manage\w*|rotation|scanning|keys?|stuff|documents?|information|data|files?|to\s+(?:our|success|a|the)|of\s+(?:our|the|good|a)|agents?|stairs?|society|club|beach|bars?)\b"
)
_LEVELS = (
    ("tssci", re.compile(r"\b(?:TS|Top[ -]Secret|TOP[ -]SECRET)\s?[/,&+-]{0,2}\s?SCI\b|\bTSSCI\b|\b[Ss]ensitive [Cc]ompartmented\b|\bSCI[ -](?:access|elig\w+|indoc\w+|read)")),
    ("top_secret", re.compile(rf"\b(?:Top[ -]Secret|TOP[ -]SECRET|[Tt]op[ -]secret(?=[ -](?:clear|level|elig))|TS)\b(?!\s+(?i:{_THING}))")),
    ("secret", re.compile(rf"(?<![\w'’-])(?:Secret|SECRET)\b(?![-–]?\s*(?i:{_THING}))(?!\s*(?:\(?[A-Z]?[a-z]+\)?)?\s+(?:Santa|Garden|Service))|(?<=[,;:/|(]\s)secret(?=\s*(?:$|[,;|/).]|clear|or (?:higher|above|better)))|\A\W*secret(?=\s*(?:$|[,;|/).]|clear|or (?:higher|above|better)))|(?i:(?<=active )|(?<=current )|(?<=dod )|(?<=interim )|(?<=final ))secret\b")),
    ("confidential", re.compile(r"\b(?:Confidential|CONFIDENTIAL)(?=[ -](?:level|clear|elig|or\b|\(|$)|\s*$)|(?<=\b[Aa] )(?:Confidential)(?=\s*(?:[.,;)]|or\b|$))|(?<=\bfor )Confidential(?=\s*(?:[.,;)]|or\b|$))|(?<=the )confidential(?= level)")),
    ("public_trust", re.compile(r"\b(?i:(?:position|positions) of (?:public )?trust|public[ -]trust|(?:moderate|high)[ -]risk (?:position|level|designat\w+|background|public|suitab\w+)|trust position|(?:ADP|IT)[ -/]{1,2}(?:I{1,3}|[123])\b(?=.{0,40}\b(?:trust|investigat|clear|sensitiv|position|level|eligib|determin)))")),
    ("doe_q", re.compile(r"(?<![\w&'’.])Q\b(?=[ -](?i:clear|access|level|auth|elig|or L|is|will|in hand|required|needed)|\s*(?:$|[,;.)]))")),
)  # fmt: skip
_LABEL = re.compile(
    r"\A\W*(?:[\w./]+ ){0,3}?(?:clearances?|clr|clnc|clear|security(?: (?:level|required|requirements?))?|vetting|badge|access level)\b(?: (?:level|required|needed|type|at start|min\w*))*\s*(?:\([^()]*\)\s*)?[:=–—-]\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
"""A line that holds the value of a clearance."""
_VALUES = (
    ("tssci", re.compile(r"(?:active|current|DOD|full|final|US)?\W*(?:TS\W{0,3}SCI|TOP SECRET\W{1,3}SCI)\b", re.IGNORECASE)),
    ("top_secret", re.compile(r"(?:active|current|DOD|full|final|US)?\W*(?:TS|T5|TOP SECRET|SSBI)\b", re.IGNORECASE)),
    ("secret", re.compile(r"(?:(?:active|current|interim|DOD|final|collateral|US)?\W*(?:secret)\b(?!\s+\w*(?:recipe|sauce|santa))|(?:S|T3)(?=\s*(?:$|[(,;|/.])))", re.IGNORECASE)),
    ("confidential", re.compile(r"(?:active|current)?\W*(?:confidential\b|C(?=\s*(?:$|[(,;|/.])))", re.IGNORECASE)),
    ("public_trust", re.compile(r"(?:active|current|agency)?\W*(?:public trust|PT(?=\s*(?:$|[(,;|/.]))|MBI|position of trust|moderate risk|high risk|[\w-]+ public trust|T(?:ier )?[24]\b)", re.IGNORECASE)),
    ("doe_q", re.compile(r"(?:active|current|DOE)?\W*[\"“]?Q\b", re.IGNORECASE)),
    ("unspecified", re.compile(r"(?:yes|required|mandatory|y\b|must|ability|able|eligible|active|current|clearable|needed|obtainable)\b", re.IGNORECASE)),
)  # fmt: skip
_INVESTIGATIONS = (
    ("top_secret", re.compile(r"\b(?:single[- ]scope background investigation|SSBI|T(?:ier)?[ -]?5R?(?=\b[^.;]{0,40}\b(?:investigat|adjudicat|clear|level|in scope))|(?<!non)(?<!non[- ])critical[- ]sensitive)\b", re.IGNORECASE)),
    ("secret", re.compile(r"\b(?:NACLC|ANACI|T(?:ier)?[ -]?3R?(?=\b[^.;]{0,40}\b(?:investigat|adjudicat|clear|level|in scope))|non-?[ ]?critical[- ]sensitive)\b", re.IGNORECASE)),
    ("tssci", re.compile(r"\bspecial[- ]sensitive\b", re.IGNORECASE)),
    ("public_trust", re.compile(r"\b(?:MBI|moderate background investigation|minimum background investigation|T(?:ier)?[ -]?[24]R?(?=\b[^.;]{0,40}\b(?:investigat|adjudicat|clear|determin|suitab|background)))\b", re.IGNORECASE)),
)  # fmt: skip
"""What is investigated for which level, where no level is named."""
_CLEARED = re.compile(
    r"(?:\A\W*|[;,:]\s*)cleared(?=\s*(?:[;,(]|\Z))|\b(?:clears?|clearing) you\b|\b(?:(?:be|being|become|come|arrive|already|currently|presently|fully|get|gets|getting|stay|remain|are|is|been|have|both|need|needs|want|hire|hiring|seek|seeking|take|security|government|DoD|DOD)[ -]cleared|clearable|cleared (?:candidates?|applicants?|individuals?|persons?|people) only|only cleared)\b"
    r"(?! (?:by (?!the (?:Dep|gov|US|U\.S|federal|Navy|Army|customer|agency))|through|of|from|to (?:work|drive|start|return|fly)|for (?:work|duty|release|return|take)|customs|to close))",
    re.IGNORECASE,
)
_CLEARANCE = re.compile(
    r"(?:\A\W*|\b(?:an?|any|the|your|their|its|active|live|current|existing|prior|security|government|govt|required?|requires|full|final|interim|appropriate|necessary|such|valid|U\.?S\.?|DoD|federal|defen[cs]e|personnel|agency|national|state|obtain|get|gain|hold|have|need|needs|for|of|bring|and|or|level)\s+)"
    r"clearances?\b(?! (?:process(?!\b.{0,40}\b(?:hire|offer|start|accept))|delays?|sale|rack|items?|rates?|cent|officers?|desk|bay|height|by|from|of(?! (?:some|any) (?:kind|sort))|between|with|levels? (?:for|in|to))\b)",
    re.IGNORECASE,
)
_CLASSIFIED = re.compile(
    r"\bclassified (?:\w+ )?(?:information|material|matter|work|data|documents?|systems?|programs?|projects?|contracts?|networks?|facilit\w+|environments?|areas?|equipment|spaces?|hull)\b",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:clear\w*|hold\w*|held|active\w*|current\w*|obtain\w*|get|got|gain\w*|acquir\w+|receiv\w+|secur\w+|earn\w*|grant\w*|issu\w+|award\w*|eligib\w+|investigat\w+|adjudicat\w+|vet(?:ted|ting)|access\w*|classified|required?s?|requires|requirement\w*|must|needs?|needed|necessary|mandatory|minimum|"
    r"essential|have|has|having|possess\w*|bring\w*|carry\w*|in[- ]scope|in hand|valid|existing|interim|final|level|or (?:higher|above|better)|qualif\w+|sponsor\w*|maintain\w*|keep\w*|kept|citizen\w*|sensitiv\w+|suitab\w+|determin\w+|contingent|conditional|condition|subject|candidates?|applicants?|poly\w*|want\w*|look\w*|seek\w*|only|with|prerequisites?|verif\w+|carried|carries|transfer\w*|reactivat\w+|DISS|JPAS|process\w+|put through|T[1-5]R?|SSBI|SCI)\b",
    re.IGNORECASE,
)
_HOLDER = re.compile(
    r"\b(?:you|your|you['’]\w+|candidates?|applicants?|incumbents?|selectees?|appointees?|must|should|shall|required?|requires|requirement|need\w*|necessary|mandatory|able|ability|capable|eligib\w+|contingent|conditional|condition|subject to|position|role|job|post|seat|employment|appointment|offer|hire[sd]?|"
    r"employees|someone|somebody|anyone|citizens?|only|prerequisite|processed|must|everyone|everybody|operators?|all (?:staff|personnel|hires|workers)|hired|once)\b",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:government|federal|DoD|DOD|DOE|DHS|defen[cs]e|classified|citizen\w*|nationals?|secret|agency|agencies|navy|naval|army|air force|marine corps|military|nuclear|SCIF|embass\w+|intelligence|polygraph|FSO|DISS|JPAS|NBIS|DCSA|\w+COM|NISP\w*|SF[- ]?8[56]\w*|e-?QIP|eApp|security clearance|investigat\w+|vetting)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"[/|,;·•+]\s*(?:active |current |DoD )?(?:TS\s?/\s?SCI|TS|Top Secret|Secret|SECRET|Public Trust)(?: clearance)?\s*(?:[/|,;·•(+]|\Z)"
)
_HOUSE = re.compile(
    r"\b(?:we|our|us|company|firm|customers?|clients?|founders?|neighbo\w+|teams?|they|their|those|others?|partners|program(?:me)?s|projects)\b",
    re.IGNORECASE,
)
"""Words of a sentence that may speak of others than the holder of the position."""
_SHORT = 9
MOST_MENTIONS = 20
"""Levels looked at in one sentence: each is weighed against the whole of it."""


def is_item(sentence: str) -> bool:
    """Whether a level is an item of a list ("Sys Admin / Norfolk / Secret / 5 yrs")."""
    return _ITEM.search(sentence) is not None


def of_state(text: str) -> bool:
    """Whether a posting has to do with a state's secrets at all, so that "cleared" alone is meant in that sense."""
    return _STATE.search(text) is not None


def told(sentence: str, *, asked: bool, state: bool) -> list[ClearanceMention]:
    """The levels a sentence tells in other words; ``asked``: it stands among the requirements, ``state``: see ``of_state``."""
    label = _LABEL.match(sentence)
    if label:
        for level, pattern in _VALUES:
            value = pattern.match(sentence, label.start("value"))
            if value and (level != "unspecified" or not any(p.search(sentence) for _, p in _LEVELS)):
                return [_mention(level, label.start("value"), value.end())]
    directed = (
        asked or is_item(sentence) or _HOLDER.search(sentence) is not None or len(sentence.split()) <= _SHORT
    )
    if not directed:
        return []
    itself = asked or is_item(sentence)
    cued = itself or _CUE.search(sentence) is not None
    found: list[ClearanceMention] = []
    for level, pattern in _LEVELS if cued else ():
        for match in itertools.islice(pattern.finditer(sentence), MOST_MENTIONS):
            if not any(m.start < match.end() and match.start() < m.end for m in found):
                found.append(_mention(level, match.start(), match.end()))
    others = other_senses(sentence)
    found = [
        m
        for m in sorted(found)[:MOST_MENTIONS]
        if not overlaps(others, m.start, m.end) and (itself or _is_cued(sentence, m.start, m.end))
    ]
    if found:
        return found
    for level, pattern in _INVESTIGATIONS:
        seen = pattern.search(sentence)
        if seen:
            return [_mention(level, seen.start(), seen.end())]
    if not state:
        return []
    bare = _CLEARED.search(sentence) or _CLASSIFIED.search(sentence) or _CLEARANCE.search(sentence)
    if (
        bare is None
        or overlaps(others, bare.start(), bare.end())
        or not ((asked or _HOLDER.search(sentence)) and _is_cued(sentence, bare.start(), bare.end()))
    ):
        return []
    return [_mention("unspecified", bare.start(), bare.end())]


def _is_cued(sentence: str, start: int, end: int) -> bool:
    """Whether another word than the level itself speaks of clearances or of asking."""
    return _CUE.search(sentence[:start] + " " * (end - start) + sentence[end:]) is not None or (
        len(sentence[:start].split()) + len(sentence[end:].split()) == 0
    )


def _mention(level: str, start: int, end: int) -> ClearanceMention:
    return ClearanceMention(start, end, level, "unknown", "", "")
