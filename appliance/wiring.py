"""The one place where parts meet: services for the doors, handlers for the worker, tasks for the jail."""

from __future__ import annotations

import fcntl
import getpass
import os
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from appliance.foundation.audit import AuditDesk
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.reading import QualityNote, Reading
from appliance.foundation.jail import Jail
from appliance.foundation.kernel.clock import Clock, SystemClock
from appliance.foundation.kernel.errors import BadInput
from appliance.foundation.kernel.settings import Settings
from appliance.foundation.observability.checks import CheckResult, run_checks
from appliance.foundation.observability.logs import logger
from appliance.foundation.observability.metrics import Metrics
from appliance.foundation.store import Store
from appliance.foundation.work import Handler, WorkDesk, Worker
from appliance.lifecycle import acceptance, doctor, scraping
from appliance.recruiting.accounts import Accounts

if TYPE_CHECKING:
    from appliance.foundation.packets import KeyFile
    from appliance.lifecycle.backup.desk import Backups
    from appliance.lifecycle.installation import Installation
    from appliance.lifecycle.lan import LanService
    from appliance.lifecycle.restore import Restored
    from appliance.lifecycle.sampling import Measurements, Sampler
    from appliance.recruiting.applications import Applications
    from appliance.recruiting.candidates import BlindView, Candidates
    from appliance.recruiting.intake import Inbox, Intake
    from appliance.recruiting.matching import Matching
    from appliance.recruiting.organisation import Organisation
    from appliance.recruiting.requisitions import Requisitions, Team
    from appliance.recruiting.search import Indexer, IndexReader, Ledger, SavedSearches, Search
    from appliance.recruiting.transfer import Transfer

READ_AT_ONCE = 32
INDEX_AT_ONCE = 500
WORK_KINDS_OF_IMPORT = ("intake.read_file", "search.reindex", "search.rebuild")


def own_command(*arguments: str) -> list[str]:
    """How to start this very program again, from sources or frozen."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-m", "appliance.entry", *arguments]


def console_actor() -> Actor:
    """Who acts on the command line: the system's user."""
    try:
        name = getpass.getuser()
    except KeyError:  # a container or a service may run under a number that has no name
        name = f"uid{os.getuid()}"
    return Actor(ref=f"console:{name}", name=f"{name} (console)", kind="console")


def new_jail(size: int = 2, *, accepted: bool = False, metrics: Metrics | None = None) -> Jail:
    """A jail whose host is this program; it starts with the first file."""

    def observe(task: str, outcome: str, seconds: float) -> None:
        if metrics is not None:
            metrics.count("muster_jail_calls_total", task=task, outcome=outcome)
            metrics.time("muster_jail_call_seconds", seconds, task=task)

    return Jail(own_command("jail-host"), size=size, observe=observe, accepted=accepted)


