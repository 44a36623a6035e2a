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
    r"\bwherever\b(?! (?:necessary|needed|possible|required|appropriate|feasible|applicable|there))|\bno (?:office|HQ|headquarters|desks?|commut\w+)\b|\b(?:nobody|no one|none of us) (?:\w+ ){0,4}?(?:has|have) (?:an? )?(?:\w+ )?(?:desk|office)\b|\bwhere (?:you|they) (?:spend|do|pass)\b|\b(?:from|in) your (?:own )?(?:room|kitchen|flat|apartment)\b|\bcommut\w+ (?:is )?(?:not|never)\b|\bkitchen table\b|\bdistributed (?:team|company)\b",
    _FLAGS,
)
_OFFICE = re.compile(
    r"\b(?:in|at|to|from|our|the|an?) (?:[\w'’-]+ ){0,2}?(?:offices?|headquarters|hq|campus|studio|workshop|plant|branch)\b(?! (?:manager|equipment|supplies|software|administrator|products|hours|environment|staff|suite|365))|"
    r"\bin-?office\b|\boffice days?\b|\bon-?\s?site\b|\bin[- ]person\b|\bin the building\b|\bcome in\b|\bface[- ]to[- ]face\b",
    _FLAGS,
)
_THERE = re.compile(
    r"\b(?:see|expect|want|need|have|join|like) (?:to (?:see|have) )?(?:you|us|everyone|everybody) (?:\w+ ){0,2}?(?:there\b|here\b|in (?-i:[A-Z])|in person|at (?:the|our)\b)|\btogether (?:there|here|in (?:the|our)\b|in (?-i:[A-Z])|at (?:the|our)\b)|\bcome in(?:to (?:the|our)\b)?|\b(?:come|comes|coming) to (?:the|our|(?-i:[A-Z]))|\bbe (?:here|there|in (?-i:[A-Z]))",
    _FLAGS,
)
"""Presence at a place that only its name tells."""
_PART = re.compile(
    r"\b(?:one|two|three|four|[1-4])(?: ?(?:-|–|to|or) ?(?:two|three|four|five|[2-5]))? (?:[\w-]+ )?(?:days?|shifts?(?= (?:a|per|each) week))\b|\b(?:mon|tues|wednes|thurs|fri)days?\b(?! ?(?:to|through|-|–))|\b(?:mon|tues?|wed|thu(?:rs?)?|fri)\b(?=\s?[+&/,])|\b[1-9]\d ?%|\b(?:rest|part|half|most|remainder) (?:of )?(?:the|your|each) (?:week|time)\b|"
    r"\b(?:other|remaining|some|certain|set|fixed) days\b|\b(?:once|twice) (?:a|per|each) week\b|\bevery (?:other|second) (?:week|day)\b|\b(?:split|mix|blend|combin\w+|alternat\w+|otherwise|partly|partially)\b",
    _FLAGS,
)
_WHOLE = re.compile(
    r"\b(?:five|5) days\b|\bmon(?:day)?s? ?(?:to|through|-|–) ?fri(?:day)?s?\b|\b(?:every|each) (?:working |work)?(?:day|shift|weekday)\b|\bdaily\b|\bfull[- ]time\b|\b100 ?%|\bonly\b|\balways\b",
    _FLAGS,
)
_REFUSED = re.compile(
    r"\b(?:not|no|never|cannot|nor|without)\b(?! (?:need|have to|required to|commut|office|matter|HQ|headquarters|desks?))|n['’]t\b(?! (?:need|have|matter|mind|care))",
    _FLAGS,
)
_HOLDER = re.compile(
    r"\byou\b|\byour\b|\bthis (?:position|role|job|post)\b|\bthe (?:position|role|job|post|work|team|schedule|holder|person)\b|\bwe(?:['’]re| are)? (?:all|ask|expect|work|meet)\b|\beveryone\b|\bi (?:want|expect|need)\b|\b(?:colleagues|people|teammates)\b|\b\w{3,}(?:ers|ors|ists|ants|ians)\b|\bnobody\b|\bcandidates?\b|\bemployees\b|\bstaff\b|\bwork(?:ing)?\b|\bschedule\b|\bdays?\b",
    _FLAGS,
)
_ELSE = re.compile(
    r"\b(?:customers?|clients?|patients?|users?|guests?|residents|students|members|visit\w*|travel\w*|training|trained|train|interview\w*|onboarding|orientation|month\w*|quarter\w*|years?|annual\w*|stipend|allowance|gym|parking|snacks?|lunch\w*|coffee|events?|"
    r"experience|manag(?:e|es|ing)|support\w*|monitor\w*|monitoring|founded|headquartered|serv(?:e|es|ing)|sell\w*|products?|equipment|services|may|might|could|occasional\w*|sometimes|if|applicants?|apply|shipped|reimburs\w*|(?:some|other|many|most|certain) (?:of )?(?:our |the )?(?:teams|roles|positions|jobs|people|colleagues))\b",
    _FLAGS,
)
_SHORT = 8
_WEIGHT = 3


def cued(sentence: str) -> Told | None:
    """The policy the words of a sentence point to, with the words; None where they point nowhere or elsewhere."""
    found = _pointed(sentence)
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
    if home and refused and refused.end() <= home.end() + 25:
        return None if whole or part else Told(_WEIGHT, "onsite", *home.span())
    if home:
        policy = "hybrid" if part or office else "remote"
        return Told(_WEIGHT, policy, *home.span())
    if office and whole and not part:
        return Told(_WEIGHT, "onsite", *office.span())
    if office and part:
        return Told(_WEIGHT, "hybrid", *office.span())
    return None
