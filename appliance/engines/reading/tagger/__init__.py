"""Hard skills found by how sentences are built, also those that no pack knows; a small linear model, no network."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from appliance.engines.knowledge import Knowledge, Mention
from appliance.engines.reading.tagger.features import features_of, tokens_of
from appliance.engines.reading.tagger.model import Model, load_model, spans_in

_LINE: Final = re.compile(r"[^\n]+")
_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+(?=[A-Z•-])")
_LONG_LINE: Final = 1_500
"""Characters; longer lines are cut at the ends of their sentences, longer sentences at this length."""


@cache
def _model() -> Model:
    return load_model()


def tagged_skills(text: str, knowledge: Knowledge, model: Model | None = None) -> list[Mention]:
    """Every span the model takes for a hard skill, left to right; ``skill`` is "" where no pack has it."""
    used = model or _model()
    found = []
    for start, end in _pieces(text):
        piece = text[start:end]
        tokens = tokens_of(piece)
        marks = features_of(piece, tokens, knowledge)
        other = {(f.start, f.end) for f in knowledge.skill_phrases(piece) if not f.settled}
        for first, last in spans_in(marks, [t.apart for t in tokens], used):
            a, b = start + tokens[first].start, start + tokens[last].end
            # tokenised text ("( AWS )") is marked with the bracket in it, written text ("(AWS)") never
            if text[b - 1] == ")" and "(" not in text[a:b] and not text[b - 2].isspace():
                b -= 1
            if b > a:
                # "chef" in a kitchen is no software: a name that its context does not settle stays the text's own
                named = None if (a - start, b - start) in other else knowledge.skill_named(text[a:b])
                found.append(Mention(a, b, named.id if named else "", named.name if named else text[a:b]))
    return found


def _pieces(text: str) -> list[tuple[int, int]]:
    pieces = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        edges = [start]
        if end - start > _LONG_LINE:
            edges += [m.end() for m in _SENTENCE.finditer(text, start, end)]
        for a, b in zip(edges, [*edges[1:], end], strict=True):
            pieces += [(at, min(b, at + _LONG_LINE)) for at in range(a, b, _LONG_LINE)]
    return pieces
