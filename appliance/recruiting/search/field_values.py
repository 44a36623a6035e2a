"""What stands behind ``field:`` as a query value: numbers, dates, ages, ordered and exact values, words."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from appliance.engines.fulltext.analysis import fuzzy_term, prefix_term, readings
from appliance.foundation.contracts.query import (
    ORDERED,
    Everything,
    Facet,
    Fuzzy,
    Not,
    Phrase,
    Prefix,
    Query,
    Range,
    Word,
)
from appliance.recruiting.search.errors import QueryError
from appliance.recruiting.search.lexing import Piece, pieces
from appliance.recruiting.search.vocabulary import (
    FIELDS,
    KINDS,
    field_named,
    flag_value,
    near_names,
    ordered_value,
)

EPOCH = date(1970, 1, 1)
LONGEST_SLOP = 50
SHORTEST_FUZZY = 3

_NUMBER = r"\d{1,6}(?:\.\d{1,6})?"
_BOUNDS = re.compile(rf"({_NUMBER})?\s*(?:\.\.|-|\u2013)\s*({_NUMBER})?")
_COMPARED = re.compile(r"(>=|<=|=>|=<|>|<|=)?\s*(.+)")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_AGE = re.compile(r"(\d{1,5})\s*([a-z]*)", re.IGNORECASE)
_AGE_DAYS = {"": 1, "d": 1, "day": 1, "w": 7, "week": 7, "m": 30, "month": 30, "y": 365, "year": 365}
_FUZZY = re.compile(r"~(\d*)$")


@dataclass(frozen=True)
class Typed:
    """A value as typed: where, what, whether in quotes, the slop if one was given (-1 if not), and today."""

    field: str
    text: str
    position: int
    today: date
    quoted: bool = False
    slop: int = -1

    def wrong(self, what: str, mend: str) -> QueryError:
        """The error that points at this value."""
        return QueryError(position=self.position, what=what, mend=mend)


def day(moment: date) -> int:
    """Days since 1970-01-01."""
    return (moment - EPOCH).days


def moment(number: float) -> date:
    """The date of a day number."""
    return EPOCH + timedelta(days=int(number))


def read(value: Typed) -> Query | None:
    """The query a typed value stands for; None if it has nothing but words too common to search for."""
    return READERS[FIELDS[value.field] if value.field else "whole"](value)


def condition(text: str) -> Query | None:
    """What a text is read as when it is one word, one phrase, or one field with one value; None when it is not.

    Ages count from 1970-01-01.
    """
    field: str | None = ""
    try:
        match pieces(text):
            case [Piece(kind="word" | "phrase") as value, _]:
                pass
            case [Piece(kind="field") as name, Piece(kind="word" | "phrase") as value, _]:
                field = field_named(name.text)
            case _:
                return None
        if field is None:
            return None
        quoted = value.kind == "phrase"
        return read(Typed(field, value.text, value.position, EPOCH, quoted, value.number if quoted else -1))
    except QueryError:
        return None


def _words(value: Typed, field: str) -> Query | None:
    if value.quoted:
        if value.slop > LONGEST_SLOP:
            raise value.wrong(
                f"A phrase can be loosened by {LONGEST_SLOP} words at most.",
                f'Write "…"~{LONGEST_SLOP} or less.',
            )
        slop = max(value.slop, 0)
        return Phrase(text=value.text, field=field, slop=slop) if readings(value.text) else None
    text = value.text
    if text.endswith("*") or "*" in text.rstrip(".,;:!?"):
        return _prefix(value, field)
    if (match := _FUZZY.search(text)) and match.start() > 0:
        return _fuzzy(value, field, text[: match.start()], match[1])
    return Word(text=text, field=field) if readings(text) else None


def _prefix(value: Typed, field: str) -> Query:
    start = value.text.rstrip("*")
    if "*" in start:
        raise value.wrong(
            "A * can only stand at the end of a word.", "Write the beginning of the word: kub*."
        )
    if start == "" and field == "":
        return Everything()
    if not prefix_term(start):
        raise value.wrong("There is no letter before the *.", "Write the beginning of the word: kub*.")
    return Prefix(text=start, field=field)


def _fuzzy(value: Typed, field: str, text: str, edits: str) -> Query:
    if edits not in {"", "1"}:
        raise value.wrong("A word can be searched with one wrong letter, not with more.", f"Write {text}~.")
    if len(fuzzy_term(text)) < SHORTEST_FUZZY:
        raise value.wrong(
            "A word searched with ~ needs three letters or more.",
            "Search it as it is, or write a longer word.",
        )
    return Fuzzy(text=text, field=field)


def _text(value: Typed) -> Query | None:
    return _words(value, value.field)


def _whole(value: Typed) -> Query | None:
    return _words(value, "")


def _degree(value: Typed) -> Query | None:
    """``degree:master`` is a level, ``degree:physics`` a word."""
    try:
        return _ordered_in("degree_level", value)
    except QueryError:
        if value.text[:1] in {"<", ">", "="}:
            raise
        return _words(value, "degree")


def _ordered(value: Typed) -> Query:
    return _ordered_in(value.field, value)


def _ordered_in(field: str, value: Typed) -> Query:
    order = ORDERED[field]
    if value.text in {"*", "any"}:
        return Facet(field=field, any_of=order)
    if value.text == "none":
        return Not(item=Facet(field=field, any_of=order))
    match = _COMPARED.fullmatch(value.text)
    name = ordered_value(field, match[2]) if match else None
    if match is None or name is None:
        raise value.wrong(
            f"{value.text!r} is not a {_label(field)}.",
            f"Known, lowest first: {', '.join(order)}; >= and <= compare them.",
        )
    at = order.index(name)
    chosen = {
        "": (name,),
        "=": (name,),
        ">=": order[at:],
        ">": order[at + 1 :],
        "<=": order[: at + 1],
        "<": order[:at],
    }[{"=>": ">=", "=<": "<="}.get(match[1] or "", match[1] or "")]
    if not chosen:
        raise value.wrong(
            f"There is no {_label(field)} beyond {name}.", f"Known, lowest first: {', '.join(order)}."
        )
    return Facet(field=field, any_of=chosen)


def _label(field: str) -> str:
    return field.replace("_", " ")


def _number(value: Typed) -> Query:
    text = value.text
    if text.endswith("+") and re.fullmatch(_NUMBER, text[:-1]):
        return Range(field=value.field, low=float(text[:-1]))
    match = _BOUNDS.fullmatch(text)
    if match and (match[1] or match[2]):
        low = float(match[1]) if match[1] else None
        high = float(match[2]) if match[2] else None
        if low is not None and high is not None and low > high:
            raise value.wrong(
                f"{text!r} ends before it begins.", f"Write {value.field}:{match[2]}..{match[1]}."
            )
        return Range(field=value.field, low=low, high=high)
    compared = _COMPARED.fullmatch(text)
    if compared is None or not re.fullmatch(_NUMBER, compared[2]):
        raise value.wrong(
            f"{text!r} is not a number or a range.",
            f"Write {value.field}:5, {value.field}:>=5 or {value.field}:3..15.",
        )
    return _compare(value.field, compared[1] or "", float(compared[2]), compared[2])


def _compare(field: str, sign: str, number: float, typed: str) -> Query:
    match sign:
        case ">=" | "=>":
            return Range(field=field, low=number)
        case ">":
            return Range(field=field, low=number, low_open=True)
        case "<=" | "=<":
            return Range(field=field, high=number)
        case "<":
            return Range(field=field, high=number, high_open=True)
        case _ if sign == "" and "." not in typed:  # five years are five and some months
            return Range(field=field, low=number, high=number + 1, high_open=True)
        case _:
            return Range(field=field, low=number, high=number)


def _date(value: Typed) -> Query:
    text = value.text.strip().lower()
    if ".." in text:
        first, _, last = text.partition("..")
        low = day(_span(value, first)[0]) if first else None
        high = day(_span(value, last)[1]) if last else None
        if low is None and high is None:
            raise _not_a_date(value)
        if low is not None and high is not None and low > high:
            raise value.wrong(
                f"{value.text!r} ends before it begins.", f"Write {value.field}:{last}..{first}."
            )
        return Range(field=value.field, low=_float(low), high=_float(high))
    match = _COMPARED.fullmatch(text)
    if match is None:
        raise _not_a_date(value)
    begin, end = _span(value, match[2])
    match match[1] or "":
        case ">=" | "=>":
            return Range(field=value.field, low=float(day(begin)))
        case ">":
            return Range(field=value.field, low=float(day(end) + 1))
        case "<=" | "=<":
            return Range(field=value.field, high=float(day(end)))
        case "<":
            return Range(field=value.field, high=float(day(begin) - 1))
        case _:
            return Range(field=value.field, low=float(day(begin)), high=float(day(end)))


def _float(number: int | None) -> float | None:
    return None if number is None else float(number)


def _span(value: Typed, text: str) -> tuple[date, date]:
    """First and last day of a year, a month or a day."""
    near = {"today": 0, "yesterday": 1}.get(text)
    if near is not None:
        there = value.today - timedelta(days=near)
        return there, there
    match = _DATE.fullmatch(text)
    if match is None:
        raise _not_a_date(value)
    try:
        year, month = int(match[1]), int(match[2] or 1)
        begin = date(year, month, int(match[3] or 1))
    except ValueError:
        raise _not_a_date(value) from None
    if match[3]:
        return begin, begin
    if match[2]:
        return begin, begin.replace(day=monthrange(year, month)[1])
    return begin, date(year, 12, 31)


def _not_a_date(value: Typed) -> QueryError:
    return value.wrong(
        f"{value.text!r} is not a date or a range of dates.",
        "Write added:2026-03, added:>=2026-03-15, added:2026-01..2026-03 or added:today.",
    )


def _age(value: Typed) -> Query:
    match = _AGE.fullmatch(value.text.strip())
    unit = match[2].lower() if match else ""
    days = _AGE_DAYS.get(unit, _AGE_DAYS.get(unit.removesuffix("s")))
    if match is None or days is None:
        raise value.wrong(
            f"{value.text!r} is not a length of time.", f"Write {value.field}:90d, 6w, 3m or 1y."
        )
    border = float(day(value.today) - int(match[1]) * days)
    if value.field == "older_than":
        return Range(field="added", high=border - 1)
    return Range(field="added", low=border)


def _kind(value: Typed) -> Query:
    kind = KINDS.get(value.text.lower())
    if kind is None:
        near = near_names(value.text, KINDS)
        raise value.wrong(
            f"{value.text!r} is not a kind of entry.",
            f"Write kind:{KINDS[near[0]] if near else 'candidate'}.",
        )
    return Facet(field="kind", any_of=(kind,))


def _flag(value: Typed) -> Query:
    flag = flag_value(value.text)
    if not flag:
        raise value.wrong(f"{value.text!r} is not a flag.", f"Write {value.field}:unreviewed, for example.")
    return Facet(field="flag", any_of=(flag,))


def _exact(value: Typed) -> Query:
    if not value.text:
        raise value.wrong(f"{value.field}: needs a value.", f'Write {value.field}:"…" with the exact value.')
    return Facet(field=value.field, any_of=(value.text,))


READERS: dict[str, Callable[[Typed], Query | None]] = {
    "text": _text,
    "whole": _whole,
    "degree": _degree,
    "number": _number,
    "date": _date,
    "age": _age,
    "ordered": _ordered,
    "plain": _kind,
    "flag": _flag,
    "facet": _exact,
}
