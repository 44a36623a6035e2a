"""Clearances asked for: level, active or obtainable, polygraph; a company's own clearances and other senses are none."""

from __future__ import annotations

import itertools
import re

from appliance.engines.knowledge import CLEARANCE_LEVELS, ClearanceMention, Knowledge
from appliance.engines.reading.posting.needs import need_of
from appliance.engines.reading.posting.values import Ask, requirement
from appliance.foundation.contracts.requirements import Need, Requirement
from appliance.foundation.contracts.values import Scalar

_OBTAIN = re.compile(
    r"\b(?:abilit(?:y|ies) to (?:\w+ ){0,2}(?:obtain|get|acquire|secure|receive|gain|attain|hold|be granted|pass)|(?:able|eligible|willing(?:ness)?|required|need|have|qualif\w+|expected) to (?:\w+ ){0,3}(?:obtain|get|acquire|secure|receive|gain|attain|be granted|be cleared|undergo|apply for|pass|qualify)|"
    r"obtain(?:able|ing)?\b|eligib(?:le|ility)\b|clearable|(?:be |been )?granted\b|\bget(?:ting)?\b|pass(?:ing)? (?:an? |the )?(?:[\w()-]+ ){0,5}(?:investigation|determination|suitability|vetting|adjudication)|within (?:(?:your|the) )?(?:first )?(?:[\w-]+ ){0,2}(?:days?|weeks?|months?|year) (?:of|from|after) (?:the |your )?(?:hire|offer|start\w*|employment|joining|appointment)|clearance[- ]eligible|qualify for|capable of (?:obtaining|getting|receiving|acquiring|being)|can (?:obtain|be obtained|be cleared)|sponsor\w*|(?:will|to|['’]ll) (?:apply|submit) (?:\w+ ){0,2}for|on your behalf|after (?:hire|you start|joining)|undergo|"
    r"must be able to (?:\w+ ){0,2}(?:obtain|get|acquire|receive|gain|attain|hold|pass)|receiv(?:e|ing)\b|receipt of\b|completion of\b|(?:after|once) you (?:sign|accept)|after (?:the |your )?(?:offer|acceptance)|(?:by|before) (?:your|the) (?:end of (?:your|the) )?\w+ (?:week|month|year|anniversary)\b|down the road|eventually|(?:contingent|conditional) (?:up)?on\b|favou?rabl[ey] (?:\w+ )?(?:adjudicat|determin|complet)\w+|depends? (?:up)?on (?:the |your )?(?:\w+ ){0,4}(?:clearance|adjudication|investigation)|(?<!active )(?<!current )(?<!investigation )(?<!SSBI )(?<!used )(?<!held )within (?!the (?:last|past))(?:[\w-]+ ){1,2}(?:days|weeks|months)\b(?! (?:old|ago))|subject to (?:an? )?(?:\w+ ){0,3}investigation|will be (?:processed|submitted|investigated|upgraded|nominated)|(?:put|putting|submit\w*|nominat\w*|process\w*) (?:you |them |in ){0,2}for|upgrad(?:e|ed|ing) to|apply for|(?:start|initiat\w+|open|begin|submit|run)\w*\s+(?:your|an?|the)\s+[\w/ ]{2,24}\s(?:investigation|application|request|process|paperwork|package)\b)",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    r"\b(?:active(?:ly)?|current(?:ly)?|in[- ]scope|existing|valid|final|adjudicated|already|must (?:have|hold|possess)|possess(?:es|ing)?|holds?|holding|day one|at (?:(?:the )?(?:time|moment) of )?(?:hire|start|application|applying)|upon (?:hire|start)|to start|to apply(?! for)|(?:start|begin)(?:s|ing)? with|prior to start|before start\w*)\b",
    re.IGNORECASE,
)
_STARTS_HOLDING = re.compile(
    r"\b(?:active|current(?:ly)?|in[- ]scope|existing|adjudicated|already|must (?:have|hold|possess))\b",
    re.IGNORECASE,
)
_UNSAID = re.compile(
    r"\bno (?:active |current |security |government |us |u\.s\. |prior )*clearances?\b(?!.{0,60}\b(?:obtain|eligib))|\bclearances? (?:is |are )?(?:not|never) (?:required|needed|necessary)|\bnot (?:\w+ )?require (?:an? )?(?:\w+ ){0,3}clearance|\bwithout (?:a |any )?(?:security )?clearance\b|"
    r"\bclearance(?: required| level)?\s*[:\-–]\s*(?:none|no\b|n/?a\b|other\s*$|not required|not applicable)(?!.{0,30}\bmust (?:obtain|get|be granted))|\bdo(?:es)? not (?:need|require)\b[^.;]{0,40}\bclearance|\bclearances? sponsorship (?:is |are )?(?:not|un)|\bother/not required\b|\b(?:do not|don['’]t|doesn['’]t|won['’]t|will not|need not) (?:need|require|have to have|hold) (?:an? |any |one\b)?(?:\w+ ){0,2}clearance",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\bfacility (?:security )?clearance|\bfacility cleared\b|\bFCLs?\b|\bcleared facilit\w+|\bcleared (?:professionals|personnel|staff|workforce|talent|employees|engineers|consultants|people|contractors|community|jobs|candidates)\b|\b(?:sister|parent) company\b|\b(?:our|we|company|firm)\b(?![^.;]{0,60}\b(?:requires?|must|needs?|expects?|insists?)\b)[^.;]{0,50}\b(?:hold|holds|held|maintain|maintains|has|have|possess|operate)\b[^.;]{0,40}\bclearance|"
    r"\b(?:largest|leading|premier)\b[^.;]{0,60}\bclear(?:ed|ance)\b|\b(?<!favorable )(?<!favourable )(?:help|assist|support|advis|teach|educat|process|manage|administer|adjudicat(?!ed)|track|coordinat)\w*\s+(?:\w+ ){0,5}(?:security )?clearances?\b(?! (?:is|are) required)|"
    r"\bclearance (?:process(?:ing)?|jobs|adjudication|holders (?:find|connect)|records|paperwork|applications)\b|\b(?:teams?|customers|clients|colleagues|people|engineers|developers|analysts|professionals|staff|talent|consultants|those) (?:that|who) (?:\w+ )?(?:hold|have|possess)\b|\bhistory of the\b|\bmany of our\b|\bour (?:people|team|staff|employees|engineers|analysts) (?:\w+ ){0,3}(?:hold|have|are cleared)",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(
    r"\b(?:may|might|could)(?: also)? (?:be )?(?:require\w*|need\w*|necessary|involve)|\b(?:(?:some|certain|specific|select|particular|many|most|several|a few) (?:of (?:our|the|these) )?(?:other )?|other (?:\w+ )?)(?:project |client |customer |government |work )?(?:assignments?|projects?|roles?|positions?|contracts?|programs?|sites?|locations?|facilities|teams?|customers|clients|offices|jobs|openings|bases|plants|tasks)\b|\bdepending on\b|\bif (?:required|assigned)\b|\bfuture\b",
    re.IGNORECASE,
)
_NOT_SECURITY = re.compile(
    r"\b(?:customs|tb|tuberculosis|medical|health|child abuse|child-abuse|criminal|background|fbi|act 33|act 34|act 114|act 151|ground|obstacle|vertical|wire|hazard|tax|import|export|security deposit|inventory|summer|end of season|renal|drug|plasma|creatinine|mucociliary|check|cheque|"
    r"payment|trade|financial|ship|vessel|port|cargo|copyright|rights|music|legal|title|regulatory|fda|510\(k\)|signal|data|airway|physical|biosafety|fire|electrical|road|site|land|vegetation|right of way|credential|quality|release|dental|athletic|customs brokerage)[ -]+clearances?\b|"
    r"\b(?:TS/SCI|TS|Top Secret|Secret)\s+(?:holders|networks?|accounts?|enclaves?|environments?|systems|holdings|containers|domains?|labs?|spaces|colleagues|customers|clients)\b|"
    r"\bclearances? (?:sale|rack|items?|merchandise|section|prices?|rates?|events?|distances?|heights?|hole|between|from (?:the )?(?:doctor|physician|fda)|of (?:goods|customs|shipments?))\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:looking for|seek(?:s|ing)?|hiring|must|require[sd]?|requirements?|need(?:s|ed)?|necessary|mandatory|candidates?|applicants?|you|position|role|job|preferred|desired|plus|active|current|obtain|eligib\w+|ability|able|possess|hold|clearable|subject to|at least|minimum|contingent|conditional|depends? (?:up)?on)\b|:",
    re.IGNORECASE,
)
_DEMANDED = re.compile(
    r"\b(?:must|require[sd]?|requirements?|ability to|able to|eligible|need to|mandatory|undergo|subject to|granted)\b",
    re.IGNORECASE,
)
_ACCESS = re.compile(
    r"\baccess to (?:\w+ ){0,3}classified (?:\w+ ){0,2}information\b(?:\s*\(?(?:at the )?(?P<level>top secret|secret))?|\baccess to (?P<named>top secret|secret)(?:[- ]level)? (?:\w+ )?(?:information|material)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;]|(?<!\.[A-Z])\.\s|\band (?:the )?(?=abilit|able|eligib|must be able|willing|(?:will|would|can) (?:then )?be\b)|,? (?:and )?then\b|,? with (?:the |an )?(?=abilit|eligib|option)",
    re.IGNORECASE,
)
_TURN = re.compile(r";|,?\s\b(?:but|however|although|though|whereas|while)\b,?\s|\s[–—]\s|\.\s(?=[A-Z])")
"""Where a sentence turns from whom it speaks of: "we hold a Secret, but this seat needs a Top Secret"."""
_USEFUL = re.compile(
    r"[^.;,]{0,30}\b(?:is|are|would be|can be) (?:useful|handy)\b|[^.;]{0,30}\bnever required\b",
    re.IGNORECASE,
)
_CELL_END = re.compile(r"\s*(?:$|[|,;:.()\[\]/–—·-])")
_CONCEDED = re.compile(r"\W*(?:while|although|though|even if)\b[^,;]*,", re.IGNORECASE)
_SOUGHT = re.compile(
    r"\b(?:only (?:\w+ )?(?:consider|hire|badge|accept|take|employ|interview)\w*|(?:consider|hire|badge|accept|take|employ|interview)\w* only|looking for|seek(?:s|ing)?|need(?:s|ed)?|want(?:s|ed)?|hir(?:e|es|ing)|limited to|open to)\s+(?:\w+ ){0,2}(?:people|those|candidates|applicants|engineers|developers|analysts|professionals|staff|talent|consultants|someone)\b",
    re.IGNORECASE,
)
"""Whom the company wants, not whom it has: "we can only consider people who hold a Secret"."""
_NAMED_LEVEL = re.compile(
    r"\b(?:TS\s?/\s?SCI|Top Secret\s?/\s?SCI|Top Secret|TOP SECRET|TS|SCI|Secret|SECRET)\b"
)
_WORD = re.compile(r"\s+(?:security\s+)?clearance\b", re.IGNORECASE)
_LEADS_TO = re.compile(
    r"\W*(?:(?:and|or) \w+\s+)?(?:(?:for|to|an?|the|your|active|full|final|DoD|upgrade)\s+)*", re.IGNORECASE
)
_REMARK = re.compile(r"\([^()]*\)")
_OWN_REMARK = re.compile(
    r"\W*(?:or|able|active|current|must|obtain|eligib|can be|to be|will be|may be|after|sponsor|not )",
    re.IGNORECASE,
)
"""A remark that speaks of the clearance before it."""
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
_ELIGIBLE_NOW = re.compile(
    r"\b(?:current|active|in-scope|existing|final)\s[\w/ -]{2,25}\seligib|\beligib\w+ (?:that is |is |being )?(?:current|active|in[- ]scope)",
    re.IGNORECASE,
)
_SCI_ELIGIBLE = re.compile(r"\b(?:with|w/|and|plus)\s?(?:SCI|SAP)\s(?:access )?eligib\w+")
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
_NEXT = re.compile(
    r"\s*(?:(?:if|in case) (?:you|the candidate|an applicant) (?:do|does)(?: not|n['’]t)\b[^.]{0,30}\b(?:have|hold|possess)\b[^.]{0,40}\b(?:submit|sponsor|appl(?:y|ied)|process|obtain|put|start|get)|"
    r"(?:we|the (?:company|customer|government|lab\w*|agency|employer))(?:['’]ll| will| can| are able to| is able to) (?:sponsor|submit you|process you|put you in|start the|initiate|apply for)|"
    r"(?:it|this|one) (?:can|may|will) be (?:obtained|sponsored|granted|processed|initiated|applied for) )",
    re.IGNORECASE,
)
"""What a next sentence says of a clearance just asked for: it may still be had."""
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
_WITHOUT_WORD = (_HELD, _VERB, _CLEARABLE, _VALUE, _INVESTIGATED, _SPONSORED, _OR_HIGHER, _ALONE, _Q)
_VALUE_WORDS = 6
_MOST = 20
"""Levels looked at in one sentence: each is weighed against the whole of it."""
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


def clearance_rows(text: str, ask: Ask, knowledge: Knowledge, *, labelled: bool = False) -> list[Requirement]:
    """The clearance rows of a sentence: the level needed to start, and a higher one to be obtained later if named.

    ``labelled``: a label before it says that it is about the clearance ("Security clearance", and on the next line "Secret").
    """
    sentence = ask.text
    mentions = _mentions(sentence, knowledge) or (
        _labelled(sentence) if labelled or _is_level(sentence) else []
    )
    mentions = [m for m in mentions[:_MOST] if not _of_others(sentence, m.start, m.end)]
    if not mentions:
        return []
    conditional = _CONDITIONAL.search(sentence) is not None
    named = all(_is_unmistakable(sentence, m) for m in mentions)
    if ask.base is None and not named and not _ASKED.search(sentence):
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
            if conditional or _USEFUL.match(sentence, own_end)
            else need_of(sentence, mention.start, own_end, base)
        )
        said = "" if conditional else _status(sentence, mentions, number)
        if not said and _NEXT.match(text, ask.start + len(ask.text)):
            said = "obtainable"
        status = "" if conditional else said or "active"
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


