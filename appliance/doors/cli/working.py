"""Doing the worker's work from a command when no worker runs."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from appliance.wiring import Services, working_alone


@contextmanager
def as_worker(services: Services) -> Iterator[Callable[[], None]]:
    """A function that does one round of work, or waits a little when another process is the worker."""
    with working_alone(services.settings.data) as alone:
        if not alone:
            yield lambda: time.sleep(0.1)
            return
        worker, _inbox, indexer = services.worker(f"console:{os.getpid()}")
        worker.recover()

        def turn() -> None:
            worker.run_once()

        yield turn
        indexer.close()
