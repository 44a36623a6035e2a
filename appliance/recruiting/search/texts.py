"""Résumés that were shown a moment ago: turning a page over, another order or one word more shows much the same people.

A document never changes under its place in the table, so its text is read, decrypted and cut into words once. What is
kept belongs to one generation of the index and goes with it: nobody who was erased stays in memory. Who may see whom is
not decided here: only people of a result are asked for.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock

from appliance.engines.fulltext import Words
from appliance.foundation.store import Reading
from appliance.recruiting import candidates
from appliance.recruiting.candidates import Placed

MOST = 4_000_000
"""Characters kept, of about 1,200 résumés, and about as many bytes for where their words stand; those not shown for the
longest time go first."""


class RecentTexts:
    """The newest texts of people by who they are. Safe for threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Placed, tuple[str, Words]] = OrderedDict()
        self._size = 0
        self._generation = -1
        self._lock = Lock()

    def newest(self, tx: Reading, refs: Sequence[str], generation: int) -> dict[str, tuple[str, Words]]:
        """(document id, words) of each person's newest document, of those merged into them as well."""
        places = candidates.newest_places(tx, refs)
        known = self._known(places.values(), generation)
        missing = [place for place in places.values() if place not in known]
        if missing:
            read = candidates.texts_at(tx, missing)
            found = {place: (document, Words(text)) for place, (document, text) in read.items()}
            self._keep(found, generation)
            known |= found
        return {ref: known[place] for ref, place in places.items() if place in known}

    def _known(self, places: Iterable[Placed], generation: int) -> dict[Placed, tuple[str, Words]]:
        with self._lock:
            if generation != self._generation:
                self._kept.clear()
                self._size, self._generation = 0, generation
            known = {place: self._kept[place] for place in places if place in self._kept}
            if not all(
                words.is_current for _, words in known.values()
            ):  # cut with a memory that was given up
                self._kept.clear()
                self._size = 0
                return {}
            for place in known:
                self._kept.move_to_end(place)
        return known

    def _keep(self, found: Mapping[Placed, tuple[str, Words]], generation: int) -> None:
        with self._lock:
            if generation != self._generation:
                return
            for place, one in found.items():
                if place not in self._kept:
                    self._kept[place] = one
                    self._size += len(one[1].text)
            while self._size > self._most:
                _, gone = self._kept.popitem(last=False)
                self._size -= len(gone[1].text)
