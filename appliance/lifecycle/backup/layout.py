"""What a backup holds, by the names inside it, and where these lie in a data directory.

Not in it: the index (derived), logs, the inbox (not taken in yet), and backups.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

KIND = "backup"
SUFFIX = ".muster-backup"
MAKING = ".making-"
DATABASE = "muster.db"
SETTINGS = "muster.toml"
KEYS = "keys/"
FILES = "files/"


def backups_folder(data: Path, chosen: Path | None) -> Path:
    """Where backups are kept: the place chosen in the settings; else beside the generations (docs/formats/generations.md)
    when the data directory is one of them, else inside it.
    """
    if chosen is not None:
        return chosen
    root = generations_root(data)
    return (data if root == data else root) / "backups"


def generations_root(data: Path) -> Path:
    """The folder that holds the generations, when the data directory is one of them; else the directory as given."""
    real = data.resolve()
    number = real.name.removeprefix("gen-")
    managed = number != real.name and number.isdigit() and (real.parent / "current").exists()
    return real.parent if managed else data


def key_files(data: Path) -> Iterator[tuple[str, Path]]:
    """(name inside, path) of every key file."""
    yield from _below(data, "keys")


def stored_files(data: Path) -> Iterator[tuple[str, Path]]:
    """(name inside, path) of every document, still encrypted; what is just being written is passed over."""
    yield from _below(data, "files")


def _below(data: Path, folder: str) -> Iterator[tuple[str, Path]]:
    for path in sorted((data / folder).rglob("*")):
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            yield str(path.relative_to(data)), path
