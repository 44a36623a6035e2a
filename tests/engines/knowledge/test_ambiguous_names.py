"""Words that are also something else: read as the skill where the sentence means it, and only there."""

from __future__ import annotations

import pytest

from appliance.engines.knowledge import load


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("Built pivot tables in Excel", "Microsoft Excel"),
        ("Proficient in Word and Excel", "Microsoft Word"),
        ("Wrote Ruby scripts", "Ruby"),
        ("Numerical computing in Julia", "Julia"),
        ("Go microservices with gRPC", "Go"),
        ("Fitted regression models in R", "R"),
        ("Wrote device drivers in C", "C"),
        ("Tuned Oracle queries", "Oracle Database"),
        ("Spark jobs written in Scala", "Scala"),
        ("Embedded programming in Rust", "Rust"),
    ],
)
def test_a_sentence_that_means_the_skill_has_it(text, skill):
    assert skill in [m.name for m in load().find_skills(text)]


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("Excel in customer service", "Microsoft Excel"),
        ("Excel at customer care", "Microsoft Excel"),
        ("Go-live support of the new store", "Go"),
        ("Brightwater Systems, Rust Belt region", "Rust"),
        ("Rust-Oleum paint sales", "Rust"),
        ("La Scala opera", "Scala"),
        ("Via della Scala 12, Rome", "Scala"),
        ("Scala Insurance", "Scala"),
        ("Ruby red paint", "Ruby"),
        ("Vitamin C research", "C"),
        ("Silver Spring, MD", "Spring Framework"),
        ("Pastry chef", "Chef software"),
        ("Spread the word of mouth", "Microsoft Word"),
        ("Led teams of ten", "Microsoft Teams"),
        ("Oracle, Arizona", "Oracle Database"),
        ("Ada Quist, supervisor", "Ada"),
    ],
)
def test_a_sentence_that_means_something_else_has_it_not(text, skill):
    assert skill in {s.name for s in load().skills()}
    assert skill not in [m.name for m in load().find_skills(text)]
