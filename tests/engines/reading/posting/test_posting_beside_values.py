"""Values that stand beside others of their kind: each general cause with a posting of its own."""

from __future__ import annotations

import pytest

from appliance.engines.reading.posting import neutral, read_posting
from appliance.foundation.contracts.reading import Layout


def read(text):
    return neutral(read_posting(Layout(format="txt", text=text)), "x")


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Pay: $31,000-$36,000, boot allowance of $300 a year", (31000, 36000, "year")),
        ("$71-79K, a yearly bonus of up to $4,000", (71000, 79000, "year")),
        ("Comp: $81,000-$90,000; CPE $900/yr", (81000, 90000, "year")),
        ("Wage: $19.50/h to $23.75/h", (19.5, 23.75, "hour")),
        ("Minimum rate: $18.00/hr; maximum rate: $22.00/hr", (18, 22, "hour")),
        ("On-target earnings: $90,000 – $110,000\nBase pay: $60,000 – $70,000", (60000, 70000, "year")),
        ("$60,000 base / $120,000 OTE", (60000, 60000, "year")),
        ("OTE $120,000 a year", (120000, 120000, "year")),
        ("Base $64,000 to $72,000, bonus 12%, long-term incentive", (64000, 72000, "year")),
    ],
)
def test_the_pay_is_the_base_whatever_stands_beside_it(line, wanted):
    found = read(f"Pastry Sales Manager\nQuillhaven\n{line}\nRequirements\n- Two years in sales\n")["salary"]
    assert (found["min"], found["max"], found["period"]) == wanted


