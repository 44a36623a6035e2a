"""Pay: ranges with currency and period; funding, revenue, bonuses and 401(k) are not pay."""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.engines.reading.posting.values import Ask, requirement
from appliance.foundation.contracts.requirements import Requirement
from appliance.foundation.contracts.values import Scalar

_SIGNS = {"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR"}
_CODES = r"USD|US\$|GBP|EUR|CAD|C\$|AUD|A\$|NZD|CHF|SGD|INR|SEK|NOK|DKK|PLN|JPY"
_NAMED = {"US$": "USD", "C$": "CAD", "A$": "AUD"}
_SIGN = rf"(?:{_CODES}|US \$|[$£€¥₹])"
_AMOUNT = r"\d{1,2}(?:,\d{2}){1,2},\d{3}|\d{1,3}(?:[,.  '’]\d{3}){1,3}(?:\.\d{1,2})?|\d{1,9}(?:\.\d{1,2})?"
_MONEY = re.compile(
    rf"(?P<sign>{_SIGN})\s?(?P<low>{_AMOUNT})\s?(?P<lowk>[kK](?![a-z])|mm?\b|M\b|B\b|bn\b|million|billion)?(?P<loweuro>\s?[€£])?(?P<lowcode>\s?(?:{_CODES})\b)?(?P<lowper>\s?(?:/|per |an? )\s?(?:hour|hr|h|year|yr|annum|month|day|week|[Hh]our|H[Rr]|[Yy]ear|Y[Rr])\b(?:\.(?=\s*[-–—]))?)?"
    rf"(?:\s?\s?(?:\((?:step|level|grade|entry|min|start)[^()\d]{{0,12}}\d{{0,2}}\)\s?)?(?:to\s?[-–]|-|–|—|−|\bto\b|\band\b|,?\s?up to|through|/(?=\s?[$£€]\s?\d{{2,3}},?\d{{3}}))\s?\s?(?:{_SIGN}\s?)?(?P<high>{_AMOUNT})\s?(?P<highk>[kK](?![a-z])|mm?\b|M\b|B\b|bn\b|million|billion)?)?(?P<code>\s?(?:{_CODES})\b)?(?P<euro>\s?[€£])?"
    rf"|(?<![\d.,])(?P<low2>{_AMOUNT})\s?(?P<low2k>[kK]\b)?\s?(?:[€£$]?\s?(?:-|–|—|\bto\b|\bà\b|\bbis\b)\s?(?P<high2>{_AMOUNT})\s?(?P<high2k>[kK]\b)?\s?)?(?P<sign2>€|£|\$(?!\s?\d)|(?:USD|EUR|GBP|CAD|AUD|CHF|SEK|PLN|dollars|bucks|euros?)\b)",
)
_BARE = re.compile(
    r"(?<![\w$£€.,/#-])(?P<low>\d{2,3}(?:,\d{3}(?:\.\d\d)?|\s?[kK]\b|(?=\s?(?:-|–|—|to)\s?\d{2,3}\s?[kK]\b))|\d{5,6}(?=\s?(?:-|–|—|to)\s?\d{5,6}\b)|\d{2}(?:\.\d{2})?(?=\s?(?:/|per |an )\s?h(?:ou)?r)|\d{2}(?:\.\d{2})?(?=\s?(?:-|–|—|to)\s?\d{2}(?:\.\d{2})?\s?(?:an|per|/)\s?h(?:ou)?r))"
    r"(?:\s?(?:-|–|—|\bto\b)\s?(?P<high>\d{2,3}(?:,\d{3}(?:\.\d\d)?|\s?[kK]\b)|\d{5,6}|\d{2}(?:\.\d{2})?(?=\s?(?:an|per|/)\s?h(?:ou)?r)))?(?![\w,.]*\d)",
)
"""Amounts without a currency: pay only right after a word for pay, or with "an hour" behind a range."""
_BARE_LEAD = re.compile(
    r"\b(?:salary|pay|comp|compensation|wages?|base|remuneration|range)\b(?:\s+(?:range|scale|is|of|from|between))*\s*[:\-–]?\s*$",
    re.IGNORECASE,
)
_BARE_CURRENCY = "USD"
_PERIODS = (
    ("hour", re.compile(r"\bhourly rate\b|\b(?:per|an|each|/)\s?(?:(?:contact|billable|working|clock|credit|teaching|labou?r|clinical) )?(?:hour|hr)\b|/\s?h(?:ou)?r?\b|\bhourly\b|\b(?:pro|die) Stunde\b|\bp/?h\b|\bper hour\b", re.IGNORECASE)),
    ("day", re.compile(r"\bday[- ]rate\b|\b(?:per|a|each)\s?day\b|/\s?day\b|\bp/?d\b|\bdaily\b|\bper diem\b", re.IGNORECASE)),
    ("week", re.compile(r"\b(?:per|a|each)\s?week\b|/\s?(?:week|wk)\b|\bweekly\b|\bp/?w\b", re.IGNORECASE)),
    ("month", re.compile(r"\b(?:per|a|each)\s?month\b|/\s?mo(?:nth)?\b|\bmonthly\b|\b(?:im|pro) Monat\b|\bmonatlich\b|\bpar mois\b|\bpcm\b", re.IGNORECASE)),
    ("year", re.compile(r"\b(?:per|a|each)\s?(?:year|annum|yr)\b|/\s?(?:year|yr|annum)\b|\bannual(?:ly|ized|ised)?\b|\byearly\b|\bp\.?\s?a\.?\b|\bper annum\b|\b(?:im|pro) Jahr\b|\bjährlich\b|\bpar an\b|\bPA\b", re.IGNORECASE)),
)  # fmt: skip
_PAY = re.compile(
    r"\b(?:salar(?:y|ies|ied)|pay(?:s|ing)?|compensation|(?<!workers['’] )(?<!workers )(?<!worker['’]s )comp(?! time)|wages?|remuneration|base|earn(?:s|ing|ings)?|OTE|on[- ]target|stipend|rate|income|package|hiring range|(?:job|position|role|post) carries|you(?:['’]ll| will)? (?:get|make|receive)(?=\s+(?:about |around )?$)|offer(?=(?:\s*:| is)\s*$)|guaranteed?(?=:?\s*$)|(?:cash|range)(?=\s*:)|gross|pay scale|wage scale|scale|take home)\b",
    re.IGNORECASE,
)
_NOT_PAY = re.compile(
    r"\b(?:bonus(?:es)?|top (?:performers?|representatives|earners|reps|sellers)|referral|referred|sign[- ]?on|signing|revenue|funding|funded|raised|rais(?:e|ing)|series [a-f]|budgets?|turnover|portfolio|assets|valuation|sales of|in sales|quota|reimburse\w*|tuition|cost of living|coverage|"
    r"deductible|premium|worth|donat\w+|grants?|invest(?:ed|ment|ments|ing)?|market(?:place)?|sav(?:e|es|ing)|contracts?|deals?|transactions?|savings?|allowances?|stipend|relocation|401\s?\(?k|equity|credit|gift|discount|fund\b|penalt\w+|fine|"
    r"loans?|fees?|purchase|ARR|GMV|spend|managed|wellness|home office|per diem|training budget|learning|match(?:ing|ed)?|insurance|spending|accounts?|projects?|processing|payments? volume|facility|campaign|prize|award|cash|incentive|stock|commission|profit|expenses?|average (?:\w+ )?(?:order|ticket|check|sale|price)|ranging from \$\d+k to \$\d+m)\b",
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
_OF_PAY = r"(?:(?:(?:hourly|annual|base|starting)\s+)?(?:rate|salary|pay|wage|base)\s*)?"
_NAMED_ENDS = re.compile(
    rf"\bmin(?:imum)?\.?\s*{_OF_PAY}:?\s*(?:{_SIGN}\s?)?(?P<low>{_AMOUNT})\s?(?P<lowk>[kK]\b)?[^\d\n]{{0,30}}(?:mid(?:point)?\.?\s*:?\s*(?:{_SIGN}\s?)?(?:{_AMOUNT})\s?[kK]?[^\d\n]{{0,20}})?\bmax(?:imum)?\.?\s*{_OF_PAY}:?\s*(?:{_SIGN}\s?)?(?P<high>{_AMOUNT})\s?(?P<highk>[kK]\b)?",
    re.IGNORECASE,
)
_HOURLY_LABEL = re.compile(
    r"^\W*hourly(?: rate| pay| wage)?\s*[:–-]\s*(?P<low>\d{2}(?:\.\d{2})?)(?:\s?(?:-|–|to)\s?(?P<high>\d{2}(?:\.\d{2})?))?\s*$",
    re.IGNORECASE,
)
_GRADES = re.compile(
    rf"\bG[SG]-?\d+\s*[(:]?\s*\$(?P<low>{_AMOUNT})\)?\s*(?:to|-|–)\s*G[SG]-?\d+\s*[(:]?\s*\$(?P<high>{_AMOUNT})\)?"
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
_BIG = {"m", "mm", "b", "bn", "million", "billion"}
_HOURLY_LEAST = 1
"""Less is paid by the word or the mile."""
_HOURLY_MOST, _YEARLY_LEAST, _YEARLY_MOST = 250, 10_000, 900_000
_SHORT_LINE, _REST = 45, 12
_BEFORE, _AFTER, _ADJACENT = 70, 45, 14
_LAKHS, _LAKH = re.compile(r"\s?(?:LPA|[Ll]akhs?|[Ll]acs?)\b"), 100_000
"""The Indian unit of yearly pay: "₹12–18 LPA"."""
_PAID_OUT = re.compile(
    r"\b(?:paid|payable|pays out)(?: out)? (?:bi-?weekly|semi-?monthly|weekly|monthly|every \w+|daily)\b",
    re.IGNORECASE,
)
"""How often pay is paid out, which says nothing of what the amount is for."""
_BAR = re.compile(r"\s[|·–—-]\s")
_TITLE_LINE = 80
_LAST_CELL = re.compile(r"^[^.;:$£€\d]*[^.;:$£€]*(?:,|\s[-–—·|])\s*$")
"""What stands before the last cell of a line ("Full Stack Developer, Reston, $160K")."""
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
    for match in _MONEY.finditer(sentence):
        pay = _read(sentence, match, expected=expected)
        if pay:
            found.append(pay)
    return _bounds(sentence, found, expected=expected) or found or _find_bare(sentence, expected=expected)


def _bounds(sentence: str, found: list[Pay], *, expected: bool) -> list[Pay]:
    """One range where its ends are named apart ("minimum $22.40, maximum $29.15 hourly", "Min: 102,000 Max: 153,000 (USD/annual)")."""
    grades = _GRADES.search(sentence)
    if grades and _number(grades["low"]) >= _YEARLY_LEAST:
        ends = _number(grades["low"]), _number(grades["high"])
        return [Pay(*grades.span(), *ends, _BARE_CURRENCY, "year")]
    match = _NAMED_ENDS.search(sentence)
    if match is None or not (found or expected or _PAY.search(sentence)):
        return []
    low, high = _number(match["low"]), _number(match["high"])
    if match["lowk"]:
        low *= 1000
    if match["highk"]:
        high *= 1000
    period = _period(sentence[match.start() :] + " ") or _period(sentence[: match.start()][-35:])
    period = period or ("year" if low >= _YEARLY_LEAST else "hour" if high <= _HOURLY_MOST else "")
    if not period or low > high:
        return []
    currency = found[0].currency if found else _BARE_CURRENCY
    return [Pay(match.start(), match.end(), low, high, currency, period)]


def _find_bare(sentence: str, *, expected: bool) -> list[Pay]:
    """Pay written without a currency ("Compensation: 92K-118K", "16-18 an hour")."""
    labelled = _HOURLY_LABEL.match(sentence)
    if labelled:
        low = _number(labelled["low"])
        high = _number(labelled["high"]) if labelled["high"] else low
        return [Pay(*labelled.span(), low, high, _BARE_CURRENCY, "hour")]
    found = []
    for match in _BARE.finditer(sentence):
        low, high = _bare(match["low"]), _bare(match["high"] or match["low"])
        if (
            match["high"]
            and match["high"][-1] in "kK"
            and low < _HOURLY_MOST * 4
            and match["low"][-1] not in "kK"
        ):
            low *= 1000
        period = _period(sentence[match.end() : match.end() + _ADJACENT])
        if low < _HOURLY_MOST and period != "hour":
            continue
        lead = _BARE_LEAD.search(sentence[: match.start()]) is not None
        whole = bool(match["high"]) and len(sentence) - (match.end() - match.start()) <= _REST
        led = lead or whole or (expected and not sentence[: match.start()].strip(" :-–"))
        whole_value = expected and len(sentence) - (match.end() - match.start()) <= _REST
        if low >= _YEARLY_LEAST and not (
            led and (period or match["high"] or (whole_value and low <= _YEARLY_MOST))
        ):
            continue
        period = period or ("year" if low >= _YEARLY_LEAST else "hour")
        found.append(Pay(match.start(), match.end(), low, high, _BARE_CURRENCY, period))
    return found


def _bare(written: str) -> float:
    return _number(written.rstrip("kK ")) * (1000 if written[-1] in "kK" else 1)


def salary_rows(text: str, ask: Ask, *, expected: bool) -> list[Requirement]:
    """One row for each pay range of the ask."""
    rows = []
    for pay in find_pay(ask.text, expected=expected):
        detail: dict[str, Scalar] = {
            "minimum": pay.minimum, "maximum": pay.maximum, "currency": pay.currency, "period": pay.period,
        }  # fmt: skip
        bounds = [
            f"{n:,.2f}".removesuffix(".00")
            for n in dict.fromkeys((pay.minimum, pay.maximum))
            if n is not None
        ]
        lead = "up to " if pay.minimum is None else "from " if pay.maximum is None else ""
        label = (
            f"{lead}{pay.currency} {'–'.join(bounds)} a {pay.period}"
            if pay.period != "hour"
            else f"{lead}{pay.currency} {'–'.join(bounds)} an hour"
        )
        before = re.split(r"\d", ask.text[max(0, pay.start - _BEFORE) : pay.start])[-1]
        after = ask.text[pay.end : pay.end + _ADJACENT]
        if _ON_TARGET.search(before) or _ON_TARGET.match(after.lstrip(" (")):
            detail["on_target"] = True
            label += " (on target)"
        rows.append(
            requirement(
                "salary",
                "preferred",
                text,
                ask.start + pay.start,
                ask.start + pay.end,
                label=label,
                detail=detail,
            )
        )
    return rows


def _read(sentence: str, match: re.Match[str], *, expected: bool) -> Pay | None:
    amounts = _amounts(match)
    if amounts is None:
        return None
    low, high = amounts
    end = match.start() + len(match[0].rstrip())
    before = re.split(r"[;!?]|\.\s", sentence[max(0, match.start() - _BEFORE) : match.start()])[-1]
    after = re.split(r"[;!?]|\.\s|\.$", sentence[end : end + _AFTER])[0]
    if _LAKHS.match(after) and low < _LAKH:
        low, high = low * _LAKH, high * _LAKH if high is not None else None
        after = after.replace("LPA", "per annum", 1)
    after = _PAID_OUT.sub(" ", after)
    adjacent = _period(match[0] + after[:_ADJACENT])
    period = adjacent or _period(match[0] + after[:30]) or _period(before[-35:] + " ")
    largest = high if high is not None else low
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
        match.start(), end, None if up_to else low, low if high is None and not open_end else high, _currency(match), period
    )  # fmt: skip


def _amounts(match: re.Match[str]) -> tuple[float, float | None] | None:
    """Both amounts in units ("$140–170K" is 140,000 to 170,000); None for millions."""
    low = _number(match["low"] or match["low2"])
    written = match["high"] or match["high2"]
    high = _number(written) if written else None
    low_k = (match["lowk"] or match["low2k"] or "").lower()
    high_k = (match["highk"] or match["high2k"] or "").lower()
    if low_k in _BIG or high_k in _BIG or low <= 0:
        return None
    if low_k == "k":
        low *= 1000
    if high is not None and (high_k == "k" or (low_k == "k" and high < 1000)):
        high *= 1000
    if high is not None and high >= _YEARLY_LEAST and low < 1000:
        low *= 1000
    return low, high


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
    other_after = _NOT_PAY.search(after[:28])
    if other > pay or _NOT_AFTER.match(after) or _ADDED.search(before):
        return False
    if (
        other_after
        and not (period and _period(after[: other_after.start()]))
        and not re.match(r"[\s,]*(?:\+|plus|and|with|incl\w*|base|DOE|depending)", after, re.IGNORECASE)
        and not _ANOTHER.match(after)
    ):
        return False
    if pay >= 0 or expected or _PAY.match(after.strip(" (")):
        return True
    if _LAST_CELL.search(sentence[: match.start()]) and not sentence[match.end() :].strip(" .*"):
        amount = (_amounts(match) or (0.0, None))[0]
        if len(sentence) <= _TITLE_LINE and _YEARLY_LEAST * 1.5 <= amount <= _YEARLY_MOST:
            return True
    if _HOURLY_ALONE.fullmatch(sentence.strip()):
        return True
    bars = [m.start() for m in _BAR.finditer(sentence)]
    low_bar = max((b for b in bars if b < match.start()), default=-1)
    high_bar = min((b for b in bars if b >= end), default=-1)
    if low_bar >= 0 or high_bar >= 0:  # "Biostatistician | Hybrid | $92,000–$118,000 | Full time"
        cell = sentence[low_bar + 3 if low_bar >= 0 else 0 : high_bar if high_bar >= 0 else len(sentence)]
        if is_range and len(cell) - (match.end() - match.start()) <= _REST:
            return True
    alone = len(sentence) - (match.end() - match.start()) <= 25
    begins = not re.sub(
        rf"^\W*{_OFFER}(?:from\b|between\b|base\b|around\b|starting(?: at)?\b|up to\b)?\W*",
        "",
        sentence[: match.start()],
        flags=re.IGNORECASE,
    )
    if not period:
        # a line that begins with a year's pay ("$88,000–$101,000, plus …", "From $128,000") says nothing else
        largest = _amounts(match) or (0.0, None)
        yearly = _YEARLY_LEAST * 1.5 <= max(x for x in largest if x is not None) <= _YEARLY_MOST
        return (alone and is_range) or (begins and yearly and (is_range or len(sentence) <= _SHORT_LINE))
    low = _number(match["low"] or match["low2"])
    return is_range or alone or low <= _HOURLY_MOST or _period(match[0] + after[:_ADJACENT]) == period


def _last(pattern: re.Pattern[str], piece: str) -> int:
    return max((m.end() for m in pattern.finditer(piece)), default=-1)


def _number(written: str) -> float:
    if re.fullmatch(r"\d{1,2}(?:,\d{2}){1,2},\d{3}", written):  # lakhs: "12,00,000"
        return float(written.replace(",", ""))
    grouped = re.fullmatch(r"\d{1,3}(?:[,.  '’]\d{3})+(\.\d{1,2})?", written)
    if grouped:
        tail = grouped[1] or ""
        body = written[: len(written) - len(tail)]
        return float(re.sub(r"[,.  '’]", "", body) + tail)
    return float(written)


def _period(piece: str) -> str:
    found = [(m.start(), name) for name, pattern in _PERIODS if (m := pattern.search(piece))]
    return min(found)[1] if found else ""


def _currency(match: re.Match[str]) -> str:
    named = (match["code"] or match["lowcode"] or "").strip()
    written = named or match["euro"] or match["loweuro"] or match["sign"] or match["sign2"] or ""
    written = written.strip().replace("US $", "US$")
    if written.lower().startswith(("dollar", "buck")):
        return "USD"
    if written.lower().startswith("euro"):
        return "EUR"
    return _SIGNS.get(written) or _NAMED.get(written) or written
