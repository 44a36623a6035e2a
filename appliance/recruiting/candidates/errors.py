"""What can be wrong with a request about a candidate."""

from __future__ import annotations

from appliance.foundation.kernel.errors import MusterError


class CannotMerge(MusterError):
    code = "cannot_merge"
    message = "These two cannot be merged: {why}."
    hint = "Choose two different candidates that are not merged already."
    http_status = 409