@dataclass
class Services:
    """What the doors may ask and command. Parts are imported and made when first used: the page is there sooner."""

    settings: Settings
    clock: Clock
    demo: bool = False
    """``make demo`` reads files even where a layer of the jail is missing, and says so."""

    @cached_property
    def _log(self) -> Any:
        return logger("services")

    @cached_property
    def _store(self) -> Store:
        return Store(self.settings.data, self.clock)

    @cached_property
    def jail(self) -> Jail:
        accepted = self.demo or bool(acceptance.accepted(self._store))
        return new_jail(self.settings.readers, accepted=accepted, metrics=self.metrics)

    @cached_property
    def metrics(self) -> Metrics:
        """What this process counts."""
        return Metrics()

    @cached_property
    def measurements(self) -> Measurements:
        from appliance.lifecycle.sampling import Measurements

        return Measurements(self._store, self.backups, self.readiness)

    def new_metrics_token(self, actor: Actor) -> str:
        """A token with which ``/metrics`` can be read; the one before ends."""
        return scraping.new_token(self._store, actor)

    def metrics_token_fits(self, untrusted_token: str) -> bool:
        """Whether this is the token for ``/metrics``."""
        return scraping.fits(self._store, untrusted_token)

    def support_preview(self) -> list[tuple[str, str]]:
        """Every part of a support bundle, word for word."""
        from appliance.lifecycle import support

        counted = self.measurements.parts(self.metrics)
        return support.collect(self._store, self.settings, self.backups, self.checks(), counted)

    def support_bundle(self, actor: Actor) -> tuple[str, bytes]:
        """A support bundle: its name and its bytes."""
        from appliance.lifecycle import support

        return support.bundle(self._store, actor, self.support_preview())

    def sampler(self, process: str) -> Sampler:
        """Measures once a minute; ``process``: web or worker."""
        from appliance.lifecycle.sampling import Sampler

        return Sampler(self._store, process, self.metrics, self.backups)

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(self._store)

    @cached_property
    def organisation(self) -> Organisation:
        from appliance.recruiting.organisation import Organisation

        return Organisation(self._store)

    @cached_property
    def candidates(self) -> Candidates:
        from appliance.recruiting.candidates import Candidates

        return Candidates(self._store)

    @cached_property
    def blind(self) -> BlindView:
        from appliance.recruiting.candidates import BlindView

        return BlindView(self._store)

    @cached_property
    def requisitions(self) -> Requisitions:
        from appliance.recruiting.requisitions import Requisitions

        return Requisitions(self._store)

    @cached_property
    def team(self) -> Team:
        from appliance.recruiting.requisitions import Team

        return Team(self._store)

    @cached_property
    def applications(self) -> Applications:
        from appliance.recruiting.applications import Applications

        return Applications(self._store)

    @cached_property
    def intake(self) -> Intake:
        from appliance.recruiting.intake import Intake

        return Intake(self._store, self.jail)

    @cached_property
    def reader(self) -> IndexReader:
        from appliance.recruiting.search import IndexReader

        return IndexReader(self._store, self.settings.data / "index")

    @cached_property
    def search(self) -> Search:
        from appliance.recruiting.search import Search

        return Search(self._store, self.reader)

    @cached_property
    def saved_searches(self) -> SavedSearches:
        from appliance.recruiting.search import SavedSearches

        return SavedSearches(self._store, self.reader)

    @cached_property
    def ledger(self) -> Ledger:
        from appliance.recruiting.search import Ledger

        return Ledger(self._store, self.reader)

    @cached_property
    def matching(self) -> Matching:
        from appliance.recruiting.matching import Matching

        return Matching(self._store, self.reader)

    @cached_property
    def transfer(self) -> Transfer:
        from appliance.lifecycle.identity import identity
        from appliance.recruiting.transfer import Self, Transfer

        found = identity(self._store)
        return Transfer(self._store, Self(found.instance, socket.gethostname(), found.signer, found.secrets))

    @cached_property
    def lan(self) -> LanService:
        from appliance.lifecycle.lan import LanService

        return LanService(self._store)

    @cached_property
    def audit(self) -> AuditDesk:
        return AuditDesk(self._store)

    @cached_property
    def work(self) -> WorkDesk:
        return WorkDesk(self._store)

    @cached_property
    def backups(self) -> Backups:
        from appliance.lifecycle.backup.desk import Backups
        from appliance.lifecycle.backup.layout import backups_folder

        chosen = self.settings.backups
        return Backups(self._store, backups_folder(self.settings.data, chosen), chosen=chosen is not None)

    def checks(self) -> list[CheckResult]:
        """Every check, for ``muster doctor`` and the health page."""
        from appliance.lifecycle.lan import LAN, lan

        network = (LAN, lambda: lan(self.lan, self.clock.now()))
        return run_checks(
            [
                *doctor.questions(
                    self._store, self.search.ready, self.backups, self.measurements.worker_seen
                ),
                network,
            ]
        )

    def readiness(self) -> list[CheckResult]:
        """The quick checks, for ``/readyz``."""
        return run_checks(doctor.readiness(self._store, self.search.ready, self.backups))

    def accept_missing_layers(self, actor: Actor, reason: str) -> None:
        """Accept in writing that files are read without a layer of the jail. Raises BadInput."""
        acceptance.accept(self._store, actor, reason, self.missing_layers())

    def withdraw_acceptance(self, actor: Actor) -> bool:
        """Take that acceptance back; False when there was none."""
        return acceptance.withdraw(self._store, actor)

    def missing_layers(self) -> tuple[str, ...]:
        """Layers of the jail this host does not offer."""
        from appliance.foundation.jail import decide, probe

        return tuple(decide(probe(), accepted=False).missing)

    def worker(self, name: str) -> tuple[Worker, Inbox, Indexer]:
        """The worker with every handler, the inbox it watches, and the one writer of the index."""
        from appliance.recruiting.intake import Inbox, Pipeline, ReadAgain
        from appliance.recruiting.search import Indexer

        pipeline = Pipeline(self._store, self.jail)
        again = ReadAgain(self._store, self.jail)
        indexer = Indexer(self._store, self.settings.data / "index")
        indexer.begin()
        handlers: dict[str, tuple[Handler, int]] = {
            "intake.read_file": (pipeline.read_files, READ_AT_ONCE),
            "backup.make": (self.backups.work_make, 1),
            "backup.verify": (self.backups.work_look, 1),
            "backup.drill": (self.backups.work_look, 1),
            "candidates.find_terms": (again.find_terms, 1),
            "candidates.read_again": (again.read_again, READ_AT_ONCE),
            "search.rebuild": (indexer.rebuild, 1),
            "search.reindex": (indexer.reindex, INDEX_AT_ONCE),
        }
        inbox = Inbox(self.settings.data / "inbox", self.intake)
        return Worker(self._store, name, handlers), inbox, indexer

    def warm_up(self) -> None:
        """Import and open what the first search needs, so that nobody waits for it."""
        from appliance.engines.knowledge import load
        from appliance.recruiting.search import IndexNotReady, warm_up

        load()
        warm_up()
        for part in (self.candidates, self.requisitions, self.intake, self.matching, self.search):
            self._log.debug("services.warm", part=type(part).__name__)
        try:
            self.reader.current()
        except IndexNotReady:
            self._log.info("index.not_ready_yet")
        self.reader.follow()

    def leave_log(self) -> None:
        """Leave the database's log to the worker."""
        self._store.leave_log()

    def tend_log(self) -> bool:
        """Move the database's log where it belongs if it has grown; whether it had."""
        return self._store.tend_log()

    def close(self) -> None:
        """Let go of everything that was opened."""
        parts = self.__dict__
        if "jail" in parts:
            self.jail.close()
        if "reader" in parts:
            self.reader.close()
        if "_store" in parts:
            self._store.close()


