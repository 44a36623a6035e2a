"""Clearances: dialects, what the words around say, and the traps."""

from __future__ import annotations

import pytest

from appliance.engines.knowledge import CLEARANCE_LEVELS, load


@pytest.mark.parametrize(
    ("text", "level", "status", "investigation", "polygraph"),
    [
        ("Active TS/SCI w/ CI poly", "tssci", "active", "", "ci"),
        ("Top Secret (SSBI)", "top_secret", "unknown", "SSBI", ""),
        ("Secret clearance (active)", "secret", "active", "", ""),
        ("DoD Secret", "secret", "unknown", "", ""),
        ("Interim Secret", "secret", "active", "", ""),
        ("Yankee White", "unspecified", "unknown", "Yankee White", ""),
        ("L clearance required", "doe_l", "unknown", "", ""),
        ("DOE Q clearance", "doe_q", "unknown", "", ""),
        ("Must be able to obtain a Secret clearance", "secret", "obtainable", "", ""),
        ("Clearance: Secret", "secret", "unknown", "", ""),
        ("Expired Top Secret clearance", "top_secret", "expired", "", ""),
        ("Held a Secret clearance until 2015", "secret", "expired", "", ""),
        ("Active Top Secret with SCI eligibility", "tssci", "active", "", ""),
        ("Ability to obtain and maintain a Public Trust", "public_trust", "obtainable", "", ""),
        ("Current TS/SCI with Full Scope Polygraph", "tssci", "active", "", "full_scope"),
        ("Top Secret clearance with Tier 5 investigation", "top_secret", "unknown", "T5", ""),
        ("Must hold an active security clearance", "unspecified", "active", "", ""),
    ],
)
def test_a_dialect_is_understood(text, level, status, investigation, polygraph):
    (found,) = load().find_clearances(text)
    assert found[2:] == (level, status, investigation, polygraph)
    assert level in CLEARANCE_LEVELS
    assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Protect our trade secrets and confidential information.",
        "It is no secret that we like our work.",
        "The top secret recipe of our kitchen",
        "Our secret sauce is people.",
        "Worked as sales associate at Victoria's Secret",
        "A security clearance is not required.",
        "No security clearance required",
        "Managed Kubernetes Secrets and ConfigMaps",
        "Responsible for clearance sales and customs clearance",
        "Handles confidential documents with discretion",
        "Rehabilitation of SCI patients",
        "The Secret Service and Secret Santa",
    ],
)
def test_a_trap_is_no_clearance(text):
    assert load().find_clearances(text) == []


def test_two_clearances_of_a_person_keep_their_own_status():
    text = "Secret clearance (expired 2012). Active Top Secret clearance since 2019."
    assert [(m.level, m.status) for m in load().find_clearances(text)] == [
        ("secret", "expired"),
        ("top_secret", "active"),
    ]
