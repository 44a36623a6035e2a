"""Where the work is done, told by its parts: each general cause with a sentence of its own."""

from __future__ import annotations

import pytest

from appliance.engines.reading.posting import neutral, read_posting
from appliance.engines.reading.posting.presence import implied, of_others, told
from appliance.foundation.contracts.reading import Layout


def remote(text):
    return neutral(read_posting(Layout(format="txt", text=text)), "x")["remote"]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        # a share of the week beside home or a workplace
        ("You may work from home for the rest of the week.", "hybrid"),
        ("On Mondays we meet at the office; the remaining days you work at home.", "hybrid"),
        ("Office presence is expected on two days.", "hybrid"),
        ("Assembly at our Bath workshop, paperwork done at home or in our Bath office.", "hybrid"),
        ("Attendance at the Bath office is asked for 30 % of the time.", "hybrid"),
        ("Remote with weekly presence in Bath.", "hybrid"),
        ("This is not a remote job, but you may take two home office days.", "hybrid"),
        ("You answer calls from home.", "remote"),
        # only a part is refused
        ("The role is not fully remote.", "hybrid"),
        # remote work is refused, in other words
        ("Applications for telework are not considered.", "onsite"),
        ("The job is not suitable for remote work.", "onsite"),
        ("No hybrid schedule is offered; you work at the Bath plant.", "onsite"),
        ("Presence is mandatory.", "onsite"),
        ("Teleworking is not foreseen.", "onsite"),
        ("Home based in Bath; onsite customer visits 30 %.", "remote"),
        ("Some remote work is possible.", "hybrid"),
        ("At our Bath plant, second shift. On-site gym.", "onsite"),
        ("Free lunch in our kitchen.", None),
        ("You must be physically present during the shift.", "onsite"),
        # no workplace to come to, any place will do
        ("The work can be done from any Canadian province.", "remote"),
        ("We do not mind where you live.", "remote"),
        ("There is no office to commute to.", "remote"),
        # other people's work, contrasted and conceded
        ("We have a remote-first culture, but this position is at our Bath laboratory.", "onsite"),
        ("While most colleagues work from home, this role is at our Bath plant.", "onsite"),
        ("We help companies with remote work.", None),
        ("We advise clients on hybrid work.", None),
        # a form's question names every answer; an answer of no is none for the question
        ("Remote / Hybrid / Onsite: Hybrid", "hybrid"),
        ("Remote job: Yes\nTelework eligible: No", "remote"),
        ("Remote job: No", "onsite"),
        # presence that the place implies
        ("You will look after patients on the ward.", "onsite"),
        ("Full time at the consulate", "onsite"),
        ("You serve guests in our Bath shop.", "onsite"),
        ("Experience on the ward is an advantage.", None),
        ("Parking at our plant is free.\nYou will work remotely.", "remote"),
    ],
)
def test_each_cause_is_read(line, wanted):
    assert remote(f"Planner (Rui's team)\n\nAbout the work\n{line}\nApply by mail.") == wanted


def test_the_whole_week_from_home_is_no_part_of_it():
    assert [t.policy for t in told("Work from home Monday to Friday")] == []
    assert [t.policy for t in told("Work from home on Monday")] == ["hybrid"]


def test_implied_presence_is_outranked_by_what_is_said():
    seen = implied("You will work at our Bath plant")
    assert seen is not None
    assert (
        remote("Planner\n\nYou will work at our Bath plant two days a week and from home on the others.")
        == "hybrid"
    )


def test_offsets_are_those_of_the_sentence():
    sentence = "It is not fully remote, sorry"
    assert [sentence[t.start : t.end] for t in told(sentence)] == ["not fully remote"]


def test_words_of_this_position_are_kept():
    sentence = "This role is remote"
    assert not of_others(sentence, "remote", 13, 19)
