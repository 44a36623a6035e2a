"""``muster compare`` as its users start it: one pair, many pairs, and pairs that cannot be read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
POSTING = """Backend Engineer
Example Systems
Boston, MA

Requirements
- 3+ years of Python
- PostgreSQL
- Kubernetes or Docker
- You love the sea and everything that swims in it, in every weather.
"""
RESUME = """{name}
{mail} | Boston, MA
Experience
Backend Engineer, Example Works, Jan 2018 - Dec 2023
- Built services in Python{more}
Skills
{skills}
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pairs")
    (folder / "posting.txt").write_text(POSTING)
    for n, (skills, more) in enumerate((("Python, PostgreSQL, Docker", ""), ("Python, Docker", ""))):
        text = RESUME.format(name="Casey Placeholder", mail=f"casey{n}@example.com", skills=skills, more=more)
        (folder / f"resume{n}.txt").write_text(text)
    (folder / "empty.txt").write_text("")
    return folder


def compare(folder, *arguments, given=""):
    return subprocess.run(
        [sys.executable, "-m", "appliance.entry", "compare", *arguments, "--accept-missing-layers"],
        cwd=folder, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin"}, capture_output=True, text=True, input=given,
        timeout=110, check=False,
    )  # fmt: skip


def test_one_pair_is_one_document(files):
    done = compare(files, "posting.txt", "resume0.txt", "--json")
    found = json.loads(done.stdout)
    text = (files / "resume0.txt").read_text()
    assert done.returncode == 0, done.stderr
    assert [f["finding"] for f in found["findings"] if f["kind"] == "skill"] == ["met", "met", "met"]
    for row in found["findings"]:
        for quote in row["quotes"]:
            assert quote["start"] < 0 or text[quote["start"] : quote["end"]] == quote["text"]
    assert found["missing"] == []


def test_many_pairs_are_a_line_each_and_a_gap_is_named(files):
    pairs = "posting.txt\tresume0.txt\nposting.txt\tresume1.txt\n\nposting.txt\tempty.txt\n"
    done = compare(files, "--pairs", "-", "--jsonl", given=pairs)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, len(rows)) == (4, 3), done.stderr
    assert [r.get("missing") for r in rows] == [[], ["PostgreSQL"], None]
    assert rows[0]["score"]["total"] > rows[1]["score"]["total"]
    assert rows[2]["error"]["code"] == "bad_input"


def test_what_is_no_pair_is_refused(files):
    done = compare(files, "--pairs", "-", given="posting.txt resume0.txt\n")
    assert done.returncode == 2
    assert "Line 1" in done.stderr
    assert compare(files, "posting.txt").returncode == 2
