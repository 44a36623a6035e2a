"""Names as people write them, and their parts."""

from __future__ import annotations

import pytest

BELOW = "\nmail@host.test | (217) 555-0142\n\nExperience\nSoftware Engineer, Brightwater Systems Inc\nJan 2018 - Present\n- Built Python services\n"


@pytest.mark.parametrize(
    ("written", "given", "family"),
    [
        ("Ludwig van der Berg", "Ludwig", "van der Berg"),
        ("MARÍA JOSÉ DE LA FUENTE", "María José", "de la Fuente"),
        ("Sanne van 't Hof", "Sanne", "van 't Hof"),
        ("SMITH, John A.", "John A.", "Smith"),
        ("Martin Luther Kingsley III", "Martin Luther", "Kingsley III"),
        ("Wm. T. O'Brien Jr.", "Wm. T.", "O'Brien Jr."),
        ("JOHN Q. PUBLICK III", "John Q.", "Publick III"),
        ('Robert "Bob" Smithers', 'Robert "Bob"', "Smithers"),
        ("Nguyễn Thị Minh Khai", "Nguyễn Thị Minh", "Khai"),
        ("Fatima al-Zahra", "Fatima", "al-Zahra"),
        ("Иван Петров", "Иван", "Петров"),
    ],
)
def test_a_name_is_found_as_written_with_its_parts(read, written, given, family):
    (name,) = [f for f in read(written + BELOW) if f.kind == "name"]
    assert (name.value, name.detail["given"], name.detail["family"]) == (written, given, family)


def test_a_family_name_that_stands_first_is_compared_like_one_that_stands_last(read):
    (name,) = [f for f in read("SMITH, John A." + BELOW) if f.kind == "name"]
    assert name.normal == "john a smith"


def test_a_name_that_a_narrow_column_broke_behind_a_particle_is_whole(read):
    (name,) = [f for f in read("Élodie van der\nMeer" + BELOW) if f.kind == "name"]
    assert name.value == "Élodie van der Meer"


@pytest.mark.parametrize("line", ["PYTHON, Java, SQL", "SPRINGFIELD, Illinois", "Ada Quist, PhD"])
def test_a_list_a_place_and_letters_behind_a_name_are_no_family_name_first(read, line):
    names = [f.value for f in read(line + BELOW) if f.kind == "name"]
    assert names in ([], ["Ada Quist"])


def test_a_large_name_on_two_lines_is_one_beside_contact_details(read):
    written = "+49 30 901820\n# Tilda\n# Ahlgren\nSite Manager\ntilda@host.test\nBuilds houses and mills of stone.\n"
    (name,) = [f for f in read(written, styled=True) if f.kind == "name"]
    assert name.value == "Tilda Ahlgren"
