"""Which sentences ask something of a candidate."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from appliance.engines.reading.posting.boilerplate import is_other_jobs
from appliance.engines.reading.posting.needs import says_preferred
from appliance.engines.reading.posting.values import Ask, Paragraph, Unit
from appliance.foundation.contracts.requirements import Need

_BASES: dict[str, Need] = {"required": "required", "preferred": "preferred"}
_CUE = re.compile(
    r"\b(?:must|requires?|required|requiring|requirements?\s+(?:include|are)|mandatory|minimum|at least|should (?:have|be|possess)|you(?:['’]ll| will)? (?:have|need|bring|possess|hold)|you(?:['’]ve| have)|we (?:do )?(?:want|need|expect|hope|ask for|care about|look for|insist on)|we['’]d (?:love|like)|needs? to have|"
    r"(?:ideal|successful|qualified|right|strong|best|preferred|selected) (?:candidates?|applicants?|person|fit|hire) (?:must|should|is|are|has|have|will (?:have|be|possess|bring|hold|need))|"
    r"(?:candidates?|applicants?) (?:must|should|will (?:have|be|possess|bring|hold|need)|who|with|need)|"
    r"(?:looking for|after|seek|want|need|hiring) (?:someone|somebody|anyone|a person|people|candidates|an? (?:[\w-]+ ){0,6}(?:with|who))|qualif(?:y|ied|ications?)|expected|seeking (?:an? |candidates )?(?:[\w-]+ ){0,6}(?:with|who)|preferred|a plus|eligib\w+|"
    r"only (?:candidates|applicants|us|u\.s))\b",
    re.IGNORECASE,
)
_NUMBER_FIRST = re.compile(
    r"^\W*(?:(?:at least|minimum(?: of)?|min\.?|over|between)\s+)?(?:(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)(?: and a half)?\s*(?:\(\d+\)\s*)?(?:\+|(?:[-–]|to|and|or)\s?\d{1,2}\s?\+?|or more|-?plus)?[\s-]*(?:(?:years?|yrs?\.?|y)(?![\w/])['’]?|months?\b(?=.{0,60}\bexperience|\+?\s+(?:of\s+(?!age|service|growth|history)\w|OTR\b|in\s|as\s|with\s|on\s|[a-z]+ing\b|recent|verifiable|current|prior)))|(?:a|an|one|two|three)\s+(?:full\s+)?(?:decades?|years?)\s+(?:of|in|as|with|or more)\b)(?!\s+(?:ago|old|later|of (?:growth|history|service)\b|in business|we|our|after|contract))",
    re.IGNORECASE,
)
_DEGREE_FIRST = re.compile(
    r"^\W*(?:[Aa]n?\s+)?(?:BSEE|MSEE|BSME|BSCS|BSN|BSW|BS|BA|BSc|MSc|MSN|MSW|MPH|MLIS|MLS|MS|MA|MBA|ADN|ASN|AAS|JD|Ph\.?D|B\.[SA]\.|M\.[SA]\.|Bachelor|Master['’]?s\b|Master of|Associate['’]?s?\s+(?:degree|of)|HS diploma|High [Ss]chool (?:diploma|graduate))\b"
)
_COMPANY = re.compile(
    r"^(?:we|our|the (?:company|firm|organi[sz]ation)|since|founded|established|with (?:over|more than))\b(?!.{0,60}\b(?:looking|seeking|hiring|require|need|want|expect|ask|prefer|hope|love|would like|care about|value)\b)",
    re.IGNORECASE,
)


_KEPT = 512
"""Sentences whose answer is kept while a posting is read: several steps ask the same."""
_NUMBERS = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen)"
_STATED_YEARS = re.compile(
    rf"(?<![\w$£€.,/#-]){_NUMBERS}\s*(?:\(\d+\)\s*)?(?:\+|-?plus|or more)?(?:\s?(?:-|–|to|or)\s?{_NUMBERS}\s?\+?)?[\s-]*(?:years?|yrs?)\b\.?['’]?\+?(?: or (?:more|longer|better|over))?"
    r"(?:,?\s+(?:of\s+)?(?:[\w/&+#.-]+\s+){0,5}(?:experience|exp)\b|\s+(?:as an?\b|as [a-z]+|in (?:the |an? )?[a-z]\w+|with \w+|on \w+|of (?!age|service|growth|history|fund|business|free)[\w-]+|(?!being|running|counting)[a-z]{3,}ing\b))"
    rf"|\b(?:experience|exp\.?)\b\W{{1,5}}(?:of |for )?(?:at least |minimum |min\.? )?{_NUMBERS}\s?\+?(?:\s?[-–]\s?{_NUMBERS})?\s*(?:years?|yrs?)\b"
    rf"|(?<![\w$£€.,/#-]){_NUMBERS}\s*\+?\s*yoe\b|\b(?:over|more than|at least|minimum of)\s+{_NUMBERS}\s+years['’]? (?:of|in|as)\s+\w|\b{_NUMBERS} (?:or more )?years (?:or (?:more|so) )?(?:\w+ ){{0,2}}(?:behind (?:you|them)|under (?:your|their|his|her) belt)\b|\bhalf a decade (?:in|of|as)\b|\byour {_NUMBERS} years (?:\(or more\) )?(?:in|on|as|of|with)\b|\bexperience\s+{_NUMBERS}\s?[-–]\s?{_NUMBERS}\s+(?:years|yrs)\b",
    re.IGNORECASE,
)
_OTHERS_YEARS = re.compile(
    r"\b(?:we|our|us|they|company|firm|founded|founders?|since|in business|tenure|averag\w+|combined|collective(?:ly)?|team|clients?|customers?|over the (?:last|past)|during|pension|vest\w*|warranty|contract|celebrat\w+|history|excellence|"
    r"(?:last|past|next|first|every|each|after|within)\s+(?:\w+\s+)?$)\b|\b(?:has|have) been\b|^with (?:over|more than|nearly|almost)\b",
    re.IGNORECASE,
)
_HIRING = re.compile(
    r"\b(?:after|seek(?:s|ing)?|looking for|need(?:s|ed)?|want(?:s|ed)?|hir(?:e|es|ing)|requir\w+|ask(?:s|ing)? for|expect(?:s|ing)?|hop(?:e|ing) for|like|insist on)\s+(?:an?|our|the|someone|somebody|candidates?|people|about|around|at least|roughly|over|more than|to see|\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=_KEPT)
def states_years(sentence: str) -> bool:
    """Whether a sentence anywhere names years of experience that are not the company's own."""
    match = _STATED_YEARS.search(sentence)
    if match is None:
        return False
    return _HIRING.search(sentence) is not None or not _OTHERS_YEARS.search(sentence)


