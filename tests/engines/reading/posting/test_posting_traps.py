"""Short postings with traps, written for this test: F1 of each value, printed with its n."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from appliance.engines.reading.posting import neutral, read_posting
from appliance.foundation.contracts.reading import Layout
from tests.engines.reading.posting.values import NOTHING, is_right

HERE = Path(__file__).parent
TRAPS = [
    json.loads(line)
    for path in sorted(HERE.glob("traps*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]
TARGETS = {
    "title": 0.95, "clearance": 0.95, "clearance_status": 0.95, "citizenship": 0.95, "min_years": 0.92, "degree_min": 0.6,
    "salary": 0.95, "remote": 0.9,
}  # fmt: skip


@pytest.fixture(scope="module")
def answers():
    return {t["id"]: neutral(read_posting(Layout(format="txt", text=t["text"])), t["id"]) for t in TRAPS}


@pytest.mark.parametrize("field", TARGETS)
def test_the_value_is_read_in_spite_of_the_traps(field, answers):
    hit = false = missed = count = 0
    wrong = []
    for trap in TRAPS:
        if field in trap["gold"]["unknown"]:
            continue
        wanted, found = (
            trap["gold"]["min_years_ok" if field == "min_years" else field],
            answers[trap["id"]][field],
        )
        good, valued = is_right(field, wanted, found), wanted not in NOTHING
        count += 1
        hit += good and valued
        false += found not in NOTHING and not good
        missed += valued and not good
        if not good:
            wrong.append((trap["id"], wanted, found))
    f1 = 2 * hit / (2 * hit + false + missed)
    print(f"{field}: n {count}, with a value {hit + missed}, F1 {f1:.3f}")
    assert f1 >= TARGETS[field], wrong


def test_there_are_enough_traps():
    assert len(TRAPS) >= 60
