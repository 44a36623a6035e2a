"""What a statement about the place of the work holds for: this position, or a task, a time, other people, a benefit.

Everything is decided on the clause around the statement; offsets are within the sentence.
"""

from __future__ import annotations

import re

_FLAGS = re.IGNORECASE
_CLAUSE = re.compile(r"[.;!?\n•]|,\s+so\b|\s[–—]\s|\bbut\b|\bhowever\b", _FLAGS)
_FILLER = (
    r"(?:an?|the|any|be|can|could|may|must|will|done|performed|carried|handled|here|being|been|is|are|currently|presently|generally|normally|usually|typically|really|truly|considered|remote|hybrid|on-?site|telework|virtual|flexible|or|and|nor|for|to|of|as|with|in|at|"
    r"work|working|works|from|home|able|offer(?:ed|ing)?|provide|support(?:ed)?|allow(?:ed|s)?|permit(?:ted)?|accommodate|consider(?:ed|ing)?|entertain|grant(?:ed)?|accept(?:ing)?|eligible|available|approved|suitable|suited|designated|"
    r"authori[sz]ed|open|options?|opportunit(?:y|ies)|possibility|possible|ability|position|role|job|post|qualify|qualified|include|designed|intended|meant|full[- ]time|part[- ]time|permanent|our|this|also|do|does|have|there|classified|looking|either|it|purely)"
)
_DEGREES = r"(?:fully|100 ?%|entirely|completely|exclusively|full|totally|wholly|solely|strictly|permanently|always|all|only)"
_REFUSES = r"(?:\bnot\b|\b\w+n['’]t\b|\bno\b|\bnever\b|\bneither\b|\bnor\b|\bwithout\b|\bunable to\b|\bcannot\b|\bnothing\b|\bno longer\b|\bnone of (?:our|the|these)\b|\bineligible\b|\bexempt from\b)"
_ASKED_NOT = re.compile(
    r"\b(?:don['’]t|do not|please no) (?:\w+ )?(?:ask|enquire|inquire|apply)\b[^.;]{0,20}$", _FLAGS
)
"""A refusal of the question itself."""
_REFUSED_BEFORE = re.compile(rf"{_REFUSES}[\s-]+(?:{_FILLER}[\s,/-]+){{0,9}}$", _FLAGS)
_DEGREE_BEFORE = re.compile(
    rf"(?:\bnot\b|\b\w+n['’]t\b|\bnever\b)\s+(?:{_FILLER}[\s,/-]+){{0,6}}{_DEGREES}[\s-]*$", _FLAGS
)
_INSIDE = re.compile(r"(?:\bnot\b|n['’]t\b|\bnever\b|\bcannot\b|\bneither\b)(?P<after>[^.;,]*)$", _FLAGS)
_IN_PASSING = re.compile(
    r"^\s*(?:only|just|merely|required to (?:relocate|commute)|sure|need|restricted|limited|necessar)", _FLAGS
)
_DENIAL = (
    r"(?:available|offered|permitted|possible|supported|allowed|an? (?:\w+ )?(?:option|possibility)|considered|authori[sz]ed|granted|accepted|eligible|entertained|applicable|approved|foreseen|provided|acceptable|feasible|"
    r"at this time|apply|currently|be (?:\w+ )?(?:available|offered|permitted|possible|considered|authori[sz]ed|granted|allowed|accepted|supported|approved|accommodated)|exist|envisaged)"
)
_AFTER_WORDS = r"(?:(?:work(?:ing)?|options?|opportunit\w+|arrangements?|schedules?|positions?|roles?|jobs?|status|eligib\w+|candidates|applicants|employees|from home|requests?|or \w+|and \w+|for this \w+|eligible|environments?|/\s?\w+|alternate|\w+ing)[\s,]*)"
_REFUSED_AFTER = re.compile(
    rf"^\s*{_AFTER_WORDS}{{0,5}}(?:(?:is|are|was|will|does|do|can|may|would|has been)\s*(?:therefore |thus |unfortunately |currently |generally |at present )?(?:not|n['’]t|never)\s+(?:currently |presently |generally |\w+ly )?{_DENIAL}|(?:isn|aren|won|doesn|can)['’]t\s+(?:currently |\w+ly )?{_DENIAL}"
    r"|(?-i:No)(?=\s*(?:$|[\n.])|\s[A-Z])|(?:is|are)\s+(?:strictly |currently )?(?:unavailable|prohibited|excluded|ruled out|forbidden|off the table)|(?:[:|?]|\s[-–—])\s*(?:no\b(?! (?:commut|travel|matter|need|weekend|prior|experience|relocat))|not\b(?! (?:just|only))|none\b|n/?a\b|never\b|unavailable|false\b)|not (?:available|permitted|possible|offered|allowed|eligible|an option)\b)",
    _FLAGS,
)
_OTHERS_BEFORE = re.compile(
    r"\b(?:(?:experience|experienced|comfort(?:able)?|skilled|history|background|proficien\w+|familiar\w*|success in|capab\w+|proven|track record|expertise|thrive[sd]?|skills?|used to|believ\w+|power|values?|benefits of|importance|excel\w*|knowledge)\b[^.;]{0,45}"
    r"|(?:other|some|many|most|certain|several|various|our other|(?<!with the )(?<!at the )(?<!with our )(?<!at our )(?:customer|client)|clients['’]|both on-?site and|similar|unlike\b[^.;,]{0,40}|instead of|rather than|than|(?<!ask )(?<!asks )(?<!asking )for(?! (?:an?|the|this|our)\b)|few|fewer|hardly any|non|also have|also offer|easy to)\s+(?:\w+\s)?(?:\w+\s)?)$",
    _FLAGS,
)
_DOING_BEFORE = re.compile(
    r"\b(?:(?:manag(?:e|ing)|work together|empower\w*|streamline|lead(?:ing)?|support(?:ing)?|coach(?:ing)?|help(?:ing)?|assist(?:ing)?|coordinat\w+|collaborat\w+|communicat\w+|interact\w*|engag\w+|train(?:ing)?|provid(?:e|ing)|deliver(?:ing)?|conduct(?:ing)?|respond\w*|troubleshoot\w*|monitor(?:ing)?|attend(?:ing)?|serv(?:e|es|ing) as|enabl\w+|build(?:ing|s)?|design(?:ing)?|access\w*|connect\w*|control\w*|analy[sz]\w+|meet(?:ing)?|present(?:ing)?|visit\w*|inspect\w*|oversee\w*|install\w*|deploy\w*)\b(?! (?:desk|analyst|specialist|engineer|technician|role|position))[^.;:]{0,75})$",
    _FLAGS,
)
_ABOUT_POSITION = re.compile(
    r"\b(?:this|the|your) (?:\w+[ -]){0,3}?(?:role|position|job|post|opportunity|internship|contract|work)\b|\bcandidates? (?:must|will|should|can|may)\b|\byou(?:['’]ll| will| must| can| may| would| should| are)? (?:\w+ly )?(?:be )?(?:required|expected|able|asked|allowed|free|work(?:ing)?|report|based|come|spend|located|in)\b|\bmust (?:be )?(?:able|willing)\b|\bwilling(?:ness)? to\b",
    _FLAGS,
)
"""Words that make a statement the position's own whatever stands before."""
_PERIOD = re.compile(
    r"\b(?:training|onboarding|orientation|induction|interviews?|probation(?:ary)?|kick-?off|offsites?|retreats?|meet-?ups?|team (?:days?|events?|weeks?)|summits?|first (?:\w+ )?(?:days?|weeks?|months?)|until|once a (?:month|quarter|year)|(?:per|a|each|every) (?:month|quarter|year)|monthly|quarterly|annual(?:ly)?|initial(?:ly)?|occasional(?:ly)?|from time to time|periodic(?:ally)?|as needed|when (?:needed|required|necessary)|events?|conferences?|assessment cent|visits?|meetings?)\b",
    _FLAGS,
)
"""A task or a time, by which presence is no policy of its own."""
_TEMPORARY = re.compile(
    r"\b(?:covid|pandemic|temporar\w+|until|for now|for the time being|initially|lockdown|(?:when|once|after|as) (?:we|the office\w*|offices)\b[^.;]{0,20}\b(?:return|reopen|open))",
    _FLAGS,
)
_POSSIBLE_BEFORE = re.compile(
    r"\b(?:may|might|could|possib\w+|potential(?:ly)?|opportunit\w+ to|option(?:al(?:ly)?)? (?:to|for)|flexib\w+ (?:to|for)|ability to|occasional(?:ly)?|some|ad hoc|sometimes|limited|negotiable)\b[^.;,]{0,28}$",
    _FLAGS,
)
_POSSIBLE_AFTER = re.compile(
    r"^[^.;,]{0,12}\b(?:negotiable|(?:may|might) be|possible|considered|at (?:the )?(?:manager|management)|on occasion|from time to time|as needed|when needed|optional|flexib\w+)\b",
    _FLAGS,
)
_OF_OTHERS_AFTER = re.compile(
    r"^[\s-]*(?:\w+\s)?(?:employees|workers|staff|workforce|agents|teams?|colleagues|customers|clients|members|users|companies|businesses|IPO|classes)\b",
    _FLAGS,
)
_GIVEN_AFTER = re.compile(
    r"^[\s-]*(?:(?!with\b|using\b)\w+\s)?(?:stipends?|allowances?|reimburse\w+|equipment|budget|setup|tools?|technolog\w+|polic(?:y|ies)|collaborat\w+|culture|products?|software|platforms?|solutions?|services|events?)\b",
    _FLAGS,
)
"""What is given to, or made for, people who work remotely."""
_AMENITY = re.compile(
    r"\b(?:snacks?|lunch\w*|beverages?|drinks?|coffee|gyms?|parking|meals?|fitness|dogs?|massages?|cater\w*|caf[eé]\w*|yoga|childcare|daycare|breakfast|kitchen)\b",
    _FLAGS,
)
_ON_A_DAY = re.compile(
    r"^[^.;]{0,12}?(?:for )?(?:up to )?\d+\s*(?:days?|weeks?|months?)\b(?!\s?(?:an?|per|each|every|/) ?week)|^[\"”’']?\s*(?:\w+\s)?(?:(?:mon|tues|wednes|thurs|fri)days?|weeks?|month)\b",
    _FLAGS,
)
_OF_THE_HOUSE = re.compile(
    r"\W*(?:based|located|headquartered)\b[^.;]{3,60}, (?-i:[A-Z])[\w.]+ (?:is|are|has|plays|was|provides|offers|builds|makes|we)\b",
    _FLAGS,
)
_INTERVIEW = re.compile(
    r"\b(?:interviews?|assessments?|open day|career fair|hiring event|(?<!only )apply(?! (?:only )?if\b))\b",
    _FLAGS,
)
_OF_TWO = re.compile(
    r"[\s-]+[\w-]+\s?[/&]\s?[\w-]+ (?:role|position|job)|\s+(?:role|position|job)\s*(?:[:–—-]|,|that|which|combining|between)\s*(?:(?:is |combines? )?(?:part|half|roughly|combin\w+|blend\w*|mix\w*|one part)\b)|\s+(?:role|position|job) (?:combin|blend|mix|spann|bridg)\w+ (?!remote|home|office|in-|on-?site|work)"
    r"|\s+(?:approach|solution)s?\s+(?:to (?!work)|for (?!work|all|our|this))|\s+(?:approach|model|structure|format|solution|setting|style|environment)s?\s+(?:of (?!work)|between|combining|that combines|using)|\s+of\b",
    _FLAGS,
)
"""A mixture of two trades or two methods, and of no places."""
_AT_TIMES = re.compile(
    r"\b(?:(?P<part>some|limited)|occasional(?:ly)?|ad hoc|sometimes|from time to time)\s+(?:to\s+)?(?:\w+\s+)?(?:remote(?:ly)?|from home|telework\w*|work(?:ing)? from home|wfh|home[- ]?working)(?:\s+work(?:ing)?)?(?:\s+(?:opportunit\w+|options?|days?))?(?: (?:is|are|may|possible|available).*)?$",
    _FLAGS,
)
_RARE = re.compile(
    r"\b(?:once|twice|days?|times?)\b[^.;]{0,12}\b(?:month|quarter|year)\b|\b(?:monthly|quarterly)\b", _FLAGS
)
_OFTEN = re.compile(
    r"\b(?:[4-9]|1\d|2[0-2]|four|five|six|eight|ten|twelve) (?:[\w-]+ )?(?:days|times)\b", _FLAGS
)
"""So many days of a month that they are a part of each week."""
_WEEK = re.compile(r"\bweek(?:ly|s)?\b|\bhybrid\b", _FLAGS)
_CHANCE = re.compile(
    r"\b(?:a|the) (?:possibility|chance) (?:that )?\w+ \w+ (?:may|might|could|will|is)\b", _FLAGS
)
_NAMED = re.compile(r"\b(?:roles?|positions?|jobs?|posts?|opportunity|internship)\b", _FLAGS)
_CONDITION = re.compile(r"\b(?:if|whether|when) (?:this|the|your|a) (?:role|position|job)\b[^.;,]*$", _FLAGS)
_DEPENDS = re.compile(
    r"\b(?:depending|dependent) (?:on|upon)\b(?! (?:your|the (?:candidate|employee|individual)['’]?s?) (?:own |personal )?(?:preference|choice|wish))",
    _FLAGS,
)
_MEANS_BEFORE = re.compile(
    r"\b(?:phone|telephone|e-?mail|online|virtual(?:ly)?|video|writing|chat|verbally)\W*(?:and|or)?\W*$",
    _FLAGS,
)
_MEANS_AFTER = re.compile(
    r"\W*(?:or|and|/)\s+(?:by|via|over|on the|through|virtual(?:ly)?|phone|online|in writing|e-?mail)\b",
    _FLAGS,
)
"""How people talk, not where they work: "by phone, in person or by e-mail"."""
_TASK_BEFORE = re.compile(
    r"\b(?:training|interviews?|onboarding|orientation|induction|assessments?|tests?|events?|classes)\b (?:process )?(?:will be|is|are|is all|can be|takes? place|conducted|completed|held)\b[^.;]{0,30}$",
    _FLAGS,
)
_FAR = re.compile(
    r"\b(?:island|area|town|camp|lodge|resort|village|property|ranch|mine|station|valley|region|site|sites|community|country|places?) (?:is|are|lies)\b[^.;]{0,15}\bremote\b|\b(?:as|so|very|how|most|really) remote\b|\bremote as\b",
    _FLAGS,
)
"""A far-away place."""
_NEAR, _WIDE = 90, 60