_COUNT = rf"{_NUMBERS}\s*(?:\(\d+\)\s*)?(?:\+|-?plus|or more)?(?:\s?(?:-|–|to|or)\s?{_NUMBERS}\s?\+?)?"
_ITEM_YEARS = re.compile(
    rf"(?:\A\W*|[,;|(•·&]\s*|\s[-–—]\s+|\bor\s+(?=[^;,]{{3,14}}(?:[;,]|$))|\bwith\s+(?=[\w-]+\+? (?:years?|yrs?)\s+(?:or (?:better|more)|plus)\b)|(?<!\bw)/\s*|(?<!\d)\.\s+|\A[^:;.]{{2,40}}:\s*|(?:\b(?:have|bring|needs?|needed|with|requires?|requirements?|req|exp|experience|background|work history|profile|minimum|min|qualifications?|must[- ]haves?|person|candidate|you)|\bwhat (?:we|you|they|the [a-z]+)\b[^:.;]{{0,30}})\s*[:–—]\s*)(?:(?:min(?:imum)?\.?|at least|about|around|over|roughly)\s+(?:of\s+)?)?(?P<count>{_COUNT})[\s-]*(?:years?|yrs?|y|yoe)\b\.?['’]?\+?"
    r"(?:\s+(?:min(?:imum)?|plus|overall|total|or (?:more|longer|so|better)|exp(?:erience)?|required|needed))*\.?(?=\s*(?:$|[,;/|.)(–—-])|\s+(?:on|in|of|with|as|behind|overall|at|under)\s(?!the (?:US|United)|town|business|age|service|operation|growth|history)|\s+[a-z]+ing\b|\s+[A-Z])",
    re.IGNORECASE,
)
"""A number of years that is an item of a list, or what a label of the candidate holds ("SCIF, rotating; 4 yrs, GCIH")."""
_NO_EXPERIENCE = re.compile(
    r"\b(?:we|our|they|company|firm|founded|since|business|celebrat\w+|warranty|vest\w*|old|ago|pension|contract|duration|term|period|length|commitment|lease|visa|age|guarantee|option|renewal|fixed|assignment|appointment|renewable|tour|probation\w*|project|schedule|retention|anniversary|grant|funded|funding|degree|diploma|program(?:me)?|course|residen\w+|liv(?:ed|ing)|history of the|bond|turns?|market|felony|convict\w+|clean)\b",
    re.IGNORECASE,
)


