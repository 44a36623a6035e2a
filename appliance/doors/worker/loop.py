"""Work until told to stop; a lock on the data directory keeps a second worker away."""

from __future__ import annotations

import os
import signal
import threading
import time

from appliance.foundation.observability.logs import logger
from appliance.wiring import Services, working_alone

INBOX_SECONDS = 2.0


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
        looked = 0.0
        while not stop.is_set():
            done = worker.run_once()
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
