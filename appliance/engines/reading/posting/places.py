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


_VACANCIES = re.compile(
    r"^(?:\d{1,3}|few|many|one|two)\s+(?:vacanc(?:y|ies)|openings?|positions?)\s+(?:in|at)\s+(?:the following locations?:?\s*)?",
    re.IGNORECASE,
)
_WORKPLACE_AFTER = re.compile(
    r"\s*(?:[,;.(–—-]|\bor\b)\s*(?:[^,;()]{0,30}\b)?(?:remote|hybrid|on-?site|in[- ]office|in[- ]person|in our|at our|days?|home|relocat\w+|travel)\b",
    re.IGNORECASE,
)
_AND_PLACE = re.compile(
    r"^(?P<name>[A-Z0-9][^,|·]{2,60}?(?:,? (?:Inc|LLC|Ltd|L\.L\.C|Corp|Co|PC|LLP|N\.A)\.?)?)(?:\s*,|\s+[|·–—-])\s+(?P<place>[A-Z][\w.' -]{1,30},\s*(?:[A-Z]{2}|[A-Z][a-z]{1,14})\.?)$"
)
_WORDS = 14


def named_with_place(line: str, knowledge: Knowledge) -> tuple[str, str] | None:
    """The organisation and the place of a line that holds both ("Cordmore Building Group, Phoenix, AZ")."""
    match = _AND_PLACE.match(line.strip())
    if (
        match is None
        or knowledge.find_locations(match["name"])
        or not knowledge.find_locations(match["place"])
    ):
        return None
    if knowledge.employer_likeness(match["name"]) < _EMPLOYER or _POLICY.search(match["name"]):
        return None
    return match["name"], match["place"].rstrip(".")


_EMPLOYER = 0.5
_IN_OUR = re.compile(r"\s+(?:in|at) (?:our|the) [a-z][\w ]{2,25}$")
"""Where exactly, which is no place of its own ("Pittsburgh, PA - on-site in our laboratory")."""


def leading_places(line: str, knowledge: Knowledge) -> list[str]:
    """The places a short line names beside words about where the work is done ("Denver, CO (hybrid, two days at home)")."""
    if len(line.split()) > _WORDS:
        return []
    places = knowledge.find_locations(line)
    if not places or not _POLICY.search(line):
        return []
    first = places[0]
    if not line[: first.start].strip() and _WORKPLACE_AFTER.match(line, first.end):
        return [line[p.start : p.end].rstrip(".") for p in places]
    if re.match(
        r"\W*(?:remote|hybrid)\b", line, re.IGNORECASE
    ):  # "Remote within the United States, or New York, NY"
        return [line[p.start : p.end].rstrip(".") for p in places]
    return []


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
    for written in pieces:
        piece = _VACANCIES.sub("", written.strip())
        aside = re.search(
            r"\s*\((?=[^()]*\b(?:remote|hybrid|on-?site|office|days?|home)\b)[^()]*\)\s*$",
            piece,
            re.IGNORECASE,
        )
        piece = _IN_OUR.sub("", piece[: aside.start()] if aside else piece)
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
    bare = _IN_OUR.sub("", line.strip())
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