@pytest.mark.parametrize(
    ("line", "field", "wanted"),
    [
        ("We'll show you baking - all 20 years' worth of it.", "min_years", None),
        ("You've baked bread for 3 years or longer.", "min_years", 3),
        ("MSW from an accredited school, two years in health care.", "min_years", 2),
        ("MSW from an accredited school, two years in health care.", "degree_min", "master"),
        ("BS and four years of baking, or MS and two years.", "degree_min", "bachelor"),
        ("Graduate of an associate program in baking", "degree_min", "associate"),
        ("We don't ask for a degree.", "degree_min", "none"),
        ("Quillhaven is an EEO/AA employer.", "degree_min", None),
        ("**Experience:** 6 years", "min_years", 6),
        ("Must pass a public trust background check.", "clearance", "public_trust"),
        ("Must be able to be cleared; you are clearable to Secret.", "clearance", "secret"),
        ("Active Secret. Some of our contracts need TS/SCI; this one doesn't.", "clearance", "secret"),
        ("The ability to obtain a U.S. Government Secret clearance is needed.", "clearance_status", "obtainable"),
        ("Office of 12 bakers, 35 years downtown", "min_years", None),
        ("A two-year baking degree", "degree_min", "associate"),
        ("A two-year baking degree", "min_years", None),
        ("BS food or cereal science", "degree_min", "bachelor"),
        ("Our associates come to the shop daily.", "degree_min", None),
        ("5 yrs of baking, 2 yrs in sales a plus", "min_years", 5),
        ("Security clearance: Other", "clearance", None),
        ("five years of baking (rye preferred); U.S. citizenship; a driving licence", "citizenship", "us_citizen"),
        ("U.S. passport and citizenship are required", "citizenship", "us_citizen"),
    ],
)  # fmt: skip
def test_a_value_is_not_taken_from_its_neighbour(line, field, wanted):
    assert read(f"Oven Engineer\nQuillhaven\nWhat you bring\n- {line}\n")[field] == wanted


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("NOW HIRING: Warehouse Associate", "Warehouse Associate"),
        ("Immediate opening - Line Cook", "Line Cook"),
        ("Line Cook at The Copper Ladle", "Line Cook"),
        ("Professor at Large", "Professor at Large"),
        ("Compensation Analyst", "Compensation Analyst"),
        ("Structural Engineer, PE", "Structural Engineer, PE"),
        ("Physical Therapist, Home Health", "Physical Therapist, Home Health"),
    ],
)
def test_the_title_is_without_the_call_and_the_employer(line, title):
    assert read(f"{line}\nWe bake bread for schools and hospitals in three counties.\n")["title"] == title


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        # what is a form's question, and what its answer
        ("Onsite/Hybrid/Remote: Onsite", "onsite"),
        ("Work type (Remote/Hybrid/Onsite): Onsite", "onsite"),
        ("Remote, hybrid or onsite? Onsite.", "onsite"),
        ("**Onsite/Hybrid/Remote:** Hybrid", "hybrid"),
        # the one or the other, as the holder likes
        ("The role can be hybrid or fully in-office, depending on your preference.", "hybrid"),
        ("On-site or hybrid, as you prefer", "hybrid"),
        # a board's list of jobs, other people, other things
        ("Category: Remote jobs associated with our Bath office", None),
        ("Doughs are checked by remote bakers overnight.", None),
        ("The bakery has five shops, two of them remote.", None),
        ("Weekly attendance bonus up to $40.", None),
        ("Reports to the plant manager", None),
        ("Employees live on base in shared rooms.", None),
        # in other words
        ("We don't have an office.", "remote"),
        ("All of us work from where they live.", "remote"),
        ("Work location: Your home (United States)", "remote"),
        ("This position can sit anywhere in North America.", "remote"),
        ("Come in Tuesday and Thursday, remote on other days", "hybrid"),
        ("Our ovens downtown Tuesdays and Wednesdays, anywhere you like the rest of the week", "hybrid"),
        ("Location: Bath; on site with the customer on Mondays, telework other days", "hybrid"),
        ("One year in a classroom", None),
        ("You set up at home with the equipment we send.", "remote"),
        ("No commute: the company is distributed over five countries.", "remote"),
        ("You may work from any of our 12 licensed states.", "remote"),
        ("We ask everyone to be in at least 60% of the time.", "hybrid"),
        ("Come to the bakery on Wednesdays and otherwise choose your place.", "hybrid"),
        ("Ideally you'd be with us in Bath two or three days each week.", "hybrid"),
        ("The work is performed entirely within a government facility.", "onsite"),
        ("In-person instruction only", "onsite"),
        ("You can do this job from your spare bedroom.", "remote"),
        ("Work location is flexible: any place with good internet", "remote"),
        ("You choose where you work.", "remote"),
        # no frame says it, and the words point one way
        ("We all sit anywhere, from Bath to Lisbon.", "remote"),
        ("The team sits together in the studio on Tuesdays.", "hybrid"),
        ("Our customers sit anywhere and bake from home.", None),
        # words among others are no policy of a short line
        ("Produces in-person, virtual and hybrid tastings for 40 clients", None),
        ("Remote diagnostics first, then on-site repair at the customer's plant", None),
        ("Leads trips of 5 to 12 days in remote country", None),
        ("We bake together Tuesdays and Wednesdays; the other days you work wherever you like.", "hybrid"),
        ("Everyone on this team is in the building every day.", "onsite"),
        ("Telework eligible: No", "onsite"),
    ],
)  # fmt: skip
def test_the_place_of_the_work_is_what_is_said_of_it(line, wanted):
    body = "We bake bread for schools in three counties.\nRequirements\n- Two years of baking\n"
    for text in (f"{line}\n{body}", f"{body}Details\n{line}\n"):
        assert read(f"Oven Engineer\nQuillhaven\n{text}")["remote"] == wanted


def test_a_line_that_asks_is_no_heading():
    found = read(
        "School Nurse\nQuillhaven Schools\nBSN and RN license\nActive TS/SCI with SAP eligibility\nNeed: 2 years of nursing\n"
    )
    assert (found["degree_min"], found["clearance"], found["min_years"]) == ("bachelor", "tssci", 2)


def test_pay_by_the_word_is_no_pay_by_the_hour():
    assert (
        read("Translator\nQuillhaven\nPaid by word at $0.12 to $0.15\nTwo years of translating\n")["salary"]
        is None
    )
