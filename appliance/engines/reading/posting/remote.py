"""Where the work is done: remote, hybrid or onsite; "remote sensing" and "hybrid cloud" are neither."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from appliance.engines.reading.posting.arrangement import statements
from appliance.engines.reading.posting.presence import Told, implied, of_others, told
from appliance.engines.reading.posting.scope import at_times, denied, far_away, scoped

_NOT_REMOTE_AFTER = (
    r"(?![- ]first\b)(?!\s+jobs\s+(?:associated|in|near|at|from|on|with)\b)(?!\s+(?:monitor\w*|sens\w+|access\w*|desktop\w*|sites?\b|communit\w+|control\w*|server\w*|hands|support\b|patient\w*|procedure|method|teams?\b|offices?\b|employees|colleagues|users?\b|"
    r"customers?|clients?\b|areas?\b|villages?|regions?|diagnos\w+|management|infrastructure|systems?\b|devices?|machine|code|repositor\w+|proctor\w*|deposit|terminal|telemetry|surveillance|"
    r"installation|assistance|troubleshoot\w*|locations?\b|island|wilderness|pilot\w*|weapon|operated|vehicle|workforce|workers|contact cent|branch|sales force|execution|data|environments?|"
    r"learning|teaching|care\b|health|collaboration|computing|interpret\w+|inspection|operations?|field|facilit\w+|networks?|connect\w*|login|viewing|tower|equipment|country\b|terrain|outback|bush\b|mountains?|places?\b|parts\b|spots?\b|islands?|lakes?\b|outreach|corners?\b|outposts?|worksites?))"
)
_NOT_HYBRID_AFTER = (
    r"(?!\s+(?:cloud\w*|multi|trucks?|suvs?|fleet|bus(?:es)?|vehicle\w*|app\w*|mobile|models?\b(?! of work)|infrastructure|it\b|azure|aws|environments?|network\w*|identity|electric|powertrain|engine\w*|solutions?|deployments?|architecture|data|integration|"
    r"systems?|search|event\w*|securit\w+|fund|instruments?|car\b|cars\b|warfare|threat\w*|intelligence|memory|simulation|on-prem\w*|platforms?|learning|seeds?|corn|maize|rice|wheat|crops?|plants?|breed\w*|variet\w+|tomato\w*|roses?|orchids?|sorghum|canola|cotton|sunflowers?|vegetables?|bikes?|boats?|ships?|exchange|storage|workload\w*|analytic\w*|energy|circuits?|methods?|wans?\b|lans?\b|mesh|routing|retrieval))"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri)(?:days?)?"
_TIMES = r"(?:once|twice|(?:one|two|three|four|[1-4])\s?(?:x|times|days?))"
_WORKPLACE = r"(?:offices?|headquarters|hq|lab(?:oratory)?|clinic|hospital|plant|shop|campus|branch|facility|studio|store|warehouse|school|courthouse|site)"
_DIALECTS = (
    (9, "onsite", r"\bno (?:wfh|remote|telework)\b|\b(?:isn['’]t|aren['’]t|not) eligible for (?:telework|remote)\b|\bmust be (?:performed|done|worked) (?:at|in|from) (?:our|the)\b"),
    (9, "hybrid", rf"\b(?:work(?:ing)? from home|wfh|telework\w*|remote(?:ly)?|(?:at|from) home)\b,?(?: on| up to| about| for)? ?(?:{_DAY}\b|{_TIMES})"),
    (9, "hybrid", rf"\b{_TIMES}(?: of (?:those|them|these|which))?(?: (?:a|per|each|every) week| weekly|/w(?:ee)?k)? (?:are |is )?(?:remote|from home|at home|wfh|telework)\b|\b(?:days|week)\b[^.]{{0,60}}\b(?:one|two|three|four|[1-4]) of (?:those|them|these|which) (?:are |is )?(?:remote|(?:from|at) home)\b"),
    (8, "hybrid", rf"\b(?:in|into|at) (?:the|our) (?:[\w-]+ )?{_WORKPLACE} (?:at least |about )?{_TIMES}\b|\bhome the (?:other|remaining) days\b|\bhalf\b[^.;]{{0,25}}\bhome\b|\bremote (?:work )?up to \d\d ?%|\bhybrid eligible\b|\bhybrid\s?[-–:]\s?[A-Z]"),
    (8, "remote", r"\blive (?:and work )?(?:anywhere|wherever|where you (?:like|want|please|choose))\b|\bopen to (?:\w+ )?anywhere\b|\b(?:telework|telecommut\w+|virtual) (?:position|role|job|opportunity)\b|(?:^\W*|\b(?:location|from|work|based|live|located|remote)\b\W{1,3})anywhere in (?:the )?(?:USA?\b|U\.S\.|United States|world|country|EU\b|Europe|Canada|UK\b)|\bwork location\s*:\s*home\b|\b(?:all|we['’]re all)[- ]remote\b|\bfrom your (?:own )?home\b(?! office (?:or|and))|^\W*virtual\s?[-–(]|^\W*remote (?:ok(?:ay)?\b|\()|\bno offices?\b"),
    (7, "onsite", r"\bon (?:the )?(?:customer|client|government)['’]?s? site\b|\b100 ?% (?:on|at) (?:the |our )?(?:\w+ )?site\b|\b(?:your|physical|daily|regular) presence (?:at|in|on) (?:the|our)\b|\bpresence in the (?:office|lab|shop|clinic|plant)\b|^\W*in[- ](?:clinic|store|branch|hospital|plant|shop|lab)\W*$|(?:^\W*|, )(?:office|shop|plant|hospital|clinic|lab|campus|store|school)[- ]based\b|\bmust be (?:present )?on (?:the )?(?:job ?)?site\b"),
    (7, "onsite", rf"\b(?:in|at|from) (?:our|the) (?:[\w-]+ ){{0,2}}{_WORKPLACE} (?:daily|every (?:work)?day|each day|full[- ]time|five days|5 days)\b|\b(?:duties|work|functions) (?:is|are) (?:performed|carried out) (?:at|in) (?:the|our) {_WORKPLACE}\b|^\W*(?:5|five) days (?:on-?site|in office)\b|^\W*on-?site\s+(?:m|mon\w*)\s?[-–]\s?f"),
)  # fmt: skip
"""Ways to say it that have no word of their own for it."""
_SIGNALS = tuple(
    (weight, policy, re.compile(pattern, re.IGNORECASE))
    for weight, policy, pattern in (
        (9, "onsite", r"\b(?:not (?:an? )?(?:hybrid(?: or|,|/) )?(?:remote|hybrid (?:or|nor)|eligible for (?:remote|telework))|no (?:remote|telework|work[- ]from[- ]home|telecommut\w+)|(?:remote|telework|telecommuting|work(?:ing)? (?:remotely|from home)) (?:work |option |position )?(?:is|are)(?: not|n['’]t) (?:available|possible|permitted|allowed|an option|offered|considered|supported)|cannot be (?:performed|done) remotely|(?:does|do|is) not (?:offer|allow|support|permit)\s+(?:remote|telework|hybrid)|telework eligible\s*:?\s*no\b|not a remote|not (?:really |currently )?(?:into|open to) (?:telecommut\w+|remote))"),
        (8, "hybrid", r"\b(?:hybrid[ -](?:work|role|position|schedule|remote|job|arrangement|opportunity|basis|setup|set-up|format|model of work|working|environment|policy|opportunity|office|in-office|flexible|telework)|(?:work(?:ing)?|position|role|job|this is a|schedule|arrangement|location|workplace)(?: type| model| mode| style| arrangement)?(?: is| will be)?\s*[:\-–(]?\s*(?:a )?hybrid\b" + _NOT_HYBRID_AFTER + r")"),
        (8, "hybrid", r"\b(?:(?:one|two|three|four|[1-4])(?:\s?(?:-|–|to|or)\s?(?:two|three|four|[2-4]))?\s+(?:\w+\s)?days?(?:\s+(?:a|per|each|every)\s+week|/week|\s+weekly)?\s*(?:,|-|of|working)?\s*(?:(?:spent|is|are|work(?:ing)?|required|remote|from home|and|minimum)\s+)*(?:in|at|on|from)[ -]?(?:the|our|an?)?[ -]?(?:\w+ )?(?:office|site|home|premises|hq|headquarters|studio|lab|clinic|hub)|(?:(?:in[- ](?:the )?)?office|on[- ]?site|from home|remote(?:ly)?)\s*(?:,|:|-)?\s*(?:for |at least |minimum |up to )?(?:one|two|three|four|[1-4])(?:\s?(?:-|–|to|or)\s?(?:two|three|four|[2-4]))?\s+days?\b|(?:work(?:ing)?[ -](?:from home|remotely)|remote work|home office|telework\w*)\W{1,3}(?:\w+ ){0,3}(?:one|two|three|four|[1-4])(?:\s?(?:-|–|to|or)\s?(?:two|three|four|[2-4]))?\s+days?|remote/(?:in[- ]office|on-?site)|part(?:ially|ly)[- ]remote|split (?:your )?time between (?:home|remote)|telework eligible\s*:?\s*yes\b|(?:situational|ad hoc|partial) telework)"),
        (8, "remote", r"\b(?:(?:100\s?%|fully|completely|entirely|permanently)[ -]+remote|remote job\s*:?\s*yes|remote[ -](?:only|position|role|job\b(?! (?:site|board|fair|market|seek))|opportunity|contract|based|eligible|work(?:ing)?\b(?! force)|internship|intern\b|us\b|usa\b|within|from anywhere|anywhere|in the)|(?:position|role|job|opportunity|team|location|workplace|work|we are|we['’]re|company)(?: type| is| will be| can be)?\s*[:\-–(]?\s*(?:a |an )?(?:fully |100% |completely )?remote\b" + _NOT_REMOTE_AFTER + r"|(?:work|working|works|performed|done|located|based|employed)\s+(?:fully |100% |entirely |completely )?(?:remotely|from (?:home|anywhere))|work[- ]from[- ](?:home|anywhere)|home[- ]based|telecommut(?:e|ing)\b|virtual (?:position|role|office)|open to remote|wfh\b|home office based)"),
        (9, "onsite", r"\b(?:isn['’]t|is not|not|never|no longer)\s+(?:an?\s+)?(?:remote|work[- ]from[- ]home|wfh|home[- ]based|telework\w*)\b(?![- ](?:only|sens|monitor|desktop|access|sites?|areas?))"),
        (9, "onsite", r"\b(?:can['’]?t|cannot|can not|may not|must not) be (?:done|performed|worked|carried out) (?:from home|remotely)|\b(?:remote(?: work)?|telework|telecommut\w+|work[- ]from[- ]home)(?: eligible| eligibility| option| status)?\s*[:\-–]\s*(?:no\b(?! (?:commut|travel|matter|need|weekend|prior|experience|relocat))|not\b(?! applicable)|none\b)"),
        (8, "hybrid", r"\btelework(?: eligible| option)?\s*[:\-–]\s*yes\b|\bsplit\w*\b.{0,25}\bbetween\b.{0,50}\b(?:home|remote)\b|\b(?:mix(?:ture)?|combination|blend) of\b(?:.{0,40}\b(?:home|remote)\b.{0,40}\b(?:clinic|office|on-?site|campus|branch)|.{0,40}\b(?:clinic|office|on-?site|campus|branch)\b.{0,40}\b(?:home|remote)\b)"),
        (8, "hybrid", r"\b(?:one|two|three|four|[1-4]) (?:days? )?(?:(?:a|per) week )?(?:at|from) home\b|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri)(?:days?)?\b[,:]?\s(?:at|from) home\b|\b(?:otherwise|the rest|rest of the (?:time|week)|remainder) (?:at|from) home\b|\b[1-9]\d\s?% (?:of (?:your|the) time )?(?:in (?:the )?)?(?:office|on-?site|on campus|remote|home|mobile work|telework)\b"),
        (8, "remote", r"^\W*anywhere (?:within|in|between)\b|\btelecommuter\b|\bhome[- ]office,\s|\(remote(?:[,;)]| in | anywhere)|\bat[- ]home (?:\w+ ){0,2}(?:agent|representative|advisor|associate|role|position|job|work)\b|\bwork (?:from )?(?:wherever|anywhere)\b|\bfull remote\b|\bwork\.from\.home\b|\bfrom the comfort of your (?:own )?home\b|\bwork[- ]at[- ]home\b"),
        (7, "onsite", r"\bin[- ]person,? (?:every|each|daily|all)\b|\bpresence (?:is )?(?:required|needed|expected) (?:every|each|daily|five|at all)|\b(?:post|position|role|job|work|duties)\b.{0,20}\bon (?:the )?premises\b|\bat (?:our|the|its) (?:[\w-]+,? ){0,5}[\w-]+, (?:five|5) days\b|\byou(?:['’]ll| will) be with us (?:in|at) (?:the|our)\b|\bwork is (?:done|performed) (?:in|at) our\b|\bcannot be taken home\b"),
        *_DIALECTS,
        # the one or the other, as the holder likes: a part of the week is theirs
        (9, "hybrid", r"\b(?:hybrid (?:or|/) (?:(?:fully|full[- ]time|100 ?%) )?(?:in[- ]office|on-?site|in[- ]person|office[- ]based)|(?:in[- ]office|on-?site|in[- ]person|office[- ]based) or (?:an? )?hybrid)\b(?!(?:,| or|/)[^.;]{0,12}\bremote)" + _NOT_HYBRID_AFTER),
        (7, "onsite", r"\bremote job\s*:?\s*no\b"),
        (9, "onsite", r"\bin (?:the|our) (?:\w+ )?office (?:five|5) days\b|\b(?:back in|in) (?:the|our) (?:\w+ )?office (?:monday|mon) (?:through|to|-|–) (?:friday|fri)\b"),
        (8, "hybrid", r"\b(?:remote|home)(?: on)? (?:mon|tues|wednes|thurs|fri)days?\b|\b(?:mon|tues|wednes|thurs|fri)days? (?:remote\b|(?:from|at) home\b)"),
        (7, "hybrid", r"(?:^|[|·]\s*|[,;]\s*(?-i:(?=H)))hybrid\b(?=\s*(?:$|[.,;:()|·]))"),
        (8, "hybrid", r"\((?:\w+ )?hybrid\)|\b(?:one|two|three|four|[1-4])\s+(?:telework|remote|wfh|home|home[- ]office|work[- ]from[- ]home|office|in-office|on-?site)[ -]days?\b"),
        (8, "remote", r"\b(?:100\s?%|full[- ]time|fully|full)\s+(?:telework\w*|telecommut\w+|work[- ]from[- ]home|wfh|virtual)\b|\((?:100% |fully )?remote\)|\beveryone works remotely|\bwork wherever\b|\bfully distributed\b"),
        (5, "onsite", r"(?:^|[,;(]\s*|\bis )(?:on[- ]?site|in[- ]person|in[- ]office)\b(?=\s*(?:$|[.,;)]|at\b|in\b))"),
        (7, "onsite", r"\b(?:(?:100\s?%|fully|strictly|entirely|must be|work(?:ing)?|performed|(?:monday|mon) (?:to|through|-|–) (?:friday|fri)|position is|role is|job is|this is an?|located|be present|presence|is)\s+(?:an?\s+)?(?:on[- ]?site|in[- ](?:the[ -])?office|in[- ]person)\b(?!\s+(?:environment|setting|caf|gym|day|child|visit|parking|fitness|clinic|support|train|manager|crew|interview|assess|services|team\b|meeting|event))|on[- ]?site (?:position|role|job|only|work\b|presence|at our|in our|in [A-Z]|five|5|required|daily)|(?:five|5) days (?:a|per) week (?:in|at|on)|in[- ]office (?:position|role|job|five|5)|(?:workplace(?: type)?|work (?:location|arrangement|model|type)|remote(?: status)?|location type)\s*[:\-–]\s*(?:on-?site|in[- ]office|in[- ]person|office)|located on-?site|onsite at)"),
    )
)  # fmt: skip
_HEADER = (
    ("hybrid", re.compile(r"\bremote\s?/\s?hybrid\b|\bhybrid\s?/\s?remote\b", re.IGNORECASE)),
    ("hybrid", re.compile(r"\bhybrid\b" + _NOT_HYBRID_AFTER, re.IGNORECASE)),
    ("remote", re.compile(r"\b(?:remote|telecommute|work from home|wfh)\b" + _NOT_REMOTE_AFTER, re.IGNORECASE)),
    ("onsite", re.compile(r"(?<!clients )(?<!customers )\b(?:on[- ]?site|in[- ]office|in[- ]person)\b(?!\s+(?:amenit|perk|gym|caf|child|day ?care|parking|fitness|clinic\b|support|manag|visit|meal|lunch|training|interview|team|customer|client|laundry|pharmacy))", re.IGNORECASE)),
)  # fmt: skip
_COMPANY = re.compile(
    r"^(?:we serve|our (?:customers|clients|products|platform)|customers|helping)\b", re.IGNORECASE
)
_CHANCE = re.compile(
    r"\b(?:occasional(?:ly)?|sometimes|may|might|possib(?:le|ly)|from time to time|as needed|potential(?:ly)?|opportunity to|option(?:al(?:ly)?)?|flexib\w+|remote (?:candidates )?considered)\b",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"\b(?:candidates? (?:who|with)|experience (?:with|in|working|managing|leading)|manag(?:e|ing)|lead(?:ing)?|support(?:ing)?|comfortable|ability to|able to|coordinat\w+|collaborat\w+)\b.{0,40}$",
    re.IGNORECASE,
)


_FLY_IN = re.compile(
    r"\bfly[- ]in\b|\bFIFO\b|\b(?:weeks?|days) on,? (?:\w+ )?(?:weeks? |days )?off\b", re.IGNORECASE
)
"""Work at a far-away place, which is "remote" in another sense."""


class Policy(NamedTuple):
    """``policy`` remote, hybrid or onsite, with the characters that say so; a higher weight outranks."""

    weight: int
    policy: str
    start: int
    end: int


_WAY = r"(?:(?:fully |100 ?% )?(?:on[- ]?site|in[- ]office|in[- ]person|office|hybrid|remote|telework|home))"
_KIND_OF = re.compile(
    rf"(?<![\w/-]){_WAY}(?:(?:,? (?:and|or) |, |/)(?:virtual|{_WAY})){{1,3}}(?= (?!days\b|roles\b|positions\b|jobs\b|options\b|arrangements\b|schedules\b|hours\b|basis\b|is\b|was\b|has\b|does\b|as\b)[a-z]+s\b)",
    re.IGNORECASE,
)
"""Ways of something else: "in-person, virtual and hybrid events"."""
_OR = r"\s*(?:/|\||,? or\b|,)\s*"
_FORM = re.compile(
    rf"\(?(?<![\w/-]){_WAY}(?:(?:{_OR}{_WAY}){{1,3}}\s*\)?[\s*]*[:?]|(?:{_OR}{_WAY}){{2,3}}\s*\)?\s+[-–—])[\s*]*(?={_WAY}\b|yes\b|no\b)",
    re.IGNORECASE,
)
"""The question of a form, which names every answer: "On-site / Hybrid / Remote: Remote"."""


def without_questions(text: str) -> str:
    """The text with the questions of forms blanked, so that only their answers speak, and ways of other things; offsets stay."""
    text = _KIND_OF.sub(lambda m: " " * len(m[0]), text)
    # "Work type (remote/on-site): on-site" stays a labelled line
    return _FORM.sub(lambda m: (":" if m[0][0] == "(" else ";") + re.sub(r"[^\n]", " ", m[0][1:]), text)


def _in_midst(line: str, match: re.Match[str]) -> bool:
    """Whether the word stands among others as in a sentence ("then on-site repair at the plant"): the frames read those."""
    before, after = line[: match.start()], line[match.end() :]
    return _WORD_BEFORE.search(before) is not None and _WORD_AFTER.match(after) is not None


_WORD_BEFORE = re.compile(r"[a-z] $")
_WORD_AFTER = re.compile(r"(?:, | and | or | )[a-z]")


def in_header(line: str, offset: int, *, labelled: bool) -> list[Policy]:
    """Policies named in a line of the header (title, places, labels)."""
    found = []
    if _EVERY_WAY.match(line):
        return []
    for policy, pattern in _HEADER:
        for match in pattern.finditer(line):
            if policy != "onsite" and denied(line, match.start(), match.end(), within=False):
                continue
            if policy == "remote" and (at_times(line, match.end()) or far_away(line)):
                continue
            if not labelled and _in_midst(line, match):
                continue
            weight = 10 if labelled or len(line) < 40 else 9
            found.append(Policy(weight, policy, offset + match.start(), offset + match.end()))
    return found


_ALONE = re.compile(
    r"^(?:fully |100% )?(?P<policy>hybrid|remote|on[- ]?site|in[- ]office|in[- ]person)(?:[- ]only| ok)?(?=\s*$|\s*[-–—,:;.(]|\s+(?:in|from|within|or|with|anywhere|only)\b)",
    re.IGNORECASE,
)
_SHORT = 90
_EVERY_WAY = re.compile(
    r"(?:we|our|the (?:company|number))\b(?=[^.]*\bremote)(?=[^.]*\bhybrid\b)(?=[^.]*\b(?:on-?site|in-?office|in-?person|office-based)\b)",
    re.IGNORECASE,
)
"""What is said of every way of working is said of a house, and of no position."""
_OTHER_JOBS = re.compile(
    r"\W*(?:some|many|most|several|certain|a few|not all|our other|other) (?:of (?:our|the|these) )?(?:\w+ )?(?:jobs|roles|positions|posts|openings|vacancies|functions|departments|sites)\b[^.]*\b(?:others?|each|elsewhere|depend\w*|some|var(?:y|ies)|differs?|not this)\b",
    re.IGNORECASE,
)
"""What is said of a house's positions in general ("some jobs are remote, others are tied to a place")."""
_QUESTION = re.compile(
    r"(?:is|are|can|does|do|will|would|want|looking|not sure)\b[^.!]*\?\s*$", re.IGNORECASE
)


