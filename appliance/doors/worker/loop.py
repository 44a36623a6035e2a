"""Work until told to stop; a lock on the data directory keeps a second worker away."""

from __future__ import annotations

import math
import os
import signal
import threading
import time
from typing import Any

from appliance.foundation.observability.logs import logger
from appliance.wiring import Services, working_alone

INBOX_SECONDS = 2.0
LOG_SECONDS = 0.5
TIDY_SECONDS = 3.0
"""Without work for so long, what is left over from many commits is put in order."""


def _tidy(indexer: Any, log: Any) -> None:
    try:
        if indexer.tidy():
            log.info("index.tidied")
    except Exception:
        log.exception("index.tidying_failed")


def run_worker(services: Services, stop: threading.Event | None = None) -> None:
    """Be the worker of the data directory until SIGTERM or ``stop``."""
    stop = stop or threading.Event()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
    log = logger("worker")
    parent = os.getppid()
    with working_alone(services.settings.data) as alone:
        if not alone:
            log.warning("worker.another_is_at_work")
            return
        worker, inbox, indexer = services.worker(f"worker:{os.getpid()}")
        log.info("worker.started", recovered=worker.recover())
        services.backups.schedule()
        measuring = threading.Thread(target=services.sampler("worker").run, args=(stop,), daemon=True)
        measuring.start()
        looked = tended = 0.0
        idle_since = time.monotonic()
        while not stop.is_set():
            done = worker.run_once()
            if done:
                idle_since = time.monotonic()
            elif time.monotonic() - idle_since > TIDY_SECONDS:
                idle_since = math.inf  # once, until there is work again
                _tidy(indexer, log)
            if time.monotonic() - tended > LOG_SECONDS:
                tended = time.monotonic()
                services.tend_log()
            if time.monotonic() - looked > INBOX_SECONDS:
                looked = time.monotonic()
                try:
                    inbox.look()
                except Exception:
                    log.exception("inbox.failed")
            if os.getppid() != parent:
                log.info("worker.parent_is_gone")
                break
            if not done:
                stop.wait(0.2)
        indexer.close()
        stop.set()
        measuring.join(5)
    log.info("worker.stopped")
