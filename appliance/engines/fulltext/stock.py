"""The index on Whoosh 2.7.4 as it comes, made correct: the plain engine, and the measure of the fast one.

Matches are gathered by walking every matcher to its end (Whoosh's collectors prune wrongly and lose hits), segments are
memory-mapped (``compound=False``) and what a commit wrote is on the disk before the table of contents names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh import columns, fields, formats, index, scoring
from whoosh import query as wq
from whoosh.filedb.filestore import FileStorage
from whoosh.index import LockError
from whoosh.reading import SegmentReader
from whoosh.searching import SearchContext, Searcher

from appliance.engines.fulltext.analysis import spellings
from appliance.engines.fulltext.answers import SORT_NUMBERS, Question, key_terms, mark, sort_name, written
from appliance.engines.fulltext.errors import IndexBusy, IndexDamaged, NoSuchEntry
from appliance.engines.fulltext.layout import OWN_FIELDS, WHOLE, field_of, streams
from appliance.engines.fulltext.seals import Manifest, check, seal_of, sealed, sync_file, sync_folder
from appliance.foundation.contracts.query import FACET_FIELDS, NUMBER_FIELDS, Hit, Hits, IndexEntry

NAN = float("nan")
SPELLING = "spelling"


class StreamField(fields.FieldType):  # type: ignore[misc]  # whoosh ships no types
    """A text field that is given its (term, position) pairs ready made."""

    def __init__(self) -> None:
        super().__init__(formats.Positions(), None, scorable=True)

    def index(
        self, value: list[tuple[str, int]], **_options: Any
    ) -> Iterable[tuple[bytes, int, float, bytes]]:
        """(term, frequency, weight, encoded positions) of every term."""
        found: dict[str, set[int]] = {}
        for term, position in value:
            found.setdefault(term, set()).add(position)
        for term, positions in found.items():
            yield term.encode(), len(positions), float(len(positions)), self.format.encode(sorted(positions))


class ValuesField(fields.FieldType):  # type: ignore[misc]  # whoosh ships no types
    """Exact values, several per document."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None, scorable=False)

    def index(self, value: Iterable[str], **_options: Any) -> Iterable[tuple[bytes, int, float, bytes]]:
        """One posting for each distinct value."""
        for text in set(value):
            yield text.encode(), 1, 1.0, b""


def schema() -> fields.Schema:
    """Every field of an entry, as Whoosh keeps it."""
    made = fields.Schema(ref=ValuesField(), row=fields.STORED())
    for name in (WHOLE, *OWN_FIELDS):
        made.add(name, StreamField())
    for name in (*FACET_FIELDS, SPELLING):
        made.add(name, ValuesField())
    for name in NUMBER_FIELDS:
        made.add(name, fields.COLUMN(columns.NumericColumn("d", default=NAN)))
    return made


class DurableStorage(FileStorage):  # type: ignore[misc]  # whoosh ships no types
    """Files reach the disk before the rename that makes them count."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._written: set[str] = set()

    def create_file(self, name: str, *args: Any, **options: Any) -> Any:
        """As Whoosh does, but remembered."""
        self._written.add(name)
        return super().create_file(name, *args, **options)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Whoosh renames one file, the new table of contents: everything else comes first."""
        for name in sorted(self._written):
            path = Path(self.folder) / name
            if path.exists():
                sync_file(path)
        self._written.clear()
        super().rename_file(oldname, newname, safe)
        sync_folder(Path(self.folder))


@dataclass(frozen=True)
class Row:
    """What one document is beside its words."""

    ref: str
    name: str
    numbers: Mapping[str, float]
    facets: Mapping[str, tuple[str, ...]]
    key_terms: tuple[str, ...]


