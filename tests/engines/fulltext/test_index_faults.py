"""What a killed process, a full or failing disk, a flipped bit or a planted file does to an index: nothing, or it is seen.

Small counts by default, ``MUSTER_FULL=1`` for the large ones.
"""

from __future__ import annotations

import errno
import itertools
import os
import pickle
import random
import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from typing import Any

import pytest

from appliance.engines.fulltext import IndexBusy, IndexDamaged, Manifest, SearchIndex, quarantine
from appliance.engines.fulltext.index import ReferenceIndex
from appliance.engines.fulltext.seals import sealed
from appliance.engines.fulltext.vector import building, policy, sections
from appliance.foundation.contracts.query import Everything, IndexEntry, Word

KEY = b"k" * 32
FULL = os.environ.get("MUSTER_FULL") == "1"
pytestmark = pytest.mark.timeout(4000 if FULL else 120)
KILLS = 1000 if FULL else 12
FLIPS = 60 if FULL else 6


def entry(number: int, commit: int) -> IndexEntry:
    body = f"word{number} commit{commit} python kafka " + " ".join(
        f"filler{commit * 7 % 90 + i}" for i in range(40)
    )
    return IndexEntry(ref=f"r{number:05d}", texts={"body": body, "title": "engineer"}, numbers={}, facets={})


def commit_of(commit: int) -> tuple[list[IndexEntry], list[str]]:
    """Commit n adds five entries, replaces one of the commit before and removes one of three before."""
    adds = [entry(commit * 5 + i, commit) for i in range(5)]
    if commit:
        adds.append(entry(commit * 5 - 1, commit))
    return adds, [f"r{(commit - 3) * 5:05d}"] if commit >= 3 else []


def expected_after(commits: int) -> dict[str, int]:
    """ref → the commit its newest version is from."""
    held: dict[str, int] = {}
    for commit in range(commits):
        adds, removes = commit_of(commit)
        for ref in removes:
            held.pop(ref)
        held |= {e.ref: commit for e in adds}
    return held


def held_by(index: SearchIndex) -> dict[str, int]:
    """The same, asked of the index."""
    found: dict[str, int] = {}
    for hit in index.search(Everything(), limit=10**6).hits:
        found[hit.ref] = -1
    for commit in range(index.generation):
        for hit in index.search(Word(text=f"commit{commit}"), limit=10**6).hits:
            assert found[hit.ref] == -1
            found[hit.ref] = commit
    return found


def write_until_killed(folder: Path, stored: Path, tell: int) -> None:
    """Commit after commit, most of them with a merge; says so before each."""
    policy.MOST_SEGMENTS = 3
    manifest = Manifest.model_validate_json(stored.read_text())
    index = SearchIndex.open(folder, manifest, KEY)
    while True:
        os.write(tell, b".")
        manifest = index.apply(*commit_of(index.generation))
        young = stored.with_suffix(".young")
        young.write_text(manifest.model_dump_json())
        young.rename(stored)  # this stands for the database


def kill_while_writing(folder: Path, stored: Path, rnd: random.Random) -> None:
    """Start a writer and kill it at some moment of one of its first commits."""
    hear, tell = os.pipe()
    child = os.fork()
    if not child:
        try:
            write_until_killed(folder, stored, tell)
        finally:
            os._exit(1)
    os.close(tell)
    started = time.perf_counter()
    for _ in range(2):
        os.read(hear, 1)
    a_commit = time.perf_counter() - started
    time.sleep(rnd.uniform(0, a_commit))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(hear)
    assert os.WIFSIGNALED(status)


def unnamed(folder: Path, manifest: Manifest) -> list[str]:
    """Files of a commit that did not come to its end."""
    ours = {seal.name for seal in manifest.files}
    return [
        path.name
        for path in folder.glob("*")
        if path.name not in ours and f"-{manifest.generation + 1:010d}" in path.name
    ]


