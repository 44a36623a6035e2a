"""What can be wrong with the audit log."""

from __future__ import annotations

from appliance.foundation.kernel.errors import MusterError


class AuditBroken(MusterError):
    code = "audit_broken"
    message = "The audit log does not verify: entry {seq} {why}."
    hint = "Keep the data directory as it is and compare with your last printed checkpoint and backup."
    exit_code = 3
