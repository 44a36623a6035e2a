"""Facts, requirements and answers of the packs told in words, for whoever compares two matches. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.requirements import Requirement
from appliance.foundation.contracts.values import Scalar

_TOLD = {
    "start": "from {}", "end": "until {}", "months": "{} months", "last_used": "last used {}", "mentions": "in {} places",
    "found_in": "under “{}”", "level": "{}", "status": "{}", "investigation": "{}", "polygraph": "{} polygraph", "year": "{}",
    "field": "field {}", "school": "{}", "location": "in {}",
}  # fmt: skip
"""What is told of a fact's detail, in this order. Ids, and what stands in the value already, are not."""
_RELATIONS = {"same": "the same", "child": "narrower", "parent": "broader", "related": "close"}

_PLACES = {"same": "the same", "within": "lies in it", "around": "around it", "state": "the same state", "country": "the same country", "abroad": "another country"}  # fmt: skip


def fact(said: Fact) -> str:
    """``Kubernetes (69 months, last used now)``."""
    more = [
        _one(words.format(_plain(value)), value)
        for name, words in _TOLD.items()
        if (value := said.detail.get(name)) not in ("", None, 0) and str(value) not in said.value
    ]
    return f"{said.value} ({', '.join(more)})" if more else said.value


def meaning(asked: Requirement) -> str:
    """What a requirement is compared as: its normal value, its status and detail, and whether the packs know it."""
    others = [
        f"{a.degree or ''} {f'{a.years:g} years' if a.years else ''}".strip() for a in asked.alternatives
    ]
    detail = [_plain(v) for name, v in asked.detail.items() if v and name != "ids"]
    said = [w for w in (asked.normal or " | ".join(asked.any_of), asked.status, *others, *detail) if w]
    known = " as the packs know it" if asked.detail.get("ids") else ""
    return ", ".join(f"“{words}”" for words in said) + known


def _one(told: str, value: Scalar) -> str:
    return told.removesuffix("s") if value == 1 else told


def _plain(value: Scalar) -> str:
    return "now" if value == "present" else str(value).replace("_", " ")


def answer(key: str, said: Sequence[str], names: Mapping[str, str]) -> tuple[str, str]:
    """What was asked and what the packs answered; ``names`` are those of ids."""
    kind, *of = key.split("|")
    told = [names.get(o, o) for o in of]
    value = said[0] if said else ""
    if kind == "skill":
        return " for ".join(told), said[1] or _RELATIONS.get(value, value)
    if kind == "field":
        return f"Field {' for '.join(told)}", said[1] or "the same"
    if kind == "place":
        return f"Place {' for '.join(told)}", _PLACES.get(value, value)
    if kind == "distance":
        return f"Distance from {' to '.join(told)}", f"about {value} km"
    if kind == "title":
        return f"Title {' for '.join(told)}", f"{value} of 100 alike"
    return f"Words of {' '.join(told)} in the résumé", f"{value} of 100"
