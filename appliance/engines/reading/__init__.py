"""Bytes in, text and facts or requirements out; pure, and made to run inside the jail.

``docs/formats/reading.md`` says what is read from which format.
"""

from appliance.engines.knowledge import Mention, load
from appliance.engines.reading import limits
from appliance.engines.reading.extract import extract, unpack
from appliance.engines.reading.identify import identify
from appliance.engines.reading.read import READER, read_document
from appliance.engines.reading.refusals import REFUSALS, Refusal, RefusalCode, Refused
from appliance.engines.reading.render import page_count, render_page
from appliance.engines.reading.warm import warm_up


def find_skills(text: str) -> list[Mention]:
    """Every skill mentioned in a text, with its place: code points ``[start, end)``."""
    return load().find_skills(text)


__all__ = [
    "READER", "REFUSALS", "Refusal", "RefusalCode", "Refused", "extract", "find_skills", "identify", "limits",
    "page_count", "read_document", "render_page", "unpack", "warm_up",
]  # fmt: skip
