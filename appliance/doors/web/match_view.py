"""What the pages of a match show, as plain values: it counts and words what the rules found, and weighs nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from appliance.doors.web.posting_text import Marked, cut
from appliance.doors.web.requisition_view import KIND_LABELS
from appliance.foundation.contracts.candidates import Document
from appliance.foundation.contracts.evidence import Evidence, Quote, Score
from appliance.foundation.contracts.matching import Judged, MatchedCandidate, StoredMatch
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.recruiting.candidates import Mask

KEPT = 100
"""People kept in a stored match, best first."""
ORDER = ("contradicted", "no_evidence", "partly", "met")
"""Findings from the worst to the best."""
PART_LABELS = {
    "required": "Required", "preferred": "Preferred", "title": "Title", "words": "Words", "focus": "Focus", "recency": "Recent skills",
}  # fmt: skip
CORRECTION = "corr_"
"""What the id of a fact begins with that a person entered or corrected."""
LONGEST_QUOTE = 160
LONGEST_TEXT = 12_000
"""Characters of a document beside the evidence; the document's own page shows all."""


def parts(match: StoredMatch) -> list[tuple[str, str]]:
    """The named parts of this match's scores, for the legend: (name, label)."""
    first = next((c.judged for c in match.candidates if c.judged), None)
    return [(c.name, PART_LABELS.get(c.name, c.label)) for c in first.score.contributions] if first else []


def summary(match: StoredMatch, row: MatchedCandidate) -> dict[str, Any]:
    """One person in the list."""
    judged = row.judged
    if judged is None:
        return {"row": row, "judged": None}
    met, asked = count_met(match.requirements, judged.evidence, "required")
    return {
        "row": row,
        "judged": judged,
        "points": f"{judged.score.total / 10:.1f}",
        "bar": stacked(judged.score),
        "said": said(judged.score),
        "met": met,
        "asked": asked,
    }


def listed(match: StoredMatch, rows: Sequence[MatchedCandidate]) -> list[dict[str, Any]]:
    """The people of one page. Who shares a name with another of the match is told apart by file or place."""
    called = Counter(r.candidate.name for r in match.candidates if r.candidate)
    found = []
    for row in rows:
        shown = {"namesake": "", **summary(match, row)}
        if row.candidate and called[row.candidate.name] > 1:
            shown["namesake"] = (
                next(iter(row.files), "") or row.candidate.location or f"…{row.candidate_id[-4:]}"
            )
        found.append(shown)
    return found


def weights(match: StoredMatch) -> str:
    """Every weight the match was made with, also one of 0."""
    names = {n: label.lower() for n, label in PART_LABELS.items()}
    return ", ".join(f"{label} {match.weights[n]}" for n, label in names.items() if n in match.weights)


def stacked(score: Score) -> list[tuple[str, float]]:
    """The contributions as parts of one bar: (class, share of everything possible in per cent)."""
    possible = sum(c.possible for c in score.contributions) or 1
    return [
        (f"part part--{c.name}", round(100 * c.earned / possible, 2)) for c in score.contributions if c.earned
    ]


def said(score: Score) -> str:
    """The same in words, for who cannot see the bar."""
    return ", ".join(f"{c.label} {c.earned / 10:g} of {c.possible / 10:g}" for c in score.contributions)


def count_met(
    requirements: Sequence[KeptRequirement], evidence: Sequence[Evidence], need: str
) -> tuple[int, int]:
    """How many items are met, of how many. "Any one of these" is one item, met when one of them is."""
    asked = {k.id: k.requirement for k in requirements}
    items: dict[str, bool] = {}
    for found in evidence:
        requirement = asked[found.requirement_id]
        if requirement.need == need and requirement.kind != "other":
            key = requirement.group or f"\0{found.requirement_id}"
            items[key] = items.get(key, False) or found.finding == "met"
    return sum(items.values()), len(items)


