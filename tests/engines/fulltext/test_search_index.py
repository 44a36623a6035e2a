"""The index through its face: what is found, how it is ordered and counted, and what it refuses to open."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.engines.fulltext import (
    IndexDamaged,
    Manifest,
    NoSuchEntry,
    QueryUnsupported,
    SearchIndex,
    quarantine,
)
from appliance.engines.fulltext.index import ReferenceIndex
from appliance.foundation.contracts.query import (
    And,
    Everything,
    Facet,
    Fuzzy,
    IndexEntry,
    Near,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Range,
    Word,
)

KEY = b"k" * 32


def entry(
    ref: str, clearance: str = "", years: float | None = None, added: float = 0, **texts: str
) -> IndexEntry:
    numbers = {"added": float(added)} | ({} if years is None else {"years": years})
    facets = {"kind": ("candidate",)} | ({"clearance": (clearance,)} if clearance else {})
    return IndexEntry(ref=ref, texts=texts, numbers=numbers, facets=facets)


PEOPLE = [
    entry(
        "ada",
        "secret",
        12.5,
        3,
        name="Ada Lovelace",
        title="C++ developer",
        body="C++, C# and .NET. Head of sales.",
    ),
    entry(
        "rui",
        "tssci",
        3,
        2,
        name="Rui Costa",
        skill="Kubernetes\nnode.js",
        body="full-stack, TS/SCI. Head sales.",
    ),
    entry(
        "hana", "secret", None, 1, name="Hana Sato", employer="AT&T", body="Python with Kafka at O'Neil, C++"
    ),
    entry(
        "otto",
        "",
        8,
        4,
        name="Otto Ek",
        body="engineers managed technologies, Master's, résumé otto@example.com",
    ),
]


@pytest.fixture(params=[SearchIndex, ReferenceIndex])
def kind(request: pytest.FixtureRequest) -> type[SearchIndex]:
    """Every test runs on both engines."""
    return request.param  # type: ignore[no-any-return]  # one of the two above


@pytest.fixture
def index(tmp_path: Path, kind: type[SearchIndex]) -> Iterator[SearchIndex]:
    made = kind.create(tmp_path / "index", KEY)
    made.apply(PEOPLE)
    yield made
    made.close()


def refs(index: SearchIndex, query: Query, **options: object) -> list[str]:
    return [hit.ref for hit in index.search(query, **options).hits]  # type: ignore[arg-type]  # options of search


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Word(text="c++"), {"ada", "hana"}),
        (Word(text="C#"), {"ada"}),
        (Word(text=".net"), {"ada"}),
        (Word(text="TS/SCI"), {"rui"}),
        (Word(text="full stack"), {"rui"}),
        (Word(text="fullstack"), {"rui"}),
        (Word(text="nodejs"), {"rui"}),
        (Word(text="oneil"), {"hana"}),
        (Word(text="at&t"), {"hana"}),
        (Word(text="resume"), {"otto"}),
        (Word(text="engineer"), {"otto"}),
        (Word(text="otto@example.com"), {"otto"}),
        (Word(text="c++", field="title"), {"ada"}),
        (Word(text="c++", field="body"), {"ada", "hana"}),
        (Phrase(text="head of sales"), {"ada"}),
        (Phrase(text="head sales"), {"rui"}),
        (Phrase(text="head sales", slop=1), {"ada", "rui"}),
        (Phrase(text="kubernetes node.js", field="skill"), set()),
        (Prefix(text="kub"), {"rui"}),
        (Prefix(text="technologi"), {"otto"}),
        (Fuzzy(text="pyhton"), {"hana"}),
        (Near(left="kafka", right="python", distance=2), {"hana"}),
        (Near(left="kafka", right="python", distance=1), set()),
        (Range(field="years", low=3, high=8), {"rui", "otto"}),
        (Range(field="years", low=3, low_open=True), {"ada", "otto"}),
        (Facet(field="clearance", any_of=("secret", "tssci")), {"ada", "rui", "hana"}),
        (Everything(), {"ada", "rui", "hana", "otto"}),
        (Nothing(), set()),
        (Not(item=Word(text="c++")), {"rui", "otto"}),
        (And(items=(Word(text="c++"), Not(item=Word(text="kafka")))), {"ada"}),
        (Or(items=(Word(text="kafka"), Not(item=Range(field="years")))), {"hana"}),
        (And(items=()), {"ada", "rui", "hana", "otto"}),
        (Or(items=()), set()),
        (Word(text="the"), set()),
        (Word(text="cobol"), set()),
    ],
)
def test_each_kind_of_question_finds_what_it_means(index: SearchIndex, query: Query, expected: set[str]):
    assert set(refs(index, query)) == expected


def test_a_word_in_the_title_counts_for_more(index: SearchIndex):
    assert refs(index, Word(text="c++")) == ["ada", "hana"]


def test_equals_stand_in_the_order_of_their_refs(index: SearchIndex):
    assert refs(index, Everything()) == ["ada", "hana", "otto", "rui"]


def test_answers_are_sorted_by_date_name_and_years(index: SearchIndex):
    assert refs(index, Everything(), sort="newest") == ["otto", "ada", "rui", "hana"]
    assert refs(index, Everything(), sort="name") == ["ada", "hana", "otto", "rui"]
    assert refs(index, Everything(), sort="years") == ["ada", "otto", "rui", "hana"]
    assert refs(index, Everything(), limit=2, offset=1, sort="years") == ["otto", "rui"]


def test_a_facet_is_counted_without_its_own_filter(index: SearchIndex):
    hits = index.search(
        Everything(), facets=("clearance", "kind"), facet_filters={"clearance": ["secret"]}, sort="name"
    )
    assert [hit.ref for hit in hits.hits] == ["ada", "hana"]
    assert hits.total == 2
    assert hits.facets == {"clearance": {"secret": 2, "tssci": 1}, "kind": {"candidate": 2}}


def test_a_scope_hides_everything_outside_it(index: SearchIndex):
    scope = Facet(field="clearance", any_of=("tssci",))
    hits = index.search(Not(item=Word(text="cobol")), facets=("clearance",), scope=scope)
    assert (hits.total, hits.facets) == (1, {"clearance": {"tssci": 1}})
    assert index.complete("kaf", scope=scope) == ()
    assert [c.text for c in index.complete("kub", scope=scope)] == ["kubernetes"]
    assert index.suggest("kafak", scope=scope) == ()
    assert index.complete("", field="clearance", scope=scope)[0].text == "tssci"
    assert "ada" not in [hit.ref for hit in index.more_like("hana", scope=scope).hits]


def test_a_scope_does_not_change_the_scores(index: SearchIndex):
    alone = index.search(Word(text="kafka")).hits
    assert index.search(Word(text="kafka"), scope=Word(text="python")).hits == alone


def test_words_are_completed_and_mended(index: SearchIndex):
    assert [(c.text, c.count) for c in index.complete("ka")] == [("kafka", 1)]
    assert [c.text for c in index.complete("co", field="name")] == ["costa"]
    assert [(c.text, c.count) for c in index.complete("", field="clearance")] == [("secret", 2), ("tssci", 1)]
    assert index.suggest("kuberntes") == ("kubernetes",)
    assert index.suggest("-") == ()


def test_more_like_one_finds_its_kin_and_not_itself(index: SearchIndex):
    assert next(hit.ref for hit in index.more_like("ada").hits) == "rui"
    with pytest.raises(NoSuchEntry):
        index.more_like("nobody")


def test_an_entry_replaces_the_one_with_its_ref_and_goes_when_told(index: SearchIndex):
    generation = index.generation
    index.apply([entry("ada", body="cobol"), entry("ada", body="fortran")], ["otto", "nobody"])
    assert index.generation == generation + 1
    assert index.entries() == 3
    assert refs(index, Word(text="fortran")) == ["ada"]
    assert refs(index, Word(text="cobol")) == []
    assert refs(index, Word(text="c++")) == ["hana"]
    assert index.search(Everything()).generation == generation + 1


def test_the_words_of_a_removed_entry_are_in_no_file(tmp_path: Path, index: SearchIndex):
    needle = b"lovelace"
    folder = tmp_path / "index"
    assert any(needle in path.read_bytes() for path in folder.iterdir())
    index.apply([entry("zoe", body="algol")], ["ada"])
    assert not any(needle in path.read_bytes() for path in folder.iterdir())
    assert set(refs(index, Everything())) == {"rui", "hana", "otto", "zoe"}


def test_a_closed_index_opens_again_with_its_manifest(tmp_path: Path, index: SearchIndex):
    index.apply([], ["otto"])
    manifest = Manifest.model_validate_json(index.manifest.model_dump_json())
    again = type(index).open(tmp_path / "index", manifest, KEY)
    assert again.generation == manifest.generation
    assert again.search(Word(text="c++")) == index.search(Word(text="c++"))
    again.close()


def test_a_changed_file_is_never_opened(tmp_path: Path, index: SearchIndex):
    folder, manifest = tmp_path / "index", index.manifest
    index.close()
    for seal in manifest.files:
        path = folder / seal.name
        whole = path.read_bytes()
        for damaged in (whole[:-1], whole + b"x", bytes([whole[0] ^ 1]) + whole[1:]):
            path.write_bytes(damaged)
            with pytest.raises(IndexDamaged):
                type(index).open(folder, manifest, KEY)
        path.unlink()
        with pytest.raises(IndexDamaged):
            type(index).open(folder, manifest, KEY)
        path.write_bytes(whole)
    type(index).open(folder, manifest, KEY).close()


def test_a_manifest_of_another_key_or_analysis_is_refused(tmp_path: Path, index: SearchIndex):
    folder = tmp_path / "index"
    with pytest.raises(IndexDamaged):
        type(index).open(folder, index.manifest, b"x" * 32)
    for change in ({"analysis": "older"}, {"generation": 99}, {"format": 9}, {"mac": "0" * 64}):
        with pytest.raises(IndexDamaged):
            type(index).open(folder, index.manifest.model_copy(update=change), KEY)


def test_a_damaged_index_is_set_aside_and_only_the_last_one_kept(tmp_path: Path, index: SearchIndex):
    folder = tmp_path / "index"
    first = quarantine(folder)
    assert first is not None
    assert first.exists()
    assert quarantine(folder) is None
    type(index).create(folder, KEY).close()
    second = quarantine(folder)
    assert second is not None
    assert second.exists()
    assert not first.exists()


def test_what_the_engine_cannot_do_it_refuses(index: SearchIndex):
    with pytest.raises(QueryUnsupported):
        index.search(Phrase(text="a b c d", slop=51))
    with pytest.raises(QueryUnsupported):
        index.search(Near(left="c", right="d", distance=51))
    with pytest.raises(ValueError, match="facet"):
        index.search(Everything(), facets=("salary",))
    with pytest.raises(ValueError, match="sort"):
        index.search(Everything(), sort="luck")  # type: ignore[arg-type]  # on purpose


def test_an_empty_index_answers(tmp_path: Path, kind: type[SearchIndex]):
    index = kind.create(tmp_path / "empty", KEY)
    hits = index.search(Not(item=Word(text="x")), facets=("kind",))
    assert (hits.total, hits.hits, hits.facets, index.entries()) == (0, (), {"kind": {}}, 0)
    assert index.complete("a") == ()
    index.close()


def test_one_number_stands_for_everybody_found(index: SearchIndex) -> None:
    def expected(*found: str) -> str:
        numbers = [hashlib.blake2b(ref.encode(), digest_size=8).digest() for ref in found]
        return f"{sum(int.from_bytes(n, 'little') for n in numbers) % 2**64:016x}"

    asked = Word(text="c++")
    assert index.search(asked).everyone == ""
    assert index.search(asked, limit=0, everyone=True).everyone == expected("ada", "hana")
    assert index.search(asked, limit=1, sort="name", everyone=True).everyone == expected("hana", "ada")
    filters = {"clearance": ["secret"]}
    narrowed = index.search(Everything(), facet_filters=filters, limit=9, everyone=True)
    assert narrowed.everyone == expected(*(hit.ref for hit in narrowed.hits))
    index.apply([], ["hana"])
    assert index.search(asked, everyone=True).everyone == expected("ada")
    assert index.search(Nothing(), everyone=True).everyone == expected()
