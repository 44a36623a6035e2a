"""People by the hundred thousand for measuring pages: seeded, made up, written as a résumé is. Same seed, same people.

About 600 words each: head, summary, skills, three to five positions of six to nine sentences, schools, certificates.
Words follow what they follow in life: a few are in nearly every text, names and addresses make the open tail.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from appliance.engines.knowledge import load
from appliance.foundation.contracts.layouts import FORMAT

SEED = 20261128


def words(text: str, between: str | None = None) -> list[str]:
    """A list of words, written as words."""
    return text.split(between)


FIRST = words(
    "Ada Amara Anders Beatriz Bilal Carmen Chidi Dana Dmitri Elena Emeka Farah Felix Grace Hana Hedy Ines Ivan Jana Jorge Kai "
    "Kwame Lena Liam Lucia Magnus Maria Mei Milan Nadia Noor Olga Omar Paula Priya Quentin Rafael Rosa Ruth Samir Sofia Tariq "
    "Teresa Uma Viktor Wanda Xenia Yusuf Zara Zoë"
)
SECOND = (
    "Alex",
    "Bo",
    "Cleo",
    "Dee",
    "Eli",
    "Fran",
    "Gil",
    "Joss",
    "Kim",
    "Lou",
    "Max",
    "Pat",
    "Robin",
    "Sam",
    "",
)
HEADS = words(
    "Ash Bar Birch Brook Carl Dal East Elm Fair Glen Hart Holm King Lang Lind Mar North Oak Pem Quin Rosen Sand Stone Thorn Ulm Vance West Winter Wolf York"
)
TAILS = words(
    "berg bourne bury by dale dorf field ford gate grove ham hurst land ley low man mark mere more ridge son stead stein ton vik ville well wick wood worth"
)
TRADES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "engineering": (
        ("Backend Engineer", "Software Engineer", "Platform Engineer", "Data Engineer", "Site Reliability Engineer",
         "Embedded Software Engineer", "Frontend Developer", "Machine Learning Engineer", "Java Developer"),
        ("Python", "Java", "Go", "C++", "C#", "Rust", "SQL", "PostgreSQL", "Kafka", "Kubernetes", "Docker", "Terraform",
         "AWS", "Azure", "Linux", "React", "TypeScript", "Spark", "Airflow", "Git", "CI/CD", "gRPC", "Redis", "Node.js"),
    ),
    "security": (
        ("Security Analyst", "Network Engineer", "Systems Administrator", "Incident Responder", "Penetration Tester"),
        ("Splunk", "Linux", "Windows Server", "Active Directory", "Wireshark", "Python", "PowerShell", "Nessus", "SIEM",
         "Cisco", "VPN", "Firewalls", "Incident Response", "Metasploit", "Bash", "NIST 800-53"),
    ),
    "business": (
        ("Project Manager", "Accountant", "Business Analyst", "Head of Sales", "Logistics Coordinator", "HR Specialist"),
        ("Excel", "SAP", "Project Management", "Budgeting", "Salesforce", "Tableau", "Power BI", "Scrum", "Jira",
         "Forecasting", "QuickBooks", "Auditing", "Negotiation", "Supply Chain", "SQL"),
    ),
    "care": (
        ("Registered Nurse", "Physical Therapist", "Medical Assistant", "Laboratory Technician", "Paramedic"),
        ("Patient Care", "ICU", "EHR", "Phlebotomy", "CPR", "Triage", "Epic", "Wound Care", "Infection Control", "Telemetry"),
    ),
}  # fmt: skip
GRADES = ("", "", "", "Senior ", "Senior ", "Junior ", "Lead ", "Principal ")
FIRMS = (
    "Systems",
    "Logistics",
    "Analytics",
    "Health",
    "Labs",
    "Partners",
    "Industries",
    "Networks",
    "Works",
    "Group",
)
PLACES = words(
    "Boston, MA|Austin, TX|Denver, CO|Columbus, OH|Seattle, WA|Atlanta, GA|Reston, VA|San Diego, CA|Tampa, FL|Huntsville, AL|"
    "Dayton, OH|Omaha, NE|Raleigh, NC|Phoenix, AZ|Chicago, IL|Albany, NY|Tucson, AZ|Madison, WI|Norfolk, VA|Baltimore, MD",
    "|",
)
SCHOOLS = ("State University", "Institute of Technology", "College", "Community College", "University")
FIELDS = (
    "Computer Science",
    "Physics",
    "Nursing",
    "Accounting",
    "Mathematics",
    "Business Administration",
    "Biology",
)
DEGREES = (
    ("Bachelor of Science", "bachelor"), ("Bachelor of Arts", "bachelor"), ("Master of Science", "master"),
    ("Associate of Science", "associate"), ("Doctor of Philosophy", "doctorate"),
)  # fmt: skip
CLEARANCES = (
    ("Secret", "secret"),
    ("Top Secret", "top_secret"),
    ("TS/SCI", "tssci"),
    ("Public Trust", "public_trust"),
)
CERTIFICATES = ("CISSP", "PMP", "Security+", "CPA", "BLS", "AWS Certified Solutions Architect", "CCNA", "CSM")
DID = (
    "Built {what} with {a} and {b} that {gain}.", "Led a team of {n} through the move of {what} to {a}.",
    "Wrote and kept the runbooks for {what}; trained {n} colleagues in {a}.", "Reduced the cost of {what} by {n} percent using {a}.",
    "Took over {what} after the reorganization and {gain}.", "Worked with {who} to plan {what} on {a} and {b}.",
    "Introduced {a} for {what}, replacing a system that was {n} years old.", "Answered for {what} around the clock; {gain}.",
    "Presented the results of {what} to {who} every quarter.", "Tested {what} with {a} before each release and {gain}.",
    "Hired and coached {n} people for {what}.", "Documented {what} in {a} for {who}, which {gain}.",
)  # fmt: skip
WHAT = (
    "the billing pipeline", "the patient intake process", "warehouse reporting", "the customer portal", "a message platform",
    "the audit of regional offices", "the incident response plan", "the monitoring of 400 servers", "data quality checks",
    "the procurement workflow", "the training program", "the night shift schedule", "a service for payments",
    "the network of three sites", "the annual budget", "the laboratory information system", "search for the help desk",
)  # fmt: skip
GAIN = (
    "halved the time to an answer", "kept every deadline of the year", "raised satisfaction to 96 percent",
    "saved the department two days a week", "passed the external review without findings", "made releases a daily routine",
    "cut errors by a third", "was adopted by four other teams",
)  # fmt: skip
WHO = (
    "finance and legal",
    "the head of operations",
    "clinical staff",
    "auditors",
    "customers",
    "the product owners",
)
FLAWS = ("hidden_text", "two_columns", "photo")


class FactRow(NamedTuple):
    """A fact as the store keeps it; ``start`` and ``end`` count code points of the text."""

    kind: str
    value: str
    normal: str
    start: int
    end: int
    detail: dict[str, Any]


class Person(NamedTuple):
    """One made-up person: what the row, the document and the facts are made from."""

    name: str
    title: str
    employer: str
    location: str
    clearance: str
    years: float
    source: str
    text: str
    facts: tuple[FactRow, ...]
    keys: tuple[tuple[str, str], ...]
    flaw: str


class _Writer:
    """Text that grows, and facts with their places in it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.facts: list[FactRow] = []

    def add(self, text: str) -> int:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start

    def fact(self, kind: str, value: str, normal: str = "", detail: dict[str, Any] | None = None) -> None:
        """Write a value and keep it as a fact read here."""
        start = self.add(value)
        self.facts.append(
            FactRow(kind, value, normal or value.casefold(), start, start + len(value), detail or {})
        )


