"""Twenty-four fictional résumés of one line each, of many trades: what is read of them does not get worse."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from appliance.engines.reading.resume.neutral import neutral

TEXTS = [
    json.loads(line)
    for line in Path(__file__).with_name("one_line_texts.jsonl").read_text("utf-8").splitlines()
]
LEAST = {
    "name": 1.0,
    "emails": 1.0,
    "phones": 1.0,
    "titles": 0.92,
    "employers": 0.94,
    "schools": 1.0,
    "degrees": 1.0,
}
"""F1 of equal strings; the gold was written before anything was read."""


def fold(name, written):
    if name == "phones":
        return re.sub(r"\D", "", written)[-10:]
    return re.sub(r"[^\w@+#]+", " ", written.casefold()).strip()


def folded(record, name):
    value = record[name]
    return {fold(name, v) for v in ([value] if isinstance(value, str) else value or [])}


@pytest.fixture
def readings(read):
    return [neutral(read(one["text"]), one["id"]) for one in TEXTS]


@pytest.mark.parametrize("name", LEAST)
def test_one_line_texts_are_read_as_well_as_before(readings, name):
    pairs = [(folded(g, name), folded(r, name)) for g, r in zip(TEXTS, readings, strict=True) if g[name]]
    right = sum(len(gold & found) for gold, found in pairs)
    f1 = 2 * right / sum(len(gold) + len(found) for gold, found in pairs)
    missed = {g["id"]: sorted(gold - found) for g, (gold, found) in zip(
        [t for t in TEXTS if t[name]], pairs, strict=True) if gold - found}  # fmt: skip
    assert f1 >= LEAST[name], f"{name}: F1 {f1:.3f}, missed {missed}"


def test_positions_are_joined_with_their_dates(readings):
    wanted = right = 0
    for gold, found in zip(TEXTS, readings, strict=True):
        held = {
            tuple(fold(k, p[k]) for k in ("title", "employer", "start", "end")) for p in found["positions"]
        }
        asked = {
            tuple(fold(k, p[k]) for k in ("title", "employer", "start", "end")) for p in gold["positions"]
        }
        wanted += len(asked)
        right += len(asked & held)
    assert right / wanted >= 0.87, f"{right} of {wanted}"
