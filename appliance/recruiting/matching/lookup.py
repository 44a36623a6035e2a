"""What the rules ask the knowledge pack, answered by the pack and written down, or read from what was written.

A stored match carries the answers it used, so that it can be computed again when the pack has moved on.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from appliance.engines.knowledge import Knowledge
from appliance.recruiting.matching.words import said

Answer = tuple[str, str]


class Lookup(Protocol):
    def skill(self, have: str, wanted: str) -> Answer:
        """(``same`` | ``child`` | ``parent`` | ``related`` | "", why) for two skill ids."""

    def title(self, have: str, wanted: str) -> tuple[int, str]:
        """(likeness from 0 to 100, why) for two titles."""

    def distance(self, have: str, wanted: str) -> int | None:
        """Kilometres between two places, to about ten; None when the gazetteer does not know one of them."""

    def words(self, title: str) -> int:
        """How much the résumé speaks of the words of a title, 0 to 100."""


class FullLookup(Lookup, Protocol):
    """What ``rules_v4`` asks besides."""

    def place(self, have: str, wanted: str) -> str:
        """``same`` | ``within`` | ``around`` | ``state`` | ``country`` | ``abroad`` | "": how a place bears on a wanted one."""

    def field(self, have: str, wanted: str) -> Answer:
        """(``same`` | ``child`` | ``related`` | ``parent`` | "", why) for two fields of study."""


class Memory:
    """The pack's answers: the same question is asked for thousands of candidates, and by the next match again."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.skill = lru_cache(maxsize=200_000)(self._skill)
        self.title = lru_cache(maxsize=50_000)(self._title)
        self.distance = lru_cache(maxsize=50_000)(self._distance)
        self.place = lru_cache(maxsize=50_000)(knowledge.place_relation)
        self.field = lru_cache(maxsize=50_000)(self._field)

    def _skill(self, have: str, wanted: str) -> Answer:
        relation = self._knowledge.relation(have, wanted)
        return (relation.kind, relation.reason) if relation else ("", "")

    def _title(self, have: str, wanted: str) -> tuple[int, str]:
        likeness, why = self._knowledge.title_relation(have, wanted)
        return round(likeness * 100), why

    def _field(self, have: str, wanted: str) -> Answer:
        relation = self._knowledge.field_relation(have, wanted)
        return (relation.kind, relation.reason) if relation else ("", "")

    def _distance(self, have: str, wanted: str) -> int | None:
        here, there = self._knowledge.find_locations(have), self._knowledge.find_locations(wanted)
        if not here or not there:
            return None
        found = self._knowledge.distance_km(here[0].name, there[0].name)
        return None if found is None else round(found / 10) * 10


@lru_cache(maxsize=4)
def memory_of(knowledge: Knowledge) -> Memory:
    """The memory that belongs to this knowledge; as long as its terms stay, every match shares it."""
    return Memory(knowledge)


class RecordingLookup:
    """Asks the pack and keeps every answer in ``answers``: plain data, ready to be stored."""

    def __init__(self, knowledge: Knowledge | Memory, text: str = "") -> None:
        self._text = text
        self._memory = knowledge if isinstance(knowledge, Memory) else memory_of(knowledge)
        self.answers: dict[str, list[str]] = {}

    def skill(self, have: str, wanted: str) -> Answer:
        answer = self._memory.skill(have, wanted)
        if answer[0]:
            self.answers[f"skill|{have}|{wanted}"] = list(answer)
        return answer

    def title(self, have: str, wanted: str) -> tuple[int, str]:
        answer = self._memory.title(have, wanted)
        if answer[0]:
            self.answers[f"title|{have}|{wanted}"] = [str(answer[0]), answer[1]]
        return answer

    def distance(self, have: str, wanted: str) -> int | None:
        answer = self._memory.distance(have, wanted)
        if answer is not None:
            self.answers[f"distance|{have}|{wanted}"] = [str(answer), ""]
        return answer

    def place(self, have: str, wanted: str) -> str:
        answer = self._memory.place(have, wanted)
        if answer:
            self.answers[f"place|{have}|{wanted}"] = [answer, ""]
        return answer

    def field(self, have: str, wanted: str) -> Answer:
        answer = self._memory.field(have, wanted)
        if answer[0]:
            self.answers[f"field|{have}|{wanted}"] = list(answer)
        return answer

    def words(self, title: str) -> int:
        answer = said(title, self._text)
        if answer:
            self.answers[f"words|{title}"] = [str(answer), ""]
        return answer


class StoredLookup:
    """Reads the answers of a stored match; what was not written down had no relation."""

    def __init__(self, answers: dict[str, list[str]]) -> None:
        self.answers = answers

    def skill(self, have: str, wanted: str) -> Answer:
        kind, why = self.answers.get(f"skill|{have}|{wanted}", ["", ""])
        return kind, why

    def title(self, have: str, wanted: str) -> tuple[int, str]:
        points, why = self.answers.get(f"title|{have}|{wanted}", ["0", ""])
        return int(points), why

    def distance(self, have: str, wanted: str) -> int | None:
        kilometres, _ = self.answers.get(f"distance|{have}|{wanted}", ["", ""])
        return int(kilometres) if kilometres else None

    def place(self, have: str, wanted: str) -> str:
        return self.answers.get(f"place|{have}|{wanted}", ["", ""])[0]

    def field(self, have: str, wanted: str) -> Answer:
        kind, why = self.answers.get(f"field|{have}|{wanted}", ["", ""])
        return kind, why

    def words(self, title: str) -> int:
        return int(self.answers.get(f"words|{title}", ["0", ""])[0])
