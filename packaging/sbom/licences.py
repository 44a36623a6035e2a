"""The folder licenses/: one file for each part that has texts of its own, and an index that names the hard ones."""

from __future__ import annotations

import re

from parts import Part, choose
from sources import Unknown, Wheelhouse

COVERED_BY = {
    "(MIT OR Apache-2.0) AND Unicode-3.0": ("Apache-2.0", "Unicode-3.0"),
    "(MIT OR Apache-2.0) AND Unicode-DFS-2016": ("Apache-2.0", "Unicode-3.0"),
    "Unlicense OR MIT": ("MIT",),
}


def folder(parts: list[Part], wheels: Wheelhouse) -> dict[str, bytes]:
    """File name → content. Raises Unknown for a part without a text."""
    made: dict[str, bytes] = {}
    crates = [part for part in parts if part.kind == "crate"]
    for part in parts:
        if part.kind == "crate":
            continue
        if not part.texts:
            raise Unknown(f"{part.name} comes without the text of its licence")
        made[file_of(part)] = b"".join(
            f"==== {part.name} {part.version}: {name}\n\n".encode() + text.strip() + b"\n\n"
            for name, text in part.texts
        )
    made["rust-crates.txt"] = _crates(crates, wheels)
    made["INDEX.txt"] = _index(parts).encode()
    return made


def file_of(part: Part) -> str:
    """The file its licence is in."""
    if part.kind == "crate":
        return "rust-crates.txt"
    return (
        re.sub(r"[^A-Za-z0-9.+-]+", "-", f"{part.name}-{part.within}" if part.within else part.name).strip(
            "-."
        )
        + ".txt"
    )


def needed(licence: str) -> tuple[str, ...]:
    """The standard texts a crate's expression asks for."""
    return COVERED_BY.get(licence) or (choose(licence),)


def _crates(crates: list[Part], wheels: Wheelhouse) -> bytes:
    lines = [
        "Rust crates compiled into Python packages. The copyright of each is its authors'; its address is in the SBOM.\n"
    ]
    lines += [
        f"{p.name} {p.version} (in {p.within}): {p.licence}"
        for p in sorted(crates, key=lambda p: (p.name, p.version, p.within))
    ]
    text = ("\n".join(lines) + "\n\n").encode()
    for name in sorted({one for p in crates for one in needed(p.licence)}):
        found = wheels.standard(name)
        text += f"==== {name}\n\n".encode() + found.strip() + b"\n\n"
    return text


def _index(parts: list[Part]) -> str:
    lines = ["What Muster consists of, under which licence, and the file with its text.\n"]
    for part in sorted(parts, key=lambda p: (p.name.lower(), p.version, p.within)):
        chosen = choose(part.licence)
        taken = "" if chosen == part.licence else f"   (taken: {chosen})"
        lines.append(f"{part.name} {part.version}: {part.licence}{taken}   {file_of(part)}")
    lines.append(
        "\nUnder the GPL with an exception that allows this use, whatever the licence of the whole:\n"
    )
    lines += [
        f"  {p.name} {p.version}: {p.licence}"
        for p in parts
        if "GPL" in choose(p.licence) and " WITH " in p.licence
    ]
    lines.append("\nUnder the LGPL, each a shared library in a file of its own that can be replaced:\n")
    lines += [
        f"  {p.name} {p.version}: {', '.join(sorted(p.files))}"
        for p in parts
        if choose(p.licence).startswith("LGPL")
    ]
    return "\n".join(lines) + "\n"
