"""What can be wrong with a request about an import."""

from __future__ import annotations

from appliance.foundation.kernel.errors import MusterError


class BatchNotOpen(MusterError):
    code = "batch_not_open"
    message = "This import is {state}; nothing can be added to it."
    hint = "Begin a new import."
    http_status = 409


class BatchNotFinished(MusterError):
    code = "batch_not_finished"
    message = "This import cannot be undone while it is {state}."
    hint = "Wait until every file has its verdict."
    http_status = 409


class AlreadyAnswered(MusterError):
    code = "already_answered"
    message = "This question was answered meanwhile."
    hint = "Look at the review queue again."
    http_status = 409


class NothingToImport(MusterError):
    code = "nothing_to_import"
    message = "There is nothing to import at {path}."
    hint = "Give a file or a folder that exists and holds files."
    http_status = 400
    exit_code = 2
