"""A generation pins one release of the program and one data directory together; one rename switches both.

::

    PROGRAM/  releases/<sequence>-<version>/      the program, immutable
              generations/<n>/release ->          ../../releases/<sequence>-<version>
              generations/<n>/data    ->          DATA/gen-<n>
              generations/<n>/generation.json     kind, origin, state, reason
              generations/last                    the highest number ever given
              active -> generations/<n>           what runs: the only name a switch changes
              proven -> generations/<n>           what ran well: where ``recover`` goes back to
              lock                                held (flock) by whoever changes something
    DATA/     gen-<n>/                            muster.db, files/, keys/ …; DATA itself may be a mount point
              gen-<n>.new/                        being made
              current                             the number of the proven generation, for a program installed anew
              backups/                            belongs to no generation

How a restore or an upgrade uses it (every step may be the last one before the power goes)::

    places = Generations(program, data)
    with places.changing("restore") as change:        # lock, recover, number, empty folder
        fill(change.data)                             # the draft: DATA/gen-<n>.new, mode 0700
        change.switch(places.active().release)        # durable, then one rename: active -> generations/<n>
        if not healthy(change.data):                  # now DATA/gen-<n>
            raise Unhealthy(...)                      # leaving by any exception switches back and notes why
        change.prove()                                # proven -> generations/<n>

Leaving the block without ``prove`` switches back too. A process that is killed in the block leaves ``active`` and
``proven`` apart or a draft behind; ``recover``, which runs before every start, then goes back to the proven one. See
docs/formats/generations.md.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from appliance.foundation.kernel.clock import Clock, SystemClock, from_iso, iso
from appliance.foundation.kernel.errors import MusterError
from appliance.foundation.kernel.files import sync_folder, write_atomically

FORMAT = 1
KEEP = timedelta(days=14)
"""How long the generation before the active one can be gone back to."""
DRAFT = ".new"
MADE, PROVEN, LEFT, FAILED = "made", "proven", "left", "failed"
Reached = Callable[[str], None]


class ChangeUnderWay(MusterError):
    code = "change_under_way"
    message = "Another install, upgrade, restore or rollback is under way."
    hint = "Wait until it has ended, then try again."
    http_status = 503
    exit_code = 5


class NothingInstalled(MusterError):
    code = "nothing_installed"
    message = "There is no installation at {program}."
    hint = "Run `sh install.sh` from the stick first, or name the place with --prefix."
    http_status = 503
    exit_code = 2


@dataclass(frozen=True)
class Generation:
    """One release with one data directory. ``number`` rises and is never given twice."""

    number: int
    release: Path
    data: Path
    kind: str = ""
    origin: int = 0
    """The generation it was made from; 0 = none."""
    state: str = MADE
    reason: str = ""
    made_at: str = ""
    left_at: str = ""


@dataclass
class Change:
    """What is being made: fill ``data``, then ``switch``, then ``prove``."""

    places: Generations
    kind: str
    number: int
    data: Path
    origin: int
    switched: bool = False
    proved: bool = False
    notes: dict[str, Any] = field(default_factory=dict)

    def switch(self, release: Path) -> Path:
        """Make the draft durable and let it run with ``release``; the new data directory."""
        self.data = self.places._adopt(self, release)  # noqa: SLF001 - a change is the other half of its generations
        self.places._point("active", self.number)  # noqa: SLF001
        self.switched = True
        return self.data

    def switch_to(self, generation: Generation) -> None:
        """Let an older generation run again instead of filling a draft."""
        self.number, self.data = generation.number, generation.data
        self.places._point("active", self.number)  # noqa: SLF001
        self.switched = True

    def prove(self) -> None:
        """It ran well: from here on ``recover`` goes to this one."""
        self.places._prove(self.number, self.origin)  # noqa: SLF001
        self.proved = True


class Generations:
    """The generations under one program folder and one data folder; both exist or are made."""

    def __init__(
        self, program: Path, data: Path, clock: Clock | None = None, reached: Reached | None = None
    ) -> None:
        """``reached`` is called with the name of each step once it is durable: tests kill there."""
        self.program, self.root = program, data
        self._clock = clock or SystemClock()
        self.reached: Reached = reached or (lambda _: None)

    @property
    def releases(self) -> Path:
        return self.program / "releases"

    @property
    def backups(self) -> Path:
        """Where backups lie: beside the generations, so that none of them takes its backups along."""
        return self.root / "backups"

    def active(self) -> Generation | None:
        """What runs."""
        return self._pointed("active")

    def proven(self) -> Generation | None:
        """What ran well the last time."""
        return self._pointed("proven")

    def listed(self) -> list[Generation]:
        """Every generation that is still there, oldest first."""
        folder = self.program / "generations"
        if not folder.is_dir():
            return []
        return [self._read(n) for n in sorted(int(p.name) for p in folder.iterdir() if p.name.isdigit())]

    def previous(self) -> Generation | None:
        """The generation to go back to: the one the active one was made from, or the newest older one with data."""
        active = self.active()
        older = [g for g in self.listed() if active and g.number < active.number and _fit(g)]
        origin = [g for g in older if active and g.number == active.origin]
        found = origin or older
        return found[-1] if found else None

    @contextmanager
    def locked(self, wait: float = 0) -> Iterator[None]:
        """Hold the lock; the kernel lets go of it when the process dies. Raises ChangeUnderWay after ``wait`` seconds."""
        _make(self.program)
        descriptor = os.open(self.program / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        end = time.monotonic() + wait
        try:
            while True:
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError as error:
                    if time.monotonic() >= end:
                        raise ChangeUnderWay from error
                    time.sleep(0.05)
            yield
        finally:
            os.close(descriptor)

    @contextmanager
    def changing(self, kind: str, wait: float = 0) -> Iterator[Change]:
        """Make the next generation; see the module. ``kind``: install, upgrade, restore, rollback.

        Raises ChangeUnderWay, and whatever the block raises, after switching back.
        """
        with self.locked(wait):
            self.recover_held()
            active = self.active()
            number = self._next_number()
            draft = self.root / f"gen-{number}{DRAFT}"
            _make(self.root)
            draft.mkdir(mode=0o700)
            change = Change(self, kind, number, draft, active.number if active else 0)
            self.reached("draft")
            try:
                yield change
                if not change.proved:
                    self._give_up(change, "it was not proven")
            except BaseException as error:
                if not change.proved:
                    self._give_up(change, str(error) or type(error).__name__)
                raise
            finally:
                shutil.rmtree(draft, ignore_errors=True)

    def recover(self, wait: float = 120) -> str:
        """Go back to the proven generation if another one is active, and clear away what was half made.

        Runs before every start and changes nothing when all is well. Waits for a change under way. Returns a sentence,
        empty when there was nothing to do. Raises ChangeUnderWay.
        """
        with self.locked(wait):
            return self.recover_held()

    def prune(self, *, now: datetime | None = None) -> list[int]:
        """Remove what can no longer be gone back to; the numbers.

        What stays: the active one, the previous one, and one that was rolled back from (it may hold work of people);
        the latter two for ``KEEP`` after they were left. Call it with the lock held.
        """
        active, previous = self.active(), self.previous()
        if not active:
            return []
        moment = now or self._clock.now()
        removed = []
        for one in self.listed():
            back = previous is not None and one.number == previous.number
            forward = one.number > active.number and _fit(one)
            if one.number == active.number or ((back or forward) and not _outlived(one, moment)):
                continue
            self._remove(one)
            removed.append(one.number)
        used = {g.release.name for g in self.listed()}
        if self.releases.is_dir() and used:
            for folder in self.releases.iterdir():
                if folder.name not in used:
                    shutil.rmtree(folder, ignore_errors=True)
        return removed

    def recover_held(self) -> str:
        """``recover`` for whoever holds the lock already."""
        active, proven = self.active(), self.proven()
        said = ""
        if active and not proven:
            self._note(active.number, state=FAILED, reason="it was interrupted before it was proven")
            (self.program / "active").unlink()
            sync_folder(self.program)
            said = "A first installation was interrupted; it is undone."
        elif proven and (not active or active.number != proven.number):
            self._point("active", proven.number)
            if active:
                self._note(active.number, state=FAILED, reason="it was interrupted before it was proven")
                said = f"Generation {active.number} was interrupted before it was proven; {proven.number} runs again."
        if proven:
            self._settle(proven.number)
        for one in self.listed():
            if one.state in (MADE, FAILED) and not (proven and one.number == proven.number):
                self._remove_data(one)
                if one.state == MADE:
                    shutil.rmtree(self._folder(one.number), ignore_errors=True)
        for folder, pattern in ((self.root, f"gen-*{DRAFT}"), (self.program / "generations", f"*{DRAFT}")):
            for leftover in folder.glob(pattern) if folder.is_dir() else ():
                shutil.rmtree(leftover, ignore_errors=True)
        return said

    def _adopt(self, change: Change, release: Path) -> Path:
        """Give the draft its release and its name; durable when it returns."""
        os.sync()  # everything the draft holds, whoever wrote it
        final = self.root / f"gen-{change.number}"
        folder = self._folder(change.number)
        making = folder.with_name(folder.name + DRAFT)
        _make(folder.parent)
        _make(making)
        (making / "release").symlink_to(Path("../../releases") / release.name)
        (making / "data").symlink_to(final)
        said = {"format": FORMAT, "kind": change.kind, "origin": change.origin, "state": MADE}
        _write(making, {**said, "made_at": iso(self._clock.now())})
        self.reached("generation written")
        making.rename(folder)
        sync_folder(folder.parent)
        sync_folder(self.program)
        self.reached("generation named")
        change.data.rename(final)
        sync_folder(self.root)
        self.reached("data named")
        return final

    def _point(self, name: str, number: int) -> None:
        """rename(2) is the only act that switches; everything else is preparation."""
        new = self.program / f"{name}{DRAFT}"
        new.unlink(missing_ok=True)
        new.symlink_to(Path("generations") / str(number))
        self.reached(f"{name} prepared")
        new.replace(self.program / name)
        sync_folder(self.program)
        self.reached(f"{name} switched")

    def _prove(self, number: int, origin: int) -> None:
        self._point("proven", number)
        self._settle(number)
        if origin and origin != number:
            self._note(origin, state=LEFT, left_at=iso(self._clock.now()))
        self.reached("proven noted")

    def _settle(self, number: int) -> None:
        """What follows from the proven link, and is written again by ``recover`` if it was not reached."""
        if self._read(number).state != PROVEN:
            self._note(number, state=PROVEN, reason="", left_at="")
        current = self.root / "current"
        if not current.exists() or current.read_text(encoding="ascii").strip() != str(number):
            write_atomically(current, f"{number}\n".encode("ascii"))

    def _give_up(self, change: Change, reason: str) -> None:
        """Back to the generation that ran before, if a switch was made; the reason stays."""
        if not change.switched:
            folder = self._folder(change.number)
            if folder.is_dir() and self._read(change.number).state == MADE:
                self._remove(self._read(change.number))
            return
        if change.origin:
            self._point("active", change.origin)
        else:
            (self.program / "active").unlink(missing_ok=True)
            sync_folder(self.program)
        if self._read(change.number).state == MADE:
            self._note(change.number, state=FAILED, reason=reason)
        self.reached("given up")

    def _next_number(self) -> int:
        folder = self.program / "generations"
        names = [p.name for p in folder.glob("*")] + [p.name[4:] for p in self.root.glob("gen-*")]
        last = folder / "last"
        names += [last.read_text(encoding="ascii").strip()] if last.exists() else []
        number = 1 + max((int(n) for name in names if (n := name.removesuffix(DRAFT)).isdigit()), default=0)
        _make(folder)
        write_atomically(last, f"{number}\n".encode("ascii"))
        return number

    def _folder(self, number: int) -> Path:
        return self.program / "generations" / str(number)

    def _pointed(self, name: str) -> Generation | None:
        link = self.program / name
        if not link.is_symlink():
            return None
        return self._read(int(link.readlink().name))

    def _read(self, number: int) -> Generation:
        folder = self._folder(number)
        path = folder / "generation.json"
        said = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        release = self.releases / (folder / "release").readlink().name
        known = {k: said[k] for k in ("kind", "origin", "state", "reason", "made_at", "left_at") if k in said}
        return Generation(number, release, self.root / f"gen-{number}", **known)

    def _note(self, number: int, **changes: object) -> None:
        folder = self._folder(number)
        path = folder / "generation.json"
        said = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"format": FORMAT}
        _write(folder, {**said, **changes})

    def _remove(self, one: Generation) -> None:
        self._remove_data(one)
        shutil.rmtree(self._folder(one.number), ignore_errors=True)

    def _remove_data(self, one: Generation) -> None:
        """A server that is just dying may still write there: what stays is removed the next time."""
        shutil.rmtree(one.data, ignore_errors=True)
        shutil.rmtree(one.data.with_name(one.data.name + DRAFT), ignore_errors=True)


def _fit(one: Generation) -> bool:
    return one.state in (PROVEN, LEFT) and one.data.is_dir()


def _outlived(one: Generation, moment: datetime) -> bool:
    return bool(one.left_at) and from_iso(one.left_at) + KEEP < moment


def _make(folder: Path) -> None:
    """A folder everybody may pass through, whatever the umask: the service user follows the links in it."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)


def _write(folder: Path, said: dict[str, object]) -> None:
    path = folder / "generation.json"
    write_atomically(path, json.dumps(said, indent=1, sort_keys=True).encode() + b"\n")
    path.chmod(0o644)
