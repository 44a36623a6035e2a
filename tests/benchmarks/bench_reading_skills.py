"""Hard skills in sentences: spans against gold."""

from __future__ import annotations

from bench_reading_baselines import word_list_skills
from bench_reading_frame import Rows, Set
from bench_reading_scores import span_counts

from appliance.engines.reading import find_skills


def measure(found: Set, rows: Rows) -> None:
    """Strict spans over every sentence, those without a skill included (what is found there is wrong)."""
    gold = [[(a, b) for a, b in g["knowledge"]] for g in found.gold]
    texts = [g["text"] for g in found.gold]
    engines = {
        "rules": lambda text: [(m.start, m.end) for m in find_skills(text)],
        "word list": word_list_skills,
    }
    for engine, find in engines.items():
        counts = [span_counts(wanted, find(text)) for wanted, text in zip(gold, texts, strict=True)]
        rows.score(found.name, engine, "hard skills, strict spans", counts, 0.55)
