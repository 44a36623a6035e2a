"""What the knowledge packs hold and what a lookup answers. Offsets are code points, half open."""

from __future__ import annotations

from typing import Literal, NamedTuple

DegreeLevel = Literal["high_school", "associate", "bachelor", "master", "doctorate"]
DEGREE_LEVELS: tuple[DegreeLevel, ...] = ("high_school", "associate", "bachelor", "master", "doctorate")
"""Lowest first."""

CLEARANCE_LEVELS = (
    "unspecified", "public_trust", "confidential", "doe_l", "secret", "top_secret", "doe_q", "tssci",
)  # fmt: skip
"""Lowest first; the two of the Department of Energy stand beside the ones they are commonly equated with."""

SENIORITIES = ("intern", "junior", "mid", "senior", "lead", "principal", "manager", "director", "executive")
"""Lowest first; ``mid`` is what a title without a word about it means."""


OwnKind = Literal["skill", "certification", "title"]
OWN_KINDS: tuple[OwnKind, ...] = ("skill", "certification", "title")


class OwnTerm(NamedTuple):
    """What an organisation adds for itself. ``parent`` of a skill: the id or a name of a known one; of a title: a known

    title for the same work; else "".
    """

    name: str
    aliases: tuple[str, ...] = ()
    parent: str = ""
    kind: OwnKind = "skill"


class Skill(NamedTuple):
    """A hard skill. ``parents`` are what having it proves; ``related`` are close relatives, both ways."""

    id: str
    name: str
    aliases: tuple[str, ...]
    parents: tuple[str, ...]
    related: tuple[str, ...]
    group: str


class Mention(NamedTuple):
    """``skill`` is the id, ``name`` the canonical name."""

    start: int
    end: int
    skill: str
    name: str


RelationKind = Literal["same", "child", "parent", "related"]


class Relation(NamedTuple):
    """How a skill a person has bears on a wanted one.

    * ``same``; ``child``: what the person has is a kind of what is wanted, so it proves it;
    * ``parent``: the person has only the broader skill; ``related``: a close relative. Both are partly.
    """

    kind: RelationKind
    reason: str


class DegreeMention(NamedTuple):
    """``name`` is the degree's usual name ("Bachelor of Science"), ``field`` the field of study or ""."""

    start: int
    end: int
    level: DegreeLevel
    name: str
    field: str


class ClearanceMention(NamedTuple):
    """A clearance as written; ``level`` is one of CLEARANCE_LEVELS, ``status`` active expired obtainable unknown.

    ``investigation`` (SSBI, T5, …) and ``polygraph`` (ci, full_scope, lifestyle, yes) are "" when not said.
    """

    start: int
    end: int
    level: str
    status: str
    investigation: str
    polygraph: str


class CertificationMention(NamedTuple):
    start: int
    end: int
    id: str
    name: str


class Certification(NamedTuple):
    """A certificate or licence a person can hold. ``skills`` are ids of what it is about."""

    id: str
    name: str
    aliases: tuple[str, ...]
    issuer: str
    group: str


class TitleHead(NamedTuple):
    """The known title found in a line: ``head`` in its usual spelling, with where it stands."""

    start: int
    end: int
    head: str
    seniority: str
    family: str


class TitleRelation(NamedTuple):
    """``likeness`` 0..1 and why."""

    likeness: float
    reason: str


class NamedSpan(NamedTuple):
    """A language or a place found in a text, with its usual name."""

    start: int
    end: int
    name: str