@cache
def _skill(name: str) -> tuple[str, str]:
    """(id, normal value) of a skill as the packs know it."""
    found = load().skill_named(name)
    return (found.id, found.name.casefold()) if found else ("", name.casefold())


def people(count: int, first: int = 0) -> Iterator[Person]:
    """The people numbered ``first`` to ``count``."""
    return (_person(number) for number in range(first, count))


def _person(number: int) -> Person:
    rnd = random.Random(SEED + number)
    name = f"{rnd.choice(FIRST)} {rnd.choice(SECOND)} {rnd.choice(HEADS)}{rnd.choice(TAILS)}".replace(
        "  ", " "
    )
    trade = rnd.choices(list(TRADES), (5, 2, 3, 2))[0]
    titles, known = TRADES[trade]
    title, location = rnd.choice(GRADES) + rnd.choice(titles), rnd.choice(PLACES)
    skills = rnd.sample(known, min(len(known), rnd.randint(5, 12)))
    if rnd.random() < 0.3:
        skills.append(rnd.choice(TRADES[rnd.choice(list(TRADES))][1]))
    w = _Writer()
    w.fact("name", name)
    w.add("\n")
    w.fact("title", title)
    w.add("\n")
    w.fact("location", location)
    w.add(" | ")
    phone = f"+1202555{number % 10_000:04d}{number // 10_000}"
    w.fact("phone", f"(202) 555-{number % 10_000:04d}", phone)
    w.add(" | ")
    email = f"{name.split()[0]}.{name.split()[-1]}{number}@example.com".casefold()
    w.fact("email", email)
    years = round(min(38.0, rnd.gammavariate(2.4, 3.6)), 1)
    w.add(f"\n\nSummary\n{title} with {int(years)} years in {trade}. ")
    w.add(f"Known for {rnd.choice(GAIN)} and for calm work with {rnd.choice(WHO)}.")
    clearance = rnd.choice(CLEARANCES) if rnd.random() < (0.7 if trade == "security" else 0.2) else None
    if clearance:
        w.add("\nClearance: ")
        w.fact("clearance", clearance[0], clearance[1], {"level": clearance[1], "status": "active"})
    w.add("\n\nSkills\n")
    for place, skill in enumerate(skills):
        w.add(", " if place else "")
        identifier, normal = _skill(skill)
        w.fact("skill", skill, normal, {"id": identifier})
    w.add("\n\nExperience\n")
    begin, employer = 2026, ""
    for place in range(rnd.randint(3, 5)):
        firm = f"{rnd.choice(HEADS)}{rnd.choice(TAILS)} {rnd.choice(FIRMS)}"
        employer = employer or firm
        end, begin = begin, begin - rnd.randint(1, 5)
        w.fact("employer", firm)
        w.add(f", {rnd.choice(PLACES)}, {begin} to {end if place else 'present'}\n")
        if place:
            w.fact("title", rnd.choice(titles))
            w.add("\n")
        for _ in range(rnd.randint(6, 9)):
            a, b = rnd.choice(skills), rnd.choice(skills)
            sentence = rnd.choice(DID).format(
                what=rnd.choice(WHAT),
                gain=rnd.choice(GAIN),
                who=rnd.choice(WHO),
                a=a,
                b=b,
                n=rnd.randint(2, 40),
            )
            w.add(f"- {sentence}\n")
        w.add("\n")
    w.add("Education\n")
    degree, level = rnd.choices(DEGREES, (6, 3, 3, 2, 1))[0]
    w.fact("degree", degree, level, {"level": level})
    w.add(f" in {rnd.choice(FIELDS)}, ")
    w.fact("school", f"{rnd.choice(HEADS)}{rnd.choice(TAILS)} {rnd.choice(SCHOOLS)}")
    w.add(f", {begin - rnd.randint(0, 3)}\n")
    if rnd.random() < 0.4:
        w.add("\nCertifications\n")
        w.fact("certification", rnd.choice(CERTIFICATES))
        w.add("\n")
    text = "".join(w.parts)
    return Person(
        name=name,
        title=title,
        employer=employer,
        location=location,
        clearance=clearance[1] if clearance else "",
        years=years,
        source=f"stick {number // 4000 + 1:02d}",
        text=text,
        facts=tuple(w.facts),
        keys=(("name", " ".join(sorted(name.casefold().split()))), ("email", email), ("phone", phone)),
        flaw=rnd.choice(FLAWS) if rnd.random() < 0.06 else "",
    )


def layout_of(text: str) -> str:
    """Every word of a text with a place on letter paper, as a text PDF has them; in the stored form."""
    places, offset, page = [], 0, 0
    for number, line in enumerate(text.split("\n")):
        page, row = divmod(number, 52)
        at, y = 0, 600 + row * 130
        for word in line.split(" "):
            if word:
                start, x = offset + at, 600 + at * 52
                places.append([start, start + len(word), page, x, y, x + len(word) * 52, y + 110])
            at += len(word) + 1
        offset += len(line) + 1
    stored = {
        "format": FORMAT,
        "file_format": "pdf",
        "pages": [[612.0, 792.0]] * (page + 1),
        "places": places,
        "lines": [],
        "hidden": [],
        "notes": [],
        "title": "",
        "structured": "",
    }
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))


def notes_of(person: Person) -> str:
    """The quality notes of a document as the store keeps them."""
    return json.dumps([["suggestion", person.flaw, "Seen while reading."]] if person.flaw else [])
