"""A requirement whose evidence was taken out of a résumé is seen: in the score, and in the list of gaps."""

from __future__ import annotations

import pytest

from tests.recruiting.matching.pairs import OCCUPATIONS, Pair, pairs

LEAST_PAIRS = 100


@pytest.fixture(scope="module")
def every() -> list[Pair]:
    return list(pairs())


def test_there_are_enough_pairs(every):
    assert len(every) >= LEAST_PAIRS


def test_the_whole_resume_scores_above_the_one_that_lacks_something(every):
    right = sum(1.0 if p.matched > p.unmatched else 0.5 * (p.matched == p.unmatched) for p in every)
    print(f"pairs {len(every)}, whole above lacking {right / len(every):.3f}")
    assert right / len(every) >= 0.97


def test_the_gap_list_names_what_is_missing(every):
    hits = sum(p.gone in p.missing for p in every)
    reported = sum(len(p.missing) for p in every)
    f1 = 2 * hits / (reported + len(every))
    print(f"pairs {len(every)}, reported {reported}, gap list F1 {f1:.3f}")
    assert f1 >= 0.82


def test_few_things_are_missed_in_the_whole_resume(every):
    alarms = {p.occupation: len(p.missing_matched) for p in every}
    asked = sum(len(o["skills"]) for o in OCCUPATIONS)
    print(f"false alarms {sum(alarms.values())} of {asked}")
    assert sum(alarms.values()) / asked < 0.15
