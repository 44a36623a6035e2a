"""What somebody may have meant, and ways to go on with what they type; only from what they may find."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from appliance.engines.fulltext import SearchIndex
from appliance.foundation.contracts.query import ORDERED, TEXT_FIELDS, Query, Word
from appliance.recruiting.search.cards import label
from appliance.recruiting.search.vocabulary import FIELDS, HAS_FLAGS, KINDS, field_named

MOST = 8
_LAST = re.compile(
    r"(?:^|(?<=[\s(-]))(?:([^\W\d][\w-]{1,20}):)?((?:[<>]=?|=)?)((?:[^\s()\":<>=-][^\s()\":<>=]{0,39})?)$"
)
_PLAIN = re.compile(r"[\w.@+#-]+")
HINTS = {
    "years": (("5", "five years"), (">=5", "five or more"), ("3..15", "from 3 to 15")),
    "added": (("today", "today"), ("2026", "in this year"), (">=2026-01", "since January")),
    "older_than": (("90d", "90 days"), ("6m", "six months"), ("1y", "a year")),
    "newer_than": (("7d", "a week"), ("30d", "a month"), ("6m", "six months")),
}
OF_FACETS = {"source": "source", "place": "place", "skill_id": "skill_id", "requisition": "requisition"}


class Offer(NamedTuple):
    """``text`` is the whole text gone on with, ``label`` what is added, ``hint`` what it means or how many hold it."""

    text: str
    label: str
    hint: str


# --- did you mean -------------------------------------------------------------------------------


def spelling(index: SearchIndex, query: Query, text: str, scope: Query) -> str:
    """The text with words nobody holds replaced by likely ones; "" when there is nothing better."""
    better = text
    for word in _words(query):
        if index.search(word, limit=0, scope=scope).total:
            continue
        near = index.suggest(word.text, limit=1, scope=scope)
        if near:
            better = re.sub(rf"(?<!\w){re.escape(word.text)}(?!\w)", lambda _: near[0], better)  # noqa: B023
    return better if better != text else ""


def _words(query: Query) -> list[Word]:
    if isinstance(query, Word):
        return [query]
    items = getattr(query, "items", None) or ([query.item] if hasattr(query, "item") else [])
    return [word for item in items for word in _words(item)]


# --- completion ---------------------------------------------------------------------------------


def offers(index: SearchIndex, text: str, scope: Query, references: Collection[str] | None) -> list[Offer]:
    """Ways to go on with the last word of a text: fields, values of a field, words that are there."""
    found = _LAST.search(text)
    if found is None:
        return []
    typed_field, sign, begun = found[1] or "", found[2], found[3]
    field = field_named(typed_field) if typed_field else ""
    if field is None or (not typed_field and (sign or len(begun) < 2)):
        return []
    kept = text[: len(text) - len(begun)]
    several = _values(index, field, begun, scope, references) if field else _free(index, begun, scope)
    return [Offer(kept + added, added, hint) for added, hint in several if added != begun][:MOST]


Found = Iterator[tuple[str, str]]


def _free(index: SearchIndex, begun: str, scope: Query) -> Found:
    low = begun.casefold()
    for name in FIELDS:
        if name.startswith(low) and name != "body":
            yield f"{name}:", "field"
    for completion in index.complete(begun, limit=MOST, scope=scope):
        yield completion.text, f"{completion.count:,}"


def _values(
    index: SearchIndex, field: str, begun: str, scope: Query, references: Collection[str] | None
) -> Found:
    low = begun.casefold()
    if field in ORDERED or field == "degree":
        order = ORDERED["degree_level" if field == "degree" else field]
        yield from ((value, label("", value)) for value in (*order, "any", "none") if value.startswith(low))
    elif field == "kind":
        yield from ((value, "") for value in sorted(set(KINDS.values())) if value.startswith(low))
    elif field in {"is", "has"}:
        for one in index.complete(low, "flag", limit=50, scope=scope):
            if (one.text in HAS_FLAGS) == (field == "has"):
                yield one.text, f"{one.count:,}"
    elif field in HINTS:
        yield from ((value, hint) for value, hint in HINTS[field] if value.startswith(low))
    elif field in OF_FACETS:
        yield from _facet_values(index, field, begun, scope, references)
    if field in TEXT_FIELDS and len(begun) > 1:
        for one in index.complete(begun, field, limit=MOST, scope=scope):
            yield one.text, f"{one.count:,}"


def _facet_values(
    index: SearchIndex, field: str, begun: str, scope: Query, references: Collection[str] | None
) -> Found:
    for start in dict.fromkeys((begun, begun.capitalize(), begun.title(), begun.upper(), begun.lower())):
        for one in index.complete(start, OF_FACETS[field], limit=MOST, scope=scope):
            if field == "requisition" and references is not None and one.text not in references:
                continue
            shown = one.text if _PLAIN.fullmatch(one.text) else f'"{one.text}"'
            named = label(field, one.text)
            yield shown, f"{one.count:,}" if named == one.text else f"{named} · {one.count:,}"
