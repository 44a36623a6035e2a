"""The tagger's weights, and the spans they make likely.

A linear-chain conditional random field over the tags outside, first and later token. Spans are not read off the one
best sequence: each possible span gets its exact probability (forward and backward sums), and those without overlap are
chosen whose sum above ``threshold`` is largest, which is what makes the most right spans (strict F1) likely.
"""

from __future__ import annotations

from importlib import resources
from math import exp, log
from typing import Final, NamedTuple

FORMAT: Final = "tagger 1"
LONGEST: Final = 9
"""Tokens of a span."""
_SCALE: Final = 100.0
_NEVER: Final = -1e4
_HOPELESS: Final = -4.0
"""Log of the smallest probability that is looked at."""
Scores = tuple[float, float, float]


class Model(NamedTuple):
    """Weights of the two inner tags relative to "outside"; ``steps[before][after]``."""

    weights: dict[str, tuple[float, float]]
    steps: tuple[Scores, Scores, Scores]
    threshold: float


def load_model(name: str = "skill_spans") -> Model:
    """The model that is shipped. ValueError when the file is of another format."""
    return parsed(resources.files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8"))


def parsed(text: str) -> Model:
    """A model from its text (``docs/formats/tagger.md``)."""
    lines = text.splitlines()
    if not lines or lines[0] != FORMAT:
        raise ValueError("not a model of this version")
    head = dict(line[1:].split(" ", 1) for line in lines[1:] if line.startswith("@"))
    steps = [float(n) / _SCALE for n in head["steps"].split()]
    weights: dict[str, tuple[float, float]] = {}
    for line in lines[1:]:
        if not line.startswith(("@", "#")):
            feature, first, later = line.rsplit("\t", 2)
            weights[feature] = (int(first) / _SCALE, int(later) / _SCALE)
    rows = (
        (steps[0], steps[1], _NEVER),
        (steps[2], steps[3], steps[4]),
        (steps[5], steps[6], steps[7]),
    )
    return Model(weights, rows, float(head["threshold"]))


def written(model: Model, remarks: tuple[str, ...] = ()) -> str:
    """A model as text; the same model is the same bytes."""
    flat = [n for row in model.steps for n in row if n > _NEVER]
    lines = [
        FORMAT,
        f"@threshold {model.threshold}",
        "@steps " + " ".join(str(round(n * _SCALE)) for n in flat),
    ]
    lines += [f"# {remark}" for remark in remarks]
    for feature in sorted(model.weights):
        first, later = (round(n * _SCALE) for n in model.weights[feature])
        if first or later:
            lines.append(f"{feature}\t{first}\t{later}")
    return "\n".join(lines) + "\n"


def spans_in(features: list[list[str]], apart: list[bool], model: Model) -> list[tuple[int, int]]:
    """The chosen spans as token numbers, both included. ``apart``: no span may enter this token from the one before."""
    if not features:
        return []
    scores = _scores(features, model)
    return _chosen(_likely(scores, apart, model), len(features), model.threshold)


def _scores(features: list[list[str]], model: Model) -> list[tuple[float, float]]:
    weights = model.weights
    found = []
    for row in features:
        first = later = 0.0
        for feature in row:
            weight = weights.get(feature)
            if weight is not None:
                first += weight[0]
                later += weight[1]
        found.append((first, later))
    return found


def _sum(one: float, other: float) -> float:
    """log(exp(one) + exp(other))."""
    if one < other:
        one, other = other, one
    return one + log(1.0 + exp(other - one)) if other - one > _NEVER / 10 else one


def _likely(
    scores: list[tuple[float, float]], apart: list[bool], model: Model
) -> dict[tuple[int, int], float]:
    """Probability of each span that is not hopeless."""
    (oo, ob, _), (bo, bb, bi), (io, ib, ii) = model.steps
    count = len(scores)
    ahead: list[Scores] = [(0.0, scores[0][0], _NEVER)]
    for t in range(1, count):
        o, b, i = ahead[-1]
        first, later = scores[t]
        inside = _NEVER if apart[t] else _sum(b + bi, i + ii) + later
        ahead.append((_sum(_sum(o + oo, b + bo), i + io), _sum(_sum(o + ob, b + bb), i + ib) + first, inside))
    total = _sum(_sum(ahead[-1][0], ahead[-1][1]), ahead[-1][2])
    behind: list[Scores] = [(0.0, 0.0, 0.0)] * count
    # what may follow a span: the same sums without going on inside it
    ends: list[tuple[float, float]] = [(0.0, 0.0)] * count
    for t in range(count - 2, -1, -1):
        out, first, later = behind[t + 1]
        b, i = scores[t + 1][0] + first, scores[t + 1][1] + later
        after_b, after_i = _sum(bo + out, bb + b), _sum(io + out, ib + b)
        ends[t] = (after_b, after_i)
        on = _NEVER if apart[t + 1] else i
        behind[t] = (_sum(oo + out, ob + b), _sum(after_b, bi + on), _sum(after_i, ii + on))
    found: dict[tuple[int, int], float] = {}
    for start in range(count):
        sofar = ahead[start][1]
        for end in range(start, min(count, start + LONGEST)):
            if end > start:
                if apart[end]:
                    break
                sofar += (bi if end == start + 1 else ii) + scores[end][1]
            if sofar + behind[end][1 if end == start else 2] - total < _HOPELESS:
                break
            chance = sofar + ends[end][end > start] - total
            if chance > _HOPELESS:
                found[start, end] = exp(chance)
    return found


def _chosen(likely: dict[tuple[int, int], float], count: int, threshold: float) -> list[tuple[int, int]]:
    """The spans without overlap with the largest sum of probabilities above the threshold."""
    ending: dict[int, list[tuple[int, float]]] = {}
    for (start, end), chance in likely.items():
        if chance > threshold:
            ending.setdefault(end, []).append((start, chance - threshold))
    best = [0.0] * (count + 1)
    begun: list[int | None] = [None] * (count + 1)
    for end in range(count):
        best[end + 1] = best[end]
        for start, gain in ending.get(end, ()):
            if best[start] + gain > best[end + 1]:
                best[end + 1], begun[end + 1] = best[start] + gain, start
    spans: list[tuple[int, int]] = []
    at = count
    while at:
        entered = begun[at]
        if entered is not None:
            spans.append((entered, at - 1))
        at = at - 1 if entered is None else entered
    return spans[::-1]
