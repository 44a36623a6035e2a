"""Three roots, two needed: keyrings are accepted one after the other, and what is revoked stays revoked."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import small_bundle

sys.path.pop(0)

from appliance.lifecycle.bundle import BundleNotSigned, BundleOlder, Trust, verify_bundle
from appliance.lifecycle.bundle.signature import as_pem, read_signature
from appliance.lifecycle.bundle.spelling import spelled

KEYS = small_bundle.KEYS
PASSPHRASE = "a passphrase of the ceremony"


def keys(folder, *arguments):
    """The command, in this process: starting it two dozen times takes longer than what it does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MUSTER_KEY_PASSPHRASE", PASSPHRASE)
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["keys.py", *arguments])
        KEYS.main()


@pytest.fixture(scope="module")
def ceremony(tmp_path_factory):
    """A folder with five root keys, two release keys, roots.json and keyrings, all made at the command line."""
    folder = tmp_path_factory.mktemp("ceremony")
    for name in ("root-1", "root-2", "root-3", "root-4", "root-5", "release-1", "release-2"):
        keys(folder, "new", f"{name}.pem")
    publics = [f"root-{n}.pem.pub" for n in (1, 2, 3)]
    keys(folder, "roots", "roots.json", *publics)
    common = ("--roots", "roots.json", "--release")
    keys(
        folder, "keyring", "keyring", "1", *common, "release-1.pem.pub", "--sign", "root-1.pem", "root-2.pem"
    )
    return folder


@pytest.fixture
def secrets(ceremony, monkeypatch):
    monkeypatch.setenv("MUSTER_KEY_PASSPHRASE", PASSPHRASE)
    return lambda name: KEYS.load(ceremony / f"{name}.pem")


def release(folder, work, ceremony, secret, version=1, keyring="keyring", **facts):
    bundle = small_bundle.make(folder, work, development=False)
    shutil.rmtree(bundle / "keyring")
    shutil.copytree(ceremony / keyring, bundle / "keyring")
    (bundle / "release.pem").write_bytes(as_pem(secret.public))
    (bundle / "release.pub").unlink()
    value = {**json.loads((bundle / "MANIFEST.json").read_bytes()), "keyring_version": version, **facts}
    value["files"] = [
        e for e in small_bundle.MAKE.Bundle(bundle).entries() if not e["path"].startswith("MANIFEST")
    ]
    signed = secret.sign(spelled(value), f"muster {value['version']} seq={value['release_seq']}")
    (bundle / "MANIFEST.json").write_bytes(spelled(value))
    (bundle / "MANIFEST.json.minisig").write_bytes(signed)
    (bundle / "MANIFEST.json.sig").write_bytes(read_signature(signed).signature)
    return bundle


def roots(ceremony):
    return Trust.model_validate_json((ceremony / "roots.json").read_bytes())


def test_a_release_signed_by_the_key_of_the_keyring_is_accepted(ceremony, secrets, tmp_path):
    bundle = release(tmp_path / "b", tmp_path, ceremony, secrets("release-1"))
    found = verify_bundle(bundle, roots(ceremony))
    assert found.trust.keyring_version == 1
    assert not found.manifest.development


def test_a_released_program_refuses_what_is_signed_with_development_keys(ceremony, tmp_path):
    bundle = small_bundle.make(tmp_path / "b", tmp_path)
    with pytest.raises(BundleNotSigned, match="0 of the 2 root keys"):
        verify_bundle(bundle, roots(ceremony))


