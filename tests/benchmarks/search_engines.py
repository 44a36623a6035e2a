"""The engines side by side: ours, stock Whoosh, SQLite's FTS5 and, where its wheel is installed, Tantivy.

Each builds an index of the same entries, turns a ``Described`` question into its own (not timed) and answers it: the
best 20, the best 20 with counts of four facets, and the number of hits. The others are yardsticks, they are not shipped.
What is not alike: ours weighs a word in the title more; FTS5 has no wildcard and no fuzzy search and scans its vocabulary
instead; all but FTS5's ids are fetched as stored references. Ours keeps an e-mail address as one more word, which the
wildcard ``con*om`` finds.
"""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from search_corpus import FACETS, Described
from search_whoosh import StockWhoosh
from whoosh import query as wq

from appliance.engines.fulltext.analysis import within_one_edit
from appliance.engines.fulltext.answers import Question
from appliance.engines.fulltext.compile import compiled
from appliance.engines.fulltext.index import SearchIndex
from appliance.engines.fulltext.layout import WHOLE
from appliance.foundation.contracts.query import (
    And,
    Facet,
    Fuzzy,
    IndexEntry,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Range,
    Word,
)

KEY = b"0" * 32
TOP = 20


class Engine(Protocol):
    name: str

    def build(self, entries: Iterable[IndexEntry], folder: Path) -> None: ...
    def open(self, folder: Path) -> None: ...
    def prepare(self, asked: Described) -> Any: ...
    def top(self, prepared: Any) -> int: ...
    def facets(self, prepared: Any) -> int: ...
    def total(self, prepared: Any) -> int: ...


def as_query(asked: Described) -> Query:
    """The question in our own language."""
    parts: list[Query] = [Word(text=word) for word in asked.must]
    parts += [Or(items=tuple(Word(text=word) for word in group)) for group in asked.groups]
    if asked.phrase:
        parts.append(Phrase(text=asked.phrase))
    if asked.prefix:
        parts.append(Prefix(text=asked.prefix))
    if asked.fuzzy:
        parts.append(Fuzzy(text=asked.fuzzy))
    parts += [Facet(field=name, any_of=(value,)) for name, value in asked.facets.items()]
    if asked.years:
        parts.append(Range(field="years", low=asked.years[0], high=asked.years[1]))
    parts += [Not(item=Word(text=word)) for word in asked.mustnot]
    return parts[0] if len(parts) == 1 else And(items=tuple(parts))


class Muster:
    """Ours, as shipped."""

    name = "muster"

    def build(self, entries: Iterable[IndexEntry], folder: Path) -> None:
        index = SearchIndex.create(folder, KEY)
        self.manifest = index.apply(entries)
        index.close()

    def open(self, folder: Path) -> None:
        self.index = SearchIndex.open(folder, self.manifest, KEY)
        self.index.warm()

    def prepare(self, asked: Described) -> Any:
        if asked.wildcard:  # not in our language; the engine answers it all the same
            return wq.Wildcard(WHOLE, asked.wildcard)
        return compiled(as_query(asked))

    def top(self, prepared: Any) -> int:
        return len(self.index._engine.search(Question(prepared, TOP)).hits)

    def facets(self, prepared: Any) -> int:
        return len(self.index._engine.search(Question(prepared, TOP, facets=FACETS)).facets)

    def total(self, prepared: Any) -> int:
        return self.index._engine.search(Question(prepared, 0)).total


def whole_text(entry: IndexEntry) -> str:
    return "\n".join(entry.texts.values())


