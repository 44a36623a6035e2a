"""What ``/livez`` and ``/readyz`` answer, as plain data. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from appliance.foundation.observability.checks import Check, CheckResult, blocking_failures


@dataclass(frozen=True, slots=True)
class Health:
    """An HTTP status and a body of plain data."""

    http_status: int
    body: dict[str, Any]


def livez() -> Health:
    """The process answers; nothing more is asked, so that a slow disk does not get it restarted."""
    return Health(200, {"status": "ok"})


def readyz(checks: Sequence[Check], results: Sequence[CheckResult], detailed: bool = False) -> Health:
    """200 when no blocking check fails, else 503. Sentences, which name paths and versions, only when ``detailed``."""
    missing = [check.name for check in checks if check.name not in {result.name for result in results}]
    ready = not blocking_failures(checks, results) and not missing
    worst = "unready" if not ready else "ok" if all(r.status == "ok" for r in results) else "degraded"
    rows = [{"name": r.name, "status": r.status} | (_words(r) if detailed else {}) for r in results]
    rows += [{"name": name, "status": "fail"} for name in missing]
    return Health(200 if ready else 503, {"status": worst, "checks": rows})


def _words(result: CheckResult) -> dict[str, str]:
    return {"sentence": result.sentence, "mend": result.mend}
