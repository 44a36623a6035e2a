"""Delivery, measured: `make bench-delivery`.

    ONLY="bundle install"   some of the parts (default: all)
    BUNDLE=folder           the bundle to measure with (default: dist/bundle, which `make bundle` makes)
    JSON=file               rows of {"subject","engine","size","measure","p50","p95","unit"}

A part is a file ``delivery_NAME.py`` beside this one with ``measure(report)``; it is named in PARTS.
"""

from __future__ import annotations

import importlib
import os
import sys

from delivery_report import Report

PARTS = ("bundle", "backup", "tls", "transfer", "install")


def main() -> int:
    chosen = os.environ.get("ONLY", "").split() or list(PARTS)
    if unknown := [name for name in chosen if name not in PARTS]:
        print(f"bench-delivery: there is no part {unknown[0]}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    report = Report()
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name in chosen:
        importlib.import_module(f"delivery_{name}").measure(report)
    report.save()
    return 0


if __name__ == "__main__":
    sys.exit(main())
