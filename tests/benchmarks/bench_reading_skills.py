"""Hard skills in sentences: spans against gold, by the packs' rules, by the trained tagger, and by a bare word list.

The tagger is trained anew for each of five parts on the other four (packaging/tagger/train.py), so that no sentence is
judged by a model that has seen it. Parts are runs of neighbouring sentences, because neighbours come from one posting.
``shipped`` is the model in the product; on the sentences it was trained on it says nothing, and is left out there.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bench_reading_baselines import word_list_skills
from bench_reading_frame import Counts, Rows, Set
from bench_reading_scores import span_counts

from appliance.engines.knowledge import load
from appliance.engines.reading.tagger import tagged_skills

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging/tagger"))

from train import prepared, train  # the script that makes the shipped model

PARTS = 5
RUNS = 25
"""Runs of neighbouring sentences, dealt to the parts in turn."""
TRAINED_ON = "skills_skillspan"
MEASURE = "hard skills, strict spans"
GOAL = 0.55


def measure(found: Set, rows: Rows) -> None:
    """Strict spans over every sentence, those without a skill included (what is found there is wrong)."""
    gold = [[(int(a), int(b)) for a, b in g["knowledge"]] for g in found.gold]
    texts = [str(g["text"]) for g in found.gold]
    knowledge = load()
    engines = {
        "rules": lambda text: [(m.start, m.end) for m in knowledge.find_skills(text)],
        "word list": word_list_skills,
        "shipped tagger": lambda text: [(m.start, m.end) for m in tagged_skills(text, knowledge)],
    }
    if found.name == TRAINED_ON:
        del engines["shipped tagger"]
        rows.score(found.name, "tagger, five-fold", MEASURE, five_fold(texts, gold), GOAL)
    for engine, find in engines.items():
        counts = [span_counts(wanted, find(text)) for wanted, text in zip(gold, texts, strict=True)]
        rows.score(found.name, engine, MEASURE, counts, GOAL)


def five_fold(texts: Sequence[str], gold: Sequence[Sequence[tuple[int, int]]]) -> list[Counts]:
    knowledge = load()
    size = len(texts)
    sentences = [prepared(text, spans, knowledge) for text, spans in zip(texts, gold, strict=True)]
    part = [number * RUNS // size % PARTS for number in range(size)]
    counts = []
    for held in range(PARTS):
        model = train([s for s, p in zip(sentences, part, strict=True) if p != held])
        for number in range(size):
            if part[number] == held:
                mentions = tagged_skills(texts[number], knowledge, model)
                counts.append(span_counts(gold[number], [(m.start, m.end) for m in mentions]))
        print(f"tagger: part {held + 1} of {PARTS} judged", file=sys.stderr, flush=True)
    return counts
