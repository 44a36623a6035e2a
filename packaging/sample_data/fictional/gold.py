"""What a perfect reader would find: the gold lines of the résumés, from the same data as the files."""

from __future__ import annotations

import re
from typing import Any

from fictional import wording
from fictional.people import Person
from fictional.sheet import Plan

AS_OF = "2026-06"


def _months(value: str) -> int:
    year, month = (AS_OF if value == "present" else value).split("-")
    return int(year) * 12 + int(month) - 1


def years_experience(person: Person) -> float | None:
    """Years covered by the positions, overlaps counted once, both end months included, up to AS_OF."""
    covered = {m for job in person.jobs for m in range(_months(job.start), _months(job.end) + 1)}
    return round(len(covered) / 12, 1) if covered else None


def distinct(values: list[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def mentioned(person: Person, vocabulary: list[str]) -> list[str]:
    """The person's listed skills, and every skill anybody lists that stands in this person's own sentences."""
    listed = [skill for _, items in person.skills for skill in items]
    prose = " ".join(
        [person.headline, person.summary, *(line for job in person.jobs for line in job.bullets)]
    )
    for skill in vocabulary:
        if skill not in listed and re.search(rf"(?<![\w+#.-]){re.escape(skill)}(?![\w+#])", prose):
            listed.append(skill)
    return distinct(listed)


def resume_line(person: Person, plan: Plan, vocabulary: list[str]) -> dict[str, Any]:
    """One gold line in the neutral format (README); a scan's line says what stands in the picture."""
    years = "none" not in plan.dates
    positions = []
    for job in person.jobs:
        dates = {"start": wording.kept(job.start, plan.dates), "end": wording.kept(job.end, plan.dates)}
        positions.append({"title": job.title, "employer": job.employer, **dates})
    return {
        "id": plan.stem,
        "name": person.name,
        "emails": [person.email] if person.email else [],
        "phones": [person.phone] if person.phone else [],
        "links": list(person.links),
        "locations": [person.city] if person.city else [],
        "titles": distinct([job.title for job in person.jobs]),
        "employers": distinct([job.employer for job in person.jobs]),
        "degrees": distinct([study.degree for study in person.studies]),
        "schools": distinct([study.school for study in person.studies]),
        "grad_years": distinct([study.end for study in person.studies]) if years else [],
        "skills": mentioned(person, vocabulary),
        "positions": positions,
        "years_experience": years_experience(person) if years else None,
        "clearance": person.clearance,
        "layout": f"{plan.form}.{plan.layout}",
        "form": plan.form,
        "trap": plan.why,
    }
