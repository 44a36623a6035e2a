"""How a field of study somebody has bears on one that is asked for."""

from __future__ import annotations

import re

from appliance.engines.knowledge.packs import rows
from appliance.engines.knowledge.tokens import key
from appliance.engines.knowledge.values import Relation

_ORDER = ("same", "child", "related", "parent")
"""Best first: of several parts of a field ("Physics and Mathematics") the best one counts."""
_PARTS = re.compile(r"\s*(?:[,;/()&+]|\b(?:and|with|und|et|y|e|en)\b)\s*", re.IGNORECASE)
_MINOR = re.compile(r"[\s,;(]*\bminor\b.*", re.IGNORECASE | re.DOTALL)
"""A minor subject is none that a degree is in."""
_LEAD = frozenset({"a", "an", "the", "any", "other", "another", "in", "of"})
_TAIL = frozenset({"degree", "major", "field", "discipline", "subject", "area", "program", "studies", "study", "concentration", "emphasis"})  # fmt: skip
_DEGREES = frozenset({"bachelor", "bachelors", "master", "masters", "doctor", "doctorate", "associate", "associates", "bs", "ba", "bsc", "ms", "ma", "msc", "phd", "degree", "diploma"})  # fmt: skip
"""The first word of a degree, which is no field."""
_SMALL = frozenset({"and", "of", "the", "in", "for", "&", ",", "-", "/"})


class FieldRelations:
    """The fields and their relations: the same, within a wider one, related, or nothing known."""

    def __init__(self) -> None:
        self._same: dict[tuple[str, ...], str] = {}
        self._degrees: dict[tuple[str, ...], str] = {}
        self._groups: dict[str, list[str]] = {}
        self._within: dict[tuple[str, ...], tuple[frozenset[str], tuple[tuple[str, ...], ...]]] = {}
        self._areas: dict[tuple[str, ...], str] = {}
        for row in rows("fields"):
            for name in (row.cell(0), *row.items(1)):
                self._areas.setdefault(key(name), row.cell(0))
        for row in rows("field_relations"):
            if row.section == "same":
                for name in (row.cell(0), *row.items(1)):
                    self._same[key(name)] = row.cell(0)
            elif row.section == "degree":
                self._degrees |= {key(name): row.cell(0) for name in row.items(1)}
            elif row.section == "related":
                for name in row.items(1):
                    self._groups.setdefault(self.name(name), []).append(row.cell(0))
            else:
                ends = tuple(key(i[2:]) for i in row.items(1) if i.startswith("* "))
                names = frozenset(self.name(i) for i in row.items(1) if not i.startswith("* "))
                for name in row.items(0):
                    self._within[key(name)] = (names, ends)

    @property
    def size(self) -> int:
        """How many fields there are whose relations are known."""
        return len(self._groups)

    def name(self, field: str) -> str:
        """The usual name of a field, or as it is written when it has none here."""
        return self._same.get(_bare(field), field)

    def relation(self, have: str, wanted: str) -> Relation | None:
        """``same``, ``child`` (within what is asked), ``related``, ``parent`` (the wider field); None when nothing is known.

        ``have`` may be a degree whose name says its field (MBA); of any other degree nothing is known.
        """
        have = self._degrees.get(key(have) if any(c.isalnum() for c in have) else (), _MINOR.sub("", have))
        asked = _bare(wanted)
        mine = _bare(have)
        if not asked or not mine or mine[0] in _DEGREES:
            return None
        whole = self._one(have, wanted)
        if whole is not None and whole.kind == "same":
            return whole
        found = [
            whole,
            *(self._one(part, wanted) for part in _PARTS.split(have) if _bare(part) != _bare(have)),
        ]
        best = [r for r in found if r is not None]
        return min(best, key=lambda r: _ORDER.index(r.kind)) if best else None

    def _one(self, have: str, wanted: str) -> Relation | None:
        mine, asked = _bare(have), _bare(wanted)
        if not mine:
            return None
        here, there = self._same.get(mine), self._same.get(asked)
        if mine == asked or (here is not None and here == there):
            return Relation("same", "" if mine == asked else f"the same as {wanted}")
        if self._is_within(mine, asked):
            return Relation("child", f"within {wanted}")
        if asked not in self._within and not (here and there):
            words, others = set(mine) - _SMALL, set(asked) - _SMALL
            if others < words:
                return Relation("child", f"within {wanted}")
            if words < others:
                return Relation("parent", f"wider than {wanted}")
        if self._is_within(asked, mine):
            return Relation("parent", f"wider than {wanted}")
        shared = [g for g in self._groups.get(there or "", ()) if g in self._groups.get(here or "", ())]
        if shared:
            return Relation("related", f"related to {wanted} ({shared[0]})")
        area = self._areas.get(mine)
        if area is not None and area == self._areas.get(asked) and not (here and there):
            return Relation("related", f"related to {wanted} ({area})")
        return None

    def _is_within(self, field: tuple[str, ...], area: tuple[str, ...]) -> bool:
        names, ends = self._within.get(area, (frozenset(), ()))
        usual = self._same.get(field)
        return (
            (usual is not None and usual in names)
            or field in {key(n) for n in names if n not in self._groups}
            or any(field[-len(end) :] == end for end in ends if field != area)
        )


def _bare(field: str) -> tuple[str, ...]:
    """The tokens of a field without what stands around it: "a degree in", "major"."""
    words = list(key(field)) if any(c.isalnum() for c in field) else []
    while words and (words[0] in _LEAD or not words[0][0].isalnum()):
        words.pop(0)
    while len(words) > 1 and (words[-1] in _TAIL or not words[-1][0].isalnum()):
        words.pop()
    return tuple(words)
