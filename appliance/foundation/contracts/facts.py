"""A fact: one thing read from a document, with the span it was read from, or entered by a person."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from appliance.foundation.contracts.values import Scalar, Span, Value

FactKind = Literal[
    "name", "email", "phone", "link", "location", "title", "employer", "position", "degree",
    "school", "education", "skill", "certification", "language", "years", "clearance", "authorisation",
]  # fmt: skip
FACT_KINDS: tuple[FactKind, ...] = (
    "name", "email", "phone", "link", "location", "title", "employer", "position", "degree",
    "school", "education", "skill", "certification", "language", "years", "clearance", "authorisation",
)  # fmt: skip
Confidence = Literal["sure", "likely", "unsure"]


class Fact(Value):
    """``value`` as written, ``normal`` for comparison, ``quote`` the text of ``span``.

    ``detail`` by kind (missing = unknown; dates are ``YYYY`` or ``YYYY-MM``, a month is never invented):

    * ``position``: title, employer, start, end (a date or ``present``), location, months (int).
      ``value`` is "title, employer"; ``span`` covers the entry's heading lines up to one that is never read, and the title and the
      employer are facts of their own as well.
    * ``education``: degree, level (see ``knowledge.degrees``), field, school, start, end, year.
    * ``degree``: level, field, abbreviation. ``school``: nothing.
    * ``skill``: id (a skill of the knowledge pack, "" when unknown to it), months (int: months in the
      dated positions that mention it), last_used (``YYYY-MM`` or ``present``), found_in (section heading),
      mentions (int).
    * ``years``: years (float: total of dated positions without counting overlaps twice, or as stated),
      basis (``dates`` or ``stated``).
    * ``clearance``: level, status (``active expired obtainable unknown``), investigation, polygraph.
      ``quote`` is the words around it. Always a claim.
    * ``authorisation``: ``us_citizen``, ``permanent_resident`` or ``work_authorised`` in ``normal``; only as stated.
    * ``certification``: id, year (given), expires (``YYYY`` or ``YYYY-MM``). ``language``: level. ``phone``: E.164 in ``normal``.
    * ``link``: site (``linkedin github other``). ``name``: given, family.
    * ``title``: headline (true for the title a person gives themselves under the name; no position has it).

    ``span`` is None for facts entered by a person or computed from several places.
    """

    kind: FactKind
    value: str
    normal: str
    span: Span | None = None
    quote: str = ""
    detail: dict[str, Scalar] = Field(default_factory=dict)
    reader: str
    confidence: Confidence = "likely"