class Fts5:
    """SQLite's full text search, ranked by bm25, facets from a table beside it."""

    name = "fts5"

    def build(self, entries: Iterable[IndexEntry], folder: Path) -> None:
        folder.mkdir()
        db = sqlite3.connect(folder / "fts.db")
        db.execute("PRAGMA journal_mode=WAL")
        columns = ", ".join(FACETS)
        db.execute(f"CREATE TABLE docs (ref TEXT, years REAL, {columns})")
        db.execute("CREATE VIRTUAL TABLE fts USING fts5(body, content='', tokenize='unicode61')")
        for number, entry in enumerate(entries):
            facets = [entry.facets.get(name, (None,))[0] for name in FACETS]
            db.execute(
                f"INSERT INTO docs(rowid, ref, years, {columns}) VALUES (?,?,?,?,?,?,?)",
                (number, entry.ref, entry.numbers["years"], *facets),
            )
            db.execute("INSERT INTO fts(rowid, body) VALUES (?, ?)", (number, whole_text(entry)))
        db.execute("INSERT INTO fts(fts) VALUES ('optimize')")
        db.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()

    def open(self, folder: Path) -> None:
        self._path = folder / "fts.db"
        self._own = threading.local()

    @property
    def db(self) -> sqlite3.Connection:
        """A connection for each thread."""
        db: sqlite3.Connection | None = getattr(self._own, "db", None)
        if db is None:
            db = self._own.db = sqlite3.connect(self._path)
            db.execute("PRAGMA mmap_size=8000000000")
            db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, fts, 'row')")
        return db

    def prepare(self, asked: Described) -> Any:
        return asked  # looking through the vocabulary belongs to the answer

    def _expanded(self, asked: Described) -> list[str]:
        if asked.wildcard:
            start = asked.wildcard.split("*")[0]
            rows = self.db.execute(
                "SELECT term FROM temp.words WHERE term>=? AND term<? AND term GLOB ?",
                (start, start + "~", asked.wildcard),
            )
            return [term for (term,) in rows]
        word = asked.fuzzy
        half = len(word) // 2  # an edit, or a swap of neighbours, leaves the one or the other part alone
        rows = self.db.execute(
            "SELECT term FROM temp.words WHERE length(term) BETWEEN ? AND ? AND (substr(term, 1, ?) = ? OR substr(term, ?) = ?)",
            (len(word) - 1, len(word) + 1, half - 1, word[: half - 1], half - len(word), word[half:]),
        )
        return [term for (term,) in rows if within_one_edit(term, word)]

    def _where(self, asked: Described) -> tuple[str, list[Any]]:
        def any_of(words: Iterable[str]) -> str:
            return "(" + " OR ".join(f'"{word}"' for word in words) + ")"

        parts = [f'"{word}"' for word in asked.must] + [any_of(group) for group in asked.groups]
        if asked.phrase:
            parts.append(f'"{asked.phrase}"')
        if asked.prefix:
            parts.append(f'"{asked.prefix}"*')
        if asked.wildcard or asked.fuzzy:
            parts.append(any_of(self._expanded(asked) or ["zzzzzzzz"]))
        match = " AND ".join(parts)
        for word in asked.mustnot:
            match = f'({match}) NOT "{word}"'
        where, values = "fts MATCH ?", [match]
        for name, value in asked.facets.items():
            where += f" AND docs.{name}=?"
            values.append(value)
        if asked.years:
            where += " AND docs.years BETWEEN ? AND ?"
            values += asked.years
        joined = " CROSS JOIN docs ON docs.rowid=fts.rowid" if "docs." in where else ""
        return f"FROM fts{joined} WHERE {where}", values

    def top(self, prepared: Any) -> int:
        source, values = self._where(prepared)
        return len(self.db.execute(f"SELECT fts.rowid {source} ORDER BY rank LIMIT {TOP}", values).fetchall())

    def facets(self, prepared: Any) -> int:
        self.top(prepared)
        source, values = self._where(prepared)
        self.db.execute("DROP TABLE IF EXISTS temp.hits")
        self.db.execute(f"CREATE TEMP TABLE hits AS SELECT fts.rowid AS doc {source}", values)
        for name in FACETS:
            self.db.execute(
                f"SELECT {name}, count(*) FROM temp.hits JOIN docs ON docs.rowid=doc GROUP BY 1"
            ).fetchall()
        return len(FACETS)

    def total(self, prepared: Any) -> int:
        source, values = self._where(prepared)
        return int(self.db.execute(f"SELECT count(*) {source}", values).fetchone()[0])


class Tantivy:
    """The Rust yardstick."""

    name = "tantivy"

    def build(self, entries: Iterable[IndexEntry], folder: Path) -> None:
        import tantivy

        folder.mkdir()
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("ref", stored=True, tokenizer_name="raw")
        schema.add_text_field("body", stored=False, tokenizer_name="default")
        for name in FACETS:
            schema.add_text_field(name, tokenizer_name="raw", fast=True)
        schema.add_float_field("years", indexed=True, fast=True)
        writer = tantivy.Index(schema.build(), str(folder)).writer(128_000_000, 1)
        for entry in entries:
            facets = {name: entry.facets[name][0] for name in FACETS if name in entry.facets}
            writer.add_document(
                tantivy.Document(
                    ref=entry.ref, body=whole_text(entry), years=entry.numbers["years"], **facets
                )
            )
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        import tantivy

        self.tantivy = tantivy
        self.index = tantivy.Index.open(str(folder))
        self.index.reload()
        self.searcher = self.index.searcher()
        self.counted = {name: {"terms": {"field": name, "size": 500}} for name in FACETS}

    def prepare(self, asked: Described) -> Any:
        from tantivy import FieldType, Occur
        from tantivy import Query as TQuery

        schema = self.index.schema

        def term(word: str) -> Any:
            return TQuery.term_query(schema, "body", word)

        def any_of(words: Iterable[str]) -> Any:
            return TQuery.boolean_query([(Occur.Should, term(word)) for word in words])

        must = [term(word) for word in asked.must] + [any_of(group) for group in asked.groups]
        if asked.phrase:
            must.append(TQuery.phrase_query(schema, "body", list(asked.phrase.split())))
        if asked.prefix:
            must.append(TQuery.regex_query(schema, "body", asked.prefix + ".*"))
        if asked.wildcard:
            must.append(TQuery.regex_query(schema, "body", asked.wildcard.replace("*", ".*")))
        if asked.fuzzy:
            must.append(TQuery.fuzzy_term_query(schema, "body", asked.fuzzy, distance=1))
        for name, value in asked.facets.items():
            must.append(TQuery.const_score_query(TQuery.term_query(schema, name, value), 0.0))
        if asked.years:
            years = TQuery.range_query(schema, "years", FieldType.Float, *asked.years)
            must.append(TQuery.const_score_query(years, 0.0))
        parts = [(Occur.Must, part) for part in must]
        return TQuery.boolean_query(parts + [(Occur.MustNot, term(word)) for word in asked.mustnot])

    def top(self, prepared: Any) -> int:
        hits = self.searcher.search(prepared, TOP).hits
        return len([self.searcher.doc(address)["ref"] for _, address in hits])

    def facets(self, prepared: Any) -> int:
        self.top(prepared)
        return len(self.searcher.aggregate(prepared, self.counted))

    def total(self, prepared: Any) -> int:
        return int(self.searcher.search(prepared, 1, count=True).count)


def tantivy_is_here() -> bool:
    try:
        import tantivy  # noqa: F401  # only whether it is installed
    except ImportError:
        return False
    return True


ENGINES: dict[str, type[Engine]] = {
    "muster": Muster,
    "whoosh": StockWhoosh,
    "fts5": Fts5,
    "tantivy": Tantivy,
}


def folder_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def fresh(folder: Path) -> Path:
    if folder.exists():
        shutil.rmtree(folder)
    return folder
