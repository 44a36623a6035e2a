"""Titles that no pack knows, by the shape of their words."""

from __future__ import annotations

import pytest

from appliance.engines.reading.resume.callings import called_as_people


@pytest.mark.parametrize(
    ("heading", "title", "employer"),
    [
        ("Puffin Feeder, Spark", "Puffin Feeder", "Spark"),
        ("Spark: Puffin Feeder", "Puffin Feeder", "Spark"),
        ("Head of Joy\tLumen", "Head of Joy", "Lumen"),
        ("Scrav\nMaquetador web", "Maquetador web", "Scrav"),
        ("Chargée de mission | Altris", "Chargée de mission", "Altris"),
        ("Feinwerk\nServicekraft", "Servicekraft", "Feinwerk"),
        ("Lehrstuhl für Optik\nEducational Collaborator", "Educational Collaborator", "Lehrstuhl für Optik"),
        ("Puffin Feeder\nSpark\nNarvik, Norway", "Puffin Feeder", "Spark"),
    ],
)
def test_an_unknown_title_is_told_by_the_shape_of_its_words(read, heading, title, employer):
    written = f"Ada Quist\nada@example.com\n\nExperience\n\n{heading}\nMar 2019 – June 2021\n"
    (position,) = [f for f in read(written) if f.kind == "position"]
    assert (position.detail.get("title"), position.detail.get("employer")) == (title, employer)


def test_a_firm_called_as_people_are_is_none_beside_a_known_title(read):
    written = "Ada Quist\n\nExperience\n\nPied Stapler\nChief Executive Officer\nMar 2019 – June 2021\n"
    (position,) = [f for f in read(written) if f.kind == "position"]
    assert (position.detail["title"], position.detail["employer"]) == (
        "Chief Executive Officer",
        "Pied Stapler",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Town Center",
        "Cloud Computer",
        "Blue River",
        "Spark",
        "planned the water",
        "mentored by a solicitor",
        "Student Member",
        "",
    ],
)
def test_things_and_sentences_are_no_trade(text):
    assert called_as_people(text) == 0.0