def _is_unmistakable(sentence: str, mention: ClearanceMention) -> bool:
    """Whether a mention asks for a clearance without any word of need beside it; "Top Secret" can be the name of a thing."""
    if mention.level in ("unspecified", "public_trust"):
        return False
    bare = sentence[mention.start : mention.end].strip().casefold() in ("top secret", "top-secret")
    return not bare or _CELL_END.match(sentence, mention.end) is not None


def _of_others(sentence: str, start: int, end: int) -> bool:
    """Whether the clause of a mention denies that one is needed or speaks of the company's own or other people's."""
    if _UNSAID.search(sentence) is None and _COMPANY.search(sentence) is None:
        return False
    low, high = 0, len(sentence)
    first = _CONCEDED.match(sentence)
    turns = [first.span()] if first else []
    for begin, finish in turns + [turn.span() for turn in _TURN.finditer(sentence)]:
        if finish <= start:
            low = finish
        elif begin >= end:
            high = begin
            break
    clause = sentence[low:high]
    if _UNSAID.search(clause):
        return True
    return _COMPANY.search(clause) is not None and _SOUGHT.search(clause) is None


def rank(level: str) -> int:
    """Position on the ladder, lowest first; -1 for what is not on it."""
    return CLEARANCE_LEVELS.index(level) if level in CLEARANCE_LEVELS else -1


