"""Who of many matches may be among the best, by rough scores of one byte a document.

Adding up the scores of common words over a whole index to choose twenty is mostly memory that is moved. A rough score
moves a quarter of it: of each word's score the whole levels (``Term.levels``), halved until the sum of all fits into a
byte. The score of ``n`` words lies less than ``n`` levels above its rough one, so whoever is more than ``n`` levels below
a rough score that enough others reach is not among the best. What is left is scored exactly.
"""

from __future__ import annotations

import numpy as np

from appliance.engines.fulltext.vector.combining import Any, Every
from appliance.engines.fulltext.vector.operators import LEVEL, Operator, Term
from appliance.engines.fulltext.vector.sections import Array

_MANY = 8192
"""Matches below which all of them are scored exactly."""
_COLUMNS = 32
_BYTE = 8
_MOST_OF_THEM = 4


def bound(keys: Array, wanted: int) -> int | float | None:
    """Something that at least ``wanted`` keys reach: the best of a column each, and of those the one at that place.

    None for few keys, of which that says little.
    """
    rows = len(keys) // _COLUMNS
    if rows < wanted * 4:
        return None
    best = keys[: rows * _COLUMNS].reshape(_COLUMNS, rows).max(axis=0)
    found: int | float = np.partition(best, rows - wanted)[rows - wanted].item()
    return found


def contenders(found: Operator, wanted: int) -> Array | None:
    """Matches, ascending, with the ``wanted`` best and all their equals among them; None where that takes them all.

    Only for what matches wherever it scores: a word, or any of several.
    """
    if isinstance(found, Every) or found.size() < _MANY:
        return None
    return _reaching(found, None, wanted)


def narrowed(found: Operator, ids: Array, wanted: int) -> Array:
    """The same among some of the matches; all of these where it is not cheaper."""
    left = _reaching(found, ids, wanted) if len(ids) >= _MANY else None
    return ids if left is None else ids.take(left)


def _terms(found: Operator) -> list[Term] | None:
    """The words whose scores, wherever they are, add up to those of all matches; None where it is not so simple."""
    if isinstance(found, Term):
        return [found] if found.common and found.most * LEVEL < 1 << _BYTE else None
    if type(found) not in {Any, Every}:
        return None
    terms = []
    for child in found.scoring:  # type: ignore[attr-defined]  # both have it
        if child.constant() == 0.0:
            continue
        if isinstance(child, Every) and not isinstance(found, Every):
            return None  # some of its words may be where it does not match
        some = _terms(child)
        if some is None:
            return None
        terms += some
    return terms or None


def _reaching(found: Operator, ids: Array | None, wanted: int) -> Array | None:
    """Indices among the ids, or documents, of those that may be among the best."""
    terms = _terms(found)
    if terms is None or len(terms) == 1:
        return None  # the scores of one word are kept as they are
    # made once the terms were asked for often; at once for a union, which would make something as dear without them
    known = [levels for term in terms if (levels := term.levels(later=ids is not None)) is not None]
    if len(known) < len(terms):
        return None
    halved = max(0, int(sum(term.most for term in terms) * LEVEL).bit_length() - _BYTE)
    if ids is not None and len(ids) * _MOST_OF_THEM < found.documents:
        known = [levels.take(ids) for levels in known]
        ids = None
    first, *others = known
    rough = first >> halved
    for levels in others:
        rough += levels >> halved if halved else levels
    if ids is not None:
        rough = rough.take(ids)
    reached = bound(rough, wanted)
    if reached is None or reached <= len(terms):
        return None
    return np.flatnonzero(rough >= reached - len(terms))
