"""Numbers of years asked for, with what they are years of."""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.engines.reading.posting.asks import base_of, is_asked, labels_years, names_years
from appliance.engines.reading.posting.needs import need_of
from appliance.engines.reading.posting.values import Ask, requirement
from appliance.foundation.contracts.requirements import Requirement
from appliance.foundation.contracts.values import Scalar

WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20,
    "twenty-four": 24, "twenty-five": 25, "thirty": 30, "thirty-six": 36, "forty-eight": 48, "sixty": 60, "a couple of": 2, "a couple": 2, "couple of": 2,
}  # fmt: skip
_DECADES = re.compile(
    r"(?<!half )\b(?:(?P<count>half an?|an?|one|two|three|[1-4])\s+)(?:full |good )?decades?\b['’]?s?(?:\s+or more)?(?=\s+(?:of(?! (?:company|growth|history|service|innovation|success|excellence)\b)|in(?! business)|as|with|on|at)\b|\s*[,.;]|\s*$|\s+[a-z]+ing\b)",
    re.IGNORECASE,
)
_NUMBER = r"(?:\d{1,2}(?:\.\d)?|" + "|".join(sorted(WORDS, key=len, reverse=True)) + ")"
_YEARS = re.compile(
    rf"(?<![\w$£€.,/])(?P<low>{_NUMBER})(?P<half>\s+and a half)?\s*(?:\(\s*\d{{1,2}}\s*\)\s*)?(?P<plus>\+|or more|-?plus)?\s*"
    rf"(?:(?:-|–|—|to|or|(?<=\d )and)\s*(?P<high>{_NUMBER})\s*(?:\(\s*\d{{1,2}}\s*\)\s*)?\+?)?\s*(?P<more>or more|or greater|plus|minimum|full|\+)?[\s-]*(?:(?:good|solid|whole|hard|recent|continuous|complete|long|strong|real|calendar)\s)?"
    r"(?P<unit>years?|yrs?|yoe|(?<![a-z])y(?![/-])|months?|weeks?|winters?|summers?|seasons?)\b(?:\.(?=\s+[a-z]))?['’]?(?:\s?\+)?",
    re.IGNORECASE,
)
_A_YEAR = re.compile(
    r"\b(?:a|one) (?:full )?year['’]?s?['’]?\s+(?:of\s+)?(?:[\w-]+\s+){0,3}experience\b|(?:(?<=at least )|(?<=minimum of )|(?<=minimum )|\A)(?:a|one) (?:full )?year(?: or more)?(?=\s+(?:in|with|as|behind|on|at|under|of (?!age\b|college\b)[a-z][\w-]+)\b)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\b(?:years?|yrs?)['’]?\s*(?:of\s+)?(?:(?:relevant|related|work|professional)\s+)?(?:experience|exp)\b[^:\d.;]{0,20}[:–-]\s*(?:at least |minimum |min\.? )?(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen)\b(?!\s*%)\+?",
    re.IGNORECASE,
)
_BEHIND_LABEL = re.compile(r"[:=]\s*(?:at least |minimum |min\.? )?(\d{1,2})\+?", re.IGNORECASE)
_DEGREE_PLUS = re.compile(
    r"\b(?:B\.?[AS]\.?(?:/B\.?[AS]\.?)?|M\.?[AS]\.?|[Bb]achelor['’]?s?|[Mm]aster['’]?s?|HS|HSD|[Dd]egree)\s*(?:\+|plus)\s*(\d{1,2})\+?(?=\s*(?:$|[.,;)]|or\b|\n))"
)
"""Years that stand bare behind a degree ("BA + 8")."""
_NOT_AFTER = re.compile(
    r"[\s-]*(?:(?:of [\w ]{0,30})?in lieu of\b|posts?\b(?!-)(?!\s?(?:qualif|degree|grad|trade|doc|licen|regist|certif|bacc|call|admission|secondary|\w+ exp))|placement\b|stint\b|scheme\b|cycle\b|olds?(?![a-z])|or (?:older|over|above)\b|of age\b|ago\b|later\b|young\b|contract|terms?\b|warranty|agreement|fixed|assignment|duration|project\b|roadmap|plans?\b|strategy|periods?\b|appointment|running\b(?!\s+\w)|straight|consecutive|"
    r"['’]?\s+(?:standing\b(?! (?:at|as|in)\b)|tenure\b)|on\s*[,.]|['’]?\s+worth\b(?! of (?:[\w-]+ ){0,3}(?:experience|practice|work\b|[\w-]+ behind))|downtown\b|in (?:town|the same)\b|in business|in the business|in a row|anniversar|lease|(?:university|college|bachelor|undergraduate|associate|post-?secondary|accredited|technical)?['’]?s?\s*(?:degree|diploma)\b|"
    r"(?:accredited )?(?:university|college|program(?:me)?)\b|of (?:college\b(?!-)|university\b(?!-)|high school|schooling|education|study|studies|post-?secondary|residence|residency|service to|growth|history|funding|runway|tax|data\b(?!\s+(?!on\b|from\b|about\b|available\b|for\b|in\b)[a-z])|combined|parental|vacation|leave)|"
    r"parental|maternity|apprentice|period|per\b|a week|crime|safety record|(?:work |employment |residence |address |background )?history\b(?! (?:of|in|with|as)\b)|(?:of )?(?:\w+ ){0,2}(?:graduate|undergraduate|college) (?:education|study|studies|work|credits?|coursework|level)|track record of growth|cliff|vest|maximum\b|history of)",
    re.IGNORECASE,
)
_LONG_DEGREE = re.compile(r"\s(?:[a-z]+\s){0,2}(?:degree|diploma)\b", re.IGNORECASE)
"""After "two-year": how long one studies for a degree."""
_NOT_BEFORE = re.compile(
    r"\b(?:last|past|previous|preceding|next|first|every|each|within|ages?d?|celebrating|once every|up to|under|(?<!not )(?<!no )(?:less|fewer) than|no more than|not more than|maximum(?: of)?|after|until|during|inside of|in under|back|covering|spanning|some of|(?:once|twice|times) in|older than|newer than|period of|"
    r"in business(?: for)?|probation\w*|vest\w* (?:over|in))\s+(?:the\s+)?(?:(?:last|past)\s+)?$",
    re.IGNORECASE,
)
_DURATION_BEFORE = re.compile(
    r"\b(?:for|over|almost|nearly|more than|in (?:just|under|only))\s+(?:(?:over|more than|almost|nearly|the (?:last|past))\s+)?$",
    re.IGNORECASE,
)
_FREE_OF = re.compile(
    r"\b(?:no|not|never|without|clean|free of)\b[^.;,]{0,40}\b(?:in|within|for|inside of|during)\s+(?:the\s+)?(?:last\s+|past\s+)?$",
    re.IGNORECASE,
)
"""How long something must not have happened ("no DUI in 7 years")."""
_EXCEEDS = re.compile(
    r"(?<!\bfor )\b(?:over|more than|in excess of|upwards of|not less than|no less than|no fewer than)\s+$",
    re.IGNORECASE,
)
_AGE_BEFORE = re.compile(
    r"\b(?:age[ds]?|older|(?:must|should|you|applicants|candidates|drivers|employees)\s+(?:must\s+|should\s+)?(?:be|are)(?=\s+(?:at least|over|a minimum of|minimum)?\s*$))\b[^.]{0,40}$",
    re.IGNORECASE,
)
"""What makes a number of years somebody's age ("Minimum age: 21 years", "18 or older; 21 years for …")."""
_AGES = (14, 25)
_WORKED = re.compile(r"[^.;,\d]{0,40}\bexp(?:erienced?)?\b", re.IGNORECASE)
_OF_WORK = re.compile(
    r"['’]?\s*(?:of|in|as|with|on|experience|(?!being|running|growing|serving)[a-z]{3,}ing)\b", re.IGNORECASE
)
"""A number that is to be exceeded: "more than 5 years of leading teams"."""
_EXPERIENCE = re.compile(
    r"\b(?:experience|experienced|exp\b|background|track record|practice|expertise|worked|working|building|developing|managing|leading|owning|operating|designing|programming|serving|supporting|running|"
    r"as an?\b|in an?\b|in the\b|of \w+|in \w+|with \w+|using|writing|selling|teaching|hands-on|\w+ing\b)",
    re.IGNORECASE,
)
_MONTHS_OF = re.compile(
    r"\s+(?:to|or)\s+(?:\d|two|three|four) years?\b|\s+(?:of\s+(?!age\b|service\b|employment\b|hire\b|pay\b|leave\b|training\b|start\w*\b|severance\b|runway\b)[A-Za-z]|OTR\b|over[- ]the[- ]road|(?:in|as|with|on|at|behind)\s+[a-z]|or more\s+(?:of|in|as|with|on|at|behind)\s|(?<=['’]\s)(?!notice|leave|pay|probation|severance|rent|salary|wages|free|lease)[a-z]|(?!being|following|starting|beginning|paying|training)[a-z]+ing\b|(?:recent|verifiable|current|prior|solo)\b)"
)
"""What follows months that are experience where nobody says so: "6 months OTR", "18 months of phlebotomy"."""
_ALONE_BEFORE = re.compile(
    r"(?:^|[;,:(]|\b(?:minimum(?: of)?|at least|least|min\.?|with|have|need|or))\W*$", re.IGNORECASE
)
_EXPERIENCE_BEFORE = re.compile(r"\b(?:experience|exp|seniority|background)\b[^.;\d]{0,40}$", re.IGNORECASE)
_TEAM = re.compile(
    r"\b(?:most|other|many) (?:companies|employers|firms)\b|\baverag(?:e|es|ing)\b|\bcombined\b|\bcollective(?:ly)?\b|\bour team (?:has|brings)\b|\b(?:year|experience) refers to\b|\btime[- ]in[- ]grade\b",
    re.IGNORECASE,
)
_COMPANY_YEARS = re.compile(
    r"^(?!You|Candidate|Applicant|The (?:ideal|successful)|Ideal|Must|Someone|Anyone)(?:[A-Z][\w&’'-]*(?:\s[A-Z][\w&’'-]*){0,4}\s+(?:has|have|is|was)\b|(?i:with (?:over|more than|nearly|almost)\b.{0,60}\b(?:we|our|is|has)\b))"
)
_GENERIC = re.compile(
    r"^(?:\W*(?:of|the|an?|minimum|total|overall|full[- ]time|part[- ]time|relevant|related|directly|directly related|professional|progressive(?:ly)?|responsible|hands[- ]on|work(?:ing)?|industry|prior|previous|commercial|proven|solid|"
    r"practical|demonstrated|direct|similar|applicable|equivalent|qualifying|specialized|specialised|post-graduate|real[- ]world|career|job|exp|experience|experiences|in|with|as|on|for|using|doing|required|preferred|is|are|"
    r"minimum|or|more|plus|least|must|and|strong|proven|deep|broad|extensive|recent|current|years?|position|role|field|a|similar)\b)*\W*$",
    re.IGNORECASE,
)
_LEAD_WORDS = re.compile(
    r"^(?:\W*(?:of|the|an?|total|overall|full[- ]time|minimum|at(?= an?\b)|relevant|related|professional|progressive(?:ly)?|responsible|hands[- ]on|prior|previous|commercial|proven|solid|practical|demonstrated|direct|similar|strong|deep|broad|extensive|recent|current|"
    r"work(?:ing)?(?= experience)|industry(?= experience)|experience|experiences|in|with|as|on|for|using|doing)\b(?:\s+(?=\S))?)+",
    re.IGNORECASE,
)
_OBJECT_END = re.compile(
    r"^\s*or\b|[,;.:()\[\]]|\s[–—-]\s|\b(?:including|with at least|and at least|or equivalent|or an equivalent|preferabl[ey]|ideally|required|preferred|is required|is preferred|along with|as well as|plus|within|or a|or \d)\b",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(r"\b(?:at least|minimum|worked|served|spent)\b", re.IGNORECASE)
_HAVING = re.compile(
    r"\bhave held\b|\bhaving [a-z]+\b|\b(?:person|someone|somebody|candidate|applicant|hire)\b[^.;]{0,30}\bhas\b[^.;]{0,30}\bfor (?:at least |over |about |some )?$|\b(?:admitted|licensed|registered|qualified|certified|practi[sc](?:ed|ing)|worked|taught|employed|at (?:this|it)|doing (?:this|it|that))\b[^.;]{0,30}\bfor (?:at least |over |about |some )?$|\b(?:who|that)(?:['’]s|['’]ve| has| have)? (?:[a-z]+ly )?[a-z]+(?:ed|n|t|un|ld)\b[^.;]{0,30}\bfor (?:at least |over |about |some )?$|\b(?:you|applicants?|candidates?)(?:['’]ve| have) (?!lived|resided|been (?!an?\b))[a-z]+\b",
    re.IGNORECASE,
)
"""What somebody has done for some years or longer ("You've run studies for 4 years or longer")."""
_DOING = re.compile(r"[a-z]+ing\b")
MOST_IN_A_SENTENCE = 12
"""A sentence with more numbers than this is a table or an attack."""
_MONTHS, _WEEKS = 12, 52
_MOST_YEARS = 40
_AFTER, _OBJECT_WORDS = 90, 9


_SOUGHT = re.compile(
    r"\b(?:look(?:s|ing)?|ask(?:s|ing)?|call(?:s|ing)?|hop(?:e|es|ing)|search(?:es|ing)?|wait(?:s|ing)?) for\b|\bcom(?:e|es|ing) (?:to us |here )?after\b|(?:['’]re|\bare|['’]m|\bam|['’]s|\bis) after\b",
    re.IGNORECASE,
)
"""Words for wanting that hold a "for" or an "after" of no time."""
_AN_AGE = re.compile(r"(?:\A|[,;.(]|\b(?:at least|minimum(?: of)?|be|over|and|aged?))\W*$", re.IGNORECASE)
_ENDS_CLAUSE = re.compile(r"\s*(?:$|[,.;)]|and\b)(?![^.;]{0,20}\bexp)", re.IGNORECASE)
_LEGAL_AGES = (16, 18, 19, 21)
_FEDERAL = re.compile(r"['’]?\s*(?:of )?(?:full[- ]time )?specialized experience\b", re.IGNORECASE)
_GRADE = re.compile(r"\b(G[SGL]-?\s?\d{1,2})\b")
_GRADE_WITHIN = 140


class YearsMention(NamedTuple):
    """``start``/``end`` within the sentence; ``object_start``/``object_end`` the words it is years of."""

    start: int
    end: int
    years: float
    maximum: float | None
    subject: str
    reach: int


def find_years(sentence: str, *, asked: bool) -> list[YearsMention]:
    """The numbers of years that are experience; ``asked``: the sentence stands among requirements."""
    sentence = _SOUGHT.sub(lambda m: "need".ljust(len(m[0])), sentence)
    if _TEAM.search(sentence) or (not asked and _COMPANY_YEARS.match(sentence)):
        return []
    found = []
    for match in _YEARS.finditer(sentence):
        low = _value(match["low"], match["unit"]) + 0.5 * bool(match["half"])
        high = _value(match["high"], match["unit"]) if match["high"] else None
        if low > _MOST_YEARS or not _is_experience(sentence, match, asked=asked):
            continue
        subject, reach = _subject(sentence, match.end())
        found.append(YearsMention(match.start(), match.end(), low, high, subject, reach))
    for match in _A_YEAR.finditer(sentence):
        if not any(m.start < match.end() and match.start() < m.end for m in found):
            found.append(YearsMention(match.start(), match.end(), 1.0, None, "", match.end()))
    if asked:
        for match in _DECADES.finditer(sentence):
            if re.search(r"\b(?:we|our|company|last|past|for)\b", sentence[: match.start()], re.IGNORECASE):
                continue
            count = match["count"].lower()
            years = 10.0 * (
                0.5 if "half" in count else _value({"a": "one", "an": "one"}.get(count, count), "year")
            )
            subject, reach = _subject(sentence, match.end())
            found.append(YearsMention(match.start(), match.end(), years, None, subject, reach))
    for match in _DEGREE_PLUS.finditer(sentence) if asked else ():
        if not any(m.start < match.end() and match.start() < m.end for m in found):
            found.append(YearsMention(match.start(1), match.end(), float(match[1]), None, "", match.end()))
    for match in _LABELLED.finditer(sentence):
        if not any(m.start < match.end() and match.start() < m.end for m in found):
            which = 1 if match[1] else 2
            found.append(
                YearsMention(
                    match.start(which), match.end(), _value(match[which], "year"), None, "", match.end()
                )
            )
    labelled = _BEHIND_LABEL.search(sentence) if not found and labels_years(sentence) else None
    if labelled:
        found.append(
            YearsMention(labelled.start(1), labelled.end(), float(labelled[1]), None, "", labelled.end())
        )
    return sorted(found)[:MOST_IN_A_SENTENCE]


def years_rows(text: str, ask: Ask) -> list[Requirement]:
    """One row for each number of years in the ask."""
    base = base_of(ask) or ("required" if names_years(ask) else None)
    if base is None:
        return []
    rows = []
    for mention in find_years(ask.text, asked=is_asked(ask)):
        detail: dict[str, Scalar] = {}
        if mention.maximum is not None:
            detail["maximum"] = mention.maximum
        number = f"{mention.years:g}" + (f"–{mention.maximum:g}" if mention.maximum is not None else "+")
        label = f"{number} years of experience"
        if mention.subject:
            of = re.match(r"['’]?\s+of\b", ask.text[mention.end :])
            joiner = " " if _DOING.match(mention.subject) and not of else " of "
            label = f"{number} years{joiner}{mention.subject}"
        end = mention.reach if mention.subject else mention.end
        rows.append(
            requirement(
                "years",
                need_of(ask.text, mention.start, mention.end, base),
                text,
                ask.start + mention.start,
                ask.start + end,
                label=label,
                normal=mention.subject,
                years=mention.years,
                group=ask.group,
                detail=detail,
            )
        )
    return rows


_CLAUSES = re.compile(r"[;|]|\.\s|\s[–—-]\s|,\s+(?=(?:and|but|then|plus|with)\b)")
_WANTED = re.compile(
    r"\b(?:we|our (?:client|customer|team)|the (?:client|customer|team|\w+))(?:['’](?:re|ll|d)| are| will| would| do)? (?:also |really )?(?:want|need|expect|seek|look|ask|requir|like|love|hop|insist|after|hir|reckon|think|only call|call|interview|consider|not go below|n['’]t go below|valu|wait|pictur|imagin|envisag|see|count|prefer)\w*|\bfirst (?:\w+ )?years (?:\w+ ){0,3}(?:are )?behind you|\bbehind us\b|\b(?:since|after) (?:you|your|qualif\w+|licen\w+|admission|graduation)\b",
    re.IGNORECASE,
)
"""The company as the one who wants the years, and years counted from the holder's own start."""
_OF_OTHERS = re.compile(
    r"\b(?:we|our|us|they|their|its|company|firm|founded|since|business|celebrat\w+|warranty|vest\w*|age|pension|contract|duration|terms?|period|length|commitment|lease|visa|guarantee|option|renewal|renewable|fixed|appointment|tour|probation\w*|retention|anniversary|grant|funded|funding|fellowship|stipend|award|"
    r"residen\w+|liv(?:ed|ing|es?)|history of the|bond|turns?|market|felony|convict\w+|clean|raise|review|sabbatical|leave|last|past|next|first|every|each|within|until|under|less than|up to|no more than|grow\w*|grew|growth|may|might|serving|serves|served (?:the|our)|train(?:ing|ed)?|apprentice\w*|plan|roadmap|strategy|records?|loan|maximum|max|average|tenure|"
    r"combined|collective|turnover|revenue|inflation|elections?|mandate|expires?|valid|adjudicat\w+|investigat\w+|clearance|citizen\w*|children|kids|pupils|toddlers|families|patients)\b[^.;]*\Z|\b(?:second|third|fourth|fifth) \w+ in \Z",
    re.IGNORECASE,
)
"""Words before a number of years that make it something else's than somebody's work."""
_OF_A_TIME = re.compile(
    r"['’]?\s*(?:\w+\s){0,3}?(?:old|older|ago|age|contract|duration|terms?|period|commitment|lease|visa|guarantee|option|renewal|appointment|probation\w*|anniversary|grant|funding|residen\w+|history|warranty|later|degree|diploma|program(?:me)?|course|college|university|school|growth|roadmap|strategy|plan|sentence|average|tenure|apprenticeship|training|of age|turnover|running|straight|in business|may|might)\b",
    re.IGNORECASE,
)
"""Words right behind a number of years with the same effect."""


def supposed_years(text: str, ask: Ask) -> list[Requirement]:
    """The years a sentence names where nobody says what they are of, unless the words beside them speak of something else than work."""
    if ask.role == "about" and not _WANTED.search(ask.text):
        return []
    if ask.role == "benefits" and not _SUPPOSED_IN_BENEFITS.search(ask.text):
        return []
    rows = []
    low = 0
    for cut in [*(m.start() for m in _CLAUSES.finditer(ask.text)), len(ask.text)]:
        part = ask._replace(text=ask.text[low:cut], start=ask.start + low, base="required", role="required")
        for row in years_rows(text, part):
            start = row.span.start - part.start if row.span else 0
            number = _YEARS.match(part.text, start)
            before = _WANTED.sub("", part.text[max(0, start - _AROUND) : start])
            after = part.text[number.end() if number else start :][:_AROUND]
            if row.years in _LEGAL_AGES and _SPEAKS_OF_AGE.search(ask.text):
                continue
            if not _OF_OTHERS.search(before) and not _OF_A_TIME.match(after):
                rows.append(row)
        low = cut
    return rows


_SPEAKS_OF_AGE = re.compile(r"\b(?:older|age[ds]?|of age)\b", re.IGNORECASE)
_AROUND = 60
_SUPPOSED_IN_BENEFITS = re.compile(
    r"\b(?:experience|someone|somebody|candidates?|applicants?|you(?:['’]ve| have)|must|need)\b",
    re.IGNORECASE,
)


def _value(written: str, unit: str) -> float:
    number = float(WORDS.get(written.lower(), 0) or written)
    if unit.lower().startswith("month"):
        return round(number / _MONTHS, 2)
    if unit.lower().startswith("week"):
        return round(number / _WEEKS, 2)
    return number


def _is_experience(sentence: str, match: re.Match[str], *, asked: bool) -> bool:
    before = sentence[max(0, match.start() - 70) : match.start()]
    after = sentence[match.end() : match.end() + _AFTER]
    if _NOT_AFTER.match(after) or _FREE_OF.search(before) or _is_age(match, before, after):
        return False
    outside = _NOT_BEFORE.search(before)
    if outside and not (match["plus"] and outside[0].strip().lower() == "after"):
        return False
    if "-" in match[0] and _LONG_DEGREE.match(after):
        return False
    named = re.match(r"[^.;]{0,70}\b(?:experience|exp)\b", after, re.IGNORECASE) or _EXPERIENCE_BEFORE.search(
        before
    )
    if not match["unit"].lower().startswith("y"):
        return named is not None or (
            asked
            and _MONTHS_OF.match(sentence, match.end()) is not None
            and _ALONE_BEFORE.search(before) is not None
        )
    if named:
        return True
    least = (
        (asked and _EXCEEDS.search(before) and _OF_WORK.match(after))
        or match["plus"]
        or match["more"]
        or re.match(r"\s*or (?:more|longer)", after)
        or _AT_LEAST.search(before)
    )
    if _DURATION_BEFORE.search(before) and not least and not _HAVING.search(before):
        return False
    return (
        asked
        or _EXPERIENCE.match(after.lstrip(" ,")) is not None
        or bool(least and (_AT_LEAST.search(before) or _HAVING.search(before)))
    )


def _is_age(match: re.Match[str], before: str, after: str) -> bool:
    """Whether a number of years is how old somebody is to be, which is no experience."""
    least, most = _AGES
    number = _value(match["low"], match["unit"])
    if number in _LEGAL_AGES and not match["high"] and _ENDS_CLAUSE.match(after) and _AN_AGE.search(before):
        return True  # "at least 18 years, and two years of ..."
    return (
        least <= _value(match["low"], match["unit"]) <= most
        and _AGE_BEFORE.search(before) is not None
        and not _WORKED.match(after)
    )


def _subject(sentence: str, at: int) -> tuple[str, int]:
    """What the years are of ("backend development"), "" when of experience in general; and where those words end."""
    rest = sentence[at:]
    federal = _FEDERAL.match(rest)
    if federal:
        grade = _GRADE.search(rest[: federal.end() + _GRADE_WITHIN])
        return "specialized experience" + (f" at the {grade[1]} level" if grade else ""), at + federal.end()
    cut = _OBJECT_END.search(rest)
    piece = rest[: cut.start()] if cut else rest
    lead = _LEAD_WORDS.match(piece)
    body = piece[lead.end() :] if lead else piece
    words = body.split()
    if len(words) > _OBJECT_WORDS:
        shorter = re.match(r"(?:\S+\s+){1,8}?(?=(?:and|or|that|which|who|to|at|from|where)\s)", body)
        body = shorter[0] if shorter else " ".join(words[:_OBJECT_WORDS])
        words = body.split()
    subject = " ".join(words).strip(" '’\"-–—/&+")
    subject = re.sub(r"\s+experience$", "", subject, flags=re.IGNORECASE)
    if not subject or _GENERIC.match(subject):
        return "", at
    found = sentence.find(words[-1], at) if words else -1
    end = at + (len(piece) if len(words) == 0 else piece.rfind(words[-1]) + len(words[-1]))
    return subject, max(end, at) if found >= 0 else at
