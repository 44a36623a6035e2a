"""Skills listed in words of no pack ("Team leadership, Google Analytics, conflict resolution"): a row each, by their words."""

from __future__ import annotations

import re

from appliance.engines.reading.posting.needs import need_of
from appliance.engines.reading.posting.values import Ask, requirement
from appliance.foundation.contracts.requirements import Requirement

_CUT = re.compile(r"[,;|•·\n]|\s/\s")
_LABEL = re.compile(r"^[^:]{0,60}:\s*")
_LEAD = re.compile(
    r"^(?:(?:and|or|the|an?|strong|excellent|good|great|proven|solid|demonstrated|effective|outstanding|exceptional|basic|advanced|"
    r"experience (?:with|in)|knowledge of|proficien(?:cy|t) (?:in|with)|familiarity with|understanding of)\s+)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:\((?:required|preferred|a plus|optional)\)|(?:is |are )?(?:required|preferred|a plus|a must))$",
    re.I,
)
_NO_SKILL = re.compile(
    r"\d|[.!?@#$%:]|^(?:must|be|have|has|able|ability|willing\w*|you|your|we|our|this|who|that|to|if|no|not|see|ideally|preferably|etc|other|others|similar|more|degree|bachelor\w*|master\w*|years?|experience|"
    r"required|preferred|full|part|valid|pass|own|all|any|within|from|at|on|including|such|so|as|which|where|please|apply|salary|pay|skills?|qualifications?|requirements?|responsibilities)\b|"
    r"\b(?:will|is|are|was|can|should|would|may|your|our|candidates?|applicants?|licen[cs]e|clearance|citizen\w*|background check|drug|vehicle|lift(?:ing)?|weekends?|evenings?|travel|shift)\b",
    re.IGNORECASE,
)
_SKILLS = re.compile(
    r"\b(?:skills?|competenc(?:y|ies)|expertise|proficienc(?:y|ies)|technolog(?:y|ies)|tools|strengths)\b",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"(?:ing|ment|tion|sion|ance|ence|ship|ics|ysis|ility|ivity|tracy|design|detail|solving|service|relations|strategy|research|control|care)$",
    re.IGNORECASE,
)
"""How the last word of something one can do ends."""
_ITEMS = 3
_MOST_WORDS, _LEAST_LETTERS = 4, 4


def is_about_skills(heading: str) -> bool:
    """Whether a heading announces skills and nothing else."""
    return _SKILLS.search(heading) is not None


def phrase_rows(
    text: str, ask: Ask, rows: list[Requirement], *, listed: bool, headed: bool
) -> list[Requirement]:
    """The items of a list that no other row speaks of.

    ``listed``: the ask is a bullet or a line of its own; ``headed``: its section is headed as skills. Each is a ``skill`` row with the item as its only name and no ids.
    """
    if ask.base is None:
        return []
    items = _items(ask.text)
    label = _LABEL.match(ask.text)
    headed = headed or (label is not None and _SKILLS.search(label[0]) is not None)
    short = [i for i in items if _is_skill(ask.text[i[0] : i[1]], headed=headed)]
    if len(short) < len(items) or not items:
        return []
    if len(items) >= _ITEMS:
        if not headed:
            return []
    elif len(items) != 1 or not listed or rows:
        return []
    spoken = [(r.span.start - ask.start, r.span.end - ask.start) for r in rows if r.span]
    found = []
    for start, end in short:
        if any(a < end and start < b for a, b in spoken):
            continue
        name = " ".join(ask.text[start:end].split())
        found.append(
            requirement(
                "skill", need_of(ask.text, start, end, ask.base), text, ask.start + start, ask.start + end,
                label=name[0].upper() + name[1:], any_of=(name,), group=ask.group, detail={"phrase": True},
            )
        )  # fmt: skip
    return found


def _items(sentence: str) -> list[tuple[int, int]]:
    """The parts between commas, without a label before the first and without filling words."""
    label = _LABEL.match(sentence)
    at = label.end() if label else 0
    edges = [at, *(e for m in _CUT.finditer(sentence, at) for e in m.span()), len(sentence)]
    found = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        piece = sentence[start:end]
        lead = _LEAD.match(piece.lstrip())
        low = start + len(piece) - len(piece.lstrip()) + (lead.end() if lead else 0)
        body = _TAIL.sub("", sentence[low:end].rstrip(" .")).rstrip(" .")
        if body:
            found.append((low, low + len(body)))
    return found


def _is_skill(item: str, *, headed: bool) -> bool:
    words = item.split()
    if not 0 < len(words) <= _MOST_WORDS or len(item) < _LEAST_LETTERS or _NO_SKILL.search(item):
        return False
    if not any(c.isalpha() for c in item):
        return False
    return headed or (len(words) > 1 and _DOING.search(words[-1]) is not None)
