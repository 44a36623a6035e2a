"""The fictional postings, read from the TOML files of postings_data, and their gold lines."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("postings_data")


@dataclass(frozen=True)
class Section:
    """A headed part of a posting: paragraphs, then bullets (either may be empty)."""

    heading: str
    paragraphs: tuple[str, ...]
    bullets: tuple[str, ...]


@dataclass(frozen=True)
class Posting:
    """A posting's words in print order, the form it is written in, and what a perfect reader finds."""

    key: str
    form: str
    title: str
    organization: str
    locations: tuple[str, ...]
    facts: tuple[str, ...]
    sections: tuple[Section, ...]
    gold: dict[str, Any]
    fits: dict[str, Any]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines() if line.strip())


def load() -> tuple[Posting, ...]:
    """All postings by file and order."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        for key, row in tomllib.loads(path.read_text(encoding="utf-8")).items():
            parts = tuple(
                Section(part["heading"], _lines(part.get("text", "")), _lines(part.get("bullets", "")))
                for part in row["sections"]
            )
            found.append(
                Posting(
                    key, row["form"], row["title"], row["organization"], tuple(row["locations"]),
                    tuple(row["facts"]), parts, row["gold"], row["fits"],
                )
            )  # fmt: skip
    return tuple(found)


def gold_line(posting: Posting) -> dict[str, Any]:
    """One gold line in the neutral format (README): null where the posting says nothing."""
    known = posting.gold
    years = known.get("min_years")
    return {
        "id": posting.key,
        "title": posting.title,
        "organization": posting.organization,
        "locations": list(posting.locations),
        "salary": known.get("salary"),
        "min_years": years,
        "min_years_ok": known.get("min_years_ok", [] if years is None else [years]),
        "degree_min": known.get("degree_min"),
        "clearance": known.get("clearance"),
        "clearance_status": known.get("clearance_status"),
        "citizenship": known.get("citizenship"),
        "remote": known.get("remote"),
        "unknown": known.get("unknown", []),
        "form": posting.form,
    }


def match_line(posting: Posting, files: dict[str, list[str]]) -> dict[str, Any]:
    """Who should be found for the posting: file stems of the good, the partial and, with the reason, the contradicted."""
    fits = posting.fits
    return {
        "id": posting.key,
        "good": [stem for person in fits["good"] for stem in files[person]],
        "partial": [stem for person in fits["partial"] for stem in files[person]],
        "against": {stem: why for person, why in fits["against"].items() for stem in files[person]},
    }
