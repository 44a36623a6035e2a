"""Requisitions, postings and their requirements and corrections."""

from appliance.recruiting.requisitions.carrying import carried, changed_since, take_carried
from appliance.recruiting.requisitions.service import (
    RequisitionProfile,
    Requisitions,
    add_posting,
    cards,
    create,
    find,
    in_force,
    index_entry,
    known_file,
    open_ones,
    page_of_ids,
    remove_batch,
    touch,
)
from appliance.recruiting.requisitions.team import Team, scope_for

__all__ = [
    "RequisitionProfile",
    "Requisitions",
    "Team",
    "add_posting",
    "cards",
    "carried",
    "changed_since",
    "create",
    "find",
    "in_force",
    "index_entry",
    "known_file",
    "open_ones",
    "page_of_ids",
    "remove_batch",
    "scope_for",
    "take_carried",
    "touch",
]
