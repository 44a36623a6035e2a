"""Every change of the database's shape, in order. Add at the end; never edit an old one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from appliance.foundation.store.migrations import m0001_foundation

MIGRATIONS: tuple[tuple[str, Callable[[Any], None]], ...] = (("m0001_foundation", m0001_foundation.migrate),)
