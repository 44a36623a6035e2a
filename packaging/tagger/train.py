"""Train the tagger: python packaging/tagger/train.py SENTENCES.jsonl [--out FILE].

SENTENCES holds one object a line: "text", and "knowledge": [[start, end], ...] in characters. The shipped model was trained
on SkillSpan (Zhang et al., NAACL 2022; CC BY 4.0, code MIT); README.md beside this file says where to get it. Takes
under a minute on one slow core; the same sentences, packs and numpy give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from appliance.engines.knowledge import Knowledge, load  # the packages stand above this script
from appliance.engines.reading.tagger.features import features_of, tokens_of
from appliance.engines.reading.tagger.model import Model, written

OUT = Path(__file__).resolve().parents[2] / "appliance/engines/reading/tagger/skill_spans.txt"
THRESHOLD = 0.35
LEAST_COUNT = 2
PENALTY = 1.0
ITERATIONS = 80
LEAST_WEIGHT = 0.03
MEMORY = 7
NEVER = -1e4
FIRST = np.array([1.0, 1.0, 0.0])
"""No sentence begins with a later token."""
BATCH = 1000
"""Sentences of like length whose sums are made together."""
Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


class Sentence(NamedTuple):
    """The features of each token and its tag: 0 outside, 1 first, 2 later."""

    features: list[list[str]]
    tags: list[int]


def prepared(text: str, spans: Sequence[Sequence[int]], knowledge: Knowledge) -> Sentence:
    """One labelled sentence; a span that begins inside a token is left out."""
    tokens = tokens_of(text)
    tags = [0] * len(tokens)
    for start, end in spans:
        inside = [n for n, t in enumerate(tokens) if t.start >= start and t.start < end]
        for place, number in enumerate(inside):
            tags[number] = 2 if place else 1
    return Sentence(features_of(text, tokens, knowledge), tags)


class Batch(NamedTuple):
    """Sentences of about one length: ``at`` their tokens' numbers (longest × sentences), ``inside`` where there is one."""

    at: Integers
    inside: npt.NDArray[np.bool_]


class Corpus(NamedTuple):
    """All tokens one after the other.

    ``features`` (kinds of features × tokens) are numbers from 1; 0 is a feature that is too rare.
    """

    features: npt.NDArray[np.int32]
    tags: Integers
    starts: Integers
    batches: list[Batch]


