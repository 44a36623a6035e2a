"""What goes with the program: its parts, its oldest glibc, the manual, the image."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import runpy
import shutil
import sys
import tarfile
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]


def script(place):
    sys.path.insert(0, str((ROOT / place).parent))
    try:
        return SimpleNamespace(**runpy.run_path(str(ROOT / place)))
    finally:
        sys.path.pop(0)


ELF, MANUAL, OCI, PARTS = (
    script(f"packaging/{name}")
    for name in ("bundle/elf.py", "bundle/manual.py", "oci/make.py", "sbom/parts.py")
)
HOUSE = SimpleNamespace(by_name={}, holding=lambda place: (_ for _ in ()).throw(PARTS.Unknown(place)))


def parts():
    return PARTS.Parts("1.0.0", b"licence", HOUSE, {})


def test_a_file_without_an_origin_fails_the_list_of_parts():
    with pytest.raises(PARTS.Unknown, match=r"nothing says where _internal/surprise\.so came from"):
        parts().follow(["_internal/surprise.so"], [])


def test_a_file_of_an_unknown_wheel_or_package_fails_it(tmp_path):
    for source in ("site:stranger/x.so", str(tmp_path / "x.so")):
        with pytest.raises(PARTS.Unknown):
            parts().follow(["_internal/x.so"], [["x.so", source, "BINARY"]])


def test_a_debian_library_nobody_looked_at_fails_it():
    with pytest.raises(PARTS.Unknown, match="write its licence into known"):
        parts().follow(["_internal/x"], [["x", "/usr/bin/dpkg", "BINARY"]])


def test_weights_learned_from_others_sentences_name_them():
    made = parts()
    made.follow([f"_internal/{PARTS.TAGGER}"], [[PARTS.TAGGER, f"source:{PARTS.TAGGER}", "DATA"]])
    (part,) = (part for part in made.found.values() if part.files)
    assert (part.licence, part.kind) == ("CC-BY-4.0 AND MIT", "data")
    assert b"CC BY 4.0" in part.texts[0][1]
    assert b"SkillSpan" in part.texts[0][1]


def test_our_own_files_are_ours_and_the_interpreters_are_cpythons():
    made = parts()
    made.follow(
        ["_internal/appliance/a.css", "share/muster.service", "_internal/base_library.zip"],
        [["appliance/a.css", "source:appliance/a.css", "DATA"]],
    )
    assert made.muster.files == {"_internal/appliance/a.css", "share/muster.service"}
    assert made.found["cpython"].version.startswith("3.11")


@pytest.mark.parametrize(
    ("licence", "taken"),
    [
        ("MIT OR Apache-2.0", "Apache-2.0"),
        ("Apache-2.0 OR GPL-2.0-only", "Apache-2.0"),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", "GPL-3.0-or-later WITH GCC-exception-3.1"),
        ("LGPL-2.1-or-later", "LGPL-2.1-or-later"),
    ],
)
def test_where_a_part_leaves_the_choice_the_freer_licence_is_taken(licence, taken):
    assert PARTS.choose(licence) == taken


@pytest.mark.parametrize("licence", ["GPL-2.0-only", "AGPL-3.0-only", "LGPL-3.0-only"])
def test_the_gpl_without_an_exception_fails_it(licence):
    with pytest.raises(PARTS.Unknown, match="only the GPL"):
        PARTS.choose(licence)


def test_a_library_that_needs_a_newer_glibc_is_named(tmp_path):
    if shutil.which("readelf") is None:
        pytest.skip("this machine has no readelf; packaging/debian-packages.txt names binutils")
    shutil.copy("/usr/lib/x86_64-linux-gnu/libexpat.so.1", tmp_path)
    assert "1 ELF files, newest glibc asked for 2.36" in ELF.check(tmp_path, "2.36")
    with pytest.raises(SystemExit, match=r"libexpat\.so\.1 needs 2\.36"):
        ELF.check(tmp_path, "2.31")
    (tmp_path / "libexpat.so.1").write_text("no ELF file")
    with pytest.raises(SystemExit, match="holds no ELF file"):
        ELF.check(tmp_path, "2.36")


def test_every_link_of_the_manual_leads_to_a_place_in_it_and_nothing_is_fetched():
    page = MANUAL.page("1.0.0")
    assert page == MANUAL.page("1.0.0")
    ids = set(re.findall(r' id="([^"]+)"', page))
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert len(links) > 10
    assert {link for link in links if link not in ids} == set()
    assert re.findall(r'(?:src|href)="(?!#|data:|https?://|mailto:)[^"]*"', page) == []
    assert re.findall(r'src="https?://', page) == []


def test_an_image_is_what_its_digests_say_and_runs_as_nobody_special(tmp_path):
    (tmp_path / "tree/_internal").mkdir(parents=True)
    (tmp_path / "tree/muster").write_bytes(b"program")
    (tmp_path / "tree/muster").chmod(0o755)
    (tmp_path / "tree/_internal/x").write_bytes(b"data")
    for name in ("one.tar", "two.tar"):
        layout, index = OCI.image([OCI.layer(OCI.base()), OCI.layer(OCI.program(tmp_path / "tree"))], "1.0.0")
        layout.save(tmp_path / name, index)
    assert (tmp_path / "one.tar").read_bytes() == (tmp_path / "two.tar").read_bytes()
    with tarfile.open(tmp_path / "one.tar") as archive:
        found = {m.name: archive.extractfile(m).read() for m in archive if m.isfile()}
    blobs = {name.rsplit("/", 1)[1]: content for name, content in found.items() if name.startswith("blobs/")}
    assert all(hashlib.sha256(content).hexdigest() == name for name, content in blobs.items())
    assert json.loads(found["oci-layout"]) == {"imageLayoutVersion": "1.0.0"}
    manifest = json.loads(blobs[json.loads(found["index.json"])["manifests"][0]["digest"].split(":")[1]])
    config = json.loads(blobs[manifest["config"]["digest"].split(":")[1]])
    assert config["config"]["User"] == "65532:65532"
    for described, diff in zip(manifest["layers"], config["rootfs"]["diff_ids"], strict=True):
        content = gzip.decompress(blobs[described["digest"].split(":")[1]])
        assert f"sha256:{hashlib.sha256(content).hexdigest()}" == diff
    text = (ROOT / "packaging/oci/kubernetes.yaml").read_text()
    for words in ("runAsNonRoot: true", "readOnlyRootFilesystem: true", "egress: []", "drop: [ALL]"):
        assert words in text
