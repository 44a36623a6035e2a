"""The threat model promises nothing without a test."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MODEL = (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
NAME = re.compile(r"`(test_\w+)`")


def names_of_tests() -> set[str]:
    names = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return names


def test_every_test_named_in_the_threat_model_exists():
    named = NAME.findall(MODEL)
    assert len(named) >= 40
    assert sorted(set(named) - names_of_tests()) == []


def test_every_mitigation_names_its_test():
    rows = [line for line in MODEL.splitlines() if line.startswith("|") and not line.startswith("|--")]
    attacks = [
        row for row in rows if row.count("|") == 4 and not row.startswith(("| attack", "| event", "| actor"))
    ]
    actors = [
        row
        for row in attacks
        if row.split("|")[1].strip().endswith(("administrator", "recruiter", "manager", "user", "file"))
    ]
    assert [row for row in attacks if row not in actors and not NAME.search(row)] == []
