"""The fictional people, read from the TOML files of people_data; every name, firm, school and number is invented."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("people_data")


@dataclass(frozen=True)
class Job:
    """One dated position; `start` and `end` are "YYYY-MM", `end` may be "present"."""

    title: str
    employer: str
    place: str
    start: str
    end: str
    bullets: tuple[str, ...]
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Study:
    """A degree as printed, its school, and the years it took ("" where the person does not say)."""

    degree: str
    school: str
    start: str
    end: str


@dataclass(frozen=True)
class Person:
    """Everything a résumé of this person may say; `clearance` is the gold level, `clearance_text` what is printed."""

    key: str
    name: str
    email: str
    phone: str
    city: str
    headline: str
    summary: str
    jobs: tuple[Job, ...]
    studies: tuple[Study, ...]
    skills: tuple[tuple[str, tuple[str, ...]], ...]
    links: tuple[str, ...] = ()
    certifications: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    citizenship: str = ""
    clearance: str | None = None
    clearance_text: str = ""
    native_name: str = ""
    extras: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines() if line.strip())


def _flow(text: str) -> str:
    return " ".join(text.split())


def _job(row: dict[str, Any]) -> Job:
    start, end = row["span"].split("/")
    return Job(
        title=row["title"],
        employer=row["employer"],
        place=row.get("place", ""),
        start=start,
        end=end,
        bullets=_lines(row["bullets"]),
        details=tuple(row.get("details", {}).items()),
    )


def _person(key: str, row: dict[str, Any]) -> Person:
    return Person(
        key=key,
        name=row["name"],
        email=row["email"],
        phone=row["phone"],
        city=row["city"],
        headline=row["headline"],
        summary=_flow(row.get("summary", "")),
        jobs=tuple(_job(job) for job in row.get("jobs", [])),
        studies=tuple(Study(*study) for study in row.get("education", [])),
        skills=tuple((group, tuple(items)) for group, items in row["skills"].items()),
        links=tuple(row.get("links", [])),
        certifications=tuple(row.get("certifications", [])),
        languages=tuple(row.get("languages", [])),
        citizenship=row.get("citizenship", ""),
        clearance=row.get("clearance"),
        clearance_text=row.get("clearance_text", ""),
        native_name=row.get("native_name", ""),
        extras=tuple((label, _lines(text)) for label, text in row.get("extras", {}).items()),
    )


def load() -> dict[str, Person]:
    """All people by key; a key used twice is a mistake in the data and raises ValueError."""
    people: dict[str, Person] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for key, row in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if key in people:
                raise ValueError(f"{path.name}: {key} is there twice")
            people[key] = _person(key, row)
    return people