def in_sentence(sentence: str, offset: int, role: str) -> list[Policy]:
    """Policies a sentence states about this position."""
    lead = len(sentence) - len(sentence.lstrip(" :;\n"))
    sentence, offset = sentence[lead:], offset + lead
    if (
        _COMPANY.match(sentence)
        or _QUESTION.match(sentence)
        or _EVERY_WAY.match(sentence)
        or _OTHER_JOBS.match(sentence)
    ):
        return []
    found: list[Policy] = []
    if seen := implied(sentence, role):
        found.append(Policy(seen.weight, seen.policy, offset + seen.start, offset + seen.end))
    if _FLY_IN.search(sentence):
        return found
    first = _ALONE.match(sentence) if len(sentence) < _SHORT else None
    if first:
        named = first["policy"].lower()
        found.append(
            Policy(
                8, named if named in ("hybrid", "remote") else "onsite", offset, offset + first.end("policy")
            )
        )
    hybrid = False
    parts = tuple(told(sentence))
    divided = any(t.policy == "hybrid" and t.weight >= _DIVIDED for t in parts)
    for said in sorted(statements(sentence), key=lambda said: said.policy):  # hybrid before onsite
        if divided and said.policy != "hybrid":
            continue  # a share of the week in the same sentence says more
        if said.policy == "onsite" and hybrid:
            continue
        hybrid = hybrid or (said.policy == "hybrid" and said.weight >= _DIVIDED)
        if said.policy != "onsite" and of_others(sentence, said.policy, said.start, said.end):
            continue
        strength = said.weight - _LESS.get(role, 0) * (said.policy != "onsite" or role != "benefits")
        found.append(Policy(strength, said.policy, offset + said.start, offset + said.end))
    for weight, policy, start, end in _stated(sentence, parts):
        strength = weight - (policy == "onsite" and _OF_TELEWORK.match(sentence[start:end]) is not None)
        if policy == "onsite" and weight <= 7 and any(f.policy == "hybrid" for f in found):
            continue
        if of_others(sentence, policy, start, end) or _elsewhere(sentence, policy, start, end):
            continue
        if policy == "remote" and _OTHER_TIME.search(sentence):
            policy = "hybrid"  # noqa: PLW2901 - what is left of the week is done elsewhere
        clause = re.split(r"[;.]", sentence[max(0, start - 40) : end])[-1]
        if _CHANCE.search(clause + sentence[end : end + 25]):
            strength -= 3
        if role == "benefits" and policy != "onsite":
            strength -= 3
        if role in ("about", "boilerplate"):
            strength -= 2
        if role in ("required", "preferred", "responsibilities") and _DUTY.search(sentence[:start]):
            strength -= 3
        found.append(Policy(strength, policy, offset + start, offset + end))
    return found


