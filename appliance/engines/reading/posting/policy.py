"""Rows that speak of the place of the position itself: remote policy, locations."""

from __future__ import annotations

import re
from bisect import bisect_left

from appliance.engines.reading.posting.arrangement import labelled
from appliance.engines.reading.posting.cues import cued
from appliance.engines.reading.posting.header import Header
from appliance.engines.reading.posting.labels import label_name
from appliance.engines.reading.posting.outline import Outline
from appliance.engines.reading.posting.remote import Policy, in_header, in_sentence, settle, without_questions
from appliance.engines.reading.posting.values import Ask, requirement
from appliance.foundation.contracts.requirements import Requirement

_IN_HEADER = 3
_A_WAY = re.compile(
    r"(?:fully |100 ?% )?(?:hybrid|remote|on-?site|in[- ]office|in[- ]person)\b", re.IGNORECASE
)
_OF_THE_POSITION = re.compile(
    r"\b(?:this|the) (?:position|role|job|post|work)\b|\byou (?:will|work|come|sit)\b", re.IGNORECASE
)
_NO_TO_IT = re.compile(r"(?<=\?)\s+(?:no\b|not\b|nope|sorry|afraid|never|unfortunately)", re.IGNORECASE)
"""What answers a question with no ("Remote first? Not quite.")."""
_NOT_OF_WORK, _LONG = ("benefits", "boilerplate"), 1500
_PLAIN = {0x2010: "-", 0x2011: "-", 0xA0: " ", 0x202F: " "}
"""Hyphens and spaces that do not break, as the patterns write them; offsets stay."""


def remote_policy(text: str, outline: Outline, header: Header, asks: tuple[Ask, ...]) -> Policy | None:
    """The policy that holds, with the words that say so."""
    text = without_questions(text.translate(_PLAIN))
    found = [Policy(*said) for said in labelled(text)]
    marked = {x.paragraph for x in header.labels if x.name in ("remote", "location", "employment")}
    answers = {x.paragraph: (x.start, x.end) for x in header.labels if x.name == "remote"}
    top = {p.start for p in outline.header}
    for number, paragraph in enumerate(outline.paragraphs):
        line = text[paragraph.start : paragraph.end]
        if _is_label(line):
            continue
        answer = answers.get(number)
        if answer and _answers(text, *answer):  # "Remote work type: Hybrid": the answer alone speaks
            line = " " * (answer[0] - paragraph.start) + text[answer[0] : answer[1]]
        if paragraph.start in top or (number in marked and len(line) < 120):
            stated = in_sentence(line, paragraph.start, "header")
            found += [
                p._replace(weight=p.weight + _IN_HEADER * (not _only_telework(text, p))) for p in stated
            ]
            if not stated and len(line) < 160:
                found += in_header(line, paragraph.start, labelled=number in marked)
    for label in header.labels:
        before = outline.paragraphs[label.paragraph - 1] if label.paragraph else None
        if label.name == "remote" and before and label.start == outline.paragraphs[label.paragraph].start:
            stated = in_sentence(  # "Remote job" and, on the next line, "No"
                f"{text[before.start : before.end].rstrip(' :')}: {text[label.start : label.end]}",
                0,
                "header",
            )
            denied = re.match(r"no\b", text[label.start : label.end], re.IGNORECASE)
            stated = [p for p in stated if not denied or p.policy == "onsite"]
            found += [
                p._replace(weight=p.weight + _IN_HEADER, start=label.start, end=label.end) for p in stated
            ]
    for ask in asks:
        if (
            ask.role != "header"
            and not _is_label(ask.text)
            and not _NO_TO_IT.match(text, ask.start + len(ask.text))
        ):
            found += in_sentence(text[ask.start : ask.start + len(ask.text)], ask.start, ask.role)
    read = sorted(ask.start for ask in asks)
    for paragraph in outline.paragraphs:  # "NO REMOTE WORK" as a line of its own looks like a heading
        at = bisect_left(read, paragraph.start)
        if at == len(read) or read[at] >= paragraph.end:
            line = text[paragraph.start : paragraph.end]
            found += [p for p in in_sentence(line, paragraph.start, "other") if p.policy == "onsite"]
    return settle(found, len(text)) or _guessed(text, asks)


def _answers(text: str, start: int, end: int) -> bool:
    """Whether the value of a label for the place of the work says by itself what it is."""
    said = in_sentence(re.split(r"[.;]", text[start:end])[0], 0, "header")
    return _A_WAY.match(text, start, end) is not None or any(p.policy == "hybrid" for p in said)


def _guessed(text: str, asks: tuple[Ask, ...]) -> Policy | None:
    """What single words point to where nothing says it; a long posting names workplaces in passing."""
    for ask in asks:
        if _NO_TO_IT.match(text, ask.start + len(ask.text)):
            continue
        said = cued(text[ask.start : ask.start + len(ask.text)])
        if (
            said
            and ask.role in _NOT_OF_WORK
            and (
                ask.role == "boilerplate"
                or (said.policy != "hybrid" and not _OF_THE_POSITION.search(ask.text))
            )
        ):
            continue
        if said and (said.policy != "onsite" or len(text) < _LONG):
            start = ask.start + said.start
            return Policy(said.weight, said.policy, start, ask.start + said.end)
    return None


def _only_telework(text: str, policy: Policy) -> bool:
    """Whether only telework is refused, which a virtual position has no need of."""
    return policy.policy == "onsite" and "telework" in text[policy.start : policy.end].casefold()


def _is_label(line: str) -> bool:
    """Whether a line only announces the policy ("Remote job", "Telework eligible"), which stands on the next one."""
    bare = line.strip(" :")
    return " " in bare and label_name(bare) == "remote"


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
