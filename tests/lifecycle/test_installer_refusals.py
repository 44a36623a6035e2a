"""Bad sticks and unfit hosts: refused before anything changes, each with the sentence that mends it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import small_bundle

sys.path.pop(0)
INSTALLER = (Path(__file__).parents[2] / "packaging/install/install.sh").read_bytes()
FACTS = {"version": "0.1.0", "release_seq": 1, "min_upgrade_from": "0.0.1", "glibc_floor": "2.31"}


def stick(tmp_path: Path, name: str = "stick", **facts: object) -> Path:
    return small_bundle.make(
        tmp_path / name, tmp_path / f"{name}-work", installer=INSTALLER, **{**FACTS, **facts}
    )


class Tried:
    """What an attempt said, and that nothing was left."""

    def __init__(
        self, tmp_path: Path, bundle: Path, *more: str, before: str = "", where: Path | None = None
    ) -> None:
        self.program, self.data = where or tmp_path / "host/program", tmp_path / "host/data"
        (tmp_path / "host").mkdir(exist_ok=True)
        command = f'{before} exec sh "$@"'
        places = ["--user", "--prefix", str(self.program), "--data", str(self.data), "--yes"]
        done = subprocess.run(
            ["sh", "-c", command, "sh", str(bundle / "install.sh"), *places, *more],
            env={"PATH": os.environ["PATH"]},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=100,
        )
        self.status, self.out, self.said = done.returncode, done.stdout, done.stdout + done.stderr
        self.left = [p for p in (self.program, self.data) if p.exists()]


def test_a_changed_manifest_is_not_what_was_signed(tmp_path):
    bundle = stick(tmp_path)
    path = bundle / "MANIFEST.json"
    path.write_bytes(path.read_bytes().replace(b'"release_seq": 1', b'"release_seq": 9'))
    tried = Tried(tmp_path, bundle, "--json")
    assert (tried.status, tried.left) == (3, [])
    assert json.loads(tried.out)["code"] == "bundle_not_signed"
    assert "not what its publisher signed" in tried.said
    assert "Do not install it" in tried.said


def test_a_damaged_payload_is_told_from_a_tampered_bundle(tmp_path):
    bundle = stick(tmp_path)
    path = next(bundle.glob("payload/*.tar.xz"))
    content = bytearray(path.read_bytes())
    content[40] ^= 1
    path.write_bytes(content)
    tried = Tried(tmp_path, bundle)
    assert (tried.status, tried.left) == (3, [])
    assert "The signature is good, but this copy is damaged" in tried.said
    assert "Copy the bundle to the stick again" in tried.said


def test_a_key_that_is_not_the_one_on_the_card(tmp_path):
    tried = Tried(tmp_path, stick(tmp_path), "--fingerprint", "ab" * 32)
    assert (tried.status, tried.left) == (3, [])
    assert "not the one on the card" in tried.said


def test_a_folder_with_parts_missing(tmp_path):
    bundle = stick(tmp_path)
    (bundle / "MANIFEST.json.sig").unlink()
    tried = Tried(tmp_path, bundle)
    assert (tried.status, tried.left) == (3, [])
    assert "MANIFEST.json.sig is missing" in tried.said


def test_another_products_bundle(tmp_path):
    tried = Tried(tmp_path, stick(tmp_path, product="dijon"))
    assert (tried.status, tried.left) == (3, [])
    assert "it is of the product dijon, not muster" in tried.said


def test_a_clock_before_the_release_was_made(tmp_path):
    tried = Tried(tmp_path, stick(tmp_path, epoch=int(time.time()) + 90_000), "--json")
    assert (tried.status, tried.left) == (7, [])
    assert "The clock says" in tried.said
    assert "Set the clock" in json.loads(tried.out)["mend"]


def test_the_year_1970(tmp_path):
    library = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1")
    if not library.exists():
        print("faketime is not installed: the clock of this test is a manifest made in the future instead")
        test_a_clock_before_the_release_was_made(tmp_path)
        return
    clock = f"export LD_PRELOAD={library} FAKETIME='1970-01-02 00:00:00';"
    tried = Tried(tmp_path, stick(tmp_path, epoch=1767225600), before=clock)
    assert (tried.status, tried.left) == (7, [])
    assert "The clock says 1970-01-02" in tried.said
    assert "this release was made on 2026-01-01" in tried.said


def test_a_c_library_that_is_too_old(tmp_path):
    tried = Tried(tmp_path, stick(tmp_path, glibc_floor="2.99"))
    assert (tried.status, tried.left) == (7, [])
    assert "Use a system with glibc 2.99 or newer" in tried.said


def test_nobody_says_yes(tmp_path):
    bundle = stick(tmp_path)
    done = subprocess.run(
        ["sh", bundle / "install.sh", "--user", "--prefix", tmp_path / "p", "--data", tmp_path / "d"],
        input="n\n", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Nothing was changed." in done.stderr
    assert not (tmp_path / "p").exists()


def mounts() -> list[str]:
    """How to get a mount namespace here; empty where the host refuses."""
    for command in (["unshare", "-m"], ["unshare", "-rm"]):
        if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
            return command
    return []


@pytest.mark.parametrize(
    ("options", "status", "sentence", "mend"),
    [
        ("noexec", 7, "Programs may not run in", "Choose another folder with --prefix"),
        ("size=64k", 7, "MiB are needed", "Free "),
        ("ro", 7, "is not writable", "Choose another folder with --prefix"),
    ],
)
def test_a_place_that_will_not_do(tmp_path, options, status, sentence, mend):
    command = mounts()
    if not command:
        print("this host refuses mount namespaces: not tried here")
        return
    bundle = stick(tmp_path)
    (tmp_path / "host/mounted").mkdir(parents=True)
    where = tmp_path / "host/mounted/program"
    script = f'mount -t tmpfs -o {options} tmpfs {tmp_path}/host/mounted && exec sh "$@"'
    arguments = [
        str(bundle / "install.sh"),
        "--user",
        "--prefix",
        str(where),
        "--data",
        str(tmp_path / "d"),
        "--yes",
    ]
    done = subprocess.run(
        [*command, "sh", "-c", script, "sh", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == status, done.stderr
    assert sentence in done.stderr
    assert mend in done.stderr
    assert not where.exists()


def test_the_disk_becomes_full_while_unpacking(tmp_path):
    command = mounts()
    if not command:
        print("this host refuses mount namespaces: not tried here")
        return
    work = tmp_path / "stick-work"
    tree = small_bundle.tree(work / "tree")
    (tree / "_internal/large").write_bytes(b"\0" * (120 << 20))
    bundle = stick(
        tmp_path, payload_size=1
    )  # a list that says too little: the check of the room lets it through
    (tmp_path / "mounted").mkdir()
    places = ["--user", "--prefix", str(tmp_path / "mounted/program"), "--data", str(tmp_path / "d"), "--yes"]
    script = f'mount -t tmpfs -o size=105m tmpfs {tmp_path}/mounted && sh "$@"; echo "status $?"; ls -A {tmp_path}/mounted'
    done = subprocess.run(
        [*command, "sh", "-c", script, "sh", str(bundle / "install.sh"), *places],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == "status 6\n", done.stdout + done.stderr
    assert "The disk became full while unpacking; what was unpacked is removed." in done.stderr


def test_no_verifier_on_the_host_asks_for_the_hash_of_the_manifest(tmp_path):
    command = mounts()
    if not command:
        print("this host refuses mount namespaces: not tried here")
        return
    bundle = stick(tmp_path)
    hide = "".join(
        f"mount --bind /dev/null {path}; " for name in ("openssl", "minisign") if (path := shutil.which(name))
    )
    places = ["--user", "--prefix", str(tmp_path / "p"), "--data", str(tmp_path / "d"), "--yes", "--check"]
    arguments = [*command, "sh", "-c", hide + 'exec sh "$@"', "sh", str(bundle / "install.sh"), *places]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "neither openssl nor minisign" in done.stderr
    wrong = [*arguments, "--i-verified-the-manifest", "0" * 64]
    assert (
        "not what its publisher signed"
        in subprocess.run(wrong, capture_output=True, text=True, check=False).stderr
    )
