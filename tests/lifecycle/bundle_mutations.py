"""Ways to tamper with a bundle. Each takes (folder, rng) and leaves it so that it must be refused.

Those in ``SIGNED`` have what nobody should get, the release key: they show that a signature is not enough.
"""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import small_bundle

from appliance.lifecycle.bundle.signature import as_minisign, as_pem, read_signature
from appliance.lifecycle.bundle.spelling import spelled

KEYS = small_bundle.KEYS
RELEASE = KEYS.DEVELOPMENT_RELEASE
ATTACKER = KEYS.development("somebody else")
Mutation = Callable[[Path, random.Random], None]


def files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file())


def any_file(folder: Path, rng: random.Random) -> Path:
    return rng.choice([p for p in files(folder) if p.stat().st_size])


def flip_a_bit(folder: Path, rng: random.Random) -> None:
    path = any_file(folder, rng)
    content = bytearray(path.read_bytes())
    content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    path.write_bytes(content)


def zero_a_block(folder: Path, rng: random.Random) -> None:
    path = any_file(folder, rng)
    content = bytearray(path.read_bytes())
    begin = rng.randrange(len(content))
    content[begin : begin + 512] = bytes(len(content[begin : begin + 512]))
    path.write_bytes(content)


def cut_short(folder: Path, rng: random.Random) -> None:
    path = any_file(folder, rng)
    os.truncate(path, rng.randrange(path.stat().st_size))


def make_longer(folder: Path, rng: random.Random) -> None:
    with any_file(folder, rng).open("ab") as file:
        file.write(rng.randbytes(rng.randrange(1, 600)))


def remove_a_file(folder: Path, rng: random.Random) -> None:
    any_file(folder, rng).unlink()


def add_a_file(folder: Path, rng: random.Random) -> None:
    place = rng.choice(["", "payload/", "keyring/", "more/"]) + rng.choice(
        ["._x", "x", "MANIFEST.json.bak", "install.sh.1"]
    )
    (folder / place).parent.mkdir(exist_ok=True)
    (folder / place).write_bytes(rng.randbytes(rng.randrange(20)))


def add_a_folder(folder: Path, rng: random.Random) -> None:
    (folder / rng.choice(["x", "payload/x", "System Volume Information"])).mkdir()


def swap_two_files(folder: Path, rng: random.Random) -> None:
    one, two = rng.sample(files(folder), 2)
    a, b = one.read_bytes(), two.read_bytes()
    one.write_bytes(b)
    two.write_bytes(a)


def rename_a_file(folder: Path, rng: random.Random) -> None:
    path = any_file(folder, rng)
    path.rename(path.with_name(path.name + rng.choice([".txt", "x", "~"])))


def put_a_link_for_a_file(folder: Path, rng: random.Random) -> None:
    path = any_file(folder, rng)
    outside = folder.parent / f"outside-{rng.randrange(1 << 40):x}"
    path.rename(outside)
    path.symlink_to(outside)


def put_a_link_for_a_folder(folder: Path, rng: random.Random) -> None:
    path = folder / rng.choice(["payload", "keyring"])
    outside = folder.parent / f"outside-{rng.randrange(1 << 40):x}"
    path.rename(outside)
    path.symlink_to(outside)


def put_a_pipe_for_a_file(folder: Path, rng: random.Random) -> None:
    path = any_file(folder, rng)
    path.unlink()
    os.mkfifo(path)


def put_a_folder_for_a_file(folder: Path, rng: random.Random) -> None:
    path = any_file(folder, rng)
    path.unlink()
    path.mkdir()


def facts(folder: Path) -> dict[str, object]:
    return dict(json.loads((folder / "MANIFEST.json").read_bytes()))


def write_manifest(folder: Path, content: bytes, secret: object, comment: str) -> None:
    signed = secret.sign(content, comment)  # type: ignore[attr-defined]
    (folder / "MANIFEST.json").write_bytes(content)
    (folder / "MANIFEST.json.minisig").write_bytes(signed)
    (folder / "MANIFEST.json.sig").write_bytes(read_signature(signed).signature)


def comment_of(value: dict[str, object]) -> str:
    return f"{value['product']} {value['version']} seq={value['release_seq']}"


def change_and_sign_with_another_key(folder: Path, rng: random.Random) -> None:
    value = facts(folder)
    value["version"] = f"1.2.{rng.randrange(4, 1000)}"
    write_manifest(folder, spelled(value), ATTACKER, comment_of(value))
    (folder / "release.pem").write_bytes(as_pem(ATTACKER.public))


def sign_with_another_key_under_the_same_id(folder: Path, rng: random.Random) -> None:
    change_and_sign_with_another_key(folder, rng)
    path = folder / "MANIFEST.json.minisig"
    lines = path.read_bytes().split(b"\n")
    import base64

    raw = base64.b64decode(lines[1])
    lines[1] = base64.b64encode(raw[:2] + RELEASE.public.key_id + raw[10:])
    path.write_bytes(b"\n".join(lines))


