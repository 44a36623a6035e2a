"""Bytes in, text and facts or requirements out; pure, and made to run inside the jail.

``docs/formats/reading.md`` says what is read from which format. The readers and their libraries are imported when
first used: only the jail's host needs them, and everybody else starts half a second sooner.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from appliance.engines.reading import limits
from appliance.engines.reading.refusals import REFUSALS, Refusal, RefusalCode, Refused

if TYPE_CHECKING:
    from appliance.engines.knowledge import Mention
    from appliance.engines.reading.extracting import extract, unpack
    from appliance.engines.reading.identifying import identify
    from appliance.engines.reading.read import READER, read_document
    from appliance.engines.reading.render import page_count, render_page
    from appliance.engines.reading.warm import warm_up

_HOMES = {
    "READER": "read",
    "extract": "extracting",
    "identify": "identifying",
    "page_count": "render",
    "read_document": "read",
    "render_page": "render",
    "unpack": "extracting",
    "warm_up": "warm",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    found = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def find_skills(text: str) -> list[Mention]:
    """Every hard skill in a text, with its place: code points ``[start, end)``; ``skill`` is "" where no pack has it.

    Found by the learned tagger, which sees the packs' own finds and the sentence around them.
    """
    from appliance.engines.knowledge import load
    from appliance.engines.reading.tagger import tagged_skills

    return tagged_skills(text, load())


__all__ = [
    "READER", "REFUSALS", "Refusal", "RefusalCode", "Refused", "extract", "find_skills", "identify", "limits",
    "page_count", "read_document", "render_page", "unpack", "warm_up",
]  # fmt: skip