def services(settings: Settings, clock: Clock | None = None, *, demo: bool = False) -> Services:
    """The services over one data directory."""
    return Services(settings=settings, clock=clock or SystemClock(), demo=demo)


def restore_backup(
    path: Path,
    key_file: KeyFile | None,
    data: Path,
    installation: Installation | None,
    actor: Actor,
    say: Callable[[str], None],
) -> Restored:
    """Restore a backup into a data directory, or as a new generation of an installation.

    Without a key file the keys that lie in the data directory are tried. Raises what ``lifecycle.restore`` raises.
    """
    from appliance.lifecycle.identity import key_file_of
    from appliance.lifecycle.restore import restore_folder, restore_generation

    clock = SystemClock()
    if installation is not None:
        active = installation.generations().active()
        keys = key_file or key_file_of(active.data if active else data)
        signers = (keys.signer,) if keys.signer else ()
        return restore_generation(path, keys.secrets, installation, clock, actor, say, signers=signers)
    keys = key_file or key_file_of(data)
    signers = (keys.signer,) if keys.signer else ()
    return restore_folder(path, keys.secrets, data, clock, actor, signers=signers)


@contextmanager
def working_alone(folder: Path) -> Iterator[bool]:
    """True while this process is the worker of a data directory; False when another one is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / "worker.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(descriptor)


def read_alone(jail: Jail, path: Path, kind: str) -> Callable[[], Reading]:
    """Begin to read a file in the jail without storing anything; the returned function waits for it.

    Of an archive or mail the member that says most is read. The function raises JailKilled, or BadInput for a
    container without any document.
    """
    from appliance.foundation.jail import READ_LIMITS
    from appliance.recruiting.intake import MAX_FILE, UNPACK_LIMITS, untrusted_members, untrusted_read_reply

    with path.open("rb") as file:
        content = file.read(MAX_FILE + 1)
    today = SystemClock().now().strftime("%Y-%m")

    def arguments(name: str) -> dict[str, Any]:
        return {"name": name, "kind": kind, "today": today, "format": ""}

    future = jail.submit("read", arguments(path.name), content, READ_LIMITS)

    def wait() -> Reading:
        found = untrusted_read_reply(future.result())
        if found.reading is not None:
            return found.reading
        unpacked = jail.call("unpack", {"format": found.container}, content, UNPACK_LIMITS)
        _, members, _ = untrusted_members(unpacked)
        inner = [
            reply.reading
            for m in members
            if (
                reply := untrusted_read_reply(jail.call("read", arguments(m.untrusted_name), m.content))
            ).reading
        ]
        if not inner:
            raise BadInput(what=f"{path.name} holds no document.", mend="Unpack it, or use muster import.")
        return max(inner, key=_says)

    return wait


def _says(reading: Reading) -> int:
    """How much was found in a document: to choose among the members of a mail."""
    return len(reading.facts) + (len(reading.posting.requirements) if reading.posting else 0)


POLICY_NOTES = {"fair_chance_missing": "fair_chance", "equal_opportunity_missing": "equal_opportunity"}
"""Notes about postings that only some organisations want, by the setting that asks for them."""


def wanted_notes(notes: Sequence[QualityNote], settings: Settings) -> tuple[QualityNote, ...]:
    """The notes without those the organisation's settings do not ask for."""
    return tuple(n for n in notes if n.code not in POLICY_NOTES or getattr(settings, POLICY_NOTES[n.code]))


def neutral(reading: Reading, identifier: str) -> dict[str, Any]:
    """What was read as one flat object, the format of ``muster read --jsonl`` (docs/formats/reading.md)."""
    from appliance.engines.reading.posting.neutral import neutral as neutral_posting
    from appliance.engines.reading.resume.neutral import neutral as neutral_resume

    if reading.refusal:
        return {"id": identifier, "refusal": reading.refusal}
    if reading.posting is not None:
        notes = [{"severity": n.severity, "code": n.code, "message": n.message} for n in reading.layout.notes]
        return {**neutral_posting(reading.posting, identifier), "notes": notes}
    return dict(neutral_resume(reading.facts, identifier))
