"""Where the work is done, as a small grammar: a way of working, in a frame that says it of the position.

A *way* is a word for remote, hybrid or on-site work. Alone it says nothing ("remote sites", "hybrid cloud"). It counts in a
frame: as the attribute of a word for the position or its schedule ("a hybrid role"), as what the position is or the holder
does ("you will work on site"), as the answer of a labelled line ("Work model: Hybrid"), or as what is offered or
accepted ("open to remote candidates"). A refusal turns the statement round, a refused degree ("not fully remote") leaves a
part, and what is only said of a task, of a time or of other people is not said of the position (``scope``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from appliance.engines.reading.posting.scope import at_times, denied, only_degree_denied, scoped

_FLAGS = re.IGNORECASE
_WAYS = {
    "remote": r"(?:remote(?:ly)?|virtual|tele-?work(?:ing)?|tele-?commut(?:e|ing)|work(?:ing)?[- ](?:from|at)[- ]home|wfh|home[- ]?based|home[- ]?working|off-?site)",
    "hybrid": r"(?:hybrid|blended)",
    "onsite": r"(?:on[- ]?site|in[- ](?:the[- ])?office|in[- ]person|office[- ]based|site[- ]based|(?:school|clinic|store|shop|hospital|lab|plant|campus)[- ]based|face[- ]to[- ]face|non[- ]remote)",
}
_DEGREE = r"(?:(?:fully|100 ?%|entirely|completely|permanently|strictly|primarily|mostly|largely|mainly|predominantly|currently|purely|exclusively|truly|generally|typically|typical|normally|usually|flexible|flexibly|also)[ -]+)*"
_KIND = r"(?:(?:full[- ]?time|part[- ]?time|contract(?:ing)?|permanent|temporary|freelance|W-?2|salaried|hourly|paid|unpaid|long[- ]term|short[- ]term|direct hire|independent|us|u\.s\.|usa|uk|canada|summer|winter|spring|fall|autumn|20\d\d)[,/ -]+)*"
_ROLE = r"(?:roles?|positions?|jobs?|posts?|opportunit(?:y|ies)|contract|internships?|assignment|vacanc(?:y|ies)|opening|gig|engagement|placement|project(?! site)|apprenticeship|residency|fellowship)"
_MODE = {
    "remote": r"(?:based|eligible|friendly\b(?! (?:compan|culture|work))|working|work\b(?![- ]?(?:force|place|station|site|er|life|flow|tools?|stipend|allowance|setup|technolog|product|polic))|employment|capacity|from\b)",
    "hybrid": r"(?:work(?:ing|place)?|schedules?|arrangements?|models?|basis|set-?up|setting|pattern|format|structure|capacity|approach|week|rota|flexibility|office|remote|telework|environment|location|options?|eligible|offering|mode|style|policy|onsite|on-site|in-office|flex(?:ible)?|in|ways? of working|wfh|by (?:agreement|arrangement)|possible|available|considered|friendly)",
    "onsite": r"(?:work(?:ing)?\b(?!s)|teaching|instruction|schedule|basis|workplace|setting|presence|attendance|capacity|five|5|daily|only|full[- ]time)",
}
"""What beside the position itself a way may be the attribute of."""
_NO_ATTRIBUTE = {
    "remote": r"(?:virtual|off-?site|home[- ]?based) (?:work|employment)|virtual(?: \w+)? (?:environment|internships? fair)|remote[- ]work (?:tools|stipend|allowance|sites?)|remote jobs (?:associated|in|near|at|from|on|with)\b",
    "hybrid": r"hybrid (?:environment|approach|solution|structure|location|remote sens|format|in) (?:cloud|it\b|of cloud|between)|(?:our|a|the) hybrid (?:structure|approach|environment)\b(?! (?:to|for|of) work)|hybrid work(?:load|force|ers?|flows?)",
    "onsite": r"on-?site (?:opportunit|daily (?:caf|meal)|jobs?\b (?:fair|train))|(?:internal|our) in-person",
}
_SUBJECT = rf"(?:{_ROLE}|this|it|(?:the |your )?work|working|location|workplace|schedule|duties|you(?:['’]ll)?|candidates?|applicants?|employees?|incumbent|(?:the )?(?:hire|person|holder)|consultant|contractor|workers?|we|everyone|team|here|that|all)"
_BE = r"(?:is|are|be|(?<=\bit)['’]s|(?<=\bthis)['’]s|(?<=\bthat)['’]s|(?<=\brole)['’]s|(?<=\bposition)['’]s|['’]re|being|was|were|remains?|considered|to be)"
_WORKS = r"(?:work(?:s|ing|ed)?|performed|done|carried out|executed|completed|based|operat(?:e|es|ed|ing)|located|employed|conducted|attendance|presence|be present|hired|hiring|hires?|practi[sc]e|teach|serve|translate|recruiting|fulfil+ed)"
_HOW = {
    "remote": r"(?:remote(?:ly)?|virtually|from (?:(?:your|their|a) )?(?:own )?home(?: office)?\b|at home\b|from anywhere|from wherever|anywhere in|from any (?:[\w.]+ )?(?:location|where|place|state|province|country|city)\b|from a remote location)",
    "hybrid": r"(?:hybrid)",
    "onsite": r"(?:(?:on[- ]?site|in[- ]person|in[- ]office|(?:in|at|from|out of) (?:our (?:[\w.'’-]+,? ){0,3}?|the (?:[\w.'’-]+ )?)(?:office|headquarters|hq|facility|lab(?:oratory)?|campus|plant|warehouse|studio|clinic|worksite)(?! (?:systems?|of)))(?! (?:environment|setting|atmosphere)))",
}
"""How the verb of working is done."""
_ENDS = r"(?![\w-])"
_NOUN_AFTER = (
    r"(?!\s*(?:/\s*)?(?:monitor\w*|sens\w+|access\w*|desktops?|sites?\b|communit\w+|control\w*|servers?|hands|support\b|patients?|procedure|methods?|teams?\b|offices?\b|employees|colleagues|users?\b|customers?|"
    r"clients?\b|areas?\b|villages?|regions?|diagnos\w+|management|infrastructure|systems?\b|devices?|machines?|code|repositor\w+|proctor\w*|deposit|terminals?|telemetry|surveillance|installation|assistance|"
    r"troubleshoot\w*|locations\b|island|wilderness|pilot\w*|vehicles?|workforce|workers|agents|contact cent|branch|sales force|execution|data\b|learning|teaching|care\b|health|healthcare|collaboration|computing|interpret\w+|inspections?|"
    r"operations\b|facilit\w+|networks?|connect\w*|login|viewing|tower|equipment|country\b|terrain|outback|bush\b|mountains?|places?\b|parts\b|spots?\b|islands?|lakes?\b|outreach|corners?\b|outposts?|worksites?|trucks?|suvs?|cloud\w*|multi|fleet|buses|apps?\b|applications?|mobile|it\b|azure|aws|network\w*|identity|electric|powertrain|engines?|solutions?|"
    r"deployments?|architectures?|integration|search|events?\b|securit\w+|funds?\b|instruments?|cars?\b|warfare|threat\w*|intelligence|memory|simulation|on-prem\w*|platforms?|seed|exchange|storage|workloads?|analytic\w*|energy|"
    r"circuits?|wans?\b|lans?\b|mesh|routing|retrieval|gyms?|caf\w*|child\w*|day ?care|parking|fitness|clinics?\b|amenit\w*|perks?|crew|visits?|meetings?|interviews?|train\w*|manager\w*|meals?|lunch\w*|laundry|pharmacy|services?\b|staff|installations?|assess\w*|testing|experts?|"
    r"jobs (?:associated|in|near|at|from|on|with)\b|i/o|sensors?|tools?|reality|assistants?|machines|machine|networking|classrooms?|conferenc\w*|currency|point|contact))"
)
_ATTRIBUTE = {
    way: re.compile(
        rf"(?<![\w-]){_DEGREE}{word}(?<!ly)(?:\s?(?:&|and|or|/|,)\s?(?:flexible|agile|remote|home|flexi))?(?:\s*[/,]\s*|[\s-]+){_KIND}(?:{_ROLE}|{_MODE[way]}){_ENDS}(?!\s+(?:sites?|boards?|fairs?|market|seekers?)\b)",
        _FLAGS,
    )
    for way, word in _WAYS.items()
}
_PREDICATE = {
    way: re.compile(
        rf"\b{_SUBJECT}\b(?:(?! - | but )[^.;:!?,–—]){{0,45}}?(?:\b|(?<=['’]))(?:{_BE})\s+(?:(?:located|based|performed|done|offered|available|open|neither|not|designated|classified|listed|posted|advertised|pre-?formed|completed|executed|carried out|as|an?|on|in|to|for|both|either)\s+)*{_DEGREE}{_KIND}{word}{_ENDS}{_NOUN_AFTER}"
        + (
            r"|\b(?:role|position|job|work|everything) is (?:\w+ly )?(?:done )?from home\b"
            if way == "remote"
            else ""
        )
        + rf"|\b(?:will|must|can|to) be (?:an?\s+)?{_DEGREE}{word}{_ENDS}{_NOUN_AFTER}",
        _FLAGS,
    )
    for way, word in _WAYS.items()
}
_DOES = {
    way: re.compile(
        rf"\b{_WORKS}\s+(?:(?:\w+ly|from|on|an?|in|while|mostly|only|out|full[- ]time|part[- ]time|either|primarily|(?:five|5) days|at least|and live|both)\s+){{0,3}}{_DEGREE}{how}{_ENDS}{_NOUN_AFTER}(?! piloted)",
        _FLAGS,
    )
    for way, how in _HOW.items()
}
_SOUGHT = {
    way: re.compile(
        rf"\b(?:seek(?:s|ing)?|hir(?:e|ing)|look(?:s|ing) for|recruiting(?: for)?|need(?:s|ed)?|want(?:s|ed)?|join us as|adding|add)\s+(?:an?|our|the|for)\s+(?:(?:[\w-]+,?)\s+){{0,2}}?{_DEGREE}{word}(?:,|\s)(?!\w+ing\b)(?=\s*(?:{_KIND})\s*[A-Z]){_NOUN_AFTER}",
    )
    for way, word in (("remote", r"[Rr]emote"), ("hybrid", r"[Hh]ybrid"), ("onsite", r"[Oo]n-?[Ss]ite"))
}
_PERCENT = re.compile(
    r"\b[1-9]\d ?%(?: of (?:your|the|their|its|working|work|total)(?: \w+){0,2})?(?: (?:is |are |will be |must be |should be )?(?:based|spent|working|in|at|of))? ?(?:in|at|from)? ?(?:the|our|your|an?)? ?(?:[\w'’-]+ )?(?:(?:must|should|will) be )?(?:office(?:[- ]based)?|on-?site|home|headquarters)\b(?! (?:visits?|customer|client))"
    r"|\b(?:half|part|most) of (?:your|the|their) (?:working )?(?:week|time|hours)\b[^.;]{0,20}\b(?:office|on-?site|from home|at home)\b",
    _FLAGS,
)
_FEW = r"(?P<few>(?:one|two|three|four|[1-4])(?:\s?(?:-|–|to|or)\s?(?:one|two|three|four|five|[1-5]))?\+?(?:\s?x|\s+times|\s+(?:full |set |fixed |mandatory |core )?(?:week|business |work(?:ing)? ?)?days?)|once|twice|every (?:other|second)(?= week))"
_BARE = re.compile(rf"(?<![\w-]){_WAYS['remote']}{_ENDS}{_NOUN_AFTER}", _FLAGS)
_WORD_ON_SITE = re.compile(
    r"\b(?:on[- ]?site|in[- ]person|in[- ](?:the[- ]|our[- ])?(?:[\w-]+ )?office|in (?:the|our) (?:[\w-]+ )?(?:building|shop|studio|lab(?:oratory)?|plant|workshop|warehouse|clinic)|(?:attendance|presence) (?:in|at|on) (?:the|our|this) \w+)\b(?! (?:visits?|meetings?|gym|team|clinic|events?))",
    _FLAGS,
)
_EVERY_DAY = re.compile(
    r"^[^.;\n]{0,30}?\b(?:(?:five|5)(?:\s?x|\s+days?)(?:\s*(?:an?|per|each|every)\s+week|/week)?|(?:every|each) (?:\w+ )?day|every (?:workday|weekday)|(?:mon(?:day)?)\s?(?:to|through|[-–])\s?fri(?:day)?)\b",
    _FLAGS,
)
_COMES = re.compile(
    r"\b(?:commut(?:e|ing)|report(?:ing)?|come|coming|travel(?:l?ing)?)\s+(?:in)?to\s+(?:the|our)\s+(?:[\w.'’-]+,?\s+){0,3}?(?:office|headquarters|hq|facility|lab|campus|plant|site|studio|hospital|clinic)\b(?=[^.;]{0,25}\b(?:daily|every (?:work)?day|each day|(?:five|5) days|[1-4]\+? days|(?:one|two|three|four) days|once a week|twice a week)\b)",
    _FLAGS,
)
_CHOICE = re.compile(
    r"\b(?:role|position|job|work|you)\b[^.;]{0,40}\b(?:on[- ]?site|in[- ](?:the )?office|in[- ]person)\b[^.;]{0,50}\bhybrid\b,? or (?:\w+ )?remote(?:ly)?\b",
    _FLAGS,
)
"""Every way is open to the holder of the position, remote work among them."""
_SPLIT = re.compile(
    r"\b[1-4] (?:days? )?(?:in |at )?(?:the )?(?:office|on-?site)\s*(?:/|,|\+|&|and)\s*[1-4] (?:days? )?(?:at |from )?(?:home|remote|wfh)\b|\b[1-4] (?:days? )?(?:at |from )?(?:home|remote|wfh)\s*(?:/|,|\+|&|and)\s*[1-4] (?:days? )?(?:in |at )?(?:the )?(?:office|on-?site)\b",
    _FLAGS,
)
_COMES_IN = re.compile(
    rf"\b(?:come|coming|be|join)(?: with)?(?: us)? in(?:to (?:the|our) \w+)?\b[^.;]{{0,25}}?\b{_FEW}\s+(?:an?|per|each|every)\s+week\b",
    _FLAGS,
)
_CHANGES = re.compile(
    r"\b(?:until|initially|at first|to start|currently|temporar\w+|for the first|during (?:\w+ )?(?:training|onboarding|probation)|training period|for now|training|weeks? of|covid\S*|pandemic|after (?:\w+ ){0,3}(?:training|probation\w*|onboarding|weeks|months|days))\b",
    _FLAGS,
)
_THEN = re.compile(
    rf"\b(?:then|thereafter|afterwards?|after that|return(?:s|ing)? to(?: the)?|transition(?:s|ing)? to|mov(?:e|es|ing) to|becom(?:e|es|ing)|will be|after which|followed by)\s+(?:(?!not\b)\w+\s+){{0,3}}?(?:(?P<remote>{_WAYS['remote']}{_NOUN_AFTER})|(?P<hybrid>hybrid)|(?P<onsite>{_WAYS['onsite']}|office\b(?! (?:hours|manager))))",
    _FLAGS,
)
"""A place of work that changes: the later one is the policy."""
_OFFERED = re.compile(
    rf"\b(?:open to|consider(?:s|ing|ed)?|accept(?:s|ing|ed)?|welcom(?:e|es|ing)|encourag(?:e|es|ing)|hir(?:e|es|ing)|recruit(?:s|ing)?|support(?:s|ing)?|support for|available to|allow(?:s|ing)?|offer(?:s|ing|ed)?)\s+(?:for\s+)?(?:(?:candidates|applicants|applications|people|hires)\s+)?(?:(?:who|to|from|for)\s+)?{_DEGREE}(?:remote(?:ly)?\s+(?:candidates?|applicants?|employees|hires?|engineers?|developers|people|applications|talent|working|work)\b|remote(?:ly)?\b(?=\s*(?:[.,;)]|$|within|in |across|from|for this|for the right)))"
    rf"|\b(?:ability|able|must|willing|required|can|will|free|option|opportunity|may) (?:to )?(?:telecommute|work from home|wfh)\b"
    rf"|\b(?:remote|tele-?working|telework|home[- ]?working|work(?:ing)? from home)(?: (?:work|candidates?|applicants?|option|is|working))?\s*(?:is|are|will be)?\s*(?:fine|ok(?:ay)?\b|welcome|encouraged|acceptable|accepted|considered|available|possible|allowed|permitted|an option|supported)",
    _FLAGS,
)
_ABLE = {
    way: re.compile(
        rf"\b(?:ability|option|opportunit(?:y|ies)|eligible|able|possibility|choice|flexibility|freedom|free|choose|expected|required|asked)\s+(?:to (?:be|work)|for|of|working)\s+(?:an?\s+)?{_DEGREE}{word}{_ENDS}{_NOUN_AFTER}",
        _FLAGS,
    )
    for way, word in _WAYS.items()
}
_DISTRIBUTED = re.compile(
    r"^\W*(?:[\w ]{2,20}:\s*)?(?:fully|100 ?%|all)[- ]remote (?:team|company|organi[sz]ation)\b|\b(?:we(?:['’]re| are)(?: an?)?|as an?|our|join an?|an?) (?:[\w-]+,? ){0,3}?(?:remote[- ](?:first|only)|fully[- ](?:distributed|remote)|100 ?% remote|all[- ]remote|distributed remote(?:[- ]first)?)\b|\b(?:is|are) (?:an? )?remote[- ]first\b|\bremote[- ]first (?:working|role|position)\b|\bfully[- ]distributed (?:team|company|organi[sz]ation)\b",
    _FLAGS,
)
"""The employer's own way, which is the position's where nothing else is said."""
_LABEL = (
    r"(?:(?:job |work(?:ing)? |primary |office |role |position )?location(?:\(s\)|s)?(?: type)?|(?:work(?:ing)? )?setting|work(?:ing)? (?:model|mode|type|category|arrangements?|styles?|environment|pattern|site|setup|hours and location)|work ?place(?: type| model| policy)?|"
    r"workplace|(?:job|role|position|remote|employment) type|arrangement|place of work|where|travel/location|remote(?: status| options?| work(?: type| arrangement| status| policy| options?)?| employment| type| policy)?|office (?:policy|location|requirement)|attendance|schedule)"
)
_ANSWER = {
    "remote": rf"(?:{_DEGREE}(?:remote(?:ly)?\b{_NOUN_AFTER}|wfh\b|work(?:ing)? (?:from|at) home\b|home[- ]based\b|your (?:own )?home\b(?! office (?:in|at))|anywhere\b|telecommute\b|virtual\b(?! (?:office|meeting))|off-?site\b)|telecommuting\b)",
    "hybrid": r"(?:hybrid(?![a-z])(?!\s+(?:cloud|vehicle|car))|blended\b|tele-?work\b)",
    "onsite": r"(?:on[- ]?site\b|in[- ]person\b|in[- ](?:the[- ])?office\b|office[- ]based\b)",
}
_LABELLED = re.compile(
    rf"(?:(?:^|[\n•|·.;,()📍])\s{{0,3}}|(?-i:(?<=[a-z)\d])(?=[A-Z])|\s(?=[A-Z])))(?P<label>{_LABEL})\s{{0,3}}(?P<mark>[:：]|[-–—]\s|\n|(?-i:(?=\s{{1,3}}(?:Onsite|On-site|Remote|Hybrid|In[- ]person|In[- ][Oo]ffice)(?![a-z-]))))\s{{0,3}}[ \t]{{0,60}}(?=(?P<value>[^\n]{{2,110}}))",
    _FLAGS,
)
_NEXT_LABEL = re.compile(
    r"(?:[.;]\s|(?<=[a-z]{3})(?=[A-Z][a-z])|(?<=\))(?=[A-Z])|\s(?!(?:Remote|Hybrid|On-?site)\b)(?=[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}\s?:))"
)
_PROSE = re.compile(r"\b(?:you|we|our|your(?! (?:own )?home\b)|who|which|will be)\b", _FLAGS)
_PLACE_LINE = re.compile(
    r"\W*(?:(?:fully|100 ?%) )?(?:(?P<remote>remote)|(?P<anywhere>anywhere|work from (?:home|anywhere)|worldwide)|(?P<hybrid>hybrid)|(?P<onsite>on-?site|in[- ](?:person|office)))"
    r"(?:\s*[-–—,|/(·]*\s*(?:in |within |from )?(?:anywhere(?: in)?|worldwide|only|ok|US|U\.S\.?A?\.?|USA|United States|UK|EU|EMEA|Europe|Canada|India|LATAM|APAC|nationwide|full[- ]time|part[- ]time|contract|the|of America|\)))*\W*",
    _FLAGS,
)
"""A line of the header that is the place and nothing else."""
_TOP, _ANYWHERE, _BEGINNING = 9, 7, 500
_BESIDE = re.compile(
    r"(?:[-–—|/(·]\s?|,\s(?=[A-Z][a-z-]+\s?[£$€|\n])|[a-z]\s(?=[A-Z][a-z-]+\s?\|))(?P<way>Remote|Hybrid|On-?[Ss]ite)(?=\s*(?:[-–—|/()·\n£$€]|$)|[A-Z][a-z])(?!\s?/\s?Home)"
)
"""Beside the place, at the beginning, where the line breaks were lost ("Oxford – Flexible/RemoteHana Ltd have")."""
_TAG = re.compile(r"#\s?(?:[A-Z]{2,3}[-_ ]?)?(?P<way>remote|hybrid|on-?site)\b", _FLAGS)
_WORD = {
    way: re.compile(rf"(?<![\w-]){answer}" if way != "hybrid" else rf"(?<![a-z]){answer}", _FLAGS)
    for way, answer in _ANSWER.items()
}
_TAGGED, _LABELLED_WEIGHT, _OF_POSITION, _STATED, _OFFER, _EMPLOYER = 12, 11, 9, 8, 7, 5
_AT_PLACE = 6
_AT_A_PLACE = re.compile(r"\b(?:our|the)\b", _FLAGS)
_TEAM = re.compile(r"\b(?:we|everyone|team|all|employees?|workers?|here)\b", _FLAGS)
_TELEWORK = re.compile(r"tele-?work", _FLAGS)


class Statement(NamedTuple):
    """A policy a frame states, with its weight and its place in the sentence; a higher weight outranks."""

    weight: int
    policy: str
    start: int
    end: int


def statements(sentence: str) -> Iterator[Statement]:
    """What the frames of a sentence state of the position; offsets from its start."""
    for way in _WAYS:
        frames = (
            (_OF_POSITION, _ATTRIBUTE[way]),
            (_OF_POSITION, _PREDICATE[way]),
            (_STATED, _DOES[way]),
            (_STATED, _SOUGHT[way]),
            (_STATED, _ABLE[way]),
        )
        for weight, pattern in frames:
            for match in pattern.finditer(sentence):
                if re.match(_NO_ATTRIBUTE[way], sentence[match.start() :], _FLAGS):
                    continue
                if pattern is _PREDICATE[way] and _TEAM.match(match[0]):
                    weight = _OFFER  # noqa: PLW2901 - of a team, not of the position
                if pattern is _DOES["onsite"] and _AT_A_PLACE.search(match[0]):
                    every = _EVERY_DAY.match(sentence[match.end() : match.end() + _AFTER])
                    weight = _STATED if every else _AT_PLACE  # noqa: PLW2901 - where it is, if nothing else is said
                yield from _held(sentence, way, weight, match)
    for match in _BARE.finditer(sentence):
        if denied(sentence, match.start(), match.end()):
            yield from _held(sentence, "remote", _STATED, match)
    for match in _WORD_ON_SITE.finditer(sentence):
        after = sentence[match.end() : match.end() + _AFTER]
        few, every = _DAYS.match(after), _EVERY_DAY.match(after)
        if (few and few["few"]) or every:
            yield from _held(sentence, "onsite", _OF_POSITION, match)
    for match in _CHOICE.finditer(sentence):
        yield from _held(sentence, "remote", _OF_POSITION + 1, match)
    for match in _SPLIT.finditer(sentence):
        yield from _held(sentence, "hybrid", _OF_POSITION, match)
    for match in _COMES_IN.finditer(sentence):
        yield from _held(sentence, "hybrid", _OF_POSITION, match)
    for match in _COMES.finditer(sentence):
        yield from _held(sentence, "onsite", _STATED, match)
    if _CHANGES.search(sentence):
        for match in _THEN.finditer(sentence):
            way = next(way for way in _WAYS if match[way])
            yield Statement(_OF_POSITION + 1, way, match.start(way), match.end(way))
    for match in _PERCENT.finditer(sentence):
        if not match[0].startswith("100"):
            yield from _held(sentence, "hybrid", _OF_POSITION, match)
    for match in _OFFERED.finditer(sentence):
        yield from _held(sentence, "remote", _OFFER, match)
    for match in _DISTRIBUTED.finditer(sentence):
        yield from _held(sentence, "remote", _EMPLOYER, match)


def _held(sentence: str, way: str, weight: int, match: re.Match[str]) -> Iterator[Statement]:
    """The statement as it holds: turned round when refused, weaker or nothing by its scope."""
    start, end = match.span()
    if re.search(r"non[- ]remote", match[0], _FLAGS):
        yield Statement(_OF_POSITION, "onsite", start, end)
        return
    if re.search(r"\b(?:rest|remainder|others?|remaining)\b", match[0], _FLAGS):
        yield Statement(weight, "hybrid", start, end)
        return
    if only_degree_denied(sentence, start, end):
        yield Statement(_OF_POSITION, "hybrid", start, end)
        return
    if denied(sentence, start, end):
        if way == "remote":
            weight = _STATED if _TELEWORK.search(match[0]) else _OF_POSITION
            if _FORM.match(sentence[end:]):  # "Remote job: No" beside "Telework eligible: Yes"
                weight = _OFFER
            yield Statement(weight, "onsite", start, end)
        elif way == "hybrid":
            yield Statement(_OFFER - 1, "onsite", start, end)
        return
    left = scoped(sentence, way, start, end)
    if left is None:
        return
    if way == "remote" and (part := at_times(sentence, end)):
        if part == "part":
            yield Statement(_EMPLOYER - 1, "hybrid", start, end)
        return
    share = _SOME_PERCENT.search(sentence[max(0, start - _AFTER) : start]) or _OTHER_DAYS.search(sentence)
    if way == "remote" and share:
        way, weight = "hybrid", _OF_POSITION
    elif way == "remote" and _TELEWORK.search(match[0]) and not _WHOLLY.search(match[0]):
        way, weight = "hybrid", _STATED
    elif way == "onsite":
        days = _DAYS.match(sentence[end : end + _AFTER]) or _DAYS_BEFORE.search(
            sentence[max(0, start - _AFTER) : start]
        )
        if days and days["rare"]:
            return
        way = "hybrid" if days and days["few"] else way
    yield Statement(weight - left, way, start, end)


_FORM = re.compile(r"\s*(?:[\w?]+\s*)?[:?]\s*no\b", _FLAGS)
_OTHER_DAYS = re.compile(r"\b(?:the|on) (?:other|remaining) (?:\w+ )?days?\b|\brest of the week\b", _FLAGS)
_SOME_PERCENT = re.compile(
    r"(?:(?<!\d)[1-9]\d ?% ?(?:of the time )?|\b(?:intermittent|partial(?:ly)?|partly|semi|part[- ]time)[ -])$",
    _FLAGS,
)
_WHOLLY = re.compile(rf"\b{_ROLE}\b|100 ?%|\bfull", _FLAGS)
_DAYS = re.compile(
    rf"^[^.;\n]{{0,45}}?(?:\b{_FEW}[^.;\n]{{0,14}}?(?:\b(?:an?|per|each|every|of the|in the)\s+(?:work ?)?|/\s?|\s)(?:week|wk|pw\b|p/w\b)|\bweekly\b|(?P<rare>\b(?:per|a|each|every)\s+(?:month|quarter|year)\b|\bmonthly\b|\bquarterly\b))",
    _FLAGS,
)
_DAYS_BEFORE = re.compile(
    rf"(?:\b{_FEW}(?:\s*(?:an?|per|each|every)\s+week|/\s?w(?:ee)?k|\s+weekly)?|(?P<rare>\bonce a (?:month|quarter|year)))\s*(?:,|-|:|\()?\s*(?:are |is |of |working |spent |required |must be )*$",
    _FLAGS,
)
_AFTER = 90


def labelled(text: str) -> Iterator[Statement]:
    """What tags and labelled lines of the whole text state; offsets within it."""
    for match in _TAG.finditer(text):
        way = match["way"].lower().replace("-", "")
        yield Statement(_TAGGED, way, match.start(), match.end())
    at = 0
    for line in text.split("\n", _TOP)[:_TOP]:
        if len(line) < _LONGEST_LINE and (whole := _PLACE_LINE.fullmatch(line)) and whole.lastgroup:
            way = whole.lastgroup
            weight = _ANYWHERE if way == "anywhere" else _LABELLED_WEIGHT - 1
            yield Statement(weight, "remote" if way == "anywhere" else way, at, at + len(line))
        at += len(line) + 1
    for match in _ASKED.finditer(text):
        telework = _TELEWORK.search(match["question"]) is not None
        if match["answer"].lower() != "yes":
            yield Statement(
                _STATED if telework else _TOLD, "onsite", match.start("answer"), match.end("answer")
            )
        else:
            way = "hybrid" if telework else "remote"
            yield Statement(_TOLD, way, match.start("answer"), match.end("answer"))
    for match in _BESIDE.finditer(text[:_BEGINNING]):
        way = match["way"].lower().replace("-", "")
        yield Statement(_OF_POSITION, way, match.start("way"), match.end("way"))
    for match in _CITY_AND_DAYS.finditer(text[:_BEGINNING]):
        yield Statement(_STATED, "hybrid", match.start("days"), match.end("days"))
    for match in _HYBRID_BESIDE.finditer(text):
        yield Statement(_OF_POSITION, "hybrid", match.start("way"), match.end("way"))
    for match in _OR_REMOTE.finditer(text):
        yield Statement(_STATED, "remote", match.start("way"), match.end("way"))
    for match in _LABELLED.finditer(text):
        value, at = match["value"], match.start("value")
        cut = _NEXT_LABEL.search(value)
        value = value[: cut.start()] if cut else value
        if re.match(r"office\b", value, _FLAGS):
            way = "hybrid" if _AND_HOME.search(value) else "onsite"
            yield Statement(_LABELLED_WEIGHT, way, at, at + len("office"))
            continue
        prose = _PROSE.search(value)
        value = value[: prose.start()] if prose else value
        found = [
            (m.start(), way, m)
            for way, pattern in _WORD.items()
            if (m := pattern.search(value)) is not None and not denied(value, m.start(), m.end())
        ]
        if not found or len(value.split()) > _LONGEST_ANSWER:
            continue
        ways = {way for _, way, _ in found}
        first = min(found, key=lambda f: f[0])
        if match["mark"] == "\n" and (first[0] > _NEAR_LABEL or not _begins(text, match.start("label"))):
            continue
        # "Remote / Hybrid" leaves the choice; an office beside either is a part of the week
        mixed = "hybrid" in ways and (len(ways) == 1 or first[1] != "remote")
        mixed = mixed or _REST_AWAY.search(value) is not None
        way = "hybrid" if mixed or {"onsite", "remote"} <= ways else first[1]
        if way == "onsite":
            low, high = first[2].span()
            days = _DAYS.match(value[high:]) or _DAYS_BEFORE.search(value[:low])
            way = "hybrid" if (days and days["few"]) or _AND_HOME.search(value[high:]) else way
        yield Statement(_LABELLED_WEIGHT, way, at + first[2].start(), at + first[2].end())


def _begins(text: str, at: int) -> bool:
    """Whether a line begins at ``at``, but for a list mark."""
    before = text[max(0, at - _MARK) : at].rstrip(" \t•*-")
    return not before or before[-1] == "\n"


_MARK, _LONGEST_LINE = 8, 100
_REST_AWAY = re.compile(
    r"\b(?:rest|remainder|others?|other days|otherwise)\b[^.;\n]{0,12}\b(?:remote|home|elsewhere|wherever)|\b(?:one|two|three|four|[1-4]) (?:telecommut\w+|remote|home|wfh|telework) (?:days?\b|weekly\b)",
    _FLAGS,
)
_AND_HOME = re.compile(
    r"^(?:(?!\bno\b|\bnot\b)[^.;\n]){0,40}\b(?:\d{1,2} (?:home|remote|wfh|telework|work-from-home) days?|home days?|days? (?:from|at) home|from home)\b",
    _FLAGS,
)
"""A part of the month at home beside an office ("At our mill, with two days from home each month")."""
_ASKED = re.compile(
    r"(?:^|\n)(?P<question>[^\n]{0,60}\b(?:remote|tele-?work|tele-?commut\w+|work(?:ing)? from home|virtual)\b[^\n?]{0,90})(?:[?:]?[ \t]{0,3}\n\s{0,3}|\?\s{0,3})(?P<answer>yes|no(?:ne|t (?:available|eligible|offered|permitted|allowed|possible|an option))?|unavailable|ineligible)\b(?=[ \t]*(?:\n|$|[.,;]))",
    _FLAGS,
)
"""A question of a form and its answer on the next line."""
_TOLD = 10
_HYBRID_BESIDE = re.compile(
    r"\((?P<way>hybrid)(?=\s?[,;:–—-]|\s\d|\)|\s(?:on-?site|working|remote|role))", _FLAGS
)
_CITY_AND_DAYS = re.compile(
    r"(?:^|[\n|📍])\s{0,3}(?:[A-Z][\w&’' ]{2,40}\n)?[^\n|,]{3,40}\s?[-–,|(]\s?(?P<days>[1-4]\+?(?: days?| x)? (?:a|per) week)\b(?! (?:shift|contract|part|for|of))"
)
"""A place and a number of days, which is how often one comes there ("Bath - 2 days a week")."""
_OR_REMOTE = re.compile(r"\([^()\n]{2,60}(?:\bor|/|,)\s*(?P<way>remote)\)", _FLAGS)
_LONGEST_ANSWER, _NEAR_LABEL = 14, 12
