"""Whom a clause with a clearance speaks of: the holder of the position, the company or others; or it says that none is needed."""

from __future__ import annotations

import re
from bisect import bisect_left

_UNSAID = re.compile(
    r"\b(?:secret|TS|SCI|level|trust) (?:is |are )?(?:not|never) (?:needed|required|necessary)|\b(?:no|not|n['’]t) (?:need|have|required?)\w* to be cleared\b|\bby (?:another|other|a different) (?:team|group|person|colleague)|\bno (?:active |current |security |government |us |u\.s\. |prior )*clearances?\b(?!.{0,60}\b(?:obtain|eligib))|\bclearances? (?:is |are )?(?:not|never) (?:required|needed|necessary)|\bnot (?:\w+ )?require (?:an? )?(?:\w+ ){0,3}clearance|\bwithout (?:a |any )?(?:security )?clearance\b|"
    r"\bclearance(?: required| requirements?| level| needed| type)*\s*[:\-–]\s*(?:none|no\b|n/?a\b|other\s*$|not required|not applicable)(?!.{0,40}\b(?:must|obtain\w*|grant\w*|required within)\b)|\bclearance level none\b|\bdo(?:es)? not (?:need|require)\b[^.;]{0,40}\bclearance|\bclearances? sponsorship (?:is |are )?(?:not|un)|\bother/not required\b|\b(?:do not|don['’]t|doesn['’]t|won['’]t|will not|need not|needn['’]t) (?:need|require|have to have|hold) (?:an? |any |one\b)?(?:\w+ ){0,2}clearance",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\bfacility (?:security )?clearance|\bfacility cleared\b|\bFCLs?\b|\bcleared facilit\w+|\bcleared (?:professionals|personnel|staff|workforce|talent|employees|engineers|consultants|people|contractors|community|jobs|candidates)\b|\b(?:sister|parent) company\b|\b(?:our|we|company|firm)\b(?![^.;]{0,60}\b(?:requires?|must|needs?|expects?|insists?)\b)[^.;]{0,50}\b(?:hold|holds|held|maintain|maintains|has|have|possess|operate)\b[^.;]{0,40}\bclearance|"
    r"\b(?:largest|leading(?! to\b)|premier)\b[^.;]{0,60}\bclear(?:ed|ance)\b|\b(?<!favorable )(?<!favourable )(?:help|assist|support|advis|teach|educat|process|manage|administer|adjudicat(?!ed)|track|coordinat)\w*\s+(?:\w+ ){0,5}(?:security )?clearances?\b(?! (?:is|are) required)|"
    r"(?<!through the )(?<!through a )(?<!undergo the )(?<!complete the )(?<!through our )\bclearance (?:process(?:ing)?|jobs|adjudication|holders (?:find|connect)|records|paperwork|applications)\b|\b(?:teams?|customers|clients|colleagues|people|engineers|developers|analysts|professionals|staff|talent|consultants|those) (?:that|who) (?:\w+ )?(?:hold|have|possess)\b|\b(?:talk|speak|work|meet|deal|sit|chat|keep in touch) (?:to|with|among|alongside) (?:\w+ )?(?:people|colleagues|engineers|analysts|candidates|users|those|holders)\b|\bhistory of the\b|\bmany of our\b|\bour (?:people|team|staff|employees|engineers|analysts) (?:\w+ ){0,3}(?:hold|have|are cleared)",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(
    r"\b(?:may|might|could)(?: also)? (?:be )?(?:require\w*|need\w*|necessary|involve)|\b(?:(?:some|certain|specific|select|particular|many|most|several|a few) (?:of (?:our|the|these) )?(?:other )?|other (?:\w+ )?)(?:project |client |customer |government |work )?(?:assignments?|projects?|roles?|positions?|contracts?|programs?|sites?|locations?|facilities|teams?|customers|clients|offices|jobs|openings|bases|plants|tasks)\b|\bdepending on\b|\bif (?:required|assigned)\b|\bfuture\b|\b(?:some|others|a few|certain ones|several) (?:of (?:them|these|those|our \w+) )?(?:\w+ )?(?:require|need|ask|call|carry)s?\b|\beach (?:posting|announcement|advert|vacancy) (?:says|states|tells)\b",
    re.IGNORECASE,
)
_NOT_SECURITY = re.compile(
    r"\b(?:public|internal|restricted)\b[^.;]{0,20}\bconfidential\b[^.;]{0,10}\bsecret\b|\b(?:customs|tb|tuberculosis|medical|health|child abuse|child-abuse|criminal|background|fbi|act 33|act 34|act 114|act 151|ground|obstacle|vertical|wire|hazard|tax|import|export|security deposit|inventory|summer|end of season|renal|drug|plasma|creatinine|mucociliary|check|cheque|"
    r"payment|trade|financial|ship|vessel|port|cargo|copyright|rights|music|legal|title|regulatory|fda|510\(k\)|signal|data|airway|physical|biosafety|fire|electrical|road|site|land|vegetation|right of way|credential|quality|release|dental|athletic|customs brokerage)[ -]+clearances?\b|"
    r"\b(?:TS/SCI|TS|Top Secret|Secret)\s+(?:holders|networks?|accounts?|enclaves?|environments?|systems|sites|facilities|holdings|containers|domains?|labs?|spaces|colleagues|customers|clients)\b|"
    r"\bclearances? (?:sale|rack|items?|merchandise|section|prices?|rates?|events?|distances?|heights?|hole|between|from (?:the )?(?:doctor|physician|fda)|of (?:goods|customs|shipments?))\b",
    re.IGNORECASE,
)
_DEMANDED_AFTER = re.compile(
    r"\b(?:you|your|candidates?|applicants?|everyone|new hires|we need|we want|must|should)\b[^.;]{0,40}\b(?:must|should|need|have to|required|be (?:willing|able|eligible)|able|willing|expected|obtain|get|qualify|hold)\b[^.;]{0,50}\b(?:one|it|clear\w+|obtain|qualify|eligible)\b",
    re.IGNORECASE,
)
"""After a clearance of some assignments: what is asked of everybody ("… and you should be able to get one")."""
_NOT_THIS = re.compile(
    r"\b(?:this|the) (?:one|role|job|position|post|seat|opening|vacancy|team)(?: itself)? (?:does(?: not|n['’]t)|do(?: not|n['’]t)|is(?: not|n['’]t)|needs none|requires none|has no\b)(?! (?:eligible|open|remote|hybrid))",
    re.IGNORECASE,
)
"""What is said of other positions is not said of this one."""
_NONE_NEEDED = re.compile(
    r"\bclearances?\b[^.]{0,80}\b(?:do|does)(?: not|n['’]t) (?:have|need) to (?:hold|have|get) (?:one|any|it)\b(?! (?:to apply|to start|yet|up front|on day|now|today|already|when))|\bno (?:active |current |security |government |us |u\.s\. |prior )*clearances? (?:is |are |will be |level )*(?:needed|required|necessary|involved)|\bclearances?(?: level)? (?:is |are )?(?:not|never) (?:required|needed|necessary)(?! (?:to|at|on|up|when|but|for (?:apply|start)|initially|yet))|"
    r"\bclearance(?: required| requirements?| level| needed| type)*\s*[:–—-]\s*(?:none|no\b|n/?a\b|not required|not applicable)(?!.{0,40}\b(?:must|obtain\w*|grant\w*|required within)\b)|\bclearance level none\b|"
    r"\b(?:you|this (?:role|job|position|post|seat|one)|the (?:role|job|position|post)|we|it|they) (?:yourself |itself )?(?:do|does|will|would)(?: not|n['’]t) (?:\w+ )?(?:need|require|call for|involve|ask for|have to have|demand)\b[^.;]{0,30}\bclearance(?! (?:to apply|to start|yet|up front|on day))",
    re.IGNORECASE,
)
_LATER_ON = re.compile(
    r"\b(?:but|obtain\w*|eligib\w+|able to|apply|start|up front|day one|yet|initially|later)\b",
    re.IGNORECASE,
)
_CLIENTS = re.compile(
    r"\b(?:customers?|clients?|users|partners)\b[^.;,]{0,30}\b(?:need|want|use|buy|run|hold|have|operate)s?\b(?! (?:you|candidates|an?y?one|people|us to))",
    re.IGNORECASE,
)
_PERSONS = r"(?:developers?|engineers?|analysts?|linguists?|help desk|people|talent|professionals|candidates|candidate pool|seats|roles|positions|recs|reqs|openings|jobs|contractors|employees|staff|personnel|consultants|admins|administrators|specialists|workers|networks of)"
_FINDS = re.compile(
    r"\b(?:find|source|sourcing|recruit\w*|place|placing|fill|filling|screen|staff|pipeline|headhunt\w*|submit|match)\b",
    re.IGNORECASE,
)
_FOUND = re.compile(rf"[^.;,]{{0,25}}\b{_PERSONS}\b", re.IGNORECASE)
_FINDS_WHOM = re.compile(
    rf"\W*(?:find|source|sourcing|recruit\w*|place|placing|screen|headhunt\w*)\b[^.;,]{{0,40}}\b{_PERSONS}\b",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"\A\W*(?:you(?:['’]ll| will)|your (?:job|work|days?|task)s? (?:is|are|will)|responsible for|duties include)\b",
    re.IGNORECASE,
)
_OF_A_THING = re.compile(
    r"[\s-]+(?!clear|level|elig|or\b|and\b|with\b|at\b|from\b|on\b|before\b|by\b|in\b|is\b|are\b|required|needed|within\b|when\b|once\b|to\b|first\b|as\b|access\b|status\b|investig|adjudic|after\b|upon\b|of\b|for\b)[A-Za-z]|\s+(?:data|information|material)\b",
    re.IGNORECASE,
)
"""After a level: the thing that has it ("TS/SCI networks"), so that nobody is asked for it."""
_ASKS_TOO = re.compile(
    r"\b(?:must|require[sd]?|need(?:s|ed)? (?:to|an?|your)|hold\w*|have|bring|obtain\w*|get|eligib\w+|possess\w*|active|current|undergo|pass|be cleared|maintain (?:an?|your)|put|sponsor\w*|submitted|processed|cleared)\b",
    re.IGNORECASE,
)
_TURN = re.compile(r";|,?\s\b(?:but|however|although|though|whereas|while)\b,?\s|\s[–—]\s|\.\s(?=[A-Z])")
"""Where a sentence turns from whom it speaks of: "we hold a Secret, but this seat needs a Top Secret"."""
_CONCEDED = re.compile(r"\W*(?:while|although|though|even if)\b[^,;]*,", re.IGNORECASE)
_SOUGHT = re.compile(
    r"\b(?:only (?:\w+ )?(?:consider|hire|badge|accept|take|employ|interview)\w*|(?:consider|hire|badge|accept|take|employ|interview)\w* only|looking for|seek(?:s|ing)?|need(?:s|ed)?|want(?:s|ed)?|hir(?:e|es|ing)|limited to|open to)\s+(?:\w+ ){0,2}(?:people|those|candidates|applicants|engineers|developers|analysts|professionals|staff|talent|consultants|someone)\b",
    re.IGNORECASE,
)
"""Whom the company wants, not whom it has: "we can only consider people who hold a Secret"."""


def of_others(sentence: str, start: int, end: int) -> bool:
    """Whether the clause of a mention denies that one is needed or speaks of the company's own or other people's."""
    clause = _clause(sentence, start, end)
    if _UNSAID.search(clause) or _NOT_THIS.search(sentence, end):
        return True
    if _FINDS.search(sentence, 0, start) and _FOUND.match(sentence, end):
        return True  # "you find TS/SCI developers": whom the holder of the position looks for
    if _FINDS_WHOM.match(sentence, 0, start):
        return True  # "Source candidates with TS/SCI"
    if _CLIENTS.search(sentence, 0, start):
        return True
    if _TASK.match(sentence) and not _ASKS_TOO.search(sentence) and _OF_A_THING.match(sentence, end):
        return True
    return _COMPANY.search(clause) is not None and _SOUGHT.search(clause) is None


def _clause(sentence: str, start: int, end: int) -> str:
    """The part of a sentence around a mention that speaks of one and the same."""
    if _UNSAID.search(sentence) is None and _COMPANY.search(sentence) is None:
        return ""
    low, high = 0, len(sentence)
    first = _CONCEDED.match(sentence)
    turns = [first.span()] if first else []
    for begin, finish in turns + [turn.span() for turn in _TURN.finditer(sentence)]:
        if finish <= start:
            low = finish
        elif begin >= end:
            high = begin
            break
    return sentence[low:high]


_WISHED_BEFORE = re.compile(
    r"(?:^\W*(?:having|holding)|\b(?:prefer(?!red (?:qualif|skill))\w*|ideally|if you(?: already| happen to)? (?:have|hold|possess)|nice[- ]to[- ]have|bonus|extra points|love (?:it )?if|even better|better still|great if|favou?r(?:s|ed)?))\b[^.;:()]{0,50}$",
    re.IGNORECASE,
)
_WISHED_AFTER = re.compile(
    r"[^.;()]{0,40}\b(?:(?:is|are) (?:\w+ )?(?:encouraged|welcome|invited|preferred|favou?red)|encouraged to apply|get an? (?:\w+ )?bonus|(?:would|will|could) (?:be (?:an? |very |highly )?(?:\w+ )?(?:plus|advantage|asset|bonus|benefit|help(?:ful)?|useful|nice|great|preferred|ideal)|help|set you apart|stand out)|gets? (?:you )?(?:extra|priority|bonus|first)|goes to the top|tell us|let us know|say so|puts? you ahead|not (?:a must|essential|mandatory|a requirement))\b",
    re.IGNORECASE,
)


_HOUSE = re.compile(
    r"\b(?:we|our|us|company|firm|customers?|clients?|founders?|they|their|those|others?|partners|users?|colleagues|graduates|alumni|readers)\b",
    re.IGNORECASE,
)
_HOLDER = re.compile(
    r"\b(?:you|your|candidates?|applicants?|incumbents?|position|role|job|post|seat|billet|slot|appointment|employment|hire[sd]?|hiring|start|badged?|someone|anyone|nobody|no one|must|required?|requires|needs?|needed|mandatory|essential|sponsor\w*|cleared people)\b",
    re.IGNORECASE,
)


_THE_TASK = re.compile(
    r"\W*(?:track|process|manage|administer|coordinate|support|advise|assist|help|review|adjudicate|maintain|prepare|build|design|write|sell)\b[^.;]{0,60}\b(?:clearances|candidates|employees|customers|clients|users|networks|systems|sites)\b",
    re.IGNORECASE,
)
"""A task of the holder with clearances or cleared people."""


def is_of_the_house(sentence: str) -> bool:
    """Whether a sentence speaks of the company or of others, and with no word of the holder of the position."""
    if _FINDS.match(sentence) or _THE_TASK.match(sentence):
        return True
    return _HOUSE.search(sentence) is not None and _HOLDER.search(sentence) is None


def is_wished(sentence: str, start: int, end: int) -> bool:
    """Whether the words around a clearance wish for it instead of asking for it ("if you hold one, tell us")."""
    low = max(sentence.rfind(";", 0, start), sentence.rfind(". ", 0, start)) + 1
    before = sentence[low:start]
    wished = _WISHED_BEFORE.search(before)
    if wished and not re.search(r"\b(?:must|required|or|, )\b", before[wished.end() :]):
        reach = before[wished.start() :]
        if "," not in reach and not re.search(r"\b(?:required|must|mandatory)\b", sentence[end : end + 30]):
            return True
    return _WISHED_AFTER.match(sentence, end) is not None


def is_conditional(sentence: str) -> bool:
    """Whether a clearance is needed for some assignments only, and not asked of everybody."""
    match = _CONDITIONAL.search(sentence)
    return match is not None and _DEMANDED_AFTER.search(sentence, match.end()) is None


def needs_none(sentence: str) -> bool:
    """Whether the sentence says of the position that no clearance is needed, now or later."""
    match = _NONE_NEEDED.search(sentence)
    return match is not None and _LATER_ON.search(sentence, match.end()) is None


def other_senses(sentence: str) -> list[tuple[int, int]]:
    """Where a sentence speaks of a clearance or a secret in another sense ("customs clearance"), in order and apart."""
    return [m.span() for m in _NOT_SECURITY.finditer(sentence)]


def overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether any of the spans, which are in order and apart, has a character of ``[start, end)``."""
    at = bisect_left(spans, end, key=lambda span: span[0]) - 1
    return at >= 0 and start < spans[at][1]
