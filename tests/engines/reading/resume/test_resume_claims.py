"""What a résumé claims: clearances, the right to work, certificates with their dates, languages with their levels."""

from __future__ import annotations

import pytest

HEAD = "Wanda Fitch\nwanda.fitch@mail.test | (217) 555-0142\nSpringfield, IL\n"
WORK = (
    "\nExperience\nSoftware Engineer, Brightwater Systems Inc\nJan 2018 - Present\n- Built Python services\n"
)


def claims(read, kind, line, heading=""):
    text = f"{HEAD}{WORK}\n{heading}\n{line}\n" if heading else f"{HEAD}{line}\n{WORK}"
    return [f for f in read(text) if f.kind == kind]


@pytest.mark.parametrize(
    ("line", "level", "status"),
    [
        ("Active TS/SCI with CI polygraph (SSBI, 2019)", "tssci", "active"),
        ("Clearance: Top Secret (inactive)", "top_secret", "expired"),
        ("Held an active Secret clearance until 2016", "secret", "expired"),
        ("Held a DoD Secret clearance from 2010 to 2014", "secret", "expired"),
        ("Former TS/SCI holder", "tssci", "expired"),
        ("TS clearance pending", "top_secret", "obtainable"),
        ("Eligible for Secret clearance", "secret", "obtainable"),
        ("Secret Clearance; lifestyle polygraph completed 2017", "secret", "unknown"),
        ("SC Clearance (UK)", "secret", "unknown"),
        ("Staff engineer with an active Secret clearance", "secret", "active"),
        ("Held Secret and Top Secret clearances", "top_secret", "unknown"),
    ],
)
def test_a_clearance_is_read_as_claimed(read, line, level, status):
    (found,) = claims(read, "clearance", line)
    assert (found.normal, found.detail["status"]) == (level, status)


@pytest.mark.parametrize(
    "line",
    [
        "I do not hold a security clearance",
        "Never held a Secret clearance",
        "Managed a team of 5 with Secret clearances",
        "Supported customers requiring Top Secret clearance",
        "Processed Top Secret clearances for 200 employees",
        "Secret clearance denied in 2012",
    ],
)
def test_no_clearance_and_that_of_others_are_no_claim(read, line):
    assert claims(read, "clearance", line) == []


@pytest.mark.parametrize(
    ("line", "normal"),
    [
        ("U.S. Citizen", "us_citizen"),
        ("Citizenship - US", "us_citizen"),
        ("Dual citizen (US/Canada)", "us_citizen"),
        ("Green card holder", "permanent_resident"),
        ("I do not require visa sponsorship now or in the future", "work_authorised"),
        ("Authorized to work without sponsorship", "work_authorised"),
        ("Right to work in the UK", "work_authorised"),
        ("F-1 OPT, valid until 2027", "work_authorised"),
        ("EU citizen", "work_authorised"),
        ("Arbeitserlaubnis vorhanden", "work_authorised"),
    ],
)
def test_the_right_to_work_is_read_as_stated(read, line, normal):
    assert [f.normal for f in claims(read, "authorisation", line)] == [normal]


@pytest.mark.parametrize(
    "line",
    [
        "Not a U.S. citizen",
        "Work authorization: requires sponsorship",
        "Work permit: expired",
        "I need sponsorship for a work permit",
        "Nationality: Portuguese",
        "Assisted applicants for green card",
    ],
)
def test_a_missing_right_to_work_is_not_stated(read, line):
    assert claims(read, "authorisation", line) == []


@pytest.mark.parametrize(
    ("line", "name", "year", "expires"),
    [
        ("CISSP (2019, exp. 2025)", "CISSP", "2019", "2025"),
        (
            "CompTIA Security+, issued Mar 2020, valid through Mar 2026",
            "CompTIA Security+",
            "2020",
            "2026-03",
        ),
        ("BLS exp 10/2025", "BLS", None, "2025-10"),
        ("CPA", "CPA", None, None),
        ("CKA, 2021, expires 2024", "CKA", "2021", "2024"),
        ("Commercial Driver's License (CDL), Class B, exp 2028", "CDL Class B", None, "2028"),
    ],
)
def test_a_certificate_knows_when_it_was_given_and_when_it_ends(read, line, name, year, expires):
    (found,) = claims(read, "certification", line, "CERTIFICATIONS")
    assert (found.normal, found.detail.get("year"), found.detail.get("expires")) == (name, year, expires)


@pytest.mark.parametrize(
    ("line", "levels"),
    [
        ("English (native), Spanish (B2), German - C1", {"English": "native", "Spanish": "b2", "German": "c1"}),
        ("A1 Spanish, A2 Portuguese", {"Spanish": "a1", "Portuguese": "a2"}),
        ("Native English speaker; conversational Hindi", {"English": "native", "Hindi": "conversational"}),
        ("Fluent in Arabic and French", {"Arabic": "fluent", "French": "fluent"}),
        ("français : langue maternelle ; anglais : courant", {"French": "langue maternelle", "English": "courant"}),
        ("Español nativo, inglés avanzado", {"Spanish": "nativo", "English": "avanzado"}),
        ("angielski - zaawansowany", {"English": "zaawansowany"}),
        ("Engels vloeiend, Duits", {"English": "vloeiend", "German": None}),
    ],
)  # fmt: skip
def test_a_language_has_the_level_written_beside_it(read, line, levels):
    found = claims(read, "language", line, "LANGUAGES")
    assert {f.normal: f.detail.get("level") for f in found} == levels


def test_months_that_have_not_come_yet_are_not_counted(read):
    facts = read(HEAD + WORK.replace("Present", "Jan 2035"), today="2026-03")
    (position,) = [f for f in facts if f.kind == "position"]
    (years,) = [f for f in facts if f.kind == "years"]
    assert (position.detail["end"], position.detail["months"], years.detail["years"]) == ("2035-01", 99, 8.2)


def test_a_month_in_capitals_is_no_certificate(read):
    listed = claims(
        read, "certification", "AWS Certified Cloud Practitioner, APR 2019\nAPR 2020", "Certifications"
    )
    assert [f.value for f in listed] == ["AWS Certified Cloud Practitioner"]
    accredited = claims(read, "certification", "APR, Public Relations Society\n", "Certifications")
    assert [f.normal for f in accredited] == ["apr public relations"] or accredited[0].detail[
        "id"
    ] == "apr-public-relations"


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("Ada Quist\nBangor, ME 04401\nada@example.com\n\nEducation\nB.A., Ithaca College, Ithaca, NY\n", "Bangor, ME"),
        ("Ada Quist\nada@example.com\n\nEducation\nB.A., Ithaca College, Ithaca, NY\n", None),
        ("Ada Quist\n\nSkills\nExcel, Cash Handling, Telemarketing, HI/Lo Driver, Word, MS Project\n", None),
        ("Ada Quist\nada@example.com\n\nExperience\nFabrikam\tBoston, MA\nClerk\t2012 - 2016\n", None),
        ("Ada Quist\nLeeds\tada@example.com\n\nExperience\nFabrikam\tBoston, MA\nClerk\t2012 - 2016\n", "Leeds, United Kingdom"),
        ("Ada Quist\n\nExperience\nFabrikam, Clerk\t2012 - 2016\n\nContact\nada@example.com\nLeeds, United Kingdom\n", "Leeds, United Kingdom"),
    ],
)  # fmt: skip
def test_where_somebody_lives_is_told_beside_the_contact_and_never_by_a_school_or_an_employer(
    read, written, place
):
    found = [f.normal for f in read(written) if f.kind == "location"]
    assert found == ([place] if place else [])
