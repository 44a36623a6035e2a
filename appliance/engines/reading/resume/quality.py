"""What a person should know about how well a résumé could be read."""

from __future__ import annotations

import re

from appliance.engines.reading.resume.dates import PRESENT, month_number
from appliance.engines.reading.resume.rows import MOST_TEXT
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.reading import Layout, QualityNote

_FEW_WORDS = 60
_GAP_MONTHS = 12
_LONG_UNBROKEN = 60
_UNREADABLE_SHARE = 0.02
_ODD = re.compile("[\ufffd\ue000-\uf8ff]")


def notes(layout: Layout, facts: tuple[Fact, ...]) -> tuple[QualityNote, ...]:
    """Notes in the order fatal, major, missing, suggestion; none of them is a judgement of the person."""
    found: list[QualityNote] = []
    kinds = {f.kind for f in facts}
    words = len(layout.text.split())
    if words == 0:
        return (
            QualityNote(severity="fatal", code="no_text", message="The file has no text that can be read."),
        )
    if len(layout.text) > MOST_TEXT:
        message = f"Facts were looked for in the first {MOST_TEXT:,} characters only."
        found.append(QualityNote(severity="major", code="facts_cut", message=message))
    if words < _FEW_WORDS:
        found.append(
            QualityNote(
                severity="major",
                code="few_words",
                message=f"Only {words} words could be read; parts may be pictures.",
            )
        )
    odd = len(_ODD.findall(layout.text))
    if odd > _UNREADABLE_SHARE * len(layout.text):
        found.append(
            QualityNote(
                severity="major",
                code="unreadable_letters",
                message=f"{odd} letters have no meaning; a font is not mapped to text.",
            )
        )
    if max(map(len, layout.text.split()), default=0) > _LONG_UNBROKEN and words < 3 * _FEW_WORDS:
        found.append(
            QualityNote(
                severity="major",
                code="no_spaces",
                message="Words run together; the spaces between them are missing.",
            )
        )
    if "name" not in kinds:
        found.append(QualityNote(severity="missing", code="no_name", message="No name was found."))
    if not kinds & {"email", "phone"}:
        found.append(
            QualityNote(
                severity="missing",
                code="no_contact",
                message="No e-mail address and no telephone number were found.",
            )
        )
    positions = [f for f in facts if f.kind == "position"]
    if not positions:
        found.append(
            QualityNote(
                severity="missing",
                code="no_positions",
                message="No position with a title or an employer was found.",
            )
        )
    elif not any(f.detail.get("start") for f in positions):
        found.append(
            QualityNote(
                severity="missing",
                code="no_dates",
                message="No position has dates; years cannot be computed.",
            )
        )
    if not kinds & {"degree", "school"}:
        found.append(
            QualityNote(
                severity="missing", code="no_education", message="No degree and no school were found."
            )
        )
    if "skill" not in kinds:
        found.append(QualityNote(severity="missing", code="no_skills", message="No skill was found."))
    half = [f for f in positions if not f.detail.get("title") or not f.detail.get("employer")]
    if positions and len(half) * 2 > len(positions):
        message = f"{len(half)} of {len(positions)} positions lack a title or an employer; the columns may have been read in the wrong order."
        found.append(QualityNote(severity="major", code="half_positions", message=message))
    found += [
        QualityNote(
            severity="suggestion", code="gap", message=f"No position is given between {one} and {other}."
        )
        for one, other in _gaps(positions)
    ]
    order = ("fatal", "major", "missing", "suggestion")
    return tuple(sorted(found, key=lambda n: order.index(n.severity)))


def _gaps(positions: list[Fact]) -> list[tuple[str, str]]:
    """Pairs of dates more than a year apart with no position between them."""
    spans = sorted(
        (str(f.detail["start"]), str(f.detail["end"])) for f in positions if f.detail.get("start") and f.detail.get("end")
    )  # fmt: skip
    gaps: list[tuple[str, str]] = []
    reach = ""
    for first, last in spans:
        if reach and reach != PRESENT and month_number(first) - month_number(reach, last=True) > _GAP_MONTHS:
            gaps.append((reach, first))
        if reach != PRESENT and (last == PRESENT or not reach or month_number(last) > month_number(reach)):
            reach = last
    return gaps
