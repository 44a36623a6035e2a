"""Given and family name: turned round behind a comma, told in two rows, in capitals, or with a nickname between."""

from __future__ import annotations

import re
from itertools import pairwise

from appliance.engines.reading.resume.han_names import CJK, han_parts
from appliance.engines.reading.resume.rows import Row

_PARTICLE_WORDS = "van von der den de da do dos das del della di la le du el al bin ibn bint ter ten zu zum af av y e und san st mac abu ben haj t"
PARTICLES = frozenset(_PARTICLE_WORDS.split())
_LETTERS = r"[^\W\d_]"
WORD = rf"(?:{_LETTERS}\.|{_LETTERS}(?:{_LETTERS}|['’`-](?={_LETTERS}))*\.?|['’]t)"
_TURNED = re.compile(rf"({WORD}(?:[ -]{WORD}){{0,2}}),[ \u00a0]+({WORD}(?:[ \u00a0]+{WORD}){{0,2}})")
"""The family name first: "SMITH, John A."."""
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
_LETTERS_AFTER = re.compile(r"(?:Ph\.?D|Esq|Ed\.?D|M\.?D|Eng|Dipl)\.?", re.IGNORECASE)
_NICKNAME = re.compile(r"[(\"“'‘][^\s]+[)\"”'’]")
_KOREAN_WORDS = "kim lee yi park choi choe jung jeong kang cho jo yoon yun jang chang lim im han oh seo suh shin sin kwon hwang ahn an song ryu yoo hong jeon ko go moon yang son bae baek heo hur nam noh roh ha joo woo min o"
_KOREAN = frozenset(_KOREAN_WORDS.split())
"""Family names that come first in romanised names such as "Kim Min-su"."""
_TWO = 2
_INITIALS = 2
"""Letters of a word in capitals that may be initials."""
_GIVEN_LABEL = re.compile(
    r"(?:first|given|fore)[ -]?names?(?:\(s\))?\s*[:：-]\s*|(?:vorname|prénom|nombre)\s*:\s*", re.IGNORECASE
)
_FAMILY_LABEL = re.compile(
    r"(?:last|family|sur)[ -]?names?(?:\(s\))?\s*[:：-]\s*|(?:nachname|familienname|nom|apellidos?)\s*:\s*",
    re.IGNORECASE,
)
_NAMES = re.compile(rf"{WORD}(?:[ \u00a0]{WORD}){{0,2}}")


def in_two_rows(top: list[Row]) -> tuple[Row, str, str, Row] | None:
    """The rows "First name: Jane" and "Surname: Fuller" one under the other, in either order: first row, given, family, second row."""
    for one, other in pairwise(top):
        for given, family in ((one, other), (other, one)):
            a, b = _GIVEN_LABEL.match(given.text), _FAMILY_LABEL.match(family.text)
            if a and b:
                called, named = given.text[a.end() :].strip(), family.text[b.end() :].strip()
                if _NAMES.fullmatch(called) and _NAMES.fullmatch(named):
                    return one, called, named, other
    return None


def parts(written: str, *, labelled: bool = False) -> tuple[str, str]:
    """Given and family name; particles belong to the family name."""
    if CJK.search(written):
        return han_parts(written)
    around = turned(written, labelled=labelled)
    if around:
        return _cased(around[0]), _cased(around[1])
    words = _cased(written).split()
    if len(words) > _TWO and _NICKNAME.fullmatch(words[-1]):
        words = words[:-1]
    loud = [w for w in words if w.isupper() and len(w) > _INITIALS and not _SUFFIX.fullmatch(w)]
    if (
        len(loud) == 1
        and len(words) > 1
        and all(w == loud[0] or not w.isupper() or len(w) <= _INITIALS for w in words)
    ):
        return " ".join(w for w in words if w != loud[0]), loud[0]
    if (
        len(words) == _TWO
        and words[0].casefold() in _KOREAN
        and re.fullmatch(r"[A-Z][a-z]+-[A-Z]?[a-z]+", words[1])
    ):
        return words[1], words[0]
    at = len(words) - 1
    while at > 1 and _SUFFIX.fullmatch(words[at]):
        at -= 1
    while at > 1 and words[at - 1].lower().strip("'’") in PARTICLES:
        at -= 1
    return " ".join(words[:at]), " ".join(words[at:])


def turned(written: str, *, labelled: bool = False) -> tuple[str, str] | None:
    """("John A.", "SMITH") of "SMITH, John A."; the capitals say that it is no list and no "Smith, PhD"."""
    match = _TURNED.fullmatch(written)
    if match is None or match[2].isupper() or _SUFFIX.fullmatch(match[2]):
        return None
    names = [w for w in match[1].split() if w.casefold() not in PARTICLES]
    if not match[1].isupper() and (not labelled or len(names) > 1 or _LETTERS_AFTER.fullmatch(match[2])):
        return None
    return match[2], match[1]


def _cased(written: str) -> str:
    """A name in one case as names are written: "MARÍA DE LA FUENTE III" is "María de la Fuente III"."""
    if not written.isupper() and not written.islower():
        return written
    words = [w.upper() if _SUFFIX.fullmatch(w) and w[0] in "iI" else w.title() for w in written.split()]
    return " ".join(w.lower() if n and w.lower() in PARTICLES else w for n, w in enumerate(words))
