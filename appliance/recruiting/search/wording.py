"""A query back into words: as a sentence, as canonical text, and as chips that can be taken away one by one."""

from __future__ import annotations

import re
from collections.abc import Callable

from appliance.foundation.contracts import query as q
from appliance.foundation.contracts.values import Value
from appliance.recruiting.search.field_values import condition, moment
from appliance.recruiting.search.lexing import QUOTES
from appliance.recruiting.search.vocabulary import HAS_FLAGS

_QUOTE = re.compile(f"[{QUOTES}]")


class Chip(Value):
    """One condition of a query. ``text`` is it alone, ``without`` the whole query without it, both canonical."""

    label: str
    text: str
    without: str


def chips(query: q.Query) -> tuple[Chip, ...]:
    """The conditions that must all hold, each by itself."""
    if isinstance(query, q.Everything):
        return ()
    items = query.items if isinstance(query, q.And) else (query,)
    return tuple(
        Chip(label=_on_a_chip(item), text=unparse(item), without=_and_text(items[:i] + items[i + 1 :]))
        for i, item in enumerate(items)
    )


def _on_a_chip(item: q.Query) -> str:
    return f"without {_enclosed(item.item)}" if isinstance(item, q.Not) else describe(item)


def _and_text(items: tuple[q.Query, ...]) -> str:
    return "" if not items else unparse(q.And(items=items) if len(items) > 1 else items[0])


# --- as text ------------------------------------------------------------------------------------


def unparse(query: q.Query) -> str:
    """The text that is read as this query again."""
    match query:
        case q.Everything() | q.And(items=()):
            return "*"
        case q.Nothing() | q.Or(items=()):
            return "-*"
        case q.And(items=items):
            return " ".join(_inner(item, q.Or) for item in items)
        case q.Or(items=items):
            return " OR ".join(_inner(item, q.And) for item in items)
        case q.Not(item=item):
            return f"-{_inner(item, q.Or, q.And)}"
        case q.Word(text=text, field=field):
            return _alone(query, field, text, _quoted(text))
        case q.Phrase(text=text, field=field, slop=slop):
            return f"{_lead(field)}{_quoted(text)}" + (f"~{slop}" if slop else "")
        case q.Prefix(text=text, field=field):
            return _alone(query, field, f"{text}*")
        case q.Fuzzy(text=text, field=field):
            return _alone(query, field, f"{text}~")
        case q.Near(left=left, right=right, distance=distance, field=field):
            return f"{unparse(q.Word(text=left, field=field))} NEAR/{distance} {unparse(q.Word(text=right))}"
        case q.Range():
            return _range_text(query)
        case q.Facet():
            return _facet_text(query)


def _inner(item: q.Query, *bracketed: type[q.And | q.Or]) -> str:
    text = unparse(item)
    several = isinstance(item, q.And | q.Or) and len(item.items) > 1
    wide = isinstance(item, q.Range) and " " in text
    near = isinstance(item, q.Near) and q.And in bracketed and q.Or in bracketed
    return f"({text})" if (several and isinstance(item, bracketed)) or wide or near else text


def _lead(field: str) -> str:
    return f"{field}:" if field and field != "body" else ""


def _alone(query: q.Word | q.Prefix | q.Fuzzy, field: str, *spellings: str) -> str:
    """The first spelling that is read as this query again.

    What would be read as a field or an exclusion is a word behind the name of all text. Whether a spelling is read
    otherwise is not guessed here but tried.
    """
    meant = query.model_copy(update={"field": "" if field == "body" else field})
    leads = (_lead(field),) if _lead(field) else ("", "body:")
    texts = [lead + spelling for spelling in spellings for lead in leads]
    return next((text for text in texts if condition(text) == meant), texts[-len(leads)])


def _quoted(text: str) -> str:
    return '"' + _QUOTE.sub(" ", text) + '"'


def _range_text(query: q.Range) -> str:
    show = _day if query.field == "added" else _plain_number
    low = None if query.low is None else show(query.low)
    high = None if query.high is None else show(query.high)
    whole = query.field != "added" and query.low is not None and query.low == int(query.low)
    if (
        whole
        and query.low is not None
        and query.high == query.low + 1
        and query.high_open
        and not query.low_open
    ):
        return f"{query.field}:{low}"
    if low is not None and high is not None and not query.low_open and not query.high_open:
        return f"{query.field}:{low}..{high}"
    sides = []
    if low is not None:
        sides.append(f"{query.field}:{'>' if query.low_open else '>='}{low}")
    if high is not None:
        sides.append(f"{query.field}:{'<' if query.high_open else '<='}{high}")
    return " ".join(sides) or f"{query.field}:>=0"


