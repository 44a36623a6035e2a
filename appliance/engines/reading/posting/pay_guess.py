"""Pay that no word calls pay: the amount of a posting that nothing else lays claim to ("Grade 8: £67,500", "120k, DOE").

The weakest way of reading: it counts only where nothing is said to be pay. An amount gathers marks of pay (a range, a
period, a year's or an hour's usual size, terms of employment beside it) and is out when its clause names another owner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from appliance.engines.reading.posting.money import MONEY, amounts_of, currency_of, period_of
from appliance.engines.reading.posting.salary import Pay, is_of_something_else, pay_row
from appliance.engines.reading.posting.values import Ask
from appliance.foundation.contracts.requirements import Requirement

_TERMS = re.compile(
    r"\b(?:contract|appointment|position|role|job|post|starts?|starting|begin\w*|guaranteed?|flat|DOE|(?:depend\w*|based) (?:on|upon)|commensurate|negotiable|gross|net|benefits?|health|dental|insurance|PTO|"
    r"tips|overtime|full[- ]time|part[- ]time|grade|band|step|level|hiring|offer(?:s|ed|ing)?|equity|options|pension|exempt|W-?2|1099|c2c|you(?:['’]ll| will)? (?:get|earn|make|take)|first year|per year|to start)\b",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\b(?:(?:we|our|us|company|firm|clients?|customers?|founded|patients|members|households|users|donors|guests)\b|(?:ticket|order|sale|product|home|house|room|unit|policy|meal|seat|vessel|equipment|machine|truck)s?\b)",
    re.IGNORECASE,
)
_SIZES = {"hour": (5, 300), "day": (60, 3000), "week": (200, 10_000), "month": (400, 40_000), "year": (14_000, 600_000)}  # fmt: skip
_WITH_MORE = re.compile(
    r"^\W*(?:\+|plus|and|with)\s*(?:an?\s|the\s|[$£€]\s?[\d.,]+\s?[kK]?\s)?(?:[\w-]+ ){0,2}(?:sign-on|relocation|bonus\w*|allowances?|benefits?|commissions?|equity|tips|options|overtime|pension|super(?:annuation)?|stock|car|housing|health|meals?|insurance)\b",
    re.IGNORECASE,
)
"""What is paid on top of a pay ("at $61,000 plus a car allowance")."""
_STOP = re.compile(r"[.!?]\s|[;\n]|\s[|•·/]\s")
_ENOUGH, _SHORT = 4, 60
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
    return [pay_row(text, best[1], best[2])] if best else []


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
