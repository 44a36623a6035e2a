"""Our query language: every text is a query or an error that points at a place.

The grammar is in ``docs/formats/query-language.md``. Pure: no index, no clock (``today`` is an argument).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from appliance.foundation.contracts.query import (
    ORDERED,
    And,
    Everything,
    Facet,
    Near,
    Not,
    Nothing,
    Or,
    Query,
    Word,
)
from appliance.recruiting.search.errors import QueryError
from appliance.recruiting.search.field_values import LONGEST_SLOP, Typed, read
from appliance.recruiting.search.lexing import Piece, pieces
from appliance.recruiting.search.second_reading import matches
from appliance.recruiting.search.vocabulary import ALIASES, FIELDS, field_named, near_names
from appliance.recruiting.search.wording import Chip, chips, describe, unparse

DEEPEST = 25
MOST_WORDS = 200

__all__ = ["Chip", "QueryError", "chips", "chips_of", "describe", "matches", "normal", "parse", "unparse"]


@lru_cache(64)
def parse(text: str, today: date) -> Query:
    """The query a text stands for; an empty text is everything. Raises QueryError.

    A page asks three times for the same one; the last few are kept.
    """
    found = pieces(text)
    if found[0].kind == "end":
        return Everything()
    query = _Parser(found, today).whole()
    if query is None:
        raise QueryError(
            position=0,
            what="There is nothing here to search for but very common words.",
            mend="Add a word that says more.",
        )
    return normal(query)


@lru_cache(64)
def chips_of(text: str, today: date) -> tuple[Chip, ...]:
    """The conditions of a text, each with the text that is left without it. Raises QueryError."""
    return chips(parse(text, today))


def normal(query: Query) -> Query:
    """The same question in one spelling: nested ands and ors flattened, doubles and double negatives gone."""
    match query:
        case And(items=items):
            return _flat(And, items, neutral=Everything(), absorbing=Nothing())
        case Or(items=items):
            return _flat(Or, items, neutral=Nothing(), absorbing=Everything())
        case Not(item=item):
            inner = normal(item)
            match inner:
                case Not(item=twice):
                    return twice
                case Everything():
                    return Nothing()
                case Nothing():
                    return Everything()
            return Not(item=inner)
    return query


def _flat(kind: type[And | Or], items: Iterable[Query], neutral: Query, absorbing: Query) -> Query:
    flat: list[Query] = []
    for item in map(normal, items):
        for part in item.items if isinstance(item, kind) else (item,):
            if part == absorbing:
                return absorbing
            if part != neutral and part not in flat:
                flat.append(part)
    if kind is Or:
        flat = _facets_together(flat)
    if not flat:
        return neutral
    return flat[0] if len(flat) == 1 else kind(items=tuple(flat))


def _facets_together(items: list[Query]) -> list[Query]:
    """Alternatives of one facet become one condition, at the place of the first."""
    values: dict[str, dict[str, None]] = {}
    for item in items:
        if isinstance(item, Facet):
            values.setdefault(item.field, {}).update(dict.fromkeys(item.any_of))
    united: list[Query] = []
    for item in items:
        if not isinstance(item, Facet):
            united.append(item)
        elif item.field in values:
            order = ORDERED.get(item.field)
            found = values.pop(item.field)
            any_of = (
                tuple(v for v in order if v in found)
                if order and found.keys() <= set(order)
                else tuple(found)
            )
            united.append(Facet(field=item.field, any_of=any_of))
    return united


class _Parser:
    """Recursive descent; None stands for a part with nothing but words too common to search for."""

    def __init__(self, found: list[Piece], today: date) -> None:
        self.pieces = found
        self.today = today
        self.at = 0
        self.depth = 0
        self.words = 0

    @property
    def next(self) -> Piece:
        return self.pieces[self.at]

    def take(self) -> Piece:
        piece = self.pieces[self.at]
        self.at += 1
        return piece

    def whole(self) -> Query | None:
        query = self.either("")
        if self.next.kind == "close":
            raise QueryError(
                position=self.next.position,
                what="This closing bracket has no partner.",
                mend="Take it out, or open a bracket before it.",
            )
        return query

    def either(self, field: str) -> Query | None:
        """and-part (OR and-part)*"""
        parts = [self.every(field)]
        while self.next.kind == "or":
            self.take()
            parts.append(self.every(field))
        left = [part for part in parts if part is not None]
        if not left:
            return None
        return left[0] if len(left) == 1 else Or(items=tuple(left))

    def every(self, field: str) -> Query | None:
        """Part (AND? part)*"""
        parts: list[Query] = []
        count = 0
        while True:
            self.skip_and(count)
            if self.next.kind in {"end", "close", "or"}:
                break
            part = self.part(field)
            count += 1
            if part is not None:
                parts.append(part)
        if not count:
            raise self.missing()
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else And(items=tuple(parts))

    def skip_and(self, count: int) -> None:
        if self.next.kind != "and":
            return
        operator = self.take()
        if count == 0 or self.next.kind in {"end", "close", "or", "and"}:
            raise _one_sided(operator)

    def missing(self) -> QueryError:
        """Nothing stands where something should."""
        before = self.pieces[self.at - 1] if self.at else None
        if self.next.kind == "or":
            return _one_sided(self.next)
        if before is not None and before.kind == "or":
            return _one_sided(before)
        if before is not None and before.kind == "open" and self.next.kind == "close":
            return QueryError(
                position=before.position,
                what="There is nothing between these brackets.",
                mend="Take them out.",
            )
        if before is not None and before.kind == "open":
            return _unclosed(before)
        return QueryError(
            position=self.next.position,
            what="Something is missing here.",
            mend="Add a word or take the bracket out.",
        )

    def part(self, field: str) -> Query | None:
        """-part | term (NEAR/n term)?"""
        self.depth += 1
        if self.depth > DEEPEST:
            raise QueryError(
                position=self.next.position,
                what=f"Brackets and exclusions are nested more than {DEEPEST} deep.",
                mend="Write it with fewer brackets.",
            )
        try:
            if self.next.kind == "not":
                operator = self.take()
                if self.next.kind in {"end", "close", "or", "and", "near"}:
                    raise QueryError(
                        position=operator.position,
                        what="Nothing follows that could be excluded.",
                        mend="Write the word right after it: -word.",
                    )
                part = self.part(field)
                return None if part is None else Not(item=part)
            start = self.next
            query = self.term(field)
            return self.near(start, query) if self.next.kind == "near" else query
        finally:
            self.depth -= 1

    def near(self, start: Piece, left: Query | None) -> Query:
        operator = self.take()
        after = self.next
        right = self.term("") if after.kind in {"word", "phrase"} else None
        wrong = QueryError(
            position=operator.position if after.kind in {"end", "close"} else after.position,
            what=f"{operator.text} needs one word on each side.",
            mend="Write it like python NEAR/5 kafka.",
        )
        if not isinstance(left, Word) or self.next.kind == "near":
            raise QueryError(position=start.position, what=wrong.sentence, mend=wrong.mend)
        if not isinstance(right, Word):
            raise wrong
        if not 1 <= operator.number <= LONGEST_SLOP:
            raise QueryError(
                position=operator.position,
                what=f"The distance of NEAR is 1 to {LONGEST_SLOP} words.",
                mend="Write NEAR/5, for example.",
            )
        return Near(left=left.text, right=right.text, distance=operator.number, field=left.field)

    def term(self, field: str) -> Query | None:
        """Word | "phrase" | ( query ) | field: term"""
        piece = self.take()
        if piece.kind == "open":
            query = self.either(field)
            if self.next.kind != "close":
                raise _unclosed(piece)
            self.take()
            return query
        if piece.kind == "field":
            return self.in_field(piece)
        if piece.kind not in {"word", "phrase"}:
            raise QueryError(
                position=piece.position,
                what=f"{piece.text or 'The end'} stands where a word is expected.",
                mend="Put it in quotes to search for it as a word.",
            )
        self.words += 1
        if self.words > MOST_WORDS:
            raise QueryError(
                position=piece.position,
                what=f"There are more than {MOST_WORDS} words.",
                mend="Search in several steps.",
            )
        quoted = piece.kind == "phrase"
        return read(
            Typed(field, piece.text, piece.position, self.today, quoted, piece.number if quoted else -1)
        )

    def in_field(self, piece: Piece) -> Query | None:
        name = field_named(piece.text)
        if name is None:
            near = near_names(piece.text, [*FIELDS, *ALIASES])
            raise QueryError(
                position=piece.position,
                what=f"There is no field {piece.text}.",
                mend=(f"Did you mean {near[0]}:? " if near else "")
                + f'To search for it as text, put it in quotes: "{piece.text}:…".',
            )
        if self.next.kind not in {"word", "phrase", "open"}:
            raise QueryError(
                position=piece.position,
                what=f"{piece.text}: needs a value.",
                mend=f"Write {piece.text}:… without a space, or put the text in quotes.",
            )
        return self.term(name)


def _one_sided(operator: Piece) -> QueryError:
    return QueryError(
        position=operator.position,
        what=f"{operator.text} needs something on both sides.",
        mend=f'Add what is missing, or put it in quotes to search for it as a word: "{operator.text}".',
    )


def _unclosed(opening: Piece) -> QueryError:
    return QueryError(
        position=opening.position,
        what="This opening bracket has no partner.",
        mend="Close it where its part ends, or take it out.",
    )
