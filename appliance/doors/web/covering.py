"""How covered words look in the blind view: quieter than those around them, and said once."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from appliance.recruiting.candidates import COVER

_RUN = re.compile(rf"{COVER}(?:[{COVER}\W]*{COVER})?")
"""Covered words, with the spaces and signs between them that were not covered."""


def covered(text: str) -> Markup:
    """A text with each run of covered words in a ``cover`` of its own; anything else is escaped as always."""
    safe = str(escape(text))
    return Markup(_RUN.sub(_marked, safe) if COVER in safe else safe)  # noqa: S704 - escaped above


def _marked(found: re.Match[str]) -> str:
    return f'<span class="cover" role="img" aria-label="covered">{found.group()}</span>'
