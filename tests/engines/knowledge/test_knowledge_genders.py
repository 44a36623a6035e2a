"""Titles in languages that have two forms of them."""

from __future__ import annotations

import pytest

from appliance.engines.knowledge import load
from appliance.engines.knowledge.genders import other_form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ingénieur logiciel", "Ingénieure logiciel"), ("Développeur", "Développeuse"), ("Ingeniero de software", "Ingeniera de software"),
        ("Softwareentwickler", "Softwareentwicklerin"), ("Assistant de direction", "Assistante de direction"), ("Zahnarzt", "Zahnärztin"),
        ("Elektroinstallateur", "Elektroinstallateurin"), ("Bankkaufmann", "Bankkauffrau"), ("Plombier", "Plombière"),
        ("Jefe de ventas", "Jefa de ventas"), ("Chauffeur", ""), ("Arzt", "Ärztin"), ("Software Engineer", ""), ("Assistant Manager", ""), ("Director of Sales", ""), ("Designer", ""), ("Consultant", ""),
    ],
)  # fmt: skip
def test_a_title_has_its_other_form(one, other):
    assert other_form(one) == other


@pytest.mark.parametrize(
    "title",
    ["Ingénieure logiciel embarqué senior", "Développeuse C++", "Entwicklerin", "Ingeniera de software"],
)
def test_the_other_form_is_a_title(title):
    assert load().title_likeness(title) >= 0.55
