"""The shape of the program: who may import whom, how large a file may be, where SQL may stand, what is kept."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPLIANCE = ROOT / "appliance"

FOUNDATION = ["kernel", "contracts", "observability", "jail", "store", "audit", "work", "packets"]
ENGINES = ["knowledge", "fulltext", "reading"]
RECRUITING = [
    "accounts", "organisation", "candidates", "requisitions", "applications", "search", "intake",
    "matching", "hiring", "transfer", "privacy", "reports",
]  # fmt: skip
CORE = {"kernel", "contracts", "observability"}
BASE = CORE | {"store", "audit", "work"}

ALLOWED: dict[str, set[str]] = {
    "kernel": set(),
    "contracts": {"kernel"},
    "observability": {"kernel", "contracts"},
    "jail": CORE,
    "store": CORE,
    "audit": CORE | {"store"},
    "work": CORE | {"store", "audit"},
    "packets": CORE,
    "knowledge": {"kernel", "contracts"},
    "fulltext": CORE | {"knowledge"},
    "reading": {"kernel", "contracts", "knowledge"},
    "accounts": BASE,
    "organisation": BASE | {"knowledge"},
    "candidates": BASE | {"knowledge", "accounts", "organisation"},
    "requisitions": BASE | {"knowledge", "accounts", "organisation"},
    "applications": BASE | {"accounts", "organisation", "candidates", "requisitions"},
    "search": BASE
    | {"knowledge", "fulltext", "accounts", "organisation", "candidates", "requisitions", "applications"},
    "intake": BASE
    | {
        "jail",
        "reading",
        "knowledge",
        "accounts",
        "organisation",
        "candidates",
        "requisitions",
        "applications",
    },
    "matching": BASE
    | {
        "knowledge",
        "fulltext",
        "accounts",
        "organisation",
        "candidates",
        "requisitions",
        "applications",
        "search",
    },
    "hiring": BASE | {"accounts", "organisation", "candidates", "requisitions", "applications"},
    "transfer": BASE
    | {"packets", "accounts", "organisation", "candidates", "requisitions", "applications", "intake"},
    "privacy": BASE | {"accounts", "organisation", "candidates", "requisitions", "applications"},
    "reports": BASE | {"accounts", "organisation"},
    "lifecycle": BASE | {"jail", "packets"},
}
ALLOWED["wiring"] = set(FOUNDATION) | set(ENGINES) | set(RECRUITING) | {"lifecycle"}
ALLOWED["selftest"] = set(FOUNDATION) | set(ENGINES) | {"lifecycle"}
# the doors see public faces, never the store, never each other
DOOR = (CORE | {"audit", "work", "jail", "wiring", "lifecycle", "knowledge"}) | set(RECRUITING)
ALLOWED["http"] = set(DOOR)
for _door in ("web", "api"):
    ALLOWED[_door] = DOOR | {"http"}
ALLOWED["worker"] = set(DOOR)
ALLOWED["cli"] = DOOR | {"reading", "selftest"}
ALLOWED["reading_host"] = {"jail", "reading"}
ALLOWED["entry"] = {"main", "reading_host"}
ALLOWED["main"] = {"web", "api", "worker", "cli", "wiring", "http", "lifecycle"} | CORE

FLOORS = {"foundation": FOUNDATION, "engines": ENGINES, "recruiting": RECRUITING}


def package_of(path: Path) -> str:
    """The package a file belongs to, by the folder that names it."""
    parts = path.relative_to(APPLIANCE).with_suffix("").parts
    if parts[0] in FLOORS or parts[0] == "doors":
        return parts[1]
    return parts[0]


def imported(path: Path) -> list[tuple[int, str, str]]:
    """(line, package, dotted name) of every import of our own code."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{a.name}" for a in node.names]
        elif isinstance(node, ast.Import):
            names = [a.name for a in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] != "appliance" or len(parts) < 2:
                continue
            inner = parts[2] if parts[1] in FLOORS or parts[1] == "doors" else parts[1]
            found.append((node.lineno, inner, name))
    return found


def sources() -> list[Path]:
    return [
        p
        for p in sorted(APPLIANCE.rglob("*.py"))
        if p.name != "__init__.py" or len(p.relative_to(APPLIANCE).parts) > 2
    ]


def test_every_import_is_in_the_table():
    wrong = []
    for path in sources():
        own = package_of(path)
        for line, package, name in imported(path):
            if package != own and package not in ALLOWED.get(own, set()):
                wrong.append(f"{path.relative_to(ROOT)}:{line} {own} imports {name}")
    assert wrong == []


def test_the_table_has_no_circle():
    def reaches(start: str, goal: str, seen: set[str]) -> bool:
        return any(
            n == goal or (n not in seen and reaches(n, goal, seen | {n})) for n in ALLOWED.get(start, set())
        )

    assert [name for name in ALLOWED if reaches(name, name, set())] == []


def test_nobody_imports_the_private_records_of_another():
    wrong = []
    for path in sources():
        for line, package, name in imported(path):
            private = any(p.startswith("_") and p != "__init__" for p in name.split(".")[1:])
            if private and package != package_of(path):
                wrong.append(f"{path.relative_to(ROOT)}:{line} {name}")
    assert wrong == []


def test_no_file_is_over_500_lines():
    files = [p for base in ("appliance", "packaging", "tests") for p in (ROOT / base).rglob("*.py")]
    assert len(files) > 20
    assert [str(p) for p in files if len(p.read_text(encoding="utf-8").splitlines()) > 500] == []


def names_imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {a.name.split(".")[0] for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module.split(".")[0])
    return names


def test_whoosh_stays_in_fulltext_and_flask_in_the_doors():
    wrong = []
    for path in sources():
        names = names_imported(path)
        if "whoosh" in names and package_of(path) != "fulltext":
            wrong.append(f"{path.relative_to(ROOT)} imports whoosh")
        if names & {"flask", "werkzeug", "waitress"} and "doors" not in path.parts:
            wrong.append(f"{path.relative_to(ROOT)} imports flask")
    assert wrong == []


SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE)\b",
    re.S,
)


def test_sql_stands_only_in_store_records_and_reports():
    wrong = []
    for path in sources():
        if package_of(path) in {"store", "reports"} or path.name == "_records.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert wrong == []


BANNED = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}


def test_no_file_is_called_by_a_name_that_says_nothing():
    names = [p for p in APPLIANCE.rglob("*") if p.stem in BANNED]
    assert names == []


def test_only_plain_files_that_are_not_ignored_are_kept():
    """A link to a folder beside the tree works for whoever made it and stops every fresh clone."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone: there is nothing to ask what is kept")

    def kept(*options: str) -> list[str]:
        command = ["git", "-C", str(ROOT), "ls-files", "-z", *options]
        printed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
        return [row for row in printed.split("\0") if row]

    assert len(kept("--stage")) > 500
    assert [row for row in kept("--stage") if not row.startswith("100")] == []
    assert kept("--cached", "--ignored", "--exclude-standard") == []
