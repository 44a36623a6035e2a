"""The names a query may use: fields, their other names, and the values that have an order."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from appliance.foundation.contracts.query import ORDERED, TEXT_FIELDS
from appliance.foundation.kernel.text import fold

FIELDS: dict[str, str] = {
    **{name: "text" for name in TEXT_FIELDS if name not in {"body", "degree"}},
    "body": "whole",
    "degree": "degree",
    "years": "number",
    "added": "date",
    "older_than": "age",
    "newer_than": "age",
    "clearance": "ordered",
    "kind": "plain",
    "is": "flag",
    "has": "flag",
    "source": "facet",
    "place": "facet",
    "skill_id": "facet",
    "requisition": "facet",
}
"""Field of the language → how its values are read (``field_values.READERS``)."""

ALIASES: dict[str, str] = {
    "text": "body",
    "resume": "body",
    "company": "employer",
    "organisation": "employer",
    "organization": "employer",
    "cert": "certification",
    "certificate": "certification",
    "skills": "skill",
    "university": "school",
    "college": "school",
    "education": "degree",
    "position": "title",
    "role": "title",
    "city": "location",
    "loc": "location",
    "experience": "years",
    "exp": "years",
    "date": "added",
    "older": "older_than",
    "newer": "newer_than",
    "cleared": "clearance",
    "type": "kind",
    "req": "requisition",
    "batch": "source",
}

KINDS = {
    "candidate": "candidate",
    "candidates": "candidate",
    "person": "candidate",
    "posting": "posting",
    "postings": "posting",
}
HAS_FLAGS = frozenset(
    {"hidden-text", "machine-instructions", "scanned-page", "recognised-text", "gap", "macros"}
)
"""Flags that are written ``has:``; every other is written ``is:``. Both read the facet ``flag``."""

_VALUES: dict[str, dict[str, str]] = {
    "clearance": {
        "ts": "top_secret",
        "topsecret": "top_secret",
        "ts sci": "tssci",
        "top secret sci": "tssci",
        "sci": "tssci",
        "s": "secret",
        "public": "public_trust",
        "publictrust": "public_trust",
    },
    "degree_level": {
        "phd": "doctorate",
        "ph d": "doctorate",
        "doctor": "doctorate",
        "doctoral": "doctorate",
        "masters": "master",
        "master s": "master",
        "bachelors": "bachelor",
        "bachelor s": "bachelor",
        "associates": "associate",
        "associate s": "associate",
        "highschool": "high_school",
    },
}
_NOT_WORD = re.compile(r"[\W_]+")


def field_named(typed: str) -> str | None:
    """The field a person means, or None."""
    name = fold(typed).replace("-", "_")
    name = ALIASES.get(name, name)
    return name if name in FIELDS else None


def near_names(typed: str, known: Iterable[str]) -> list[str]:
    """Known names that look like what was typed, best first."""
    return difflib.get_close_matches(fold(typed), list(known), n=2, cutoff=0.6)


def ordered_value(field: str, typed: str) -> str | None:
    """The value of an ordered facet a person means: ``"Top Secret"`` → ``top_secret``; None if there is none."""
    name = _NOT_WORD.sub(" ", fold(typed)).strip()
    value = _VALUES[field].get(name, name.replace(" ", "_"))
    return value if value in ORDERED[field] else None


def flag_value(typed: str) -> str:
    """A flag as the index holds it: folded, words tied with hyphens."""
    return _NOT_WORD.sub("-", fold(typed)).strip("-")
