"""A section that asks any one of its lines is one asked thing: one row, with the lines as its alternatives."""

from __future__ import annotations

import re
from itertools import groupby

from appliance.engines.reading.posting.outline import Outline
from appliance.engines.reading.posting.values import requirement
from appliance.foundation.contracts.requirements import Need, Requirement
from appliance.foundation.contracts.values import Scalar

_HEAD = re.compile(r"(?P<head>.{12,110}?)(?:\s[-–—]\s|[:;(\n]|\.(?:\s|$)|$)", re.DOTALL)
_JOINED = ("skill", "other", "years")
"""Kinds that go together in one row; certifications, degrees and languages stay rows of the group."""
_LEAST = 2


def one_of(text: str, drawn: Outline, rows: list[Requirement]) -> list[Requirement]:
    """The rows, where those of an any-one section are one: every skill its lines name is an alternative."""
    kept = [r for r in rows if not r.group.startswith("any-")]
    grouped = sorted((r for r in rows if r.group.startswith("any-")), key=lambda r: r.group)
    for group, members in groupby(grouped, key=lambda r: r.group):
        found = list(members)
        if any(r.kind not in _JOINED or r.span is None for r in found):
            kept += found
            continue
        lines = _lines(drawn, group)
        kept += [_joined(text, group, lines, found)] if len(lines) >= _LEAST else found
    return kept


def _lines(drawn: Outline, group: str) -> list[tuple[int, int]]:
    """The places of the group's lines, one for each paragraph."""
    units = [u for u in drawn.units if u.group == group and u.role in ("required", "preferred")]
    found = []
    for _, members in groupby(units, key=lambda u: u.paragraph):
        every = list(members)
        found.append((every[0].start, every[-1].end))
    return found


def _joined(text: str, group: str, lines: list[tuple[int, int]], rows: list[Requirement]) -> Requirement:
    names = tuple(dict.fromkeys(n for r in rows if r.kind == "skill" for n in r.any_of))
    ids = " ".join(dict.fromkeys(i for r in rows for i in str(r.detail.get("ids", "")).split()))
    heads = []
    for start, end in lines:
        match = _HEAD.match(text[start:end])
        head = " ".join((match["head"] if match else text[start:end]).split()).rstrip(" .,")
        heads.append(head)
    detail: dict[str, Scalar] = {"ids": ids} if ids else {}
    need: Need = "required" if any(r.need == "required" for r in rows) else "preferred"
    return requirement(
        "skill" if names else "other", need, text, lines[0][0], lines[-1][1],
        label="Any one of: " + "; ".join(heads), any_of=names, group=group, detail=detail,
    )  # fmt: skip
