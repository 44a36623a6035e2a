"""A seeded corpus of entries like résumés, and twelve classes of questions about it. Same seed, same bytes.

About 590 words a résumé out of 50,000 by the law of Zipf and Mandelbrot, in sentences, a third of them repeated lines
that many résumés share; names, addresses and employers make the open tail. Every word is ASCII and none ends in s, so
that engines which stem and engines which do not agree on what is found.
"""

from __future__ import annotations

import collections
import hashlib
import itertools
import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from appliance.foundation.contracts.query import IndexEntry

SEED = 20261122
VOCABULARY = 50_000
SYLLABLES = (
    "an ber con der el fin gra hol in jor ka lim men nor op per qui ret sta ter ur ver wen xen yor zal tri pro com plex "
    "tech ler vic man age ing er tion al ive nel ly able ment ist"
)
SKILLS = (
    "python java sql javascript docker linux c++ c# react excel agile git tableau spark terraform azure kafka golang rust "
    "scala ansible jenkin mongodb postgresql"
)
CLEARANCES = ("public_trust", "confidential", "secret", "top_secret", "tssci")
LEVELS = ("high_school", "associate", "bachelor", "master", "doctorate")
FACETS = ("clearance", "degree_level", "place", "source")


def zipf(count: int, shift: float, power: float) -> np.ndarray:
    weights = 1.0 / (np.arange(1, count + 1) + shift) ** power
    return np.cumsum(weights / weights.sum())


class Corpus:
    """``entries(n)`` yields the first n résumés."""

    def __init__(self) -> None:
        self.random = random.Random(SEED)
        self.numbers = np.random.default_rng(SEED)
        syllables = SYLLABLES.split()
        words: dict[str, None] = {}
        while len(words) < VOCABULARY:
            word = "".join(self.random.choices(syllables, k=self.random.randint(1, 4)))
            if len(word) > 2 and not word.endswith("s"):
                words[word] = None
        self.words = np.array(list(words), dtype=object)
        self.shares = zipf(VOCABULARY, 2.7, 1.05)
        self.skills = SKILLS.split() + self.words[200:700].tolist()
        self.skill_shares = zipf(len(self.skills), 4, 0.9)
        self.first_names = [w.title() for w in self.words[1000:3000]]
        self.last_names = [w.title() for w in self.words[3000:9000]]
        self.places = [f"{w.title()} City" for w in self.words[9000:9400]]
        self.place_shares = zipf(len(self.places), 3, 0.8)
        self.employers = [
            f"{a.title()} {b.title()} Ltd"
            for a, b in zip(self.words[9500:15500], self.words[500:6500], strict=True)
        ]
        self.lines = [" ".join(self._words(int(n))) for n in self.numbers.integers(6, 17, 3000)]

    def _words(self, count: int) -> list[str]:
        return self.words[np.searchsorted(self.shares, self.numbers.random(count))].tolist()

    def _pick(self, values: list[str], shares: np.ndarray, count: int = 1) -> list[str]:
        places = np.minimum(np.searchsorted(shares, self.numbers.random(count)), len(values) - 1)
        return [values[i] for i in places]

    def entries(self, count: int) -> Iterator[IndexEntry]:
        return (self._entry(i) for i in range(count))

    def _entry(self, number: int) -> IndexEntry:
        rnd = self.random
        first, last = rnd.choice(self.first_names), rnd.choice(self.last_names)
        title = " ".join(w.title() for w in self._words(2))
        skills = sorted(set(self._pick(self.skills, self.skill_shares, int(self.numbers.integers(6, 22)))))
        place = self._pick(self.places, self.place_shares)[0]
        employers = rnd.sample(self.employers, rnd.randint(2, 4))
        address = f"{first}.{last}{number}@example.com".lower()
        facets = {"kind": ("candidate",), "place": (place,), "source": (f"stick {rnd.randint(1, 12)}",)}
        if rnd.random() < 0.4:
            facets["clearance"] = (rnd.choice(CLEARANCES),)
        if rnd.random() < 0.8:
            facets["degree_level"] = (rnd.choice(LEVELS),)
        return IndexEntry(
            ref=f"cand_{number:08d}",
            texts={
                "name": f"{first} {last}",
                "title": title,
                "skill": "\n".join(skills),
                "employer": "\n".join(employers),
                "location": place,
                "body": self._body(
                    f"{first} {last}\n{title}\n{address}\nSkill: {', '.join(skills)}.", employers
                ),
            },
            numbers={
                "years": float(min(40, int(self.numbers.gamma(2.2, 4)))),
                "added": float(18600 + number % 1800),
            },
            facets=facets,
        )

    def _body(self, head: str, employers: list[str]) -> str:
        rnd = self.random
        words = self._words(max(150, int(self.numbers.normal(400, 130))))
        parts, used = [head], 0
        for employer in employers:
            parts.append(
                f"\n{employer}, {rnd.choice(self.places)}, {rnd.randint(1995, 2020)} to {rnd.randint(2010, 2026)}."
            )
            for _ in range(rnd.randint(3, 7)):
                parts.append(
                    self.lines[int(rnd.paretovariate(0.35) * 3) % len(self.lines)].capitalize() + "."
                )
            until = used + len(words) // len(employers)
            while used < until:
                size = rnd.randint(6, 16)
                parts.append(" ".join(words[used : used + size]).capitalize() + ".")
                used += size
        return "\n".join(parts)


