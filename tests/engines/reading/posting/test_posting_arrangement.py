"""The grammar of the place of the work: frames, refusals, scope, labelled answers and tags."""

from __future__ import annotations

import pytest

from appliance.engines.reading.posting import read_posting
from appliance.engines.reading.posting.arrangement import labelled, statements
from appliance.foundation.contracts.reading import Layout

BODY = "Keep the books of 4,000 bakeries right.\n\nRequirements\n- 5 years of Python\n- Good writing\n"
FRAMES = [
    # attribute, predicate, verb
    ("This is a remote full-time contract.", "remote"),
    ("You must live near Bath for this hybrid position.", "hybrid"),
    ("The position is strictly on site.", "onsite"),
    ("The work may be performed remotely.", "remote"),
    ("You will work in a hybrid capacity.", "hybrid"),
    ("We are hiring an on-site Baker.", "onsite"),
    # offers
    ("We are open to remote candidates in Wales.", "remote"),
    ("Hybrid working is possible.", "hybrid"),
    ("You need the ability to telecommute.", "remote"),
    # counts
    ("On-site 4x a week at our Bath hub.", "hybrid"),
    ("In-person attendance is expected at least 3 days per week.", "hybrid"),
    ("You are in the office 5 days per week.", "onsite"),
    ("Expect to spend 60% of your working week in the office.", "hybrid"),
    ("We ask that you come in 2-3 times a week.", "hybrid"),
    ("You will commute to our Bath office daily.", "onsite"),
    ("Work pattern: 3 office / 2 home.", "hybrid"),
    ("The role is open on site, hybrid or fully remote.", "remote"),
    # refusals
    ("WFH: No", "onsite"),
    ("There is no option to work from home.", "onsite"),
    ("This role is neither remote nor hybrid.", "onsite"),
    ("Remote options aren't available.", "onsite"),
    ("Please note that this is a full-time, non-remote role.", "onsite"),
    ("Remote work is not available. This role follows a hybrid schedule.", "hybrid"),
    ("This role is not a fully remote one.", "hybrid"),
    ("Telework: Not Available\nVirtual: This is a virtual position.", "remote"),
    # a refusal of something else
    ("No relocation support for this remote position.", "remote"),
    ("We do not have an office - this is a remote position.", "remote"),
    ("Work from home - no commute. Remote position.", "remote"),
    # labelled answers, tags, questions
    ("Workplace type Onsite Compensation: by the hour", "onsite"),
    ("Location: Bath | Work Model: In-Office / Hybrid", "hybrid"),
    ("Location: York (3 days per week on-site)", "hybrid"),
    ("Location: Globally remote role", "remote"),
    ("Bread and more #LI-Hybrid", "hybrid"),
    ("Is this position remote? No.", "onsite"),
    ("Virtual eligible job\n\nNo", "onsite"),
    # the later of two
    ("Remote until June 2026, then in the office.", "onsite"),
    ("Two weeks of training in our office, then fully remote.", "remote"),
    ("After training this will be hybrid.", "hybrid"),
    ("The position is based at our Geneva office. Up to 40 % teleworking is possible.", "hybrid"),
    # of others, of a task, of the house
    ("Support remote users and provide on-site support to customers.", None),
    ("We work with globally distributed teams.", None),
    ("Benefits include a work from home stipend and an on-site gym.", None),
    ("Snacks and drinks in the office daily.", None),
    ("Interviews will be held in person, on site at Bath.", None),
    ("This is a hybrid research/engineering role.", None),
    ("We take a hybrid approach to AI.", None),
    ("We support all styles of work: fully office-based, fully remote or hybrid.", None),
    ("Control your ovens remotely from anywhere in the world.", None),
    ("We are a remote-first company. This position is based in our Bath office.", "onsite"),
    ("This role is onsite in Bath. Our hybrid teams meet on Wednesdays.", "onsite"),
    ("Unlike our hybrid roles, this position is fully remote.", "remote"),
    ("On-site role with occasional remote opportunity.", "onsite"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "wanted"), FRAMES)
def test_each_frame_is_read_at_the_top_and_at_the_end(line, wanted):
    for text in (f"{line}\n\n{BODY}", f"About the work\n{BODY}\n{line}\n"):
        found = read_posting(Layout(format="txt", text=f"Ledger Engineer\nQuillhaven\n\n{text}")).remote
        assert (found or None) == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Remote", "remote"),
        ("Anywhere", "remote"),
        ("Remote - US", "remote"),
        ("On-site", "onsite"),
        ("Bath", ""),
    ],
)
def test_a_line_that_is_the_place_and_nothing_else(line, wanted):
    long = "We keep the books of bakeries and " * 8
    assert (
        read_posting(Layout(format="txt", text=f"Engineer\nQuillhaven\n{line}\n\n{long}\n")).remote == wanted
    )


def test_offsets_are_those_of_the_words():
    sentence = "Well, this is a hybrid role."
    assert {sentence[s.start : s.end] for s in statements(sentence)} >= {"hybrid role"}
    text = "Engineer\nWork model: Hybrid\n"
    assert [(s.policy, text[s.start : s.end]) for s in labelled(text)] == [("hybrid", "Hybrid")]
