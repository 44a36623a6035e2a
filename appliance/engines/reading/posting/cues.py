"""Where the work is done, guessed from single words where no frame says it: home, a workplace, a share of the week.

The weakest way of reading: it counts only where nothing else is said, in a sentence about the holder of the position, and
without a word that tells of something else (customers, visits, training, benefits).
"""

from __future__ import annotations

import re

from appliance.engines.reading.posting.presence import Told
from appliance.engines.reading.posting.scope import far_away, scoped

_FLAGS = re.IGNORECASE
_HOME = re.compile(
    r"\b(?:at|from|your|own|their) (?:own )?homes?\b(?! (?:care|health|visit|improvement|town|team))|\bhome (?:days?|work(?:ing)?\b)|\b(?:from|live|work|sit|be|based|located) (?:\w+ )?(?:anywhere|wherever)\b|"
    r"\bwhere(?:ver)? (?:you|they|we) (?:live|are|like|please|want|choose)\b|\bremote(?:ly)?\b(?=\s*(?:[.,;:()/|]|$|(?:work|role|position|job|first|only|and|or|on|from|with)\b|in (?:the )?[A-Z]))|\btele-?work\w*|\btelecommut\w+|\bwfh\b|"
    r"\bwherever\b(?! (?:necessary|needed|possible|required|appropriate|feasible|applicable|there))|\bno (?:office|HQ|headquarters|desks?|commut\w+)\b|\b(?:nobody|no one|none of us) (?:\w+ ){0,4}?(?:has|have) (?:an? )?(?:\w+ )?(?:desk|office)\b|\bwhere (?:you|they) (?:spend|do|pass)\b|\b(?:from|in) your (?:own )?(?:room|kitchen|flat|apartment)\b|\bcommut\w+ (?:is )?(?:not|never)\b|\b(?:never|no need to|not|n['’]t) (?:\w+ ){0,3}commute\b|\b(?:kitchen table|sofa|couch|spare (?:bed)?room|living room|dining table)\b|\bdistributed (?:team|company)\b|"
    r"\b(?:close[ds]?|gave up|given up|let go of|got rid of) (?:\w+ ){0,2}offices?\b|\b(?:spread|scattered|dotted) (?:\w+ )?(?:over|across|around|between)\b[^.;]{0,30}\b(?:time ?zones|states|countries|continents|provinces|homes)\b|\bnobody (?:\w+ ){0,2}?(?:goes|comes|commutes) (?:in)?to an? office\b|\b(?:work )?location (?:is )?(?:your choice|up to you|yours to choose)\b|\bwhere you (?:live|are|sit|work)\b|\byours to (?:spend|work|place|take) (?:wherever|anywhere|where|elsewhere)|\b(?:other|remaining) days are yours\b|\bstay (?:at )?home\b",
    _FLAGS,
)
_OFFICE = re.compile(
    r"\b(?:in|at|to|from|our|the|an?) (?:[\w'’-]+ ){0,2}?(?:offices?|headquarters|hq|campus|studio|workshop|plant|branch)\b(?! (?:manager|equipment|supplies|software|administrator|products|hours|environment|staff|suite|365))|"
    r"\bin-?office\b|\boffice days?\b|\bon-?\s?site\b|\bin[- ]person\b|\bin the building\b|\b(?:come|comes|coming|be|being|are|is|['’]re) in (?=every\b|each\b|daily\b|all week|five days|from (?:nine|eight|seven|\d)|on (?:mon|tue|wed|thu|fri))|\bcome in\b|\bface[- ]to[- ]face\b|\boffice (?:attendance|presence)\b|\bin-the-office\b|\b(?:in|at|on|from|to|inside|within) (?:the|our|this) (?:[\w'’-]+ ){0,2}?(?:classroom|simulator|labs?|laborator(?:y|ies)|building|yard|site|shop|shop floor|warehouse|SCIF|vault|hangar|hill|base|facility|depot|factory|mill|clinic|hospital|school|store|ward|kitchen)\b(?! (?:manager|team|visits?|director|lead))|"
    r"\b(?:ward|shop[- ]floor|bench|office|site|lab|clinic|campus|school|store|depot|yard|base)-(?:based)\b|\b(?:shop|factory|plant|sales)[- ]floor (?:job|role|position)\b|\bat your (?:own )?desk\b(?! at home)|\b(?:in|under) (?:one|the same|a single) (?:room|building|office|roof)\b|\bside by side\b|\bwithin commuting distance\b",
    _FLAGS,
)
_THERE = re.compile(
    r"\b(?:see|expect|want|need|have|join|like) (?:to (?:see|have) )?(?:you|us|everyone|everybody) (?!who\b)(?:\w+ ){0,2}?(?:there\b|here\b|in (?-i:[A-Z])|in person|at (?:the|our)\b)|\btogether (?:there|here|in (?:the|our)\b|in (?-i:[A-Z])|at (?:the|our)\b)|\bcome in(?:to (?:the|our)\b)?|\b(?:come|comes|coming) to (?:the|our|(?-i:[A-Z]))|\bbe (?:here|there|in (?-i:[A-Z]))",
    _FLAGS,
)
"""Presence at a place that only its name tells."""
_PART = re.compile(
    r"\b(?:one|two|three|four|[1-4])(?: ?(?:-|–|to|or) ?(?:two|three|four|five|[2-5]))? (?:[\w-]+ )?(?:days?|shifts?(?= (?:a|per|each) week))\b|\b(?:an?|one) day(?: or (?:two|so))? (?:a|each|per|every) week\b|\b(?:mon|tues|wednes|thurs|fri)days?\b(?! ?(?:to|through|-|–))|\b(?:mon|tues?|wed|thu(?:rs?)?|fri)\b(?=\s?[+&/,])|\b[1-9]\d ?%|\b(?:rest|part|half|most|remainder) (?:of )?(?:the|your|each) (?:week|time)\b|"
    r"\b(?:other|remaining|some|certain|set|fixed) days\b|\b(?:once|twice) (?:a|per|each) week\b|\bevery (?:other|second) (?:week|day)\b|\b(?:split|mix|blend|combin\w+|alternat\w+|otherwise|partly|partially)\b",
    _FLAGS,
)
_WHOLE = re.compile(
    r"\b(?:five|5) days\b|\bmon(?:day)?s? ?(?:to|through|-|–) ?fri(?:day)?s?\b|\b(?:every|each) (?:working |work)?(?:day|shift|weekday)\b|\bdaily\b|\bfull[- ]time\b|\b100 ?%|\bonly\b|\balways\b|\b(?:all|whole|entire) week\b|\bevery morning\b|\bmost days\b|\bfull time\b|\bside by side\b|\balways\b|\b(?:ten|10)[- ]hours? a day\b|\b(?:ten|10)-hour\b|\b(?:one|the same|a single) (?:room|building|roof)\b|-(?:based)\b|[- ]floor (?:job|role|position)\b",
    _FLAGS,
)
_REFUSED = re.compile(
    r"\b(?:not|no|never|cannot|nor|without|nothing|impossible|forget)\b(?! (?:need|have to|required to|relocat|commut|office|matter|HQ|headquarters|desks?))|n['’]t\b(?! (?:need|have|matter|mind|care))",
    _FLAGS,
)
_HOLDER = re.compile(
    r"\byou\b|\byour\b|\bthis (?:position|role|job|post)\b|\bthe (?:position|role|job|post|work|team|schedule|holder|person)\b|\bwe(?:['’]re| are)? (?:all|ask|expect|work|meet|come|gather|sit)\b|\beveryone\b|\bi (?:want|expect|need)\b|\b(?:colleagues|people|teammates)\b|\b\w{3,}(?:ers|ors|ists|ants|ians)\b|\bnobody\b|\bthis one\b|\bcandidates?\b|\bemployees\b|\bstaff\b|\bwork(?:ing)?\b|\bschedule\b|\bdays?\b",
    _FLAGS,
)
_ELSE = re.compile(
    r"\b(?:customers?|clients?|patients?|users?|guests?|residents|students|members|visit\w*|travel\w*|training|trained|train|interview\w*|onboarding|orientation|month\w*|quarter\w*|years?|annual\w*|stipend|allowance|gym|parking|snacks?|lunch\w*|coffee|events?|"
    r"experience|manag(?:e|es|ing)|support\w*|monitor\w*|monitoring|founded|headquartered|serv(?:e|es|ing)|sell\w*|products?|equipment|services|may|might|could|occasional\w*|sometimes|if|applicants?|apply|shipped|reimburs\w*|(?:some|other|many|most|certain) (?:of )?(?:our |the )?(?:teams|roles|positions|jobs|people|colleagues))\b",
    _FLAGS,
)
_BOUND = re.compile(
    r"\b(?:(?:you|everyone|we|everybody|all of us)(?:['’](?:ll|re)| will| are)? (?:all )?(?:be(?= (?:at|in|on|here|there|with)\b)|sit|stand|work|report|need to be|have to be|must be)|(?:job|work|role|position|post|hours|shifts?|one|everything|all of it|team) (?:is|are|happens|happen|takes? place|has to be|have to be|must be|sits|works|can only)|hours are|(?:done|performed|based|located|stationed|carried out) (?:in|at|on|out of)|you need to be|an in-?(?:the-)?office (?:team|company|shop|firm|place)|expect to be)\b",
    _FLAGS,
)
"""What ties the holder or the work to a place."""
_ALWAYS = re.compile(
    r"\b(?:always|all of (?:them|it|the time)|every one of (?:them|those)|ten hours a day|10 hours a day)\b",
    _FLAGS,
)
"""What makes a part of the week all of the work."""
_NO_OFFICE = re.compile(
    r"\b(?:nobody|no one|none of us|never|no|not|n['’]t)\b[^.;]{0,40}\b(?:offices?|commut\w+|headquarters)\b|\b(?:close[ds]?|gave up) (?:\w+ ){0,2}offices?\b|\bwhere you (?:live|are|sit|work)\b[^.;]{0,25}\b(?:no|not|n['’]t)\b",
    _FLAGS,
)
"""A refusal of offices, which is one of no home."""
_CLAUSES = re.compile(r";\s|\s[–—-]\s|:\s|,\s(?=(?:because|since|so|as|and (?:you|we|the))\b)")
_SHORT = 8
_WEIGHT = 3


