"""How much one untrusted file may use."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

MIB = 1 << 20
MAX_CONTENT = 256 * MIB
"""Bytes of untrusted content one call may carry; a caller refuses larger files before they come here."""


@dataclass(frozen=True, slots=True)
class Limits:
    """``address_space`` and ``reply`` in bytes, ``cpu`` and ``wall`` in seconds, ``open_files`` as a count.

    ``address_space`` counts everything mapped, the warm reader included (about 150 MiB), whether it is used or not.
    """

    address_space: int
    cpu: int
    wall: float
    reply: int
    open_files: int = 32

    def as_plain(self) -> dict[str, Any]:
        """The limits as a frame carries them."""
        return asdict(self)


READ_LIMITS = Limits(address_space=512 * MIB, cpu=8, wall=9.0, reply=32 * MIB)
"""For text and facts of one file."""

RENDER_LIMITS = Limits(address_space=512 * MIB, cpu=8, wall=9.0, reply=24 * MIB)
"""For one page as an image: 40 megapixels are refused by the reader, a PNG of a page is far below the rest."""

LIMIT_SETS: dict[str, Limits] = {"read": READ_LIMITS, "render": RENDER_LIMITS}
