"""Fifty-four fictional résumés of one line each, of many trades: what is read of them does not get worse."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from appliance.engines.reading.resume.neutral import neutral


def texts(name):
    return [json.loads(line) for line in Path(__file__).with_name(name).read_text("utf-8").splitlines()]


SETS = {
    "one_line_texts.jsonl": texts("one_line_texts.jsonl"),
    "one_line_trades.jsonl": texts("one_line_trades.jsonl"),
}
LEAST = {
    "one_line_texts.jsonl": {
        "name": 1.0,
        "emails": 1.0,
        "phones": 1.0,
        "titles": 0.92,
        "employers": 0.94,
        "schools": 1.0,
        "degrees": 1.0,
    },
    "one_line_trades.jsonl": {
        "name": 0.96,
        "emails": 1.0,
        "phones": 0.97,
        "titles": 0.92,
        "employers": 0.97,
        "schools": 0.96,
        "degrees": 0.87,
    },
}
"""F1 of equal strings; the gold was written before anything was read."""
JOINED = {"one_line_texts.jsonl": 0.87, "one_line_trades.jsonl": 0.85}
"""Share of the positions with title, employer and both dates."""


def fold(name, written):
    if name == "phones":
        return re.sub(r"\D", "", written)[-10:]
    return re.sub(r"[^\w@+#]+", " ", written.casefold()).strip()


def folded(record, name):
    value = record[name]
    return {fold(name, v) for v in ([value] if isinstance(value, str) else value or [])}


@pytest.fixture
def readings(read):
    return {name: [neutral(read(one["text"]), one["id"]) for one in own] for name, own in SETS.items()}


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name, least in LEAST.items() for field in least]
)
def test_one_line_texts_are_read_as_well_as_before(readings, name, field):
    pairs = [
        (folded(g, field), folded(r, field), g["id"])
        for g, r in zip(SETS[name], readings[name], strict=True)
        if g[field]
    ]
    right = sum(len(gold & found) for gold, found, _ in pairs)
    f1 = 2 * right / sum(len(gold) + len(found) for gold, found, _ in pairs)
    missed = {one: sorted(gold - found) for gold, found, one in pairs if gold - found}
    assert f1 >= LEAST[name][field], f"{field}: F1 {f1:.3f}, missed {missed}"


@pytest.mark.parametrize("name", SETS)
def test_positions_are_joined_with_their_dates(readings, name):
    wanted = right = 0
    for gold, found in zip(SETS[name], readings[name], strict=True):
        held = {
            tuple(fold(k, p[k]) for k in ("title", "employer", "start", "end")) for p in found["positions"]
        }
        asked = {
            tuple(fold(k, p[k]) for k in ("title", "employer", "start", "end")) for p in gold["positions"]
        }
        wanted += len(asked)
        right += len(asked & held)
    assert right / wanted >= JOINED[name], f"{right} of {wanted}"