def corpus_file(folder: Path, count: int) -> Path:
    """A file with at least so many entries, a JSON line each; written if there is none (6.6 GB a million).

    A longer corpus begins like a shorter one. The name says which generator wrote it.
    """
    made_by = hashlib.sha256(Path(__file__).read_bytes().split(b"@dataclass")[0]).hexdigest()[:12]
    found = {int(path.stem.split("-")[2]): path for path in folder.glob(f"corpus-{made_by}-*.jsonl")}
    if enough := [size for size in found if size >= count]:
        return found[min(enough)]
    path = folder / f"corpus-{made_by}-{count}.jsonl"
    young = path.with_suffix(".young")
    with young.open("w", encoding="utf-8") as file:
        for entry in Corpus().entries(count):
            file.write(entry.model_dump_json() + "\n")
    young.rename(path)
    return path


def read_corpus(path: Path, count: int) -> Iterator[IndexEntry]:
    """The first entries of a corpus file."""
    with path.open(encoding="utf-8") as file:
        for line in itertools.islice(file, count):
            row = json.loads(line)
            row["facets"] = {name: tuple(values) for name, values in row["facets"].items()}
            yield IndexEntry.model_construct(**row)


@dataclass(frozen=True)
class Described:
    """A question, apart from any engine."""

    must: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    mustnot: tuple[str, ...] = ()
    phrase: str = ""
    prefix: str = ""
    wildcard: str = ""
    fuzzy: str = ""
    facets: dict[str, str] = field(default_factory=dict)
    years: tuple[float, float] | None = None

    @classmethod
    def of(cls, row: dict[str, Any]) -> Described:
        """From the JSON of ``dataclasses.asdict``."""
        return cls(
            must=tuple(row["must"]),
            groups=tuple(tuple(group) for group in row["groups"]),
            mustnot=tuple(row["mustnot"]),
            phrase=row["phrase"],
            prefix=row["prefix"],
            wildcard=row["wildcard"],
            fuzzy=row["fuzzy"],
            facets=row["facets"],
            years=tuple(row["years"]) if row["years"] else None,
        )


class QuestionMaker:
    """Twelve classes of questions, drawn from the document frequencies of a sample."""

    def __init__(self, sample: list[IndexEntry]) -> None:
        self.random = random.Random(7)
        documents: collections.Counter[str] = collections.Counter()
        pairs: collections.Counter[tuple[str, str]] = collections.Counter()
        for entry in sample:
            words = re.findall(r"[a-z]+", entry.texts["body"].lower())
            documents.update({word for word in words if len(word) > 4})
            pairs.update({(a, b) for a, b in itertools.pairwise(words) if len(a) > 3 and len(b) > 3})
        share = {word: count / len(sample) for word, count in documents.items() if word not in SKILLS}
        self.rare = self._band(share, 0.0006, 0.002)
        self.middling = self._band(share, 0.02, 0.12)
        self.common = self._band(share, 0.15, 0.6)
        self.phrases = [" ".join(p) for p, n in sorted(pairs.items()) if 0.005 <= n / len(sample) <= 0.2]
        self.random.shuffle(self.phrases)

    def _band(self, share: dict[str, float], low: float, high: float) -> list[str]:
        words = sorted(word for word, part in share.items() if low <= part <= high)
        self.random.shuffle(words)
        return words

    def _typo(self, word: str) -> str:
        i = self.random.randint(1, len(word) - 2)
        letter = self.random.choice("aeiotr")
        return self.random.choice(
            [word[:i] + word[i + 1 :], word[:i] + letter + word[i + 1 :], word[:i] + letter + word[i:]]
        )

    def _recruiter(self) -> Described:
        """(a | b | c) AND (d | e) AND NOT f AND source = … AND years 3..15"""
        known = ["java", "python", "javascript", "sql", "linux", "docker"]
        return Described(
            groups=(tuple(self.random.sample(known, 3)), tuple(self.random.sample(self.middling[:100], 2))),
            mustnot=(self.random.choice(self.middling),),
            facets={"source": "stick 3"},
            years=(3, 15),
        )

    def classes(self, count: int) -> dict[str, list[Described]]:
        pick, mixed = self.random.choice, self.middling[:200] + self.common
        long = [word for word in self.middling if len(word) > 7]
        sample: Callable[..., Any] = self.random.sample

        def each(make: Callable[[int], Described]) -> list[Described]:
            return [make(i) for i in range(count)]

        return {
            "rare": each(lambda i: Described(must=(self.rare[i % len(self.rare)],))),
            "common": each(lambda i: Described(must=(self.common[i % len(self.common)],))),
            "and3": each(lambda _: Described(must=tuple(sample(mixed, 3)))),
            "or5": each(lambda _: Described(groups=(tuple(sample(self.common, 5)),))),
            "not": each(lambda _: Described(must=(pick(self.common),), mustnot=(pick(self.middling),))),
            "phrase": each(lambda i: Described(phrase=self.phrases[i % len(self.phrases)])),
            "prefix": each(lambda _: Described(prefix=pick(self.middling)[:5])),
            "wildcard": each(lambda _: Described(wildcard=(w := pick(long))[:3] + "*" + w[-2:])),
            "fuzzy": each(lambda _: Described(fuzzy=self._typo(pick(long)))),
            "filter2": each(
                lambda _: Described(
                    must=(pick(self.common),), facets={"clearance": "secret", "degree_level": "master"}
                )
            ),
            "range": each(lambda _: Described(must=(pick(self.common),), years=(4, 9))),
            "recruiter": each(lambda _: self._recruiter()),
        }


if __name__ == "__main__":
    print(corpus_file(Path(sys.argv[1]), int(sys.argv[2])))
