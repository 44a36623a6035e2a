"""Backups as the doors and the worker see them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from appliance.foundation import audit, packets, work
from appliance.foundation.contracts.accounts import SYSTEM_WORKER, Actor
from appliance.foundation.kernel.clock import from_iso, iso
from appliance.foundation.kernel.errors import MusterError, NotFound
from appliance.foundation.kernel.ids import new_id
from appliance.foundation.observability.logs import logger
from appliance.foundation.store import Row, Store
from appliance.lifecycle import _records as records
from appliance.lifecycle.backup import layout, making, recovery
from appliance.lifecycle.backup.checking import Opened
from appliance.lifecycle.backup.drill import Drilled, look_through, rehearse
from appliance.lifecycle.backup.errors import BackupBusy, BackupsElsewhereMissing, BackupUnsound
from appliance.lifecycle.backup.plan import RETRY, Plan, next_moment, to_remove
from appliance.lifecycle.identity import Identity, identity

PLAN = "backup_plan"


@dataclass(frozen=True, slots=True)
class Listed:
    """A backup in the folder, with what is known about it here. ``state``: good, unsound or unknown."""

    name: str
    made_at: str
    bytes: int
    instance: str
    version: str
    own: bool
    recipients: tuple[str, ...]
    state: str
    reason: str = ""
    seconds: float = 0
    documents: int = 0
    missing: int = 0
    checked_at: str = ""


class Backups:
    """``folder`` is where they are kept (``layout.backups_folder``); ``chosen`` when the settings name it: then it has
    to be there already, because an unmounted disk would be written beside.
    """

    def __init__(self, store: Store, folder: Path, *, chosen: bool = False) -> None:
        self._store = store
        self.folder = folder
        self._chosen = chosen
        self._log = logger("backup")

    @property
    def identity(self) -> Identity:
        """Who this installation is."""
        return identity(self._store)

    def now(self) -> datetime:
        """The present moment."""
        return self._store.clock.now()

    def on_the_disk_of_the_data(self) -> bool:
        """Whether the loss of one disk takes data and backups together."""
        return self.folder.is_dir() and self.folder.stat().st_dev == self._store.folder.stat().st_dev

    # making

    def make(self, actor: Actor, reason: str = "asked") -> making.Made:
        """Make a backup now, open it again, keep the books, and remove what the plan no longer keeps.

        Raises what ``making.make`` raises, after writing that down.
        """
        began = time.monotonic()
        backup = new_id("backup")
        try:
            if self._chosen and not self.folder.is_dir():
                raise BackupsElsewhereMissing(folder=self.folder)
            made = making.make(self._store, self.folder)
        except (MusterError, OSError) as error:
            self._failed(actor, backup, reason, error, time.monotonic() - began)
            raise
        seconds = round(time.monotonic() - began, 3)
        with self._store.writing() as tx:
            records.add_backup(
                tx,
                id=backup,
                name=made.path.name,
                reason=reason,
                state="good",
                made_by=actor.ref,
                made_at=made.opened.header.made_at,
                seconds=seconds,
                bytes=made.bytes,
                files=made.documents,
                missing_files=made.missing,
                checked_at=tx.now,
            )
            detail = {"bytes": made.bytes, "documents": made.documents, "missing": made.missing}
            audit.append(tx, actor, "backup.made", made.path.name, detail)
        self._log.info("backup.made", bytes=made.bytes, seconds=seconds)
        self.rotate(actor)
        return made

    def _failed(self, actor: Actor, backup: str, reason: str, error: Exception, seconds: float) -> None:
        code = error.code if isinstance(error, MusterError) else type(error).__name__
        self._log.error("backup.failed", code=code, exc_info=error)
        said = f"{error.sentence} {error.mend}" if isinstance(error, MusterError) else code
        with suppress(MusterError), self._store.writing() as tx:  # on a full disk this may fail as well
            records.add_backup(
                tx,
                id=backup,
                name="",
                reason=reason,
                state="failed",
                made_by=actor.ref,
                made_at=tx.now,
                seconds=round(seconds, 3),
                error=said[:500],
            )
            audit.append(tx, actor, "backup.failed", backup, {"code": code})

    def rotate(self, actor: Actor) -> list[str]:
        """Remove this installation's good backups that the plan no longer keeps; their names.

        Those made by hand stay for the days of the plan, however many were made on one day.
        """
        plan = self.plan()
        own = {from_iso(b.made_at): b for b in self.kept() if b.own and b.state == "good"}
        spared = {
            m for m, b in own.items() if b.reason == "asked" and self.now() - m < timedelta(days=plan.days)
        }
        removed = []
        for moment in sorted(to_remove(plan, own) - spared):
            name = own[moment].name
            (self.folder / name).unlink(missing_ok=True)
            removed.append(name)
            with self._store.writing() as tx:
                self._change(tx, name, state="removed")
                audit.append(tx, actor, "backup.removed", name)
        return removed

    # looking

    def kept(self) -> list[Listed]:
        """The backups in the folder, newest first; those of other installations too."""
        own = {self.identity.instance, *self.identity.came_from}
        with self._store.reading() as tx:
            known = {row["name"]: row for row in records.backups(tx) if row["name"]}
        found = [self._listed(p, own, known.get(p.name)) for p in self.folder.glob(f"*{layout.SUFFIX}")]
        return sorted((f for f in found if f is not None), key=lambda f: f.made_at, reverse=True)

    def history(self) -> list[Row]:
        """Every attempt as it was written down, newest first."""
        with self._store.reading() as tx:
            return records.backups(tx)

    def drills(self) -> list[Row]:
        """Every rehearsed restore, newest first."""
        with self._store.reading() as tx:
            return records.drills(tx)

    def newest(self) -> Listed | None:
        """The newest good backup of this installation."""
        return next((b for b in self.kept() if b.own and b.state == "good"), None)

    def path(self, name: str) -> Path:
        """Where a listed backup lies. Raises NotFound."""
        if not any(b.name == name for b in self.kept()):
            raise NotFound(what="backup", reference=name)
        return self.folder / name

    def find(self, reference: str) -> Path:
        """A backup by its path, its name, or "" for the newest of this installation. Raises NotFound."""
        if not reference:
            newest = self.newest()
            if newest is None:
                raise NotFound(what="backup", reference="(the newest)")
            return self.folder / newest.name
        if (self.folder / reference).parent == self.folder and (self.folder / reference).is_file():
            return self.folder / reference
        if Path(reference).is_file():
            return Path(reference)
        raise NotFound(what="backup", reference=reference)

    def verify(self, actor: Actor, path: Path, key_file: packets.KeyFile | None = None) -> Opened:
        """Open a backup and check every byte of it, the database, the log and each document in it.

        With the appliance's own keys unless ``key_file`` is given. Raises what ``checking.unpack`` raises.
        """
        secrets, signers = self._keys(key_file)
        try:
            found = look_through(path, secrets, signers, self._store, self.folder)
        except (packets.SealDamaged, packets.SealUnknownSigner, packets.NotSealed, BackupUnsound) as error:
            with self._store.writing() as tx:
                self._change(
                    tx, path.name, state="unsound", checked_at=tx.now, error=f"{error.sentence} {error.mend}"
                )
                audit.append(tx, actor, "backup.verified", path.name, {"sound": False, "code": error.code})
            raise
        with self._store.writing() as tx:
            self._change(tx, path.name, state="good", checked_at=tx.now, error="")
            audit.append(
                tx, actor, "backup.verified", path.name, {"sound": True, "documents": found.documents}
            )
        return found

    def drill(self, actor: Actor, path: Path, key_file: packets.KeyFile | None = None) -> Drilled:
        """Restore a backup into a scratch place, compare counts and the end of the log, and clear it away again."""
        secrets, signers = self._keys(key_file)
        began = time.monotonic()
        try:
            found = rehearse(path, secrets, signers, self._store, self.folder)
        except MusterError as error:
            self._keep_drill(actor, path.name, "failed", began, error=f"{error.sentence} {error.mend}"[:500])
            raise
        self._keep_drill(
            actor,
            path.name,
            "good",
            began,
            entries=found.log[0],
            log_hash=found.log[1],
            tables=len(found.counts),
            files=found.documents,
        )
        return found

    def _keep_drill(self, actor: Actor, name: str, state: str, began: float, **values: Any) -> None:
        with self._store.writing() as tx:
            seconds = round(time.monotonic() - began, 3)
            records.add_drill(
                tx, id=new_id("drill"), name=name, at=tx.now, state=state, seconds=seconds, **values
            )
            audit.append(tx, actor, "backup.drilled", name, {"sound": state == "good"})

    def note_saved(self, actor: Actor, name: str) -> None:
        """Write down that somebody copied a backup out."""
        with self._store.writing() as tx:
            audit.append(tx, actor, "backup.saved", name)

    # the recovery key

    def recovery_keys(self) -> tuple[recovery.Recovery | None, recovery.Recovery | None]:
        """The recovery key in force, and the one that waits to be proved."""
        return recovery.proved(self._store), recovery.pending(self._store)

    def begin_recovery(self, actor: Actor, recipient: str = "") -> recovery.Begun:
        """See ``recovery.begin``."""
        return recovery.begin(self._store, actor, recipient)

    def prove_recovery(self, actor: Actor, untrusted_key_file: str) -> recovery.Recovery:
        """See ``recovery.prove``; the first backup follows by itself."""
        found = recovery.prove(self._store, actor, untrusted_key_file)
        self.ask(actor)
        return found

    def prove_recovery_by_code(self, actor: Actor, untrusted_code: str) -> recovery.Recovery:
        """See ``recovery.prove_by_code``; the first backup follows by itself."""
        found = recovery.prove_by_code(self._store, actor, untrusted_code)
        self.ask(actor)
        return found

    def recovery_test_file(self) -> bytes:
        """See ``recovery.test_file``."""
        return recovery.test_file(self._store)

    # the plan and the worker

    def plan(self) -> Plan:
        """When backups are made and which are kept."""
        with self._store.reading() as tx:
            return Plan(**records.note(tx, PLAN))

    def set_plan(self, actor: Actor, plan: Plan) -> None:
        """Change the plan; it holds from now on."""
        with self._store.writing() as tx:
            records.set_note(tx, PLAN, plan.model_dump())
            audit.append(tx, actor, "backup.plan_changed", "plan", plan.model_dump())
        self.schedule()

    def next_due(self) -> str:
        """When the next one by the plan is due, "" when none is."""
        moment = next_moment(self.plan(), self._store.clock.now())
        return iso(moment) if moment else ""

    def schedule(self) -> str:
        """See that the next backup by the plan is waiting; when it is due, "" when the plan makes none."""
        plan = self.plan()
        moment = next_moment(plan, self._store.clock.now())
        return self._enqueue(plan, moment) if moment else ""

    def _enqueue(self, plan: Plan, moment: datetime) -> str:
        due = iso(moment)
        with self._store.writing() as tx:
            key = f"{plan.every_hours}:{plan.hour}"
            work.enqueue(tx, "backup.make", {"plan": key}, due_at=due, unique_key=key)
        return due

    def ask(self, actor: Actor) -> None:
        """Have the worker make a backup now."""
        with self._store.writing() as tx:
            work.enqueue(tx, "backup.make", {"actor": actor.model_dump()}, unique_key="asked")

    def ask_to_look(self, actor: Actor, name: str, *, drill: bool) -> None:
        """Have the worker verify a backup, or rehearse its restore, now. Raises NotFound."""
        self.path(name)
        with self._store.writing() as tx:
            payload = {"actor": actor.model_dump(), "name": name}
            work.enqueue(tx, "backup.drill" if drill else "backup.verify", payload, unique_key=name)

    def under_way(self) -> bool:
        """Whether one is being made or looked through, or is about to be."""
        with self._store.reading() as tx:
            due = work.next_due(tx, ("backup.make", "backup.verify", "backup.drill"))
            if due and due <= tx.now:
                return True
        try:
            with making.alone(self.folder):
                return False
        except BackupBusy:
            return True
        except OSError:
            return False  # there is no folder yet

    def work_make(self, items: Sequence[work.WorkItem]) -> None:
        """Handle ``backup.make``. A failure is written down and not repeated at once: the plan tries again in an hour."""
        for item in items:
            plan = self.plan()
            planned = item.payload.get("plan")
            waits_for_key = planned is not None and recovery.proved(self._store) is None  # doctor says so
            if not waits_for_key and planned in (None, f"{plan.every_hours}:{plan.hour}"):
                actor = Actor(**item.payload["actor"]) if "actor" in item.payload else SYSTEM_WORKER
                failed = not self._make_quietly(actor, "schedule" if planned else "asked")
            else:
                failed = False  # or the plan was changed: another item waits
            with self._store.writing() as tx:
                work.finish(tx, item.id)
            if planned is not None:
                now = self._store.clock.now()
                moment = next_moment(plan, now)
                if moment:
                    self._enqueue(plan, min(moment, now + RETRY) if failed else moment)

    def _make_quietly(self, actor: Actor, reason: str) -> bool:
        try:
            self.make(actor, reason)
        except (MusterError, OSError):
            return False  # ``make`` has logged it and written it down
        return True

    def work_look(self, items: Sequence[work.WorkItem]) -> None:
        """Handle ``backup.verify`` and ``backup.drill``."""
        for item in items:
            look = self.drill if item.kind == "backup.drill" else self.verify
            with suppress(MusterError):  # they have written it down
                look(Actor(**item.payload["actor"]), self.path(item.payload["name"]))
            with self._store.writing() as tx:
                work.finish(tx, item.id)

    def _listed(self, path: Path, own: set[str], row: Row | None) -> Listed | None:
        try:
            header = packets.read_header(path)
            size = path.stat().st_size
        except (MusterError, OSError) as error:
            self._log.warning("backup.unreadable", exc_info=error)
            return Listed(path.name, "", 0, "", "", own=False, recipients=(), state="unsound")
        told = {} if row is None else {
            "reason": row["reason"], "seconds": row["seconds"], "documents": row["files"],
            "missing": row["missing_files"], "checked_at": row["checked_at"],
        }  # fmt: skip
        return Listed(
            name=path.name,
            made_at=header.made_at,
            bytes=size,
            instance=header.instance,
            version=header.version,
            own=header.instance in own,
            recipients=tuple(r.name for r in header.recipients),
            state="unknown" if row is None else row["state"],
            **told,
        )

    def _keys(self, key_file: packets.KeyFile | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        own = self.identity
        if key_file is None:
            return own.secrets, own.signers
        return key_file.secrets, tuple({*own.signers, *([key_file.signer] if key_file.signer else [])})

    @staticmethod
    def _change(tx: Any, name: str, **changes: Any) -> None:
        row = records.backup_named(tx, name)
        if row is not None:
            records.change_backup(tx, row["id"], **changes)