def cued(sentence: str) -> Told | None:
    """The policy the words of a sentence point to, with the words; None where they point nowhere or elsewhere."""
    found = _pointed(sentence)
    if found is None:
        at = 0
        for clause in _CLAUSES.split(sentence):
            start = sentence.find(clause, at)
            at = start + len(clause)
            said = _pointed(clause) if clause != sentence and "hybrid" not in clause else None
            if said:
                found = said._replace(start=start + said.start, end=start + said.end)
                break
    if found and found.policy == "remote" and scoped(sentence, "remote", found.start, found.end) is None:
        return None  # one word alone may be of a task or of other people
    return found


def _pointed(sentence: str) -> Told | None:
    if (
        _ELSE.search(sentence)
        or far_away(sentence)
        or not (_HOLDER.search(sentence) or len(sentence.split()) <= _SHORT)
    ):
        return None
    home, office, part = (pattern.search(sentence) for pattern in (_HOME, _OFFICE, _PART))
    office = office or _THERE.search(sentence)
    whole = _WHOLE.search(sentence)
    refused = _REFUSED.search(sentence)
    if home and refused and refused.end() <= home.end() + 25 and not _NO_OFFICE.search(sentence):
        return None if whole or part else Told(_WEIGHT, "onsite", *home.span())
    if home:
        office = None if office and _NO_OFFICE.search(sentence) else office
        policy = "hybrid" if part or office else "remote"
        return Told(_WEIGHT, policy, *home.span())
    if office and _ALWAYS.search(sentence) and not home:
        return Told(_WEIGHT, "onsite", *office.span())
    if office and not part and not home and (_BOUND.search(sentence) and not refused):
        return Told(_WEIGHT, "onsite", *office.span())
    if office and whole and not part:
        return Told(_WEIGHT, "onsite", *office.span())
    if office and part:
        return Told(_WEIGHT, "hybrid", *office.span())
    return None