def person(match: StoredMatch, row: MatchedCandidate, reference: str) -> dict[str, Any]:
    """Everything about one person of a match: the score's parts and a row for each requirement."""
    shown = summary(match, row)
    shown["document"] = None
    shown["href"] = f"/candidates/{row.candidate_id}?{urlencode({'requisition': reference})}"
    if row.judged is None:
        return shown
    asked = {k.id: k for k in match.requirements}
    rows = [_row(asked[e.requirement_id], e, shown["href"]) for e in row.judged.evidence]
    _join_groups(rows)
    shown["contributions"] = [
        (
            c.label,
            f"{c.earned / 10:g} of {c.possible / 10:g}",
            [(f"part part--{c.name}", round(100 * c.earned / c.possible, 2) if c.possible else 0)],
        )
        for c in row.judged.score.contributions
    ]
    shown["tables"] = [
        (heading, need, [r for r in rows if r["need"] == need and r["kind"] != "other"])
        for heading, need in (("Required", "required"), ("Preferred", "preferred"))
    ]
    shown["unjudged"] = [r for r in rows if r["kind"] == "other"]
    shown["preferred"] = count_met(match.requirements, row.judged.evidence, "preferred")
    return shown


def document_view(
    judged: Judged | None, documents: Sequence[Document], mask: Mask | None = None
) -> dict[str, Any] | None:
    """The document most of the evidence comes from, with the words of each finding lit up.

    A quote is lit up only where its words still stand: a document read again since is shown without them.
    """
    if not documents or judged is None:
        return None
    quotes = [(e.finding, e.requirement_id, q) for e in judged.evidence for q in e.quotes]
    counted = {d.id: sum(q.document_id == d.id for _, _, q in quotes) for d in documents}
    shown = max(documents, key=lambda d: counted[d.id])
    marks = [
        Marked(id=f"{n}", start=q.start, end=q.end, kind=finding, href=f"#e-{requirement_id}")
        for n, (finding, requirement_id, q) in enumerate(quotes)
        if q.document_id == shown.id and q.start >= 0 and shown.text[q.start : q.end] == q.text
    ]
    # covered it has the same length, so that what stands where stays true
    text = (mask.whole(shown.text) if mask else shown.text)[:LONGEST_TEXT]
    return {
        "id": shown.id,
        "file_name": mask.file(shown.file_name) if mask else shown.file_name,
        "pieces": cut(text, marks, "q")[0],
        "cut": len(shown.text) > len(text),
    }


def _join_groups(rows: Sequence[dict[str, Any]]) -> None:
    """Say of each row of a group ("any one of these") what the others are, and which of them is enough."""
    for row in rows:
        others = [
            r
            for r in rows
            if row["group"] and r is not row and (r["group"], r["need"]) == (row["group"], row["need"])
        ]
        row["alternatives"] = " or ".join(r["label"] for r in others)
        if row["finding"] != "met":
            row["enough"] = next((r["label"] for r in others if r["finding"] == "met"), "")


def _row(kept: KeptRequirement, evidence: Evidence, person_href: str) -> dict[str, Any]:
    return {
        "id": kept.id,
        "kind": kept.requirement.kind,
        "kind_label": KIND_LABELS[kept.requirement.kind],
        "need": kept.requirement.need,
        "label": kept.requirement.label,
        "group": kept.requirement.group,
        "alternatives": "",
        "enough": "",
        "finding": evidence.finding,
        "reason": evidence.reason,
        "quotes": [quote(q, person_href) for q in evidence.quotes],
    }


def quote(quote: Quote, person_href: str) -> dict[str, str]:
    """The words, and the address where they are lit up.

    Words that stand in no one place were entered by a person, or counted from several places of a document. What a person
    corrected keeps the place it was read at, where the document still says otherwise.
    """
    words = " ".join(quote.text.split())
    if len(words) > LONGEST_QUOTE:
        words = f"{words[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"
    if not quote.document_id:
        return {"text": words, "href": person_href, "by_hand": "yes", "said": "entered by a person: "}
    if quote.start < 0:
        href = f"/documents/{quote.document_id}"
        return {"text": words, "href": href, "by_hand": "", "said": "counted from the document: "}
    place = urlencode({"start": quote.start, "end": quote.end})
    corrected = quote.fact_id.startswith(CORRECTION)
    return {
        "text": words,
        "href": f"/documents/{quote.document_id}?{place}",
        "by_hand": "yes" if corrected else "",
        "said": "corrected by a person; the document says: " if corrected else "",
    }
