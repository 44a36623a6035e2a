"""A query made wider by what the knowledge packs know: other spellings of a skill, and skills that prove it.

``k8s`` also finds whoever was read to have Kubernetes, however it is written, or OpenShift, which proves it. What was
read as a skill is asked, not the words: the packs' rules about ambiguous words (Go, R) hold. Words that are excluded
are not widened: out goes only what was typed. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from appliance.engines.fulltext.analysis import readings
from appliance.engines.knowledge import Knowledge, load
from appliance.foundation.contracts import query as q
from appliance.foundation.contracts.search import Widening

FIELDS = frozenset({"", "body", "skill"})
MOST_WORDS = 4
"""Words beside each other that are looked up as one skill."""
MOST_NAMES = 12
"""Other spellings that are shown and lit up; all are found."""


def widened(query: q.Query, exact: Collection[str], known: Knowledge) -> tuple[q.Query, tuple[Widening, ...]]:
    """The query to run, and what was or could be added, in the order of the words.

    ``exact`` are ids of skills that are not to be widened.
    """
    found: dict[str, Widening] = {}
    return _widen(query, frozenset(exact), found, known), tuple(found.values())


def _widen(query: q.Query, exact: frozenset[str], found: dict[str, Widening], known: Knowledge) -> q.Query:
    match query:
        case q.And(items=items):
            return q.And(items=tuple(_together(items, exact, found, known)))
        case q.Or(items=items):
            return q.Or(items=tuple(_widen(item, exact, found, known) for item in items))
        case q.Word(text=text, field=field) | q.Phrase(text=text, field=field, slop=0) if field in FIELDS:
            return _with_skill(query, widening_of(text, known), exact, found, known)
    return query


def _together(
    items: Sequence[q.Query], exact: frozenset[str], found: dict[str, Widening], known: Knowledge
) -> Iterator[q.Query]:
    """Parts of an AND; words beside each other that name one skill (machine learning) are widened as one."""
    at = 0
    while at < len(items):
        for size in range(min(MOST_WORDS, len(items) - at), 1, -1):
            run = items[at : at + size]
            texts = [item.text for item in run if isinstance(item, q.Word) and item.field in {"", "body"}]
            one = widening_of(" ".join(texts), known) if len(texts) == size else None
            if one is not None:
                yield _with_skill(q.And(items=tuple(run)), one, exact, found, known)
                at += size
                break
        else:
            yield _widen(items[at], exact, found, known)
            at += 1


def _with_skill(
    query: q.Query, one: Widening | None, exact: frozenset[str], found: dict[str, Widening], known: Knowledge
) -> q.Query:
    if one is None:
        return query
    on = one.skill not in exact
    found.setdefault(one.skill, one.model_copy(update={"on": on}))
    if not on:
        return query
    has_it = q.Facet(field="skill_id", any_of=(one.skill, *_proving(known).get(one.skill, ())))
    return q.Or(items=(query, has_it))


def to_light_up(query: q.Query, widenings: Collection[Widening]) -> q.Query:
    """The words whose places show why somebody was found: those typed, and those that were added."""
    items = [query]
    for one in widenings:
        if one.on:
            items += [_words(name) for name in (*one.names, *one.kinds)]
    return query if len(items) == 1 else q.Or(items=tuple(items))


def _words(text: str) -> q.Query:
    return q.Phrase(text=text)


@lru_cache(2048)
def widening_of(text: str, known: Knowledge) -> Widening | None:
    """What could be added to a word or phrase; None when the packs do not know it, or nothing to add."""
    skill = known.skill_named(text)
    if skill is None:
        return None
    typed = readings(text)
    names: dict[object, str] = {}
    for name in (skill.name, *skill.aliases):
        way = readings(name)
        if way and way != typed and not _holds(way, typed):
            names.setdefault(way, name)
    kinds = tuple(found.name for found in map(known.skill, _proving(known).get(skill.id, ())) if found)
    if not names and not kinds:
        return None
    return Widening(
        skill=skill.id, name=skill.name, typed=text, names=tuple(names.values())[:MOST_NAMES], kinds=kinds
    )


Ways = tuple[tuple[tuple[str, int], ...], ...]


def _holds(longer: Ways, shorter: Ways) -> bool:
    """Does a spelling hold what was typed anyway (``Python 3`` beside ``python``)?"""
    terms = {term for way in longer for term, _ in way}
    return any(all(term in terms for term, _ in way) for way in shorter)


@lru_cache(2)
def _proving(known: Knowledge) -> dict[str, tuple[str, ...]]:
    """Id of a skill → ids of every skill that proves it."""
    found: dict[str, list[str]] = {}
    for skill in known.skills():
        for ancestor in known.ancestors(skill.id):
            found.setdefault(ancestor, []).append(skill.id)
    return {skill: tuple(kinds) for skill, kinds in found.items()}


def warm_up() -> None:
    """Do beforehand what the first widened query would wait for (half a second)."""
    _proving(load())
