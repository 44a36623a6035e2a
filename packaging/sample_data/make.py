"""Write the sample set: python packaging/sample_data/make.py [FOLDER]; the same bytes every time."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from fictional import catalogue, forms, gold, people, posting_forms, postings, sheet

FILES = Path(__file__).with_name("files")


def write_lines(path: Path, rows: list[dict[str, Any]]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8", newline="\n")


def write_resumes(folder: Path) -> list[dict[str, Any]]:
    """All résumé files; returns their gold lines."""
    everybody = people.load()
    vocabulary = sorted(
        {skill for person in everybody.values() for _, items in person.skills for skill in items}
    )
    rows = []
    for plan in catalogue.RESUMES:
        person = everybody[plan.person]
        content = forms.WRITERS[plan.form][plan.layout](sheet.compose(person, plan))
        (folder / f"{plan.stem}.{plan.form}").write_bytes(content)
        rows.append(gold.resume_line(person, plan, vocabulary))
    for copy, original in catalogue.COPIES:
        plan = next(plan for plan in catalogue.RESUMES if plan.stem == original)
        (folder / f"{copy}.{plan.form}").write_bytes((folder / f"{original}.{plan.form}").read_bytes())
        row = next(row for row in rows if row["id"] == original)
        rows.append({**row, "id": copy, "trap": f"the same bytes as {original}"})
    return rows


def write_postings(folder: Path) -> list[dict[str, Any]]:
    """All posting files; returns their gold lines."""
    rows = []
    for posting in postings.load():
        suffix, writer = posting_forms.WRITERS[posting.form]
        (folder / f"{posting.key}.{suffix}").write_bytes(writer(posting))
        rows.append(postings.gold_line(posting))
    return rows


def match_lines() -> list[dict[str, Any]]:
    """For each posting, who should be found."""
    files: dict[str, list[str]] = {}
    for plan in catalogue.RESUMES:
        files.setdefault(plan.person, []).append(plan.stem)
    return [postings.match_line(posting, files) for posting in postings.load()]


def make(folder: Path) -> None:
    """Everything into `folder`: resumes/, postings/ and the gold files."""
    for name in ("resumes", "postings"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    write_lines(folder / "gold.jsonl", write_resumes(folder / "resumes"))
    write_lines(folder / "gold_postings.jsonl", write_postings(folder / "postings"))
    write_lines(folder / "gold_matches.jsonl", match_lines())


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", nargs="?", type=Path, default=FILES)
    make(arguments.parse_args().folder)


if __name__ == "__main__":
    main()