def test_a_killed_writer_loses_no_commit_and_leaves_no_half(tmp_path: Path, capsys: Any):
    folder, stored = tmp_path / "index", tmp_path / "stored.json"
    index = SearchIndex.create(folder, KEY)
    stored.write_text(index.manifest.model_dump_json())
    index.close()
    rnd = random.Random(3)
    forward = amid = commits = 0
    for _ in range(KILLS):
        before = Manifest.model_validate_json(stored.read_text()).generation
        kill_while_writing(folder, stored, rnd)
        manifest = Manifest.model_validate_json(stored.read_text())
        index = SearchIndex.open(folder, manifest, KEY)
        assert index.generation - manifest.generation in {0, 1}
        forward += index.generation - manifest.generation
        commits += index.generation - before
        amid += bool(unnamed(folder, index.manifest))
        assert held_by(index) == expected_after(index.generation)
        stored.write_text(index.manifest.model_dump_json())
        index.close()
        if index.generation > 60:  # start over before asking takes longer than writing
            index = SearchIndex.create(folder, KEY)
            stored.write_text(index.manifest.model_dump_json())
            index.close()
    assert amid
    with capsys.disabled():
        print(
            f"\n  {KILLS} writers killed, {amid} amid a commit's files, {commits} commits, 0 lost, 0 halves; "
            f"{forward} had committed but not said so",
            end="",
        )


class Failing:
    """A system call that fails the n-th time and from then on."""

    def __init__(self, real: Callable[..., Any], after: int, code: int) -> None:
        self._real = real
        self._left = after
        self._code = code

    def __call__(self, *args: Any, **options: Any) -> Any:
        self._left -= 1
        if self._left < 0:
            raise OSError(self._code, os.strerror(self._code))
        return self._real(*args, **options)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    made = SearchIndex.create(tmp_path / "index", KEY)
    for commit in range(4):
        made.apply(*commit_of(commit))
    yield made
    made.close()


@pytest.fixture
def crowded(index: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> SearchIndex:
    """The next commit closes several batches, merges because there are too many segments, and rewrites one because it

    removes somebody; every section of a file is a write of its own.
    """
    monkeypatch.setattr(policy, "MOST_SEGMENTS", 2)
    monkeypatch.setattr(building, "FULL_CHUNKS", 100)
    monkeypatch.setattr(sections, "_SMALL", 0)
    return index


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO], ids=errno.errorcode.get)
@pytest.mark.parametrize("call", ["pwrite", "fsync", "open", "unlink"])
def test_a_failing_disk_leaves_the_old_generation(
    tmp_path: Path, crowded: SearchIndex, monkeypatch: pytest.MonkeyPatch, call: str, code: int, capsys: Any
):
    """Every call of one kind fails in turn, the first time the first, then the second, until a commit passes."""
    index, failures = crowded, 0
    for after in range(1000):
        before = index.generation
        with monkeypatch.context() as patch:
            patch.setattr(os, call, Failing(getattr(os, call), after, code))
            try:
                index.apply(*commit_of(index.generation))
            except OSError:
                failures += 1
            else:
                break
        # the change is there whole or not at all, for the engine and for whoever opens the index now
        again = SearchIndex.open(tmp_path / "index", index.manifest, KEY)
        assert before <= index.generation <= again.generation <= before + 1
        assert held_by(again) == expected_after(again.generation)
        assert held_by(index) == expected_after(index.generation)
        again.close()
    assert failures
    index.apply(*commit_of(index.generation))
    assert held_by(index) == expected_after(index.generation)
    with capsys.disabled():
        print(
            f"\n  {failures} times {errno.errorcode[code]} from {call}: the old or the new generation", end=""
        )


def test_a_commit_is_done_when_all_of_it_is_on_the_disk(
    tmp_path: Path, crowded: SearchIndex, monkeypatch: pytest.MonkeyPatch
):
    """A power cut takes what was not synced: no commit returns before its files, their names and its table are safe."""
    folder, before = tmp_path / "index", set(crowded.manifest.files)
    events: list[tuple[str, str]] = []
    sync, write, unlink = os.fsync, os.pwrite, os.unlink

    def name_of(descriptor: int) -> str:
        return Path(f"/proc/self/fd/{descriptor}").readlink().name

    def noted_sync(descriptor: int) -> None:
        events.append(("sync", name_of(descriptor)))
        sync(descriptor)

    def noted_write(descriptor: int, *rest: Any) -> int:
        events.append(("write", name_of(descriptor)))
        return write(descriptor, *rest)

    def noted_unlink(path: Any, **options: Any) -> None:
        events.append(("unlink", Path(path).name))
        unlink(path, **options)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(os, "pwrite", noted_write)
    monkeypatch.setattr(os, "unlink", noted_unlink)
    manifest = crowded.apply(*commit_of(crowded.generation))
    table = f"generation-{manifest.generation:010d}.json"
    new = {seal.name for seal in set(manifest.files) - before} | {table}
    assert len(new) > 1
    written = max(place for place, (what, name) in enumerate(events) if what == "write" and name in new)
    synced = {name for what, name in events[written:] if what == "sync"}
    assert new | {folder.name} <= synced
    # and nothing of the generation before goes until then
    old = {seal.name for seal in before}
    done = max(place for place, (what, name) in enumerate(events) if what == "sync" and name in new)
    assert not old & {name for what, name in events[:done] if what == "unlink"}


