"""Where documents stand in their table, and their texts: for whoever keeps texts a while."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.foundation.store import Reading
from appliance.recruiting.candidates import _records as records
from appliance.recruiting.candidates._records import Placed
from appliance.recruiting.candidates.withheld import searchable

__all__ = ["Placed", "newest_places", "texts_at"]


def newest_places(tx: Reading, ids: Sequence[str]) -> dict[str, Placed]:
    """Where each candidate's newest document stands, those of merged candidates included."""
    heads = records.merged_into(tx, ids)
    found: dict[str, Placed] = {}
    for place in records.places_newest_first(tx, list(heads)):
        found.setdefault(heads[place.candidate_id], place)
    return found


def texts_at(tx: Reading, places: Sequence[Placed]) -> dict[Placed, tuple[str, str]]:
    """(document id, searchable text) of the documents at these places; those that are gone are missing."""
    found = records.texts_at(tx, places)
    return {place: (document, searchable(text)) for place, (document, text) in found.items()}
