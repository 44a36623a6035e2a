"""However a bundle is tampered with, it is refused, and nothing in it was parsed before its signature was verified."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import bundle_mutations
import small_bundle

sys.path.pop(0)

from appliance.lifecycle.bundle import BundleNotSigned, verify_bundle
from appliance.lifecycle.bundle.errors import BundleRefused

COUNT = 3700 if os.environ.get("MUSTER_FULL") else 111
BEFORE = ("keyring", "MANIFEST.json", "MANIFEST.json.minisig", "MANIFEST.json.sig", "release.pem")
"""What may be opened before the signature of the manifest was found good."""
opened: list[str] = []
watching: list[Path] = []


def note_opened(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and watching and str(arguments[0]).startswith(str(watching[-1])):
        opened.append(str(arguments[0])[len(str(watching[-1])) + 1 :])


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    work = tmp_path_factory.mktemp("bundle")
    return small_bundle.make(work / "bundle", work)


def attempt(folder: Path, trust: object, into: Path) -> BundleRefused | None:
    """The refusal, or None when the bundle was accepted."""
    opened.clear()
    watching.append(folder)
    try:
        verify_bundle(folder, trust, into=into)
    except BundleRefused as refusal:
        return refusal
    finally:
        watching.pop()
    return None


def test_no_mutated_bundle_is_accepted(good, tmp_path):
    sys.addaudithook(note_opened)
    trust = verify_bundle(good, small_bundle.trust()).trust
    (tmp_path / "copy").mkdir()
    assert attempt(good, trust, tmp_path / "copy") is None, "the untouched bundle must be accepted"
    assert "payload/muster-test.tar.xz" in opened, "the watch on opened files sees nothing"
    mutations = [*bundle_mutations.PLAIN, *bundle_mutations.SIGNED]
    accepted, early, says = [], [], Counter()
    for number in range(COUNT):
        rng = random.Random(number)
        mutation = mutations[number % len(mutations)]
        place, into = tmp_path / "work/bundle", tmp_path / "work/copy"
        into.mkdir(parents=True)
        bundle_mutations.copy_of(good, place)
        mutation(place, rng)
        known = trust if mutation in bundle_mutations.SIGNED or rng.random() < 0.5 else small_bundle.trust()
        refusal = attempt(place, known, into)
        if refusal is None:
            accepted.append((number, mutation.__name__))
        else:
            says[refusal.code] += 1
        if isinstance(refusal, BundleNotSigned) and [p for p in opened if not p.startswith(BEFORE)]:
            early.append((number, mutation.__name__, list(opened)))
        shutil.rmtree(tmp_path / "work")
    print(
        f"\nbundles: {COUNT} mutated in {len(set(mutations))} ways, {len(accepted)} accepted, refused as {dict(says)}"
    )
    assert accepted == []
    assert early == []
    assert sum(says.values()) == COUNT >= 74
    assert len(says) >= 5, "some kind of refusal never happened"