def _clause(sentence: str, start: int, end: int) -> tuple[str, str]:
    """The clause before and after the statement."""
    before, after = sentence[max(0, start - _NEAR) : start], sentence[end : end + _WIDE]
    cuts = list(_CLAUSE.finditer(before))
    if cuts:
        before = before[cuts[-1].end() :]
    cut = re.search(r"[.;!?\n•]|\bbut\b|\bhowever\b", after)
    return before, after[: cut.start()] if cut else after


def denied(sentence: str, start: int, end: int, *, within: bool = True) -> bool:
    """Whether the statement is refused: "no remote work", "telework is not available", "Remote: No".

    ``within``: whether a refusal inside the words counts as well ("this role is not remote").
    """
    before, _ = _clause(sentence, start, end)
    if _REFUSED_BEFORE.search(before) or _ASKED_NOT.search(before):
        return True
    if _REFUSED_AFTER.match(sentence[end : end + _WIDE]):
        return True
    inside = _INSIDE.search(sentence[start:end]) if within else None
    return inside is not None and not _IN_PASSING.match(inside["after"])


def only_degree_denied(sentence: str, start: int, end: int) -> bool:
    """Whether only the degree is refused: "not a fully remote position" leaves a part."""
    before, _ = _clause(sentence, start, end)
    piece = re.match(
        rf"(?:.*?\b(?:is|are|be)\s+(?:not|n['’]t)\s+(?:an?\s+)?)?({_DEGREES})(?!\w)",
        sentence[start:end],
        _FLAGS,
    )
    if piece is None:
        return False
    if re.search(r"\b(?:not|n['’]t)\s", sentence[start : start + piece.end(1)], _FLAGS):
        return True
    return _DEGREE_BEFORE.search(before + piece[1]) is not None


