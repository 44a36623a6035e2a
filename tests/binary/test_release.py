"""A release with roots of its own, from three new keys to an installed program; the development keys are refused."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import builds

sys.path.pop(0)
PASSPHRASE = "four words for a trial"


def keys(*arguments: object, cwd: Path, expect: int = 0) -> str:
    command = [sys.executable, builds.ROOT / "packaging/bundle/keys.py", *arguments]
    out, said = builds.run(*command, cwd=cwd, expect=expect, MUSTER_KEY_PASSPHRASE=PASSPHRASE)
    return out + said


def ceremony(folder: Path) -> None:
    """Three roots, a release key, and a keyring that two of the roots sign."""
    folder.mkdir()
    for name in ("root-1", "root-2", "root-3", "release-1"):
        keys("new", f"{name}.pem", cwd=folder)
        assert (folder / f"{name}.pem").stat().st_mode & 0o077 == 0
        assert "ENCRYPTED" in (folder / f"{name}.pem").read_text()
    keys("roots", "roots.json", "root-1.pem.pub", "root-2.pem.pub", "root-3.pem.pub", cwd=folder)
    keys(
        "keyring", "keyring", 1, "--roots", "roots.json", "--release", "release-1.pem.pub",
        "--sign", "root-1.pem", "root-3.pem", cwd=folder,
    )  # fmt: skip


def make_release(tree: Path, out: Path, safe: Path, *, expect: int = 0, **other: object) -> str:
    """``make bundle RELEASE=1 …`` in a tree, as docs/operate/release.md says it."""
    given = {
        "ROOTS": safe / "roots.json",
        "KEYRING": safe / "keyring",
        "KEY": safe / "release-1.pem",
        **other,
    }
    words = [f"{name}={value}" for name, value in given.items()]
    out_text, said = builds.run(
        "make", "bundle", f"OUT={out}", "RELEASE=1", f"PY={sys.executable}", *words, "-o", "setup-dev",
        cwd=tree, expect=expect, MUSTER_KEY_PASSPHRASE=PASSPHRASE,
    )  # fmt: skip
    return out_text + said


def refused_by_make(tree: Path, out: Path, *options: object) -> str:
    """What ``make.py --release`` says against a program that was built already."""
    command = [sys.executable, "packaging/bundle/make.py", out, "--release", *options]
    out_text, said = builds.run(*command, cwd=tree, expect=1, MUSTER_KEY_PASSPHRASE=PASSPHRASE)
    assert not out.exists()
    return out_text + said


@builds.needs_builds
@pytest.mark.timeout(3600)
def test_a_release_from_the_keys_to_the_installation(tmp_path):
    safe, tree, out = tmp_path / "safe", tmp_path / "tree", tmp_path / "MUSTER"
    ceremony(safe)
    builds.todays_sources(tree)
    said = make_release(tree, out, safe)
    assert "DEVELOPMENT" not in said
    manifest = json.loads((out / "MANIFEST.json").read_text())
    assert manifest["development"] is False
    assert manifest["commit"] == builds.git(tree, "rev-parse", "HEAD")

    signed = ("-in", out / "MANIFEST.json", "-sigfile", out / "MANIFEST.json.sig")
    stock = ("openssl", "pkeyutl", "-verify", "-pubin", "-inkey", out / "release.pem", "-rawin", *signed)
    assert "Signature Verified Successfully" in builds.run(*stock)[0]
    said, _ = builds.run("minisign", "-V", "-p", out / "release.pub", "-m", out / "MANIFEST.json")
    assert "Signature and comment signature verified" in said
    said, _ = builds.run(sys.executable, out / "verify.py")
    fingerprint = subprocess.run(
        ["sha256sum", out / "release.pem"], capture_output=True, text=True, check=True
    ).stdout[:64]
    assert f"signed by the key with the fingerprint {fingerprint}" in said

    machine = builds.Machine(tmp_path / "machine")
    _, said = machine.install(out, "--fingerprint", fingerprint)
    assert "The key is the one on the card." in said
    assert "DEVELOPMENT" not in said
    assert machine.status()["active"] == 1

    # a program with real roots believes nothing that anybody could sign
    trial = builds.ROOT / "tests/golden/0.1.0/bundle"
    done = subprocess.run(
        [machine.program / "muster", "upgrade", trial, "--yes"], capture_output=True, text=True, check=False
    )
    print(done.stderr)
    assert done.returncode == 3
    assert machine.status()["active"] == 1

    # and each development part keeps a release from being made
    development = tmp_path / "development"
    shutil.copytree(trial / "keyring", development)
    good = ("--keyring", safe / "keyring", "--key", safe / "release-1.pem")
    said = refused_by_make(tree, tmp_path / "no", "--keyring", development, "--key", safe / "release-1.pem")
    assert "the keyring is one for development" in said
    secret = tmp_path / "development-release.pem"
    builds.run(
        sys.executable, "-c",
        f"import sys; sys.path.insert(0, {str(builds.ROOT / 'packaging/bundle')!r}); import keys, pathlib; "
        "from cryptography.hazmat.primitives.serialization import Encoding as E, NoEncryption as N, PrivateFormat as F; "
        f"pathlib.Path({str(secret)!r}).write_bytes(keys.DEVELOPMENT_RELEASE.private.private_bytes(E.PEM, F.PKCS8, N()))",
        show=False,
    )  # fmt: skip
    said = refused_by_make(tree, tmp_path / "no", "--keyring", safe / "keyring", "--key", secret)
    assert "the key that would sign is a development key" in said
    roots = tree / "dist/muster/_internal/appliance/lifecycle/bundle/roots.json"
    shutil.copyfile(builds.ROOT / "appliance/lifecycle/bundle/roots.json", roots)
    said = refused_by_make(tree, tmp_path / "no", *good)
    assert "the program was built with the development roots" in said
    shutil.copyfile(safe / "roots.json", roots)
    with (tree / "README.md").open("a") as file:
        file.write("changed\n")
    assert "the sources are not those of a commit" in refused_by_make(tree, tmp_path / "no", *good)
    print("refused: a development keyring, key and roots, and changed sources")


@pytest.mark.timeout(300)
def test_one_root_alone_signs_no_keyring_that_is_believed(tmp_path):
    """The signatures of two roots are needed; the same root twice counts once."""
    from appliance.lifecycle.bundle import built_in_trust, verify_bundle
    from appliance.lifecycle.bundle.errors import BundleRefused

    sys.path.insert(0, str(builds.ROOT / "tests/lifecycle"))
    import small_bundle

    sys.path.pop(0)
    good = small_bundle.make(tmp_path / "bundle", tmp_path)
    verify_bundle(good, built_in_trust())
    first, second = sorted((good / "keyring").glob("*.minisig"))
    second.write_bytes(first.read_bytes())
    with pytest.raises(BundleRefused):
        verify_bundle(good, built_in_trust())