def _day(number: float) -> str:
    return moment(number).isoformat()


def _plain_number(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)


def _facet_text(query: q.Facet) -> str:
    if not query.any_of:
        return "-*"
    name = "degree" if query.field == "degree_level" else query.field
    order = q.ORDERED.get(query.field)
    if order and query.any_of == order:
        return f"{name}:any"
    if order and len(query.any_of) > 1 and query.any_of == order[-len(query.any_of) :]:
        return f"{name}:>={query.any_of[0]}"
    if order and len(query.any_of) > 1 and query.any_of == order[: len(query.any_of)]:
        return f"{name}:<={query.any_of[-1]}"
    if query.field == "flag":
        each = [_value("has:" if value in HAS_FLAGS else "is:", query, value) for value in query.any_of]
    else:
        each = [_value(f"{name}:", query, value) for value in query.any_of]
    return each[0] if len(each) == 1 else f"({' OR '.join(each)})"


def _value(lead: str, query: q.Facet, value: str) -> str:
    """One value of a facet behind its name, in quotes unless it is read as this value without."""
    meant = query.model_copy(update={"any_of": (value,)})
    return lead + (value if condition(lead + value) == meant else _quoted(value))


# --- as a sentence ------------------------------------------------------------------------------


def describe(query: q.Query) -> str:
    """What was understood, in words: ``“python” and (“kafka” or “spark”), without “java”``."""
    match query:
        case q.Everything() | q.And(items=()):
            return "everything"
        case q.Nothing() | q.Or(items=()):
            return "nothing"
        case q.And(items=items):
            wanted = [_enclosed(item) for item in items if not isinstance(item, q.Not)]
            unwanted = [_enclosed(item.item) for item in items if isinstance(item, q.Not)]
            text = " and ".join(wanted) or "everything"
            return text + (f", without {' and without '.join(unwanted)}" if unwanted else "")
        case q.Or(items=items):
            return " or ".join(_enclosed(item) for item in items)
        case q.Not(item=item):
            return f"everything without {_enclosed(item)}"
        case _:
            return _SENTENCES[type(query)](query)


def _enclosed(item: q.Query) -> str:
    text = describe(item)
    return f"({text})" if isinstance(item, q.And | q.Or | q.Not) else text


def _in(field: str) -> str:
    return f" in the {field}" if field and field != "body" else ""


def _range_words(query: q.Range) -> str:
    show = _day if query.field == "added" else _plain_number
    low = "" if query.low is None else show(query.low)
    high = "" if query.high is None else show(query.high)
    if query.field == "added":
        if low and high:
            return f"added on {low}" if low == high else f"added from {low} to {high}"
        return f"added since {low}" if low else f"added until {high}" if high else "with a date"
    if query.low is not None and query.high == query.low + 1 and query.high_open and not query.low_open:
        return f"{low} {query.field}"
    if low and high and not query.low_open:
        upper = f"less than {high}" if query.high_open else high
        return f"{low} to {upper} {query.field}" if low != high else f"{low} {query.field}"
    sides = [f"{'more than' if query.low_open else 'at least'} {low}"] if low else []
    sides += [f"{'less than' if query.high_open else 'at most'} {high}"] if high else []
    return f"{' and '.join(sides)} {query.field}" if sides else f"any {query.field}"


def _facet_words(query: q.Facet) -> str:
    name = query.field.replace("_", " ")
    if query.field == "flag":
        return "flagged " + " or ".join(query.any_of)
    order = q.ORDERED.get(query.field)
    shown = [value.replace("_", " ") if order else f"“{value}”" for value in query.any_of]
    if order and len(shown) > 1 and query.any_of == order[-len(shown) :]:
        return f"any {name}" if query.any_of == order else f"{name} {shown[0]} or higher"
    if order and len(shown) > 1 and query.any_of == order[: len(shown)]:
        return f"{name} {shown[-1]} or lower"
    return f"{name} {' or '.join(shown) or 'of no kind'}"


_SENTENCES: dict[type, Callable[..., str]] = {
    q.Word: lambda n: f"“{n.text}”{_in(n.field)}",
    q.Phrase: lambda n: (
        f"the phrase “{n.text}”" + (f" with up to {n.slop} more words between" * bool(n.slop)) + _in(n.field)
    ),
    q.Prefix: lambda n: f"words beginning with “{n.text}”{_in(n.field)}",
    q.Fuzzy: lambda n: f"words like “{n.text}”{_in(n.field)}",
    q.Near: lambda n: f"“{n.left}” within {n.distance} words of “{n.right}”{_in(n.field)}",
    q.Range: _range_words,
    q.Facet: _facet_words,
}
