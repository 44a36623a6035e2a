"""When a field of a posting is read right: one judgement for the tests and the benchmark."""

from __future__ import annotations

from typing import Any

from appliance.foundation.kernel.text import fold_words

NOTHING = (None, "", [])


def is_right(field: str, wanted: Any, found: Any) -> bool:
    """Whether the value found is the wanted one; where nothing is wanted, nothing is to be found.

    Words are compared without case, accents and punctuation, ``min_years`` is one of several, and of a salary
    the two ends and the period count.
    """
    if wanted in NOTHING or found in NOTHING:
        return wanted in NOTHING and found in NOTHING
    if field == "min_years":
        return found in wanted
    if field == "salary":
        return all(found[k] == wanted[k] for k in ("min", "max", "period"))
    if field == "locations":
        return {fold_words(w) for w in wanted} == {fold_words(f) for f in found}
    if isinstance(wanted, str) and isinstance(found, str):
        return fold_words(wanted) == fold_words(found)
    return bool(wanted == found)
