"""The inbox folder: what is put there is imported by itself.

A file is taken once its size and time stand still between two looks, so that a copy under way is left alone.
What was taken moves to ``inbox/taken/<batch>/``; nothing is deleted.
"""

from __future__ import annotations

from pathlib import Path

from appliance.foundation.contracts.accounts import SYSTEM_WORKER
from appliance.recruiting.intake.service import Intake

TAKEN = "taken"
Stamp = tuple[int, int]


class Inbox:
    def __init__(self, folder: Path, intake: Intake) -> None:
        self._folder = folder
        self._intake = intake
        self._seen: dict[Path, Stamp] = {}

    def look(self) -> str:
        """Import what has come to rest; the batch's id, or "" when there is nothing."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        now = {path: self._stamp(path) for path in self._arrivals()}
        rested = [path for path, stamp in now.items() if self._seen.get(path) == stamp]
        # one arrival still being copied holds the others back: they belong to one batch
        whole = bool(rested) and len(rested) == len(now)
        self._seen = {} if whole else now
        return self._take(rested) if whole else ""

    def _arrivals(self) -> list[Path]:
        return sorted(p for p in self._folder.iterdir() if p.name != TAKEN and not p.name.startswith("."))

    def _stamp(self, path: Path) -> Stamp:
        """Sum of sizes and the latest change below a file or folder."""
        paths = [path, *path.rglob("*")] if path.is_dir() and not path.is_symlink() else [path]
        states = [p.lstat() for p in paths]
        return sum(s.st_size for s in states), max(s.st_mtime_ns for s in states)

    def _take(self, paths: list[Path]) -> str:
        batch = self._intake.begin(SYSTEM_WORKER, f"Inbox: {paths[0].name}", "inbox")
        self._intake.add_paths(batch.id, paths)
        self._intake.seal(SYSTEM_WORKER, batch.id)
        taken = self._folder / TAKEN / batch.id
        taken.mkdir(mode=0o700, parents=True)
        for path in paths:
            path.rename(taken / path.name)
        return batch.id
