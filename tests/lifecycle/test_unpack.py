"""The payload is unpacked as its list says: an archive that says otherwise is refused and writes nothing elsewhere."""

from __future__ import annotations

import hashlib
import io
import lzma
import random
import tarfile

import pytest

from appliance.lifecycle.bundle import BundleDamaged, unpack
from appliance.lifecycle.bundle.errors import BundleRefused

FILES = {"muster": b"program", "_internal/a.so": b"x" * 3000, "_internal/b/c.txt": b""}


def listing(files: dict[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha256(c).hexdigest()} 644 {len(c)} {n}\n" for n, c in files.items()).encode()


def member(name: str, content: bytes = b"", **fields: object) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    for field, value in fields.items():
        setattr(info, field, value)
    return info, content


def archive(path, members, form=tarfile.USTAR_FORMAT):
    with lzma.open(path, "wb") as packed, tarfile.open(fileobj=packed, mode="w", format=form) as tar:
        for info, content in members:
            tar.addfile(info, io.BytesIO(content))
    return path


def everything(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*"))


GOOD = [member(name, content) for name, content in FILES.items()]
HOSTILE = {
    "a path upwards": [member("../evil", b"x")],
    "an absolute path": [member("/evil", b"x")],
    "a link": [member("muster", type=tarfile.SYMTYPE, linkname="/etc/passwd")],
    "a hard link": [member("muster", type=tarfile.LNKTYPE, linkname="/etc/passwd")],
    "a device": [member("muster", type=tarfile.CHRTYPE, devmajor=1, devminor=3)],
    "a pipe": [member("muster", type=tarfile.FIFOTYPE)],
    "a file that is not listed": [*GOOD, member("more", b"x")],
    "a file twice": [*GOOD, member("muster", FILES["muster"])],
    "another size": [member("muster", b"programme")],
    "other bytes": [member("muster", b"progrem")],
    "a file too few": GOOD[:2],
}


def test_a_good_archive_is_unpacked(tmp_path):
    into = tmp_path / "into"
    into.mkdir()
    folder = member("_internal", type=tarfile.DIRTYPE)
    assert unpack(archive(tmp_path / "p.tar.xz", [folder, *GOOD]), listing(FILES), into) == 3
    assert {n: (into / n).read_bytes() for n in FILES} == FILES


@pytest.mark.parametrize("trick", HOSTILE)
def test_an_archive_that_disagrees_with_its_list_is_refused(tmp_path, trick):
    into = tmp_path / "inner" / "into"
    into.mkdir(parents=True)
    before = archive(tmp_path / "p.tar.xz", HOSTILE[trick])
    with pytest.raises(BundleRefused):
        unpack(before, listing(FILES), into)
    assert set(everything(into)) <= {*FILES, "_internal", "_internal/b"}
    assert everything(tmp_path / "inner")[0] == "into"


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_other_forms_of_tar_are_refused(tmp_path, form):
    long = "_internal/" + "n" * 120
    content = {long: b"x"}
    (tmp_path / "into").mkdir()
    with pytest.raises(BundleRefused):
        unpack(
            archive(tmp_path / "p.tar.xz", [member(long, b"x")], form), listing(content), tmp_path / "into"
        )


@pytest.mark.parametrize("path", ["../x", "/x", "a/../x", "a//x", "./x", "a\\x", ""])
def test_a_list_that_leads_elsewhere_is_no_list(tmp_path, path):
    with pytest.raises(ValueError, match="not a line"):
        unpack(archive(tmp_path / "p.tar.xz", GOOD), listing({path: b""}), tmp_path)


def test_damaged_archives_are_refused(tmp_path):
    good = archive(tmp_path / "p.tar.xz", GOOD).read_bytes()
    refused = 0
    for number in range(100):
        rng = random.Random(number)
        bad = bytearray(good)
        bad[rng.randrange(len(bad))] ^= 1 << rng.randrange(8)
        if number % 3 == 0:
            del bad[rng.randrange(len(bad)) :]
        path, into = tmp_path / f"bad{number}", tmp_path / f"into{number}"
        path.write_bytes(bad)
        into.mkdir()
        try:
            unpack(path, listing(FILES), into)
        except BundleRefused:
            refused += 1
        else:
            # a flip in what xz ignores: what came out is what was listed
            assert {n: (into / n).read_bytes() for n in FILES} == FILES
    print(f"\nunpack: {refused} of 100 damaged archives refused, the others gave the listed bytes")
    assert refused > 80


def test_an_archive_that_ends_early_says_so(tmp_path):
    path = tmp_path / "p.tar.xz"
    path.write_bytes(archive(tmp_path / "whole", GOOD).read_bytes()[:60])
    (tmp_path / "into").mkdir()
    with pytest.raises(BundleDamaged):
        unpack(path, listing(FILES), tmp_path / "into")