def bring_a_keyring_of_ones_own(folder: Path, rng: random.Random) -> None:
    """Correct in itself, signed by roots nobody here knows."""
    roots = [KEYS.development(f"strange root {n}") for n in range(3)]
    trust = {"development": True, "threshold": 2, "roots": [KEYS.as_key(r.public, r.name) for r in roots]}
    content = KEYS.keyring_file(1, trust, [KEYS.as_key(ATTACKER.public, "x")], [])
    KEYS.write_keyring(
        folder / "keyring", 1, content, [r.sign(content, "muster keyring 1") for r in roots[:2]]
    )
    (folder / "release.pub").write_bytes(as_minisign(ATTACKER.public, "x"))
    (folder / "release.pem").write_bytes(as_pem(ATTACKER.public))
    value = facts(folder)
    value["files"] = [
        e for e in small_bundle.MAKE.Bundle(folder).entries() if not str(e["path"]).startswith("MANIFEST")
    ]
    value["version"] = f"1.2.{rng.randrange(4, 1000)}"
    write_manifest(folder, spelled(value), ATTACKER, comment_of(value))


def let_one_root_sign_the_keyring_twice(folder: Path, rng: random.Random) -> None:
    content = (folder / "keyring/keyring-1.json").read_bytes()
    one = rng.choice(KEYS.DEVELOPMENT_ROOTS)
    KEYS.write_keyring(
        folder / "keyring", 1, content, [one.sign(content, f"muster keyring {n}") for n in (1, 2)]
    )
    sign_again(folder)


def let_one_root_sign_the_keyring(folder: Path, rng: random.Random) -> None:
    (folder / f"keyring/keyring-1.json.{rng.choice([1, 2])}.minisig").unlink()
    sign_again(folder)


def let_a_root_sign_the_release(folder: Path, rng: random.Random) -> None:
    value = facts(folder)
    write_manifest(folder, spelled(value), rng.choice(KEYS.DEVELOPMENT_ROOTS), comment_of(value))


def take_the_signature_of_another_release(folder: Path, rng: random.Random) -> None:
    value = facts(folder) | {"version": f"1.2.{rng.randrange(4, 1000)}"}
    signed = RELEASE.sign(spelled(value), comment_of(value))
    (folder / "MANIFEST.json.minisig").write_bytes(signed)
    (folder / "MANIFEST.json.sig").write_bytes(read_signature(signed).signature)


def take_the_hashed_form(folder: Path, rng: random.Random) -> None:
    import base64
    import hashlib

    content = (folder / "MANIFEST.json").read_bytes()
    signed = RELEASE.sign(hashlib.blake2b(content).digest(), comment_of(facts(folder))).split(b"\n")
    raw = base64.b64decode(signed[1])
    signed[1] = base64.b64encode(b"ED" + raw[2:])
    (folder / "MANIFEST.json.minisig").write_bytes(b"\n".join(signed))


def change_the_comment_nobody_signs(folder: Path, rng: random.Random) -> None:
    path = folder / "MANIFEST.json.minisig"
    path.write_bytes(
        path.read_bytes().replace(b"DEVELOPMENT", rng.choice([b"", b"RELEASE", b"development"]), 1)
    )


def take_another_signature_for_openssl(folder: Path, rng: random.Random) -> None:
    (folder / "MANIFEST.json.sig").write_bytes(ATTACKER.private.sign((folder / "MANIFEST.json").read_bytes()))


# from here on with the release key


def sign_again(folder: Path, **change: object) -> None:
    value = facts(folder) | change
    if "files" not in change:
        value["files"] = [
            e for e in small_bundle.MAKE.Bundle(folder).entries() if not str(e["path"]).startswith("MANIFEST")
        ]
    write_manifest(folder, spelled(value), RELEASE, comment_of(value))


def an_old_number(folder: Path, rng: random.Random) -> None:
    sign_again(folder, release_seq=rng.randrange(1, 7))


def the_same_number_for_other_bytes(folder: Path, rng: random.Random) -> None:
    sign_again(folder, version=f"1.2.{rng.randrange(4, 1000)}")


def another_product(folder: Path, rng: random.Random) -> None:
    sign_again(folder, release_seq=8, product=rng.choice(["mustard", "Muster", "muster2", ""]))


def another_machine(folder: Path, rng: random.Random) -> None:
    sign_again(folder, release_seq=8, **rng.choice([{"arch": "aarch64"}, {"os": "windows"}]))


