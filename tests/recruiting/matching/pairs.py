"""Postings and résumés written for this: every asked thing has one sentence that shows it, and can be taken out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from appliance.engines.reading import read_document
from appliance.foundation.contracts.evidence import Evidence
from appliance.foundation.contracts.matching import Judged
from appliance.foundation.contracts.reading import Reading
from appliance.foundation.kernel.text import fold_words
from appliance.recruiting.matching import compare

TODAY = "2026-03-02"
OCCUPATIONS: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("removed.json").read_text(encoding="utf-8")
)


class Pair(NamedTuple):
    """``asked`` are all skills of the posting, ``gone`` the one whose sentence is not in the second résumé.

    ``missing`` and ``missing_matched`` are the skills reported without evidence, of ``asked``.
    """

    occupation: str
    asked: tuple[str, ...]
    gone: str
    matched: int
    unmatched: int
    missing: tuple[str, ...]
    missing_matched: tuple[str, ...]


def posting(occupation: dict[str, Any]) -> str:
    """The posting's text, its skills in one line, as bullets or behind a label."""
    asked = [s["asked"] for s in occupation["skills"]]
    listed = {
        "line": "Required skills\n" + ", ".join(asked),
        "bullets": "Requirements\n" + "\n".join(f"- {a}" for a in asked),
        "colon": "Skills: " + ", ".join(asked),
    }[occupation["layout"]]
    return f"{occupation['title']}\n{occupation['employer']}\nSpringfield, IL\n\nAbout the role\nYou will work in a team of ten and report to the head of the department.\n\n{listed}\n"


def resume(occupation: dict[str, Any], without: str = "") -> str:
    """A résumé whose position says everything the posting asks for, but for ``without``."""
    said = [s["said"] for s in occupation["skills"] if s["asked"] != without]
    lines = "\n".join(f"- {s}" for s in said)
    return f"Ada Lindqvist\nada@example.com | (212) 555-0143\n\nExperience\n\nAssociate, Another Example Company    Jan 2016 - Present\n{lines}\n\nEducation\n{occupation['degree']}\n"


@cache
def _read(text: str, kind: Any) -> Reading:
    return read_document(text.encode(), "txt", kind, TODAY[:7])


def judged(occupation: dict[str, Any], without: str = "") -> tuple[Judged, tuple[str, ...]]:
    """What the résumé gets, and the asked skills found without evidence."""
    asked, person = _read(posting(occupation), "posting"), _read(resume(occupation, without), "resume")
    if asked.posting is None:
        raise ValueError("no posting")
    rows = asked.posting.requirements
    found = compare(asked.posting.title, rows, person.facts, TODAY, person.layout.text)

    def is_gap(e: Evidence) -> bool:
        return e.finding != "met" and rows[int(e.requirement_id[1:])].kind == "skill"

    words = {fold_words(rows[int(e.requirement_id[1:])].quote) for e in found.evidence if is_gap(e)}
    missing = tuple(s["asked"] for s in occupation["skills"] if fold_words(s["asked"]) in words)
    return found, missing


def pairs() -> Iterator[Pair]:
    """Every occupation with each of its skills taken out once."""
    for occupation in OCCUPATIONS:
        whole, alarms = judged(occupation)
        asked = tuple(s["asked"] for s in occupation["skills"])
        for skill in asked:
            less, missing = judged(occupation, skill)
            yield Pair(
                occupation["title"], asked, skill, whole.score.total, less.score.total, missing, alarms
            )
