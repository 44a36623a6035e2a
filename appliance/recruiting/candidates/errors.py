"""What can be wrong with a request about a candidate."""

from __future__ import annotations

from appliance.foundation.kernel.errors import MusterError


class CannotMerge(MusterError):
    code = "cannot_merge"
    message = "These two cannot be merged: {why}."
    hint = "Choose two different candidates that are not merged already."
    http_status = 409


class Masked(MusterError):
    code = "masked"
    message = "In the blind view this shows who the person is."
    hint = "Unmask the person first, with a reason; that is written into the log. The text stays readable, covered."
    http_status = 403
    exit_code = 1
