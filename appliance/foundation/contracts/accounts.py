"""Who acts."""

from __future__ import annotations

from typing import Literal

from appliance.foundation.contracts.values import Value


class Actor(Value):
    """``ref`` is what the log keeps: ``user:…``, ``console:<system user>`` or ``system:<part>``."""

    ref: str
    name: str
    kind: Literal["user", "console", "system"]
    role: str = "administrator"


SYSTEM_WORKER = Actor(ref="system:worker", name="Muster", kind="system")
