"""Each kind of fact in one entry: what it is called, how it is compared, whether a person may type it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import phonenumbers

from appliance.engines.knowledge import Knowledge, load
from appliance.foundation.contracts.facts import FactKind
from appliance.foundation.contracts.values import Scalar
from appliance.foundation.kernel.errors import BadInput
from appliance.foundation.kernel.text import fold

Normal = tuple[str, dict[str, Scalar]]


class Kind(NamedTuple):
    """``normalise`` gives the normal value and the detail; it raises BadInput for what cannot be."""

    label: str
    normalise: Callable[[str], Normal]
    example: str


def _plain(value: str) -> Normal:
    return fold(value), {}


def _email(value: str) -> Normal:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value.strip()):
        raise BadInput(what=f"“{value}” is not an e-mail address.", mend="Write it like name@example.com.")
    return value.strip().casefold(), {}


def _phone(value: str) -> Normal:
    try:
        number = phonenumbers.parse(value, "US")
    except phonenumbers.NumberParseException as error:
        raise BadInput(
            what=f"“{value}” is not a phone number.", mend="Write it like +1 202 555 0100."
        ) from error
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), {}


def _skill(value: str, knowledge: Knowledge) -> Normal:
    skill = knowledge.skill_named(value)
    return (fold(skill.name), {"id": skill.id}) if skill else (fold(value), {"id": ""})


def _certification(value: str, knowledge: Knowledge) -> Normal:
    known = knowledge.certification_named(value)
    return (fold(known.name), {"id": known.id}) if known else (fold(value), {})


_US = r"(?:u\.?s\.?a?\.?|united states|american)"
_AUTHORISED = (
    ("permanent_resident", re.compile(r"permanent.?resident|green.?card", re.I)),
    ("us_citizen", re.compile(rf"\b{_US}[ _]?(?:citizen|national)|\bcitizen(?:ship)? (?:of|in) (?:the )?{_US}", re.I)),
    ("work_authorised", re.compile(r"authori[sz]ed|authori[sz]ation|work.?permit|\bvisa\b|right to work|\bEAD\b", re.I)),
)  # fmt: skip


def _authorisation(value: str) -> Normal:
    """As the reader names it, so that it counts like what was read."""
    return next((name for name, said in _AUTHORISED if said.search(value)), fold(value)), {}


def _years(value: str) -> Normal:
    try:
        years = float(value.replace(",", "."))
    except ValueError as error:
        raise BadInput(what=f"“{value}” is not a number of years.", mend="Write it like 7 or 7.5.") from error
    if not 0 <= years <= 80:
        raise BadInput(what=f"{value} years is not possible.", mend="Write a number from 0 to 80.")
    return f"{years:g}", {"years": years, "basis": "stated"}


def _degree(value: str) -> Normal:
    found = load().find_degrees(value) or load().find_degrees(f"{value} degree")
    level, field = (found[0].level, found[0].field) if found else ("", "")
    return level or fold(value), {"level": level, "field": field}


def _education(value: str) -> Normal:
    return fold(value), _degree(value)[1]


def _clearance(value: str) -> Normal:
    found = load().find_clearances(value) or load().find_clearances(f"{value} clearance")
    level = found[0].level if found else fold(value).replace(" ", "_").replace("/", "")
    status = found[0].status if found else "unknown"
    return level, {"level": level, "status": status}


KINDS: dict[FactKind, Kind] = {
    "name": Kind("Name", _plain, "Ada Example"),
    "email": Kind("E-mail", _email, "ada@example.com"),
    "phone": Kind("Phone", _phone, "+1 202 555 0100"),
    "link": Kind("Link", _plain, "https://example.com/ada"),
    "location": Kind("Location", _plain, "Boston, MA"),
    "title": Kind("Title", _plain, "Backend Engineer"),
    "employer": Kind("Employer", _plain, "Example Systems"),
    "position": Kind("Position", _plain, "Backend Engineer, Example Systems"),
    "degree": Kind("Degree", _degree, "Bachelor of Science"),
    "school": Kind("School", _plain, "Example State University"),
    "education": Kind("Education", _education, "BSc Physics, Example State University"),
    "skill": Kind("Skill", lambda value: _skill(value, load()), "Python"),
    "certification": Kind("Certification", lambda value: _certification(value, load()), "CISSP"),
    "language": Kind("Language", _plain, "German"),
    "years": Kind("Years of experience", _years, "7.5"),
    "clearance": Kind("Clearance as claimed", _clearance, "Top Secret (active)"),
    "authorisation": Kind("Work authorisation as stated", _authorisation, "U.S. citizen"),
}


def normalise(kind: FactKind, value: str, knowledge: Knowledge | None = None) -> Normal:
    """The normal value and detail of something a person typed; ``knowledge`` includes own terms. Raises BadInput."""
    if not value.strip():
        raise BadInput(what="The value is empty.", mend="Type a value, or remove the fact.")
    if kind == "skill":
        return _skill(value, knowledge or load())
    if kind == "certification":
        return _certification(value, knowledge or load())
    return KINDS[kind].normalise(value)
