"""Everything a person can name has its line in the documentation."""

import re
import subprocess
import sys
from pathlib import Path

from appliance.foundation.kernel.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


def test_the_reference_says_what_the_program_says():
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(ROOT / "packaging/reference.py"), "--check"],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_setting_has_its_line():
    text = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"| `{name}` |" not in text] == []


def test_the_readme_is_short_and_its_links_lead_somewhere():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 150
    import re

    links = re.findall(r"\]\((?!http)([^)#]+)\)", text)
    assert len(links) > 5
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_make_help_lists_every_target():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    shown = subprocess.run(["make", "help"], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    wanted = [
        "demo",
        "test",
        "bench",
        "lint",
        "types",
        "wheels",
        "check-offline",
        "build",
        "bundle",
        "screenshots",
        "clean",
    ]
    assert [t for t in wanted if f"make {t} " not in shown] == []
    assert all(f"\n{t}:" in makefile for t in wanted)
    assert len(shown.splitlines()) <= 40


def test_every_picture_is_shown_by_a_page_beside_it_and_none_is_missing():
    for folder in ("use", "operate"):
        text = "".join(p.read_text() for p in (ROOT / "docs" / folder).glob("*.md"))
        shown = set(re.findall(r"!\[[^\]]+\]\(([^)/]+\.png)\)", text))
        assert shown == {p.name for p in (ROOT / "docs" / folder).glob("*.png")}


def test_errors_name_their_values_plainly():
    """Values are put in by name alone: {name!r} or {name:.1f} would be shown as they stand."""
    text = (ROOT / "docs/reference/errors.md").read_text(encoding="utf-8")
    assert [
        found for found in re.findall(r"\{[^}|]*\}", text) if not re.fullmatch(r"\{[a-z_]+\}", found)
    ] == []
