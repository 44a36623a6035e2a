"""Locations of a posting as its header writes them: one string a place, in the posting's own words."""

from __future__ import annotations

import re

from appliance.engines.knowledge import Knowledge

_COUNTRY_FIRST = re.compile(r"^(?P<country>[A-Z]{2}),\s*(?P<state>[A-Z0-9]{0,3}),\s*(?P<city>[^\n]*)$")
_SEPARATORS = re.compile(r"\s*(?:[;|·•]|\s/\s|\n)\s*|\s+(?:or|and|&)\s+(?=[A-Z])")
_POLICY = re.compile(
    r"\b(?:fully\s+|100%\s+)?(?:remote|hybrid|on-?site|in[- ]office|in[- ]person|work from home|telecommute|anywhere|worldwide|global)\b",
    re.IGNORECASE,
)
_PLACE_SHAPE = re.compile(
    r"^[A-Z][\w.'’À-ÿ-]*(?:[ -][\w.'’À-ÿ-]+){0,4}(?:,\s*[A-Z][\w.'’ À-ÿ-]+){1,2}(?:\s+\d{5}(?:-\d{4})?)?$"
)
_STATE = re.compile(
    r",\s*(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|[A-Z]{2},\s*US[A]?)\b|,\s*(?:USA?|United States|UK|United Kingdom|Germany|Canada|France|India|Ireland|Netherlands|Spain|Poland|Australia|Singapore|Israel|Switzerland|Austria)\b"
)


def split_places(value: str) -> list[str]:
    """The places in a labelled value or a header line; words about remote work are left out."""
    swapped = _COUNTRY_FIRST.match(value.strip())
    if swapped:
        parts = [swapped["city"].strip(" ,"), swapped["state"], swapped["country"]]
        if re.search(r"\s/\s", parts[0]):
            return [place for piece in re.split(r"\s/\s", parts[0]) for place in split_places(piece)]
        return [", ".join(p for p in parts if p)] if parts[0] or parts[1] else []
    pieces = value.split(";") if ";" in value else _SEPARATORS.split(value)
    found: list[str] = []
    for piece in pieces:
        bare = re.sub(r"\(\s*\)", "", _POLICY.sub(" ", piece)) if _POLICY.search(piece) else piece
        if _POLICY.search(piece):
            bare = re.sub(r"\s+", " ", bare).strip(" ,-–—()/:")
            bare = re.sub(
                r"^(?:in|within|from|or|and|the)\s+|\s+(?:or|and|with|only|friendly|option|within)$",
                "",
                bare,
                flags=re.IGNORECASE,
            )
        bare = bare.strip(" \t,·|") if ";" not in value else bare.strip()
        if len(bare) > 1 and any(c.isalpha() for c in bare) and bare not in found:
            found.append(bare)
    return found


def is_place_line(line: str, knowledge: Knowledge) -> bool:
    """Whether a header line holds places (and words about remote work) and nothing else."""
    bare = line.strip()
    if not bare or len(bare) > 200:
        return False
    if _COUNTRY_FIRST.match(bare):
        return True
    rest = _POLICY.sub(" ", bare)
    if not rest.strip(" ()-–—,·|/"):
        return True
    parts = [p for p in _SEPARATORS.split(rest) if p.strip(" ,()-–")]
    return all(_is_place(p.strip(" ,()-–"), knowledge) for p in parts)


def _is_place(part: str, knowledge: Knowledge) -> bool:
    found = knowledge.find_locations(part)
    covered = sum(m.end - m.start for m in found)
    if covered and covered >= 0.7 * len(part):
        return True
    return _PLACE_SHAPE.match(part) is not None and _STATE.search(part) is not None