def denies_clearance(sentence: str) -> bool:
    """Whether the sentence says that none is needed."""
    return _UNSAID.search(sentence) is not None


def _mentions(sentence: str, knowledge: Knowledge) -> list[ClearanceMention]:
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
    named = [m for m in found if not re.match(r"T(?:ier )?[1-5]R?\b", sentence[m.start : m.end])]
    kept = sorted(m for m in (named or found) if not _other_sense(sentence, m.start, m.end))
    least = [_without_word(m) for m in _OR_HIGHER.finditer(sentence)]
    kept += [x for x in least if kept and not any(x.start < m.end and m.start < x.end for m in kept)]
    return sorted(kept) or _held(sentence) or _access(sentence)


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


def _labelled(sentence: str) -> list[ClearanceMention]:
    """The level that is the value of a label, which needs no other word beside it."""
    match = _NAMED_LEVEL.match(sentence.strip()) if len(sentence.split()) <= _VALUE_WORDS else None
    if match is None:
        return []
    start = sentence.find(match[0])
    return [ClearanceMention(start, start + len(match[0]), _level(match[0]), "unknown", "", "")]


def _is_level(sentence: str) -> bool:
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


def _access(sentence: str) -> list[ClearanceMention]:
    """Whether "access to classified information (Secret)" asks for a clearance without the word, as a mention."""
    match = _ACCESS.search(sentence)
    if match is None:
        return []
    level = (match["level"] or match["named"] or "unspecified").lower().replace(" ", "_")
    return [ClearanceMention(match.start(), match.end(), level, "unknown", "", "")]


