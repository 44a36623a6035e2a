"""Asked skills that no pack knows ("conflict resolution"), looked for in a résumé by their words. Pure.

A finding is a fact like any other, with the words it was read from; it is stored with the match, so that computing the
match again needs no text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.foundation.contracts.values import Scalar, Span
from appliance.foundation.kernel.text import fold

READER = "phrase/1"
_WORD = re.compile(r"[^\W_]+(?:[+#]+)?")
_EMPTY = frozenset(
    {"and", "or", "of", "to", "the", "in", "with", "a", "an", "for", "on", "at", "by", "from", "as", "is", "skills", "skill", "ability", "abilities", "strong", "excellent", "good", "proven", "knowledge", "experience", "understanding", "based", "using"}
)  # fmt: skip
_ENDINGS = tuple(
    sorted(
        (
            "ership",
            "ship",
            "isations",
            "izations",
            "isation",
            "ization",
            "ations",
            "ation",
            "ments",
            "ment",
            "ings",
            "ing",
            "ions",
            "ion",
            "ively",
            "ive",
            "ers",
            "er",
            "ors",
            "or",
            "edly",
            "ed",
            "ally",
            "al",
            "ly",
            "ies",
            "es",
            "s",
            "ance",
            "ence",
            "ants",
            "ant",
            "ents",
            "ent",
        ),
        key=len,
        reverse=True,
    )
)
_LEAST_STEM, _COMMON, _REST = 4, 5, 2
_LONGEST = 5
_DEED = re.compile(r"^[A-Za-z]{3,}(?:ing|ment|tion|sion|ery)$")
"""A single word for something one does, which a résumé may say as a verb ("Forecasting": "forecast demand")."""
_MAKERS = frozenset(
    {
        "adobe",
        "microsoft",
        "google",
        "apache",
        "amazon",
        "autodesk",
        "ibm",
        "oracle",
        "atlassian",
        "cisco",
        "vmware",
    }
)
_IRREGULAR = {
    "led": "lead", "wrote": "write", "written": "write", "spoke": "speak", "spoken": "speak", "taught": "teach", "sold": "sell",
    "built": "build", "drew": "draw", "drawn": "draw", "drove": "drive", "told": "tell", "held": "hold", "kept": "keep",
    "bought": "buy", "brought": "bring", "chose": "choose", "broke": "break", "grew": "grow", "oversaw": "oversee", "stories": "story",
}  # fmt: skip
_NOT_ALIKE = frozenset({"community", "communit", "organ", "intern", "generic", "universe", "capital"})
"""Stems that begin like those of other words ("communication", "international")."""
_SLACK = 4
"""Words that may stand between the words of a phrase."""
_MOST = 3
"""Places of one phrase that are kept."""


class _Word(NamedTuple):
    start: int
    end: int
    stem: str


def phrases(requirements: Sequence[KeptRequirement], facts: Sequence[KeptFact] = ()) -> dict[str, str]:
    """Names to look for, with the id of the pack that they stand for: "" for skills of no pack.

    Those of the pack are looked for when no fact carries their id, by their name and by the posting's own words.
    """
    held = {str(k.fact.detail.get("id") or "") for k in facts}
    names: dict[str, str] = {}
    for row in (k.requirement for k in requirements if k.requirement.kind == "skill"):
        ids = str(row.detail.get("ids") or "").split()
        if not ids:
            names |= dict.fromkeys(row.any_of, "")
        elif held.isdisjoint(ids) and len(ids) == len(row.any_of):
            said = {row.quote: ids[0]} if len(ids) == 1 and len(row.quote.split()) <= _LONGEST else {}
            for name, identifier in {**dict(zip(row.any_of, ids, strict=True)), **said}.items():
                if len(content(name)) > 1 or _DEED.search(name):
                    names.setdefault(name, identifier)
    return names


def find_phrases(
    names: Mapping[str, str], candidate_id: str, document_id: str, text: str
) -> tuple[KeptFact, ...]:
    """A ``skill`` fact for each place where all words of a name stand close together, in any order and inflection."""
    if not names:
        return ()
    words = [_Word(m.start(), m.end(), _stem(m[0])) for m in _WORD.finditer(text)]
    index: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        index.setdefault(word.stem[:_LEAST_STEM], []).append(number)
    found: list[KeptFact] = []
    for name, identifier in names.items():
        for start, end in (*_places(words, index, content(name), text), *_without_maker(name, text)):
            detail: dict[str, Scalar] = {"found_in": "text", "mentions": 1}
            if identifier:
                detail["id"] = identifier
            fact = Fact(
                kind="skill", value=" ".join(text[start:end].split()), normal=fold(name), span=Span(start=start, end=end),
                quote=text[start:end], detail=detail, reader=READER, confidence="likely",
            )  # fmt: skip
            number = len(found)
            found.append(
                KeptFact(
                    id=f"p{number}-{document_id}",
                    candidate_id=candidate_id,
                    document_id=document_id,
                    fact=fact,
                )
            )
    return tuple(found)


def _without_maker(name: str, text: str) -> Iterator[tuple[int, int]]:
    """A product named without its maker ("Illustrator"), in exactly this spelling."""
    maker, _, product = name.partition(" ")
    if maker.casefold() in _MAKERS and len(product) >= _COMMON and product[0].isupper():
        for match in itertools.islice(re.finditer(rf"\b{re.escape(product)}\b", text), _MOST):
            if not text[: match.start()].rstrip().casefold().endswith(maker.casefold()):
                yield match.span()


def content(name: str) -> list[str]:
    """The stems of the words of a name that say something."""
    return [_stem(w) for w in _WORD.findall(name) if fold(w) not in _EMPTY]


def _places(
    words: Sequence[_Word], index: Mapping[str, list[int]], wanted: Sequence[str], text: str
) -> Iterator[tuple[int, int]]:
    """At most _MOST windows that hold every wanted stem, none over an empty line."""
    where = [[n for n in index.get(w[:_LEAST_STEM], ()) if _alike(words[n].stem, w)] for w in wanted]
    if not where or not all(where):
        return
    reach, count, after = len(wanted) + _SLACK, 0, -1
    for first in sorted({n for places in where for n in places}):
        if first <= after:
            continue
        inside = [next((n for n in places if first <= n < first + reach), -1) for places in where]
        if min(inside) < 0 or len(set(inside)) < len(inside):
            continue
        start, end = words[first].start, words[max(inside)].end
        if "\n\n" in text[start:end]:
            continue
        yield start, end
        count, after = count + 1, max(inside)
        if count == _MOST:
            return


def stems(text: str) -> list[str]:
    """The stem of every word, in order."""
    return [_stem(m[0]) for m in _WORD.finditer(text)]


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if {one, other} & _NOT_ALIKE:
        return False
    common = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        common += 1
    if common >= _LEAST_STEM and common == min(len(one), len(other)):
        return max(len(one), len(other)) - common <= _REST
    return common >= _COMMON and len(one) - common <= _REST and len(other) - common <= _REST


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    bare = fold(word)
    bare = _IRREGULAR.get(bare, bare)
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= _LEAST_STEM:
            return bare[: -len(ending)]
    return bare
