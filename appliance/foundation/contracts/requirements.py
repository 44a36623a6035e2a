"""A requirement: one thing a posting asks for, typed, required or preferred."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from appliance.foundation.contracts.values import Scalar, Span, Value

RequirementKind = Literal[
    "skill", "years", "degree", "clearance", "citizenship", "certification", "language",
    "location", "remote", "salary", "other",
]  # fmt: skip
REQUIREMENT_KINDS: tuple[RequirementKind, ...] = (
    "skill", "years", "degree", "clearance", "citizenship", "certification", "language",
    "location", "remote", "salary", "other",
)  # fmt: skip
Need = Literal["required", "preferred"]
Period = Literal["hour", "day", "week", "month", "year"]


class Alternative(Value):
    """One way to meet a degree-and-years requirement: "BS + 6 years or MS + 4" has two."""

    degree: str = ""
    years: float | None = None


class Requirement(Value):
    """``label`` is for people ("5+ years of Python"), ``normal`` for comparison, ``quote`` the text of ``span``.

    * ``skill``: ``any_of`` holds the names of the skills (one, or several of which any one is enough:
      "AWS, Azure or GCP"); ``years`` when a number is attached; ``status`` unused. detail.ids: space
      separated ids of the knowledge pack.
    * ``years``: ``years`` is the minimum; detail.maximum; ``normal`` the object ("backend development"), "" = overall.
    * ``degree``: ``normal`` is the lowest level accepted; ``alternatives`` the explicit ways; detail.fields: "; " separated.
    * ``clearance``: ``normal`` is the level, ``status`` active or obtainable; detail.polygraph, detail.investigation.
    * ``citizenship``: ``normal`` us_citizen or citizen_or_pr; detail.authority: the law or clause cited, "".
    * ``certification``, ``language``: ``any_of`` names. ``location``: ``normal`` the place.
    * ``remote``: ``normal`` remote, hybrid or onsite.
    * ``salary``: detail.minimum, detail.maximum (numbers), detail.currency, detail.period.
    * ``other``: an asked thing that is none of these; the whole sentence.

    Requirements with the same non-empty ``group`` are "any one of these".
    """

    kind: RequirementKind
    need: Need
    label: str
    normal: str = ""
    any_of: tuple[str, ...] = ()
    years: float | None = None
    alternatives: tuple[Alternative, ...] = ()
    status: str = ""
    group: str = ""
    span: Span | None = None
    quote: str = ""
    detail: dict[str, Scalar] = Field(default_factory=dict)
    reader: str


class Section(Value):
    """A part of a posting with its role.

    ``role`` is one of: header summary about responsibilities required preferred benefits boilerplate other.
    """

    role: str
    heading: Span | None
    span: Span


class PostingReading(Value):
    """What a posting says. Summary and responsibilities are spans of its own sentences."""

    title: str = ""
    title_span: Span | None = None
    organisation: str = ""
    organisation_span: Span | None = None
    locations: tuple[str, ...] = ()
    remote: str = ""
    summary: tuple[Span, ...] = ()
    responsibilities: tuple[Span, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    sections: tuple[Section, ...] = ()
    detail: dict[str, Scalar] = Field(default_factory=dict)
    """opens and closes (``YYYY-MM-DD``), employment_type."""
