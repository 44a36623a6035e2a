"""Pay: ranges with currency and period; funding, revenue, bonuses and 401(k) are not pay."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from typing import NamedTuple

from appliance.engines.reading.posting.money import (
    AMOUNT,
    LAKH,
    LAKHS,
    MONEY,
    SIGN,
    amounts_of,
    currency_of,
    number,
    period_of,
)
from appliance.engines.reading.posting.values import Ask, requirement
from appliance.foundation.contracts.requirements import Requirement
from appliance.foundation.contracts.values import Scalar

_BARE = re.compile(
    r"(?<![\w$£€.,/#-])(?P<low>\d{2,3}(?:,\d{3}(?:\.\d\d)?|\s?[kK]\b|(?=\s?(?:-|–|—|to)\s?\d{2,3}\s?(?:[kK]|thousand)\b))|\d{5,6}(?=\s?(?:-|–|—|to)\s?\d{5,6}\b)|\d{2}(?:\.\d{2})?(?=\s?(?:/|per |an )\s?h(?:ou)?r)|\d{2}(?:\.\d{2})?(?=\s?(?:-|–|—|to)\s?\d{2}(?:\.\d{2})?\s?(?:an|per|/)\s?h(?:ou)?r))"
    r"(?:\s?(?:-|–|—|\bto\b)\s?(?P<high>\d{2,3}(?:,\d{3}(?:\.\d\d)?|\s?[kK]\b|\s?thousand\b)|\d{5,6}|\d{2}(?:\.\d{2})?(?=\s?(?:an|per|/)\s?h(?:ou)?r)))?(?![\w,.]*\d)",
)
"""Amounts without a currency: pay only right after a word for pay, or with "an hour" behind a range."""
_BARE_LEAD = re.compile(
    r"^\W*(?:[\w-]+ ){0,3}(?:salary|pay|compensation|wages?|range|rate)(?: [\w-]+){0,3}\s*[:–]\s*$|\b(?:salary|pay|comp|compensation|wages?|base|remuneration|range|money|number|max(?:imum)?|offer|pays)\b(?:\s+(?:talk|range|scale|is|of|from|between|somewhere|in|the|about|around))*\s*[:\-–]?\s*$",
    re.IGNORECASE,
)
_FIGURES = r"\W*(?P<low>\d{1,3}(?:\.\d{1,2})?)\s?(?:-|–|—|to)\s?(?P<high>\d{1,3}(?:\.\d{1,2})?)(?![\d,.]*\d)(?!\s?(?:%|k\b|K\b|h(?:ou)?rs?\b|years?\b|days?\b|weeks?\b|thousand))\s?(?P<unit>LPA|[Ll]akhs?|[Ll]acs?)?"
_SHORT_BARE = re.compile(rf"{_FIGURES}(?=\s*(?:$|[,;.|+(]|DOE\b|plus\b|depending\b|based\b))")
_SHORT_LABELLED = re.compile(
    rf"\W*(?i:(?:base |annual |starting )?(?:(?:salary|pay|comp(?:ensation)?|ctc|range|package|money)(?: range| talk| band)?\s*[:–-]|ctc\s)){_FIGURES}(?=\s*(?:$|[,;.|+(]|DOE\b|plus\b|depending\b|based\b))"
)
_CERTAIN_LEAD = re.compile(
    r"\b(?:salary|pay|compensation|remuneration|wages?|base|stipend)\b[^.;\d$£€]{0,30}(?:\bis|\bof|\bat|[:=(]|\bbe)\s*$",
    re.IGNORECASE,
)
"""What leads to an amount so plainly that it needs neither a currency nor a period ("the salary is 67,000")."""
_BARE_TAIL = re.compile(r"\s*(?:$|\+|plus\b|base\b|DOE\b|OTE\b|[/|]\s?\d)", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d\s?[kK]$")
_HOURLY_BARE = re.compile(
    r"\b(?:hourly (?:rate|pay|wage)(?: is| of|:)?|(?:pay|wages?|rate)(?: of pay)?(?: starts?(?: out)? at| begins at| is| of| from|:))\s*(?P<low>\d{2}\.\d{2})(?:\s?(?:-|–|to)\s?(?P<high>\d{2}\.\d{2}))?(?![\d%])",
    re.IGNORECASE,
)
_LEAST_THOUSANDS, _MOST_THOUSANDS = 30, 450
_BARE_CURRENCY = "USD"
_PAY = re.compile(
    r"\b(?:salar(?:y|ies|ied)|pay(?:s|ing)?|compensation|(?<!workers['’] )(?<!workers )(?<!worker['’]s )comp(?! time)|wages?|remuneration|base|earn(?:s|ing|ings)?|OTE|on[- ]target|stipend|(?<!bill )(?<!billing )(?<!charge )rate|income|package|hiring range|(?:job|position|role|post) carries|you(?:['’]ll|['’]d| will| would)? (?:get|make|receive|earn|take home|see|bring home)(?=:?\s+(?:about |around )?$)|offer(?=(?:\s*:| is)\s*$)|guaranteed?(?=:?\s*$)|(?:cash|range)(?=\s*:| is\b| from\b| for (?:this|the) \w+)|cash range|gross|CTC|straight time|[Gg]ehalt|[Ll]ohn|[Vv]ergütung|salaire|rémunération|salario|pay scale|wage scale|scale|take home)\b",
    re.IGNORECASE,
)
_NOT_PAY = re.compile(
    r"\b(?:bonus(?:es)?|top (?:performers?|representatives|earners|reps|sellers)|referral|referred|sign[- ]?on|signing|revenue|funding|funded|raised|rais(?:e|ing)|series [a-f]|budgets?(?! for (?:this|the) (?:position|role|job|post|seat|hire))|turnover|portfolio|assets|valuation|sales of|in sales|quota|reimburse\w*|tuition|cost of living|coverage|"
    r"deductible|premium|worth|donat\w+|grants?|invest(?:ed|ment|ments|ing)?|market(?:place)?|sav(?:e|es|ing)|contracts?(?!\s*:| (?:at|pays|rate|to hire|position|role|of employment)\b)|deals?|transactions?|savings?|allowances?|stipend|relocation|401\s?\(?k|equity|credit|gift|discount|fund\b|penalt\w+|fine|"
    r"loans?|fees?|purchase|ARR|GMV|spend|managed|wellness|home office|per diem|training budget|learning|match(?:ing|ed)?|insurance|spending|accounts?|projects?|processing|payments? volume|facility|bill(?:ing)? rate|charge rate|campaign|spends?|rents?|rental|prizes?|award|cash|incentive|stock|commission|profit|expenses?|costs?|(?:clients?|customers?|members?|patients?|tenants?) pay\w*|pays? us|average (?:\w+ )?(?:order|ticket|check|sale|price)|ranging from \$\d+k to \$\d+m)\b",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"\s*(?:(?:a|per|each|every) (?:year|month|annum)\s+)?(?:for (?:courses?|classes|conferences?|books?|your (?:desk|home)|training|education|study|certif\w+|development|equipment|studies)|toward|in credits?)\b",
    re.IGNORECASE,
)
"""What a budget is for: "$5,000 a year for courses"."""
_ADDED = re.compile(
    r"\b(?:additional|extra|on top|differential)\b[^.;]{0,12}$|\bon-?call\b[^.;]{0,40}$", re.IGNORECASE
)
_A_THING = re.compile(
    r"\b(?:an?|each|one|free|monthly|annual|yearly|your) (?:up to |additional |extra |generous )?$",
    re.IGNORECASE,
)
_THING = re.compile(
    r"[\s-]*(?:(?:per|a|each|an)[- ]\w+ |/\w+ |monthly |annual |yearly |weekly |quarterly |one-time |[\w-]+ly )?(?!(?:a|an|per|to|and|or|plus|with|for|in|on|at|depending|DOE|range|offer)\b)[a-z]+(?:[ -][a-z]+){0,2}"
)
"""What an amount is the attribute of: "a $120 yearly boot voucher"."""
_IS_JOB = re.compile(
    rf"{_PAY.pattern}|\b(?:job|role|position|post|seat|gig|start|floor|minimum|base)\b", re.IGNORECASE
)
"""A thing whose amount is the pay ("it is a $95,000 job")."""
_OF_A_THING = re.compile(
    r"[\s-]*(?:daily|weekly|monthly|annual|yearly|quarterly) (?!salary|pay|wage|base|comp)(?:(?!plus|and|with|salary|pay|wage)[a-z-]+ ){0,2}(?:allowances?|stipends?|bonus(?:es)?|credits?|budgets?|reimburse\w*|per diem|fees?|premiums?|discounts?)\b"
)
"""A period that belongs to the thing after it ("$75 daily meal allowance")."""
_OF_PEOPLE = re.compile(
    r"\b(?:supervis\w+|mentor\w*|overse\w+|hir(?:e|es|ing)|conven\w+|coach\w*|pay(?:s|ing)?)\b[^.;:$£€]{0,40}\b(?:interns?|volunteers?|students?|tutors?|teachers?|apprentices?|participants?|helpers?|freelancers?)\b[^.;:$£€]{0,12}$",
    re.IGNORECASE,
)
"""The pay of those the holder leads: "supervises an intern ($16/hour)"."""
_OF_PAY = r"(?:(?:(?:hourly|annual|base|starting)\s+)?(?:rate|salary|pay|wage|base)\s*)?"
_NAMED_ENDS = re.compile(
    rf"\bmin(?:imum)?\.?\s*{_OF_PAY}(?:range\s*)?:?\s*(?:{SIGN}\s?)?(?P<low>{AMOUNT})\s?(?P<lowk>[kK]\b)?[^\d\n]{{0,30}}(?:mid(?:point)?\.?\s*:?\s*(?:{SIGN}\s?)?(?:{AMOUNT})\s?[kK]?[^\d\n]{{0,20}})?\bmax(?:imum)?\.?\s*{_OF_PAY}:?\s*(?:{SIGN}\s?)?(?P<high>{AMOUNT})\s?(?P<highk>[kK]\b)?",
    re.IGNORECASE,
)
_APART = re.compile(
    rf"\b(?:from|between)\s+(?:{SIGN}\s?)(?P<low>{AMOUNT})\s?(?P<lowk>[kK]\b)?(?P<for>[^$£€\d\n.;]{{3,60}}?)\b(?:up to|to|and)\s+(?:{SIGN}\s?)(?P<high>{AMOUNT})\s?(?P<highk>[kK]\b)?"
)
"""A range with words between its ends ("from $89,000/year in our lowest market up to $151,300/year")."""
_ENDS_BEHIND = re.compile(
    rf"(?:{SIGN}\s?)?(?P<low>{AMOUNT})\s?(?P<lowk>[kK]\b)?\s*\(?(?:min(?:imum)?|entry|start(?:ing)?)\b[^\n]{{0,60}}?(?:{SIGN}\s?)(?P<high>{AMOUNT})\s?(?P<highk>[kK]\b)?\s*\(?max(?:imum)?\b",
    re.IGNORECASE,
)
_HOURLY_LABEL = re.compile(
    r"^\W*hourly(?: rate| pay| wage)?\s*[:–-]\s*(?P<low>\d{2}(?:\.\d{2})?)(?:\s?(?:-|–|to)\s?(?P<high>\d{2}(?:\.\d{2})?))?\s*\.?\s*$",
    re.IGNORECASE,
)
_PAY_WORDS = re.compile(r"\b(?:starts?|tops? out|low end|high end|scale|low \d|step)\b", re.IGNORECASE)
_GRADES = re.compile(
    rf"\bG[SG]-?\d+\s*[(:]?\s*\$(?P<low>{AMOUNT})\)?\s*(?:to|-|–)\s*G[SG]-?\d+\s*[(:]?\s*\$(?P<high>{AMOUNT})\)?"
)
"""The pay of the lowest and of the highest grade ("GS-9 ($61,722) to GS-11 ($97,087)")."""
_ANOTHER = re.compile(r"\s*(?:(?:an?|per) \w+)?\s*[,;(][^$£€]{0,40}(?:[$£€]\s?\d|\d\s?%)")
"""After a pay: something else with an amount of its own (", truck allowance of $900 a month")."""
_ON_TARGET = re.compile(
    r"\b(?:OTE|on[- ]target|total (?:cash|comp\w*|earnings|pay|rewards)|earning potential|(?:with|including|plus) (?:bonus\w*|commissions?|overtime|uplifts?))\b",
    re.IGNORECASE,
)
"""Pay with what comes on top of the base."""
_OFFER = r"(?:(?:we|this (?:role|job|position|post)) (?:offers?|pays?)\s+(?:you\s+)?(?:between\s+|from\s+)?)?(?:(?:here['’]s )?what (?:we|you)\b[^:\d]{2,25}:\W*)?"
_MOST_OF = {"day": 9_000, "week": 20_000, "month": 60_000}
_HOURLY_LEAST = 1
"""Less is paid by the word or the mile."""
_HOURLY_MOST, _YEARLY_LEAST, _YEARLY_MOST = 250, 10_000, 900_000
_SHORT_LINE, _REST = 45, 12
_BEFORE, _AFTER, _ADJACENT = 70, 45, 14
_LEAD = 200
"""Characters looked at before an amount for what leads to it."""
_PAID_OUT = re.compile(
    r"\b(?:paid|payable|pays out)(?: out)? (?:bi-?weekly|semi-?monthly|weekly|monthly|every \w+|daily)\b",
    re.IGNORECASE,
)
"""How often pay is paid out, which says nothing of what the amount is for."""
_ADDS = re.compile(r"[,+;|]|\b(?:plus|and|with)\b")
_NEXT_AMOUNT = re.compile(r"[$£€]\s?\d")
_BAR = re.compile(r"\s[|·–—-]\s")
_TITLE_LINE = 80
_LAST_CELL = re.compile(r"^[^.;:$£€\d]*[^.;:$£€]*(?:,|\s[-–—·|])\s*$")
"""What stands before the last cell of a line ("Full Stack Developer, Reston, $160K")."""
_MIDDLE = re.compile(
    r"\b(?:middle|mid-?point|mid|median|averag\w+|typical(?:ly)?|near|around|about|most)\b[^.;$£€]{0,40}$",
    re.IGNORECASE,
)
_HOURLY_ALONE = re.compile(r"\$\d{2,3}\.\d{2}\.?")
_UP_TO = re.compile(r"\b(?:up to|maximum(?: of)?|to)\s*$", re.IGNORECASE)
_FROM = re.compile(
    r"\b(?:from|starting(?: at| from)?|starts at|minimum(?: of)?|at least|over)\s*$", re.IGNORECASE
)


class Pay(NamedTuple):
    """``start``/``end`` within the sentence; amounts as written, "" period never leaves this module."""

    start: int
    end: int
    minimum: float | None
    maximum: float | None
    currency: str
    period: str


def find_pay(sentence: str, *, expected: bool) -> list[Pay]:
    """Every amount that is pay for this position; ``expected``: a heading or label before it says so."""
    found: list[Pay] = []
    for match in MONEY.finditer(sentence):
        pay = _read(sentence, match, expected=expected)
        if pay is None and found:
            pay = _sibling(sentence, match, found[-1])
        if pay:
            found.append(pay)
    found = _without_middles(sentence, found)
    return _bounds(sentence, found, expected=expected) or found or _find_bare(sentence, expected=expected)


def _sibling(sentence: str, match: re.Match[str], first: Pay) -> Pay | None:
    """Another range like the one before it in the sentence: "in Leeds £30,000–£34,000, in London £36,000–£41,000"."""
    ends = amounts_of(match)
    if ends is None or ends[1] is None or first.minimum is None or first.maximum is None:
        return None
    alike = first.minimum < first.maximum and first.minimum / 2 <= ends[0] <= ends[1] <= first.maximum * 2
    if not alike or currency_of(match) != first.currency or is_of_something_else(sentence, match):
        return None
    end = match.start() + len(match[0].rstrip())
    return Pay(match.start(), end, ends[0], ends[1], first.currency, first.period)


def _without_middles(sentence: str, found: list[Pay]) -> list[Pay]:
    """The pays but for an amount that is only a point of a range named as well ("most start near $90,000")."""
    ranges = sorted(
        (p.minimum, p.maximum) for p in found if p.minimum and p.maximum and p.minimum < p.maximum
    )
    lows = [low for low, _ in ranges]
    highest = list(itertools.accumulate((high for _, high in ranges), max))  # of the ranges up to each
    kept = []
    for pay in found:
        at = pay.minimum
        below = bisect_right(lows, at) if at is not None and at == pay.maximum else 0
        inside = below > 0 and at is not None and at <= highest[below - 1]
        if not inside or not _MIDDLE.search(sentence[max(0, pay.start - _LEAD) : pay.start]):
            kept.append(pay)
    return kept


def _bounds(sentence: str, found: list[Pay], *, expected: bool) -> list[Pay]:
    """One range where its ends are named apart ("minimum $22.40, maximum $29.15 hourly", "Min: 102,000 Max: 153,000 (USD/annual)")."""
    grades = _GRADES.search(sentence)
    if grades and number(grades["low"]) >= _YEARLY_LEAST:
        ends = number(grades["low"]), number(grades["high"])
        return [Pay(*grades.span(), *ends, _BARE_CURRENCY, "year")]
    match = _NAMED_ENDS.search(sentence) or _ENDS_BEHIND.search(sentence) or _apart(sentence)
    way = (
        _rises(sentence)
        if match is None and (found or expected or _PAY.search(sentence) or _PAY_WORDS.search(sentence))
        else None
    )
    if way:
        start, end, least, most = way
        period = found[0].period if found else period_of(sentence[start:]) or period_of(sentence[:start])
        period = period or ("year" if least >= _YEARLY_LEAST else "hour" if most <= _HOURLY_MOST else "")
        if period:
            return [Pay(start, end, least, most, found[0].currency if found else _BARE_CURRENCY, period)]
    if match is None or not (found or expected or _PAY.search(sentence)):
        return []
    low, high = number(match["low"]), number(match["high"])
    if match["lowk"]:
        low *= 1000
    if match["highk"]:
        high *= 1000
    period = period_of(sentence[match.start() :] + " ") or period_of(sentence[: match.start()][-35:])
    period = period or ("year" if low >= _YEARLY_LEAST else "hour" if high <= _HOURLY_MOST else "")
    if not period or low > high:
        return []
    currency = found[0].currency if found else _BARE_CURRENCY
    return [Pay(match.start(), match.end(), low, high, currency, period)]


_RISES = re.compile(
    rf"(?:(?P<sign>{SIGN})\s?|\b(?:low|from|min)\w*:?\s)(?P<low>{AMOUNT})\s?(?P<lowk>[kK]\b)?[^$£€\d\n.;]{{0,40}}\b(?:step|grade|level)?\s?(?:\d{{1,2}}\s)?[^$£€\d\n.;]{{0,20}}\b(?:tops? out|topping out|ris(?:es|ing)|goes up|going up|climb\w*|through|max\w*|high|growing|grows|low end, )\b(?: to| at| of|:)*\s(?:{SIGN}\s?)?(?P<high>{AMOUNT})\s?(?P<highk>[kK]\b)?"
    rf"|{SIGN}\s?(?P<low2>{AMOUNT})\s?(?P<low2k>[kK]\b)? (?:on|at) the (?:low|bottom) end[^$£€\d\n.;]{{0,12}}{SIGN}\s?(?P<high2>{AMOUNT})\s?(?P<high2k>[kK]\b)? (?:on|at) the (?:high|top)",
    re.IGNORECASE,
)
"""A range told as a way up ("starts at $24 an hour, tops out at $28.50")."""


def _rises(sentence: str) -> tuple[int, int, float, float] | None:
    """The place and the ends of such a range, which lie near each other."""
    match = _RISES.search(sentence)
    if match is None:
        return None
    two = "2" if match["low2"] else ""
    low = number(match[f"low{two}"]) * (1000 if match[f"low{two}k"] else 1)
    high = number(match[f"high{two}"]) * (1000 if match[f"high{two}k"] else 1)
    return (*match.span(), low, high) if low < high <= 3 * low else None


def _apart(sentence: str) -> re.Match[str] | None:
    """A range with words between its ends, behind a word for pay."""
    match = _APART.search(sentence)
    return match if match and _PAY.search(sentence[: match.start()]) else None


def _find_bare(sentence: str, *, expected: bool) -> list[Pay]:
    """Pay written without a currency ("Compensation: 92K-118K", "16-18 an hour")."""
    short = (_SHORT_BARE if expected else _SHORT_LABELLED).match(sentence)
    if short and (pay := _shorthand(short)):
        return [pay]
    labelled = _HOURLY_LABEL.match(sentence) or _HOURLY_BARE.search(sentence)
    if labelled:
        low = number(labelled["low"])
        high = number(labelled["high"]) if labelled["high"] else low
        return [Pay(*labelled.span(), low, high, _BARE_CURRENCY, "hour")]
    found = []
    for match in _BARE.finditer(sentence):
        thousands = (match["high"] or "").endswith("thousand")
        low, high = _bare(match["low"]), _bare(match["high"] or match["low"])
        if (
            match["high"]
            and (match["high"][-1] in "kK" or thousands)
            and low < _HOURLY_MOST * 4
            and match["low"][-1] not in "kK"
        ):
            low *= 1000
        period = period_of(sentence[match.end() : match.end() + _ADJACENT])
        if low < _HOURLY_MOST and period != "hour":
            continue
        before = sentence[max(0, match.start() - _LEAD) : match.start()]
        first = match.start() <= _LEAD
        lead = _BARE_LEAD.search(before) is not None
        whole = bool(match["high"]) and len(sentence) - (match.end() - match.start()) <= _REST
        certain = _CERTAIN_LEAD.search(before) is not None and low <= _YEARLY_MOST
        led = lead or whole or certain or (expected and first and not before.strip(" :-–"))
        led = led or (
            first and not before.strip(" *•-–") and _BARE_TAIL.match(sentence, match.end()) is not None
        )
        whole_value = expected and len(sentence) - (match.end() - match.start()) <= _REST
        if low >= _YEARLY_LEAST and not (
            led
            and (
                period
                or match["high"]
                or certain
                or _THOUSANDS.search(match[0])
                or (whole_value and low <= _YEARLY_MOST)
            )
        ):
            continue
        period = period or ("year" if low >= _YEARLY_LEAST else "hour")
        found.append(Pay(match.start(), match.end(), low, high, _BARE_CURRENCY, period))
    return found


def _shorthand(match: re.Match[str]) -> Pay | None:
    """A labelled range in two or three figures: thousands a year, an hour's dollars, or lakhs ("Comp: 90-115")."""
    low, high = number(match["low"]), number(match["high"])
    if match["unit"]:
        return Pay(match.start("low"), match.end("high"), low * LAKH, high * LAKH, "INR", "year")
    if not low < high <= 2.5 * low:
        return None
    if low >= _LEAST_THOUSANDS and high <= _MOST_THOUSANDS:
        return Pay(match.start("low"), match.end("high"), low * 1000, high * 1000, _BARE_CURRENCY, "year")
    return (
        Pay(match.start("low"), match.end("high"), low, high, _BARE_CURRENCY, "hour")
        if high < _LEAST_THOUSANDS
        else None
    )


