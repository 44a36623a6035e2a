"""The query language: what is understood, what is refused and where the error points."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.foundation.contracts.query import (
    And,
    Everything,
    Facet,
    Fuzzy,
    Near,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Range,
    Word,
)
from appliance.recruiting.search.language import QueryError, chips, describe, parse, unparse

TODAY = date(2026, 3, 2)
DAY = (TODAY - date(1970, 1, 1)).days
DOCUMENT = Path(__file__).resolve().parents[3] / "docs/formats/query-language.md"


def w(text: str, field: str = "") -> Word:
    return Word(text=text, field=field)


def all_of(*items: Query) -> And:
    return And(items=items)


def any_of(*items: Query) -> Or:
    return Or(items=items)


def no(item: Query) -> Not:
    return Not(item=item)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Everything()),
        ("  *  ", Everything()),
        ("-*", Nothing()),
        ("python kafka", all_of(w("python"), w("kafka"))),
        ("python and kafka AND spark", all_of(w("python"), w("kafka"), w("spark"))),
        ("a1 b1 OR c1 | d1", any_of(all_of(w("a1"), w("b1")), w("c1"), w("d1"))),
        ("(a1 OR b1) c1", all_of(any_of(w("a1"), w("b1")), w("c1"))),
        ("python -java NOT php", all_of(w("python"), no(w("java")), no(w("php")))),
        ("-(-java)", w("java")),
        ("--java", w("java")),
        ("-(java OR php)", no(any_of(w("java"), w("php")))),
        ('"head of sales"', Phrase(text="head of sales")),
        ("\u201chead sales\u201d~2", Phrase(text="head sales", slop=2)),
        ('title:"senior dev"~', Phrase(text="senior dev", field="title", slop=1)),
        ("kub*", Prefix(text="kub")),
        ("skill:kub*", Prefix(text="kub", field="skill")),
        ("kubernets~ java~1", all_of(Fuzzy(text="kubernets"), Fuzzy(text="java"))),
        ("python NEAR/5 kafka", Near(left="python", right="kafka", distance=5)),
        ("python NEAR kafka", Near(left="python", right="kafka", distance=5)),
        ("python near kafka", all_of(w("python"), w("near"), w("kafka"))),
        ("title:(java NEAR/2 dev)", Near(left="java", right="dev", distance=2, field="title")),
        ("company:example", w("example", "employer")),
        ("Body: python", w("python")),
        ("skill:(c++ OR c#)", any_of(w("c++", "skill"), w("c#", "skill"))),
        ("skill:(c++ -title:lead)", all_of(w("c++", "skill"), no(w("lead", "title")))),
        ("head of sales", all_of(w("head"), w("sales"))),
        ("the OR python", w("python")),
        ("https://example.com/x", w("https://example.com/x")),
        ("TS/SCI", w("TS/SCI")),
        ("years:5", Range(field="years", low=5, high=6, high_open=True)),
        ("years:>=5", Range(field="years", low=5)),
        ("exp:5+", Range(field="years", low=5)),
        ("years:<2.5", Range(field="years", high=2.5, high_open=True)),
        ("years:3..15", Range(field="years", low=3, high=15)),
        ("years:3-15", Range(field="years", low=3, high=15)),
        ("years:..15", Range(field="years", high=15)),
        ("added:2026-01..2026-03", Range(field="added", low=20454, high=20543)),
        ("added:2026-02-28", Range(field="added", low=DAY - 2, high=DAY - 2)),
        ("added:>2026-02", Range(field="added", low=DAY - 1)),
        ("added:today", Range(field="added", low=DAY, high=DAY)),
        ("older_than:90d", Range(field="added", high=DAY - 91)),
        ("newer_than:2w", Range(field="added", low=DAY - 14)),
        ("newer:3months", Range(field="added", low=DAY - 90)),
        ("clearance:TS/SCI", Facet(field="clearance", any_of=("tssci",))),
        ('clearance:"Top Secret"', Facet(field="clearance", any_of=("top_secret",))),
        ("clearance:>=secret", Facet(field="clearance", any_of=("secret", "top_secret", "tssci"))),
        ("clearance:(ts OR secret)", Facet(field="clearance", any_of=("secret", "top_secret"))),
        ("degree:>=master", Facet(field="degree_level", any_of=("master", "doctorate"))),
        ("degree:Ph.D.", Facet(field="degree_level", any_of=("doctorate",))),
        ("degree:physics", w("physics", "degree")),
        ("is:Unreviewed", Facet(field="flag", any_of=("unreviewed",))),
        ("has:hidden_text", Facet(field="flag", any_of=("hidden-text",))),
        ("kind:people", None),
        ("kind:candidates", Facet(field="kind", any_of=("candidate",))),
        ('source:"Stick 3"', Facet(field="source", any_of=("Stick 3",))),
    ],
)
def test_a_text_is_read_as_what_it_says(text: str, expected: Query | None):
    if expected is None:
        with pytest.raises(QueryError):
            parse(text, TODAY)
    else:
        assert parse(text, TODAY) == expected


@pytest.mark.parametrize(
    ("text", "position", "hint"),
    [
        ("python (kafka", 7, "Close it"),
        ("python kafka)", 12, "Take it out"),
        ("python ()", 7, "Take them out"),
        ('python "kafka', 7, "Close the phrase"),
        ("OR python", 0, "quotes"),
        ("python OR", 7, "quotes"),
        ("python AND", 7, "quotes"),
        ("python OR OR kafka", 10, "quotes"),
        ("python NOT", 7, "right after"),
        ("compny:example", 0, "Did you mean company:?"),
        ("zzz:example", 0, "quotes"),
        ("years:many", 6, "years:>=5"),
        ("years:9..3", 6, "years:3..9"),
        ("added:2026-13", 6, "added:2026-03"),
        ("added:2026-03..2026-01", 6, "added:2026-01..2026-03"),
        ("older_than:long", 11, "90d"),
        ("clearance:lots", 10, "public_trust, confidential"),
        ("clearance:>tssci", 10, "lowest first"),
        ("degree:>=wizard", 7, "high_school"),
        ("title:", 0, "without a space"),
        ("title:OR", 0, "quotes"),
        ("*script", 0, "kub*"),
        ("k*b", 0, "kub*"),
        ("go~", 0, "longer word"),
        ("python~2", 0, "python~"),
        ("python NEAR/99 kafka", 7, "NEAR/5"),
        ('python NEAR/5 "big data"', 14, "NEAR/5"),
        ("(a1 b1) NEAR/5 c1", 0, "NEAR/5"),
        ('"a b"~99', 0, "~50"),
        ("the of", 0, "says more"),
        ("-", 0, "says more"),
        ("(" * 40 + "x" + ")" * 40, 25, "fewer brackets"),
        ("x" * 5000, 4000, "fewer words"),
        ("word " * 300, 1000, "several steps"),
    ],
)
def test_what_cannot_be_read_has_a_place_and_a_hint(text: str, position: int, hint: str):
    with pytest.raises(QueryError) as raised:
        parse(text, TODAY)
    assert raised.value.position == position
    assert hint in raised.value.mend
    assert raised.value.as_dict()["position"] == position


def test_typed_text_is_no_template_for_errors():
    with pytest.raises(QueryError) as raised:
        parse("years:{mend}", TODAY)
    assert raised.value.sentence == "'{mend}' is not a number or a range."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "everything"),
        ("python -java years:3..15", "“python” and 3 to 15 years, without “java”"),
        ("(python OR kafka) clearance:>=secret", "(“python” or “kafka”) and clearance secret or higher"),
        (
            'title:"head of sales"~2',
            "the phrase “head of sales” with up to 2 more words between in the title",
        ),
        ("-python", "everything without “python”"),
        ("kub* java~", "words beginning with “kub” and words like “java”"),
        ("added:2026-03 years:5", "added from 2026-03-01 to 2026-03-31 and 5 years"),
        ("is:unreviewed python NEAR/5 kafka", "flagged unreviewed and “python” within 5 words of “kafka”"),
    ],
)
def test_what_was_understood_is_said_in_words(text: str, sentence: str):
    assert describe(parse(text, TODAY)) == sentence


def test_chips_can_be_taken_away_one_by_one():
    found = chips(parse("python (kafka OR spark) -java", TODAY))
    assert [chip.text for chip in found] == ["python", "kafka OR spark", "-java"]
    assert [chip.without for chip in found] == [
        "(kafka OR spark) -java",
        "python -java",
        "python (kafka OR spark)",
    ]
    assert chips(parse("", TODAY)) == ()
    assert chips(parse("python", TODAY))[0].without == ""


def examples() -> list[str]:
    rows = re.findall(r"^\| `([^`]+)` \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) > 50
    return rows


@pytest.mark.parametrize("text", examples())
def test_every_example_of_the_document_is_read_and_read_back(text: str):
    query = parse(text, TODAY)
    assert parse(unparse(query), TODAY) == query
    assert describe(query)


def read(text: str) -> tuple[Query | None, QueryError | None]:
    try:
        return parse(text, TODAY), None
    except QueryError as error:
        return None, error


PIECES = st.sampled_from(
    [
        "python", "C++", "TS/SCI", "the", "or", "AND", "not", "-", "(", ")", '"', "~", "*", "~2", "NEAR/3", "near",
        "title:", "years:", "added:", "clearance:", "degree:", "is:", "older_than:", ">=", "3..5", "2026-02", "secret",
        "90d", "kub*", ":", "|", "&", " ", "  ", ".", "\u201c", "{what}", "kafka~", "x@example.com", "//", "<", "*a",
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=600)
@given(st.lists(PIECES | st.text(max_size=6), max_size=14).map("".join) | st.text(max_size=60))
def test_every_text_is_a_query_or_an_error_with_a_place(text: str):
    query, error = read(text)
    if query is None:
        assert error is not None
        assert 0 <= error.position <= len(text)
        assert error.sentence
        assert error.mend
        return
    assert parse(unparse(query), TODAY) == query
    assert describe(query)
    for chip in chips(query):
        assert parse(chip.text, TODAY) is not None
        parse(chip.without, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "body:name:",
        "body:-foo",
        '"name:"',
        "is: ÒR",
        "skill:name:",
        "-(body:name: x)",
        "body:name:~",
        "body:name:*",
        "body:-foo*",
        "body:clearance: NEAR/4 engineer",
        "body:-java NEAR/2 python",
        "skill:name: NEAR b",
        'source:"or"',
        "source:a:b",
        "place:-x",
        "body:http://x",
    ],
)
def test_what_looks_like_something_else_is_written_back_as_it_is_read(text):
    query = parse(text, TODAY)
    assert parse(unparse(query), TODAY) == query