_OTHER_TIME = re.compile(
    r"\b(?:the |your |all )?(?:other|remaining) (?:\w+ )?(?:hours|days|shifts)\b|\brest of (?:the|your) (?:week|hours|shifts|time)\b",
    re.IGNORECASE,
)
_DIVIDED = 8
_SEMI = re.compile(r"\b(?:semi|partial|partly)[- ]$", re.IGNORECASE)
_OF_TELEWORK = re.compile(r"(?!.*\b(?:remote|home)).*telework", re.IGNORECASE)
"""That telework is refused says nothing against a position that is remote by itself."""
_LESS = {"benefits": 3, "about": 2, "boilerplate": 2}
"""By how much a statement weighs less in a part of the posting that is not about the position."""


def _elsewhere(sentence: str, policy: str, start: int, end: int) -> bool:
    """Whether the words are refused, or say nothing of the position."""
    if policy != "onsite" and denied(sentence, start, end, within=False):
        return True
    if policy == "remote" and (at_times(sentence, end) or _SEMI.search(sentence[max(0, start - 12) : start])):
        return True
    return scoped(sentence, policy, start, end) is None


def _stated(sentence: str, parts: tuple[Told, ...]) -> Iterator[tuple[int, str, int, int]]:
    """Weight, policy and place of each way of saying it."""
    yield from parts
    for weight, policy, pattern in _SIGNALS:
        for match in pattern.finditer(sentence):
            yield weight, policy, match.start(), match.end()


_LEAST, _IMPLIED, _LONG = 3, 6, 1500


def settle(found: list[Policy], length: int = 0) -> Policy | None:
    """The policy that holds: the strongest statement, the first of equals; "remote or hybrid" is remote.

    A posting of some ``length`` in characters names places in passing, so presence that is only implied is no policy there.
    """
    least = _LEAST if length < _LONG else _IMPLIED + 1
    strong = [p for p in found if p.weight >= (least if p.policy == "onsite" else _LEAST)]
    if not strong:
        return None
    best = max(p.weight for p in strong)
    top = [p for p in strong if p.weight == best]
    # remote work that is refused goes together with a hybrid schedule
    return min(top, key=lambda p: (p.policy == "onsite" and any(o.policy == "hybrid" for o in top), p.start))