def _bare(written: str) -> float:
    bare = written.removesuffix("thousand").rstrip("kK ")
    return number(bare) * (1 if written.endswith(bare) else 1000)


def salary_rows(text: str, ask: Ask, *, expected: bool) -> list[Requirement]:
    """One row for each pay range of the ask."""
    return [pay_row(text, ask, pay) for pay in find_pay(ask.text, expected=expected)]


def pay_row(text: str, ask: Ask, pay: Pay) -> Requirement:
    """The row of one pay."""
    detail: dict[str, Scalar] = {
        "minimum": pay.minimum, "maximum": pay.maximum, "currency": pay.currency, "period": pay.period,
    }  # fmt: skip
    ends = [n for n in dict.fromkeys((pay.minimum, pay.maximum)) if n is not None]
    bounds = "–".join(f"{n:,.2f}".removesuffix(".00") for n in ends)
    lead = "up to " if pay.minimum is None else "from " if pay.maximum is None else ""
    label = f"{lead}{pay.currency} {bounds} a{'n' * (pay.period == 'hour')} {pay.period}"
    before = re.split(r"\d", ask.text[max(0, pay.start - _BEFORE) : pay.start])[-1]
    after = ask.text[pay.end : pay.end + _ADJACENT]
    if _ON_TARGET.search(before) or _ON_TARGET.match(after.lstrip(" (")):
        detail["on_target"] = True
        label += " (on target)"
    start, end = ask.start + pay.start, ask.start + pay.end
    return requirement("salary", "preferred", text, start, end, label=label, detail=detail)


