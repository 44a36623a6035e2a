"""A sheet: one person's résumé in the words of one file, before any layout; layouts and the gold file both read it."""

from __future__ import annotations

from dataclasses import dataclass

from fictional import wording
from fictional.people import Person


@dataclass(frozen=True)
class Plan:
    """One file of the set: who, in which form and layout, and how it words things."""

    stem: str
    person: str
    form: str
    layout: str
    dates: str = "short"
    language: str = "en"
    labels: str = "plain"
    options: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Entry:
    """One position as printed; `again` says that the employer above is the same and may be left out."""

    title: str
    employer: str
    place: str
    dates: str
    bullets: tuple[str, ...]
    details: tuple[tuple[str, str], ...]
    again: bool


@dataclass(frozen=True)
class Sheet:
    """A résumé's content in print order; empty parts are left out by the layouts."""

    name: str
    headline: str
    email: str
    phone: str
    city: str
    links: tuple[str, ...]
    summary: str
    entries: tuple[Entry, ...]
    studies: tuple[tuple[str, str, str], ...]
    skills: tuple[tuple[str, tuple[str, ...]], ...]
    certifications: tuple[str, ...]
    languages: tuple[str, ...]
    clearance: str
    citizenship: str
    extras: tuple[tuple[str, tuple[str, ...]], ...]
    labels: dict[str, str]
    native_name: str = ""
    options: tuple[str, ...] = ()

    @property
    def contact(self) -> tuple[str, ...]:
        """City, phone, e-mail and links, without the empty ones."""
        return tuple(x for x in (self.city, self.phone, self.email, *self.links) if x)

    def flat_skills(self) -> tuple[str, ...]:
        """All skills in print order, without their groups."""
        return tuple(skill for _, items in self.skills for skill in items)

    def standing(self) -> tuple[str, ...]:
        """Clearance and citizenship lines."""
        return tuple(x for x in (self.clearance, self.citizenship) if x)


def _years(start: str, end: str, style: str) -> str:
    if style == "none" or not end:
        return ""
    return f"{start}–{end}" if start else end


def compose(person: Person, plan: Plan) -> Sheet:
    """The person's content worded as the plan says."""
    entries = []
    before = ""
    for job in person.jobs:
        entries.append(
            Entry(
                title=job.title,
                employer=job.employer,
                place=job.place,
                dates=wording.span(job.start, job.end, plan.dates, plan.language),
                bullets=job.bullets,
                details=job.details,
                again=job.employer == before and "grouped" in plan.options,
            )
        )
        before = job.employer
    return Sheet(
        name=person.name.upper() if "caps" in plan.options else person.name,
        headline=person.headline,
        email=person.email,
        phone=person.phone,
        city=person.city,
        links=person.links,
        summary=person.summary,
        entries=tuple(entries),
        studies=tuple((s.degree, s.school, _years(s.start, s.end, plan.dates)) for s in person.studies),
        skills=person.skills,
        certifications=person.certifications,
        languages=person.languages,
        clearance=person.clearance_text,
        citizenship=person.citizenship,
        extras=person.extras,
        labels=wording.LABELS[plan.labels],
        native_name=person.native_name,
        options=plan.options,
    )
