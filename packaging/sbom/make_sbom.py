"""The list of parts (SBOM) and the licences of what was built; fails on any file nobody is responsible for.

.venv/bin/python packaging/sbom/make_sbom.py OUT [--tree dist/muster]     OUT/sbom/ and OUT/licenses/
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from cyclonedx import document, page
from licences import folder
from parts import Parts
from sources import Unknown, Wheelhouse

ROOT = Path(__file__).resolve().parents[2]
EPOCH = 1767225600


def measured(tree: Path) -> dict[str, str]:
    """What the program says of its native parts."""
    done = subprocess.run(
        [str(tree / "muster"), "selftest", "--json"], capture_output=True, text=True, check=True
    )
    return {
        name: version
        for test in json.loads(done.stdout)["tests"]
        for name, version in test["versions"].items()
    }


def write(tree: Path, share: Path, version: str) -> dict[str, bytes]:
    """Name in the bundle → content. Raises Unknown."""
    listed = [(p.relative_to(tree).as_posix(), p) for p in tree.rglob("*") if p.is_file()]
    if share.is_dir():
        listed += [(f"share/{p.relative_to(share).as_posix()}", p) for p in share.rglob("*") if p.is_file()]
    files = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in listed}
    wheels = Wheelhouse(ROOT / "offline_wheels")
    parts = Parts(version, (ROOT / "LICENSE").read_bytes(), wheels, measured(tree))
    parts.follow(sorted(files), json.loads((tree.parent / "origins.json").read_text(encoding="utf-8")))
    parts.look_inside(tree)
    found = sorted(parts.found.values(), key=lambda p: p.ref)
    if left := set(files) - {name for part in found for name in part.files}:
        raise Unknown(f"{len(left)} files belong to no part, the first {min(left)}")
    name = f"muster-{version}.cdx"
    text = json.dumps(document(found, parts.muster, files, EPOCH), indent=1, sort_keys=True) + "\n"
    made = {
        f"sbom/{name}.json": text.encode(),
        f"sbom/{name}.html": page(found, parts.muster, files, f"{name}.json").encode(),
    }
    made |= {f"licenses/{name}": content for name, content in folder(found, wheels).items()}
    print(
        f"sbom: {len(found)} parts, {len(files)} of {len(files)} files attributed, {len(made) - 2} files of licences"
    )
    return made


def main() -> None:
    sys.path.insert(0, str(ROOT))
    from appliance.foundation.kernel.version import VERSION

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--tree", type=Path, default=ROOT / "dist/muster")
    options = parser.parse_args()
    try:
        made = write(options.tree, ROOT / "packaging/install/share", VERSION)
    except Unknown as problem:
        sys.exit(f"sbom: {problem}")
    for name, content in made.items():
        place = options.out / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


if __name__ == "__main__":
    main()