def scoped(sentence: str, way: str, start: int, end: int) -> int | None:
    """By how much the statement weighs less for what it holds for; None where it is none of the position."""
    before, after = _clause(sentence, start, end)
    own = _ABOUT_POSITION.search(before + sentence[start:end]) is not None
    if (
        _CONDITION.search(before)
        or _DEPENDS.search(after)
        or (way == "onsite" and (_MEANS_BEFORE.search(before) or _MEANS_AFTER.match(after)))
    ):
        return None
    named = _NAMED.search(sentence[start:end]) is not None
    if not own and (
        _OTHERS_BEFORE.search(before) or (not named and way != "hybrid" and _DOING_BEFORE.search(before))
    ):
        return None
    if way == "remote" and _TASK_BEFORE.search(before + sentence[start:end]):
        return None
    whole = way != "hybrid" or sentence[:end].casefold().endswith("hybrid")
    if (whole and _OF_OTHERS_AFTER.match(after)) or (way == "remote" and _GIVEN_AFTER.match(after)):
        return None
    if way == "onsite" and _PERIOD.search(before[-40:] + " " + after[:45]):
        return 4 if own or named else None
    if way == "remote" and _ON_A_DAY.match(sentence[end:]):
        return None
    if way == "onsite" and _OF_THE_HOUSE.match(sentence):
        return None
    if way == "onsite" and _INTERVIEW.search(before):
        return None
    if way == "onsite" and _AMENITY.search(before[-70:] + " " + after):
        return None
    said = sentence[start:end] + after[:25]
    if way == "hybrid" and _RARE.search(said) and not _WEEK.search(said) and not _OFTEN.search(said):
        return None
    if _CHANCE.search(before + sentence[start:end]):
        return None
    if way == "hybrid" and _OF_TWO.match(sentence[start:].lower().partition("hybrid")[2]):
        return None
    less = 0
    if way != "onsite" and _TEMPORARY.search(before + " " + sentence[end : end + _NEAR]):
        less += 4
    if way == "remote" and (_POSSIBLE_BEFORE.search(before) or _POSSIBLE_AFTER.match(after)):
        less += 2
    return less


def far_away(sentence: str) -> bool:
    """Whether "remote" is said of a place ("the island is remote")."""
    return _FAR.search(sentence) is not None


def at_times(sentence: str, end: int) -> str:
    """How the remote work that ends at ``end`` is limited: "part" ("some home working"), "rare" ("occasional remote work") or ""."""
    match = _AT_TIMES.search(sentence[max(0, end - 2 * _NEAR) : end])
    return "" if match is None else "part" if match["part"] else "rare"
