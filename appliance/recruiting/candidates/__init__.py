"""People, their documents, facts and corrections, duplicates, merge and un-merge."""

from appliance.recruiting.candidates.kinds import KINDS
from appliance.recruiting.candidates.service import (
    Candidates,
    Profile,
    add_document,
    cards,
    create,
    documents_of,
    in_force,
    index_entry,
    known_file,
    likenesses,
    page_of_ids,
    refresh,
    remove_batch,
    replace_reading,
    touch,
)

__all__ = [
    "KINDS",
    "Candidates",
    "Profile",
    "add_document",
    "cards",
    "create",
    "documents_of",
    "in_force",
    "index_entry",
    "known_file",
    "likenesses",
    "page_of_ids",
    "refresh",
    "remove_batch",
    "replace_reading",
    "touch",
]
