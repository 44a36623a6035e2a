"""Where the work is done, told by its parts: home, a workplace and a share of the week.

A posting often has no word such as "hybrid": it says how much of the week belongs to the one and to the other,
names a place that nobody works at from afar (a ward, a vessel), or speaks of other people's work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_FLAGS = re.IGNORECASE
_NUMBER = r"(?:one|two|three|four|[1-4])"
_RANGE = rf"{_NUMBER}(?:\s?(?:-|–|to|or)\s?{_NUMBER})?"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri)days?"
_PLACE = (
    r"(?:offices?|headquarters|hq|lab(?:oratory)?|clinic|hospital|plant|factory|mill|campus|branch|facility|"
    r"studio|store|shop|warehouse|school|site|premises|workshop|depot|museum|distribution cent(?:er|re))"
)
_AT_PLACE = rf"(?:in|at|to|into|on|from) (?:the|our|a|your) (?:[\w.'’-]+ ){{0,3}}?{_PLACE}"
_HOME = re.compile(
    r"\b(?:from|at) home\b|\bhome[- ]?working\b|\b(?:and|or|office and|between home) home\b|\bdays of home[- ]office\b|\bhome[- ]office (?:(?:is )?(?:possible|allowed|available|permitted)|days)\b|"
    r"\bwork\w* (?:\w+ )?remotely\b|\b(?:rest|remainder|other days|others?) (?:is|are) remote\b|\bremote work(?:ing)?\b(?! force)|"
    r"\bremote days?\b|\bdays remote\b|\btelework(?:ing)?\b|\btelecommut(?:e|ing)\b|\bwfh\b|"
    r"\bdays (?:\w+ )?from (?:anywhere|wherever)\b|\bwork\w* (?:from )?wher(?:ever|e you)\b|\b(?:anywhere|wherever) (?:you|we|they) (?:like|want|please|choose|prefer)\b|\bchoose (?:your|the) (?:own )?(?:place|location|workplace)\b|\bremote(?:ly)? (?:on )?(?:the )?(?:other|remaining|rest)\b|\bwork[- ]from[- ]home\b|\bhome days?\b|\bmobile work(?:ing)?\b|"
    r"\boff[- ](?:campus|site)\b|\b(?:worked|work) elsewhere\b|\bdays?,? you (?:decide|choose) where\b",
    _FLAGS,
)
_SHARE = re.compile(
    rf"\b{_RANGE} (?:\w+ ){{0,2}}days?\b(?! (?:a|per|each) (?:year|quarter)| of (?:leave|training|vacation|holiday))|\bdays?(?: on[- ]?site| remote| in (?:the )?office| (?:at|from) home)\s*:\s*[1-4]\b|"
    rf"\b(?:once|twice) (?:a|per|each) week\b|\bone (?:day )?in (?:two|three|four|five)\b|\bevery (?:other|second) (?:week|day)\b|"
    rf"\b{_WEEKDAY}\b(?! (?:to|through|-|–) {_WEEKDAY})(?<!to friday)(?<!through friday)|\b(?:rest|remainder|end|start|beginning) of the (?:week|time)\b|\b(?:the|and) (?:rest|remainder) (?:is|are)\b|"
    r"\botherwise\b|\bhalf (?:of )?(?:the|your) (?:time|week)\b|\bsplit (?:your|the) (?:week|time)\b|\b(?:mix(?:ture)?|blend|combination) of\b|"
    rf"\b(?:the|on) (?:other|remaining) (?:days|{_NUMBER})\b|\b(?:once|twice) weekly\b|\bup to [1-9]\d ?%|\b(?:home|office|remote|site) days?\s*[:–-]|"
    r"\bon (?:all |the )?(?:other )?days (?:without|when|with no)\b|\b[1-9]\d ?% of (?:the|your) (?:time|week)\b",
    _FLAGS,
)
_WORKS_HOME = re.compile(
    r"\byou(?:['’]ll|['’]d| will| would| can)? (?:[\w-]+ ){1,4}?from (?:your )?(?:own )?home\b|\byou(?:['’]ll| will| can)? (?:work|set up|sit|stay|connect|log (?:in|on))(?: \w+){0,2} at home\b|\bhome[- ]?working (?:contract|position|role|job|post|basis)\b",
    _FLAGS,
)
_SEEN = re.compile(rf"\b(?:not|n['’]t|never|but|office|occasional(?:ly)?|sometimes|{_PLACE})\b", _FLAGS)
"""Home alone is the place of the work only where nothing is refused and no other place is named."""
_OFFICE = r"(?:(?<!home )(?<!home-)office|headquarters|branch|studio|campus|on-?site(?! (?:customer|client|visit|meeting|support))|presence|attendance)"
_SOME = rf"(?:[1-9]\d ?%|50/50|{_RANGE} days? (?:out )?of (?:the )?(?:five|5|week)|(?:once|twice|{_RANGE} days?) (?:a|per|each|every) week|each week|weekly|most days|days?\s*:\s*[1-4]|(?:{_NUMBER}|two|minimum \w+) office days)"
_PART = re.compile(
    rf"\b{_OFFICE}\b(?:(?!visit|travel)[^.;]){{0,40}}\b(?:for |of )?{_SOME}(?!\w)|\bweekly (?:presence|attendance)\b(?! (?:bonus|award|record|report|polic|incentive))|\boffice/remote\b|\bremote/office\b"
    r"|\b(?:mon|tue|wed|thu|fri)(?:s|nes|rs|urs)?(?:day)?s?(?:/(?:mon|tue|wed|thu|fri)\w*){1,3} in\b",
    _FLAGS,
)
"""An office and a share of the week, in one clause."""
_BOTH = re.compile(
    rf"\b(?:from|at) home\b,? (?:and |or )?[^.;]{{0,20}}\b(?:in|at) our (?:[\w.'’-]+ ){{0,3}}?(?:{_PLACE}|cent(?:er|re)|hub|rig)\b",
    _FLAGS,
)
"""Home and a workplace of the employer in one breath: "desk work at home, rig work at our test centre"."""
_WHOLE_WEEK = re.compile(
    rf"\b(?:five|5) days\b|\bmon(?:day)?s? ?(?:to|through|-|–) ?fri(?:day)?s?\b|\b{_RANGE} (?:\w+ )?days? (?:a|per|each) (?:year|quarter)\b",
    _FLAGS,
)
_STATED = tuple(
    (weight, policy, re.compile(pattern, _FLAGS))
    for weight, policy, pattern in (
        # only a part is refused: "not a fully remote position", "full remote is not possible"
        (9, "hybrid", r"\b(?:not|n['’]t)\b[^.;,]{0,25}\b(?:full(?:y)?|100 ?%|entirely|completely|exclusively)[ -]remote\b|\b(?:full(?:y)?|100 ?%) remote(?: work)? (?:is|are)(?: not|n['’]t)\b"),
        (9, "onsite", r"\b(?:nobody|no one|none of (?:us|it|this))\b[^.;]{0,12}\b(?:does|do|works?|is done|happens|gets done)\b[^.;]{0,15}\b(?:from home|remotely|at home)\b|\b(?:don['’]t|do not|never) do (?:remote|home[- ]?office|home[- ]?working|wfh|hybrid)\b|\bremote(?: work\w*)? (?:is|was)(?: not|n['’]t) (?:something|anything|a thing|how|for us)\b"),
        (9, "onsite", r"\b(?:home[- ]?office|home[- ]?working|work(?:ing)? from home|wfh)\s*[:–—-]\s*(?:not (?:possible|available|allowed|an option|offered)|no\b(?! (?:commut|travel|matter|need|weekend|prior|experience|relocat))|none\b|n/a\b)"),
        (10, "hybrid", rf"\b(?:mix(?:ture)?|blend|combination) of (?:remote|home|in[- ]person)(?: work\w*)? and (?:remote|home|in[- ]person|office|on-?site)\b(?! (?:teams?|customers|users|events))|\bhome[- ]based\b[^.;]{{0,40}}\b{_NUMBER} days? (?:a|per|each) week\b|\b[1-4]/[1-4] hybrid\b|\bone week (?:in|at) (?:the|our) [^.;,]{{2,25}}, (?:and )?(?:one|the next|another) (?:week )?(?:at|from) home\b"),
        (7, "remote", r"\blive in any (?:town|city|state|place|country)\b"),
        (6, "onsite", r"\b(?:with us|here|present|commut\w+ to|travel in|come in|comes in|bodies in seats|it['’]s the office|in the (?:office|building))\b[^.;]{0,25}\b(?:(?:all|the whole) week|every (?:working )?day|each day|daily|(?:every|each) morning|(?:all )?five days|mon(?:day)? (?:to|through|-|–) fri(?:day)?)\b"),
        (6, "onsite", r"\bso (?:must|will|do) you\b|\b(?:is|are) here,? (?:so|and) you(?:['’]ll| will| must| have to| need to)?(?: be)?(?: here)?(?:,? too)\b|\b(?:the )?(?:work|job|kit|equipment|machines?|servers) (?:is|are) here\b|\bbe done (?:over a wire|down the phone|over the phone)\b(?<=n['’]t be done over a wire)"),
        (8, "hybrid", rf"\b{_NUMBER} days?\b[^.;,]{{0,30}}(?:,| and) (?:and )?{_NUMBER} (?:days? )?(?:you['’]re not|out\b|there\b|elsewhere|away|at your desk at home)|\b(?:an?|one) day(?: or (?:two|so))? (?:a|each|per|every) week (?:at|from) home\b"),
        (9, "remote", r"\b(?:(?:spare )?(?:bed)?room|kitchen(?: table)?|home|house|sofa|laptop|are|live) is (?:the|your|our) office\b|\boffice is (?:wherever|anywhere|where) you\b|\b(?:have|has|had|with) no (?:premises|offices?)\b(?! (?:in|near|hours|space|manager|yet))|\bnever had (?:an|any) offices?\b"),
        (7, "remote", r"\b(?:not|n['’]t|never)\b[^.;]{0,20}\bleave (?:home|the house|your (?:house|home))\b|\bany (?:postcode|zip code|town|city|state|time zone) (?:will do|works|is fine|is good)\b|\b(?:we|us|team|people|staff) (?:live|are|work|sit|scattered|is) (?:\w+ )?all over the (?:country|world|place|map)\b|\bmeet online and nowhere else\b|\byou pick the (?:town|city|place|state|country)\b"),
        (8, "hybrid", r"\bsemi[- ]remote\b|\bwe(?:['’]re| are) (?:an? )?(?:\w+, )?hybrid(?: team| company| workplace| office| shop| firm| studio)?\b(?! (?:cloud|between|of))"),
        (9, "hybrid", rf"\b{_RANGE} (?:\w+ )?(?:shifts?|sessions?|mornings?|afternoons?|half-days?) (?:a|per|each|every) week\b[^.;]{{0,40}}\b(?:from home|at home|remotely|elsewhere)\b"),
        (9, "hybrid", rf"\b(?:the )?(?:rest|remainder|others|other days|otherwise) (?:is |are |of (?:it|them) )?(?:done |worked |spent )?(?:remote(?:ly)?|wherever|anywhere|elsewhere|(?:from|at) home)\b|\b{_NUMBER} (?:days )?(?:from |at )?(?:wherever|anywhere|elsewhere)\b"),
        (9, "hybrid", rf"\b{_NUMBER} (?:telecommut\w+|home|remote) (?:days? )?(?:a week|per week|each week|weekly)\b|\b{_NUMBER} (?:telecommut\w+) days?\b"),
        (9, "hybrid", rf"\b\d{{1,2}} (?:in-)?(?:office|on-?site|in-person) days (?:a|per|each|every) (?:month|week|pay period)\b|\b(?:there|here|in|with us) (?:about |at least )?(?:once|twice|{_RANGE} days) (?:a|per|each|every) week\b"),
        (8, "hybrid", r"\b[A-Z][a-z]+ ?/ ?home\b(?= ?(?:\(|$|[,;.|]))"),
        (8, "onsite", r"\b(?:on|at) (?:the )?(?:company|employer|customer|client|government)['’]?s? (?:premises|property)\b|\bpresence (?:on|at|in) (?:the |our )?(?:[\w'’-]+ ){0,3}(?:is |are )?(?:essential|required|needed|expected|mandatory|a must)\b"),
        (8, "onsite", r"\b(?:work(?:ing)?|job|role|position)\b[^.;]{0,12}\bfrom (?:the |our )?office only\b|\b(?:shifts?|schedule|hours|full[- ]time|part[- ]time|position|role|job|all) (?:is |are |and |, )?(?:in[- ]person|on[- ]?site)(?=\s*(?:$|[.,;]))|\bwork(?:ing)? from (?:the )?office,? \(?(?:[56]|five|six|all|every) ?(?:days?|weekdays?)\b|\b(?:in|on)[- ](?:the )?(?:clinic|store|branch|campus|shop|lab|hospital|plant) only\b"),
        (9, "onsite", r"\b(?:from elsewhere|from afar|at a distance|from a distance|over (?:zoom|video)|by video)\b[^.;,]{0,12}\b(?:is|are)(?: not|n['’]t)\b|\b(?:cannot|can['’]t|can not|could not|will not|won['’]t) (?:happen|take place|work|be) (?:\w+ )?(?:from elsewhere|from afar|over (?:zoom|video)|by video|remotely)\b"),
        (9, "onsite", r"\b(?:(?:please )?(?:don['’]t|do not)|no need to|never) (?:\w+ )?(?:ask|enquire|inquire|apply)\b[^.;]{0,30}\b(?:remote\w*|work(?:ing)? from home|telework\w*|wfh|hybrid)\b"),
        (8, "remote", r"\b(?:place|location|where|workplace|work location)\s*:\s*(?:you (?:choose|decide)|your (?:choice|call|own place)|up to you|wherever|anywhere you)\b|\b(?:based|work|live) (?:out of|in|from) any (?:US |U\.S\. )?state\b"),
        (9, "hybrid", r"\b\d{1,2}(?:\s?(?:-|–|to)\s?\d{1,2})? (?:home|remote|wfh|telework|work-from-home) days (?:a|per|each|every) (?:month|week|pay period)\b|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri)(?:days?)?s?(?:\s?(?:/|,|&|and|\+)\s?(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri)(?:days?)?s?)* (?:are |is )?(?:remote|wfh|telework|(?:at|from) home)\b"),
        (8, "onsite", r"\b(?:must|need to|have to|required to|expected to|asked to) (?:\w+ )?(?:come in(?:to (?:the|our) \w+)?|be (?:here|there|present)) (?:daily|every (?:work)?day|each day|five days|5 days)\b"),
        (8, "onsite", r"\b(?:can['’]?t|cannot|can not|could not|couldn['’]t|won['’]t|not possible to) be (?:done|performed|handled|worked|taught|learned|run) (?:from )?(?:elsewhere|afar|a distance|over (?:zoom|video)|by (?:video|phone))\b"),
        (8, "hybrid", r"\b(?:some|partial|part-time|limited) (?:remote|telework\w*|home[- ]working)\b(?!(?: \w+)? (?:may|might)\b)"),
        (8, "hybrid", r"\bblended\b(?=\W+(?:office|home|remote|work))|\b(?:office|on-?site)\s?/\s?home\b|\bhome\s?/\s?(?:office|on-?site)\b"),
        (8, "hybrid", rf"\b(?:come|be|work|report|required) (?:\w+ ){{0,3}}?{_AT_PLACE}\b[^.;]{{0,40}}\b(?:every (?:other|second) week|once a week|one day in (?:two|three|four|five))"),
        (8, "hybrid", rf"\b(?:in|at) (?:the|our) (?:[\w-]+ ){{1,3}}?(?:for |at least |about )?{_RANGE} days (?:a|per|each|every) week\b|\b(?:office|campus|site|studio) (?:presence|attendance|days?)\b[^.;]{{0,30}}\b(?:on |for )?{_RANGE} days\b"),
        (8, "hybrid", rf"\b(?:on campus|on[- ]?site|in (?:the )?office) (?:once|twice|{_NUMBER} times) (?:weekly|(?:a|per|each) week)\b|\bcome (?:in|to (?:the|our) \w+)(?: to work)? on {_WEEKDAY}|\banchor days?\b"),
        (8, "hybrid", r"\b(?:office|on-?site|remote|home|telework\w*)\b(?: \w+)?:? [1-9]\d ?%|\bthe rest (?:where(?:ver)?|from|at) (?:we|you|they|home|anywhere)\b|\bcombin\w+ (?:remote|home)\b[^.;]{0,30}\b(?:with|and)\b"),
        (8, "hybrid", rf"(?<!to )(?<!through )(?<!- )(?<!– )\b{_WEEKDAY} (?:in|at) (?:the|our) (?:[\w-]+ ){{0,2}}?(?:office|headquarters|studio)\b|\b(?:return[- ]to[- ]office|office) (?:policy|rule)\b[^.;]{{0,30}}\b{_RANGE} days\b"),
        (8, "hybrid", r"\bbe in(?: the office)? (?:for )?(?:at least |about |around |roughly )?[1-9]\d ?% of (?:the|your|their) (?:time|week)\b"),
        (8, "hybrid", r"\b[1-4] (?:days )?wfo\b|\bwfo\b\W{1,3}(?:\d days )?wfh\b"),
        (8, "hybrid", r"\b(?:once|twice|one day|two days|three days) (?:a|per) week (?:on-?site|in (?:the )?office)\b"),
        (9, "onsite", r"\b(?:remote|telework|home[- ]working|work(?:ing)? from home)\b[^.;:]{0,25}\b(?:not|never|n['’]t)\b[^.;]{0,12}\b(?:considered|available|possible|offered|accepted|granted|permitted|allowed|authori[sz]ed|supported|entertained|(?:an )?option)\b"),
        (9, "onsite", r"\b(?:remote work(?:ing)?|telework(?:ing)?|home[- ]working|working (?:from home|remotely)) (?:is|are|will be|was)(?: not|n['’]t)\b(?! (?:only|just|limited|required|mandatory|compulsory|a problem|an issue|for everyone|new\b))"),
        (9, "onsite", r"\bno (?:[\w-]+ (?:or |nor )?){0,2}hybrid (?:work\w*|schedules?|options?|arrangements?|models?|roles?)\b"),
        (8, "onsite", r"\b(?:in[- ]person|on-?site) (?:\w+ )?only\b|\b(?:performed|done|carried out|worked) (?:\w+ly )?(?:within|inside) (?:an?|the|our) (?:[\w-]+ ){0,2}?(?:facility|scif|building|plant|lab(?:oratory)?|premises|hospital|warehouse|office)\b(?! (?:environment|setting))|\b(?:can['’]?t|cannot|can not) (?:take|bring) (?:it|work|the work|your work|anything|this|(?:any|all|some) of it) home\b"),
        (7, "onsite", r"\bpresence (?:is )?(?:required|mandatory|compulsory|obligatory)\b(?!:? ?[1-9]\d ?%)"),
        (8, "onsite", rf"\b(?:five|5) days (?:(?:a|per|each) week )?(?:in|at)(?: the| our)? {_PLACE}\b|\bwork(?:ing)? (?:in|at) (?:the|our) (?:[\w-]+ ){{1,3}}(?:each|every) (?:work)?day\b"),
        (9, "onsite", r"\b(?:not|un) ?(?:suitable|suited|open|eligible|designed|meant) (?:for|to|as) (?:a |any )?(?:remote|telework|home[- ]working|home[- ]office|working from home)\b"),
        (8, "onsite", r"\b(?:not|no|n['’]t|never)\b[^.;]{0,25}\boutside (?:of )?(?:the|our) (?:scif|office|premises|facility|building|lab)\b|\bplace of (?:performance|work|duty)\s*:\s*(?:the )?(?:government|customer|client|contractor)\b"),
        (7, "onsite", r"\b(?:requir\w+|needs?|demands|expects?)\b[^.;]{0,20}\b(?:in|on)[- ]?(?:store|site|office|clinic|lab|plant|hospital|school) presence\b"),
        (8, "onsite", r"\b(?:fully|entirely|strictly|100 ?%) (?:office|site|campus|lab|clinic|school|shop)-based\b|\bphysically present\b"),
        (8, "remote", r"\b(?:not|n['’]t) (?:require|need|expect|have)\w* (?:you |anyone |people )?to (?:come|commute|go|travel|report) (?:in)?to (?:an?|the|any|our) office\b"),
        (6, "onsite", r"(?:^|\b(?:this is an?|an?) )(?:in-)?(?:shop|bench|branch|store|plant|clinic) (?:position|role|job)\b"),
        (10, "remote", r"\bremote job\s*:?\s*yes\b"),  # whether telework is possible beside it says nothing
        (8, "remote", r"\b(?:from|work\w* out of) (?:your|their) (?:own )?(?:homes|apartment|residence|flat|house|living room|kitchen table|(?:spare |living )?(?:bed)?room|place(?! of))\b|\bfrom (?:your|their) own (?!(?:experience|pocket|phone|perspective|words?|team|mistakes|network|data|account|funds|device|car|vehicle|supervisor|manager)\b)[a-z]+\b|\b(?:as a|of our) home[- ]?workers?\b|\boffices? or (?:at|from) home\b[^.;]{0,50}\b(?:your choice|up to you)\b"),
        (8, "remote", r"\bwhere you work(?: from)? is (?:your|up)\b|\b(?:you (?:can|may) )?base yourself (?:anywhere|where)\b|\bremote by default\b|\bremote opportunity\b"),
        (8, "remote", r"\b(?:online|work\w*|done|performed)\b[^.;]{0,15}\bfrom any (?:location|place)\b|\byour office is your (?:home|living room|own)\b"),
        (8, "remote", r"\blocation[- ]independent\b|\bno office (?:attendance|to (?:come|go|report|commute)|visits)\b|\bfrom where(?:ver)? (?:you|they|we) (?:live|are)\b|\b(?:can|may|could) (?:be|sit|live) anywhere in\b|\b(?:don['’]t|do not|doesn['’]t|does not) have (?:an? |any )?offices?\b(?! (?:in|near|at|space|yet|hours|manager))|\b(?:from|work\w*|live|done|based|sit) wherever (?:you (?:have|live|are|like)|suits)\b"),
        (8, "remote", r"\b(?:workplace|desk|workstation)\b[^.;]{0,25}\bat home\b|\byour (?:own )?home (?:workstation|desk|workplace)\b|\bno[- ]office (?:studio|company|team|business|firm)\b|\bwithout (?:an |any )?offices?\b"),
        (8, "remote", r"\b(?:nobody|no one|none of us|no need to) (?:\w+ ){0,4}?commut\w+|\b(?:don['’]t|do not|doesn['’]t|does not) (?:mind|care|matter) where you (?:sit|live|are|work)\b|\bwhere you (?:sit|live|are|work) (?:is up to you|(?:does not|doesn['’]t) matter)"),
        (8, "remote", r"\b(?:live|reside|settle) (?:in|anywhere)\b[^.;]{0,30}\band (?:can |may )?work from there\b|\b(?:US|USA|UK|EU|EMEA|APAC|Canada|India|Europe|Australia)\s?[-–—]\s?remote\b"),
        (9, "remote", r"\b(?:performed|done|work(?:ed)?|based|located|live|reside) (?:from|in) any (?:\w+ )?(?:state|province|country|location|place)\b|\byou (?:connect|work|log (?:in|on)|dial in) from home\b(?! (?:on|one|two|three|up to)\b)"),
        (8, "remote", r"(?:^|[.:;] ?)no commut(?:e|ing)\b|\b(?:company|team|firm|studio|we) (?:is|are) (?:fully |wholly )?distributed (?:over|across|between)\b"),
        (9, "remote", r"\b(?:work|live|reside|based|located) (?:from|in) any of (?:the|our) (?:\w+ ){0,3}?(?:states?|provinces|countries|locations|places)\b"),
        (8, "remote", r"\bany ?(?:place|where|location|spot) with (?:\w+ ){0,2}?(?:internet|wi-?fi|broadband|connection)\b|\byou (?:can |may )?choose where you(?:['’]ll)? (?:work|live)\b(?! (?:on|with|next))|(?:^|[,;|·] ?)at[- ]home\s*(?=$|[.;|·])"),
        (8, "remote", r"\b(?:position|role|job|post) is (?:virtual|home-based|remote too|also remote)\b|\bfully[- ]distributed\b"),
    )
)  # fmt: skip
_SPOT = r"(?:yard|terminal|property|gate|tower|rink|theat(?:er|re)|parish office|library|market|courthouse|jobsite|job site|stand|range|ranch|quarry|port|pier|shipyard|cellar|bench|counter|building|department)"
_IMPLIED = tuple(
    re.compile(pattern, _FLAGS)
    for pattern in (
        # places whose work nobody does from afar
        r"\b(?:on|in|at|aboard|inside) (?:the|our|a|an) (?:[\w.'’-]+ ){0,2}?(?:wards?|bedside|classrooms?|kitchens?|embassy|consulate|high commission|vessel|ship|rig|scif|(?:shop|warehouse|factory|production|sales|casino) floor|operating (?:room|theatre)|emergency department|salon|greenhouse|mine)\b",
        r"\b(?:on the (?:[\w-]+ )?(?:floor|job ?site|grounds)|(?<!live )(?<!lives )(?<!living )(?<!housed )on base|at the (?:[\w-]+ )?(?:front desk|reception desk|counter)|behind the (?:counter|bar|desk))\b",
        r"\breport\w* (?:to|at) [^.;]{2,40}\b(?:daily|every (?:work)?day|each (?:day|morning|shift))\b",
        r"\b(?:in|at|out of) our (?:[\w.'’-]+ ){0,3}?(?:store|shop|branch|clinic|hospital|school|salon|lab(?:oratory)?|workshop|showroom|(?:service|care|call|community|distribution|recreation|fulfil+ment) cent(?:er|re))\b",
        r"\b\d{1,2}/\d{1,2} (?:rotation|roster|swing)\b|\b(?:live|living) in (?:the )?camp\b|\b(?:camp|company) (?:accommodation|lodging|housing)\b",
        r"\b(?:in|at|on|out of) (?:the|our) (?:[\w.'’-]+ ){0,2}?(?:delivery suite|outpatient clinic|emergency room|intensive care(?: unit)?|nursing home|care home|(?:front|back) of (?:the )?house|control room|hangar|dock|courtroom|(?:construction|building) site|cab|restaurant|bakery|hotel|farm|stables|barn|vineyard|pool|workshop)\b",
        r"\b(?:in|at) (?:the |our )?(?:customer|client|patient|resident)s?['’]?s? (?:homes?|houses?|flats|premises)\b|\blive[- ]in (?:position|post|role|job)\b",
        r"\b(?:chairside|aboard (?:our|the|a)\b|at the bedside)",
        r"\bat our (?:[\w.'’-]+ ){0,2}?(?:plant|factory|mill|foundry|refinery|warehouse|depot|distribution cent(?:er|re))\b",
        rf"\b(?:you(?:['’]ll| will)? (?:work|be)|report\w*(?: to work)?(?: daily)?|(?:position|role|job|post|work|duties) (?:is|are|will be)(?: based| located| performed| done)?|work takes place) {_AT_PLACE}\b(?! (?:\w+ )?(?:manager|director|lead\b|leader|supervisor|superintendent|administrator|controller|engineer|chief|head\b|president|principal|coordinator|managing|foreman|vet\w*|team))",
        r"\b(?:weeks?|days?) at (?:a|the|our) (?:remote )?(?:site|camp)\b",
        rf"\b(?:you(?:['’]ll|['’]re| will| must)? (?:work|be|sit|stand)?|must work|must be) ?(?:\w+ )?(?:at|in|on|from) (?:the|our|this) (?:[\w.'’-]+ ){{0,3}}?{_SPOT}\b(?! (?:manager|director|lead\b|team|administrator))",
        r"^\W*(?:[^.;]{0,40}[,;] )?(?:store|office|site|shop|clinic|lab|campus|in-person)[- ]only\b",
        r"\bon your feet\b|\byou live and work (?:in|at|on) (?:the|our)\b|\(live[- ]in\)",
        r"^\W*on campus\b(?=\s*(?:$|[.,;]))",
        r"\b(?:serves?|teach(?:es)?|sees?|treats?|meets?|works?) (?:with )?(?:the |our |your )?(?:students|patients|children|clients|pupils|residents|families|customers) (?:face to face|face-to-face|in person)\b",
        r"\bwhile you are on[- ]?site\b|\bfly[- ]in\b|\bFIFO\b",
    )
)  # fmt: skip
_AMENITY = re.compile(
    r"\b(?:free|subsidi[sz]ed|gym|parking|canteen|cafeteria|discounts?|meals?|lunch\w*|child ?care|daycare|fitness|parties|events?|massages?)\b",
    _FLAGS,
)
_GIFT = re.compile(r"\W*(?:free|complimentary|subsidi[sz]ed|discount\w*)\b", _FLAGS)
_DOES = re.compile(
    r"\byou(?:['’]ll|r)?\b|\b(?:work|come|works|working|performed|rotation|care|teach|assist|serve|patrol|report\w*|operate|cook|join|position|role|job|duties|roster)\b",
    _FLAGS,
)
_KNOWS = re.compile(
    r"\b(?:years?|yrs?|months?) (?:of|in|on|at) |\b(?:experience|background|knowledge|familiar\w*|trained|previous|prior)\b",
    _FLAGS,
)
_OTHERS_BEFORE = re.compile(
    r"\b(?:help|helping|helps|enabl\w+|let|lets|allow\w*) (?:\w+ )?(?:companies|compan|businesses|customers|clients|organi[sz]ations|employers|enterprises|firms)\b"
    r"|\b(?:advis\w+|consult\w+|coach\w*|train\w*) (?:\w+ )?(?:clients?|companies|businesses|employers|customers)\b[^.;]{0,20}$"
    r"|\b(?:not apply|if you (?:look|are looking|want|need|prefer|expect))\b[^.;,]{0,30}$"
    r"|\bno (?:[\w-]+ (?:or |nor )?){0,2}$"
    r"|\b(?:board|committee|team|teams|group|we|everyone|colleagues|staff) (?:(?:all|then|usually) )?(?:meets?|gathers?|gets? together)\b[^.;]{0,20}$"
    r"|\bstaffed $",
    _FLAGS,
)
_CONTRAST_AFTER = re.compile(
    r"^[^.;]{0,40}(?:\b(?:but|however|yet|though)\b,? (?:this|the) (?:\w+ )?(?:position|role|job|post|one)\b|, this (?:position|role|job|post|one),? (?:however|though|does not|is not|isn['’]t|doesn['’]t)|\b(?:this|the) (?:position|role|job|post) is (?:based |located )?(?:in|at|on) (?:the|our)\b)",
    _FLAGS,
)
_CONCEDED = re.compile(
    r"\b(?:although|though|while|whereas)\b(?P<others>[^.;]{0,140}?), (?:(?:this|the) (?:\w+ )?(?:position|role|job|post)|this one|yours|you)\b",
    _FLAGS,
)
"""What holds for others before it is said of this position: "Although many work from home, this role ..."."""
_NOT_AFTER = re.compile(
    r"^ (?:is|are|will be|was)(?: not|n['’]t)\b(?! (?:only|just|limited|required|mandatory|compulsory|a problem|an issue|for everyone|new\b|a perk))",
    _FLAGS,
)
_NO_AFTER = re.compile(r"^\s*[:?]\s*(?:no\b|not\b|none\b|false\b|n/a\b)", _FLAGS)
_LATER = 80
_FEW = 80
_OF_THE_EMPLOYER = ("about", "boilerplate")
_IMPLIED_WEIGHT = 4
"""Presence that is only implied: anything that is said outranks it."""


class Told(NamedTuple):
    """A policy the parts of a sentence tell, with its weight and its place in the sentence."""

    weight: int
    policy: str
    start: int
    end: int


def told(sentence: str) -> Iterator[Told]:
    """Policies that stand in a sentence, offsets from its start."""
    home, share = _HOME.search(sentence), _SHARE.search(sentence)
    if home and share and not _WHOLE_WEEK.search(sentence):
        yield Told(10, "hybrid", min(home.start(), share.start()), max(home.end(), share.end()))
    elif home and _WORKS_HOME.search(sentence) and not _SEEN.search(sentence):
        yield Told(6, "remote", home.start(), home.end())
    if (part := _PART.search(sentence)) and not _WHOLE_WEEK.search(sentence):
        yield Told(9, "hybrid", part.start(), part.end())
    if both := _BOTH.search(sentence):
        yield Told(9, "hybrid", both.start(), both.end())
    for weight, policy, pattern in _STATED:
        for match in pattern.finditer(sentence):
            yield Told(weight, policy, match.start(), match.end())


def implied(sentence: str, role: str = "other") -> Told | None:
    """Presence that the place of the work implies ("on the ward"), not where it is one of experience or amenities.

    A paragraph counts as benefits for one sentence in it ("At our plant, first shift. On-site gym."), so its
    other sentences are read.
    """
    if role in _OF_THE_EMPLOYER or _GIFT.match(sentence):
        return None
    if role == "benefits" and _AMENITY.search(sentence):
        return None
    # a line without a verb says it in few words: "Full time at the embassy"
    if not (len(sentence) < _FEW or _DOES.search(sentence)) or _KNOWS.search(sentence):
        return None
    for pattern in _IMPLIED:
        if match := pattern.search(sentence):
            return Told(_IMPLIED_WEIGHT, "onsite", match.start(), match.end())
    return None


def of_others(sentence: str, policy: str, start: int, end: int) -> bool:
    """Whether the words at start:end are not of this position: other people's, contrasted away, or answered no."""
    before, after = sentence[max(0, start - _LATER) : start], sentence[end : end + _LATER]
    if _OTHERS_BEFORE.search(before):
        return True
    conceded = _CONCEDED.search(sentence)
    if conceded and conceded.start("others") <= start < conceded.end("others"):
        return True
    return policy != "onsite" and bool(
        _CONTRAST_AFTER.match(after)
        or (policy == "remote" and _NOT_AFTER.match(after))
        or _NO_AFTER.match(after)
    )
