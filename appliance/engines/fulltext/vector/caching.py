"""A cache that forgets what was not asked for the longest time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from appliance.engines.fulltext.vector.sections import Array

_OVERHEAD = 200


class Cache:
    """Arrays by key, at most so many bytes of them. Safe for several threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[Hashable, Array] = OrderedDict()
        self._lock = Lock()

    def known(self, key: Hashable) -> Array | None:
        """The array of a key, None if it is not there."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def get(self, key: Hashable, make: Callable[[], Array]) -> Array:
        """The array of a key; made if it is not there."""
        found = self.known(key)
        if found is not None:
            return found
        made = make()
        size = made.nbytes + _OVERHEAD
        if size * 4 > self._most:
            return made
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self._bytes += size
                while self._bytes > self._most:
                    _, gone = self._kept.popitem(last=False)
                    self._bytes -= gone.nbytes + _OVERHEAD
        return made
