"""A bundle is believed for one signature, which three programs can check, and refused with the right words."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.lifecycle.bundle import (
    BundleDamaged,
    BundleForDevelopment,
    BundleNotListed,
    BundleNotOurs,
    BundleNotSigned,
    BundleOlder,
    unpack,
    verify_bundle,
)
from appliance.lifecycle.bundle.spelling import read_spelled

sys.path.insert(0, str(Path(__file__).parent))
import small_bundle

sys.path.pop(0)


@pytest.fixture
def bundle(tmp_path):
    return small_bundle.make(tmp_path / "bundle", tmp_path)


def test_a_good_bundle_is_verified_copied_and_unpacked(bundle, tmp_path):
    (tmp_path / "copy").mkdir()
    verified = verify_bundle(bundle, small_bundle.trust(), into=tmp_path / "copy")
    assert verified.manifest.version == "1.2.3"
    assert not verified.again
    copied = {
        p.relative_to(tmp_path / "copy"): p.read_bytes()
        for p in (tmp_path / "copy").rglob("*")
        if p.is_file()
    }
    assert copied == {p.relative_to(bundle): p.read_bytes() for p in bundle.rglob("*") if p.is_file()}
    (tmp_path / "program").mkdir()
    manifest = verified.manifest
    count = unpack(
        tmp_path / "copy" / manifest.payload,
        (tmp_path / "copy" / manifest.payload_list).read_bytes(),
        tmp_path / "program",
    )
    assert count == 3
    assert (tmp_path / "program/_internal/data.bin").read_bytes() == bytes(range(256)) * 40
    assert (tmp_path / "program/muster").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "program/_internal/empty").stat().st_mode & 0o777 == 0o644
    assert verify_bundle(bundle, verified.trust).again


def test_openssl_and_twelve_lines_of_python_agree(bundle):
    line = "openssl pkeyutl -verify -pubin -inkey release.pem -rawin -in MANIFEST.json -sigfile MANIFEST.json.sig"
    done = subprocess.run(line.split(), cwd=bundle, capture_output=True, text=True, check=False)
    assert "Signature Verified Successfully" in done.stdout
    script = small_bundle.ROOT / "packaging/bundle/verify.py"
    assert len([one for one in script.read_text().splitlines()[1:] if one]) <= 15
    shutil.copy(script, bundle)
    done = subprocess.run(
        [sys.executable, "verify.py"], cwd=bundle, capture_output=True, text=True, check=False
    )
    assert "seq=7" in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("facts", "error", "says"),
    [
        ({"product": "mustard"}, BundleNotOurs, "product mustard"),
        ({"arch": "riscv64"}, BundleNotOurs, "riscv64"),
        ({"keyring_version": 2}, BundleNotSigned, "keyring 2"),
        ({"format": 2}, BundleNotSigned, "form"),
        ({"surprise": 1}, BundleNotSigned, "form"),
    ],
)
def test_signed_by_the_right_key_is_not_enough(tmp_path, facts, error, says):
    bundle = small_bundle.make(tmp_path / "bundle", tmp_path, **facts)
    with pytest.raises(error, match=says):
        verify_bundle(bundle, small_bundle.trust())


@pytest.mark.parametrize(
    "text",
    [b"[" * 100_000, b"{}", b"[]\n", b'{"a": 1}', b"\xff", b'{\n "a": 1.0\n}\n', b'{\n "a": NaN\n}\n', b""],
)
def test_there_is_one_spelling_and_no_text_breaks_the_reader(text):
    with pytest.raises(ValueError, match=r"."):
        read_spelled(text)
    assert read_spelled(b'{\n "a": 1\n}\n') == {"a": 1}


def test_an_older_release_is_refused_and_the_same_one_only_with_the_same_bytes(tmp_path, bundle):
    trust = verify_bundle(bundle, small_bundle.trust()).trust
    for facts, error in (({"release_seq": 6}, BundleOlder), ({"version": "1.2.4"}, BundleNotSigned)):
        other = small_bundle.make(tmp_path / f"other-{error.code}", tmp_path, **facts)
        with pytest.raises(error):
            verify_bundle(other, trust)
    assert (
        verify_bundle(
            small_bundle.make(tmp_path / "next", tmp_path, release_seq=8), trust
        ).manifest.release_seq
        == 8
    )


def test_a_released_program_refuses_development_keys(bundle):
    trust = small_bundle.trust().model_copy(update={"development": False})
    with pytest.raises(BundleNotSigned, match="development"):
        verify_bundle(bundle, trust)
    trusting = verify_bundle(bundle, small_bundle.trust()).trust.model_copy(update={"development": False})
    with pytest.raises((BundleNotSigned, BundleForDevelopment)):
        verify_bundle(bundle, trusting)


def test_a_damaged_copy_is_told_from_a_changed_bundle(bundle, tmp_path):
    payload = bundle / "payload/muster-test.tar.xz"
    good = payload.read_bytes()
    payload.write_bytes(good[:-1])
    with pytest.raises(BundleDamaged, match="1 bytes too short"):
        verify_bundle(bundle, small_bundle.trust())
    payload.write_bytes(bytes([good[0] ^ 1]) + good[1:])
    with pytest.raises(BundleDamaged, match="other bytes"):
        verify_bundle(bundle, small_bundle.trust())
    payload.unlink()
    with pytest.raises(BundleDamaged, match="missing"):
        verify_bundle(bundle, small_bundle.trust())
    payload.write_bytes(good)
    (bundle / "payload/more").write_bytes(b"")
    with pytest.raises(BundleNotListed, match="payload/more"):
        verify_bundle(bundle, small_bundle.trust())
    (bundle / "payload/more").unlink()
    manifest = bundle / "MANIFEST.json"
    manifest.write_bytes(manifest.read_bytes().replace(b"1.2.3", b"1.2.4"))
    with pytest.raises(BundleNotSigned, match="does not match"):
        verify_bundle(bundle, small_bundle.trust())
