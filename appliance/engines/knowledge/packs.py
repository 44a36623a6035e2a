"""Reading the packs: plain text, one term a line; see docs/formats/knowledge.md."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from importlib import resources
from typing import NamedTuple

PACK_VERSION = "2"
SKILL_FILES = (
    "software",
    "data",
    "cloud",
    "security",
    "engineering",
    "production",
    "business",
    "health",
    "creative",
)
TITLE_FILES = ("technology", "engineering", "business", "people")
OTHER_FILES = (
    "certifications", "clearances", "degrees", "field_relations", "fields", "languages", "organisations", "places",
    "sections", "title_words",
)  # fmt: skip
_SECTION = re.compile(r"==\s*(.+?)\s*==\s*(.*)")


class Row(NamedTuple):
    """One line of a pack: its cells, and the section it stands in with that section's defaults."""

    section: str
    defaults: tuple[str, ...]
    cells: tuple[str, ...]

    def cell(self, number: int) -> str:
        """A cell, "" when the line ends before it."""
        return self.cells[number] if number < len(self.cells) else ""

    def items(self, number: int) -> tuple[str, ...]:
        """A cell that holds several values, separated by ``;``."""
        return split_items(self.cell(number))


def split_items(cell: str) -> tuple[str, ...]:
    """``"a; b"`` → ``("a", "b")``."""
    return tuple(item.strip() for item in cell.split(";") if item.strip())


def pack_bytes(name: str) -> bytes:
    """The bytes of a pack file by its name without suffix (``skills/data``)."""
    return (
        resources.files("appliance.engines.knowledge")
        .joinpath("packs", *f"{name}.txt".split("/"))
        .read_bytes()
    )


def rows(name: str) -> Iterator[Row]:
    """The lines of a pack; ``#`` at the start of a line is a remark, ``== section == defaults`` opens a section."""
    section = ""
    defaults: tuple[str, ...] = ()
    for line in pack_bytes(name).decode("utf-8").splitlines():
        bare = line.strip()
        if not bare or bare.startswith("# "):
            continue
        heading = _SECTION.match(bare)
        if heading:
            section, defaults = heading[1], split_items(heading[2])
            continue
        yield Row(section, defaults, tuple(cell.strip() for cell in bare.split("|")))


def pack_names() -> tuple[str, ...]:
    """Every pack file, in the order in which the version counts them."""
    return (
        *(f"skills/{name}" for name in SKILL_FILES),
        *(f"titles/{name}" for name in TITLE_FILES),
        *OTHER_FILES,
    )


def content_hash() -> str:
    """SHA-256 over all packs, in hexadecimal."""
    total = hashlib.sha256()
    for name in pack_names():
        content = pack_bytes(name)
        total.update(f"{name} {len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()