_OUR_WORDS = re.compile(r"\b(?:we|our|what the)\b[^:.;]{0,40}:", re.IGNORECASE)
"""The company in the words before a colon asks: "what we need: …"."""


def names_years(ask: Ask) -> bool:
    """Whether a number of years is an item of its own in the ask, with no word in its clause that makes it something else's."""
    if ask.role in ("about", "benefits", "boilerplate") or (
        ask.role == "responsibilities" and ":" not in ask.text
    ):
        return False
    for match in _ITEM_YEARS.finditer(ask.text):
        low = max(ask.text.rfind(mark, 0, match.start("count")) for mark in ";.|") + 1
        high = min(
            (at for at in (ask.text.find(mark, match.end()) for mark in ";.|") if at >= 0), default=None
        )
        if not _NO_EXPERIENCE.search(_OUR_WORDS.sub("", ask.text[low:high])):
            return True
    return False


def asks(text: str, units: tuple[Unit, ...]) -> tuple[Ask, ...]:
    """One ask a unit; ``base`` is None where only explicit words make it one."""
    found = []
    for number, unit in enumerate(units):
        sentence = text[unit.start : unit.end]
        found.append(Ask(sentence, unit.start, unit.role, _BASES.get(unit.role), unit.group, number))
    return tuple(found)


OTHER_JOBS_FROM = 0.3
"""The share of a posting above which no list of other positions stands."""


def pieces(text: str, paragraphs: tuple[Paragraph, ...], asked: tuple[Ask, ...]) -> Iterator[Ask]:
    """Every sentence, and the lines that are headings, which are no asks."""
    yield from asked
    read = sorted(ask.start for ask in asked)
    for paragraph in paragraphs:
        line = text[paragraph.start : paragraph.end]
        if paragraph.start > OTHER_JOBS_FROM * len(text) and is_other_jobs(line):
            return  # what a board shows below is about other positions
        at = bisect_left(read, paragraph.start)
        if at == len(read) or read[at] >= paragraph.end:
            yield Ask(line, paragraph.start, "header", None, "", -1)


_BESIDE = re.compile(
    r",\s+(?!(?:and|or|but)\b)(?=(?:(?:preferabl|ideall|desirabl|especiall|particularl)[ey]+\b|(?:with|of which)\b|[\w/+#.&-]+(?: [\w/+#.&-]+){0,5} (?:is |are |a |strongly |highly |would be )*(?:preferred|desired|plus|bonus|advantage|ideal|welcome|helpful)\b))",
    re.IGNORECASE,
)
"""What begins the wish for another thing behind a number of years."""
_LATER = re.compile(r";|,(?=\s*(?:\d{1,2}|one|two|three|four|five)\+?\s*(?:years?|yrs?)\b)", re.IGNORECASE)
"""What begins a later clause of an ask."""


