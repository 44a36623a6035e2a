"""Is what the network sees still good?"""

from __future__ import annotations

from datetime import datetime

from appliance.foundation.observability.checks import Check, CheckResult
from appliance.lifecycle.lan.addresses import of_this_machine
from appliance.lifecycle.lan.service import LanService

LAN = Check("lan", "Network and certificate", blocking=False)
SOON_DAYS = 30


def lan(service: LanService, now: datetime) -> CheckResult:
    """Whether the certificate, the revocation list and the addresses hold."""
    status = service.status()
    if status.lan is None:
        return LAN.ok("Muster serves this machine alone.")
    if status.waiting:
        return LAN.warn(
            "The request for a certificate was made and the certificate has not come.",
            "Have the site's CA sign it, then: muster lan certificate FILE",
        )
    if status.certificate is None:
        return LAN.fail("There is no certificate.", "Run muster lan enable again.")
    left = status.certificate.days_left(now)
    until = f"{status.certificate.not_after:%Y-%m-%d}"
    if left < 0:
        return LAN.fail(f"The certificate ended on {until}.", "Bring a new one: muster lan certificate FILE")
    if status.revocations_until is not None and status.revocations_until <= now:
        return LAN.fail(
            f"The revocation list ended on {status.revocations_until:%Y-%m-%d}: nobody is let in.",
            "Bring a newer one: muster lan clients --ca FILE --crl FILE",
        )
    if left < SOON_DAYS:
        mend = (
            "Muster renews it by itself; is it running?"
            if status.lan.source == "own"
            else "Ask the site's CA for a new one: muster lan request FILE"
        )
        return LAN.warn(f"The certificate ends on {until}, in {left} days.", mend)
    missing = set(of_this_machine()) - set(status.certificate.names.addresses)
    if missing and status.lan.source == "own":
        return LAN.warn(
            f"The certificate does not name {', '.join(sorted(missing))}.",
            "Use the host name, or run muster lan enable again and have browsers trust the new CA.",
        )
    return LAN.ok(f"Served as {status.lan.address}; the certificate ends on {until}.")
