"""Pay that no word calls pay: the amount of a posting that nothing else lays claim to ("Grade 8: £67,500", "120k, DOE").

The weakest way of reading: it counts only where nothing is said to be pay. An amount gathers marks of pay (a range, a
period, a year's or an hour's usual size, terms of employment beside it) and is out when its clause names another owner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from appliance.engines.reading.posting.money import LAKH, MONEY, amounts_of, currency_of, period_of
from appliance.engines.reading.posting.salary import Pay, is_of_something_else, pay_row
from appliance.engines.reading.posting.values import Ask
from appliance.foundation.contracts.requirements import Requirement

_TERMS = re.compile(
    r"\b(?:contract|appointment|position|role|job|post|starts?|starting|begin\w*|guaranteed?|flat|DOE|(?:depend\w*|based) (?:on|upon)|commensurate|negotiable|gross|net|benefits?|health|dental|insurance|PTO|"
    r"tips|overtime|full[- ]time|part[- ]time|grade|band|step|level|hiring|offer(?:s|ed|ing)?|equity|options|pension|exempt|W-?2|1099|c2c|you(?:['’]ll| will)? (?:get|earn|make|take)|expect|comes with|in it for you|set aside|whoever|(?:we|our clients?) (?:start|pay|offer|hire|bring|put)\w*|W-2|candidate|number|money|hire|all[- ]in|salaried|annually|first year|per year|to start)\b",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\b(?:(?:we(?! (?:start|pay|offer|hire|bring|put|can|have (?:budgeted|set)))|our|us|company|firm|clients?|customers?|founded|patients|members|households|users|donors|guests)\b|(?:ticket|order|sale|product|home|house|room|unit|policy|meal|seat|vessel|equipment|machine|truck)s?\b)",
    re.IGNORECASE,
)
_SIZES = {"hour": (5, 300), "day": (60, 3000), "week": (200, 10_000), "month": (400, 40_000), "year": (14_000, 600_000)}  # fmt: skip
_WITH_MORE = re.compile(
    r"^\W*(?:\+|plus|and|with)\s*(?:an?\s|the\s|[$£€]\s?[\d.,]+\s?[kK]?\s)?(?:[\w-]+ ){0,2}(?:sign-on|relocation|bonus\w*|allowances?|benefits?|commissions?|equity|tips|options|overtime|pension|super(?:annuation)?|stock|car|housing|health|meals?|insurance)\b",
    re.IGNORECASE,
)
"""What is paid on top of a pay ("at $61,000 plus a car allowance")."""
_ONES = {w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"])} | {"a": 1, "an": 1}  # fmt: skip
_TENS = {
    w: 10 * n
    for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_COUNT = rf"(?:(?:(?:an?|{'|'.join(list(_ONES)[1:10])}) hundred(?: and)?[ -]?)?(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(list(_ONES)[1:10])}))?|{'|'.join(list(_ONES)[1:20])})|(?:an?|{'|'.join(list(_ONES)[1:10])}) hundred)"
_WORDED = re.compile(
    rf"\b(?P<low>{_COUNT})(?P<lowk> thousand)?(?:\s(?:to|and|or)\s(?P<high>{_COUNT})(?P<highk> thousand)?)?(?:\s(?P<name>dollars|bucks|pounds|euros|grand|k)\b|(?=\s(?:an|a|per|each) (?:hour|year|annum)\b))",
    re.IGNORECASE,
)
_LAKH_RANGE = re.compile(
    r"(?<![\d.])(?P<low>\d{1,2}(?:\.\d{1,2})?)\s?(?:(?:-|–|to|and)\s?(?P<high>\d{1,3}(?:\.\d{1,2})?)\s?)?(?:lakhs?|lacs?|LPA)\b(?=[^.;]{0,30}\b(?:rupees|year|annum|p\.?a|fixed|CTC)\b|\W*(?:$|[.,;]))",
    re.IGNORECASE,
)
_GRAND = re.compile(
    r"(?<![\d.,])£?(?P<low>\d{2,3})(?:\s?(?:-|–|to|and)\s?£?(?P<high>\d{2,3}))?\s?grand\b(?! (?:piano|total|hotel|opening))"
)
_CALLED_PAY = re.compile(r"\b(?:pays?|salary|CTC|compensation|package|fixed|offer)\b", re.IGNORECASE)
_BESIDE = 50
_STOP = re.compile(r"[.!?]\s|[;\n]|\s[|•·/]\s")
_ENOUGH, _IN_WORDS, _SHORT = 3, 4, 60
_NEAR = 200
"""Characters looked at on each side of an amount; the line around may be a whole text."""
_ABOUT = ("about", "boilerplate")


def guessed_pay(text: str, pieces: Iterable[Ask]) -> list[Requirement]:
    """The row of the likeliest amount, or none."""
    best: tuple[int, Ask, Pay] | None = None
    for ask in pieces:
        for match in MONEY.finditer(ask.text):
            found = _weighed(ask, match)
            if found and (best is None or found[0] > best[0]):
                best = found[0], ask, found[1]
        for pay in _in_words(ask):
            if best is None or pay.minimum != pay.maximum:
                best = _IN_WORDS, ask, pay
    return [pay_row(text, best[1], best[2])] if best else []


def _in_words(ask: Ask) -> Iterator[Pay]:
    """Amounts written out ("sixty-two thousand dollars a year", "thirteen pounds an hour"), and lakhs without a sign."""
    if ask.role in _ABOUT:
        return
    for match in _WORDED.finditer(ask.text):
        before = ask.text[max(0, match.start() - _BESIDE) : match.start()]
        if is_of_something_else(ask.text, match) or _HOUSE.search(before):
            continue
        name = (match["name"] or "").lower()
        thousand = 1000 if match["lowk"] or match["highk"] or name in ("grand", "k") else 1
        low = _counted(match["low"]) * thousand
        high = _counted(match["high"]) * thousand if match["high"] else low
        period = period_of(ask.text[match.end() : match.end() + 25]) or ("year" if thousand > 1 else "")
        if not period or not _SIZES[period][0] <= low <= high <= _SIZES[period][1]:
            continue
        currency = {"pounds": "GBP", "grand": "GBP", "euros": "EUR"}.get(name, "USD")
        yield Pay(match.start(), match.end(), low, high, currency, period)
    for match in _GRAND.finditer(ask.text):
        if not is_of_something_else(ask.text, match) and not _HOUSE.search(ask.text[: match.start()]):
            low = float(match["low"]) * 1000
            yield Pay(
                match.start(), match.end(), low, float(match["high"] or match["low"]) * 1000, "GBP", "year"
            )
    for match in _LAKH_RANGE.finditer(ask.text):
        if _CALLED_PAY.search(ask.text, 0, match.start()) and not is_of_something_else(ask.text, match):
            low = float(match["low"]) * LAKH
            yield Pay(
                match.start(),
                match.end(),
                low,
                float(match["high"]) * LAKH if match["high"] else low,
                "INR",
                "year",
            )


def _counted(written: str) -> float:
    """The number of "one hundred eighty-five"."""
    total = 0
    for word in written.lower().replace("-", " ").split():
        total = (total or 1) * 100 if word == "hundred" else total + _ONES.get(word, _TENS.get(word, 0))
    return float(total)


def _weighed(ask: Ask, match: re.Match[str]) -> tuple[int, Pay] | None:
    """How much speaks for an amount, and the pay it would be; None for what is too little or somebody else's."""
    amounts = amounts_of(match)
    if amounts is None:
        return None
    low, high = amounts
    end = match.start() + len(match[0].rstrip())
    before = _STOP.split(ask.text[max(0, match.start() - _NEAR) : match.start()])[-1]
    after = _STOP.split(ask.text[end : end + _NEAR], maxsplit=1)[0]
    period = period_of(match[0] + re.split(r"[$£€,;]", after[:20])[0])
    marks = 2 * bool(period) + 2 * (high is not None)
    cents = re.search(r"\.\d\d\b", match[0]) is not None
    if not period:
        period = "hour" if cents and low < _SIZES["hour"][1] else "year"
    least, most = _SIZES[period]
    if not (least <= low and (high or low) <= most) or is_of_something_else(ask.text, match):
        return None
    marks += 1 + (period == "hour" and cents)
    marks += (
        not before.strip(" •*-–—:(") or re.search(r"(?:[:–—-]|\bat|\bof|\bget:?)\s*$", before) is not None
    )
    marks += not (before + after).strip(" .!•*-–—:()")
    marks += len(before) + len(match[0]) + len(after) <= _SHORT
    marks += _TERMS.search(before[-60:] + " " + after[:60]) is not None
    marks += _WITH_MORE.match(after) is not None
    marks -= 2 * (_HOUSE.search(before[-60:]) is not None)
    if marks < _ENOUGH or (ask.role in _ABOUT and marks < _ENOUGH + 1):
        return None
    top = low if high is None else high
    return marks, Pay(match.start(), end, low, top, currency_of(match), period)
