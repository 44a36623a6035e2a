"""Citizenship asked for, with the authority cited; equal-opportunity words and companies' names ask nothing."""

from __future__ import annotations

import re

from appliance.engines.reading.posting.needs import need_of
from appliance.engines.reading.posting.values import Ask, requirement
from appliance.foundation.contracts.requirements import Need, Requirement
from appliance.foundation.contracts.values import Scalar

_US = r"(?:u\.?\s?s\.?(?:\s?a\.?)?|united states|american)"
_CITIZEN = re.compile(
    rf"\b{_US}[\s-]*citizen(?:s|ship)?(?:\b|(?-i:(?=[A-Z][a-z])))|\bcitizen(?:s|ship)?\s+(?:of|in)\s+(?:the\s+)?{_US}(?!\w)|\b(?:citizenship|nationality|citizen(?= ?:))\s*(?:required|requirements?|status)?\s*(?:\([^()]*\))?\s*[:=–—-]\s*(?:{_US}(?!\w)|yes|required|must be (?:an? )?{_US})|"
    rf"(?<!/)\b{_US}[\s-]*(?:cits?\b(?=[\s.,;)]|$)|passport holders?\b)|(?-i:\b(?:U\.?S\.?|United States|American))[ -](?:nationals?\b(?! \w+s?\b(?<! who)(?<! under)(?<! only)(?<! or)(?<! and))|born\b)|\b{_US}[\s-]*passport (?:and citizenship|\(?as an? citizen)\b|"
    rf"\bcitizens?,? \(?{_US}(?!\w)|\bcitizens? of (?:this country|the country)\b|\bare you an? citizen\b|(?:\A|[,;:(.]\s*|\band )citizens only\b|\bmust be (?:an )?american(?=\s*(?:\Z|[.,;]))|"
    rf"\bUSC\b(?=\s*(?:/|or|and|,|&|only|required|[.;)]|$))|\b(?:must be|be) (?:a )?(?:citizens?|USC)\b|\bGC (?:or|/|and) USC\b|\b(?:carry|hold|holds|have|need|own|bring|possess|current|valid|with|an?|your) (?:an? )?(?:valid |current )?{_US}[\s-]*passport\b(?!.{{0,60}}\btravel)|\b(?:limit\w*|restrict\w*|reserved?|confined?|open only|closed) [^.;]{{0,40}}\b(?:to|for) citizens\b|\bborn (?:in the {_US}|here)\b[^.;]{{0,30}}\bnaturali[sz]ed\b|\bproof of citizenship\b|\bcitizenship (?:is )?required\b|\brequires? (?:proof of )?citizenship\b",
    re.IGNORECASE,
)
_PERSON = re.compile(rf"\b{_US}[\s-]*persons?\b(?!\s+(?:of color|with))", re.IGNORECASE)
_RESIDENT = re.compile(
    r"\b(?:lawful(?:ly)?\s+)?permanent(?:ly)?\s+residen(?:ts?|cy|ce)\b|\bcitizens?(?:hip)?\s*(?:or|/|and|,)\s*PR\b|\bgreen[- ]?cards?\b|\bLPR\b|\bGC\b(?=\s*(?:/|or|only|holders?|,|\)|$))|(?<=USC/)GC\b|\brefugees?\b|\basylees?\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:H-?1-?B|EAD|OPT\b|TN visa|visa holders?|work (?:visa|permit)|or (?:otherwise )?(?:legally )?(?:be )?(?:authori[sz]ed|eligible|permitted|entitled|able) to work|valid work (?:authori[sz]ation|permit)|right to work)",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(
    r"citizen(?:ship)?(?: required)?\s*:\s*(?:no|n/?a|not required)\b|\bregardless of\b|\bwithout regard to\b|\bdiscriminat\w*|\bequal(?:ly)? opportunit|\birrespective of\b|(?:\bnot|n['’]t) (?:require|limited to|need|ask for|demand)\w*\b[^.;|,]{0,30}citizen|\bneedn['’]t\b[^.;]{0,40}citizen|\bnor be (?:an? )?citizens?\b|(?:citizenship|person status|status) (?:is|are)(?: not|n['’]t) (?:a )?(?:requir\w+|necessary|needed)|"
    r"\bno (?:us |u\.s\. )?citizenship (?:requirement|required|needed)|\bneed not be\b|\bopen to (?:all|any|non)|\bcitizens and non-?citizens\b|\bnon-?citizens (?:alike|too|also)\b|\b(?:neither|nor) (?:\w+ )?citizenship\b|citizenship is (?:\w+ )?(?:asked|optional|irrelevant|immaterial)\b|\bnon[- ]?u\.?s\.?[\s-]*citizens? (?:are )?(?:welcome|encouraged|may|can)|"
    r"\bbasis of\b|\bcitizenship status\b|\bdo(?:es)? not (?:have|need) to be\b|\bdon['’]t (?:have|need) to be\b|\bassist\w*|\b(?:check|verify|confirm|screen)\w* (?:that|whether|if|for)\b|(?<!those )(?<!applicants )(?<!candidates )(?<!someone )(?<!people )(?<!anyone )\bwho (?:are|is)\b.{0,10}citizens|\bserv(?:e|es|ing) (?:u\.?s\.?|american|united states) citizens|\bhelp(?:s|ing)?\b|\byou(?:['’]ll| will)? (?:support|guide|accompany|counsel|represent|prepare|serve|teach|screen)\b[^.;]{0,60}\b(?:citizen|green card|refugee|asyl)",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(
    r"\b(?:may|might|could)(?: also)? (?:be )?(?:require\w*|need\w*|necessary)|\b(?:some|certain|specific|select(?:ed)?|particular|individual) (?:project |client |customer |government |work )?(?:assignments?|projects?|roles?|positions?|contracts?|programs?|clients?|customers?|tasks?)|\bdepending on\b|\bwhere (?:required|applicable)\b|\bif (?:required|applicable|assigned)\b",
    re.IGNORECASE,
)
_PREFERENCE = re.compile(
    r"\bpreference\b|\bpreferred\b|\ba plus\b|\bdesir(?:ed|able)\b|\bideally\b|\bpreferably\b", re.IGNORECASE
)
_DEMAND = re.compile(
    r":\s*(?:yes|y|required)\b|\b(?:must|require[sd]?|requirements?|only|mandatory|need(?:ed|s)?|necessary|limited to|restricted to|applicants?|candidates?|eligib\w+|due to|obliged|allowed|permitted|pursuant|proof|who may apply|open to|able to|status|hold|be a|be an|means|takes|implies|you['’]re|you are|no exceptions?|open only)\b",
    re.IGNORECASE,
)
_AUTHORITY = re.compile(
    r"\bITAR\b|\bEAR\b(?!\w)|International Traffic in Arms(?: Regulations)?|Export Administration Regulations|export[- ]control(?:led)?(?: laws?| regulations?)?|export (?:rules|laws?|regulations?)|\b\d{1,2}\s?C\.?F\.?R\.?\s?(?:Part |§+\s?)?[\d.]+(?:[-–][\d.]+)?|"
    r"\b\d{1,2}\s?U\.?S\.?C\.?\s?§?\s?\d+|Executive Order\s?\d+|\bE\.?O\.?\s?\d{4,5}|\bNISPOM\b|\b(?:federal|state) (?:law|statute|regulations?)\b|\bFAR\s?\d|DFARS(?:\s[\d.-]+)?|INA\s?§?\s?274B?|"
    r"(?:government|federal|DoD|department of defense|contract(?:ual)?) (?:contract )?(?:requirements?|regulations?|clause)|security clearance (?:requirements?|regulations?)",
    re.IGNORECASE,
)
_OF_THE_HOUSE = ("about", "benefits", "boilerplate", "responsibilities")
_TOLD_OF_OTHERS = re.compile(
    r"\b(?:we|our|they|their|customers?|clients?|communit\w+|students|patients|families|voters|members|service to|protect\w*|million)\b",
    re.IGNORECASE,
)
"""Words of a sentence that tells of other citizens than the holder of the position."""
_ITEM_WINDOW = 24
_ITEM_BEFORE = re.compile(
    r"(?:[,;:/|(&–—•]|\b(?:and|with|plus|w/|a|an|be|also|the|sole|only))\s*(?:an? |also |be |sole )*\Z",
    re.IGNORECASE,
)
_ITEM_AFTER = re.compile(
    r"\s*(?:\Z|[,;/|.)&–—•(+]|\b(?:and|with|only|or naturali[sz]ed|by birth|required|needed|who|able|at|under)\b)",
    re.IGNORECASE,
)
_SHORT = 9
"""Words of a line that begins with citizenship and says little else ("US citizens, no dual")."""
_OTHER_CITIZEN = re.compile(
    r"\b(?:corporate|senior|good|global|digital|responsible|fellow|private|model|local|world|concerned|community)\s+citizen|citizens (?:bank|financial|advice)|citizen (?:developer|scien|service|experience|engagement|journal|data)",
    re.IGNORECASE,
)
_EXCLUDED = re.compile(
    rf"\b(?:(?:candidates?|applicants?|those|people|anyone|persons?|individuals?) (?:who|that) (?:are|is)(?: not|n['’]t) {_US}[\s-]*(?:citizens?|persons?)|non-?\s?(?:{_US}[\s-]*)?citizens?|no one (?:other than|but)|nobody (?:other than|but))\b(?=[^.;]{{0,40}}\b(?:cannot|can['’]?t|not|will not|won['’]t|ineligible|no longer|eligible)\b)",
    re.IGNORECASE,
)
"""Who is shut out: said of others than citizens it asks for citizenship, in whatever words ("non-citizens cannot be considered")."""
_REFUSED = re.compile(
    r"\b(?:green[- ]?cards?|permanent residents?|visa holders?|dual citizens\w*)\b[^.;]{0,40}\b(?:not|cannot|in-?eligible)\b|\b(?:no|not)\b[^.;]{0,20}\b(?:green[- ]?cards?|permanent residents?)\b",
    re.IGNORECASE,
)


def denies_citizenship(sentence: str) -> bool:
    """Whether the sentence says that citizenship is not asked for, or that others may apply as well."""
    return _NOT_ASKED.search(sentence) is not None or _OPEN.search(sentence) is not None


def citizenship_rows(text: str, ask: Ask, *, labelled: bool) -> list[Requirement]:
    """The citizenship row of a sentence, or none. ``labelled``: a line such as "Who may apply: …"."""
    sentence = ask.text
    blank = _OTHER_CITIZEN.sub(lambda m: " " * len(m[0]), sentence)
    citizen, person, resident = (p.search(blank) for p in (_CITIZEN, _PERSON, _RESIDENT))
    first = citizen or person
    if first is None and resident and re.search(r"\bcitizens?(?:hip)?\b", blank, re.IGNORECASE):
        first = resident
    blank = _EXCLUDED.sub(lambda m: " " * len(m[0]), blank)
    if first is None or _NOT_ASKED.search(blank) or (_OPEN.search(blank) and not _REFUSED.search(blank)):
        return []
    conditional = _CONDITIONAL.search(blank) is not None
    first_words = bool(re.match(r"\W*citizen(?:s|ship)\b", blank, re.IGNORECASE)) or (
        len(blank[: first.start()].split()) <= 1 and len(blank.split()) <= _SHORT
    )
    if (
        not conditional
        and not labelled
        and not first_words
        and not (ask.role != "about" and _is_item(blank, first.start(), first.end()))
        and ask.base is None
        and ((citizen or person) is None or ask.role in _OF_THE_HOUSE or _TOLD_OF_OTHERS.search(blank))
        and not _DEMAND.search(blank)
    ):
        return []
    if ask.role == "about" and not re.search(
        r"\b(?:must|required?|applicants?|candidates?|only)\b", blank, re.IGNORECASE
    ):
        return []
    wide = (person is not None and citizen is None) or (resident is not None and not _REFUSED.search(blank))
    normal = "citizen_or_pr" if wide else "us_citizen"
    if conditional or _PREFERENCE.search(_clause(blank, first.start())):
        base: Need = "preferred"
    else:
        base = need_of(blank, first.start(), first.end(), ask.base if ask.base == "preferred" else "required")
    authority = _AUTHORITY.search(sentence)
    detail: dict[str, Scalar] = {"authority": authority[0] if authority else ""}
    if conditional:
        detail["conditional"] = True
    label = "US citizenship" if normal == "us_citizen" else "US citizenship or permanent residence"
    if conditional:
        label += " (for some assignments)"
    return [
        requirement(
            "citizenship",
            base,
            text,
            ask.start,
            ask.start + len(sentence),
            label=label,
            normal=normal,
            detail=detail,
        )
    ]


def _is_item(sentence: str, start: int, end: int) -> bool:
    """Whether a mention is an item of a list or a clause of its own ("TS, day 1, U.S. citizen, 7 yrs")."""
    return (
        _ITEM_BEFORE.search(sentence, max(0, start - _ITEM_WINDOW), start) is not None
        and _ITEM_AFTER.match(sentence, end) is not None
    )


def _clause(sentence: str, at: int) -> str:
    """The clause around ``at``, without remarks in parentheses that stand beside it."""
    low = sentence.rfind(";", 0, at) + 1
    high = sentence.find(";", at)
    clause = sentence[low : high if high >= 0 else len(sentence)]
    return re.sub(r"\([^()]*\)", lambda m: m[0] if m.start() <= at - low < m.end() else "", clause)
