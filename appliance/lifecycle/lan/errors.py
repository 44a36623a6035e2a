"""What can be wrong with serving on the network."""

from __future__ import annotations

from appliance.foundation.kernel.errors import MusterError


class NotAHostName(MusterError):
    code = "lan_name"
    message = "“{name}” is not a name that browsers could reach this machine by."
    hint = "Give the full name your name server knows, for example muster.example.com."
    http_status = 400
    exit_code = 2


class ClockWrong(MusterError):
    code = "lan_clock"
    message = "This machine's clock says {now}, which is before this release was made ({release})."
    hint = "Set the clock first: a certificate made now would not be valid."
    exit_code = 2


class CertificateRefused(MusterError):
    code = "lan_certificate"
    message = "The certificate cannot be used: {why}."
    hint = (
        "Ask the site's CA for a certificate made from the request that “muster lan enable --csr FILE” wrote."
    )
    http_status = 400
    exit_code = 3


class LanNotReady(MusterError):
    code = "lan_not_ready"
    message = "Muster does not serve on the network: {why}."
    hint = "See “muster lan status”; “muster lan disable” goes back to this machine alone."
    exit_code = 2