class StockEngine:
    """One generation, open for reading; ``write`` makes the next and goes on with it. The reference, not what ships."""

    def __init__(self, folder: Path, key: bytes, manifest: Manifest | None) -> None:
        """Open what is there (checked by the caller), or begin anew without a manifest."""
        self.folder = folder
        self._key = key
        self.storage = DurableStorage(str(folder))
        make = index.FileIndex if manifest else index.FileIndex.create
        self.index = make(self.storage, schema())
        self._rows: dict[tuple[str, int], list[Row | None]] = {}
        self._open()
        self.manifest = manifest or self._sealed()

    @classmethod
    def create(cls, folder: Path, key: bytes, after: int = 0) -> StockEngine:  # noqa: ARG003  # counts from 0
        """An index without entries in an empty folder."""
        return cls(folder, key, None)

    @classmethod
    def open(cls, folder: Path, manifest: Manifest, key: bytes) -> StockEngine:
        """The generation of a manifest. Raises IndexDamaged; nothing is unpickled before every file was compared."""
        check(folder, manifest, key)
        try:
            engine = cls(folder, key, manifest)
        except Exception as reason:
            raise IndexDamaged(reason=f"it cannot be opened ({type(reason).__name__}: {reason})") from reason
        if engine.generation != manifest.generation:
            engine.close()
            raise IndexDamaged(reason=f"it holds generation {engine.generation}, not {manifest.generation}")
        return engine

    def refreshed(self, manifest: Manifest) -> StockEngine:
        """The engine of a later manifest."""
        return StockEngine.open(self.folder, manifest, self._key)

    def _sealed(self) -> Manifest:
        return sealed([seal_of(self.folder / name) for name in self.files()], self.generation, self._key)

    def warm(self) -> None:
        """Make what the first question would wait for."""
        for leaf, _ in self._leaves():
            self.rows_of(leaf)

    def _open(self) -> None:
        self.searcher = Searcher(self.index.reader(), weighting=scoring.BM25F())
        self.generation = int(self.index.latest_generation())
        states = {_state(leaf) for leaf, _ in self._leaves() if leaf.reader().segment()}
        self._rows = {state: rows for state, rows in self._rows.items() if state in states}

    def _leaves(self) -> list[tuple[Any, int]]:
        return list(self.searcher.leaf_searchers())

    def close(self) -> None:
        """Let go of the files; again is nothing."""
        if not self.searcher.is_closed:
            self.searcher.close()

    def files(self) -> list[str]:
        """The names of the files of this generation."""
        ignored = {f"{self.index.indexname}_WRITELOCK"}
        return [path.name for path in self.folder.iterdir() if path.is_file() and path.name not in ignored]

    def write(self, adds: Iterable[IndexEntry], removes: Iterable[str], *, tidy: bool = False) -> None:  # noqa: ARG002 - Whoosh merges by itself
        """One commit: entries in, refs out; a later entry replaces an earlier one with its ref."""
        try:
            writer = self.index.writer(compound=False)
        except LockError as busy:
            raise IndexBusy from busy
        try:
            entries = {entry.ref: entry for entry in adds}
            removed = self._documents({ref for ref in removes if ref not in entries})
            for doc in {*removed, *self._documents(set(entries))}:
                writer.delete_document(doc)
            for ref in sorted(entries):
                writer.add_document(**_document(entries[ref]))
        except BaseException:
            writer.cancel()
            raise
        writer.commit(mergetype=_rewriting if removed else None)
        self._sweep()
        self.searcher.close()
        self._open()
        self.manifest = self._sealed()

    def _sweep(self) -> None:
        """Remove what a killed writer left (``_MAIN_5.toc.1700000000.1``); Whoosh never does."""
        for path in self.folder.glob("*.toc.*"):
            path.unlink()

    def _documents(self, refs: set[str]) -> list[int]:
        reader = self.searcher.reader()
        found = []
        for ref in sorted(refs):
            if ("ref", ref.encode()) in reader:
                found.extend(self.searcher.postings("ref", ref.encode()).all_ids())
        return found

    def pieces(self) -> int:
        """Whoosh merges by itself."""
        return 1

    def count(self) -> int:
        """Living entries."""
        return int(self.searcher.reader().doc_count())

    def rows_of(self, leaf: Any) -> list[Row | None]:
        """Every document of a segment, read once; None where it was deleted."""
        reader = leaf.reader()
        rows = self._rows.get(_state(leaf))
        if rows is None:
            alive = set(reader.all_doc_ids())
            every = range(reader.doc_count_all())
            rows = [Row(**reader.stored_fields(doc)["row"]) if doc in alive else None for doc in every]
            self._rows[_state(leaf)] = rows
        return rows

    def matching(self, tree: wq.Query) -> list[tuple[float, Row]]:
        """Every match with its score, in no order."""
        context = SearchContext(needs_current=True, weighting=self.searcher.weighting)
        found = []
        for leaf, _ in self._leaves():
            if not leaf.reader().doc_count_all():
                continue
            rows = self.rows_of(leaf)
            matcher = tree.matcher(leaf, context)
            while matcher.is_active():
                row = rows[matcher.id()]
                if row is not None:
                    found.append((float(matcher.score()), row))
                matcher.next()
        return found

    def search(self, question: Question) -> Hits:
        """Answer one question."""
        found = self.matching(question.tree)
        facets = {}
        for name in question.facets:
            others = {field: values for field, values in question.filters.items() if field != name}
            facets[name] = _count(name, [row for _, row in found if _passes(row, others)])
        kept = [(score, row) for score, row in found if _passes(row, question.filters)]
        kept.sort(key=_order(question.sort))
        page = kept[question.offset : question.offset + question.limit]
        return Hits(
            total=len(kept),
            hits=tuple(Hit(ref=row.ref, score=score) for score, row in page),
            facets=facets,
            generation=self.generation,
            everyone=written(sum(mark(row.ref.encode()) for _, row in kept)) if question.everyone else "",
        )

    def values(self, field: str, start: str, scope: wq.Query) -> dict[str, int]:
        """The values of a facet that begin like this, with the visible entries that hold each."""
        context = SearchContext(needs_current=True, weighting=None)
        counts: dict[str, int] = {}
        for leaf, _ in self._leaves():
            visible = set(scope.matcher(leaf, context).all_ids())
            for term in list(leaf.reader().expand_prefix(field, start.encode())):
                here = len(visible.intersection(leaf.postings(field, term).all_ids()))
                if here:
                    counts[term.decode()] = counts.get(term.decode(), 0) + here
        return counts

    def words(self, field: str, start: str, scope: wq.Query, limit: int) -> dict[str, int]:
        """The words of a field that begin like this, with the visible entries that hold each."""
        del limit
        lead = "" if field_of(field) == WHOLE else f"{field}:"
        counts = self.values(SPELLING, lead + start, scope)
        return {word[len(lead) :]: count for word, count in counts.items() if lead or ":" not in word}

    def lookalikes(self, word: str, edits: int, scope: wq.Query) -> dict[str, int]:
        """Every word of any field with the first letter of this one, with the visible entries that hold each."""
        del edits
        return self.words("", word[0], scope, 0)

    def key_terms(self, ref: str) -> tuple[str, ...]:
        """The terms that stand for an entry. Raises NoSuchEntry."""
        for leaf, _ in self._leaves():
            for row in self.rows_of(leaf):
                if row is not None and row.ref == ref:
                    return row.key_terms
        raise NoSuchEntry(ref=ref)


