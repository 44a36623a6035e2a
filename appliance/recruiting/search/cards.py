"""Results as people see them: who, and the places that show why. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from appliance.engines.fulltext import Words, highlight
from appliance.engines.knowledge import Knowledge, load
from appliance.foundation.contracts.query import Query
from appliance.foundation.contracts.search import FacetValue, Snippet

FRAGMENTS = 2
WIDTH = 170
FACET_VALUES = 12
LABELS = {
    "public_trust": "Public Trust",
    "confidential": "Confidential",
    "secret": "Secret",
    "top_secret": "Top Secret",
    "tssci": "TS/SCI",
    "doe_l": "DOE L",
    "doe_q": "DOE Q",
    "high_school": "High school",
    "associate": "Associate",
    "bachelor": "Bachelor",
    "master": "Master",
    "doctorate": "Doctorate",
}


def snippets(words: Words, query: Query) -> tuple[Snippet, ...]:
    """The two pieces of a document that show the query best; nothing when no word of it is there."""
    found, text = [], words.text
    for fragment in highlight(words, query, fragments=FRAGMENTS, width=WIDTH):
        if not fragment.marks:
            continue
        found.append(
            Snippet(
                text=text[fragment.start : fragment.end],
                marks=tuple((s - fragment.start, e - fragment.start) for s, e in fragment.marks),
                cut_before=fragment.start > 0,
                cut_after=fragment.end < len(text),
            )
        )
    return tuple(found)


def facet_values(
    field: str, counts: Mapping[str, int], chosen: tuple[str, ...], knowledge: Knowledge | None = None
) -> tuple[FacetValue, ...]:
    """The most frequent values, chosen ones always among them; ``knowledge`` names the organisation's own skills."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = ranked[:FACET_VALUES] + [r for r in ranked[FACET_VALUES:] if r[0] in chosen]
    shown += [(value, 0) for value in chosen if value not in counts]
    return tuple(
        FacetValue(value=value, label=label(field, value, knowledge), count=count, chosen=value in chosen)
        for value, count in shown
    )


def label(field: str, value: str, knowledge: Knowledge | None = None) -> str:
    """A facet value for people."""
    if field == "skill_id":
        skill = (knowledge or load()).skill(value)
        return skill.name if skill else value
    if field == "flag":
        return value.replace("-", " ")
    return LABELS.get(value, value)
