"""A commit that is under way in a thread of its own, while whoever wrote goes on with what needs no database.

A commit waits for the disk, which takes longer the more others write: most of a page can be drawn meanwhile. What is told
to anybody as done still waits for it (``Ahead.wait``).
"""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Generic, TypeVar

T = TypeVar("T")
Job = Callable[[], None]


class Ahead(Generic[T]):
    """What a story did, whose commit is under way."""

    def __init__(self, told: T) -> None:
        self.told = told
        """What the story returned; true only once ``wait`` has returned."""
        self._error: BaseException | None = None
        self._calls: list[Job] = []
        self._under_way = Lock()
        self._under_way.acquire()

    def end(self, error: BaseException | None, calls: list[Job]) -> None:
        """The commit is durable, or was undone because of ``error``; ``calls`` are for whoever waits first."""
        self._error, self._calls = error, calls
        self._under_way.release()

    def wait(self) -> T:
        """What the story returned, once it is durable. Raises what the commit raised; then nothing was written."""
        with self._under_way:
            if self._error is not None:
                raise self._error
            calls, self._calls = self._calls, []
        for call in calls:
            call()
        return self.told


class Committer:
    """The thread that commits, one job after the other; begun with the first."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[tuple[Job, Lock] | None] = SimpleQueue()
        self._thread: Thread | None = None

    def run(self, job: Job) -> None:
        """Run a job; comes back as soon as it has begun. Raises RuntimeError, with nothing run, when no thread can begin.

        A thread that is only woken up waits for Python until this one lets go of it, and the disk would be asked when
        the page is ready. One at a time: the caller holds the pen.
        """
        if self._thread is None:
            thread = Thread(target=self._work, name="commits", daemon=True)
            thread.start()
            self._thread = thread
        begun = Lock()
        begun.acquire()
        self._jobs.put((job, begun))
        begun.acquire()

    def _work(self) -> None:
        while (one := self._jobs.get()) is not None:
            job, begun = one
            begun.release()
            job()

    def close(self) -> None:
        """End the thread when what was handed to it is done."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()
            self._thread = None
