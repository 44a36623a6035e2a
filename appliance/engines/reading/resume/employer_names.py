"""The name of an employer without what is said of the firm or the work in brackets, and without a title before its comma."""

from __future__ import annotations

import re

from appliance.engines.reading.resume.judging import Judge
from appliance.engines.reading.resume.placing import SUFFIX
from appliance.engines.reading.resume.segments import Segment

_SAID_ASIDE = re.compile(
    r"\s*\((?:(?:part|full)[- ]time|contract(?:or|ual)?|freelance|temporary|seasonal|remote|hybrid|on-?site|"
    r"(?:acquired|bought|owned) by [^()]{2,60}|(?:formerly|previously|now) [^()]{2,60}|"
    r"an? [A-Z][^()]{1,50} (?:company|brand|business|subsidiary))\)?$",
    re.IGNORECASE,
)
_LEAST = 2


def bare_employer(employer: Segment, judge: Judge) -> Segment:
    """``employer`` with a shorter span where something stands before or behind the name."""
    aside = _SAID_ASIDE.search(employer.text) if "(" in employer.text else None
    if aside is not None and aside.start() > _LEAST:
        employer = employer._replace(end=employer.start + aside.start(), text=employer.text[: aside.start()])
    before, comma, name = employer.text.partition(", ")
    if (
        comma
        and not SUFFIX.match(name)
        and judge.all_title(before)
        and judge.employer(name) > judge.employer(before)
    ):
        employer = employer._replace(start=employer.end - len(name), text=name)
    return employer
