"""Whether a clearance is to be held on the first day or may still be obtained, by the words around it."""

from __future__ import annotations

import re

from appliance.engines.knowledge import ClearanceMention

_OBTAIN = re.compile(
    r"\b(?:abilit(?:y|ies) to (?:\w+ ){0,2}(?:obtain|get|acquire|secure|receive|gain|attain|hold|be granted|pass)|(?:able|eligible|willing(?:ness)?|required|need|have|qualif\w+|expected) to (?:\w+ ){0,3}(?:obtain|get|acquire|secure|receive|gain|attain|be granted|be cleared|undergo|appl(?:y|ies|ied) for|pass|qualify)|"
    r"obtain(?:able|ing)?\b|(?:be |been |is |being )issued\b|go(?:es|ing)? through\b|leading to\b|earn\b|can get\b|in process\b|eligib(?:le|ility)\b|clearable|(?:be |been )?granted\b|\b(?:may|can|could|will|to) be given\b|\bnever (?:had|held)\b|\bget(?:ting)?\b|pass(?:ing)? (?:an? |the )?(?:[\w()-]+ ){0,5}(?:investigation|determination|suitability|vetting|adjudication)|within (?:(?:your|the) )?(?:first )?(?:[\w-]+ ){0,2}(?:days?|weeks?|months?|year) (?:of|from|after) (?:the |your )?(?:hire|offer|start\w*|employment|joining|appointment)|clearance[- ]eligible|qualify for|capable of (?:obtaining|getting|receiving|acquiring|being)|can (?:obtain|be obtained|be cleared)|(?<!no )(?<!not )(?<!any )(?<!without )sponsor\w*|(?:will|to|['’]ll) (?:apply|submit) (?:\w+ ){0,2}for|on your behalf|after (?:hire|you start|joining)|undergo|"
    r"must be able to (?:\w+ ){0,2}(?:obtain|get|acquire|receive|gain|attain|hold|pass)|receiv(?:e|ing)\b|receipt of\b|completion of\b|(?:after|once) you (?:sign|accept)|after (?:the |your )?(?:offer|acceptance)|(?:by|before) (?:your|the) (?:end of (?:your|the) )?\w+ (?:week|month|year|anniversary)\b|down the road|eventually|(?:contingent|conditional) (?:up)?on\b|favou?rabl[ey] (?:\w+ )?(?:adjudicat|determin|complet)\w+|depends? (?:up)?on (?:the |your )?(?:\w+ ){0,4}(?:clearance|adjudication|investigation)|(?<!active )(?<!current )(?<!investigation )(?<!SSBI )(?<!used )(?<!held )within (?!the (?:last|past))(?:[\w-]+ ){1,2}(?:days|weeks|months)\b(?! (?:old|ago))|subject to (?:an? )?(?:\w+ ){0,3}investigation|(?:will|shall|to|must|would|you['’]d|you['’]ll) be (?:processed|submitted|investigated|upgraded|nominated|granted|issued|obtained|adjudicated|vetted)|ending (?:in|with)\b|result(?:s|ing)? in\b|\bpursue|\bconfers?\b|put through\b|(?:is|are|being|gets?) (?:being )?(?:processed|adjudicated|investigated)\b|while (?:it|your)\b|requiring an? favou?rable\b|favou?rable (?:Tier|T)\b|\bset(?:ting)? you up\b|(?:put|putting|submit\w*|nominat\w*|process\w*) (?:you |them |in ){0,2}for|upgrad(?:e|ed|ing) to|appl(?:y|ies|ied) for|(?:start|initiat\w+|open|begin|submit|run)\w*\s+(?:your|an?|the)\s+[\w/ ]{2,24}\s(?:investigation|application|request|process|paperwork|package)\b)",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    r"\b(?:active(?:ly)?|current(?:ly)?|in[- ]scope|existing|valid|transferable|final|adjudicated|already|must (?:have|hold|possess)|possess(?:es|ing)?|holds?|holding|day one|at (?:(?:the )?(?:time|moment) of )?(?:hire|start|application|applying)|upon (?:hire|start)|to start|to apply(?! for)|(?:start|begin)(?:s|ing)? with|prior to start|before start\w*)\b",
    re.IGNORECASE,
)
_STARTS_HOLDING = re.compile(
    r"\b(?:active|current(?:ly)?|in[- ]scope|existing|adjudicated|already|must (?:have|hold|possess))\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;]|(?<!\.[A-Z])\.\s|\band (?:the )?(?=abilit|able|eligib|must be able|willing|(?:will|would|can) (?:then )?be\b)|,? (?:and )?then\b(?! (?:keep|maintain|hold|retain))|,? with (?:the |an )?(?=abilit|eligib|option)",
    re.IGNORECASE,
)
_LEADS_TO = re.compile(
    r"\W*(?:(?:and|or) \w+\s+)?(?:(?:for|to|an?|the|your|active|full|final|DoD|upgrade)\s+)*", re.IGNORECASE
)
_REMARK = re.compile(r"\([^()]*\)")
_OWN_REMARK = re.compile(
    r"\W*(?:or|able|active|current|must|obtain|eligib|can be|to be|will be|may be|after|sponsor|not )",
    re.IGNORECASE,
)
"""A remark that speaks of the clearance before it."""
_ELIGIBLE_NOW = re.compile(
    r"\b(?:current|active|in-scope|existing|final)\s[\w/ -]{2,25}\seligib|\beligib\w+ (?:that is |is |being |and )?(?:current|active|in[- ]scope)",
    re.IGNORECASE,
)
_SCI_ELIGIBLE = re.compile(r"\b(?:with|w/|and|plus)\s?(?:SCI|SAP)\s(?:access )?eligib\w+")
STILL_TO_BE_HAD = re.compile(
    r"\s*(?:(?:if|in case) (?:you|the candidate|an applicant) (?:do|does)(?: not|n['’]t)\b[^.]{0,30}\b(?:have|hold|possess)\b[^.]{0,40}\b(?:submit|sponsor|appl(?:y|ied)|process|obtain|put|start|get)|"
    r"(?:we|the (?:company|customer|government|lab\w*|agency|employer))(?:['’]ll| will| can| are able to| is able to) (?:sponsor|submit you|process you|put you in|start the|initiate|apply for)|"
    r"(?:it|this|one) (?:can|may|will) be (?:obtained|sponsored|granted|processed|initiated|applied for) )",
    re.IGNORECASE,
)
"""What a next sentence says of a clearance just asked for: it may still be had."""
_ITS_GRANT = re.compile(
    r"\b(?:it|it['’]s|it['’]ll|one|yours|the clearance|clearances|the process|the investigation|the paperwork)\b[^.;\n]{0,40}\b(?:issued|granted|obtained|processed|sponsored|approved|comes? (?:through|first)|came through|initiated|applied for|takes? (?:about |up to |around )?[\w-]+ (?:weeks|months)|starts?|begins?)\b"
    r"|\b(?:don['’]t|do not|needn['’]t|need not|doesn['’]t|does not) (?:need to |have to )?(?:have|hold|possess|be active|already)\b[^.;\n]{0,12}\b(?:it|one|now|today|active|yet)\b|\btakes? (?:about |up to |around )?(?:\d+|some|a few|two|three|four|six) (?:days|weeks|months)\b|\bcomes first\b|\b(?:never|not) (?:had|held) (?:a clearance|one)\b|\bwe(?:['’]ll| will| can)? (?:also )?(?:sponsor|start|process|submit|handle)\b[^.;\n]{0,25}\b(?:it|one|yours|you|the (?:process|paperwork|application|clearance|investigation))\b"
    r"|\b(?:able|willing|eligible|expected|ready|prepared|required|have|need) (?:and \w+ )?to (?:\w+ )?(?:get|obtain|gain|hold|appl(?:y|ies|ied) for|qualify for|go for|earn) (?:and \w+ )?(?:one|it)\b",
    re.IGNORECASE,
)
_NEAR_AFTER = 200


def granted_later(text: str, end: int) -> bool:
    """Whether what follows a clearance within its paragraph says that it is to be granted, or need not be held yet."""
    window = text[end : end + _NEAR_AFTER].split("\n\n", 1)[0]
    return _ITS_GRANT.search(window) is not None


def status_of(sentence: str, mentions: list[ClearanceMention], number: int) -> str:
    """Active or obtainable, by the words nearest to the mention, else by its clause's, "" when none says; "active or able to obtain" is obtainable."""
    start, end = mentions[number].start, mentions[number].end
    if (
        "SCI" not in sentence[start:end]
    ):  # "Top Secret with SCI eligibility" is held; only the SCI is still to come
        sentence = _SCI_ELIGIBLE.sub(lambda m: " " * len(m[0]), sentence)
    if _ELIGIBLE_NOW.search(sentence[max(0, start - 20) : end + 45]):
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
