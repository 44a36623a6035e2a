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
_AMOUNT = r"\d{1,3}(?:[,.  ]\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?"
_MONEY = re.compile(
    rf"(?P<sign>{_SIGN})\s?(?P<low>{_AMOUNT})\s?(?P<lowk>[kK]\b|[kK](?=\s?[-–—])|mm?\b|M\b|B\b|bn\b|million|billion)?(?P<loweuro>\s?[€£])?(?P<lowcode>\s?(?:{_CODES})\b)?(?P<lowper>\s?(?:/|per |an? )\s?(?:hour|hr|year|yr|annum|month|day|week)\b)?"
    rf"(?:\s?(?:-|–|—|−|\bto\b|\band\b|up to|through)\s?(?:{_SIGN}\s?)?(?P<high>{_AMOUNT})\s?(?P<highk>[kK]\b|mm?\b|M\b|B\b|bn\b|million|billion)?)?(?P<code>\s?(?:{_CODES})\b)?(?P<euro>\s?[€£])?"
    rf"|(?P<low2>{_AMOUNT})\s?(?P<low2k>[kK]\b)?\s?(?:[€£]?\s?(?:-|–|—|\bto\b)\s?(?P<high2>{_AMOUNT})\s?(?P<high2k>[kK]\b)?\s?)?(?P<sign2>€|£|(?:USD|EUR|GBP|CAD|AUD|CHF|SEK|PLN|dollars|euros?)\b)",
)
_PERIODS = (
    ("hour", re.compile(r"\b(?:per|an|each|/)\s?(?:hour|hr)\b|/\s?h(?:ou)?r?\b|\bhourly\b|\bp/?h\b|\bper hour\b", re.IGNORECASE)),
    ("day", re.compile(r"\b(?:per|a|each)\s?day\b|/\s?day\b|\bdaily\b|\bper diem\b", re.IGNORECASE)),
    ("week", re.compile(r"\b(?:per|a|each)\s?week\b|/\s?(?:week|wk)\b|\bweekly\b", re.IGNORECASE)),
    ("month", re.compile(r"\b(?:per|a|each)\s?month\b|/\s?mo(?:nth)?\b|\bmonthly\b", re.IGNORECASE)),
    ("year", re.compile(r"\b(?:per|a|each)\s?(?:year|annum|yr)\b|/\s?(?:year|yr|annum)\b|\bannual(?:ly|ized|ised)?\b|\byearly\b|\bp\.?\s?a\.?\b|\bper annum\b|\bPA\b", re.IGNORECASE)),
)  # fmt: skip
_PAY = re.compile(
    r"\b(?:salar(?:y|ies)|pay(?:s|ing)?|compensation|wages?|remuneration|base|earn(?:s|ing|ings)?|OTE|on[- ]target|stipend|rate|income|package|hiring range|gross|pay scale|take home)\b",
    re.IGNORECASE,
)
_NOT_PAY = re.compile(
    r"\b(?:bonus(?:es)?|referral|referred|sign[- ]?on|signing|revenue|funding|funded|raised|rais(?:e|ing)|series [a-f]|budgets?|turnover|portfolio|assets|valuation|sales of|in sales|quota|reimburse\w*|tuition|cost of living|coverage|"
    r"deductible|premium|worth|donat\w+|grants?|invest(?:ed|ment|ments|ing)?|market(?:place)?|contracts?|deals?|transactions?|savings?|allowances?|stipend|relocation|401\s?\(?k|equity|credit|gift|discount|fund\b|penalt\w+|fine|"
    r"loans?|fees?|purchase|ARR|GMV|spend|managed|wellness|home office|per diem|training budget|learning|match(?:ing|ed)?|insurance|spending|accounts?|projects?|processing|payments? volume|facility|campaign|prize|award|cash|incentive|stock|commission|profit|expenses?|ranging from \$\d+k to \$\d+m)\b",
    re.IGNORECASE,
)
_BIG = {"m", "mm", "b", "bn", "million", "billion"}
_HOURLY_MOST, _YEARLY_LEAST = 250, 10_000
_BEFORE, _AFTER = 70, 45


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
    return found


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
    first = match["low"] is not None
    low = _number(match["low"] or match["low2"])
    written_high = match["high"] or match["high2"]
    high = _number(written_high) if written_high else None
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
    before = sentence[max(0, match.start() - _BEFORE) : match.start()]
    after = sentence[match.end() : match.end() + _AFTER]
    clause_before = re.split(r"[;!?]|\.\s", before)[-1]
    clause_after = re.split(r"[;!?]|\.\s|\.$", after)[0]
    period = _period(match[0] + clause_after[:30]) or _period(clause_before[-35:] + " ")
    largest = high if high is not None else low
    guessed = "hour" if largest <= _HOURLY_MOST else "year" if largest >= _YEARLY_LEAST else ""
    pay_word = _last(_PAY, clause_before)
    other = _last(_NOT_PAY, clause_before)
    other_after = _NOT_PAY.search(clause_after[:28])
    if (
        other_after
        and not (period and _period(clause_after[: other_after.start()]))
        and not re.match(r"[\s,]*(?:\+|plus|and|with|base|DOE|depending)", clause_after, re.IGNORECASE)
    ):
        return None
    if other > pay_word:
        return None
    said = pay_word >= 0 or expected or _PAY.match(clause_after.strip(" (")) is not None
    if not said and not period and not _alone(sentence, match, high is not None):
        return None
    if (
        not said
        and high is None
        and not (period and (largest <= _HOURLY_MOST or _alone(sentence, match, True)))
    ):
        return None
    period = period or guessed
    if not period or (period == "year" and largest < 1000) or (period == "hour" and largest > 1000):
        return None
    if not first and not said and not match["low2k"] and largest < 1000 and match["sign2"].isalpha():
        return None
    up_to = re.search(r"\b(?:up to|maximum(?: of)?|to)\s*$", clause_before, re.IGNORECASE) is not None
    open_end = high is None and (
        after.startswith("+")
        or re.search(
            r"\b(?:from|starting(?: at| from)?|starts at|minimum(?: of)?|at least|over)\s*$",
            clause_before,
            re.IGNORECASE,
        )
    )
    minimum = None if up_to and high is None else low
    maximum = low if high is None and (up_to or not open_end) else high
    return Pay(match.start(), match.end(), minimum, maximum, _currency(match), period)


