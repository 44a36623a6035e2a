"""The tamper-evident log."""

from appliance.foundation.audit._records import Checkpoint, Verification, append, entries, verify

__all__ = ["Checkpoint", "Verification", "append", "entries", "verify"]
