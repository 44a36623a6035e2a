"""Look through a backup, or rehearse its restore, in a place that is cleared away again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from appliance.foundation.contracts.accounts import SYSTEM_WORKER
from appliance.foundation.store import Store
from appliance.lifecycle.backup import layout
from appliance.lifecycle.backup.checking import Opened, unpack
from appliance.lifecycle.backup.making import alone
from appliance.lifecycle.restore import fill


@dataclass(frozen=True, slots=True)
class Drilled:
    """A restore that was rehearsed: rows by table and the end of the audit log are those of the backup."""

    name: str
    counts: dict[str, int]
    log: tuple[int, str]
    documents: int
    migrated: tuple[str, ...]


def look_through(
    path: Path, secrets: Sequence[str], signers: Collection[str], store: Store, beside: Path
) -> Opened:
    """Open a backup and check all of it; what was unpacked is removed again."""
    with _scratch(beside) as scratch:
        return unpack(path, secrets, scratch, store.clock, signers=signers)


def rehearse(
    path: Path, secrets: Sequence[str], signers: Collection[str], store: Store, beside: Path
) -> Drilled:
    """Do everything a restore does but the switch."""
    with _scratch(beside) as scratch:
        filled = fill(path, secrets, scratch, store.clock, SYSTEM_WORKER, signers=signers)
        return Drilled(
            path.name, filled.opened.counts, filled.opened.log, filled.opened.documents, filled.migrated
        )


@contextmanager
def _scratch(beside: Path) -> Iterator[Path]:
    beside.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone(beside):
        place = Path(tempfile.mkdtemp(prefix=layout.MAKING, dir=beside))
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)
