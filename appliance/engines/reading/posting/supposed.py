"""What a posting asks where no rule is sure of it: the default turned round, for what nothing else in the posting says.

A clearance, a citizenship or a number of years that any sentence names counts, unless its clause is about the company, about
others, about a time, an age, a contract or a wish. It is looked at only where the posting gave no row of that kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from appliance.engines.knowledge import Knowledge
from appliance.engines.reading.posting.citizenship import citizenship_rows, denies_citizenship
from appliance.engines.reading.posting.clearance import supposed_clearance
from appliance.engines.reading.posting.needs import says_preferred
from appliance.engines.reading.posting.values import Ask
from appliance.engines.reading.posting.years import supposed_years
from appliance.foundation.contracts.requirements import Requirement

_OTHER_WORDS = re.compile(
    r"\b(?:we|our|us|they|their|company|firm|customers?|clients?|serv(?:e|es|ing)|help(?:s|ing)?|founders?)\b",
    re.IGNORECASE,
)


def supposed_rows(
    text: str, asks: Iterable[Ask], rows: list[Requirement], knowledge: Knowledge, *, state: bool
) -> list[Requirement]:
    """The rows of the kinds that ``rows`` has none of. ``state``: the posting has to do with a state's secrets."""
    pieces = [a for a in asks if a.role != "boilerplate"]
    kinds = {r.kind for r in rows}
    found: list[Requirement] = []
    if "clearance" not in kinds:
        found += supposed_clearance(text, pieces, knowledge, state=state)
    if "citizenship" not in kinds and not any(denies_citizenship(p.text) for p in pieces):
        for piece in pieces:
            if not _OTHER_WORDS.search(piece.text):
                found += citizenship_rows(text, piece, labelled=True)
    if not any(r.years is not None or any(a.years is not None for a in r.alternatives) for r in rows):
        for piece in pieces:
            if not says_preferred(piece.text):
                found += supposed_years(text, piece)
    return found
