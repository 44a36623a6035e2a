"""Untrusted names and folders: made fit to show, never used as paths."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

MAX_NAME = 180
MAX_FILES = 100_000
MAX_DEPTH = 32


def shown_name(untrusted_name: str) -> str:
    """A name for people: no folders above, no control, format or direction characters, at most 180 characters."""
    text = unicodedata.normalize("NFC", untrusted_name.replace("\\", "/"))
    parts = [p for p in text.split("/") if p not in ("", ".", "..")]
    clean = "".join(c if unicodedata.category(c)[0] != "C" else "\ufffd" for c in "/".join(parts))
    if len(clean) > MAX_NAME:
        clean = "…" + clean[-MAX_NAME + 1 :]
    return clean or "unnamed"


class Found(NamedTuple):
    """A file on a stick or in a folder: its name for people, and a way to open it, or why it was left."""

    name: str
    path: Path
    refusal: str


def walk(roots: list[Path]) -> Iterator[Found]:
    """Every file below the given files and folders, in name order. Links are named and not followed."""
    count = 0
    for root in roots:
        base = root.parent if not root.is_dir() else root
        for path, refusal in _walk(root, 0):
            count += 1
            if count > MAX_FILES:
                yield Found(shown_name(path.name), path, "too_many_files")
                return
            try:
                name = str(path.relative_to(base))
            except ValueError:
                name = path.name
            yield Found(shown_name(os.fsencode(name).decode("utf-8", "replace")), path, refusal)


def _walk(path: Path, depth: int) -> Iterator[tuple[Path, str]]:
    try:
        mode = path.lstat().st_mode
    except OSError:
        yield path, "unreadable_bytes"
        return
    if stat.S_ISLNK(mode):
        yield path, "link"
    elif stat.S_ISREG(mode):
        yield path, ""
    elif not stat.S_ISDIR(mode):
        yield path, "special_file"
    elif depth >= MAX_DEPTH:
        yield path, "too_deep"
    else:
        try:
            entries = sorted(path.iterdir())
        except OSError:
            yield path, "unreadable_bytes"
            return
        for entry in entries:
            if entry.name.startswith(".") or entry.name == "__MACOSX":
                continue
            yield from _walk(entry, depth + 1)


def read_regular(path: Path, limit: int) -> bytes:
    """At most ``limit`` + 1 bytes of a regular file, never through a link or from a pipe. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(0, "not a regular file")
        return file.read(limit + 1)
