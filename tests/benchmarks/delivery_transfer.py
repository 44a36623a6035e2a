"""A packet of many candidates: sealed, looked at, accepted in one transaction.

PEOPLE=10000   how many (the default)
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from pathlib import Path

from delivery_report import ROOT, Report

sys.path.insert(0, str(ROOT))


def measure(report: Report) -> None:
    """Print and keep the rows."""
    from appliance.foundation.kernel.clock import SystemClock
    from appliance.foundation.observability.logs import configure
    from tests.recruiting.transfer.conftest import ADA, Appliance

    configure("error")
    count = int(os.environ.get("PEOPLE", "10000"))
    filler = "\n" + "Built and ran services, wrote tests, and answered for them at night.\n" * 40
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        sides = []
        for name in ("Low", "High"):
            place = Path(folder) / name
            place.mkdir()
            sides.append(Appliance(place, SystemClock(), name))
        low, high = sides
        for one, other in ((low, high), (high, low)):
            content, card = other.transfer.card()
            one.transfer.pair(ADA, content, card.words)
        for number in range(count):
            mark = hashlib.sha256(str(number).encode()).hexdigest()[:12]
            low.person(f"Ada{mark} Example{number}", text_more=filler)
        begun = time.monotonic()
        _, (packet, *_) = low.transfer.send(ADA, "High", low.outbox)
        sent = time.monotonic()
        found = high.transfer.dry_run(packet).counts
        looked = time.monotonic()
        done = high.transfer.accept(ADA, packet, high.outbox)
        accepted = time.monotonic()
        if found["new"] != count or done.counts["new"] != count:
            raise SystemExit(f"not all arrived: {found}, {done.counts}")
        report.row("transfer", "seal", [sent - begun], "s", size=count)
        report.row("transfer", "dry run", [looked - sent], "s", size=count)
        report.row("transfer", "accept", [accepted - looked], "s", size=count)
        report.row("transfer", "packet", [packet.stat().st_size / 1e6], "MB", size=count)
        for one in sides:
            one.store.close()