def test_a_new_keyring_revokes_the_old_key_for_good(ceremony, secrets, tmp_path):
    gone = secrets("release-1").public.key_id.hex()
    shutil.copytree(ceremony / "keyring", ceremony / "second", dirs_exist_ok=True)
    keys(
        ceremony, "keyring", "second", "2", "--roots", "roots.json", "--release", "release-2.pem.pub",
        "--revoke", gone, "--sign", "root-2.pem", "root-3.pem",
    )  # fmt: skip
    first = verify_bundle(
        release(tmp_path / "1", tmp_path, ceremony, secrets("release-1")), roots(ceremony)
    ).trust
    new = release(tmp_path / "2", tmp_path, ceremony, secrets("release-2"), 2, "second", release_seq=1)
    second = verify_bundle(new, first)
    assert second.trust.keyring_version == 2
    assert gone in second.trust.revoked
    assert verify_bundle(new, roots(ceremony)).trust.keyring_version == 2, (
        "a new machine walks through all keyrings"
    )
    with pytest.raises(BundleNotSigned, match="not in the keyring"):
        verify_bundle(
            release(tmp_path / "3", tmp_path, ceremony, secrets("release-1"), 2, "second"), second.trust
        )
    with pytest.raises(BundleOlder, match="keyring is 1"):
        verify_bundle(
            release(tmp_path / "4", tmp_path, ceremony, secrets("release-1"), release_seq=9), second.trust
        )


def test_new_roots_need_the_old_ones_and_the_new_ones(ceremony, secrets, tmp_path):
    keys(ceremony, "roots", "new-roots.json", "root-3.pem.pub", "root-4.pem.pub", "root-5.pem.pub")
    for name, signers in (("old-only", (1, 2)), ("new-only", (4, 5)), ("both", (2, 3, 4))):
        shutil.copytree(ceremony / "keyring", ceremony / name, dirs_exist_ok=True)
        keys(
            ceremony, "keyring", name, "2", "--roots", "new-roots.json", "--release", "release-1.pem.pub",
            "--sign", *(f"root-{n}.pem" for n in signers),
        )  # fmt: skip
        bundle = release(tmp_path / name, tmp_path, ceremony, secrets("release-1"), 2, name)
        if name == "both":
            found = verify_bundle(bundle, roots(ceremony)).trust
            assert {root.name for root in found.roots} == {"root-3", "root-4", "root-5"}
        else:
            with pytest.raises(BundleNotSigned, match="of the 2 root keys"):
                verify_bundle(bundle, roots(ceremony))


def test_a_release_build_refuses_everything_of_development(tmp_path):
    tree = small_bundle.tree(tmp_path / "tree")
    place = tree / "_internal/appliance/lifecycle/bundle/roots.json"
    place.parent.mkdir(parents=True)
    shutil.copy(small_bundle.ROOT / "appliance/lifecycle/bundle/roots.json", place)
    KEYS.write_keyring(tmp_path / "keyring", 1, *KEYS.development_keyring())
    options = small_bundle.SimpleNamespace(tree=tree, keyring=tmp_path / "keyring")
    facts = {"version": "0.1.0.dev0", "commit": "abc+"}
    faults = small_bundle.MAKE.refuse_for_release(options, facts, KEYS.DEVELOPMENT_RELEASE)
    for words in (
        "development roots",
        "development key",
        "for development",
        "in the making",
        "those of a commit",
    ):
        assert any(words in fault for fault in faults), words


def test_making_a_bundle_replaces_a_bundle_and_nothing_else(tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "photographs.zip").write_bytes(b"of the holidays")
    with pytest.raises(SystemExit, match="holds something else"):
        small_bundle.MAKE.empty(stick)
    assert (stick / "photographs.zip").read_bytes() == b"of the holidays"
    old = small_bundle.make(tmp_path / "old", tmp_path)
    small_bundle.MAKE.empty(old)
    assert list(old.iterdir()) == []


def test_the_real_minisign_checks_a_bundle(tmp_path):
    minisign = shutil.which("minisign")
    if minisign is None:
        pytest.skip("this machine has no minisign; packaging/debian-packages.txt names it")
    bundle = small_bundle.make(tmp_path / "b", tmp_path)
    command = [minisign, "-V", "-p", "release.pub", "-m", "MANIFEST.json"]
    done = subprocess.run(command, cwd=bundle, capture_output=True, text=True, check=False)
    assert "Signature and comment signature verified" in done.stdout
    assert "muster 1.2.3 seq=7" in done.stdout
    manifest = bundle / "MANIFEST.json"
    manifest.write_bytes(manifest.read_bytes().replace(b"1.2.3", b"1.2.4"))
    assert subprocess.run(command, cwd=bundle, capture_output=True, check=False).returncode != 0