def _other_sense(sentence: str, start: int, end: int) -> bool:
    return any(m.start() < end and start < m.end() for m in _NOT_SECURITY.finditer(sentence))


def _status(sentence: str, mentions: list[ClearanceMention], number: int) -> str:
    """Active or obtainable, by the words nearest to the mention, else by its clause's, "" when none says; "active or able to obtain" is obtainable."""
    start, end = mentions[number].start, mentions[number].end
    if (
        "SCI" not in sentence[start:end]
    ):  # "Top Secret with SCI eligibility" is held; only the SCI is still to come
        sentence = _SCI_ELIGIBLE.sub(lambda m: " " * len(m[0]), sentence)
    if _ELIGIBLE_NOW.search(sentence[max(0, start - 20) : end + 30]):
        return "active"
    if len(mentions) > 1:
        low = mentions[number - 1].end if number else 0
        high = (
            _own_end(sentence, end, mentions[number + 1].start)
            if number + 1 < len(mentions)
            else len(sentence)
        )
        near = _status_within(sentence, low, high, start, end)
        if near:
            return near
        if number + 1 < len(mentions):
            following = mentions[number + 1].start
            sentence = sentence[:high] + " " * (following - high) + sentence[following:]
    return _status_within(sentence, 0, len(sentence), start, end)


