"""Certificates of every trade, as postings shorten them."""

from __future__ import annotations

import pytest

from appliance.engines.knowledge import load


@pytest.mark.parametrize(
    "text",
    [
        "CISSP", "Security+", "CEH", "PMP", "CPA", "SHRM-CP", "Part 107", "API 510", "API 570", "TEFL", "Certified Welding Inspector",
        "EPA 608", "OSHA 30", "CDL Class A", "ServSafe", "RHCSA", "CCNA", "BLS", "LEED AP", "CPIM", "Lean Six Sigma Black Belt",
    ],
)  # fmt: skip
def test_a_certificate_is_found_by_its_short_name(text):
    assert load().find_certifications(f"Certifications: {text}") != []
