"""A shortlist as CSV text, safe for spreadsheets. Pure."""

from __future__ import annotations

import csv
import io

from appliance.foundation.contracts.matching import StoredMatch


def shortlist_csv(match: StoredMatch) -> str:
    """Rank, person, score, one column for each requirement, its quote beside it."""
    out = io.StringIO()
    writer = csv.writer(out)
    labels = {k.id: f"{k.requirement.label} ({k.requirement.need})" for k in match.requirements}
    first = next((c.judged for c in match.candidates if c.judged), None)
    asked = [e.requirement_id for e in first.evidence] if first else []
    head = ["rank", "name", "title", "employer", "score", "files"]
    writer.writerow([_cell(c) for c in head + [t for i in asked for t in (labels[i], "words")]])
    for row in match.candidates:
        if row.candidate is None or row.judged is None:
            writer.writerow([row.rank, "(no longer there)"])
            continue
        found = [
            t
            for e in row.judged.evidence
            for t in (e.finding.replace("_", " "), " … ".join(q.text for q in e.quotes))
        ]
        person = row.candidate
        points = f"{row.judged.score.total / 10:.1f}"
        values = [str(row.rank), person.name, person.title, person.employer, points, "; ".join(row.files)]
        writer.writerow([_cell(c) for c in [*values, *found]])
    return out.getvalue()


def _cell(text: str) -> str:
    """Text a spreadsheet will not run: a leading formula sign gets an apostrophe (OWASP, CSV injection)."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\0") else text
