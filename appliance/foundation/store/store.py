"""The store: the only truth, encrypted, with one writer at a time."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from appliance.foundation.kernel.clock import Clock, iso
from appliance.foundation.kernel.crypto import derive_key
from appliance.foundation.store.ahead import Ahead, Committer
from appliance.foundation.store.connection import (
    LOG_PAGES,
    LOG_PAGES_LEFT,
    REMEMBERED,
    REMEMBERED_BESIDE,
    begin_writing,
    connect,
    translated,
)
from appliance.foundation.store.errors import KeyFileMissing, StoreLocked
from appliance.foundation.store.files import FileStore
from appliance.foundation.store.in_use import share
from appliance.foundation.store.keys import load_or_make_key
from appliance.foundation.store.migrate import migrate
from appliance.foundation.store.snapshot import CopySource, settle
from appliance.foundation.store.transaction import Reading, Writing

T = TypeVar("T")
USED_MOST = 2
"""Connections that are nearly always enough, Python running one thread at a time."""


CLOSING_SECONDS = 2.0
"""How long connections in use are waited for."""


class _Held:
    """A connection in the hands of a thread, which may hold it several times over."""

    __slots__ = ("connection", "depth", "home")

    def __init__(self, connection: Any, home: list[Any]) -> None:
        self.connection = connection
        self.depth = 0
        self.home = home

    def let_go(self) -> None:
        """Once for each time it was taken; the last time it is there for everybody.

        One whose transaction could not be ended is not used again.
        """
        self.depth -= 1
        if not self.depth and not self.connection.in_transaction:
            self.home.append(self.connection)


class Store:
    """A connection for each transaction under way; ``writing`` takes a lock so that threads queue fairly.

    The connection used last is used first: it remembers pages of the database, and to decrypt one takes longer than to
    look into it. A connection of its own for each thread forgot most of them between two requests.
    """

    def __init__(self, folder: Path, clock: Clock, *, migrating: bool = True) -> None:
        """``folder`` is the data directory; the database and its key are made if absent.

        Without ``migrating`` the database keeps the shape it has: to look at a copy. Raises KeyFileMissing, WrongKey,
        StoreUnsafe, NewerData, DataBeingChanged.
        """
        self.folder = folder
        self.clock = clock
        self._path = folder / "muster.db"
        key_path = folder / "keys" / "store.key"
        if self._path.exists() and not key_path.exists():
            raise KeyFileMissing(path=str(self._path))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._share = share(folder)
        self._key = load_or_make_key(key_path)
        self._local = threading.local()
        self._pen = threading.Lock()
        self._open: list[Any] = []
        self._open_lock = threading.Lock()
        self._idle: list[Any] = []
        self._log_pages = LOG_PAGES
        self._committer = Committer()
        self._copied = CopySource(self._path)
        if not self._path.exists():
            self._path.touch(mode=0o600)
        try:
            with translated(), self._connected() as connection:
                if migrating:
                    migrate(connection)
        except BaseException:
            self.close()
            raise
        self.files = FileStore(folder / "files", self._key)

    def _hold(self) -> _Held:
        """The connection this thread uses already, or an idle one, or a new one; ``let_go`` gives it back."""
        held: _Held | None = getattr(self._local, "held", None)
        if held is None or not held.depth:
            home = self._idle
            held = self._local.held = _Held(self._take(), home)
        held.depth += 1
        return held

    def _take(self) -> Any:
        """An idle connection, or a new one; it is put back among the idle."""
        try:
            return self._idle.pop()
        except IndexError:
            beside = len(self._open) >= USED_MOST
            remembers = REMEMBERED_BESIDE if beside else REMEMBERED
            connection = connect(self._path, self._key, remembers=remembers, log_pages=self._log_pages)
            with self._open_lock:
                self._open.append(connection)
            return connection

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        held = self._hold()
        try:
            yield held.connection
        finally:
            held.let_go()

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A consistent view; inside ``writing`` of the same thread, that transaction's own view."""
        active: Writing | None = getattr(self._local, "writing", None)
        if active is not None:
            yield active
            return
        held = self._hold()
        connection = held.connection
        try:
            if connection.in_transaction:
                yield Reading(connection, iso(self.clock.now()))
                return
            with translated():
                connection.execute("BEGIN")
            try:
                yield Reading(connection, iso(self.clock.now()))
            finally:
                connection.execute("ROLLBACK")
        finally:
            held.let_go()

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """Begin at once (``BEGIN IMMEDIATE``), commit at the end, undo everything on an exception.

        Whoever starts the story opens it; everybody else is handed ``tx``: nesting raises RuntimeError.
        """
        if getattr(self._local, "writing", None) is not None:
            raise RuntimeError("a transaction is open in this thread: hand it on instead")
        with self._pen, self._connected() as connection:
            with translated():
                begin_writing(connection)
            tx = Writing(connection, iso(self.clock.now()))
            self._local.writing = tx
            try:
                yield tx
                _commit(connection, tx)
            except BaseException:
                _undo(connection, tx)
                raise
            finally:
                self._local.writing = None
        for call in tx.after_commit:
            call()

    def write_ahead(self, story: Callable[[Writing], T]) -> Ahead[T]:
        """Tell a story now and commit it in another thread: the disk is waited for while the caller goes on.

        Nobody may be told of it before ``Ahead.wait``, which also makes the calls of ``after_commit``. The next to write
        waits for the commit, as ever. What the story raises undoes it at once.
        """
        if getattr(self._local, "writing", None) is not None:
            raise RuntimeError("a transaction is open in this thread: hand it on instead")
        self._pen.acquire()
        try:
            connection, home = self._take(), self._idle
        except BaseException:
            self._pen.release()
            raise
        try:
            with translated():
                begin_writing(connection)
            tx = Writing(connection, iso(self.clock.now()))
            self._local.writing = tx
            try:
                ahead = Ahead(story(tx))
            except BaseException:
                _undo(connection, tx)
                raise
            finally:
                self._local.writing = None
        except BaseException:
            self._put_away(connection, home)
            raise

        def job() -> None:
            error: BaseException | None = None
            try:
                _commit_or_undo(connection, tx)
            except BaseException as raised:  # noqa: BLE001  # it is raised to whoever waits
                error = raised
            finally:
                self._put_away(connection, home)
                ahead.end(error, tx.after_commit if error is None else [])

        try:
            self._committer.run(job)
        except RuntimeError:  # the system has no thread left: whoever wrote commits
            job()
        return ahead

    def _put_away(self, connection: Any, home: list[Any]) -> None:
        """Give back a connection and the pen; one whose transaction could not be ended is not used again."""
        if not connection.in_transaction:
            home.append(connection)
        self._pen.release()

    def key_for(self, purpose: str) -> bytes:
        """32 bytes for one purpose, derived from the store's key."""
        return derive_key(self._key, purpose)

    def checkpoint(self) -> None:
        """Move the write-ahead log into the database file and empty it."""
        with translated(), self._connected() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def leave_log(self) -> None:
        """Leave it to another process (``tend_log``) to move the log into the database: nobody at a page waits for that.

        Call it before there are threads.
        """
        self._log_pages = LOG_PAGES_LEFT
        for connection in self._idle:
            connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES_LEFT}")

    def tend_log(self) -> bool:
        """Move the log into the database if it has grown, beside whoever reads or writes; whether it had."""
        try:
            with translated(), self._connected() as connection:
                grown = connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
                if grown["log"] - grown["checkpointed"] < LOG_PAGES:
                    return False
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except StoreLocked:
            return False  # another process is at it
        return True

    def snapshot(self, target: Path) -> None:
        """Copy the database to ``target``, consistent and under the same key, while others go on writing.

        The copy is durable and one file. Raises StoreDamaged, OSError.
        """
        with self.reading() as tx:
            tx.value(
                "SELECT count(*) FROM sqlite_master"
            )  # from here on nobody overwrites what this view sees
            self._copied.copy_to(target)
        with translated():
            settle(target, self._key)

    def shape(self) -> list[str]:
        """The names of the migrations this database has been through, oldest first."""
        with self.reading() as tx:
            rows = tx.rows("SELECT name FROM _sqlite_migrations ORDER BY id")
        return [row["name"] for row in rows]

    def integrity(self) -> list[str]:
        """What ``PRAGMA quick_check`` and ``foreign_key_check`` complain of; empty when sound."""
        with translated(), self._connected() as connection:
            rows = connection.execute("PRAGMA quick_check").fetchall()
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        found = [str(next(iter(row.values()))) for row in rows]
        return [line for line in found if line != "ok"] + [f"foreign key: {row}" for row in broken]

    def close(self) -> None:
        """Close every connection, those in use as soon as their threads have let go of them.

        One that is used for longer is left to the end of the process: closed under its thread's hands it would end the
        process with a broken memory.
        """
        self._committer.close()
        if (files := getattr(self, "files", None)) is not None:
            files.close()
        idle, self._idle = self._idle, []
        until = time.monotonic() + CLOSING_SECONDS
        own = getattr(self._local, "held", None)
        with self._open_lock:
            while self._open:
                try:
                    connection = idle.pop()
                except IndexError:
                    only_own = own is not None and own.depth and len(self._open) == 1
                    if only_own or time.monotonic() > until:
                        break
                    time.sleep(0.005)
                    continue
                connection.close()
                self._open = [one for one in self._open if one is not connection]
            self._open.clear()
        self._copied.close()
        self._local = threading.local()
        if self._share >= 0:
            os.close(self._share)
            self._share = -1


def _commit(connection: Any, tx: Writing) -> None:
    for wait in tx.before_commit:
        wait()
    with translated():
        connection.execute("COMMIT")


def _commit_or_undo(connection: Any, tx: Writing) -> None:
    try:
        _commit(connection, tx)
    except BaseException:
        _undo(connection, tx)
        raise


def _undo(connection: Any, tx: Writing) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    for written in tx.files_on_their_way.values():
        written.exception()  # the next transaction may put the same file: let this one's end first
