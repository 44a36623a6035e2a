"""Names as people write them, and their parts."""

from __future__ import annotations

import pytest

from appliance.engines.reading.resume import read_resume
from appliance.foundation.contracts.reading import Layout, Line

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


@pytest.mark.parametrize(
    ("written", "value", "given", "family"),
    [
        ("Name: Okafor, Chidinma", "Okafor, Chidinma", "Chidinma", "Okafor"),
        ("Candidate: O'Brien, Mary", "O'Brien, Mary", "Mary", "O'Brien"),
        ("Name: de la Cruz, Juan", "de la Cruz, Juan", "Juan", "de la Cruz"),
        ("Surname, Given name: Garside, Philomena", "Garside, Philomena", "Philomena", "Garside"),
        ("Name (Surname, Given): Nowak, Anna", "Nowak, Anna", "Anna", "Nowak"),
        ("Surname: Garside\nFirst name: Philomena", "Philomena Garside", "Philomena", "Garside"),
        ("Vorname: Jürgen\nNachname: Müller", "Jürgen Müller", "Jürgen", "Müller"),
        ("(Bud) Robert Hansen", "(Bud) Robert Hansen", "(Bud) Robert", "Hansen"),
        ('"Bud" Robert Hansen', '"Bud" Robert Hansen', '"Bud" Robert', "Hansen"),
        ("Robert Hansen (Bud)", "Robert Hansen (Bud)", "Robert", "Hansen"),
        ("王小明", "王小明", "小明", "王"),
        ("姓名：王小明", "王小明", "小明", "王"),
        ("司马相如", "司马相如", "相如", "司马"),
        ("山田 太郎", "山田 太郎", "太郎", "山田"),
        ("氏名：山田 太郎（やまだ たろう）", "山田 太郎", "太郎", "山田"),
        ("履歴書\n氏名\n佐藤 花子", "佐藤 花子", "花子", "佐藤"),
        ("김민수", "김민수", "민수", "김"),
        ("王小明 (Xiaoming Wang)", "Xiaoming Wang", "Xiaoming", "Wang"),
        ("Wang Xiaoming 王小明", "Wang Xiaoming", "Wang", "Xiaoming"),
        ("Xiaoming WANG", "Xiaoming WANG", "Xiaoming", "WANG"),
        ("YAMADA Taro", "YAMADA Taro", "Taro", "YAMADA"),
        ("Kim Min-su", "Kim Min-su", "Min-su", "Kim"),
        ("Min-Su Kim", "Min-Su Kim", "Min-Su", "Kim"),
    ],
)
def test_a_name_is_read_in_the_order_its_label_or_its_script_says(read, written, value, given, family):
    (name,) = [f for f in read(written + BELOW) if f.kind == "name"]
    assert (name.value, name.detail["given"], name.detail["family"]) == (value, given, family)


@pytest.mark.parametrize(
    "written", ["Name: John Smith, MBA", "Name: Anna Berg, PhD", "Name: John Smith, Jr."]
)
def test_letters_after_a_name_do_not_turn_it_round(read, written):
    (name,) = [f for f in read(written + BELOW) if f.kind == "name"]
    assert name.detail["family"] in {"Smith", "Berg", "Smith, Jr."}


def test_a_heading_in_chinese_is_no_name(read):
    assert [f.value for f in read("个人简历\n姓名\n李娜\n工作经历" + BELOW) if f.kind == "name"] == ["李娜"]


@pytest.mark.parametrize(
    "written",
    [
        (
            '"A form for clerks  Name  14 Quay Rd  Santa Cruz, CA (831) 555-0142  AIM  To keep a busy counter in good order.  '
            "SCHOOLING  Tern Valley Community College, Watsonville, CA  Certificate in Bookkeeping, June 2011  WORK EXPERIENCE  Counter Clerk  "
            'Brightwater Cars  January 2012 - December 2015  Kept letters and vouchers in order and answered the telephone."'
        ),
        (
            '"    Careful bookkeeper offering four years of practice in the full accounting  monthly closing  from vouchers through to the  '
            "statements and reports.        Known for neat ledgers  able to explain figures.    Tools  Excel, SAP, DATEV    EXPERIENCE    "
            'Brightwater Cars, Hull    Bookkeeper    01/2012 - 12/2016    Closed the books of three branches each month."'
        ),
    ],
)
def test_a_town_and_two_words_of_a_sentence_are_no_name(read, written):
    assert [f.value for f in read(written) if f.kind == "name"] == []


def test_a_name_in_small_letters_above_an_address_is_one(read):
    (name,) = [f for f in read("tilda ahlgren" + BELOW) if f.kind == "name"]
    assert (name.detail["given"], name.detail["family"]) == ("Tilda", "Ahlgren")


@pytest.mark.parametrize("letters", [" BSN, RN, OCN", " PhD", " MSN"])
def test_letters_behind_a_name_without_a_comma_are_no_part_of_it(read, letters):
    (name,) = [f for f in read("Jane Fuller" + letters + BELOW) if f.kind == "name"]
    assert name.value == "Jane Fuller"


def test_the_last_word_of_a_large_name_may_stand_on_the_next_line():
    rows = (
        ("Juan Carlos Perez", 28),
        ("Romero", 28),
        ("Quality Analyst", 10),
        ("mail@host.test", 10),
        ("Experience", 12),
        ("Analyst, Contoso Ltd, 2015 - 2018", 10),
    )
    text, lines = "", []
    for number, (written, size) in enumerate(rows):
        start = len(text)
        text += written + "\n"
        lines.append(Line(start, start + len(written), 0, 40, 30.0 * number, 300, 30.0 * number + size, float(size), bold=False, heading=0, part="body", column=0))  # fmt: skip
    (name,) = [
        f for f in read_resume(Layout(format="pdf", text=text, lines=tuple(lines))) if f.kind == "name"
    ]
    assert (name.value, name.detail["family"]) == ("Juan Carlos Perez Romero", "Romero")