def _alone(sentence: str, match: re.Match[str], is_range: bool) -> bool:
    """The amount is (nearly) all there is, or a range so large that it can only be pay."""
    return len(sentence) - (match.end() - match.start()) <= 25 and is_range


def _last(pattern: re.Pattern[str], piece: str) -> int:
    return max((m.end() for m in pattern.finditer(piece)), default=-1)


def _number(written: str) -> float:
    grouped = re.fullmatch(r"\d{1,3}(?:[,.  ]\d{3})+(\.\d{1,2})?", written)
    if grouped:
        tail = grouped[1] or ""
        body = written[: len(written) - len(tail)]
        return float(re.sub(r"[,.  ]", "", body) + tail)
    return float(written)


def _period(piece: str) -> str:
    found = [(m.start(), name) for name, pattern in _PERIODS if (m := pattern.search(piece))]
    return min(found)[1] if found else ""


def _currency(match: re.Match[str]) -> str:
    named = (match["code"] or match["lowcode"] or "").strip()
    written = named or match["euro"] or match["loweuro"] or match["sign"] or match["sign2"] or ""
    written = written.strip().replace("US $", "US$")
    if written.lower().startswith("dollar"):
        return "USD"
    if written.lower().startswith("euro"):
        return "EUR"
    return _SIGNS.get(written) or _NAMED.get(written) or written