def a_path_that_leads_elsewhere(folder: Path, rng: random.Random) -> None:
    tricks = (
        "../evil", "/etc/evil", "a/../../evil", "a//b", "./a", "a/.", "con", "payload/NUL.txt", "a\\b", "a\nb", "a\x00b",
        "é", "a ", "a.", "~", ".hidden", "-rf", "a" * 200, "a/b/c/d/e", "MANIFEST.json", "manifest.JSON.sig", "",
    )  # fmt: skip
    entry = {"path": rng.choice(tricks), "sha256": "0" * 64, "size": 0}
    listed = [*facts(folder)["files"], entry]  # type: ignore[misc]
    sign_again(folder, release_seq=8, files=sorted(listed, key=lambda e: str(e["path"]).lower()))


def a_name_twice(folder: Path, rng: random.Random) -> None:
    listed = list(facts(folder)["files"])  # type: ignore[call-overload]
    twin = dict(rng.choice(listed))
    twin["path"] = rng.choice([str(twin["path"]), str(twin["path"]).upper(), str(twin["path"]) + "/x"])
    sign_again(folder, release_seq=8, files=sorted([*listed, twin], key=lambda e: str(e["path"]).lower()))


def another_spelling(folder: Path, rng: random.Random) -> None:
    value = facts(folder) | {"release_seq": 8}
    content = rng.choice(
        [
            json.dumps(value).encode(),
            spelled(value).replace(b'"epoch": 0', b'"epoch": 0.0'),
            spelled(value).replace(b'"arch"', b'"arch": "x86_64",\n "arch"', 1),
            spelled(value) + b" ",
            b"\xef\xbb\xbf" + spelled(value),
            b"[" * 5000,
        ]
    )
    write_manifest(folder, content, RELEASE, comment_of(value))


def another_comment(folder: Path, rng: random.Random) -> None:
    value = facts(folder) | {"release_seq": 8}
    write_manifest(folder, spelled(value), RELEASE, f"muster 1.2.3 seq={rng.randrange(9, 99)}")


def a_manifest_too_large(folder: Path, rng: random.Random) -> None:
    entry = {"path": "a", "sha256": "0" * 64, "size": 0}
    sign_again(folder, release_seq=8, files=[{**entry, "path": f"a{n:06}"} for n in range(12_000)])


def another_keyring_of_the_same_number(folder: Path, rng: random.Random) -> None:
    content = (folder / "keyring/keyring-1.json").read_bytes().replace(b"2028", b"2029")
    KEYS.write_keyring(
        folder / "keyring", 1, content, [r.sign(content, "x") for r in KEYS.DEVELOPMENT_ROOTS[:2]]
    )
    sign_again(folder, release_seq=8)


def a_gap_in_the_keyrings(folder: Path, rng: random.Random) -> None:
    for path in (folder / "keyring").iterdir():
        path.rename(path.with_name(path.name.replace("keyring-1", f"keyring-{rng.choice([0, 3])}")))
    sign_again(folder, release_seq=8)


def the_only_key_revoked(folder: Path, rng: random.Random) -> None:
    trust = json.loads((small_bundle.ROOT / "appliance/lifecycle/bundle/roots.json").read_bytes())
    new = KEYS.development(f"release {rng.randrange(2, 9)}")
    content = KEYS.keyring_file(
        2, trust, [KEYS.as_key(k.public, k.name) for k in (RELEASE, new)], [RELEASE.public.key_id.hex()]
    )
    KEYS.write_keyring(
        folder / "keyring", 2, content, [r.sign(content, "x") for r in KEYS.DEVELOPMENT_ROOTS[1:]]
    )
    sign_again(folder, release_seq=8, keyring_version=2)


def copy_of(bundle: Path, place: Path) -> Path:
    return Path(shutil.copytree(bundle, place))


PLAIN: tuple[Mutation, ...] = (
    flip_a_bit, flip_a_bit, flip_a_bit, zero_a_block, cut_short, make_longer, remove_a_file, add_a_file, add_a_folder,
    swap_two_files, rename_a_file, put_a_link_for_a_file, put_a_link_for_a_folder, put_a_pipe_for_a_file,
    put_a_folder_for_a_file, change_and_sign_with_another_key, sign_with_another_key_under_the_same_id,
    bring_a_keyring_of_ones_own, let_one_root_sign_the_keyring_twice, let_one_root_sign_the_keyring,
    let_a_root_sign_the_release, take_the_signature_of_another_release, take_the_hashed_form,
    take_another_signature_for_openssl, change_the_comment_nobody_signs,
)  # fmt: skip
SIGNED: tuple[Mutation, ...] = (
    an_old_number, the_same_number_for_other_bytes, another_product, another_machine, a_path_that_leads_elsewhere,
    a_name_twice, another_spelling, another_comment, a_manifest_too_large, another_keyring_of_the_same_number,
    a_gap_in_the_keyrings, the_only_key_revoked,
)  # fmt: skip
