"""Write many small résumés for benchmarks: python packaging/sample_data/many.py OUT --count 1200 --seed 1.

Each is a variant of a sample résumé with another name, e-mail, phone, city, dates, numbers and order of skills, mostly
as PDF. The same count and seed give the same files. ``--gold FILE`` also writes what a perfect reader finds in them;
``--varied`` also changes the language of the months, groups titles under their employer and sets names in capitals.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tomllib
from dataclasses import replace
from pathlib import Path

from fictional import forms, gold, people, sheet
from fictional.people import Job, Person

NAMES = tomllib.loads((Path(people.__file__).with_name("names.toml")).read_text(encoding="utf-8"))
FIRST: list[str] = NAMES["first"].split()
LAST: list[str] = NAMES["last"].split()
CITIES: list[str] = NAMES["cities"].strip().splitlines()

# weights of (form, layout); pictures and embedded fonts are left out, they measure something else
SHARES: tuple[tuple[int, str, tuple[str, ...]], ...] = (
    (70, "pdf", ("classic", "modern", "compact", "stack", "banner", "letterhead", "typewriter", "two_columns", "grid",
                 "boxes", "sidebar_dark", "sidebar_late", "sidebar_right", "dingbats")),
    (12, "docx", ("plain", "functional", "table", "page_header", "text_box", "side_table")),
    (4, "odt", ("plain", "table", "framed", "page_header")),
    (4, "rtf", ("plain", "table")),
    (4, "eml", ("pdf", "docx", "rtf")),
    (3, "html", ("semantic", "table", "saved")),
    (3, "txt", ("plain", "indented", "shouting")),
)  # fmt: skip
DATES = ("short", "long", "dotted", "slash", "iso", "years")
LABELS = ("plain", "formal", "career", "work")
LANGUAGES = ("en", "en", "de", "fr", "es", "pt", "nl")
OPTIONS: tuple[tuple[str, ...], ...] = ((), (), ("grouped",), ("caps",), ("grouped", "caps", "a4"))
NUMBER = re.compile(r"(?<= )\d{2,6}(?= [a-z])")


def full_names(count: int, chance: random.Random) -> list[str]:
    """`count` distinct names; beyond all pairs, middle initials tell them apart."""
    pairs = len(FIRST) * len(LAST)
    order = chance.sample(range(pairs), pairs)
    names = []
    for k in range(count):
        pick, turn = order[k % pairs], k // pairs
        middle = f" {chr(64 + turn)}." if turn else ""
        names.append(f"{FIRST[pick // len(LAST)]}{middle} {LAST[pick % len(LAST)]}")
    return names


def phone(index: int) -> str:
    """A phone number in the range kept for fiction; distinct for the first 54,000 or so."""
    areas = [area for area in range(201, 990) if area % 100 != 11 and area // 10 % 10 != 9]
    return f"({areas[index // 100 % len(areas)]}) 555-01{index % 100:02d}"


def earlier(value: str, months: int) -> str:
    if value == "present":
        return value
    year, month = (int(part) for part in value.split("-"))
    total = year * 12 + month - 1 - months
    return f"{total // 12}-{total % 12 + 1:02d}"


def varied_job(job: Job, months: int, chance: random.Random) -> Job:
    """The position some months earlier, its bullets in another order and with other numbers."""

    def other(found: re.Match[str]) -> str:
        return str(max(2, round(int(found.group()) * chance.uniform(0.7, 1.5))))

    lines = [NUMBER.sub(other, line) for line in job.bullets]
    chance.shuffle(lines)
    start = earlier(job.start, months)
    return replace(job, bullets=tuple(lines), start=start, end=earlier(job.end, months))


def variant(base: Person, name: str, index: int, chance: random.Random) -> Person:
    """Another person with about the same career."""
    months = chance.randrange(36)
    jobs = tuple(varied_job(job, months, chance) for job in base.jobs)
    groups = []
    for group, items in base.skills:
        found = list(items)
        chance.shuffle(found)
        if len(found) > 4 and chance.random() < 0.5:
            found.pop()
        groups.append((group, tuple(found)))
    words = re.sub(r"[^a-z]+", ".", name.lower()).strip(".")
    return replace(
        base,
        name=name,
        native_name="",
        email=f"{words}.{index}@example.com",
        phone=phone(index),
        city=chance.choice(CITIES),
        links=(),
        jobs=jobs,
        skills=tuple(groups),
    )


def write(folder: Path, count: int, seed: int, *, varied: bool = False) -> list[str]:
    """The files, numbered, into `folder`; answers a gold line for each (its scan-free text says all of it)."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    bases = [person for person in people.load().values() if person.key != "harriet"]
    names = full_names(count, chance)
    weights = [share for share, _, _ in SHARES]
    vocabulary = gold.distinct([s for person in bases for _, items in person.skills for s in items])
    lines = []
    for index in range(count):
        _, form, layouts = chance.choices(SHARES, weights)[0]
        plan = sheet.Plan(
            f"{index:05d}_{names[index].split()[-1].lower()}",
            "",
            form,
            chance.choice(layouts),
            chance.choice(DATES),
            labels=chance.choice(LABELS),
        )
        if varied:
            plan = replace(plan, language=chance.choice(LANGUAGES), options=chance.choice(OPTIONS))
        person = variant(chance.choice(bases), names[index], index, chance)
        content = forms.WRITERS[form][plan.layout](sheet.compose(person, plan))
        (folder / f"{plan.stem}.{form}").write_bytes(content)
        lines.append(json.dumps(gold.resume_line(person, plan, vocabulary), ensure_ascii=False) + "\n")
    return lines


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--count", type=int, default=1200)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--gold", type=Path, help="file for the gold lines")
    arguments.add_argument(
        "--varied", action="store_true", help="languages of months, grouped titles, capitals"
    )
    chosen = arguments.parse_args()
    lines = write(chosen.folder, chosen.count, chosen.seed, varied=chosen.varied)
    if chosen.gold:
        chosen.gold.write_text("".join(lines), encoding="utf-8")
    print(f"{chosen.count} files in {chosen.folder}")


if __name__ == "__main__":
    main()