def corpus_of(sentences: Sequence[Sentence], numbers: dict[str, int]) -> Corpus:
    ordered = sorted((s for s in sentences if s.features), key=lambda s: len(s.features))
    rows = [[numbers.get(f, 0) for f in row] for s in ordered for row in s.features]
    features = np.ascontiguousarray(np.array(rows, np.int32).T)
    tags = np.array([tag for s in ordered for tag in s.tags], np.int64)
    lengths = np.array([len(s.features) for s in ordered], np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    batches = []
    for first in range(0, len(ordered), BATCH):
        own = lengths[first : first + BATCH]
        steps = np.arange(own.max())
        at = starts[first : first + BATCH] + np.minimum(steps[:, None], own - 1)
        batches.append(Batch(at, steps[:, None] < own))
    return Corpus(features, tags, starts, batches)


def loss(weights: Floats, steps: Floats, corpus: Corpus) -> tuple[float, Floats, Floats]:
    """Negative log likelihood, and its slope by weights (features × 2) and steps (3 × 3).

    Forward and backward sums of Lafferty, McCallum, Pereira (2001), for many sentences at once; each step is scaled to a
    sum of one, as in Rabiner (1989), so that products stay within what a float can hold. No BLAS: its sums differ by machine.
    """
    count = len(corpus.tags)
    scores = np.zeros((count, 3))
    for tag in (1, 2):
        own = np.ascontiguousarray(weights[:, tag - 1])
        for kind in corpus.features:
            scores[:, tag] += own.take(kind)
    highest = scores.max(axis=1)
    likely, onward = np.exp(scores - highest[:, None]), np.exp(steps)
    chances = np.zeros((count, 3))
    step_slope = np.zeros((3, 3))
    total = float(highest.sum())
    for at, inside in corpus.batches:
        here = likely[at]
        ahead, behind, scale = np.empty_like(here), np.ones_like(here), np.ones(at.shape)
        ahead[0] = here[0] * FIRST
        scale[0] = ahead[0].sum(axis=1)
        ahead[0] /= scale[0, :, None]
        for t in range(1, len(at)):
            new = np.einsum("ni,ij->nj", ahead[t - 1], onward) * here[t]
            scale[t] = np.where(inside[t], new.sum(axis=1), 1.0)
            ahead[t] = np.where(inside[t, :, None], new / scale[t, :, None], ahead[t - 1])
        total += float(np.log(scale).sum())
        for t in range(len(at) - 2, -1, -1):
            later = here[t + 1] * behind[t + 1] / scale[t + 1, :, None]
            behind[t] = np.where(inside[t + 1, :, None], np.einsum("nj,ij->ni", later, onward), 1.0)
            counted = np.where(inside[t + 1, :, None], later, 0.0)
            step_slope += onward * np.einsum("ni,nj->ij", ahead[t], counted)
        chances[at[inside]] = (ahead * behind)[inside]
    tags = corpus.tags
    follows = np.ones(count, np.bool_)
    follows[corpus.starts] = False
    after = np.flatnonzero(follows)
    before = tags[after - 1]
    total -= float(scores[np.arange(count), tags].sum() + steps[before, tags[after]].sum())
    np.subtract.at(step_slope, (before, tags[after]), 1.0)
    chances[np.arange(count), tags] -= 1.0
    slope = np.zeros_like(weights)
    for tag in (1, 2):
        own = np.ascontiguousarray(chances[:, tag])
        for kind in corpus.features:
            slope[:, tag - 1] += np.bincount(kind, weights=own, minlength=len(weights))
    slope[0] = 0.0  # rare features have no weight
    return total, slope, step_slope


def train(sentences: Sequence[Sentence]) -> Model:
    """The model of these sentences: L2-regularised likelihood by limited-memory BFGS (Nocedal 1980)."""
    counts = Counter(f for s in sentences for row in s.features for f in row)
    names = sorted(f for f, n in counts.items() if n >= LEAST_COUNT)
    corpus = corpus_of(sentences, {name: number for number, name in enumerate(names, 1)})
    size = 2 * (len(names) + 1)
    allowed = np.ones((3, 3))
    allowed[0, 2] = 0.0

    def parts(x: Floats) -> tuple[Floats, Floats]:
        return x[:size].reshape(-1, 2), x[size:].reshape(3, 3) * allowed + NEVER * (1 - allowed)

    def value(x: Floats) -> tuple[float, Floats]:
        total, slope, step_slope = loss(*parts(x), corpus)
        penalty = 0.5 * PENALTY * float((x * x).sum())
        return total + penalty, np.concatenate([slope.ravel(), (step_slope * allowed).ravel()]) + PENALTY * x

    weights, steps = parts(_least(value, size + 9))
    kept = {
        name: (float(weights[n, 0]), float(weights[n, 1]))
        for n, name in enumerate(names, 1)
        if np.abs(weights[n]).max() >= LEAST_WEIGHT
    }
    rows = [tuple(round(float(v), 2) for v in row) for row in steps]
    rounded = {name: (round(a, 2), round(b, 2)) for name, (a, b) in kept.items()}
    return Model(rounded, (rows[0], rows[1], rows[2]), THRESHOLD)  # type: ignore[arg-type]  # three numbers each


def _least(value: Any, size: int) -> Floats:
    x = np.zeros(size)
    now, slope = value(x)
    history: list[tuple[Floats, Floats, float]] = []
    for _ in range(ITERATIONS):
        way = slope.copy()
        shares = []
        for moved, turned, scale in reversed(history):
            share = scale * float((moved * way).sum())
            shares.append(share)
            way -= share * turned
        if history:
            moved, turned, scale = history[-1]
            way /= scale * float((turned * turned).sum())
        else:
            way /= float(np.sqrt((slope * slope).sum()))
        for (moved, turned, scale), share in zip(history, reversed(shares), strict=True):
            way += (share - scale * float((turned * way).sum())) * moved
        step, fall = 1.0, float((slope * way).sum())
        while True:
            there, new_slope = value(x - step * way)
            if there <= now - 1e-4 * step * fall or step < 1e-6:
                break
            step /= 2
        moved, turned = -step * way, new_slope - slope
        inner = float((moved * turned).sum())
        if inner > 1e-10:
            history = [*history, (moved, turned, 1.0 / inner)][-MEMORY:]
        ended = abs(now - there) < 1e-5 * abs(there)
        x, now, slope = x + moved, there, new_slope
        if ended:
            break
    return x


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("sentences", type=Path)
    arguments.add_argument("--out", type=Path, default=OUT)
    chosen = arguments.parse_args()
    knowledge = load()
    lines = [json.loads(x) for x in chosen.sentences.read_text(encoding="utf-8").split("\n") if x.strip()]
    model = train([prepared(x["text"], x["knowledge"], knowledge) for x in lines])
    remarks = (
        "Weights learned from SkillSpan, train and dev parts (Zhang, Jensen, Sonniks, Plank, NAACL 2022), CC BY 4.0.",
        "https://creativecommons.org/licenses/by/4.0/ . Changed: no sentence is contained, only weights learned from them.",
        f"Knowledge packs {knowledge.version}. Made by packaging/tagger/train.py; format: docs/formats/tagger.md.",
    )
    chosen.out.write_text(written(model, remarks), encoding="utf-8")
    print(f"{len(lines)} sentences, {len(model.weights)} features, {chosen.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