def is_of_something_else(sentence: str, match: re.Match[str]) -> bool:
    """Whether the words beside an amount name a bonus, a budget, a thing or somebody else as its owner."""
    end = match.start() + len(match[0].rstrip())
    before = re.split(r"[;!?]|\.\s", sentence[max(0, match.start() - _BEFORE) : match.start()])[-1]
    after = re.split(r"[;!?]|\.\s|\.$", sentence[end : end + _AFTER])[0]
    if (
        _NOT_PAY.search(before)
        or _NOT_AFTER.match(after)
        or _ADDED.search(before)
        or _OF_PEOPLE.search(before)
    ):
        return True
    if _A_THING.search(before) and (thing := _THING.match(after)) and not _IS_JOB.search(thing[0]):
        return True
    return _NOT_PAY.search(re.split(r"[,;(+]|\b(?:plus|and|with)\b", after[:28])[0]) is not None


def _read(sentence: str, match: re.Match[str], *, expected: bool) -> Pay | None:
    amounts = amounts_of(match)
    if amounts is None:
        return None
    low, high = amounts
    end = match.start() + len(match[0].rstrip())
    before = re.split(r"[;!?]|\.\s", sentence[max(0, match.start() - _BEFORE) : match.start()])[-1]
    after = re.split(r"[;!?]|\.\s|\.$", sentence[end : end + _AFTER])[0]
    if LAKHS.match(after) and low < LAKH:
        low, high = low * LAKH, high * LAKH if high is not None else None
        after = after.replace("LPA", "per annum", 1)
    after = _PAID_OUT.sub(" ", after)
    near = _NEXT_AMOUNT.split(after)[0]
    added = _ADDS.search(near)
    if added and _NOT_PAY.search(near, added.end()):
        near = near[: added.start()]  # ", monthly bonus" is no period of the pay before it
    adjacent = period_of(match[0] + near[:_ADJACENT])
    period = adjacent or period_of(match[0] + near[:30]) or period_of(before[-35:] + " ")
    largest = high if high is not None else low
    if period in _MOST_OF and largest > _MOST_OF[period]:
        period = ""  # "$55,000, free parking and a day off" is no day's pay
    if not _is_pay(sentence, match, before, after, period, high is not None, expected=expected):
        return None
    if not period:
        period = "hour" if largest <= _HOURLY_MOST else "year" if largest >= _YEARLY_LEAST else ""
    if (
        not period
        or (period == "year" and largest < 1000)
        or not _HOURLY_LEAST <= (largest if period == "hour" else 1) <= 1000
    ):
        return None
    up_to = high is None and _UP_TO.search(before) is not None
    open_end = high is None and (after.startswith("+") or _FROM.search(before) is not None)
    return Pay(
        match.start(), end, None if up_to else low, low if high is None and not open_end else high, currency_of(match), period
    )  # fmt: skip