LEFT: dict[str, Callable[[bytes], bytes | None]] = {
    "all": lambda whole: whole,
    "half": lambda whole: whole[: len(whole) // 2],
    "nothing": lambda _: b"",
    "zeros": lambda whole: bytes(len(whole)),
    "no name": lambda _: None,
}
"""What a power cut may leave of a file that nobody had synced."""


def test_a_power_cut_amid_a_commit_leaves_the_old_or_the_new_generation(
    tmp_path: Path, index: SearchIndex, monkeypatch: pytest.MonkeyPatch, capsys: Any
):
    """Nothing was synced yet: of every new file, the table too, all, a part or nothing is left, in any combination."""
    folder, manifest = tmp_path / "index", index.manifest
    at_the_cut, sync = tmp_path / "cut", os.fsync
    cutting = Lock()

    def first_sync(descriptor: int) -> None:
        with cutting:
            if not at_the_cut.exists():
                shutil.copytree(folder, at_the_cut)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", first_sync)
    index.apply(*commit_of(manifest.generation))
    monkeypatch.undo()
    old = {seal.name for seal in manifest.files}
    new = sorted(
        path
        for path in at_the_cut.iterdir()
        if f"-{manifest.generation + 1:010d}" in path.name and path.name not in old
    )
    table = next(path for path in new if path.suffix == ".json")
    named = {seal.name for seal in Manifest.model_validate_json(table.read_bytes()).files}
    new = [path for path in new if path == table or path.name in named]
    contents = {path: path.read_bytes() for path in new}
    forward = back = 0
    rnd = random.Random(6)
    states = list(itertools.product(LEFT, repeat=len(new)))
    chosen = states if FULL else [states[0], *rnd.sample(states[1:], min(len(states) - 1, 60))]
    for state in chosen:  # the first: all of everything is left
        for path, left in zip(new, state, strict=True):
            path.unlink(missing_ok=True)
            data = LEFT[left](contents[path])
            if data is not None:
                path.write_bytes(data)
        found = SearchIndex.open(at_the_cut, manifest, KEY)
        whole = set(state) == {"all"}
        assert found.generation == manifest.generation + whole
        assert held_by(found) == expected_after(found.generation)
        forward, back = forward + whole, back + (not whole)
        found.close()
    # whoever writes next does not stumble over what is left
    again = SearchIndex.open(at_the_cut, manifest, KEY)
    again.apply(*commit_of(again.generation))
    assert held_by(again) == expected_after(again.generation)
    again.close()
    assert back
    assert forward
    with capsys.disabled():
        print(
            f"\n  {back + forward} power cuts amid {len(new)} files: {back} back, {forward} forward, 0 halves",
            end="",
        )


@pytest.mark.parametrize("kind", [SearchIndex, ReferenceIndex])
def test_no_damaged_file_is_opened_and_every_damage_heals(
    tmp_path: Path, kind: type[SearchIndex], capsys: Any
):
    """Flipped bits, cut, emptied and missing files; after each kind of damage of each file, set aside and built again."""
    folder = tmp_path / "index"
    index = kind.create(folder, KEY)
    for commit in range(3):
        index.apply(*commit_of(commit))
    manifest = index.manifest
    index.close()
    rnd = random.Random(5)
    seen = healed = 0
    for seal in manifest.files:
        path = folder / seal.name
        whole = path.read_bytes()
        for number in range(FLIPS):
            place = rnd.randrange(len(whole))
            flipped = bytearray(whole)
            flipped[place] ^= 1 << rnd.randrange(8)
            for damaged in (bytes(flipped), whole[:place], b"", None):
                path.unlink(missing_ok=True)
                if damaged is not None:
                    path.write_bytes(damaged)
                with pytest.raises(IndexDamaged):
                    kind.open(folder, manifest, KEY)
                seen += 1
                if not number and kind is SearchIndex:
                    healed += heals(kind, folder)
        path.write_bytes(whole)
    kind.open(folder, manifest, KEY).close()
    assert seen
    assert healed or kind is ReferenceIndex
    with capsys.disabled():
        print(f"\n  {kind.__name__}: {seen} of {seen} damages seen, {healed} of {healed} healed", end="")


def heals(kind: type[SearchIndex], folder: Path) -> bool:
    """A copy of a damaged index is set aside and built again; what it held is found."""
    place = folder.with_name("hurt")
    shutil.copytree(folder, place)
    assert quarantine(place) is not None
    index = kind.create(place, KEY)
    for commit in range(3):
        index.apply(*commit_of(commit))
    found = held_by(index)
    index.close()
    shutil.rmtree(place)
    return found == expected_after(3)


def test_what_was_damaged_under_an_open_index_is_not_merged_on(tmp_path: Path, crowded: SearchIndex):
    """A file is compared with its seal again before it is copied into another."""
    segments = [seal.name for seal in crowded.manifest.files if ".deleted-" not in seal.name]
    for name in segments:
        path = tmp_path / "index" / name
        whole = path.read_bytes()
        with path.open("r+b") as file:  # the very file that is mapped
            file.seek(len(whole) // 2)
            file.write(bytes([whole[len(whole) // 2] ^ 4]))
    generation = crowded.generation
    with pytest.raises(IndexDamaged):
        crowded.apply(*commit_of(generation))
    assert crowded.generation == generation


class Planted:
    """Makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return (os.mkdir, (str(self.path),))


def test_a_planted_pickle_is_never_read(tmp_path: Path):
    folder, trap = tmp_path / "index", tmp_path / "trap"
    index = ReferenceIndex.create(folder, KEY)
    index.apply([entry(1, 0)])
    manifest = index.manifest
    index.close()
    for path in folder.iterdir():
        path.write_bytes(pickle.dumps(Planted(trap)))
    with pytest.raises(IndexDamaged):
        ReferenceIndex.open(folder, manifest, KEY)
    assert not trap.exists()


def test_our_own_files_hold_no_pickle_and_no_text(tmp_path: Path, index: SearchIndex):
    for path in (tmp_path / "index").iterdir():
        data = path.read_bytes()
        assert b"\x80\x04" not in data[:64]
        assert b"python kafka" not in data
    sources = Path(__file__).resolve().parents[3] / "appliance/engines/fulltext/vector"
    for path in sources.glob("*.py"):
        assert not re.search(r"\b(import|from) (pickle|marshal|shelve)|\b(eval|exec)\(", path.read_text()), (
            path
        )


def test_a_younger_table_without_its_files_does_not_count(tmp_path: Path, index: SearchIndex):
    folder, manifest = tmp_path / "index", index.manifest
    later = SearchIndex.open(folder, manifest, KEY)
    younger = later.apply([entry(77, 4)])
    later.close()
    for seal in set(younger.files) - set(manifest.files):
        (folder / seal.name).unlink()
    again = SearchIndex.open(folder, manifest, KEY)
    assert again.generation == manifest.generation
    assert held_by(again) == expected_after(manifest.generation)
    with pytest.raises(IndexDamaged):
        SearchIndex.open(folder, younger, KEY)
    again.close()


def test_a_forged_younger_table_does_not_count(tmp_path: Path, index: SearchIndex):
    folder, manifest = tmp_path / "index", index.manifest
    forged = sealed(manifest.files[:1], manifest.generation + 1, b"x" * 32)
    (folder / f"generation-{forged.generation:010d}.json").write_text(forged.model_dump_json())
    again = SearchIndex.open(folder, manifest, KEY)
    assert again.generation == manifest.generation
    again.close()


def test_only_one_may_write(tmp_path: Path, index: SearchIndex):
    other = SearchIndex.open(tmp_path / "index", index.manifest, KEY)

    def adds() -> Iterator[IndexEntry]:
        with pytest.raises(IndexBusy):
            other.apply([entry(900, 9)])
        yield entry(901, 9)

    index.apply(adds())
    # whoever writes next goes on from what is there now
    assert other.apply([entry(902, 9)]).generation == index.generation + 1
    assert len(other.search(Word(text="commit9")).hits) == 2
    other.close()


def test_a_reader_goes_on_with_what_it_has_and_refreshes_cheaply(tmp_path: Path, index: SearchIndex):
    reader = SearchIndex.open(tmp_path / "index", index.manifest, KEY)
    expected = held_by(reader)
    for commit in range(4, 12):
        index.apply(*commit_of(commit))
    assert held_by(reader) == expected
    later = reader.refreshed(index.manifest)
    assert held_by(later) == expected_after(12)
    more = index.apply([entry(990, 20)])
    newest = later.refreshed(more)
    known = {leaf.segment for leaf in later._engine.snapshot.leaves}  # type: ignore[union-attr]  # our engine
    shared = {leaf.segment for leaf in newest._engine.snapshot.leaves} & known  # type: ignore[union-attr]
    assert shared
    for one in (reader, later, newest):
        one.close()
