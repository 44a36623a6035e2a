"""Names and contact details, with icons, labels and credentials around them."""

from __future__ import annotations

import pytest

from appliance.engines.reading.resume.contact import find_emails, find_links


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("\uf0e0ada.stone@example.com", "ada.stone@example.com"),
        ("✉ada@example.com|+1", "ada@example.com"),
        ("Email:Ada.Stone@Example.com.", "ada.stone@example.com"),
        ("emailada@example.com", "ada@example.com"),
        ("<ada+cv@mail.example.co.uk>", "ada+cv@mail.example.co.uk"),
        ("John.O'Hara@example.com", "john.o'hara@example.com"),
    ],
)
def test_an_address_is_read_without_what_is_glued_to_it(written, value):
    assert [f.normal for f in find_emails(written)] == [value]


def test_links_are_profiles_and_not_addresses_or_frameworks():
    text = "ada@example.com | linkedin.com/in/ada-stone | https://github.com/ada, ASP.NET and Node.js"
    found = find_links(text, find_emails(text))
    assert [(f.normal, f.detail["site"]) for f in found] == [
        ("linkedin.com/in/ada-stone", "linkedin"),
        ("github.com/ada", "github"),
    ]


@pytest.mark.parametrize(
    ("top", "name"),
    [
        ("Ada Stone\nada@example.com", "Ada Stone"),
        ("ADA STONE RESUME\nada@example.com", "ADA STONE"),
        ("Ada Stone – Curriculum Vitae\nada@example.com", "Ada Stone"),
        ("ADA M. STONE, MBA, PMP\nada@example.com", "ADA M. STONE"),
        ("RESUME\n\nDr. Ludwig van der Berg\nBerlin, Germany", "Ludwig van der Berg"),
        ("Curriculum Vitae\nName: Zoë O'Connor-Smith\nPhone: (202) 555-0143", "Zoë O'Connor-Smith"),
        ("Senior Software Engineer\nRui Almeida\nrui@example.com", "Rui Almeida"),
        ("Hana Novak 12 Example Street, Springfield", "Hana Novak"),
        ("Hana Novak | (202) 555-0143 | hana@example.com", "Hana Novak"),
        ('José "Pepe" García\npepe@example.com', 'José "Pepe" García'),
    ],
)
def test_the_name_is_the_row_that_is_nothing_else(read, top, name):
    facts = read(top + "\n\nEXPERIENCE\n\nSoftware Engineer\nExample Systems Inc.\nJan 2019 - Present\n")
    assert [f.value for f in facts if f.kind == "name"] == [name]


def test_a_document_without_a_name_has_none(read):
    facts = read(
        "SALES MANAGER\n\nSummary\nTen years in sales.\n\nExperience\nSales Manager\nExample Systems Inc.\n2010 - 2014\n"
    )
    assert [f for f in facts if f.kind == "name"] == []


def test_a_trade_is_a_surname_but_a_headline_is_no_name(read):
    assert [f.value for f in read("Mary Baker\nmary@example.com\n") if f.kind == "name"] == ["Mary Baker"]
    assert [f for f in read("SOFTWARE ENGINEER\nSummary\nBuilds things.\n") if f.kind == "name"] == []


def test_contact_details_of_supervisors_and_referees_are_not_the_candidates(read):
    facts = read(
        "Ada Stone\nada@example.com | (202) 555-0143\n\nExperience\nSoftware Engineer\nNorthwind Systems Inc.\nJan 2019 - Present\n"
        "Supervisor: Otto Berg, (301) 555-0140, otto@example.com\n• Built things\n\nReferences\nHana Novak, hana@example.com, (312) 555-0123\n"
    )
    assert [f.normal for f in facts if f.kind == "email"] == ["ada@example.com"]
    assert [f.normal for f in facts if f.kind == "phone"] == ["+12025550143"]


def test_an_address_that_a_narrow_column_broke_is_whole_again():
    for text in (
        "ada.admin@example.co\nm\nGo\n",
        "ada.admin@exam\nple.com\n",
        "ada.admin\n@example.com\n",
        "(555) 555-0101\nada.admin@example.c\nom",
    ):
        assert [f.value for f in find_emails(text)] == ["ada.admin@example.com"]


def test_a_row_below_an_address_is_not_glued_to_it():
    assert [f.value for f in find_emails("ada@example.com\nGo\nRust\n")] == ["ada@example.com"]
    assert [f.value for f in find_emails("ada@example.io\nde\n")] == ["ada@example.io"]


def test_addresses_that_templates_print_are_nobodys():
    assert [f.value for f in find_emails("someone@example.com, ada@example.org, your.name@email.com")] == [
        "ada@example.org"
    ]
    (only,) = find_emails("someone@example.com, your.name@email.com")
    assert (only.value, only.confidence) == ("someone@example.com", "unsure")


def test_a_name_that_begins_like_a_label_stays_whole():
    assert [f.value for f in find_emails("idris@example.com  ID:rui@example.com")] == [
        "idris@example.com",
        "rui@example.com",
    ]


@pytest.mark.parametrize(
    "content",
    [
        "EXECUTIVE CHEF\nSummary\nPlates for two hundred.\nSkills\n- Re-export Claims\n- Menu Costing\n",
        "Summary\nI welcome a\nstressful environment, and people in it.\n",
        "WAREHOUSE CLERK\nSkill Highlights\nAnalytical Problem Solver\nBrand Development\n",
        "Kunze Xxxxx\nSummary\nFirst Name Last Name\n",
    ],
)
def test_items_and_pieces_of_sentences_are_no_names(read, content):
    assert [f.value for f in read(content) if f.kind == "name"] == []


def test_a_given_name_above_a_family_name_is_one_name(read):
    content = "Ada\nStone\nSummary\nKeeps tills in order.\n"
    assert [f.value for f in read(content) if f.kind == "name"] == ["Ada Stone"]
    content = "Cashier\nStone\nSummary\nKeeps tills in order.\n"
    assert [f.value for f in read(content) if f.kind == "name"] == []


@pytest.mark.parametrize("name", ["Francis X Murphy", "MALCOLM X", "Ruth First", "Carla Last"])
def test_an_initial_and_surnames_that_are_common_words_are_parts_of_names(read, name):
    assert [f.value for f in read(f"{name}\nruth@example.com\n") if f.kind == "name"] == [name]


@pytest.mark.parametrize(
    "written",
    [
        "Jane Fuller Resume",
        "JANE FULLER RÉSUMÉ",
        "Jane Fuller (CV)",
        "Jane Fuller’s Resume",
        "Jane Fuller Curriculum Vitae",
    ],
)
def test_what_the_paper_is_called_behind_the_name_is_no_part_of_it(read, written):
    facts = read(f"{written}\nBoulder, CO\njane@example.com\nEXPERIENCE\n")
    assert [f.value.title() for f in facts if f.kind == "name"] == ["Jane Fuller"]


def test_an_address_behind_a_word_under_a_reference_is_the_references(read):
    facts = read("""
Ada Stone
ada@example.com
EXPERIENCE
Software Engineer, Northwind Systems Inc., 2018 - 2020
REFERENCES
Bram Quill
Head Miller, Harbour Mills
Contact: bram@mills.example
""")
    assert [f.value for f in facts if f.kind == "email"] == ["ada@example.com"]