def _is_pay(
    sentence: str,
    match: re.Match[str],
    before: str,
    after: str,
    period: str,
    is_range: bool,
    *,
    expected: bool,
) -> bool:
    """Whether the words around speak of this position's pay, and not nearer of a bonus, a budget or an investor."""
    end = match.start() + len(match[0].rstrip())
    pay, other = _last(_PAY, before), _last(_NOT_PAY, before)
    other_after = _NOT_PAY.search(re.split(r"[,;|•/]", after[:28])[0])
    if other > pay or _NOT_AFTER.match(after) or _ADDED.search(before) or _OF_PEOPLE.search(before):
        return False
    if _A_THING.search(before) and (thing := _THING.match(after)) and not _IS_JOB.search(thing[0]):
        return False
    if (
        other_after
        and not (period and period_of(after[: other_after.start()]) and not _OF_A_THING.match(after))
        and not re.match(r"[\s,]*(?:\+|plus|and|with|incl\w*|base|DOE|depending)", after, re.IGNORECASE)
        and not _ANOTHER.match(after)
    ):
        return False
    if pay >= 0 or expected or _PAY.match(after.strip(" (")):
        return True
    if (
        len(sentence) <= _TITLE_LINE
        and not sentence[match.end() :].strip(" .*!")
        and _LAST_CELL.search(sentence[: match.start()])
    ):
        amount = (amounts_of(match) or (0.0, None))[0]
        if _YEARLY_LEAST * 1.5 <= amount <= _YEARLY_MOST:
            return True
    if _HOURLY_ALONE.fullmatch(sentence.strip()):
        return True
    # a cell holds little else, so its ends are near
    bars = [m.start() for m in _BAR.finditer(sentence, max(0, match.start() - _LEAD), end + _LEAD)]
    low_bar = max((b for b in bars if b < match.start()), default=-1)
    high_bar = min((b for b in bars if b >= end), default=-1)
    if low_bar >= 0 or high_bar >= 0:  # "Biostatistician | Hybrid | $92,000–$118,000 | Full time"
        cell = sentence[low_bar + 3 if low_bar >= 0 else 0 : high_bar if high_bar >= 0 else len(sentence)]
        if is_range and len(cell) - (match.end() - match.start()) <= _REST:
            return True
    alone = len(sentence) - (match.end() - match.start()) <= 25
    begins = match.start() <= _LEAD and not re.sub(
        rf"^\W*{_OFFER}(?:from\b|between\b|base\b|around\b|starting(?: at)?\b|up to\b)?\W*",
        "",
        sentence[: match.start()],
        flags=re.IGNORECASE,
    )
    if not period:
        # a line that begins with a year's pay ("$88,000–$101,000, plus …", "From $128,000") says nothing else
        largest = amounts_of(match) or (0.0, None)
        yearly = _YEARLY_LEAST * 1.5 <= max(x for x in largest if x is not None) <= _YEARLY_MOST
        return (alone and is_range) or (begins and yearly and (is_range or len(sentence) <= _SHORT_LINE))
    low = number(match["low"] or match["low2"])
    return is_range or alone or low <= _HOURLY_MOST or period_of(match[0] + after[:_ADJACENT]) == period


def _last(pattern: re.Pattern[str], piece: str) -> int:
    return max((m.end() for m in pattern.finditer(piece)), default=-1)
