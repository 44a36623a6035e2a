"""What a page says about itself to machines (schema.org JobPosting): it outranks what is read from the text."""

from __future__ import annotations

import html
import json
import re
from typing import Any, NamedTuple

from appliance.engines.reading.posting.values import READER
from appliance.foundation.contracts.requirements import Period, Requirement, RequirementKind
from appliance.foundation.contracts.values import Scalar, Span

_PERIODS: dict[str, Period] = {"HOUR": "hour", "DAY": "day", "WEEK": "week", "MONTH": "month", "YEAR": "year"}
_DEGREES = {
    "high school": "high_school", "associate degree": "associate", "bachelor degree": "bachelor",
    "professional certificate": "", "postgraduate degree": "master",
}  # fmt: skip
_TAGS = re.compile(r"<[^>]{0,200}>")
_MONTHS = 12


class Structured(NamedTuple):
    """Values the page states; "" and () where it states none."""

    title: str = ""
    organisation: str = ""
    locations: tuple[str, ...] = ()
    remote: str = ""
    requirements: tuple[Requirement, ...] = ()
    detail: dict[str, Scalar] = {}  # noqa: RUF012 - never written to


def read_structured(source: str, text: str) -> Structured:
    """Read JSON text of a JobPosting; text that is no such object gives nothing."""
    posting = _posting(source)
    if posting is None:
        return Structured()
    rows = [
        *_salary(posting, text),
        *_education(posting, text),
        *_experience(posting, text),
        *_clearance(posting, text),
    ]
    detail: dict[str, Scalar] = {}
    for key, name in (("datePosted", "opens"), ("validThrough", "closes")):
        value = _word(posting.get(key))
        if re.match(r"\d{4}-\d\d-\d\d", value):
            detail[name] = value[:10]
    kinds = [_word(k) for k in _many(posting.get("employmentType")) if _word(k)]
    if kinds:
        detail["employment_type"] = ", ".join(kinds)
    area = [n for a in _many(posting.get("applicantLocationRequirements")) if (n := _name(a))]
    if area:
        detail["applicants_from"] = "; ".join(area)
    remote = "remote" if "TELECOMMUTE" in _word(posting.get("jobLocationType")).upper() else ""
    return Structured(
        _clean(_word(posting.get("title"))), _clean(_name(posting.get("hiringOrganization"))),
        _locations(posting), remote, tuple(rows), detail,
    )  # fmt: skip


def place_of(value: str, text: str) -> Span | None:
    """Where the text says the same, or None."""
    at = text.find(value) if value else -1
    return Span(start=at, end=at + len(value)) if at >= 0 else None


def _posting(source: str) -> dict[str, Any] | None:
    if not source.strip():
        return None
    try:
        found = json.loads(source)
    except (ValueError, RecursionError):  # untrusted: a page's broken data is as good as none
        return None
    return _search(found, 0)


def _search(value: Any, depth: int) -> dict[str, Any] | None:
    if depth > 4:
        return None
    if isinstance(value, list):
        return next((f for v in value[:50] if (f := _search(v, depth + 1))), None)
    if isinstance(value, dict):
        if "JobPosting" in _many(value.get("@type")) or ("title" in value and "hiringOrganization" in value):
            return value
        return _search(value.get("@graph"), depth + 1)
    return None


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _word(value: Any) -> str:
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _clean(value: str) -> str:
    return " ".join(html.unescape(_TAGS.sub(" ", value)).split())


def _name(value: Any) -> str:
    return _word(value.get("name")) if isinstance(value, dict) else _word(value)


def _locations(posting: dict[str, Any]) -> tuple[str, ...]:
    found: list[str] = []
    for place in _many(posting.get("jobLocation"))[:200]:
        address = place.get("address") if isinstance(place, dict) else place
        if isinstance(address, dict):
            parts = [_name(address.get(k)) for k in ("addressLocality", "addressRegion", "addressCountry")]
            written = ", ".join(p for p in parts if p)
        else:
            written = _word(address)
        if written and written not in found:
            found.append(_clean(written))
    return tuple(found)


def _row(kind: RequirementKind, label: str, text: str, quote: str, **more: Any) -> Requirement:
    span = place_of(quote, text)
    return Requirement(
        kind=kind,
        need=more.pop("need", "required"),
        label=label,
        span=span,
        quote=quote if span else "",
        reader=READER,
        **more,
    )


def _salary(posting: dict[str, Any], text: str) -> list[Requirement]:
    salary = posting.get("baseSalary")
    if not isinstance(salary, dict):
        return []
    value = salary.get("value")
    inside = value if isinstance(value, dict) else {"value": value}
    low, high, single = (_amount(inside.get(k)) for k in ("minValue", "maxValue", "value"))
    low, high = low if low is not None else single, high if high is not None else single
    period = _PERIODS.get((_word(inside.get("unitText")) or _word(salary.get("unitText"))).upper())
    if (low is None and high is None) or period is None:
        return []
    currency = (
        _word(salary.get("currency")) or _word(inside.get("currency")) or _word(posting.get("salaryCurrency"))
    )
    detail: dict[str, Scalar] = {"minimum": low, "maximum": high, "currency": currency, "period": period}
    bounds = "–".join(f"{n:,.2f}".removesuffix(".00") for n in dict.fromkeys((low, high)) if n is not None)
    return [
        _row(
            "salary",
            f"{currency} {bounds} a{'n' if period == 'hour' else ''} {period}".strip(),
            text,
            "",
            need="preferred",
            detail=detail,
        )
    ]


def _amount(value: Any) -> float | None:
    written = _word(value).replace(",", "")
    return float(written) if re.fullmatch(r"\d{1,12}(?:\.\d{1,4})?", written) and float(written) > 0 else None


def _education(posting: dict[str, Any], text: str) -> list[Requirement]:
    levels = []
    for item in _many(posting.get("educationRequirements")):
        category = _word(item.get("credentialCategory")) if isinstance(item, dict) else ""
        level = _DEGREES.get(category.lower(), "")
        if level:
            levels.append((level, category))
    return [
        _row("degree", category[:1].upper() + category[1:], text, "", normal=level)
        for level, category in levels[:1]
    ]


def _experience(posting: dict[str, Any], text: str) -> list[Requirement]:
    for item in _many(posting.get("experienceRequirements")):
        months = _amount(item.get("monthsOfExperience")) if isinstance(item, dict) else None
        if months:
            years = round(months / _MONTHS, 2)
            return [_row("years", f"{years:g}+ years of experience", text, "", years=years)]
    return []


def _clearance(posting: dict[str, Any], text: str) -> list[Requirement]:
    """Kept as the page's words; their level is read by the clearance reader."""
    value = _clean(_word(posting.get("securityClearanceRequirement")))
    return (
        [_row("other", value, text, value, detail={"about": "clearance"})]
        if value and value.lower() not in ("none", "no", "false", "not required")
        else []
    )
