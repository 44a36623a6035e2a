"""What can be wrong with a search."""

from __future__ import annotations

from appliance.foundation.kernel.errors import MusterError


class QueryError(MusterError):
    """A query that cannot be read. ``position`` counts code points of the text as typed, from 0."""

    code = "query"
    message = "{what}"
    hint = "{mend}"
    http_status = 400
    exit_code = 2

    def __init__(self, *, position: int, what: str, mend: str) -> None:
        super().__init__(position=position, what=what, mend=mend)
        self.position = position

    @property
    def sentence(self) -> str:
        """What cannot be read, as it is: typed text is never taken for a template."""
        return str(self.values["what"])

    @property
    def mend(self) -> str:
        """What to write instead."""
        return str(self.values["mend"])

    def as_dict(self) -> dict[str, object]:
        """The error as plain data, with its position."""
        return {**super().as_dict(), "position": self.position}


class SearchNotBooked(MusterError):
    """Every search belongs to a requisition, or to sourcing with a reason."""

    code = "search_not_booked"
    message = "This search is not booked to a requisition."
    hint = "Choose the requisition it is for, or give the reason why you are sourcing without one."
    http_status = 400
    exit_code = 2


class IndexNotReady(MusterError):
    """There is no index to ask at the moment."""

    code = "index_not_ready"
    message = "The search index is being built; searching is back when that is done."
    hint = "Candidates and requisitions can be opened meanwhile. The Today page shows the progress."
    http_status = 503
    exit_code = 5
