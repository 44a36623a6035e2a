"""All packs behind one object."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property, lru_cache

from appliance.engines.knowledge.certifications import Certifications
from appliance.engines.knowledge.clearances import Clearances
from appliance.engines.knowledge.degrees import Degrees
from appliance.engines.knowledge.field_relations import FieldRelations
from appliance.engines.knowledge.languages import Languages
from appliance.engines.knowledge.organisations import Organisations
from appliance.engines.knowledge.packs import PACK_VERSION, content_hash
from appliance.engines.knowledge.places import Places
from appliance.engines.knowledge.sections import Headings
from appliance.engines.knowledge.skills import PhraseFound, SkillIndex, pack_terms
from appliance.engines.knowledge.titles import Titles
from appliance.engines.knowledge.tokens import set_words_aside
from appliance.engines.knowledge.values import (
    Certification,
    CertificationMention,
    ClearanceMention,
    DegreeMention,
    Mention,
    NamedSpan,
    OwnTerm,
    Relation,
    Skill,
    TitleHead,
    TitleRelation,
)  # fmt: skip


class Packs:
    """Everything that does not change with an organisation's own terms; each pack is read when it is first asked.

    A process that searches needs the skills alone, which saves it 18 MB. ``complete`` reads the rest at once.
    """

    def __init__(self) -> None:
        self.digest = content_hash()

    @cached_property
    def degrees(self) -> Degrees:
        return Degrees()

    @cached_property
    def field_relations(self) -> FieldRelations:
        return FieldRelations()

    @cached_property
    def clearances(self) -> Clearances:
        return Clearances()

    @cached_property
    def certifications(self) -> Certifications:
        return Certifications()

    @cached_property
    def titles(self) -> Titles:
        return Titles()

    @cached_property
    def headings(self) -> Headings:
        return Headings()

    @cached_property
    def organisations(self) -> Organisations:
        return Organisations()

    @cached_property
    def languages(self) -> Languages:
        return Languages()

    @cached_property
    def places(self) -> Places:
        return Places()

    def complete(self) -> None:
        """Read what was not read yet."""
        for name, found in vars(Packs).items():
            if isinstance(found, cached_property):
                getattr(self, name)


class Knowledge:
    """What Muster knows about skills, titles, degrees, clearances and the rest; immutable, safe to share between threads."""

    def __init__(self, packs: Packs, skills: SkillIndex, own: tuple[OwnTerm, ...] = ()) -> None:
        self._skills = skills
        self._packs = packs
        self._own = own
        self.version = f"{PACK_VERSION}+{packs.digest[:12]}" + (f".{_own_hash(own)}" if own else "")
        """Pack version, first letters of the packs' hash, and of the organisation's own terms if there are any."""

    @cached_property
    def _certifications(self) -> Certifications:
        own = [one for one in self._own if one.kind == "certification"]
        return self._packs.certifications.extended(own) if own else self._packs.certifications

    @cached_property
    def _titles(self) -> Titles:
        own = [one for one in self._own if one.kind == "title"]
        return self._packs.titles.extended(own) if own else self._packs.titles

    def complete(self) -> Knowledge:
        """Itself, with every pack read: for a process whose children are to share them."""
        with _uncollected():
            self._packs.complete()
        set_words_aside()
        return self

    def with_terms(self, terms: Iterable[OwnTerm]) -> Knowledge:
        """The same knowledge with an organisation's own terms; the order of the terms does not matter."""
        own = tuple(sorted(set(terms)))
        return _with_own(own) if own else load()

    def extended(self, own: tuple[OwnTerm, ...]) -> Knowledge:
        """As ``with_terms``, always made anew."""
        skills = [one for one in own if one.kind == "skill"]
        return Knowledge(self._packs, self._skills.extended(skills) if skills else self._skills, own)

    def find_skills(self, text: str, *, listing: bool = False) -> list[Mention]:
        """Every skill mentioned, longest first, left to right; ``listing`` says that the text is a list of skills."""
        return self._skills.find(text, listing=listing)

    def skill_phrases(self, text: str) -> list[PhraseFound]:
        """Every spelling of a skill in a text, also those whose context does not settle that it is one."""
        return self._skills.phrases(text)

    def skill_name_counts(self, word: str) -> tuple[int, int, int] | None:
        """How many skill names of several words begin with, end in and hold a word; None when it has no letter."""
        return self._skills.name_counts(word)

    def skills(self) -> tuple[Skill, ...]:
        """Every skill, in pack order."""
        return tuple(self._skills.skills.values())

    def skill(self, skill_id: str) -> Skill | None:
        """The skill with this id, or None."""
        return self._skills.skills.get(skill_id)

    def skill_named(self, text: str) -> Skill | None:
        """The skill with this name or alias, however it is cased, or None."""
        return self._skills.named(text)

    def ancestors(self, skill_id: str) -> tuple[str, ...]:
        """Ids of everything having this skill proves, nearest first; none for an unknown id."""
        return self._skills.ancestors(skill_id) if skill_id in self._skills.skills else ()

    def relation(self, have_id: str, wanted_id: str) -> Relation | None:
        """How a skill a person has bears on a wanted one; None when it does not."""
        return self._skills.relation(have_id, wanted_id)

    def find_degrees(self, text: str) -> list[DegreeMention]:
        """Every degree named, with the field of study that follows it."""
        return self._packs.degrees.find(text)

    def field_leading(self, text: str) -> int:
        """How many of the first characters of a text name a field of study: 22 of "Network Administration Eastern Michigan University"."""
        return self._packs.degrees.field_leading(text)

    def field_relation(self, have: str, wanted: str) -> Relation | None:
        """How a field of study a person has bears on a wanted one; None when nothing is known of it."""
        return self._packs.field_relations.relation(have, wanted)

    def find_clearances(self, text: str) -> list[ClearanceMention]:
        """Every security clearance claimed or asked for."""
        return self._packs.clearances.find(text)

    def find_certifications(self, text: str, *, listing: bool = False) -> list[CertificationMention]:
        """Every certification or licence named; ``listing``: the text is a list of them, so that a short one needs no witness."""
        return self._certifications.find(text, listing=listing)

    def certifications(self) -> tuple[Certification, ...]:
        """Every certification, in pack order."""
        return tuple(self._certifications.all.values())

    def certification_named(self, text: str) -> Certification | None:
        """The certification with this name or alias, or None."""
        return self._certifications.named(text)

    def title_head(self, text: str) -> TitleHead | None:
        """The known title in a line, or None."""
        return self._titles.head(text)

    def title_likeness(self, text: str) -> float:
        """0..1: is this line a job title?"""
        return self._titles.likeness(text)

    def title_relation(self, have: str, wanted: str) -> TitleRelation:
        """How close two titles are, 0..1, and why."""
        return self._titles.relation(have, wanted)

    def seniority(self, text: str) -> str:
        """One of SENIORITIES, or ""."""
        return self._titles.seniority(text)

    def resume_section(self, line: str) -> str | None:
        """The role of a résumé's heading line, or None when it is no known heading."""
        return self._packs.headings.role("resume", line)

    def posting_section(self, line: str) -> str | None:
        """The role of a posting's heading line, or None when it is no known heading."""
        return self._packs.headings.role("posting", line)

    def employer_likeness(self, text: str) -> float:
        """0..1: is this line the name of an employer?"""
        return self._packs.organisations.employer_likeness(text)

    def school_likeness(self, text: str) -> float:
        """0..1: is this line the name of a school?"""
        return self._packs.organisations.school_likeness(text)

    def find_languages(self, text: str, *, listing: bool = False) -> list[NamedSpan]:
        """Every spoken language named; ``listing``: the text is a list of languages, where small letters do as well."""
        return self._packs.languages.find(text, listing=listing)

    def find_locations(self, text: str) -> list[NamedSpan]:
        """Every place named; ``name`` is "City, ST" in the United States and Canada, else "City, Country"."""
        return self._packs.places.find(text)

    def find_countries(self, text: str) -> list[str]:
        """The ISO 3166 codes of the countries in which the places of a text lie, in reading order, each once."""
        return self._packs.places.countries(text)

    def place_relation(self, have: str, wanted: str) -> str:
        """``same`` city, ``within`` the wanted state or country, ``around`` the wanted city, ``state``, ``country``, ``abroad``, ""."""
        return self._packs.places.relation(have, wanted)

    def distance_km(self, one: str, other: str) -> float | None:
        """Kilometres between two cities named as ``find_locations`` names them; None when either is unknown."""
        return self._packs.places.distance_km(one, other)

    def sizes(self) -> dict[str, int]:
        """How many entries each pack has."""
        return {
            "skills": len(self._skills.skills),
            "skill spellings": sum(1 + len(s.aliases) for s in self._skills.skills.values()),
            "degree patterns": self._packs.degrees.patterns,
            "related fields": self._packs.field_relations.size,
            "clearance phrases": self._packs.clearances.patterns,
            "certifications": len(self._certifications.all),
            "title heads": len(self._titles.heads),
            "title families": len(self._titles.families),
            "section headings": self._packs.headings.size,
            "languages": len(self._packs.languages.names),
            "cities": self._packs.places.cities,
        }


def _own_hash(own: tuple[OwnTerm, ...]) -> str:
    written = [tuple(t) if t.kind != "skill" else (t.name, t.aliases, t.parent) for t in own]
    return hashlib.sha256(repr(written).encode()).hexdigest()[:8]


@cache
def _packs() -> Packs:
    return Packs()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the garbage collector while a hundred thousand small objects are made that all stay; it takes a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@cache
def load() -> Knowledge:
    """The knowledge of this release; read once in a process."""
    with _uncollected():
        return Knowledge(_packs(), SkillIndex(pack_terms()))


@lru_cache(maxsize=8)
def _with_own(own: tuple[OwnTerm, ...]) -> Knowledge:
    return load().extended(own)
