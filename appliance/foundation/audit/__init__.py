"""The tamper-evident log."""

from appliance.foundation.audit._records import Checkpoint, Verification, append, entries, verify
from appliance.foundation.audit.desk import AuditDesk

__all__ = ["AuditDesk", "Checkpoint", "Verification", "append", "entries", "verify"]
