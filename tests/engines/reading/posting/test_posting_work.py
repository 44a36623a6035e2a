"""How much work hostile postings make: counted in calls of our own functions, not in time."""

from __future__ import annotations

import sys

import pytest

from appliance.engines.knowledge import load
from appliance.engines.reading.posting import read_posting
from appliance.engines.reading.posting.clearance_cues import MOST_MENTIONS
from appliance.engines.reading.posting.outline import outline
from appliance.engines.reading.posting.paragraphs import paragraphs
from appliance.engines.reading.posting.pay_guess import guessed_pay
from appliance.engines.reading.posting.pay_lines import MOST
from appliance.engines.reading.posting.salary import find_pay
from appliance.engines.reading.posting.sentences import LONGEST
from appliance.engines.reading.posting.values import Ask
from appliance.foundation.contracts.reading import Layout


def layout(text):
    return Layout(format="txt", text=text)


def calls(text, within=""):
    """The Python and C calls one reading makes; ``within``: in the files of this name only."""
    count = 0

    def seen(frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call") and within in frame.f_code.co_filename

    sys.setprofile(seen)
    try:
        read_posting(layout(text))
    finally:
        sys.setprofile(None)
    return count


LINES = (
    "Secret required ",
    "Secret required: ",
    "Clearance: Secret; ",
    "TS/SCI, ",
    "| Clearance | Secret |",
    "5 years: ",
)


@pytest.mark.parametrize("repeated", LINES)
def test_twice_as_long_a_line_is_at_most_about_twice_the_work(repeated):
    read_posting(layout("Engineer\nSecret required"))  # the knowledge is loaded once
    once, twice = (calls("Engineer\n" + repeated * n) for n in (200, 400))
    print(f"{repeated!r}: {once} calls, {twice} for twice as many")
    assert twice <= 2.3 * once


def pays(number):
    return "".join(f"Salary London: ${30001 + n}–${31001 + n} a year\n" for n in range(number))


def pays_in_lines(number):
    return (
        "Salary " + "".join(f"London ${30001 + n}–${31001 + n} a year, " for n in range(number)) + "\n"
    ) * 3


def ends_on_lines(number):
    return "".join(f"Minimum: $31.50\nMaximum: $38.{10 + n % 90}\n" for n in range(number))


def levels_in_lines(number):
    return ("Secret / " * number + "\n") * 2


@pytest.mark.parametrize(
    ("made", "number"), [(pays, 300), (pays_in_lines, 300), (ends_on_lines, 1000), (levels_in_lines, 600)]
)
def test_twice_as_many_values_are_at_most_about_twice_the_work(made, number):
    read_posting(layout("Engineer\nSecret required"))
    once, twice = (calls("Engineer\n" + made(n)) for n in (number, 2 * number))
    print(f"{made.__name__}: {once} calls, {twice} for twice as many")
    assert twice <= 2.3 * once


@pytest.mark.parametrize(("number", "kept"), [(MOST, MOST), (MOST + 1, MOST)])
def test_no_more_than_so_many_ranges_of_pay_are_read(number, kept):
    rows = read_posting(layout("Engineer\n" + pays(number))).requirements
    assert sum(r.kind == "salary" for r in rows) == kept


def test_every_range_up_to_the_most_is_read_with_about_the_same_work_for_each():
    some, most = (calls("Engineer\n" + pays(n), "posting/pay_lines") for n in (MOST // 4, MOST))
    print(f"{some} calls for {MOST // 4} ranges, {most} for {MOST}")
    assert most <= 4.3 * some


def scans(text):
    """How often the readers of clearances look through a sentence."""
    count = 0

    def seen(frame, event, argument):
        nonlocal count
        count += (
            event == "c_call"
            and argument.__name__ in ("search", "finditer")
            and "posting/clearance" in frame.f_code.co_filename
        )

    sys.setprofile(seen)
    try:
        read_posting(layout(text))
    finally:
        sys.setprofile(None)
    return count


def test_a_sentence_is_not_looked_through_again_for_every_level_past_the_most():
    some, many = (scans("Engineer\n" + "Secret / " * n) for n in (MOST_MENTIONS, 120))
    print(f"{some} scans with {MOST_MENTIONS} levels, {many} with 120")
    assert many <= 1.2 * some


class Counted(str):
    """A text that counts the characters of the pieces taken from it."""

    __slots__ = ("taken",)

    def __new__(cls, text):
        made = super().__new__(cls, text)
        made.taken = 0
        return made

    def __getitem__(self, at):
        piece = super().__getitem__(at)
        self.taken += len(piece)
        return piece


@pytest.mark.parametrize(
    "repeated", ["about ${} ", "about {},500 ", "${},250 ", "near ${},500 for ${},000–${},900 "]
)
def test_of_a_long_line_only_so_many_characters_are_looked_at_for_each_amount(repeated):
    def taken(number):
        line = Counted("".join(repeated.replace("{}", str(n)) for n in range(100, 100 + number)))
        find_pay(line, expected=False)
        guessed_pay(line, [Ask(line, 0, "other", None, "", -1)])
        return line.taken

    once, twice = taken(300), taken(600)
    print(f"{repeated!r}: {once} characters, {twice} for twice as many amounts")
    assert twice <= 2.3 * once


@pytest.mark.parametrize("repeated", LINES)
def test_no_sentence_is_longer_than_the_longest_because_each_is_weighed_as_a_whole(repeated):
    text = "Engineer\n" + repeated * 400
    drawn = outline(text, paragraphs(layout(text)), load())
    assert max(u.end - u.start for u in drawn.units) <= LONGEST


def test_repeats_of_a_level_in_a_sentence_are_not_weighed_again():
    some = calls("Requirements\n- Must hold " + "Secret clearance, or " * 4, within="clearance_status.py")
    many = calls("Requirements\n- Must hold " + "Secret clearance, or " * 40, within="clearance_status.py")
    assert 0 < many <= 2 * some
