"""What can go wrong with an index."""

from __future__ import annotations

from appliance.foundation.kernel.errors import MusterError


class IndexDamaged(MusterError):
    """The files are not the ones that were committed, or cannot be read: quarantine and build again."""

    code = "index_damaged"
    message = "The search index cannot be trusted: {reason}."
    hint = "It is set aside and built again from the store; searching is back when that is done."
    http_status = 503
    exit_code = 3


class IndexBusy(MusterError):
    """Somebody else is writing."""

    code = "index_busy"
    message = "The search index is being written by another process."
    hint = "Only one worker may write it; wait for it or end it."
    http_status = 503
    exit_code = 5


class QueryUnsupported(MusterError):
    """The engine does not answer this kind of question, and says so rather than answer wrongly."""

    code = "query_unsupported"
    message = "The search engine cannot answer this: {what}."
    hint = "Ask it in another way."
    http_status = 400
    exit_code = 2


class NoSuchEntry(MusterError):
    """More like something that is not in the index."""

    code = "no_such_entry"
    message = "The search index holds nothing under {ref}."
    hint = "It may not be indexed yet; try again in a moment."
    http_status = 404
    exit_code = 2
