"""Fields of postings against gold, and what a résumé lacks of a posting: beside regexes and a search for the words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench_reading_frame import Counts, Rows, Set

from appliance.engines.reading import read_document
from appliance.foundation.kernel.text import fold_words
from appliance.wiring import neutral, new_jail, read_alone
from tests.engines.reading.posting.values import NOTHING, is_right
from tests.recruiting.matching.pairs import Pair, pairs, resume

TRAPS = Path(__file__).resolve().parents[1] / "engines/reading/posting"
ABREAST = 16
FIELDS = {
    "title": None, "organization": None, "locations": None, "salary": 0.95, "min_years": 0.92, "degree_min": None,
    "clearance": 0.95, "clearance_status": None, "citizenship": 0.95, "remote": 0.90, "open_date": None, "close_date": None,
}  # fmt: skip
_DEGREES = (
    ("phd", r"ph\.?d|doctorate"), ("master", r"master'?s|\bMBA\b|\bMS\b"), ("bachelor", r"bachelor|\bB\.?[AS]\b"),
    ("associate", r"associate'?s? degree"), ("high_school", r"high school|\bGED\b"),
)  # fmt: skip


def measure(found: Set, rows: Rows) -> None:
    """One set of postings; every file is read in the jail."""
    ours: dict[str, dict[str, Any]] = {}
    simple: dict[str, dict[str, Any]] = {}
    jail = new_jail(2)
    try:
        waiting = list(found.files.items())
        for first in range(0, len(waiting), ABREAST):
            begun = [(i, read_alone(jail, p, "posting")) for i, p in waiting[first : first + ABREAST]]
            for identifier, answer in begun:
                reading = answer()
                ours[identifier] = neutral(reading, identifier)
                simple[identifier] = by_regex(reading.layout.text)
    finally:
        jail.close()
    _score(found.name, found.gold, ours, simple, rows)


def own_traps(rows: Rows) -> None:
    """The postings with traps of the tests."""
    lines = [
        json.loads(line)
        for path in sorted(TRAPS.glob("traps*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    ours = {t["id"]: neutral(read_document(t["text"].encode(), "txt", "posting"), t["id"]) for t in lines}
    simple = {t["id"]: by_regex(t["text"]) for t in lines}
    _score("own postings with traps", [t["gold"] for t in lines], ours, simple, rows)


def own_pairs(rows: Rows) -> None:
    """Pairs of a whole résumé and one that lacks one asked thing."""
    every = list(pairs())
    from tests.recruiting.matching.pairs import OCCUPATIONS

    by_title = {o["title"]: o for o in OCCUPATIONS}
    subject = "own pairs, one thing removed"
    higher = [
        Counts(1.0 if p.matched > p.unmatched else 0.5 * (p.matched == p.unmatched), 1, 1) for p in every
    ]
    rows.score(subject, "muster", "whole scores above lacking", higher, 0.97, "accuracy")
    words = [_shares(p, by_title[p.occupation]) for p in every]
    rows.score(
        subject, "asked words present", "whole scores above lacking",
        [Counts(1.0 if a > b else 0.5 * (a == b), 1, 1) for a, b in words], None, "accuracy",
    )  # fmt: skip
    rows.score(
        subject, "muster", "gap list",
        [Counts(p.gone in p.missing, len(p.missing), 1) for p in every], 0.82,
    )  # fmt: skip
    plain = [(p, _without_words(p.asked, resume(by_title[p.occupation], p.gone))) for p in every]
    rows.score(subject, "asked words present", "gap list", [Counts(p.gone in m, len(m), 1) for p, m in plain])
    whole = {p.occupation: p for p in every}.values()
    rows.score(
        subject, "muster", "nothing missed in the whole résumé",
        [Counts(len(p.asked) - len(p.missing_matched), 1, len(p.asked)) for p in whole], 0.85, "accuracy",
    )  # fmt: skip


def _score(
    subject: str,
    gold: Iterable[dict[str, Any]],
    ours: dict[str, dict[str, Any]],
    simple: dict[str, dict[str, Any]],
    rows: Rows,
) -> None:
    gold = list(gold)
    for name, goal in FIELDS.items():
        for engine, read in (("muster", ours), ("regex", simple)):
            counts = [
                _counts(name, g, read.get(str(g["id"]), {}).get(name)) for g in gold if _is_labelled(name, g)
            ]
            if sum(c.gold for c in counts):
                rows.score(subject, engine, f"{name}, value", counts, goal)


def _is_labelled(name: str, gold: dict[str, Any]) -> bool:
    key = "min_years_ok" if name == "min_years" else name
    return key in gold and name not in gold.get("unknown", ())


def _counts(name: str, gold: dict[str, Any], found: Any) -> Counts:
    """A wrong value counts as predicted and not right, as in the scorers."""
    wanted = gold["min_years_ok" if name == "min_years" else name]
    right = found not in NOTHING and is_right(name, wanted, found)
    return Counts(float(right), float(found not in NOTHING), float(wanted not in NOTHING))


def _shares(pair: Pair, occupation: dict[str, Any]) -> tuple[float, float]:
    """The share of the asked words that stand in the whole résumé, and in the one that lacks something."""
    asked = {w for a in pair.asked for w in fold_words(a).split()}
    texts = (resume(occupation), resume(occupation, pair.gone))
    whole, less = (len(asked & set(fold_words(t).split())) / len(asked) for t in texts)
    return whole, less


def _without_words(asked: Iterable[str], text: str) -> list[str]:
    folded = fold_words(text)
    return [a for a in asked if fold_words(a) not in folded]


def by_regex(text: str) -> dict[str, Any]:
    """What one pattern a field finds: the first number of years, the first range of money, a word for each level."""
    low = text.casefold()
    money = re.search(r"\$\s?([\d,]+(?:\.\d\d)?)(?:\s?[-–to ]+\s?\$?([\d,]+(?:\.\d\d)?))?", text)
    years = re.search(r"(\d{1,2})\s*\+?\s*(?:[-–]\s*\d+\s*)?(?:years|yrs)", low)
    amounts = [float(a.replace(",", "")) for a in (money.groups() if money else ()) if a and a.strip(",")]
    clearance = next(
        (
            level
            for level, pattern in (
                ("tssci", r"ts\s?/\s?sci"), ("top_secret", "top secret"), ("secret", r"\bsecret\b"),
                ("public_trust", "public trust"), ("unspecified", "clearance"),
            )
            if re.search(pattern, low)
        ),
        None,
    )  # fmt: skip
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return {
        "title": lines[0] if lines else None,
        "salary": {
            "min": amounts[0], "max": amounts[-1], "period": "hour" if amounts[0] < 500 else "year",
        } if amounts else None,
        "min_years": int(years[1]) if years else None,
        "degree_min": next((level for level, p in reversed(_DEGREES) if re.search(p, text, re.I)), None),
        "clearance": clearance,
        "clearance_status": None if clearance is None else "obtainable" if "obtain" in low else "active",
        "citizenship": "us_citizen" if re.search(r"citizen", low) else None,
        "remote": next((p for p in ("hybrid", "remote", "onsite") if p in low.replace("on-site", "onsite")), None),
    }  # fmt: skip
