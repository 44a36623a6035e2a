"""How read facts are compared with gold. Same rules as the usual scorers of these sets:

Strings are NFKC- and case-folded, and runs of anything but letters, digits, + and # become one blank. STRICT: equal after
that, one to one, duplicates in a list dropped. LENIENT: besides, the words of one are contained in the other's, and the
shorter has a word of three letters. Documents without gold for a field are left out of that field: labels are incomplete.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bench_reading_frame import Counts

_YEAR = re.compile(r"(?:19|20)\d\d")


def fold(written: object) -> str:
    text = unicodedata.normalize("NFKC", str(written)).casefold().replace("_", " ")
    return re.sub(r"[^\w+#]+", " ", text).strip()


def phone(written: object) -> str:
    digits = re.sub(r"\D", "", str(written))
    return digits[-10:] if len(digits) >= 7 else ""


KEYS: dict[str, Callable[[object], str]] = {
    "emails": lambda s: str(s).strip().casefold(),
    "phones": phone,
    "name": lambda s: re.sub(r"^(mr|mrs|ms|dr|prof) ", "", fold(s)),
    "grad_years": lambda s: (_YEAR.findall(str(s)) or [""])[-1],
    "links": lambda s: re.sub(r"^(https?://)?(www\.)?", "", str(s).casefold()).rstrip("/"),
}
NEVER_LENIENT = frozenset({"emails", "phones", "grad_years"})


def contained(one: str, other: str) -> bool:
    short, long = sorted((one.split(), other.split()), key=len)
    if not any(len(w) >= 3 and re.search("[a-z]", w) for w in short):
        return False
    return any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))


def matches(gold: Iterable[str], predicted: Iterable[str], *, lenient: bool) -> int:
    """How many predictions find a gold item of their own."""
    left, waiting, found = list(gold), [], 0
    for one in predicted:
        if one in left:
            left.remove(one)
            found += 1
        else:
            waiting.append(one)
    if lenient:
        for one in sorted(waiting, key=len, reverse=True):
            near = [g for g in left if contained(one, g)]
            if near:
                left.remove(min(near, key=lambda g: abs(len(g) - len(one))))
                found += 1
    return found


def values(record: dict[str, Any], name: str) -> list[str]:
    """The folded values of a field, each once."""
    value = record.get(name)
    listed = [value] if isinstance(value, str) else value or []
    return list(dict.fromkeys(k for k in map(KEYS.get(name, fold), listed) if k))


def field_counts(
    gold: Sequence[dict[str, Any]], read: dict[str, dict[str, Any]], name: str, *, lenient: bool = False
) -> list[Counts]:
    """Counts of one field in each document that has gold for it."""
    found = []
    for one in gold:
        wanted = values(one, name)
        if wanted:
            got = values(read.get(str(one["id"]), {}), name)
            right = matches(wanted, got, lenient=lenient and name not in NEVER_LENIENT)
            found.append(Counts(right, len(got), len(wanted)))
    return found


def position_counts(
    gold: Sequence[dict[str, Any]], read: dict[str, dict[str, Any]]
) -> tuple[list[Counts], list[Counts]]:
    """(title and employer joined, lenient strings; of all gold positions those with both dates right too)."""
    joined, dated = [], []
    for one in gold:
        wanted = one.get("positions") or []
        if not wanted:
            continue
        left = list(read.get(str(one["id"]), {}).get("positions") or [])
        size, both, right = len(left), 0, 0
        for asked in wanted:
            near = [p for p in left if all(_same(asked[k], p.get(k)) for k in ("title", "employer"))]
            if near:
                dates = [sum(_date(asked[k], p.get(k)) for k in ("start", "end")) for p in near]
                left.remove(near[dates.index(max(dates))])
                both += 1
                right += max(dates) == 2
        joined.append(Counts(both, size, len(wanted)))
        dated.append(Counts(right, size, len(wanted)))
    return joined, dated


def _same(asked: object, got: object) -> bool:
    one, other = fold(asked), fold(got or "")
    return one == other or contained(one, other)


def _date(asked: object, got: object) -> bool:
    """To the month, or to the year where gold has the year only."""
    return str(got or "")[: len(str(asked))] == str(asked)


def span_counts(gold: Iterable[tuple[int, int]], predicted: Iterable[tuple[int, int]]) -> Counts:
    """Spans with the same start and the same end."""
    wanted, got = set(gold), set(predicted)
    return Counts(len(wanted & got), len(got), len(wanted))