def _state(leaf: Any) -> tuple[str, int]:
    """A segment and how much of it is deleted: what was read of it holds until either changes."""
    segment = leaf.reader().segment()
    return segment.segment_id(), segment.deleted_count()


def _rewriting(writer: Any, segments: list[Any]) -> list[Any]:
    """Merge policy for a removal: no segment keeps the words of who was removed."""
    touched = [segment for segment in segments if segment.has_deletions()]
    for segment in touched:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment not in touched]


def _document(entry: IndexEntry) -> dict[str, Any]:
    row = {
        "ref": entry.ref,
        "name": sort_name(entry),
        "numbers": dict(entry.numbers),
        "facets": {name: tuple(sorted(set(values))) for name, values in entry.facets.items()},
        "key_terms": key_terms(entry),
    }
    words = {word for text in entry.texts.values() for word in spellings(text)}
    words |= {f"{name}:{word}" for name in OWN_FIELDS for word in spellings(entry.texts.get(name, ""))}
    return {
        "ref": [entry.ref],
        "row": row,
        SPELLING: sorted(words),
        **streams(entry.texts),
        **{name: entry.numbers.get(name, NAN) for name in NUMBER_FIELDS},
        **{name: entry.facets[name] for name in FACET_FIELDS if name in entry.facets},
    }


def _passes(row: Row, filters: Mapping[str, tuple[str, ...]]) -> bool:
    return all(set(values) & set(row.facets.get(name, ())) for name, values in filters.items())


def _count(name: str, rows: list[Row]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        for value in row.facets.get(name, ()):
            counts[value] = counts.get(value, 0) + 1
    return counts


def _order(sort: str) -> Any:
    if sort == "name":
        return lambda hit: (not hit[1].name, hit[1].name, hit[1].ref)
    if sort in SORT_NUMBERS:
        number = SORT_NUMBERS[sort]
        return lambda hit: (-hit[1].numbers.get(number, float("-inf")), hit[1].ref)
    return lambda hit: (-hit[0], hit[1].ref)
