"""What can be wrong with a request for a match."""

from __future__ import annotations

from appliance.foundation.kernel.errors import MusterError


class NothingToMatch(MusterError):
    code = "nothing_to_match"
    message = "{reference} has no requirements to match against."
    hint = "Add a posting to the requisition, or type its requirements."
    http_status = 409
    exit_code = 2


class MatchDiffers(MusterError):
    code = "match_differs"
    message = "Computed again, {count} of the stored results differ."
    hint = "Keep the data directory as it is and compare with a backup: a stored match never changes."
    http_status = 409
    exit_code = 3