def _own_end(sentence: str, end: int, following: int) -> int:
    """Where the words of a mention end that another one follows: "able to upgrade to" right before it is the other's."""
    own = following
    for match in _OBTAIN.finditer(sentence, end, following):
        if _LEADS_TO.fullmatch(sentence, match.end(), following):
            own = match.start()
            break
    return own


def _status_within(sentence: str, low: int, high: int, start: int, end: int) -> str:
    """The status the words of ``[low, high)`` give, "" when they say nothing."""
    remark = sentence.rfind("(", low, start)
    if remark >= 0 and ")" not in sentence[remark:start]:
        low = remark
    else:
        sentence = _REMARK.sub(lambda m: m[0] if _OWN_REMARK.match(m[0]) else " " * len(m[0]), sentence)
    for cut in _CLAUSE.finditer(sentence, low, high):
        if cut.end() <= start:
            low = cut.end()
        elif cut.start() >= end:
            high = cut.start()
            break
    clause = sentence[low:high]
    obtain, active = _OBTAIN.search(clause), _ACTIVE.search(clause)
    if obtain is None:
        return "active" if active else ""
    if active is None or not _STARTS_HOLDING.search(clause):
        return "obtainable"
    between = sentence[end : low + obtain.start()] if low + obtain.start() >= end else ""
    if re.search(r"\band\b", between) and not re.search(r"\bor\b", between):
        return "active"
    return "obtainable"


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
