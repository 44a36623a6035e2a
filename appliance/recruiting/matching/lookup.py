"""What the rules ask the knowledge pack, answered by the pack and written down, or read from what was written.

A stored match carries the answers it used, so that it can be computed again when the pack has moved on.
"""

from __future__ import annotations

from typing import Protocol

from appliance.engines.knowledge import Knowledge

Answer = tuple[str, str]


class Lookup(Protocol):
    def skill(self, have: str, wanted: str) -> Answer:
        """(``same`` | ``child`` | ``parent`` | ``related`` | "", why) for two skill ids."""

    def title(self, have: str, wanted: str) -> tuple[int, str]:
        """(likeness from 0 to 100, why) for two titles."""


class RecordingLookup:
    """Asks the pack and keeps every answer in ``answers``: plain data, ready to be stored."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.answers: dict[str, list[str]] = {}

    def skill(self, have: str, wanted: str) -> Answer:
        relation = self._knowledge.relation(have, wanted)
        answer = (relation.kind, relation.reason) if relation else ("", "")
        if answer[0]:
            self.answers[f"skill|{have}|{wanted}"] = list(answer)
        return answer

    def title(self, have: str, wanted: str) -> tuple[int, str]:
        likeness, why = self._knowledge.title_relation(have, wanted)
        answer = round(likeness * 100), why
        if answer[0]:
            self.answers[f"title|{have}|{wanted}"] = [str(answer[0]), why]
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