_EXPERIENCE = re.compile(
    r"\b(?:years?|yrs?|months)\b[^.;]{0,40}\b(?:experience|exp)\b|\bexperience\b[^.;]{0,20}\b(?:years?|yrs?)\b",
    re.IGNORECASE,
)
"""Years of experience, which a paragraph that also speaks of benefits may ask for."""


def base_of(ask: Ask) -> Need | None:
    """The need an ask starts from: its section's, or what its own words say; None when it asks nothing."""
    if ask.base:
        return ask.base
    if not demands(ask.text) or (
        ask.role == "benefits" and not (_EXPERIENCE.search(ask.text) or states_years(ask.text))
    ):
        return None
    if ask.role in ("about", "responsibilities", "benefits") and not _asks_outright(ask.text):
        return None
    # what is wished for in a later clause ("BA; CTFA a plus", "five years of nursing, CNOR preferred") says nothing of the first
    first = _LATER.split(ask.text, 1)[0]
    if number_first(first) or states_years(first):
        first = _BESIDE.split(first, 1)[0]
    return "preferred" if says_preferred(first) else "required"


def _asks_outright(sentence: str) -> bool:
    """Whether more than a number of years makes the sentence ask something."""
    return begins_asking(sentence) or (_CUE.search(sentence) is not None and not _COMPANY.match(sentence))


def is_asked(ask: Ask) -> bool:
    """Whether the ask stands among the requirements, or begins like one."""
    return (
        ask.base is not None
        or number_first(ask.text)
        or (ask.role != "about" and states_years(ask.text))
        or names_years(ask)
    )


def begins_asking(sentence: str) -> bool:
    """Whether the sentence begins with a number of years or a degree."""
    return number_first(sentence) or _DEGREE_FIRST.match(sentence) is not None


@lru_cache(maxsize=_KEPT)
def demands(sentence: str) -> bool:
    """Whether the sentence's own words ask something of a candidate."""
    if begins_asking(sentence):
        return True
    if states_years(sentence):
        return True
    return _CUE.search(sentence) is not None and not _COMPANY.match(sentence)


_YEARS_LABEL = r"(?:(?:min(?:imum)?|required|total|overall|work|relevant|industry)\.?\s+)*(?:years?|yrs?|yoe|exp(?:erience)?)\b\.?(?:\s+(?:of\s+)?(?:relevant |work |related |professional )?(?:exp(?:erience)?|level|required|needed|min(?:imum)?)\b\.?)*(?:\s*\([^()]*\))?"
_LABELLED = re.compile(
    rf"\W*{_YEARS_LABEL}\s*[:=]\s*(?:at least |minimum |min\.? )?\d{{1,2}}(?:\s*(?:\+|or more|(?:-|–|to)\s*\d{{1,2}}))?\s*(?:years?|yrs?)?(?:\W*\Z|\s+(?:of|in|as|with)\s)",
    re.IGNORECASE,
)


def labels_years(sentence: str) -> bool:
    """Whether a line is a label and the number of years it holds ("Min. experience: 4+")."""
    return _LABELLED.match(sentence) is not None


def number_first(sentence: str) -> bool:
    """Whether the sentence begins with a number of years, or is one behind a label, and is not about the company."""
    if labels_years(sentence):
        return True
    return _NUMBER_FIRST.match(sentence) is not None and not re.search(
        r"\b(?:we|our)\b|\bus\b(?! on\b)(?<!show us)(?<!tell us)(?<!with us)", sentence, re.IGNORECASE
    )
