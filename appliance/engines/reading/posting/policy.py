"""Rows that speak of the place and the pay of the position itself: remote policy, locations, salary."""

from __future__ import annotations

import re

from appliance.engines.reading.posting.header import Header
from appliance.engines.reading.posting.outline import Outline
from appliance.engines.reading.posting.remote import Policy, in_header, in_sentence, settle
from appliance.engines.reading.posting.salary import salary_rows
from appliance.engines.reading.posting.values import Ask, requirement
from appliance.foundation.contracts.requirements import Requirement

_PAY_HEAD = re.compile(r"\b(?:salary|pay|compensation|wages?|rate|remuneration)\b", re.IGNORECASE)
_SECTIONS = (
    "required",
    "preferred",
    "benefits",
    "other",
    "summary",
    "about",
    "responsibilities",
    "boilerplate",
    "header",
)


def remote_policy(text: str, outline: Outline, header: Header, asks: tuple[Ask, ...]) -> Policy | None:
    """The policy that holds, with the words that say so."""
    found: list[Policy] = []
    labelled = {x.paragraph for x in header.labels if x.name in ("remote", "location", "employment")}
    for number, paragraph in enumerate(outline.paragraphs):
        line = text[paragraph.start : paragraph.end]
        if paragraph in outline.header or (number in labelled and len(line) < 120):
            stated = in_sentence(line, paragraph.start, "header")
            found += [p._replace(weight=p.weight + 3) for p in stated]
            if not stated and len(line) < 160:
                found += in_header(line, paragraph.start, labelled=number in labelled)
    for ask in asks:
        if ask.role != "header":
            found += in_sentence(ask.text, ask.start, ask.role)
    return settle(found)


def remote_row(text: str, policy: Policy) -> Requirement:
    """The row of the policy; remote work is an offer, the others ask for presence."""
    label = {"remote": "Remote", "hybrid": "Hybrid", "onsite": "On site"}[policy.policy]
    return requirement(
        "remote",
        "preferred" if policy.policy == "remote" else "required",
        text,
        policy.start,
        policy.end,
        label=label,
        normal=policy.policy,
    )


def location_rows(text: str, header: Header, policy: Policy | None) -> list[Requirement]:
    """One row a place, any one of which is enough; only preferred where the work can be done remotely."""
    rows = []
    remote = policy is not None and policy.policy == "remote"
    for place in header.locations:
        at = text.find(place)
        start, end = (at, at + len(place)) if at >= 0 else (0, 0)
        row = requirement(
            "location",
            "preferred" if remote else "required",
            text,
            start,
            end,
            label=place,
            normal=place,
            group="locations" if len(header.locations) > 1 else "",
        )
        rows.append(row if at >= 0 else row.model_copy(update={"span": None, "quote": ""}))
    return rows


def pay_rows(text: str, outline: Outline, header: Header, asks: tuple[Ask, ...]) -> list[Requirement]:
    """Every pay range, labelled ones first, the same range once."""
    rows: list[Requirement] = []
    expected = [(x.start, x.end) for x in header.labels if x.name == "salary"]
    headed = [
        s.span
        for s in outline.sections
        if s.heading and _PAY_HEAD.search(text[s.heading.start : s.heading.end])
    ]
    for low, high in expected:
        rows += salary_rows(text, Ask(text[low:high], low, "header", None, "", -1), expected=True)
    for ask in asks:
        if ask.role not in _SECTIONS or any(
            low >= ask.start and high <= ask.start + len(ask.text) for low, high in expected
        ):
            continue
        rows += salary_rows(text, ask, expected=any(h.start <= ask.start < h.end for h in headed))
    kept: list[Requirement] = []
    for row in rows:
        if not any(k.detail == row.detail for k in kept):
            kept.append(row)
    return kept
