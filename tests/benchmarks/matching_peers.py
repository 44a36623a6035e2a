"""What a match is compared with: everybody scanned in Python, and SQLite's full-text search.

Neither gives evidence, years or a stored result: the scan counts what of the asked is named and sorts everybody; FTS5
ranks the texts by BM25 of the asked words.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from appliance.foundation.store import Store

TOP = 100
Asked = Sequence[tuple[str, str, str, str]]
"""(kind, need, value, number) as in the benchmark's requisition."""


class Scan:
    """Every fact of everybody, read from the same encrypted store and counted."""

    name = "scan in Python"

    def __init__(self, store: Store, asked: Asked) -> None:
        self._store = store
        self._skills = {value.casefold() for kind, _, value, _ in asked if kind == "skill"}
        self._years = max((float(number) for kind, _, _, number in asked if kind == "years"), default=0.0)
        self._places = {value for kind, _, value, _ in asked if kind == "location"}
        self._others = {kind for kind, *_ in asked} & {"degree", "clearance"}

    def best(self) -> list[tuple[int, str]]:
        """The best by the number of asked things named."""
        points: dict[str, int] = {}
        with self._store.reading() as tx:
            for row in tx.rows(
                "SELECT candidate_id, kind, value, detail FROM candidate_fact "
                "WHERE kind IN ('skill', 'years', 'degree', 'clearance', 'location')"
            ):
                person, kind = row["candidate_id"], row["kind"]
                hit = (
                    (kind == "skill" and row["value"].casefold() in self._skills)
                    or (kind == "years" and json.loads(row["detail"])["years"] >= self._years)
                    or (kind == "location" and row["value"] in self._places)
                    or kind in self._others
                )
                points[person] = points.get(person, 0) + hit
        return sorted(((-n, person) for person, n in points.items()))[:TOP]


class FullText:
    """The same texts in FTS5, in clear and in memory, ranked by its own BM25."""

    name = "SQLite FTS5"

    def __init__(self, store: Store, asked: Asked) -> None:
        self._base = sqlite3.connect(":memory:")
        self._base.execute("CREATE VIRTUAL TABLE texts USING fts5(person UNINDEXED, text)")
        with store.reading() as tx:
            rows = tx.rows("SELECT candidate_id, text FROM candidate_document")
            self._base.executemany(
                "INSERT INTO texts VALUES (?, ?)", [(r["candidate_id"], r["text"]) for r in rows]
            )
        words = dict.fromkeys(value for kind, _, value, _ in asked if kind in ("skill", "location"))
        self._query = " OR ".join(f'"{w}"' for w in (*words, "Backend", "Engineer"))

    def best(self) -> list[tuple[float, str]]:
        """The best by BM25 of any of the words."""
        return self._base.execute(
            "SELECT rank, person FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?", (self._query, TOP)
        ).fetchall()
